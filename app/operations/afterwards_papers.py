"""What comes after a reply as paper: fees, remedies, what became public for all, the demand; all by the gate."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.operations import demand, fees, offices, proactive, remedies
from app.operations.afterwards_sheets import FEES_TITLE, PROPOSALS_TITLE, REMEDIES_TITLE
from app.operations.demand import Demand
from app.operations.fees import FeeRow
from app.operations.gate import gate
from app.operations.list_papers import listed_sheet
from app.operations.proactive import ProactiveRow
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RemedyRow
from app.rules.payouts import yuan
from app.rules.remedies import REMEDY_FIELD_NAMES, SHORT_NAMES, RemedyKind, RemedyResult, result_name
from app.rules.request_events import METHOD_NAMES, FeeMethod
from app.rules.requests import PROACTIVE_NAMES, Proactive
from app.sheets import listing
from app.sheets.listing import ListColumn
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Band, Row, dated

Masked = Callable[[str], str]
_YEAR, _LINES = N_("{year}年"), N_("共 {n} 条")
_FEES_SUM = N_("发出收费通知 {n} 件，应缴 {billed} 元；本年收缴 {collected} 元。")
_FEES_NOTE = N_("收入按规定全额上缴同级国库。本台账只供本单位保存，不得张贴。")
_REMEDIES_NOTE = N_("本台账可能有申请人的信息，只供本单位保存，不得张贴。")
_OVERDUE = N_("已超期")
_PERIOD = N_("{first} 至 {last}")
_TOTAL = N_("收到申请 {n} 件")
_WANTED = N_("{applicants} 个申请人，答复公开 {disclosed} 件")


def fee_ledger(
    session: Session, year: int, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """The fee notices and payments of a year (信息处理费台账) as PDF."""
    found, masked = fees.ledger(session, year), gate(session)
    totals = fees.totals(session, offices.own_code(session), year)
    values = {"n": totals.notices, "billed": yuan(totals.billed_fen), "collected": yuan(totals.collected_fen)}
    return listed_sheet(
        session, "SF", FEES_TITLE, now, setup, tell, _fee_columns,
        lambda: [_fee(row, masked, now.date()) for row in found],
        period=lambda: _(_YEAR).format(year=year),
        totals=lambda: (_(_FEES_SUM).format(**values),),
        note=lambda: _(_FEES_NOTE),
    )  # fmt: skip


def _fee_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("申请编号"), 20, whole=True),
        ListColumn(_("申请事项"), 50),
        ListColumn(_("计收方式"), 18, whole=True),
        ListColumn(_("页数或当月第几件"), 14, Align.END),
        ListColumn(_("应缴金额（元）"), 18, Align.END, whole=True),
        ListColumn(_("通知日期"), 16, whole=True),
        ListColumn(_("最迟缴费"), 16, whole=True),
        ListColumn(_("缴费日期"), 16, whole=True),
        ListColumn(_("实缴金额（元）"), 18, Align.END, whole=True),
        ListColumn(_("状态"), 18, whole=True),
    )


def _fee(row: FeeRow, masked: Masked, today: date) -> tuple[str, ...]:
    state = _(_OVERDUE if row.overdue(today) else fees.STATE_NAMES[row.state])
    method = _(METHOD_NAMES[FeeMethod(row.method)]) if row.method else ""
    return (
        row.number, masked(row.title), method, str(row.quantity or ""), yuan(row.amount_fen), dated(row.noticed_on),
        dated(row.pay_by), dated(row.paid_on), yuan(row.paid_fen), state,
    )  # fmt: skip


def remedies_list(
    session: Session, about: Mapping[str, Any], now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """The filtered reconsiderations, suits and complaints as PDF, each kind under its name; `about` is the filter."""
    wanted, masked = filter_of(about), gate(session)
    found = remedies.listed(session, wanted)
    return listed_sheet(
        session, "FS", REMEDIES_TITLE, now, setup, tell, _remedy_columns, lambda: list(_remedies(found, masked)),
        period=lambda: _(_YEAR).format(year=wanted.year) if wanted.year else "",
        totals=lambda: (_(_LINES).format(n=len(found)),),
        note=lambda: _(_REMEDIES_NOTE),
    )  # fmt: skip


def _remedy_columns() -> tuple[ListColumn, ...]:
    names = REMEDY_FIELD_NAMES
    return (
        ListColumn(_(names["filed_on"]), 16, whole=True),
        ListColumn(_(names["number"]), 26),
        ListColumn(_(names["authority"]), 30),
        ListColumn(_(names["request"]), 18, whole=True),
        ListColumn(_(names["claim"]), 44),
        ListColumn(_(names["result"]), 18),
        ListColumn(_(names["decided_on"]), 16, whole=True),
        ListColumn(_(names["handling"]), 40),
    )


def _remedies(found: list[RemedyRow], masked: Masked) -> Iterator[Row]:
    for kind in RemedyKind:
        rows = [row for row in found if row.kind == kind]
        if rows:
            yield Band(_(SHORT_NAMES[kind]))
        for row in rows:
            result = result_name(kind, RemedyResult(row.result), row.decided_on)
            yield (
                dated(row.filed_on), masked(row.number), masked(row.authority), row.request, masked(row.claim),
                _(result), dated(row.decided_on), masked(row.handling),
            )  # fmt: skip


def proactive_list(
    session: Session, state: str, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """What was suggested, accepted or declined for all (转主动公开清单) as PDF."""
    found, masked = proactive.listed(session, state), gate(session)
    return listed_sheet(
        session, "ZG", proactive.TITLE, now, setup, tell, _proactive_columns,
        lambda: [_proactive(row, masked) for row in found],
        filter_text=lambda: _(PROACTIVE_NAMES[Proactive(state)]) if state else "",
        totals=lambda: (_(_LINES).format(n=len(found)),),
        note=lambda: _(proactive.SOURCE),
    )  # fmt: skip


def _proactive_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("申请编号"), 20, whole=True),
        ListColumn(_("申请事项"), 46),
        ListColumn(_("主题"), 20),
        ListColumn(_("答复类型"), 26),
        ListColumn(_("转主动公开"), 22),
        ListColumn(_("理由或说明"), 40),
        ListColumn(_("公开的信息"), 40),
        ListColumn(_("公开状态"), 14, whole=True),
        ListColumn(_("公开日期"), 16, whole=True),
    )


def _proactive(row: ProactiveRow, masked: Masked) -> tuple[str, ...]:
    return (
        row.number, masked(row.title), masked(row.topic), row.outcome_name, row.state_name, masked(row.note),
        masked(row.disclosure), row.status_name, dated(row.published_on),
    )  # fmt: skip


def demand_list(
    session: Session, about: Mapping[str, Any], now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """The demand (需求分析表) from `first` to `last` as PDF: a part for each way of counting, then what many want."""
    first, last = (date.fromisoformat(about[name]) for name in ("first", "last"))
    found, masked = demand.analysed(session, first, last), gate(session)
    return listed_sheet(
        session, "XQ", demand.TITLE, now, setup, tell, _demand_columns, lambda: list(_demand(found, masked)),
        period=lambda: _(_PERIOD).format(first=first.isoformat(), last=last.isoformat()),
        totals=lambda: (_(_TOTAL).format(n=found.total),),
        note=lambda: _(demand.SOURCE),
    )  # fmt: skip


def _demand_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("项目"), 70),
        ListColumn(_("件数"), 16, Align.END, whole=True),
        ListColumn(_("占比（%）"), 18, Align.END, whole=True),
        ListColumn(_("说明"), 50),
    )


def _demand(found: Demand, masked: Masked) -> Iterator[Row]:
    for part, title in demand.PARTS.items():
        shares = getattr(found, part)
        if shares:
            yield Band(_(title))
        for share in shares:
            yield masked(share.name), str(share.n), str(share.percent), ""
    if found.repeated:
        yield Band(_(PROPOSALS_TITLE))
    for each in found.repeated:
        told = _(_WANTED).format(applicants=each.applicants, disclosed=each.disclosed)
        yield masked(each.topic), str(each.n), str(demand.percent(each.n, found.total)), told


def filter_of(about: Mapping[str, Any]) -> RemedyFilter:
    """The filter of a register of remedies as it was kept."""
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in about.items()}
    return RemedyFilter(**values)
