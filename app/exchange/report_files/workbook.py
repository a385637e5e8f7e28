"""An annual report as a workbook: a sheet for each table of the form, native charts, and the figures as a list.

Tables and list (数据) are both read back; a template is the tables with nothing filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.exchange.files import written_whole
from app.exchange.report_files.content import FigureOut, ReportContent
from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut
from app.exchange.spreadsheets.guard import guarded, without_controls
from app.exchange.spreadsheets.writing import DatelessZip, add_sheet, sheet_titles
from app.i18n import N_, _
from app.rules.annual_report import SCOPE_NAMES, STATUS_NAMES, ReportStatus, Scope
from app.rules.report_charts import Chart
from app.rules.report_grids import CellKind, Grid, GridCell

ABOUT, DATA, TEXT, CHECKS, CHARTS = N_("报告"), N_("数据"), N_("文字"), N_("核对"), N_("图表")
SOURCE_NAMES: Mapping[str, str] = {
    "": N_("没有数字"),
    "counted": N_("台账生成"),
    "entered": N_("手工填报"),
    "summed": N_("由其他栏相加"),
}
ABOUT_COLUMNS = (Column("name", N_("项目"), 24, required=True), Column("value", N_("内容"), 60, required=True))
DATA_COLUMNS = (
    Column("key", N_("栏号"), 18, required=True, note=N_("每栏的编号，请不要改动。")),
    Column("table", N_("所在表"), 24),
    Column("label", N_("栏目"), 44),
    Column("value", N_("数值"), 12, Kind.NUMBER, required=True, note=N_("没有数字的留空。")),
    Column("unit", N_("计量单位"), 10),
    Column("source", N_("来源"), 14),
    Column("counted", N_("台账数"), 12, Kind.NUMBER),
    Column("definition", N_("说明"), 60),
)
TEXT_COLUMNS = (
    Column("key", N_("节号"), 8, required=True),
    Column("title", N_("标题"), 36),
    Column("written", N_("文字"), 100, required=True),
)
CHECK_COLUMNS = (
    Column("check", N_("核对项"), 14),
    Column("text", N_("核对结果"), 70),
    Column("warning", N_("性质"), 10),
    Column("reason", N_("说明理由"), 40),
)
OFFICE_CODE, OFFICE, YEAR, SCOPE, FORM = N_("单位代码"), N_("单位名称"), N_("报告年份"), N_("范围"), N_("格式")
_STATUS, _SOURCE, _MISSING = N_("状态"), N_("格式依据"), N_("没有汇总到的单位")
_ERROR, _WARNING = N_("应改正"), N_("需留意")
_EPOCH = datetime(1980, 1, 1)
_TITLE_ROW = 1
ASKED = 5
"""So many lines about the report are asked for: whose, which year, its scope and its format."""
_CHART_ROWS, _CHART_COLUMN = 18, "F"
_UNIT = 7.0
"""Characters of a column of numbers."""


def write_workbook(path: Path, content: ReportContent, grids: Sequence[Grid], charts: Sequence[Chart]) -> None:
    """Write the workbook; the same content gives the same bytes. UserError if the file cannot be written."""
    book = _blank(content)
    titles = iter(sheet_titles([*(grid.title for grid in grids), *map(_, (CHARTS, ABOUT, DATA, TEXT, CHECKS))]))
    for grid in grids:
        _grid_sheet(book.create_sheet(next(titles)), grid)
    chart_title = next(titles)
    if charts:
        _chart_sheet(book.create_sheet(chart_title), charts)
    for sheet in _lists(content):
        add_sheet(book, sheet, next(titles))
    _save(book, path)


def write_template(path: Path, content: ReportContent, grids: Sequence[Grid]) -> None:
    """Write the tables of the form with nothing in them, and lists for what stands in no table.

    UserError if the file cannot be written.
    """
    book = _blank(content)
    listed = {cell.key for grid in grids for cell in grid.cells}
    others = tuple(figure for figure in content.figures if figure.key not in listed)
    about, data, text, _checks = _lists(replace(content, figures=others))
    add_sheet(book, replace(about, rows=list(about.rows)[:ASKED]), _(ABOUT))
    for grid, title in zip(grids, sheet_titles(grid.title for grid in grids), strict=True):
        _grid_sheet(book.create_sheet(title), grid)
    if others:
        add_sheet(book, data, _(DATA))
    add_sheet(book, text, _(TEXT))
    _save(book, path)


def _blank(content: ReportContent) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "Iltod", without_controls(content.title)
    book.properties.created = book.properties.modified = _EPOCH
    return book


def _save(book: Any, path: Path) -> None:
    import zipfile

    from openpyxl.writer.excel import ExcelWriter

    with written_whole(path) as file:
        ExcelWriter(book, DatelessZip(file, "w", zipfile.ZIP_DEFLATED)).save()


def _lists(content: ReportContent) -> Iterator[SheetOut]:
    """What the workbook says in lists: about the report, its figures, its text, its checks."""
    yield SheetOut(ABOUT, ABOUT_COLUMNS, [{"name": _(name), "value": value} for name, value in _about(content).items()])
    yield SheetOut(DATA, DATA_COLUMNS, map(_data, content.figures))
    texts = ({"key": each.key, "title": _(each.title), "written": each.written} for each in content.sections)
    yield SheetOut(TEXT, TEXT_COLUMNS, texts)
    yield SheetOut(
        CHECKS,
        CHECK_COLUMNS,
        (
            {
                "check": each.check,
                "text": each.text,
                "warning": _(_WARNING) if each.warning else _(_ERROR),
                "reason": each.reason,
            }
            for each in content.findings
        ),
    )


def _about(content: ReportContent) -> dict[str, str]:
    return {
        OFFICE_CODE: content.office_code,
        OFFICE: content.office,
        YEAR: str(content.year or ""),
        SCOPE: _(SCOPE_NAMES[Scope(content.scope)]),
        FORM: content.form,
        _STATUS: _(STATUS_NAMES[ReportStatus(content.status)]) if content.status else "",
        _SOURCE: _(content.source),
        _MISSING: "、".join(content.missing_units),
    }


def _data(figure: FigureOut) -> dict[str, Cell]:
    return {
        "key": figure.key,
        "table": _(figure.table),
        "label": _(figure.label),
        "value": figure.value,
        "unit": _(figure.unit),
        "source": _(SOURCE_NAMES.get(figure.source, figure.source)),
        "counted": figure.counted,
        "definition": _(figure.definition),
    }


def _grid_sheet(page: Any, grid: Grid) -> None:
    """A table of the form with its boxes, which prints on one page across."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    title = page.cell(_TITLE_ROW, 1, without_controls(guarded(grid.title)))
    title.font, title.alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    page.merge_cells(start_row=_TITLE_ROW, end_row=_TITLE_ROW, start_column=1, end_column=grid.columns)
    for number, share in enumerate(grid.lengths, 1):
        page.column_dimensions[get_column_letter(number)].width = _UNIT * share + 4
    for cell in grid.cells:
        _box(page, cell)
    page.freeze_panes = page.cell(_TITLE_ROW + grid.heads + 1, 1) if grid.heads else None
    page.print_title_rows = f"{_TITLE_ROW}:{_TITLE_ROW + grid.heads}"
    page.page_setup.paperSize, page.page_setup.fitToHeight = page.PAPERSIZE_A4, 0
    page.page_setup.orientation = "landscape" if grid.columns > 4 else "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _box(page: Any, cell: GridCell) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    top, left = _TITLE_ROW + cell.row + 1, cell.column + 1
    bottom, right = top + cell.rows - 1, left + cell.columns - 1
    first = page.cell(top, left)
    if cell.kind is CellKind.NUMBER:
        first.value = cell.value
    else:
        first.value = without_controls(guarded(cell.text)) or None
    shaded = cell.kind in (CellKind.HEAD, CellKind.NOTE, CellKind.BAND)
    side = "left" if cell.kind in (CellKind.LABEL, CellKind.NOTE) else "center"
    first.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=cell.level)
    first.font = Font(bold=cell.kind is CellKind.HEAD)
    line = Side(style="thin")
    for row in page.iter_rows(top, bottom, left, right):
        for place in row:
            place.border = Border(left=line, right=line, top=line, bottom=line)
            if shaded:
                place.fill = PatternFill("solid", fgColor="EDEDED")
    if (top, left) != (bottom, right):
        page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def _chart_sheet(page: Any, charts: Sequence[Chart]) -> None:
    """Each chart beside the figures it shows, so that it follows when somebody changes them."""
    page.column_dimensions["A"].width = 24
    row = 1
    for chart in charts:
        page.append([without_controls(guarded(chart.title)), *(without_controls(s.name) for s in chart.series)])
        for number, label in enumerate(chart.labels):
            page.append([without_controls(guarded(label)), *(series.values[number] for series in chart.series)])
        page.add_chart(_native(page, chart, row), f"{_CHART_COLUMN}{row}")
        row += max(_CHART_ROWS, len(chart.labels) + 2)
        page._current_row = row - 1


def _native(page: Any, chart: Chart, row: int) -> Any:
    """A chart of the spreadsheet: bars with their figures, patterns are left to the program that shows them."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    made = BarChart()
    several = len(chart.series) > 1
    made.type = "col" if several else "bar"
    made.title, made.style = f"{chart.title}（{chart.measure}）", 10
    end = row + len(chart.labels)
    made.add_data(Reference(page, 2, row, 1 + len(chart.series), end), titles_from_data=True)
    made.set_categories(Reference(page, 1, row + 1, 1, end))
    made.dataLabels = DataLabelList()
    made.dataLabels.showVal = True
    for unsaid in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(made.dataLabels, unsaid, False)
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.majorGridlines, made.y_axis.number_format = None, "0"
    if not several:
        made.legend, made.x_axis.scaling.orientation = None, "maxMin"
    made.width, made.height = 18.0, 8.5
    return made
