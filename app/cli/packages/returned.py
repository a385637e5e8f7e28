"""What the level above did not take: told, sent again, or given way to."""

from functools import partial

from app.cli.answers import Answer, Table, cell
from app.cli.commands import Misuse, argument, command, option
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import references
from app.operations.packages import returned as work
from app.operations.packages.returned import ReturnedRow
from app.rules.packages import FATE_NAMES

_HEADINGS = (N_("处理"), N_("包"), N_("记录种类"), N_("名称"), N_("原因"), N_("上级有"), N_("编号"))
_AGAIN = N_("{n} 条会随下一个报送包重报，代替上级手里的版本。用 iltod packages export 导出。")
_ADOPTED = N_("已改用上级手里的版本，可用 iltod undo 撤销。")
_WHICH = N_("请写明要重报的记录的编号，或用 --all 重报全部。")


@command
def list_returned(place: Workplace) -> Answer:
    """Tell what came back and why."""
    rows = place.ask(work.rows)
    return Answer(rows, (Table(_HEADINGS, map(_shown, rows)),))


def _shown(row: ReturnedRow) -> tuple[str, ...]:
    return _(FATE_NAMES[row.fate]), str(row.seq), row.kind, row.name, row.reason, cell(bool(row.held)), row.uuid


@command
@argument("records", metavar="[ID…]", nargs=-1)
@option("--all", "all_of_them", is_flag=True, help=N_("全部重报。"))
def again(place: Workplace, records: tuple[str, ...], all_of_them: bool) -> Answer:
    """Let records go again with the next package."""
    if bool(records) == all_of_them:
        raise Misuse(_(_WHICH))
    if all_of_them:
        uuids = [row.uuid for row in place.ask(work.rows)]
    else:
        uuids = [place.ask(references.sent, text) for text in records]
    n = work.send_again(place.store, uuids)
    return Answer({"again": n, "uuids": uuids}, (_(_AGAIN).format(n=n),))


@command
@argument("record", metavar="ID")
def adopt(place: Workplace, record: str) -> Answer:
    """Take what the level above holds into our own record."""
    uuid = place.ask(references.sent, record)
    name = next((row.name or row.kind for row in place.ask(work.rows) if row.uuid == uuid), "")
    place.change(work.ADOPT, partial(work.adopt_theirs, uuid=uuid), {"name": name})
    return Answer({"uuid": uuid}, (_(_ADOPTED),))
