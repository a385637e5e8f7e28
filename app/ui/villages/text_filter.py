"""The line in which a person types what a list is narrowed to."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.ui import theme
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

NARROWEST = 160  # pixels at 100 %


class TextFilter(QLineEdit):
    """A line with its hint and a button that empties it; both words are marked with N_."""

    def __init__(self, hint: str, called: str) -> None:
        super().__init__()
        for show in (self.setPlaceholderText, self.setToolTip):
            say(self, show, hint)
        name(self, called)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(theme.scaled(NARROWEST))
        OldCodes(self)
