"""The plan of taking a pay-out list: every row with its village, its fate and its reasons, before it is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.exchange.spreadsheets import Column, Kind, SheetRow, read_sheet
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_, _
from app.models.notice import Notice
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.operations.plans import Fate, PlanLine
from app.operations.village_names import Villages
from app.rules import payouts as rules
from app.rules.notices import NoticeStatus
from app.rules.payouts import PayoutRow, yuan

COLUMNS = (
    Column("village", N_("嘎查村"), 20, also=("村", "村名", "嘎查", "行政村", "村委会", "嘎查村名称")),
    Column("township", N_("苏木乡镇"), 16, also=("乡镇", "苏木镇", "乡镇名称", "苏木")),
    Column("place", N_("村民小组"), 12, also=("组", "小组", "自然村")),
    Column("name", N_("户主姓名"), 12, required=True, also=("姓名", "户主", "农户姓名", "补贴对象", "领取人")),
    Column("id_number", N_("身份证号"), 22, also=("身份证号码", "证件号码", "公民身份号码", "居民身份证号")),
    Column("members", N_("人口"), 8, also=("家庭人口", "人口数", "保障人口")),
    Column("programme", N_("补贴项目"), 24, also=("项目", "项目名称", "补贴名称", "补贴种类")),
    Column("year", N_("年份"), 8, also=("年度", "补贴年度")),
    Column("batch", N_("批次"), 10, also=("发放批次",)),
    Column("item", N_("补贴品种"), 14, also=("品种", "类别", "作物", "畜种")),
    Column("quantity", N_("数量"), 10, also=("面积", "补贴面积", "头数", "补贴数量", "实际面积")),
    Column("unit", N_("单位"), 8, also=("计量单位",)),
    Column("standard", N_("标准"), 10, also=("补贴标准", "单价")),
    Column(
        "amount", N_("金额（元）"), 14, Kind.NUMBER, required=True, also=("金额", "补贴金额", "发放金额", "实发金额")
    ),
    Column("paid_on", N_("发放日期"), 12, Kind.DATE, also=("发放时间", "打款日期", "支付日期")),
    Column("bank_card", N_("银行卡号"), 24, also=("银行账号", "一卡通账号", "账号", "卡号", "社保卡号")),
    Column("phone", N_("联系电话"), 14, also=("手机号", "手机号码", "电话", "手机")),
    Column("address", N_("家庭住址"), 24, also=("住址", "地址")),
    Column("health", N_("健康状况"), 12, also=("残疾等级", "致贫原因", "病种")),
)
_NAMELESS = N_("（无名称）")
_TWICE = N_("与第{row}行是同一人、同一项、同样金额，重复了。")
_AGAIN = N_("同一身份证号在第{row}行已出现，请核对是否重复发放。")
_SAME_NAME = N_("同一嘎查村里第{row}行有同名的人，请核对。")
_ELSEWHERE = N_("同一身份证号在“{village}”的名册里已有，请核对是否重复发放。")
_KNOWN = N_("名册里已有这一行")
_POSTED = N_("这个嘎查村的这批名册已经做成公示并审核过。请先退回或更正公示，或者另写批次。")
_SUM = N_("合计")
_TOTAL = N_("合计行，不导入")
_WRONG_TOTAL = N_("这一行的合计是{said}元，以上各行相加是{sum}元，相差{off}元，请核对。")
_FRACTION = N_("金额“{text}”的小数超过两位，请核对。")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANKS = re.compile(r"[\s-]")
_TEXTS = ("place", "item", "unit", "bank_card", "phone", "address", "health", "township", "batch", "programme")
_RARE = frozenset({"township", "place", "batch", "item", "unit", "bank_card", "phone", "address", "health", "members"})
TELL_EVERY = 2_000

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that do not say it themselves; `office_code` where a whole list is of one village."""

    programme: str = ""
    programme_mn: str = ""
    year: int | None = None
    batch: str = ""
    paid_on: date | None = None
    unit: str = ""
    office_code: str = ""


class RollKey(NamedTuple):
    """Which roll a row belongs to."""

    office_code: str
    programme: str
    year: int
    batch: str

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """The conditions under which a roll is this one."""
        return (
            PayoutRoll.year == self.year,
            PayoutRoll.office_code == self.office_code,
            PayoutRoll.programme == self.programme,
            PayoutRoll.batch == self.batch,
        )


@dataclass(frozen=True)
class PayoutPlan:
    """What an import would do; `rolls` holds exactly the rows whose fate is "taken", by their roll."""

    source: str
    rolls: Mapping[RollKey, Sequence[PayoutRow]]
    programme_mn: str
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows will be taken."""
        return sum(len(rows) for rows in self.rolls.values())

    @property
    def total_fen(self) -> int:
        """What they come to, in fen."""
        return sum(row.amount_fen or 0 for rows in self.rolls.values() for row in rows)


def plan_file(session: Session, path: Path, defaults: Defaults, today: date, tell: Tell | None = None) -> PayoutPlan:
    """The plan of taking a spreadsheet; UserError if it cannot be read."""
    return plan_grids(session, read_tables(path), path.name, defaults, today, tell)


def plan_pasted(session: Session, text: str, defaults: Defaults, today: date) -> PayoutPlan:
    """The plan of taking rows that were copied from a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", defaults, today)


def plan_grids(
    session: Session, grids: Sequence[Grid], source: str, defaults: Defaults, today: date, tell: Tell | None = None
) -> PayoutPlan:
    """The plan of taking tables that were read already."""
    planner = _Planner(session, defaults, today)
    notes: list[str] = []
    total = sum(len(grid.rows) for grid in grids)
    for grid in grids:
        read = read_sheet(grid, COLUMNS)
        notes += [problem.text for problem in (*grid.problems, *read.problems) if _tells(problem.field, defaults)]
        planner.begin_sheet()
        for row in read.rows:
            planner.take(row)
            if tell and len(planner.lines) % TELL_EVERY == 0:
                tell(len(planner.lines), total)
    return PayoutPlan(source, planner.rolls, defaults.programme_mn, tuple(planner.lines), tuple(notes))


def _tells(column: str, defaults: Defaults) -> bool:
    """Whether a missing column needs a word: not if the whole list has one value for it, or few lists have it."""
    given = {"programme": defaults.programme, "year": defaults.year, "village": defaults.office_code}
    return not given.get(column) and column not in _RARE


class _Planner:
    """Goes through the rows of a list in their order."""

    def __init__(self, session: Session, defaults: Defaults, today: date) -> None:
        self._session, self._defaults, self._today = session, defaults, today
        self._villages = Villages(session)
        self._known: dict[tuple[str, int, str], _Known] = {}
        self._closed: dict[RollKey, bool] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        self.lines: list[PlanLine] = []
        self.rolls: dict[RollKey, list[PayoutRow]] = {}

    def begin_sheet(self) -> None:
        """Sums begin anew."""
        self._sum = self._part = 0

    def take(self, row: SheetRow) -> None:
        """Decide on one row."""
        values = row.values
        if rules.is_total(*(str(values.get(key) or "") for key in ("village", "township", "name", "place"))):
            self.lines.append(self._total(row))
            return
        read = _read(values, self._defaults)
        self._sum += read.amount_fen or 0
        self._part += read.amount_fen or 0
        code, word = self._villages.found(read.village or self._defaults.office_code, read.township)
        reasons, warnings = ([], [word] if word else []) if code else ([word], [])
        unread = {problem.field for problem in row.problems if not problem.warning}
        for problem in (*row.problems, *rules.problems(read, self._today)):
            if problem in row.problems or problem.field not in unread:
                (warnings if problem.warning else reasons).append(problem.text)
        if fraction := _fraction(values.get("amount")):
            reasons.append(fraction)
        self.lines.append(self._decided(row.number, read, code, reasons, warnings))

    def _decided(self, number: int, read: PayoutRow, code: str, reasons: list[str], warnings: list[str]) -> PlanLine:
        name = read.name or _(_NAMELESS)
        if reasons:
            return PlanLine(Fate.REFUSED, number, name, "".join(reasons), tuple(warnings))
        key = RollKey(code, read.programme, read.year or 0, read.batch)
        known = self._of(key)
        if known.has(code, read):
            return PlanLine(Fate.UNCHANGED, number, name, _(_KNOWN))
        if self._is_closed(key):
            return PlanLine(Fate.REFUSED, number, name, _(_POSTED))
        if reason := self._twice(key, read, number, warnings):
            return PlanLine(Fate.REFUSED, number, name, reason)
        if read.id_number and (elsewhere := known.people.get(read.id_number)):
            warnings.append(_(_ELSEWHERE).format(village=self._villages.name(elsewhere)))
        self.rolls.setdefault(key, []).append(read)
        return PlanLine(Fate.TAKEN, number, name, warnings=tuple(warnings))

    def _twice(self, key: RollKey, read: PayoutRow, number: int, warnings: list[str]) -> str:
        """Why a row is the same as an earlier one; a person who only comes again is a warning."""
        person = (*key[1:], read.id_number or (key.office_code, read.name))
        whole = (*person, read.item, read.quantity, read.amount_fen)
        if read.id_number and whole in self._seen:
            return _(_TWICE).format(row=self._seen[whole])
        if person in self._seen:
            message = _(_AGAIN) if read.id_number else _(_SAME_NAME)
            warnings.append(message.format(row=self._seen[person]))
        self._seen.setdefault(person, number)
        self._seen.setdefault(whole, number)
        return ""

    def _total(self, row: SheetRow) -> PlanLine:
        said, warnings = row.values.get("amount"), []
        if isinstance(said, int | Decimal):
            fen = int((Decimal(said) * 100).to_integral_value())
            if fen not in (self._part, self._sum):
                words = {"said": yuan(fen), "sum": yuan(self._sum), "off": yuan(abs(fen - self._sum))}
                warnings.append(_(_WRONG_TOTAL).format(**words))
        self._part = 0
        return PlanLine(Fate.UNCHANGED, row.number, _(_SUM), _(_TOTAL), tuple(warnings))

    def _of(self, key: RollKey) -> "_Known":
        programme = key[1:]
        if programme not in self._known:
            self._known[programme] = _Known(self._session, key)
        return self._known[programme]

    def _is_closed(self, key: RollKey) -> bool:
        """Whether the roll already stands on a notice that is no draft any more."""
        if key not in self._closed:
            on_notice = PayoutRoll.notice_uuid == Notice.uuid
            status = self._session.scalar(select(Notice.status).join(PayoutRoll, on_notice).where(*key.conditions))
            self._closed[key] = status is not None and status != NoticeStatus.DRAFT
        return self._closed[key]


class _Known:
    """The rows of a programme already in the rolls, so that the same list twice brings nothing twice."""

    def __init__(self, session: Session, key: RollKey) -> None:
        columns = (PayoutRoll.office_code, PayoutPrivate.id_number, Payout.name, Payout.item, Payout.quantity)
        asked = (
            select(*columns, Payout.amount_fen)
            .join(Payout, Payout.roll_uuid == PayoutRoll.uuid)
            .outerjoin(PayoutPrivate, PayoutPrivate.payout_uuid == Payout.uuid)
            .where(PayoutRoll.programme == key.programme, PayoutRoll.year == key.year, PayoutRoll.batch == key.batch)
        )
        self.people: dict[str, str] = {}
        self._rows: set[tuple[object, ...]] = set()
        for code, id_number, name, item, quantity, amount in session.execute(asked):
            self._rows.add((code, id_number or name, item, quantity, amount))
            if id_number:
                self.people[id_number] = code

    def has(self, code: str, row: PayoutRow) -> bool:
        """Whether this row stands in a roll already."""
        return (code, row.id_number or row.name, row.item, row.quantity, row.amount_fen) in self._rows


def _read(values: Mapping[str, Any], defaults: Defaults) -> PayoutRow:
    """A row with its texts trimmed, its money in fen, and what the whole list has in common."""
    texts = {key: str(values.get(key) or "").strip() for key in _TEXTS}
    amount = values.get("amount")
    year = _YEAR.search(str(values.get("year") or ""))
    row = PayoutRow(
        village=str(values.get("village") or "").strip(),
        name="".join(str(values.get("name") or "").split()),
        members=_whole(str(values.get("members") or "")),
        quantity=_plain(str(values.get("quantity") or "")),
        standard=_plain(str(values.get("standard") or "")),
        year=int(year[0]) if year else defaults.year,
        amount_fen=int(Decimal(amount) * 100) if isinstance(amount, int | Decimal) else None,
        paid_on=values.get("paid_on") or defaults.paid_on,
        id_number=_BLANKS.sub("", str(values.get("id_number") or "")).upper(),
        **texts,
    )
    row.programme = row.programme or defaults.programme
    row.batch, row.unit = row.batch or defaults.batch, row.unit or defaults.unit
    return row


def _fraction(amount: object) -> str:
    """Why an amount of more than two decimals is not taken."""
    if isinstance(amount, Decimal) and amount * 100 != int(amount * 100):
        return _(_FRACTION).format(text=amount)
    return ""


def _whole(text: str) -> int | None:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else None


def _plain(text: str) -> str:
    """A quantity as it is kept: thousands run together; words stay words."""
    return text.strip().replace(",", "").replace("，", "")
