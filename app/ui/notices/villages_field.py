"""Choosing villages: a list to tick with a line that narrows it; a record that is there has exactly one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import N_
from app.text import search_keys
from app.ui import theme
from app.ui.notices.columns import place_words
from app.ui.widgets.buttons import Label, quiet
from app.ui.widgets.chips import Flow
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from app.operations.villages import PlaceRow

HEIGHT = 150  # pixels at 100 %
_FIND = N_("输入名称或拼音首字母查找")
_NAME = N_("张贴的嘎查村")
_CHOSEN = N_("已选 {n} 个")
_ALL, _NONE = N_("全选"), N_("全不选")
_SEVERAL = N_("选了几个嘎查村就起草几份，文字里“{name}”的名称换成各嘎查村自己的。")
CODE = Qt.ItemDataRole.UserRole


class VillagesField(QWidget):
    """`edited` is emitted for what a person ticks."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, PlaceRow] = {}
        self._single = False
        self.finder = QLineEdit()
        self.list = QListWidget()
        self.chosen = Label(_CHOSEN, tone="quiet", n=0)
        self.several = Label(tone="quiet", wrap=True)
        self.wrong = Label(tone="late", wrap=True)
        self._all = [quiet(_ALL, lambda: self._tick_all(True)), quiet(_NONE, lambda: self._tick_all(False))]
        self._lay_out()
        self.finder.textEdited.connect(self._narrow)
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(self._turn)

    def _lay_out(self) -> None:
        for show in (self.finder.setPlaceholderText, self.finder.setToolTip):
            say(self.finder, show, _FIND)
        name(self.finder, _FIND)
        name(self.list, _NAME)
        self.list.setProperty("card", True)
        self.list.setFixedHeight(theme.scaled(HEIGHT))
        row = QWidget()
        flow = Flow(row)
        for widget in (self.chosen, *self._all):
            flow.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(4))
        for each in (Label(_NAME), self.finder, self.list, row, self.several, self.wrong):
            box.addWidget(each)
        self.several.hide()
        self.wrong.hide()

    def offer(self, places: Sequence[PlaceRow]) -> None:
        """Offer these villages; ticks on those that stay are kept."""
        before = self.value()
        self._places = {place.code: place for place in places}
        self.list.blockSignals(True)
        self.list.clear()
        for place in places:
            item = QListWidgetItem(place_words(place))
            item.setData(CODE, place.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.set_value(before)

    def place(self, code: str) -> PlaceRow | None:
        """What is known of a village that is offered."""
        return self._places.get(code)

    def value(self) -> tuple[str, ...]:
        """The codes of the villages ticked, in the order of the list."""
        return tuple(str(each.data(CODE)) for each in self._items() if each.checkState() is Qt.CheckState.Checked)

    def set_value(self, codes: Sequence[str]) -> None:
        """Tick these and no others, without telling."""
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(CODE) in codes else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        if ticked := next((each for each in self._items() if each.checkState() is Qt.CheckState.Checked), None):
            self.list.scrollToItem(ticked)
        self._tell()

    def set_single(self, single: bool) -> None:
        """A record that is there belongs to one village."""
        self._single = single
        for button in self._all:
            button.setVisible(not single)

    def show_problem(self, text: str) -> None:
        """Write this under the list; an empty text takes it away."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _narrow(self, text: str) -> None:
        query = search_keys.query(text)
        for item in self._items():
            place = self._places[item.data(CODE)]
            item.setHidden(query is not None and not query.hit([place.name, place.name_mn, place.code]))

    def _turn(self, item: QListWidgetItem) -> None:
        """Enter ticks as the blank does."""
        checked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _tick_all(self, on: bool) -> None:
        self.set_value([str(item.data(CODE)) for item in self._items() if on and not item.isHidden()])
        self.edited.emit()

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._single and item.checkState() is Qt.CheckState.Checked:
            self.set_value([str(item.data(CODE))])
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        codes = self.value()
        self.chosen.say(_CHOSEN, n=len(codes))
        self.several.setVisible(len(codes) > 1)
        if codes:
            self.several.say(_SEVERAL, name=self._places[codes[0]].name)
            self.show_problem("")
