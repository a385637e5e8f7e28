"""What the register of requests shows: ready views with their counts, the filters as they stand, the text filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.owners import OwnerRow
from app.operations.request_lists import VIEWS, RequestFilter
from app.rules.outcomes import GROUP_NAMES, OutcomeGroup, outcome
from app.rules.request_events import STATE_NAMES, RequestState
from app.rules.requests import APPLICANT_NAMES, REQUEST_CHANNEL_NAMES, ApplicantKind, RequestChannel
from app.ui import theme
from app.ui.widgets.buttons import CHIP, Button
from app.ui.widgets.chips import Filter, FilterRow, Flow, View, ViewRow
from app.ui.widgets.owners import KEY, owner_filter
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name, say

ALL = "all"
TYPING_MILLISECONDS = 300
CHOSEN = ("state", "channel", "applicant_kind", "outcome", "topic", "handler")
_SEARCH = N_("编号、事项、内容、申请人（按 / 进入）")
_SEARCH_NAME = N_("筛选申请")
_TOGGLE = N_("视图和筛选")
_ARRIVED = N_("来件日期：{first} 至 {last} ×")
_CLOSED = N_("办结日期：{first} 至 {last} ×")
_TEXT, _VIEW, _BY = N_("含“{text}” ×"), N_("视图：{value} ×"), N_("{title}：{value} ×")
_APPLICANT, _LETTER = N_("同一申请人的申请 ×"), N_("同一封来信的申请 ×")
_OFFICE = N_("单位：{value} ×")
_NO_END = N_("不限")
_LET_GO = N_("去掉这个条件")
TITLES: Mapping[str, str] = {
    "state": N_("状态"),
    "channel": N_("申请渠道"),
    "applicant_kind": N_("申请人类别"),
    "outcome": N_("答复类型"),
    "topic": N_("主题"),
    "handler": N_("经办人"),
}
Options = Sequence[tuple[str, str]]


def _groups() -> Options:
    return [(str(group), _(title)) for group, title in GROUP_NAMES.items() if group is not OutcomeGroup.OLD]


def _outcome_words(code: str) -> str:
    """A group or one type of reply in words."""
    found = outcome(code)
    return dict(_groups()).get(code) or (_(found.name) if found else code)


class FilterBar(QWidget):
    """`changed` carries the whole filter after each step a person takes."""

    changed = Signal(object)  # RequestFilter
    left = Signal()  # the keyboard goes on to the list

    def __init__(self) -> None:
        super().__init__()
        self._wanted = RequestFilter()
        self._topics: Sequence[str] = ()
        self._handlers: Sequence[str] = ()
        self._below: Sequence[OwnerRow] = ()
        self.views = ViewRow([View(key or ALL, title) for key, title in VIEWS.items()], may_keep=False)
        self.filters = FilterRow()
        self.text = QLineEdit()
        self.toggle = Button(_TOGGLE, self._unfold, CHIP)
        self._compact = False
        self._applied = QWidget()
        self._chips = Flow(self._applied)
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
        box.addWidget(self._applied)
        self._applied.hide()

    def _listen(self) -> None:
        self.views.chosen.connect(lambda view: self.change(view="" if view == ALL else view))
        self.filters.changed.connect(self._filter)
        OldCodes(self.text)
        self.text.textEdited.connect(lambda _text: self._typing.start())
        self.text.installEventFilter(self)
        self._typing.timeout.connect(self.apply_text)

    def wanted(self) -> RequestFilter:
        """What is shown."""
        return self._wanted

    def set_wanted(self, wanted: RequestFilter) -> None:
        """Show this filter as it stands, without telling."""
        self._wanted = wanted
        self.views.choose(wanted.view or ALL)
        self.filters.set_values(self._values())
        if not self.text.hasFocus():
            self.text.setText(wanted.text)
        self._show_applied()

    def offer(self, topics: Sequence[str], handlers: Sequence[str], below: Sequence[OwnerRow] = ()) -> None:
        """Offer the topics and handlers that occur in the register, and the offices below that sent records."""
        self._topics, self._handlers, self._below = topics, handlers, below
        options: Mapping[str, Options] = {
            "state": [(str(key), _(title)) for key, title in STATE_NAMES.items()],
            "channel": [(str(key), _(title)) for key, title in REQUEST_CHANNEL_NAMES.items()],
            "applicant_kind": [(str(key), _(title)) for key, title in APPLICANT_NAMES.items()],
            "outcome": _groups(),
            "topic": [(each, each) for each in topics],
            "handler": [(each, each) for each in handlers],
        }
        chosen = [Filter(key, TITLES[key], options[key]) for key in CHOSEN if options[key]]
        self.filters.set_filters([*owner_filter(below), *chosen])
        self.set_wanted(self._wanted)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Write how many requests each view holds."""
        self.views.set_counts(counts)

    def retranslate(self) -> None:
        """Say options and applied filters again."""
        self.offer(self._topics, self._handlers, self._below)

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
            self.views.choose(wanted.view or ALL)

    def clear(self) -> None:
        """Let go of everything that narrows the list."""
        self.text.clear()
        self.set_wanted(RequestFilter(order=self._wanted.order))
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
        self._show_applied()

    def _values(self) -> dict[str, str]:
        wanted = self._wanted
        state = wanted.states[0] if len(wanted.states) == 1 else ""
        return {KEY: wanted.owner, "state": state, **{key: str(getattr(wanted, key)) for key in CHOSEN[1:]}}

    def _filter(self, values: Mapping[str, str]) -> None:
        state = values.get("state", "")
        owner = values.get(KEY, "")
        self.change(owner=owner, states=(state,) if state else (), **{key: values.get(key, "") for key in CHOSEN[1:]})

    def _show_applied(self) -> None:
        """What narrows the list and is not to be seen on the chips above."""
        while self._chips.count():
            if widget := self._chips.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()
        wanted, folded = self._wanted, self._compact and not self.toggle.isChecked()
        if folded and wanted.view:
            self._put(_VIEW, {"view": ""}, value=_(VIEWS[wanted.view]))
        for key, value in self._words(folded):
            self._put(_BY, {"states": ()} if key == "state" else {key: ""}, title=_(TITLES[key]), value=value)
        if wanted.text:
            self._put(_TEXT, {"text": ""}, text=wanted.text)
        if wanted.office_code:
            self._put(_OFFICE, {"office_code": ""}, value=wanted.office_code)
        if wanted.applicant_uuid:
            self._put(_APPLICANT, {"applicant_uuid": ""})
        if wanted.letter_uuid:
            self._put(_LETTER, {"letter_uuid": ""})
        self._put_days(_ARRIVED, "arrived", wanted.arrived_from, wanted.arrived_to)
        self._put_days(_CLOSED, "closed", wanted.closed_from, wanted.closed_to)
        self._applied.setVisible(self._chips.count() > 0)

    def _words(self, folded: bool) -> list[tuple[str, str]]:
        """The filters in words that their own chips do not show."""
        wanted, found = self._wanted, []
        if wanted.states and (folded or len(wanted.states) > 1):
            found.append(("state", "、".join(_(STATE_NAMES[RequestState(state)]) for state in wanted.states)))
        if wanted.outcome and (folded or wanted.outcome not in dict(_groups())):
            found.append(("outcome", _outcome_words(wanted.outcome)))
        if folded and wanted.channel:
            found.append(("channel", _(REQUEST_CHANNEL_NAMES[RequestChannel(wanted.channel)])))
        if folded and wanted.applicant_kind:
            found.append(("applicant_kind", _(APPLICANT_NAMES[ApplicantKind(wanted.applicant_kind)])))
        for key, offered in (("topic", self._topics), ("handler", self._handlers)):
            if (value := getattr(wanted, key)) and (folded or value not in offered):
                found.append((key, value))
        return found

    def _put_days(self, message: str, key: str, first: date | None, last: date | None) -> None:
        if first or last:
            days = {side: day.isoformat() if day else _(_NO_END) for side, day in (("first", first), ("last", last))}
            self._put(message, {f"{key}_from": None, f"{key}_to": None}, **days)

    def _put(self, message: str, without: Mapping[str, object], **values: str) -> None:
        chip = Button(message, partial(self._let_go, without), CHIP, **values)
        chip.setCheckable(True)
        chip.setChecked(True)
        say(chip, chip.setToolTip, _LET_GO)
        self._chips.addWidget(chip)

    def _let_go(self, without: Mapping[str, object]) -> None:
        if "text" in without:
            self.text.clear()
        self.change(**without)
