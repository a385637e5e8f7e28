"""A notice for the wall (公示、公告), with or without a roll: read from two metres, in lines or in columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.i18n import _, language
from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Sheet, Size, Tell
from app.sheets.table import Column, Table
from app.sheets.typefaces import Typefaces
from app.text.numerals import chinese_date, mongolian_date, mongolian_span

TITLES = {Size.A4: (26.0, 20.0), Size.A3: (42.0, 36.0)}
"""The largest and the smallest title: read from two metres it has 36 pt on A3."""
BODIES = {Size.A4: (16.0, 12.0), Size.A3: (22.0, 18.0)}
"""The largest and the smallest type of the text: as large as one page allows, no less than 18 pt (小2) on A3."""
STEP = 1.0
ROLLS = (0.72, 0.66, 0.6)
"""The roll is set in this part of the size of the text; where the text is at its smallest, the roll still gives way."""
LEADING = {False: 1.5, True: 1.2}
"""Of lines and of columns, which stand farther apart by themselves (pages.WIDER)."""
INDENT = "\u3000\u3000"
SEAL = 0.5
"""Free lines over the issuer, where the seal lies on name and date (骑年盖月)."""
FILLED, AIR = 0.7, 0.7
"""Rows of a roll share this part of the room that is left, each at most so many em."""
ONE_PAGE = 60
"""A longer roll does not fit on one page: nobody tries."""


@dataclass(frozen=True, kw_only=True)
class NoticeSheet(Sheet):
    """A notice in the words of one language: `office` issues it on `issued_on`.

    `addressed` stands over the paragraphs and ends in its own colon. `columns` and `rows` are the roll. Objections are
    taken from the first to the last day of the `period` under the telephone number.
    """

    issued_on: date
    addressed: str = ""
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Collection[Sequence[str]] = field(default_factory=tuple)
    period: tuple[date, date] | None = None
    phone: str = ""


class _Line(NamedTuple):
    """A line of the text with how it stands."""

    text: str
    align: Align


SETUP = Setup(size=Size.A3, landscape=True)


def draw(sheet: NoticeSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The notice as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: NoticeSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the notice on these pages, in the language spoken."""
    pages.begin_plain(*TITLES[pages.size])
    size, roll = _sizes(sheet, pages)
    pages.sizes.append(size)
    leading = _leading(pages, size)
    pages.gap(leading / 3)
    for line in _text(sheet, pages, size):
        _set(line, pages, size, leading)
    closing = _closing(sheet, pages, size)
    after = (SEAL + len(closing)) * leading + pages.last_words
    if sheet.columns:
        pages.gap(leading / 3)
        table = _roll(sheet, pages, roll)
        airy = table.line_depth + _air(sheet, pages, table, roll, after)
        table.rows(sheet.rows, len(sheet.rows), tell, after, airy)
    pages.need(after)
    pages.gap(SEAL * leading)
    for line in closing:
        _set(line, pages, size, leading)


def _air(sheet: NoticeSheet, pages: Pages, table: Table, roll: float, after: float) -> float:
    """What each row of the roll takes of the room that is free, so that the page is filled; nothing on a full page."""
    if not 0 < len(sheet.rows) <= ONE_PAGE:
        return 0.0
    free = pages.room - after - table.depth(sheet.rows)
    return min(max(free, 0.0) * FILLED / len(sheet.rows), roll * AIR)


def day_words(day: date) -> str:
    """A day in running text, in the language spoken."""
    return mongolian_date(day) if language() == "mn_Mong" else chinese_date(day)


def span_words(first: date, last: date) -> str:
    """From a day to a day in running text, in the language spoken."""
    if language() == "mn_Mong":
        return mongolian_span(first, last)
    return f"{chinese_date(first)}至{chinese_date(last)}"


def _sizes(sheet: NoticeSheet, pages: Pages) -> tuple[float, float]:
    """The largest sizes of text and roll at which all stands on one page; where that cannot be, it is not squeezed."""
    largest, smallest = BODIES[pages.size]
    size = pages.capped(largest)
    least = min(size, smallest)
    if len(sheet.rows) > ONE_PAGE:
        return least, least * ROLLS[0]
    tried = [(step, step * ROLLS[0]) for step in _steps(size, least)] + [(least, least * part) for part in ROLLS[1:]]
    room = pages.room - pages.last_words
    fitting = (sizes for sizes in tried if _depth(sheet, pages, *sizes) <= room)
    return next(fitting, (least, least * ROLLS[0]))


def _steps(size: float, least: float) -> list[float]:
    return [size - n * STEP for n in range(int((size - least) / STEP) + 1)]


def _depth(sheet: NoticeSheet, pages: Pages, size: float, roll: float) -> float:
    lines = len(_text(sheet, pages, size)) + len(_closing(sheet, pages, size))
    rows = _roll(sheet, pages, roll).depth(sheet.rows) if sheet.columns else 0.0
    return (lines + SEAL + 2 / 3) * _leading(pages, size) + rows


def _leading(pages: Pages, size: float) -> float:
    return pages.leading(size, LEADING[pages.pen.frame.columns])


def _roll(sheet: NoticeSheet, pages: Pages, size: float) -> Table:
    return Table(pages, sheet.columns, size, sheet.rows)


def _text(sheet: NoticeSheet, pages: Pages, size: float) -> list[_Line]:
    """The addressees, the paragraphs, and until when to object, in lines."""
    paragraphs = [*sheet.paragraphs, *filter(None, [_objections(sheet)])]
    lines = [_Line(text, Align.START) for text in pages.pen.lines(sheet.addressed, pages.length, size) if text]
    for paragraph in paragraphs:
        *full, last = pages.pen.lines(INDENT + paragraph, pages.length, size)
        lines += [*(_Line(text, Align.JUSTIFY) for text in full), _Line(last, Align.START)]
    return lines


def _objections(sheet: NoticeSheet) -> str:
    if sheet.period is None:
        return _("联系电话：{phone}。").format(phone=sheet.phone) if sheet.phone else ""
    words = {"period": span_words(*sheet.period), "phone": sheet.phone}
    if not sheet.phone:
        return _("公示期：{period}。如有异议，请在公示期内向本单位提出。").format(**words)
    return _("公示期：{period}。如有异议，请在公示期内向本单位提出，联系电话：{phone}。").format(**words)


def _closing(sheet: NoticeSheet, pages: Pages, size: float) -> list[_Line]:
    """Who issued it, and when, at the end of the last lines."""
    office = pages.pen.lines(sheet.office, pages.length, size)
    return [_Line(text, Align.END) for text in (*office, day_words(sheet.issued_on))]


def _set(line: _Line, pages: Pages, size: float, leading: float) -> None:
    pages.need(leading)
    pages.pen.block(0, pages.across, pages.length, [line.text], size, leading, align=line.align)
    pages.across += leading
