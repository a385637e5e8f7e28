"""Files in and out: lists, exports, the coverage board on paper."""

from functools import partial
from pathlib import Path
from typing import Any

from app.cli import imports, printouts
from app.cli.answers import Answer, Table
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, Day, Whole
from app.cli.payouts.filters import Wanted, chosen, uuids
from app.cli.printouts import Look, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import papers, payout_plans, payout_sheets, payouts, villages
from app.operations.payout_plans import Defaults, PayoutPlan
from app.rules.payouts import yuan

_WRITTEN = N_("已写出：{file}")
_WRITTEN_ROWS = N_("已写出 {n} 行：{file}")
_IMPORTED = N_("已导入 {n} 行，合计{total}元。")
_NO_REASON = N_("导出未隐去的名册要写明理由：--reason 理由。")

file_argument = argument("file", type=FILE)


@command
@file_argument
def template(place: Workplace, file: Path) -> Answer:
    """Write an empty list to fill in."""
    payout_sheets.write_template(file)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))


@command
@file_argument
@option("--programme", default="", help=N_("整张表的补贴项目，表里没有这一列时用。"))
@option("--programme-mn", default="", help=N_("补贴项目的蒙古文名称。"))
@option("--year", type=Whole(1990), help=N_("整张表的年份，表里没有这一列时用。"))
@option("--batch", default="", help=N_("批次。"))
@option("--unit", default="", help=N_("数量的单位，例如亩。"))
@option("--paid", "paid_on", type=Day(), help=N_("发放日期，表里没有这一列时用。"))
@option("--village", default="", help=N_("整张表属于这个嘎查村：名称或代码。"))
@option("--dry-run", is_flag=True, help=N_("只看方案，不导入。"))
@option("--save-refused", type=FILE, help=N_("把未采纳的行连同原因另存为xlsx。"))
def import_payouts(
    place: Workplace, file: Path, village: str, dry_run: bool, save_refused: Path | None, **given: Any
) -> Answer:
    """Import a list row by row, in one operation."""
    imports.check_refused(save_refused)
    code = place.ask(villages.found, village).code if village else ""
    with imports.source(file) as read:
        plan = place.ask(payout_plans.plan_file, read, Defaults(**given, office_code=code), place.today)
        headings = [column.heading for column in payout_plans.COLUMNS]
        kept = imports.save_refused(save_refused, plan.lines, read, headings)
    shown = [*imports.plan_shown(plan, dry_run), _totals(plan), *kept]
    if not dry_run:
        n = place.change(payouts.IMPORT, partial(payouts.accept, plan=plan), {"n": plan.rows})
        shown.append(_(_IMPORTED).format(n=n, total=yuan(plan.total_fen)))
    value = imports.plan_value(plan, dry_run) | {"totals": plan.totals}
    return Answer(value, tuple(shown))


def _totals(plan: PayoutPlan) -> Table:
    headings = (N_("嘎查村"), N_("补贴项目"), N_("行数"), N_("金额（元）"), N_("表中合计（元）"), N_("相差（元）"))
    rows = [
        (each.village, each.key.programme, str(each.rows), yuan(each.total_fen), yuan(each.said_fen), _off(each))
        for each in plan.totals
    ]
    return Table(headings, rows)


def _off(total: payout_plans.RollTotal) -> str:
    return yuan(total.off_fen) if total.off_fen else ""


@command
@file_argument
@chosen
@option("--unmasked", is_flag=True, help=N_("不隐去号码和住址，须写明理由。"))
@option("--reason", default="", help=N_("理由，会留在操作记录里。"))
def export(
    place: Workplace, file: Path, ids: tuple[str, ...], wanted: Wanted, every: bool, unmasked: bool, reason: str
) -> Answer:
    """Write rolls as a spreadsheet: through the gate, or whole with a reason that is kept."""
    found = uuids(place, ids, wanted, every)
    if not unmasked:
        n = place.ask(payout_sheets.export_rolls, found, file)
    elif not reason.strip():
        raise Misuse(_(_NO_REASON))
    else:
        work = partial(payout_sheets.export_unmasked, uuids=found, path=file, reason=reason, now=place.now)
        n = place.change(payout_sheets.UNMASKED, work, {"n": len(found)})
    return Answer({"file": file, "rows": n, "unmasked": unmasked}, (_(_WRITTEN_ROWS).format(n=n, file=file),))


@command
@argument("year", type=Whole(1990))
@file_argument
@printable
def print_coverage(place: Workplace, year: int, file: Path, look: Look) -> Answer:
    """Write which villages posted a year's pay-outs as PDF."""
    printouts.write(place, file, papers.coverage_of(year), look)
    return Answer({"file": file}, (_(_WRITTEN).format(file=file),))
