"""Requests as a spreadsheet: template, import with its plan (also of cases that ended long ago), export by the gate."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.spreadsheets import Cell, SheetOut, read_sheet, write_csv, write_xlsx
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.models.request import Applicant, Request, RequestEvent, RequestParty
from app.operations import applicants, numbering, request_cases, request_lists, requests
from app.operations.gate import Gate, check_name, gate
from app.operations.plans import Fate, PlanLine
from app.operations.request_columns import COLUMNS, EXPORTED, WITHDRAWN
from app.operations.request_histories import Planner, ReadyRequest
from app.operations.request_lists import RequestFilter
from app.rules.outcomes import outcome
from app.rules.privacy import PrivateField
from app.rules.problems import Problem
from app.rules.request_clock import Case
from app.rules.request_events import FLAG_NAMES, METHOD_NAMES, PARTY_NAMES, Event, EventKind, FeeMethod, Flag, PartyKind
from app.rules.request_events import STATE_NAMES as STATES
from app.rules.requests import (
    APPLICANT_NAMES,
    ID_NAMES,
    MEDIUM_NAMES,
    REQUEST_CHANNEL_NAMES,
    ROUTE_NAMES,
    ApplicantDraft,
    IdKind,
    Medium,
    RequestChannel,
    RequestDraft,
    RequestRoute,
)

__all__ = ["COLUMNS", "EXPORTED", "IMPORT", "TITLE", "RequestPlan", "accept", "export", "plan_file", "plan_pasted"]

IMPORT = N_("导入 {n} 件申请")
TITLE = N_("依申请公开登记表")
PAGE_SIZE, FLUSHED = 500, 100
_EMPTY = N_("没有读到可以导入的行，登记簿没有改动。请看各行的原因，改正原表后再导入。")
_ALL_KNOWN = N_("表中的 {n} 行登记簿里都已经有了，没有重复登记，登记簿没有改动。")


@dataclass(frozen=True)
class RequestPlan:
    """What an import would do, row by row; `ready` holds exactly the rows whose fate is "taken"."""

    source: str
    ready: tuple[ReadyRequest, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]
    today: date


def write_template(path: Path) -> None:
    """Write an empty sheet to fill in."""
    write_xlsx(path, [SheetOut(_(TITLE), COLUMNS)])


def plan_file(session: Session, path: Path, today: date) -> RequestPlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name, today)


def plan_pasted(session: Session, text: str, today: date) -> RequestPlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", today)


def plan_grids(session: Session, grids: Sequence[Grid], source: str, today: date) -> RequestPlan:
    """The plan of taking tables that were read already."""
    planner = Planner(session, today)
    notes: list[str] = []
    for grid in grids:
        read = read_sheet(grid, COLUMNS)
        notes += [problem.text for problem in (*grid.problems, *read.problems) if _matters(problem)]
        for row in read.rows:
            planner.take(row)
    return RequestPlan(source, tuple(planner.ready), tuple(planner.lines), tuple(notes), today)


def _matters(problem: Problem) -> bool:
    """Whether it is to be told: few ledgers have all our columns, and an empty one says that nothing happened."""
    return not problem.warning or problem.field in ("", "applicant_kind", "channel", "closed_on", "outcome")


def accept(session: Session, plan: RequestPlan, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out exactly the plan in one operation; returns how many requests were taken.

    `tell(done, total)` reports progress and may raise Cancelled, after which nothing is kept.
    """
    if not plan.ready:
        known = plan.lines and all(line.fate is Fate.UNCHANGED for line in plan.lines)
        raise UserError(_ALL_KNOWN, {"n": len(plan.lines)}) if known else UserError(_EMPTY)
    entry, drafts = requests.Entry(session, plan.today), _numbered(session, plan.ready)
    with session.no_autoflush:
        for done, ready in enumerate(plan.ready):
            if done % FLUSHED == 0:
                session.flush()
                tell(done, len(plan.ready))
            entry.take(drafts[done], ready.events)
    tell(len(plan.ready), len(plan.ready))
    return len(plan.ready)


def _numbered(session: Session, ready: Sequence[ReadyRequest]) -> list[RequestDraft]:
    """The drafts with numbers where the ledger gave none, in the order of its rows, all of a year at once."""
    wanted = Counter(row.draft.arrived_on.year for row in ready if row.draft.arrived_on and not row.draft.number)
    given = {
        year: iter(numbering.next_numbers(session, Request.number, "request_number", year, n))
        for year, n in wanted.items()
    }
    return [
        row.draft
        if row.draft.number or row.draft.arrived_on is None
        else replace(row.draft, number=next(given[row.draft.arrived_on.year]))
        for row in ready
    ]


def export(session: Session, wanted: RequestFilter, today: date, path: Path) -> int:
    """Write the filtered requests as xlsx or CSV, by the name's ending; returns how many.

    Texts pass the gate, private fields go out as the office's styles say. What was written can be imported again.
    """
    check_name(path)
    uuids = [row.uuid for row in request_lists.listed(session, wanted, today)]
    sheet = SheetOut(_(TITLE), EXPORTED, _exported(session, uuids, today))
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return len(uuids)


def _exported(session: Session, uuids: Sequence[str], today: date) -> Iterator[Mapping[str, Cell]]:
    masked, now = gate(session), requests.circumstances(session, today)
    for first in range(0, len(uuids), PAGE_SIZE):
        page = uuids[first : first + PAGE_SIZE]
        asked = select(Request, Applicant).join(Applicant, Applicant.uuid == Request.applicant_uuid)
        found = {request.uuid: (request, who) for request, who in session.execute(asked.where(Request.uuid.in_(page)))}
        steps, others = _steps(session, page), _others(session, page)
        for uuid in page:
            request, who = found[uuid]
            case = request_cases.case_of(request, steps[uuid], now.calendar, now.choices)
            together = masked("；".join(others[uuid]))
            yield _cells(masked, request, applicants.draft_of(who), case, today) | {"together": together}
        session.expunge_all()


def _steps(session: Session, uuids: Sequence[str]) -> Mapping[str, list[Event]]:
    found = defaultdict[str, list[Event]](list)
    asked = select(RequestEvent).where(RequestEvent.request_uuid.in_(uuids))
    for kept in session.scalars(asked.order_by(RequestEvent.happened_on, RequestEvent.id)):
        found[kept.request_uuid].append(request_cases.event_of(kept))
    return found


def _others(session: Session, uuids: Sequence[str]) -> Mapping[str, list[str]]:
    """The names of those who ask jointly, by request."""
    found = defaultdict[str, list[str]](list)
    asked = select(RequestParty.request_uuid, Applicant.name).join(
        Applicant, Applicant.uuid == RequestParty.applicant_uuid
    )
    for uuid, name in session.execute(asked.where(RequestParty.request_uuid.in_(uuids)).order_by(RequestParty.id)):
        found[uuid].append(name)
    return found


_PLAIN = ("number", "external_number", "arrived_on", "received_on", "due_on", "closed_on", "archived_on")
_TEXTS = ("title", "content", "purpose", "topic", "handler", "note")


def _cells(masked: Gate, request: Request, who: ApplicantDraft, case: Case, today: date) -> dict[str, Cell]:
    cells: dict[str, Cell] = {name: getattr(request, name) for name in _PLAIN}
    cells |= {name: masked(getattr(request, name)) for name in _TEXTS}
    return cells | _who(masked, who) | _history(masked, case) | {
        "channel": _(REQUEST_CHANNEL_NAMES[RequestChannel(request.channel)]),
        "medium": _(MEDIUM_NAMES[Medium(request.medium)]) if request.medium else "",
        "route": _(ROUTE_NAMES[RequestRoute(request.route)]) if request.route else "",
        "state": STATES[case.state],
        "used": case.used_by(today) if case.started_on else None,
        "flags": "；".join(_(FLAG_NAMES[Flag(flag)]) for flag in request.flags.split()),
        "outcome": _outcome(case),
    }  # fmt: skip


def _outcome(case: Case) -> str:
    if case.closed_on and case.reply is None and case.events and any(e.kind is EventKind.WITHDRAW for e in case.events):
        return _(WITHDRAWN)
    found = outcome(case.outcome)
    return _(found.name) if found else ""


def _who(masked: Gate, who: ApplicantDraft) -> dict[str, Cell]:
    """The applicant: the name as on every ledger of the office, the rest only as its styles show it."""
    is_public = who.id_kind is IdKind.CREDIT_CODE  # of an organisation, published by law
    number = masked(who.id_number) if is_public else masked.field(PrivateField.ID_NUMBER, who.id_number)
    return {
        "applicant": masked(who.name),
        "applicant_kind": _(APPLICANT_NAMES[who.kind]),
        "id_kind": _(ID_NAMES[who.id_kind]),
        "id_number": number,
        "representative": masked(who.representative),
        "phone": masked.field(PrivateField.PHONE, who.phone),
        "address": masked.field(PrivateField.ADDRESS, who.address),
    }


_DAYS: Mapping[EventKind, tuple[str, str]] = {
    EventKind.CONFIRM: ("confirmed_on", ""),
    EventKind.CORRECTION_NOTICE: ("correction_on", ""),
    EventKind.CORRECTED: ("corrected_on", ""),
    EventKind.CONSULT_OUT: ("consulted_on", "consult_reached_on"),
    EventKind.CONSULT_IN: ("opinion_on", ""),
    EventKind.EXTEND: ("extended_on", ""),
    EventKind.FEE_NOTICE: ("fee_on", "fee_reached_on"),
    EventKind.PAID: ("paid_on", ""),
}


def _history(masked: Gate, case: Case) -> dict[str, Cell]:
    """The steps of a case in the columns of the sheet; of several of a kind the first letter, the last opinion."""
    cells: dict[str, Any] = {}
    for event in case.events:
        on, reached = _DAYS.get(event.kind, ("", ""))
        if on and (on not in cells or event.kind is EventKind.CONSULT_IN):
            cells[on] = event.on
        if reached and event.reached_on:
            cells.setdefault(reached, event.reached_on)
        match event.kind:
            case EventKind.CORRECTION_NOTICE:
                cells |= {"correction_text": masked(event.reason), "correction_days": event.days}
            case EventKind.CONSULT_OUT:
                party = masked(event.party)
                cells["party"] = "；".join(filter(None, (cells.get("party", ""), party)))
                cells["party_kind"] = _(PARTY_NAMES[PartyKind(event.party_kind)])
            case EventKind.EXTEND:
                cells |= {"extended": str(case.extended_days), "extended_by": masked(event.person)}
            case EventKind.FEE_NOTICE:
                fen = event.amount_fen
                cells["fee_method"] = _(METHOD_NAMES[FeeMethod(event.method)])
                cells |= {"quantity": event.quantity, "amount": None if fen is None else Decimal(fen) / 100}
            case EventKind.REPLY:
                cells |= {"reason": masked(event.reason), "document_number": masked(event.document_number)}
    return cells
