"""The tables of the form read back from a workbook: each figure by its place, once the labels beside it are ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.exchange.report_files.content import FigureIn
from app.exchange.spreadsheets import read_number
from app.exchange.spreadsheets.guard import unguarded
from app.exchange.spreadsheets.writing import sheet_titles
from app.exchange.tables import Grid as Sheet
from app.i18n import N_, _
from app.rules.annual_report import ReportFormat, Table
from app.rules.problems import Problem
from app.rules.report_grids import CellKind, Grid, GridCell, placed

_MOVED = N_("“{sheet}”第{row}行应是“{label}”，现在是“{found}”，这张表没有读入。请保持模板的行和列，只填数字。")
_ABOVE = 10  # rows there may be over a table


@dataclass(frozen=True)
class ReadForms:
    """The figures of the tables; `found` tells whether there was any table, `notes` which were passed over and why."""

    figures: tuple[FigureIn, ...] = ()
    notes: tuple[str, ...] = ()
    found: bool = False


def read_forms(form: ReportFormat, sheets: Mapping[str, Sheet]) -> ReadForms:
    """What stands in the tables of a format, by the names of their sheets."""
    tables = [table for table in form.tables if table.printed]
    figures: list[FigureIn] = []
    notes: list[str] = []
    found = False
    for table, title in zip(tables, sheet_titles(table.title for table in tables), strict=True):
        sheet = sheets.get(title)
        if sheet is None:
            continue
        found, grid = True, placed(table, {})
        first = _first_row(sheet, grid)
        if moved := next(_moved(sheet, grid, first), ""):
            notes.append(moved)
        else:
            figures += _figures(sheet, table, grid, first)
    return ReadForms(tuple(figures), tuple(notes), found)


def _first_row(sheet: Sheet, grid: Grid) -> int:
    """The row in which the table begins, below its title."""
    text = _tight(grid.cells[0].text)
    return next((row for row in range(_ABOVE) if _tight(sheet.text(row, 0)) == text), 1)


def _moved(sheet: Sheet, grid: Grid, first: int) -> Iterator[str]:
    """Why places cannot be trusted: a label that stands elsewhere."""
    for cell in grid.cells:
        found = sheet.text(first + cell.row, cell.column)
        if cell.kind is not CellKind.NUMBER and _tight(found) != _tight(cell.text):
            row = sheet.number(first + cell.row)
            yield _(_MOVED).format(sheet=sheet.name, row=row, label=cell.text, found=found)


def _figures(sheet: Sheet, table: Table, grid: Grid, first: int) -> Iterator[FigureIn]:
    labels = {cell.key: cell.label for cell in table.cells}
    for cell in grid.cells:
        if cell.kind is CellKind.NUMBER and (text := sheet.text(first + cell.row, cell.column)):
            yield _figure(cell, labels[cell.key], sheet.number(first + cell.row), text)


def _figure(cell: GridCell, label: str, row: int, text: str) -> FigureIn:
    read = read_number(text)
    if isinstance(read, Problem):
        return FigureIn(row, cell.key, label, None, read.text)
    return FigureIn(row, cell.key, label, Decimal(read))


def _tight(text: str) -> str:
    return "".join(unguarded(text).split())
