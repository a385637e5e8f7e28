"""The plan of a year (年度公开计划): what each village's list asks for when, and what was posted of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.notice import Notice
from app.models.village import VillageMatter
from app.operations import calendars, offices, villages
from app.operations.matter_rows import MatterRow, listed
from app.operations.owners import mine
from app.rules.notice_templates import NoticeKind
from app.rules.notices import WAS_POSTED
from app.rules.villages import Cycle, Occasion, Progress, Theme, occasions, pays, progress


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A matter on one occasion of a year: how far it is, and the notice by which it was disclosed."""

    matter: MatterRow
    occasion: Occasion
    state: Progress
    notice_uuid: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with how many matters a list has of it, and for how many of them something was posted in the year."""

    theme: Theme
    matters: int
    posted: int


class _Posted:
    """What was posted in a year, by village, matter and item; pay-outs also by the year they were paid for."""

    def __init__(self, session: Session, year: int, office_code: str = "") -> None:
        self.year = year
        self._days: dict[tuple[str, str], list[tuple[date, str]]] = {}
        self._payouts: dict[str, list[tuple[str, int, date, str]]] = {}
        own_year = Notice.posted_on.between(date(year, 1, 1), date(year, 12, 31))
        asked = select(
            *(Notice.uuid, Notice.office_code, Notice.matter_uuid, Notice.item_key, Notice.kind, Notice.programme),
            *(Notice.year, Notice.posted_on),
        ).where(
            Notice.office_code.startswith(office_code),
            Notice.status.in_(WAS_POSTED),
            or_(own_year, (Notice.kind == NoticeKind.PAYOUT) & (Notice.year == year)),
        )
        for uuid, office, matter_uuid, key, kind, programme, of_year, on in session.execute(asked.order_by(Notice.id)):
            assert on is not None  # what hangs was posted on a day
            for linked in filter(None, (matter_uuid, key)):
                self._days.setdefault((office, linked), []).append((on, uuid))
            if kind == NoticeKind.PAYOUT:
                self._payouts.setdefault(office, []).append((programme, of_year, on, uuid))

    def notice(self, matter: MatterRow, first: date, last: date) -> str:
        """The notice that disclosed a matter within these days, the latest; empty if none did."""
        linked = self._days.get((matter.office_code, matter.uuid), [])
        if matter.item_key:
            linked = linked + self._days.get((matter.office_code, matter.item_key), [])
        found = [(on, uuid) for on, uuid in linked if first <= on <= last]
        if not found and matter.theme is Theme.SUBSIDY:
            found = [
                (on, uuid)
                for programme, year, on, uuid in self._payouts.get(matter.office_code, ())
                if (year == self.year if matter.cycle is Cycle.YEARLY else first <= on <= last)
                and pays(matter.name, programme)
            ]
        return max(found)[1] if found else ""

    def within_year(self, matter: MatterRow) -> str:
        """The notice that disclosed a matter at any time of the year."""
        return self.notice(matter, date(self.year, 1, 1), date(self.year, 12, 31))


def year_plan(session: Session, office_code: str, year: int, today: date) -> list[PlanCell]:
    """What a village's list asks of a year, matter by matter and occasion by occasion; not what is due at once."""
    posted = _Posted(session, year, office_code)
    asked = _Occasions(session, year)
    return [
        _cell(matter, occasion, posted, today)
        for matter in listed(session, office_code)
        for occasion in asked.of(matter)
    ]


class _Occasions:
    """The occasions of a year, told once for each cycle and limit: hundreds of matters have the same."""

    def __init__(self, session: Session, year: int) -> None:
        self._calendar, self._year = calendars.calendar(session), year
        self._known: dict[tuple[Cycle, str], list[Occasion]] = {}

    def of(self, matter: MatterRow) -> list[Occasion]:
        """The occasions of a matter."""
        key = (matter.cycle, matter.time_limit)
        if key not in self._known:
            self._known[key] = occasions(matter.cycle, matter.time_limit, self._year, self._calendar)
        return self._known[key]


def _cell(matter: MatterRow, occasion: Occasion, posted: _Posted, today: date) -> PlanCell:
    notice = posted.notice(matter, occasion.first, occasion.last)
    return PlanCell(matter, occasion, progress(occasion, bool(notice), today), notice)


def due_soon(session: Session, today: date, days: int = 14) -> list[PlanCell]:
    """What the villages that stand must still disclose within so many days, and what is late but still to be mended.

    By due day, village and place in the list.
    """
    until = today + timedelta(days=days)
    standing = {row.code for row in villages.villages(session)}
    own = set(session.scalars(select(VillageMatter.uuid).where(mine(VillageMatter))))
    kept = (matter for matter in listed(session, offices.own_code(session)) if matter.uuid in own)
    matters = [matter for matter in kept if matter.office_code in standing]
    found: list[PlanCell] = []
    for year in {today.year, until.year}:
        posted, asked = _Posted(session, year), _Occasions(session, year)
        for matter in matters:
            for occasion in asked.of(matter):
                if occasion.due_on <= until and today <= max(occasion.last, occasion.due_on):
                    cell = _cell(matter, occasion, posted, today)
                    found += [cell] if cell.state is not Progress.DONE else []
    found.sort(key=lambda cell: (cell.occasion.due_on, cell.matter.office_code, cell.matter.position))
    return found


def theme_coverage(session: Session, office_code: str, year: int) -> list[ThemeRow]:
    """What was posted in a year of each theme a village is to dwell on (重点公开), also of themes without a matter."""
    posted = _Posted(session, year, office_code)
    matters, done = Counter[Theme](), Counter[Theme]()
    for matter in listed(session, office_code):
        matters[matter.theme] += 1
        done[matter.theme] += bool(posted.within_year(matter))
    return [ThemeRow(theme, matters[theme], done[theme]) for theme in Theme]
