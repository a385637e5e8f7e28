"""A table as it was found: text in cells, and which cells were one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from app.i18n import N_
from app.rules.problems import Problem
from app.text.menksoft import Converted

LONGEST_CELL = 32767  # what a spreadsheet cell can hold
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u200b]")


class Span(NamedTuple):
    """A merged range; rows and columns count from zero, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One table: rows of text, ragged where the source was ragged.

    `name` is the sheet's name, `heading` the words standing above the table, `source` the name of the file without
    its folder, `first_row` the number a person sees beside the first row. A merged cell has its text in its first
    place only and is empty in the others; `origin` tells such a place from an empty cell. `rectangular` says that the
    source has a cell in every place (a spreadsheet), so that a column cannot have slipped. `problems` are warnings
    about cells that were cut. `old_codes` holds by place (row, column) what came in the Mongolian codes of old fonts.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    heading: str = ""
    spans: tuple[Span, ...] = ()
    first_row: int = 1
    rectangular: bool = False
    problems: tuple[Problem, ...] = field(default=())
    old_codes: Mapping[tuple[int, int], Converted] = field(default_factory=dict)

    @cached_property
    def _origins(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Give the first place of every merged range, by each of its other places."""
        return {
            (row, column): (span.top, span.left)
            for span in self.spans
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, span.right + 1)
            if (row, column) != (span.top, span.left)
        }

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Give the place that holds the text of this place: itself, unless it lies inside a merged range."""
        return self._origins.get((row, column), (row, column))

    def merged(self, row: int, column: int) -> bool:
        """Whether this place belongs to a merged cell that begins elsewhere."""
        return (row, column) in self._origins

    def text(self, row: int, column: int) -> str:
        """Give the text seen here: a merged cell shows its text in all its places, outside the table there is none."""
        row, column = self.origin(row, column)
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def number(self, row: int) -> int:
        """Give the number a person sees beside this row."""
        return row + self.first_row

    @property
    def width(self) -> int:
        """Give the cells of the longest row."""
        return max(map(len, self.rows), default=0)


def clean(text: str) -> str:
    """Give the text of a cell: one kind of line break, no control characters, no blanks at the ends."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")).strip()


def cut(rows: Sequence[Sequence[str]], first_row: int = 1) -> tuple[tuple[tuple[str, ...], ...], tuple[Problem, ...]]:
    """Cut every cell to `LONGEST_CELL` characters, with a warning for each that was longer."""
    problems = tuple(
        Problem(
            "",
            N_("第{row}行第{column}列的文字超过{limit}个字符，只读入前面的部分，请核对。"),
            {"row": number, "column": place, "limit": LONGEST_CELL},
            warning=True,
        )
        for number, row in enumerate(rows, first_row)
        for place, text in enumerate(row, 1)
        if len(text) > LONGEST_CELL
    )
    return tuple(tuple(text[:LONGEST_CELL] for text in row) for row in rows), problems
