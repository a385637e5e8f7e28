"""Objections to notices and their answers."""

from datetime import date
from functools import partial

from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.kinds import Day, OneOf
from app.cli.notices.filters import found, notice_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import notice_lists, notices, references
from app.operations.notice_lists import ObjectionRow
from app.rules.notices import ObjectionDraft

HEADINGS = (N_("收到日期"), N_("异议人"), N_("异议内容"), N_("答复期限"), N_("答复日期"), N_("结果"), N_("编号"))
_OBJECTED = N_("已登记异议，编号 {uuid}。最迟 {day} 答复。")
_ANSWERED = N_("已答复。")
_CORRECT = N_("异议成立，请更正重贴：iltod notices correct {number} --reason 原因")
_RESULTS = {"upheld": True, "rejected": False}
_UPHELD = {True: N_("成立"), False: N_("不成立"), None: ""}


def line(row: ObjectionRow) -> tuple[str, ...]:
    """An objection as a row of a table; it is for this screen only."""
    upheld = _(_UPHELD[row.upheld])
    return cell(row.received_on), row.name, row.content, cell(row.due_on), cell(row.answered_on), upheld, row.uuid


@command
@notice_argument
@argument("content")
@option("--name", default="", help=N_("异议人。"))
@option("--contact", default="", help=N_("联系方式。"))
@option("--on", type=Day(), help=N_("收到的日期，默认今天。"))
def object_(place: Workplace, notice: str, content: str, name: str, contact: str, on: date | None) -> Answer:
    """Enter an objection; tells by when it must be answered."""
    (uuid,) = found(place, [notice])
    title = place.ask(notice_lists.opened, uuid, place.today).row.title
    entered = ObjectionDraft(on or place.today, content, name, contact)
    work = partial(notices.object_, uuid=uuid, entered=entered, today=place.today)
    made = place.change(notices.OBJECT, work, {"name": title})
    (row,) = [each for each in place.ask(notice_lists.objections, place.today, uuid) if each.uuid == made]
    return Answer(row, (_(_OBJECTED).format(uuid=made, day=cell(row.due_on)),))


@command
@argument("objection", metavar="ID")
@argument("text")
@option("--result", type=OneOf(_RESULTS), required=True, help=N_("异议成立（upheld）或者不成立（rejected）。"))
@option("--checked-by", default="", help=N_("核查的村务监督机构或人员。"))
@option("--on", type=Day(), help=N_("答复的日期，默认今天。"))
def answer(place: Workplace, objection: str, text: str, result: str, checked_by: str, on: date | None) -> Answer:
    """Answer an objection."""
    uuid, upheld = place.ask(references.objection, objection), _RESULTS[result]
    (row,) = [each for each in place.ask(notice_lists.objections, place.today) if each.uuid == uuid]
    detail = place.ask(notice_lists.opened, row.notice_uuid, place.today)
    work = partial(
        notices.answer, uuid=uuid, text=text, upheld=upheld, checked_by=checked_by, on=on or place.today,
        today=place.today,
    )  # fmt: skip
    place.change(notices.ANSWER, work, {"name": detail.row.title})
    more = (_(_CORRECT).format(number=detail.row.number),) if upheld else ()
    return Answer({"uuid": uuid, "notice": row.notice_uuid, "upheld": upheld}, (_(_ANSWERED), *more))


@command
@option("--notice", default="", metavar="ID", help=N_("只要对这份公示的。"))
@option("--open", "open_only", is_flag=True, help=N_("只要还没有答复的。"))
def list_objections(place: Workplace, notice: str, open_only: bool) -> Answer:
    """Tell the objections, those due first."""
    uuid = found(place, [notice])[0] if notice else ""
    rows = place.ask(notice_lists.objections, place.today, uuid, open_only)
    return Answer(rows, (Table(HEADINGS, [line(row) for row in rows]),))
