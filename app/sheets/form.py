"""A table of a form, whose cells reach over rows and columns, on as many pages as it takes.

Its heading is repeated on each page; a cell that goes on over a page says its words again there.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from app.rules.report_grids import CellKind, Grid, GridCell
from app.sheets.faces import Role
from app.sheets.lengths import SMALLEST_COLUMNS, SMALLEST_LINES, fitted
from app.sheets.pages import Pages
from app.sheets.pen import MM, PALE, Align

SIZE = 9.0
TITLE = 10.5
PAD_ALONG, PAD_ACROSS = 0.9 * MM, 0.7 * MM
LEADING = {False: 1.25, True: 1.15}
INDENT = 1.0  # em, for each level of a label
LEAST_ROWS = 4
"""So many rows of a form that goes on over pages stand under their heading, or it begins on the next page."""
ROLES: Mapping[CellKind, Role] = MappingProxyType(
    {
        CellKind.HEAD: Role.HEADING,
        CellKind.NOTE: Role.TEXT,
        CellKind.BAND: Role.LABEL,
        CellKind.LABEL: Role.TEXT,
        CellKind.NUMBER: Role.TEXT,
    }
)
_STARTING = frozenset((CellKind.LABEL, CellKind.NOTE))
_FILLED = frozenset((CellKind.HEAD, CellKind.NOTE))


def draw_form(pages: Pages, grid: Grid) -> None:
    """Draw the form with its title over it, whole on one page if it can be."""
    _Form(pages, grid).draw()


class _Form:
    """A grid on these pages, in letters small enough that no word or number is parted."""

    def __init__(self, pages: Pages, grid: Grid) -> None:
        self._pages, self._grid = pages, grid
        columns = pages.pen.frame.columns
        smallest = SMALLEST_COLUMNS if columns else SMALLEST_LINES
        self._size, lengths = fitted(
            pages.length, grid.lengths, self._least(), 2 * PAD_ALONG, pages.capped(SIZE), smallest
        )
        self._leading = pages.leading(self._size, LEADING[columns])
        self._edges = [0.0, *accumulate(lengths)]
        pages.sizes.append(self._size)

    def draw(self) -> None:
        """Draw it all, a page's rows at a time."""
        first, end = self._grid.heads, self._grid.rows
        if self._depth(first, end) > self._pages.room - self._title_depth:
            whole = self._depth(first, end) <= self._pages.full_room - self._title_depth
            least = end if whole else min(first + LEAST_ROWS, end)
            self._pages.need(self._title_depth + self._depth(first, least))
        self._title()
        while first < end:
            last = self._fitting(first, end)
            self._part(self._grid.part(first, last))
            first = last
            if first < end:
                self._pages.turn()

    def _fitting(self, first: int, end: int) -> int:
        """The row after the last that stands on this page; at least one does."""
        last = first + 1
        while last < end and self._depth(first, last + 1) <= self._pages.room + 0.01:
            last += 1
        return last

    def _depth(self, first: int, end: int) -> float:
        return sum(self._depths(self._grid.part(first, end)))

    @property
    def _title_depth(self) -> float:
        return self._pages.leading(TITLE) * bool(self._grid.title)

    def _title(self) -> None:
        if self._grid.title:
            self._pages.paragraph(self._grid.title, TITLE, Role.LABEL, Align.CENTRE)

    def _part(self, part: Grid) -> None:
        top = self._pages.across
        edges = [top, *accumulate(self._depths(part), initial=top)][1:]
        for cell in part.cells:
            self._cell(cell, edges[cell.row], edges[cell.end] - edges[cell.row])
        self._pages.across = edges[-1]

    def _cell(self, cell: GridCell, across: float, depth: float) -> None:
        pen, start = self._pages.pen, self._edges[cell.column]
        length = self._edges[cell.column + cell.columns] - start
        pen.box(start, across, length, depth, fill=PALE if cell.kind in _FILLED else None)
        lines, indent = self._lines(cell), self._indent(cell)
        align = Align.START if cell.kind in _STARTING and cell.columns + cell.level > 0 else Align.CENTRE
        first = across + (depth - len(lines) * self._leading) / 2
        along, room = start + PAD_ALONG + indent, length - 2 * PAD_ALONG - indent
        pen.block(along, first, room, lines, self._size, self._leading, ROLES[cell.kind], align)

    def _lines(self, cell: GridCell) -> list[str]:
        if not cell.text:
            return []
        room = self._edges[cell.column + cell.columns] - self._edges[cell.column] - 2 * PAD_ALONG - self._indent(cell)
        return self._pages.pen.lines(cell.text, room, self._size, ROLES[cell.kind])

    def _indent(self, cell: GridCell) -> float:
        return cell.level * INDENT * self._size

    def _depths(self, part: Grid) -> Sequence[float]:
        """How deep each row is: as its own cells ask, the last of a cell over several as that asks."""
        depths = [0.0] * part.rows
        for cell in sorted(part.cells, key=lambda cell: cell.rows):
            asked = max(1, len(self._lines(cell))) * self._leading + 2 * PAD_ACROSS
            there = sum(depths[cell.row : cell.end])
            if asked > there:
                for row in range(cell.row, cell.end):
                    depths[row] += (asked - there) / cell.rows
        return depths

    def _least(self) -> list[float]:
        """The longest word of each column, in em."""
        least = [0.0] * len(self._grid.lengths)
        for cell in self._grid.cells:
            if cell.columns == 1 and cell.text:
                measure = self._pages.least
                own = (
                    measure.heading(cell.text)
                    if cell.kind is CellKind.HEAD
                    else measure.cell(cell.text, ROLES[cell.kind]) + cell.level * INDENT
                )
                least[cell.column] = max(least[cell.column], own)
        return least
