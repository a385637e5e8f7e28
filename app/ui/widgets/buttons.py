"""Buttons and labels with words of our own; Qt's standard buttons know no Mongolian."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from app.ui import theme
from app.ui.widgets.words import say
from app.ui.widgets.wrapping import in_lines

SHORTEST = 64  # pixels at 100 %
LONGEST = 11  # ems of a button's line; Mongolian words are longer than Chinese ones
PRIMARY, SECONDARY, DANGER, QUIET, CHIP = "primary", "secondary", "danger", "quiet", "chip"


class Button(QPushButton):
    """A button whose word is a verb; `kind` decides how it looks."""

    def __init__(
        self,
        message: str,
        pressed: Callable[[], object] | None = None,
        kind: str = SECONDARY,
        **values: Any,
    ) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._words = ""
        self._speech = say(self, self.setText, message, **values)
        if pressed:
            self.clicked.connect(lambda: pressed())

    def say(self, message: str, **values: Any) -> None:
        """Put other words on it."""
        self._speech.say(message, **values)

    def put(self, text: str) -> None:
        """Put these words on it as they are, such as the name of a record; they follow no language."""
        self._words = ""
        super().setText(text)

    def setText(self, text: str) -> None:
        """Long words stand in several lines; a chip is short by itself and stays in its row."""
        self._words = text
        super().setText(text if self.property("kind") == CHIP else _broken(self, text))

    def changeEvent(self, event: QEvent) -> None:
        """Break the lines anew for another size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._words:
            self.setText(self._words)


class Tick(QCheckBox):
    """A box to tick; long words stand in several lines."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__()
        self._words = ""
        say(self, self.setText, message, **values)

    def setText(self, text: str) -> None:
        """Break the words where they are long."""
        self._words = text
        super().setText(_broken(self, text))

    def changeEvent(self, event: QEvent) -> None:
        """Break the lines anew for another size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setText(self._words)


def _broken(widget: QWidget, text: str) -> str:
    """Mongolian words in lines of a button's length; Chinese has no blanks to break them at."""
    metrics = widget.fontMetrics()
    return text if theme.bold() else in_lines(text, metrics, LONGEST * metrics.height())


def primary(message: str, pressed: Callable[[], object] | None = None, **values: Any) -> Button:
    """The one action a page is for."""
    return Button(message, pressed, PRIMARY, **values)


def secondary(message: str, pressed: Callable[[], object] | None = None, **values: Any) -> Button:
    """Any other action."""
    return Button(message, pressed, SECONDARY, **values)


def danger(message: str, pressed: Callable[[], object] | None = None, **values: Any) -> Button:
    """An action that takes something away; it can be undone all the same."""
    return Button(message, pressed, DANGER, **values)


def quiet(message: str, pressed: Callable[[], object] | None = None, **values: Any) -> Button:
    """An action at the edge of attention, drawn like a link."""
    return Button(message, pressed, QUIET, **values)


class Label(QLabel):
    """A label that follows the language; `tone` is empty, quiet, good, soon or late."""

    def __init__(self, message: str = "", tone: str = "", wrap: bool = False, **values: Any) -> None:
        super().__init__()
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self._speech = say(self, self.setText, message, **values)

    def say(self, message: str, **values: Any) -> None:
        """Put other words on it."""
        self._speech.say(message, **values)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class OneLine(QLabel):
    """A name on one line; where there is no room for it its end is left to the tip."""

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        return QSize(theme.scaled(SHORTEST), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        if not self.text():  # In the first paint nothing may name Qt.…, as making all its names takes longer.
            return
        words = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if words != self.text() else "")
        QPainter(self).drawText(self.rect(), QtCore.Qt.AlignmentFlag.AlignVCenter, words)


class Heading(Label):
    """A title, larger than the words around it at every scale."""

    def __init__(self, message: str = "", times: float = theme.TITLE, **values: Any) -> None:
        super().__init__(message, **values)
        self.setProperty("heading", True)
        self._times = times
        self._enlarge()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the window's type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._enlarge()

    def _enlarge(self) -> None:
        """Set the font only when it differs, as setting it changes the style, which ends here again.

        What the widget has now is compared: a new style sheet puts back the font from before.
        """
        font = QApplication.font()
        font.setBold(theme.bold())
        font.setPointSizeF(font.pointSizeF() * self._times)
        now = self.font()
        if (now.families(), now.pointSizeF(), now.bold()) != (font.families(), font.pointSizeF(), font.bold()):
            self.setFont(font)
