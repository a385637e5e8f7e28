"""The row above a page: what the page is, and what serves every page; in two lines where one is too short."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Heading
from app.ui.widgets.wrapping import in_lines

EDGE = 12


class PageTitle(Heading):
    """The name of a page: on one line where there is room, else on two, as a long one in large type needs them."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The longer of two lines."""
        metrics = self.fontMetrics()
        half = metrics.horizontalAdvance(self.text()) // 2 + 1
        longest = max(map(metrics.horizontalAdvance, in_lines(self.text(), metrics, half).split("\n")))
        return QSize(longest, super().minimumSizeHint().height())


class TitleRow(QWidget):
    """`first` stand at the beginning of the line but for their last; that and `rest` at its end.

    On a short line `rest` stand in a second one.
    """

    def __init__(self, first: Sequence[QWidget], rest: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = (QWidget(), QWidget())
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(*(theme.scaled(EDGE),) * 4)
        self._box.setSpacing(theme.scaled(EDGE) // 2)
        for part, widgets in zip(self._parts, (first, rest), strict=True):
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.scaled(EDGE))
            for widget in widgets:
                if widget is first[-1]:
                    row.addStretch(1)
                row.addWidget(widget)
            self._box.addWidget(part, 1 if widgets is first else 0)

    def minimumSizeHint(self) -> QSize:
        """Room for the longer part, as the row can always fold."""
        margins = self._box.contentsMargins()
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold as there is room."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Another page has another title."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        margins = self._box.contentsMargins()
        needed = sum(part.minimumSizeHint().width() for part in self._parts) + self._box.spacing()
        ways = QBoxLayout.Direction
        long = needed > self.width() - margins.left() - margins.right()
        self._box.setDirection(ways.TopToBottom if long else ways.LeftToRight)
