"""Pay-out rolls as spreadsheets: template, rolls, look-up, coverage, all through the gate (个人信息保护法第六条)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, write_csv, write_xlsx
from app.i18n import N_, _
from app.operations import payouts
from app.operations.gate import check_name, gate
from app.operations.payout_reading import COLUMNS
from app.operations.payouts import CoverageRow, PayoutLine
from app.rules.notices import NoticeStatus
from app.rules.privacy import PrivateField

TITLE = N_("补贴发放名册")
COVERAGE = N_("补贴发放公示覆盖表")
UNMASKED = N_("导出未隐去的发放名册：{n} 份")
CELL_NAMES = {
    "": N_("没有名册"),
    "roll": N_("未做公示"),
    NoticeStatus.DRAFT: N_("公示草稿"),
    NoticeStatus.REVIEWED: N_("待打印"),
    NoticeStatus.PRINTED: N_("待张贴"),
    NoticeStatus.POSTED: N_("公示中"),
    NoticeStatus.TAKEN_DOWN: N_("已公示"),
    NoticeStatus.FILED: N_("已建档"),
}
_PRIVATE = (PrivateField.ID_NUMBER, PrivateField.BANK_CARD, PrivateField.PHONE, PrivateField.ADDRESS)
_NOT_ROWS = ("township", "health")
_MISSING = Column("missing", N_("未公示项数"), 12, Kind.NUMBER)


def write_template(path: Path) -> None:
    """Write an empty list to fill in."""
    write_xlsx(path, [SheetOut(_(TITLE), COLUMNS)])


def export_rolls(session: Session, uuids: Sequence[str], path: Path) -> int:
    """Write the rows of rolls as xlsx or CSV, by the name's ending; returns how many.

    What the office omits has no column, what it masks is starred. UserError if the file's name tells a number.
    """
    found = [line for uuid in uuids for line in payouts.lines(session, uuid)]
    return _written(path, found, _columns(session))


def export_found(session: Session, text: str, path: Path, year: int | None = None) -> int:
    """Write what somebody was paid, as `payouts.looked_up` finds it; returns how many rows."""
    return _written(path, payouts.looked_up(session, text, year), _columns(session))


def export_unmasked(session: Session, uuids: Sequence[str], path: Path, reason: str, now: datetime) -> int:
    """Write rolls with whole numbers and addresses; that it was done, and why, is kept. UserError without a reason.

    Details of health stay out even so (敏感个人信息, 《个人信息保护法》第二十八条).
    """
    found = payouts.unmasked_lines(session, uuids, _PRIVATE, reason, now)
    return _written(path, found, [column for column in COLUMNS if column.key not in _NOT_ROWS])


def export_coverage(session: Session, year: int, path: Path) -> None:
    """Write which villages posted what of a year's pay-outs."""
    covered = payouts.coverage(session, year)
    programmes = [Column(str(n), gate(session)(name), 18) for n, name in enumerate(covered.programmes)]
    columns = (replace(COLUMNS[0], required=False), *programmes, _MISSING)
    _write(path, SheetOut(_(COVERAGE), columns, map(gate(session).row, map(_coverage_cells, covered.rows))))


def _coverage_cells(row: CoverageRow) -> dict[str, Cell]:
    states = {str(n): _(CELL_NAMES[cell.status]) for n, cell in enumerate(row.cells)}
    return {"village": row.village, **states, "missing": row.missing}


def _columns(session: Session) -> list[Column]:
    """The columns whose content may go out."""
    masked = gate(session)
    omitted = {field for field in _PRIVATE if not masked.shows(field)}
    return [column for column in COLUMNS if column.key not in (*_NOT_ROWS, *omitted)]


def _written(path: Path, lines: Sequence[PayoutLine], columns: Sequence[Column]) -> int:
    _write(path, SheetOut(_(TITLE), tuple(columns), _cells(lines)))
    return len(lines)


def _cells(lines: Iterable[PayoutLine]) -> Iterator[dict[str, Cell]]:
    for line in lines:
        cells: dict[str, Cell] = {column.key: getattr(line, column.key, "") for column in COLUMNS}
        cells["amount"] = Decimal(line.amount_fen) / 100
        yield cells


def _write(path: Path, sheet: SheetOut) -> None:
    check_name(path)
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
