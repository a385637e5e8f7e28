"""A township's records exported into a package, and planned and accepted by its banner, against the barest way.

The bare export writes the same rows as plain JSON lines into a file; the bare intake is `executemany` of an upsert of
the finished rows, in one transaction, through the store's own connection and into the same indexes. Hashing, signing,
packing, reading back, the journal, the search index and the look at what stands there are what the program is
measured on.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from app.exchange.packages import reading
from app.models.disclosure import ChannelEvent, Disclosure
from app.models.notice import Notice
from app.models.office import Office
from app.models.payout import Payout, PayoutRoll
from app.operations import offices
from app.operations.packages import arriving, sending, trust
from app.rules.offices import Level, OfficeDraft
from app.store.database import Store
from app.store.many import add_many, new_uuids
from benchmarks.clock import Figure, measured, memory

RECORDS = 200_000
TIMES = 2
NOW = datetime(2026, 11, 20, 9, 0)
TOWNSHIP, BANNER = "159900101", "159900"
TABLES = ("payout_roll", "payout", "disclosure", "channel_event", "notice")
# A township's year: some 3,000 items disclosed, each on two channels, 3,000 households paid by six programmes, and the
# boards of twenty villages; so its records are these shares.
PAYOUTS, DISCLOSURES, EVENTS = 0.64, 0.11, 0.21
HOUSEHOLDS = 300


def measure(records: int = RECORDS, times: int = TIMES) -> list[Figure]:
    """Send so many records either way, in turn, and tell how the two compare."""
    with tempfile.TemporaryDirectory() as folder:
        spans = [_turn(Path(folder, str(turn)), records) for turn in range(times)]
    export, bare_export, plan, accept, bare_accept, used = (min(each) for each in zip(*spans, strict=True))
    print(f"{records:,} records: export {export:.0f} ms, bare {bare_export:.0f} ms")
    print(f"verify and plan {plan:.0f} ms, accept {accept:.0f} ms, bare {bare_accept:.0f} ms")
    print("each turn:", *(tuple(map(round, each)) for each in spans))
    return [
        Figure("package exported, share of the bare rate", bare_export / export * 100, "%", 25, at_least=True),
        Figure(
            "package planned and accepted, share of the bare rate", bare_accept / (plan + accept) * 100, "%", 25, True
        ),
        Figure("package, memory before the bare rows are gathered", used, "MB", 400),
    ]


def _turn(folder: Path, records: int) -> tuple[float, float, float, float, float, float]:
    """Milliseconds of exporting, bare lines, planning, accepting, and bare upserts; the memory the process had used."""
    folder.mkdir()
    below = _office(folder / "below" / "ours.iltod", TOWNSHIP, Level.TOWNSHIP)
    above, other = (_office(folder / name / "ours.iltod", BANNER, Level.BANNER) for name in ("above", "bare"))
    _enrolled(below, folder / "keys-below", above, folder / "keys-above")
    below.change("records", partial(_filled, records=records))
    exported, exporting = measured(partial(sending.export, below, folder / "keys-below", NOW))
    _nothing, writing = measured(partial(_lines, below, folder / "lines.ndjson"))
    parcel, opening = measured(partial(_opened, above, exported.path))
    with closing(parcel):
        plan, planning = measured(partial(_planned, above, parcel))
        _done, accepting = measured(
            lambda: above.change("accept", lambda s: arriving.accept(s, parcel, plan, NOW).taken)
        )
    used = memory()
    rows = list(_rows(above))
    _nothing, upserting = measured(partial(_upsert, other, rows))
    for store in (below, above, other):
        store.close()
    return exporting, writing, opening + planning, accepting, upserting, used


def _office(path: Path, code: str, level: Level) -> Store:
    return offices.create_store(path, OfficeDraft(code, "演示单位", level))


def _enrolled(below: Store, keys_below: Path, above: Store, keys_above: Path) -> None:
    with below.read() as session:
        card = trust.own_card(session, keys_below, NOW)
    above.change("enrol", lambda s: trust.enrol(s, card, card.key.fingerprint, NOW.date()))
    with above.read() as session:
        other = trust.own_card(session, keys_above, NOW)
    below.change("enrol", lambda s: trust.enrol(s, other, other.key.fingerprint, NOW.date()))


def _filled(session, records: int) -> None:  # type: ignore[no-untyped-def]
    """The records of a township with twenty villages, invented."""
    villages = [f"{TOWNSHIP}{200 + number}" for number in range(20)]
    for code in villages:
        session.add(Office(code=code, name=f"演示第{code[-3:]}嘎查", level=Level.VILLAGE, parent_code=TOWNSHIP))
    fresh, first = new_uuids(), date(2026, 1, 5)
    payouts, disclosures, events = (int(records * share) for share in (PAYOUTS, DISCLOSURES, EVENTS))
    rolls = [next(fresh) for _roll in range(payouts // HOUSEHOLDS + 1)]
    roll = ("uuid", "office_code", "programme", "year", "batch", "unit", "households", "total_fen")
    add_many(
        session,
        PayoutRoll,
        roll,
        (
            (uuid, villages[n % 20], f"演示补贴{n % 6}", 2026, str(n), "亩", HOUSEHOLDS, 1)
            for n, uuid in enumerate(rolls)
        ),
    )
    payout = ("roll_uuid", "position", "name", "members", "place", "quantity", "standard", "amount_fen", "paid_on")
    add_many(
        session,
        Payout,
        payout,
        (
            (rolls[n // HOUSEHOLDS], n, f"演示户{n}", 3, f"{n % 5 + 1}组", "120", "2.5", 30_000 + n, first)
            for n in range(payouts)
        ),
    )
    items = [next(fresh) for _item in range(disclosures)]
    item = ("uuid", "office_code", "title", "domain", "document_number", "began_on", "status", "published_on", "note")
    add_many(
        session,
        Disclosure,
        item,
        (
            (
                *(uuid, TOWNSHIP, f"关于演示事项第{n}号的公开信息", "演示领域", f"演示政发〔2026〕{n}号"),
                *(first + timedelta(n % 300), "published", first + timedelta(n % 300), ""),
            )
            for n, uuid in enumerate(items)
        ),
    )
    event = ("disclosure_uuid", "channel", "published_on", "place", "office_code")
    add_many(
        session,
        ChannelEvent,
        event,
        ((items[n % disclosures], "website", first, f"演示网址{n}", TOWNSHIP) for n in range(events)),
    )
    notice = ("office_code", "issuer_code", "kind", "number", "code", "title", "body", "table", "year", "period_days")
    notices = max(records - payouts - disclosures - events - len(rolls), 0)
    add_many(
        session,
        Notice,
        (*notice, "period_unit", "status"),
        (
            (
                *(villages[n % 20], TOWNSHIP, "decision", f"2026-{n:05d}", f"D{n:09d}", f"演示公示第{n}号"),
                *("演示正文。" * 30, {}, 2026, 7, "day", "filed"),
            )
            for n in range(notices)
        ),
    )


def _lines(store: Store, path: Path) -> None:
    """The same rows as plain JSON lines."""
    pooled = store.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    with path.open("w", encoding="utf-8") as file:
        for table in TABLES:
            rows = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in rows.description]
            for row in rows:
                file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
    pooled.close()


def _opened(store: Store, path: Path) -> reading.Parcel:
    with store.read() as session:
        return reading.opened(path, arriving.key_of(session))


def _planned(store: Store, parcel: reading.Parcel) -> arriving.ArrivalPlan:
    with store.read() as session:
        return arriving.plan(session, parcel)


def _rows(store: Store) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    with store.read() as session:
        connection = session.connection()
        for table in TABLES:
            found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
            names = [f'"{name}"' for name in list(found.keys())]
            sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in ('"id"', '"uuid"'))
            marks = ", ".join("?" * len(names))
            yield (
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT (uuid) DO UPDATE SET {sets}",
                [tuple(row) for row in found],
            )


def _upsert(store: Store, statements: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    pooled = store.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")
    pooled.close()
