"""What is too long for its place scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from app.ui import theme

LOWEST = 80


def scrolled(inside: QWidget, across: bool = True) -> QScrollArea:
    """The widget in an area that scrolls it where there is no room; `across` allows this sideways as well."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not across:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    for each in (area, area.viewport(), inside):
        each.setProperty("clear", True)
    return area


class Scrolled(QScrollArea):
    """Widgets under each other: as high as they are where there is room, else they scroll."""

    def __init__(self, body: QLayout) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        for each in (self, self.viewport(), self._inside):
            each.setProperty("clear", True)

    def sizeHint(self) -> QSize:
        """All of it, at the width it has."""
        wish = self._inside.sizeHint()
        layout = self._inside.layout()
        if self.isVisible() and layout.hasHeightForWidth():
            return QSize(wish.width(), layout.totalHeightForWidth(self.width()))
        return wish

    def minimumSizeHint(self) -> QSize:
        """A few lines; nothing is cut sideways."""
        least = self._inside.minimumSizeHint()
        return QSize(least.width(), min(least.height(), theme.scaled(LOWEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines that are longer or shorter need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands in it needs another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inside:
            self.updateGeometry()
        return super().eventFilter(watched, event)
