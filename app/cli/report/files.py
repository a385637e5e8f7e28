"""Years of the annual report brought in, and the empty table for them."""

from functools import partial
from pathlib import Path

from app.cli import imports
from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import report_files

_WRITTEN = N_("已写出：{file}")
_IMPORTED = N_("已导入{office}{year}年的年度报告：{n} 项。")

file_argument = argument("file", type=FILE)


@command
@file_argument
@option("--format", "form", default="", help=N_("格式：2021 或 2018，不写就是最新的。"))
def template(place: Workplace, file: Path, form: str) -> Answer:
    """Write an empty table to fill in."""
    report_files.template(file, form)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
def import_report(place: Workplace, file: Path, dry_run: bool) -> Answer:
    """Take a year's figures and text from a workbook or JSON, in one operation."""
    with imports.source(file) as read:
        plan = place.ask(report_files.plan_file, read, place.today)
    shown = imports.plan_shown(plan, dry_run)
    if not dry_run:
        values = {"year": plan.year, "n": plan.taken}
        n = place.change(report_files.IMPORT, partial(report_files.accept, plan=plan), values)
        shown.append(_(_IMPORTED).format(office=plan.office, year=plan.year, n=n))
    named = {"office_code": plan.office_code, "year": plan.year, "scope": plan.scope, "form": plan.form}
    return Answer(imports.plan_value(plan, dry_run) | named, tuple(shown))
