"""A fingerprint in large letters of one width, to be read out on the telephone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.i18n import N_
from app.ui.widgets.words import name

TIMES = 2.0  # of the window's type
_NAME = N_("本机指纹")


class Fingerprint(QLabel):
    """Twelve signs in three groups; none of them can be taken for another (no I, L, O, U)."""

    def __init__(self, times: float = TIMES) -> None:
        super().__init__()
        self._times = times
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name(self, _NAME)
        self._enlarge()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the window's type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._enlarge()

    def _enlarge(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * self._times)
        if self.font().pointSizeF() != font.pointSizeF():
            self.setFont(font)
