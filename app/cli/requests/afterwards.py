"""After the replies: what becomes public for all, and what people ask for."""

from datetime import date
from functools import partial
from pathlib import Path

from app.cli import printouts
from app.cli.answers import Answer, Table, cell
from app.cli.commands import Entry, Group, argument, command, option
from app.cli.fee import USUAL
from app.cli.kinds import FILE, Day, OneOf
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import afterwards_sheets, papers, references, request_lists
from app.operations import demand as asking
from app.operations import proactive as work
from app.operations.demand import PARTS
from app.rules.requests import Proactive

_SUGGESTED, _DECLINED = N_("已建议转主动公开。"), N_("已登记审核后不转，理由留在清单里。")
_ACCEPTED = N_("已在公开台账里建了草稿，编号 {uuid}。")
_WRITTEN = N_("已写出：{file}")
_TOTAL = N_("{first} 至 {last}，共收到申请 {n} 件。")
_REPEATED = (N_("主题或申请事项"), N_("申请人数"), N_("件数"), N_("其中答复公开"), N_("已提出或审核"))
_REQUEST = argument("request", metavar="REQUEST")
_out = option("--out", "file", type=FILE, help=N_("另存为xlsx、csv或pdf。"))

proactive = Group(
    entries={
        "list": Entry(N_("转主动公开清单。"), __name__, "list_proactive"),
        "suggest": Entry(N_("建议把一件申请转为主动公开。"), __name__, "suggest"),
        "accept": Entry(N_("转为主动公开：在公开台账里建草稿。"), __name__, "accept"),
        "decline": Entry(N_("审核后不转，写明理由。"), __name__, "decline"),
    }
)


@command
@option("--state", type=OneOf(filter(None, Proactive)), help=N_("只要建议的、已转的或者不转的。"))
@_out
def list_proactive(place: Workplace, state: str | None, file: Path | None) -> Answer:
    """Tell what was suggested, accepted or declined."""
    rows = place.ask(work.listed, state or "")
    headings = (N_("申请编号"), N_("申请事项"), N_("转主动公开"), N_("理由或说明"), N_("公开状态"), N_("公开日期"))
    shown = [(r.number, r.title, r.state_name, r.note, r.status_name, cell(r.published_on)) for r in rows]
    if file and file.suffix.lower() == ".pdf":
        printouts.write(place, file, papers.proactive_of(state or ""), USUAL)
    elif file:
        place.ask(afterwards_sheets.export_proactive, state or "", file)
    return Answer(rows, (Table(headings, shown), *_told(file)))


def _told(file: Path | None) -> tuple[str, ...]:
    return (_(_WRITTEN).format(file=file),) if file else ()


@command
@_REQUEST
@option("--note", default="", help=N_("理由或说明。"))
def suggest(place: Workplace, request: str, note: str) -> Answer:
    """Note that what was asked for should be published for all."""
    uuid, number = _found(place, request)
    place.change(work.SUGGEST, partial(work.suggest, request_uuid=uuid, note=note, today=place.today), number)
    return Answer({"request": uuid, "state": Proactive.SUGGESTED}, (_(_SUGGESTED),))


@command
@_REQUEST
@option("--note", default="", help=N_("理由或说明。"))
def accept(place: Workplace, request: str, note: str) -> Answer:
    """Make a draft of the disclosure register of a request."""
    uuid, number = _found(place, request)
    made = place.change(work.ACCEPT, partial(work.accept, request_uuid=uuid, note=note, today=place.today), number)
    return Answer({"request": uuid, "disclosure": made}, (_(_ACCEPTED).format(uuid=made),))


@command
@_REQUEST
@argument("reason")
def decline(place: Workplace, request: str, reason: str) -> Answer:
    """Keep that it stays with the one who asked, and why."""
    uuid, number = _found(place, request)
    place.change(work.DECLINE, partial(work.decline, request_uuid=uuid, note=reason, today=place.today), number)
    return Answer({"request": uuid, "state": Proactive.DECLINED}, (_(_DECLINED),))


def _found(place: Workplace, request: str) -> tuple[str, dict[str, str]]:
    """The uuid of a request, and what names it in the title of an operation."""
    uuid = place.ask(references.request, request)
    return uuid, {"number": place.ask(request_lists.opened, uuid, place.today).row.number}


@command
@option("--from", "first", type=Day(), help=N_("从这一天提交或送达的算起，默认今年1月1日。"))
@option("--to", "last", type=Day(), help=N_("到这一天为止，默认今天。"))
@_out
def demand(place: Workplace, first: date | None, last: date | None, file: Path | None) -> Answer:
    """Tell what people asked for in a period, and what several of them want."""
    ends = last or place.today
    begins = first or date(ends.year, 1, 1)
    found = place.ask(asking.analysed, begins, ends)
    shown: list[str | Table] = [_(_TOTAL).format(first=begins, last=ends, n=found.total)]
    for part, title in PARTS.items():
        rows = [(share.name, str(share.n), f"{share.percent}%") for share in getattr(found, part)]
        shown.append(Table((title, N_("件数"), N_("占比")), rows))
    repeated = [(r.topic, *map(str, (r.applicants, r.n, r.disclosed, r.decided))) for r in found.repeated]
    shown.append(Table(_REPEATED, repeated))
    if file and file.suffix.lower() == ".pdf":
        printouts.write(place, file, papers.demand_of(begins, ends), USUAL)
    elif file:
        place.ask(afterwards_sheets.export_demand, begins, ends, file)
    return Answer(found, (*shown, *_told(file)))
