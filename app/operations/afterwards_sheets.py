"""What comes after a reply as spreadsheets: fees, remedies, what became public for all, the demand; all by the gate."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, write_csv, write_xlsx
from app.i18n import N_, _
from app.operations import demand, fees, proactive, remedies
from app.operations.demand import Demand
from app.operations.fees import FeeRow
from app.operations.gate import check_name, gate
from app.operations.proactive import ProactiveRow
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RemedyRow
from app.rules.remedies import REMEDY_FIELD_NAMES, REMEDY_NAMES, RemedyKind, RemedyResult, result_name
from app.rules.request_events import METHOD_NAMES, FeeMethod
from app.rules.requests import APPLICANT_NAMES, ApplicantKind

FEES_TITLE = N_("信息处理费台账")
REMEDIES_TITLE = N_("行政复议、行政诉讼、举报投诉台账")
_NUMBER, _MATTER, _TOPIC = N_("申请编号"), N_("申请事项"), N_("主题")
FEES = (
    Column("number", _NUMBER, 16),
    Column("title", _MATTER, 40),
    Column("applicant_kind", N_("申请人类别"), 14),
    Column("method", N_("计收方式"), 12),
    Column("quantity", N_("页数或当月第几件"), 12, Kind.NUMBER),
    Column("amount", N_("应缴金额（元）"), 14, Kind.NUMBER),
    Column("document_number", N_("收费通知文号"), 20),
    Column("noticed_on", N_("通知日期"), 12, Kind.DATE),
    Column("reached_on", N_("送达日期"), 12, Kind.DATE),
    Column("pay_by", N_("最迟缴费"), 12, Kind.DATE),
    Column("paid_on", N_("缴费日期"), 12, Kind.DATE),
    Column("paid", N_("实缴金额（元）"), 14, Kind.NUMBER),
    Column("state", N_("状态"), 14),
)
_FIELD = REMEDY_FIELD_NAMES
REMEDIES = (
    Column("kind", _FIELD["kind"], 24),
    Column("filed_on", _FIELD["filed_on"], 12, Kind.DATE),
    Column("number", _FIELD["number"], 24),
    Column("authority", _FIELD["authority"], 24),
    Column("request", _FIELD["request"], 16),
    Column("claim", _FIELD["claim"], 40),
    Column("result", _FIELD["result"], 14),
    Column("decided_on", _FIELD["decided_on"], 12, Kind.DATE),
    Column("handling", _FIELD["handling"], 40),
)
PROACTIVE = (
    Column("number", _NUMBER, 16),
    Column("title", _MATTER, 40),
    Column("topic", _TOPIC, 18),
    Column("arrived_on", N_("提交或送达日期"), 14, Kind.DATE),
    Column("outcome", N_("答复类型"), 24),
    Column("state", N_("转主动公开"), 16),
    Column("note", N_("理由或说明"), 40),
    Column("disclosure", N_("公开的信息"), 40),
    Column("status", N_("公开状态"), 12),
    Column("published_on", N_("公开日期"), 12, Kind.DATE),
)
_SHARES = (
    Column("name", N_("项目"), 40),
    Column("n", N_("件数"), 10, Kind.NUMBER),
    Column("percent", N_("占比（%）"), 10, Kind.NUMBER),
)
PROPOSALS_TITLE = N_("多人申请的主题")
_PROPOSALS = (
    Column("topic", N_("主题或申请事项"), 40),
    Column("applicants", N_("申请人数"), 10, Kind.NUMBER),
    Column("n", N_("件数"), 10, Kind.NUMBER),
    Column("disclosed", N_("其中答复公开"), 12, Kind.NUMBER),
    Column("decided", N_("已提出或审核"), 12, Kind.NUMBER),
)


def export_fees(session: Session, year: int, path: Path) -> int:
    """Write the notices and payments of a year as xlsx or CSV, by the name's ending; returns how many.

    Who paid is not in it; the number of the request leads there.
    """
    return _written(session, path, FEES_TITLE, FEES, [_fee(row) for row in fees.ledger(session, year)])


def export_remedies(session: Session, wanted: RemedyFilter, path: Path) -> int:
    """Write the filtered reconsiderations, suits and complaints as xlsx or CSV; returns how many."""
    rows = [_remedy(row) for row in remedies.listed(session, wanted)]
    return _written(session, path, REMEDIES_TITLE, REMEDIES, rows)


def export_proactive(session: Session, state: str, path: Path) -> int:
    """Write what was suggested, accepted or declined for all (转主动公开清单); returns how many."""
    rows = [_proactive(row) for row in proactive.listed(session, state)]
    return _written(session, path, proactive.TITLE, PROACTIVE, rows)


def export_demand(session: Session, first: date, last: date, path: Path) -> int:
    """Write the demand of a period as xlsx, a sheet for each table; as CSV all under each other. Returns how many."""
    check_name(path)
    found, masked = demand.analysed(session, first, last), gate(session)
    if path.suffix.lower() == ".csv":
        part = Column("part", N_("统计方式"), 16)
        rows = [masked.row({"part": _(demand.PARTS[key])} | row) for key in demand.PARTS for row in _shares(found, key)]
        write_csv(path, SheetOut(_(demand.TITLE), (part, *_SHARES), rows))
        return found.total
    sheets = [SheetOut(title, _SHARES, map(masked.row, _shares(found, key))) for key, title in demand.PARTS.items()]
    proposals = [{column.key: getattr(each, column.key) for column in _PROPOSALS} for each in found.repeated]
    write_xlsx(path, [*sheets, SheetOut(PROPOSALS_TITLE, _PROPOSALS, map(masked.row, proposals))])
    return found.total


def _shares(found: Demand, part: str) -> Iterator[dict[str, Cell]]:
    for share in getattr(found, part):
        yield {"name": share.name, "n": share.n, "percent": share.percent}


def _written(session: Session, path: Path, title: str, columns: tuple[Column, ...], rows: list[dict[str, Cell]]) -> int:
    check_name(path)
    sheet = SheetOut(_(title), columns, _masked(session, rows))
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return len(rows)


def _masked(session: Session, rows: Iterable[dict[str, Cell]]) -> Iterator[Mapping[str, Cell]]:
    masked = gate(session)
    return (masked.row(row) for row in rows)


def _fee(row: FeeRow) -> dict[str, Cell]:
    cells: dict[str, Cell] = {column.key: getattr(row, column.key, "") for column in FEES}
    return cells | {
        "applicant_kind": _(APPLICANT_NAMES[ApplicantKind(row.applicant_kind)]),
        "method": _(METHOD_NAMES[FeeMethod(row.method)]) if row.method else "",
        "amount": Decimal(row.amount_fen) / 100,
        "paid": None if row.paid_fen is None else Decimal(row.paid_fen) / 100,
        "state": _(fees.STATE_NAMES[row.state]),
    }


def _remedy(row: RemedyRow) -> dict[str, Cell]:
    cells: dict[str, Cell] = {column.key: getattr(row, column.key) for column in REMEDIES}
    kind = RemedyKind(row.kind)
    result = _(result_name(kind, RemedyResult(row.result), row.decided_on))
    return cells | {"kind": _(REMEDY_NAMES[kind]), "result": result}


def _proactive(row: ProactiveRow) -> dict[str, Cell]:
    cells: dict[str, Cell] = {column.key: getattr(row, column.key, "") for column in PROACTIVE}
    return cells | {"state": row.state_name, "status": row.status_name, "outcome": row.outcome_name}
