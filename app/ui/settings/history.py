"""Settings: what was removed and can be brought back (回收站), and what was done (操作记录)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import history
from app.operations.history import OperationRow, RemovedRow
from app.operations.search import KIND_NAMES
from app.ui import theme
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

SHOWN = 500
_KINDS = {
    **KIND_NAMES,
    "saved_view": N_("筛选视图"),
    "channel_event": N_("公开渠道"),
    "review": N_("审核意见"),
    "printout": N_("打印记录"),
    "objection": N_("公示异议"),
    "notice_query": N_("查询登记"),
}
_BRING_BACK, _BROUGHT = N_("恢复所选"), N_("从回收站恢复“{name}”")
_BIN_WHAT = N_("删除的内容在这里找得回来；连同所属的渠道、附件一起恢复。")
_BIN_EMPTY, _BIN_EMPTY_WHY = N_("回收站是空的"), N_("删除的公开信息、目录、不予公开事项会放在这里。")
_UNDO, _UNDONE, _DONE = N_("撤销所选"), N_("已撤销"), N_("已生效")
_LOG_WHAT = N_("谁在什么时候做了什么，最近 500 条。后来又改过的记录，请先撤销后来的那一步。")

REMOVED = (
    ColumnSpec("name", N_("名称"), 0),
    ColumnSpec("table", N_("类别"), 130, value=lambda row: _(_KINDS.get(row.table, row.table))),
    ColumnSpec("at", N_("删除时间"), 150),
    ColumnSpec("person", N_("经办人"), 120),
)


def _fate(row: OperationRow) -> Pill:
    return Pill("unknown", _(_UNDONE)) if row.undone else Pill("good", _(_DONE))


OPERATIONS = (
    ColumnSpec("at", N_("时间"), 150),
    ColumnSpec("person", N_("经办人"), 120),
    ColumnSpec("title", N_("操作"), 0),
    ColumnSpec("undone", N_("状态"), 110, kind="pill", value=_fate),
)


class _HistorySection(Page):
    """A sentence, one action on the chosen row, and the list; it follows every change."""

    help_page = "settings"

    def __init__(self, context: Context, columns: Sequence[ColumnSpec], what: str, action: Button) -> None:
        super().__init__(context)
        self.table = SmallTable(columns)
        self.action = action
        self.room = QStackedWidget()
        self.room.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Folding(Label(what, tone="quiet", wrap=True), action))
        box.addWidget(self.room, 1)
        self.table.current_changed.connect(lambda row: action.setEnabled(self.may_act(row)))
        action.setEnabled(False)
        self.runner.changed.connect(lambda _changed: self.refresh())

    def may_act(self, row: object) -> bool:
        """Whether the action can be done to this row."""
        return row is not None

    def take(self, rows: Sequence[object]) -> None:
        """Show these rows."""
        self.table.set_rows(rows)
        self.counted.emit(len(rows))


class RecycleSection(_HistorySection):
    """The recycle bin."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, REMOVED, _BIN_WHAT, primary(_BRING_BACK, self.bring_back))
        name(self.table, N_("回收站"))
        self.empty = Empty(_BIN_EMPTY, _BIN_EMPTY_WHY)
        self.room.addWidget(self.empty)
        self.table.opened.connect(lambda _row: self.bring_back())

    def reload(self) -> None:
        """Read what was removed."""
        self.runner.query(self, lambda session: history.removed(session, SHOWN), self.take, slot="rows")

    def bring_back(self) -> None:
        """Take the chosen record out of the bin."""
        row: RemovedRow | None = self.table.current()
        if row:
            self.runner.change(self, _BROUGHT, partial(history.bring_back, seq=row.seq), values={"name": row.name})

    def take(self, rows: Sequence[object]) -> None:
        """Show these rows, or that there are none."""
        super().take(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)


class LogSection(_HistorySection):
    """What was done, newest first, and the way back of each step."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, OPERATIONS, _LOG_WHAT, secondary(_UNDO, self.undo))
        name(self.table, N_("操作记录"))

    def reload(self) -> None:
        """Read what was done."""
        self.runner.query(self, lambda session: history.done(session, SHOWN), self.take, slot="rows")

    def retranslate(self) -> None:
        """The titles come in the language in use: read them again."""
        self.refresh()

    def may_act(self, row: object) -> bool:
        """What was undone cannot be undone again."""
        return isinstance(row, OperationRow) and not row.undone

    def undo(self) -> None:
        """Take the chosen step back; UserError if the record was changed since."""
        row: OperationRow | None = self.table.current()
        if row and self.may_act(row):
            values = {"title": row.title}
            self.runner.change(self, history.UNDO, lambda session: history.undo(session, row.id), values=values)
