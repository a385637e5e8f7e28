"""Pay-outs (惠民惠农惠牧补贴): lists taken into rolls, a notice for each roll, who is not posted yet, who got what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.notice import Notice
from app.models.office import Office
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.operations import notices, offices
from app.operations.gate import Gate, gate, unmask
from app.operations.owners import ALL, below, refuse_foreign, where
from app.operations.payout_plans import PayoutPlan, RollKey
from app.operations.plans import Fate, uncollected
from app.operations.village_names import Villages
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeStatus
from app.rules.offices import Level
from app.rules.payouts import post_by, yuan
from app.rules.privacy import NARROW, PrivateField
from app.store.many import add_many, new_uuids, remove_many

IMPORT = N_("导入 {n} 行补贴发放名册")
NOTICES = N_("生成 {n} 份发放公示")
REMOVE = N_("删除 {n} 份发放名册")
EDIT = N_("修改发放名册“{name}”")
_EMPTY = N_("没有读到可以导入的行，名册没有改动。请看各行的原因，改正原表后再导入。")
_ALL_KNOWN = N_("表中的 {n} 行名册里都已经有了，没有重复登记，名册没有改动。")
_GONE = N_("这份名册已被删除。可在“撤销”或“回收站”中找回。")
_ON_NOTICE = N_("“{name}”已经做成公示，不能删除。请先删除公示草稿。")
_NONE_LEFT = N_("选中的名册都已经有公示了。")
_PAYOUT = (
    "uuid",
    "roll_uuid",
    "position",
    "name",
    "members",
    "place",
    "item",
    "quantity",
    "standard",
    "amount_fen",
    "paid_on",
)
_PRIVATE = ("payout_uuid", "id_number", "bank_card", "phone", "address", "health")


@dataclass(frozen=True, slots=True)
class RollRow:
    """A roll; `status` is that of its notice, empty while there is none."""

    uuid: str
    office_code: str
    village: str
    village_mn: str
    programme: str
    programme_mn: str
    year: int
    batch: str
    unit: str
    households: int
    total_fen: int
    first_paid_on: date | None
    last_paid_on: date | None
    notice_uuid: str
    status: str
    posted_on: date | None
    owner_code: str = ""
    brought_by: str = ""  # the office that sent it, which alone may change it


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """A row of a roll as it may be shown: what is private has passed the gate."""

    uuid: str
    roll_uuid: str
    office_code: str
    village: str
    programme: str
    year: int
    batch: str
    name: str
    members: int | None
    place: str
    item: str
    quantity: str
    unit: str
    standard: str
    amount_fen: int
    paid_on: date | None
    id_number: str
    bank_card: str
    phone: str
    address: str
    notice_uuid: str


@uncollected()
def accept(session: Session, plan: PayoutPlan, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out exactly the plan in one operation; returns how many rows were taken.

    `tell(done, total)` reports progress and may raise Cancelled, after which nothing is kept.
    """
    total = plan.rows
    if not total:
        known = plan.lines and all(line.fate is Fate.UNCHANGED for line in plan.lines)
        raise UserError(_ALL_KNOWN, {"n": len(plan.lines)}) if known else UserError(_EMPTY)
    rolls = _rolls_of(session, plan)
    last = _last_positions(session, [roll.uuid for roll in rolls.values()])
    private: list[tuple[str, ...]] = []
    add_many(session, Payout, _PAYOUT, _payouts(plan, rolls, last, private, tell))
    add_many(session, PayoutPrivate, _PRIVATE, private)
    recount(session, [roll.uuid for roll in rolls.values()])
    tell(total, total)
    return total


def _rolls_of(session: Session, plan: PayoutPlan) -> dict[RollKey, PayoutRoll]:
    """The rolls of a plan by their keys; those there are not yet are made."""
    found: dict[RollKey, PayoutRoll] = {}
    for programme, year, batch in {key[1:] for key in plan.rolls}:
        same = (PayoutRoll.programme == programme, PayoutRoll.year == year, PayoutRoll.batch == batch)
        for roll in session.scalars(select(PayoutRoll).where(*same)):
            found[RollKey(roll.office_code, programme, year, batch)] = roll
    for key, rows in plan.rolls.items():
        if key not in found:
            mongolian, unit = plan.programme_mn, rows[0].unit
            found[key] = PayoutRoll(**key._asdict(), programme_mn=mongolian, unit=unit, households=0, total_fen=0)
            session.add(found[key])
    session.flush()
    refuse_foreign(session, [found[key] for key in plan.rolls])
    return {key: found[key] for key in plan.rolls}


def _payouts(
    plan: PayoutPlan,
    rolls: Mapping[RollKey, PayoutRoll],
    last: Mapping[str, int],
    private: list[tuple[str, ...]],
    tell: Callable[[int, int], None],
) -> Iterator[tuple[object, ...]]:
    """The rows as the table takes them; what is private of each is put aside with its uuid."""
    done, total = 0, plan.rows
    uuids = new_uuids()
    for key, rows in plan.rolls.items():
        roll = rolls[key].uuid
        tell(done, total)
        for position, row in enumerate(rows, last.get(roll, 0) + 1):
            own = next(uuids)
            if any(secrets := (row.id_number, row.bank_card, row.phone, row.address, row.health)):
                private.append((own, *secrets))
            yield (
                own, roll, position, row.name, row.members, row.place, row.item, row.quantity, row.standard,
                row.amount_fen, row.paid_on,
            )  # fmt: skip
        done += len(rows)


def _last_positions(session: Session, uuids: Sequence[str]) -> dict[str, int]:
    """The number of the last row of each roll that has any."""
    asked = select(Payout.roll_uuid, func.max(Payout.position)).where(Payout.roll_uuid.in_(uuids))
    return dict(session.execute(asked.group_by(Payout.roll_uuid)).all())


def recount(session: Session, uuids: Sequence[str]) -> None:
    """Write the figures of rolls anew from their rows; a household is a person by number, else by name.

    A draft notice of a roll says the new figures; one that went out keeps what it said.
    """
    person = func.coalesce(func.nullif(PayoutPrivate.id_number, ""), Payout.name)
    asked = (
        select(
            Payout.roll_uuid,
            func.count(func.distinct(person)),
            func.sum(Payout.amount_fen),
            func.min(Payout.paid_on),
            func.max(Payout.paid_on),
        )
        .outerjoin(PayoutPrivate, PayoutPrivate.payout_uuid == Payout.uuid)
        .where(Payout.roll_uuid.in_(uuids))
        .group_by(Payout.roll_uuid)
    )
    figures = {row[0]: row for row in session.execute(asked)}
    for roll in session.scalars(select(PayoutRoll).where(PayoutRoll.uuid.in_(uuids))):
        found = figures.get(roll.uuid, (roll.uuid, 0, 0, None, None))
        _uuid, roll.households, roll.total_fen, roll.first_paid_on, roll.last_paid_on = found
        if roll.notice_uuid:
            _refresh(session, roll)


def roll_of(session: Session, uuid: str) -> PayoutRoll:
    """The record of a roll; UserError if it was taken out meanwhile."""
    found = session.scalar(select(PayoutRoll).where(PayoutRoll.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def edit(session: Session, uuid: str, programme_mn: str, unit: str) -> None:
    """Correct what a roll says of all its rows: the Mongolian name of the programme and the unit of quantities."""
    roll = roll_of(session, uuid)
    roll.programme_mn, roll.unit = programme_mn.strip(), unit.strip()
    if roll.notice_uuid:
        _refresh(session, roll)


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take rolls that stand on no notice to the recycle bin, with their rows; returns how many."""
    for uuid in uuids:
        roll = roll_of(session, uuid)
        if roll.notice_uuid:
            raise UserError(_ON_NOTICE, {"name": roll.programme})
        rows = select(Payout.uuid).where(Payout.roll_uuid == uuid)
        remove_many(session, PayoutPrivate, PayoutPrivate.payout_uuid.in_(rows))
        remove_many(session, Payout, Payout.roll_uuid == uuid)
        session.delete(roll)
    return len(uuids)


def make_notices(session: Session, uuids: Sequence[str], today: date) -> list[str]:
    """A draft notice for each roll that has none (one for a village and a programme); their uuids in order."""
    made = []
    for uuid in uuids:
        roll = roll_of(session, uuid)
        if roll.notice_uuid:
            continue
        draft = notices.begun(session, NoticeKind.PAYOUT, roll.office_code, _words(roll), today)
        made.append(notices.draft(session, draft))
        roll.notice_uuid = made[-1]
        _figures(session, roll)
    if not made:
        raise UserError(_NONE_LEFT)
    return made


def _words(roll: PayoutRoll) -> dict[str, object]:
    return {
        "programme": f"{roll.programme}{f'（{roll.batch}）' if roll.batch else ''}",
        "programme_mn": roll.programme_mn,
        "year": roll.year,
        "households": roll.households,
        "total": yuan(roll.total_fen),
    }


def _figures(session: Session, roll: PayoutRoll) -> None:
    notice = notices.notice_of(session, roll.notice_uuid)
    notice.households, notice.amount_fen = roll.households, roll.total_fen
    notice.programme, notice.table = roll.programme, {}


def _refresh(session: Session, roll: PayoutRoll) -> None:
    """Say the roll's new figures in its notice while that is a draft; a sheet that went out keeps what it said."""
    notice = session.scalar(select(Notice).where(Notice.uuid == roll.notice_uuid))
    if notice is None or notice.status != NoticeStatus.DRAFT:
        return
    begun = notices.begun(session, NoticeKind.PAYOUT, roll.office_code, _words(roll), date(roll.year, 1, 1))
    notice.title, notice.title_mn, notice.body, notice.body_mn = begun.title, begun.title_mn, begun.body, begun.body_mn
    _figures(session, roll)


def rolls(
    session: Session,
    year: int | None = None,
    programme: str = "",
    office_code: str = "",
    without_notice: bool = False,
    owner: str = ALL,
) -> list[RollRow]:
    """The rolls by village and programme, narrowed; `owner` as owners.py tells."""
    asked = (
        select(PayoutRoll, Office.name, Office.name_mn, Notice.status, Notice.posted_on)
        .outerjoin(Office, Office.code == PayoutRoll.office_code)
        .outerjoin(Notice, Notice.uuid == PayoutRoll.notice_uuid)
        .order_by(PayoutRoll.year.desc(), PayoutRoll.office_code, PayoutRoll.programme, PayoutRoll.batch)
    )
    if year is not None:
        asked = asked.where(PayoutRoll.year == year)
    if programme:
        asked = asked.where(PayoutRoll.programme == programme)
    if office_code:
        asked = asked.where(PayoutRoll.office_code.startswith(office_code))
    if without_notice:
        asked = asked.where(PayoutRoll.notice_uuid == "")
    asked = asked.where(*where(PayoutRoll, owner, office_code))
    owners = {row.code: row.name for row in below(session)}
    return [
        RollRow(
            r.uuid, r.office_code, name or r.office_code, name_mn or "", r.programme, r.programme_mn, r.year, r.batch,
            r.unit, r.households, r.total_fen, r.first_paid_on, r.last_paid_on, r.notice_uuid, status or "", posted,
            r.owner_code, owners.get(r.owner_code, r.owner_code),
        )
        for r, name, name_mn, status, posted in session.execute(asked)
    ]  # fmt: skip


def years(session: Session) -> list[int]:
    """The years there are rolls of, the newest first."""
    return list(session.scalars(select(PayoutRoll.year).distinct().order_by(PayoutRoll.year.desc())))


def programmes(session: Session, year: int) -> list[str]:
    """The programmes of a year."""
    asked = select(PayoutRoll.programme).where(PayoutRoll.year == year).distinct()
    return list(session.scalars(asked.order_by(PayoutRoll.programme)))


_LINES = (
    select(Payout, PayoutPrivate, PayoutRoll, Office.name)
    .join(PayoutRoll, PayoutRoll.uuid == Payout.roll_uuid)
    .outerjoin(PayoutPrivate, PayoutPrivate.payout_uuid == Payout.uuid)
    .outerjoin(Office, Office.code == PayoutRoll.office_code)
)


def lines(session: Session, roll_uuid: str, limit: int = 0, first: int = 0) -> list[PayoutLine]:
    """The rows of a roll in their order, through the gate."""
    asked = _LINES.where(Payout.roll_uuid == roll_uuid).order_by(Payout.position).offset(first)
    return _shown(session, asked.limit(limit) if limit else asked)


def unmasked_lines(
    session: Session, roll_uuids: Sequence[str], fields: tuple[PrivateField, ...], reason: str, now: datetime
) -> list[PayoutLine]:
    """The rows of rolls with these fields whole; that they were taken out, and why, is kept for each roll.

    UserError without a reason.
    """
    for uuid in roll_uuids:
        unmask(session, PayoutRoll.__tablename__, uuid, fields, reason, now)
    asked = _LINES.where(Payout.roll_uuid.in_(roll_uuids)).order_by(Payout.roll_uuid, Payout.position)
    return _shown(session, asked, lambda field, value: value if field in fields else "")


Shown = Callable[[PrivateField, str], str]
"""Gives a private field as it may be shown."""


def _shown(session: Session, asked: Select[Any, Any, Any, Any], show: Shown | None = None) -> list[PayoutLine]:
    masked = gate(session)
    show = show or masked.field
    return [_line(*found, masked, show) for found in session.execute(asked)]


def _line(
    p: Payout, s: PayoutPrivate | None, r: PayoutRoll, village: str | None, masked: Gate, show: Shown
) -> PayoutLine:
    beside = masked.of_person  # what stands beside a name
    return PayoutLine(
        p.uuid, r.uuid, r.office_code, masked(village or r.office_code), masked(r.programme), r.year, masked(r.batch),
        masked(p.name), p.members, beside(p.place), beside(p.item), beside(p.quantity), beside(r.unit),
        beside(p.standard), p.amount_fen, p.paid_on, show(PrivateField.ID_NUMBER, s.id_number if s else ""),
        show(PrivateField.BANK_CARD, s.bank_card if s else ""), show(PrivateField.PHONE, s.phone if s else ""),
        show(PrivateField.ADDRESS, s.address if s else ""), r.notice_uuid,
    )  # fmt: skip


def looked_up(session: Session, text: str, year: int | None = None, limit: int = 200) -> list[PayoutLine]:
    """What somebody was paid: by whole identity number, or by name or its beginning; the newest year first."""
    asked_for = text.strip()
    if not asked_for:
        return []
    number = asked_for.translate(NARROW).upper().replace(" ", "")
    by_name: ColumnElement[bool] = Payout.name.startswith(asked_for, autoescape=True)
    matches = PayoutPrivate.id_number == number if number[:6].isdigit() else by_name
    asked = _LINES.where(matches).order_by(PayoutRoll.year.desc(), Payout.name, Payout.id).limit(limit)
    return _shown(session, asked if year is None else asked.where(PayoutRoll.year == year))


def unmasked(session: Session, uuid: str, reason: str, now: datetime) -> dict[PrivateField, str]:
    """All that is known of the person of a row; that it was looked at, and why, is kept. UserError without a reason."""
    unmask(session, Payout.__tablename__, uuid, tuple(PrivateField), reason, now)
    found = session.scalar(select(PayoutPrivate).where(PayoutPrivate.payout_uuid == uuid))
    return {field: getattr(found, field) if found else "" for field in PrivateField}


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one programme is in one village; `status` is "" without a roll, "roll" without a notice, else its own."""

    roll_uuid: str = ""
    notice_uuid: str = ""
    status: str = ""

    @property
    def posted(self) -> bool:
        """Whether the villagers could read it."""
        return self.status in (NoticeStatus.POSTED, NoticeStatus.TAKEN_DOWN, NoticeStatus.FILED)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A village with its programmes; `missing` programmes have a roll and hang nowhere."""

    office_code: str
    village: str
    village_mn: str
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """How many programmes were paid and not posted."""
        return sum(bool(cell.roll_uuid) and not cell.posted for cell in self.cells)

    @property
    def complete(self) -> bool:
        """Whether everything that was paid hangs or hung; a village without any roll is not."""
        return any(cell.roll_uuid for cell in self.cells) and not self.missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which villages posted a year's pay-outs (是否全部公示), by the last day law allows."""

    year: int
    programmes: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    due_on: date

    @property
    def complete(self) -> int:
        """How many villages posted everything."""
        return sum(row.complete for row in self.rows)

    @property
    def without_roll(self) -> int:
        """How many villages have no roll at all."""
        return sum(not any(cell.roll_uuid for cell in row.cells) for row in self.rows)


def coverage(session: Session, year: int, owner: str = ALL) -> Coverage:
    """Which villages posted what of a year's pay-outs, and which did not (年底前以嘎查村为单位公开).

    A village that was merged is counted with the one that took its place. `owner` narrows to whose rolls are looked at.
    """
    names, places = programmes(session, year), Villages(session)
    cells: dict[tuple[str, str], Cell] = {}
    for row in rolls(session, year, owner=owner):
        cell = Cell(row.uuid, row.notice_uuid, row.status or "roll")
        where = (places.now(row.office_code), row.programme)
        if where not in cells or cells[where].posted:  # of several batches the one that is not posted tells
            cells[where] = cell
    villages = session.execute(
        select(Office.code, Office.name, Office.name_mn)
        .where(Office.level == Level.VILLAGE, Office.merged_into == "", Office.ended_on.is_(None))
        .where(Office.code.startswith(offices.own_code(session)))
        .order_by(Office.code)
    )
    found = tuple(
        CoverageRow(code, name, name_mn, tuple(cells.get((code, programme), Cell()) for programme in names))
        for code, name, name_mn in villages
    )
    return Coverage(year, tuple(names), found, post_by(year))
