"""Ready and kept views, the filters as they stand, and the text filter of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.disclosure_lists import VIEWS, DisclosureFilter
from app.operations.disclosure_lists import ViewRow as KeptView
from app.operations.owners import OwnerRow
from app.rules.channels import NAMES, Channel
from app.rules.disclosures import FIELD_NAMES, STATUS_NAMES, Status
from app.ui import theme
from app.ui.widgets.buttons import CHIP, Button, quiet
from app.ui.widgets.chips import Filter, FilterRow, Flow, View, ViewRow
from app.ui.widgets.owners import KEY, owner_filter
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

ALL = "all"
DUE_SOON = "due_soon"
TYPING_MILLISECONDS = 300
BLANKS = ("item_key", "document_number", "responsible", "title_mn", "summary", "formed_on", "time_limit")
_DUE_SOON = N_("7 天内到期")
_SEARCH = N_("筛选本列表：汉字、拼音首字母、文号（按 / 进入）")
_SEARCH_NAME = N_("筛选本列表")
_TOGGLE = N_("视图和筛选")
_VIEW = N_("视图：{value} ×")
_DOMAIN, _STATUS = N_("领域：{value} ×"), N_("状态：{value} ×")
_CHANNEL, _BLANK = N_("渠道：{value} ×"), N_("{value}为空 ×")
_DROP = N_("删除视图“{name}”")
_TEXT = N_("含“{text}” ×")
_RESPONSIBLE = N_("责任科室：{value} ×")
_ITEM = N_("指定目录事项 ×")
_OFFICE = N_("单位：{value} ×")
_BEGAN = N_("形成日期：{first} 至 {last} ×")
_DUE = N_("到期日：{first} 至 {last} ×")
_NO_END = N_("不限")
_LET_GO = N_("去掉这个条件")


def _views(kept: Sequence[KeptView]) -> list[View]:
    ready = {**VIEWS, "": N_("全部")}
    first = [View(ALL, ready.pop("")), View(DUE_SOON, _DUE_SOON)]
    return [*first, *(View(key, title) for key, title in ready.items()), *(View(v.uuid, v.name) for v in kept)]


class FilterBar(QWidget):
    """Says what the list shows; `changed` carries the whole filter after each step a person takes."""

    changed = Signal(object)  # DisclosureFilter
    keep_asked = Signal()
    drop_asked = Signal(str)  # uuid of a kept view
    left = Signal()  # the keyboard goes on to the list

    def __init__(self) -> None:
        super().__init__()
        self._wanted = DisclosureFilter()
        self._kept: dict[str, KeptView] = {}
        self._domains: Sequence[str] = ()
        self._below: Sequence[OwnerRow] = ()
        self.views = ViewRow(_views(()))
        self.filters = FilterRow()
        self.text = QLineEdit()
        self.toggle = Button(_TOGGLE, self._unfold, CHIP)
        self._compact = False
        self._applied = QWidget()
        self._chips = Flow(self._applied)
        self._drop = quiet("", self._ask_drop)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._lay_out()
        self._listen()
        self.set_domains(())
        self.set_wanted(self._wanted)

    def _lay_out(self) -> None:
        for show in (self.text.setPlaceholderText, self.text.setToolTip):
            say(self.text, show, _SEARCH)
        name(self.text, _SEARCH_NAME)
        self.text.setClearButtonEnabled(True)
        line = QHBoxLayout()
        line.addWidget(self.filters, 3)
        line.addWidget(self.toggle)
        line.addWidget(self.text, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(6))
        box.addWidget(self.views)
        box.addLayout(line)
        box.addWidget(self._applied)
        self._applied.hide()
        self.toggle.setCheckable(True)
        self.toggle.hide()

    def _listen(self) -> None:
        self.views.chosen.connect(self._choose)
        self.views.keep_asked.connect(self.keep_asked)
        self.filters.changed.connect(self._filter)
        OldCodes(self.text)
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.installEventFilter(self)
        self._typing.timeout.connect(self.apply_text)

    def wanted(self) -> DisclosureFilter:
        """What is shown."""
        return self._wanted

    def set_wanted(self, wanted: DisclosureFilter) -> None:
        """Show this filter as it stands, without telling."""
        self._wanted = wanted
        self.views.choose(self._view_key())
        status = wanted.statuses[0] if wanted.statuses else ""
        blank = wanted.blank[0] if wanted.blank else ""
        self.filters.set_values(
            {"domain": wanted.domain, "status": status, "channel": wanted.channel, "blank": blank, KEY: wanted.owner}
        )
        if not self.text.hasFocus():
            self.text.setText(wanted.text)
        self._show_applied()

    def whole_height(self, width: int) -> int:
        """How high views and filters are together at this width when they are not folded away, in pixels."""
        filters = width * 3 // 5
        return self.views.heightForWidth(width) + self.filters.heightForWidth(filters) + 2 * theme.scaled(6)

    def set_compact(self, compact: bool) -> None:
        """On a small window fold views and filters away; what applies stays to be seen."""
        if compact != self._compact:
            self._compact = compact
            self.toggle.setChecked(False)
            self.toggle.setVisible(compact)
            self._unfold()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Write how many items each ready view holds."""
        self.views.set_counts(counts)

    def set_kept(self, kept: Sequence[KeptView]) -> None:
        """Offer the views people kept."""
        self._kept = {view.uuid: view for view in kept}
        self.views.set_views(_views(kept))
        self.set_wanted(self._wanted)

    def kept_name(self, uuid: str) -> str:
        """The name somebody gave this view."""
        return self._kept[uuid].name if uuid in self._kept else ""

    def set_domains(self, domains: Sequence[str], below: Sequence[OwnerRow] = ()) -> None:
        """Offer the domains that occur in the register, and the offices below that sent records."""
        self._domains, self._below = domains, below
        self.filters.set_filters(
            [
                *owner_filter(below),
                Filter("domain", N_("领域"), [(domain, domain) for domain in domains]),
                Filter("status", N_("状态"), [(key, _(title)) for key, title in STATUS_NAMES.items()]),
                Filter("channel", N_("渠道"), [(key, _(title)) for key, title in NAMES.items()]),
                Filter("blank", N_("为空的字段"), [(key, _(FIELD_NAMES[key])) for key in BLANKS]),
            ]
        )

    def retranslate(self) -> None:
        """Say options and applied filters again."""
        self.set_domains(self._domains, self._below)
        self.set_wanted(self._wanted)

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go on to the list; Esc empties the text filter."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.apply_text()
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.text.clear()
                self.apply_text()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _unfold(self) -> None:
        shown = not self._compact or self.toggle.isChecked()
        self.views.setVisible(shown)
        self.filters.setVisible(shown)
        self._show_applied()

    def _view_key(self) -> str:
        kept = next((view.uuid for view in self._kept.values() if view.wanted == self._wanted), "")
        return kept or self._wanted.view or ALL

    def _choose(self, key: str) -> None:
        if key in self._kept:
            wanted = self._kept[key].wanted
        else:
            view = "" if key in (ALL, "") else key
            wanted = replace(self._wanted, view=view)
        self.set_wanted(wanted)
        self.changed.emit(wanted)

    def _filter(self, values: Mapping[str, str]) -> None:
        status, blank = values.get("status", ""), values.get("blank", "")
        self.change(
            domain=values.get("domain", ""),
            owner=values.get(KEY, ""),
            channel=values.get("channel", ""),
            statuses=(status,) if status else (),
            blank=(blank,) if blank else (),
        )

    def _show_applied(self) -> None:
        while self._chips.count():
            if widget := self._chips.takeAt(0).widget():
                widget.hide()
                if widget is not self._drop:
                    widget.deleteLater()
        wanted = self._wanted
        if self._compact and not self.toggle.isChecked():
            self._put_folded(wanted)
        self._put(bool(wanted.text), _TEXT, {"text": ""}, text=wanted.text)
        self._put(bool(wanted.responsible), _RESPONSIBLE, {"responsible": ""}, value=wanted.responsible)
        self._put(bool(wanted.item_key), _ITEM, {"item_key": ""})
        self._put(bool(wanted.office_code), _OFFICE, {"office_code": ""}, value=wanted.office_code)
        self._put_days(_BEGAN, "began", wanted.began_from, wanted.began_to)
        self._put_days(_DUE, "due", wanted.due_from, wanted.due_to)
        kept = self._kept.get(self._view_key())
        if kept:
            self._drop.say(_DROP, name=kept.name)
            self._chips.addWidget(self._drop)
        self._drop.setVisible(kept is not None)
        self._applied.setVisible(self._chips.count() > 0)

    def _put_folded(self, wanted: DisclosureFilter) -> None:
        """What the views and filters would show if they were not folded away."""
        titles = {**VIEWS, DUE_SOON: _DUE_SOON}
        self._put(bool(wanted.view), _VIEW, {"view": ""}, value=_(titles.get(wanted.view, "")))
        self._put(bool(wanted.domain), _DOMAIN, {"domain": ""}, value=wanted.domain)
        for status in wanted.statuses:
            self._put(True, _STATUS, {"statuses": ()}, value=_(STATUS_NAMES[Status(status)]))
        if wanted.channel:
            self._put(True, _CHANNEL, {"channel": ""}, value=Channel(wanted.channel).label)
        for key in wanted.blank:
            self._put(True, _BLANK, {"blank": ()}, value=_(FIELD_NAMES[key]))

    def _put_days(self, message: str, key: str, first: date | None, last: date | None) -> None:
        days = {side: day.isoformat() if day else _(_NO_END) for side, day in (("first", first), ("last", last))}
        self._put(bool(first or last), message, {f"{key}_from": None, f"{key}_to": None}, **days)

    def _put(self, applies: bool, message: str, without: Mapping[str, object], **values: str) -> None:
        if not applies:
            return
        chip = Button(message, partial(self._let_go, without), CHIP, **values)
        chip.setCheckable(True)
        chip.setChecked(True)
        say(chip, chip.setToolTip, _LET_GO)
        self._chips.addWidget(chip)

    def _let_go(self, without: Mapping[str, object]) -> None:
        if "text" in without:
            self.text.clear()
        self.change(**without)

    def _ask_drop(self) -> None:
        self.drop_asked.emit(self._view_key())
