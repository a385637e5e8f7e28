"""When an office hands up its packages (报送周期): periods, their last day for sending, and how each stands.

No law says how often; cycle and day are choices of the office above (rules/choices.py: package_cycle, package_day).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_


class Cycle(StrEnum):
    """How often packages are due."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class State(StrEnum):
    """How an office stands with a period; `OUTSIDE`: it ended before the office's key was enrolled."""

    SENT = "sent"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"
    OUTSIDE = "outside"


STATE_NAMES: Mapping[State, str] = MappingProxyType(
    {
        State.SENT: N_("已报"),
        State.LATE: N_("迟报"),
        State.MISSING: N_("未报"),
        State.NOT_DUE: N_("未到期"),
        State.OUTSIDE: N_("不计"),
    }
)
_WEEK, _MONTH, _QUARTER = N_("{year}年第{n}周"), N_("{year}年{n}月"), N_("{year}年第{n}季度")


@dataclass(frozen=True, slots=True)
class Period:
    """A week from Monday, a month or a quarter; what happened in it is to be sent by `due_on`."""

    cycle: Cycle
    first: date
    last: date
    due_on: date

    @property
    def message(self) -> str:
        """Its name in words, a source message with {year} and {n}."""
        return {Cycle.WEEK: _WEEK, Cycle.MONTH: _MONTH, Cycle.QUARTER: _QUARTER}[self.cycle]

    @property
    def values(self) -> dict[str, int]:
        """What fills the message; a week belongs to the year of its Thursday (ISO 8601, GB/T 7408)."""
        if self.cycle is Cycle.WEEK:
            year, week, _day = self.first.isocalendar()
            return {"year": year, "n": week}
        turn = self.first.month if self.cycle is Cycle.MONTH else (self.first.month + 2) // 3
        return {"year": self.first.year, "n": turn}


def period_of(day: date, cycle: Cycle, days: int) -> Period:
    """The period a day falls in; `days` after its end the package is due."""
    if cycle is Cycle.WEEK:
        first = day - timedelta(day.weekday())
        last = first + timedelta(6)
    else:
        months = 1 if cycle is Cycle.MONTH else 3
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        last = (first + timedelta(31 * months)).replace(day=1) - timedelta(1)
    return Period(cycle, first, last, last + timedelta(days))


def periods_until(today: date, cycle: Cycle, days: int, n: int) -> tuple[Period, ...]:
    """The last n periods, the one of today the last."""
    found = [period_of(today, cycle, days)]
    while len(found) < n:
        found.append(period_of(found[-1].first - timedelta(1), cycle, days))
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Sending:
    """A package by the day it was made and the day it was taken in here."""

    seq: int
    made_on: date
    taken_on: date

    @property
    def on(self) -> date:
        """The day it counts for: that of its making, but never one after it was taken in (a clock that is ahead)."""
        return min(self.made_on, self.taken_on)


def sent_for(period: Period, sendings: Iterable[Sending]) -> Sending | None:
    """The first package that holds the whole period: made on its last day or later; None if there is none."""
    holding = [one for one in sendings if one.on >= period.last]
    return min(holding, key=lambda one: (one.on, one.seq), default=None)


def state(period: Period, sent: Sending | None, today: date, since: date | None) -> State:
    """How an office stands with a period, given the package that holds it, on a day.

    `since` is the day from which packages are awaited of it; None: not yet.
    """
    if since is None or period.last < since:
        return State.OUTSIDE
    if sent is not None:
        return State.LATE if sent.on > period.due_on else State.SENT
    return State.MISSING if today > period.due_on else State.NOT_DUE
