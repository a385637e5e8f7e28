"""Rows an import did not take, given back as a sheet with the reason beside each, to be mended and imported again."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.exchange.spreadsheets import Cell, Column, SheetOut, write_xlsx
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.operations.plans import Fate, PlanLine

TITLE = N_("未采纳的行")
_NUMBER = Column("row", N_("原行号"), 8)
_NAME = Column("name", N_("名称"), 40)
_REASON = Column("reason", N_("未采纳原因"), 60)
_NAMELESS = N_("第 {n} 列")


def save(path: Path, lines: Sequence[PlanLine], source: Path | str, headings: Sequence[str]) -> int:
    """Write the refused rows as they stood in the file (or pasted text), with their reasons; returns how many.

    `headings` are source messages by which the heading row is told. Of a source with several tables, whose row
    numbers are not unique, only number, name and reason are written. UserError if the source is gone.
    """
    refused = [line for line in lines if line.fate is Fate.REFUSED]
    grids = read_pasted(source) if isinstance(source, str) else read_tables(source)
    if len(grids) == 1:
        columns = _columns(grids[0], headings)
        rows = _cells(grids[0], columns, refused)
    else:
        columns = [_NAME]
        rows = iter([{"name": line.name} for line in refused])
    pairs = zip(rows, refused, strict=True)
    signed: Iterator[dict[str, Cell]] = ({**cells, "row": line.row, "reason": line.reason} for cells, line in pairs)
    write_xlsx(path, [SheetOut(_(TITLE), (_NUMBER, *columns, _REASON), signed)])
    return len(refused)


def _columns(grid: Grid, headings: Sequence[str]) -> list[Column]:
    known = {*headings, *map(_, headings)}
    row = max(grid.rows, key=lambda cells: sum(cell.strip() in known for cell in cells), default=())
    named = any(cell.strip() in known for cell in row)
    titles = [row[n].strip() if named and n < len(row) else "" for n in range(grid.width)]
    return [Column(str(n), title or _(_NAMELESS).format(n=n + 1), 20) for n, title in enumerate(titles)]


def _cells(grid: Grid, columns: Sequence[Column], refused: Sequence[PlanLine]) -> Iterator[Mapping[str, str]]:
    rows = {grid.number(index): row for index, row in enumerate(grid.rows)}
    for line in refused:
        row = rows.get(line.row, ())
        yield {column.key: row[n] if n < len(row) else "" for n, column in enumerate(columns)}
