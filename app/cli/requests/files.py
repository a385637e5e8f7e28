"""Requests in and out as files: spreadsheets, what belongs to a case, sheets of paper."""

from functools import partial
from pathlib import Path

from app.cli import imports, printouts
from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.printouts import Look, printable
from app.cli.requests.filters import filtered, found, request_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import attachments, papers, request_sheets
from app.operations.request_lists import RequestFilter

_ATTACHED = N_("已添加附件“{name}”。")
_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 件：{file}")
_IMPORTED = N_("已导入 {n} 件。")
file_argument = argument("file", type=FILE)


@command
@file_argument
def template(place: Workplace, file: Path) -> Answer:
    """Write an empty sheet to fill in."""
    request_sheets.write_template(file)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_requests(place: Workplace, file: Path, dry_run: bool, save_refused: Path | None) -> Answer:
    """Import a spreadsheet row by row, in one operation; finished cases come in with their steps."""
    imports.check_refused(save_refused)
    with imports.source(file) as read:
        plan = place.ask(request_sheets.plan_file, read, place.today)
        headings = [column.heading for column in request_sheets.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    shown = [*imports.plan_shown(plan, dry_run), *kept]
    if not dry_run:
        accept = partial(request_sheets.accept, plan=plan)
        n = place.change(request_sheets.IMPORT, accept, {"n": len(plan.ready)})
        shown.append(_(_IMPORTED).format(n=n))
    return Answer(imports.plan_value(plan, dry_run), tuple(shown))


@command
@file_argument
@filtered
def export(place: Workplace, file: Path, wanted: RequestFilter) -> Answer:
    """Write the filtered requests as a spreadsheet."""
    n = place.ask(request_sheets.export, wanted, place.today, file)
    return Answer({"file": file, "rows": n}, (_(_WRITTEN_ROWS).format(n=n, file=file),))


@command
@request_argument
@file_argument
def attach(place: Workplace, request: str, file: Path) -> Answer:
    """Add a file to a request, as the letter that came in."""
    name, data = attachments.read(file)
    (uuid,) = found(place, [request])
    known = place.change(attachments.ATTACH, partial(attachments.attach, owner_uuid=uuid, name=name, data=data))
    value = {"uuid": uuid, "name": name, "size": len(data), "stored_already": known}
    return Answer(value, (_(_ATTACHED).format(name=name),))


@command
@file_argument
@filtered
@printable
def print_register(place: Workplace, file: Path, wanted: RequestFilter, look: Look) -> Answer:
    """Write the filtered register as PDF."""
    drawn = printouts.write(place, file, papers.requests_of(wanted), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))


@command
@request_argument
@file_argument
@printable
def sheet(place: Workplace, request: str, file: Path, look: Look) -> Answer:
    """Write how the time of a request was counted as PDF."""
    (uuid,) = found(place, [request])
    drawn = printouts.write(place, file, papers.case_of(uuid), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))
