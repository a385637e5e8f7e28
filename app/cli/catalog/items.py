"""The items of the catalog: listed, exported, printed."""

from functools import partial
from pathlib import Path
from typing import Any

from app.cli import printouts
from app.cli.answers import Answer, Table, plain
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE, OneOf
from app.cli.printouts import Look, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import catalog_sheets, catalogs, papers, printing, references
from app.operations.catalogs import ItemRow
from app.rules.catalog import LEVEL_NAMES

_WRITTEN = N_("已写出 {n} 项：{file}")
level_option = partial(option, "--level", type=OneOf(LEVEL_NAMES), help=N_("只要这一级的事项。"))


def _items(place: Workplace, level: str | None, version: str = "", domain: str = "") -> list[ItemRow]:
    found = _of_version(place, version) if version else place.ask(catalogs.in_force, place.today)
    return [item for item in found if (not level or level in item.levels) and (not domain or item.domain == domain)]


def _of_version(place: Workplace, version: str) -> list[ItemRow]:
    return place.ask(catalogs.items, place.ask(references.version, version))


@command
@level_option()
@option("--version", default="", help=N_("某一版的事项，写编号或名称；默认现行目录。"))
@option("--domain", default="", help=N_("只要这个领域。"))
def list_items(place: Workplace, level: str | None, version: str, domain: str) -> Answer:
    """Tell the items in force, or those of a version."""
    items = _items(place, level, version, domain)
    shown = [(i.domain, i.name, i.time_limit, i.publisher, i.channel_text, i.key) for i in items]
    headings = (N_("领域"), N_("事项"), N_("公开时限"), N_("公开主体"), N_("公开渠道"), N_("事项代码"))
    return Answer(list(map(_value, items)), (Table(headings, shown),))


def _value(item: ItemRow) -> dict[str, Any]:
    channels = [{"channel": code, "ticked": ticked, "note": note} for code, ticked, note in item.channels]
    return {**plain(item), "name": item.name, "channels": channels}


@command
@argument("file", type=FILE)
@level_option()
def export(place: Workplace, file: Path, level: str | None) -> Answer:
    """Write the catalog in force as a spreadsheet or a web page, by the name's ending."""
    items = _items(place, level)
    place.ask(catalog_sheets.export, items, _(printing.CATALOG_TITLE), file)
    return Answer({"file": file, "items": len(items)}, (_(_WRITTEN).format(n=len(items), file=file),))


@command
@argument("file", type=FILE)
@level_option()
@printable
def print_items(place: Workplace, file: Path, level: str | None, look: Look) -> Answer:
    """Write the catalog in force, or the short list of a level, as PDF."""
    printouts.write(place, file, papers.items_of(level or ""), look)
    n = len(_items(place, level))
    return Answer({"file": file, "items": n}, (_(_WRITTEN).format(n=n, file=file),))
