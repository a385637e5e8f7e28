"""Villages as a spreadsheet: template, import with its plan, export with the same columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.spreadsheets import Cell, Column, SheetOut, SheetRow, read_sheet, write_csv, write_xlsx
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.models.office import Office
from app.operations import offices, villages
from app.operations.gate import check_name, gate
from app.operations.plans import Fate, PlanLine
from app.operations.villages import PlaceRow
from app.rules import villages as rules
from app.rules.offices import CODE_LENGTHS, Level, OfficeDraft, parent_code
from app.rules.payouts import is_total
from app.rules.problems import Problem

IMPORT = N_("导入 {n} 个嘎查村和苏木乡镇")
TITLE = N_("嘎查村名录")

COLUMNS = (
    Column(
        "code",
        N_("行政区划代码"),
        16,
        note=N_("苏木乡镇9位，嘎查村12位。"),
        also=("代码", "区划代码", "村代码", "统计用区划代码", "嘎查村代码", "行政区划编码", "编码"),
    ),
    Column(
        "name",
        N_("名称"),
        24,
        also=("嘎查村", "嘎查村名称", "村名", "嘎查", "行政村", "村", "村委会", "村名称", "单位名称"),
    ),
    Column("name_mn", N_("蒙古文名称"), 24, also=("蒙文名称", "蒙文", "蒙古文", "蒙语名称")),
    Column(
        "township",
        N_("苏木乡镇"),
        20,
        note=N_("嘎查村所属的苏木乡镇；苏木乡镇本身这一列留空。"),
        also=("乡镇", "苏木", "苏木镇", "乡镇名称", "所属苏木乡镇", "所属乡镇", "苏木乡镇名称", "街道"),
    ),
    Column("phone", N_("监督举报电话"), 18, also=("监督电话", "举报电话", "电话", "联系电话")),
    Column("committee", N_("监督机构"), 26, also=("村务监督委员会", "监督委员会", "监督单位")),
    Column("committee_mn", N_("监督机构蒙古文名称"), 26),
    Column("address", N_("地址"), 28, also=("办公地址", "村委会地址", "详细地址")),
    Column(
        "boards",
        N_("公示栏"),
        30,
        note=N_("可填多块，用“；”隔开。"),
        also=("公示栏位置", "村务公开栏", "公开栏", "公示栏地点"),
    ),
)
_TEXTS = ("name", "name_mn", "phone", "committee", "committee_mn", "address")
_HEADINGS = {column.key: column.heading for column in COLUMNS}
_EMPTY = N_("没有读到可以导入的行，名录没有改动。请看各行的原因，改正原表后再导入。")
_ALL_KNOWN = N_("表中的 {n} 行名录里都已经有了，名录没有改动。")
_NAMELESS = N_("（无名称）")
_TOTAL = N_("合计行，不导入")
_LOST = N_(
    "代码“{code}”后几位丢失了（表格把它当成了数字），而且没有叫“{name}”的嘎查村。请把这一列改成文本，重新填写代码。"
)
_LOST_FOUND = N_("代码“{code}”读不出来，按名称找到“{name}”（{found}）。")
_NO_CODE = N_("没有写代码。新的嘎查村要填写12位代码，新的苏木乡镇要填写9位代码。")
_LENGTH = N_("代码“{code}”有{n}位。苏木乡镇的代码是9位，嘎查村是12位，请核对。")
_TWICE = N_("与第{row}行是同一个单位，重复了。")
_OTHER_TOWNSHIP = N_("代码前9位是“{name}”的，表里写的是“{text}”，按代码登记。")
_NO_TOWNSHIP = N_("还没有登记代码为“{code}”的苏木乡镇。请在“苏木乡镇”一列写明它的名称，或先登记它。")
_NEW_TOWNSHIP = N_("同时登记苏木乡镇“{name}”（{code}）。")
_RENAMED = N_("原名“{old}”，改为“{new}”。")
_CHANGES = N_("有变化的内容：{fields}")
_FOREIGN = N_("这个单位的资料由它自己报送，只有该单位能修改，没有改动。请该单位改后重新报送。")
_MERGED = N_("“{name}”已经撤并，没有改动。")
_BODY = re.compile(r"(?:村民委员会|嘎查委员会|村委会|人民政府|委员会)$")
_KIND = re.compile(r"(?:嘎查村|嘎查|行政村|村|苏木|乡|镇|街道|社区)$")
_SEPARATORS = str.maketrans({";": "；", "\n": "；"})


@dataclass(frozen=True, slots=True)
class ReadyPlace:
    """An office to be entered or changed, and the names of boards it does not have yet."""

    draft: OfficeDraft
    boards: tuple[str, ...]
    new: bool


@dataclass(frozen=True)
class VillagePlan:
    """What an import would do, row by row; `ready` begins with the townships."""

    source: str
    ready: tuple[ReadyPlace, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]


def write_template(path: Path) -> None:
    """Write an empty sheet to fill in."""
    write_xlsx(path, [SheetOut(_(TITLE), COLUMNS)])


def plan_file(session: Session, path: Path, today: date) -> VillagePlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name)


def plan_pasted(session: Session, text: str, today: date) -> VillagePlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "")


def plan_grids(session: Session, grids: Sequence[Grid], source: str) -> VillagePlan:
    """The plan of taking tables that were read already."""
    planner = _Planner(session)
    lines: list[PlanLine] = []
    notes: list[str] = []
    for grid in grids:
        read = read_sheet(grid, COLUMNS)
        notes += [problem.text for problem in (*grid.problems, *read.problems)]
        planner.begin(read.rows)
        lines += [planner.line(row) for row in read.rows]
    return VillagePlan(source, tuple(planner.ready()), tuple(lines), tuple(notes))


class _Planner:
    """What becomes of each row, with what the file and the rows before it hold."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._own = offices.own_code(session)
        self._places = {row.code: row for row in villages.tree(session)}
        self._foreign = set(session.scalars(select(Office.code).where(Office.owner_code != "")))
        self._boards: dict[str, set[str]] = {}
        for board in villages.boards(session):
            self._boards.setdefault(board.office_code, set()).add(board.name)
        self._seen: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._ready: dict[str, ReadyPlace] = {}

    def begin(self, rows: Sequence[SheetRow]) -> None:
        """Learn which townships the rows name: a township may stand below its villages."""
        for row in rows:
            code, name = rules.read_code(_text(row, "code")), _text(row, "name")
            if len(code) == CODE_LENGTHS[Level.TOWNSHIP] and name:
                self._named[code] = name
            elif len(code) == CODE_LENGTHS[Level.VILLAGE] and _text(row, "township"):
                self._named.setdefault(parent_code(code), _text(row, "township"))

    def ready(self) -> list[ReadyPlace]:
        """What the rows bring, townships first."""
        return sorted(self._ready.values(), key=lambda place: (len(place.draft.code), place.draft.code))

    def line(self, row: SheetRow) -> PlanLine:
        """What becomes of a row."""
        name = _text(row, "name") or _text(row, "township") or _(_NAMELESS)
        if is_total(_text(row, "name"), _text(row, "township"), _text(row, "code")):
            return PlanLine(Fate.REFUSED, row.number, name, _(_TOTAL))
        code, problem, doubts = self._code(row)
        if problem:
            return PlanLine(Fate.REFUSED, row.number, name, problem)
        if code in self._seen:
            return PlanLine(Fate.REFUSED, row.number, name, _(_TWICE).format(row=self._seen[code]))
        self._seen[code] = row.number
        return self._placed(row, code, name, [*doubts, *(each.text for each in row.problems)])

    def _code(self, row: SheetRow) -> tuple[str, str, list[str]]:
        """The code of a row; or why there is none; and what is doubtful about it."""
        written, name = _text(row, "code"), _text(row, "name")
        code = rules.read_code(written)
        if len(code) in (CODE_LENGTHS[Level.TOWNSHIP], CODE_LENGTHS[Level.VILLAGE]) or code in self._places:
            return code, "", []
        if code:
            return "", _(_LENGTH).format(code=code, n=len(code)), []
        found = self._by_name(name, _text(row, "township"))
        if not found:
            return "", _(_LOST).format(code=written, name=name) if written else _(_NO_CODE), []
        doubt = _(_LOST_FOUND).format(code=written, name=self._places[found].name, found=found)
        return found, "", [doubt] if written else []

    def _by_name(self, name: str, township: str) -> str:
        """The code of the one office of this name, of a village in this township; empty if there is none or several."""
        named = [row for row in self._places.values() if row.stands and _plain(row.name) == _plain(name or township)]
        level = Level.VILLAGE if name and _plain(name) != _plain(township) else Level.TOWNSHIP
        found = [row for row in named if row.level is level] or (named if not township else [])
        if level is Level.VILLAGE and township:
            found = [row for row in found if self._lies_in(row, township)]
        return found[0].code if len(found) == 1 else ""

    def _lies_in(self, row: PlaceRow, township: str) -> bool:
        above = self._places.get(row.parent_code)
        return above is None or _plain(above.name) == _plain(township)

    def _placed(self, row: SheetRow, code: str, name: str, doubts: list[str]) -> PlanLine:
        old = self._places.get(code)
        if old and not old.stands:
            return PlanLine(Fate.UNCHANGED, row.number, name, _(_MERGED).format(name=old.name))
        draft = _draft(row, code, old)
        problems = rules.place_problems(draft, self._own)
        if all(problem.warning for problem in problems):
            new = None if old and old.draft == draft else draft
            problems += [] if new is None else self._tree_problems(draft)
        if grave := [problem.text for problem in problems if not problem.warning]:
            return PlanLine(Fate.REFUSED, row.number, name, "".join(grave))
        doubts += [*(problem.text for problem in problems), *self._township_doubts(row, code)]
        fresh = tuple(board for board in _boards(row) if board not in self._boards.get(code, ()))
        if old is None:
            self._ready[code] = ReadyPlace(draft, fresh, True)
            return PlanLine(Fate.TAKEN, row.number, draft.name, warnings=tuple(doubts))
        return self._changed(row, old, draft, fresh, doubts)

    def _changed(
        self, row: SheetRow, old: PlaceRow, draft: OfficeDraft, fresh: tuple[str, ...], doubts: list[str]
    ) -> PlanLine:
        fields = [field for field in _TEXTS if getattr(old.draft, field) != getattr(draft, field)]
        if not fields and not fresh:
            return PlanLine(Fate.UNCHANGED, row.number, old.name, warnings=tuple(doubts))
        if fields and old.code in self._foreign:
            return PlanLine(Fate.REFUSED, row.number, old.name, _(_FOREIGN))
        if "name" in fields:
            doubts.append(_(_RENAMED).format(old=old.name, new=draft.name))
        self._ready[draft.code] = ReadyPlace(draft, fresh, False)
        changed = [*fields, *(["boards"] if fresh else [])]
        reason = _(_CHANGES).format(fields="、".join(_(_HEADINGS[field]) for field in changed))
        return PlanLine(Fate.CHANGED, row.number, draft.name, reason, tuple(doubts))

    def _tree_problems(self, draft: OfficeDraft) -> list[Problem]:
        """What the tree says of an office; its township is entered first if the rows name it."""
        known = villages.place_problems(self._session, draft, draft.code if draft.code in self._places else "")
        found = [problem for problem in known if problem.message != villages.NO_PARENT and not problem.warning]
        parent = parent_code(draft.code)
        for other in self._ready.values():
            twin = (parent_code(other.draft.code), other.draft.name) == (parent, draft.name)
            if twin and other.draft.code != draft.code:
                found.append(Problem("name", villages.SAME_NAME, {"name": draft.name, "code": other.draft.code}))
        if found or draft.code == self._own or parent in self._places or parent in self._ready:
            return found
        if draft.level is not Level.VILLAGE or parent not in self._named:
            return [Problem("township", _NO_TOWNSHIP, {"code": parent})]
        self._ready[parent] = ReadyPlace(OfficeDraft(parent, self._named[parent], Level.TOWNSHIP), (), True)
        return []

    def _township_doubts(self, row: SheetRow, code: str) -> Iterator[str]:
        parent, text = parent_code(code), _text(row, "township")
        known = self._places.get(parent)
        if known and text and len(code) == CODE_LENGTHS[Level.VILLAGE] and _plain(known.name) != _plain(text):
            yield _(_OTHER_TOWNSHIP).format(name=known.name, text=text)
        if parent in self._ready and self._ready[parent].new and parent not in self._seen:
            self._seen.setdefault(f"+{parent}", row.number)
            if self._seen[f"+{parent}"] == row.number:
                yield _(_NEW_TOWNSHIP).format(name=self._ready[parent].draft.name, code=parent)


def _plain(name: str) -> str:
    """A name without blanks, and without what kind of place it is: lists leave that out."""
    whole = "".join(name.split())
    return _KIND.sub("", _BODY.sub("", whole)) or whole


def _text(row: SheetRow, key: str) -> str:
    return str(row.values.get(key) or "").strip()


def _boards(row: SheetRow) -> list[str]:
    names = _text(row, "boards").translate(_SEPARATORS).split("；")
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def _draft(row: SheetRow, code: str, old: PlaceRow | None) -> OfficeDraft:
    """A row as an office; what a row leaves empty stays as it is."""
    level = next((level for level, length in CODE_LENGTHS.items() if length == len(code)), Level.VILLAGE)
    before = old.draft if old else OfficeDraft(code, "", level)
    written: dict[str, Any] = {field: text for field in _TEXTS if (text := _text(row, field))}
    if level is Level.TOWNSHIP and "name" not in written and (name := _text(row, "township")):
        written["name"] = name
    return replace(before, **written)


def accept(session: Session, plan: VillagePlan, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out exactly the plan in one operation; returns how many offices were entered or changed.

    `tell(done, total)` reports progress and may raise Cancelled, after which nothing is kept.
    """
    total = len(plan.ready)
    if not total:
        known = plan.lines and all(line.fate is Fate.UNCHANGED for line in plan.lines)
        raise UserError(_ALL_KNOWN, {"n": len(plan.lines)}) if known else UserError(_EMPTY)
    for done, ready in enumerate(plan.ready):
        tell(done, total)
        if ready.new:
            villages.add(session, ready.draft)
        else:
            villages.edit(session, ready.draft.code, ready.draft)
        for name in ready.boards:
            villages.add_board(session, ready.draft.code, name)
    tell(total, total)
    return total


def export(session: Session, path: Path) -> int:
    """Write the townships and villages that stand as xlsx or CSV, by the name's ending; returns how many.

    What was written can be imported again.
    """
    check_name(path)
    masked = gate(session)
    rows = [masked.row(row) | {"phone": row["phone"]} for row in _cells(session)]  # complaints need that one whole
    sheet = SheetOut(_(TITLE), COLUMNS, rows)
    if path.suffix.lower() == ".csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return len(rows)


def _cells(session: Session) -> Iterator[Mapping[str, Cell]]:
    found = villages.tree(session)
    names = {row.code: row.name for row in found}
    boards: dict[str, list[str]] = {}
    for board in villages.boards(session):
        boards.setdefault(board.office_code, []).append(board.name)
    for row in found:
        if row.stands and row.level in (Level.TOWNSHIP, Level.VILLAGE):
            township = names.get(row.parent_code, "") if row.level is Level.VILLAGE else ""
            own: dict[str, Cell] = {field: getattr(row, field) for field in ("code", *_TEXTS)}
            yield own | {"township": township, "boards": "；".join(boards.get(row.code, ()))}
