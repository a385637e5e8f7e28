"""The slip that goes with a stick, or back with the receipt (报送单、回执单): facts, tables, room for hand and seal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.i18n import _
from app.sheets.faces import Role
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.review_slip import HANDS, ROOMY, SIZE
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, Row, Table, draw_table

SEAL = 36 * MM
AIR = 4 * MM
LABEL_LINES, LABEL_COLUMNS = 24, 40
TABLE_SIZE = 9.5


@dataclass(frozen=True)
class SlipTable:
    """A table with a title of its own, and the phrases it ends in."""

    title: str
    columns: tuple[Column, ...]
    rows: Collection[Row]
    totals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PackageSlipSheet(Sheet):
    """A package in words of one language: facts as rows of names and values (two or four cells), tables, a note."""

    facts: tuple[tuple[str, ...], ...]
    tables: tuple[SlipTable, ...] = ()
    note: str = ""


SETUP = Setup()


def fill(sheet: PackageSlipSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the slip on these pages, in the language spoken."""
    pages.begin()
    _facts(sheet.facts, pages)
    for table in sheet.tables:
        pages.gap(AIR)
        pages.paragraph(table.title, SIZE, Role.LABEL)
        pages.gap(1 * MM)
        draw_table(pages, table.columns, table.rows, len(table.rows), (table.totals, ""), tell, TABLE_SIZE)
    pages.gap(AIR)
    pages.paragraph(sheet.note)
    _hands(pages)


def _facts(facts: Sequence[tuple[str, ...]], pages: Pages) -> None:
    label = Column("", LABEL_COLUMNS if pages.pen.frame.columns else LABEL_LINES, Align.CENTRE, role=Role.LABEL)
    value = Column("", 65)
    table = Table(pages, (label, value, label, value), SIZE, facts)
    for cells in facts:
        table.row(cells, ROOMY)


def _hands(pages: Pages) -> None:
    """Room for what only a hand can give."""
    pages.gap(AIR)
    signing = _("签字：\n\n年　　月　　日")
    cells = (_("经办人"), signing, _("负责人"), signing, _("单位\n（盖章）"), "")
    pages.need(SEAL)
    Table(pages, HANDS, SIZE, [cells]).row(cells, SEAL)
