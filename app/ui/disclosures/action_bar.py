"""What can be done with the register as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import N_
from app.ui.widgets.buttons import CHIP, Button, primary, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.words import say

Step = tuple[str, Callable[[], object]]
_OTHERS = N_("其他")


class ActionBar(QWidget):
    """One primary step, one beside it, some at the edge of attention, and the rest in a menu."""

    def __init__(self, first: Step, second: Step, edge: Sequence[Step], rest: Sequence[Step]) -> None:
        super().__init__()
        self.first, self.second = primary(*first), secondary(*second)
        self.others = Button(_OTHERS, None, CHIP)
        self.others.setProperty("menu", True)
        menu = QMenu(self.others)
        self.others.setMenu(menu)
        for message, step in rest:
            action = QAction(menu)
            action.triggered.connect(lambda _checked, do=step: do())
            say(self.others, action.setText, message)
            menu.addAction(action)
        flow = Flow(self)
        for button in (self.first, self.second, *(quiet(*each) for each in edge), self.others):
            flow.addWidget(button)
