"""The fields of a request in the order of the paper form: how and when it came, who asks, what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.requests import (
    CONFIRMED,
    MEDIUM_NAMES,
    RECEIPT_RULES,
    REQUEST_CHANNEL_NAMES,
    REQUEST_FIELD_NAMES,
    ROUTE_NAMES,
    Medium,
    RequestChannel,
    RequestRoute,
)
from app.ui import theme
from app.ui.disclosures.due_view import day_words
from app.ui.notices.halves import Halves
from app.ui.requests.applicant_fields import ApplicantFields, FindApplicants, TogetherFields
from app.ui.requests.entry_values import YES
from app.ui.widgets.buttons import Heading, Label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.fields import FieldSpec, LineField, Option
from app.ui.widgets.form import DRAFT_MILLISECONDS, Form

if TYPE_CHECKING:
    from app.operations.request_entry import Expected
    from app.rules.problems import Problem

USUAL: Mapping[str, str] = {
    "channel": str(RequestChannel.IN_PERSON), "medium": str(Medium.PAPER), "route": str(RequestRoute.MAIL),
}  # fmt: skip
LINES = 6  # of the content
_HINTS = {
    "title": N_("一句话写明申请什么"),
    "content": N_("信息的名称、文号或其他特征；来信可以整段粘贴"),
    "topic": N_("如：草场补贴、征地补偿"),
    "number": N_("留空自动编号"),
}
_NUMBER = N_("留空自动编号：{number}")
_SUGGESTS = N_("申请人建议向社会主动公开")
_HOW, _WHO, _WHAT = N_("来件"), N_("申请人"), N_("申请的信息")
_RUNS = N_("{received} 收到申请；应当在 {due} 前答复（20个工作日）。")
_RUNS_PROVISIONAL = N_("{received} 收到申请；暂定在 {due} 前答复（20个工作日），待节假日安排公布。")
_WAITS = N_("待确认：与申请人确认之日起算20个工作日，登记后在“办理”里填写确认日期。")
_NO_DAY = N_("填写提交或送达日期后，这里显示收到申请之日和答复期限。")


def _spec(key: str, kind: str = "line", **more: Any) -> FieldSpec:
    return FieldSpec(key, REQUEST_FIELD_NAMES[key], kind, _HINTS.get(key, ""), **more)


def _options(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), title) for key, title in names.items()]


class EntryForm(QWidget):
    """Several forms that are filled in as one. `edited` names the field; `typed` comes 300 ms after the last key."""

    edited = Signal(str)
    typed = Signal()
    save_asked = Signal()
    save_next_asked = Signal()

    def __init__(self, find: FindApplicants) -> None:
        super().__init__()
        self._offers: dict[str, Sequence[str]] = {"topic": (), "handler": ()}
        self.how = Form(
            (
                _spec("channel", "choice", required=True, options=_options(REQUEST_CHANNEL_NAMES)),
                _spec("arrived_on", "date", required=True),
                _spec("number"),
            )
        )
        self.clock = Label(_NO_DAY, tone="quiet", wrap=True)
        self.who = ApplicantFields(find)
        self.together = TogetherFields(find)
        self.what = Form(self._what())
        self.forms = (self.how, self.who.form, self.what)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(DRAFT_MILLISECONDS)
        self._lay_out()
        self._listen()

    def _what(self) -> list[FieldSpec]:
        suggests = ((YES, _SUGGESTS),)
        return [
            _spec("title", required=True),
            _spec("content", "text", lines=LINES),
            _spec("medium", "choice", options=_options(MEDIUM_NAMES)),
            _spec("route", "choice", options=_options(ROUTE_NAMES)),
            _spec("purpose"),
            _spec("topic", "offered", pin=True, find=partial(self._known, "topic")),
            _spec("handler", "offered", pin=True, find=partial(self._known, "handler")),
            _spec("suggests_proactive", "ticks", options=suggests),
            _spec("external_number"),
            _spec("note"),
        ]

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        parts = {
            left: (Heading(_HOW, times=1.1), self.how, self.clock, Heading(_WHO, times=1.1), self.who, self.together),
            right: (Heading(_WHAT, times=1.1), self.what),
        }
        for side, widgets in parts.items():
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.scaled(8))
            for widget in widgets:
                column.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Halves(left, right))
        box.addStretch(1)

    def _listen(self) -> None:
        self.how.next, self.who.form.next, self.together.next = self.who.form, self.what, self.what
        for form in self.forms:
            form.save_asked.connect(self.save_asked)
            form.save_next_asked.connect(self.save_next_asked)
        self.how.edited.connect(self._edited)
        self.what.edited.connect(self._edited)
        self.who.edited.connect(self._edited)
        self.together.edited.connect(self._edited)
        self._typing.timeout.connect(self.tell)

    def values(self) -> dict[str, Any]:
        """What stands in the fields; a tick as text, those who ask jointly as one text."""
        fields = dict(chain.from_iterable(form.values().items() for form in self.forms))
        suggests = YES if fields["suggests_proactive"] else ""
        return {**fields, "suggests_proactive": suggests, "together": self.together.value()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these; keys that are missing are left alone."""
        given = dict(values)
        if "suggests_proactive" in given:
            given["suggests_proactive"] = (YES,) if given["suggests_proactive"] else ()
        self.how.set_values(given)
        self.what.set_values(given)
        self.who.set_values(given)
        if "together" in given:
            self.together.set_value(str(given["together"] or ""))

    def clear(self) -> None:
        """Empty everything but what is pinned and the usual choices."""
        self._typing.stop()
        self.how.clear(keep_pinned=False)
        self.what.clear()
        self.who.clear()
        self.together.set_value("")
        self.set_values(USUAL)

    def offer(self, topics: Sequence[str], handlers: Sequence[str]) -> None:
        """Offer these topics and handlers while one is typed."""
        self._offers = {"topic": topics, "handler": handlers}

    def set_read_only(self, read_only: bool) -> None:
        """Show everything without letting it be changed."""
        for form in self.forms:
            form.set_read_only(read_only)
        self.together.set_read_only(read_only)

    def set_arrival_fixed(self, fixed: bool) -> None:
        """Channel and day stay as they are once a step was taken."""
        for key in ("channel", "arrived_on"):
            self.how.field(key).set_read_only(fixed)

    def show_problems(self, problems: Iterable[Problem]) -> bool:
        """Write what is wrong where it is; whether something forbids going on."""
        found = list(problems)
        wrong = [form.show_problems(found) for form in self.forms]
        return any([*wrong, self.together.show_problems()])

    def focus_problem(self) -> None:
        """Go to the first thing that forbids going on."""
        for each in (self.how, self.who.form, self.together, self.what):
            if each.focus_problem():
                return

    def show_expected(self, expected: Expected) -> None:
        """Tell the rule of receipt, the day that follows from it, and the number the request will get."""
        values = self.how.values()
        channel = RequestChannel(values["channel"] or RequestChannel.IN_PERSON)
        self.how.show_hint("channel", _(RECEIPT_RULES[channel]))
        day = values["arrived_on"]
        self.how.show_hint("arrived_on", day_words(day, expected.calendar) if day else "")
        number, arrived = self.how.field("number"), self.how.field("arrived_on")
        assert isinstance(number, LineField)
        assert isinstance(arrived, DateField)
        number.line.setPlaceholderText(_(_NUMBER).format(number=expected.number))
        arrived.know(expected.calendar)
        self._show_clock(expected, channel)

    def tell(self) -> None:
        """Emit `typed` now if something was typed since the last time."""
        if self._typing.isActive() or self.sender() is self._typing:
            self._typing.stop()
            self.typed.emit()

    def _show_clock(self, expected: Expected, channel: RequestChannel) -> None:
        case = expected.case
        if case is None:
            self.clock.say(_NO_DAY)
            self.clock.set_tone("quiet")
        elif channel in CONFIRMED or case.received_on is None or case.due is None:
            self.clock.say(_WAITS)
            self.clock.set_tone("soon")
        else:
            words = _RUNS_PROVISIONAL if case.provisional else _RUNS
            self.clock.say(words, received=case.received_on.isoformat(), due=case.due.isoformat())
            self.clock.set_tone("good")

    def _known(self, key: str, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        then([Option(each, each) for each in self._offers[key] if text in each])

    def _edited(self, key: str) -> None:
        self._typing.start()
        self.edited.emit(key)
