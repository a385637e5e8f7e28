"""What the form of a request is told while it is typed: the clock it would start, the number it would get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import UserError
from app.exchange.report_formats import format_of, formats
from app.i18n import N_
from app.models.request import Letter, Request
from app.operations import calendars, letters, numbering, request_cases, requests
from app.rules.calendar import Calendar
from app.rules.letters import LetterKind
from app.rules.request_clock import Case, played
from app.rules.requests import RequestChannel

_NOT_RECEIVED = N_("这件申请还没有与申请人确认，还不算收到，不能打印登记回执。请先在“办理”里填写确认日期。")


@dataclass(frozen=True, slots=True)
class Expected:
    """A request before it is registered: its case (None without a day of arrival), the calendar, its number."""

    case: Case | None
    calendar: Calendar
    number: str


def expected(session: Session, channel: RequestChannel, arrived_on: date | None, today: date) -> Expected:
    """What registering a request that came this way on this day would make of it."""
    known, chosen = calendars.calendar(session), request_cases.choices(session)
    case = played(channel, arrived_on, [], known, chosen) if arrived_on else None
    (number,) = upcoming(session, (arrived_on or today).year)
    return Expected(case, known, number)


def upcoming(session: Session, year: int, n: int = 1) -> Sequence[str]:
    """The numbers the next `n` requests of a year would be given."""
    return numbering.upcoming(session, Request.number, "request_number", year, n)


def topics(session: Session) -> list[str]:
    """The topics that occur in the register."""
    return _used(session, Request.topic)


def handlers(session: Session) -> list[str]:
    """Who handles requests."""
    return _used(session, Request.handler)


def _used(session: Session, column: InstrumentedAttribute[str]) -> list[str]:
    return [each for each in session.scalars(select(column).distinct().order_by(column)) if each]


def receipt(session: Session, uuid: str, today: date) -> str:
    """The receipt of a request (登记回执): the one it has, else a new one, issued where nothing is left to fill in.

    Returns the uuid of the letter; UserError if the request is not received yet.
    """
    kept = select(Letter.uuid).where(Letter.request_uuid == uuid, Letter.kind == LetterKind.RECEIPT)
    if (found := session.scalar(kept.order_by(Letter.id.desc()).limit(1))) is not None:
        return found
    if requests.case(session, uuid).received_on is None:
        raise UserError(_NOT_RECEIVED)
    draft = letters.begun(session, uuid, LetterKind.RECEIPT, "", today)
    made = letters.keep(session, draft)
    if not letters.problems(draft):
        letters.issue(session, made, today, today)
    return made


def cell_label(cell: str, year: int) -> str:
    """What a cell of a year's annual report is called (a source message); its key where the format has no such cell."""
    form = "2018" if cell.startswith("2018:") else format_of(year).id
    known = formats()[form].cells.get(cell)
    return known.label if known else cell
