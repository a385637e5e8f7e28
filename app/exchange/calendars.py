"""Working-day calendars as TOML files, one a year: shipped, or installed when the State Council announces the next."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from app.errors import UserError
from app.i18n import N_
from app.rules.calendar import SATURDAY, Calendar, CalendarYear

ONE_DAY = timedelta(days=1)
T = TypeVar("T")


def load_folder(path: Path) -> Calendar:
    """Read all years of a folder; raises UserError for a file that cannot be right or a year that comes twice."""
    years: dict[int, CalendarYear] = {}
    for file in sorted(path.glob("*.toml")):
        year = read(file)
        if year.year in years:
            raise UserError(
                N_("{year}年的日历有两份（{file}），请只保留一份。"), {"year": year.year, "file": file.name}
            )
        years[year.year] = year
    return Calendar(years)


def read(path: Path) -> CalendarYear:
    """Read one year's file; raises UserError that says which entry is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = N_("日历文件{file}无法读取，请重新取得该年的日历文件（TOML，UTF-8编码）。")
        raise UserError(message, {"file": path.name}, str(error)) from error
    return _Reader(path.name, content).calendar_year()


def written(year: CalendarYear) -> str:
    """Write one year's file, which reads back as the same year."""
    lines = [f"year = {year.year}", f"source = {_quoted(year.source)}"]
    if year.issued_on:
        lines.append(f"issued_on = {year.issued_on.isoformat()}")
    waiting = _by_name(year.work)
    for name, days in _runs(year.off):
        lines += ["", "[[holiday]]", f"name = {_quoted(name)}", f"first = {days[0]}", f"last = {days[-1]}"]
        lines += _work_line(waiting.pop(name, []))
    for name, work in waiting.items():
        lines += ["", "[[holiday]]", f"name = {_quoted(name)}", *_work_line(work)]
    return "\n".join(lines) + "\n"


class _Reader:
    """Checks the content of one file; every message names the file."""

    def __init__(self, file: str, content: Mapping[str, Any]) -> None:
        self.file = file
        self.content = content
        self.year = 0
        self.off: dict[date, str] = {}
        self.work: dict[date, str] = {}

    def calendar_year(self) -> CalendarYear:
        """Give the checked year."""
        self.year = self._required(self.content.get("year"), int, "year")
        source = self._required(self.content.get("source", ""), str, "source")
        issued_on = self.content.get("issued_on")
        if issued_on is not None:
            issued_on = self._date(issued_on, "issued_on")
        for holiday in self._required(self.content.get("holiday", []), list, "holiday"):
            self._holiday(self._required(holiday, dict, "holiday"))
        self._check_work()
        return CalendarYear(self.year, self.off, self.work, source, issued_on)

    def _holiday(self, holiday: Mapping[str, Any]) -> None:
        name = self._required(holiday.get("name"), str, "name")
        if "first" in holiday or "last" in holiday:
            first = self._day(holiday.get("first"), "first")
            last = self._day(holiday.get("last", first), "last")
            if last < first:
                raise self._error(N_("日历文件{file}：“{name}”的最后一天早于第一天，请改正。"), name=name)
            for step in range((last - first).days + 1):
                self._add(self.off, first + ONE_DAY * step, name)
        for day in self._required(holiday.get("work", []), list, "work"):
            self._add(self.work, self._day(day, "work"), name)

    def _add(self, days: dict[date, str], day: date, name: str) -> None:
        if day in days:
            raise self._error(N_("日历文件{file}：{day}写了两次，请删去一处。"), day=day)
        days[day] = name

    def _check_work(self) -> None:
        for day in self.work:
            if day in self.off:
                raise self._error(N_("日历文件{file}：{day}既是放假日又是上班日，请改正。"), day=day)
            if day.weekday() < SATURDAY:
                raise self._error(
                    N_("日历文件{file}：{day}本来就是周一至周五，不能作为调休上班日，请核对日期。"), day=day
                )

    def _day(self, value: object, field: str) -> date:
        day = self._date(value, field)
        if day.year != self.year:
            raise self._error(N_("日历文件{file}：{day}不在{year}年内，请核对日期。"), day=day, year=self.year)
        return day

    def _date(self, value: object, field: str) -> date:
        if isinstance(value, datetime):
            raise self._error(N_("日历文件{file}：“{field}”只写日期，不写时间。"), field=field)
        return self._required(value, date, field)

    def _required(self, value: object, kind: type[T], field: str) -> T:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._error(N_("日历文件{file}：“{field}”缺失或格式不对，请对照通知补正。"), field=field)
        return value

    def _error(self, message: str, **values: object) -> UserError:
        return UserError(message, {"file": self.file, **values})


def _runs(days: Mapping[date, str]) -> Iterator[tuple[str, list[date]]]:
    """Group days off that follow one another under one name."""
    numbered = enumerate(sorted(days))
    for (name, _start), group in groupby(numbered, lambda pair: (days[pair[1]], pair[1] - ONE_DAY * pair[0])):
        yield name, [day for _number, day in group]


def _by_name(days: Mapping[date, str]) -> dict[str, list[date]]:
    named: dict[str, list[date]] = {}
    for day in sorted(days):
        named.setdefault(days[day], []).append(day)
    return named


def _work_line(days: list[date]) -> list[str]:
    return [f"work = [{', '.join(day.isoformat() for day in days)}]"] if days else []


def _quoted(text: str) -> str:
    """Write a TOML basic string."""
    escaped = "".join(char if char >= " " and char not in '"\\\x7f' else f"\\u{ord(char):04x}" for char in text)
    return f'"{escaped}"'
