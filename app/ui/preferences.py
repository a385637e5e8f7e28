"""Preferences of this person, changed and saved from anywhere in the window."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import settings
from app.settings import Settings


class Preferences(QObject):
    """The settings in use; `change` saves them and tells those who follow them."""

    changed = Signal(object)  # Settings

    def __init__(self, current: Settings, path: Path | None = None) -> None:
        super().__init__()
        self.current = current
        self._path = path

    def change(self, **values: Any) -> None:
        """Set these fields of Settings, save, and tell; UserError if the file cannot be written."""
        self.remember(**values)
        self.changed.emit(self.current)

    def remember(self, **values: Any) -> None:
        """Set these fields of Settings and save without telling, for widths and places of windows."""
        wanted = replace(self.current, **values)
        if wanted == self.current:
            return
        self.current = wanted
        if self._path:
            settings.save(self.current, self._path)
