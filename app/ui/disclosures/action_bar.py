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
        self._buttons = [quiet(*each) for each in edge]
        self._actions = [self._action(menu, *each) for each in edge]
        for each in rest:
            self._action(menu, *each)
        self.set_compact(False)
        flow = Flow(self)
        for button in (self.first, self.second, *self._buttons, self.others):
            flow.addWidget(button)

    def set_compact(self, compact: bool) -> None:
        """On a small window the steps at the edge go to the menu too."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setHidden(compact)
            action.setVisible(compact)

    def _action(self, menu: QMenu, message: str, step: Callable[[], object]) -> QAction:
        action = QAction(menu)
        action.triggered.connect(lambda: step())
        say(self.others, action.setText, message)
        menu.addAction(action)
        return action
