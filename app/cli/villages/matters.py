"""What villages disclose: the lists derived from the catalog, and matters of their own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.cli import imports, printouts
from app.cli.answers import Answer, Table
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import OneOf
from app.cli.printouts import Look, printable
from app.cli.villages.places import file_argument, found, place_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import matters, papers, references, villages
from app.rules.villages import CYCLE_NAMES, THEME_NAMES, Cycle, MatterDraft, Theme, matter_problems

_DERIVED = N_("已写入 {n} 个公开事项。")
_ADDED = N_("已登记公开事项“{name}”。编号：{uuid}")
_EDITED = N_("已修改公开事项“{name}”。")
_REMOVED = N_("已删除 {n} 个公开事项，可用 iltod undo 找回。")
_WRITTEN = N_("已写出 {n} 项：{file}")
_NOTHING = N_("没有写要修改的内容，例如 --owner 公开主体。")
_HEADINGS = (
    *(N_("嘎查村"), N_("公开事项"), N_("重点领域"), N_("公开周期"), N_("公开主体"), N_("公开渠道")),
    N_("编号"),
)
_OPTIONS = (
    option("--name-mn", help=N_("蒙古文名称。")),
    option("--content", help=N_("公开内容。")),
    option("--basis", help=N_("公开依据。")),
    option("--theme", type=OneOf(Theme), help=N_("重点领域。")),
    option("--cycle", type=OneOf(Cycle), help=N_("公开周期。")),
    option("--limit", "time_limit", help=N_("公开时限。")),
    option("--owner", help=N_("公开主体。")),
    option("--channel", help=N_("公开渠道。")),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for each in reversed(_OPTIONS):
        each(function)
    return function


def _given(typed: Mapping[str, str | None]) -> dict[str, Any]:
    """What was typed; a field not named on the command line is left out."""
    values: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    for name, kind in (("theme", Theme), ("cycle", Cycle)):
        if name in values:
            values[name] = kind(values[name])
    return values


@command
@place_argument
def list_matters(place: Workplace, where: str) -> Answer:
    """Tell the list of a village, or those of all villages under an office."""
    rows = place.ask(matters.listed, found(place, where).code)
    names = {row.code: row.name for row in place.ask(villages.tree)}
    shown = [
        (names[r.office_code], r.name, _(THEME_NAMES[r.theme]), _(CYCLE_NAMES[r.cycle]), r.owner, r.channel, r.uuid)
        for r in rows
    ]
    return Answer(rows, (Table(_HEADINGS, shown),))


@command
@argument("where", nargs=-1, metavar="[PLACE...]")
@option("--dry-run", is_flag=True, help=N_("只看方案，不写入。"))
def derive(place: Workplace, where: tuple[str, ...], dry_run: bool) -> Answer:
    """Take the catalog in force into the lists of these villages, or of all."""
    codes = [found(place, text).code for text in where]
    plan = place.ask(matters.derive_plan, codes, place.today)
    shown = imports.plan_shown(plan, dry_run)
    if not dry_run:
        values = {"n": len({ready.office_code for ready in plan.ready})}
        n = place.change(matters.DERIVE, partial(matters.derive, plan=plan), values)
        shown.append(_(_DERIVED).format(n=n))
    return Answer(imports.plan_value(plan, dry_run), tuple(shown))


@command
@place_argument
@option("--name", required=True, help=N_("公开事项的名称。"))
@_fields
def add(place: Workplace, where: str, name: str, **typed: Any) -> Answer:
    """Enter a matter of a village's own."""
    draft = MatterDraft(name=name, **_given(typed))
    work = partial(matters.add, office_code=found(place, where).code, draft=draft)
    uuid = place.change(matters.ADD, work, {"name": name})
    warnings = [problem.text for problem in matter_problems(draft)]
    return Answer({"uuid": uuid, "warnings": warnings}, (_(_ADDED).format(name=name, uuid=uuid), *warnings))


@command
@argument("matter", metavar="ID")
@option("--name", help=N_("公开事项的名称。"))
@_fields
def edit(place: Workplace, matter: str, **typed: Any) -> Answer:
    """Correct a matter; an empty value clears a field."""
    values = _given(typed)
    if not values:
        raise Misuse(_(_NOTHING))
    uuid = place.ask(references.matter, matter)
    draft = replace(place.ask(matters.matter, uuid).draft, **values)
    place.change(matters.EDIT, partial(matters.edit, uuid=uuid, draft=draft), {"name": draft.name})
    return Answer({"uuid": uuid}, (_(_EDITED).format(name=draft.name),))


@command
@argument("ids", nargs=-1, required=True, metavar="ID...")
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take matters to the recycle bin."""
    uuids = [place.ask(references.matter, text) for text in ids]
    place.change(matters.REMOVE, partial(matters.remove, uuids=uuids), {"n": len(uuids)})
    return Answer({"uuids": uuids}, (_(_REMOVED).format(n=len(uuids)),))


@command
@place_argument
@file_argument
def export(place: Workplace, where: str, file: Path) -> Answer:
    """Write the list of a village, or those of all villages under an office, as a spreadsheet."""
    code = found(place, where).code
    place.ask(matters.export, code, file)
    return _written(place, code, file)


@command
@place_argument
@file_argument
@printable
def print_matters(place: Workplace, where: str, file: Path, look: Look) -> Answer:
    """Write the list of a village as PDF."""
    code = found(place, where).code
    printouts.write(place, file, papers.village_list_of(code), look)
    return _written(place, code, file)


def _written(place: Workplace, code: str, file: Path) -> Answer:
    n = len(place.ask(matters.listed, code))
    return Answer({"file": file, "matters": n}, (_(_WRITTEN).format(n=n, file=file),))
