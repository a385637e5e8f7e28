"""Words on widgets that follow the language."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.i18n import _


class Said:
    """A source message that stands within another one, and is said in the language in use whenever that is."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __format__(self, _spec: str) -> str:
        """The words now."""
        return _(self._message)


class Speech(QObject):
    """Says one message through one setter, and says it again when the language changes.

    It is a child of the widget, to which Qt hands the LanguageChange event that the widget gets.
    """

    def __init__(self, widget: QWidget, setter: Callable[[str], object]) -> None:
        super().__init__(widget)
        self._setter = setter
        self._message = ""
        self._values: dict[str, object] = {}

    def say(self, message: str, **values: object) -> None:
        """Say this source message (marked with N_) with its placeholders filled, now and in every language."""
        self._message, self._values = message, values
        self._say()

    def event(self, event: QEvent) -> bool:
        """Say it again in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        return super().event(event)

    def _say(self) -> None:
        self._setter(_(self._message).format(**self._values) if self._values else _(self._message))


def say(widget: QWidget, setter: Callable[[str], object], message: str, **values: object) -> Speech:
    """Say a source message on a widget in the language in use, now and whenever that changes; returns the speech."""
    speech = Speech(widget, setter)
    speech.say(message, **values)
    return speech


def name(widget: QWidget, message: str, tip: bool = False, **values: object) -> None:
    """Give a widget its accessible name, and the same words as its tip if wanted."""
    say(widget, widget.setAccessibleName, message, **values)
    if tip:
        say(widget, widget.setToolTip, message, **values)
