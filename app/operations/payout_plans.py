"""The plan of taking a pay-out list: every row with its village, its fate and its reasons, before it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.exchange.spreadsheets import SheetRead, SheetRow, begin_sheet
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.models.notice import Notice
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.operations.payout_reading import COLUMNS, Defaults, RowReader
from app.operations.plans import Fate, PlanLine, uncollected
from app.operations.village_names import Villages
from app.rules import payouts as rules
from app.rules.notices import NoticeStatus
from app.rules.payouts import PayoutRow, yuan

__all__ = [
    "COLUMNS",
    "Defaults",
    "PayoutPlan",
    "RollKey",
    "RollTotal",
    "plan_file",
    "plan_grids",
    "plan_pasted",
]
_NAMELESS = N_("（无名称）")
_TWICE = N_("与第{row}行是同一人、同一项、同样金额，重复了。")
_AGAIN = N_("同一身份证号在第{row}行已出现，请核对是否重复发放。")
_SAME_NAME = N_("同一嘎查村里第{row}行有同名的人，请核对。")
_ELSEWHERE = N_("同一身份证号在“{village}”的名册里已有，请核对是否重复发放。")
_KNOWN = N_("名册里已有这一行")
_FOREIGN = N_("这个嘎查村的这批名册由下级单位报送，只有该单位能修改。请由该单位导入，或者另写批次。")
_POSTED = N_("这个嘎查村的这批名册已经做成公示并审核过。请先退回或更正公示，或者另写批次。")
_SUM = N_("合计")
_TOTAL = N_("合计行，不导入")
_REMARK = N_("说明文字，不是名册的行，不导入")
_WRONG_TOTAL = N_("这一行的合计是{said}元，以上各行相加是{sum}元，相差{off}元，请核对。")
_FRACTION = N_("金额“{text}”的小数超过两位，请核对。")
_IN_VILLAGE = N_("“{sheet}”没有写明嘎查村的行，按表名或标题登记在“{village}”。")
_IN_UNIT = N_("“{heading}”不是以元为单位，各行金额已换算成元。")
_WANTED = ("village", "programme", "year", "id_number", "name", "amount")
_TOTAL_IN = ("village", "township", "place", "name", "id_number", "programme")
TELL_EVERY = 2_000

Person = str | tuple[str, str]
"""A person by number; without one by village and name."""
Payment = tuple[Person, str, str, int | None]
"""A person, an item, a quantity, an amount: what is paid once."""
_PAYMENT = (Payout.name, Payout.item, Payout.quantity, Payout.amount_fen)

Tell = Callable[[int, int], None]


class RollKey(NamedTuple):
    """Which roll a row belongs to."""

    office_code: str
    programme: str
    year: int
    batch: str


@dataclass(frozen=True, slots=True)
class RollTotal:
    """What will be taken into one roll, and what the list itself says of it (小计), where it says so; in fen."""

    key: RollKey
    village: str
    rows: int
    total_fen: int
    said_fen: int | None

    @property
    def off_fen(self) -> int:
        """By how much the list's own sum is more than what will be taken: rows refused, known, or added up wrong."""
        return 0 if self.said_fen is None else self.said_fen - self.total_fen


@dataclass(frozen=True)
class PayoutPlan:
    """What an import would do; `rolls` holds exactly the rows whose fate is "taken", by their roll.

    `said` are the sums the list gives of a roll, in fen; `villages` the names of the villages by code.
    """

    source: str
    rolls: Mapping[RollKey, Sequence[PayoutRow]]
    programme_mn: str
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]
    said: Mapping[RollKey, int]
    villages: Mapping[str, str]

    @property
    def rows(self) -> int:
        """How many rows will be taken."""
        return sum(len(rows) for rows in self.rolls.values())

    @property
    def total_fen(self) -> int:
        """What they come to, in fen."""
        return sum(each.total_fen for each in self.totals)

    @property
    def totals(self) -> tuple[RollTotal, ...]:
        """What comes into each roll, by village and programme."""
        return tuple(
            RollTotal(
                key, self.villages[key.office_code], len(rows), sum(r.amount_fen or 0 for r in rows), self.said.get(key)
            )
            for key, rows in sorted(self.rolls.items())
        )


def plan_file(session: Session, path: Path, defaults: Defaults, today: date, tell: Tell | None = None) -> PayoutPlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name, defaults, today, tell)


def plan_pasted(session: Session, text: str, defaults: Defaults, today: date) -> PayoutPlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", defaults, today)


@uncollected()
def plan_grids(
    session: Session, grids: Sequence[Grid], source: str, defaults: Defaults, today: date, tell: Tell | None = None
) -> PayoutPlan:
    """The plan of taking tables that were read already; `tell(done, total)` may raise to stop."""
    planner = _Planner(session, defaults, today)
    notes: list[str] = []
    total = sum(len(grid.rows) for grid in grids)
    for grid in grids:
        read, rows = begin_sheet(grid, COLUMNS)
        begun = planner.begin_sheet(grid, read, grid.name if len(grids) > 1 else "")
        missing = [each.text for each in read.problems if not each.field or _tells(each.field, planner.sheet_says)]
        notes += [*(problem.text for problem in grid.problems), *missing, *begun]
        for row in rows:
            planner.take(row)
            if tell and len(planner.lines) % TELL_EVERY == 0:
                tell(len(planner.lines), total)
    villages = {key.office_code: planner.villages.name(key.office_code) for key in planner.rolls}
    lines = tuple(planner.lines)
    return PayoutPlan(source, planner.rolls, defaults.programme_mn, lines, tuple(notes), planner.said, villages)


def _tells(column: str, known: Mapping[str, object]) -> bool:
    """Whether a missing column needs a word: not if the whole list has one value for it, or many lists lack it."""
    return column in _WANTED and not known.get(column)


class _Planner:
    """Goes through the rows of a list in their order."""

    def __init__(self, session: Session, defaults: Defaults, today: date) -> None:
        self._session, self._defaults, self._today = session, defaults, today
        self.villages = Villages(session)
        self._known: dict[tuple[str, int, str], _Known] = {}
        self.lines: list[PlanLine] = []
        self.rolls: dict[RollKey, list[PayoutRow]] = {}
        self.said: dict[RollKey, int] = {}

    def begin_sheet(self, grid: Grid, read: SheetRead, label: str) -> list[str]:
        """Sums begin anew; units and village are looked for in headings, title and name. What there is to say of it.

        `label` goes before the names of its rows, where a file has several sheets.
        """
        self._label = f"{label} / " if label else ""
        self._sums = _Sums()
        self._reader = RowReader.of(read, self._defaults)
        self._village = self._defaults.office_code
        notes = []
        if not self._village:
            self._village = self.villages.in_title(grid.name, grid.heading, *read.above)
            if self._village and "village" not in read.headings:
                notes.append(_(_IN_VILLAGE).format(sheet=grid.name, village=self.villages.name(self._village)))
        if not self._reader.in_yuan:
            notes.append(_(_IN_UNIT).format(heading=read.headings.get("amount", "")))
        given = self._defaults
        self.sheet_says = {"programme": given.programme, "year": given.year, "village": self._village}
        return notes

    def take(self, row: SheetRow) -> None:
        """Decide on one row."""
        values: Mapping[str, Any] = row.values
        if rules.is_total(row.first, *map(values.get, _TOTAL_IN)):
            self.lines.append(self._total(row))
            return
        if _is_remark(row):
            self.lines.append(PlanLine(Fate.UNCHANGED, row.number, self._label + row.first, _(_REMARK)))
            return
        read = self._reader.row(values)
        code, word = self.villages.found(read.village or self._village, read.township)
        key = RollKey(code, read.programme, read.year or 0, read.batch)
        self._sums.add(key, read.amount_fen or 0)
        warnings = [word] if word and code else []
        reasons = [] if code else [word]
        unread = {problem.field for problem in row.problems if not problem.warning} if row.problems else ()
        for problem in row.problems:
            (warnings if problem.warning else reasons).append(problem.text)
        for problem in rules.problems(read, self._today):
            if problem.field not in unread:
                (warnings if problem.warning else reasons).append(problem.text)
        if not self._reader.is_whole(values.get("amount")):
            reasons.append(_(_FRACTION).format(text=values["amount"]))
        self.lines.append(self._decided(row.number, read, key, reasons, warnings))

    def _decided(self, number: int, read: PayoutRow, key: RollKey, reasons: list[str], warnings: list[str]) -> PlanLine:
        name = self._label + (read.name or _(_NAMELESS))
        if reasons:
            return PlanLine(Fate.REFUSED, number, name, "".join(reasons), tuple(warnings))
        known = self._of(key)
        person: Person = read.id_number or (key.office_code, read.name)
        payment = (person, read.item, read.quantity, read.amount_fen)
        if known.has(key.office_code, payment):
            return PlanLine(Fate.UNCHANGED, number, name, _(_KNOWN))
        if key.office_code in known.closed:
            return PlanLine(Fate.REFUSED, number, name, _(_POSTED))
        if key.office_code in known.foreign:
            return PlanLine(Fate.REFUSED, number, name, _(_FOREIGN))
        if read.id_number and (row := known.payments.get(payment)):
            return PlanLine(Fate.REFUSED, number, name, _(_TWICE).format(row=row))
        if row := known.rows.get(person):
            warnings.append(_(_AGAIN if read.id_number else _SAME_NAME).format(row=row))
        if elsewhere := known.people.get(read.id_number):
            warnings.append(_(_ELSEWHERE).format(village=self.villages.name(elsewhere)))
        known.rows.setdefault(person, number)
        known.payments.setdefault(payment, number)
        self.rolls.setdefault(key, []).append(read)
        return PlanLine(Fate.TAKEN, number, name, warnings=tuple(warnings))

    def _total(self, row: SheetRow) -> PlanLine:
        values: Mapping[str, Any] = row.values
        said, warnings = self._reader.fen_of(values.get("amount")), []
        key = self._sums.only
        if said is not None:
            added = self._sums.nearest(said)
            if added != said:
                words = {"said": yuan(said), "sum": yuan(added), "off": yuan(abs(said - added))}
                warnings.append(_(_WRONG_TOTAL).format(**words))
            if key is not None:
                self.said.setdefault(key, said)
        self._sums.close()
        return PlanLine(Fate.UNCHANGED, row.number, self._label + _(_SUM), _(_TOTAL), tuple(warnings))

    def _of(self, key: RollKey) -> "_Known":
        programme = key[1:]
        if programme not in self._known:
            self._known[programme] = _Known(self._session, key)
        return self._known[programme]


class _Sums:
    """What the rows of a sheet come to since each sum (小计) above, in fen."""

    def __init__(self) -> None:
        self._parts: list[int] = []
        self._part = 0
        self._keys: set[RollKey] = set()

    def add(self, key: RollKey, fen: int) -> None:
        """One more row."""
        self._part += fen
        self._keys.add(key)

    @property
    def only(self) -> RollKey | None:
        """The roll all rows since the last sum belong to, if it is one."""
        return next(iter(self._keys)) if len(self._keys) == 1 else None

    def nearest(self, said: int) -> int:
        """What the rows above come to, since whichever sum above comes nearest to what is said."""
        since = accumulate(reversed([*self._parts, self._part] if self._keys else self._parts), initial=0)
        return min(list(since)[1:] or [0], key=lambda each: abs(each - said))

    def close(self) -> None:
        """A sum was drawn."""
        if self._keys:
            self._parts.append(self._part)
        self._part, self._keys = 0, set()


class _Known:
    """The rows of a programme already in the rolls or in earlier rows of the list, so that nothing comes in twice."""

    def __init__(self, session: Session, key: RollKey) -> None:
        asked = (
            select(PayoutRoll.office_code, PayoutPrivate.id_number, *_PAYMENT)
            .join(Payout, Payout.roll_uuid == PayoutRoll.uuid)
            .outerjoin(PayoutPrivate, PayoutPrivate.payout_uuid == Payout.uuid)
            .where(*_programme_of(key))
        )
        self.people: dict[str, str] = {}  # in which village a number stands
        self.rows: dict[Person, int] = {}  # in which row of the list somebody came first
        self.payments: dict[Payment, int] = {}
        self._kept: set[tuple[str, Payment]] = set()
        self.closed = set(session.scalars(_closed(key)))  # villages whose notice is no draft any more
        brought = select(PayoutRoll.office_code).where(*_programme_of(key), PayoutRoll.owner_code != "")
        self.foreign = set(session.scalars(brought))  # villages whose roll another office keeps
        for code, id_number, name, item, quantity, amount in session.execute(asked):
            self._kept.add((code, (id_number or (code, name), item, quantity, amount)))
            if id_number:
                self.people[id_number] = code

    def has(self, code: str, payment: Payment) -> bool:
        """Whether this stands in the roll of the village already."""
        return (code, payment) in self._kept


def _programme_of(key: RollKey) -> tuple[ColumnElement[bool], ...]:
    return PayoutRoll.programme == key.programme, PayoutRoll.year == key.year, PayoutRoll.batch == key.batch


def _closed(key: RollKey) -> Select[str]:
    on_notice = PayoutRoll.notice_uuid == Notice.uuid
    asked = select(PayoutRoll.office_code).join(Notice, on_notice).where(*_programme_of(key))
    return asked.where(Notice.status != NoticeStatus.DRAFT)


def _is_remark(row: SheetRow) -> bool:
    """Whether a row holds one text only, that of no column or merged across several: a title, who signed (填表人)."""
    if row.values.get("amount") is not None:
        return False
    filled = [value for value in row.values.values() if value]
    if len(filled) > 1:
        return len(set(filled)) == 1 and bool(row.problems)
    return not row.values.get("name")
