"""The calendar this office counts by: what comes with the program, and what the office installed since."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import paths
from app.exchange import calendars as files
from app.i18n import N_
from app.models.disclosure import OPEN, Disclosure
from app.models.notice import Notice, Objection
from app.models.office import CalendarYear as CalendarYearRecord
from app.models.request import OPEN as OPEN_REQUEST
from app.models.request import Request, RequestEvent
from app.operations import dues, offices, request_cases
from app.operations.owners import mine
from app.rules.calendar import Calendar, CalendarYear, TimeLeft, working_days_between
from app.rules.notices import NoticeStatus

INSTALL = N_("装入 {year} 年节假日安排")
_SPAN = 400
_INSTALLED = select(
    CalendarYearRecord.year,
    CalendarYearRecord.off,
    CalendarYearRecord.work,
    CalendarYearRecord.source,
    CalendarYearRecord.issued_on,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What a new calendar or choice moved: when a disclosure is due, a notice comes down, somebody must be answered.

    `uuid` is that of the disclosure, notice or request; `table` tells which ("objection" with the uuid of its notice).
    """

    uuid: str
    title: str
    old: date | None
    new: date | None
    table: str = Disclosure.__tablename__


@lru_cache(maxsize=1)
def shipped() -> Calendar:
    """The years that come with the program."""
    return files.load_folder(paths.RESOURCES / "calendars")


def calendar(session: Session) -> Calendar:
    """Every year known to this office; an installed year takes the place of the shipped one."""
    installed = session.connection().execute(_INSTALLED).all()
    if not installed:
        return shipped()
    years: dict[int, CalendarYear] = dict(shipped().years)
    for year, off, work, source, issued_on in installed:
        years[year] = CalendarYear(year, _days(off), _days(work), source, issued_on)
    return Calendar(years)


def _days(kept: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in kept.items()}


def announced(path: Path) -> CalendarYear:
    """The arrangement in a file, which is not installed by this; UserError if the file is not one."""
    return files.read(path)


def install(session: Session, path: Path) -> tuple[CalendarYear, list[Moved]]:
    """Take a year's arrangement from a file; returns it and everything open whose last day moved.

    UserError if the file is not an arrangement.
    """
    year = files.read(path)
    record = session.scalar(select(CalendarYearRecord).where(CalendarYearRecord.year == year.year))
    off = {day.isoformat(): name for day, name in year.off.items()}
    work = {day.isoformat(): name for day, name in year.work.items()}
    if record is None:
        session.add(
            CalendarYearRecord(year=year.year, off=off, work=work, source=year.source, issued_on=year.issued_on)
        )
    else:
        record.off, record.work, record.source, record.issued_on = off, work, year.source, year.issued_on
    session.flush()
    return year, recount(session)


def would_move(session: Session, known: Calendar) -> list[Moved]:
    """What another calendar would move; for a session that only reads, in which nothing else is going on."""
    with session.no_autoflush:
        moved = _recounted(session, known)
    session.expire_all()  # forgets what was counted
    return moved


def recount(session: Session) -> list[Moved]:
    """Count every open item, notice that hangs, open objection and open request anew; returns those that moved.

    What other offices brought is theirs to count.
    """
    return _recounted(session, calendar(session))


def _recounted(session: Session, known: Calendar) -> list[Moved]:
    return [
        *_items(session, known),
        *_notices(session, known),
        *_objections(session, known),
        *_requests(session, known),
    ]


def choose(session: Session, key: str, value: str) -> list[Moved]:
    """Make a choice of the office and count everything open anew; UserError if the value does not fit."""
    offices.choose(session, key, value)
    session.flush()
    return recount(session)


def _items(session: Session, known: Calendar) -> Iterator[Moved]:
    choices = dues.choices(session)
    for item in session.scalars(select(Disclosure).where(OPEN, mine(Disclosure))):
        due = dues.due_of(item, known, choices)
        if due.on != item.due_on:
            yield Moved(item.uuid, item.title, item.due_on, due.on)
        item.due_on, item.due_provisional = due.on, due.provisional


def _notices(session: Session, known: Calendar) -> Iterator[Moved]:
    for notice in session.scalars(select(Notice).where(Notice.status == NoticeStatus.POSTED, mine(Notice))):
        before = notice.last_on
        dues.hang(notice, known)
        if notice.last_on != before:
            yield Moved(notice.uuid, notice.title, before, notice.last_on, Notice.__tablename__)


def _objections(session: Session, known: Calendar) -> Iterator[Moved]:
    days = int(offices.chosen(session)["objection_days"])
    asked = select(Objection, Notice.title).join(Notice, Notice.uuid == Objection.notice_uuid)
    for objection, title in session.execute(asked.where(Objection.answered_on.is_(None), mine(Objection))):
        before = objection.due_on
        dues.answer_by(objection, days, known)
        if objection.due_on != before:
            yield Moved(objection.notice_uuid, title, before, objection.due_on, Objection.__tablename__)


def _requests(session: Session, known: Calendar) -> Iterator[Moved]:
    chosen, steps = request_cases.choices(session), defaultdict[str, list[RequestEvent]](list)
    for kept in session.scalars(
        select(RequestEvent)
        .where(RequestEvent.request_uuid.in_(select(Request.uuid).where(OPEN_REQUEST, mine(Request))))
        .order_by(RequestEvent.happened_on, RequestEvent.id)
    ):
        steps[kept.request_uuid].append(kept)
    for request in session.scalars(select(Request).where(OPEN_REQUEST, mine(Request))):
        before = request.next_on
        events = [request_cases.event_of(kept) for kept in steps[request.uuid]]
        request_cases.write(request, request_cases.case_of(request, events, known, chosen))
        if request.next_on != before:
            yield Moved(request.uuid, request.title, before, request.next_on, Request.__tablename__)


class WorkingDays:
    """Working days between today and another day, at once for a page of rows."""

    def __init__(self, known: Calendar, today: date) -> None:
        self._known, self._today = known, today
        first = today - timedelta(_SPAN)
        days = (first + timedelta(step) for step in range(2 * _SPAN + 1))
        self._first = first
        self._sums = list(accumulate(int(known.is_working(day)) for day in days))

    def left(self, day: date) -> TimeLeft:
        """How long it is until a day."""
        return TimeLeft(self.until(day), (day - self._today).days)

    def until(self, day: date) -> int:
        """Working days left until a day (negative: gone by since)."""
        if abs((day - self._today).days) >= _SPAN:
            return working_days_between(self._today, day, self._known)
        return self._sums[(day - self._first).days] - self._sums[_SPAN]
