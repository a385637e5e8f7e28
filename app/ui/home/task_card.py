"""A card on the first page: what waits in one field of work, each line leading to where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import QUIET, Button, Heading, Label


@dataclass(frozen=True, slots=True)
class Task:
    """A line: its sentence, how many, where it leads, and what else the sentence tells."""

    sentence: str
    n: int
    page: str
    target: object
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class TaskCard(QWidget):
    """What waits, the late things first; a sentence where nothing does."""

    go = Signal(str, object)

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        self.nothing = Label(nothing, tone="quiet", wrap=True)
        self.lines: list[Button] = []
        box = QVBoxLayout(self)
        box.setSpacing(theme.scaled(4))
        box.addWidget(Heading(title, times=1.1))
        box.addWidget(self.nothing)
        self._rest = QVBoxLayout()
        box.addLayout(self._rest)

    def show_tasks(self, tasks: Iterable[Task]) -> None:
        """Show those of which there are any."""
        for line in self.lines:
            self._rest.removeWidget(line)
            line.deleteLater()
        self.lines = [self._line(task) for task in tasks if task.n]
        self.nothing.setVisible(not self.lines)

    def _line(self, task: Task) -> Button:
        line = Button(task.sentence, partial(self.go.emit, task.page, task.target), QUIET, n=task.n, **task.values)
        line.setStyleSheet("text-align: left;")
        self._rest.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        return line
