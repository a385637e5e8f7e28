"""The annual report on paper (政府信息公开工作年度报告): its sections, the tables of the form, charts, remarks."""

from dataclasses import dataclass

from app.rules.report_charts import Chart
from app.rules.report_document import Block, Heading, Note, Prose
from app.rules.report_grids import Grid
from app.sheets.book import printed
from app.sheets.chart import Drawing, draw_chart
from app.sheets.faces import Role
from app.sheets.form import Form
from app.sheets.pages import NOTE, Pages
from app.sheets.pen import MM
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.typefaces import Typefaces

HEADING, PROSE = 12.5, 10.5
BEFORE_HEADING, AFTER_BLOCK = 2.5 * MM, 1.5 * MM
KEPT = 2  # lines of text that stay with their heading
INDENT = "\u3000\u3000"


@dataclass(frozen=True, kw_only=True)
class ReportSheet(Sheet):
    """A report in the words of one language; the remarks (草稿) stand beside the office's name."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()


SETUP = Setup()


def draw(sheet: ReportSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The report as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: ReportSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the report on these pages, in the language spoken."""
    pages.begin(sheet.remarks)
    count = len(sheet.blocks)
    for number, block in enumerate(sheet.blocks, 1):
        _draw(pages, block, sheet.blocks[number] if number < count else None)
        if tell:
            tell(number, count)


def _draw(pages: Pages, block: Block, after: Block | None) -> None:
    match block:
        case Heading(text):
            _heading(pages, text, after)
            return
        case Prose():
            for paragraph in block.paragraphs:
                pages.paragraph(INDENT + paragraph, PROSE)
        case Note(text):
            pages.paragraph(text, NOTE)
        case Grid():
            Form(pages, block).draw()
        case Chart():
            draw_chart(pages, block)
    pages.gap(AFTER_BLOCK)


def _heading(pages: Pages, text: str, after: Block | None) -> None:
    """A heading, on the page on which what comes after it begins."""
    lines = len(pages.pen.lines(text, pages.length, HEADING, Role.HEADING))
    own = BEFORE_HEADING + lines * pages.leading(HEADING) + AFTER_BLOCK
    pages.need(own + _beginning(pages, after))
    pages.gap(BEFORE_HEADING)
    pages.paragraph(text, HEADING, Role.HEADING)
    pages.gap(AFTER_BLOCK)


def _beginning(pages: Pages, block: Block | None) -> float:
    """How deep what follows is at least on the page where it begins."""
    if isinstance(block, Grid):
        return Form(pages, block).beginning
    if isinstance(block, Chart):
        return Drawing(pages.pen, block, pages.length).depth
    return KEPT * pages.leading(PROSE)
