"""What is not disclosed."""

from datetime import date
from functools import partial

from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.kinds import Day, OneOf
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import exceptions, references
from app.rules.catalog import GROUND_NAMES, ExceptionDraft, Ground

_ADDED = N_("已登记不予公开事项“{name}”。编号：{uuid}")
_REMOVED = N_("已删除不予公开事项“{name}”，可用 iltod undo 找回。")
_CONFIRMED = N_("已复查“{name}”，仍不公开。")


@command
def list_exceptions(place: Workplace) -> Answer:
    """Tell what is not disclosed, those to look at again first."""
    rows = place.ask(exceptions.listed, place.today)
    shown = [
        (row.subject, _(GROUND_NAMES[row.ground]), row.reason, str(row.review_again_on), cell(row.due), row.uuid)
        for row in rows
    ]
    headings = (N_("事项"), N_("依据"), N_("理由"), N_("复查日期"), N_("该复查"), N_("编号"))
    return Answer(rows, (Table(headings, shown),))


@command
@option("--subject", required=True, help=N_("事项名称。"))
@option("--ground", type=OneOf(Ground), required=True, help=N_("依据（《条例》第十四至十六条）。"))
@option("--reason", required=True, help=N_("理由。"))
@option("--reviewer", required=True, help=N_("审查人。"))
@option("--decided", type=Day(), help=N_("决定日期，默认今天。"))
def add(place: Workplace, subject: str, ground: str, reason: str, reviewer: str, decided: date | None) -> Answer:
    """Enter a matter that is not disclosed."""
    draft = ExceptionDraft(subject, Ground(ground), reason, reviewer, decided or place.today)
    uuid = place.change(exceptions.ADD, partial(exceptions.add, draft=draft, today=place.today), {"name": subject})
    return Answer({"uuid": uuid}, (_(_ADDED).format(name=subject, uuid=uuid),))


@command
@argument("exception", metavar="ID")
@option("--reviewer", default="", help=N_("审查人，默认是原来的。"))
def confirm(place: Workplace, exception: str, reviewer: str) -> Answer:
    """It was looked at again and stays undisclosed."""
    uuid, name = _found(place, exception)
    work = partial(exceptions.confirm, uuid=uuid, reviewer=reviewer, today=place.today)
    place.change(exceptions.REVIEWED, work, {"name": name})
    return Answer({"uuid": uuid}, (_(_CONFIRMED).format(name=name),))


@command
@argument("exception", metavar="ID")
def remove(place: Workplace, exception: str) -> Answer:
    """Take an exception to the recycle bin: the matter can be disclosed now."""
    uuid, name = _found(place, exception)
    place.change(exceptions.REMOVE, lambda session: exceptions.remove(session, uuid), {"name": name})
    return Answer({"uuid": uuid}, (_(_REMOVED).format(name=name),))


def _found(place: Workplace, text: str) -> tuple[str, str]:
    uuid = place.ask(references.exception, text)
    return uuid, next(row.subject for row in place.ask(exceptions.listed, place.today) if row.uuid == uuid)
