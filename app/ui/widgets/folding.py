"""Two parts side by side where both have room, else the second under the first."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui import theme

SHARE = 0.55  # of the line that is room enough for a long first part, which can wrap


class Folding(QWidget):
    """A line of two parts, such as what a page says and its buttons; it folds as words or type grow."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.scaled(8))
        self._box.addWidget(first, 1)
        self._box.addWidget(second)

    def minimumSizeHint(self) -> QSize:
        """Room for the wider part, as it can always fold."""
        widths = (part.minimumSizeHint().width() for part in (self._first, self._second))
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold as there is room."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """A part may say other words, in another language or in larger type."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        first, least, second = self._first.sizeHint(), self._first.minimumSizeHint(), self._second.sizeHint()
        needed = max(least.width(), min(first.width(), round(self.width() * SHARE))) + second.width()
        folded = self._second.isVisibleTo(self) and needed + self._box.spacing() > self.width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._box.setDirection(down if folded else across)
