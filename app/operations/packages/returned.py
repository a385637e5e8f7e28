"""What the level above sent back (退回) or holds otherwise (冲突): to be corrected, sent again, or given way to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import canonical
from app.i18n import N_, _
from app.models.package import Sent, Shipment
from app.operations import offices
from app.operations.gate import gate
from app.operations.packages.kinds import KINDS, Kind, content_hash
from app.operations.packages.receipts import held_here
from app.operations.packages.record_names import Named, kind_name, names
from app.operations.packages.sending import REMEMBERED
from app.operations.packages.sorting import NO_PARENT, Sorted
from app.operations.packages.taking import write
from app.rules.packages import Fate
from app.store.database import Store
from app.store.many import batches

ADOPT = N_("改用上级手里的版本：{name}")
AGAIN = "again"
_OPEN = (Fate.RETURNED, Fate.CONFLICT)
_NOTHING_HELD = N_("上级那里没有这条记录，没有可以改用的版本。请改正后重报。")
_NOT_SENT_BACK = N_("这条记录没有被退回，也没有冲突，不用处理。请刷新列表。")
_NEWER_KIND = N_("本机程序还不认识这种记录，不能改用上级的版本。请先升级本机的程序。")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A record the receipt sent back; kind, name and reason in the language in use.

    `held` is what the level above holds of it, empty if nothing; `removed` that its removal was sent.
    """

    uuid: str
    table: str
    kind: str
    name: str
    fate: Fate
    reason: str
    seq: int
    removed: bool
    held: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """The last package that a receipt answered."""

    seq: int
    made_at: datetime
    answered_at: datetime
    taken: int
    unchanged: int
    returned: int
    conflict: int


def rows(session: Session) -> list[ReturnedRow]:
    """What was sent back and neither corrected, sent again nor given way to."""
    found = session.scalars(select(Sent).where(Sent.fate.in_(_OPEN)).order_by(Sent.seq, Sent.record_uuid)).all()
    called = names(session, [Named(sent.record_table, sent.record_uuid, {}) for sent in found])
    return [
        ReturnedRow(
            uuid=sent.record_uuid,
            table=sent.record_table,
            kind=kind_name(sent.record_table),
            name=called.get(sent.record_uuid, ""),
            fate=Fate(sent.fate),
            reason=_(sent.reason).format(**sent.values),
            seq=sent.seq,
            removed=not sent.sha256,
            held=sent.held,
        )
        for sent in found
    ]


def counted(session: Session) -> dict[Fate, int]:
    """How many are returned and how many in conflict."""
    found = dict(session.execute(select(Sent.fate, func.count()).where(Sent.fate.in_(_OPEN)).group_by(Sent.fate)).all())
    return {fate: found.get(fate, 0) for fate in _OPEN}


def last_answered(session: Session) -> AnsweredRow | None:
    """The newest package that a receipt answered; None before the first."""
    asked = select(Shipment).where(Shipment.kind == PackageKind.REPORT, Shipment.answered_at.is_not(None))
    last = session.scalars(asked.order_by(Shipment.id.desc()).limit(1)).first()
    if last is None or last.answered_at is None:
        return None
    sums = [int(last.answer.get(fate, 0)) for fate in Fate]
    return AnsweredRow(last.seq, last.made_at, last.answered_at, *sums)


def send_again(store: Store, uuids: Sequence[str]) -> int:
    """Let these records go again with the next package, to be taken in place of what the level above holds; how many.

    Records that were not sent back are passed over.
    """

    def mark(session: Session) -> int:
        count = 0
        for batch in batches(uuids):
            for sent in session.scalars(select(Sent).where(Sent.record_uuid.in_(batch), Sent.fate.in_(_OPEN))):
                if sent.held:
                    sent.replaces = _with(sent.replaces, content_hash(canonical(sent.held)))
                sent.fate = AGAIN
                count += 1
        return count

    return store.keep(mark)


def _with(replaces: Sequence[str], digest: str) -> list[str]:
    return [*(one for one in replaces if one != digest), digest][-REMEMBERED:]


def adopt_theirs(session: Session, uuid: str) -> None:
    """Take what the level above holds into our own record, as an ordinary change that can be undone.

    What went out masked, and what is never sent, stays as it stands here. UserError if nothing is held there, the
    record was not sent back, or what it belongs to is gone.
    """
    sent = session.get(Sent, uuid)
    if sent is None or sent.fate not in _OPEN:
        raise UserError(_NOT_SENT_BACK)
    if not sent.held:
        raise UserError(_NOTHING_HELD)
    kind = KINDS.get(sent.record_table)
    if kind is None or kind.unfit(sent.held):
        raise UserError(_NEWER_KIND)
    own, ours = offices.own_code(session), held_here(session, kind.table, uuid)
    fields = _merged(session, kind, uuid, ours, sent.held)
    _need_parents(session, kind, fields)
    line = {"type": kind.table, "uuid": uuid, "owner": own, "replaces": []}
    write(session, kind, [Sorted(line, kind, kind.table, uuid, False, fields, new=not ours, here=uuid)], own)
    sent.fate = AGAIN  # equal there, it comes back as a repetition, and the matter is closed


def _merged(
    session: Session, kind: Kind, uuid: str, ours: Mapping[str, Any], held: Mapping[str, Any]
) -> dict[str, Any]:
    """What is held above, with our own values where theirs are but what the gate made of ours."""
    if not ours or offices.chosen(session)["package_private"] == "sealed":
        return dict(held)
    row = kind.values(ours)
    shown = kind.fields(row, gate(session), kind.unknown(ours))
    same = {key for key in {*ours, *shown} if shown.get(key) == held.get(key) or key in kind.private}
    return {key: value for key, value in held.items() if key not in same} | {
        key: ours[key] for key in same if key in ours
    }


def _need_parents(session: Session, kind: Kind, fields: Mapping[str, Any]) -> None:
    for column, table in kind.parents.items():
        cls = KINDS[table].cls
        if session.scalar(select(cls.id).where(cls.uuid == fields.get(column, ""))) is None:
            raise UserError(NO_PARENT)
