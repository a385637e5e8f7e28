"""What a record of a package is called, for people: by its own name, else by that of the record it belongs to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.operations.packages.kinds import KINDS
from app.store.many import batches


@dataclass(frozen=True, slots=True)
class Named:
    """A record that wants a name: its table, its uuid, and what of its fields is known."""

    table: str
    uuid: str
    fields: Mapping[str, Any]


def kind_name(table: str) -> str:
    """What kind of record a table holds, in the language in use; the table's own name for one not known here."""
    return _(KINDS[table].label) if table in KINDS else table


def names(session: Session, wanted: Sequence[Named]) -> dict[str, str]:
    """The names by uuid; a record without a name of its own is called like the one it hangs on, or has none."""
    found = {one.uuid: name for one in wanted if (name := _own_name(one))}
    found |= _held(session, [(one.table, one.uuid) for one in wanted if one.uuid not in found])
    parents = {one.uuid: parent for one in wanted if one.uuid not in found and (parent := _parent(session, one))}
    held = _held(session, list(set(parents.values())))
    return found | {uuid: held[parent] for uuid, (_table, parent) in parents.items() if parent in held}


def _own_name(one: Named) -> str:
    kind = KINDS.get(one.table)
    return str(one.fields.get(kind.name, "")) if kind and kind.name else ""


def _parent(session: Session, one: Named) -> tuple[str, str] | None:
    """The table and uuid of what a record hangs on, by the fields of the line, else by the record that stands here."""
    kind = KINDS.get(one.table)
    if kind is None or not kind.parents:
        return None
    column, table = next(iter(kind.parents.items()))
    uuid = one.fields.get(column) or session.scalar(select(getattr(kind.cls, column)).where(kind.cls.uuid == one.uuid))
    return (table, str(uuid)) if uuid else None


def _held(session: Session, wanted: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The names of records that stand here, by uuid."""
    by_table, found = defaultdict[str, list[str]](list), dict[str, str]()
    for table, uuid in wanted:
        by_table[table].append(uuid)
    for table, uuids in by_table.items():
        kind = KINDS.get(table)
        if kind is None or not kind.name:
            continue
        for batch in batches(uuids):
            asked = select(kind.cls.uuid, getattr(kind.cls, kind.name)).where(kind.cls.uuid.in_(batch))
            found |= {uuid: name for uuid, name in session.execute(asked) if name}
    return found
