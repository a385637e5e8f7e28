"""How far a case is (办理): the form of one step, the letters it asks for, what must happen by when, what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import requests
from app.operations.letters import Offer
from app.operations.request_lists import RequestDetail
from app.rules.letters import LETTER_NAMES
from app.rules.request_clock import Case
from app.rules.request_events import EVENT_NAMES, Event, EventKind, RequestState
from app.rules.request_moves import move_problems
from app.rules.requests import REQUEST_CHANNEL_NAMES
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.requests.case_words import event_lines
from app.ui.requests.step_forms import StepForm
from app.ui.widgets.buttons import Heading, Label, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.words import Said

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

_LIKELY: Mapping[RequestState, EventKind] = MappingProxyType(
    {
        RequestState.AWAITING_CONFIRMATION: EventKind.CONFIRM,
        RequestState.RUNNING: EventKind.REPLY,
        RequestState.AWAITING_CORRECTION: EventKind.CORRECTED,
        RequestState.CONSULTING: EventKind.CONSULT_IN,
        RequestState.AWAITING_REASON: EventKind.REASON_IN,
        RequestState.AWAITING_PAYMENT: EventKind.PAID,
        RequestState.REPLIED: EventKind.ARCHIVE,
        RequestState.CLOSED: EventKind.ARCHIVE,
    }
)
_LAPSES: Mapping[EventKind, EventKind] = MappingProxyType(
    {EventKind.CORRECTED: EventKind.CORRECTION_LAPSE, EventKind.PAID: EventKind.FEE_LAPSE}
)
_MUST, _HAPPENED, _WHY_NOT = N_("要办的事"), N_("已办的事"), N_("别的步骤为什么不能办？")
_ENTER = N_("登记：{step}")
_LETTERS, _LETTER = N_("要用的文书"), N_("起草“{name}”")
_ARCHIVED = N_("已经归档，没有要办的步骤。登记错了的，可以撤回上一步。")
_ARRIVED = N_("来件")
_ON = N_("{day} 当日")
_BY, _UNTIL = N_("{day} 前"), N_("{day} 前；从 {open} 起可以按逾期办结")
_RECEIVED = N_("收到申请之日：{day}")
_NOT_YET = N_("确认之日才是收到申请之日。")
_EXTENDED = N_("{day} 前（延期以前是 {base}）")
_PROVISIONAL = N_("暂定 {day}（待节假日安排公布）")
_PARTY = N_("“{party}”：{day} 前")
_REFUSED = N_("{step}：{why}")


def likely(detail: RequestDetail, today: date) -> EventKind | None:
    """The step a clerk most likely takes next; where the other side's days are over, its lapse."""
    kind, case = _LIKELY.get(detail.case.state), detail.case
    if kind and kind in _LAPSES and case.abandoned_from and today >= case.abandoned_from:
        return _LAPSES[kind]
    if kind is EventKind.CONSULT_IN and all(each.due < today for each in case.open_consultations):
        return EventKind.CONSULT_LAPSE
    return kind


def duties(case: Case, today: date) -> Iterator[tuple[str, str]]:
    """What must happen by when, of the office and of the others."""
    state = case.state
    if state is RequestState.AWAITING_CONFIRMATION:
        yield N_("与申请人确认"), _(_ON).format(day=case.arrived_on.isoformat())
    if state is RequestState.RUNNING and case.notice_due and today <= case.notice_due and not case.corrections:
        yield N_("需要补正的，一次告知"), _(_BY).format(day=case.notice_due.isoformat())
    for due, label in (
        (case.correction_due if state is RequestState.AWAITING_CORRECTION else None, N_("申请人补正")),
        (case.payment_due if state is RequestState.AWAITING_PAYMENT else None, N_("申请人缴费")),
    ):
        if due and case.abandoned_from:
            yield label, _(_UNTIL).format(day=due.isoformat(), open=case.abandoned_from.isoformat())
    opinions = [(each.event.party, each.due.isoformat()) for each in case.open_consultations]
    yield N_("等意见"), "\n".join(_(_PARTY).format(party=party, day=day) for party, day in opinions)
    yield N_("答复申请人"), "" if case.ended else _due_words(case)


def _due_words(case: Case) -> str:
    if case.due is None:
        return ""
    if case.provisional:
        return _(_PROVISIONAL).format(day=case.due.isoformat())
    if case.base_due and case.base_due != case.due:
        return _(_EXTENDED).format(day=case.due.isoformat(), base=case.base_due.isoformat())
    return _(_BY).format(day=case.due.isoformat())


def happened(case: Case) -> Iterator[tuple[str, str]]:
    """The steps so far, the newest first; its arrival last."""
    for event in reversed(case.events):
        yield EVENT_NAMES[event.kind], "\n".join(event_lines(event, case))
    received = case.received_on
    came = [case.arrived_on.isoformat(), _(REQUEST_CHANNEL_NAMES[case.channel])]
    if received != case.arrived_on:
        came.append(_(_RECEIVED).format(day=received.isoformat()) if received else _(_NOT_YET))
    yield _ARRIVED, "\n".join(came)


def refused(session: Session, uuid: str, allowed: Sequence[EventKind], today: date) -> list[tuple[EventKind, str]]:
    """Every step that cannot be taken now, with the (source) message of the reason."""
    case, now = requests.case(session, uuid), requests.circumstances(session, today)
    others = [kind for kind in EventKind if kind not in allowed]
    found = {kind: move_problems(case, Event(kind, today), now) for kind in others}
    return [(kind, problems[0].message) for kind, problems in found.items() if problems]


class ProgressSection(QWidget):
    """One form at a time: of the most likely step, or of the one that was asked for; under it the case so far."""

    letter_asked = Signal(object)  # Offer

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: RequestDetail | None = None
        self._correction_days = 0
        self._forms: dict[EventKind, StepForm] = {}
        self._refused: Sequence[tuple[EventKind, str]] = ()
        self._aside: dict[str, tuple[EventKind | None, Mapping[str, Any]]] = {}
        self.kind: EventKind | None = None
        self.offers_heading = Heading(_LETTERS, times=1.1)
        self._offers = QWidget()
        self._offered = Flow(self._offers)
        self.heading = Heading(times=1.1)
        self.nothing = Label(_ARCHIVED, tone="quiet", wrap=True)
        self.must, self.happened = Facts(), Facts()
        self.must_heading = Heading(_MUST, times=1.1)
        self.why_button = quiet(_WHY_NOT, self.tell_refusals)
        self.refusals = Label(tone="quiet", wrap=True)
        self.refusals.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.scaled(8))
        for widget in (self.offers_heading, self._offers, self.heading, self.nothing, self.must_heading, self.must):
            self._box.addWidget(widget)
        for widget in (Heading(_HAPPENED, times=1.1), self.happened):
            self._box.addWidget(widget)
        self._box.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self.refusals)
        self._box.addStretch(1)

    def show_record(self, detail: RequestDetail, correction_days: int) -> None:
        """Show a case; what is being typed stays unless it is another one than before or stands elsewhere now."""
        before = self._detail
        other = before is None or before.row.uuid != detail.row.uuid
        moved = before is not None and before.case.events != detail.case.events
        self._put_aside(detail)
        self._detail, self._correction_days = detail, correction_days
        self._tell()
        if other or moved or self.kind not in detail.moves:
            self._begin(detail)
        elif self.kind:
            self._forms[self.kind].go_on(detail)

    def _begin(self, detail: RequestDetail) -> None:
        """The form of what was put aside, or of the likely step."""
        self._refused = ()
        self.refusals.hide()
        kind, values = self._aside.pop(detail.row.uuid, (None, {}))
        self.show_form(kind if kind in detail.moves else likely(detail, self._context.today()))
        if kind and kind is self.kind:
            self._forms[kind].restore(values)

    def _put_aside(self, wanted: RequestDetail) -> None:
        """Keep what is being typed for the case that is left, until it is shown again."""
        form, before = self.form(), self._detail
        if form and before and before.row.uuid != wanted.row.uuid and (values := form.typed()):
            self._aside[before.row.uuid] = (form.kind, values)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer to write the letters that the case needs now, the last step's first."""
        while self._offered.count():
            if (widget := self._offered.takeAt(0).widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for offer in offers:
            button = secondary(_LETTER, partial(self.letter_asked.emit, offer), name=Said(LETTER_NAMES[offer.kind]))
            button.setToolTip(offer.why)
            self._offered.addWidget(button)
        for widget in (self.offers_heading, self._offers):
            widget.setVisible(bool(offers))

    def show_form(self, kind: EventKind | None) -> None:
        """Show the fields of this step, begun anew."""
        self.kind = kind
        for each, form in self._forms.items():
            form.setVisible(each is kind)
        self.heading.setVisible(kind is not None)
        self.nothing.setVisible(kind is None)
        if kind and self._detail:
            self.heading.say(_ENTER, step=Said(EVENT_NAMES[kind]))
            form = self._form(kind)
            form.show()
            form.start(self._detail, self._correction_days)

    def focus_form(self, kind: EventKind) -> None:
        """Show the fields of a step and go to the first that is empty."""
        if kind is not self.kind:
            self.show_form(kind)
        self._forms[kind].form.focus()

    def form(self) -> StepForm | None:
        """The form that is shown."""
        return self._forms.get(self.kind) if self.kind else None

    def tell_refusals(self) -> None:
        """Say of every step that cannot be taken now why not; once more takes it away."""
        if self._detail is None or self.refusals.isVisibleTo(self):
            self.refusals.hide()
            return
        moves, today = self._detail.moves, self._context.today()
        work = partial(refused, uuid=self._detail.row.uuid, allowed=moves, today=today)
        self._context.runner.query(self, work, self._show_refusals, slot="refused")

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._detail:
            self._tell()
            self.refusals.setText(self._refusal_words())

    def _tell(self) -> None:
        assert self._detail is not None
        must = [row for row in duties(self._detail.case, self._context.today()) if row[1]]
        self.must.show_rows(must)
        self.must_heading.setVisible(bool(must))
        self.happened.show_rows(list(happened(self._detail.case)))
        self.why_button.setVisible(bool(self._detail.moves))

    def _form(self, kind: EventKind) -> StepForm:
        """The form of a step, made when it is first wanted: seventeen at once would slow the page down."""
        if kind not in self._forms:
            form = StepForm(self._context, kind)
            form.asked.connect(self._do)
            self._box.insertWidget(self._box.indexOf(self.nothing) + 1, form)
            self._forms[kind] = form
        return self._forms[kind]

    def _show_refusals(self, found: Sequence[tuple[EventKind, str]]) -> None:
        self._refused = found
        self.refusals.setText(self._refusal_words())
        self.refusals.setVisible(bool(found))

    def _refusal_words(self) -> str:
        return "\n".join(
            _(_REFUSED).format(step=_(EVENT_NAMES[kind]), why=_(message)) for kind, message in self._refused
        )

    def _do(self, event: Event) -> None:
        if self._detail is None:
            return
        row, runner = self._detail.row, self._context.runner
        work = partial(requests.step, uuid=row.uuid, event=event, today=self._context.today())
        title = {"number": row.number, "step": _(EVENT_NAMES[event.kind])}
        runner.change(self, requests.STEP, work, values=title)
