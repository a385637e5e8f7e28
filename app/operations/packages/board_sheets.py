"""The board of who has sent, as paper and as a spreadsheet; through the gate like everything that goes out."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, write_csv, write_xlsx
from app.i18n import N_, _
from app.operations.gate import check_name, gate
from app.operations.list_papers import listed_sheet
from app.operations.packages import board
from app.operations.packages.board import BoardRow
from app.operations.printing import named
from app.rules.package_periods import STATE_NAMES, State
from app.sheets import listing
from app.sheets.listing import ListColumn
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Row

TITLE = N_("下级单位报送情况表")
PERIODS = 6
_UNTIL = N_("截至 {day}")
_CYCLE = N_("每期结束后 {n} 日内报送")
_COUNTED = N_("{period}：已报 {sent} 个，迟报 {late} 个，未报 {missing} 个。")
_NOTE = N_("按单位代码排列，不作排名。没有新内容的单位不用报送。")
_SENT = N_("{state}\n{day}")
_OF = N_("{done}/{due}")


def board_list(
    session: Session, today: date, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """The board as it stood on a day, by the codes of the offices, as PDF."""
    shown, masked = board.board(session, today, PERIODS), gate(session)

    def columns() -> Iterator[ListColumn]:
        yield ListColumn(_("单位"), 30)
        for period in shown.periods:
            yield ListColumn(board.period_name(period), 16, Align.CENTRE)
        yield ListColumn(_("最近一包"), 10, Align.END, whole=True)
        yield ListColumn(_("未收到的包"), 12)
        yield ListColumn(_("退回和冲突"), 10, Align.END, whole=True)
        yield ListColumn(_("本年已公开/应公开"), 14, Align.CENTRE, whole=True)

    def rows() -> list[Row]:
        return [_row(row, masked(named(row.office, row.office_mn))) for row in shown.rows]

    def totals() -> tuple[str, ...]:
        place = max(len(shown.periods) - 2, 0)
        counted = {str(state): n for state, n in shown.counted(place).items()}
        return (_(_COUNTED).format(period=board.period_name(shown.periods[place]), **counted),)

    due = shown.periods[0]
    return listed_sheet(
        session, "BS", TITLE, now, setup, tell, columns, rows,
        period=lambda: _(_UNTIL).format(day=today.isoformat()),
        filter_text=lambda: _(_CYCLE).format(n=(due.due_on - due.last).days),
        totals=totals,
        note=lambda: _(_NOTE),
    )  # fmt: skip


def _row(row: BoardRow, office: str) -> tuple[str, ...]:
    year = _(_OF).format(done=row.year.done, due=row.year.due) if row.year.due else ""
    unseen, open_ones = "、".join(map(str, row.unseen)), row.returned + row.conflicts
    return office, *map(_state, row.cells), str(row.seq or ""), unseen, str(open_ones or ""), year


def _state(cell: board.Cell) -> str:
    words = _(STATE_NAMES[cell.state])
    shown = cell.on is not None and cell.state is not State.OUTSIDE
    return _(_SENT).format(state=words, day=cell.on.isoformat()) if cell.on and shown else words


def export(session: Session, today: date, path: Path) -> int:
    """Write the board as xlsx or CSV, by the name's ending; returns how many offices."""
    check_name(path)
    shown = board.board(session, today, PERIODS)
    periods = tuple(Column(str(n), board.period_name(each), 14) for n, each in enumerate(shown.periods))
    sheet = SheetOut(_(TITLE), (*_BEFORE, *periods, *_AFTER), map(gate(session).row, map(_cells, shown.rows)))
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return len(shown.rows)


_BEFORE = (Column("code", N_("单位代码"), 16), Column("office", N_("单位"), 24))
_AFTER = (
    Column("seq", N_("最近一包"), 10, Kind.NUMBER),
    Column("sent_on", N_("报送日期"), 14, Kind.DATE),
    Column("taken_on", N_("接收日期"), 14, Kind.DATE),
    Column("unseen", N_("未收到的包"), 14),
    Column("returned", N_("退回"), 8, Kind.NUMBER),
    Column("conflicts", N_("冲突"), 8, Kind.NUMBER),
    Column("due", N_("本年应公开"), 12, Kind.NUMBER),
    Column("done", N_("本年已公开"), 12, Kind.NUMBER),
    Column("in_time", N_("本年按时公开"), 12, Kind.NUMBER),
)


def _cells(row: BoardRow) -> dict[str, Cell]:
    states: dict[str, Cell] = {str(n): " ".join(_state(cell).split()) for n, cell in enumerate(row.cells)}
    return states | {
        "code": row.office_code,
        "office": row.office,
        "seq": row.seq or None,
        "sent_on": row.sent_on,
        "taken_on": row.taken_on,
        "unseen": "、".join(map(str, row.unseen)),
        "returned": row.returned,
        "conflicts": row.conflicts,
        "due": row.year.due,
        "done": row.year.done,
        "in_time": row.year.in_time,
    }
