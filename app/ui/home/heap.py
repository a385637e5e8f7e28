"""One heap of work on the first page: what it is, how many, the first of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.disclosure_lists import DisclosureRow
from app.operations.today import Section
from app.ui import theme
from app.ui.disclosures.columns import due_pill
from app.ui.widgets.buttons import QUIET, Button, Heading, Label, quiet
from app.ui.widgets.chips import Flow
from app.ui.widgets.pill import PillLabel

TITLES = {
    "overdue": N_("已超期"),
    "due_soon": N_("7 天内到期"),
    "provisional": N_("到期日暂定"),
    "in_review": N_("待审核"),
    "to_publish": N_("待公开"),
}
NOTHING = {
    "overdue": N_("没有超期的信息。"),
    "due_soon": N_("7 天内没有到期的信息。"),
    "provisional": N_("没有到期日暂定的信息。"),
    "in_review": N_("没有等待审核的信息。"),
    "to_publish": N_("没有等待公开的信息。"),
}
TONES = {"overdue": "late", "due_soon": "soon"}
SHOWN = 5
TITLE = 220  # pixels at 100 % that a name must have beside its due date
EDGES = 32  # what is around the letters of a link
_COUNT = N_("{n} 条")
_ALL = N_("在台账中查看")
_PLAIN = N_("{title}")
_SPOKEN = N_("{title}，{due}")


class Line(QWidget):
    """One item: its name as a link, its due date as a pill beside it, or under it where there is no room for both."""

    def __init__(self, row: DisclosureRow) -> None:
        super().__init__()
        self._row = row
        self.link = Button(_PLAIN, None, QUIET, title="")
        self.link.setMinimumWidth(theme.scaled(80))
        self.link.setStyleSheet("text-align: left;")
        self.pill = PillLabel()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.scaled(2))
        self._box.addWidget(self.link, 1)
        self._box.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignRight)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Say the due date again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def event(self, event: QEvent) -> bool:
        """A due date in other words, or in larger type, leaves other room for the name."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._elide()
        return super().event(event)

    def _say(self) -> None:
        due = due_pill(self._row)
        self.pill.set_pill(due)
        self.link.setToolTip(self._row.title)
        self.link.setAccessibleName(_(_SPOKEN).format(title=self._row.title, due=due.text))
        self._elide()

    def _elide(self) -> None:
        beside = self.width() - self.pill.sizeHint().width()
        under = beside < theme.scaled(TITLE)
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if under else ways.LeftToRight)
        room = (self.width() if under else beside) - theme.scaled(EDGES)
        words = self.link.fontMetrics().elidedText(self._row.title, Qt.TextElideMode.ElideRight, max(room, 0))
        self.link.put(words.replace("&", "&&"))


class Heap(QWidget):
    """A card for one view of the register."""

    opened = Signal(str)  # uuid of an item
    all_asked = Signal(str)  # the view

    def __init__(self, view: str) -> None:
        super().__init__()
        self.view = view
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        self.heading = Heading(TITLES[view], times=1.1)
        self.count = Label(_COUNT, n=0)
        self.all = quiet(_ALL, lambda: self.all_asked.emit(self.view))
        self.nothing = Label(NOTHING[view], tone="quiet", wrap=True)
        self.lines: list[Line] = []
        head = Flow()
        head.addWidget(self.heading)
        head.addWidget(self.count)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(theme.scaled(4))
        self._box.addLayout(head)
        self._box.addWidget(self.nothing)
        self._rest = QVBoxLayout()
        self._box.addLayout(self._rest)
        self._box.addWidget(self.all, 0, Qt.AlignmentFlag.AlignRight)
        self._box.addStretch(1)

    def show_section(self, section: Section) -> None:
        """Show how many there are and the first of them."""
        self.count.say(_COUNT, n=f"{section.count:,}")
        self.count.set_tone(TONES.get(self.view, "") if section.count else "quiet")
        self.nothing.setVisible(not section.count)
        self.all.setVisible(section.count > 0)
        for line in self.lines:
            self._rest.removeWidget(line)
            line.deleteLater()
        self.lines = [self._line(row) for row in section.rows[:SHOWN]]

    def _line(self, row: DisclosureRow) -> Line:
        line = Line(row)
        line.link.clicked.connect(partial(self.opened.emit, row.uuid))
        self._rest.addWidget(line)
        return line
