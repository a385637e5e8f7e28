"""Tables of any file or of the clipboard, as text in cells."""

from pathlib import Path

from app.errors import UserError
from app.exchange.tables.document import document_tables
from app.exchange.tables.grid import Grid, Span
from app.exchange.tables.kinds import FileKind, contents, kind_of
from app.exchange.tables.letters import decoded
from app.exchange.tables.old_codes import in_unicode
from app.exchange.tables.page import page_tables
from app.exchange.tables.plain import csv_tables, pasted_tables
from app.exchange.tables.workbook import workbook_tables
from app.i18n import N_

__all__ = ["Grid", "Span", "read_pasted", "read_tables"]


def read_tables(path: Path) -> list[Grid]:
    """Read all tables of an xlsx, xls, ods, docx, HTML or CSV file, told apart by what is in it, not by its name.

    Mongolian in the codes of old fonts is in Unicode; `Grid.old_codes` says where.
    Raises UserError when the file cannot be read or holds no table.
    """
    data = contents(path)
    match kind_of(data, path.name):
        case FileKind.WORKBOOK:
            grids = workbook_tables(data, path.name)
        case FileKind.DOCUMENT:
            grids = document_tables(data, path.name)
        case FileKind.PAGE:
            grids = page_tables(decoded(data, path.name), path.name)
        case FileKind.TEXT:
            grids = csv_tables(decoded(data, path.name), path.name)
    grids = [grid for grid in grids if any(map(any, grid.rows))]
    if not grids:
        message = N_("“{file}”中没有找到表格。请确认选对了文件；网页可以先把表格复制到WPS表格中，另存为xlsx再导入。")
        raise UserError(message, {"file": path.name})
    return [in_unicode(grid) for grid in grids]


def read_pasted(text: str) -> list[Grid]:
    """Read tables from the clipboard: HTML, cells from Excel or WPS, or text with | signs; blank text gives none.

    Mongolian in the codes of old fonts is in Unicode; `Grid.old_codes` says where.
    """
    grids = page_tables(text) if "<table" in text.lower() else pasted_tables(text)
    return [in_unicode(grid) for grid in grids if any(map(any, grid.rows))]
