"""A year's pay-out lists planned and accepted, against bare `sqlite3` inserts of the very same rows.

The bare side is handed the finished rows of the three tables and writes them in one transaction, through the store's
own connection and into the same indexes; reading the list, checking every number in it and keeping the journal is
what the program is measured on.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from app.exchange.spreadsheets import Cell, SheetOut, write_xlsx
from app.exchange.tables import Grid, read_tables
from app.models.office import Office
from app.operations import offices, payouts
from app.operations.payout_plans import COLUMNS, Defaults, PayoutPlan, plan_grids
from app.rules.offices import Level, OfficeDraft, parent_code
from app.rules.privacy import check_digit
from app.store.database import Store
from benchmarks.clock import Figure, measured, memory

ROWS = 100_000
PROGRAMMES = ("演示草原补奖", "演示耕地地力保护补贴", "演示农机购置补贴")
VILLAGES = 80
TODAY = date(2026, 11, 20)
LEFT_OUT = ("township", "place", "year", "batch", "address", "health")
SHEET = tuple(column for column in COLUMNS if column.key not in LEFT_OUT)
TABLES = ("payout_roll", "payout", "payout_private")
TIMES = 3


def measure(rows: int = ROWS, times: int = TIMES) -> list[Figure]:
    """Take so many rows either way, in turn, and tell how the two compare and what each part took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.xlsx")
        write_xlsx(path, [SheetOut("list", SHEET, listed(rows))])
        grids, read = measured(partial(read_tables, path))
        spans = [_turn(Path(folder, str(turn)), grids, rows) for turn in range(times)]
    plan, accept, bare = (min(each) for each in zip(*spans, strict=True))
    print(f"{rows:,} rows: file {read:.0f} ms, plan {plan:.0f} ms, accept {accept:.0f} ms; bare {bare:.0f} ms")
    print("plan, accept, bare of each turn:", *(tuple(map(round, each)) for each in spans))
    ours = min(sum(each[:2]) for each in spans)
    return [
        Figure("pay-outs planned and accepted, share of the bare rate", bare / ours * 100, "%", 25, at_least=True),
        Figure("pay-outs with reading the file, share of the bare rate", bare / (ours + read) * 100, "%", 25, True),
        Figure("pay-outs, memory of the process", memory(), "MB", 700),
    ]


def _turn(folder: Path, grids: list[Grid], rows: int) -> tuple[float, float, float]:
    """Milliseconds of planning, accepting, and of the bare inserts, each into a file of its own."""
    folder.mkdir()
    store, other = (office(folder / name) for name in ("ours.iltod", "bare.iltod"))
    plan, planning = measured(partial(_plan, store, grids))
    assert plan.rows == rows, [line for line in plan.lines if line.reason][:3]
    accepted, accepting = measured(
        lambda: store.change(payouts.IMPORT, partial(payouts.accept, plan=plan), {"n": plan.rows})[0]
    )
    assert accepted == rows
    statements = list(_statements(store))
    store.close()
    _nothing, inserting = measured(partial(_insert, other, statements))
    other.close()
    return planning, accepting, inserting


def office(path: Path) -> Store:
    """The file of an invented banner with its villages."""
    store = offices.create_store(path, OfficeDraft("159900", "演示旗人民政府办公室", Level.BANNER))
    store.change("villages", lambda session: session.add_all(_villages()))
    return store


def _villages() -> Iterator[Office]:
    for number in range(VILLAGES):
        code = _code(number)
        yield Office(code=code, name=_village(number), level=Level.VILLAGE, parent_code=parent_code(code))


def _code(number: int) -> str:
    return f"1599{10 + number // 10:02d}{100 + number % 10}200"


def _village(number: int) -> str:
    return f"演示第{number + 1}嘎查"


def listed(rows: int) -> Iterator[dict[str, Cell]]:
    """The list of the banner: each household once in each programme, as the finance office sends it."""
    people = -(-rows // len(PROGRAMMES))
    for number in range(rows):
        programme, person = divmod(number, people)
        area = 100 + person * 37 % 1900
        yield {
            "village": _village(person * VILLAGES // people),
            "name": f"演示户{person + 1}",
            "id_number": identity(person),
            "members": str(1 + person % 6),
            "programme": PROGRAMMES[programme],
            "item": "",
            "quantity": str(area),
            "unit": "亩",
            "standard": "2.5",
            "amount": area * 2.5,
            "paid_on": date(2026, 9, 1) + timedelta(days=programme),
            "bank_card": f"62170000{person:011d}",
            "phone": f"1390000{person % 10_000:04d}",
        }


def identity(number: int) -> str:
    """An invented identity number of a right check digit, of a banner that does not exist."""
    born = date(1940, 1, 1) + timedelta(days=number // 900)
    first = f"159900{born:%Y%m%d}{number % 900:03d}"
    return first + check_digit(first)


def _plan(store: Store, grids: list[Grid]) -> PayoutPlan:
    with store.read() as session:
        return plan_grids(session, grids, "list.xlsx", Defaults(year=2026), TODAY)


def _statements(store: Store) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    with store.read() as session:
        connection = session.connection()
        for table in TABLES:
            rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")]
            yield f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows


def _insert(store: Store, statements: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    pooled = store.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")
    pooled.close()
