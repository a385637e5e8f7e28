"""An official document in Chinese (公文), as GB/T 9704-2012 sets it: 22 lines of 28 characters, each on its place.

No free 小标宋 or 楷体 was found: titles are set in the heading face, the second level in 宋体. Sizes in 号 are told in
points; 28 characters of 3号 would be 158 mm at 16 pt, so the size follows from the type area, which the standard names.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from app.i18n import _, speaking
from app.sheets.book import Book
from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.pen import MM, Align, Pen
from app.sheets.sheet import Setup, Sheet
from app.sheets.titles import balanced
from app.sheets.typefaces import Typefaces
from app.text.numerals import chinese_date

# GB/T 9704-2012 5.1, 5.2: 天头, 订口, 版心.
TOP, LEFT, WIDTH, HEIGHT = 37 * MM, 28 * MM, 156 * MM, 225 * MM
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES
SIZE = WIDTH / CHARACTERS - 0.001
"""3号; less than a share by a hair, so that a rounding breaks no line."""
TITLE, SMALL = 22.0, 14.0
"""2号, 4号."""
MARK_SIZE = 42.0
"""初号, the largest there is; a longer mark is set smaller. The standard leaves the size to the office."""
MARK_FROM_TOP = 35 * MM
"""发文机关标志, from the top of the type area to its upper edge. Unverified: from memory of the edition of 2012."""
RULE_UNDER_NUMBER = 4 * MM
PAGE_NUMBER = 7 * MM
"""Below the type area, to the upper edge of the number."""
LETTER_MARK = 30 * MM
"""信函格式 (10.1): the mark, from the edge of the paper to its upper edge; there is no number on its first page."""
LETTER_RULE_UNDER_MARK, LETTER_RULE_ABOVE_EDGE, LETTER_RULE = 4 * MM, 20 * MM, 170 * MM
LETTER_BELOW_RULE = 7 / 8
"""Of a character of 3号, from the double rule to the number. These of 10.1 are from memory, unverified."""
RED = (0.86, 0.0, 0.0)
THICK, THIN = 0.35 * MM, 0.25 * MM
"""Rules of the imprint (版记). Unverified: from memory."""
IDEOGRAPHIC_SPACE = "\u3000"
INDENT = 2 * IDEOGRAPHIC_SPACE
DATE_FROM_RIGHT = 4  # characters
SEAL_LINES = 2
KEPT = 2  # lines of text that stay with the signature


class Level(IntEnum):
    """What a paragraph is: text, or a heading 一、（一）1. with its number written in it."""

    TEXT = 0
    FIRST = 1
    SECOND = 2
    THIRD = 3


ROLES = {Level.TEXT: Role.FANGSONG, Level.FIRST: Role.LABEL, Level.SECOND: Role.TEXT, Level.THIRD: Role.FANGSONG}


@dataclass(frozen=True, kw_only=True)
class DocumentSheet(Sheet):
    """A document: `office` stands in red over it and under its text, `sheet_number` is not printed.

    `addressee` ends without a colon. `annexes` are named under the text; `copies` and `printed_by` make the imprint.
    `letter`: in the form of a letter (信函格式), whose head leaves more room on the first page.
    """

    document_number: str
    addressee: str
    paragraphs: tuple[tuple[Level, str], ...]
    issued_on: date
    mark: str = ""
    annexes: tuple[str, ...] = ()
    copies: str = ""
    printed_by: str = ""
    letter: bool = False


def draw(sheet: DocumentSheet, typefaces: Typefaces) -> bytes:
    """The document as PDF on A4, in Chinese; the same sheet gives the same bytes."""
    with speaking("zh"):
        book = Book(Setup(), typefaces)
        book.about(sheet)
        paper = _Paper(book, first_number=2 if sheet.letter else 1)
        (_letter_head if sheet.letter else _head)(sheet, paper)
        _body(sheet, paper)
        _imprint(sheet, paper)
        paper.end()
        return book.written(sheet, "zh")


class Line(NamedTuple):
    """A line of the text with how it stands."""

    text: str
    role: Role = Role.FANGSONG
    align: Align = Align.START


class _Paper:
    """The type area of one page after another; `across` is how far down it is filled."""

    def __init__(self, book: Book, first_number: int = 1) -> None:
        self._book = book
        self._first_number = first_number
        self.pen = Pen(book.canvas, book.typefaces, Frame(LEFT, book.paper[1] - TOP, WIDTH, HEIGHT))
        self.number = 0
        self.turn()

    def need(self, lines: float) -> None:
        """Turn the page if fewer lines are free."""
        if HEIGHT - self.across < lines * PITCH - 0.1:
            self.turn()

    def turn(self) -> None:
        """Go on on a new page."""
        if self.number:
            self.end()
        self.number += 1
        self.across = 0.0
        self._book.begin_page(self.number)

    def end(self) -> None:
        """Number the page and end it: odd ones at the right, even ones at the left, one character in."""
        text = f"— {self.number} —" if self.number >= self._first_number else ""
        length = self.pen.length(text, SMALL)
        along = WIDTH - SMALL - length if self.number % 2 else SMALL
        self.pen.text(along, HEIGHT + PAGE_NUMBER + SMALL / 2, text, SMALL)
        self._book.end_page(self.number)

    def line(self, line: Line) -> None:
        """Set one line of the text on the grid."""
        self.need(1)
        self.pen.aligned(0, self.across + PITCH / 2, WIDTH, line.text, SIZE, line.role, line.align)
        self.across += PITCH

    def paragraph(self, text: str, role: Role = Role.FANGSONG) -> list[Line]:
        """The lines of a paragraph, both edges straight; they are not drawn yet."""
        *full, last = self.pen.lines(text, WIDTH, SIZE, role)
        return [*(Line(line, role, Align.JUSTIFY) for line in full), Line(last, role)]


def _head(sheet: DocumentSheet, paper: _Paper) -> None:
    """The red head: mark, number two lines under it, rule; then the title two lines under that."""
    paper.across = _mark(sheet, paper.pen, MARK_FROM_TOP) + 2 * PITCH
    paper.line(Line(sheet.document_number, align=Align.CENTRE))
    paper.across += RULE_UNDER_NUMBER - (PITCH - SIZE) / 2
    _red_rule(paper.pen, paper.across, WIDTH, THICK)
    _title(sheet, paper)


def _letter_head(sheet: DocumentSheet, paper: _Paper) -> None:
    """The head of a letter: mark, double rule, number at the right under it; a double rule at the foot of the page."""
    rule = _mark(sheet, paper.pen, LETTER_MARK - TOP) + LETTER_RULE_UNDER_MARK
    foot = paper.pen.frame.top - LETTER_RULE_ABOVE_EDGE
    for across, weights in ((rule, (THICK, THIN)), (foot, (THIN, THICK))):
        for n, weight in enumerate(weights):
            _red_rule(paper.pen, across + n * 3 * THIN, LETTER_RULE, weight)
    paper.across = rule + 3 * THIN + LETTER_BELOW_RULE * SIZE - (PITCH - SIZE) / 2
    paper.line(Line(sheet.document_number, align=Align.END))
    _title(sheet, paper)


def _mark(sheet: DocumentSheet, pen: Pen, across: float) -> float:
    """The issuer in red, with its upper edge there; where it ends."""
    mark = sheet.mark or sheet.office
    size = min(MARK_SIZE, WIDTH / pen.length(mark, 1, Role.HEADING))
    start = (WIDTH - pen.length(mark, size, Role.HEADING)) / 2
    pen.text(start, across + size / 2, mark, size, Role.HEADING, RED)
    return across + size


def _red_rule(pen: Pen, across: float, length: float, weight: float) -> None:
    x, y = pen.frame.point((WIDTH - length) / 2, across)
    pen.canvas.setFillColorRGB(*RED)
    pen.canvas.rect(x, y, length, weight, stroke=0, fill=1)


def _title(sheet: DocumentSheet, paper: _Paper) -> None:
    pen = paper.pen
    paper.across += 2 * PITCH
    title = balanced(pen, sheet.title, WIDTH, TITLE)
    pen.block(0, paper.across, WIDTH, title, TITLE, 1.2 * PITCH, Role.HEADING, Align.CENTRE)
    paper.across += len(title) * 1.2 * PITCH + PITCH


def _body(sheet: DocumentSheet, paper: _Paper) -> None:
    """The text with its signature, which never stands on a page without two lines of the text."""
    lines = paper.paragraph(_("{addressee}：").format(addressee=sheet.addressee))
    for level, text in sheet.paragraphs:
        lines += paper.paragraph(INDENT + text, ROLES[level])
    kept = min(len(lines), KEPT)
    for text in _annexes(sheet):
        lines += paper.paragraph(text)
        kept += 1
    for line in lines[:-kept]:
        paper.line(line)
    paper.need(kept + SEAL_LINES + 2)
    for line in lines[-kept:]:
        paper.line(line)
    paper.across += SEAL_LINES * PITCH
    _signature(sheet, paper)


def _annexes(sheet: DocumentSheet) -> list[str]:
    """A free line, then the names of the annexes; numbered if there are several."""
    if len(sheet.annexes) < 2:
        return ["", *(INDENT + _("附件：{name}").format(name=name) for name in sheet.annexes)][: 2 * len(sheet.annexes)]
    first, *others = enumerate(sheet.annexes, 1)
    texts = [_("附件：{number}. {name}").format(number=first[0], name=first[1])]
    texts += [f"{3 * IDEOGRAPHIC_SPACE}{number}. {name}" for number, name in others]
    return ["", *(INDENT + text for text in texts)]


def _signature(sheet: DocumentSheet, paper: _Paper) -> None:
    """The date four characters in from the right, the issuer in the middle over it; the seal lies on both."""
    day, pen = chinese_date(sheet.issued_on), paper.pen
    length, own = (pen.length(text, SIZE, Role.FANGSONG) for text in (day, sheet.office))
    end = WIDTH - DATE_FROM_RIGHT * SIZE
    start = min(end - length / 2 - own / 2, WIDTH - own)
    pen.text(start, paper.across + PITCH / 2, sheet.office, SIZE, Role.FANGSONG)
    pen.text(end - length, paper.across + 1.5 * PITCH, day, SIZE, Role.FANGSONG)
    paper.across += 2 * PITCH


def _imprint(sheet: DocumentSheet, paper: _Paper) -> None:
    """At the foot of the last page, an even one: who gets copies, who printed it and when (版记)."""
    if not sheet.printed_by:
        return
    pen, inner = paper.pen, WIDTH - 2 * SMALL
    copies = pen.lines(_("抄送：{copies}。").format(copies=sheet.copies), inner, SMALL, Role.FANGSONG)
    depth = PITCH * ((len(copies) if sheet.copies else 0) + 1)
    paper.need(depth / PITCH + 1)
    if paper.number % 2:
        paper.turn()
    across = HEIGHT - depth
    pen.rules([(0, across, WIDTH, across), (0, HEIGHT, WIDTH, HEIGHT)], THICK)
    if sheet.copies:
        pen.block(SMALL, across, inner, copies, SMALL, PITCH, Role.FANGSONG)
        pen.rules([(0, HEIGHT - PITCH, WIDTH, HEIGHT - PITCH)], THIN)
    printed = _("{date}印发").format(date=chinese_date(sheet.printed_at.date()))
    for text, align in ((sheet.printed_by, Align.START), (printed, Align.END)):
        pen.aligned(SMALL, HEIGHT - PITCH / 2, inner, text, SMALL, Role.FANGSONG, align)
