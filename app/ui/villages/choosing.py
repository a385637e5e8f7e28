"""Which village and which year a section shows; the village is remembered from one section, and start, to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.i18n import N_, language
from app.operations.villages import PlaceRow
from app.text import search_keys
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.page import Context
from app.ui.widgets.words import name

REMEMBERED = "village"  # under which the preferences keep the village
AHEAD, BACK = 1, 5  # years that are offered
_VILLAGE, _YEAR = N_("嘎查村"), N_("年度")
_HINT = N_("选择嘎查村：汉字或拼音")


def spoken(name: str, name_mn: str) -> str:
    """Of two names the one in the language in use; the Chinese one where no Mongolian one is kept."""
    return (name_mn or name) if language() == "mn_Mong" else name


def place_name(row: PlaceRow) -> str:
    """What a place is called in the language in use."""
    return spoken(row.name, row.name_mn)


def named(rows: Iterable[PlaceRow], text: str) -> list[PlaceRow]:
    """The places that a text names, by characters of either script, pinyin or code; all for no text."""
    query = search_keys.query(text)
    return [row for row in rows if query is None or query.hit([row.name, row.name_mn]) or row.code.startswith(text)]


class VillageChoice(ChoiceField):
    """One of the villages that stand; `village_chosen` carries the code of the one a person chose."""

    village_chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        self._rows: Sequence[PlaceRow] = ()
        super().__init__(FieldSpec(REMEMBERED, _VILLAGE, "choice", hint=_HINT, find=self._find))
        self._preferences = context.preferences
        name(self.combo, _VILLAGE)
        self.edited.connect(self._tell)
        if line := self.combo.lineEdit():
            line.editingFinished.connect(self._settle)

    def set_rows(self, rows: Sequence[PlaceRow]) -> str:
        """Offer these villages and show the remembered one, else the first; its code, empty where there is none."""
        self._rows = rows
        self.set_options(self._options_of(rows))
        known = {row.code for row in rows}
        wanted = self._preferences.current.last.get(REMEMBERED, "")
        self.set_value(wanted if wanted in known else rows[0].code if rows else "")
        return self.value()

    def village(self) -> PlaceRow | None:
        """The village that is shown."""
        return next((row for row in self._rows if row.code == self.value()), None)

    def remembered(self) -> bool:
        """Whether the village that is shown is still the one remembered."""
        return self._preferences.current.last.get(REMEMBERED, self.value()) == self.value()

    def remember(self, code: str) -> None:
        """Show this village the next time."""
        last = {**self._preferences.current.last, REMEMBERED: code}
        self._preferences.remember(last=last)

    def _find(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        then(self._options_of(named(self._rows, text)))

    def _options_of(self, rows: Sequence[PlaceRow]) -> list[Option]:
        return [Option(row.code, place_name(row), row.code) for row in rows]

    def _settle(self) -> None:
        """What names no village gives way to the one that is shown."""
        if not self.value():
            self.set_rows(self._rows)

    def _tell(self) -> None:
        if code := self.value():
            self.set_options(self._options_of(self._rows))  # all again, after those that were found
            self.remember(code)
            self.village_chosen.emit(code)


class YearChoice(QComboBox):
    """A year from next year back; `chosen` follows a person's choice."""

    chosen = Signal(int)

    def __init__(self, today: date) -> None:
        super().__init__()
        name(self, _YEAR)
        for year in range(today.year + AHEAD, today.year - BACK - 1, -1):
            self.addItem(str(year), year)
        self.setCurrentIndex(self.findData(today.year))
        self.activated.connect(lambda _number: self.chosen.emit(self.year()))

    def year(self) -> int:
        """The year that is shown."""
        return int(self.currentData())
