"""Files in and out: attachments, spreadsheets, paper."""

from functools import partial
from pathlib import Path

from app.cli import imports, printouts
from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.disclosures.filters import filtered
from app.cli.disclosures.moves import found
from app.cli.kinds import FILE
from app.cli.printouts import Look, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import attachments, disclosure_sheets, papers
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages

_ATTACHED = N_("已添加附件“{name}”。")
_KNOWN = N_("同样的文件已经存过，内容只存一份。")
_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 条：{file}")
_IMPORTED = N_("已导入 {n} 条。")

id_argument = argument("item", metavar="ID")
file_argument = argument("file", type=FILE)


@command
@id_argument
@file_argument
def attach(place: Workplace, item: str, file: Path) -> Answer:
    """Add a file to an item."""
    name, data = attachments.read(file)
    (uuid,) = found(place, [item])
    known = place.change(attachments.ATTACH, partial(attachments.attach, owner_uuid=uuid, name=name, data=data))
    shown = (_(_ATTACHED).format(name=name), *((_(_KNOWN),) if known else ()))
    return Answer({"uuid": uuid, "name": name, "size": len(data), "stored_already": known}, shown)


@command
@file_argument
def template(place: Workplace, file: Path) -> Answer:
    """Write an empty sheet to fill in."""
    disclosure_sheets.write_template(file)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_disclosures(place: Workplace, file: Path, dry_run: bool, save_refused: Path | None) -> Answer:
    """Import a spreadsheet row by row, in one operation."""
    imports.check_refused(save_refused)
    with imports.source(file) as read:
        plan = place.ask(disclosure_sheets.plan_file, read, place.today)
        headings = [column.heading for column in disclosure_sheets.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    shown = [*imports.plan_shown(plan, dry_run), *kept]
    if not dry_run:
        accept = partial(disclosure_sheets.accept, plan=plan, today=place.today)
        n = place.change(disclosure_sheets.IMPORT, accept, {"n": len(plan.ready)})
        shown.append(_(_IMPORTED).format(n=n))
    return Answer(imports.plan_value(plan, dry_run), tuple(shown))


@command
@file_argument
@filtered
def export(place: Workplace, file: Path, wanted: DisclosureFilter) -> Answer:
    """Write the filtered register as a spreadsheet."""
    place.ask(disclosure_sheets.export, wanted, place.today, file)
    return _counted(place, file, wanted)


@command
@file_argument
@filtered
@option("--due", "due_list", is_flag=True, help=N_("打印到期提醒单，每条写明到期的原因。"))
@printable
def print_register(place: Workplace, file: Path, wanted: DisclosureFilter, due_list: bool, look: Look) -> Answer:
    """Write the filtered register, or what is due of it, as PDF."""
    printouts.write(place, file, papers.due_of(wanted) if due_list else papers.register_of(wanted), look)
    return _counted(place, file, wanted)


def _counted(place: Workplace, file: Path, wanted: DisclosureFilter) -> Answer:
    n = place.ask(DisclosurePages(wanted, place.today).count)
    return Answer({"file": file, "rows": n}, (_(_WRITTEN_ROWS).format(n=n, file=file),))


@command
@id_argument
@file_argument
@printable
def slip(place: Workplace, item: str, file: Path, look: Look) -> Answer:
    """Write the slip of the five gates as PDF."""
    (uuid,) = found(place, [item])
    printouts.write(place, file, papers.slip_of(uuid), look)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@id_argument
@file_argument
@printable
def reason(place: Workplace, item: str, file: Path, look: Look) -> Answer:
    """Write why an item is due on its day, with the strip of days, as PDF."""
    (uuid,) = found(place, [item])
    printouts.write(place, file, papers.reason_of(uuid), look)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))
