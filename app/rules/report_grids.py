"""The tables of a report with every box at its place: the same for paper, Word and spreadsheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from app.rules.annual_report import Box, Line, Table, Values, plain_number

NARROW, WIDE = 1.7, 6.0
"""How long a column of labels is at least and at most, where one of numbers is 1."""
PER_SHARE = 4
"""So many characters of a label ask for the length of a column of numbers."""


class CellKind(StrEnum):
    """What a box holds: a heading, a note in its corner, a band over the row, a label, a unit, a figure."""

    HEAD = "head"
    NOTE = "note"
    BAND = "band"
    LABEL = "label"
    UNIT = "unit"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A box at its place: its first row and column, its words, how many rows and columns it takes.

    A number has the `key` of its figure; `level` is how far a label is indented, from 0.
    """

    row: int
    column: int
    text: str
    kind: CellKind = CellKind.LABEL
    rows: int = 1
    columns: int = 1
    key: str = ""
    value: Decimal | None = None
    level: int = 0

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.rows

    @property
    def end_column(self) -> int:
        """The column after its last."""
        return self.column + self.columns


@dataclass(frozen=True)
class Grid:
    """A table: its title, how many columns it has and how many rows head it, its boxes in reading order."""

    key: str
    title: str
    columns: int
    heads: int
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        """How many rows there are, those of the heading among them."""
        return max(cell.end for cell in self.cells)

    @property
    def lengths(self) -> tuple[float, ...]:
        """The lengths of the columns as shares: one of numbers is 1, one of labels more, by its words."""
        return tuple(max(self._share(cell) for cell in self._alone(column)) for column in range(self.columns))

    def part(self, first: int, end: int) -> "Grid":
        """The rows from `first` to before `end` under the heading; a box that reaches beyond is cut, its words stay."""
        head = (cell for cell in self.cells if cell.row < self.heads)
        return replace(self, cells=(*head, *self._cut(first, end)))

    def _cut(self, first: int, end: int) -> Iterator[GridCell]:
        for cell in self.cells:
            top, bottom = max(cell.row, first), min(cell.end, end)
            if cell.row >= self.heads and top < bottom:
                yield replace(cell, row=top - first + self.heads, rows=bottom - top)

    def _alone(self, column: int) -> Iterator[GridCell]:
        """The boxes of one column only; an empty one where there are none."""
        yield GridCell(0, column, "", CellKind.NUMBER)
        yield from (cell for cell in self.cells if cell.column == column and cell.columns == 1)

    def _share(self, cell: GridCell) -> float:
        if cell.kind is not CellKind.LABEL:
            return 1.0
        return min(max(len(cell.text) / sqrt(cell.rows) / PER_SHARE, NARROW), WIDE)


def placed(table: Table, values: Values, word: Callable[[str], str] = str) -> Grid:
    """The table with these figures; `word` gives each label in the language wanted."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, line in enumerate(table.lines):
        column = 0
        for box in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(box.rows) for right in range(box.columns)}
            cells.append(_cell(table, line, box, (row, column), values, word))
            column += box.columns
    return Grid(table.key, word(table.title), table.columns, table.head, tuple(cells))


def _cell(
    table: Table, line: Line, box: Box, place: tuple[int, int], values: Values, word: Callable[[str], str]
) -> GridCell:
    value = values.get(box.key) if box.key else None
    text = plain_number(value) if box.key else word(box.text)
    kind = _kind(table, line, box)
    return GridCell(*place, text, kind, box.rows, box.columns, box.key, value, max(box.level - 1, 0))


def _kind(table: Table, line: Line, box: Box) -> CellKind:
    if box.key:
        return CellKind.NUMBER
    if box.columns == table.columns:
        return CellKind.BAND
    if any(other.level for other in line):
        return CellKind.LABEL if box.level else CellKind.UNIT
    if any(other.key for other in line):
        return CellKind.LABEL
    return CellKind.NOTE if box.rows > 1 and box.columns > 1 else CellKind.HEAD
