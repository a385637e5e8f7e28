"""A village's list and its year plan as spreadsheets, through the gate."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, write_csv, write_xlsx
from app.i18n import N_, _
from app.operations import villages
from app.operations.gate import check_name, gate
from app.operations.matter_rows import FIELDS, MatterRow, listed
from app.operations.year_plans import year_plan
from app.rules.villages import CYCLE_NAMES, PROGRESS_NAMES, THEME_NAMES

LIST_TITLE = N_("嘎查村公开事项清单")
PLAN_TITLE = N_("嘎查村年度公开计划")
LIST_COLUMNS = (
    Column("village", N_("嘎查村"), 20),
    Column("number", N_("序号"), 8),
    Column("name", N_("公开事项"), 30),
    Column("name_mn", N_("蒙古文名称"), 24),
    Column("content", N_("公开内容"), 40),
    Column("basis", N_("公开依据"), 36),
    Column("theme", N_("重点领域"), 18, Kind.CHOICE),
    Column("cycle", N_("公开周期"), 10, Kind.CHOICE),
    Column("time_limit", N_("公开时限"), 26),
    Column("owner", N_("公开主体"), 20),
    Column("channel", N_("公开渠道"), 30),
)
PLAN_COLUMNS = (
    *(column for column in LIST_COLUMNS if column.key in ("village", "name", "name_mn", "theme", "cycle", "owner")),
    Column("first", N_("起"), 12, Kind.DATE),
    Column("due_on", N_("最迟公开日期"), 14, Kind.DATE),
    Column("state", N_("进度"), 12, Kind.CHOICE),
)


def export(session: Session, office_code: str, path: Path) -> None:
    """Write a village's list, or those of all villages under an office, as xlsx or CSV by the name's ending."""
    names = _names(session)
    numbers: Counter[str] = Counter()
    cells: list[dict[str, Cell]] = []
    for row in listed(session, office_code):
        numbers[row.office_code] += 1
        cells.append(_matter_cells(row, names) | {"number": numbers[row.office_code]})
    _write(session, path, LIST_TITLE, LIST_COLUMNS, cells)


def export_plan(session: Session, office_code: str, year: int, today: date, path: Path) -> None:
    """Write the plan of a year as xlsx or CSV, by the name's ending."""
    names = _names(session)
    cells: list[dict[str, Cell]] = [
        _matter_cells(cell.matter, names)
        | {"first": cell.occasion.first, "due_on": cell.occasion.due_on, "state": PROGRESS_NAMES[cell.state]}
        for cell in year_plan(session, office_code, year, today)
    ]
    _write(session, path, PLAN_TITLE, PLAN_COLUMNS, cells)


def _names(session: Session) -> dict[str, str]:
    return {row.code: row.name for row in villages.tree(session)}


def _matter_cells(row: MatterRow, names: Mapping[str, str]) -> dict[str, Cell]:
    texts: dict[str, Cell] = {field: getattr(row, field) for field in FIELDS}
    village = names.get(row.office_code, row.office_code)
    return texts | {"village": village, "theme": THEME_NAMES[row.theme], "cycle": CYCLE_NAMES[row.cycle]}


def _write(
    session: Session, path: Path, title: str, columns: tuple[Column, ...], cells: Iterable[Mapping[str, Cell]]
) -> None:
    masked = gate(session)
    check_name(path)
    out = [{key: masked(value) if isinstance(value, str) else value for key, value in row.items()} for row in cells]
    sheet = SheetOut(_(title), columns, out)
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
