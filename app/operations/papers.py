"""Every sheet that can be printed, by its kind and what it is about: drawn with options, written as a file."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.files import written_whole
from app.i18n import N_, _, language, speaking
from app.operations import (
    afterwards_papers,
    agreements,
    demand,
    disclosure_lists,
    letter_papers,
    letters,
    list_papers,
    matters,
    notice_papers,
    offices,
    printing,
    proactive,
    report_papers,
    request_papers,
)
from app.operations.afterwards_sheets import FEES_TITLE, REMEDIES_TITLE
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.gate import check_name, check_properties, gate
from app.operations.packages import board_sheets
from app.operations.packages import papers as package_papers
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RequestFilter
from app.rules.bilingual import Layout, usual_layout
from app.rules.letters import LetterKind, Look
from app.sheets import (
    due_list,
    due_reason,
    item_list,
    listing,
    notice,
    package_slip,
    register,
    report,
    request_case,
    review_slip,
)
from app.sheets.facts import facts
from app.sheets.sheet import Setup, Size, Tell, usual_setup

PAPERS = tuple(str(size) for size in Size)
_NO_STRIP = N_("这条信息没有逐日说明可打印：日期还没有填，或属于定期公开。请在该条信息的到期日处查看原因。")


class Kind(StrEnum):
    """The kinds of sheet; the values stand in records and never change."""

    REGISTER = "register"
    DUE = "due_list"
    SLIP = "review_slip"
    REASON = "due_reason"
    CATALOG = "catalog"
    VILLAGE = "village_list"
    NOTICE = "notice"
    VILLAGE_PLAN = "village_plan"
    COVERAGE = "coverage"
    ARCHIVE = "archive"
    QUERIES = "queries"
    AGREEMENT = "agreement"
    REPORT = "annual_report"
    LETTER = "letter"
    LETTER_FORM = "letter_form"
    FEES = "fees"
    REMEDIES = "remedies"
    PROACTIVE = "proactive"
    DEMAND = "demand"
    REQUESTS = "requests"
    CASE = "request_case"
    PACKAGE = "package_slip"
    RECEIPT = "package_receipt"
    BOARD = "package_board"


KIND_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.REGISTER: printing.REGISTER_TITLE,
        Kind.DUE: printing.DUE_TITLE,
        Kind.SLIP: printing.SLIP_TITLE,
        Kind.REASON: printing.REASON_TITLE,
        Kind.CATALOG: printing.CATALOG_TITLE,
        Kind.VILLAGE: printing.VILLAGE_TITLE,
        Kind.NOTICE: notice_papers.TITLE,
        Kind.VILLAGE_PLAN: matters.PLAN_TITLE,
        Kind.COVERAGE: list_papers.COVERAGE_TITLE,
        Kind.ARCHIVE: list_papers.ARCHIVE_TITLE,
        Kind.QUERIES: list_papers.QUERIES_TITLE,
        Kind.AGREEMENT: agreements.TITLE,
        Kind.REPORT: report_papers.TITLE,
        Kind.LETTER: letter_papers.TITLE,
        Kind.LETTER_FORM: letter_papers.FORM_TITLE,
        Kind.FEES: FEES_TITLE,
        Kind.REMEDIES: REMEDIES_TITLE,
        Kind.PROACTIVE: proactive.TITLE,
        Kind.DEMAND: demand.TITLE,
        Kind.REQUESTS: request_papers.REGISTER_TITLE,
        Kind.CASE: request_papers.CASE_TITLE,
        Kind.PACKAGE: package_papers.SLIP_TITLE,
        Kind.RECEIPT: package_papers.RECEIPT_TITLE,
        Kind.BOARD: board_sheets.TITLE,
    }
)
_SETUPS: Mapping[Kind, Setup] = MappingProxyType(
    dict.fromkeys(Kind, listing.SETUP)
    | {
        Kind.REGISTER: register.SETUP,
        Kind.DUE: due_list.SETUP,
        Kind.SLIP: review_slip.SETUP,
        Kind.REASON: due_reason.SETUP,
        Kind.CATALOG: item_list.SETUP,
        Kind.VILLAGE: item_list.SETUP,
        Kind.NOTICE: notice.SETUP,
        Kind.REPORT: report.SETUP,
        Kind.DEMAND: listing.TALL,
        Kind.LETTER: letter_papers.SETUP,
        Kind.LETTER_FORM: letter_papers.SETUP,
        Kind.CASE: request_case.SETUP,
        Kind.PACKAGE: package_slip.SETUP,
        Kind.RECEIPT: package_slip.SETUP,
    }
)
_TALL = frozenset((Kind.REPORT,))
"""Sheets that want tall paper in columns too: tables of fifteen columns take the long side for their words."""
_ON_WALLS = frozenset((Kind.VILLAGE, Kind.NOTICE, Kind.VILLAGE_PLAN))
"""What villagers read; all else is for a desk."""


@dataclass(frozen=True)
class Paper:
    """A sheet somebody wants: its kind, and what it is about, as it can be kept (JSON)."""

    kind: Kind
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the sheet is called, in the language in use."""
        return _(KIND_NAMES[self.kind])


@dataclass(frozen=True)
class PrintOptions:
    """How a sheet is to look; `paper` is "a4" or "a3", `mark_drafts` prints 草稿 on Mongolian nobody approved."""

    layout: Layout = Layout.ZH_ONLY
    paper: str = str(Size.A4)
    landscape: bool = False
    mark_drafts: bool = True
    zh_left: bool = True

    @property
    def setup(self) -> Setup:
        """The same for the sheets."""
        return Setup(self.layout, Size(self.paper), self.landscape, self.zh_left, self.mark_drafts)


@dataclass(frozen=True)
class Issue:
    """What is kept of a sheet that went out: all that is needed to draw it again, and the fingerprint of its PDF.

    `title` has passed the privacy mask.
    """

    paper: Paper
    options: PrintOptions
    language: str
    at: datetime
    title: str
    number: str
    pages: int
    sha256: str


@dataclass(frozen=True)
class Drawn(Issue):
    """A sheet as PDF; `held` is why it may be looked at and not go out yet (a source message), empty if it may."""

    pdf: bytes
    held: str = ""

    def check(self) -> None:
        """UserError if this sheet may not go out yet."""
        if self.held:
            raise UserError(self.held)


def register_of(wanted: DisclosureFilter) -> Paper:
    """The register as a filter shows it."""
    return Paper(Kind.REGISTER, _kept(wanted))


def due_of(wanted: DisclosureFilter) -> Paper:
    """What is due of what a filter shows."""
    return Paper(Kind.DUE, _kept(wanted))


def slip_of(uuid: str) -> Paper:
    """The slip of the five gates of an item."""
    return Paper(Kind.SLIP, {"uuid": uuid})


def reason_of(uuid: str) -> Paper:
    """Why an item is due on its day."""
    return Paper(Kind.REASON, {"uuid": uuid})


def items_of(level: str) -> Paper:
    """The catalog in force, or for the level "village" its short list."""
    return Paper(Kind.VILLAGE if level == "village" else Kind.CATALOG, {"level": level})


def notice_of(uuid: str) -> Paper:
    """A notice for the wall."""
    return Paper(Kind.NOTICE, {"uuid": uuid})


def village_list_of(code: str) -> Paper:
    """What one village discloses."""
    return Paper(Kind.VILLAGE, {"office": code})


def village_plan_of(code: str, year: int) -> Paper:
    """What one village must post in a year, and when."""
    return Paper(Kind.VILLAGE_PLAN, {"office": code, "year": year})


def coverage_of(year: int) -> Paper:
    """Which villages posted a year's pay-outs."""
    return Paper(Kind.COVERAGE, {"year": year})


def board_of(day: date) -> Paper:
    """Who of the offices below has sent, as it stood on a day."""
    return Paper(Kind.BOARD, {"day": day.isoformat()})


def archive_of(office_code: str, year: int = 0) -> Paper:
    """What lies in a village's box; an empty code stands for all villages, year 0 for all years."""
    return Paper(Kind.ARCHIVE, {"office": office_code, "year": year})


def queries_of() -> Paper:
    """Who asked for what at the counter."""
    return Paper(Kind.QUERIES)


def agreement_of(year: int) -> Paper:
    """In what banner and villages differ."""
    return Paper(Kind.AGREEMENT, {"year": year})


def report_of(office_code: str, year: int, scope: str = "own", form: str = "") -> Paper:
    """The annual report of an office; `form` is a format's id, empty for the usual one of the year."""
    return Paper(Kind.REPORT, {"office": office_code, "year": year, "scope": scope, "form": form})


def fees_of(year: int) -> Paper:
    """The ledger of fees of a year."""
    return Paper(Kind.FEES, {"year": year})


def remedies_of(wanted: RemedyFilter) -> Paper:
    """The register of reconsiderations, suits and complaints as a filter shows it."""
    usual_filter = asdict(RemedyFilter())
    kept = {name: value for name, value in asdict(wanted).items() if value != usual_filter[name]}
    return Paper(Kind.REMEDIES, {name: _plain(value) for name, value in kept.items()})


def proactive_of(state: str = "") -> Paper:
    """What was suggested, accepted or declined for all; `state` narrows to one of these."""
    return Paper(Kind.PROACTIVE, {"state": state})


def demand_of(first: date, last: date) -> Paper:
    """The demand of a period."""
    return Paper(Kind.DEMAND, {"first": first.isoformat(), "last": last.isoformat()})


def letter_of(uuid: str, kind: str) -> Paper:
    """A letter of a case by its kind (LetterKind): an official document, or a form."""
    form = letters.look_of(LetterKind(kind)) is Look.FORM
    return Paper(Kind.LETTER_FORM if form else Kind.LETTER, {"uuid": uuid})


def requests_of(wanted: RequestFilter) -> Paper:
    """The register of requests as a filter shows it."""
    return Paper(Kind.REQUESTS, request_papers.kept(wanted))


def case_of(uuid: str) -> Paper:
    """How the time of a request was counted (计时单)."""
    return Paper(Kind.CASE, {"uuid": uuid})


def package_of(uuid: str) -> Paper:
    """The slip that goes with a package (报送单), by the package's uuid."""
    return Paper(Kind.PACKAGE, {"uuid": uuid})


def receipt_of(kid: str) -> Paper:
    """What became of the packages of a computer (回执单), by the kid of its key."""
    return Paper(Kind.RECEIPT, {"kid": kid})


def usual(kind: Kind, day: date, session: Session | None = None) -> PrintOptions:
    """The options unless a person chooses others: both scripts on what hangs on a wall, else the language in use.

    On which side Chinese stands and whether 草稿 is printed is the office's own choice.
    """
    own_layout = Layout.MN_ONLY if language() == "mn_Mong" else Layout.ZH_ONLY
    own_layout = Layout.ZH_ONLY if kind is Kind.LETTER else own_layout  # an official document is Chinese
    layout = usual_layout(day) if kind in _ON_WALLS else own_layout
    chosen = offices.chosen(session) if session else {}
    own = PrintOptions(
        mark_drafts=chosen.get("mark_drafts", "yes") == "yes", zh_left=chosen.get("zh_side", "left") == "left"
    )
    return shaped(kind, layout, own)


def shaped(kind: Kind, layout: Layout, options: PrintOptions) -> PrintOptions:
    """The options with the paper on which a sheet of this kind looks best in this layout."""
    best = usual_setup(layout, _SETUPS[kind])
    if kind in _TALL and layout is Layout.MN_ONLY:
        best = replace(best, landscape=False)
    return replace(options, layout=layout, paper=str(best.size), landscape=best.landscape)


def drawn(
    session: Session, paper: Paper, options: PrintOptions, now: datetime, tell: Tell | None = None, spoken: str = ""
) -> Drawn:
    """The sheet, drawn at this moment; every text on it has passed the privacy mask.

    UserError where there is nothing to draw; whatever `tell` raises comes through.
    """
    spoken = spoken or language()
    with speaking(spoken):
        pdf = _DRAWERS[paper.kind](session, paper.about, now, tell, options.setup)
        title = gate(session)(_subject(session, paper, now.date()))
    found = facts(pdf)
    check_properties(*found.properties)
    held = _HELD[paper.kind](session, paper.about["uuid"]) if paper.kind in _HELD else ""
    digest = hashlib.sha256(pdf).hexdigest()
    return Drawn(paper, options, spoken, now, title, found.number, found.pages, digest, pdf, held)


def write(path: Path, data: bytes) -> None:
    """Write a drawn sheet under a name; UserError if the disk is full or the folder is not there."""
    check_name(path)
    with written_whole(path) as file:
        file.write(data)


def _kept(wanted: DisclosureFilter) -> dict[str, Any]:
    """What the filter narrows, as JSON."""
    usual = asdict(DisclosureFilter())
    values = {name: value for name, value in asdict(wanted).items() if value != usual[name]}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def filter_of(about: Mapping[str, Any]) -> DisclosureFilter:
    """The filter that was kept."""
    return DisclosureFilter(**{name: _read(name, value) for name, value in about.items()})


def _read(name: str, value: Any) -> Any:
    if name in ("began_from", "began_to", "due_from", "due_to"):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _subject(session: Session, paper: Paper, today: date) -> str:
    """What tells this sheet from others of its kind."""
    about = paper.about
    if paper.kind in _SUBJECTS:
        return _SUBJECTS[paper.kind](session, about, today)
    place = list_papers.place_name(session, about["office"]) if about.get("office") else ""
    year = str(about.get("year") or "")
    texts = [about.get(name, "") for name in ("domain", "responsible", "text", "first", "last")]
    return "、".join(filter(None, (place, year, *texts)))


About = Mapping[str, Any]
_SUBJECTS: Mapping[Kind, Callable[[Session, About, date], str]] = MappingProxyType(
    {
        Kind.SLIP: lambda s, about, today: disclosure_lists.opened(s, about["uuid"], today).draft.title,
        Kind.REASON: lambda s, about, today: disclosure_lists.opened(s, about["uuid"], today).draft.title,
        Kind.NOTICE: lambda s, about, _today: notice_papers.subject(s, about["uuid"]),
        Kind.LETTER: lambda s, about, _today: letter_papers.subject(s, about["uuid"]),
        Kind.LETTER_FORM: lambda s, about, _today: letter_papers.subject(s, about["uuid"]),
        Kind.CASE: lambda s, about, today: request_papers.subject(s, about["uuid"], today),
        Kind.PACKAGE: lambda s, about, _today: package_papers.slip_subject(s, about["uuid"]),
        Kind.RECEIPT: lambda s, about, _today: package_papers.receipt_subject(s, about["kid"]),
    }
)
Drawer = Callable[[Session, About, datetime, Tell | None, Setup], bytes]


def _register(session: Session, about: About, now: datetime, tell: Tell | None, setup: Setup) -> bytes:
    return printing.register_sheet(session, filter_of(about), now, tell, setup=setup)


def _due(session: Session, about: About, now: datetime, tell: Tell | None, setup: Setup) -> bytes:
    return printing.due_sheet(session, filter_of(about), now, tell, setup=setup)


def _slip(session: Session, about: About, now: datetime, _tell: Tell | None, setup: Setup) -> bytes:
    return printing.slip_sheet(session, about["uuid"], now, setup=setup)


def _reason(session: Session, about: About, now: datetime, _tell: Tell | None, setup: Setup) -> bytes:
    data = printing.reason_sheet(session, about["uuid"], now, setup=setup)
    if data is None:
        raise UserError(_NO_STRIP)
    return data


def _items(session: Session, about: About, now: datetime, tell: Tell | None, setup: Setup) -> bytes:
    return printing.items_sheet(session, now, about["level"], tell, setup=setup)


def _village(session: Session, about: About, now: datetime, tell: Tell | None, setup: Setup) -> bytes:
    """The list of one village; without one, what the catalog asks of every village."""
    if "office" in about:
        return list_papers.village_list(session, about["office"], now, tell, setup)
    return _items(session, about, now, tell, setup)


_HELD: Mapping[Kind, Callable[[Session, str], str]] = MappingProxyType(
    {
        Kind.NOTICE: notice_papers.held,
        Kind.LETTER: letter_papers.held,
        Kind.LETTER_FORM: letter_papers.held,
    }
)
"""Why a sheet may be looked at and not go out yet, for kinds that may be held."""
_DRAWERS: Mapping[Kind, Drawer] = MappingProxyType(
    {
        Kind.REGISTER: _register,
        Kind.DUE: _due,
        Kind.SLIP: _slip,
        Kind.REASON: _reason,
        Kind.CATALOG: _items,
        Kind.VILLAGE: _village,
        Kind.NOTICE: lambda s, about, *how: notice_papers.notice_sheet(s, about["uuid"], *how),
        Kind.VILLAGE_PLAN: lambda s, about, *how: list_papers.village_plan(s, about["office"], about["year"], *how),
        Kind.COVERAGE: lambda s, about, *how: list_papers.coverage_board(s, about["year"], *how),
        Kind.BOARD: lambda s, about, *how: board_sheets.board_list(s, date.fromisoformat(about["day"]), *how),
        Kind.ARCHIVE: lambda s, about, *how: list_papers.archive_list(s, about["office"], about["year"], *how),
        Kind.QUERIES: lambda s, _about, *how: list_papers.query_log(s, *how),
        Kind.AGREEMENT: lambda s, about, *how: list_papers.agreement_list(s, about["year"], *how),
        Kind.REPORT: lambda s, about, *how: report_papers.report_sheet(
            s, about["office"], about["year"], about["scope"], about["form"], *how
        ),
        Kind.FEES: lambda s, about, *how: afterwards_papers.fee_ledger(s, about["year"], *how),
        Kind.REMEDIES: lambda s, about, *how: afterwards_papers.remedies_list(s, about, *how),
        Kind.PROACTIVE: lambda s, about, *how: afterwards_papers.proactive_list(s, about["state"], *how),
        Kind.DEMAND: lambda s, about, *how: afterwards_papers.demand_list(s, about, *how),
        Kind.REQUESTS: lambda s, about, *how: request_papers.register_list(s, request_papers.filter_of(about), *how),
        Kind.CASE: lambda s, about, *how: request_papers.case_sheet(s, about["uuid"], *how),
        Kind.PACKAGE: lambda s, about, *how: package_papers.slip_sheet(s, about["uuid"], *how),
        Kind.RECEIPT: lambda s, about, *how: package_papers.receipt_sheet(s, about["kid"], *how),
        Kind.LETTER: lambda s, about, *how: letter_papers.letter_sheet(s, about["uuid"], *how),
        Kind.LETTER_FORM: lambda s, about, *how: letter_papers.letter_sheet(s, about["uuid"], *how),
    }
)
