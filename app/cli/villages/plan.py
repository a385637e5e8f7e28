"""The plan of a year: what is due when, how far it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli import printouts
from app.cli.answers import Answer, Table, plain
from app.cli.commands import argument, command, option
from app.cli.kinds import OneOf, Whole
from app.cli.printouts import Look, printable
from app.cli.villages.places import file_argument, found, place_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import matters, papers, villages
from app.operations.matters import PlanCell
from app.rules.villages import CYCLE_NAMES, PROGRESS_NAMES, THEME_NAMES, Progress

_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 项：{file}")
_HEADINGS = (N_("嘎查村"), N_("公开事项"), N_("公开周期"), N_("最迟公开日期"), N_("进度"))
SOON = 14

year_argument = argument("year", type=Whole(1990))


@command
@place_argument
@year_argument
@option("--state", type=OneOf(Progress), help=N_("只要这种进度的。"))
def list_plan(place: Workplace, where: str, year: int, state: str | None) -> Answer:
    """Tell what a village's list asks of a year, occasion by occasion."""
    cells = place.ask(matters.year_plan, found(place, where).code, year, place.today)
    return _told(place, [cell for cell in cells if state in (None, cell.state)])


@command
@option("--days", type=Whole(), default=SOON, help=N_("多少天以内，默认14。"))
def soon(place: Workplace, days: int) -> Answer:
    """Tell what the villages must still disclose within so many days."""
    return _told(place, place.ask(matters.due_soon, place.today, days))


def _told(place: Workplace, cells: Sequence[PlanCell]) -> Answer:
    names = {row.code: row.name for row in place.ask(villages.tree)}
    shown = [
        (
            names.get(cell.matter.office_code, cell.matter.office_code),
            cell.matter.name,
            _(CYCLE_NAMES[cell.matter.cycle]),
            str(cell.occasion.due_on),
            _(PROGRESS_NAMES[cell.state]),
        )
        for cell in cells
    ]
    return Answer(list(map(_value, cells)), (Table(_HEADINGS, shown),))


def _value(cell: PlanCell) -> dict[str, Any]:
    """An occasion as a machine reads it: the matter by its number and name only."""
    matter = {"matter": cell.matter.uuid, "name": cell.matter.name, "office_code": cell.matter.office_code}
    return {**matter, **plain(cell.occasion), "state": cell.state, "notice": cell.notice_uuid}


@command
@place_argument
@year_argument
def themes(place: Workplace, where: str, year: int) -> Answer:
    """Tell of each theme how many matters a list has and for how many something was posted in a year."""
    rows = place.ask(matters.theme_coverage, found(place, where).code, year)
    shown = [(_(THEME_NAMES[row.theme]), str(row.matters), str(row.posted)) for row in rows]
    return Answer(rows, (Table((N_("重点领域"), N_("公开事项"), N_("已公开")), shown),))


@command
@place_argument
@year_argument
@file_argument
def export(place: Workplace, where: str, year: int, file: Path) -> Answer:
    """Write the plan as a spreadsheet."""
    code = found(place, where).code
    place.ask(matters.export_plan, code, year, place.today, file)
    n = len(place.ask(matters.year_plan, code, year, place.today))
    return Answer({"file": file, "rows": n}, (_(_WRITTEN_ROWS).format(n=n, file=file),))


@command
@place_argument
@year_argument
@file_argument
@printable
def print_plan(place: Workplace, where: str, year: int, file: Path, look: Look) -> Answer:
    """Write the plan of a village as PDF."""
    printouts.write(place, file, papers.village_plan_of(found(place, where).code, year), look)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))
