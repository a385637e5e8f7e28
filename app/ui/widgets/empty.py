"""What a list says while it has no rows: what it is for, and the first step."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Heading, Label, primary
from app.ui.widgets.scrolling import scrolled

WIDEST = 460


class Empty(QWidget):
    """A title, a sentence, and a button if there is a step to take."""

    def __init__(self, title: str, sentence: str, step: str = "", pressed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.heading = Heading(title, times=1.2)
        self.heading.setWordWrap(True)
        self.sentence = Label(sentence, tone="quiet", wrap=True)
        column = QWidget()
        column.setMaximumWidth(theme.scaled(WIDEST))
        box = QVBoxLayout(column)
        box.setSpacing(theme.scaled(12))
        box.addStretch(2)
        for each in (self.heading, self.sentence):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(each)
        if step:
            self.button = primary(step, pressed)
            box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.addStretch(1)
        row.addWidget(column, WIDEST)
        row.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(inside))

    def say(self, title: str, sentence: str, **values: Any) -> None:
        """Say something else, such as that the filters leave nothing."""
        self.heading.say(title)
        self.sentence.say(sentence, **values)
