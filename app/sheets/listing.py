"""A list on paper, all its words given: a village's items, the year plan, what a box of the archive holds, a log."""

from collections.abc import Collection
from dataclasses import dataclass

from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Band, Column, Row, draw_table
from app.sheets.typefaces import Typefaces

ListColumn = Column
"""Heading, length as a share of all, how cells stand, and whether their words are never parted."""


@dataclass(frozen=True, kw_only=True)
class ListSheet(Sheet):
    """Rows in the order printed, in the words of one language; a `Band` names the rows after it.

    `period` and `filter_text` tell which rows these are, `totals` are whole phrases ("共 12 项"), `note` stands last.
    """

    columns: tuple[ListColumn, ...]
    rows: Collection[Row]
    period: str = ""
    filter_text: str = ""
    totals: tuple[str, ...] = ()
    note: str = ""


SETUP = Setup(landscape=True)
TALL = Setup()


def draw(sheet: ListSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The list as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: ListSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the list on these pages, in the language spoken."""
    pages.begin((sheet.period, sheet.filter_text))
    count = sum(not isinstance(row, Band) for row in sheet.rows)
    draw_table(pages, sheet.columns, sheet.rows, count, (sheet.totals, sheet.note), tell)
