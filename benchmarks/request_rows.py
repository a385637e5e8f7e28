"""Invented requests with their steps, for a store that has disclosures already; one applicant asked every tenth.

Everything follows from the number of a row. What the clock makes of a case is worked out once for each way and day, and
written past the journal as nobody entered it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import func, select

from app.models.request import Applicant, Request, RequestEvent
from app.operations import calendars, offices, request_cases
from app.rules.calendar import Calendar
from app.rules.outcomes import OUTCOMES
from app.rules.request_clock import Case, played
from app.rules.request_events import Event, EventKind, RequestChoices
from app.rules.requests import ApplicantKind, IdKind, Medium, RequestChannel, RequestRoute
from app.store import indexing
from app.store.database import Store
from benchmarks.make_store import TODAY
from benchmarks.rows import uuid

REQUESTS = 100_000
DAYS = 730
CHUNK = 10_000
APPLICANTS = 20_000
TOPICS = ("草场补贴", "土地征收", "宅基地审批", "低保名单", "饮水工程", "学校招生", "采购合同", "道路维修")
_K, _C = EventKind, RequestChannel
WAYS: tuple[tuple[RequestChannel, tuple[tuple[EventKind, int], ...]], ...] = (
    (_C.INTERNET, ((_K.CONFIRM, 1), (_K.REPLY, 15), (_K.ARCHIVE, 40))),
    (_C.SIGNED_MAIL, ((_K.CORRECTION_NOTICE, 5), (_K.CORRECTED, 12), (_K.REPLY, 30), (_K.ARCHIVE, 50))),
    (_C.IN_PERSON, ((_K.CONSULT_OUT, 3), (_K.CONSULT_IN, 12), (_K.REPLY, 25), (_K.ARCHIVE, 45))),
    (
        _C.FAX,
        ((_K.CONFIRM, 2), (_K.EXTEND, 10), (_K.CONSULT_OUT, 12), (_K.CONSULT_IN, 20), (_K.REPLY, 45), (_K.ARCHIVE, 60)),
    ),
    (_C.IN_PERSON, ((_K.FEE_NOTICE, 7), (_K.PAID, 14), (_K.REPLY, 25))),
    (_C.ORDINARY_MAIL, ((_K.CONFIRM, 1), (_K.EXTEND, 9), (_K.REPLY, 35), (_K.ARCHIVE, 70))),
)
"""By which channel a request came, and its steps with the day after its arrival."""
_MORE: dict[EventKind, dict[str, Any]] = {
    EventKind.CORRECTION_NOTICE: {"reason": "请写明年份。"},
    EventKind.EXTEND: {"days": 20},
    EventKind.CONSULT_OUT: {"party": "演示第三方", "party_kind": "third_party", "uuid": "out"},
    EventKind.CONSULT_IN: {"answers": "out", "agrees": True},
    EventKind.FEE_NOTICE: {"method": "page", "quantity": 68, "amount_fen": 38_000},
    EventKind.PAID: {"amount_fen": 38_000},
    EventKind.REPLY: {"outcome": "1"},
}


def fill(store: Store, count: int = REQUESTS) -> None:
    """See that the store has so many requests; made only if it has none."""
    with store.read() as session:
        there = session.scalar(select(func.count()).select_from(Request))
        code, calendar, chosen = offices.own_code(session), calendars.calendar(session), request_cases.choices(session)
    if there:
        return
    print(f"adding {count:,} requests", flush=True)
    made = _rows(count, code, calendar, chosen)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        _insert(connection, Applicant, map(_applicant, range(min(count, APPLICANTS))))
        while chunk := list(islice(made, CHUNK)):
            _insert(connection, Request, (request for request, _events in chunk))
            _insert(connection, RequestEvent, (event for _request, events in chunk for event in events))
            keys = ((request["id"], *indexing.keys(Request, request)) for request, _events in chunk)
            connection.executemany("INSERT INTO search_request(rowid, name, text, pinyin) VALUES (?, ?, ?, ?)", keys)


def _insert(connection: sqlite3.Connection, cls: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    names = [column.name for column in cls.__table__.columns]
    statement = f"INSERT INTO {cls.__tablename__}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.executemany(statement, (tuple(_stored(row.get(name, "")) for name in names) for row in rows))


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _applicant(number: int) -> dict[str, Any]:
    number_of_person = f"演示{number + 1}"
    named = {"kind": _kind(number), "name": f"演示申请人{number + 1}", "identity": number_of_person}
    named |= {"id_kind": IdKind.OTHER, "id_number": number_of_person}
    return {"id": number + 1, "uuid": _applicant_uuid(number), **named}


def _applicant_uuid(number: int) -> str:
    return uuid(number, Random(f"applicant {number}"))


def _kind(number: int) -> ApplicantKind:
    return list(ApplicantKind)[number % 6 if number % 3 == 0 else 0]


def _rows(
    count: int, code: str, calendar: Calendar, chosen: RequestChoices
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Requests in the order of their arrival, each with its steps."""
    case_of = lru_cache(None)(lambda way, day: _case(way, day, calendar, chosen))
    random = Random(1)
    first_event = 1
    for number in range(count):
        day = TODAY - timedelta(DAYS - DAYS * number // count)
        case = case_of(random.randrange(len(WAYS)), day)
        request = _request(number, code, case, random)
        events = [_event(first_event + place, request, event, random) for place, event in enumerate(case.events)]
        first_event += len(events)
        yield request, events


def _case(way: int, day: date, calendar: Calendar, chosen: RequestChoices) -> Case:
    channel, steps = WAYS[way]
    events = [
        Event(kind, day + timedelta(after), **_MORE.get(kind, {}))
        for kind, after in steps
        if day + timedelta(after) <= TODAY
    ]
    return played(channel, day, events, calendar, chosen)


def _request(number: int, code: str, case: Case, random: Random) -> dict[str, Any]:
    applicant = 0 if number % 10 == 0 else number % APPLICANTS
    step, on = case.next_step
    outcome = random.choice(list(OUTCOMES)) if case.outcome else ""
    name = uuid(number + 1, random)
    return {
        "id": number + 1,
        "uuid": name,
        "office_code": code,
        "number": f"{case.arrived_on.year}-{number + 1:06d}",
        "external_number": "",
        "letter_uuid": name,
        "part": 1,
        "applicant_uuid": _applicant_uuid(applicant),
        "applicant_kind": _kind(applicant),
        "channel": case.channel,
        "arrived_on": case.arrived_on,
        "title": f"{random.choice(TOPICS)}（第{number + 1}件）",
        "medium": Medium.PAPER,
        "route": RequestRoute.MAIL,
        "content": f"演示申请的内容，第{number + 1}件。",
        "topic": random.choice(TOPICS),
        "state": case.state,
        "received_on": case.received_on,
        "base_due_on": case.base_due,
        "due_on": case.due,
        "due_provisional": case.provisional,
        "next_kind": step,
        "next_on": on,
        "extended": case.extended_days > 0,
        "outcome": outcome,
        "closed_on": case.closed_on,
        "flags": " ".join(sorted(case.flags)),
        "archived_on": case.archived_on,
    }


def _event(number: int, request: dict[str, Any], event: Event, random: Random) -> dict[str, Any]:
    outcome = request["outcome"] if event.kind is EventKind.REPLY else ""
    names = ("reached_on", "days", "party_kind", "party", "agrees", "method", "quantity", "amount_fen", "reason")
    return {
        "id": number,
        "uuid": uuid(number, random) if event.kind is not EventKind.CONSULT_OUT else f"{number:032x}",
        "request_uuid": request["uuid"],
        "kind": event.kind,
        "happened_on": event.on,
        "outcome": outcome,
        "answers_uuid": f"{number - 1:032x}" if event.answers else "",
        **{name: getattr(event, name) for name in names},
    }
