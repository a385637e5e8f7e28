"""Why an item is due on its day (到期日说明): the strip of days, the sentence, the article."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import _
from app.rules.calendar import Count, Day, DayKind, explained, weekday_name
from app.sheets.book import printed
from app.sheets.faces import Role
from app.sheets.pages import SMALL, Pages
from app.sheets.pen import MM, THICK, THIN, Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, Table
from app.sheets.typefaces import Typefaces

SIZE, TINY = 10.5, 7
TINY_LEADING, AIR = 1.2, 0.8 * MM
DAYS_A_LINE = 14
GUTTER = 8 * MM
CELL, MARK = 24.5 * MM, 7.5 * MM
ROOMY = 8 * MM
COUNTED, WHITE = 0.25, 1.0
FACTS = (Column("", 30, Align.CENTRE, role=Role.LABEL), Column("", 148))


@dataclass(frozen=True, kw_only=True)
class DueReasonSheet(Sheet):
    """One count of days: `time_limit` is the catalog's phrase, `sentence` what it was read as, `article` the law."""

    item_title: str
    count: Count
    sentence: str
    time_limit: str = ""
    article: str = ""
    note: str = ""


SETUP = Setup()


def draw(sheet: DueReasonSheet, typefaces: Typefaces, setup: Setup = SETUP) -> bytes:
    """The explanation as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces)


def fill(sheet: DueReasonSheet, pages: Pages, _tell: Tell | None = None) -> None:
    """Draw the explanation on these pages, in the language spoken."""
    pages.begin()
    _facts(sheet, pages)
    _strip(sheet.count, pages)
    pages.paragraph(_("深色为计入的日子，空框为不计的日子，粗框为起算日和到期日。"), SMALL)
    pages.gap(3 * MM)
    _day_by_day(sheet.count, pages)
    pages.gap(2 * MM)
    pages.paragraph(sheet.note)


def _facts(sheet: DueReasonSheet, pages: Pages) -> None:
    facts = (
        (_("信息名称"), sheet.item_title),
        (_("公开时限"), sheet.time_limit),
        (_("计算方法"), sheet.sentence),
        (_("依据"), sheet.article),
        (_("到期日"), _due(sheet.count)),
    )
    rows = [(name, value) for name, value in facts if value]
    table = Table(pages, FACTS, SIZE, rows)
    for row in rows:
        table.row(row, ROOMY)
    pages.gap(5 * MM)


def _due(count: Count) -> str:
    text = _("{date}（{weekday}），暂定") if count.provisional else _("{date}（{weekday}）")
    return text.format(date=count.due.isoformat(), weekday=weekday_name(count.due))


def _strip(count: Count, pages: Pages) -> None:
    """The days in the order of time, so many to a line that each has room for its words."""
    days = [_Day(day, count, pages) for day in sorted(count.days, key=lambda day: day.on)]
    depth = max([CELL, *(day.depth for day in days)])
    for first in range(0, len(days), DAYS_A_LINE):
        pages.need(depth)
        for place, day in enumerate(days[first : first + DAYS_A_LINE]):
            day.draw(place * day.length, depth)
        pages.across += depth + 1.5 * MM


def _day_by_day(count: Count, pages: Pages) -> None:
    """What happened on each day in two halves of the page, and what came of it."""
    told = explained(count)
    length = (pages.length - GUTTER) / 2
    lines = [line for text in told[: len(count.days)] for line in pages.pen.lines(text, length, SMALL)]
    leading = pages.leading(SMALL)
    while lines:
        pages.need(leading)
        half = min(int(pages.room / leading), (len(lines) + 1) // 2)
        for along, part in ((0.0, lines[:half]), (length + GUTTER, lines[half : 2 * half])):
            pages.pen.block(along, pages.across, length, part, SMALL, leading)
        pages.across += half * leading
        lines = lines[2 * half :]
    for line in told[len(count.days) :]:
        pages.paragraph(line, role=Role.LABEL)


class _Day:
    """A cell of the strip: date, weekday, a mark that is filled if the day counts, and what is to be said of it."""

    def __init__(self, day: Day, count: Count, pages: Pages) -> None:
        self.length = pages.length / DAYS_A_LINE
        self._day, self._pages = day, pages
        ends = {count.start: _("起算"), count.due: _("到期")}
        self._is_end = day.on in ends
        self._over = self._lines(day.on.strftime("%m-%d"), weekday_name(day.on))
        self._under = self._lines(ends.get(day.on, ""), _kind(day))
        self._leading = pages.leading(TINY, TINY_LEADING)

    @property
    def depth(self) -> float:
        """How deep the cell must be."""
        return (len(self._over) + len(self._under)) * self._leading + MARK + 3 * AIR

    def draw(self, along: float, depth: float) -> None:
        """Draw the cell so deep."""
        pen, across = self._pages.pen, self._pages.across
        pen.box(along, across, self.length, depth, THIN)
        if self._is_end:
            pen.box(along + 1, across + 1, self.length - 2, depth - 2, 2 * THICK)
        across = self._block(self._over, along, across + AIR)
        _mark(self._day, self._pages, along + (self.length - MARK) / 2, across + AIR / 2)
        self._block(self._under, along, across + MARK + AIR)

    def _lines(self, *texts: str) -> list[str]:
        length = self.length - 1.2 * MM
        return [line for text in texts if text for line in self._pages.pen.lines(text, length, TINY, Role.LABEL)]

    def _block(self, lines: Sequence[str], along: float, across: float) -> float:
        """Draw small lines in the middle of the cell; how far across they end comes out."""
        self._pages.pen.block(along, across, self.length, lines, TINY, self._leading, Role.LABEL, Align.CENTRE)
        return across + len(lines) * self._leading


def _mark(day: Day, pages: Pages, along: float, across: float) -> None:
    if day.counted is None:
        pages.pen.box(along, across, MARK, MARK, THIN)
        return
    pages.pen.box(along, across, MARK, MARK, THIN, COUNTED)
    number = str(day.counted)
    start = along + (MARK - pages.pen.length(number, SIZE, Role.HEADING)) / 2
    pages.pen.text(start, across + MARK / 2, number, SIZE, Role.HEADING, WHITE)


def _kind(day: Day) -> str:
    if day.kind is DayKind.MAKE_UP:
        return _("调休上班")
    return _(day.name) if day.kind is DayKind.HOLIDAY else ""
