"""Townships and villages: entered, imported, listed, merged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.cli import imports
from app.cli.answers import Answer, Table, cell
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, Day, OneOf
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import village_sheets, villages
from app.operations.villages import PlaceRow
from app.rules.offices import CODE_LENGTHS, LEVEL_NAMES, Level, OfficeDraft

_ADDED = N_("已登记“{name}”（{code}）。")
_EDITED = N_("已修改“{name}”。")
_REMOVED = N_("已删除“{name}”，可用 iltod undo 找回。")
_MERGED = N_("“{name}”已并入“{into}”，自 {day} 起。")
_IMPORTED = N_("已导入 {n} 个单位。")
_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 个单位：{file}")
_NOTHING = N_("没有写要修改的内容，例如 --phone 监督举报电话。")
_OPTIONS = (
    option("--name-mn", help=N_("蒙古文名称。")),
    option("--phone", help=N_("监督举报电话。")),
    option("--committee", help=N_("监督机构，例如村务监督委员会。")),
    option("--committee-mn", help=N_("监督机构的蒙古文名称。")),
    option("--address", help=N_("地址。")),
)
_SHOWN = (
    ("code", N_("行政区划代码")),
    ("name", N_("名称")),
    ("name_mn", N_("蒙古文名称")),
    ("phone", N_("监督举报电话")),
    ("committee", N_("监督机构")),
    ("committee_mn", N_("监督机构蒙古文名称")),
    ("address", N_("地址")),
    ("merged_into", N_("并入")),
    ("ended_on", N_("撤并日期")),
    ("matters", N_("公开事项")),
    ("notices", N_("公示")),
)

file_argument = argument("file", type=FILE)
place_argument = argument("where", metavar="PLACE")


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for each in reversed(_OPTIONS):
        each(function)
    return function


def found(place: Workplace, text: str) -> PlaceRow:
    """The office somebody means by code or name."""
    return place.ask(villages.found, text)


@command
@file_argument
def template(place: Workplace, file: Path) -> Answer:
    """Write an empty sheet to fill in."""
    village_sheets.write_template(file)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_villages(place: Workplace, file: Path, dry_run: bool, save_refused: Path | None) -> Answer:
    """Import a spreadsheet row by row, in one operation."""
    imports.check_refused(save_refused)
    with imports.source(file) as read:
        plan = place.ask(village_sheets.plan_file, read, place.today)
        headings = [column.heading for column in village_sheets.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    shown = [*imports.plan_shown(plan, dry_run), *kept]
    if not dry_run:
        n = place.change(village_sheets.IMPORT, partial(village_sheets.accept, plan=plan), {"n": len(plan.ready)})
        shown.append(_(_IMPORTED).format(n=n))
    return Answer(imports.plan_value(plan, dry_run), tuple(shown))


@command
@argument("code")
@option("--name", required=True, help=N_("名称。"))
@_fields
def add(place: Workplace, code: str, name: str, **typed: Any) -> Answer:
    """Enter a township or a village; the length of its code tells which."""
    level = next((level for level, length in CODE_LENGTHS.items() if length == len(code)), Level.VILLAGE)
    draft = OfficeDraft(code, name, level, **_given(typed))
    warnings = [problem.text for problem in place.ask(villages.place_problems, draft) if problem.warning]
    place.change(villages.ADD, partial(villages.add, draft=draft), {"name": name})
    return Answer({"office": draft, "warnings": warnings}, (_(_ADDED).format(name=name, code=code), *warnings))


def _given(typed: Mapping[str, str | None]) -> dict[str, Any]:
    """What was typed; a field not named on the command line is left out."""
    return {name: value for name, value in typed.items() if value is not None}


@command
@place_argument
@option("--name", help=N_("名称。"))
@option("--code", help=N_("行政区划代码；名下还没有记录时才能改。"))
@_fields
def edit(place: Workplace, where: str, **typed: Any) -> Answer:
    """Correct an office; an empty value clears a field."""
    values = _given(typed)
    if not values:
        raise Misuse(_(_NOTHING))
    row = found(place, where)
    draft = replace(row.draft, **values)
    warnings = [problem.text for problem in place.ask(villages.place_problems, draft, row.code) if problem.warning]
    place.change(villages.EDIT, partial(villages.edit, code=row.code, draft=draft), {"name": row.name})
    return Answer({"office": draft, "warnings": warnings}, (_(_EDITED).format(name=draft.name), *warnings))


@command
@option("--under", default="", metavar="PLACE", help=N_("只要这个苏木乡镇的。"))
@option("--level", type=OneOf((Level.TOWNSHIP, Level.VILLAGE)), help=N_("只要这一级的。"))
def list_villages(place: Workplace, under: str, level: str | None) -> Answer:
    """Tell the tree of offices by code."""
    above = found(place, under).code if under else ""
    rows = [row for row in place.ask(villages.tree) if row.code.startswith(above) and level in (None, row.level)]
    shown = [
        (*_texts(row), _(LEVEL_NAMES[row.level]), row.phone, *map(str, _figures(row)), row.merged_into) for row in rows
    ]
    headings = (N_("行政区划代码"), N_("名称"), N_("蒙古文名称"), N_("级别"), N_("监督举报电话"))
    counts = (N_("公示栏"), N_("公开事项"), N_("公示"), N_("并入"))
    return Answer(rows, (Table((*headings, *counts), shown),))


def _texts(row: PlaceRow) -> tuple[str, str, str]:
    return row.code, row.name, row.name_mn


def _figures(row: PlaceRow) -> tuple[int, int, int]:
    return row.boards, row.matters, row.notices


@command
@place_argument
def show(place: Workplace, where: str) -> Answer:
    """Tell all that is known of an office."""
    row = found(place, where)
    boards = place.ask(villages.boards, row.code)
    facts = [(_(heading), cell(getattr(row, field))) for field, heading in _SHOWN]
    facts += [(_("公示栏"), " ".join(filter(None, (board.name, board.place)))) for board in boards]
    return Answer({"office": row, "boards": boards}, (Table((N_("项目"), N_("内容")), facts),))


@command
@place_argument
def remove(place: Workplace, where: str) -> Answer:
    """Take an office on which nothing hangs to the recycle bin."""
    row = found(place, where)
    place.change(villages.REMOVE, partial(villages.remove, code=row.code), {"name": row.name})
    return Answer({"code": row.code}, (_(_REMOVED).format(name=row.name),))


@command
@place_argument
@argument("into", metavar="INTO")
@option("--on", type=Day(), help=N_("撤并日期，默认今天。"))
def merge(place: Workplace, where: str, into: str, on: date | None) -> Answer:
    """A village goes into another; its records stay."""
    row, other, day = found(place, where), found(place, into), on or place.today
    doubts = [problem.text for problem in place.ask(villages.merge_doubts, row.code)]
    place.change(villages.MERGE, partial(villages.merge, code=row.code, into=other.code, on=day), {"name": row.name})
    value = {"code": row.code, "into": other.code, "on": day, "warnings": doubts}
    return Answer(value, (_(_MERGED).format(name=row.name, into=other.name, day=day), *doubts))


@command
@file_argument
def export(place: Workplace, file: Path) -> Answer:
    """Write the list of townships and villages; it can be imported again."""
    n = place.ask(village_sheets.export, file)
    return Answer({"file": file, "rows": n}, (_(_WRITTEN_ROWS).format(n=n, file=file),))
