"""A table as the form prints it: cells that reach over rows and columns, the same for paper, Word and spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class CellKind(StrEnum):
    """What a cell of a form is: a heading, a note among the headings, a band over the whole row, a label, a number."""

    HEAD = "head"
    NOTE = "note"
    BAND = "band"
    LABEL = "label"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, its words, how many rows and columns it takes.

    A number has the `key` of its figure; `level` is how far a label is indented.
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


@dataclass(frozen=True)
class Grid:
    """A table: its title, the lengths of its columns as shares, how many rows head it, its cells in reading order."""

    title: str
    lengths: tuple[float, ...]
    heads: int
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        """How many rows there are, those of the heading among them."""
        return max(cell.end for cell in self.cells)

    def part(self, first: int, end: int) -> "Grid":
        """The rows from `first` to before `end` under the heading; a cell that reaches beyond is cut, its words stay."""
        return replace(self, cells=(*self._head(), *self._cut(first, end)))

    def _head(self) -> Iterator[GridCell]:
        return (cell for cell in self.cells if cell.row < self.heads)

    def _cut(self, first: int, end: int) -> Iterator[GridCell]:
        for cell in self.cells:
            top, bottom = max(cell.row, first), min(cell.end, end)
            if cell.row >= self.heads and top < bottom:
                yield replace(cell, row=top - first + self.heads, rows=bottom - top)


def shown(value: Decimal | None) -> str:
    """A figure as a form shows it: no point where it is whole, nothing where there is none."""
    if value is None:
        return ""
    return f"{value:f}" if value % 1 else f"{value.to_integral_value():f}"
