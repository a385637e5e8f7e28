"""A ruled table that goes on over pages: its heading repeated, its rows as deep as their text, nothing cut.

In lines a row is a row; in columns the same row stands upright, its cells under each other (蒙古文竖排表).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain, groupby, islice

from app.i18n import _, language
from app.sheets.faces import Role
from app.sheets.lengths import SMALLEST_COLUMNS, SMALLEST_LINES, fitted
from app.sheets.pages import Pages
from app.sheets.pen import MM, PALE, THIN, Align
from app.sheets.sheet import Tell
from app.sheets.sums import Sums, Total
from app.sheets.titles import balanced

PAD_ALONG, PAD_ACROSS = 1.1 * MM, 0.8 * MM
LEADING = {False: 1.32, True: 1.2}
"""Of lines and of columns, which stand farther apart by themselves (pages.WIDER)."""
SIZE = 9.0
"""The letters of a list that is read at a desk."""
EMPTY = 0.6
"""A column with nothing but its heading asks for this part of its share, enough for a pen."""
MEASURED = 60
"""So many rows, a page or two, are looked at to find how long the columns must be; later ones make do."""


@dataclass(frozen=True)
class Column:
    """A field: heading, length as a share of all, how cells stand; neighbours of one `group` stand under its name.

    `whole`: its cells are words that are never parted, even between Chinese characters (a state, a unit).
    """

    heading: str
    length: float
    align: Align = Align.START
    group: str = ""
    role: Role = Role.TEXT
    whole: bool = False


@dataclass(frozen=True)
class Band:
    """A line over the whole length between rows, kept with the row after it if there is one."""

    text: str


Row = Sequence[str] | Band
Lines = list[list[str]]


def dated(day: date | None, provisional: bool = False) -> str:
    """A day as a cell shows it, with 暂定 under it where the year's calendar is not known; empty without a day."""
    if day is None:
        return ""
    return _("{date}\n暂定").format(date=day.isoformat()) if provisional else day.isoformat()


def listed(names: Iterable[str], between: str = "\n") -> str:
    """Several names with the comma of the language; in a cell one under the other, so that none is parted."""
    comma = "\u1802" + (between or " ") if language() == "mn_Mong" else "、" + between
    return comma.join(names)


class Table:
    """Draws rows on pages as they come; nothing of a drawn row is kept.

    A row of fewer cells than there are columns ends in a cell that takes the rest.
    """

    def __init__(
        self,
        pages: Pages,
        columns: Sequence[Column],
        size: float = SIZE,
        like: Iterable[Row] = (),
        sums: Sums | None = None,
    ) -> None:
        """Take the largest size its letters may have; the columns are made for rows like these, and for the sums."""
        self._pages = pages
        self._columns = columns
        self._sums = sums or Sums(len(columns))
        self._least = pages.least
        self._wanted = [max(self._least.heading(column.heading), self._of_group(column)) for column in columns]
        self._most = pages.capped(size)
        self._filled = [False] * len(columns)
        self._band, self._after, self._last = "", 0.0, False
        self._settled = False
        self._fit(like)

    @property
    def line_depth(self) -> float:
        """How deep a row of one line is."""
        return self._depth([])

    def rows(
        self, rows: Iterable[Row], count: int, tell: Tell | None = None, after: float = 0.0, least: float = 0.0
    ) -> None:
        """Draw the heading and all rows, or say that there are none; `tell` hears once a page how many are drawn.

        The last row stays on one page with what comes `after` it, so deep. No row is less deep than the least.
        """
        rows = iter(rows)
        first = list(islice(rows, MEASURED))
        self._fit(first)
        self.heading()
        page, done = self._pages.number, 0
        for row in chain(first, rows):
            if isinstance(row, Band):
                self._lone_band()
                self._band = row.text
                continue
            done += 1
            self._last = done == count
            self._after = after if self._last else 0.0
            self.row(row, least)
            self._sums.add(row)
            if tell and page != self._pages.number:
                page = self._pages.number
                tell(done, count)
        self._lone_band()
        if not done:
            self._whole_line(_("没有符合条件的记录"), Align.CENTRE)
        self._pages.need(self._sums.count(last=True) * self._sum_depth)
        for total in self._sums.last():
            self._total(total, least)
        if tell:
            tell(count, count)

    def _fit(self, rows: Iterable[Row]) -> None:
        """Find the size and the lengths of the columns at which no word of these rows is parted."""
        for row in rows:
            if not isinstance(row, Band):
                self._ask(row)
        for total in self._sums.longest:
            self._ask_total(total)
        columns, pages = self._columns, self._pages
        smallest = SMALLEST_COLUMNS if pages.pen.frame.columns else SMALLEST_LINES
        shares = [
            column.length * (EMPTY if column.heading and not filled else 1.0)
            for column, filled in zip(columns, self._filled, strict=True)
        ]
        self._size, lengths = fitted(pages.length, shares, self._wanted, 2 * PAD_ALONG, self._most, smallest)
        self._leading = pages.leading(self._size, LEADING[pages.pen.frame.columns])
        self._edges = [0.0, *accumulate(lengths)]
        self._heads = [self._head(n, column.heading) for n, column in enumerate(columns)]
        self._depths = self._heading_depths()
        self._sum_depth = max((self._depth(self._total_lines(total)) for total in self._sums.longest), default=0.0)

    def _ask(self, row: Sequence[str]) -> None:
        """Note what the cells of a row need; a cell over several columns does with what these have."""
        own = len(row) if len(row) == len(self._columns) else len(row) - 1
        for n, (cell, column) in enumerate(zip(row[:own], self._columns, strict=False)):
            least = self._least.whole(cell) if column.whole else self._least.cell(cell, column.role)
            self._wanted[n] = max(self._wanted[n], least)
            self._filled[n] = self._filled[n] or bool(cell)

    def _ask_total(self, total: Total) -> None:
        """Note what a row of sums needs; its word may take more than one line, and more than one column."""
        if total.first == 1:
            self._wanted[0] = max(self._wanted[0], self._least.heading(total.cells[0]))
        for n in range(total.first, len(total.cells)):
            self._wanted[n] = max(self._wanted[n], self._least.cell(total.cells[n], Role.HEADING))

    def _of_group(self, column: Column) -> float:
        """What a column owes to the name it stands under."""
        members = [other.length for other in self._columns if other.group == column.group]
        return self._least.heading(column.group) * column.length / sum(members) if column.group else 0.0

    def heading(self) -> None:
        """Draw the names of the columns, in two storeys where columns are grouped; nothing where none has a name."""
        self._settle()
        second, first = self._depths
        if not second:
            return
        self._pages.need(second + first + 3 * self._leading + self._ending)
        across = self._pages.across
        self._pages.pen.box(0, across, self._edges[-1], second + first, THIN, PALE)
        for start, end, group in self._groups():
            if group:
                self._cell(start, end, across, first, self._group_lines(start, end, group), Role.HEADING, Align.CENTRE)
            for n in range(start, end):
                drop, depth = (first, second) if group else (0.0, second + first)
                self._cell(n, n + 1, across + drop, depth, self._heads[n], Role.HEADING, Align.CENTRE)
        self._pages.across = across + second + first

    def row(self, cells: Sequence[str], least: float = 0.0) -> None:
        """Draw one row at least so deep; it stays on one page unless it would fill more than half of one."""
        self._settle()
        lines = self._row_lines(cells)
        depth = max(least, self._depth(lines))
        if depth <= self._pages.full_room / 2:
            self._make_room(depth)
            self._draw(lines, depth)
        else:
            self._split(lines)

    def depth(self, rows: Iterable[Sequence[str]]) -> float:
        """How deep these rows, the heading and the totals are together on one page."""
        totals = self._sums.count(last=True) * self._sum_depth
        return sum(self._depths) + sum(self._depth(self._row_lines(cells)) for cells in rows) + totals

    def _settle(self) -> None:
        """Tell the pages the size of the letters once they are drawn."""
        if not self._settled:
            self._pages.sizes.append(self._size)
        self._settled = True

    def _row_lines(self, cells: Sequence[str]) -> Lines:
        return [
            self._broken(first, last, cell, self._columns[first].role)
            for (first, last), cell in zip(self._spans(len(cells)), cells, strict=True)
        ]

    def _spans(self, cells: int) -> list[tuple[int, int]]:
        """The columns of each cell: first, and the one after its last."""
        return [(n, n + 1 if n + 1 < cells else len(self._columns)) for n in range(cells)]

    def _split(self, lines: Lines) -> None:
        self._make_room(min(self._depth(lines), 6 * self._leading))
        while any(lines):
            fit = max(1, int((self._pages.room - self._ending - 2 * PAD_ACROSS) / self._leading))
            part = [cell[:fit] for cell in lines]
            lines = [cell[fit:] for cell in lines]
            self._draw(part, self._depth(part))
            if any(lines):
                self._turn()

    def _make_room(self, depth: float) -> None:
        band = self._depth([self._over(self._band)]) if self._band else 0.0
        if self._pages.room + 0.01 < depth + band + self._ending + self._after:
            self._turn()
        if self._band:
            self._whole_line(self._band, Align.START)
            self._band = ""

    @property
    def _ending(self) -> float:
        """How deep the sums are that end this page."""
        return self._sums.count(self._last) * self._sum_depth

    def _lone_band(self) -> None:
        """Draw a band that no row came after."""
        if self._band:
            self._make_room(0.0)

    def _turn(self) -> None:
        for total in self._sums.turn():
            self._total(total)
        self._pages.turn()
        self.heading()

    def _total(self, total: Total, least: float = 0.0) -> None:
        lines = self._total_lines(total)
        depth = max(least, self._depth(lines))
        for (first, last), cell in zip(self._total_spans(total), lines, strict=True):
            align = self._columns[first].align if first else Align.CENTRE
            self._cell(first, last, self._pages.across, depth, cell, Role.HEADING, align)
        self._pages.across += depth

    def _total_lines(self, total: Total) -> Lines:
        cells = total.cells[0], *total.cells[total.first :]
        spans = self._total_spans(total)
        return [self._broken(*span, cell, Role.HEADING) for span, cell in zip(spans, cells, strict=True)]

    def _total_spans(self, total: Total) -> list[tuple[int, int]]:
        return [(0, total.first), *((n, n + 1) for n in range(total.first, len(total.cells)))]

    def _whole_line(self, text: str, align: Align) -> None:
        lines = self._over(text)
        depth = self._depth([lines])
        self._cell(0, len(self._columns), self._pages.across, depth, lines, Role.LABEL, align)
        self._pages.across += depth

    def _over(self, text: str) -> list[str]:
        return self._pages.pen.lines(text, self._pages.length - 2 * PAD_ALONG, self._size, Role.LABEL)

    def _draw(self, lines: Lines, depth: float) -> None:
        near, far = self._pages.across, self._pages.across + depth
        spans = self._spans(len(lines))
        edges = [self._edges[first] for first, _last in spans]
        self._pages.pen.rules(
            [(edge, near, edge, far) for edge in (*edges, self._edges[-1])]
            + [(self._edges[0], across, self._edges[-1], across) for across in (near, far)]
        )
        for (first, last), cell in zip(spans, lines, strict=True):
            column = self._columns[first]
            self._text(first, last, near, depth, cell, column.role, column.align)
        self._pages.across = far

    def _cell(
        self, first: int, last: int, across: float, depth: float, lines: Sequence[str], role: Role, align: Align
    ) -> None:
        start = self._edges[first]
        self._pages.pen.box(start, across, self._edges[last] - start, depth)
        self._text(first, last, across, depth, lines, role, align)

    def _text(
        self, first: int, last: int, across: float, depth: float, lines: Sequence[str], role: Role, align: Align
    ) -> None:
        along, room = self._edges[first] + PAD_ALONG, self._room(first, last)
        start = across + (depth - len(lines) * self._leading) / 2
        self._pages.pen.block(along, start, room, lines, self._size, self._leading, role, align)

    def _broken(self, first: int, last: int, text: str, role: Role) -> list[str]:
        return self._pages.pen.lines(text, self._room(first, last), self._size, role) if text else []

    def _room(self, first: int, last: int) -> float:
        return self._edges[last] - self._edges[first] - 2 * PAD_ALONG

    def _head(self, n: int, text: str) -> list[str]:
        return balanced(self._pages.pen, text, self._room(n, n + 1), self._size) if text else []

    def _depth(self, lines: Lines) -> float:
        return max([1, *map(len, lines)]) * self._leading + 2 * PAD_ACROSS

    def _groups(self) -> Iterator[tuple[int, int, str]]:
        """Neighbouring columns of one group: (first, after the last, name); a column without one stands alone."""
        for group, members in groupby(enumerate(self._columns), key=lambda pair: pair[1].group or str(pair[0])):
            numbers = [n for n, _column in members]
            yield numbers[0], numbers[-1] + 1, group if self._columns[numbers[0]].group else ""

    def _group_lines(self, first: int, last: int, group: str) -> list[str]:
        return balanced(self._pages.pen, group, self._room(first, last), self._size)

    def _heading_depths(self) -> tuple[float, float]:
        """The second storey of the heading and the first one, which is 0 without groups."""
        if not any(self._heads):
            return 0.0, 0.0
        first = [self._depth([self._group_lines(*span)]) for span in self._groups() if span[2]]
        grouped = [self._heads[n] for n, column in enumerate(self._columns) if column.group]
        alone = self._depth([self._heads[n] for n, column in enumerate(self._columns) if not column.group])
        second = self._depth(grouped) if grouped else alone
        return max(second, alone - max(first, default=0.0)), max(first, default=0.0)


def draw_table(
    pages: Pages,
    columns: Sequence[Column],
    rows: Iterable[Row],
    count: int,
    ends: tuple[Sequence[str], str],
    tell: Tell | None = None,
    size: float = SIZE,
) -> None:
    """Draw a table of so many rows, and what it ends in (`Pages.after`): its last row is not left without that."""
    Table(pages, columns, size).rows(rows, count, tell, pages.after_depth(*ends))
    pages.after(*ends)
