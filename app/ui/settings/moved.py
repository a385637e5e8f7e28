"""What is open and whose last day moved - items, notices, objections - with the old day and the new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.calendars import Moved
from app.ui import theme
from app.ui.widgets.buttons import Label
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

HEIGHT = 180
_NONE = N_("没有到期日因此改变。")
_SOME = N_("{n} 个到期日改变了（回车打开）：")
_KINDS = {
    "disclosure": N_("公开到期"),
    "notice": N_("公示期满"),
    "objection": N_("答复异议"),
    "request": N_("申请办理期限"),
}
_PAGES = {"disclosure": "disclosures", "notice": "notices", "objection": "notices", "request": "requests"}
_OPEN_END = N_("待定")


def _day(day: date | None) -> str:
    return day.isoformat() if day else _(_OPEN_END)


COLUMNS = (
    ColumnSpec("title", N_("信息名称"), 0),
    ColumnSpec("table", N_("事由"), 120, value=lambda row: _(_KINDS[row.table])),
    ColumnSpec("old", N_("原到期日"), 120, value=lambda row: _day(row.old)),
    ColumnSpec("new", N_("新到期日"), 120, value=lambda row: _day(row.new)),
)


def _page(row: Moved) -> str:
    return _PAGES[row.table]


class MovedList(QWidget):
    """Hidden until there is something to tell; `opened` carries the page and the record a person wants to see."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Label(wrap=True)
        self.table = SmallTable(COLUMNS)
        self.table.setMinimumHeight(theme.scaled(HEIGHT))
        name(self.table, N_("到期日改变的信息"))
        self.table.opened.connect(lambda row: self.opened.emit(_page(row), row.uuid))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        self.hide()

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Show these."""
        self.sentence.say(_SOME if moved else _NONE, n=len(moved))
        self.table.set_rows(moved)
        self.table.setVisible(bool(moved))
        self.show()
