"""The pages at the left of the window."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_, _
from app.ui import icons, theme
from app.ui.widgets.page import PageSpec
from app.ui.widgets.scrolling import Scrolled
from app.ui.widgets.words import name, say
from app.ui.widgets.wrapping import in_lines

EDGE, GAP = 8, 4  # pixels at 100 %
LONGEST = 130  # pixels at 100 % of a line of a name; below each other longer ones would take the page its room
NO_BREAK = "\u00a0"  # Qt counts no other blank at the end of a line
_NAME = N_("页面")
_FOLD = N_("收起或展开页面名称")
_KEY = N_("{title}（Alt+{n}）")


class PageButton(QPushButton):
    """A page by its icon and name, with the number of things that wait there."""

    def __init__(self, spec: PageSpec, number: int) -> None:
        super().__init__()
        self.spec = spec
        self._number = number
        self._folded = self._alone = False
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.count = QLabel()
        self.count.setProperty("badge", True)
        self.count.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.scaled(8), 0)
        row.addStretch(1)
        row.addWidget(self.count)
        self._say()

    def fold(self, folded: bool) -> None:
        """Show the icon only."""
        self._folded = folded
        self._say()

    def stand_alone(self, alone: bool) -> None:
        """Whether nothing stands beside it: then a long name takes two lines."""
        if alone != self._alone:
            self._alone = alone
            self._say()

    def show_count(self, count: int) -> None:
        """Write how much waits there; nothing for zero."""
        self.count.setText(f"{count:,}" if count else "")
        self.count.setVisible(bool(count) and not self._folded)
        self.updateGeometry()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._say()

    def _say(self) -> None:
        title = _(self.spec.title)
        room = NO_BREAK * 6 if self.count.text() else ""  # the number stands over the end of the text
        lines = in_lines(title, self.fontMetrics(), theme.scaled(LONGEST)) if self._alone else title
        self.setText("" if self._folded else "\n".join(line + room for line in lines.split("\n")))
        self.setToolTip(_(_KEY).format(title=title, n=self._number % 10))
        self.setAccessibleName(" ".join(filter(None, (title, self.count.text()))))
        self.count.setVisible(bool(self.count.text()) and not self._folded)


class Navigation(QFrame):
    """Buttons of all pages, one of them pressed; they fold to icons at a press, and scroll where the window is low."""

    chosen = Signal(str)
    folded = Signal()

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setProperty("nav", True)
        name(self, _NAME)
        self._buttons = {spec.key: PageButton(spec, number) for number, spec in enumerate(specs, 1)}
        self._group = QButtonGroup(self)
        self._fold = QPushButton("☰")
        self._fold.setCheckable(True)
        self._fold.setProperty("kind", "nav")
        name(self._fold, _FOLD, tip=True)
        self._fold.toggled.connect(self._set_folded)
        self._brand = QLabel("Iltod")
        say(self._brand, self._brand.setAccessibleName, N_("基层政务公开工作台"))
        self._head = QWidget()
        self._cells: list[QWidget] = [self._head, *self._buttons.values()]
        self._rows = [QHBoxLayout() for _cell in self._cells]
        self._lines: list[list[QWidget]] = []
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._fold)
        head.addWidget(self._brand, 1)
        body = QVBoxLayout()
        body.setSpacing(theme.scaled(GAP))
        for row in self._rows:
            row.setSpacing(theme.scaled(GAP))
            row.addStretch()
            body.addLayout(row)
        body.addStretch(1)
        self._area = Scrolled(body)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme.scaled(EDGE), theme.scaled(GAP)) * 2)
        outer.addWidget(self._area)
        for key, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
        self.spread(0)

    def sizeHint(self) -> QSize:
        """All names, and the scroll bar where they are more than the window is high."""
        return super().sizeHint() + QSize(self._bar(), 0)

    def minimumSizeHint(self) -> QSize:
        """Room for the longest name; those that find no room below each other are scrolled to."""
        edges = 2 * theme.scaled(EDGE)
        return QSize(self._widest() + edges + self._bar(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar comes or goes."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.updateGeometry()

    def spread(self, width: int) -> None:
        """Stand in rows within this width above the page; 0: in one column beside it."""
        for button in self._buttons.values():
            button.stand_alone(not width)
        lines = list(self._in_rows(width - 2 * theme.scaled(EDGE))) if width else [[cell] for cell in self._cells]
        if lines != self._lines:
            self._arrange(lines, int(not width))

    def _in_rows(self, width: int) -> Iterator[list[QWidget]]:
        """As many names to a row as there is room for."""
        line: list[QWidget] = []
        taken = 0
        for cell in self._cells:
            needed = cell.sizeHint().width() + theme.scaled(GAP)
            if line and taken + needed > width:
                yield line
                line, taken = [], 0
            line.append(cell)
            taken += needed
        yield line

    def _bar(self) -> int:
        """How wide the scroll bar is; 0 while there is none."""
        low = 0 < self.height() < super().sizeHint().height()
        return self._area.verticalScrollBar().sizeHint().width() if low else 0

    def _widest(self) -> int:
        return max(cell.sizeHint().width() for cell in self._cells)

    def _arrange(self, lines: list[list[QWidget]], stretch: int) -> None:
        """Put these cells into a row each; with a stretch they take the whole width."""
        self._lines = lines
        for row in self._rows:
            for cell in self._cells:
                row.removeWidget(cell)
        for row, line in zip(self._rows, lines, strict=False):
            for number, cell in enumerate(line):
                row.insertWidget(number, cell, stretch)

    def keys(self) -> list[str]:
        """The pages in order."""
        return list(self._buttons)

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)
        self._area.ensureWidgetVisible(self._buttons[key])

    def show_count(self, key: str, count: int) -> None:
        """Write how much waits on a page."""
        self._buttons[key].show_count(count)

    def show_icons(self) -> None:
        """Put the icons on; called once, after the first paint."""
        for button in self._buttons.values():
            icons.put(button, button.spec.icon)

    def _set_folded(self, folded: bool) -> None:
        self._brand.setVisible(not folded)
        for button in self._buttons.values():
            button.fold(folded)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.folded.emit()
