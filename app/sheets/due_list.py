"""What is due, with the reason for each day (到期提醒单)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.i18n import N_, _
from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Band, Column, Row, dated, draw_table
from app.sheets.typefaces import Typefaces

COLUMNS = (
    (N_("序号"), 11, Align.CENTRE),
    (N_("信息名称"), 62, Align.START),
    (N_("目录事项"), 38, Align.START),
    (N_("责任科室"), 25, Align.START),
    (N_("起算日"), 20, Align.CENTRE),
    (N_("到期日"), 20, Align.CENTRE),
    (N_("剩余时间"), 26, Align.CENTRE),
    (N_("到期日理由"), 63, Align.START),
)


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """One item that is due: `left` ("剩 5 个工作日") and `reason` are whole phrases; a new `group` is announced."""

    title: str
    item: str = ""
    responsible: str = ""
    started_on: date | None = None
    due_on: date | None = None
    provisional: bool = False
    left: str = ""
    reason: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class DueListSheet(Sheet):
    """What is due on a day, in the order printed; `filter_text` tells which items these are."""

    as_of: date
    rows: Collection[DueRow]
    filter_text: str = ""
    totals: tuple[str, ...] = ()
    note: str = ""


SETUP = Setup(landscape=True)


def draw(sheet: DueListSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The list as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: DueListSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the list on these pages, in the language spoken."""
    pages.begin((_("截至 {date}").format(date=sheet.as_of.isoformat()), sheet.filter_text))
    columns = [Column(_(heading), length, align, whole=align is Align.CENTRE) for heading, length, align in COLUMNS]
    draw_table(pages, columns, _grouped(sheet.rows), len(sheet.rows), (sheet.totals, sheet.note), tell)


def _grouped(rows: Iterable[DueRow]) -> Iterator[Row]:
    group = ""
    for number, row in enumerate(rows, 1):
        if row.group and row.group != group:
            yield Band(row.group)
        group = row.group
        yield _cells(number, row)


def _cells(number: int, row: DueRow) -> Row:
    due = dated(row.due_on, row.provisional)
    return str(number), row.title, row.item, row.responsible, dated(row.started_on), due, row.left, row.reason
