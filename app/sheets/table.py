"""A ruled table that goes on over pages: its heading repeated, its rows as high as their text, nothing cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from app.i18n import _
from app.sheets.fonts import Role
from app.sheets.pages import Pages
from app.sheets.pen import MM, PALE, THIN, Align
from app.sheets.sheet import Tell

PAD_X, PAD_Y = 1.1 * MM, 0.9 * MM
LEADING = 1.32


@dataclass(frozen=True)
class Column:
    """A column: heading, width as a share of all, how cells stand; neighbours of one `group` stand under its name."""

    heading: str
    width: float
    align: Align = Align.LEFT
    group: str = ""
    role: Role = Role.TEXT


@dataclass(frozen=True)
class Band:
    """A line over the whole width between rows, kept with the row after it."""

    text: str


Row = Sequence[str] | Band
Lines = list[list[str]]


def dated(day: date | None, provisional: bool = False) -> str:
    """A day as a cell shows it, with 暂定 under it where the year's calendar is not known; empty without a day."""
    if day is None:
        return ""
    return _("{date}\n暂定").format(date=day.isoformat()) if provisional else day.isoformat()


class Table:
    """Draws rows on pages as they come; nothing of a drawn row is kept."""

    def __init__(self, pages: Pages, columns: Sequence[Column], size: float = 9) -> None:
        self._pages = pages
        self._columns = columns
        self._size = size
        self._leading = size * LEADING
        total = sum(column.width for column in columns)
        self._widths = [column.width * pages.paper.room / total for column in columns]
        self._edges = [pages.left + sum(self._widths[:n]) for n in range(len(columns) + 1)]
        self._heads = [self._broken(n, column.heading, Role.HEADING) for n, column in enumerate(columns)]
        self._band = ""

    def rows(self, rows: Iterable[Row], count: int, tell: Tell | None = None) -> None:
        """Draw the heading and all rows, or say that there are none; `tell` hears once a page how many are drawn."""
        self.heading()
        page, done = self._pages.number, 0
        for row in rows:
            if isinstance(row, Band):
                self._band = row.text
                continue
            self.row(row)
            done += 1
            if tell and page != self._pages.number:
                page = self._pages.number
                tell(done, count)
        if not done:
            self._whole_line(_("没有符合条件的记录"), Align.CENTRE)
        if tell:
            tell(count, count)

    def heading(self) -> None:
        """Draw the names of the columns, in two storeys where columns are grouped; nothing where none has a name."""
        low, high = self._heading_heights
        if not low:
            return
        self._pages.need(low + high + 3 * self._leading)
        top = self._pages.y
        self._pages.pen.box(self._edges[0], top, self._edges[-1] - self._edges[0], low + high, THIN, PALE)
        for first, last, group in self._groups():
            if group:
                self._cell(first, last, top, high, self._group_lines(first, last, group), Role.HEADING, Align.CENTRE)
            for n in range(first, last):
                drop, height = (high, low) if group else (0.0, low + high)
                self._cell(n, n + 1, top - drop, height, self._heads[n], Role.HEADING, Align.CENTRE)
        self._pages.y = top - low - high

    def row(self, cells: Sequence[str], least: float = 0.0) -> None:
        """Draw one row at least so high; it stays on one page unless it would fill more than half of one."""
        lines = [
            self._broken(n, cell, column.role)
            for n, (cell, column) in enumerate(zip(cells, self._columns, strict=True))
        ]
        height = max(least, self._height(lines))
        if height <= self._pages.full_room / 2:
            self._make_room(height)
            self._draw(lines, height)
        else:
            self._split(lines)

    def _split(self, lines: Lines) -> None:
        self._make_room(min(self._height(lines), 6 * self._leading))
        while any(lines):
            fit = max(1, int((self._pages.room - 2 * PAD_Y) / self._leading))
            part = [cell[:fit] for cell in lines]
            lines = [cell[fit:] for cell in lines]
            self._draw(part, self._height(part))
            if any(lines):
                self._turn()

    def _make_room(self, height: float) -> None:
        band = self._height([self._across(self._band)]) if self._band else 0.0
        if self._pages.room + 0.01 < height + band:
            self._turn()
        if self._band:
            self._whole_line(self._band, Align.LEFT)
            self._band = ""

    def _turn(self) -> None:
        self._pages.turn()
        self.heading()

    def _whole_line(self, text: str, align: Align) -> None:
        lines = self._across(text)
        height = self._height([lines])
        self._cell(0, len(self._columns), self._pages.y, height, lines, Role.LABEL, align)
        self._pages.y -= height

    def _across(self, text: str) -> list[str]:
        return self._pages.pen.lines(text, self._pages.paper.room - 2 * PAD_X, self._size, Role.LABEL)

    def _draw(self, lines: Lines, height: float) -> None:
        top, foot = self._pages.y, self._pages.y - height
        ends = self._edges[0], self._edges[-1]
        self._pages.pen.rules(
            [(x, top, x, foot) for x in self._edges] + [(ends[0], y, ends[1], y) for y in (top, foot)]
        )
        for n, (column, cell) in enumerate(zip(self._columns, lines, strict=True)):
            self._text(n, n + 1, top, height, cell, column.role, column.align)
        self._pages.y = foot

    def _cell(
        self, first: int, last: int, top: float, height: float, lines: Sequence[str], role: Role, align: Align
    ) -> None:
        x = self._edges[first]
        self._pages.pen.box(x, top, self._edges[last] - x, height)
        self._text(first, last, top, height, lines, role, align)

    def _text(
        self, first: int, last: int, top: float, height: float, lines: Sequence[str], role: Role, align: Align
    ) -> None:
        x, room = self._edges[first] + PAD_X, self._edges[last] - self._edges[first] - 2 * PAD_X
        start = top - (height - len(lines) * self._leading) / 2
        self._pages.pen.block(x, start, room, lines, self._size, self._leading, role, align)

    def _broken(self, n: int, text: str, role: Role) -> list[str]:
        return self._pages.pen.lines(text, self._widths[n] - 2 * PAD_X, self._size, role) if text else []

    def _height(self, lines: Lines) -> float:
        return max([1, *map(len, lines)]) * self._leading + 2 * PAD_Y

    def _groups(self) -> Iterator[tuple[int, int, str]]:
        """Neighbouring columns of one group: (first, after the last, name); a column without one stands alone."""
        for group, members in groupby(enumerate(self._columns), key=lambda pair: pair[1].group or str(pair[0])):
            numbers = [n for n, _column in members]
            yield numbers[0], numbers[-1] + 1, group if self._columns[numbers[0]].group else ""

    def _group_lines(self, first: int, last: int, group: str) -> list[str]:
        return self._pages.pen.lines(
            group, self._edges[last] - self._edges[first] - 2 * PAD_X, self._size, Role.HEADING
        )

    @cached_property
    def _heading_heights(self) -> tuple[float, float]:
        """The lower storey of the heading and the upper one, which is 0 without groups."""
        if not any(self._heads):
            return 0.0, 0.0
        high = [self._height([self._group_lines(*span)]) for span in self._groups() if span[2]]
        grouped = [self._heads[n] for n, column in enumerate(self._columns) if column.group]
        alone = self._height([self._heads[n] for n, column in enumerate(self._columns) if not column.group])
        low = self._height(grouped) if grouped else alone
        return max(low, alone - max(high, default=0.0)), max(high, default=0.0)
