"""Sheets of xlsx, xls and ods workbooks."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from app.errors import UserError
from app.exchange.tables.grid import Grid, Span, clean, cut
from app.exchange.tables.kinds import damaged
from app.i18n import N_

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST_SHEET = 8_000_000  # places from A1 to the last cell with a value
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?[^/]>')
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_PIECE = 1 << 20


def workbook_tables(data: bytes, source: str) -> list[Grid]:
    """Read the visible sheets, each from its first row and column on, whatever its dimension record says.

    Raises UserError when the workbook is damaged, has a password or a sheet too large to hold.
    """
    import python_calamine

    if data.startswith(b"PK"):
        _check_reach(data, source)
    try:
        with python_calamine.CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            seen = python_calamine.SheetVisibleEnum.Visible
            sheet_kind = python_calamine.SheetTypeEnum.WorkSheet
            names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == seen and sheet.typ == sheet_kind]
            errors = _errors(data) if data.startswith(b"PK") else {}
            return [_grid(book.get_sheet_by_name(name), source, errors.get(name, {})) for name in names]
    except UserError:
        raise
    except BaseException as error:  # the reader panics on some damaged files, and a panic is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged(source, repr(error)) from error


def _check_reach(data: bytes, source: str) -> None:
    """Refuse a sheet with a value far out: the reader holds every place before it, which may fill the memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if _SHEET_PART.fullmatch(part):
                with archive.open(part) as file:
                    _check_sheet(file, source)


def _check_sheet(file: Any, source: str) -> None:
    last_row = last_column = 1
    rest = b""
    while piece := file.read(_PIECE):
        text = rest + piece
        for letters, digits in _FILLED.findall(text):
            last_row, last_column = max(last_row, int(digits)), max(last_column, _column(letters))
        _check_places(last_row, last_column, source)
        rest = text[text.rfind(b"<") :]


def _check_places(rows: int, columns: int, source: str) -> None:
    if rows * columns > LARGEST_SHEET:
        message = N_("“{file}”中有一张表用到第{row}行、第{column}列，太大，没有读入。请删去零星的远处内容后再导入。")
        raise UserError(message, {"file": source, "row": rows, "column": columns})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _errors(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the error values (#N/A and the like) by sheet and place; the quick reader gives them as blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if not any(b't="e"' in archive.read(part) for part in archive.namelist() if _SHEET_PART.fullmatch(part)):
            return {}
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # WPS may record one cell only
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): str(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if getattr(cell, "data_type", "") == "e"
        }
        for sheet in book.worksheets
    }


def _grid(sheet: "CalamineSheet", source: str, errors: Mapping[tuple[int, int], str]) -> Grid:
    last_row, last_column = sheet.end or (0, 0)
    _check_places(last_row + 1, last_column + 1, source)
    rows: list[list[str]] = []
    width = 0
    for y, row in enumerate(sheet.to_python(skip_empty_area=False)):
        texts = [_text(value) or errors.get((y, x), "") for x, value in enumerate(row)]
        rows.append(texts)
        width = max(width, next((place for place in range(len(texts), 0, -1) if texts[place - 1]), 0))
    while rows and not any(rows[-1]):
        rows.pop()
    spans = [
        Span(top, left, min(bottom, len(rows) - 1), min(right, width - 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < len(rows) and left < width
    ]
    texts_cut, problems = cut([row[:width] for row in rows])
    return Grid(sheet.name, texts_cut, source, "", tuple(spans), rectangular=True, problems=problems)


def _text(value: object) -> str:
    """Give a value as people see it: whole numbers without a point, days as 2026-03-05.

    A spreadsheet keeps 15 digits of a number: a longer one, mostly of a person or a card, is told as 1.5E+17, so that
    nobody takes its last digits for true.
    """
    match value:
        case str():
            return clean(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case _:
            return "" if value is None else str(value)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
