"""The register as a spreadsheet and on paper: template, import with its plan, export, print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.spreadsheets import Column, Kind, SheetOut, SheetRow, read_sheet, write_csv, write_xlsx
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.models.disclosure import ChannelEvent, Disclosure
from app.operations import catalogs, disclosure_lists, disclosures
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.operations.filing import Filing, appearance
from app.operations.gate import check_name, gate
from app.operations.owners import mine
from app.operations.plans import Fate, PlanLine
from app.rules import disclosures as rules
from app.rules.channels import NAMES, Channel, recognised
from app.rules.disclosures import STATUS_NAMES, ChannelDraft, DisclosureDraft, Status
from app.rules.problems import Problem

IMPORT = N_("导入 {n} 条公开信息")
TITLE = N_("主动公开台账")
PAGE_SIZE = 500

COLUMNS = (
    Column("title", N_("信息名称"), 40, required=True, also=("标题", "信息标题", "名称")),
    Column("title_mn", N_("蒙古文名称"), 24),
    Column("domain", N_("领域"), 16),
    Column("item", N_("目录事项"), 28),
    Column("document_number", N_("文号"), 22, also=("发文字号", "发文号")),
    Column("responsible", N_("责任科室"), 18, also=("公开责任单位", "责任单位")),
    Column("formed_on", N_("形成日期"), 12, Kind.DATE, also=("形成时间", "成文日期", "生成日期")),
    Column("obtained_on", N_("获取日期"), 12, Kind.DATE),
    Column("event_on", N_("事件日期"), 12, Kind.DATE),
    Column("time_limit", N_("公开时限"), 24),
    Column(
        "published_on",
        N_("公开日期"),
        12,
        Kind.DATE,
        note=N_("已经公开的填写；还没有公开的留空。"),
        also=("公开时间", "发布日期", "发布时间"),
    ),
    Column("channels", N_("公开渠道"), 24, note=N_("可填多个，用“；”隔开，例如：政府网站；公示栏。")),
    Column("place", N_("网址或地点"), 28),
    Column("summary", N_("内容摘要"), 30),
    Column("note", N_("备注"), 20),
)
EXPORTED = (
    *COLUMNS,
    Column("due_on", N_("到期日"), 12, Kind.DATE),
    Column("status", N_("状态"), 10, Kind.CHOICE, tuple(STATUS_NAMES.values())),
)
_EMPTY = N_("没有读到可以导入的行，台账没有改动。请看各行的原因，改正原表后再导入。")
_ALL_KNOWN = N_("表中的 {n} 行台账里都已经有了，没有重复登记，台账没有改动。")
_UNKNOWN_CHANNEL = N_("认不出公开渠道“{text}”，已按“其他”登记。")
_NO_DAY = N_("填了公开渠道，却没有公开日期；请补上日期，或清空渠道。")
_NO_ITEM = N_("目录里没有事项“{text}”，未关联目录。")
_SEVERAL_ITEMS = N_("目录里有多个事项叫“{text}”，请在“领域”列写明领域；本行未关联目录。")


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A row that can be taken: the item and its appearances."""

    draft: DisclosureDraft
    events: tuple[ChannelDraft, ...]


@dataclass(frozen=True)
class DisclosurePlan:
    """What an import would do, row by row; `ready` holds exactly the rows whose fate is "taken"."""

    source: str
    ready: tuple[ReadyRow, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]


def write_template(path: Path) -> None:
    """Write an empty sheet to fill in."""
    write_xlsx(path, [SheetOut(_(TITLE), COLUMNS)])


def plan_file(session: Session, path: Path, today: date) -> DisclosurePlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name, today)


def plan_pasted(session: Session, text: str, today: date) -> DisclosurePlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", today)


def plan_grids(session: Session, grids: Sequence[Grid], source: str, today: date) -> DisclosurePlan:
    """The plan of taking tables that were read already."""
    items = _items_by_name(session, today)
    known = _Known(session)
    ready: list[ReadyRow] = []
    lines: list[PlanLine] = []
    notes: list[str] = []
    for grid in grids:
        read = read_sheet(grid, COLUMNS)
        notes += [problem.text for problem in (*grid.problems, *read.problems)]
        for row in read.rows:
            line, taken = _planned(row, items, known, today)
            lines.append(line)
            ready += [taken] if taken else []
    return DisclosurePlan(source, tuple(ready), tuple(lines), tuple(notes))


class _Known:
    """The items already in the register, so that the same sheet twice brings nothing twice."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._days: dict[date | None, set[tuple[str, str]]] = {}

    def has(self, draft: DisclosureDraft) -> bool:
        """Whether this item stands in the register or in an earlier row of the sheet."""
        key = (draft.title, draft.document_number)
        began = draft.formed_on or draft.obtained_on or draft.event_on
        if began not in self._days:
            same_day = select(Disclosure.title, Disclosure.document_number).where(
                Disclosure.began_on == began, mine(Disclosure)
            )
            self._days[began] = {(title, number) for title, number in self._session.execute(same_day)}
        if key in self._days[began]:
            return True
        self._days[began].add(key)
        return False


def _items_by_name(session: Session, today: date) -> Mapping[str, list[catalogs.ItemRow]]:
    found: dict[str, list[catalogs.ItemRow]] = {}
    for item in catalogs.in_force(session, today):
        for name in {item.level1, item.level2, item.level3} - {""}:
            found.setdefault(name, []).append(item)
    return found


def _planned(
    row: SheetRow, items: Mapping[str, list[catalogs.ItemRow]], known: _Known, today: date
) -> tuple[PlanLine, ReadyRow | None]:
    values = {key: value if value is not None else "" for key, value in row.values.items()}
    item, doubts = _item(str(values.get("item", "")), str(values.get("domain", "")), items)
    draft = _draft(values, item)
    events, event_doubts, refused = _events(values, draft, today)
    problems = [*row.problems, *rules.problems(draft, today), *refused]
    grave = [problem.text for problem in problems if not problem.warning]
    name = draft.title or _("（无名称）")
    if grave:
        return PlanLine(Fate.REFUSED, row.number, name, "".join(grave)), None
    if known.has(draft):
        return PlanLine(Fate.UNCHANGED, row.number, name, _("台账里已有同名、同文号、同日期的信息")), None
    warnings = (*doubts, *event_doubts, *(problem.text for problem in problems))
    return PlanLine(Fate.TAKEN, row.number, name, warnings=warnings), ReadyRow(draft, events)


def _item(
    name: str, domain: str, items: Mapping[str, list[catalogs.ItemRow]]
) -> tuple[catalogs.ItemRow | None, tuple[str, ...]]:
    if not name:
        return None, ()
    found = [item for item in items.get(name.strip(), ()) if not domain or item.domain == domain.strip()]
    exact = [item for item in found if item.name == name.strip()] or found
    if len(exact) == 1:
        return exact[0], ()
    message = _SEVERAL_ITEMS if exact else _NO_ITEM
    return None, (_(message).format(text=name),)


def _draft(values: Mapping[str, Any], item: catalogs.ItemRow | None) -> DisclosureDraft:
    texts = ("title", "title_mn", "document_number", "responsible", "time_limit", "summary", "note")
    read: dict[str, Any] = {field: str(values.get(field, "")).strip() for field in texts}
    read |= {field: values.get(field) or None for field in ("formed_on", "obtained_on", "event_on")}
    draft = DisclosureDraft(**read)
    if item is None:
        return draft
    return replace(
        draft,
        item_key=item.key,
        time_limit=draft.time_limit or item.time_limit,
        responsible=draft.responsible or item.publisher,
    )


def _events(
    values: Mapping[str, Any], draft: DisclosureDraft, today: date
) -> tuple[tuple[ChannelDraft, ...], tuple[str, ...], list[Problem]]:
    day, names = values.get("published_on"), str(values.get("channels", ""))
    texts = [text.strip() for text in names.replace(";", "；").replace("、", "；").split("；") if text.strip()]
    if not isinstance(day, date):
        return (), (), [Problem("published_on", _NO_DAY)] if texts else []
    events, doubts = [], []
    for text in texts or [NAMES[Channel.OTHER]]:
        channel, _rest = recognised(text)
        if channel == Channel.OTHER and text != NAMES[Channel.OTHER]:
            doubts.append(_(_UNKNOWN_CHANNEL).format(text=text))
        place = str(values.get("place", "")).strip() or (text if channel == Channel.OTHER else "")
        events.append(ChannelDraft(channel, day, place))
    unique = tuple(dict.fromkeys(events))
    return unique, tuple(doubts), rules.channel_problems(unique[0], draft.formed_on, today)


def accept(
    session: Session, plan: DisclosurePlan, today: date, tell: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Carry out exactly the plan in one operation; returns how many items were taken.

    `tell(done, total)` reports progress and may raise Cancelled, after which nothing is kept.
    """
    if not plan.ready:
        known = plan.lines and all(line.fate is Fate.UNCHANGED for line in plan.lines)
        raise UserError(_ALL_KNOWN, {"n": len(plan.lines)}) if known else UserError(_EMPTY)
    filing = Filing(session)
    for number, row in enumerate(plan.ready):
        item = filing.new(row.draft)
        session.add(item)
        session.add_all(appearance(item, event) for event in row.events)
        if number % 200 == 0:
            session.flush()
            tell(number, len(plan.ready))
    tell(len(plan.ready), len(plan.ready))
    return len(plan.ready)


def exported(session: Session, wanted: DisclosureFilter, today: date) -> Iterator[dict[str, Any]]:
    """The filtered register as rows of a sheet, page by page."""
    pages, index = DisclosurePages(wanted, today), 0
    while rows := pages.page(session, index, PAGE_SIZE):
        for row in rows:
            yield _cells(session, row)
        index += 1


def _cells(session: Session, row: disclosure_lists.DisclosureRow) -> dict[str, Any]:
    item = disclosures.item_of(session, row.uuid)
    cells = {name: getattr(item, name) for name in ("obtained_on", "event_on", "time_limit", "summary")}
    cells |= {
        name: getattr(row, name)
        for name in ("title", "title_mn", "domain", "document_number", "responsible", "formed_on", "due_on", "note")
    }
    cells["item"], cells["published_on"] = row.item_name, row.published_on
    cells["channels"] = "；".join(NAMES[Channel(channel)] for channel in row.channels)
    cells["place"] = "；".join(_places(session, row.uuid)) if row.channels else ""
    cells["status"] = STATUS_NAMES[Status(row.status)]
    session.expunge(item)
    return cells


def _places(session: Session, uuid: str) -> dict[str, None]:
    """Where an item appeared, each place once, in the order of the appearances."""
    places = select(ChannelEvent.place).where(ChannelEvent.disclosure_uuid == uuid, ChannelEvent.place != "")
    return dict.fromkeys(session.scalars(places.order_by(ChannelEvent.published_on, ChannelEvent.id)))


def export(session: Session, wanted: DisclosureFilter, today: date, path: Path) -> None:
    """Write the filtered register as xlsx or CSV, by the name's ending; every text passes the gate.

    What a spreadsheet would run as a formula is made harmless.
    """
    check_name(path)
    sheet = SheetOut(_(TITLE), EXPORTED, map(gate(session).row, exported(session, wanted, today)))
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
