"""Looking at rolls, at what is not posted yet, at what somebody was paid."""

from app.cli.answers import Answer, Table, cell, plain
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE, Whole
from app.cli.payouts.filters import Wanted, filtered, rolls
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import notice_queries, payout_sheets, references
from app.operations import payouts as paying
from app.operations.payout_sheets import CELL_NAMES
from app.operations.payouts import PayoutLine, RollRow
from app.rules.payouts import yuan

LOOKED_UP = N_("查“{text}”的补贴发放，显示 {n} 条")
_ROLLS = N_("共 {n} 份名册，合计{total}元。")
_ROWS = N_("“{name}”，{village}，共 {n} 户，合计{total}元。")
_FOUND = N_("共 {n} 条，合计{total}元。")
_LOGGED = N_("已登记这次查询。")
_COVERED = N_("{year}年：{n} 个嘎查村中 {complete} 个全部公示，{without} 个没有名册；最迟 {due} 公示。")
_WRITTEN = N_("已写出：{file}")
_STATE, _NUMBER = N_("状态"), N_("编号")
_LINES = (
    N_("嘎查村"),
    N_("补贴项目"),
    N_("年份"),
    N_("户主姓名"),
    N_("身份证号"),
    N_("数量"),
    N_("标准"),
    N_("金额（元）"),
    N_("发放日期"),
    _NUMBER,
)


@command
@filtered
def list_rolls(place: Workplace, wanted: Wanted) -> Answer:
    """Tell the rolls by village and programme."""
    rows = rolls(place, wanted)
    headings = (
        N_("年份"), N_("嘎查村"), N_("补贴项目"), N_("批次"), N_("户数"), N_("金额（元）"), _STATE, _NUMBER
    )  # fmt: skip
    told = _(_ROLLS).format(n=len(rows), total=yuan(sum(row.total_fen for row in rows)))
    return Answer(rows, (Table(headings, map(_roll, rows)), told))


def _roll(row: RollRow) -> tuple[str, ...]:
    state = _(CELL_NAMES[row.status or "roll"])
    total = yuan(row.total_fen)
    return str(row.year), row.village, row.programme, row.batch, str(row.households), total, state, row.uuid


@command
@argument("roll", metavar="ROLL")
@option("--limit", type=Whole(), default=0, help=N_("最多几行；0为全部。"))
def show(place: Workplace, roll: str, limit: int) -> Answer:
    """Tell a roll and its rows, through the gate."""
    uuid = place.ask(references.roll, roll)
    (row,) = [row for row in place.ask(paying.rolls) if row.uuid == uuid]
    lines = place.ask(paying.lines, uuid, limit)
    values = {"name": row.programme, "village": row.village, "n": row.households, "total": yuan(row.total_fen)}
    return Answer({**plain(row), "rows": lines}, (_(_ROWS).format(**values), Table(_LINES, map(_line, lines))))


def _line(line: PayoutLine) -> tuple[str, ...]:
    values = (
        line.village, line.programme, line.year, line.name, line.id_number, line.quantity, line.standard,
        yuan(line.amount_fen), line.paid_on, line.uuid,
    )  # fmt: skip
    return tuple(map(cell, values))


@command
@argument("text")
@option("--year", type=Whole(1990), help=N_("只查这一年。"))
@option("--name", default="", help=N_("查询人；写了就登记这次查询。"))
@option("--purpose", default="", help=N_("查询的用途。"))
@option("--export", "file", type=FILE, help=N_("另存为xlsx或csv。"))
def look_up(place: Workplace, text: str, year: int | None, name: str, purpose: str, file: object) -> Answer:
    """Tell what somebody was paid, by name or whole identity number; keep who asked if a name is given."""
    lines = place.ask(paying.looked_up, text, year)
    told = [_(_FOUND).format(n=len(lines), total=yuan(sum(line.amount_fen for line in lines)))]
    if name or purpose:
        shown = _(LOOKED_UP).format(text=text, n=len(lines))
        place.change(notice_queries.ASK, lambda session: notice_queries.ask(session, name, purpose, shown, place.today))
        told.append(_(_LOGGED))
    if file:
        place.ask(payout_sheets.export_found, text, file, year)
        told.append(_(_WRITTEN).format(file=file))
    return Answer({"rows": lines, "logged": bool(name or purpose)}, (Table(_LINES, map(_line, lines)), *told))


@command
@argument("year", type=Whole(1990))
@option("--export", "file", type=FILE, help=N_("另存为xlsx或csv。"))
def coverage(place: Workplace, year: int, file: object) -> Answer:
    """Tell which villages posted what of a year's pay-outs."""
    covered = place.ask(paying.coverage, year)
    states = [(row.village, *(_(CELL_NAMES[each.status]) for each in row.cells)) for row in covered.rows]
    values = {"n": len(covered.rows), "complete": covered.complete, "without": covered.without_roll}
    told = [_(_COVERED).format(year=year, due=covered.due_on, **values)]
    if file:
        place.ask(payout_sheets.export_coverage, year, file)
        told.append(_(_WRITTEN).format(file=file))
    value = {**plain(covered), "complete": covered.complete, "without_roll": covered.without_roll}
    return Answer(value, (Table((N_("嘎查村"), *covered.programmes), states), *told))
