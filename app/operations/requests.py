"""What an office does with a request for information (依申请公开): register, correct, split, lead through its steps."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.base import new_uuid
from app.models.disclosure import Attachment
from app.models.request import Applicant, Letter, Remedy, Request, RequestEvent, RequestParty
from app.operations import applicants, calendars, numbering, offices, request_cases
from app.operations.owners import mine, refuse_foreign
from app.operations.refusals import refuse
from app.operations.request_cases import case_of, event_of, events_of, request_of
from app.rules import requests as rules
from app.rules.problems import Problem
from app.rules.request_clock import Case
from app.rules.request_events import Event, EventKind, RequestState
from app.rules.request_moves import Circumstances, move_problems
from app.rules.requests import ApplicantDraft, Medium, Proactive, RequestChannel, RequestDraft, RequestRoute

REGISTER = N_("登记申请 {number}")
EDIT = N_("修改申请 {number}")
SPLIT = N_("拆分申请 {number}")
REMOVE = N_("删除 {n} 件申请")
STEP = N_("申请 {number}：{step}")
TAKE_BACK = N_("撤回申请 {number} 的上一步")
_SAME_NUMBER = N_("编号“{number}”已经用过了，请换一个，或者留空自动编号。")
_NOT_OPEN = N_("这件申请已经有了办理步骤，不能删除；登记错了的，请先逐步撤回。")
_NO_STEP = N_("这件申请还没有可以撤回的步骤。")
_HAS_LETTER = N_("这一步的文书 {number} 已经印发，不能撤回。请先删去文书。")
_SPLIT_ENDED = N_("已经办结的申请不能再拆分。")
_SPLIT_BILLED = N_("这件申请已经发出收费通知，不能再拆分；拆分会重复计费。")
_SPLIT_BLANK = N_("请至少写两个申请事项，每行一个。")
_UNMOVABLE = N_("已有办理步骤，申请渠道和提交日期不能改；请先撤回后面的步骤。")


def register(session: Session, draft: RequestDraft, today: date) -> str:
    """Enter a request; its clock starts by its channel (第三十一条). Returns its uuid; UserError if it cannot be."""
    uuid = Entry(session, today).take(draft)
    session.flush()
    return uuid


class Entry:
    """Enters requests, one or thousands, in one change; what they share is looked up once. The caller flushes."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._now = session, circumstances(session, today)
        self._office_code = offices.own_code(session)
        self._applicants: dict[ApplicantDraft, str] = {}

    def take(self, draft: RequestDraft, events: Sequence[Event] = ()) -> str:
        """Enter a request with the steps it went through, which were found right already; returns its uuid."""
        refuse(rules.request_problems(draft, self._now.today))
        session, uuid = self._session, new_uuid()
        request = Request(
            uuid=uuid,
            office_code=self._office_code,
            number=_number(session, draft),
            letter_uuid=draft.letter_uuid or uuid,
            part=1,
            state=RequestState.AWAITING_CONFIRMATION,
            proactive=Proactive.SUGGESTED if draft.suggests_proactive else Proactive.NONE,
        )
        if draft.applicant not in self._applicants:
            self._applicants[draft.applicant] = applicants.entered(session, draft.applicant).uuid
        _fill(request, draft, self._applicants[draft.applicant])
        request_cases.write(request, case_of(request, events, self._now.calendar, self._now.choices))
        session.add(request)
        session.add_all(request_cases.record_of(uuid, event) for event in events)
        if draft.together:
            session.flush()
            _together(session, uuid, draft.together)
        return uuid


def _number(session: Session, draft: RequestDraft) -> str:
    assert draft.arrived_on is not None
    typed = draft.number.strip()
    if not typed:
        return numbering.next_number(session, Request.number, "request_number", draft.arrived_on.year)
    if session.scalar(select(Request.id).where(Request.number == typed, mine(Request)).limit(1)):
        raise UserError(_SAME_NUMBER, {"number": typed})
    numbering.note(session, Request.number, "request_number", draft.arrived_on.year, typed)
    return typed


def _fill(request: Request, draft: RequestDraft, applicant_uuid: str) -> None:
    """Write the fields that differ."""
    values = {name: value for name, value in asdict(draft).items() if name in _OWN}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    values |= {"channel": str(draft.channel), "medium": str(draft.medium), "route": str(draft.route)}
    values |= {"applicant_uuid": applicant_uuid, "applicant_kind": str(draft.applicant.kind)}
    for name, value in values.items():
        if getattr(request, name) != value:
            setattr(request, name, value)


_OWN = (
    "channel", "arrived_on", "title", "content", "purpose", "medium", "route", "topic", "handler", "external_number",
    "note",
)  # fmt: skip


def _together(session: Session, uuid: str, drafts: Sequence[ApplicantDraft]) -> None:
    """Keep who asks jointly, and nobody else."""
    wanted = [applicants.entered(session, draft).uuid for draft in drafts]
    kept = {party.applicant_uuid: party for party in parties(session, uuid)}
    for applicant_uuid, party in kept.items():
        if applicant_uuid not in wanted:
            session.delete(party)
    for applicant_uuid in dict.fromkeys(wanted):
        if applicant_uuid not in kept:
            session.add(RequestParty(request_uuid=uuid, applicant_uuid=applicant_uuid))


def parties(session: Session, uuid: str) -> list[RequestParty]:
    """Who asks jointly with the applicant of a request."""
    asked = select(RequestParty).where(RequestParty.request_uuid == uuid).order_by(RequestParty.id)
    return list(session.scalars(asked))


def draft_of(session: Session, request: Request) -> RequestDraft:
    """A request's fields as they stand in its form."""
    others = [party.applicant_uuid for party in parties(session, request.uuid)]
    people = session.scalars(select(Applicant).where(Applicant.uuid.in_([request.applicant_uuid, *others])))
    by_uuid = {applicant.uuid: applicants.draft_of(applicant) for applicant in people}
    return RequestDraft(
        by_uuid[request.applicant_uuid], tuple(by_uuid[other] for other in others),
        RequestChannel(request.channel), request.arrived_on, request.title, request.content, request.purpose,
        Medium(request.medium), RequestRoute(request.route), request.topic, request.handler, request.external_number,
        request.number, request.letter_uuid, request.proactive == Proactive.SUGGESTED, request.note,
    )  # fmt: skip


def edit(session: Session, uuid: str, draft: RequestDraft, today: date) -> None:
    """Correct a request's fields; channel and day of arrival only while no step was taken."""
    request = request_of(session, uuid)
    refuse(rules.request_problems(draft, today))
    events = events_of(session, uuid)
    if events and (draft.channel != request.channel or draft.arrived_on != request.arrived_on):
        raise UserError(_UNMOVABLE)
    if draft.number.strip() and draft.number.strip() != request.number:
        request.number = _number(session, draft)
    _fill(request, draft, applicants.entered(session, draft.applicant).uuid)
    if draft.suggests_proactive and not request.proactive:
        request.proactive = Proactive.SUGGESTED
    elif not draft.suggests_proactive and request.proactive == Proactive.SUGGESTED:
        request.proactive = Proactive.NONE
    _together(session, uuid, draft.together)
    _recount(session, request, [event_of(each) for each in events])


def copied(session: Session, uuid: str) -> RequestDraft:
    """A new draft by the same applicant (再来一件); nothing is kept by this."""
    before = draft_of(session, request_of(session, uuid))
    return replace(before, number="", letter_uuid="", external_number="", arrived_on=None, title="", content="")


def split(session: Session, uuid: str, titles: Sequence[str], today: date) -> list[str]:
    """Make one request of each matter of a letter (一事一申请); the first keeps the number. Returns all uuids.

    Each new one came the same way on the same day, and starts with the steps already taken.
    """
    matters = [title.strip() for title in titles if title.strip()]
    if len(matters) < 2:
        raise UserError(_SPLIT_BLANK)
    request = request_of(session, uuid)
    if request.state in (RequestState.REPLIED, RequestState.CLOSED, RequestState.ARCHIVED):
        raise UserError(_SPLIT_ENDED)
    if any(kept.kind == EventKind.FEE_NOTICE for kept in events_of(session, uuid)):
        raise UserError(_SPLIT_BILLED)
    draft, events = draft_of(session, request), [event_of(each) for each in events_of(session, uuid)]
    request.title = matters[0]
    made = [uuid]
    for title in matters[1:]:
        other = register(session, replace(draft, title=title, number="", letter_uuid=request.letter_uuid), today)
        twin = request_of(session, other)
        twin.part = len(made) + request.part
        session.add_all(request_cases.record_of(other, event) for event in _twins(events))
        session.flush()
        _recount(session, twin, [event_of(each) for each in events_of(session, other)])
        made.append(other)
    return made


def _twins(events: Sequence[Event]) -> Iterator[Event]:
    """The same steps as records of their own; an opinion answers the twin of its letter."""
    named = {event.uuid: new_uuid() for event in events}
    for event in events:
        yield replace(event, uuid=named[event.uuid], answers=named.get(event.answers, ""))


def case(session: Session, uuid: str) -> Case:
    """The case of a request as it stands; UserError if it is gone."""
    events = [event_of(kept) for kept in events_of(session, uuid)]
    known, chosen = calendars.calendar(session), request_cases.choices(session)
    return case_of(request_of(session, uuid), events, known, chosen)


def step_problems(session: Session, uuid: str, event: Event, today: date) -> list[Problem]:
    """What a step would be refused for, and what deserves a second look, before it is entered."""
    return move_problems(case(session, uuid), event, circumstances(session, today))


def circumstances(session: Session, today: date) -> Circumstances:
    """What steps are judged by on a day."""
    return Circumstances(today, calendars.calendar(session), request_cases.choices(session))


def step(session: Session, uuid: str, event: Event, today: date) -> str:
    """Take the next step of a case; returns its uuid. UserError says why it is refused."""
    request = request_of(session, uuid)
    refuse_foreign(session, [request])
    now = circumstances(session, today)
    events = [event_of(each) for each in events_of(session, uuid)]
    before = case_of(request, events, now.calendar, now.choices)
    refuse(move_problems(before, event, now))
    named = replace(event, uuid=event.uuid or new_uuid(), answers=event.answers or _only_open(before, event))
    session.add(request_cases.record_of(uuid, named))
    if event.kind is EventKind.TRANSFER and event.party.strip():
        request.handler = event.party.strip()
    session.flush()
    _recount(session, request, [*events, named])
    return named.uuid


def _only_open(case: Case, event: Event) -> str:
    if event.kind not in (EventKind.CONSULT_IN, EventKind.CONSULT_LAPSE):
        return ""
    return case.open_consultations[0].event.uuid


def _recount(session: Session, request: Request, events: Sequence[Event]) -> None:
    known, chosen = calendars.calendar(session), request_cases.choices(session)
    request_cases.write(request, case_of(request, events, known, chosen))


def take_back(session: Session, uuid: str) -> None:
    """Take the last step of a case off again; UserError if there is none, or its letter went out already."""
    request = request_of(session, uuid)
    events = events_of(session, uuid)
    if not events:
        raise UserError(_NO_STEP)
    last = events.pop()
    issued = select(Letter).where(Letter.event_uuid == last.uuid, Letter.issued_on.is_not(None))
    if (letter := session.scalar(issued.order_by(Letter.id).limit(1))) is not None:
        raise UserError(_HAS_LETTER, {"number": letter.number or letter.title})  # forms have no number
    session.delete(last)
    session.flush()
    _recount(session, request, [event_of(each) for each in events])


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take requests registered by mistake to the recycle bin; UserError once a step was taken. Returns how many."""
    for uuid in uuids:
        request = request_of(session, uuid)
        for cls in (RequestEvent, Letter, Remedy):
            if session.scalar(select(cls.id).where(cls.request_uuid == uuid).limit(1)):
                raise UserError(_NOT_OPEN)
        for party in parties(session, uuid):
            session.delete(party)
        for part in session.scalars(select(Attachment).where(Attachment.owner_uuid == uuid)):
            session.delete(part)
        session.delete(request)
    return len(uuids)
