"""What stands in the search index for a record, and how it gets there and out again; `store/search.py` asks it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app.models.base import Record
from app.text import search_keys

_BATCH = 2_000


def keys(cls: type[Record], values: Mapping[str, Any]) -> tuple[str, str, str]:
    """What stands in the index for a record with these values: keys of its name, its other text, its pinyin."""
    name = "\n".join(values[column] or "" for column in cls.search_name)
    body = "\n".join(values[column] or "" for column in cls.search_text)
    return search_keys.index_tokens(name), search_keys.index_tokens(body), search_keys.pinyin_tokens(name)


def learn(connection: Connection, cls: type[Record], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put records into the index; a row holds `id` and the columns that are searched."""
    name = cls.__tablename__
    told = [(row["id"], *keys(cls, row)) for row in rows]
    if told:
        connection.exec_driver_sql(f"INSERT INTO search_{name}(rowid, name, text, pinyin) VALUES (?, ?, ?, ?)", told)


def forget(connection: Connection, cls: type[Record], rows: Iterable[Mapping[str, Any]]) -> None:
    """Take records out of the index, by the values they were put in with."""
    name = cls.__tablename__
    told = [(row["id"], *keys(cls, row)) for row in rows]
    if told:
        connection.exec_driver_sql(
            f"INSERT INTO search_{name}(search_{name}, rowid, name, text, pinyin) VALUES ('delete', ?, ?, ?, ?)", told
        )


def rows(
    connection: Connection, cls: type[Record], which: ColumnElement[bool] | None = None
) -> Iterator[list[Mapping[str, Any]]]:
    """The records of a class, or those a condition admits, as the index reads them: some thousand at a time."""
    columns = [cls.__table__.c[c] for c in ("id", *cls.search_name, *cls.search_text)]
    asked = select(*columns) if which is None else select(*columns).where(which)
    result = connection.execute(asked.execution_options(yield_per=_BATCH))
    for batch in result.mappings().partitions():
        yield [dict(row) for row in batch]
