"""Writes what a package brings: new records, new revisions, removals, what is in dispute; all of it journaled."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.package import Arrival, Carried, Dispute
from app.operations import offices
from app.operations.packages.kinds import Kind
from app.operations.packages.sorting import Sorted
from app.rules.packages import Fate
from app.store.many import add_many, change_many, remove_many

_DISPUTED = ("arrival_uuid", "sender", "record_table", "record_uuid", "name", "fate", "reason", "values", "theirs")
SUPERSEDED = "superseded"


def take(session: Session, found: Sequence[Sorted], arrival: Arrival, today: date) -> None:
    """Write one batch of lines of a package as they were sorted."""
    own = offices.own_code(session)
    for (_table, removed), group in groupby(found, lambda one: (one.table, one.removed)):
        taken = [one for one in group if one.fate is Fate.TAKEN]
        if not taken or taken[0].kind is None:
            continue
        if removed:
            remove(session, taken[0].kind, [one.uuid for one in taken])
        else:
            write(session, taken[0].kind, taken, own)
    _settle(session, [one.uuid for one in found], today)
    disputed = [one for one in found if one.fate in (Fate.RETURNED, Fate.CONFLICT)]
    if disputed:
        add_many(session, Dispute, _DISPUTED, [_dispute(one, arrival) for one in disputed])


def write(session: Session, kind: Kind, taken: Sequence[Sorted], own: str) -> None:
    """Add or change records of one kind; what is this office's own again keeps no foreign owner."""
    keys = [column.key for column in kind.columns]
    fresh, known = [one for one in taken if one.new], [one for one in taken if not one.new]
    if fresh:
        rows = [(one.uuid, _owner(one, own), *kind.row(one.fields)) for one in fresh]
        add_many(session, kind.cls, ["uuid", "owner_code", *keys], rows)
    if known:
        change_many(
            session,
            kind.cls,
            ["owner_code", *keys],
            [(one.here, _owner(one, own), *kind.row(one.fields)) for one in known],
        )
    _carry(session, kind, taken)


def remove(session: Session, kind: Kind, uuids: Sequence[str]) -> None:
    """Remove records of one kind, with what is carried of them."""
    remove_many(session, Carried, Carried.record_uuid.in_(uuids))
    remove_many(session, kind.cls, kind.cls.uuid.in_(uuids))


def _owner(one: Sorted, own: str) -> str:
    owner = str(one.line["owner"])
    return "" if owner == own else owner


def _carry(session: Session, kind: Kind, taken: Sequence[Sorted]) -> None:
    """Keep the fields that this program has no place for, so that they are sent on (and hashed) with the record."""
    carried = {one.here or one.uuid: unknown for one in taken if (unknown := kind.unknown(one.fields))}
    uuids = [one.here or one.uuid for one in taken if not one.new or one.uuid in carried]
    there = {c.record_uuid: c for c in session.scalars(select(Carried).where(Carried.record_uuid.in_(uuids)))}
    for uuid, kept in there.items():
        if uuid not in carried:
            session.delete(kept)
        elif kept.fields != carried[uuid]:
            kept.fields = carried[uuid]
    new = [(uuid, fields) for uuid, fields in carried.items() if uuid not in there]
    if new:
        add_many(session, Carried, ("record_uuid", "fields"), new)
    session.flush()


def _settle(session: Session, uuids: Sequence[str], today: date) -> None:
    """What was in dispute and came again is no longer: the newer line has its own fate."""
    if session.scalar(select(Dispute.id).where(Dispute.settled == "").limit(1)) is None:
        return  # mostly: then thousands of names need not be looked for
    open_ones = select(Dispute).where(Dispute.settled == "", Dispute.record_uuid.in_(uuids))
    for dispute in session.scalars(open_ones):
        dispute.settled, dispute.settled_on = SUPERSEDED, today
    session.flush()


def _dispute(one: Sorted, arrival: Arrival) -> tuple[Any, ...]:
    return (
        *(arrival.uuid, arrival.sender, one.table, one.uuid, one.name, one.fate, one.reason),
        *(dict(one.values), dict(one.line)),
    )
