"""A table of shares: what, how many, what part of all, and a bar as long as that part; each line opens its requests."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import N_
from app.operations.demand import Share
from app.ui import theme
from app.ui.widgets.buttons import Button, Heading, Label, OneLine, quiet
from app.ui.widgets.words import name

MOST = 8  # lines that are shown of a long table; the rest on demand
THICK, LONG, LEAST = 10, 160, 2
_COUNT = N_("{n} 件 · {percent}%")
_MORE = N_("再看 {n} 项")
_LOOK = N_("查看“{name}”的申请")
_PLAIN = N_("{title}")


class Bar(QWidget):
    """A bar as long as its share of the room."""

    def __init__(self, percent: Decimal) -> None:
        super().__init__()
        self._percent = float(percent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Long enough to compare."""
        return QSize(theme.scaled(LONG), theme.scaled(THICK))

    def minimumSizeHint(self) -> QSize:
        """Something to see."""
        return QSize(theme.scaled(LONG // 4), theme.scaled(THICK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The room, and the share of it."""
        colours, painter = theme.colours(self), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.line))
        filled = max(self.width() * self._percent / 100, theme.scaled(LEAST))
        painter.fillRect(QRectF(0, 0, filled, self.height()), QColor(colours.accent))


class Shares(QWidget):
    """One way of counting, under its title; `opened` carries the Share whose requests are asked for."""

    opened = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._shares: Sequence[Share] = ()
        self._all = False
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.scaled(12))
        self.grid.setVerticalSpacing(theme.scaled(4))
        self.grid.setColumnStretch(0, 1)
        self.more = quiet(_MORE, self._show_all, n=0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(4))
        box.addWidget(Heading(title, times=1.1))
        box.addLayout(self.grid)
        box.addWidget(self.more)
        self.more.hide()

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these, the longest tables cut to their first lines."""
        self._shares = shares
        self._fill()

    def texts(self) -> list[str]:
        """The lines that are shown, as they are read."""
        items = [self.grid.itemAt(n) for n in range(self.grid.count())]
        return [w.text() for item in items if item and isinstance(w := item.widget(), Button | Label | OneLine)]

    def _fill(self) -> None:
        while self.grid.count():
            item = self.grid.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        shown = self._shares if self._all else self._shares[:MOST]
        for line, share in enumerate(shown):
            self._add(line, share)
        left = len(self._shares) - len(shown)
        self.more.say(_MORE, n=left)
        self.more.setVisible(left > 0)

    def _add(self, line: int, share: Share) -> None:
        if share.key:
            label: QWidget = quiet(_PLAIN, lambda: self.opened.emit(share), title=share.name)
            name(label, _LOOK, True, name=share.name)
        else:
            label = Label(share.label, tone="quiet", wrap=True)
        count = Label(_COUNT, n=f"{share.n:,}", percent=str(share.percent))
        self.grid.addWidget(label, 2 * line, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)  # names are long, also in large type
        self.grid.addWidget(Bar(share.percent), 2 * line + 1, 0)
        self.grid.addWidget(count, 2 * line + 1, 1)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
