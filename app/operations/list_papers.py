"""The lists round the village board as paper: what is due when, who posted what, what was filed, asked for, or differs.

Every text passes the gate; names and titles are in the language spoken, Chinese where there is no Mongolian.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.notice import Notice
from app.models.office import Office
from app.models.printout import Printout
from app.operations import agreements, matters, notice_lists, payouts
from app.operations.agreements import AgreementRow
from app.operations.gate import gate
from app.operations.matters import MatterRow, PlanCell
from app.operations.payouts import Coverage, CoverageRow
from app.operations.printing import VILLAGE_TITLE, named, numbered, office_name
from app.rules.agreement import MISMATCH_NAMES, Figures, Finding, Mismatch
from app.rules.notices import RETENTION_NAMES, STATE_NAMES, NoticeState, NoticeStatus, Retention
from app.rules.payouts import yuan
from app.rules.villages import CYCLE_NAMES, THEME_NAMES, Cycle, Progress, Theme
from app.sheets import listing
from app.sheets.book import printed
from app.sheets.listing import ListColumn, ListSheet
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Band, Row, dated
from app.sheets.typefaces import typefaces

COVERAGE_TITLE = N_("补贴发放公示进度表")
ARCHIVE_TITLE = N_("公示档案盒目录")
QUERIES_TITLE = N_("公示查询登记簿")
_YEAR, _SO_MANY, _LINES = N_("{year}年"), N_("共 {n} 项"), N_("共 {n} 条")
_MONTH, _DAY = N_("{n}月"), N_("{n}日")
_AT_ONCE = N_("随时公开的事项（发生后及时公开）：{names}")
_DONE, _PROVISIONAL = N_("{day}\n已公示"), N_("{day}\n暂定")
_PLAN_NOTE = N_("表中的日期是应公开的最后一天。")
_INCOMPLETE, _COMPLETE = N_("还有补贴没有公示的嘎查村"), N_("已全部公示的嘎查村")
_WITHOUT_ROLL = N_("没有发放名册的嘎查村")
_POST_BY = N_("最迟 {day} 公示")
_COVERED = N_("共 {n} 个嘎查村，已全部公示 {complete} 个，没有名册 {without} 个。")
_NO_NOTICE = N_("未做公示")
_HOUSEHOLDS, _YUAN = N_("{n}户"), N_("{amount}元")
_PRIVATE_LOG = N_("本登记簿有查询人姓名，只供本单位保存，不得张贴。")


def listed_sheet(
    session: Session,
    mark: str,
    title: str,
    now: datetime,
    setup: Setup,
    tell: Tell | None,
    columns: Callable[[], Iterable[ListColumn]],
    rows: Callable[[], Sequence[Row]],
    **rest: Callable[[], object],
) -> bytes:
    """A list as PDF; its parts are made once in each language of the setup."""

    def sheet() -> ListSheet:
        made = {name: make() for name, make in rest.items()}
        return ListSheet(
            office=office_name(session),
            title=_(title),
            sheet_number=numbered(mark, now),
            printed_at=now,
            columns=tuple(columns()),
            rows=rows(),
            **made,  # type: ignore[arg-type]
        )

    return printed(sheet, listing.fill, setup, typefaces(), tell)


def place_name(session: Session, code: str) -> str:
    """The name of an office in the language spoken; its code where it is not known."""
    found = session.execute(select(Office.name, Office.name_mn).where(Office.code == code)).first()
    return gate(session)(named(*found)) if found else code


def village_list(
    session: Session, code: str, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """What a village discloses (公开事项清单), by theme, as PDF."""
    found, masked = matters.listed(session, code), gate(session)

    def rows() -> list[Row]:
        return list(_by_theme(found, masked))

    return listed_sheet(
        session, "QD", VILLAGE_TITLE, now, setup, tell, _matter_columns, rows,
        filter_text=lambda: place_name(session, code),
        totals=lambda: (_(_SO_MANY).format(n=len(found)),),
    )  # fmt: skip


def _matter_columns() -> Iterator[ListColumn]:
    yield ListColumn(_("序号"), 8, Align.CENTRE, whole=True)
    for heading, length in (
        (_("公开事项"), 30),
        (_("公开内容"), 44),
        (_("公开依据"), 34),
        (_("公开周期"), 14),
        (_("公开时限"), 28),
        (_("公开主体"), 20),
        (_("公开渠道"), 24),
    ):
        yield ListColumn(heading, length)


def _by_theme(found: Sequence[MatterRow], masked: Callable[[str], str]) -> Iterator[Row]:
    """The matters under the names of their themes, numbered through."""
    number = 0
    for theme in Theme:
        of_theme = [row for row in found if row.theme is theme]
        if of_theme:
            yield Band(_(THEME_NAMES[theme]))
        for row in of_theme:
            number += 1
            cycle = _(CYCLE_NAMES[row.cycle])
            texts = (row.content, row.basis, cycle, row.time_limit, row.owner, row.channel)
            yield (str(number), masked(named(row.name, row.name_mn)), *map(masked, texts))


def village_plan(
    session: Session, code: str, year: int, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """What a village must post in each month of a year (年度公开计划), as PDF."""
    cells = matters.year_plan(session, code, year, now.date())
    at_once = [row for row in matters.listed(session, code) if row.cycle is Cycle.AT_ONCE]
    by_matter: dict[str, list[PlanCell]] = defaultdict(list)
    for cell in cells:
        by_matter[cell.matter.uuid].append(cell)
    masked = gate(session)

    def rows() -> list[Row]:
        return [_plan_row(number, of_matter, masked) for number, of_matter in enumerate(by_matter.values(), 1)]

    def note() -> str:
        names = "、".join(masked(named(row.name, row.name_mn)) for row in at_once)
        return _(_AT_ONCE).format(names=names) if names else _(_PLAN_NOTE)

    return listed_sheet(
        session, "JH", matters.PLAN_TITLE, now, setup, tell, _plan_columns, rows,
        period=lambda: _(_YEAR).format(year=year),
        filter_text=lambda: place_name(session, code),
        totals=lambda: (_(_SO_MANY).format(n=len(by_matter)), _(_PLAN_NOTE)) if at_once else (),
        note=note,
    )  # fmt: skip


def _plan_columns() -> Iterator[ListColumn]:
    yield ListColumn(_("序号"), 8, Align.CENTRE, whole=True)
    yield ListColumn(_("公开事项"), 36)
    yield ListColumn(_("公开周期"), 12, whole=True)
    for month in range(1, 13):
        yield ListColumn(_(_MONTH).format(n=month), 11, Align.CENTRE, whole=True)


def _plan_row(number: int, cells: Sequence[PlanCell], masked: Callable[[str], str]) -> tuple[str, ...]:
    matter = cells[0].matter
    months: dict[int, list[str]] = defaultdict(list)
    for cell in cells:
        months[cell.occasion.due_on.month].append(_due(cell))
    name = masked(named(matter.name, matter.name_mn))
    return str(number), name, _(CYCLE_NAMES[matter.cycle]), *("\n".join(months[n]) for n in range(1, 13))


def _due(cell: PlanCell) -> str:
    """The day of the month, and whether it was kept; that one was missed is for the desk and not for the wall."""
    day = _(_DAY).format(n=cell.occasion.due_on.day)
    words = {Progress.DONE: _DONE, Progress.PROVISIONAL: _PROVISIONAL}
    return _(words[cell.state]).format(day=day) if cell.state in words else day


def coverage_board(
    session: Session, year: int, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """Which villages posted a year's pay-outs and which did not, those that did not first, as PDF."""
    found, masked = payouts.coverage(session, year), gate(session)
    rolls = payouts.rolls(session, year)
    days = {row.notice_uuid: row.posted_on for row in rolls if row.notice_uuid}
    names_mn = {row.programme: row.programme_mn for row in rolls if row.programme_mn}
    counts = {"n": len(found.rows), "complete": found.complete, "without": found.without_roll}

    def columns() -> Iterator[ListColumn]:
        yield ListColumn(_("嘎查村"), 30)
        for programme in found.programmes:
            yield ListColumn(masked(named(programme, names_mn.get(programme, ""))), 20, Align.CENTRE)
        yield ListColumn(_("未公示"), 10, Align.END, whole=True)

    return listed_sheet(
        session, "JD", COVERAGE_TITLE, now, setup, tell, columns, lambda: list(_covered(found, days, masked)),
        period=lambda: _(_YEAR).format(year=year),
        filter_text=lambda: _(_POST_BY).format(day=found.due_on.isoformat()),
        totals=lambda: (_(_COVERED).format(**counts),),
    )  # fmt: skip


def _covered(found: Coverage, days: dict[str, date | None], masked: Callable[[str], str]) -> Iterator[Row]:
    """The villages under what is to be said of them, those that still must post first."""
    parts: dict[str, list[CoverageRow]] = {_INCOMPLETE: [], _WITHOUT_ROLL: [], _COMPLETE: []}
    for row in found.rows:
        parts[_INCOMPLETE if row.missing else _COMPLETE if row.complete else _WITHOUT_ROLL].append(row)
    for words, rows in parts.items():
        if rows:
            yield Band(_(words))
        for row in rows:
            cells = (_progress(cell, days.get(cell.notice_uuid)) for cell in row.cells)
            yield masked(named(row.village, row.village_mn)), *cells, str(row.missing) if row.missing else ""


def _progress(cell: payouts.Cell, posted_on: date | None) -> str:
    if not cell.roll_uuid:
        return "—"
    if cell.posted:
        return dated(posted_on)
    return _(STATE_NAMES[NoticeState(cell.status)]) if cell.notice_uuid else _(_NO_NOTICE)


def archive_list(
    session: Session,
    office_code: str,
    year: int,
    now: datetime,
    tell: Tell | None = None,
    setup: Setup = listing.SETUP,
) -> bytes:
    """What lies in a village's box (档案盒目录): filed notices by archive number; year 0 gives every year."""
    asked = select(Notice).where(Notice.status == NoticeStatus.FILED).order_by(Notice.archive_number)
    asked = asked.where(Notice.office_code.startswith(office_code)) if office_code else asked
    found = list(session.scalars(asked.where(Notice.year == year) if year else asked))
    pages, masked = _pages(session), gate(session)

    def rows() -> list[Row]:
        return list(_filed(session, found, pages, masked))

    return listed_sheet(
        session, "DA", ARCHIVE_TITLE, now, setup, tell, _archive_columns, rows,
        period=lambda: _(_YEAR).format(year=year) if year else "",
        filter_text=lambda: place_name(session, office_code) if office_code else "",
        totals=lambda: (_(_LINES).format(n=len(found)),),
    )  # fmt: skip


def _archive_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("档号"), 26, whole=True),
        ListColumn(_("题名"), 60),
        ListColumn(_("编号"), 16, whole=True),
        ListColumn(_("张贴日期"), 16, whole=True),
        ListColumn(_("取下日期"), 16, whole=True),
        ListColumn(_("保管期限"), 12, whole=True),
        ListColumn(_("页数"), 8, Align.END, whole=True),
        ListColumn(_("建档日期"), 16, whole=True),
        ListColumn(_("备注"), 14),
    )


def _filed(
    session: Session, found: Iterable[Notice], pages: dict[str, int], masked: Callable[[str], str]
) -> Iterator[Row]:
    village = ""
    for each in found:
        if each.office_code != village:
            village = each.office_code
            yield Band(place_name(session, village))
        yield (
            each.archive_number,
            masked(named(each.title, each.title_mn)),
            each.number,
            dated(each.posted_on),
            dated(each.taken_down_on),
            _(RETENTION_NAMES[Retention(each.retention)]),
            str(pages.get(each.uuid, "")),
            dated(each.filed_on),
            "",
        )


def _pages(session: Session) -> dict[str, int]:
    """How many pages the newest sheet of each notice had."""
    asked = select(Printout.arguments, Printout.pages).where(Printout.kind == "notice").order_by(Printout.id)
    return {arguments["about"]["uuid"]: pages for arguments, pages in session.execute(asked)}


def query_log(session: Session, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP) -> bytes:
    """Who asked for what at the counter (查询登记), the oldest first, as PDF."""
    found, masked = notice_lists.queries(session)[::-1], gate(session)

    def rows() -> list[Row]:
        return [
            (dated(q.asked_on), *map(masked, (q.name, q.purpose, q.notice, q.shown, q.person)))
            for q in found
        ]  # fmt: skip

    return listed_sheet(
        session, "CX", QUERIES_TITLE, now, setup, tell, _query_columns, rows,
        totals=lambda: (_(_LINES).format(n=len(found)),),
        note=lambda: _(_PRIVATE_LOG),
    )  # fmt: skip


def _query_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("日期"), 14, whole=True),
        ListColumn(_("查询人"), 16),
        ListColumn(_("用途"), 30),
        ListColumn(_("公示"), 44),
        ListColumn(_("查到的内容"), 44),
        ListColumn(_("经办人"), 14),
    )


def agreement_list(
    session: Session, year: int, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """In what banner and villages differ on the same matter (对应一致), one line for each difference, as PDF."""
    found = [(row, finding) for row in agreements.compared(session, year) for finding in row.findings]
    masked = gate(session)

    def rows() -> list[Row]:
        return [_mismatch(row, finding, masked) for row, finding in found]

    return listed_sheet(
        session, "CY", agreements.TITLE, now, setup, tell, _agreement_columns, rows,
        period=lambda: _(_YEAR).format(year=year),
        totals=lambda: (_(_LINES).format(n=len(found)),),
    )  # fmt: skip


def _agreement_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("嘎查村"), 24),
        ListColumn(_("事项"), 40),
        ListColumn(_("差异"), 28),
        ListColumn(_("旗县"), 22, Align.END),
        ListColumn(_("嘎查村公示"), 22, Align.END),
        ListColumn(_("处理情况"), 30),
    )


def _mismatch(row: AgreementRow, finding: Finding, masked: Callable[[str], str]) -> tuple[str, ...]:
    sides = tuple(_side(finding.what, side) for side in (finding.banner, finding.village))
    if not any(sides):  # only one side has anything: what it has
        sides = _figures(row.banner), _figures(row.village_figures)
    return row.village, masked(row.subject), _(MISMATCH_NAMES[finding.what]), *sides, ""


def _figures(figures: Figures | None) -> str:
    """What one side says of a matter, under each other."""
    if figures is None:
        return ""
    amount = _(_YUAN).format(amount=yuan(figures.amount_fen)) if figures.amount_fen is not None else ""
    households = _(_HOUSEHOLDS).format(n=figures.households) if figures.households is not None else ""
    return "\n".join(filter(None, (households, amount, dated(figures.on))))


def _side(what: Mismatch, value: int | date | None) -> str:
    """What one side says, with its unit."""
    if value is None:
        return ""
    if isinstance(value, date):
        return dated(value)
    return _(_YUAN).format(amount=yuan(value)) if what is Mismatch.AMOUNT else _(_HOUSEHOLDS).format(n=value)
