"""The letters of a case (文书): what it needs now, begun from a template, kept, sent out under a number, delivered.

A letter is kept as it was written; paper and Word file are made from it whenever wanted (operations/letter_papers.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.letter_templates import letter_templates
from app.i18n import N_, _
from app.models.request import Letter, Request, RequestEvent
from app.models.request import LetterTemplate as OwnTemplate
from app.operations import numbering, request_cases, requests
from app.operations.letter_fields import Facts, facts, step_for, unwilling, values
from app.operations.owners import refuse_foreign
from app.operations.refusals import refuse
from app.operations.request_cases import request_of
from app.rules.letters import (
    DISCLOSED,
    LETTER_NAMES,
    PARTLY,
    REACHING,
    WITHOUT_STEP,
    Delivery,
    LetterKind,
    LetterTemplate,
    Look,
    filled,
    letter_of_step,
    letter_problems,
    missing,
    steps_of,
    template_key,
    template_problems,
)
from app.rules.outcomes import OUTCOMES
from app.rules.problems import Problem
from app.rules.request_clock import Case
from app.rules.request_events import EVENT_NAMES, Event, EventKind, RequestState
from app.rules.requests import Proactive

WRITE = N_("起草文书“{name}”")
EDIT = N_("修改文书“{name}”")
ISSUE = N_("印发文书“{name}”")
DELIVER = N_("登记送达“{name}”")
REMOVE = N_("删除 {n} 份文书")
TEMPLATE = N_("修改文书模板“{name}”")
RESET = N_("恢复文书模板“{name}”")
_GONE = N_("这份文书已被删除。可在“撤销”或“回收站”中找回。")
_ISSUED = N_("这份文书已经印发，不能再改。写错了的，请删去它，再起草一份。")
_STEP_GONE = N_("这份文书所说的那一步已经撤回，不能印发。请删去它，按现在的办理情况再起草一份。")
_NOT_ISSUED = N_("这份文书还没有印发，不能登记送达。请先印发。")
_TWICE = N_("这份文书已经印发，文号 {number}。")
_NO_STEP = N_("还没有登记“{step}”这一步，不能起草“{name}”。请先登记这一步。")
_NO_WORDS = N_("这种答复类型没有现成的文书，请自行起草。")
_NO_TEMPLATE = N_("没有“{key}”这种文书模板。")
_LATE, _EARLY = N_("印发日期晚于今天，请核对。"), N_("印发日期早于收到申请的日期 {arrived}，请核对。")
_DELIVERED_EARLY = N_("送达日期早于印发日期 {issued}，请核对。")
_DELIVERED_LATE = N_("送达日期晚于今天，请核对。")
_NO_DELIVERY = N_("请选择送达方式。")
_RECEIVED = N_("{day} 收到申请，还没有登记回执。")
_STEP = N_("{day} {step}，还没有这份文书。")
_REVIEWED = N_("建议转主动公开已经审核，还没有答复申请人。")
_SENT = N_("{day} {step}的文书已印发，还没有送达回证。")


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as it is written; `event_uuid` empty where it belongs to no step, `number` empty until it is issued."""

    request_uuid: str
    kind: LetterKind
    event_uuid: str = ""
    number: str = ""
    title: str = ""
    addressee: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A letter the case needs now: its name and why, in the language in use."""

    kind: LetterKind
    event_uuid: str
    name: str
    why: str


def offered(session: Session, request_uuid: str) -> list[Offer]:
    """The letters a case needs and does not have, those of its last step first; none once it is archived."""
    request, case = request_of(session, request_uuid), requests.case(session, request_uuid)
    if case.state is RequestState.ARCHIVED:
        return []
    written = {(each.kind, each.event_uuid) for each in _of(session, request_uuid)}
    wanted = [*_of_steps(case), *_of_deliveries(session, case, request_uuid), *_of_request(request, case)]
    return [
        offer
        for offer in wanted
        if (offer.kind, offer.event_uuid) not in written
        and not (offer.kind in WITHOUT_STEP and offer.kind in {kind for kind, _event in written})
    ]


def _of(session: Session, request_uuid: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.request_uuid == request_uuid).order_by(Letter.id)))


def _of_steps(case: Case) -> Iterator[Offer]:
    """Steps whose letter was given another number by hand need none."""
    for event in reversed(case.events):
        if event.document_number:
            continue
        for kind in (*letter_of_step(event.kind, event.party_kind, event.outcome), *_against_will(case, event)):
            yield _offer(kind, event, _STEP)


def _against_will(case: Case, event: Event) -> tuple[LetterKind, ...]:
    """What a third party is told that did not agree, when the information is given all the same (第三十二条)."""
    opens = event.kind is EventKind.REPLY and event.outcome in (DISCLOSED, PARTLY)
    return (LetterKind.PUBLIC_INTEREST,) if opens and unwilling(case) else ()


def _of_deliveries(session: Session, case: Case, request_uuid: str) -> Iterator[Offer]:
    """Steps whose letters went out and of which nobody entered how they arrived."""
    sent = [
        each for each in _of(session, request_uuid) if each.issued_on and LetterKind(each.kind) not in _NOT_DELIVERED
    ]
    waiting = {each.event_uuid for each in sent if each.event_uuid and each.delivered_on is None}
    for event in reversed(case.events):
        if event.uuid in waiting:
            yield _offer(LetterKind.DELIVERY, event, _SENT)


_NOT_DELIVERED = frozenset({LetterKind.RECEIPT, LetterKind.OPINION_REPLY, LetterKind.DELIVERY})


def _of_request(request: Request, case: Case) -> Iterator[Offer]:
    if request.proactive in (Proactive.ACCEPTED, Proactive.DECLINED):
        yield Offer(LetterKind.PROACTIVE, "", _(LETTER_NAMES[LetterKind.PROACTIVE]), _(_REVIEWED))
    if case.received_on and not case.ended:
        why = _(_RECEIVED).format(day=case.received_on.isoformat())
        yield Offer(LetterKind.RECEIPT, "", _(LETTER_NAMES[LetterKind.RECEIPT]), why)


def _offer(kind: LetterKind, event: Event, why: str) -> Offer:
    told = _(why).format(day=event.on.isoformat(), step=_(EVENT_NAMES[event.kind]))
    return Offer(kind, event.uuid, _(LETTER_NAMES[kind]), told)


def begun(session: Session, request_uuid: str, kind: LetterKind, event_uuid: str, today: date) -> LetterDraft:
    """A letter filled in with all that the case knows; what it does not know is a blank. Nothing is kept by this.

    Without `event_uuid` it is about the last step that fits; UserError where no such step was taken.
    """
    request, case = request_of(session, request_uuid), requests.case(session, request_uuid)
    event = None if kind in WITHOUT_STEP else step_for(case, kind, event_uuid)
    if event is None and steps_of(kind):
        step = "、".join(_(EVENT_NAMES[each]) for each in steps_of(kind))
        raise UserError(_NO_STEP, {"step": step, "name": _(LETTER_NAMES[kind])})
    outcome = (event.outcome if event else "") or case.outcome
    found = _template(session, template_key(kind, outcome, event.basis if event else ""))
    known = facts(session, found, request, event)
    return _filled(session, found, known, today)


def _filled(session: Session, found: LetterTemplate, known: Facts, today: date) -> LetterDraft:
    given = values(session, known, today)
    title, addressee, body = (filled(text, given) for text in (found.title, found.addressee, found.body))
    event_uuid = known.event.uuid if known.event else ""
    return LetterDraft(known.request.uuid, found.kind, event_uuid, "", title, addressee, body)


def keep(session: Session, draft: LetterDraft) -> str:
    """Keep a letter that is being written, blanks and all; its uuid."""
    refuse(_missing(draft))
    refuse_foreign(session, [request_of(session, draft.request_uuid)])
    letter = Letter(request_uuid=draft.request_uuid, event_uuid=draft.event_uuid, kind=str(draft.kind), number="")
    _write(letter, draft)
    session.add(letter)
    session.flush()
    return letter.uuid


def edit(session: Session, uuid: str, draft: LetterDraft) -> None:
    """Write a letter anew; UserError once it is issued."""
    letter = letter_of(session, uuid)
    if letter.issued_on:
        raise UserError(_ISSUED)
    refuse(_missing(draft))
    _write(letter, draft)


def _missing(draft: LetterDraft) -> list[Problem]:
    """A letter that is being written may hold blanks, but has a title and a text."""
    return missing(draft.title.strip(), draft.body.strip())


def _write(letter: Letter, draft: LetterDraft) -> None:
    for name in ("title", "addressee", "body"):
        text = getattr(draft, name).strip()
        if getattr(letter, name) != text:
            setattr(letter, name, text)


def letter_of(session: Session, uuid: str) -> Letter:
    """The record of a letter; UserError if it was taken out meanwhile."""
    found = session.scalar(select(Letter).where(Letter.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def draft_of(session: Session, uuid: str) -> LetterDraft:
    """A letter's fields as they stand in its editor."""
    letter = letter_of(session, uuid)
    return LetterDraft(
        letter.request_uuid, LetterKind(letter.kind), letter.event_uuid, letter.number, letter.title,
        letter.addressee, letter.body,
    )  # fmt: skip


def problems(draft: LetterDraft) -> list[Problem]:
    """What keeps a letter from being issued."""
    return letter_problems(draft.title.strip(), draft.addressee.strip(), draft.body.strip())


def issue(session: Session, uuid: str, on: date, today: date) -> str:
    """Send a letter out: it gets its number, and so does its step. Returns the number; forms have none.

    UserError while a blank is left, for a day that cannot be, if its step was taken back, or if it went out already.
    """
    letter = letter_of(session, uuid)
    if letter.issued_on:
        raise UserError(_TWICE, {"number": letter.number or letter.title})
    if letter.event_uuid and _step_of(session, letter) is None:
        raise UserError(_STEP_GONE)
    refuse(problems(draft_of(session, uuid)))
    request = request_of(session, letter.request_uuid)
    if on > today:
        raise UserError(_LATE)
    if on < request.arrived_on:
        raise UserError(_EARLY, {"arrived": request.arrived_on.isoformat()})
    letter.issued_on = on
    if look_of(LetterKind(letter.kind)) is Look.DOCUMENT:
        letter.number = numbering.next_number(session, Letter.number, "letter_number", on.year)
        _number_step(session, letter)
    return letter.number


def sent(session: Session, uuid: str, draft: LetterDraft, on: date, today: date) -> str:
    """Keep what was written, as a new letter where `uuid` is empty, and issue it; its number."""
    if uuid:
        edit(session, uuid, draft)
    return issue(session, uuid or keep(session, draft), on, today)


def look_of(kind: LetterKind) -> Look:
    """How letters of a kind stand on paper."""
    return next(template.look for template in letter_templates().values() if template.kind is kind)


def is_form(kind: LetterKind) -> bool:
    """Whether letters of a kind are forms to fill in."""
    return look_of(kind) is Look.FORM


def _step_of(session: Session, letter: Letter) -> RequestEvent | None:
    return session.scalar(select(RequestEvent).where(RequestEvent.uuid == letter.event_uuid))


def _number_step(session: Session, letter: Letter) -> None:
    """The first letter of a step gives it its document number."""
    event = _step_of(session, letter)
    if event is not None and not event.document_number:
        event.document_number = letter.number


def deliver(session: Session, uuid: str, delivery: str, on: date, received_by: str, today: date) -> None:
    """Enter how a letter arrived and who took it; where a period runs from its arrival, the case is counted anew."""
    letter = letter_of(session, uuid)
    if letter.issued_on is None:
        raise UserError(_NOT_ISSUED)
    if delivery not in set(Delivery):
        raise UserError(_NO_DELIVERY)
    if on < letter.issued_on:
        raise UserError(_DELIVERED_EARLY, {"issued": letter.issued_on.isoformat()})
    if on > today:
        raise UserError(_DELIVERED_LATE)
    letter.delivery, letter.delivered_on, letter.received_by = str(delivery), on, received_by.strip()
    event = _step_of(session, letter)
    if event is not None and LetterKind(letter.kind) in REACHING and event.reached_on != on:
        event.reached_on = on
        session.flush()
        request_cases.write(request_of(session, letter.request_uuid), requests.case(session, letter.request_uuid))


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take letters to the recycle bin, also issued ones: their numbers are not given again. Returns how many."""
    for uuid in uuids:
        letter = letter_of(session, uuid)
        event = _step_of(session, letter)
        if event is not None and letter.number and event.document_number == letter.number:
            event.document_number = ""
        session.delete(letter)
    return len(uuids)


def templates(session: Session) -> list[LetterTemplate]:
    """Every template as it is used here: the office's own version, or the one that comes with the program."""
    own = {each.key: each for each in session.scalars(select(OwnTemplate))}
    return [_own(template, own.get(key)) for key, template in letter_templates().items()]


def _own(usual: LetterTemplate, own: OwnTemplate | None) -> LetterTemplate:
    return replace(usual, title=own.title, body=own.body, own=True) if own else usual


def _kept(session: Session, key: str) -> OwnTemplate | None:
    return session.scalar(select(OwnTemplate).where(OwnTemplate.key == key))


def _template(session: Session, key: str) -> LetterTemplate:
    usual = letter_templates().get(key)
    if usual is None:
        raise UserError(_NO_WORDS)
    return _own(usual, _kept(session, key))


def template(session: Session, key: str) -> LetterTemplate:
    """One template by its key; UserError if there is none."""
    if key not in letter_templates():
        raise UserError(_NO_TEMPLATE, {"key": key})
    return _template(session, key)


def set_template(session: Session, key: str, title: str, body: str) -> None:
    """Keep the office's own version; UserError for a place nobody knows. The usual words again are no own version."""
    template(session, key)
    refuse(template_problems(title, body))
    kept, texts, usual = _kept(session, key), (title.strip(), body.strip()), letter_templates()[key]
    if texts == (usual.title, usual.body):
        reset_template(session, key)
    elif kept is None:
        session.add(OwnTemplate(key=key, title=texts[0], body=texts[1]))
    else:
        kept.title, kept.body = texts


def reset_template(session: Session, key: str) -> None:
    """Go back to the words that come with the program."""
    template(session, key)
    if (kept := _kept(session, key)) is not None:
        session.delete(kept)


def template_name(found: LetterTemplate) -> str:
    """What a template is called, in the language in use: its kind, of replies with code and name of the outcome."""
    _kind, _dash, rest = found.key.partition("-")
    code, _dash, basis = rest.partition("-")
    name = _(LETTER_NAMES[found.kind])
    return " ".join(filter(None, (name, code, _(OUTCOMES[code].name), basis))) if code in OUTCOMES else name
