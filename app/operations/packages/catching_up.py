"""After a copy of our own records came back: what the level above holds is noted as sent, and only the rest goes again.

Without this an office that lost its file would send everything once more, and one that restored an old backup would be
warned of it for ever.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, func, insert, or_, select
from sqlalchemy.orm import Session

from app.exchange.packages.chain import Chain, chain, note_chain
from app.exchange.packages.header import Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import written
from app.exchange.packages.keys import peek
from app.models.base import new_uuid
from app.models.disclosure import Attachment
from app.models.journal import Change
from app.models.office import Office
from app.models.package import Arrival, Sent, SentContent, Shipment
from app.operations import offices
from app.operations.packages.kinds import SUMMARY, UP, Kind, content_hash
from app.operations.packages.sorting import Sorted
from app.rules.packages import Fate, scope

ARRIVED = "arrived"
"""In the header of a copy: the last package that came from each computer of the office."""
COPY = "copy"
_UPSERT = (
    'INSERT INTO sent (record_uuid, record_table, sha256, rev, replaces, seq, device, fate, reason, "values", held) '
    "VALUES (?, ?, ?, ?, ?, 0, ?, ?, '', '{}', ?) ON CONFLICT (record_uuid) DO UPDATE SET sha256 = excluded.sha256, "
    "rev = excluded.rev, replaces = excluded.replaces, seq = 0, device = excluded.device, fate = excluded.fate, "
    "reason = '', \"values\" = '{}', held = excluded.held"
)
_COPIED = Table("package_copied", MetaData(), Column("uuid", String(32), primary_key=True), prefixes=["TEMPORARY"])


class CatchingUp:
    """Notes, while a copy is taken in, what the level above holds of every record."""

    def __init__(self, session: Session, header: Header) -> None:
        self._session, self._header = session, header
        self._device = mark(header.package_uuid)
        _COPIED.drop(session.connection(), checkfirst=True)
        _COPIED.create(session.connection())

    def note(self, found: Sequence[Sorted]) -> None:
        """Note one batch of lines with their fates."""
        rows = [self._row(one) for one in found if one.fate is not Fate.RETURNED]
        seen = {one.uuid for one in found} | {one.here for one in found if one.here}
        connection = self._session.connection()
        if seen:
            connection.execute(insert(_COPIED).prefix_with("OR IGNORE"), [{"uuid": uuid} for uuid in seen])
        if rows:
            connection.exec_driver_sql(_UPSERT, rows)

    def _row(self, one: Sorted) -> tuple[Any, ...]:
        digest = "" if one.removed else content_hash(written(one.fields))
        disputed = one.fate is Fate.CONFLICT
        fate, held = (Fate.CONFLICT, one.fields) if disputed else (Fate.TAKEN, {})
        told = json.dumps(held, ensure_ascii=False)
        return one.here or one.uuid, one.table, digest, one.line["rev"], "[]", self._device, str(fate), told

    def finish(self, keys: Path | None, now: datetime) -> None:
        """Note where the office stands with the level above, and what must go again because the copy lacks it."""
        session = self._session
        session.flush()
        for kind in _asked(session):
            self._again(kind)
        upto = session.scalar(select(func.max(Change.seq))) or 0
        arrived = [one for one in self._header.body.get(ARRIVED, []) if _is_arrived(one)]
        for one in arrived:
            self._answered(one, upto, now)
        self._contents()
        if keys is not None:
            self._follow_on(keys, arrived)
        session.flush()

    def _again(self, kind: Kind) -> None:
        """What is ours and not in the copy never arrived, or was lost there."""
        missing = (
            select(kind.cls.uuid, Sent.sha256, Sent.rev, Sent.replaces)
            .outerjoin(Sent, Sent.record_uuid == kind.cls.uuid)
            .where(kind.cls.owner_code == "", kind.cls.uuid.not_in(select(_COPIED.c.uuid)))
            .where(or_(Sent.fate.is_(None), Sent.fate != Fate.RETURNED))  # that is for a person to mend first
        )
        if kind.cls is Office:
            missing = missing.where(Office.code.startswith(offices.own_code(self._session)))
        connection = self._session.connection()
        rows = [
            (uuid, kind.table, sha256 or "", rev or 0, json.dumps(replaces or []), self._device, "again", "{}")
            for uuid, sha256, rev, replaces in connection.execute(missing)
        ]
        if rows:
            connection.exec_driver_sql(_UPSERT, rows)

    def _answered(self, one: Mapping[str, Any], upto: int, now: datetime) -> None:
        """The last package that came from one computer counts as answered, and everything up to today as settled."""
        shipment = self._session.scalar(select(Shipment).where(Shipment.package_uuid == one["package_uuid"]))
        if shipment is None:
            shipment = self._shipment(one["kid"], Chain(one["seq"], one["sha256"], one["package_uuid"]))
            before: dict[str, Any] = {}
        else:
            before = {"upto": shipment.upto, "open": shipment.answered_at is None}
        shipment.upto, shipment.answered_at = upto, shipment.answered_at or now
        shipment.answer = {**shipment.answer, COPY: self._header.package_uuid, "before": before}

    def _follow_on(self, keys: Path, arrived: Sequence[Mapping[str, Any]]) -> None:
        """Let this computer number on from the last package it made, whether or not that one arrived."""
        mine = peek(keys)
        if mine is None:
            return
        kid, own = mine.public.kid, offices.own_code(self._session)
        known = chain(keys, own)
        last = max((one for one in arrived if one["kid"] == kid), key=lambda one: int(one["seq"]), default=None)
        if last is not None and last["seq"] > known.seq:
            note_chain(keys, own, Chain(last["seq"], last["sha256"], last["package_uuid"]))
            return
        self._session.flush()
        booked = select(func.max(Shipment.seq)).where(Shipment.kid == kid, Shipment.kind == PackageKind.REPORT)
        if known.seq > (self._session.scalar(booked) or 0):
            shipment = self._shipment(kid, known)
            shipment.answer = {COPY: self._header.package_uuid, "before": {}}

    def _shipment(self, kid: str, made: Chain) -> Shipment:
        """A package of which this file knows nothing but its number."""
        header = self._header
        shipment = Shipment(
            **{"package_uuid": made.package_uuid or new_uuid(), "kind": PackageKind.REPORT},
            **{"receiver": header.sender, "kid": kid, "seq": made.seq, "base_seq": 0, "sha256": made.sha256},
            **{"file": "", "size": 0, "counts": {}, "upto": 0, "made_at": header.made_at, "answer": {}},
        )
        self._session.add(shipment)
        return shipment

    def _contents(self) -> None:
        """The bytes of the attachments that the copy brought need not travel up again."""
        here = select(Attachment.sha256, func.min(0)).join(Sent, Sent.record_uuid == Attachment.uuid)
        here = here.where(Sent.device == self._device, Sent.fate == Fate.TAKEN, Attachment.sha256.not_in(_WENT))
        self._session.execute(insert(SentContent).from_select(["sha256", "seq"], here.group_by(Attachment.sha256)))


_WENT = select(SentContent.sha256)


def mark(package_uuid: str) -> str:
    """What stands in place of a computer at what a copy noted."""
    return COPY + package_uuid.replace("-", "")[-12:]


def _is_arrived(one: object) -> bool:
    texts = ("kid", "sha256", "package_uuid")
    return (
        isinstance(one, dict)
        and all(isinstance(one.get(key), str) and one[key] for key in texts)
        and type(one.get("seq")) is int
        and one["seq"] > 0
    )


def _asked(session: Session) -> list[Kind]:
    """The kinds that the level above asks of this office, in the way it sends them."""
    chosen = offices.chosen(session)
    summary = scope(offices.own(session).level, chosen["package_scope"]) == "summary"
    sealed = chosen["package_private"] == "sealed"
    return [kind for kind in UP if (kind.table in SUMMARY or not summary) and (sealed or not kind.sealed_only)]


def forget_undone(session: Session) -> None:
    """Forget what copies noted whose taking in was undone since: else their records would seem removed here."""
    made = session.scalars(select(Shipment).where(Shipment.kind == PackageKind.REPORT)).all()
    noted = [shipment for shipment in made if shipment.answer.get(COPY)]
    here = set(session.scalars(select(Arrival.package_uuid).where(Arrival.kind == PackageKind.BACKUP_COPY)))
    for shipment in noted:
        copy, before = shipment.answer[COPY], shipment.answer["before"]
        if copy in here:
            continue
        for sent in session.scalars(select(Sent).where(Sent.device == mark(copy))).all():
            session.delete(sent)
        if not before:
            session.delete(shipment)
            continue
        shipment.upto = before["upto"]
        shipment.answered_at = None if before["open"] else shipment.answered_at
        shipment.answer = {key: kept for key, kept in shipment.answer.items() if key not in (COPY, "before")}
    session.flush()
