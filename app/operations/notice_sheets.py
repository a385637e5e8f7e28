"""Notices as a spreadsheet: template, import with its plan (also of what hung long ago), export through the gate."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.spreadsheets import Cell, Column, Kind, SheetOut, SheetRow, read_sheet, write_csv, write_xlsx
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _, speaking
from app.models.notice import Notice
from app.operations import calendars, dues, notice_lists, notices, offices
from app.operations.gate import Gate, check_name, gate
from app.operations.notice_lists import NoticeFilter, NoticeRow
from app.operations.plans import Fate, PlanLine
from app.operations.village_names import Villages
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind, period_key
from app.rules.notices import RETENTION_NAMES, STATE_NAMES, NoticeDraft, NoticeStatus, Retention, RollTable
from app.rules.problems import Problem

IMPORT = N_("导入 {n} 份公示")
TITLE = N_("嘎查村公示登记表")
_KINDS = {template.name: kind for kind, template in TEMPLATES.items()}
_RETENTIONS = {name: retention for retention, name in RETENTION_NAMES.items()}
COLUMNS = (
    Column("village", N_("嘎查村"), 20, required=True, also=("村", "村名", "嘎查", "行政村", "嘎查村名称")),
    Column("township", N_("苏木乡镇"), 16, also=("乡镇", "苏木", "苏木镇")),
    Column("kind", N_("公示种类"), 22, Kind.CHOICE, tuple(_KINDS), also=("种类", "类别", "公示类别")),
    Column("title", N_("公示标题"), 40, note=N_("留空时用这种公示的通用标题。"), also=("标题", "名称", "公示名称")),
    Column("title_mn", N_("蒙古文标题"), 24),
    Column("body", N_("正文"), 50, also=("公示内容", "内容")),
    Column("body_mn", N_("蒙古文正文"), 30),
    Column("year", N_("年份"), 8, also=("年度", "公示年份")),
    Column("programme", N_("补贴项目"), 20, also=("项目", "项目名称")),
    Column("households", N_("户数"), 8, Kind.NUMBER, also=("公示户数",)),
    Column("amount", N_("金额（元）"), 14, Kind.NUMBER, also=("金额", "总金额")),
    Column(
        "period", N_("公示期"), 12, note=N_("例如：7日、7个工作日、长期。留空时用本单位的约定。"), also=("公示期限",)
    ),
    Column("planned_on", N_("计划张贴日期"), 12, Kind.DATE),
    Column(
        "posted_on", N_("张贴日期"), 12, Kind.DATE, note=N_("已经张贴过的填写。"), also=("公示日期", "公示开始日期")
    ),
    Column("posted_by", N_("张贴人"), 12),
    Column("taken_down_on", N_("取下日期"), 12, Kind.DATE, also=("公示结束日期",)),
    Column("taken_down_by", N_("取下人"), 12),
    Column("filed_on", N_("建档日期"), 12, Kind.DATE, also=("归档日期",)),
    Column("filed_by", N_("建档人"), 12, also=("归档人",)),
    Column("retention", N_("保管期限"), 10, Kind.CHOICE, tuple(_RETENTIONS)),
    Column("note", N_("备注"), 20),
)
EXPORTED = (
    *COLUMNS,
    Column("number", N_("编号"), 12),
    Column("code", N_("核对码"), 12),
    Column("state", N_("状态"), 10, Kind.CHOICE, tuple(STATE_NAMES.values())),
    Column("last_on", N_("公示最后一日"), 12, Kind.DATE),
    Column("archive_number", N_("档号"), 22),
)
_TEXTS = ("title", "title_mn", "body", "body_mn", "programme", "note")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年?度?$)")
_PERIOD = re.compile(r"(\d{1,4})(?:个)?(日|天|工作日)")
_LENGTHS = {Unit.WORKDAY: N_("{n}个工作日"), Unit.DAY: N_("{n}日")}
_LONG = N_("长期")
_NAMELESS = N_("（无名称）")
_NO_TABLE = N_("“{file}”里没有表格。第一行应为表头，以下每行一户或一项。")
_EMPTY = N_("没有读到可以导入的行，公示没有改动。请看各行的原因，改正原表后再导入。")
_ALL_KNOWN = N_("表中的 {n} 行公示里都已经有了，没有重复登记，公示没有改动。")
_KNOWN = N_("已有同村、同种类、同标题、同年份的公示")
_WRONG_PERIOD = N_("看不懂公示期“{text}”，请写成“7日”“7个工作日”或“长期”。")
_WRONG_YEAR = N_("看不懂年份“{text}”，请写成2026这样。")
_NEGATIVE = N_("户数和金额不能小于零，户数应为整数。")
_FUTURE = N_("“{name}”{day} 晚于今天，请核对。")
_OUT_OF_TURN = N_("“{later}”{day} 早于“{earlier}”，请核对。")
_WITHOUT = N_("填了“{later}”，却没有“{earlier}”，请补上。")
_STEPS, _HANDS = ("posted_on", "taken_down_on", "filed_on"), ("posted_by", "taken_down_by", "filed_by")
_UNNAMED = N_("（未写明）")
_HEADINGS = {column.key: column.heading for column in EXPORTED}


@dataclass(frozen=True, slots=True)
class ReadyNotice:
    """A row that can be taken: the notice, its figures, and how far it had come when it was written down."""

    draft: NoticeDraft
    households: int | None = None
    amount_fen: int | None = None
    posted_on: date | None = None
    posted_by: str = ""
    taken_down_on: date | None = None
    taken_down_by: str = ""
    filed_on: date | None = None
    filed_by: str = ""
    retention: str = ""


@dataclass(frozen=True)
class NoticePlan:
    """What an import would do, row by row; `ready` holds exactly the rows whose fate is "taken"."""

    source: str
    ready: tuple[ReadyNotice, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]


def write_template(path: Path) -> None:
    """Write an empty sheet to fill in."""
    write_xlsx(path, [SheetOut(_(TITLE), COLUMNS)])


def plan_file(session: Session, path: Path, today: date) -> NoticePlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name, today)


def plan_pasted(session: Session, text: str, today: date) -> NoticePlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", today)


def plan_grids(session: Session, grids: Sequence[Grid], source: str, today: date) -> NoticePlan:
    """The plan of taking tables that were read already."""
    planner = _Planner(session, today)
    notes: list[str] = []
    for grid in grids:
        read = read_sheet(grid, COLUMNS)
        notes += [problem.text for problem in (*grid.problems, *read.problems)]
        for row in read.rows:
            planner.take(row)
    return NoticePlan(source, tuple(planner.ready), tuple(planner.lines), tuple(notes))


class _Planner:
    """Decides row by row."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today
        self._villages = Villages(session)
        self._choices = offices.chosen(session)
        known = session.execute(select(Notice.office_code, Notice.kind, Notice.title, Notice.year))
        self._known = {tuple(row) for row in known}
        self.ready: list[ReadyNotice] = []
        self.lines: list[PlanLine] = []

    def take(self, row: SheetRow) -> None:
        """Decide on a row."""
        texts = {key: "" if value is None else str(value).strip() for key, value in row.values.items()}
        code, doubt = self._villages.found(texts.get("village", ""), texts.get("township", ""))
        draft, wrong = self._draft(code, row, texts)
        name = draft.title or texts.get("village", "") or _(_NAMELESS)
        ready = _figures(draft, row, texts)
        problems = [*row.problems, *wrong, *_step_problems(ready, self._today)]
        problems += rules.problems(draft) if code else []
        grave = [problem.text for problem in problems if not problem.warning]
        key = (code, str(draft.kind), draft.title, draft.year)
        if grave or not code:
            self._refuse(row, name, "".join((*([] if code else [doubt]), *grave)))
        elif key in self._known:
            self.lines.append(PlanLine(Fate.UNCHANGED, row.number, name, _(_KNOWN)))
        else:
            self._known.add(key)
            self.ready.append(ready)
            warnings = tuple(filter(None, (doubt, *(problem.text for problem in problems))))
            self.lines.append(PlanLine(Fate.TAKEN, row.number, name, warnings=warnings))

    def _refuse(self, row: SheetRow, name: str, reason: str) -> None:
        self.lines.append(PlanLine(Fate.REFUSED, row.number, name, reason))

    def _draft(self, code: str, row: SheetRow, texts: Mapping[str, str]) -> tuple[NoticeDraft, list[Problem]]:
        """The notice of a row, with the template's words where it has none of its own, and what is wrong with it."""
        kind = _KINDS.get(texts.get("kind", ""), NoticeKind.FREE)
        year, wrong = _year(row, texts, self._today)
        days, unit = int(self._choices[period_key(kind)]), TEMPLATES[kind].unit
        if said := texts.get("period", ""):
            read = _period(said)
            wrong += [] if read else [Problem("period", _WRONG_PERIOD, {"text": said})]
            days, unit = read or (days, unit)
        own: dict[str, Any] = {field: texts.get(field, "") for field in _TEXTS}
        planned = row.values.get("planned_on")
        draft = NoticeDraft(
            code, kind, **own, year=year, period_days=days, period_unit=unit,
            planned_on=planned if isinstance(planned, date) else None,
        )  # fmt: skip
        if draft.title or not code:
            return draft, wrong
        return self._begun(draft, texts), wrong

    def _begun(self, draft: NoticeDraft, texts: Mapping[str, str]) -> NoticeDraft:
        """A notice without a title in the words of its template; what hung already keeps the text it had."""
        values = {"year": draft.year, "programme": draft.programme, "households": texts.get("households", "")}
        begun = notices.begun(
            self._session, draft.kind, draft.office_code, values | {"total": texts.get("amount", "")}, self._today
        )
        titled = replace(draft, title=begun.title, title_mn=draft.title_mn or begun.title_mn)
        if draft.body or texts.get("posted_on"):
            return titled
        return replace(titled, body=begun.body, body_mn=draft.body_mn or begun.body_mn)


def _year(row: SheetRow, texts: Mapping[str, str], today: date) -> tuple[int, list[Problem]]:
    """The year a notice belongs to: as written, else that of its posting, else this one."""
    posted, said = row.values.get("posted_on"), texts.get("year", "")
    if found := _YEAR.match(said):
        return int(found[0]), []
    wrong = [Problem("year", _WRONG_YEAR, {"text": said})] if said else []
    return (posted if isinstance(posted, date) else today).year, wrong


def _period(text: str) -> tuple[int, Unit] | None:
    """The days and the unit of a period as people write it; nothing if it is none."""
    tight = re.sub(r"\s", "", text)
    if tight in ("长期", _(_LONG), "0"):
        return 0, Unit.DAY
    found = _PERIOD.fullmatch(tight)
    if found:
        return int(found[1]), Unit.WORKDAY if found[2] == "工作日" else Unit.DAY
    return (int(tight), Unit.DAY) if tight.isdigit() and len(tight) < 5 else None


def _figures(draft: NoticeDraft, row: SheetRow, texts: Mapping[str, str]) -> ReadyNotice:
    values: dict[str, Any] = {
        step: value if isinstance(value := row.values.get(step), date) else None for step in _STEPS
    }
    values |= {name: texts.get(name, "") for name in _HANDS}
    households, amount = row.values.get("households"), row.values.get("amount")
    return ReadyNotice(
        draft,
        int(households) if isinstance(households, int | Decimal) else None,
        int((Decimal(amount) * 100).to_integral_value()) if isinstance(amount, int | Decimal) else None,
        retention=str(_RETENTIONS.get(texts.get("retention", ""), "")),
        **values,
    )


def _step_problems(ready: ReadyNotice, today: date) -> Iterator[Problem]:
    """What is wrong with the days: each comes after the one before, none is left out, none is to come."""
    if (ready.households or 0) < 0 or (ready.amount_fen or 0) < 0:
        yield Problem("amount", _NEGATIVE)
    before: tuple[str, date | None] | None = None
    for step in _STEPS:
        day: date | None = getattr(ready, step)
        name = _(_HEADINGS[step])
        if day and day > today:
            yield Problem(step, _FUTURE, {"name": name, "day": day.isoformat()})
        if day and before and before[1] is None:
            yield Problem(step, _WITHOUT, {"later": name, "earlier": before[0]})
        elif day and before and before[1] and day < before[1]:
            yield Problem(step, _OUT_OF_TURN, {"later": name, "day": day.isoformat(), "earlier": before[0]})
        before = name, day


def accept(session: Session, plan: NoticePlan, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out exactly the plan in one operation; returns how many notices were taken.

    `tell(done, total)` reports progress and may raise Cancelled, after which nothing is kept.
    """
    if not plan.ready:
        known = plan.lines and all(line.fate is Fate.UNCHANGED for line in plan.lines)
        raise UserError(_ALL_KNOWN, {"n": len(plan.lines)}) if known else UserError(_EMPTY)
    calendar = calendars.calendar(session)
    for done, ready in enumerate(plan.ready):
        tell(done, len(plan.ready))
        notice = notices.notice_of(session, notices.draft(session, ready.draft))
        notice.households, notice.amount_fen = ready.households, ready.amount_fen
        if ready.posted_on:
            notice.status, notice.posted_on, notice.posted_by = NoticeStatus.POSTED, ready.posted_on, ready.posted_by
            dues.hang(notice, calendar)
        if ready.taken_down_on:
            notice.status, notice.taken_down_on = NoticeStatus.TAKEN_DOWN, ready.taken_down_on
            notice.taken_down_by = ready.taken_down_by
        if ready.filed_on:
            session.flush()
            notices.file(session, [notice.uuid], ready.filed_by or _(_UNNAMED), ready.filed_on, ready.retention)
    tell(len(plan.ready), len(plan.ready))
    return len(plan.ready)


def table_from(path: Path, kind: NoticeKind = NoticeKind.FREE) -> RollTable:
    """The table of a notice from a spreadsheet: its first row are the headings; UserError if it cannot be read.

    Of columns that the kind's template has, the Mongolian headings and what adds up are taken from there; of others
    those that hold nothing but numbers are numbers.
    """
    grids = [grid for grid in read_tables(path) if any(any(row) for row in grid.rows)]
    if not grids:
        raise UserError(_NO_TABLE, {"file": path.name})
    headings, *rows = [tuple(cell.strip() for cell in row) for row in grids[0].rows if any(row)]
    known = {column.heading: column for column in TEMPLATES[kind].columns}
    filled = [[row[n] for row in rows if n < len(row) and row[n]] for n in range(len(headings))]
    numbers = [bool(cells) and all(rules.number_of(cell) is not None for cell in cells) for cells in filled]
    with speaking("mn_Mong"):
        headings_mn = tuple(_(heading) if heading in known else "" for heading in headings)
    return RollTable(
        headings,
        headings_mn,
        tuple(known[h].number if h in known else number for h, number in zip(headings, numbers, strict=True)),
        tuple(h in known and known[h].summed for h in headings),
        tuple((*row, *[""] * (len(headings) - len(row)))[: len(headings)] for row in rows),
    )


def export(session: Session, wanted: NoticeFilter, today: date, path: Path) -> int:
    """Write the filtered notices as xlsx or CSV, by the name's ending; returns how many. Texts pass the gate.

    What a spreadsheet would run as a formula is made harmless.
    """
    check_name(path)
    rows = notice_lists.listed(session, wanted, today)
    sheet = SheetOut(_(TITLE), EXPORTED, _cells(session, rows))
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return len(rows)


def _cells(session: Session, rows: Sequence[NoticeRow]) -> Iterator[Mapping[str, Cell]]:
    masked, villages = gate(session), Villages(session)
    for row in rows:
        notice = notices.notice_of(session, row.uuid)
        yield _exported(row, notice, masked, villages)
        session.expunge(notice)


def _exported(row: NoticeRow, notice: Notice, masked: Gate, villages: Villages) -> dict[str, Cell]:
    texts = (*_TEXTS, *_HANDS)
    plain = ("number", "code", "archive_number", "last_on", "households", "year", "planned_on", *_STEPS)
    cells: dict[str, Cell] = {name: masked(getattr(notice, name)) for name in texts}
    cells |= {name: getattr(notice, name) for name in plain}
    days, fen = notice.period_days, notice.amount_fen
    return cells | {
        "village": masked(villages.name(notice.office_code)),
        "kind": TEMPLATES[row.kind].name,
        "amount": None if fen is None else Decimal(fen) / 100,
        "period": _(_LENGTHS[Unit(notice.period_unit)]).format(n=days) if days > 0 else _(_LONG),
        "retention": RETENTION_NAMES[Retention(notice.retention)] if notice.retention else "",
        "state": STATE_NAMES[row.state],
    }
