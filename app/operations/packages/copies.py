"""A copy of an office's own records (本单位数据副本), made by the level above for one that lost its file.

It holds what that office handed up, as it was handed up: what went up masked comes back masked. The office plans and
accepts it like any package (arriving.py): what it lacks comes back as its own, what differs is shown side by side.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.header import Header, file_name
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import line, written
from app.exchange.packages.keys import device_key
from app.exchange.packages.writing import Writer
from app.i18n import N_
from app.models.disclosure import Attachment
from app.models.journal import Change, Operation
from app.models.local import Content
from app.models.package import Arrival, Carried, Device, Shipment
from app.operations.packages import headers, readable
from app.operations.packages.arriving import office_name
from app.operations.packages.catching_up import ARRIVED
from app.operations.packages.kinds import UP, Kind, content_hash
from app.operations.packages.sending import Exported, outbox
from app.store.database import Store
from app.store.many import BATCH

Tell = Callable[[int, int], None]
_NOTHING = N_("这里没有“{office}”报送过的记录，没有副本可出。请核对单位代码。")
_NO_KEY = N_(
    "还没有“{office}”的密钥，或者都已停用，副本不能加密，没有导出。"
    "请先在“信任”里登记该单位现在所用电脑的登记卡，并用电话核对指纹。"
)


def make(
    store: Store, keys: Path, office_code: str, now: datetime, tell: Tell = lambda _done, _total: None
) -> Exported:
    """Write every record of an office that is held here into the outbox, sealed for that office's computers.

    UserError if nothing of it is held, or none of its computers is trusted.
    """
    folder = outbox(store)
    folder.mkdir(parents=True, exist_ok=True)
    with store.read() as session:
        recipients = _recipients(session, keys, office_code)
        header = _header(session, keys, office_code, now)
        target = folder / file_name(header)
        with Writer(target, device_key(keys)) as bag:
            lines = _Lines(session, office_code, tell)
            with bag.records() as put:
                for one in lines:
                    put(line(one))
            if not lines.counts:
                raise UserError(_NOTHING, {"office": office_name(session, office_code)})
            _attach(session, office_code, bag)
            header, told = readable.of_lines(session, replace(header, counts=lines.counts), ())
            readable.write(bag, told)
            whole = bag.finish(header)
    sealed = whole.path.with_name(whole.path.name + ".age")
    envelope.seal(whole.path, sealed, recipients)
    whole.path.unlink()
    exported = Exported(sealed, header, whole.sha256, sealed.stat().st_size, sum(lines.counts.values()), True)
    store.keep(lambda session: session.add(_shipment(exported)))
    return exported


def _recipients(session: Session, keys: Path, code: str) -> list[str]:
    """Its computers, its recovery key and, so that there are always two, this computer, which holds it all anyway."""
    trusted = Device.office_code == code, Device.revoked_on.is_(None), Device.recipient != ""
    devices = session.scalars(select(Device).where(*trusted)).all()
    if not devices:
        raise UserError(_NO_KEY, {"office": office_name(session, code)})
    theirs = [each for device in devices for each in (device.recipient, device.recovery) if each]
    return list(dict.fromkeys([*theirs, device_key(keys).public.recipient]))


def _header(session: Session, keys: Path, code: str, now: datetime) -> Header:
    """The header; it tells the last package that came from each computer of the office."""
    last = session.scalar(select(func.max(Shipment.seq)).where(Shipment.kind == PackageKind.BACKUP_COPY)) or 0
    of_it = select(Arrival).where(Arrival.kind == PackageKind.REPORT, Arrival.sender == code)
    newest = {arrival.kid: arrival for arrival in session.scalars(of_it.order_by(Arrival.seq, Arrival.id))}
    arrived = [
        {"kid": kid, "seq": a.seq, "sha256": a.sha256, "package_uuid": a.package_uuid} for kid, a in newest.items()
    ]
    kid = device_key(keys).public.kid
    return headers.made(session, PackageKind.BACKUP_COPY, code, kid, last + 1, now, body={ARRIVED: arrived})


def _shipment(exported: Exported) -> Shipment:
    header = exported.header
    return Shipment(
        **{"package_uuid": header.package_uuid, "kind": header.kind, "receiver": header.receiver},
        **{"kid": header.device, "seq": header.seq, "base_seq": 0, "sha256": exported.sha256},
        **{"file": exported.path.name, "size": exported.size, "records": exported.records},
        **{"counts": dict(header.counts), "made_at": header.made_at, "answer": {}},
    )


class _Lines:
    """The record lines of a copy: everything held of the office, then what it told us it had removed."""

    def __init__(self, session: Session, code: str, tell: Tell) -> None:
        self._session, self._code, self._tell = session, code, tell
        self.counts: dict[str, int] = {}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for kind in UP:
            for one in self._held(kind):
                yield self._counted(kind, one)
        for kind in reversed(UP):
            for one in self._removed(kind):
                yield self._counted(kind, one)

    def _counted(self, kind: Kind, one: dict[str, Any]) -> dict[str, Any]:
        self.counts[kind.table] = self.counts.get(kind.table, 0) + 1
        done = sum(self.counts.values())
        if not done % BATCH:
            self._tell(done, 0)
        return one

    def _held(self, kind: Kind) -> Iterator[dict[str, Any]]:
        keys = [column.key for column in kind.columns]
        asked = (
            select(kind.cls.uuid, Carried.fields, *kind.columns)
            .outerjoin(Carried, Carried.record_uuid == kind.cls.uuid)
            .where(kind.cls.owner_code == self._code)
            .order_by(kind.cls.uuid)
            .execution_options(yield_per=BATCH)
        )
        for uuid, carried, *values in self._session.connection().execute(asked):
            fields = kind.fields(dict(zip(keys, values, strict=True)), carried=carried)
            yield {**self._head(kind, uuid), "replaces": [], "fields": fields}

    def _removed(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """What the office removed since: a backup older than that still has it, and must not bring it back.

        What went because taking in a package was undone here is not meant: the office still has it.
        """
        newest = (
            select(func.max(Change.seq))
            .join(Operation, Operation.id == Change.operation_id)
            .where(Change.record_table == kind.table, Change.kind == "removed", Operation.undoes.is_(None))
            .where(Change.before["owner_code"].as_string() == self._code)
            .where(Change.record_uuid.not_in(select(kind.cls.uuid)))
            .group_by(Change.record_uuid)
        )
        asked = select(Change.record_uuid, Change.before).where(Change.seq.in_(newest)).order_by(Change.record_uuid)
        for uuid, before in self._session.execute(asked):
            fields = kind.fields(kind.values(before))
            yield {**self._head(kind, uuid), "replaces": [content_hash(written(fields))], "deleted": True}

    def _head(self, kind: Kind, uuid: str) -> dict[str, Any]:
        return {"type": kind.table, "uuid": uuid, "owner": self._code, "rev": 1, "at": "", "author": ""}


def _attach(session: Session, code: str, bag: Writer) -> None:
    asked = select(Attachment.sha256).where(Attachment.owner_code == code).distinct().order_by(Attachment.sha256)
    for digest in session.scalars(asked).all():
        data = session.scalar(select(Content.data).where(Content.sha256 == digest))
        if data is not None:
            bag.attach(digest, data)
