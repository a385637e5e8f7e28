"""Mongolian in the codes of old fonts (Menksoft), turned into Unicode as any table comes in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.exchange.tables.grid import Grid
from app.i18n import N_
from app.rules.problems import Problem
from app.text import menksoft

CONVERTED = N_("“{heading}”列的蒙古文用的是旧编码（蒙科立），已转换为标准编码，请核对。")
CODES_LEFT = N_(
    "“{heading}”列有 {n} 个旧编码字符（{codes}）认不出，按原样保留，请重新输入；"
    "其余蒙古文已由旧编码（蒙科立）转换为标准编码，请核对。"
)
_TOUCHED = re.compile("[\ue234-\ue34f︽︾︵︶﹇﹈]")


def in_unicode(grid: Grid) -> Grid:
    """Give the table with its old Mongolian codes and vertical brackets converted; `old_codes` says in which places."""
    places = {
        (y, x): menksoft.converted(text)
        for y, row in enumerate(grid.rows)
        for x, text in enumerate(row)
        if _TOUCHED.search(text)
    }
    heading = menksoft.converted(grid.heading).text
    if not places:
        return replace(grid, heading=heading)
    rows = tuple(
        tuple(places[y, x].text if (y, x) in places else text for x, text in enumerate(row))
        for y, row in enumerate(grid.rows)
    )
    old = {(y, x): cell for (y, x), cell in places.items() if menksoft.recognised(grid.rows[y][x])}
    return replace(grid, heading=heading, rows=rows, old_codes=old)


def problems(grid: Grid, row: int, headings: Mapping[int, str]) -> Iterator[Problem]:
    """Give a warning for each cell of the row that was in old codes, merged ones in every row they reach.

    `headings` are the columns that are read, by place, each with what it is called.
    """
    if not grid.old_codes:
        return
    for column, heading in headings.items():
        cell = grid.old_codes.get(grid.origin(row, column))
        if cell and cell.left:
            values = {"heading": heading, "n": len(cell.left), "codes": cell.named}
            yield Problem("", CODES_LEFT, values, warning=True)
        elif cell:
            yield Problem("", CONVERTED, {"heading": heading}, warning=True)
