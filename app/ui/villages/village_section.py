"""A section about one village: which one stands above, and is the same in every section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import villages
from app.operations.matters import MatterRow
from app.operations.villages import PlaceRow
from app.text import search_keys
from app.ui import theme
from app.ui.catalog.sections import Section
from app.ui.villages.choosing import VillageChoice
from app.ui.villages.text_filter import TextFilter
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context

WIDTH = 260  # pixels at 100 % of the choice of a village
PLACES = "places"
_SEARCH, _SEARCH_NAME = N_("筛选事项：汉字或拼音"), N_("筛选事项")
_NO_VILLAGE = N_("还没有嘎查村")
_NO_VILLAGE_WHY = N_("请先在“嘎查村名单”里导入或登记嘎查村，再回到这里。")
_TO_PLACES = N_("去登记嘎查村")


class VillageSection(Section):
    """Base: subclasses lay out with `lay_out`, and read what they show of a village in `read`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.village = VillageChoice(context)
        self.village.setFixedWidth(theme.scaled(WIDTH))
        self.text = TextFilter(_SEARCH, _SEARCH_NAME)
        self.homeless = Empty(_NO_VILLAGE, _NO_VILLAGE_WHY, _TO_PLACES, lambda: self.go.emit(PLACES, ""))
        self.room = QStackedWidget()
        self.detail = Detail()
        self.line = QHBoxLayout()
        self.room.addWidget(self.homeless)
        self.village.village_chosen.connect(self.read)
        self.text.textChanged.connect(lambda _text: self.narrow())

    def lay_out(self, *above: QWidget) -> None:
        """The choice of the village, these under it, then the list with its detail."""
        narrowing = QWidget()
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.insertWidget(0, self.village)
        self.line.addWidget(self.text, 1)
        narrowing.setLayout(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (narrowing, *above):
            box.addWidget(widget)
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def read(self, code: str) -> None:
        """Read what is shown of this village."""
        raise NotImplementedError

    def narrow(self) -> None:
        """Show what chips and text filter admit."""
        raise NotImplementedError

    def admits(self, matter: MatterRow) -> bool:
        """Whether the text filter admits a matter: names by characters or pinyin, its content by characters."""
        text = self.text.text().strip()
        query = search_keys.query(text)
        return query is None or bool(query.hit([matter.name, matter.name_mn])) or text in matter.content

    def reload(self) -> None:
        """Read the villages, then the one that is shown."""
        self.runner.query(self, villages.villages, self._take_villages, slot="villages")

    def open_village(self, code: str) -> None:
        """Show this village."""
        self.village.remember(code)
        self.reload()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.beside.show_list()
        self.text.setFocus()
        self.text.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Another section may have gone to another village."""
        super().showEvent(event)
        if not self.village.remembered():
            self.reload()

    def _take_villages(self, rows: Sequence[PlaceRow]) -> None:
        code = self.village.set_rows(rows)
        for widget in (self.village, self.text):
            widget.setVisible(bool(rows))
        if code:
            self.read(code)
        else:
            self.room.setCurrentWidget(self.homeless)
            self.counted.emit(-1)
