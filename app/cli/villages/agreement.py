"""Whether banner and villages say the same."""

from pathlib import Path
from typing import Any

from app.cli import printouts
from app.cli.answers import Answer, Table, cell, plain
from app.cli.commands import command, option
from app.cli.printouts import Look, printable
from app.cli.villages.places import file_argument, found
from app.cli.villages.plan import year_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import agreements, papers
from app.operations.agreements import AgreementRow
from app.rules.agreement import Figures
from app.rules.payouts import yuan

_COUNTS = N_("核对 {all} 项，{differ} 项不一致。")
_WRITTEN = N_("已写出 {n} 项：{file}")
_FILE = N_("已写出：{file}")
_HEADINGS = (
    *(N_("嘎查村"), N_("公开事项"), N_("旗县户数"), N_("旗县金额（元）"), N_("旗县日期")),
    *(N_("公示户数"), N_("公示金额（元）"), N_("张贴日期"), N_("核对结果")),
)


@command
@year_argument
@option("--village", "where", default="", metavar="PLACE", help=N_("只要这个嘎查村或苏木乡镇的。"))
@option("--differing", is_flag=True, help=N_("只要不一致的。"))
def list_agreement(place: Workplace, year: int, where: str, differing: bool) -> Answer:
    """Compare every matter of a year at the banner and in the villages."""
    rows = place.ask(agreements.compared, year, found(place, where).code if where else "")
    differ = [row for row in rows if row.findings]
    kept = differ if differing else rows
    shown = [(r.village, r.subject, *_told(r.banner), *_told(r.village_figures), r.result) for r in kept]
    told = _(_COUNTS).format(all=len(rows), differ=len(differ))
    return Answer(list(map(_value, kept)), (told, Table(_HEADINGS, shown)))


def _told(figures: Figures | None) -> tuple[str, str, str]:
    return (cell(figures.households), yuan(figures.amount_fen), cell(figures.on)) if figures else ("", "", "")


def _value(row: AgreementRow) -> dict[str, Any]:
    return {**plain(row), "findings": [finding._asdict() for finding in row.findings], "result": row.result}


@command
@year_argument
@file_argument
def export(place: Workplace, year: int, file: Path) -> Answer:
    """Write the comparison as a spreadsheet."""
    place.ask(agreements.export, year, file)
    n = len(place.ask(agreements.compared, year))
    return Answer({"file": file, "rows": n}, (_(_WRITTEN).format(n=n, file=file),))


@command
@year_argument
@file_argument
@printable
def print_agreement(place: Workplace, year: int, file: Path, look: Look) -> Answer:
    """Write the comparison as PDF."""
    printouts.write(place, file, papers.agreement_of(year), look)
    return Answer({"file": file}, (_(_FILE).format(file=file),))
