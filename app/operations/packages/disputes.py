"""What of the packages taken in is still in dispute: returned records, and conflicts to be settled one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import canonical
from app.i18n import N_, _
from app.models.office import Office
from app.models.package import Arrival, Device, Dispute
from app.operations import offices
from app.operations.packages.kinds import KINDS, content_hash
from app.operations.packages.receipts import held_here, uuid_here
from app.operations.packages.record_names import Named, kind_name, names
from app.operations.packages.sorting import OURS, Sorter
from app.operations.packages.taking import remove, write
from app.rules.packages import Fate

KEEP = N_("保留本单位手里的版本：{name}")
TAKE = N_("采用报送单位的版本：{name}")
KEPT, TAKEN = "kept", "taken"
LIMIT = 5_000
_NOT_OPEN = N_("这一条已经处理过了，不用再处理。请刷新列表。")
_RETURNED = N_("这一条是退回的，要由报送单位改正后重报，不能在这里选版本。请把回执交给报送单位。")
_OWN = N_(
    "这是本单位自己登记的记录，不能用报送单位的版本代替。确定由对方负责的，请先在登记册里删除本单位的这一条，"
    "再请对方重报；否则请选择保留本单位的版本。"
)


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A record of a package that was not taken and is not settled; kind, name and reason in the language in use."""

    uuid: str
    sender: str
    office: str
    seq: int
    taken_at: datetime
    table: str
    kind: str
    record_uuid: str
    name: str
    fate: Fate
    reason: str
    removed: bool


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field of a record in conflict as it stands here and as it came; None where it has its usual value."""

    key: str
    ours: Any
    theirs: Any
    differs: bool


# A conflict with a copy of our own records is settled where the level above sent it back (returned.py).
_OPEN = (Dispute.settled == "", or_(Dispute.fate != Fate.CONFLICT, Arrival.kind != PackageKind.BACKUP_COPY))


def open_ones(session: Session, limit: int = LIMIT) -> list[DisputeRow]:
    """What was returned or is in conflict and not settled, the oldest first."""
    asked = (
        select(Dispute, Arrival.seq, Arrival.taken_at)
        .join(Arrival, Arrival.uuid == Dispute.arrival_uuid)
        .where(*_OPEN)
        .order_by(Dispute.id)
        .limit(limit)
    )
    found = session.execute(asked).all()
    wanted = [Named(d.record_table, d.record_uuid, d.theirs.get("fields", {})) for d, _seq, _at in found]
    called, known = names(session, wanted), _offices(session)
    return [_row(dispute, seq, at, called, known) for dispute, seq, at in found]


def _row(dispute: Dispute, seq: int, at: datetime, called: Mapping[str, str], known: Mapping[str, str]) -> DisputeRow:
    return DisputeRow(
        uuid=dispute.uuid,
        sender=dispute.sender,
        office=known.get(dispute.sender, dispute.sender),
        seq=seq,
        taken_at=at,
        table=dispute.record_table,
        kind=kind_name(dispute.record_table),
        record_uuid=dispute.record_uuid,
        name=dispute.name or called.get(dispute.record_uuid, ""),
        fate=Fate(dispute.fate),
        reason=_(dispute.reason).format(**dispute.values),
        removed=bool(dispute.theirs.get("deleted")),
    )


def _offices(session: Session) -> dict[str, str]:
    told = dict(session.execute(select(Device.office_code, Device.office_name)).all())
    return told | dict(session.execute(select(Office.code, Office.name)).all())


def counted(session: Session) -> dict[Fate, int]:
    """How many are returned and how many in conflict, not settled."""
    asked = select(Dispute.fate, func.count()).join(Arrival, Arrival.uuid == Dispute.arrival_uuid).where(*_OPEN)
    found = dict(session.execute(asked.group_by(Dispute.fate)).all())
    return {fate: found.get(fate, 0) for fate in (Fate.RETURNED, Fate.CONFLICT)}


def side_by_side(session: Session, uuid: str) -> list[FieldPair]:
    """Both versions of a record in dispute, field by field in the order of its table; those that differ are marked.

    The fields of a version that was removed or is not there are all None.
    """
    return versions(session, _dispute(session, uuid))


def versions(session: Session, dispute: Dispute) -> list[FieldPair]:
    """The same for a record that came, whether its dispute is kept already or not."""
    kind = KINDS.get(dispute.record_table)
    theirs = dispute.theirs.get("fields", {})
    ours = held_here(session, kind.table, uuid_here(session, dispute)) if kind else {}
    order = [column.key for column in kind.columns] if kind else []
    keys = [key for key in order if key in ours or key in theirs]
    keys += sorted({*ours, *theirs} - set(order))
    return [FieldPair(key, ours.get(key), theirs.get(key), ours.get(key) != theirs.get(key)) for key in keys]


def keep_ours(session: Session, uuid: str, note: str, today: date, by: str = "") -> None:
    """Keep what stands here; the next receipt tells the sender. UserError if it is no open conflict."""
    _settle(_conflict(session, uuid), KEPT, note, today, by)


def take_theirs(session: Session, uuid: str, note: str, today: date, by: str = "") -> None:
    """Put the sender's version in place of what stands here; the next receipt tells the sender.

    UserError if it is no open conflict, if the record is this office's own, or if it cannot stand here for a reason
    the sentence tells. Can be undone.
    """
    dispute = _conflict(session, uuid)
    kind = KINDS[dispute.record_table]
    here = uuid_here(session, dispute)
    held = held_here(session, kind.table, here)
    ours = [content_hash(canonical(held))] if held else []
    line = {**dispute.theirs, "replaces": [*dispute.theirs["replaces"], *ours]}
    (one,) = Sorter(session, _header(session, dispute)).sort([line], frozenset())
    if one.reason:
        raise UserError(_OWN if one.reason == OURS else one.reason, one.values)
    _settle(dispute, TAKEN, note, today, by)  # before the records: writing them forgets what was loaded
    session.info["foreign"] = True  # a person decided it: what another office owns is written as it came
    if one.fate is Fate.TAKEN and one.removed:
        remove(session, kind, [here])
    elif one.fate is Fate.TAKEN:
        write(session, kind, [one], offices.own_code(session))


def _dispute(session: Session, uuid: str) -> Dispute:
    return session.scalars(select(Dispute).where(Dispute.uuid == uuid)).one()


def _conflict(session: Session, uuid: str) -> Dispute:
    dispute = _dispute(session, uuid)
    if dispute.settled:
        raise UserError(_NOT_OPEN)
    if dispute.fate != Fate.CONFLICT:
        raise UserError(_RETURNED)
    return dispute


def _settle(dispute: Dispute, how: str, note: str, today: date, by: str) -> None:
    dispute.settled, dispute.settled_on, dispute.settled_by, dispute.note = how, today, by, note.strip()


def _header(session: Session, dispute: Dispute) -> Header:
    """The package a record came in, as far as its lines are judged by it."""
    arrival = session.scalars(select(Arrival).where(Arrival.uuid == dispute.arrival_uuid)).one()
    return Header(
        kind=PackageKind(arrival.kind),
        package_uuid=arrival.package_uuid,
        sender=arrival.sender,
        receiver=offices.own_code(session),
        device=arrival.kid,
        seq=arrival.seq,
        base_seq=arrival.base_seq,
        prev_sha256=arrival.prev_sha256,
        made_at=arrival.made_at,
        maker="",
    )
