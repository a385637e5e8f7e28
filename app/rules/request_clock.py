"""The clock of a request (《政府信息公开条例》第三十条至第三十五条): from its events to state, due day and reason.

Nothing here is kept: a case is played anew from its facts whenever it is shown, so that another calendar or choice
tells another day. Start days are not counted (《民法典》第二百零一条), make-up days are working days.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.rules.calendar import Calendar, DayKind, Unit, count
from app.rules.outcomes import NOT_CORRECTED, NOT_PAID, WITHDRAWN
from app.rules.request_events import (
    ENDED,
    Event,
    EventKind,
    Flag,
    NextStep,
    PartyKind,
    RequestChoices,
    RequestState,
)
from app.rules.requests import CONFIRMED, RequestChannel

ONE_DAY = timedelta(days=1)
REPLY_DAYS = 20  # 第三十三条第二款
MOST_EXTENSION = 20  # 第三十三条第二款
NOTICE_DAYS = 7  # 第三十条
OPINION_DAYS = 15  # 第三十二条, 第三十四条
PAYMENT_DAYS = 20  # 国办函〔2020〕109号 第六条


class DayPart(StrEnum):
    """What a day of a case is to its clock."""

    WAITING = "waiting"  # not yet confirmed with the applicant
    START = "start"  # the clock starts here; the day itself is not counted
    COUNTED = "counted"
    OFF = "off"  # weekend or holiday
    CORRECTING = "correcting"
    CONSULTING = "consulting"
    REASONING = "reasoning"
    PAYING = "paying"


@dataclass(frozen=True, slots=True)
class CaseDay:
    """A day between arrival and end: what it is, its number where it was counted, what happened on it."""

    on: date
    part: DayPart
    kind: DayKind
    counted: int | None
    name: str  # of the holiday
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Consultation:
    """One letter for an opinion: `due` is the day silence lapses, `in_on` the day the opinion came."""

    event: Event
    due: date
    in_on: date | None = None
    lapsed_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether neither an opinion came nor its lapse was entered."""
        return self.in_on is None and self.lapsed_on is None

    @property
    def until(self) -> date:
        """The last day that is not counted because of it: the opinion's, at most the day of lapse."""
        return min(self.in_on or self.due, self.due)


@dataclass(frozen=True)
class Case:
    """A case as its facts make it. Days are None where they do not apply.

    `due`: of the reply, None while the clock stands; `notice_due`:
    last day to ask for a correction; `correction_due`, `payment_due`: last day of the applicant, and `abandoned_from`
    the first day on which the case may be closed for silence; `missing_years`: calendars the due day waits for.
    """

    channel: RequestChannel
    arrived_on: date
    state: RequestState
    received_on: date | None = None
    started_on: date | None = None
    notice_due: date | None = None
    correction_due: date | None = None
    payment_due: date | None = None
    abandoned_from: date | None = None
    base_due: date | None = None
    due: date | None = None
    missing_years: tuple[int, ...] = ()
    extended_days: int = 0
    corrections: int = 0
    consultations: tuple[Consultation, ...] = ()
    reply: Event | None = None
    outcome: str = ""
    closed_on: date | None = None
    archived_on: date | None = None
    flags: frozenset[Flag] = frozenset()
    events: tuple[Event, ...] = ()
    days: tuple[CaseDay, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a calendar is missing for the due day (待节假日安排公布)."""
        return bool(self.missing_years)

    @property
    def ended(self) -> bool:
        """Whether the case is over."""
        return self.state in ENDED

    def used_by(self, day: date) -> int:
        """Working days counted up to a day, or to the end if that came before."""
        return max((each.counted or 0 for each in self._stretch() if each.on <= day), default=0)

    def _stretch(self) -> Iterable[CaseDay]:
        starts = [n for n, day in enumerate(self.days) if day.part is DayPart.START]
        return self.days[starts[-1] :] if starts else ()

    @property
    def confirm_by(self) -> date | None:
        """The day on which an ordinary letter must be confirmed (第三十一条第（二）项); by net or fax none is set."""
        return self.arrived_on if self.channel is RequestChannel.ORDINARY_MAIL else None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Letters whose opinion is out."""
        return tuple(each for each in self.consultations if each.open)

    @property
    def next_step(self) -> tuple[NextStep, date | None]:
        """What must happen next and by when."""
        state, opinions = self.state, [each.due for each in self.open_consultations]
        steps: dict[RequestState, tuple[NextStep, date | None]] = {
            RequestState.AWAITING_CONFIRMATION: (NextStep.CONFIRM, self.confirm_by),
            RequestState.AWAITING_CORRECTION: (NextStep.CORRECTION, self.correction_due),
            RequestState.CONSULTING: (NextStep.OPINION, min(opinions, default=None)),
            RequestState.AWAITING_PAYMENT: (NextStep.PAYMENT, self.payment_due),
            RequestState.REPLIED: (NextStep.ARCHIVE, None),
            RequestState.CLOSED: (NextStep.ARCHIVE, None),
            RequestState.ARCHIVED: (NextStep.NOTHING, None),
        }
        return steps.get(state, (NextStep.REPLY, self.due))


def played(
    channel: RequestChannel,
    arrived_on: date,
    events: Sequence[Event],
    calendar: Calendar,
    choices: RequestChoices,
) -> Case:
    """The case that these facts make; events stand in the order in which they happened.

    Whether each of them was allowed is for rules/request_moves.py: here a step that does not fit is played as well as
    it can be, so that no case is ever unreadable.
    """
    player = _Player(Case(channel, arrived_on, RequestState.AWAITING_CONFIRMATION), calendar, choices)
    if channel not in CONFIRMED:
        player.start(arrived_on, first=True)
    for event in events:
        player.take(event)
    return player.done()


class _Stretch:
    """A time in which days do not count: after `after`, up to and including `until` (None: still)."""

    def __init__(self, part: DayPart, after: date, until: date | None = None) -> None:
        self.part, self.after, self.until = part, after, until

    def holds(self, day: date) -> bool:
        return self.after < day and (self.until is None or day <= self.until)


class _Player:
    """Takes one event after another; what it knows besides the case are the times that do not count."""

    def __init__(self, case: Case, calendar: Calendar, choices: RequestChoices) -> None:
        self.case, self.calendar, self.choices = case, calendar, choices
        self.starts: list[date] = []
        self.stops: list[_Stretch] = []
        self.extension = 0  # since the clock last started

    def start(self, on: date, first: bool = False) -> None:
        """The clock starts, or starts again at nought."""
        self.starts.append(on)
        self.extension = 0
        notice = count(on, NOTICE_DAYS, Unit.WORKDAY, self.calendar).due if first else self.case.notice_due
        self._now(
            state=RequestState.RUNNING,
            started_on=on,
            received_on=on if first else self.case.received_on,
            notice_due=notice,
        )
        self._count()

    def take(self, event: Event) -> None:
        """Play one step."""
        self._now(events=(*self.case.events, event))
        steps: dict[EventKind, Callable[[Event], None]] = {
            EventKind.CONFIRM: self._confirm,
            EventKind.CORRECTION_NOTICE: self._correction_notice,
            EventKind.CORRECTED: self._corrected,
            EventKind.CORRECTION_LAPSE: lambda e: self._close(e, NOT_CORRECTED),
            EventKind.CONSULT_OUT: self._consult,
            EventKind.CONSULT_IN: self._opinion,
            EventKind.CONSULT_LAPSE: self._opinion,
            EventKind.EXTEND: self._extend,
            EventKind.REASON_REQUEST: self._ask_reason,
            EventKind.REASON_IN: self._reason,
            EventKind.FEE_NOTICE: self._fee_notice,
            EventKind.PAID: self._paid,
            EventKind.FEE_LAPSE: lambda e: self._close(e, NOT_PAID),
            EventKind.REPLY: self._reply,
            EventKind.WITHDRAW: lambda e: self._close(e, WITHDRAWN),
            EventKind.ARCHIVE: lambda e: self._now(state=RequestState.ARCHIVED, archived_on=e.on),
        }
        if event.kind in steps:
            steps[event.kind](event)

    def done(self) -> Case:
        """The case with its days."""
        self._count()
        return replace(self.case, days=tuple(self._days()))

    def _now(self, **values: object) -> None:
        self.case = replace(self.case, **values)  # type: ignore[arg-type]

    def _flag(self, flag: Flag) -> None:
        self._now(flags=self.case.flags | {flag})

    def _stop(self, part: DayPart, event: Event, state: RequestState) -> None:
        self.stops.append(_Stretch(part, event.on))
        self._now(state=state)
        self._count()

    def _go_on(self, part: DayPart, last: date) -> None:
        """What stopped the clock is over; the day itself is not counted."""
        for stop in self.stops:
            if stop.part is part and stop.until is None:
                stop.until = last

    def _confirm(self, event: Event) -> None:
        if self.case.channel is RequestChannel.ORDINARY_MAIL and event.on > self.case.arrived_on:
            self._flag(Flag.CONFIRMATION_LATE)
        self.start(event.on, first=True)

    def _correction_notice(self, event: Event) -> None:
        if self.case.notice_due and event.on > self.case.notice_due:
            self._flag(Flag.CORRECTION_NOTICE_LATE)
        due = count(event.on, event.days or self.choices.correction_days, Unit.WORKDAY, self.calendar).due
        self._now(correction_due=due, abandoned_from=self._after(due), corrections=self.case.corrections + 1)
        self._stop(DayPart.CORRECTING, event, RequestState.AWAITING_CORRECTION)

    def _after(self, day: date) -> date:
        return self.calendar.next_working(day + ONE_DAY)

    def _corrected(self, event: Event) -> None:
        self._go_on(DayPart.CORRECTING, event.on)
        self._now(abandoned_from=None)
        self.start(event.on)

    def _consult(self, event: Event) -> None:
        days = self.choices.agency_days if event.party_kind == PartyKind.AGENCY else OPINION_DAYS
        due = count(event.reached_on or event.on, days, Unit.WORKDAY, self.calendar).due
        self._now(consultations=(*self.case.consultations, Consultation(event, due)), state=RequestState.CONSULTING)
        self._count()

    def _opinion(self, event: Event) -> None:
        """An opinion, or its lapse; without a name it is that of the letter which is out longest."""
        asked = [each for each in self.case.consultations if each.open]
        named = [each for each in asked if each.event.uuid == event.answers] if event.answers else asked
        if named:
            lapsed = event.kind is EventKind.CONSULT_LAPSE
            answered = replace(named[0], **{"lapsed_on" if lapsed else "in_on": event.on})  # type: ignore[arg-type]
            kept = tuple(answered if each is named[0] else each for each in self.case.consultations)
            self._now(consultations=kept)
        if not self.case.open_consultations:
            self._now(state=RequestState.RUNNING)
        self._count()

    def _extend(self, event: Event) -> None:
        self.extension += event.days or 0
        self._now(extended_days=self.case.extended_days + (event.days or 0))
        self._flag(Flag.EXTENDED)
        self._count()

    def _ask_reason(self, event: Event) -> None:
        if self.choices.reason_suspends:
            self.stops.append(_Stretch(DayPart.REASONING, event.on))
        self._now(state=RequestState.AWAITING_REASON)
        self._count()

    def _reason(self, event: Event) -> None:
        self._go_on(DayPart.REASONING, event.on)
        self._now(state=RequestState.RUNNING)
        self._count()

    def _fee_notice(self, event: Event) -> None:
        due = count(event.reached_on or event.on, PAYMENT_DAYS, Unit.WORKDAY, self.calendar).due
        self._now(payment_due=due, abandoned_from=self._after(due))
        self._stop(DayPart.PAYING, event, RequestState.AWAITING_PAYMENT)

    def _paid(self, event: Event) -> None:
        self._go_on(DayPart.PAYING, event.on)
        self._now(abandoned_from=None)
        if self.choices.payment_restarts:
            self.start(event.on)
        else:
            self._now(state=RequestState.RUNNING)
            self._count()

    def _reply(self, event: Event) -> None:
        if self.case.due and event.on > self.case.due:
            self._flag(Flag.OVERDUE)
        self._now(state=RequestState.REPLIED, reply=event, outcome=event.outcome, closed_on=event.on)

    def _close(self, event: Event, outcome: str) -> None:
        self._now(state=RequestState.CLOSED, outcome=outcome, closed_on=event.on)

    def _count(self) -> None:
        """Count the due day anew; while the clock stands there is none."""
        if self.case.ended or not self.starts:
            return
        if any(stop.until is None for stop in self.stops):
            self._now(due=None, base_due=None, missing_years=())
            return
        base, needed = self._nth(REPLY_DAYS)
        due, all_needed = self._nth(REPLY_DAYS + self.extension) if self.extension else (base, needed)
        self._now(base_due=base, due=due, missing_years=self.calendar.missing(all_needed))

    def _nth(self, n: int) -> tuple[date, list[date]]:
        """The nth counted day since the clock last started, and every day looked at on the way."""
        day, looked = self.starts[-1], list[date]()
        while n:
            day += ONE_DAY
            looked.append(day)
            n -= self.calendar.is_working(day) and self._stopped(day) is None
        return day, looked

    def _stopped(self, day: date) -> DayPart | None:
        """Why this day does not count though the office works, if so."""
        for stop in self.stops:
            if stop.holds(day):
                return stop.part
        return DayPart.CONSULTING if any(self._consults(each, day) for each in self.case.consultations) else None

    def _consults(self, each: Consultation, day: date) -> bool:
        """Whether a consultation keeps a day from being counted: usually (sent, received] (a choice)."""
        first = each.event.on + (ONE_DAY if self.choices.sending_day_counts else timedelta())
        last = each.until - (ONE_DAY if self.choices.opinion_day_counts else timedelta())
        return first <= day <= last

    def _days(self) -> Iterable[CaseDay]:
        """Every day from arrival to the end, or to the day the case waits for."""
        last = self.case.closed_on or self.case.next_step[1] or self.case.arrived_on
        if self.case.state in (RequestState.CONSULTING, RequestState.AWAITING_REASON) and self.case.due:
            last = max(last, self.case.due)
        last = max([last, self.case.arrived_on, *(event.on for event in self.case.events if not self._filing(event))])
        day, number = self.case.arrived_on, 0
        while day <= last:
            part = self._part(day)
            number = 0 if part is DayPart.START else number + (part is DayPart.COUNTED)
            happened = tuple(event for event in self.case.events if event.on == day)
            counted = number if part is DayPart.COUNTED else None
            yield CaseDay(day, part, self.calendar.kind(day), counted, self.calendar.name(day), happened)
            day += ONE_DAY

    @staticmethod
    def _filing(event: Event) -> bool:
        return event.kind is EventKind.ARCHIVE

    def _part(self, day: date) -> DayPart:
        if day in self.starts:
            return DayPart.START
        if not self.starts or day < self.starts[0]:
            return DayPart.WAITING
        return self._stopped(day) or (DayPart.COUNTED if self.calendar.is_working(day) else DayPart.OFF)
