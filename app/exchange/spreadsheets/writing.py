"""Our own sheets as xlsx and CSV files, the same bytes for the same rows."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.spreadsheets.columns import Cell, Column, Kind, SheetOut, shown
from app.exchange.spreadsheets.guard import guarded, without_controls
from app.exchange.tables.grid import LONGEST_CELL
from app.i18n import N_, _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LAST_ROW = 1_048_576
_LISTS_TITLE = "_lists"
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheet programs disagree about the serial number
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(path: Path, sheets: Sequence[SheetOut]) -> None:
    """Write the sheets; the same sheets give the same bytes.

    Text stays text (number format @), days are real dates, the headings are frozen, choices have a list. Raises
    UserError when a sheet has too many rows, a text is longer than a cell can hold or the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.creator = "Iltod"
    book.properties.created = book.properties.modified = datetime(*_ZIP_DAY)
    titles = sheet_titles([_(sheet.title) for sheet in sheets])
    lists = list(dict.fromkeys(column.choices for sheet in sheets for column in sheet.columns if column.choices))
    with written_whole(path) as file, _abandoned_on_error(book):
        for sheet, title in zip(sheets, titles, strict=True):
            add_sheet(book, sheet, title, lists)
        _add_lists(book, lists)
        ExcelWriter(book, DatelessZip(file, "w", zipfile.ZIP_DEFLATED)).save()


def write_csv(path: Path, sheet: SheetOut) -> None:
    """Write one sheet as CSV in UTF-8 with a byte order mark (so that Excel and WPS see Chinese); dates are ISO text.

    Raises UserError when the file cannot be written.
    """
    with written_whole(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        writer = csv.writer(text)
        writer.writerow([guarded(_(column.heading)) for column in sheet.columns])
        writer.writerows([_plain(row.get(column.key), column) for column in sheet.columns] for row in sheet.rows)
        text.flush()
        text.detach()


def sheet_titles(titles: Iterable[str]) -> list[str]:
    """Make titles that a workbook allows: 31 characters, no brackets or slashes, no two alike in any case."""
    allowed: list[str] = []
    for title in titles:
        base = _NOT_IN_TITLE.sub(" ", title).strip()[:31] or "Sheet"
        name, count = base, 1
        while name.casefold() in {other.casefold() for other in allowed}:
            count += 1
            name = f"{base[:27]}({count})"
        allowed.append(name)
    return allowed


@contextmanager
def _abandoned_on_error(book: "Workbook") -> Iterator[None]:
    """Remove the temporary files that openpyxl keeps per sheet when the writing stops half-way."""
    try:
        yield
    except BaseException:
        for page in book.worksheets:
            with suppress(Exception):
                page.close()
                page._writer.cleanup()
        raise


class DatelessZip(zipfile.ZipFile):
    """An archive in which every part has the same date, so that the same sheets give the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """Add a part."""
        super().writestr(self._part(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        """Add a file."""
        with open(filename, "rb") as source, self.open(self._part(arcname), "w", force_zip64=True) as target:
            while piece := source.read(1 << 20):
                target.write(piece)

    @staticmethod
    def _part(name: str) -> zipfile.ZipInfo:
        part = zipfile.ZipInfo(name.removeprefix("/"), _ZIP_DAY)
        part.compress_type = zipfile.ZIP_DEFLATED
        return part


def add_sheet(book: "Workbook", sheet: SheetOut, title: str, lists: Sequence[tuple[str, ...]] = ()) -> None:
    """Add a sheet to a workbook, also to one that is not written row by row."""
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = _format(column)
        _add_validation(page, column, letter, lists)
    page.append(_heading_cells(page, sheet.columns))
    styles = [_style(page, column) for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 2):
        if number > LAST_ROW:
            raise UserError(
                N_("“{title}”的行数超过一张表能容纳的{limit}行。请缩小范围分几次导出，或导出为CSV。"),
                {"title": title, "limit": LAST_ROW},
            )
        page.append(
            [_cell(page, row, column, style, number) for column, style in zip(sheet.columns, styles, strict=True)]
        )


def _heading_cells(page: Any, columns: Sequence[Column]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = [WriteOnlyCell(page, without_controls(guarded(_(column.heading)))) for column in columns]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cells


def _style(page: Any, column: Column) -> Any:
    """Give the style shared by all cells of the column; looking it up cell by cell would take most of the time."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page)
    cell.number_format = _format(column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell._style


def _format(column: Column) -> str:
    return {Kind.DATE: "yyyy-mm-dd", Kind.NUMBER: "General"}.get(column.kind, "@")


def _cell(page: Any, row: Mapping[str, Cell], column: Column, style: Any, number: int) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value = row.get(column.key)
    cell = WriteOnlyCell(page)
    if _is_number(value, column) or _is_date(value):
        cell.value = value
    elif value is not None and value != "":
        text = without_controls(_plain(value, column))
        if len(text) > LONGEST_CELL:
            raise UserError(
                N_("第{row}行“{column}”的文字超过{limit}个字符，一个单元格放不下。请改为导出CSV。"),
                {"row": number, "column": _(column.heading), "limit": LONGEST_CELL},
            )
        cell.value = text
        cell.data_type = "s"  # "#N/A" and the like are text here, not errors
    cell._style = style
    return cell


def _is_number(value: Cell, column: Column) -> bool:
    return column.kind is Kind.NUMBER and isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_date(value: Cell) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY


def _plain(value: Cell, column: Column) -> str:
    text = shown(value, column)
    return guarded(text) if isinstance(value, str) else text


def _add_validation(page: Any, column: Column, letter: str, lists: Sequence[tuple[str, ...]]) -> None:
    """Offer the choices as a list and show the note of the column when one of its cells is selected."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not column.choices and not column.note:
        return
    rule = DataValidation(allow_blank=True)
    if column.choices:
        place = get_column_letter(lists.index(column.choices) + 1)
        rule.type, rule.formula1 = "list", f"{_LISTS_TITLE}!${place}$1:${place}${len(column.choices)}"
        rule.showErrorMessage, rule.errorTitle, rule.error = True, _("不在列表中"), _("请从列表中选择。")
    if column.note:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = without_controls(_(column.heading))[:32], without_controls(_(column.note))[:255]
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.data_validations.append(rule)


def _add_lists(book: "Workbook", lists: Sequence[tuple[str, ...]]) -> None:
    """Keep the choices on a hidden sheet: a list written into the rule itself may not be longer than 255 characters."""
    if not lists:
        return
    page = book.create_sheet(_LISTS_TITLE)
    page.sheet_state = "hidden"
    for row in zip_longest(*lists):
        page.append([text and without_controls(guarded(_(text))) for text in row])
