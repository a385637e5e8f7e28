"""A package that comes in: copied off the stick, verified, planned, and then taken in exactly as planned.

Plan and acceptance walk the same lines through the same `Sorter`; the acceptance writes what the plan counted, and
nothing if it would come out differently. Neither keeps more than one batch of lines in memory.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import PublicKey
from app.exchange.packages.reading import Parcel
from app.i18n import N_
from app.models.journal import Operation
from app.models.local import Content
from app.models.office import Office
from app.models.package import Arrival, Device
from app.operations import history, offices
from app.operations.packages.catching_up import CatchingUp
from app.operations.packages.sorting import Sorted, Sorter
from app.operations.packages.taking import take
from app.rules import packages as rules
from app.rules.packages import DOUBTFUL, TAKEN_IN, Fate, Link
from app.store.many import batches, operation_of

ACCEPT = N_("接收“{office}”第 {seq} 个报送包")
LISTED = 5_000
"""So many records that are not taken are listed by name in a plan; beyond that they are counted, and all are kept."""
Tell = Callable[[int, int], None]
_NOT_FOR_US = N_("这个报送包是发给 {receiver} 的，不是发给本单位的，没有接收。请把它交给对的单位。")
_FROM_US = N_("这个报送包是本单位自己发出的，不能在这里接收。")
_NOT_BELOW = N_("“{office}”不是本单位的下级，没有接收。请检查登记的单位代码。")
_NOT_ABOVE = N_("“{office}”不是本单位的上级，不能向本单位下发，没有接收。请检查登记的单位代码。")
_REVOKED = N_("这个报送包用“{office}”已停用的密钥签名（{on} 停用），没有接收。请对方换用现在的电脑重新导出。")
_WRONG_SENDER = N_("这个报送包写的是 {sender}，签名的密钥却属于“{office}”，没有接收。请打电话向对方核实。")
_STALE = N_("接收方案看过之后，数据又有变化，没有接收。请重新查看方案再接收。")
_WAITS = N_("要先接收第 {missing} 包，这一包才能接收。请向对方要那一包，或请对方重新导出一次。")
_COVERED = N_("后来的报送包已经包含这一包的内容，不必接收。")
_DOUBT = N_("这一包与以前收到的接不上，请先打电话向对方核实，再选择“核实无误，照常接收”。")


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A record of a package that is not taken: which, whose, and why."""

    table: str
    uuid: str
    name: str
    fate: Fate
    reason: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ArrivalPlan:
    """What taking in a package would do.

    `decisions` holds every single one, a byte for each line, `digest` with the record's name; `after` is the number of
    the newest operation when it was made.
    """

    header: Header
    sha256: str
    office: str  # the sender's name
    link: Link
    missing: tuple[int, ...]
    counts: Mapping[str, Mapping[Fate, int]]  # by type of record
    listed: tuple[NotTaken, ...]
    digest: str
    decisions: bytes = field(repr=False)
    after: int
    records: int
    attachments: int

    def total(self, fate: Fate) -> int:
        """How many records meet a fate."""
        return sum(fates.get(fate, 0) for fates in self.counts.values())


def key_of(session: Session) -> Callable[[str], PublicKey | None]:
    """The key of a trusted computer by its `kid`, for opening a package; UserError for one that was revoked."""

    def known(kid: str) -> PublicKey | None:
        device = session.scalar(select(Device).where(Device.kid == kid))
        if device is None:
            return None
        _believe(device)
        return PublicKey(device.alg, device.public, device.recipient)

    return known


def _believe(device: Device) -> None:
    if device.revoked_on is not None:
        raise UserError(_REVOKED, {"office": device.office_name, "on": device.revoked_on.isoformat()})


def check_sender(session: Session, header: Header) -> Device:
    """The trusted computer that a package comes from; UserError if the package is not for us, or not the sender's."""
    own = offices.own_code(session)
    if header.sender == own and header.kind is not PackageKind.BACKUP_COPY:
        raise UserError(_FROM_US)
    everyone = header.kind is PackageKind.CATALOG and not header.receiver
    if header.receiver != own and not everyone:
        raise UserError(_NOT_FOR_US, {"receiver": office_name(session, header.receiver)})
    device = session.scalars(select(Device).where(Device.kid == header.device)).one()
    _believe(device)  # somebody may have taken the key back since the package was opened
    if device.office_code != header.sender:
        raise UserError(_WRONG_SENDER, {"sender": header.sender, "office": device.office_name})
    if header.kind is not PackageKind.REPORT and not (header.sender != own and rules.is_within(own, header.sender)):
        raise UserError(_NOT_ABOVE, {"office": device.office_name})
    return device


def office_name(session: Session, code: str) -> str:
    """The name of an office with its code, or the code alone if it is not known here."""
    name = session.scalar(select(Office.name).where(Office.code == code))
    return f"{name}（{code}）" if name else code


def plan(session: Session, parcel: Parcel, tell: Tell = lambda _done, _total: None) -> ArrivalPlan:
    """What taking in a report or a copy of our own records would do; the store is only read.

    UserError if it is not for this office, or its sender may not send it.
    """
    header, device = parcel.header, check_sender(session, parcel.header)
    if header.kind is not PackageKind.BACKUP_COPY:
        header.expect(PackageKind.REPORT)
    if header.kind is PackageKind.REPORT and not rules.is_within(header.sender, offices.own_code(session)):
        raise UserError(_NOT_BELOW, {"office": device.office_name})
    how, missing = _link(session, parcel)
    walk = _Walk(session, parcel, tell)
    if how in TAKEN_IN:
        for _lines in walk:
            pass
    return ArrivalPlan(
        header=header,
        sha256=parcel.sha256,
        office=device.office_name,
        link=how,
        missing=missing,
        counts=walk.counts,
        listed=tuple(walk.listed),
        digest=walk.digest.hexdigest(),
        decisions=bytes(walk.decisions),
        after=history.newest(session),
        records=walk.count,
        attachments=len(parcel.attachments()),
    )


def known(session: Session, kid: str, kind: str) -> list[rules.Parcel]:
    """The packages taken in from a computer, by their number."""
    found = session.scalars(select(Arrival).where(Arrival.kid == kid, Arrival.kind == kind).order_by(Arrival.seq))
    return [rules.Parcel(a.package_uuid, a.seq, a.base_seq, a.prev_sha256, a.sha256) for a in found]


def _told(header: Header, sha256: str) -> rules.Parcel:
    return rules.Parcel(header.package_uuid, header.seq, header.base_seq, header.prev_sha256, sha256)


def _link(session: Session, parcel: Parcel) -> tuple[Link, tuple[int, ...]]:
    """How a package joins those before it; a copy is whole, and numbers in between went to other offices."""
    header = parcel.header
    how, missing = rules.link(_told(header, parcel.sha256), known(session, header.device, header.kind))
    if header.kind is PackageKind.BACKUP_COPY and how in (Link.GAP, Link.FORKED):
        return Link.NEXT, ()
    return how, missing


class _Walk:
    """The lines of a package with their fates, batch by batch, and the sums of them."""

    def __init__(self, session: Session, parcel: Parcel, tell: Tell, decisions: bytes | None = None) -> None:
        self._sorter, self._parcel, self._tell = Sorter(session, parcel.header), parcel, tell
        self._decided = decisions
        self._held = frozenset(parcel.attachments())
        self._total = sum(parcel.header.counts.values())
        self.counts: dict[str, Counter[Fate]] = defaultdict(Counter)
        self.listed: list[NotTaken] = []
        self.digest = hashlib.sha256()
        self.decisions = bytearray()
        self.count = 0

    def __iter__(self) -> Iterator[list[Sorted]]:
        for lines in batches(self._parcel.records(again=self._decided is not None)):
            found = self._sorted(lines)
            for table, ones in groupby(found, attrgetter("table")):
                self.counts[table].update(one.fate for one in ones)
            for one in found:
                if one.reason and len(self.listed) < LISTED:
                    self.listed.append(NotTaken(one.table, one.uuid, one.name, one.fate, one.reason, one.values))
            self.digest.update("\n".join([f"{one.uuid} {one.fate}" for one in found]).encode())
            self.count += len(found)
            self._tell(self.count, self._total)
            yield found

    def _sorted(self, lines: Sequence[Mapping[str, Any]]) -> list[Sorted]:
        if self._decided is not None:
            return self._sorter.decided(lines, self._decided[self.count : self.count + len(lines)])
        found = self._sorter.sort(lines, self._held)
        self.decisions += bytes([one.code for one in found])
        return found


def accept(
    session: Session,
    parcel: Parcel,
    wanted: ArrivalPlan,
    now: datetime,
    verified: bool = False,
    tell: Tell = lambda _done, _total: None,
    keys: Path | None = None,
) -> Arrival:
    """Carry out exactly the plan in one operation, which can be undone.

    `verified` says that a person asked the sender about a package that does not join those before. UserError if the
    package may not be taken in, or if the store changed since the plan was made: then nothing is kept. `keys` is the
    folder of this computer's keys: after a copy of our own records it numbers on from the last package made here.
    """
    check_sender(session, parcel.header)
    how, missing = _link(session, parcel)
    if parcel.sha256 != wanted.sha256 or how is not wanted.link:
        raise UserError(_STALE)
    _may_be_taken(how, missing, verified)
    session.info["foreign"] = True
    arrival = _arrival(session, parcel, how, now)
    walk = _Walk(session, parcel, tell, wanted.decisions if _still_holds(session, wanted) else None)
    caught = CatchingUp(session, parcel.header) if parcel.header.kind is PackageKind.BACKUP_COPY else None
    for found in walk:
        take(session, found, arrival, now.date())
        if caught:
            caught.note(found)
    if walk.digest.hexdigest() != wanted.digest:
        raise UserError(_STALE)
    _contents(session, parcel)
    if caught:
        caught.finish(keys, now)
    sums = Counter[Fate]()
    for fates in walk.counts.values():
        sums.update(fates)
    arrival.taken, arrival.unchanged = sums[Fate.TAKEN], sums[Fate.UNCHANGED]
    arrival.returned, arrival.conflict = sums[Fate.RETURNED], sums[Fate.CONFLICT]
    session.flush()
    return arrival


def _still_holds(session: Session, wanted: ArrivalPlan) -> bool:
    """Whether the store is as the plan found it, and nothing was left out: else all is looked at once more."""
    before = session.scalar(select(func.max(Operation.id)).where(Operation.id < operation_of(session))) or 0
    return before == wanted.after and not wanted.total(Fate.RETURNED) and not wanted.total(Fate.CONFLICT)


def _may_be_taken(how: Link, missing: Sequence[int], verified: bool) -> None:
    if how is Link.WAITING:
        raise UserError(_WAITS, {"missing": "、".join(map(str, missing))})
    if how not in TAKEN_IN:
        raise UserError(_COVERED)
    if how in DOUBTFUL and not verified:
        raise UserError(_DOUBT)


def _arrival(session: Session, parcel: Parcel, how: Link, now: datetime) -> Arrival:
    header = parcel.header
    arrival = Arrival(
        **{"package_uuid": header.package_uuid, "kind": header.kind, "sender": header.sender, "kid": header.device},
        **{"seq": header.seq, "base_seq": header.base_seq, "sha256": parcel.sha256},
        **{"prev_sha256": header.prev_sha256, "made_at": header.made_at, "taken_at": now, "held": dict(header.held)},
        note="" if how is Link.NEXT else how,
    )
    session.add(arrival)
    session.flush()
    return arrival


def _contents(session: Session, parcel: Parcel) -> None:
    """Keep the bytes of attachments, each once."""
    for digest in parcel.attachments():
        if session.get(Content, digest) is None:
            data = parcel.attachment(digest)
            kept = Content(sha256=digest, size=len(data), data=data)
            session.add(kept)
            session.flush()
            session.expunge(kept)  # a hundred megabytes each may stand here
