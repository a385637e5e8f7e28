"""Who has sent and who has not (报送情况): the offices below, period by period, in the order of their codes.

No ranking and no sums of who is best: a board to see whom to ring up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.disclosure import Disclosure
from app.models.office import Office
from app.models.package import Arrival, Device, Dispute, OfficeFigure
from app.operations import offices
from app.operations.packages import office_figures
from app.operations.packages.office_figures import DUE_COUNTS
from app.rules import packages as rules
from app.rules.offices import Level
from app.rules.package_periods import Cycle, Period, Sending, State, periods_until, sent_for, state

TITLE = N_("报送情况")
PERIODS = 6
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Done:
    """Of the items due: how many there were, became public, and became so in time."""

    due: int = 0
    done: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """How an office stands with a period, the day and number of the package that holds it, and what was due in it."""

    state: State
    on: date | None
    seq: int
    done: Done


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An office below; `seq`, `sent_on` and `taken_on` tell its last package, 0 and None before the first.

    `unseen` are the numbers that never came, `returned` and `conflicts` what is open of them, `held` the versions of
    catalog, calendar and pack it works with, `enrolled` whether its key is known, `year` what was due this year.
    """

    office_code: str
    office: str
    office_mn: str
    cells: tuple[Cell, ...]
    seq: int
    sent_on: date | None
    taken_on: date | None
    unseen: tuple[int, ...]
    returned: int
    conflicts: int
    held: Mapping[str, str]
    enrolled: bool
    year: Done

    @property
    def now(self) -> Cell:
        """The newest period that is over, else the running one."""
        return self.cells[-2] if len(self.cells) > 1 else self.cells[-1]


@dataclass(frozen=True, slots=True)
class Board:
    """The periods, the last one still running, and the offices below by their codes."""

    periods: tuple[Period, ...]
    rows: tuple[BoardRow, ...]

    def counted(self, place: int) -> dict[State, int]:
        """How many offices stand in each state with a period."""
        return {each: sum(row.cells[place].state is each for row in self.rows) for each in State}


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package of an office that was taken in."""

    uuid: str
    seq: int
    made_at: datetime
    taken_at: datetime
    taken: int
    unchanged: int
    returned: int
    conflict: int
    note: str


@dataclass(frozen=True, slots=True)
class VillageRow:
    """What was due and done of an office below the one on the board: the way down to its sheets."""

    office_code: str
    office: str
    office_mn: str
    figures: Mapping[str, Any]


def period_name(period: Period) -> str:
    """A period in the words of the language spoken."""
    return _(period.message).format(**period.values)


def board(session: Session, today: date, periods: int = PERIODS) -> Board:
    """How each office below stands on a day; the cycle is this office's choice (package_cycle, package_day)."""
    chosen = offices.chosen(session)
    spans = periods_until(today, Cycle(chosen["package_cycle"]), int(chosen["package_day"]), max(periods, 1))
    arrivals, since, disputes = _arrivals(session), _enrolled(session), _disputes(session)
    below = _below(session, {*since, *arrivals})
    done, figures = _done(session, spans), office_figures.of_year(session, today.year)
    return Board(
        spans,
        tuple(
            _row(office, spans, arrivals[office.code], since.get(office.code), disputes, done, figures, today)
            for office in below
        ),
    )


def _below(session: Session, known: Iterable[str]) -> list[Any]:
    """The offices that hand up: those whose key is known, and of a banner or league all directly below it."""
    own = offices.own(session)
    asked = select(Office.code, Office.name, Office.name_mn)
    below: ColumnElement[bool] = Office.code.in_([code for code in known if code != own.code])
    if own.level in (Level.LEAGUE, Level.BANNER):
        standing = and_(Office.parent_code == own.code, Office.merged_into == "", Office.ended_on.is_(None))
        below = or_(below, standing)
    found = {row.code: row for row in session.execute(asked.where(below, Office.code.startswith(own.code)))}
    return [found[code] for code in sorted(found) if code != own.code]


def _arrivals(session: Session) -> dict[str, list[Arrival]]:
    found: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in session.scalars(select(Arrival).where(Arrival.kind == REPORT).order_by(Arrival.id)):
        found[arrival.sender].append(arrival)
    return found


def _enrolled(session: Session) -> dict[str, date]:
    """Since when packages are awaited of an office: the day its first key was enrolled here."""
    asked = select(Device.office_code, func.min(Device.enrolled_on)).where(Device.role == "below")
    return dict(session.execute(asked.group_by(Device.office_code)).all())


def _disputes(session: Session) -> dict[tuple[str, str], int]:
    asked = select(Dispute.sender, Dispute.fate, func.count()).where(Dispute.settled == "")
    return {(code, fate): n for code, fate, n in session.execute(asked.group_by(Dispute.sender, Dispute.fate))}


Counts = Mapping[int, Mapping[str, Done]]


def _done(session: Session, spans: Sequence[Period]) -> dict[int, dict[str, Done]]:
    """What was due in each period and done, by office."""
    found: dict[int, dict[str, Done]] = {}
    for place, span in enumerate(spans):
        asked = select(Disclosure.office_code, *DUE_COUNTS).where(Disclosure.due_on.between(span.first, span.last))
        rows = session.execute(asked.group_by(Disclosure.office_code))
        found[place] = {code: Done(*numbers) for code, *numbers in rows}
    return found


def _row(
    office: Any,
    spans: Sequence[Period],
    arrivals: Sequence[Arrival],
    since: date | None,
    disputes: Mapping[tuple[str, str], int],
    done: Counts,
    figures: Mapping[str, Mapping[str, Any]],
    today: date,
) -> BoardRow:
    last = max(arrivals, key=lambda one: (one.taken_at, one.seq), default=None)
    return BoardRow(
        office.code,
        office.name,
        office.name_mn,
        tuple(_cells(office.code, spans, arrivals, since, done, today)),
        last.seq if last else 0,
        last.made_at.date() if last else None,
        last.taken_at.date() if last else None,
        _unseen(arrivals),
        disputes.get((office.code, rules.Fate.RETURNED), 0),
        disputes.get((office.code, rules.Fate.CONFLICT), 0),
        dict(last.held) if last else {},
        since is not None,
        _sum(office.code, {code: _of_year(each) for code, each in figures.items()}),
    )


def _cells(
    code: str, spans: Sequence[Period], arrivals: Sequence[Arrival], since: date | None, done: Counts, today: date
) -> Iterable[Cell]:
    sendings = [Sending(one.seq, one.made_at.date(), one.taken_at.date()) for one in arrivals]
    for place, span in enumerate(spans):
        sent = sent_for(span, sendings)
        how = state(span, sent, today, since)
        yield Cell(how, sent.on if sent else None, sent.seq if sent else 0, _sum(code, done[place]))


def _of_year(figures: Mapping[str, Any]) -> Done:
    return Done(*(int(figures.get(key, 0)) for key in ("items_due", "items_done", "items_in_time")))


def _sum(code: str, by_office: Mapping[str, Done]) -> Done:
    """An office with all below it."""
    parts = [each for office, each in by_office.items() if rules.is_within(office, code)]
    return Done(sum(p.due for p in parts), sum(p.done for p in parts), sum(p.in_time for p in parts))


def _unseen(arrivals: Sequence[Arrival]) -> tuple[int, ...]:
    """The numbers that never came, of each of its computers."""
    by_device: dict[str, list[rules.Parcel]] = defaultdict(list)
    for a in arrivals:
        by_device[a.kid].append(rules.Parcel(a.package_uuid, a.seq, a.base_seq, a.prev_sha256, a.sha256))
    return tuple(sorted(seq for known in by_device.values() for seq in rules.unseen(known)))


def packages_of(session: Session, code: str, limit: int = 50) -> list[PackageRow]:
    """The packages of an office that were taken in, the newest first."""
    asked = select(Arrival).where(Arrival.sender == code, Arrival.kind == REPORT)
    return [
        PackageRow(a.uuid, a.seq, a.made_at, a.taken_at, a.taken, a.unchanged, a.returned, a.conflict, a.note)
        for a in session.scalars(asked.order_by(Arrival.taken_at.desc(), Arrival.id.desc()).limit(limit))
    ]


def villages_of(session: Session, code: str, year: int) -> list[VillageRow]:
    """An office and those below it with their figures of a year, by their codes."""
    figures = office_figures.of_year(session, year)
    asked = select(Office.code, Office.name, Office.name_mn).where(Office.code.startswith(code))
    names = {office: (name, name_mn) for office, name, name_mn in session.execute(asked)}
    told = select(OfficeFigure.office_code, OfficeFigure.office_name).where(OfficeFigure.office_code.startswith(code))
    for office, name in session.execute(told.where(OfficeFigure.year == year)):
        names.setdefault(office, (name, ""))  # a level that asks for no records knows them by their figures only
    return [VillageRow(office, *names[office], figures.get(office, {})) for office in sorted(names)]
