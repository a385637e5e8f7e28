"""The office's file: one short transaction for each reading or change."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.errors import UserError
from app.models.journal import Operation
from app.models.local import Meta
from app.store import files, journal, migrate, search
from app.store.failures import as_sentence

T = TypeVar("T")
BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 32_768
LOG_PAGES = 4_000  # 16 MB: folding the log into a file of gigabytes takes a tenth of a second, so it is done seldom


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at the desk; stands on every operation."""

    person_uuid: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an operation touched: pages that show one of these tables read again."""

    operation: int
    tables: frozenset[str]
    title: str
    values: Mapping[str, Any]


class Store:
    """The office's SQLite file: `read()`, `change()` with journal, `keep()` for local bookkeeping.

    Readers never wait for the writer (write-ahead log). A file written by a newer program is opened for
    reading only, and `read_only` says so in a sentence.
    """

    def __init__(self, path: Path, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.desk = Desk()
        self.engine = _engine(path, bool(read_only))
        self._writer = self.engine.execution_options(write=True)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty file with every table; UserError if there is one already."""
        files.check_free_space(path)
        if path.exists():
            raise UserError(files.EXISTS, {"file": path.name})
        try:
            with _told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                return cls(path)._ready()
        except BaseException:
            files.discard(path)  # half a file would stand in the way of the next try
            raise

    @classmethod
    def open(cls, path: Path) -> "Store":
        """An existing file, brought up to date after a backup; UserError says what it is if it is not ours."""
        state = files.examined(path)
        if state.newer:
            return cls(path, read_only=files.NEWER)
        if state.revision != migrate.HEAD:
            files.back_up_before_migration(path, state.revision)
        with _told(path):
            return cls(path)._ready(migrating=state.revision != migrate.HEAD)

    def _ready(self, migrating: bool = True) -> "Store":
        """The store with every table and its search index; let go of the file if that fails."""
        try:
            if migrating:
                migrate.to_head(self.engine)
            search.ensure(self.engine)
        except BaseException:
            self.close()
            raise
        return self

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that keeps nothing; it sees the file as it was when it began."""
        with Session(self.engine) as session, _told(self.path):
            yield session

    def change(
        self, title: str, work: Callable[[Session], T], values: Mapping[str, Any] | None = None
    ) -> tuple[T, Changed]:
        """Run work in one transaction under one title; all of it is kept, or none.

        `title` is a source message, `values` its placeholders. Raises UserError if the file is read-only,
        full or locked; whatever `work` raises comes through, and nothing is kept.
        """
        with self._writing() as session:
            kept = dict(values or {})
            operation = self._begun(session, title, kept)
            tables: set[str] = set()
            session.info.update(operation=operation, tables=tables)
            result = work(session)
            session.flush()
            return result, Changed(operation, frozenset(tables), title, kept)

    def _begun(self, session: Session, title: str, values: dict[str, Any]) -> int:
        """The number of a new operation by whoever sits at the desk."""
        who = {"person_uuid": self.desk.person_uuid or None, "person": self.desk.person}
        row = {"title": title, "values": values, "at": datetime.now(), **who}
        return session.connection().execute(insert(Operation).returning(Operation.id), row).scalar_one()

    def keep(self, work: Callable[[Session], T]) -> T:
        """Write local bookkeeping (drafts, facts of this file), which has no journal."""
        with self._writing() as session:
            return work(session)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        if self.read_only:
            raise UserError(self.read_only)
        with _told(self.path), Session(self._writer) as session, session.begin():
            yield session

    def fact(self, key: str) -> str:
        """A fact about this file, or nothing."""
        with self.read() as session:
            meta = session.get(Meta, key)
            return meta.value if meta else ""

    def note(self, key: str, value: str) -> None:
        """Keep a fact about this file."""
        self.keep(lambda session: session.merge(Meta(key=key, value=value)))

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError, OSError) as error:
        sentence = as_sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error


def _engine(path: Path, read_only: bool) -> Engine:
    url = URL.create("sqlite", database=str(path))
    if read_only:
        url = URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False}
    )
    event.listen(engine, "connect", _read_pragmas if read_only else _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _read_pragmas(connection: sqlite3.Connection, _record: object = None) -> None:
    connection.isolation_level = None  # SQLAlchemy sends BEGIN itself, so that a failed migration leaves nothing behind
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")


def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
    _read_pragmas(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    connection.execute("PRAGMA synchronous=FULL")  # what is saved survives a power cut


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


journal.listen()
search.listen()
