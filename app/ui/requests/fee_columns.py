"""How a fee notice stands, as a pill; the columns of the ledger; what is known of one notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from app.i18n import N_, _
from app.operations.fees import STATE_NAMES, FeeRow, FeeState
from app.rules.payouts import yuan
from app.rules.request_events import METHOD_NAMES, FeeMethod
from app.rules.requests import APPLICANT_NAMES, ApplicantKind
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

_BY, _LATE = N_("{day} 前缴费"), N_("应在 {day} 前缴费，已超期")
_OVERDUE = N_("已超期")
_PAGES, _NTH = N_("{n}页"), N_("当月第{n}件")
_YUAN = N_("{amount} 元")
_COLOURS = {FeeState.PAID: "good", FeeState.LAPSED: "late", FeeState.ENDED: "unknown"}


def state_pill(row: FeeRow, today: date) -> Pill:
    """How a notice stands: paid, by when to pay, or that it is late."""
    if row.state is not FeeState.WAITING:
        return Pill(_COLOURS[row.state], _(STATE_NAMES[row.state]))
    late = row.overdue(today)
    return Pill("late" if late else "soon", _(_LATE if late else _BY).format(day=row.pay_by.isoformat()))


def short_pill(row: FeeRow, today: date) -> Pill:
    """How a notice stands, in a word."""
    if row.overdue(today):
        return Pill("late", _(_OVERDUE))
    return Pill(_COLOURS.get(row.state, "soon"), _(STATE_NAMES[row.state]))


def quantity(row: FeeRow) -> str:
    """What is paid for: so many pages, or the nth request of its month."""
    if row.quantity is None:
        return ""
    return _(_PAGES if row.method == FeeMethod.PAGE else _NTH).format(n=row.quantity)


def method(row: FeeRow) -> str:
    """By item or by page."""
    return _(METHOD_NAMES[FeeMethod(row.method)]) if row.method else ""


def ledger_columns(today: Callable[[], date]) -> tuple[ColumnSpec, ...]:
    """The columns of the ledger, as notices stand on the day it is."""
    pill = ColumnSpec("state", N_("缴费"), 110, kind="pill", value=lambda row: short_pill(row, today()))
    return pill, *_LEDGER


_LEDGER = (
    ColumnSpec("number", N_("申请编号"), 100),
    ColumnSpec("title", N_("申请事项"), 0),
    ColumnSpec("method", N_("计收方式"), 90, value=method),
    ColumnSpec("amount", N_("应缴（元）"), 100, align="right", value=lambda row: yuan(row.amount_fen)),
    ColumnSpec("noticed_on", N_("通知日期"), 100, kind="date"),
    ColumnSpec("pay_by", N_("最迟缴费"), 100, kind="date"),
    ColumnSpec("paid_on", N_("缴费日期"), 100, kind="date"),
)


def facts(row: FeeRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a notice."""
    yield N_("申请编号"), row.number
    yield N_("申请人"), f"{row.applicant} · {_(APPLICANT_NAMES[ApplicantKind(row.applicant_kind)])}"
    yield N_("计收方式"), " · ".join(filter(None, (method(row), quantity(row))))
    yield N_("应缴"), _(_YUAN).format(amount=yuan(row.amount_fen))
    yield N_("收费通知文号"), row.document_number
    yield N_("通知日期"), row.noticed_on.isoformat()
    yield N_("送达日期"), row.reached_on.isoformat() if row.reached_on else ""
    yield N_("最迟缴费"), row.pay_by.isoformat()
    yield N_("缴费日期"), row.paid_on.isoformat() if row.paid_on else ""
    yield N_("实缴"), "" if row.paid_fen is None else _(_YUAN).format(amount=yuan(row.paid_fen))
