"""A letter of a case as a form (登记回执, 征求意见确认函, 送达回证): names and values in a table, room for a pen."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.sheets.book import printed
from app.sheets.faces import Role
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, Table
from app.sheets.typefaces import Typefaces

SIZE, WORDS = 12.0, 11.0
ROOMY, OPEN, SEAL = 10 * MM, 15 * MM, 24 * MM
LABEL_LINES, LABEL_COLUMNS, VALUE = 40, 60, 118


@dataclass(frozen=True, kw_only=True)
class FormSheet(Sheet):
    """Rows in the words of one language; a row without a name is a sentence. `signed` is who issues it, and when."""

    rows: tuple[tuple[str, str], ...]
    signed: tuple[str, ...] = ()


SETUP = Setup()


def draw(sheet: FormSheet, typefaces: Typefaces, setup: Setup = SETUP) -> bytes:
    """The form as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces)


def fill(sheet: FormSheet, pages: Pages, _tell: Tell | None = None) -> None:
    """Draw the form on these pages, in the language spoken."""
    pages.begin()
    rows = [row for row in sheet.rows if row[0]]
    table = Table(pages, _columns(pages), SIZE, rows)
    for row in rows:
        table.row(row, ROOMY if row[1] else OPEN)
    pages.gap(3 * MM)
    for name, sentence in sheet.rows:
        if not name:
            pages.paragraph(sentence, WORDS)
    _signed(sheet, pages)


def _columns(pages: Pages) -> Sequence[Column]:
    """Mongolian names are longer than Chinese ones, and a column costs more room than a line."""
    label = Column("", LABEL_COLUMNS if pages.pen.frame.columns else LABEL_LINES, Align.CENTRE, role=Role.LABEL)
    return label, Column("", VALUE)


def _signed(sheet: FormSheet, pages: Pages) -> None:
    """Who issues it and the day, with room for the seal over both."""
    if not sheet.signed:
        return
    pages.need(SEAL)
    pages.gap(SEAL / 2)
    for text in sheet.signed:
        pages.paragraph(text, WORDS, align=Align.END)
