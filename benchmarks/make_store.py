"""A store with as many disclosures as wanted, made once and kept for the next run.

The rows are written by plain `executemany`, past the journal, as nobody entered them; catalog and office come by the
roads every office takes. The search index is filled with the keys the program itself would write.
"""

import os
import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

from app.i18n import N_
from app.operations import catalog_imports, catalogs, offices
from app.rules.offices import Level, OfficeDraft
from app.store.database import Store
from benchmarks import rows

TODAY = date(2026, 6, 30)
BANNER_TEN_YEARS, REGION_YEAR = 670_000, 4_200_000
DRAFT = OfficeDraft("150000", N_("演示自治区人民政府办公厅"), Level.BANNER)
_FAST = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF")
_AHEAD = 8


def default_folder() -> Path:
    """Where the stores are kept: what ILTOD_BENCH names, else a folder among the temporary ones."""
    return Path(os.environ.get("ILTOD_BENCH") or Path(tempfile.gettempdir()) / "iltod-bench")


def store_with(count: int, folder: Path) -> Store:
    """The store of so many disclosures, opened; made first if the folder has none."""
    path = folder / f"{count}.iltod"
    if not path.exists():
        part = path.with_name(f"{count}.making.iltod")
        part.unlink(missing_ok=True)
        _make(part, count)
        part.replace(path)
    return Store.open(path)


def _make(path: Path, count: int) -> None:
    print(f"making a store of {count:,} disclosures in {path.parent}", flush=True)
    store = offices.create_store(path, DRAFT)
    plan = _plan(store, count)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, ProcessPoolExecutor() as pool:
        for pragma in _FAST:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        _fill(connection, pool, plan)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


def _plan(store: Store, count: int) -> rows.Plan:
    """Adopt the starter catalog and spread the rows over ten years, or over one if they are the region's."""
    with store.read() as session:
        starter = catalog_imports.plan_starter(session, TODAY)
    uuid, _changed = store.change(catalog_imports.IMPORT, lambda s: catalog_imports.accept(s, starter), {"name": ""})
    store.change(catalogs.ADOPT, lambda s: catalogs.adopt(s, uuid, date(2016, 1, 1), TODAY), {"name": starter.name})
    with store.read() as session:
        items = catalogs.in_force(session, TODAY)
    return rows.Plan(count, TODAY, 365 if count > BANNER_TEN_YEARS else 3650, DRAFT.code, items)


def _fill(connection: sqlite3.Connection, pool: Executor, plan: rows.Plan) -> None:
    for made in _made(pool, plan):
        _insert(connection, "disclosure", rows.DISCLOSURE, made.disclosures)
        _insert(connection, "channel_event", rows.EVENT, made.events)
        _insert(connection, "search_disclosure", ("rowid", "name", "text", "pinyin"), made.keys)


def _made(pool: Executor, plan: rows.Plan) -> Iterator[rows.Chunk]:
    """The rows in their order; the other processes work out the next few meanwhile."""
    ahead: deque[Future[rows.Chunk]] = deque()
    for arguments in rows.chunks(plan):
        ahead.append(pool.submit(rows.chunk, arguments))
        if len(ahead) > _AHEAD:
            yield ahead.popleft().result()
    yield from (future.result() for future in ahead)


def _insert(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], values: Sequence[Sequence[object]]
) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table}({names}) VALUES ({marks})", values)
