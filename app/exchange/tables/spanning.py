"""Laying out tables whose cells reach over several rows and columns, as pages and documents write them."""

from collections.abc import Iterable
from typing import NamedTuple

from app.exchange.tables.grid import Span

WIDEST = 200


class Placed(NamedTuple):
    """A cell as written: its text and how far it reaches."""

    text: str
    rows: int = 1
    columns: int = 1


def laid_out(rows: Iterable[Iterable[Placed]]) -> tuple[list[list[str]], tuple[Span, ...]]:
    """Give each cell its place, passing over those that cells above reach into; rows end with their last cell."""
    written = [list(row) for row in rows]
    taken: dict[tuple[int, int], str] = {}
    spans = []
    for top, row in enumerate(written):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            bottom, right = min(top + cell.rows, len(written)) - 1, min(left + cell.columns, WIDEST) - 1
            if right < left:
                break
            for place in ((y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)):
                taken.setdefault(place, "")
            taken[top, left] = cell.text
            if (bottom, right) != (top, left):
                spans.append(Span(top, left, bottom, right))
            left = right + 1
    return _rows(taken, len(written)), tuple(spans)


def _rows(taken: dict[tuple[int, int], str], height: int) -> list[list[str]]:
    widths = [0] * height
    for y, x in taken:
        widths[y] = max(widths[y], x + 1)
    return [[taken.get((y, x), "") for x in range(width)] for y, width in enumerate(widths)]
