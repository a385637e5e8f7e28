"""Our own sheets: written as xlsx, CSV and HTML, and read back after people have worked on them."""

from app.exchange.spreadsheets.columns import Cell, Column, Kind, SheetOut, SheetRead, SheetRow, Value
from app.exchange.spreadsheets.page import html_table
from app.exchange.spreadsheets.reading import begin_sheet, read_sheet
from app.exchange.spreadsheets.values import read_date, read_number
from app.exchange.spreadsheets.writing import write_csv, write_xlsx

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "SheetOut",
    "SheetRead",
    "SheetRow",
    "Value",
    "begin_sheet",
    "html_table",
    "read_date",
    "read_number",
    "read_sheet",
    "write_csv",
    "write_xlsx",
]
