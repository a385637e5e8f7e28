"""Why an item is due on its day (到期日说明): the strip of days, the sentence, the article."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import _
from app.rules.calendar import Count, Day, DayKind, explained, weekday_name
from app.sheets.fonts import Role, Typefaces
from app.sheets.pages import A4, LEADING, SMALL, Pages, drawn
from app.sheets.pen import MM, THICK, THIN, Align
from app.sheets.sheet import Sheet
from app.sheets.table import Column, Table

SIZE, TINY = 10.5, 7
DAYS_A_LINE = 14
GUTTER = 8 * MM
CELL, MARK = 24.5 * MM, 7.5 * MM
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


def draw(sheet: DueReasonSheet, typefaces: Typefaces) -> bytes:
    """The explanation as PDF, A4 portrait; the same sheet gives the same bytes."""
    with drawn(sheet, A4, typefaces) as pages:
        _facts(sheet, pages)
        _strip(sheet.count, pages)
        pages.paragraph(_("深色为计入的日子，空框为不计的日子，粗框为起算日和到期日。"), SMALL)
        pages.gap(3 * MM)
        _day_by_day(sheet.count, pages)
        pages.gap(2 * MM)
        pages.paragraph(sheet.note)
    return pages.pdf


def _facts(sheet: DueReasonSheet, pages: Pages) -> None:
    table = Table(pages, FACTS, SIZE)
    facts = (
        (_("信息名称"), sheet.item_title),
        (_("公开时限"), sheet.time_limit),
        (_("计算方法"), sheet.sentence),
        (_("依据"), sheet.article),
        (_("到期日"), _due(sheet.count)),
    )
    for name, value in facts:
        if value:
            table.row((name, value), 8 * MM)
    pages.gap(5 * MM)


def _due(count: Count) -> str:
    text = _("{date}（{weekday}），暂定") if count.provisional else _("{date}（{weekday}）")
    return text.format(date=count.due.isoformat(), weekday=weekday_name(count.due))


def _strip(count: Count, pages: Pages) -> None:
    """The days in the order of time, fourteen to a line."""
    days = sorted(count.days, key=lambda day: day.on)
    width = pages.paper.room / DAYS_A_LINE
    for first in range(0, len(days), DAYS_A_LINE):
        pages.need(CELL)
        for place, day in enumerate(days[first : first + DAYS_A_LINE]):
            _day(day, count, pages, pages.left + place * width, width)
        pages.y -= CELL + 1.5 * MM


def _day_by_day(count: Count, pages: Pages) -> None:
    """What happened on each day in two columns, and what came of it."""
    told = explained(count)
    width = (pages.paper.room - GUTTER) / 2
    lines = [line for text in told[: len(count.days)] for line in pages.pen.lines(text, width, SMALL)]
    leading = SMALL * LEADING
    while lines:
        pages.need(leading)
        half = min(int(pages.room / leading), (len(lines) + 1) // 2)
        for x, part in ((0.0, lines[:half]), (width + GUTTER, lines[half : 2 * half])):
            pages.pen.block(pages.left + x, pages.y, width, part, SMALL, leading, Role.TEXT, Align.LEFT)
        pages.y -= half * leading
        lines = lines[2 * half :]
    for line in told[len(count.days) :]:
        pages.paragraph(line, role=Role.LABEL)


def _day(day: Day, count: Count, pages: Pages, x: float, width: float) -> None:
    """One day: date, weekday, a mark that is filled if it counts, and what there is to say about it."""
    ends = {count.start: _("起算"), count.due: _("到期")}
    pages.pen.box(x, pages.y, width, CELL, THIN)
    if day.on in ends:
        pages.pen.box(x + 1, pages.y - 1, width - 2, CELL - 2, 2 * THICK)
    top = _lines(pages, x, pages.y - 0.8 * MM, width, [day.on.strftime("%m-%d"), weekday_name(day.on)])
    _mark(day, pages, x + (width - MARK) / 2, top - 0.4 * MM)
    words = [ends.get(day.on, ""), _kind(day)]
    _lines(pages, x, top - MARK - 0.8 * MM, width, [word for word in words if word])


def _mark(day: Day, pages: Pages, x: float, top: float) -> None:
    if day.counted is None:
        pages.pen.box(x, top, MARK, MARK, THIN)
        return
    pages.pen.box(x, top, MARK, MARK, THIN, COUNTED)
    number = str(day.counted)
    start = x + (MARK - pages.pen.width(number, SIZE, Role.HEADING)) / 2
    pages.pen.text(start, top - (MARK + 0.72 * SIZE) / 2, number, SIZE, Role.HEADING, WHITE)


def _kind(day: Day) -> str:
    if day.kind is DayKind.MAKE_UP:
        return _("调休上班")
    return _(day.name) if day.kind is DayKind.HOLIDAY else ""


def _lines(pages: Pages, x: float, top: float, width: float, texts: Sequence[str]) -> float:
    """Draw small lines in the middle of a cell; the height at which they end comes out."""
    lines = [line for text in texts for line in pages.pen.lines(text, width - 1.2 * MM, TINY, Role.LABEL)]
    leading = TINY * 1.2
    pages.pen.block(x, top, width, lines, TINY, leading, Role.LABEL, Align.CENTRE)
    return top - len(lines) * leading
