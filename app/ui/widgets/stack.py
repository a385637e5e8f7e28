"""Pages in one place, of which one is shown."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """As large as the page that is shown needs it: Qt's own asks for the room of the largest, shown or not."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """No more than it needs: it takes what room there is, and what stands beside it keeps its own."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the page that is shown needs at least."""
        shown = self.currentWidget()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """What a page would like to be high is its own affair: it scrolls."""
        return False
