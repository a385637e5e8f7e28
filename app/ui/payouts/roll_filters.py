"""What the list of rolls is narrowed by: year, programme, township, whether there is a notice, and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.owners import ALL, OwnerRow
from app.operations.payouts import RollRow
from app.operations.villages import PlaceRow
from app.text import search_keys
from app.ui import theme
from app.ui.villages.choosing import place_name
from app.ui.widgets.chips import Filter, FilterRow
from app.ui.widgets.folding import Folding
from app.ui.widgets.owners import KEY, owner_filter
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

YEAR, PROGRAMME, TOWNSHIP, STANDING = "year", "programme", "township", "standing"
WITHOUT = "without"
SEARCH_WIDTH = 220
TYPING_MILLISECONDS = 300
_SEARCH = N_("筛选名册：嘎查村或项目，汉字或拼音（按 / 进入）")
_SEARCH_NAME = N_("筛选名册")
_WITHOUT = N_("没有公示的")


class RollFilters(QWidget):
    """Chips and a line of text; `changed` follows what a person does, `left` the keyboard going on to the list."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips = FilterRow()
        self.text = QLineEdit()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._lay_out()
        self._typing.timeout.connect(self.changed)
        self.chips.changed.connect(lambda _values: self.changed.emit())
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self.text.returnPressed.connect(self._leave)

    def _lay_out(self) -> None:
        for show in (self.text.setPlaceholderText, self.text.setToolTip):
            say(self.text, show, _SEARCH)
        name(self.text, _SEARCH_NAME)
        OldCodes(self.text)
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(theme.scaled(SEARCH_WIDTH))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Folding(self.chips, self.text))

    def offer(self, rolls: Sequence[RollRow], townships: Sequence[PlaceRow], below: Sequence[OwnerRow] = ()) -> None:
        """Offer what there is to narrow by, in the language in use; what is set stays."""
        values = self.chips.values()
        years = sorted({row.year for row in rolls}, reverse=True)
        programmes = dict.fromkeys(row.programme for row in rolls)
        self.chips.set_filters(
            [
                *owner_filter(below),
                Filter(YEAR, N_("年份"), [(str(year), str(year)) for year in years]),
                Filter(PROGRAMME, N_("补贴项目"), [(programme, programme) for programme in programmes]),
                Filter(TOWNSHIP, N_("苏木乡镇"), [(row.code, place_name(row)) for row in townships]),
                Filter(STANDING, N_("公示"), [(WITHOUT, _(_WITHOUT))]),
            ]
        )
        self.chips.set_values(values)

    def clear(self) -> None:
        """Admit every roll, without telling."""
        self.chips.set_values({})
        self.text.clear()
        self._typing.stop()

    def show_all(self) -> None:
        """Admit the rolls of every office, without telling."""
        self.chips.set_values({KEY: ALL})

    def focus(self) -> None:
        """Go to the line of text."""
        self.text.setFocus()
        self.text.selectAll()

    def admitted(self, rolls: Sequence[RollRow]) -> list[RollRow]:
        """Those of these rolls that fit, in their order."""
        values, query = self.chips.values(), search_keys.query(self.text.text())
        return [row for row in rolls if _fits(row, values) and (query is None or query.hit(_names(row)))]

    def _leave(self) -> None:
        self._typing.stop()
        self.changed.emit()
        self.left.emit()


def _names(row: RollRow) -> list[str]:
    """What a roll is looked for by."""
    return [row.village, row.village_mn, row.programme, row.programme_mn, row.batch]


def _fits(row: RollRow, values: Mapping[str, str]) -> bool:
    owner = values.get(KEY, "")
    whose = owner == ALL or (not owner and TOWNSHIP in values) or row.owner_code == owner
    return (
        whose
        and values.get(YEAR, str(row.year)) == str(row.year)
        and values.get(PROGRAMME, row.programme) == row.programme
        and row.office_code.startswith(values.get(TOWNSHIP, ""))
        and not (values.get(STANDING) and row.notice_uuid)
    )
