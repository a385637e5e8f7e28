"""Notices in and out as files: spreadsheets, photographs."""

from functools import partial
from pathlib import Path

from app.cli import imports
from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.notices.filters import filtered, found, notice_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import attachments, notice_sheets
from app.operations.notice_lists import NoticeFilter

_ATTACHED = N_("已添加附件“{name}”。")
_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 份：{file}")
_IMPORTED = N_("已导入 {n} 份。")
file_argument = argument("file", type=FILE)


@command
@file_argument
def template(place: Workplace, file: Path) -> Answer:
    """Write an empty sheet to fill in."""
    notice_sheets.write_template(file)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_notices(place: Workplace, file: Path, dry_run: bool, save_refused: Path | None) -> Answer:
    """Import a spreadsheet row by row, in one operation."""
    imports.check_refused(save_refused)
    with imports.source(file) as read:
        plan = place.ask(notice_sheets.plan_file, read, place.today)
        headings = [column.heading for column in notice_sheets.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    shown = [*imports.plan_shown(plan, dry_run), *kept]
    if not dry_run:
        accept = partial(notice_sheets.accept, plan=plan)
        n = place.change(notice_sheets.IMPORT, accept, {"n": len(plan.ready)})
        shown.append(_(_IMPORTED).format(n=n))
    return Answer(imports.plan_value(plan, dry_run), tuple(shown))


@command
@file_argument
@filtered
def export(place: Workplace, file: Path, wanted: NoticeFilter) -> Answer:
    """Write the filtered notices as a spreadsheet."""
    n = place.ask(notice_sheets.export, wanted, place.today, file)
    return Answer({"file": file, "rows": n}, (_(_WRITTEN_ROWS).format(n=n, file=file),))


@command
@notice_argument
@file_argument
def attach(place: Workplace, notice: str, file: Path) -> Answer:
    """Add a file to a notice, as the photograph of the board."""
    name, data = attachments.read(file)
    (uuid,) = found(place, [notice])
    known = place.change(attachments.ATTACH, partial(attachments.attach, owner_uuid=uuid, name=name, data=data))
    value = {"uuid": uuid, "name": name, "size": len(data), "stored_already": known}
    return Answer(value, (_(_ATTACHED).format(name=name),))
