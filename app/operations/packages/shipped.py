"""What a clerk asks before and after a package goes up: how much waits, since when, and what became of those sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import device_key
from app.exchange.packages.removable import Stick, sticks
from app.i18n import N_
from app.models.journal import Change, Operation
from app.models.local import Meta
from app.models.office import Office
from app.models.package import Arrival, Device, Errand, Sent, Shipment
from app.operations import offices
from app.operations.packages import errands, sending
from app.operations.packages.disputes import FieldPair
from app.operations.packages.errands import DONE, OUT
from app.operations.packages.kinds import KINDS, SUMMARY, UP, Kind
from app.operations.packages.receipts import held_here
from app.operations.packages.sending import Standing
from app.rules.offices import parent_code
from app.rules.package_periods import Cycle, Period, Sending, State, periods_until, sent_for, state
from app.rules.packages import Fate, scope

__all__ = [
    "Due",
    "FieldPair",
    "ShipmentRow",
    "Situation",
    "Stick",
    "WaitingRow",
    "both",
    "place",
    "sent",
    "situation",
    "sticks",
]

SHIPMENTS = 200
_NO_RECEIPT = N_("“{folder}”里没有给这台电脑的回执。请向上级要回执，或换一个U盘、文件夹再找。")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many records of a kind the level above has not acknowledged: changed since the last package, or sent."""

    table: str
    label: str
    fresh: int
    sent: int


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """A package that went up; `fate` is outbox, gone, carried, answered, returned (some of it) or covered."""

    package_uuid: str
    seq: int
    made_at: datetime
    records: int
    size: int
    sha256: str
    path: Path
    fate: str
    carried_at: datetime | None
    medium: str
    answered_at: datetime | None
    counts: Mapping[Fate, int]
    open: int  # of its records that were not taken: those nobody has dealt with yet


@dataclass(frozen=True, slots=True)
class Due:
    """The period that is to be handed up next, how it stands, and the day until which."""

    period: Period
    state: State

    @property
    def on(self) -> date:
        """The last day for it."""
        return self.period.due_on


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the page shows before a package goes up; `receiver` is empty where nobody is above."""

    receiver: str
    receiver_name: str
    fingerprint: str
    sealed: bool
    key_known: bool
    summary: bool
    unconfirmed: str  # when the file was restored, if nobody has confirmed it since
    standing: Standing
    waiting: tuple[WaitingRow, ...]
    again: int
    since: datetime | None
    due: Due
    packages: tuple[ShipmentRow, ...]

    @property
    def next_seq(self) -> int:
        """The number of the next package."""
        return max(self.standing.seq, self.standing.chain.seq) + 1

    @property
    def fresh(self) -> int:
        """How many records changed since the last package, or go again."""
        return sum(row.fresh for row in self.waiting) + self.again


def situation(session: Session, keys: Path, outbox: Path, today: date) -> Situation:
    """Where the office stands with the level above; the computer's key is made if it has none."""
    chosen, receiver = offices.chosen(session), parent_code(offices.own_code(session))
    stands = sending.standing(session, keys)
    last = max(_last(session, stands.kid), stands.upto)
    restored = session.get(Meta, "restored")
    return Situation(
        receiver=receiver,
        receiver_name=_name(session, receiver),
        fingerprint=device_key(keys).public.fingerprint,
        sealed=chosen["package_private"] == "sealed",
        key_known=_key_known(session, receiver),
        summary=scope(offices.own(session).level, chosen["package_scope"]) == "summary",
        unconfirmed=restored.value if restored else "",
        standing=stands,
        waiting=tuple(_waiting(session, stands.upto, last)),
        again=_again(session, last),
        since=_since(session, last),
        due=due(session, receiver, today, stands.kid),
        packages=tuple(sent(session, stands.kid, outbox)),
    )


def due(session: Session, receiver: str, today: date, kid: str = "") -> Due:
    """The period that ended last while it is not handed up, else the one that runs; by one computer, or by any."""
    chosen = offices.chosen(session)
    cycle, days = chosen["package_cycle"], int(chosen["package_day"])
    mine = select(Shipment.seq, Shipment.made_at).where(Shipment.kind == PackageKind.REPORT)
    if kid:
        mine = mine.where(Shipment.kid == kid)
    made = [Sending(seq, at.date(), at.date()) for seq, at in session.execute(mine)]
    since = session.scalar(select(func.min(Device.enrolled_on)).where(Device.office_code == receiver))
    before, running = periods_until(today, Cycle(cycle), days, 2)
    stands = state(before, sent_for(before, made), today, since)
    if stands in (State.MISSING, State.NOT_DUE):
        return Due(before, stands)
    return Due(running, state(running, sent_for(running, made), today, since))


def _last(session: Session, kid: str) -> int:
    """The newest entry of the journal that this computer sent."""
    mine = select(func.max(Shipment.upto)).where(Shipment.kid == kid, Shipment.kind == PackageKind.REPORT)
    return session.scalar(mine) or 0


def _name(session: Session, code: str) -> str:
    """The name of the office above, as its card or the tree of offices has it; its code if neither knows it."""
    card = select(Device.office_name).where(Device.office_code == code).order_by(Device.id.desc()).limit(1)
    return session.scalar(card) or session.scalar(select(Office.name).where(Office.code == code)) or code


def _key_known(session: Session, receiver: str) -> bool:
    known = select(Device.id).where(Device.office_code == receiver, Device.revoked_on.is_(None))
    return session.scalar(known.limit(1)) is not None


def _kinds(session: Session) -> list[Kind]:
    asked = scope(offices.own(session).level, offices.chosen(session)["package_scope"])
    return [kind for kind in UP if asked == "records" or kind.table in SUMMARY]


def _waiting(session: Session, answered: int, last: int) -> list[WaitingRow]:
    """By kind; what was only read in from other offices does not count."""
    kinds = _kinds(session)
    newest = (
        select(Change.record_table.label("kind"), Change.record_uuid, func.max(Change.seq).label("seq"))
        .where(Change.seq > answered, Change.record_table.in_([kind.table for kind in kinds]))
        .group_by(Change.record_uuid)
        .subquery()
    )
    asked = select(newest.c.kind, func.count(), func.count().filter(newest.c.seq > last)).group_by(newest.c.kind)
    if session.scalar(select(Arrival.id).limit(1)) is not None:
        asked = asked.where(*(~_foreign(kind, newest) for kind in kinds))
    found = {table: (total, fresh) for table, total, fresh in session.execute(asked)}
    counts = ((kind, *found.get(kind.table, (0, 0))) for kind in kinds)
    return [WaitingRow(kind.table, kind.label, fresh, total - fresh) for kind, total, fresh in counts if total]


def _foreign(kind: Kind, newest: Any) -> Any:
    """Whether a changed record of this kind is another office's."""
    here = select(kind.cls.id).where(kind.cls.uuid == newest.c.record_uuid, kind.cls.owner_code != "")
    return and_(newest.c.kind == kind.table, here.exists())


def _again(session: Session, last: int) -> int:
    """How many go again although nothing in them changed since the last package."""
    changed = select(Change.seq).where(Change.record_uuid == Sent.record_uuid, Change.seq > last).exists()
    asked = select(func.count()).select_from(Sent).where(Sent.fate == "again", ~changed)
    return session.scalar(asked) or 0


def _since(session: Session, last: int) -> datetime | None:
    """When the first change was made that no package holds."""
    tables = [kind.table for kind in _kinds(session)]
    first = select(func.min(Change.seq)).where(Change.seq > last, Change.record_table.in_(tables)).scalar_subquery()
    asked = select(Operation.at).join(Change, Change.operation_id == Operation.id).where(Change.seq == first)
    return session.scalar(asked)


def sent(session: Session, kid: str, outbox: Path) -> list[ShipmentRow]:
    """The packages of this computer for the level above, newest first."""
    mine = select(Shipment).where(Shipment.kid == kid, Shipment.kind == PackageKind.REPORT)
    found = session.scalars(mine.order_by(Shipment.seq.desc()).limit(SHIPMENTS)).all()
    fates = (Fate.RETURNED, Fate.CONFLICT)
    here = select(Sent.seq, func.count()).where(Sent.device == kid[:16], Sent.fate.in_(fates)).group_by(Sent.seq)
    left = dict(session.execute(here).all())
    return [_row(session, shipment, outbox / shipment.file, left.get(shipment.seq, 0)) for shipment in found]


def _row(session: Session, shipment: Shipment, path: Path, left: int) -> ShipmentRow:
    errand = session.scalars(
        select(Errand)
        .where(Errand.way == OUT, Errand.file == shipment.file, Errand.outcome == DONE)
        .order_by(Errand.id.desc())
        .limit(1)
    ).first()
    counts = {fate: int(shipment.answer.get(fate, 0)) for fate in Fate}
    return ShipmentRow(
        package_uuid=shipment.package_uuid,
        seq=shipment.seq,
        made_at=shipment.made_at,
        records=shipment.records,
        size=shipment.size,
        sha256=shipment.sha256,
        path=path,
        fate=_fate(shipment, errand, left, path),
        carried_at=errand.at if errand else None,
        medium=errand.medium if errand else "",
        answered_at=shipment.answered_at,
        counts=counts,
        open=left,
    )


def _fate(shipment: Shipment, errand: Errand | None, left: int, path: Path) -> str:
    if shipment.answered_at is not None:
        if "package_uuid" not in shipment.answer:
            return "covered"
        return "returned" if left else "answered"
    if errand is not None:
        return "carried"
    return "outbox" if path.is_file() else "gone"


def both(session: Session, table: str, uuid: str, held: Mapping[str, Any]) -> list[FieldPair]:
    """A record as it stands here (ours) and as the level above holds it (theirs), field by field."""
    ours = held_here(session, table, uuid) if table in KINDS else {}
    order = [column.key for column in KINDS[table].columns] if table in KINDS else []
    keys = [key for key in order if key in ours or key in held]
    keys += sorted({*ours, *held} - set(order))
    return [FieldPair(key, ours.get(key), held.get(key), ours.get(key) != held.get(key)) for key in keys]


def place(session: Session, table: str, uuid: str, pages: Collection[str]) -> tuple[str, str] | None:
    """The record whose page shows one that was sent: itself, or the nearest it hangs on among the tables of `pages`.

    None if it is gone.
    """
    while kind := KINDS.get(table):
        columns = [getattr(kind.cls, column) for column in kind.parents] or [kind.cls.uuid]
        row = session.execute(select(*columns).where(kind.cls.uuid == uuid)).first()
        if row is None:
            return None
        if table in pages:
            return table, uuid
        if not kind.parents:
            return None
        table, uuid = next(iter(kind.parents.values())), row[0]
    return None


def receipt_in(session: Session, keys: Path, folder: Path) -> Path:
    """The newest receipt in a folder that says it is for this computer, unverified; UserError if there is none."""
    own, kid = offices.own_code(session), device_key(keys).public.kid
    for found in errands.found_on(folder):
        header = found.header
        if header and header.kind is PackageKind.RECEIPT and header.receiver == own and header.body.get("kid") == kid:
            return found.path
    raise UserError(_NO_RECEIPT, {"folder": folder})
