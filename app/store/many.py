"""Thousands of records of one class at once, journaled like every other: `executemany` in place of one object each."""

import os
import struct
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain, islice, repeat
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    Select,
    Table,
    case,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.models.base import Record
from app.models.journal import Change
from app.store import indexing

T = TypeVar("T")
BATCH = 5_000
_CHANGE = ("operation_id", "record_table", "record_uuid", "kind", "before")


def add_many(session: Session, cls: type[Record], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Add a record for each row, whose values stand in the order of `columns`; returns the uuids in that order.

    Columns not named get their default. `uuid` may be among those named; otherwise each record gets a new one. Rows
    may come from a generator, which may tell how far it is, or raise to stop; it must not change records itself.
    RuntimeError outside `Store.change()`.
    """
    table = _table(cls)
    if unknown := [column for column in columns if column not in table.c]:
        raise TypeError(f"{table.name} has no column {unknown}")
    operation = operation_of(session)
    session.flush()  # what is pending was done earlier: its changes come first, and foreign keys may need it
    connection = session.connection()
    last = connection.scalar(select(func.max(table.c.id))) or 0
    fresh, uuids = new_uuids(), list[str]()
    for batch in batches(rows):
        named: dict[str, Sequence[Any]] = dict(zip(columns, zip(*batch, strict=True), strict=True))
        if "uuid" not in named:
            named["uuid"] = list(islice(fresh, len(batch)))
        uuids += named["uuid"]
        before = connection.scalar(select(func.max(table.c.id))) or 0
        _insert(connection, table, named)
        _learn(connection, cls, table.c.id > before)
    if uuids:
        _journal_added(connection, table, operation, last)
        session.info["tables"].add(table.name)
    return uuids


def remove_many(session: Session, cls: type[Record], which: ColumnElement[bool]) -> None:
    """Remove the records of one class for which the condition holds, the newest first.

    RuntimeError outside `Store.change()`.
    """
    table = _table(cls)
    operation = operation_of(session)
    session.flush()
    connection = session.connection()
    last = connection.scalar(select(func.max(Change.seq)))
    removed = _marked(table, operation, "removed").where(which).order_by(table.c.id.desc())
    if connection.execute(insert(Change).from_select(_CHANGE, removed)).rowcount:
        journaled = select(Change.record_uuid).where(Change.operation_id == operation, Change.seq > (last or 0))
        _forget(connection, cls, table.c.uuid.in_(journaled))
        connection.execute(delete(table).where(table.c.uuid.in_(journaled)))
        session.info["tables"].add(table.name)
        session.expire_all()  # objects of what is gone must not look alive


def change_many(session: Session, cls: type[Record], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Change the record of each row, which begins with its uuid, then the new values of `columns`; how many there were.

    RuntimeError outside `Store.change()`. A uuid that no record has is passed over.
    """
    table = _table(cls)
    operation = operation_of(session)
    session.flush()
    connection, changed = session.connection(), 0
    for batch in batches(rows):
        named: dict[str, Sequence[Any]] = dict(zip(("uuid", *columns), zip(*batch, strict=True), strict=True))
        these = table.c.uuid.in_(named["uuid"])
        changed += connection.execute(
            insert(Change).from_select(_CHANGE, _marked(table, operation, "changed").where(these))
        ).rowcount
        _forget(connection, cls, these)
        _update(connection, table, named)
        _learn(connection, cls, these)
    if changed:
        session.info["tables"].add(table.name)
        session.expire_all()
    return changed


def operation_of(session: Session) -> int:
    """The number of the operation that is going on; RuntimeError outside `Store.change()`."""
    operation = session.info.get("operation")
    if operation is None:
        raise RuntimeError("records change only inside Store.change()")
    return int(operation)


def plain(value: Any) -> Any:
    """The value as the journal keeps it, in JSON."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """The things in lists of at most `BATCH`."""
    left = iter(things)
    while batch := list(islice(left, BATCH)):
        yield batch


def new_uuids() -> Iterator[str]:
    """Uuids of version 7 without end that grow from one to the next.

    Each is the one before plus a random step (RFC 9562, 6.2, method 2); the first leaves room for millions of steps.
    """
    moment = time.time_ns() // 1_000_000
    start = int.from_bytes(os.urandom(10))
    head = f"{moment:012x}7{start >> 68:03x}"
    tail = 0x2 << 62 | start & (1 << 61) - 1
    while True:
        for (step,) in struct.iter_unpack("I", os.urandom(4 * BATCH)):
            tail += step + 1
            yield f"{head}{tail:016x}"


def _table(cls: type[Record]) -> Table:
    table = cls.__table__
    assert isinstance(table, Table)
    return table


def _insert(connection: Connection, table: Table, named: Mapping[str, Iterable[Any]]) -> None:
    """Insert rows that come column by column; each column's type turns its values into what the file stores."""
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(named))
    columns = [table.c[key] for key in statement.positiontup or ()]
    values = [named[column.key] if column.key in named else repeat(_default(column)) for column in columns]
    stored = [_stored(column, connection.dialect, each) for column, each in zip(columns, values, strict=True)]
    connection.exec_driver_sql(str(statement), list(zip(*stored, strict=False)))  # what repeats never ends


def _update(connection: Connection, table: Table, named: Mapping[str, Sequence[Any]]) -> None:
    """Write the columns of rows known by their uuid; the uuid comes first in `named`."""
    uuids, *values = (_stored(table.c[key], connection.dialect, each) for key, each in named.items())
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(f"{quote(key)} = ?" for key in named if key != "uuid")
    connection.exec_driver_sql(
        f"UPDATE {quote(table.name)} SET {columns} WHERE uuid = ?", list(zip(*values, uuids, strict=True))
    )


def _learn(connection: Connection, cls: type[Record], which: ColumnElement[bool]) -> None:
    if cls.search_name:
        for found in indexing.rows(connection, cls, which):
            indexing.learn(connection, cls, found)


def _forget(connection: Connection, cls: type[Record], which: ColumnElement[bool]) -> None:
    if cls.search_name:
        for found in indexing.rows(connection, cls, which):
            indexing.forget(connection, cls, found)


def _marked(table: Table, operation: int, kind: str) -> Select[Any]:
    """Entries of the journal for rows of a table as they stand; the database writes them without fetching the rows."""
    before = func.json_object(*chain.from_iterable((literal(column.key), _as_json(column)) for column in table.c))
    return select(literal(operation), literal(table.name), table.c.uuid, literal(kind), before)


def _stored(column: Column[Any], dialect: Dialect, values: Iterable[Any]) -> Iterable[Any]:
    processor = column.type.dialect_impl(dialect).bind_processor(dialect)
    if processor is None:
        return values
    return map(cache(processor) if isinstance(column.type, Date) else processor, values)  # the same few days come again


def _default(column: Column[Any]) -> Any:
    if not isinstance(column.default, ScalarElementColumnDefault):
        raise RuntimeError(f"{column} must be among the columns: its default is no plain value")
    return column.default.arg


def _journal_added(connection: Connection, table: Table, operation: int, last: int) -> None:
    """Journal the records beyond this number; the database reads their uuids itself, which is quickest."""
    mark = (literal(operation), literal(table.name), table.c.uuid, literal("added"), literal({}, JSON))
    added = select(*mark).where(table.c.id > last).order_by(table.c.id)
    connection.execute(insert(Change).from_select(_CHANGE, added))


def _as_json(column: Column[Any]) -> ColumnElement[Any]:
    """What stands in the file, as `plain` and JSON would write it: the database does it without fetching the rows."""
    if isinstance(column.type, DateTime):
        return func.replace(func.replace(column, " ", "T"), ".000000", "")
    if isinstance(column.type, Boolean):
        return func.json(case((column, "true"), (~column, "false")))
    return func.json(column) if isinstance(column.type, JSON) else column
