"""The line of the one search over everything; its answers (app/ui/search) come once there is something to search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.i18n import N_
from app.ui import theme
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from app.operations.search import SearchHit
    from app.ui.run import Runner
    from app.ui.search.popup import Find, SearchPopup

WIDTH, NARROWEST = 280, 110  # pixels at 100 %
_HINT = N_("搜索全部（Ctrl+K）")
_NAME = N_("搜索全部")


class SearchBox(QLineEdit):
    """A line whose answers stand under it; arrows walk through them, Enter opens, Escape goes back."""

    chosen = Signal(object)  # SearchHit

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._popup: SearchPopup | None = None
        for show in (self.setPlaceholderText, self.setToolTip):
            say(self, show, _HINT)
        name(self, _NAME)
        OldCodes(self)

    def sizeHint(self) -> QSize:
        """Room for a few words."""
        return QSize(theme.scaled(WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for one word at least."""
        return QSize(theme.scaled(NARROWEST), super().minimumSizeHint().height())

    def use(self, find: Find, kinds: dict[str, str]) -> None:
        """Search with this; `kinds` are the words for each kind of record, marked with N_."""
        if self._popup is None:
            from app.ui.search.popup import SearchPopup

            self._popup = SearchPopup(self._runner, self)
            self._popup.chosen.connect(self.chosen)
            self.setClearButtonEnabled(True)  # Its icon is not waited for by the window.
        self._popup.use(find, kinds)

    def look(self) -> None:
        """Look for what stands in the line now."""
        if self._popup:
            self._popup.look()

    def hits(self) -> Sequence[SearchHit]:
        """What was found last."""
        return self._popup.hits() if self._popup else ()
