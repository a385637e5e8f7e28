"""What every page of the window is: a title, what it watches, and what its keys do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.run import EVERYTHING

if TYPE_CHECKING:
    from app.store.database import Changed
    from app.ui.preferences import Preferences
    from app.ui.run import Runner


@dataclass(frozen=True)
class Context:
    """What a page is given: the way to the store, the preferences, and what day it is."""

    runner: Runner
    preferences: Preferences
    today: Callable[[], date] = date.today


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page in the navigation; `factory` is "package.module:Class", imported when the page is first opened."""

    key: str
    title: str
    icon: str
    factory: str


class Page(QWidget):
    """Base of a page. It reads again when a table it watches changes; while hidden it waits until it is shown.

    Subclasses set the class attributes, build their widgets in `__init__` and override `reload` and, where they have
    text that `words.say` does not hold, `retranslate`. The keys arrive as calls of the methods below; a page
    overrides those that mean something on it.
    """

    title = ""  # marked with N_
    watches: frozenset[str] = frozenset()  # names of tables
    help_page = "index"  # file name under docs/help/<language>/ without .md

    counted = Signal(int)  # number beside the title; below zero: none
    badge = Signal(int)  # number in the navigation
    said = Signal(str)  # what just happened, for the bar at the bottom
    go = Signal(str, object)  # another page's key and what it is to open there

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.runner = context.runner
        self.stale = True
        self.runner.changed.connect(self._hear)

    def reload(self) -> None:
        """Read again what is shown."""

    def retranslate(self) -> None:
        """Say again what `words.say` does not hold, in the new language."""

    def open(self, target: object) -> None:
        """Show this: the uuid of a record, or a filter the page understands."""

    def new(self) -> None:
        """Ctrl+N."""

    def print(self) -> None:
        """Ctrl+P."""

    def copy_record(self) -> None:
        """Ctrl+Shift+D."""

    def why(self) -> None:
        """F4: why this date."""

    def focus_filter(self) -> None:
        """Ctrl+F, and / in a list."""

    def leave(self) -> None:
        """Keep what is being typed; another page, or the end of the program, comes next."""

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was hidden."""
        super().showEvent(event)
        if self.stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Read again now if the page is to be seen, else when it is shown."""
        self.stale = not self.isVisible()
        if not self.stale:
            self.reload()

    def _hear(self, changed: Changed) -> None:
        if EVERYTHING in changed.tables or self.watches & changed.tables:
            self.refresh()
