"""Walking from figure to figure, and figures as people type and paste them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.rules.report_grids import GridCell

NO_FIGURE = frozenset(("", "-", "–", "—", "/"))
_GROUPED = re.compile(r"-?[0-9]+(,[0-9]{3})*(\.[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def typed_figure(text: str) -> Decimal | None:
    """The figure a text means, also with thousands or full-width digits; None for none. ValueError if it means none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in NO_FIGURE:
        return None
    if not (_GROUPED.fullmatch(plain) or _PLAIN.fullmatch(plain)):
        raise ValueError(text)
    return Decimal(plain.replace(",", ""))


def block(text: str) -> list[list[str]]:
    """Cells copied from a spreadsheet, line by line."""
    return [line.split("\t") for line in text.rstrip("\r\n").splitlines()]


def laid(boxes: Sequence[GridCell], here: GridCell, cells: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Where the cells of a block come to lie from this box on: keys and texts; what meets no figure is left out."""
    begun = {(box.row, box.column): box.key for box in boxes}
    for down, line in enumerate(cells):
        for right, text in enumerate(line):
            if key := begun.get((here.row + down, here.column + right)):
                yield key, text


def next_figure(figures: Sequence[GridCell], here: GridCell | None, step: tuple[int, int]) -> GridCell | None:
    """The figure one step on (or, at two, the last one that way); the first one where the keyboard is on none."""
    if here is None or not here.key:
        return figures[0] if figures else None
    down, across = step
    if across:
        return _along([box for box in figures if box.row == here.row], here, across)
    return _along(_column(figures, here), here, down)


def _column(figures: Sequence[GridCell], here: GridCell) -> list[GridCell]:
    """Of each line the figure that stands nearest to this one's column."""
    rows = sorted({box.row for box in figures})
    lines = {row: [box for box in figures if box.row == row] for row in rows}
    nearest = {row: min(line, key=lambda box: abs(box.column - here.column)) for row, line in lines.items()}
    return list((nearest | {here.row: here}).values())


def _along(line: Sequence[GridCell], here: GridCell, step: int) -> GridCell:
    if abs(step) > 1:
        return line[-1] if step > 0 else line[0]
    place = line.index(here) + step
    return line[place] if 0 <= place < len(line) else here
