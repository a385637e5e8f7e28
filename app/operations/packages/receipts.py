"""The receipt that goes back: what became of every package and every record, signed, and taken in by the sender."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Header, file_name
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import canonical, line
from app.exchange.packages.keys import device_key
from app.exchange.packages.reading import Parcel
from app.exchange.packages.writing import Writer
from app.i18n import N_
from app.models.disclosure import Attachment
from app.models.local import Meta
from app.models.package import Arrival, Carried, Device, Dispute, Sent, SentContent, Shipment
from app.operations.packages import headers, readable
from app.operations.packages.arriving import check_sender
from app.operations.packages.kinds import KINDS
from app.operations.packages.sending import outbox
from app.operations.packages.sorting import NO_PARENT
from app.rules import packages as rules
from app.rules.packages import Fate
from app.store.database import Store

_NONE = N_("还没有接收过“{office}”的报送包，没有回执可出。")
_OLDER = N_("这份回执（第 {seq} 号）比已经读入的（第 {known} 号）旧，没有读入。请用最新的回执。")
_BAD = N_("这份回执写得不对，没有读入。请上级重新出一份回执；仍不行时，请双方都升级到最新的程序。")
_NOT_OURS = N_("这份回执不是给这台电脑的报送包的。请在发出报送包的那台电脑上读入。")
SETTLED = {"kept": N_("上级保留了自己手里的版本。"), "taken": N_("上级采用了本单位报送的版本。")}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a receipt said."""

    seq: int
    upto: int
    packages: int
    taken: int
    unchanged: int
    returned: int
    conflict: int
    again: int


def write(store: Store, keys: Path, kid: str, now: datetime) -> Path:
    """Write the receipt for a computer into the outbox; the same state gives the same receipt, byte for byte.

    UserError if nothing of it was taken in yet.
    """
    with store.read() as session:
        device = session.scalars(select(Device).where(Device.kid == kid)).one()
        body, lines = _body(session, kid), list(_disputed(session, kid))
        if not body["packages"]:
            raise UserError(_NONE, {"office": device.office_name})
        state = canonical({"body": body, "lines": lines})
        shipment = _earlier(session, kid, state)
        number = shipment.seq if shipment else _next(session)
        mine = device_key(keys).public.kid
        header = headers.made(session, PackageKind.RECEIPT, device.office_code, mine, number, now, body=body)
        header, told = readable.of_receipt(session, header)
    target = outbox(store)
    target.mkdir(parents=True, exist_ok=True)
    if shipment is not None and (target / shipment.file).exists():
        return target / shipment.file
    path = target / file_name(header)
    with Writer(path, device_key(keys)) as bag:
        with bag.records() as put:
            for one in lines:
                put(line(one))
        readable.write(bag, told)
        written = bag.finish(header)
    answer = {"state": json.loads(state), "number": number}
    store.keep(lambda session: _book(session, header, written.sha256, path, written.size, kid, answer))
    return path


def _body(session: Session, kid: str) -> dict[str, Any]:
    """What became of every package of a computer: everything up to `upto` is here."""
    found = session.scalars(
        select(Arrival).where(Arrival.kid == kid, Arrival.kind == PackageKind.REPORT).order_by(Arrival.seq, Arrival.id)
    ).all()
    known = [rules.Parcel(a.package_uuid, a.seq, a.base_seq, a.prev_sha256, a.sha256) for a in found]
    return {
        "kid": kid,
        "upto": max((a.seq for a in found), default=0),
        "unseen": list(rules.unseen(known)),
        "packages": [
            {
                **{"package_uuid": a.package_uuid, "seq": a.seq, "sha256": a.sha256, "taken": a.taken},
                **{"unchanged": a.unchanged, "returned": a.returned, "conflict": a.conflict},
                "taken_at": a.taken_at.isoformat(timespec="seconds"),
            }
            for a in found
        ],
    }


def _disputed(session: Session, kid: str) -> Iterator[dict[str, Any]]:
    """Every record that was not taken, unless it came again since; in conflict, with what is held here."""
    asked = (
        select(Dispute, Arrival.seq)
        .join(Arrival, Arrival.uuid == Dispute.arrival_uuid)
        .where(Arrival.kid == kid, Dispute.settled != "superseded")
        .order_by(Dispute.id)
    )
    for dispute, seq in session.execute(asked):
        yield {
            **{"type": dispute.record_table, "uuid": dispute.record_uuid, "seq": seq, "fate": dispute.fate},
            **{"reason": dispute.reason, "values": dispute.values, "settled": dispute.settled, "note": dispute.note},
            "held": _held(session, dispute) if dispute.fate == "conflict" else {},
        }


def _held(session: Session, dispute: Dispute) -> dict[str, Any]:
    return held_here(session, dispute.record_table, uuid_here(session, dispute))


def uuid_here(session: Session, dispute: Dispute) -> str:
    """The uuid of the record that stands here: another one where offices know the same thing by a key."""
    kind, fields = KINDS[dispute.record_table], dispute.theirs.get("fields")
    if not kind.by_key or not fields:
        return dispute.record_uuid
    values = kind.values(fields)
    same = [getattr(kind.cls, key) == values[key] for key in kind.by_key]
    return session.scalar(select(kind.cls.uuid).where(*same)) or dispute.record_uuid


def held_here(session: Session, table: str, uuid: str) -> dict[str, Any]:
    """The fields of a record as they stand here; empty if there is none."""
    kind = KINDS[table]
    names = [column.key for column in kind.columns]
    asked = select(Carried.fields, *kind.columns).select_from(kind.cls)
    row = session.execute(
        asked.outerjoin(Carried, Carried.record_uuid == kind.cls.uuid).where(kind.cls.uuid == uuid)
    ).first()
    return {} if row is None else kind.fields(dict(zip(names, row[1:], strict=True)), carried=row[0])


def _earlier(session: Session, kid: str, state: bytes) -> Shipment | None:
    """The last receipt for a computer, if it says the same."""
    last = session.scalars(_receipts(kid).limit(1)).first()
    return last if last is not None and canonical(last.answer["state"]) == state else None


def _receipts(kid: str) -> Any:
    mine = select(Shipment).where(Shipment.kind == PackageKind.RECEIPT, Shipment.kid == kid)
    return mine.order_by(Shipment.seq.desc())


def _next(session: Session) -> int:
    """One count for all computers: the number stands in the name of the file, and all lie in one outbox."""
    last = session.scalar(select(func.max(Shipment.seq)).where(Shipment.kind == PackageKind.RECEIPT))
    return (last or 0) + 1


def _book(
    session: Session, header: Header, sha256: str, path: Path, size: int, kid: str, answer: dict[str, Any]
) -> None:
    for same in session.scalars(select(Shipment).where(Shipment.kind == header.kind, Shipment.kid == kid)):
        if same.seq == header.seq:
            session.delete(same)
    session.flush()
    session.add(
        Shipment(
            package_uuid=header.package_uuid,
            kind=header.kind,
            receiver=header.receiver,
            kid=kid,
            seq=header.seq,
            base_seq=0,
            sha256=sha256,
            file=path.name,
            size=size,
            counts={},
            made_at=header.made_at,
            answer=answer,
        )
    )


def read(store: Store, keys: Path, parcel: Parcel, now: datetime) -> Answered:
    """Take in a receipt: what was sent is answered, what was returned or disputed is told with its reason.

    UserError if it is for another computer, or older than one that was read.
    """
    with store.read() as session:
        check_sender(session, parcel.header)
        _check(session, keys, parcel.header)
    return store.keep(lambda session: _answer(session, parcel, now))


def _check(session: Session, keys: Path, header: Header) -> None:
    header.expect(PackageKind.RECEIPT)
    if header.body.get("kid") != device_key(keys).public.kid:
        raise UserError(_NOT_OURS)
    if not _is_body(header.body):
        raise UserError(_BAD)
    known = session.get(Meta, _mark(header))
    if known is not None and int(known.value) > header.seq:
        raise UserError(_OLDER, {"seq": header.seq, "known": known.value})


def _is_body(body: Mapping[str, Any]) -> bool:
    packages = body.get("packages")
    return (
        type(body.get("upto")) is int
        and isinstance(packages, list)
        and all(isinstance(one, dict) and isinstance(one.get("package_uuid"), str) for one in packages)
        and all(type(one.get(fate)) is int for one in packages for fate in Fate)
    )


def _is_line(line: Mapping[str, Any]) -> bool:
    texts, held = ("uuid", "reason", "settled"), line.get("held", {})
    return (
        all(isinstance(line.get(key), str) for key in texts)
        and type(line.get("seq")) is int
        and line.get("fate") in (Fate.RETURNED, Fate.CONFLICT)
        and isinstance(line.get("values"), dict)
        and isinstance(held, dict)
    )


def _mark(header: Header) -> str:
    return f"receipt {header.body['kid'][:16]} {header.sender}"


def _answer(session: Session, parcel: Parcel, now: datetime) -> Answered:
    header, body = parcel.header, parcel.header.body
    session.merge(Meta(key=_mark(header), value=str(header.seq)))
    told = {one["package_uuid"]: one for one in body["packages"]}
    upto = _shipments(session, body, told, now)
    here = Sent.device == body["kid"][:16]
    session.execute(
        update(Sent).where(here, Sent.seq <= upto, Sent.fate == "").values(fate=Fate.TAKEN, replaces=[], held={})
    )
    session.execute(
        update(Sent).where(here, Sent.seq > upto, Sent.fate.in_((Fate.TAKEN, Fate.UNCHANGED))).values(fate="")
    )
    again = sum(_one(session, one, upto) for one in parcel.records())
    _contents(session)
    sums = {fate: sum(one[fate] for one in told.values()) for fate in Fate}
    return Answered(
        header.seq,
        upto,
        len(told),
        sums[Fate.TAKEN],
        sums[Fate.UNCHANGED],
        sums[Fate.RETURNED],
        sums[Fate.CONFLICT],
        again,
    )


def _shipments(session: Session, body: Mapping[str, Any], told: Mapping[str, Any], now: datetime) -> int:
    """Mark what the receipt covers as answered, and what it no longer covers as waiting; the newest number covered."""
    upto = int(body["upto"])
    mine = select(Shipment).where(Shipment.kid == body["kid"], Shipment.kind == PackageKind.REPORT)
    for shipment in session.scalars(mine):
        covered = shipment.seq <= upto
        if covered and shipment.answered_at is None:
            shipment.answered_at = now
        elif not covered:
            shipment.answered_at = None
        shipment.answer = dict(told.get(shipment.package_uuid, {"covered": covered}))
    session.flush()
    return upto


def _one(session: Session, one: Mapping[str, Any], upto: int) -> bool:
    """What became of one record that was not taken; whether it goes again by itself with the next package."""
    if not _is_line(one):
        raise UserError(_BAD)
    sent = session.get(Sent, one["uuid"])
    if sent is None or sent.seq != one["seq"]:
        return False  # it went again since: the newer package has its own answer
    if sent.fate == "again" and not one["settled"]:
        return True  # an older answer, read once more: somebody decided since that it goes again
    sent.fate, sent.reason, sent.values = one["fate"], one["reason"], one["values"]
    sent.held = one.get("held", {})
    if one["settled"]:
        sent.fate, sent.reason = (Fate.TAKEN if one["settled"] == "taken" else Fate.RETURNED), SETTLED[one["settled"]]
    if one["reason"] == NO_PARENT:
        sent.fate = "again"
    return sent.fate == "again"


def _contents(session: Session) -> None:
    """The bytes of attachments that were taken need not travel again."""
    went = (
        select(Attachment.sha256, func.max(Sent.seq))
        .join(Sent, Sent.record_uuid == Attachment.uuid)
        .where(Sent.fate.in_((Fate.TAKEN, Fate.UNCHANGED)))
        .where(~exists().where(SentContent.sha256 == Attachment.sha256))
        .group_by(Attachment.sha256)
    )
    session.execute(insert(SentContent).from_select(["sha256", "seq"], went))
