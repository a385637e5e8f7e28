"""The columns of the register, and its states as pills."""

from __future__ import annotations

from app.i18n import N_, _
from app.operations.disclosure_lists import DisclosureRow
from app.rules.channels import Channel
from app.rules.disclosures import STATUS_NAMES, Status
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

SORTED = {"formed_on": "began", "due_on": "due"}  # columns that can be sorted by, and the order each stands for
_PROVISIONAL = N_("暂定 · {day}")
_LEFT = N_("{left} · {day}")
_STATES = {
    Status.DRAFT: "unknown",
    Status.IN_REVIEW: "soon",
    Status.RETURNED: "late",
    Status.APPROVED: "soon",
    Status.PUBLISHED: "good",
    Status.WITHDRAWN: "unknown",
}


def due_pill(row: DisclosureRow) -> Pill:
    """The due date as a pill: 剩 5 个工作日 · 12-01, 今天到期, 超 3 个工作日, 暂定; the bare day once it is public."""
    if row.due_on is None:
        return Pill("unknown", "")
    if row.left is None:
        return Pill("unknown", row.due_on.isoformat())
    day = f"{row.due_on:%m-%d}"
    if row.provisional:
        return Pill(row.left.state, _(_PROVISIONAL).format(day=day))
    return Pill(row.left.state, _(_LEFT).format(left=row.left.words, day=day))


def status_pill(status: Status) -> Pill:
    """Where an item stands, as a pill."""
    return Pill(_STATES[status], _(STATUS_NAMES[status]))


def channel_words(row: DisclosureRow) -> str:
    """The channels that carried an item, one after the other."""
    return "、".join(Channel(channel).label for channel in row.channels)


COLUMNS = (
    ColumnSpec("title", N_("信息名称"), 250),
    ColumnSpec("due_on", N_("到期日"), 184, kind="pill", sortable=True, value=due_pill),
    ColumnSpec("status", N_("状态"), 92, kind="pill", value=lambda row: status_pill(row.status)),
    ColumnSpec("formed_on", N_("形成日期"), 100, kind="date", sortable=True),
    ColumnSpec("item_name", N_("目录事项"), 150),
    ColumnSpec("document_number", N_("文号"), 140),
    ColumnSpec("published_on", N_("公开日期"), 100, kind="date"),
    ColumnSpec("channels", N_("渠道"), 0, value=channel_words),
)
