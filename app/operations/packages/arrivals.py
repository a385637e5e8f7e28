"""What came in: a package opened and planned in one go, the list of those taken in, and both versions of a conflict."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.reading import Parcel
from app.i18n import N_, _
from app.models.package import Arrival, Device, Dispute, Shipment
from app.operations.packages import arriving, disputes, errands
from app.operations.packages.arriving import ArrivalPlan
from app.operations.packages.disputes import FieldPair
from app.operations.packages.kinds import KINDS
from app.operations.packages.record_names import Named, kind_name, names
from app.rules.packages import Fate, Link
from app.store.database import Store

LIMIT = 500
STEPS, HUNDRED = 3, 100  # bringing in, verifying, planning; each tells hundredths of its own
KIND_NAMES: Mapping[str, str] = {
    PackageKind.REPORT: N_("报送包"),
    PackageKind.RECEIPT: N_("回执"),
    PackageKind.CATALOG: N_("参数包"),
    PackageKind.BACKUP_COPY: N_("本单位数据副本"),
}
Tell = Callable[[int, int], None]
_RECEIPT = N_("“{file}”是回执，不是报送包。请在“回执与退回”里读入。")
_PACK = N_("“{file}”是上级下发的参数包，不是报送包。请在“参数下发”里安装。")


@dataclass(frozen=True)
class Opening:
    """A package that was copied off the stick, verified and planned; to be closed once nobody needs it."""

    store: Store
    path: Path
    parcel: Parcel
    plan: ArrivalPlan
    names: Mapping[str, str]  # of what is not taken, by uuid, where the line itself has none

    def close(self) -> None:
        """Let go of the copy and put it away."""
        self.parcel.close()
        errands.put_away(self.store, self.path)


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A record of a package that is not taken; kind and reason in the language in use."""

    uuid: str
    kind: str
    name: str
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A package that was taken in; `answered_at` is when a receipt was written that tells of it."""

    uuid: str
    package_uuid: str
    kind: str
    kid: str
    sender: str
    office: str
    device: str
    seq: int
    made_at: datetime
    taken_at: datetime
    taken: int
    unchanged: int
    returned: int
    conflict: int
    link: Link
    answered_at: datetime | None

    @property
    def total(self) -> int:
        """How many records it held."""
        return self.taken + self.unchanged + self.returned + self.conflict


def opened(store: Store, keys: Path, path: Path, now: datetime, tell: Tell = lambda _done, _total: None) -> Opening:
    """Copy a package off the stick, verify all of it, and tell what taking it in would do; the registers are only read.

    UserError as `errands.bring_in`, `errands.opened` and `arriving.plan`, and for a receipt or a pack, which are read
    elsewhere. Then nothing is kept.
    """
    copy = errands.bring_in(store, keys, path, now, _step(tell, 0))
    with _put_away_if_bad(store, copy):
        parcel = errands.opened(store, copy, _step(tell, 1))
    with _put_away_if_bad(store, copy, parcel):
        for kind, sentence in ((PackageKind.RECEIPT, _RECEIPT), (PackageKind.CATALOG, _PACK)):
            if parcel.header.kind is kind:
                raise UserError(sentence, {"file": path.name})
        with store.read() as session:
            planned = arriving.plan(session, parcel, _step(tell, 2))
            nameless = [Named(one.table, one.uuid, {}) for one in planned.listed if not one.name]
            return Opening(store, copy, parcel, planned, names(session, nameless))


def _step(tell: Tell, step: int) -> Tell:
    """A part of the whole way, told in hundredths."""

    def told(done: int, total: int) -> None:
        tell(step * HUNDRED + (min(done, total) * HUNDRED // total if total else 0), STEPS * HUNDRED)

    return told


@contextmanager
def _put_away_if_bad(store: Store, copy: Path, parcel: Parcel | None = None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if parcel is not None:
            parcel.close()
        errands.put_away(store, copy)
        raise


def both_versions(session: Session, opening: Opening, uuid: str) -> list[FieldPair]:
    """A record of a package that is not taken in yet, field by field, beside what stands here."""
    line = next((line for line in opening.parcel.records() if line.get("uuid") == uuid), None)
    if line is None or line["type"] not in KINDS:
        return []
    return disputes.versions(session, Dispute(record_table=line["type"], record_uuid=uuid, theirs=line))


def listed(session: Session, limit: int = LIMIT) -> list[ArrivalRow]:
    """The packages with records that were taken in, the newest first."""
    asked = (
        select(Arrival, Device.office_name, Device.name)
        .outerjoin(Device, Device.kid == Arrival.kid)
        .where(Arrival.kind.in_((PackageKind.REPORT, PackageKind.BACKUP_COPY)))
        .order_by(Arrival.id.desc())
        .limit(limit)
    )
    answered = _answered(session)
    return [
        ArrivalRow(
            a.uuid,
            a.package_uuid,
            a.kind,
            a.kid,
            a.sender,
            office or a.sender,
            device or "",
            a.seq,
            a.made_at,
            a.taken_at,
            a.taken,
            a.unchanged,
            a.returned,
            a.conflict,
            Link(a.note) if a.note else Link.NEXT,
            answered.get(a.package_uuid),
        )
        for a, office, device in session.execute(asked)
    ]


def _answered(session: Session) -> dict[str, datetime]:
    """When the first receipt was written that tells of a package."""
    found: dict[str, datetime] = {}
    receipts = select(Shipment).where(Shipment.kind == PackageKind.RECEIPT).order_by(Shipment.id)
    for receipt in session.scalars(receipts):
        for package in receipt.answer.get("state", {}).get("body", {}).get("packages", ()):
            found.setdefault(package["package_uuid"], receipt.made_at)
    return found


def not_taken(opening: Opening) -> list[LeftRow]:
    """Every record that is not taken, with its reason."""
    return [
        LeftRow(
            one.uuid,
            kind_name(one.table),
            one.name or opening.names.get(one.uuid, ""),
            one.fate,
            _(one.reason).format(**one.values),
        )
        for one in opening.plan.listed
    ]
