"""The board: which offices below have sent, and which have not."""

from app.cli.answers import Answer, Table, plain
from app.cli.commands import command, option
from app.cli.kinds import FILE, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations.packages import board as sending
from app.operations.packages import board_sheets
from app.operations.packages.board import Board, BoardRow, Cell
from app.rules.package_periods import STATE_NAMES, State

_LAST, _UNSEEN, _RETURNED, _CONFLICTS = N_("最近一包"), N_("未收到的包"), N_("退回"), N_("冲突")
_TOLD = N_("{period}（{due} 前报）：{all} 个单位中 {sent} 个已报，{late} 个迟报，{missing} 个未报。")
_NONE = N_("还没有报送的下级单位。")
_WRITTEN = N_("已写出：{file}")


@command
@option("--periods", type=Whole(1), default=sending.PERIODS, help=N_("列出几期，默认六期。"))
@option("--export", "file", type=FILE, help=N_("另存为xlsx或csv。"))
def board(place: Workplace, periods: int, file: object) -> Answer:
    """Tell which offices below have sent, period by period, in the order of their codes."""
    shown = place.ask(sending.board, place.today, periods)
    headings = (N_("单位"), *map(sending.period_name, shown.periods), _LAST, _UNSEEN, _RETURNED, _CONFLICTS)
    told = [_sentence(shown)]
    if file:
        place.ask(board_sheets.export, place.today, file)
        told.append(_(_WRITTEN).format(file=file))
    return Answer(plain(shown), (Table(headings, map(_row, shown.rows)), *told))


def _sentence(shown: Board) -> str:
    """How the newest period that is over stands."""
    if not shown.rows:
        return _(_NONE)
    place = max(len(shown.periods) - 2, 0)
    period, counts = shown.periods[place], {str(state): n for state, n in shown.counted(place).items()}
    values = {"period": sending.period_name(period), "due": period.due_on, "all": len(shown.rows)}
    return _(_TOLD).format(**values, **counts)


def _row(row: BoardRow) -> tuple[str, ...]:
    numbers = (str(n or "") for n in (row.returned, row.conflicts))
    unseen = "、".join(map(str, row.unseen))
    return row.office, *map(_state, row.cells), str(row.seq or ""), unseen, *numbers


def _state(cell: Cell) -> str:
    words = _(STATE_NAMES[cell.state])
    return f"{words} {cell.on}" if cell.on and cell.state is not State.OUTSIDE else words
