"""Paper from the command line: options of every sheet, the record of what was printed, printing it again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, NamedTuple

from app.cli.answers import Answer, Table
from app.cli.commands import Entry, Group, argument, command, option
from app.cli.history import WHEN
from app.cli.kinds import FILE, OneOf, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import papers, printouts, references
from app.operations.papers import PAPERS, Drawn, Kind, Paper, PrintOptions
from app.rules.bilingual import Layout

LANDSCAPE, PORTRAIT = "landscape", "portrait"
_WRITTEN = N_("已写出：{file}")
_OPTIONS = (
    option("--layout", type=OneOf(Layout), help=N_("文字版式：汉蒙并用、蒙汉并用、只用汉文、只用蒙古文。")),
    option("--paper", type=OneOf(PAPERS), help=N_("纸张。")),
    option("--turn", type=OneOf((LANDSCAPE, PORTRAIT)), help=N_("纸的方向：横向、纵向。")),
    option("--no-draft-mark", "unmarked", is_flag=True, help=N_("不印“草稿”标记。")),
)

printouts_ = Group(
    entries={
        "list": Entry(N_("列出打印过和存过的表。"), __name__, "list_printouts"),
        "again": Entry(N_("按当时的样子再印一份。"), __name__, "again"),
    }
)


class Look(NamedTuple):
    """What a command said of how the sheet is to look; None leaves the usual."""

    layout: str | None
    paper: str | None
    turn: str | None
    unmarked: bool


def printable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a sheet; its function gets them as `look`."""

    @wraps(function)
    def with_look(*args: Any, **options: Any) -> Any:
        look = Look(*(options.pop(name) for name in Look._fields))
        return function(*args, look=look, **options)

    for each in reversed(_OPTIONS):
        each(with_look)
    return with_look


def options_of(place: Workplace, kind: Kind, look: Look) -> PrintOptions:
    """How a sheet of this kind is to look: as the command says, else as usual."""
    options = place.ask(lambda session: papers.usual(kind, place.today, session))
    if look.layout:
        options = papers.shaped(kind, Layout(look.layout), options)
    return replace(
        options,
        paper=look.paper or options.paper,
        landscape=look.turn == LANDSCAPE if look.turn else options.landscape,
        mark_drafts=options.mark_drafts and not look.unmarked,
    )


def write(place: Workplace, file: Path, paper: Paper, look: Look) -> Drawn:
    """Draw a sheet, write it as a file, and keep that it went out; UserError for a draft of a notice."""
    options = options_of(place, paper.kind, look)
    drawn = place.ask(papers.drawn, paper, options, place.now)
    _keep(place, file, drawn)
    return drawn


def _keep(place: Workplace, file: Path, drawn: Drawn) -> None:
    drawn.check()
    papers.write(file, drawn.pdf)
    if not place.store.read_only:
        work = partial(printouts.record, drawn=drawn, way=printouts.AS_FILE)
        place.change(printouts.SAVED, work, {"name": drawn.paper.name})


@command
@option("--text", default="", help=N_("名称、内容或表号里含有这些字。"))
@option("--kind", type=OneOf(Kind), help=N_("只要这一种表。"))
@option("--limit", type=Whole(1), default=50, help=N_("最多几条，默认50。"))
def list_printouts(place: Workplace, text: str, kind: str | None, limit: int) -> Answer:
    """Tell what was printed or saved, newest first."""
    rows = place.ask(printouts.listed, text, kind or "", limit)
    shown = [
        (r.printed_at.strftime(WHEN), r.name, r.subject, r.layout_name, r.paper.upper(), str(r.pages), r.number, r.uuid)
        for r in rows
    ]
    headings = (N_("时间"), N_("表"), N_("内容"), N_("文字版式"), N_("纸张"), N_("页数"), N_("表号"), N_("编号"))
    return Answer(rows, (Table(headings, shown),))


@command
@argument("printout", metavar="ID")
@argument("file", type=FILE)
def again(place: Workplace, printout: str, file: Path) -> Answer:
    """Draw a sheet again as it was and write it as PDF; tells whether it is the same."""
    uuid = place.ask(references.any_record, printout)
    made = place.ask(printouts.drawn_again, uuid)
    _keep(place, file, made.drawn)
    shown = (_(_WRITTEN).format(file=file), *(() if made.same else (_(printouts.CHANGED),)))
    return Answer({"file": file, "same": made.same, "pages": made.drawn.pages}, shown)
