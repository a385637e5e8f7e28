"""Working days: the State Council's holidays and make-up days, and counting with its day-by-day explanation.

A year whose arrangement is not installed is counted Monday to Friday, and what is counted through it says so (暂定).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from app.i18n import N_, _

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
HOLIDAYS = (
    N_("元旦"),
    N_("春节"),
    N_("清明节"),
    N_("劳动节"),
    N_("端午节"),
    N_("中秋节"),
    N_("国庆节"),
    N_("国庆节、中秋节"),
    N_("中秋节、国庆节"),
)


class DayKind(StrEnum):
    """What a day is to the office."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


class Unit(StrEnum):
    """What a limit counts: working days (工作日) or calendar days (日)."""

    WORKDAY = "workday"
    DAY = "day"


class Direction(StrEnum):
    """Which way a limit runs from its start."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True)
class CalendarYear:
    """One year's arrangement (节假日安排): days off and make-up working days (调休上班), with holiday names."""

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    source: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Calendar:
    """The installed years."""

    years: Mapping[int, CalendarYear]

    def knows(self, day: date) -> bool:
        """Whether the arrangement of the day's year is installed."""
        return day.year in self.years

    def kind(self, day: date) -> DayKind:
        """Tell what the day is; in a year not installed, weekday or weekend."""
        year = self.years.get(day.year)
        if year and day in year.off:
            return DayKind.HOLIDAY
        if year and day in year.work:
            return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKDAY

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day; make-up days count."""
        return self.kind(day) in (DayKind.WORKDAY, DayKind.MAKE_UP)

    def name(self, day: date) -> str:
        """Name the holiday that the day belongs to or makes up for, as its file names it; empty for ordinary days."""
        year = self.years.get(day.year)
        return (year.off.get(day) or year.work.get(day, "")) if year else ""

    def missing(self, days: Iterable[date]) -> tuple[int, ...]:
        """Give the years of these days that are not installed, in order."""
        return tuple(sorted({day.year for day in days} - self.years.keys()))

    def next_working(self, day: date) -> date:
        """Give the day itself if the office works on it, else the next working day (《民法典》第二百零三条)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when any day off or at work changes."""
        lines = [str(number) for number in sorted(self.years)]
        for year in self.years.values():
            lines += sorted(f"-{day.isoformat()}" for day in year.off)
            lines += sorted(f"+{day.isoformat()}" for day in year.work)
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Day:
    """A day on the way from start to due, with its number if it was counted."""

    on: date
    kind: DayKind
    counted: int | None
    name: str


@dataclass(frozen=True)
class Count:
    """A limit counted out.

    `days` runs from the start (never counted) to the due day in the order of counting. `rolled` is the due day
    moved to the next working day, which differs from `due` only for calendar-day limits (《民法典》第二百零三条).
    """

    start: date
    due: date
    n: int
    unit: Unit
    direction: Direction
    days: tuple[Day, ...]
    rolled: date
    missing_years: tuple[int, ...]

    @property
    def provisional(self) -> bool:
        """Whether a year that the result depends on is not installed (待节假日安排公布)."""
        return bool(self.missing_years)


def count(start: date, n: int, unit: Unit, calendar: Calendar) -> Count:
    """Count n days forward; the start is not counted (《民法典》第二百零一条), n = 0 ends on the start itself.

    Raises ValueError for a negative n.
    """
    days = _walk(start, n, unit, ONE_DAY, calendar)
    due = days[-1].on
    rolled = calendar.next_working(due) if unit is Unit.DAY and n else due
    needed = [day.on for day in days[1:]] if unit is Unit.WORKDAY else list(_through(due, rolled))
    missing = calendar.missing(needed) if n else ()
    return Count(start, due, n, unit, Direction.FORWARD, days, rolled, missing)


def count_back(event: date, n: int, calendar: Calendar, unit: Unit = Unit.WORKDAY) -> Count:
    """Count n days back from an event, whose own day is not counted; `due` is the last day in time.

    A backward limit in calendar days is not rolled: to roll it forward would shorten the time that people must have.
    Raises ValueError for a negative n.
    """
    days = _walk(event, n, unit, -ONE_DAY, calendar)
    missing = calendar.missing(day.on for day in days[1:]) if unit is Unit.WORKDAY else ()
    return Count(event, days[-1].on, n, unit, Direction.BACKWARD, days, days[-1].on, missing)


def working_days_between(first: date, second: date, calendar: Calendar) -> int:
    """Count the working days after the first day up to and including the second; negative if the second is earlier."""
    if second < first:
        return -working_days_between(second, first, calendar)
    return sum(calendar.is_working(first + ONE_DAY * step) for step in range(1, (second - first).days + 1))


SOON = 3  # working days


@dataclass(frozen=True)
class TimeLeft:
    """How long it is until a day: in working days and in calendar days, both negative once it is over."""

    working: int
    calendar: int

    @property
    def state(self) -> str:
        """Give "late" once the day is over, "soon" up to three working days before it and on it, else "good"."""
        if self.calendar < 0:
            return "late"
        return "soon" if self.working <= SOON else "good"

    @property
    def words(self) -> str:
        """How long in words: 剩 5 个工作日, 今天到期, 超 3 个工作日; over a weekend 剩 2 天, 已超期."""
        if self.calendar == 0:
            return _("今天到期")
        if self.calendar > 0 and not self.working:
            return _("剩 {n} 天").format(n=self.calendar)
        if self.calendar > 0:
            return _("剩 {n} 个工作日").format(n=self.working)
        return _("超 {n} 个工作日").format(n=-self.working) if self.working else _("已超期")


def time_left(today: date, day: date, calendar: Calendar) -> TimeLeft:
    """Tell how long it is from today until a day."""
    return TimeLeft(working_days_between(today, day, calendar), (day - today).days)


def weekday_name(day: date) -> str:
    """Name the weekday in the language in use."""
    return _(WEEKDAYS[day.weekday()])


def explained(counted: Count) -> list[str]:
    """Explain the count day by day: each day's number or why it is not counted, the due day, what may move it."""
    lines = [_day_line(day, counted) for day in counted.days]
    forward = counted.direction is Direction.FORWARD
    lines.append(_dated(_("到期日：{date} {weekday}") if forward else _("最迟日：{date} {weekday}"), counted.due))
    if counted.rolled != counted.due:
        lines.append(_dated(_("最后一日不上班，可顺延至：{date} {weekday}"), counted.rolled))
    if counted.provisional:
        years = "、".join(map(str, counted.missing_years))
        lines.append(_("暂定：{years}年节假日安排尚未装入，先按周一至周五上班计算。").format(years=years))
    return lines


def _walk(start: date, n: int, unit: Unit, step: timedelta, calendar: Calendar) -> tuple[Day, ...]:
    if n < 0:
        raise ValueError(f"a limit cannot be {n} days long")
    counts: Callable[[date], bool] = calendar.is_working if unit is Unit.WORKDAY else lambda day: True
    days = [Day(start, calendar.kind(start), None, calendar.name(start))]
    number = 0
    while number < n:
        start += step
        counted = counts(start)
        number += counted
        days.append(Day(start, calendar.kind(start), number if counted else None, calendar.name(start)))
    return tuple(days)


def _through(first: date, last: date) -> Iterator[date]:
    return (first + ONE_DAY * step for step in range((last - first).days + 1))


def _day_line(day: Day, counted: Count) -> str:
    if day.on == counted.start:
        return _dated(_("{date} {weekday}：起算当日，不计"), day.on)
    if day.kind is DayKind.HOLIDAY and day.counted is None:
        return _dated(_("{date} {weekday}：{name}放假，不计"), day.on, day)
    if day.counted is None:
        return _dated(_("{date} {weekday}：周末，不计"), day.on, day)
    if counted.unit is Unit.DAY:
        return _dated(_("{date} {weekday}：第{n}日"), day.on, day)
    if day.kind is DayKind.MAKE_UP:
        return _dated(_("{date} {weekday}：{name}调休上班，第{n}个工作日"), day.on, day)
    return _dated(_("{date} {weekday}：第{n}个工作日"), day.on, day)


def _dated(message: str, on: date, day: Day | None = None) -> str:
    name, number = (_(day.name), day.counted) if day else ("", None)
    return message.format(date=on.isoformat(), weekday=weekday_name(on), name=name, n=number)
