"""Rows of an office's own ledger as requests with their steps, each played by the rules as if it were entered today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.spreadsheets import SheetRow
from app.i18n import N_, _
from app.models.base import new_uuid
from app.models.request import Applicant, Request
from app.operations import requests
from app.operations.owners import mine
from app.operations.plans import Fate, PlanLine
from app.rules import request_words as words
from app.rules.outcomes import NOT_CORRECTED, NOT_PAID, OUTCOMES
from app.rules.payouts import is_total
from app.rules.problems import Problem
from app.rules.request_clock import MOST_EXTENSION, Case, played
from app.rules.request_events import EVENT_NAMES, Event, EventKind, FeeMethod, PartyKind
from app.rules.request_moves import move_problems
from app.rules.requests import (
    APPLICANT_NAMES,
    CONFIRMED,
    ApplicantDraft,
    RequestChannel,
    RequestDraft,
    request_problems,
)

_K = EventKind
_NAMELESS = N_("（无名称）")
_UNNAMED = N_("（未写明）")
_TOTAL = N_("合计行，不导入")
_SAME_NUMBER = N_("登记簿里已有编号“{number}”")
_SAME_MATTER = N_("登记簿里已有同一申请人同一天的同一申请事项")
_STEP = N_("{step}：{reason}")
_CHANNEL = N_("看不懂申请渠道“{text}”，请写成当面提交、邮寄（需签收）、平常信函、互联网或者传真。")
_NO_CHANNEL = N_("没有写申请渠道，按“当面提交”登记。")
_GUESSED = N_("没有写明申请人类别，按“{kind}”登记，年度报告按它统计。")
_CONFIRMED = N_("没有写确认日期，按提交或送达的当日已经确认登记。")
_OUTCOME = N_("看不懂答复类型“{text}”，请写年度报告表格里的一种，例如“3.4”或者“保护第三方合法权益”。")
_WHICH = N_("“{text}”没有写明是哪一种，请写年度报告表格里的一种，例如“3.4”或者“保护第三方合法权益”。")
_NO_DAY = N_("写了答复类型，却没有答复日期，请补上。")
_PARTY = N_("没有写明向谁征求意见，按“第三方”登记。")
_LAPSED = N_("没有写收到意见的日期，按 {day} 逾期未提意见登记。")
_EXTENDED = N_("没有写延期日期，按 {day} 登记。")
_NO_EXTENSION_DAY = N_("写了延期，却没有延期日期，请补上。")
_FULL = N_("没有写延长几个工作日，按20个工作日登记。")
_NO_FEE_DAY = N_("写了应收金额，却没有收费通知日期，收费没有导入。")
_NO_NOTICE_DAY = {
    _K.CORRECTION_LAPSE: N_("写了逾期不补正，却没有补正告知日期，请补上。"),
    _K.FEE_LAPSE: N_("写了逾期未缴费，却没有收费通知日期，请补上。"),
}
_NOTICE_DAYS = {_K.CORRECTION_LAPSE: "correction_on", _K.FEE_LAPSE: "fee_on"}
_REMEDY = N_("“复议诉讼情况”记入了备注；请另行登记复议和诉讼，年度报告才计入。")
_REMEDY_NOTE = N_("复议诉讼情况：{text}")
_NO = frozenset(("", "否", "无", "未", "未延期", "没有", "0", "-", "—", "/", "不", "no"))
_TEXTS = ("external_number", "title", "content", "purpose", "topic", "handler", "number")
_WHO = ("representative", "phone", "email", "address", "postcode")
_TITLE_LENGTH = 60
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            _K.CONFIRM, _K.CORRECTION_NOTICE, _K.CORRECTED, _K.CONSULT_OUT, _K.CONSULT_IN, _K.EXTEND, _K.FEE_NOTICE,
            _K.PAID, _K.CORRECTION_LAPSE, _K.FEE_LAPSE, _K.REPLY, _K.WITHDRAW, _K.ARCHIVE,
        )
    )
}  # fmt: skip
_ENDS = (_K.REPLY, _K.WITHDRAW, _K.CORRECTION_LAPSE, _K.FEE_LAPSE)


@dataclass(frozen=True, slots=True)
class ReadyRequest:
    """A row that can be taken: the request and the steps it went through."""

    draft: RequestDraft
    events: tuple[Event, ...]


class Planner:
    """Decides row by row."""

    def __init__(self, session: Session, today: date) -> None:
        self._today, self._now = today, requests.circumstances(session, today)
        self._numbers = set(session.scalars(select(Request.number).where(mine(Request))))
        asked = select(Applicant.name, Request.arrived_on, Request.title)
        joined = asked.join(Request, Request.applicant_uuid == Applicant.uuid)
        known = session.execute(joined.where(mine(Request)))
        self._matters = {tuple(row) for row in known}
        self.ready: list[ReadyRequest] = []
        self.lines: list[PlanLine] = []

    def take(self, row: SheetRow) -> None:
        """Decide on a row."""
        read = _Row(row)
        name = read.text("title") or read.text("applicant") or _(_NAMELESS)
        if is_total(row.first, read.text("applicant"), read.text("number")):
            return self._refuse(row, name, _(_TOTAL))
        draft, doubts = _draft(read)
        if known := self._known(draft):
            return self.lines.append(PlanLine(Fate.UNCHANGED, row.number, draft.title or name, known))
        steps, wrong = _steps(read, draft)
        ended = any(step.kind in _ENDS for step in steps)
        found = [*row.problems, *request_problems(draft, self._today), *doubts, *wrong]
        if ended:  # what a past case lacked can no longer be asked for
            found = [problem for problem in found if not (problem.warning and problem.field in _ASKED)]
        if not any(not problem.warning for problem in found):
            steps, more = self._played(draft, steps, read)
            found += more
        if grave := [problem.text for problem in found if not problem.warning]:
            return self._refuse(row, draft.title or name, "".join(grave))
        self._numbers.add(draft.number)
        self._matters.add((draft.applicant.name, draft.arrived_on, draft.title))
        self.ready.append(ReadyRequest(draft, tuple(steps)))
        warnings = tuple(problem.text for problem in found)
        return self.lines.append(PlanLine(Fate.TAKEN, row.number, draft.title, warnings=warnings))

    def _refuse(self, row: SheetRow, name: str, reason: str) -> None:
        self.lines.append(PlanLine(Fate.REFUSED, row.number, name, reason))

    def _known(self, draft: RequestDraft) -> str:
        """Why a row brings nothing new; empty if it does."""
        if draft.number and draft.number in self._numbers:
            return _(_SAME_NUMBER).format(number=draft.number)
        matter = (draft.applicant.name, draft.arrived_on, draft.title)
        return _(_SAME_MATTER) if not draft.number and matter in self._matters else ""

    def _played(self, draft: RequestDraft, steps: Sequence[Event], row: "_Row") -> tuple[list[Event], list[Problem]]:
        """The steps as they can be entered one after another, and what the rules say to each."""
        taken: list[Event] = []
        found: list[Problem] = []
        for step in steps:
            if step.kind in _ENDS:
                for extra, doubt in self._before_end(draft, taken, step, row):
                    taken.append(extra)
                    found.append(doubt)
            case = self._case(draft, taken)
            said = [each for each in move_problems(case, step, self._now) if not _is_noise(each)]
            found += [_at(step.kind, problem) for problem in said]
            if any(not problem.warning for problem in said):
                break
            taken.append(step)
        if row.extended and not any(step.kind in (*_ENDS, _K.EXTEND) for step in steps):
            found.append(Problem("extended_on", _NO_EXTENSION_DAY))
        return taken, found

    def _case(self, draft: RequestDraft, events: Sequence[Event]) -> Case:
        assert draft.arrived_on is not None
        return played(draft.channel, draft.arrived_on, events, self._now.calendar, self._now.choices)

    def _before_end(
        self, draft: RequestDraft, taken: Sequence[Event], end: Event, row: "_Row"
    ) -> Iterator[tuple[Event, Problem]]:
        """What must have happened before a case ended, though the ledger does not say when."""
        case, last = self._case(draft, taken), max((each.on for each in taken), default=draft.arrived_on or end.on)
        for each in case.open_consultations:
            if each.due < end.on and end.kind is _K.REPLY:
                on = max(date.fromordinal(each.due.toordinal() + 1), last)
                lapse = Event(_K.CONSULT_LAPSE, on, new_uuid(), answers=each.event.uuid)
                yield lapse, Problem("opinion_on", _LAPSED, {"day": on.isoformat()}, warning=True)
                last = on
        if row.extended and not row.day("extended_on") and end.kind is _K.REPLY:
            due = case.base_due or end.on
            on = max(last, min(due, end.on))
            yield _extension(row, on), Problem("extended_on", _EXTENDED, {"day": on.isoformat()}, warning=True)


_ASKED = ("id_number", "phone", "content")


def _is_noise(problem: Problem) -> bool:
    """Whether it is said of past letters only: that they give no reasons stands in the letters, not in the ledger."""
    return problem.warning and problem.field in ("reason", "basis")


def _at(kind: EventKind, problem: Problem) -> Problem:
    return Problem(problem.field, _STEP, {"step": _(EVENT_NAMES[kind]), "reason": problem.text}, problem.warning)


class _Row:
    """A row of the sheet by column: texts trimmed, days, whole numbers."""

    def __init__(self, row: SheetRow) -> None:
        self._values: Mapping[str, Any] = row.values

    def text(self, key: str) -> str:
        """What stands there."""
        value = self._values.get(key)
        return "" if value is None else str(value).strip()

    def day(self, key: str) -> date | None:
        """The day that stands there."""
        value = self._values.get(key)
        return value if isinstance(value, date) else None

    def whole(self, key: str) -> int | None:
        """The whole number that stands there."""
        value = self._values.get(key)
        return int(value) if isinstance(value, int | Decimal) else None

    def fen(self, key: str) -> int | None:
        """The amount in yuan that stands there, in fen."""
        value = self._values.get(key)
        return int((Decimal(value) * 100).to_integral_value()) if isinstance(value, int | Decimal) else None

    @property
    def extended(self) -> bool:
        """Whether the row says that the reply was put off."""
        return bool(self.day("extended_on")) or self.text("extended").removesuffix(".0").lower() not in _NO


def _draft(row: _Row) -> tuple[RequestDraft, list[Problem]]:
    """The request of a row, and what is doubtful or wrong about it."""
    name, found = row.text("applicant"), list[Problem]()
    kind, guessed = words.applicant_read(row.text("applicant_kind"), name)
    if guessed:
        found.append(Problem("applicant_kind", _GUESSED, {"kind": _(APPLICANT_NAMES[kind])}, warning=True))
    said = row.text("channel")
    channel = words.channel_read(said)
    if said and channel is None:
        found.append(Problem("channel", _CHANNEL, {"text": said}))
    elif channel is None:
        found.append(Problem("channel", _NO_CHANNEL, warning=True))
    note, remedy = row.text("note"), row.text("remedy")
    if remedy not in _NO:
        note = "\n".join(filter(None, (note, _(_REMEDY_NOTE).format(text=remedy))))
        found.append(Problem("remedy", _REMEDY, warning=True))
    number = row.text("id_number").upper()
    who = {field: row.text(field) for field in _WHO}
    applicant = ApplicantDraft(kind, name, words.id_read(row.text("id_kind"), kind), number, **who)
    texts: dict[str, Any] = {field: row.text(field) for field in _TEXTS}
    texts["title"] = texts["title"] or texts["content"][:_TITLE_LENGTH]
    others = row.text("together").replace(";", "；").replace("、", "；").split("；")
    draft = RequestDraft(
        applicant,
        tuple(ApplicantDraft(name=other.strip()) for other in others if other.strip()),
        channel or RequestChannel.IN_PERSON,
        row.day("arrived_on"),
        medium=words.medium_read(row.text("medium")),
        route=words.route_read(row.text("route")),
        note=note,
        **texts,
    )
    return draft, found


def _steps(row: _Row, draft: RequestDraft) -> tuple[list[Event], list[Problem]]:
    """The steps a row tells of in the order of their days, and what is wrong with how it tells them."""
    made = [*_corrections(row), *_extensions(row)]
    consultations, doubts = _consultations(row)
    fees, of_fees = _fees(row)
    ends, of_ends = _ends(row)
    made += [*consultations, *fees, *ends]
    found = [*doubts, *of_fees, *of_ends]
    if row.day("extended_on") and not _days_of(row):
        found.append(Problem("extended", _FULL, warning=True))
    if draft.channel in CONFIRMED and draft.arrived_on:
        if on := row.day("confirmed_on"):
            made.append(Event(_K.CONFIRM, on))
        elif made:
            made.append(Event(_K.CONFIRM, draft.arrived_on))
            found.append(Problem("confirmed_on", _CONFIRMED, warning=True))
    return sorted(made, key=lambda step: (step.on, _RANK[step.kind])), found


def _corrections(row: _Row) -> Iterator[Event]:
    if on := row.day("correction_on"):
        reason = row.text("correction_text") or _(_UNNAMED)
        yield Event(_K.CORRECTION_NOTICE, on, reason=reason, days=row.whole("correction_days"))
    if on := row.day("corrected_on"):
        yield Event(_K.CORRECTED, on)


def _consultations(row: _Row) -> tuple[list[Event], list[Problem]]:
    made, found, uuid = list[Event](), list[Problem](), new_uuid()
    if on := row.day("consulted_on"):
        party, kind = row.text("party"), words.party_read(row.text("party_kind"))
        if not party and kind is None:
            found.append(Problem("party", _PARTY, warning=True))
        made.append(
            Event(
                _K.CONSULT_OUT, on, uuid, row.day("consult_reached_on"), party=party or _(_UNNAMED),
                party_kind=kind or PartyKind.THIRD_PARTY,
            )
        )  # fmt: skip
    if on := row.day("opinion_on"):
        made.append(Event(_K.CONSULT_IN, on, answers=uuid if made else ""))
    return made, found


def _days_of(row: _Row) -> int | None:
    said = row.text("extended").removesuffix(".0")
    digits = "".join(letter for letter in said if letter.isdecimal())
    return int(digits) if digits and len(digits) < 4 else None


def _extension(row: _Row, on: date) -> Event:
    days = _days_of(row) or MOST_EXTENSION
    return Event(_K.EXTEND, on, days=days, person=row.text("extended_by") or _(_UNNAMED))


def _extensions(row: _Row) -> Iterator[Event]:
    if on := row.day("extended_on"):
        yield _extension(row, on)


def _fees(row: _Row) -> tuple[list[Event], list[Problem]]:
    made, amount = list[Event](), row.fen("amount")
    if on := row.day("fee_on"):
        said, quantity = row.text("fee_method"), row.whole("quantity")
        method = FeeMethod.PAGE if "量" in said or "页" in said or (quantity and not said) else FeeMethod.ITEM
        reached = row.day("fee_reached_on")
        made.append(Event(_K.FEE_NOTICE, on, reached_on=reached, method=method, quantity=quantity, amount_fen=amount))
    if on := row.day("paid_on"):
        made.append(Event(_K.PAID, on))
    return made, [Problem("fee_on", _NO_FEE_DAY, warning=True)] if amount and not made else []


def _ends(row: _Row) -> tuple[list[Event], list[Problem]]:
    on, said = row.day("closed_on"), row.text("outcome")
    if on is None:
        return [], [Problem("closed_on", _NO_DAY)] if said else []
    read = words.outcome_read(said, on.year)
    if said and not read.code:
        return [], [Problem("outcome", _WHICH if words.is_ambiguous(said) else _OUTCOME, {"text": said})]
    event = Event(_end(read), on, outcome=read.code)
    if event.kind is _K.REPLY:
        known = OUTCOMES.get(read.code)
        basis = known.articles[0] if known and len(known.articles) == 1 else ""
        number = row.text("document_number")
        event = replace(event, basis=basis, reason=row.text("reason"), document_number=number)
    else:
        event = replace(event, outcome="", reason=row.text("reason"))
    if event.kind in _NO_NOTICE_DAY and not row.day(_NOTICE_DAYS[event.kind]):
        return [], [Problem("outcome", _NO_NOTICE_DAY[event.kind])]
    archived = row.day("archived_on")
    return [event, *([Event(_K.ARCHIVE, archived)] if archived else [])], []


def _end(read: words.OutcomeRead) -> EventKind:
    if read.withdrawn:
        return _K.WITHDRAW
    return {NOT_CORRECTED: _K.CORRECTION_LAPSE, NOT_PAID: _K.FEE_LAPSE}.get(read.code, _K.REPLY)
