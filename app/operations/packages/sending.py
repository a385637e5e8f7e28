"""What goes up: every record that changed since the last receipt, in one signed package in the outbox."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.chain import Chain, chain, note_chain
from app.exchange.packages.header import Header, file_name
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import written
from app.exchange.packages.keys import device_key
from app.exchange.packages.writing import Writer, Written
from app.i18n import N_
from app.models.disclosure import Attachment
from app.models.journal import Change, Operation
from app.models.local import Content
from app.models.office import Office
from app.models.package import Carried, Device, OfficeFigure, Sent, SentContent, Shipment
from app.operations import offices
from app.operations.gate import Gate, gate
from app.operations.packages import headers, office_figures, readable
from app.operations.packages.catching_up import forget_undone
from app.operations.packages.kinds import SUMMARY, UP, Kind, content_hash
from app.rules.offices import parent_code
from app.rules.packages import scope
from app.store.database import Store
from app.store.many import BATCH

Tell = Callable[[int, int], None]
SEALED = ".age"
REMEMBERED = 8
"""So many earlier revisions of a record are named as replaced: one for each package that was lost in a row."""
FIGURES = N_("汇总各单位年度数据")
_UNCONFIRMED = N_("数据在 {at} 从备份恢复过，还没有人核对，不能报送。请先在“设置—备份”里确认数据无误，再报送。")
RESTORED = N_(
    "本机已经报送到第 {known} 包，数据文件里只记到第 {seq} 包：数据文件可能恢复过旧备份。"
    "请先向上级要一份“本单位数据副本”补齐，再报送；确认无误的，可以选择照常报送。"
)
_NOTHING = N_("上次报送之后没有新的内容，不必报送。上级要求重报的，请在“已退回”里选择重报。")
NO_PARENT = N_("盟市以上没有接收报送的上级，不用报送。")
_NO_KEY = N_("还没有上级的密钥，不能加密报送个人信息。请先在“信任”里登记上级的登记卡，或改为不报送个人信息。")
_UPSERT = (
    'INSERT INTO sent (record_uuid, record_table, sha256, rev, replaces, seq, device, fate, reason, "values", held) '
    "VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '{}', '{}') ON CONFLICT (record_uuid) DO UPDATE SET "
    "sha256 = excluded.sha256, rev = excluded.rev, replaces = excluded.replaces, seq = excluded.seq, "
    "device = excluded.device, fate = '', "
    "reason = '', \"values\" = '{}', held = '{}'"
)
_TOUCHED = Table(
    "package_touched",
    MetaData(),
    Column("uuid", String(32), primary_key=True),
    Column("seq", Integer),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this computer stands with the level above; `restored` tells of a store that went back in time."""

    kid: str
    seq: int
    answered: int
    upto: int
    chain: Chain
    restored: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A package in the outbox."""

    path: Path
    header: Header
    sha256: str
    size: int
    records: int
    sealed: bool


def outbox(store: Store) -> Path:
    """The folder beside the office's file where packages lie until they are carried away."""
    return store.path.parent / "packages" / "out"


def receiver_of(session: Session) -> str:
    """The code of the office above; UserError at the top."""
    above = parent_code(offices.own_code(session))
    if not above:
        raise UserError(NO_PARENT)
    return above


def standing(session: Session, keys: Path) -> Standing:
    """Where this computer stands: its last package, the last one answered, how much waits."""
    kid, own = device_key(keys).public.kid, offices.own_code(session)
    mine = select(Shipment).where(Shipment.kind == PackageKind.REPORT)
    last = session.scalar(
        select(func.max(Shipment.seq)).where(Shipment.kid == kid, Shipment.kind == PackageKind.REPORT)
    )
    answered = session.scalars(
        mine.where(Shipment.answered_at.is_not(None)).order_by(Shipment.upto.desc(), Shipment.id.desc()).limit(1)
    ).first()
    on_this = session.scalar(
        select(func.max(Shipment.seq)).where(
            Shipment.kid == kid, Shipment.kind == PackageKind.REPORT, Shipment.answered_at.is_not(None)
        )
    )
    known = chain(keys, own)
    upto = answered.upto if answered and not _held_back(session, answered) else 0
    return Standing(kid, last or 0, on_this or 0, upto, known, known.seq > (last or 0), _waiting(session, upto))


def _held_back(session: Session, answered: Shipment) -> bool:
    """Whether that package went masked and now all goes sealed: then what was held back has to go as well."""
    masked = answered.file != "" and not answered.file.endswith(SEALED)
    return masked and offices.chosen(session)["package_private"] == "sealed"


def _waiting(session: Session, upto: int) -> int:
    """How many records were touched since; some of them may be again as they were."""
    tables = [kind.table for kind in _asked(session)]
    touched = select(Change.record_uuid).where(Change.seq > upto, Change.record_table.in_(tables)).distinct()
    return session.scalar(select(func.count()).select_from(touched.subquery())) or 0


def _asked(session: Session) -> tuple[Kind, ...]:
    """The kinds that the level above asks of this office."""
    asked = scope(offices.own(session).level, offices.chosen(session)["package_scope"])
    return tuple(kind for kind in UP if asked == "records" or kind.table in SUMMARY)


def export(
    store: Store, keys: Path, now: datetime, despite: bool = False, tell: Tell = lambda _done, _total: None
) -> Exported:
    """Write a package with everything the level above has not acknowledged; it lies in the outbox until carried.

    `despite` goes on although the store seems to have been restored from an old backup. UserError if it was and nobody
    confirmed, if there is nothing to send, or if personal data shall be sealed and the receiver's key is not known.
    """
    restored = store.fact("restored")
    if restored:
        raise UserError(_UNCONFIRMED, {"at": restored})
    store.keep(forget_undone)
    with store.read() as session:
        summary = {kind.table for kind in _asked(session)} == SUMMARY
    if summary:
        store.change(FIGURES, lambda session: office_figures.refresh(session, now.date()))
    folder = outbox(store)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder) as spool:
        with store.read() as session:
            exported, shipment = _written(session, store, keys, now, despite, spool, tell)
        spool.seek(0)
        store.keep(lambda session: _book(session, shipment, spool))
    own = exported.header.sender
    note_chain(keys, own, Chain(exported.header.seq, exported.sha256, exported.header.package_uuid))
    return exported


def _written(
    session: Session, store: Store, keys: Path, now: datetime, despite: bool, spool: IO[str], tell: Tell
) -> tuple[Exported, Shipment]:
    stands = standing(session, keys)
    if stands.restored and not despite:
        raise UserError(RESTORED, {"known": stands.chain.seq, "seq": stands.seq})
    sealed = offices.chosen(session)["package_private"] == "sealed"
    recipients = recipients_of(session, receiver_of(session)) if sealed else []
    header = _header(session, stands, now)
    upto = session.scalar(select(func.max(Change.seq))) or 0
    _touch(session, stands.upto)
    target = outbox(store) / file_name(header)
    lines = _Lines(session, None if sealed else gate(session), stands, spool, tell)
    with Writer(target, device_key(keys)) as bag:
        with bag.records() as put:
            for line in lines:
                put(line)
        if not lines.count:
            raise UserError(_NOTHING)
        _attach(session, bag)
        zh, mn = readable.summary(session, lines.counts, header)
        header = replace(header, counts=lines.counts, summary_zh=zh, summary_mn=mn)
        readable.tags(session, bag, header, _names(session))
        written = bag.finish(header)
    written = _sealed(written, recipients) if sealed else written
    shipment = Shipment(
        package_uuid=header.package_uuid,
        kind=header.kind,
        receiver=header.receiver,
        kid=stands.kid,
        seq=header.seq,
        base_seq=header.base_seq,
        prev_sha256=header.prev_sha256,
        sha256=written.sha256,
        file=written.path.name,
        size=written.size,
        records=lines.count,
        counts=dict(lines.counts),
        upto=upto,
        made_at=header.made_at,
        answer={},
    )
    return Exported(written.path, header, written.sha256, written.size, lines.count, sealed), shipment


def recipients_of(session: Session, receiver: str) -> list[str]:
    """For whom a package to an office is sealed: each of its trusted computers, and its recovery key."""
    devices = session.scalars(
        select(Device).where(Device.office_code == receiver, Device.revoked_on.is_(None), Device.recipient != "")
    ).all()
    if not devices:
        raise UserError(_NO_KEY)
    return list(dict.fromkeys([d.recipient for d in devices] + [d.recovery for d in devices if d.recovery]))


def _sealed(written: Written, recipients: Sequence[str]) -> Written:
    target = written.path.with_name(written.path.name + SEALED)
    try:
        envelope.seal(written.path, target, recipients)
    finally:
        written.path.unlink()  # also where nothing was sealed: it holds in the clear what must not lie about
    return replace(written, path=target, size=target.stat().st_size)


def _header(session: Session, stands: Standing, now: datetime) -> Header:
    return headers.made(
        session,
        PackageKind.REPORT,
        receiver_of(session),
        stands.kid,
        max(stands.seq, stands.chain.seq) + 1,
        now,
        base_seq=stands.answered,
        prev_sha256=stands.chain.sha256,
        body={"restored": True} if stands.restored else None,
    )


def _touch(session: Session, upto: int) -> None:
    """Note what may have to go: touched since the last receipt, never answered, or asked for again."""
    connection = session.connection()
    _TOUCHED.create(connection)
    tables = [kind.table for kind in _asked(session)]
    since = (
        select(Change.record_uuid, func.max(Change.seq).label("seq"))
        .where(Change.seq > upto, Change.record_table.in_(tables))
        .group_by(Change.record_uuid)
    )
    newest = select(func.max(Change.seq)).where(Change.record_uuid == Sent.record_uuid).scalar_subquery()
    waiting = select(Sent.record_uuid, newest).where(Sent.fate.in_(("", "again")), Sent.record_table.in_(tables))
    both = union_all(since, waiting).subquery()
    connection.execute(
        insert(_TOUCHED).from_select(
            ["uuid", "seq"], select(both.c.record_uuid, func.max(both.c.seq)).group_by(both.c.record_uuid)
        )
    )


class _Lines:
    """The record lines of a package, one after the other; what must be remembered of each goes to the spool."""

    def __init__(self, session: Session, shown: Gate | None, stands: Standing, spool: IO[str], tell: Tell) -> None:
        self._session, self._gate, self._spool, self._tell = session, shown, spool, tell
        self._own = offices.own_code(session)
        self._kinds = _asked(session)
        self._total = session.scalar(select(func.count()).select_from(_TOUCHED)) or 0
        self.count = 0
        self.counts: dict[str, int] = {}

    def __iter__(self) -> Iterator[bytes]:
        for kind in self._kinds:
            if self._gate is None or not kind.sealed_only:
                yield from self._revisions(kind)
        for kind in reversed(self._kinds):  # what hangs on others goes first; also what once went sealed
            yield from self._removals(kind)

    def _revisions(self, kind: Kind) -> Iterator[bytes]:
        keys = [column.key for column in kind.columns]
        asked = _rows_of(kind, self._own).execution_options(yield_per=BATCH)
        for row in self._session.connection().execute(asked):
            uuid, at, author, sha256, rev, replaces, fate, carried, owner = row[:9]
            fields = kind.fields(dict(zip(keys, row[9:], strict=True)), self._gate, carried)
            digest = content_hash(written(fields))
            if sha256 == digest and fate not in ("", "again"):
                continue
            known = list(replaces or [])
            if sha256 and sha256 != digest:
                known = [*known, sha256][-REMEMBERED:]
            yield self._line(kind, uuid, (rev or 0) + (sha256 != digest), digest, known, at, author, fields, owner)

    def _removals(self, kind: Kind) -> Iterator[bytes]:
        asked = (
            select(Sent.record_uuid, Operation.at, Operation.person, Sent.sha256, Sent.rev, Sent.replaces, Sent.fate)
            .join(_TOUCHED, _TOUCHED.c.uuid == Sent.record_uuid)
            .outerjoin(Change, Change.seq == _TOUCHED.c.seq)
            .outerjoin(Operation, Operation.id == Change.operation_id)
            .outerjoin(kind.cls, kind.cls.uuid == Sent.record_uuid)
            .where(Sent.record_table == kind.table, kind.cls.uuid.is_(None))
            .order_by(Sent.record_uuid)
        )
        for uuid, at, author, sha256, rev, replaces, fate in self._session.connection().execute(asked):
            if not sha256 and fate not in ("", "again"):
                continue
            known = [*replaces, *([sha256] if sha256 else [])][-REMEMBERED:]
            yield self._line(kind, uuid, rev + bool(sha256), "", known, at, author, None)

    def _line(
        self,
        kind: Kind,
        uuid: str,
        rev: int,
        digest: str,
        known: list[str],
        at: datetime | None,
        author: str | None,
        fields: dict[str, Any] | None,
        owner: str = "",
    ) -> bytes:
        """A line; what must be remembered of it goes to the spool."""
        self._spool.write(f"{uuid}\t{kind.table}\t{digest}\t{rev}\t{json.dumps(known) if known else '[]'}\n")
        self.count += 1
        self.counts[kind.table] = self.counts.get(kind.table, 0) + 1
        if not self.count % BATCH:
            self._tell(self.count, self._total)
        line = {
            "at": at.isoformat(timespec="seconds") if at else "",
            "author": author or "",
            "owner": owner or self._own,
            "replaces": known,
            "rev": rev,
            "type": kind.table,
            "uuid": uuid,
        }
        return written(line | ({"deleted": True} if fields is None else {"fields": fields})) + b"\n"


def _rows_of(kind: Kind, own: str) -> Any:
    """What may have to go of a kind, with what is known of each: when and by whom, and what was sent of it."""
    asked = (
        select(
            kind.cls.uuid,
            Operation.at,
            Operation.person,
            Sent.sha256,
            Sent.rev,
            Sent.replaces,
            Sent.fate,
            Carried.fields,
            kind.cls.owner_code,
            *kind.columns,
        )
        .join(_TOUCHED, _TOUCHED.c.uuid == kind.cls.uuid)
        .outerjoin(Sent, Sent.record_uuid == kind.cls.uuid)
        .outerjoin(Carried, Carried.record_uuid == kind.cls.uuid)
        .outerjoin(Change, Change.seq == _TOUCHED.c.seq)
        .outerjoin(Operation, Operation.id == Change.operation_id)
        .order_by(kind.cls.uuid)
    )
    if kind.cls is OfficeFigure:  # what an office below told of itself goes on as it came
        return asked.where(OfficeFigure.office_code.startswith(own))
    asked = asked.where(kind.cls.owner_code == "")
    if kind.cls is Office:
        return asked.where(Office.code.startswith(own))
    return asked


def _attach(session: Session, bag: Writer) -> None:
    """The bytes of attachments that the level above does not have yet."""
    asked = (
        select(Attachment.sha256)
        .join(_TOUCHED, _TOUCHED.c.uuid == Attachment.uuid)
        .outerjoin(SentContent, SentContent.sha256 == Attachment.sha256)
        .where(SentContent.sha256.is_(None), Attachment.owner_code == "")
        .distinct()
    )
    for digest in session.scalars(asked.order_by(Attachment.sha256)).all():
        data = session.scalar(select(Content.data).where(Content.sha256 == digest))
        if data is not None:
            bag.attach(digest, data)


def _names(session: Session) -> Callable[[Kind, int], list[tuple[str, str]]]:
    """For people: office code and name of the first records of a kind, as the gate lets them out."""
    shown = gate(session)

    def first(kind: Kind, limit: int) -> list[tuple[str, str]]:
        if not kind.name:
            return []
        office = getattr(kind.cls, "office_code", None)
        columns = (literal("") if office is None else office, getattr(kind.cls, kind.name))
        asked = select(*columns).join(_TOUCHED, _TOUCHED.c.uuid == kind.cls.uuid).where(kind.cls.owner_code == "")
        return [
            (code, kind.named(name, shown))
            for code, name in session.execute(asked.order_by(kind.cls.uuid).limit(limit))
        ]

    return first


def _book(session: Session, shipment: Shipment, spool: IO[str]) -> None:
    """Remember what was sent."""
    session.add(shipment)
    session.flush()
    connection, rows = session.connection(), list[tuple[Any, ...]]()
    for text in spool:
        uuid, table, digest, rev, known = text.rstrip("\n").split("\t")
        rows.append((uuid, table, digest, int(rev), known, shipment.seq, shipment.kid[:16]))
        if len(rows) == BATCH:
            connection.exec_driver_sql(_UPSERT, rows)
            rows.clear()
    if rows:
        connection.exec_driver_sql(_UPSERT, rows)
