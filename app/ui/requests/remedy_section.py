"""What came after the reply of one case: reconsideration, suits, complaints, and whether it becomes public for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.request_lists import RemedyRow, RequestDetail
from app.ui import theme
from app.ui.requests.proactive_box import ProactiveBox
from app.ui.requests.remedy_columns import SHORT
from app.ui.requests.remedy_form import RemedyForm
from app.ui.widgets.buttons import Heading, Label, secondary
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.ui.widgets.page import Context

ROWS_SHOWN = 4
_NAME = N_("复议、诉讼和投诉")
_NONE = N_("没有复议、诉讼或投诉。收到复议答复通知、应诉通知或投诉时，在下面登记。")
_ENTER, _EDIT, _ANOTHER = N_("登记一件"), N_("修改或登记结果"), N_("另外登记一件")
_SAVED = N_("已保存。")


class RemedySection(QWidget):
    """The remedies over one request with their form, and the decision on publishing; a tab of the case panel.

    `go` leads to another page: the item of the disclosure register that was made of the request.
    """

    said = Signal(str)
    go = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._uuid = self._wanted = ""
        self.none = Label(_NONE, tone="quiet", wrap=True)
        self.table = SmallTable(SHORT)
        self.heading = Heading(_ENTER, times=1.1)
        self.form = RemedyForm(context, own_request=False)
        self.another = secondary(_ANOTHER, self.new)
        self.proactive = ProactiveBox(context)
        name(self.table, _NAME)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        for widget in (self.none, self.table):
            box.addWidget(widget)
        box.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self.heading, self.form, self.proactive):
            box.addWidget(below)
        box.addStretch(1)
        self.table.current_changed.connect(self._show)
        self.form.saved.connect(self._saved)
        self.proactive.said.connect(self.said)
        self.proactive.go.connect(self.go)

    def show_record(self, detail: RequestDetail) -> None:
        """Show what came after this request; what is being typed for the same one stays."""
        row = detail.row
        if row.uuid != self._uuid:
            self._uuid = row.uuid
            self.form.set_request(row.uuid)
            self.new()
        rows = detail.remedies
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.another.setVisible(bool(rows))
        lines = min(max(len(rows), 1), ROWS_SHOWN) + 1
        self.table.setFixedHeight(self.table.verticalHeader().defaultSectionSize() * lines + theme.scaled(24))
        wanted = self._wanted or self.form.uuid()
        self.table.set_rows(rows)
        place = next((n for n, each in enumerate(rows) if each.uuid == wanted), -1)
        if place >= 0:
            self.table.selectRow(place)
        self._wanted = ""
        self.proactive.show_request(row.uuid, row.number, row.proactive, detail.proactive_note, detail.disclosure_uuid)

    def new(self) -> None:
        """Start another one in the form."""
        self.table.setCurrentIndex(QModelIndex())
        self.table.clearSelection()
        self.heading.say(_ENTER)
        self.form.clear()

    def _show(self, row: RemedyRow | None) -> None:
        if row is not None:
            self.heading.say(_EDIT)
            self.form.show_row(row)

    def _saved(self, uuid: str) -> None:
        self._wanted = uuid
        self.said.emit(_(_SAVED))
