"""A request's case told from its record: events in order, the clock, and the caches that lists sort by."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.request import Request, RequestEvent
from app.operations import offices
from app.rules.calendar import Calendar
from app.rules.request_clock import Case, played
from app.rules.request_events import Event, EventKind, Flag, RequestChoices
from app.rules.requests import RequestChannel

_GONE = N_("这件申请已被删除。可在“撤销”或“回收站”中找回。")


def request_of(session: Session, uuid: str) -> Request:
    """The record of a request; UserError if it was taken out meanwhile."""
    found = session.scalar(select(Request).where(Request.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def choices(session: Session) -> RequestChoices:
    """What the office chose for the clock."""
    chosen = offices.chosen(session)
    return RequestChoices(
        correction_days=int(chosen["correction_days"]),
        agency_days=int(chosen["agency_days"]),
        sending_day_counts=chosen["sending_day"] == "counted",
        opinion_day_counts=chosen["opinion_day"] == "counted",
        reason_suspends=chosen["reason_suspends"] == "not_counted",
        payment_restarts=chosen["payment_restart"] == "restarts",
        extension_before_due=chosen["late_extension"] == "refused",
    )


def event_of(kept: RequestEvent) -> Event:
    """A step as the rules know it."""
    return Event(
        EventKind(kept.kind), kept.happened_on, kept.uuid, kept.reached_on, kept.days, kept.party_kind, kept.party,
        kept.answers_uuid, kept.agrees, kept.outcome, kept.basis, kept.method, kept.quantity, kept.amount_fen,
        kept.reason, kept.document_number, kept.person,
    )  # fmt: skip


def record_of(request_uuid: str, event: Event) -> RequestEvent:
    """The record of a step; the caller adds it."""
    named = {"uuid": event.uuid} if event.uuid else {}
    return RequestEvent(
        request_uuid=request_uuid, kind=str(event.kind), happened_on=event.on, reached_on=event.reached_on,
        days=event.days, party_kind=str(event.party_kind), party=event.party.strip(), answers_uuid=event.answers,
        agrees=event.agrees, outcome=event.outcome, basis=event.basis, method=str(event.method),
        quantity=event.quantity, amount_fen=event.amount_fen, reason=event.reason.strip(),
        document_number=event.document_number.strip(), person=event.person.strip(), **named,
    )  # fmt: skip


def events_of(session: Session, uuid: str) -> list[RequestEvent]:
    """The steps of a request in their order."""
    asked = select(RequestEvent).where(RequestEvent.request_uuid == uuid)
    return list(session.scalars(asked.order_by(RequestEvent.happened_on, RequestEvent.id)))


def case_of(request: Request, events: Sequence[Event], calendar: Calendar, chosen: RequestChoices) -> Case:
    """The case of a request."""
    return played(RequestChannel(request.channel), request.arrived_on, events, calendar, chosen)


def write(request: Request, case: Case) -> None:
    """Write into the record what its case makes of it; only what differs."""
    step, on = case.next_step
    values = {
        "state": str(case.state),
        "received_on": case.received_on,
        "base_due_on": case.base_due,
        "due_on": case.due,
        "due_provisional": case.provisional,
        "next_kind": str(step),
        "next_on": on,
        "extended": Flag.EXTENDED in case.flags,
        "outcome": case.outcome,
        "closed_on": case.closed_on,
        "archived_on": case.archived_on,
        "flags": " ".join(sorted(case.flags)),
    }
    for name, value in values.items():
        if getattr(request, name) != value:
            setattr(request, name, value)
