"""A table of a form, whose boxes reach over rows and columns, on as many pages as it takes.

Its heading is repeated on each page; a box that goes on over a page says its words again there.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from app.rules.report_grids import CellKind, Grid, GridCell
from app.sheets.faces import Role
from app.sheets.lengths import SMALLEST_COLUMNS, SMALLEST_LINES, STEP, fitted
from app.sheets.pages import Pages
from app.sheets.pen import MM, PALE, Align
from app.sheets.titles import balanced

SIZE, TITLE = 9.0, 10.5
PAD_ALONG, PAD_ACROSS = 0.9 * MM, 0.7 * MM
LEADING = {False: 1.25, True: 1.15}
"""Of lines and of columns, which stand farther apart by themselves (pages.WIDER)."""
INDENT = 1.0  # em, for each level of a label
LEAST_ROWS = 4
"""So many rows of a form that goes on over pages stand under its heading, or it begins on the next page."""
SECTION_HEADING = 14 * MM
"""What the heading of the section over it takes."""
EASE = 0.01  # points a rounding may take
ROLES: Mapping[CellKind, Role] = MappingProxyType(
    dict.fromkeys(CellKind, Role.TEXT) | {CellKind.HEAD: Role.HEADING, CellKind.BAND: Role.LABEL}
)
_AT_START = frozenset((CellKind.LABEL, CellKind.NOTE))
_SHADED = frozenset((CellKind.HEAD, CellKind.NOTE, CellKind.BAND))


class Form:
    """A grid to be drawn on these pages, in letters so small that no word or number is parted where that can be.

    They are smaller still where that brings it all on one page.
    """

    def __init__(self, pages: Pages, grid: Grid) -> None:
        self._pages, self._grid = pages, grid
        self._smallest = SMALLEST_COLUMNS if pages.pen.frame.columns else SMALLEST_LINES
        self._wanted = self._least()
        size = largest = self._settled(pages.capped(SIZE))
        while not self._on_one_page() and size - STEP >= self._smallest:
            size = self._settled(size - STEP)
        if not self._on_one_page():
            self._settled(largest)

    def _settled(self, most: float) -> float:
        """Set the letters in this size, or a smaller one if its columns ask for it; the size comes out."""
        pages = self._pages
        self._size, lengths = fitted(
            pages.length, self._grid.lengths, self._wanted, 2 * PAD_ALONG, most, self._smallest
        )
        self._leading = pages.leading(self._size, LEADING[pages.pen.frame.columns])
        self._edges = [0.0, *accumulate(lengths)]
        self._broken: dict[tuple[str, int, int], list[str]] = {}
        return self._size

    @property
    def beginning(self) -> float:
        """How deep it is on the page where it begins: all of it if a page can hold that, else its first rows."""
        first, end = self._grid.heads, self._grid.rows
        last = end if self._on_one_page() else min(first + LEAST_ROWS, end)
        return self._title_depth + self._depth(first, last)

    def _on_one_page(self) -> bool:
        """Whether a page holds all of it with the heading of its section."""
        whole = self._title_depth + self._depth(self._grid.heads, self._grid.rows)
        return whole <= self._pages.full_room - SECTION_HEADING

    def draw(self) -> None:
        """Draw it all, a page's rows at a time."""
        self._pages.sizes.append(self._size)
        self._pages.need(self.beginning)
        if self._grid.title:
            self._pages.paragraph(self._grid.title, TITLE, Role.LABEL, Align.CENTRE)
        first, end = self._grid.heads, self._grid.rows
        while first < end:
            last = self._fitting(first, end)
            self._part(self._grid.part(first, last))
            first = last
            if first < end:
                self._pages.turn()

    def _fitting(self, first: int, end: int) -> int:
        """The row after the last that stands on this page; at least one does."""
        last = first + 1
        while last < end and self._depth(first, last + 1) <= self._pages.room + EASE:
            last += 1
        return last

    @property
    def _title_depth(self) -> float:
        lines = self._pages.pen.lines(self._grid.title, self._pages.length, TITLE, Role.LABEL)
        return len(lines) * self._pages.leading(TITLE) if self._grid.title else 0.0

    def _depth(self, first: int, end: int) -> float:
        return sum(self._depths(self._grid.part(first, end)))

    def _depths(self, part: Grid) -> Sequence[float]:
        """How deep each row is: as its own boxes ask; what one over several rows lacks, these share."""
        depths = [0.0] * part.rows
        for cell in sorted(part.cells, key=lambda cell: cell.rows):
            asked = max(1, len(self._lines(cell))) * self._leading + 2 * PAD_ACROSS
            lacking = asked - sum(depths[cell.row : cell.end])
            if lacking > 0:
                for row in range(cell.row, cell.end):
                    depths[row] += lacking / cell.rows
        return depths

    def _part(self, part: Grid) -> None:
        edges = list(accumulate(self._depths(part), initial=self._pages.across))
        for cell in part.cells:
            self._cell(cell, edges[cell.row], edges[cell.end] - edges[cell.row])
        self._pages.across = edges[-1]

    def _cell(self, cell: GridCell, across: float, depth: float) -> None:
        pen, start = self._pages.pen, self._edges[cell.column]
        length = self._edges[cell.end_column] - start
        pen.box(start, across, length, depth, fill=PALE if cell.kind in _SHADED else None)
        lines, indent = self._lines(cell), self._indent(cell)
        align = Align.START if cell.kind in _AT_START else Align.CENTRE
        first = across + (depth - len(lines) * self._leading) / 2
        along, room = start + PAD_ALONG + indent, length - 2 * PAD_ALONG - indent
        pen.block(along, first, room, lines, self._size, self._leading, ROLES[cell.kind], align)

    def _lines(self, cell: GridCell) -> list[str]:
        """The lines of a box; each is broken once, however often a page is tried."""
        key = cell.text, cell.column, cell.columns
        if key not in self._broken:
            self._broken[key] = self._break(cell) if cell.text else []
        return self._broken[key]

    def _break(self, cell: GridCell) -> list[str]:
        """The lines of a text: even ones of a heading, full ones of all else."""
        room = self._edges[cell.end_column] - self._edges[cell.column] - 2 * PAD_ALONG - self._indent(cell)
        pen, role = self._pages.pen, ROLES[cell.kind]
        if cell.kind is CellKind.HEAD:
            return balanced(pen, cell.text, room, self._size, role)
        return pen.lines(cell.text, room, self._size, role)

    def _indent(self, cell: GridCell) -> float:
        return cell.level * INDENT * self._size

    def _least(self) -> list[float]:
        """The longest word of each column, in em."""
        least = [0.0] * self._grid.columns
        for cell in self._grid.cells:
            if cell.columns == 1 and cell.text:
                least[cell.column] = max(least[cell.column], self._longest(cell))
        return least

    def _longest(self, cell: GridCell) -> float:
        if cell.kind is CellKind.HEAD:
            return self._pages.least.heading(cell.text)
        return self._pages.least.cell(cell.text, ROLES[cell.kind]) + cell.level * INDENT
