"""Versions of the catalog: importing, comparing, adopting, withdrawing."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.cli import imports
from app.cli.answers import Answer, Table
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, Day
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import catalog_imports, catalog_sheets, catalogs, references
from app.operations.catalog_imports import CatalogPlan
from app.rules.catalog import VERSION_STATUS_NAMES, Difference

_FILE_OR_STARTER = N_("请写要导入的文件，或写 --starter 导入起步目录，二者取一。")
_ONE_DOMAIN = N_("导入表格时 --domain 只能写一次：表格里没有写明领域的行都按它导入。")
_IMPORTED = N_("已导入为“{name}”，还没有采用。编号：{uuid}")
_NEXT = N_("核对后用 iltod catalog adopt {uuid} 采用。")
_ADOPTED = N_("已采用目录“{name}”，自 {day} 起生效。")
_WITHDRAWN = N_("已废止目录“{name}”。")
_REMOVED = N_("已删除目录“{name}”，可用 iltod undo 找回。")
_SAME = N_("两版目录没有差别。")


@command
@argument("file", type=FILE, required=False)
@option("--starter", is_flag=True, help=N_("随程序提供的起步目录。"))
@option(
    "--domain",
    "domains",
    multiple=True,
    help=N_("起步目录只取这个领域，可写多次；表格里没有写明领域的，按这个领域导入。"),
)
@option("--name", default="", help=N_("这一版的名称，默认取自表格。"))
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_catalog(
    place: Workplace,
    file: Path | None,
    starter: bool,
    domains: tuple[str, ...],
    name: str,
    dry_run: bool,
    save_refused: Path | None,
) -> Answer:
    """Import a catalog row by row as a version that is not adopted yet."""
    if starter == (file is not None):
        raise Misuse(_(_FILE_OR_STARTER))
    if file and len(domains) > 1:
        raise Misuse(_(_ONE_DOMAIN))
    imports.check_refused(save_refused)
    if file is None:
        return _imported(place, place.ask(catalog_imports.plan_starter, place.today, domains), name, dry_run)
    with imports.source(file) as read:
        plan = place.ask(catalog_imports.plan_file, read, place.today, "".join(domains))
        headings = [column.heading for column in catalog_sheets.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    return _imported(place, plan, name, dry_run, kept)


def _imported(place: Workplace, plan: CatalogPlan, name: str, dry_run: bool, kept: list[str] | None = None) -> Answer:
    chosen, uuid = name or plan.name, None
    if not dry_run:
        values = {"name": chosen, "n": len(plan.rows)}
        accept = partial(catalog_imports.accept, plan=plan, name=chosen)
        uuid = place.change(catalog_imports.IMPORT, accept, values)
    shown = [*imports.plan_shown(plan, dry_run), *(kept or [])]
    if uuid:
        shown += [_(_IMPORTED).format(name=chosen, uuid=uuid), _(_NEXT).format(uuid=uuid)]
    return Answer({"version": uuid, "name": chosen, **imports.plan_value(plan, dry_run)}, tuple(shown))


@command
def versions(place: Workplace) -> Answer:
    """Tell every version, the newest first."""
    rows = place.ask(catalogs.versions, place.today)
    headings = (N_("名称"), N_("状态"), N_("生效"), N_("失效"), N_("事项"), N_("现行领域"), N_("编号"))
    return Answer(rows, (Table(headings, [_row(row) for row in rows]),))


def _row(row: catalogs.VersionRow) -> tuple[str, ...]:
    status = _(VERSION_STATUS_NAMES[row.status])
    begin, end = str(row.effective_from or ""), str(row.effective_to or "")
    return row.name, status, begin, end, str(row.rows), str(len(row.in_force_for)), row.uuid


@command
@argument("old", metavar="A")
@argument("new", metavar="B")
def diff(place: Workplace, old: str, new: str) -> Answer:
    """Tell what changed from one version to another."""
    found = place.ask(catalogs.differences, place.ask(references.version, old), place.ask(references.version, new))
    return Answer(list(map(_difference, found)), tuple(each.text for each in found) or (_(_SAME),))


def _difference(found: Difference) -> dict[str, Any]:
    return {**found._asdict(), "text": found.text}


@command
@argument("version")
@option("--from", "begin", type=Day(), help=N_("生效日期，默认今天。"))
def adopt(place: Workplace, version: str, begin: date | None) -> Answer:
    """Put a version in force, and tell what that changes."""
    uuid, day = place.ask(references.version, version), begin or place.today
    name = place.ask(lambda session: catalogs.version_of(session, uuid).name)
    changes = place.ask(catalogs.changes_if_adopted, uuid, place.today)
    work = partial(catalogs.adopt, uuid=uuid, effective_from=day, today=place.today)
    place.change(catalogs.ADOPT, work, {"name": name})
    value = {"version": uuid, "name": name, "effective_from": day, "changes": list(map(_difference, changes))}
    return Answer(value, (*(each.text for each in changes), _(_ADOPTED).format(name=name, day=day)))


@command
@argument("version")
@option("--reason", required=True, help=N_("理由。"))
def withdraw(place: Workplace, version: str, reason: str) -> Answer:
    """Take a version out of force."""
    uuid = place.ask(references.version, version)
    name = place.ask(lambda session: catalogs.version_of(session, uuid).name)
    work = partial(catalogs.withdraw, uuid=uuid, reason=reason, today=place.today)
    place.change(catalogs.WITHDRAW, work, {"name": name})
    return Answer({"version": uuid, "name": name}, (_(_WITHDRAWN).format(name=name),))


@command
@argument("version")
def remove(place: Workplace, version: str) -> Answer:
    """Take a version that was never adopted to the recycle bin."""
    uuid = place.ask(references.version, version)
    name = place.ask(lambda session: catalogs.version_of(session, uuid).name)
    place.change(catalogs.REMOVE, lambda session: catalogs.remove(session, uuid), {"name": name})
    return Answer({"version": uuid, "name": name}, (_(_REMOVED).format(name=name),))
