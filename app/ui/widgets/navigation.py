"""The pages at the left of the window."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.i18n import N_, _
from app.ui import icons, theme
from app.ui.widgets.page import PageSpec
from app.ui.widgets.words import name, say

_NAME = N_("页面")
_FOLD = N_("收起或展开页面名称")
_KEY = N_("{title}（Alt+{n}）")


class PageButton(QPushButton):
    """A page by its icon and name, with the number of things that wait there."""

    def __init__(self, spec: PageSpec, number: int) -> None:
        super().__init__()
        self.spec = spec
        self._number = number
        self._folded = False
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

    def show_count(self, count: int) -> None:
        """Write how much waits there; nothing for zero."""
        self.count.setText(f"{count:,}" if count else "")
        self.count.setVisible(bool(count) and not self._folded)
        self.updateGeometry()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        title = _(self.spec.title)
        room = "      " if self.count.text() else ""  # the number stands over the end of the text
        self.setText("" if self._folded else title + room)
        self.setToolTip(_(_KEY).format(title=title, n=self._number))
        self.setAccessibleName(" ".join(filter(None, (title, self.count.text()))))
        self.count.setVisible(bool(self.count.text()) and not self._folded)


class Navigation(QFrame):
    """Buttons of all pages, one of them pressed; they fold to icons where the window is narrow."""

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
        self._grid = QGridLayout(self)
        self._across = 1
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._fold)
        head.addWidget(self._brand, 1)
        self._grid.setContentsMargins(*(theme.scaled(8),) * 4)
        self._grid.setSpacing(theme.scaled(4))
        for key, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Room for the longest name; in rows the others go to the next one."""
        least = super().minimumSizeHint()
        return least if self._across == 1 else QSize(self._widest() + theme.scaled(16), least.height())

    def spread(self, width: int) -> None:
        """Stand in rows within this width above the page; 0: in one column beside it."""
        across = max(1, (width - theme.scaled(16)) // (self._widest() + self._grid.spacing())) if width else 1
        if across != self._across:
            self._across = across
            self._arrange()

    def _widest(self) -> int:
        return max(cell.sizeHint().width() for cell in (self._head, *self._buttons.values()))

    def _arrange(self) -> None:
        while self._grid.takeAt(0):
            pass
        below = 0 if self._across > 1 else 1
        self._grid.setRowMinimumHeight(1, theme.scaled(8) if below else 0)
        for number in range(self._grid.rowCount()):
            self._grid.setRowStretch(number, 0)
        self._grid.addWidget(self._head, 0, 0)
        for number, button in enumerate(self._buttons.values(), 1):
            row, column = divmod(number, self._across)
            self._grid.addWidget(button, row + below, column)
        if below:
            self._grid.setRowStretch(len(self._buttons) + 2, 1)

    def keys(self) -> list[str]:
        """The pages in order."""
        return list(self._buttons)

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

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
            button.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.folded.emit()
