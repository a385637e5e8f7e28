"""One step of a case being entered: its fields, what forbids it while it is typed, what it will do to the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import fees, requests
from app.operations.request_lists import RequestDetail
from app.rules.calendar import Calendar
from app.rules.outcomes import ARTICLE_NAMES
from app.rules.payouts import yuan
from app.rules.problems import Problem
from app.rules.request_clock import Case, played
from app.rules.request_events import EVENT_NAMES, Event, EventKind, FeeMethod, NextStep
from app.ui import theme
from app.ui.requests.case_words import party_words
from app.ui.requests.outcome_field import OutcomeField
from app.ui.requests.step_fields import FIELDS, SAID, event_of, unread, usual
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.date_field import DateField
from app.ui.widgets.fields import ChoiceField, Option
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

_ALWAYS = ("kind", "on")
"""Fields whose problems are told at once; all others wait until a person was there."""
_AFTER: Mapping[NextStep, str] = MappingProxyType(
    {
        NextStep.REPLY: N_("登记以后：答复期限为 {day}。"),
        NextStep.CORRECTION: N_("登记以后：答复期限停止计算，申请人补正到 {day} 为止。"),
        NextStep.OPINION: N_("登记以后：意见的期限到 {day}；如果到期才答复意见，答复期限为 {due}。"),
        NextStep.PAYMENT: N_("登记以后：答复期限停止计算，缴费到 {day} 为止。"),
        NextStep.ARCHIVE: N_("登记以后：这件申请办结，接着归档。"),
        NextStep.NOTHING: N_("登记以后：这件申请归档。"),
    }
)
_PROVISIONAL = N_("登记以后：答复期限暂定为 {day}（待节假日安排公布）。")
_STANDS = N_("登记以后：答复期限停止计算。")
_SUGGESTED = N_("按“{tariff}”算出 {yuan} 元：")
_SENT = N_("{party}，{day} 发出，{due} 到期")


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules say of a step that is being typed; `after` is the case with it, None if it is refused."""

    problems: tuple[Problem, ...]
    after: Case | None
    calendar: Calendar


def look(session: Session, uuid: str, event: Event, today: date) -> Look:
    """Try a step without entering it."""
    problems = tuple(requests.step_problems(session, uuid, event, today))
    case, now = requests.case(session, uuid), requests.circumstances(session, today)
    if any(not problem.warning for problem in problems):
        return Look(problems, None, now.calendar)
    after = played(case.channel, case.arrived_on, (*case.events, event), now.calendar, now.choices)
    return Look(problems, after, now.calendar)


def after_words(case: Case) -> str:
    """What a case will be after a step, as one sentence."""
    step, day = case.next_step
    if step is NextStep.REPLY and day is None:
        return _(_STANDS)
    message = _PROVISIONAL if step is NextStep.REPLY and case.provisional else _AFTER.get(step, "")
    due = case.due.isoformat() if case.due else ""
    return _(message).format(day=day.isoformat() if day else "", due=due) if message else ""


class StepForm(QWidget):
    """The fields of one step and its button; `asked` carries the event once nothing forbids it."""

    asked = Signal(object)  # Event

    def __init__(self, context: Context, kind: EventKind) -> None:
        super().__init__()
        self._context, self.kind = context, kind
        self._detail: RequestDetail | None = None
        self._touched: set[str] = set()
        self._look: Look | None = None
        self._suggestion: fees.Suggestion | None = None
        self._own_amount = False  # a person typed it
        self.form = Form(FIELDS[kind])
        self.refused = Label(tone="late", wrap=True)
        self.after = Label(tone="quiet", wrap=True)
        self.button = primary(EVENT_NAMES[kind], self.ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (Label(SAID[kind], tone="quiet", wrap=True), self.form, self.refused, self.after):
            box.addWidget(widget)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.form.save_asked.connect(self.ask)
        self.form.edited.connect(self._edited)
        self.form.typed.connect(lambda _values: self.check())

    def start(self, detail: RequestDetail, correction_days: int) -> None:
        """Begin anew for this case, with what is usual."""
        self._detail, self._suggestion, self._own_amount = detail, None, False
        self._touched.clear()
        store, today = self._context.runner.store, self._context.today()
        person = store.desk.person if store else ""
        self.form.clear(keep_pinned=False)
        self._offer_consultations()
        self.form.set_values(usual(self.kind, detail.case, today, person, correction_days))
        self._fit_reply()
        self._fit_fee()
        self.check()

    def go_on(self, detail: RequestDetail) -> None:
        """The case was read again; what was typed stays."""
        self._detail = detail
        self._offer_consultations()
        self.check()

    def typed(self) -> dict[str, Any] | None:
        """What a person typed and did not enter, with all the other fields; None if nothing was typed."""
        return self.form.values() if self._touched and self._detail else None

    def restore(self, values: Mapping[str, Any]) -> None:
        """Go on with what was typed before."""
        self._touched.update(values)
        self._own_amount = True
        self.form.set_values(values)
        self._fit_reply()
        self._fit_fee()
        self.check()

    def event_typed(self) -> Event:
        """The step as it stands in the fields."""
        event = event_of(self.kind, self.form.values(), self._context.today())
        if event.method == FeeMethod.ITEM:
            return replace(event, quantity=self._suggestion.nth if self._suggestion else None)
        return event

    def check(self) -> None:
        """Ask the rules what they say so far."""
        self._ask_rules(lambda found: self._show(found, everything=False))

    def ask(self) -> None:
        """Hand the step on, or write under the fields what forbids it."""
        self._ask_rules(self._take)

    def changeEvent(self, event: QEvent) -> None:
        """Say again what the rules said, in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._look and self._detail:
            self._offer_consultations()
            self._fit_reply()
            self._show(self._look, everything=False)

    def _ask_rules(self, then: Any) -> None:
        if self._detail is None:
            return
        work = partial(look, uuid=self._detail.row.uuid, event=self.event_typed(), today=self._context.today())
        self._context.runner.query(self, work, then, slot="look")

    def _take(self, found: Look) -> None:
        self._touched.update(spec.key for spec in FIELDS[self.kind])
        if self._show(found, everything=True):
            self.form.focus_problem()
        else:
            self.asked.emit(self.event_typed())

    def _show(self, found: Look, everything: bool) -> bool:
        """Write what is wrong under the fields, the rest under the form; whether something forbids going on."""
        self._look = found
        for spec in FIELDS[self.kind]:
            if isinstance(field := self.form.field(spec.key), DateField):
                field.know(found.calendar)
        problems = [*unread(self.form.values()), *found.problems]
        told = [each for each in problems if everything or each.field in (*_ALWAYS, *self._touched)]
        wrong = self.form.show_problems(told)
        elsewhere = [each for each in told if each.field not in self.form.values()]
        self.refused.setText("\n".join(each.text for each in elsewhere))
        self.refused.set_tone("soon" if all(each.warning for each in elsewhere) else "late")
        self.refused.setVisible(bool(elsewhere))
        self.after.setText(after_words(found.after) if found.after else "")
        self.after.setVisible(bool(self.after.text()))
        return wrong or any(not each.warning for each in elsewhere)

    def _edited(self, key: str) -> None:
        self._touched.add(key)
        self._own_amount |= key == "amount_fen"
        if key in ("outcome", "on"):
            self._fit_reply()
        if key in ("method", "quantity"):
            self._fit_fee()

    def _offer_consultations(self) -> None:
        """Which letters are still out; a single one is chosen already."""
        if self._detail is None or not any(spec.key == "answers" for spec in FIELDS[self.kind]):
            return
        field, asked = self.form.field("answers"), self._detail.case.open_consultations
        assert isinstance(field, ChoiceField)
        field.set_options(
            Option(
                each.event.uuid,
                _(_SENT).format(party=party_words(each.event), day=each.event.on.isoformat(), due=each.due.isoformat()),
            )
            for each in asked
        )
        if len(asked) == 1 or field.value() not in {each.event.uuid for each in asked}:
            field.set_value(asked[0].event.uuid if len(asked) == 1 else "")

    def _fit_reply(self) -> None:
        """Types of the year of the reply; the articles of the type, where there is more than one."""
        if self.kind is not EventKind.REPLY:
            return
        field, basis = self.form.field("outcome"), self.form.field("basis")
        assert isinstance(field, OutcomeField)
        assert isinstance(basis, ChoiceField)
        field.set_day(self.form.values()["on"])
        found = field.outcome()
        articles = found.articles if found else ()
        basis.set_options([Option("", ""), *(Option(each, _(ARTICLE_NAMES[each])) for each in articles)])
        if basis.value() not in articles:
            basis.set_value(articles[0] if len(articles) == 1 else "")
        self.form.show_field("basis", len(articles) > 1)

    def _fit_fee(self) -> None:
        """Pages where they are what is paid for; the amount that the tariff gives."""
        if self.kind is not EventKind.FEE_NOTICE or self._detail is None:
            return
        values = self.form.values()
        by_page = values["method"] == FeeMethod.PAGE
        self.form.show_field("quantity", by_page)
        if not values["method"] or (by_page and not values["quantity"]):
            return
        method, pages = FeeMethod(values["method"]), values["quantity"] or 0
        work = partial(fees.suggested, request_uuid=self._detail.row.uuid, method=method, pages=pages)
        self._context.runner.query(self, work, self._suggest, slot="fee")

    def _suggest(self, found: fees.Suggestion) -> None:
        """Put the amount in, unless a person typed another; say how it was counted."""
        self._suggestion = found
        amount = yuan(found.amount_fen)
        if not found.amount_fen:
            self._touched.add("amount_fen")  # nothing to pay: that no notice is due is said at once
        if not self._own_amount:
            self.form.field("amount_fen").set_value(amount)
        head = _(_SUGGESTED).format(tariff=found.tariff_name, yuan=amount)
        self.form.show_hint("amount_fen", "\n".join((head, *found.lines)))
        self.check()
