"""The villages' notices as pages for the banner's web site (门户嘎查村务公开专栏): what hangs, through the gate.

On the web less is told than on the board: no address beyond the township (苏木乡镇), no group within the village, and
of a notice that was taken down only that it was there.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange import portal
from app.exchange.portal import Portal, PortalColumn, PortalFile, PortalNotice, PortalVillage, Words
from app.i18n import N_, _, speaking
from app.models.notice import Notice
from app.operations import notice_papers, offices, papers, villages
from app.operations.gate import check_properties, gate
from app.operations.villages import PlaceRow
from app.rules.bilingual import usual_layout
from app.rules.notice_templates import TEMPLATES, NoticeKind
from app.rules.notices import WAS_POSTED
from app.rules.offices import Level
from app.rules.privacy import AddressStyle, PrivateField, field_shown
from app.sheets import notice as sheets
from app.sheets.book import printed
from app.sheets.facts import facts
from app.sheets.notice import NoticeSheet
from app.sheets.pen import Align
from app.sheets.sheet import Setup
from app.sheets.typefaces import typefaces

TITLE = N_("嘎查村务公开")
_ADDRESS = re.compile(r"住址|地址|住所")
_GROUP = re.compile(r"(?:村民)?小?组(?:别|名称)?|自然村|浩特|独贵龙")
_NOTHING = N_("还没有张贴过公示，没有可以放到门户上的内容。请先登记张贴。")


@dataclass(frozen=True)
class _Online:
    """Which columns of a roll the web gets: those kept, and among them those of addresses."""

    kept: tuple[int, ...]
    addresses: frozenset[int]

    def cells(self, row: Sequence[str]) -> tuple[str, ...]:
        """A row as it may go on the web."""
        return tuple(_to_township(row[n]) if n in self.addresses else row[n] for n in self.kept)

    def sheet(self, sheet: NoticeSheet) -> NoticeSheet:
        """The sheet as it may go on the web."""
        return replace(
            sheet,
            columns=tuple(sheet.columns[n] for n in self.kept),
            rows=tuple(self.cells(row) for row in sheet.rows),
            summed=tuple(self.kept.index(n) for n in sheet.summed if n in self.kept),
            totals=self.cells(sheet.totals) if sheet.totals else (),
        )


def write(
    session: Session,
    folder: Path,
    today: date,
    tell: portal.Tell | None = None,
    with_pdf: bool = False,
    now: datetime | None = None,
) -> int:
    """Write the pages of everything that was posted, replacing those of an earlier day; returns how many pages.

    `with_pdf` puts the sheet of each notice beside its page. UserError if nothing was posted yet, if a text holds a
    personal number, or if the folder cannot be written; then nothing is changed. Whatever `tell` raises comes through.
    """
    moment = now or datetime.combine(today, datetime.now().time().replace(microsecond=0))
    made = of_office(session, moment, with_pdf)
    if not any(village.notices for village in made.villages):
        raise UserError(_NOTHING)
    portal.write(folder, made, tell)
    shown = [notice for village in made.villages for notice in made.shown(village) if notice.page]
    return 1 + len(made.villages) + len(shown)


def of_office(session: Session, now: datetime, with_pdf: bool = False) -> Portal:
    """What the pages hold at a moment: every village of the tree that stands, and those merged that have notices."""
    own = offices.own(session)
    tree = {row.code: row for row in villages.tree(session)}
    found = _notices(session)
    setup = papers.usual(papers.Kind.NOTICE, now.date(), session).setup if with_pdf else None
    mark_drafts = offices.chosen(session)["mark_drafts"] == "yes"
    return Portal(
        title=_words(TITLE),
        office=Words(own.name, own.name_mn),
        made_at=now,
        villages=tuple(
            _village(session, row, tree, found.get(row.code, ()), now, setup)
            for row in tree.values()
            if row.level is Level.VILLAGE and (row.stands or row.code in found)
        ),
        layout=usual_layout(now.date()),
        mark_drafts=mark_drafts,
    )


def _notices(session: Session) -> dict[str, list[Notice]]:
    """Every notice the villagers could read, by village."""
    asked = select(Notice).where(Notice.status.in_(WAS_POSTED), Notice.posted_on.is_not(None)).order_by(Notice.id)
    found: dict[str, list[Notice]] = {}
    for notice in session.scalars(asked):
        found.setdefault(notice.office_code, []).append(notice)
    return found


def _words(message: str) -> Words:
    """A message of ours in both languages."""
    said = []
    for language in ("zh", "mn_Mong"):
        with speaking(language):
            said.append(_(message))
    return Words(*said)


def _village(
    session: Session,
    row: PlaceRow,
    tree: dict[str, PlaceRow],
    found: Sequence[Notice],
    now: datetime,
    setup: Setup | None,
) -> PortalVillage:
    township, masked = tree.get(row.parent_code, row), gate(session)
    return PortalVillage(
        code=row.code,
        name=Words(masked(row.name), masked(row.name_mn)),
        township_code=township.code,
        township=Words(township.name, township.name_mn),
        notices=tuple(_notice(session, notice, now, setup) for notice in found),
    )


def _notice(session: Session, notice: Notice, now: datetime, setup: Setup | None) -> PortalNotice:
    make = notice_papers.sheet_of(session, notice.uuid, now)
    with speaking("zh"):
        zh = make()
    with speaking("mn_Mong"):
        mn = make()
    assert notice.posted_on is not None
    listed = PortalNotice(
        code=notice.code,
        number=notice.number,
        kind=_words(TEMPLATES[NoticeKind(notice.kind)].name),
        title=Words(zh.title, mn.title),
        posted_on=notice.posted_on,
        issuer=Words(zh.office, mn.office),
        period=(zh.period.first, zh.period.last) if zh.period and zh.period.first else None,
        taken_down_on=notice.taken_down_on,
        filed_on=notice.filed_on,
    )
    return listed if listed.past else _hanging(session, listed, zh, mn, make, setup)


def _hanging(
    session: Session,
    listed: PortalNotice,
    zh: NoticeSheet,
    mn: NoticeSheet,
    make: Callable[[], NoticeSheet],
    setup: Setup | None,
) -> PortalNotice:
    """A notice with all that may be read of it while it hangs."""
    online = _online(zh)
    shown, shown_mn = online.sheet(zh), online.sheet(mn)
    name = f"{listed.code}.pdf"
    files = (PortalFile(name, partial(_pdf, lambda: online.sheet(make()), setup)),) if setup else ()
    return replace(
        listed,
        paragraphs=shown.paragraphs,
        paragraphs_mn=() if shown_mn.paragraphs == shown.paragraphs else shown_mn.paragraphs,
        columns=tuple(
            PortalColumn(Words(column.heading, other.heading), column.align is Align.END)
            for column, other in zip(shown.columns, shown_mn.columns, strict=True)
        ),
        rows=tuple(tuple(row) for row in shown.rows),
        rows_mn=() if shown_mn.rows == shown.rows else tuple(tuple(row) for row in shown_mn.rows),
        totals=shown.totals,
        totals_mn=shown_mn.totals,
        phone=gate(session)(zh.phone),
        supervisor=Words(zh.supervisor, mn.supervisor),
        files=files,
    )


def _online(sheet: NoticeSheet) -> _Online:
    """The columns of a roll by their Chinese headings: no group, and no address that tells nothing to the township."""
    places = range(len(sheet.columns))
    headings = ["".join(column.heading.split()) for column in sheet.columns]
    addresses = frozenset(n for n in places if _ADDRESS.search(headings[n]))
    told = {n for n in addresses if any(_to_township(row[n]) for row in sheet.rows)}
    kept = (n for n in places if not _GROUP.fullmatch(headings[n]) and (n not in addresses or n in told))
    return _Online(tuple(kept), addresses)


def _to_township(address: str) -> str:
    return field_shown(PrivateField.ADDRESS, address, AddressStyle.TOWNSHIP)


def _pdf(make: Callable[[], NoticeSheet], setup: Setup) -> bytes:
    """The sheet as PDF; what the file says of itself is read once more."""
    pdf = printed(make, sheets.fill, setup, typefaces(), None)
    check_properties(*facts(pdf).properties)
    return pdf
