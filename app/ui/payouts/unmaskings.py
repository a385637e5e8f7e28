"""Who looked behind the mask, when, at what and why (查看记录)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_
from app.operations import gate
from app.operations.gate import UnmaskingRow
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.widgets.buttons import Label
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

_LIST = N_("查看未隐去信息的记录")
_EMPTY = N_("没有查看记录")
_EMPTY_WHY = N_("谁在什么时候、为什么看了或导出了未隐去的个人信息，都记在这里，不能删改。")
_NONE = N_("选一条，看全部理由。")
COLUMNS = (
    ColumnSpec("at", N_("时间"), 160, kind="date"),
    ColumnSpec("person", N_("经办人"), 110),
    ColumnSpec("what", N_("看了什么"), 200),
    ColumnSpec("reason", N_("理由"), 0),
)


def facts(row: UnmaskingRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of one time."""
    yield N_("时间"), shown(row.at)
    yield N_("经办人"), row.person
    yield N_("看了什么"), row.what
    yield N_("理由"), row.reason


class UnmaskingsSection(Section):
    """The newest first; the chosen one beside the list."""

    watches = frozenset({"unmasking"})
    help_page = "payouts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        name(self.table, _LIST)
        for widget in (self.table, self.empty):
            self.room.addWidget(widget)
        self.detail.add(self.nothing)
        self.detail.add(self.facts)
        self.detail.add_stretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)
        self.table.current_changed.connect(self._show)

    def reload(self) -> None:
        """Read the record."""
        self.runner.query(self, gate.unmaskings, self._take, slot="list")

    def retranslate(self) -> None:
        """What was looked at is said in the language in use: read it again."""
        self.refresh()

    def _take(self, rows: Sequence[UnmaskingRow]) -> None:
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(len(rows))

    def _show(self, row: UnmaskingRow | None) -> None:
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
