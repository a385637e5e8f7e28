"""A notice for the wall (公示、公告), with or without a roll: read from two metres, in lines or in columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.i18n import _, language
from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.sheet import Setup, Sheet, Size, Tell
from app.sheets.sums import Sums
from app.sheets.table import Column, Table
from app.sheets.typefaces import Typefaces
from app.text.numerals import chinese_date, mongolian_date, mongolian_span

TITLES = {Size.A4: (26.0, 20.0), Size.A3: (42.0, 36.0)}
"""The largest and the smallest title: read from two metres it has 36 pt on A3."""
COLUMN_TITLES = {Size.A4: (26.0, 18.0), Size.A3: (42.0, 30.0)}
"""Mongolian takes twice the length: at 30 pt, where letters reach 1.2 em, it saves a column that the text needs."""
BODIES = {Size.A4: (16.0, 12.0), Size.A3: (22.0, 18.0)}
"""The largest and the smallest type of the text: as large as one page allows, no less than 18 pt (小2) on A3."""
SQUEEZED = {Size.A4: 11.0, Size.A3: 16.0}
"""Smaller than that only where it saves a second page; 16 pt (3号) is the type of an official document."""
STEP = 1.0
ROLLS = (0.72, 0.66, 0.6)
"""The roll is set in this part of the size of the text; where the text is at its smallest, the roll still gives way."""
LEADING = {False: 1.5, True: 1.2}
"""Of lines and of columns, which stand farther apart by themselves (pages.WIDER)."""
INDENT = "\u3000\u3000"
_BETWEEN = "\u3000"
SEAL = 0.5
"""Free lines over the issuer, where the seal lies on name and date (骑年盖月)."""
FILLED, AIR = 0.7, 0.7
"""Rows of a roll share this part of the room that is left, each at most so many em."""
ONE_PAGE = 60
"""A longer roll does not fit on one page: nobody tries."""


SIGNED, PEN, SHORT_PEN = 0.6, 50 * MM, 35 * MM
"""Free lines over a signature, and the length left for the pen: less of it before who signs takes another line."""


@dataclass(frozen=True)
class Period:
    """How long a notice hangs (公示期): its first and its last day; without a last day for good (长期公示).

    Without a first day it is not posted yet: it begins on the day it is, which a pen writes on the sheet. `length`
    tells how long in words ("7个工作日"); what is not posted yet and has no length hangs for good.
    """

    first: date | None = None
    last: date | None = None
    length: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeSheet(Sheet):
    """A notice in the words of one language: `office` issues it on `issued_on`.

    `addressed` stands over the paragraphs and ends in its own colon. `columns` and `rows` are the roll; `summed` are
    the numbers of its columns that hold amounts ("1,234.50"), whose sums end each page of several; `totals` is its last
    row, as many cells as columns ("合计", "", "1,234.50"). Objections are taken during the `period` by the office or
    its `supervisor`, under the telephone number, at the address. `signature` ("村务监督委员会（签名）：") has room for
    a pen after it.
    """

    issued_on: date
    addressed: str = ""
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Collection[Sequence[str]] = field(default_factory=tuple)
    summed: tuple[int, ...] = ()
    totals: tuple[str, ...] = ()
    period: Period | None = None
    supervisor: str = ""
    phone: str = ""
    address: str = ""
    signature: str = ""


class _Line(NamedTuple):
    """A line of the text with how it stands."""

    text: str
    align: Align


SETUP = Setup(size=Size.A3, landscape=True)


def draw(sheet: NoticeSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The notice as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: NoticeSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the notice on these pages, in the language spoken; raises ValueError for a summed cell that is no number."""
    titles = COLUMN_TITLES if pages.pen.frame.columns else TITLES
    pages.begin_plain(*titles[pages.size])
    sums = Sums(len(sheet.columns), sheet.summed, sheet.totals, sheet.rows)
    size, roll = _sizes(sheet, pages, sums)
    pages.sizes.append(size)
    leading = _leading(pages, size)
    pages.gap(leading / 3)
    for line in _text(sheet, pages, size):
        _set(line, pages, size, leading)
    after = _closing_lines(sheet, pages, size) * leading + pages.last_words
    if sheet.columns:
        pages.gap(leading / 3)
        table = Table(pages, sheet.columns, roll, sheet.rows, sums)
        airy = table.line_depth + _air(sheet, pages, table, roll, after)
        table.rows(sheet.rows, len(sheet.rows), tell, after, airy)
    pages.need(after)
    _signature(sheet, pages, size, leading)
    pages.gap(SEAL * leading)
    for line in _closing(sheet, pages, size):
        _set(line, pages, size, leading)


def _air(sheet: NoticeSheet, pages: Pages, table: Table, roll: float, after: float) -> float:
    """What each row of the roll takes of the room that is free, so that the page is filled; nothing on a full page."""
    if not 0 < len(sheet.rows) <= ONE_PAGE:
        return 0.0
    free = pages.room - after - table.depth(sheet.rows)
    return min(max(free, 0.0) * FILLED / (len(sheet.rows) + bool(sheet.totals)), roll * AIR)


def day_words(day: date) -> str:
    """A day in running text, in the language spoken."""
    return mongolian_date(day) if language() == "mn_Mong" else chinese_date(day)


def span_words(first: date, last: date) -> str:
    """From a day to a day in running text, in the language spoken."""
    if language() == "mn_Mong":
        return mongolian_span(first, last)
    return f"{chinese_date(first)}至{chinese_date(last)}"


def _sizes(sheet: NoticeSheet, pages: Pages, sums: Sums) -> tuple[float, float]:
    """The largest sizes of text and roll at which all stands on one page; where that cannot be, it is not squeezed."""
    largest, smallest = BODIES[pages.size]
    size = pages.capped(largest)
    least = min(size, smallest)
    if len(sheet.rows) > ONE_PAGE:
        return least, least * ROLLS[-1]
    tried = [(step, step * ROLLS[0]) for step in _steps(size, least)] + [(least, least * part) for part in ROLLS[1:]]
    tried += [(step, least * ROLLS[-1]) for step in _steps(least, min(least, SQUEEZED[pages.size]))[1:]]
    room = pages.room - pages.last_words
    fitting = (sizes for sizes in tried if _depth(sheet, pages, sums, *sizes) <= room)
    return next(fitting, (least, least * ROLLS[0]))


def _steps(size: float, least: float) -> list[float]:
    return [size - n * STEP for n in range(int((size - least) / STEP) + 1)]


def _depth(sheet: NoticeSheet, pages: Pages, sums: Sums, size: float, roll: float) -> float:
    lines = len(_text(sheet, pages, size)) + _closing_lines(sheet, pages, size)
    table = Table(pages, sheet.columns, roll, sheet.rows, sums) if sheet.columns else None
    return (lines + 2 / 3) * _leading(pages, size) + (table.depth(sheet.rows) if table else 0.0)


def _leading(pages: Pages, size: float) -> float:
    return pages.leading(size, LEADING[pages.pen.frame.columns])


def _text(sheet: NoticeSheet, pages: Pages, size: float) -> list[_Line]:
    """The addressees, the paragraphs, until when and where to object, in lines."""
    contacts = _packed(_contacts(sheet), pages, size)
    paragraphs = [*sheet.paragraphs, *_period(sheet.period), *contacts]
    lines = [_Line(text, Align.START) for text in pages.pen.lines(sheet.addressed, pages.length, size) if text]
    for paragraph in paragraphs:
        *full, last = pages.pen.lines(INDENT + paragraph, pages.length, size)
        lines += [*(_Line(text, Align.JUSTIFY) for text in full), _Line(last, Align.START)]
    return lines


def _period(period: Period | None) -> list[str]:
    """Until when to object; before the notice is posted, also a line for the pen of who posts it."""
    if period is None:
        return []
    if period.first is None:
        return [_unposted(period), _("张贴日期：________年____月____日")]
    if period.last is None:
        first = day_words(period.first)
        return [_("公示期：长期，开始日期：{first}。如有异议，请向本单位提出。").format(first=first)]
    words = {"period": span_words(period.first, period.last), "length": period.length}
    if not period.length:
        return [_("公示期：{period}。如有异议，请在公示期内向本单位提出。").format(**words)]
    return [_("公示期：{period}（{length}）。如有异议，请在公示期内向本单位提出。").format(**words)]


def _unposted(period: Period) -> str:
    if not period.length:
        return _("公示期：自张贴之日起长期公示。如有异议，请向本单位提出。")
    return _("公示期：自张贴之日起{length}。如有异议，请在公示期内向本单位提出。").format(length=period.length)


def _contacts(sheet: NoticeSheet) -> list[str]:
    """Who else takes objections, and where; a telephone alone is that of the office."""
    supervised = bool(sheet.supervisor or sheet.address)
    phone = _("监督举报电话：{phone}。") if supervised else _("联系电话：{phone}。")
    sentences = (
        (sheet.supervisor, _("监督单位：{supervisor}。")),
        (sheet.phone, phone),
        (sheet.address, _("受理地址：{address}。")),
    )
    words = {"supervisor": sheet.supervisor, "phone": sheet.phone, "address": sheet.address}
    return [sentence.format(**words) for given, sentence in sentences if given]


def _packed(sentences: Sequence[str], pages: Pages, size: float) -> list[str]:
    """Sentences on as few lines as hold them whole: a telephone number is never parted."""
    lines: list[str] = []
    for sentence in sentences:
        together = f"{lines[-1]}{_BETWEEN}{sentence}" if lines else ""
        if together and pages.pen.length(INDENT + together, size) <= pages.length:
            lines[-1] = together
        else:
            lines.append(sentence)
    return lines


def _closing_lines(sheet: NoticeSheet, pages: Pages, size: float) -> float:
    """How many lines stand after the roll."""
    signed = len(_signed(sheet, pages, size)[0]) + SIGNED if sheet.signature else 0.0
    return signed + SEAL + len(_closing(sheet, pages, size))


def _signed(sheet: NoticeSheet, pages: Pages, size: float) -> tuple[list[str], float]:
    """Who signs, in lines, and the length left for the pen."""
    wide, narrow = (pages.pen.lines(sheet.signature, pages.length - pen - size, size) for pen in (PEN, SHORT_PEN))
    return (narrow, SHORT_PEN) if len(narrow) < len(wide) else (wide, PEN)


def _signature(sheet: NoticeSheet, pages: Pages, size: float, leading: float) -> None:
    """Who signs, and a rule for the pen after the last word."""
    if not sheet.signature:
        return
    pages.gap(SIGNED * leading)
    lines, pen = _signed(sheet, pages, size)
    pages.pen.block(0, pages.across, pages.length, lines, size, leading)
    pages.across += len(lines) * leading
    start = pages.pen.length(lines[-1], size) + size / 2
    foot = pages.across - (leading - size) / 2
    pages.pen.rules([(start, foot, start + pen, foot)])


def _closing(sheet: NoticeSheet, pages: Pages, size: float) -> list[_Line]:
    """Who issued it, and when, at the end of the last lines."""
    office = pages.pen.lines(sheet.office, pages.length, size)
    return [_Line(text, Align.END) for text in (*office, day_words(sheet.issued_on))]


def _set(line: _Line, pages: Pages, size: float, leading: float) -> None:
    pages.need(leading)
    pages.pen.block(0, pages.across, pages.length, [line.text], size, leading, align=line.align)
    pages.across += leading
