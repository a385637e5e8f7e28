"""What was filed, and who asked for it at the counter."""

from datetime import date
from functools import partial
from pathlib import Path

from app.cli import printouts
from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE, Day, Whole
from app.cli.notices.filters import found
from app.cli.notices.listing import table
from app.cli.printouts import Look, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import notice_lists, notice_queries, papers, villages
from app.operations.notice_lists import NoticeFilter

_WRITTEN = N_("已写出：{file}")
_ASKED = N_("已登记查询。")
village_option = option("--village", "where", default="", metavar="PLACE", help=N_("只要这个嘎查村或苏木乡镇的。"))
year_option = option("--year", type=Whole(1), help=N_("年份；不写为各年。"))


def _code(place: Workplace, where: str) -> str:
    return place.ask(villages.found, where).code if where else ""


@command
@village_option
@year_option
@option("--text", default="", help=N_("标题、编号、核对码或档号里含有这些字。"))
def list_archive(place: Workplace, where: str, year: int | None, text: str) -> Answer:
    """Tell what was filed."""
    wanted = NoticeFilter("filed", text, _code(place, where), year=year)
    rows = place.ask(notice_lists.listed, wanted, place.today)
    return Answer(rows, (table(rows),))


@command
@argument("file", type=FILE)
@village_option
@year_option
@printable
def print_archive(place: Workplace, file: Path, where: str, year: int | None, look: Look) -> Answer:
    """Write what lies in the box of a village as PDF."""
    drawn = printouts.write(place, file, papers.archive_of(_code(place, where), year or 0), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))


@command
@option("--notice", default="", metavar="ID", help=N_("只要查过这份公示的。"))
@option("--limit", type=Whole(1), default=50, help=N_("最多几条，默认50。"))
def list_queries(place: Workplace, notice: str, limit: int) -> Answer:
    """Tell who asked for what, newest first."""
    uuid = found(place, [notice])[0] if notice else ""
    rows = place.ask(notice_lists.queries, uuid, limit)
    headings = (N_("日期"), N_("查询人"), N_("用途"), N_("公示"), N_("查到的内容"), N_("经办人"))
    shown = [(cell(r.asked_on), r.name, r.purpose, r.notice, r.shown, r.person) for r in rows]
    return Answer(rows, (Table(headings, shown),))


@command
@argument("name")
@option("--notice", default="", metavar="ID", help=N_("查的是哪份公示。"))
@option("--purpose", default="", help=N_("用途。"))
@option("--shown", default="", help=N_("让查询人看到了什么。"))
@option("--on", type=Day(), help=N_("日期，默认今天。"))
def add_query(place: Workplace, name: str, notice: str, purpose: str, shown: str, on: date | None) -> Answer:
    """Keep that somebody asked."""
    uuid = found(place, [notice])[0] if notice else ""
    work = partial(notice_queries.ask, name=name, purpose=purpose, shown=shown, on=on or place.today, notice_uuid=uuid)
    return Answer({"uuid": place.change(notice_queries.ASK, work)}, (_(_ASKED),))


@command
@argument("file", type=FILE)
@printable
def print_queries(place: Workplace, file: Path, look: Look) -> Answer:
    """Write the log of queries as PDF."""
    drawn = printouts.write(place, file, papers.queries_of(), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))
