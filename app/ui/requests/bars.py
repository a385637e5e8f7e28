"""What stands above the register for a while: which cell of the report is shown, what was registered just now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.widgets.buttons import Button, Label, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.folding import Folding

_CELL = N_("这里是 {year} 年度报告“{cell}”一栏背后的申请。")
_BACK, _ALL = N_("← 回到年度报告"), N_("显示全部申请")
_REGISTERED = N_("已登记申请 {number}。")
_RECEIPT, _ANOTHER, _DONE = N_("打印登记回执"), N_("再来一件"), N_("知道了")


class Bar(QWidget):
    """A sentence with what may be done about it."""

    def __init__(self, tone: str, *buttons: Button) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        self.sentence = Label(tone=tone, wrap=True)
        foot = QWidget()
        flow = Flow(foot, end=True)
        for button in buttons:
            flow.addWidget(button)
        QVBoxLayout(self).addWidget(Folding(self.sentence, foot))
        self.hide()


class CellBar(Bar):
    """Which cell of the annual report the list shows, and the ways back."""

    def __init__(self, back: Callable[[], object], all_of_it: Callable[[], object]) -> None:
        super().__init__("", quiet(_ALL, all_of_it), secondary(_BACK, back))

    def show_cell(self, cell: str, year: int) -> None:
        """Name the cell, in the language in use."""
        self.sentence.say(_CELL, cell=cell, year=year)
        self.show()


class RegisteredBar(Bar):
    """What can be done at once with a request that was registered just now."""

    def __init__(
        self, receipt: Callable[[], object], another: Callable[[], object], done: Callable[[], object]
    ) -> None:
        self.receipt = secondary(_RECEIPT, receipt)
        self.another = secondary(_ANOTHER, another)
        super().__init__("good", quiet(_DONE, done), self.another, self.receipt)

    def show_number(self, number: str) -> None:
        """Say which one."""
        self.sentence.say(_REGISTERED, number=number)
        self.show()
