"""The record of what was printed or saved as a file (打印记录), and printing it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _
from app.models.journal import Operation
from app.models.printout import Printout
from app.operations import notices, papers
from app.operations.disclosure_lists import VIEWS
from app.operations.gate import gate
from app.operations.papers import KIND_NAMES, Drawn, Issue, Kind, Paper, PrintOptions
from app.rules.bilingual import LAYOUT_NAMES, Layout
from app.sheets.sheet import Tell

PRINTED, SAVED = N_("打印“{name}”"), N_("存为 PDF“{name}”")
ON_PAPER, AS_FILE = "paper", "file"
WAY_NAMES = {ON_PAPER: N_("打印"), AS_FILE: N_("存为文件")}
CHANGED = N_("记录、单位的选择或本机的字体在打印之后有变动，这一份与当时不同。")
_KEYS = ("uuid", "office")  # name a record; what looks like a number in them is none
_GONE = N_("打印记录里没有这一条，可能已经撤销。请刷新列表后再选。")
_WITHHELD = N_("这张表是按证件号或卡号筛选的，号码不存进打印记录，所以不能按原样再印。请在台账里重新筛选后打印。")
_UNKNOWN = N_("这一条是较新的程序打印的，本程序不认识这种表。请升级程序后再印。")


@dataclass(frozen=True, slots=True)
class PrintoutRow:
    """A line of the record; `name` and `subject` are in the language in use."""

    uuid: str
    kind: str
    name: str
    subject: str
    number: str
    layout: str
    paper: str
    landscape: bool
    printed_at: datetime
    pages: int
    way: str
    person: str

    @property
    def layout_name(self) -> str:
        """The layout in words."""
        known = self.layout in set(Layout)
        return _(LAYOUT_NAMES[Layout(self.layout)]) if known else self.layout


@dataclass(frozen=True, slots=True)
class Again:
    """A sheet drawn again with everything as it was; `same` tells whether not one byte differs."""

    drawn: Drawn
    same: bool


def record(session: Session, drawn: Issue, way: str) -> str:
    """Keep that this sheet went out, on paper or as a file, by whoever does this operation; the record's uuid.

    A notice is printed by that; UserError for a draft.
    """
    if drawn.paper.kind is Kind.NOTICE:
        notices.printed(session, [drawn.paper.about["uuid"]], drawn.at.date())
    operation = session.get(Operation, session.info.get("operation"))
    options = drawn.options
    about, withheld = _without_numbers(session, drawn.paper.about)
    made = Printout(
        kind=str(drawn.paper.kind),
        title=drawn.title,
        sheet_number=drawn.number,
        layout=str(options.layout),
        paper=options.paper,
        landscape=options.landscape,
        language=drawn.language,
        printed_at=drawn.at,
        pages=drawn.pages,
        sha256=drawn.sha256,
        arguments={
            "about": about,
            "withheld": withheld,
            "mark_drafts": options.mark_drafts,
            "zh_left": options.zh_left,
        },
        way=way,
        person=operation.person if operation else "",
    )
    session.add(made)
    session.flush()
    return made.uuid


def listed(session: Session, text: str = "", kind: str = "", limit: int = 500) -> list[PrintoutRow]:
    """What was printed, newest first, narrowed to a kind and to what names, subjects and numbers contain."""
    asked = select(Printout).order_by(Printout.id.desc())
    if kind:
        asked = asked.where(Printout.kind == kind)
    found: list[PrintoutRow] = []
    for each in session.scalars(asked.execution_options(yield_per=limit)):
        row = _row(each)
        if text.casefold() in f"{row.name}\n{row.subject}\n{row.number}".casefold():
            found.append(row)
        if len(found) == limit:
            break
    return found


def drawn_again(session: Session, uuid: str, tell: Tell | None = None) -> Again:
    """The sheet drawn again with its layout, paper and moment; UserError if what it was about is gone."""
    kept = _kept(session, uuid)
    arguments = kept.arguments
    options = PrintOptions(
        Layout(kept.layout), kept.paper, kept.landscape, arguments["mark_drafts"], arguments["zh_left"]
    )
    drawn = papers.drawn(session, paper_of(session, uuid), options, kept.printed_at, tell, kept.language)
    return Again(drawn, drawn.sha256 == kept.sha256)


def paper_of(session: Session, uuid: str) -> Paper:
    """What a line of the record is about, to draw it anew.

    Raises UserError if it is not there, of an unknown kind, or was filtered by a personal number, which is not kept.
    """
    kept = _kept(session, uuid)
    if kept.arguments.get("withheld"):
        raise UserError(_WITHHELD)
    return Paper(Kind(kept.kind), kept.arguments["about"])


def _without_numbers(session: Session, about: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """What the sheet was about without personal numbers somebody searched by, and whether there were any.

    The record travels to the office above; a number typed into a filter must not (《个人信息保护法》第六条).
    """
    masked = gate(session)
    kept = {k: masked(v) if isinstance(v, str) and k not in _KEYS else v for k, v in about.items()}
    return kept, kept != dict(about)


def _kept(session: Session, uuid: str) -> Printout:
    kept = session.scalar(select(Printout).where(Printout.uuid == uuid))
    if kept is None:
        raise UserError(_GONE)
    if kept.kind not in set(Kind) or kept.layout not in set(Layout):
        raise UserError(_UNKNOWN)
    return kept


def _row(kept: Printout) -> PrintoutRow:
    name = _(KIND_NAMES[Kind(kept.kind)]) if kept.kind in set(Kind) else kept.kind
    return PrintoutRow(
        kept.uuid,
        kept.kind,
        name,
        _subject(kept.title, kept.arguments["about"]),
        kept.sheet_number,
        kept.layout,
        kept.paper,
        kept.landscape,
        kept.printed_at,
        kept.pages,
        kept.way,
        kept.person,
    )


def _subject(title: str, about: dict[str, Any]) -> str:
    """What the sheet is about: the view it showed, in the language in use, and the title as it was kept."""
    view = _(VIEWS[about["view"]]) if about.get("view") in VIEWS else ""
    return "、".join(filter(None, (view, title)))
