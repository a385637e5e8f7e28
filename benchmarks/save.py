"""One disclosure saved with journal and search index, against bare `sqlite3` inserts of the very same rows.

Both write through the same connection, in turn, one transaction each: the same pragmas, the same cache. Now and then
one more save goes between, or the search index, which merges at every sixteenth, would always do so on the same side.
The bare side is handed the finished rows and search keys; what it costs to work them out is part of what the program
is measured on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from statistics import median
from typing import Any

from app.models.base import new_uuid
from app.models.disclosure import Disclosure
from app.operations import catalogs, disclosures
from app.rules.disclosures import DisclosureDraft
from app.store import indexing
from app.store.database import Store
from benchmarks.clock import Figure, percentile, timed, told
from benchmarks.make_store import TODAY
from benchmarks.rows import FORMS, PLACES

TIMES = 300
_WARM_UP = 10
_WRITTEN = (
    ("operation", "SELECT * FROM operation ORDER BY id DESC LIMIT 1"),
    ("disclosure", "SELECT * FROM disclosure ORDER BY id DESC LIMIT 1"),
    ("change", "SELECT * FROM change ORDER BY seq DESC LIMIT 1"),
)


@dataclass(frozen=True)
class Insert:
    """One bare statement with its values."""

    statement: str
    values: tuple[Any, ...]


def measure(store: Store, times: int = TIMES) -> list[Figure]:
    """Save so many disclosures either way, and tell how the two compare."""
    ours: list[float] = []
    bare: list[float] = []
    random = Random(times)
    for draft in _drafts(store, times + _WARM_UP):
        work = partial(disclosures.register, draft=draft, today=TODAY)
        if random.random() < 0.5:
            store.change(disclosures.REGISTER, work, {"name": draft.title})
        with timed(ours):
            store.change(disclosures.REGISTER, work, {"name": draft.title})
        with _bare(store) as connection:
            inserts = _same_rows(connection)
            with timed(bare):
                _insert(connection, inserts)
    return _figures(ours[_WARM_UP:], bare[_WARM_UP:])


def _figures(ours: list[float], bare: list[float]) -> list[Figure]:
    print(told("save through the program", ours))
    print(told("bare inserts of the same rows", bare))
    return [
        Figure("save against bare inserts, median", median(ours) / median(bare), "×", 5),
        Figure("save, 99th percentile", percentile(ours, 0.99), "ms", 15),
        Figure("save, longest", max(ours), "ms", 100),
    ]


def _drafts(store: Store, count: int) -> Iterator[DisclosureDraft]:
    with store.read() as session:
        items = catalogs.in_force(session, TODAY)
    random = Random(count)
    for number in range(count):
        item, formed = random.choice(items), TODAY - timedelta(random.randrange(20))
        title = random.choice(FORMS).format(
            place=random.choice(PLACES), item=item.name, year=formed.year, month=formed.month, number=number
        )
        document = f"演甲政办发〔{formed.year}〕{number}号"
        yield DisclosureDraft(title=title, item_key=item.key, document_number=document, formed_on=formed)


@contextmanager
def _bare(store: Store) -> Iterator[sqlite3.Connection]:
    """The connection the store itself writes through."""
    pooled = store.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    try:
        yield connection
    finally:
        pooled.close()


def _same_rows(connection: sqlite3.Connection) -> list[Insert]:
    """Statements that write what the program wrote last once more, under new numbers and a new uuid."""
    rows = {table: _last(connection, statement) for table, statement in _WRITTEN}
    rows["operation"]["id"] += 1
    rows["disclosure"] |= {"id": rows["disclosure"]["id"] + 1, "uuid": new_uuid()}
    change = {"seq": rows["change"]["seq"] + 1, "operation_id": rows["operation"]["id"]}
    rows["change"] |= {**change, "record_uuid": rows["disclosure"]["uuid"]}
    keys = dict(zip(("name", "text", "pinyin"), indexing.keys(Disclosure, rows["disclosure"]), strict=True))
    rows["search_disclosure"] = {"rowid": rows["disclosure"]["id"], **keys}
    return [_statement(table, row) for table, row in rows.items()]


def _last(connection: sqlite3.Connection, statement: str) -> dict[str, Any]:
    cursor = connection.execute(statement)
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _statement(table: str, row: dict[str, Any]) -> Insert:
    names = ", ".join(f'"{name}"' for name in row)
    return Insert(f"INSERT INTO {table}({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def _insert(connection: sqlite3.Connection, inserts: list[Insert]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for insert in inserts:
        connection.execute(insert.statement, insert.values)
    connection.execute("COMMIT")
