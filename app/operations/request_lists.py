"""Reading requests: the register by filter and view, page by page, and one case with all that belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.request import OPEN, Applicant, Letter, Remedy, Request
from app.operations import attachments, calendars, owners, request_cases, request_counts, requests
from app.operations.paging import Anchors, Order
from app.rules import request_events as words
from app.rules.calendar import TimeLeft
from app.rules.outcomes import outcome
from app.rules.request_clock import Case
from app.rules.request_events import EventKind, NextStep, RequestState
from app.rules.request_moves import moves
from app.rules.requests import ApplicantKind, Proactive, RequestChannel, RequestDraft

VIEWS: Mapping[str, str] = {
    "": N_("全部"),
    "open": N_("在办"),
    "overdue": N_("已超期"),
    "due_soon": N_("7日内到期"),
    "confirmation": N_("待确认"),
    "correction": N_("待补正"),
    "consulting": N_("征求意见中"),
    "payment": N_("待缴费"),
    "lapsed": N_("等待期满"),
    "provisional": N_("暂定"),
    "to_archive": N_("待归档"),
    "suggested": N_("建议转主动公开"),
}
ORDERS: Mapping[str, Order] = {
    "entered": Order((Request.id,), descending=True),
    "arrived": Order((Request.arrived_on, Request.id), descending=True),
    "due": Order((Request.due_on, Request.id), descending=False),
}
SOON = timedelta(days=7)
_STANDS = (NextStep.CORRECTION, NextStep.OPINION, NextStep.PAYMENT)  # somebody else's period is running


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What is shown; every field that is set narrows it.

    `text` is looked for in number, matter, content and the applicant's name. `cell` with `year` are the requests
    behind a figure of the annual report (operations/request_counts.py).
    """

    view: str = ""
    text: str = ""
    states: tuple[str, ...] = ()
    channel: str = ""
    applicant_kind: str = ""
    outcome: str = ""
    topic: str = ""
    handler: str = ""
    arrived_from: date | None = None
    arrived_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    applicant_uuid: str = ""
    letter_uuid: str = ""
    office_code: str = ""
    owner: str = ""  # whose records: operations/owners.py
    cell: str = ""
    year: int | None = None
    order: str = "entered"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the register; `applicant` is for this office's own screen. `left` until `next_on`, None once ended."""

    uuid: str
    number: str
    title: str
    applicant: str
    applicant_kind: ApplicantKind
    channel: RequestChannel
    topic: str
    handler: str
    arrived_on: date
    received_on: date | None
    state: RequestState
    next_kind: NextStep
    next_on: date | None
    left: TimeLeft | None
    due_on: date | None
    provisional: bool
    extended: bool
    outcome: str
    closed_on: date | None
    flags: tuple[str, ...]
    letter_uuid: str
    part: int
    proactive: Proactive

    @property
    def state_name(self) -> str:
        """The state in words."""
        return _(words.STATE_NAMES[self.state])

    @property
    def outcome_name(self) -> str:
        """How it ended, in words; empty while it is open."""
        found = outcome(self.outcome)
        return _(found.name) if found else ""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a case; `issued_on` None: a draft."""

    uuid: str
    request_uuid: str
    event_uuid: str
    kind: str
    number: str
    title: str
    issued_on: date | None
    delivery: str
    delivered_on: date | None
    received_by: str


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """A reconsideration, suit or complaint; `request` is the number of the request it is about."""

    uuid: str
    request_uuid: str
    request: str
    kind: str
    number: str
    filed_on: date
    authority: str
    claim: str
    after_uuid: str
    result: str
    decided_on: date | None
    handling: str


@dataclass(frozen=True)
class RequestDetail:
    """One request whole: its fields, its case with every day, letters, files, what came afterwards, what may follow."""

    row: RequestRow
    draft: RequestDraft
    applicant_uuid: str
    case: Case
    moves: tuple[EventKind, ...]
    letters: tuple[LetterRow, ...]
    remedies: tuple[RemedyRow, ...]
    files: tuple[attachments.AttachmentRow, ...]
    siblings: tuple[RequestRow, ...]  # the other parts of the same letter
    proactive_note: str
    disclosure_uuid: str
    brought_by: str = ""  # the office that sent it, which alone may change it


def _view(view: str, today: date) -> list[Any]:
    state = Request.state
    views: Mapping[str, list[Any]] = {
        "": [],
        "open": [OPEN],
        "overdue": [OPEN, Request.due_on < today],
        "due_soon": [OPEN, Request.next_on.between(today, today + SOON)],
        "confirmation": [OPEN, state == RequestState.AWAITING_CONFIRMATION],
        "correction": [OPEN, state == RequestState.AWAITING_CORRECTION],
        "consulting": [OPEN, state == RequestState.CONSULTING],
        "payment": [OPEN, state == RequestState.AWAITING_PAYMENT],
        "lapsed": [OPEN, Request.next_kind.in_(_STANDS), Request.next_on < today],
        "provisional": [OPEN, Request.due_provisional],
        "to_archive": [state.in_((RequestState.REPLIED, RequestState.CLOSED))],
        "suggested": [Request.proactive == Proactive.SUGGESTED],
    }
    return views[view]


def narrowed(wanted: RequestFilter, today: date) -> list[ColumnElement[bool]]:
    """The filter as conditions; what is shown is exactly what they admit."""
    equal = (
        (Request.channel, wanted.channel),
        (Request.applicant_kind, wanted.applicant_kind),
        (Request.topic, wanted.topic),
        (Request.handler, wanted.handler),
        (Request.applicant_uuid, wanted.applicant_uuid),
        (Request.letter_uuid, wanted.letter_uuid),
        (Request.office_code, wanted.office_code),
    )
    ranges = (
        (Request.arrived_on, wanted.arrived_from, wanted.arrived_to),
        (Request.closed_on, wanted.closed_from, wanted.closed_to),
    )
    found = [*_view(wanted.view, today), *(column == value for column, value in equal if value)]
    found += owners.where(Request, wanted.owner, wanted.office_code)
    found += [column >= first for column, first, _last in ranges if first]
    found += [column <= last for column, _first, last in ranges if last]
    if wanted.states:
        found.append(Request.state.in_(wanted.states))
    if wanted.outcome:
        found.append(or_(Request.outcome == wanted.outcome, Request.outcome.startswith(wanted.outcome + ".")))
    if wanted.cell and wanted.year:
        found += request_counts.conditions(wanted.cell, wanted.year)
    if wanted.order == "due":
        found.append(Request.due_on.is_not(None))
    return [*found, *_text(wanted.text.strip())]


def _text(text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    columns = (Request.number, Request.external_number, Request.title, Request.content)
    named = select(Applicant.uuid).where(Applicant.name.contains(text, autoescape=True))
    hits = (column.contains(text, autoescape=True) for column in columns)
    return [or_(*hits, Request.applicant_uuid.in_(named))]


class RequestPages:
    """One filtered, sorted register, page by page; made anew when the filter changes."""

    def __init__(self, wanted: RequestFilter, today: date) -> None:
        self.wanted, self._today = wanted, today
        self._anchors = Anchors(narrowed(wanted, today), ORDERS[wanted.order])

    def count(self, session: Session) -> int:
        """How many requests the filter admits."""
        return self._anchors.count(session)

    def page(self, session: Session, index: int, size: int = 200) -> list[RequestRow]:
        """Page number `index`, counted from zero."""
        return rows_of(session, self._anchors.ids(session, index * size, size), self._today)


def rows_of(session: Session, ids: Sequence[int], today: date) -> list[RequestRow]:
    """The register's lines with these numbers, in their order."""
    asked = select(Request, Applicant.name).join(Applicant, Applicant.uuid == Request.applicant_uuid)
    found = {request.id: (request, name) for request, name in session.execute(asked.where(Request.id.in_(ids)))}
    days = calendars.WorkingDays(calendars.calendar(session), today)
    return [_row(*found[number], days) for number in ids if number in found]


def _row(request: Request, applicant: str, days: calendars.WorkingDays) -> RequestRow:
    state = RequestState(request.state)
    open_ = state not in words.ENDED
    return RequestRow(
        request.uuid, request.number, request.title, applicant, ApplicantKind(request.applicant_kind),
        RequestChannel(request.channel), request.topic, request.handler, request.arrived_on, request.received_on,
        state, NextStep(request.next_kind), request.next_on,
        days.left(request.next_on) if open_ and request.next_on else None, request.due_on, request.due_provisional,
        request.extended, request.outcome, request.closed_on, tuple(request.flags.split()), request.letter_uuid,
        request.part, Proactive(request.proactive),
    )  # fmt: skip


def listed(session: Session, wanted: RequestFilter, today: date, limit: int = 0) -> list[RequestRow]:
    """The requests a filter admits, in its order; `limit` 0 gives all."""
    order = ORDERS[wanted.order]
    keys = [key.desc() if order.descending else key for key in order.keys]
    asked = select(Request.id).where(*narrowed(wanted, today)).order_by(*keys)
    ids = list(session.scalars(asked.limit(limit) if limit else asked))
    return [row for first in range(0, len(ids), 500) for row in rows_of(session, ids[first : first + 500], today)]


def uuids(session: Session, wanted: RequestFilter, today: date, limit: int) -> list[str]:
    """The filtered requests, newest first, at most `limit`."""
    return list(
        session.scalars(
            select(Request.uuid).where(*narrowed(wanted, today)).order_by(Request.id.desc()).limit(limit)
        )
    )  # fmt: skip


def view_counts(session: Session, today: date, owner: str = "") -> dict[str, int]:
    """How many requests each ready view holds, except the whole register; `owner` as owners.py tells."""
    return {view: _count(session, view, today, owner) for view in list(VIEWS)[1:]}


def _count(session: Session, view: str, today: date, owner: str) -> int:
    asked = select(func.count()).select_from(Request).where(*_view(view, today), *owners.where(Request, owner))
    return session.scalar(asked) or 0


def opened(session: Session, uuid: str, today: date) -> RequestDetail:
    """One request whole; UserError if it was taken out meanwhile."""
    request = request_cases.request_of(session, uuid)
    case = requests.case(session, uuid)
    parts = session.scalars(select(Request.id).where(Request.letter_uuid == request.letter_uuid).limit(100))
    (row, *_others), ids = rows_of(session, [request.id], today), [part for part in parts if part != request.id]
    return RequestDetail(
        row=row,
        draft=requests.draft_of(session, request),
        applicant_uuid=request.applicant_uuid,
        case=case,
        moves=() if request.owner_code else moves(case),
        letters=tuple(letters(session, uuid)),
        remedies=tuple(remedies(session, uuid)),
        files=tuple(attachments.of(session, uuid)),
        siblings=tuple(rows_of(session, ids, today)),
        proactive_note=request.proactive_note,
        disclosure_uuid=request.disclosure_uuid,
        brought_by=owners.brought_by(session, request),
    )


def letters(session: Session, request_uuid: str) -> list[LetterRow]:
    """The letters of a case, the oldest first."""
    found = session.scalars(select(Letter).where(Letter.request_uuid == request_uuid).order_by(Letter.id))
    return [
        LetterRow(
            e.uuid, e.request_uuid, e.event_uuid, e.kind, e.number, e.title, e.issued_on, e.delivery, e.delivered_on,
            e.received_by,
        )
        for e in found
    ]  # fmt: skip


def remedies(session: Session, request_uuid: str = "", *narrowed: ColumnElement[bool]) -> list[RemedyRow]:
    """Reconsiderations, suits and complaints, the newest first; of one request or of all that the conditions admit."""
    asked = select(Remedy, Request.number).outerjoin(Request, Request.uuid == Remedy.request_uuid).where(*narrowed)
    if request_uuid:
        asked = asked.where(Remedy.request_uuid == request_uuid)
    found = session.execute(asked.order_by(Remedy.filed_on.desc(), Remedy.id.desc()))
    return [
        RemedyRow(
            r.uuid, r.request_uuid, number or "", r.kind, r.number, r.filed_on, r.authority, r.claim, r.after_uuid,
            r.result, r.decided_on, r.handling,
        )
        for r, number in found
    ]  # fmt: skip


def by_number(session: Session, text: str) -> str:
    """The uuid of the request with this number, or number in another system; empty if there is none."""
    typed = text.strip()
    asked = select(Request.uuid).where(or_(Request.number == typed, Request.external_number == typed))
    return (session.scalar(asked.order_by(Request.id.desc()).limit(1)) or "") if typed else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first page says of requests."""

    overdue: int
    due_soon: int
    confirmation: int
    lapsed: int  # applicants' periods or opinions that are over and wait for an entry
    to_archive: int
    suggested: int


def waiting(session: Session, today: date) -> Waiting:
    """What waits to be done with requests on a day."""
    counts = view_counts(session, today)
    names = ("overdue", "due_soon", "confirmation", "lapsed", "to_archive", "suggested")
    return Waiting(*(counts[name] for name in names))
