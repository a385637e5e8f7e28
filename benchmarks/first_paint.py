"""Opens a window and says when it was painted: an `empty` one, or the `program`'s.

Writes `window` when the window, and `page` when its first page has been painted; then it ends.
"""

import sys
from collections.abc import Sequence

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Watched(QApplication):
    """Tells of the first paint of a window, and of a page where one is expected."""

    page: type[QWidget] | None = None

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._told: set[str] = set()
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of it as soon as the paint is done."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            if isinstance(watched, QMainWindow):
                QTimer.singleShot(0, lambda: self._tell("window", last=self.page is None))
            elif self.page is not None and isinstance(watched, self.page):
                QTimer.singleShot(0, lambda: self._tell("page", last=True))
        return False

    def _tell(self, what: str, last: bool) -> None:
        if what not in self._told:
            self._told.add(what)
            print(what, flush=True)
        if last:
            self.exit(0)


def empty() -> int:
    app = Watched([])
    window = QMainWindow()
    window.resize(1180, 720)
    window.show()
    return app.exec()


def program() -> int:
    QtWidgets.QApplication = Watched  # type: ignore[misc, assignment]  # the program makes its own
    from app.ui.start import run_window
    from app.ui.widgets.page import Page

    Watched.page = Page
    return run_window([])


if __name__ == "__main__":
    sys.exit({"empty": empty, "program": program}[sys.argv[1]]())
