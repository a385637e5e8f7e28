"""An annual report read back: our JSON, or the lists of our workbook after people have worked on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.errors import UserError
from app.exchange.report_files.content import FigureIn, ReportIn
from app.exchange.report_files.data import read_data
from app.exchange.report_files.forms import ReadForms, read_forms
from app.exchange.report_files.workbook import (
    ABOUT,
    ABOUT_COLUMNS,
    DATA,
    DATA_COLUMNS,
    FORM,
    OFFICE,
    OFFICE_CODE,
    SCOPE,
    TEXT,
    TEXT_COLUMNS,
    YEAR,
)
from app.exchange.report_formats import formats
from app.exchange.spreadsheets import Column, SheetRead, read_sheet
from app.exchange.tables import Grid, read_tables
from app.i18n import N_, _
from app.rules.annual_report import SCOPE_NAMES, plain_number

_NO_LIST = N_(
    "“{file}”里没有年度报告的表格，没有读入。请用年度报告页给出的 Excel 模板填写，或者选程序导出的 JSON 文件。"
)
_NO_YEAR = N_("“{file}”没有写明是哪一年的报告（“{text}”）。请在“报告”表的“报告年份”一行填四位年份，例如 2023，再导入。")
_DIFFERENT = N_("“数据”表里是 {listed}，表格里是 {drawn}，两处不一样。请改成一样再导入。")
_YEARS = range(2000, 2100)


def read_report(path: Path) -> ReportIn:
    """The report in a file, told apart by what is in it.

    Raises UserError if it cannot be read, is not ours, or does not say of which year it is.
    """
    return read_data(path) if path.suffix.lower() == ".json" else _read_workbook(path)


def _read_workbook(path: Path) -> ReportIn:
    grids = {grid.name: grid for grid in read_tables(path)}
    about = _about(_list(grids, ABOUT, ABOUT_COLUMNS))
    form = formats().get(about.get(FORM, ""))
    data, tables = _list(grids, DATA, DATA_COLUMNS), read_forms(form, grids) if form else ReadForms()
    if data is None and not tables.found:
        raise UserError(_NO_LIST, {"file": path.name})
    problems = data.problems if data else ()
    return ReportIn(
        office_code=about.get(OFFICE_CODE, ""),
        office=about.get(OFFICE, ""),
        year=_year(about.get(YEAR, ""), path),
        scope=_scope(about.get(SCOPE, "")),
        form=about.get(FORM, ""),
        figures=tuple(_joined(_figures(data) if data else (), tables.figures)),
        sections=_texts(_list(grids, TEXT, TEXT_COLUMNS)),
        notes=(*(problem.text for problem in problems), *tables.notes),
    )


def _list(grids: Mapping[str, Grid], title: str, columns: tuple[Column, ...]) -> SheetRead | None:
    """A list of ours by the name of its sheet, in either language; nothing where it is not there."""
    grid = grids.get(title) or grids.get(_(title))
    return read_sheet(grid, columns) if grid else None


def _about(read: SheetRead | None) -> dict[str, str]:
    """What the report says of itself, by the source message of each name."""
    said = {_text(row.values.get("name")): _text(row.values.get("value")) for row in read.rows} if read else {}
    known = (OFFICE_CODE, OFFICE, YEAR, SCOPE, FORM)
    return {name: said.get(name) or said.get(_(name)) or "" for name in known}


def _scope(text: str) -> str:
    """A scope by its name in either language; what is none stays as it is."""
    names = {spelt: scope for scope, name in SCOPE_NAMES.items() for spelt in (name, _(name))}
    return str(names.get(text, text))


def _year(text: str, path: Path) -> int:
    digits = text.removesuffix("年")
    if digits.isascii() and digits.isdigit() and int(digits) in _YEARS:
        return int(digits)
    raise UserError(_NO_YEAR, {"file": path.name, "text": text})


def _figures(read: SheetRead) -> Iterable[FigureIn]:
    """The figures somebody wrote; a row without one is passed over."""
    for row in read.rows:
        key, label, value = (row.values.get(name) for name in ("key", "label", "value"))
        problem = next((each.text for each in row.problems if each.field == "value"), "")
        number = Decimal(value) if isinstance(value, int | Decimal) else None
        if number is not None or problem:
            yield FigureIn(row.number, _text(key), _text(label), number, problem)


def _joined(listed: Iterable[FigureIn], drawn: Iterable[FigureIn]) -> Iterator[FigureIn]:
    """The figures of the list and of the tables, each once; where they do not agree, neither is right."""
    in_tables = {figure.key: figure for figure in drawn}
    for figure in listed:
        other = in_tables.pop(figure.key, figure)
        if other.value != figure.value and not figure.problem:
            values = {"listed": figure.value, "drawn": plain_number(other.value)}
            yield replace(figure, value=None, problem=_(_DIFFERENT).format(**values))
        else:
            yield figure
    yield from in_tables.values()


def _texts(read: SheetRead | None) -> dict[str, str]:
    rows = read.rows if read else ()
    found = {_text(row.values.get("key")): _text(row.values.get("written")) for row in rows}
    return {key: text for key, text in found.items() if key and text}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
