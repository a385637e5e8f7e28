"""The boards on which villages post."""

from functools import partial

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command, option
from app.cli.villages.places import found, place_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import references, villages
from app.operations.villages import BoardRow

_ADDED = N_("已登记公示栏“{name}”。编号：{uuid}")
_EDITED = N_("已修改公示栏“{name}”。")
_REMOVED = N_("已删除公示栏“{name}”，可用 iltod undo 找回。")

board_argument = argument("board", metavar="ID")


def _board(place: Workplace, text: str) -> BoardRow:
    uuid = place.ask(references.board, text)
    return next(row for row in place.ask(villages.boards) if row.uuid == uuid)


@command
@argument("where", metavar="PLACE", required=False)
def list_boards(place: Workplace, where: str | None) -> Answer:
    """Tell the boards of an office, or all."""
    rows = place.ask(villages.boards, found(place, where).code if where else "")
    names = {row.code: row.name for row in place.ask(villages.tree)}
    shown = [(names.get(r.office_code, r.office_code), r.name, r.name_mn, r.place, r.uuid) for r in rows]
    return Answer(rows, (Table((N_("单位"), N_("公示栏"), N_("蒙古文名称"), N_("位置"), N_("编号")), shown),))


@command
@place_argument
@option("--name", required=True, help=N_("公示栏的名称。"))
@option("--name-mn", default="", help=N_("蒙古文名称。"))
@option("--at", "at", default="", help=N_("位置。"))
def add(place: Workplace, where: str, name: str, name_mn: str, at: str) -> Answer:
    """Enter a board of an office."""
    work = partial(villages.add_board, office_code=found(place, where).code, name=name, name_mn=name_mn, place=at)
    uuid = place.change(villages.ADD_BOARD, work, {"name": name})
    return Answer({"uuid": uuid}, (_(_ADDED).format(name=name, uuid=uuid),))


@command
@board_argument
@option("--name", help=N_("公示栏的名称。"))
@option("--name-mn", help=N_("蒙古文名称。"))
@option("--at", "at", help=N_("位置。"))
def edit(place: Workplace, board: str, name: str | None, name_mn: str | None, at: str | None) -> Answer:
    """Correct a board; what is not written stays."""
    row = _board(place, board)
    new = [old if typed is None else typed for old, typed in zip(_texts(row), (name, name_mn, at), strict=True)]
    work = partial(villages.edit_board, uuid=row.uuid, name=new[0], name_mn=new[1], place=new[2])
    place.change(villages.EDIT_BOARD, work, {"name": new[0]})
    return Answer({"uuid": row.uuid}, (_(_EDITED).format(name=new[0]),))


def _texts(row: BoardRow) -> tuple[str, str, str]:
    return row.name, row.name_mn, row.place


@command
@board_argument
def remove(place: Workplace, board: str) -> Answer:
    """Take a board to the recycle bin."""
    row = _board(place, board)
    place.change(villages.REMOVE_BOARD, partial(villages.remove_board, uuid=row.uuid), {"name": row.name})
    return Answer({"uuid": row.uuid}, (_(_REMOVED).format(name=row.name),))
