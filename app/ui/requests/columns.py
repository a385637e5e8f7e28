"""The columns of the register of requests, and their states as pills."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from app.i18n import N_, _
from app.operations.request_lists import ORDERS, RequestRow
from app.rules.request_events import NEXT_NAMES, NextStep, RequestState
from app.rules.requests import APPLICANT_NAMES, REQUEST_CHANNEL_NAMES
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

SORTED = {"arrived_on": "arrived", "next": "due"}  # columns that can be sorted by, and the order each stands for
STATES = {
    RequestState.AWAITING_CONFIRMATION: "soon",
    RequestState.RUNNING: "good",
    RequestState.AWAITING_CORRECTION: "soon",
    RequestState.CONSULTING: "soon",
    RequestState.AWAITING_REASON: "soon",
    RequestState.AWAITING_PAYMENT: "soon",
    RequestState.REPLIED: "good",
    RequestState.CLOSED: "unknown",
    RequestState.ARCHIVED: "unknown",
}
_STEP = N_("{step}：{left} · {day}")
_UNDATED = N_("{step}：{day}")
_PROVISIONAL = N_("{step}：暂定 · {day}")


def state_pill(row: RequestRow) -> Pill:
    """Where a request stands, as a pill."""
    return Pill(STATES[row.state], row.state_name)


def next_pill(row: RequestRow) -> Pill:
    """What comes next and by when: 答复：剩 5 个工作日 · 03-30; without a day only what; nothing once archived."""
    if row.next_kind is NextStep.NOTHING:
        return Pill("unknown", "")
    step = _(NEXT_NAMES[row.next_kind])
    if row.next_on is None:
        return Pill("unknown", step)
    if row.left is None:
        return Pill("unknown", _(_UNDATED).format(step=step, day=row.next_on.isoformat()))
    day = f"{row.next_on:%m-%d}"
    if row.provisional and row.next_kind is NextStep.REPLY:
        return Pill(row.left.state, _(_PROVISIONAL).format(step=step, day=day))
    return Pill(row.left.state, _(_STEP).format(step=step, left=row.left.words, day=day))


def kind_words(row: RequestRow) -> str:
    """What kind of applicant it is, in words."""
    return _(APPLICANT_NAMES[row.applicant_kind])


def channel_words(row: RequestRow) -> str:
    """How it came in, in words."""
    return _(REQUEST_CHANNEL_NAMES[row.channel])


COLUMNS = (
    ColumnSpec("number", N_("申请编号"), 100),
    ColumnSpec("applicant", N_("申请人"), 88),
    ColumnSpec("title", N_("申请事项"), 0),
    ColumnSpec("next", N_("下一步"), 200, kind="pill", sortable=True, value=next_pill),
    ColumnSpec("state", N_("状态"), 92, kind="pill", value=state_pill),
    ColumnSpec("arrived_on", N_("来件日期"), 100, kind="date", sortable=True),
    ColumnSpec("received_on", N_("收到日期"), 100, kind="date"),
    ColumnSpec("channel", N_("申请渠道"), 116, value=channel_words),
    ColumnSpec("applicant_kind", N_("申请人类别"), 96, value=kind_words),
    ColumnSpec("handler", N_("经办人"), 80),
    ColumnSpec("outcome", N_("答复类型"), 150, value=lambda row: row.outcome_name),
)


def show_order(header: QHeaderView, order: str) -> None:
    """Mark the column that the list is sorted by; in the order of entering none."""
    section = next((n for n, column in enumerate(COLUMNS) if SORTED.get(column.key) == order), -1)
    header.setSortIndicatorShown(section >= 0)
    if section >= 0:
        down = ORDERS[order].descending
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
