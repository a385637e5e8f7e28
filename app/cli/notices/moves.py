"""The way of a notice: reviewed, posted, taken down, filed."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import command, option
from app.cli.kinds import Day, OneOf
from app.cli.notices.filters import found, ids_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import notice_lists, notices, references
from app.rules.notices import Retention

_REVIEWED = N_("已审核通过 {n} 份。")
_RETURNED = N_("已退回 {n} 份。")
_POSTED = N_("已登记 {n} 份张贴。")
_PERIOD = N_("“{name}”：公示到 {last}。")
_FOR_GOOD = N_("“{name}”：长期公示。")
_PROVISIONAL = N_("“{name}”：公示到 {last}（暂定，待节假日安排公布）。")
_TAKEN_DOWN = N_("已登记 {n} 份取下。")
_FILED = N_("已建档 {n} 份。")
_NUMBER = N_("“{name}”：档号 {number}。")
_REMOVED = N_("已删除 {n} 份，可用 iltod undo 找回。")
_BY = N_("经手人，默认是 --person。")
by_option = option("--by", default="", help=_BY)
on_option = option("--on", type=Day(), help=N_("日期，默认今天。"))


def _moved(
    place: Workplace,
    ids: Sequence[str],
    title: str,
    work: Callable[..., int],
    told: str,
    each: Callable[[notice_lists.NoticeRow], str] | None = None,
    **more: Any,
) -> Answer:
    uuids = found(place, ids)
    n = place.change(title, partial(work, uuids=uuids, **more), {"n": len(uuids)})
    rows = place.ask(notice_lists.rows_of, uuids, place.today)
    return Answer({"notices": rows}, (_(told).format(n=n), *(map(each, rows) if each else ())))


@command
@ids_argument
@option("--reviewer", default="", help=N_("审核人，默认是 --person。"))
def review(place: Workplace, ids: tuple[str, ...], reviewer: str) -> Answer:
    """Let drafts go to the wall."""
    more: dict[str, Any] = {"reviewer": reviewer or place.person, "today": place.today}
    return _moved(place, ids, notices.REVIEW, notices.review, _REVIEWED, **more)


@command
@ids_argument
def return_(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take notices that do not hang yet back to be corrected."""
    return _moved(place, ids, notices.RETURN, notices.send_back, _RETURNED)


@command
@ids_argument
@on_option
@by_option
@option("--board", default="", help=N_("公示栏的名称或编号。"))
def post(place: Workplace, ids: tuple[str, ...], on: date | None, by: str, board: str) -> Answer:
    """Keep that notices hang; tells until when, and where a sheet says other days."""
    more: dict[str, Any] = {"on": on or place.today, "by": by or place.person, "today": place.today}
    more["board_uuid"] = place.ask(references.board, board) if board else ""
    answer = _moved(place, ids, notices.POST, notices.post, _POSTED, _hangs, **more)
    warnings = place.ask(notice_lists.posted_otherwise, found(place, ids))
    shown = (*answer.shown, *(problem.text for problem in warnings.values()))
    return Answer({**answer.value, "warnings": warnings}, shown)


def _hangs(row: notice_lists.NoticeRow) -> str:
    if row.last_on is None:
        return _(_FOR_GOOD).format(name=row.title)
    return _(_PROVISIONAL if row.provisional else _PERIOD).format(name=row.title, last=row.last_on.isoformat())


@command
@ids_argument
@on_option
@by_option
@option("--reason", default="", help=N_("公示期未满就取下的理由。"))
def take_down(place: Workplace, ids: tuple[str, ...], on: date | None, by: str, reason: str) -> Answer:
    """Keep that notices were taken down."""
    more: dict[str, Any] = {"on": on or place.today, "by": by or place.person, "today": place.today, "reason": reason}
    return _moved(place, ids, notices.TAKE_DOWN, notices.take_down, _TAKEN_DOWN, **more)


@command
@ids_argument
@by_option
@option("--retention", type=OneOf(Retention), help=N_("保管期限，默认是本单位的约定。"))
@option("--reason", default="", help=N_("异议成立而没有更正重贴时，写明原因。"))
def file_(place: Workplace, ids: tuple[str, ...], by: str, retention: str | None, reason: str) -> Answer:
    """Put notices that were taken down into their village's box."""
    more: dict[str, Any] = {
        "by": by or place.person,
        "today": place.today,
        "retention": retention or "",
        "reason": reason,
    }
    return _moved(place, ids, notices.FILE, notices.file, _FILED, _numbered, **more)


def _numbered(row: notice_lists.NoticeRow) -> str:
    return _(_NUMBER).format(name=row.title, number=row.archive_number)


@command
@ids_argument
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take drafts to the recycle bin."""
    return _moved(place, ids, notices.REMOVE, notices.remove, _REMOVED)
