"""What the list of notices shows: ready views with their counts, filters, and the text filter that takes a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.notice_lists import VIEWS, NoticeFilter
from app.operations.owners import OwnerRow
from app.rules.notice_templates import TEMPLATES
from app.ui import theme
from app.ui.notices.columns import place_words
from app.ui.widgets.buttons import CHIP, Button
from app.ui.widgets.chips import Filter, FilterRow, View, ViewRow
from app.ui.widgets.owners import KEY, owner_filter
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from app.operations.villages import PlaceRow

TYPING_MILLISECONDS = 300
_SEARCH = N_("标题、编号，或公示单上的核对码（按 / 进入）")
_SEARCH_NAME = N_("筛选公示")
_TOGGLE = N_("视图和筛选")


class FilterBar(QWidget):
    """`changed` carries the whole filter after each step a person takes."""

    changed = Signal(object)  # NoticeFilter
    left = Signal()  # the keyboard goes on to the list

    def __init__(self) -> None:
        super().__init__()
        self._wanted = NoticeFilter()
        self._places: Sequence[PlaceRow] = ()
        self._years: Sequence[int] = ()
        self._below: Sequence[OwnerRow] = ()
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.filters = FilterRow()
        self.text = QLineEdit()
        self.toggle = Button(_TOGGLE, self._unfold, CHIP)
        self._compact = False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._lay_out()
        self._listen()
        self.offer((), ())

    def _lay_out(self) -> None:
        for show in (self.text.setPlaceholderText, self.text.setToolTip):
            say(self.text, show, _SEARCH)
        name(self.text, _SEARCH_NAME)
        self.text.setClearButtonEnabled(True)
        self.toggle.setCheckable(True)
        self.toggle.hide()
        line = QHBoxLayout()
        line.addWidget(self.filters, 3)
        line.addWidget(self.toggle)
        line.addWidget(self.text, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(6))
        box.addWidget(self.views)
        box.addLayout(line)

    def _listen(self) -> None:
        self.views.chosen.connect(lambda view: self.change(view=view or "all"))
        self.filters.changed.connect(self._filter)
        OldCodes(self.text)
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.installEventFilter(self)
        self._typing.timeout.connect(self.apply_text)

    def wanted(self) -> NoticeFilter:
        """What is shown."""
        return self._wanted

    def set_wanted(self, wanted: NoticeFilter) -> None:
        """Show this filter as it stands, without telling."""
        if wanted.programme != self._wanted.programme:
            self._wanted = wanted
            self.offer(self._places, self._years, self._below)  # which shows the rest as well
            return
        self._wanted = wanted
        self.views.choose(wanted.view)
        year = str(wanted.year) if wanted.year is not None else ""
        self.filters.set_values(
            {
                **{"office_code": wanted.office_code, "kind": wanted.kind, "year": year, KEY: wanted.owner},
                "programme": wanted.programme,
            }
        )
        if not self.text.hasFocus():
            self.text.setText(wanted.text)

    def offer(self, places: Sequence[PlaceRow], years: Sequence[int], below: Sequence[OwnerRow] = ()) -> None:
        """Offer these townships and villages and years to filter by, and the offices below that sent records."""
        self._places, self._years, self._below = places, years, below
        programme = self._wanted.programme
        self.filters.set_filters(
            [
                *owner_filter(below),
                Filter("office_code", N_("苏木乡镇、嘎查村"), [(each.code, place_words(each)) for each in places]),
                Filter("kind", N_("种类"), [(str(kind), _(each.name)) for kind, each in TEMPLATES.items()]),
                Filter("year", N_("年份"), [(str(year), str(year)) for year in years]),
                *([Filter("programme", N_("补贴项目"), [(programme, programme)])] if programme else []),
            ]
        )
        self.set_wanted(self._wanted)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Write how many notices each view holds."""
        self.views.set_counts(counts)

    def retranslate(self) -> None:
        """Say the options again."""
        self.offer(self._places, self._years, self._below)

    def whole_height(self, width: int) -> int:
        """How high views and filters are together at this width when they are not folded away, in pixels."""
        filters = width * 3 // 5
        return self.views.heightForWidth(width) + self.filters.heightForWidth(filters) + 2 * theme.scaled(6)

    def set_compact(self, compact: bool) -> None:
        """On a small window fold views and filters away."""
        if compact != self._compact:
            self._compact = compact
            self.toggle.setChecked(False)
            self.toggle.setVisible(compact)
            self._unfold()

    def focus_text(self) -> None:
        """Go to the text filter."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def apply_text(self) -> None:
        """Filter by what stands in the text filter now."""
        self._typing.stop()
        self.change(text=self.text.text().strip())

    def change(self, **values: object) -> None:
        """Change these fields of the filter, and tell."""
        wanted = replace(self._wanted, **values)  # type: ignore[arg-type]  # the fields' types are the callers' care
        if wanted != self._wanted:
            self.set_wanted(wanted)
            self.changed.emit(wanted)
        else:
            self.views.choose(wanted.view)

    def clear(self) -> None:
        """Let go of everything that narrows the list."""
        self.text.clear()
        self.set_wanted(NoticeFilter())
        self.changed.emit(self._wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go on to the list; Esc empties the text filter."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.text.clear()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
                self.apply_text()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _unfold(self) -> None:
        shown = not self._compact or self.toggle.isChecked()
        self.views.setVisible(shown)
        self.filters.setVisible(shown)

    def _filter(self, values: Mapping[str, str]) -> None:
        year = values.get("year", "")
        self.change(
            office_code=values.get("office_code", ""),
            owner=values.get(KEY, ""),
            kind=values.get("kind", ""),
            year=int(year) if year else None,
            programme=values.get("programme", ""),
        )
