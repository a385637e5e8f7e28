"""What was done, and the way back."""

from collections.abc import Callable
from typing import Any

from app.cli.answers import Answer, Table, cell
from app.cli.commands import Entry, Group, argument, command, option
from app.cli.kinds import Whole
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations import history as past
from app.operations import references

_UNDONE = N_("已撤销：{title}")
_REDONE = N_("已重做：{title}")
_NOTHING_TO_UNDO = N_("没有可以撤销的操作。")
_NOTHING_TO_REDO = N_("没有可以重做的操作。")
_BROUGHT_BACK = N_("已从回收站恢复。")
_RESTORE = N_("从回收站恢复")
_NOT_IN_BIN = N_("回收站里没有第 {n} 号。请用 iltod bin list 查看。")
WHEN = "%Y-%m-%d %H:%M"

bin_ = Group(
    entries={
        "list": Entry(N_("列出回收站里的记录。"), __name__, "list_bin"),
        "restore": Entry(N_("按回收站里的号恢复一条记录。"), __name__, "restore_from_bin"),
    }
)


@command
@argument("record", metavar="[ID]", required=False)
@option("--limit", type=Whole(1), default=50, help=N_("最多几步，默认50。"))
def history(place: Workplace, record: str | None, limit: int) -> Answer:
    """Tell the latest operations, or what became of one record."""
    if record:
        return _story(place, record)
    rows = place.ask(past.done, limit)
    shown = [(str(row.id), row.at.strftime(WHEN), row.person, row.title, cell(row.undone)) for row in rows]
    return Answer(rows, (Table((N_("号"), N_("时间"), N_("经办人"), N_("操作"), N_("已撤销")), shown),))


def _story(place: Workplace, record: str) -> Answer:
    rows = place.ask(past.story, place.ask(references.any_record, record))
    shown = [(row.at.strftime(WHEN), row.person, row.title, row.field, row.old, row.new) for row in rows]
    headings = (N_("时间"), N_("经办人"), N_("操作"), N_("字段"), N_("原值"), N_("新值"))
    return Answer(rows, (Table(headings, shown),))


@command
def undo(place: Workplace) -> Answer:
    """Take back the newest operation."""
    return _turned(place, past.last_undoable, past.UNDO, _NOTHING_TO_UNDO, _UNDONE)


@command
def redo(place: Workplace) -> Answer:
    """Do again what was taken back last."""
    return _turned(place, past.last_redoable, past.REDO, _NOTHING_TO_REDO, _REDONE)


def _turned(place: Workplace, last: Callable[[Any], Any], title: str, nothing: str, told: str) -> Answer:
    found = place.ask(last)
    if found is None:
        raise UserError(nothing)
    done = place.change(title, lambda session: past.undo(session, found.id), {"title": found.title})
    return Answer({"operation": found.id, "title": done}, (_(told).format(title=done),))


@command
def list_bin(place: Workplace) -> Answer:
    """Tell what was taken out and not brought back."""
    rows = place.ask(past.removed)
    shown = [(str(row.seq), row.name, row.at.strftime(WHEN), row.person) for row in rows]
    return Answer(rows, (Table((N_("号"), N_("名称"), N_("删除时间"), N_("经办人")), shown),))


@command
@argument("number", type=Whole(1), metavar="N")
def restore_from_bin(place: Workplace, number: int) -> Answer:
    """Take one record out of the recycle bin."""
    if all(row.seq != number for row in place.ask(past.removed)):
        raise UserError(_NOT_IN_BIN, {"n": number})
    uuid = place.change(_RESTORE, lambda session: past.bring_back(session, number))
    return Answer({"uuid": uuid}, (_(_BROUGHT_BACK),))
