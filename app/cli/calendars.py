"""Working days: counting, reading a time limit, the calendars."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.cli.answers import Answer, Table
from app.cli.commands import Entry, Group, Misuse, argument, command, option
from app.cli.dues import due_value
from app.cli.kinds import FILE, Day, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import calendars, dues
from app.operations.calendars import Moved
from app.rules import calendar as counting
from app.rules import time_limits
from app.rules.calendar import Calendar, Unit
from app.rules.time_limits import Choices, Facts, TimeLimit

_ONE_OF_TWO = N_("请写 --working-days 或 --days 中的一个。")
_YEAR = N_("{year}年：放假 {off} 天，调休上班 {work} 天。")
_MOVED = N_("到期日因此变动的有 {n} 条：")

calendar = Group(
    entries={
        "list": Entry(N_("列出已装入的年份。"), __name__, "list_years"),
        "install": Entry(N_("装入一年的节假日安排（TOML文件），列出到期日变动的信息。"), __name__, "install"),
    }
)


def _calendar(place: Workplace) -> Calendar:
    """The office's calendar, or where there is no office yet the one that comes with the program."""
    return place.ask(calendars.calendar) if place.path.exists() else calendars.shipped()


@command
@option("--from", "start", type=Day(), help=N_("起算日（当日不计），默认今天。"))
@option("--working-days", type=Whole(), help=N_("工作日数。"))
@option("--days", type=Whole(), help=N_("自然日数。"))
@option("--back", is_flag=True, help=N_("往前数。"))
def due(place: Workplace, start: date | None, working_days: int | None, days: int | None, back: bool) -> Answer:
    """Count days and explain each of them."""
    if (working_days is None) == (days is None):
        raise Misuse(_(_ONE_OF_TWO))
    unit = Unit.DAY if working_days is None else Unit.WORKDAY
    n, begin, known = working_days if days is None else days, start or place.today, _calendar(place)
    assert n is not None
    counted = counting.count_back(begin, n, known, unit) if back else counting.count(begin, n, unit, known)
    lines = counting.explained(counted)
    value = {"start": begin, "due": counted.due, "rolled": counted.rolled, "provisional": counted.provisional}
    return Answer(value | {"n": n, "unit": unit, "days": counted.days, "explained": lines}, tuple(lines))


@command
@argument("text")
@option("--from", "start", type=Day(), help=N_("从这一天形成或发生算起，默认今天。"))
def time_limit(place: Workplace, text: str, start: date | None) -> Answer:
    """Read a phrase of a catalog as rules, and tell for each when it would be due."""
    limit, day = time_limits.parse(text), start or place.today
    known = _calendar(place)
    choices = place.ask(dues.choices) if place.path.exists() else Choices()
    facts = Facts(formed_on=day, obtained_on=day, event_on=day)
    single = [TimeLimit(text, (rule,), limit.posting, limit.law_override, limit.understood) for rule in limit.rules]
    found = [time_limits.due(one, facts, known, choices) for one in single]
    value = {
        "text": text,
        "understood": limit.understood,
        "rules": limit.rules,
        "posting": limit.posting,
        "law_override": limit.law_override,
        "dues": [due_value(each) for each in found],
    }
    notes = dict.fromkeys(note.text for each in found for note in each.notes)
    return Answer(value, (*(each.reason.text for each in found), *notes))


@command
def list_years(place: Workplace) -> Answer:
    """Tell the years whose arrangement is known."""
    years = _calendar(place).years
    value = [{"year": year, "off": y.off, "work": y.work, "source": y.source} for year, y in sorted(years.items())]
    shown = [(str(year), str(len(y.off)), str(len(y.work)), y.source) for year, y in sorted(years.items())]
    return Answer(value, (Table((N_("年份"), N_("放假天数"), N_("调休上班天数"), N_("来源")), shown),))


@command
@argument("file", type=FILE)
def install(place: Workplace, file: Path) -> Answer:
    """Install a year's arrangement and tell what it moved."""
    number = calendars.announced(file).year
    year, moved = place.change(calendars.INSTALL, lambda session: calendars.install(session, file), {"year": number})
    shown: list[str | Table] = [_(_YEAR).format(year=number, off=len(year.off), work=len(year.work))]
    return Answer({"year": number, "moved": moved}, (*shown, *moved_lines(moved)))


def moved_lines(moved: Sequence[Moved]) -> tuple[str | Table, ...]:
    """What a calendar or a choice moved, as it is told."""
    if not moved:
        return ()
    rows = [(m.title, str(m.old or ""), str(m.new or "")) for m in moved]
    return _(_MOVED).format(n=len(moved)), Table((N_("信息名称"), N_("原到期日"), N_("新到期日")), rows)
