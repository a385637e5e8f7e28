"""The search index: one contentless FTS5 table for each kind of record, kept by the same transaction as the record.

Only keys stand in the index (app/text/search_keys.py); what is found is read from the record itself and proved there.
"""

from typing import Any

from sqlalchemy import Engine, event, inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.models.base import Record
from app.store import indexing
from app.store.journal import record_classes
from app.text import search_keys

VERSION = "1"  # goes up whenever app/text/search_keys.py gives other keys


def listen() -> None:
    """Keep the index with every flush."""
    event.listen(Session, "after_flush", _keep)


def searched() -> dict[str, type[Record]]:
    """The classes that can be searched, by table name."""
    return {name: cls for name, cls in record_classes().items() if cls.search_name}


def table_statement(name: str) -> str:
    """The statement that makes the index of one table."""
    return (
        f"CREATE VIRTUAL TABLE search_{name} USING fts5(name, text, pinyin, content='', columnsize=0, detail=column, "
        f'tokenize="{search_keys.FTS_TOKENIZE}")'
    )


def _keep(session: Session, _context: object) -> None:
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    for record in session.deleted:
        if isinstance(record, Record) and record.search_name:
            indexing.forget(connection, type(record), [_values(record, old=True)])
    for record in session.dirty:
        if isinstance(record, Record) and record.search_name and _renamed(record):
            indexing.forget(connection, type(record), [_values(record, old=True)])
            indexing.learn(connection, type(record), [_values(record)])
    for record in session.new:
        if isinstance(record, Record) and record.search_name:
            indexing.learn(connection, type(record), [_values(record)])


def _renamed(record: Record) -> bool:
    attrs = inspect(record).attrs
    return any(attrs[column].history.has_changes() for column in (*record.search_name, *record.search_text))


def _values(record: Record, old: bool = False) -> dict[str, Any]:
    attrs = inspect(record).attrs
    found: dict[str, Any] = {"id": record.id}
    for column in (*record.search_name, *record.search_text):
        history = attrs[column].history
        found[column] = history.deleted[0] if old and history.deleted else attrs[column].value
    return found


def ensure(engine: Engine) -> None:
    """Make the index anew if it was made by other keys than this program uses, lags behind, or is not there."""
    with Session(engine) as session:
        made_by = session.scalar(text("SELECT value FROM meta WHERE key = 'search'"))
        ready = made_by == VERSION and not lagging(session)
    if not ready:
        rebuild(engine)


def lagging(session: Session) -> list[str]:
    """The tables whose newest record the index does not know, or whose index cannot be read."""
    return [name for name, cls in searched().items() if not _knows_newest(session, cls)]


def _knows_newest(session: Session, cls: type[Record]) -> bool:
    newest = session.scalar(select(cls).order_by(cls.id.desc()).limit(1))
    if newest is None:
        return True
    token = indexing.keys(cls, _values(newest))[0].partition(" ")[0]
    try:
        return not token or newest.id in candidates(session, cls, f'name : "{token}"', 1)
    except DatabaseError:
        return False


def rebuild(engine: Engine) -> None:
    """Make the index anew from the records, in one transaction."""
    with engine.execution_options(write=True).begin() as connection:
        for name, cls in searched().items():
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS search_{name}")
            connection.exec_driver_sql(table_statement(name))
            for rows in indexing.rows(connection, cls):
                indexing.learn(connection, cls, rows)
            # Left to itself, FTS5 merges every 64th save, for a tenth of a second in a large file; now only when due.
            connection.exec_driver_sql(f"INSERT INTO search_{name}(search_{name}, rank) VALUES ('automerge', 0)")
        connection.execute(text("INSERT OR REPLACE INTO meta(key, value) VALUES ('search', :v)"), {"v": VERSION})


def candidates(session: Session, cls: type[Record], match: str, limit: int) -> list[int]:
    """Numbers of records whose keys match, newest first, at most `limit`."""
    name = cls.__tablename__
    found = session.connection().exec_driver_sql(
        f"SELECT rowid FROM search_{name} WHERE search_{name} MATCH ? ORDER BY rowid DESC LIMIT ?", (match, limit)
    )
    return [row[0] for row in found]
