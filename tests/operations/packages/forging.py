"""Packages made by hand, as a program that is older, newer or wrong would write them; and whole files compared."""

import hashlib
import shutil
import sqlite3
from contextlib import closing

from app.exchange.packages.header import Header, file_name
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import canonical
from app.exchange.packages.keys import device_key
from app.exchange.packages.writing import Writer
from app.models.base import new_uuid
from app.operations.packages import arriving
from app.operations.packages.kinds import UP, order
from app.rules.offices import parent_code
from app.rules.packages import Fate
from app.store.database import Store
from tests.factory import ask, do
from tests.operations.packages.desks import NOW, TOWNSHIP, Desk

LOCAL = {"operation", "change", "sqlite_sequence", "tally"}
"""What an undo may leave: the journal, numbers given away, a line of zeros in the tally."""
PLACE = order(UP)


def moved(desk, folder):
    """The same office in another folder: a copy of its file and its keys."""
    desk.store.close()
    shutil.copytree(desk.folder, folder)
    copy = Desk.__new__(Desk)
    copy.folder, copy.office, copy.now, copy.keys = folder, desk.office, desk.now, folder / "keys"
    copy.store = Store.open(folder / "office.iltod")
    return copy


def line(table, fields=None, uuid="", owner=TOWNSHIP.code, **changes):
    """A line of a package; without fields that of a removal."""
    value = {"type": table, "uuid": uuid or new_uuid(), "owner": owner, "rev": 1, "replaces": []}
    value |= {"at": "2026-05-04T09:00:00", "author": "演示甲"}
    return value | ({"deleted": True} if fields is None else {"fields": fields}) | changes


def disclosure(title="演示信息", **more):
    return {"office_code": TOWNSHIP.code, "title": title, "began_on": "2026-05-04", "status": "draft"} | more


def notice(code, **more):
    plain = {"office_code": TOWNSHIP.code, "issuer_code": TOWNSHIP.code, "kind": "decision", "number": "演示1号"}
    plain |= {"code": code, "title": "演示公示", "table": {}, "year": 2026, "period_days": 7, "period_unit": "day"}
    return plain | {"status": "draft"} | more


def report(year=2025, **more):
    plain = {"office_code": TOWNSHIP.code, "year": year, "scope": "own", "form": "2021", "status": "draft"}
    return plain | {"figures": {}, "reasons": {}, "sections": {}, "frozen": {}} | more


def roll(**more):
    plain = {"office_code": TOWNSHIP.code, "programme": "演示补贴", "year": 2026, "households": 0, "total_fen": 0}
    return plain | more


def forged(desk, *lines, contents=(), sort=True, receiver="", key=None, **changes):
    """A package of these lines, signed by the office's computer (or `key`), that follows the one before; its path."""
    signer = key or device_key(desk.keys)
    seq, prev = desk.forged if hasattr(desk, "forged") else (0, "")
    told = {"seq": seq + 1, "base_seq": seq, "prev_sha256": prev, "made_at": NOW, "sender": desk.code}
    told |= {"receiver": receiver or parent_code(desk.code), "device": signer.public.kid, "package_uuid": new_uuid()}
    told |= {"kind": PackageKind.REPORT, "maker": "演示程序"}
    header = Header(**(told | changes))
    folder = desk.folder / "forged" / header.package_uuid
    folder.mkdir(parents=True)
    if sort:
        removals = [one for one in lines if "deleted" in one]
        lines = sorted(
            (one for one in lines if "deleted" not in one), key=lambda one: (PLACE(one["type"]), one["uuid"])
        )
        lines += sorted(removals, key=lambda one: (-PLACE(one["type"]), one["uuid"]))
    with Writer(folder / file_name(header), signer) as bag:
        with bag.records() as put:
            for one in lines:
                put(canonical(one) + b"\n")
        for data in contents:
            bag.attach(hashlib.sha256(data).hexdigest(), data)
        made = bag.finish(header)
    desk.forged = header.seq, made.sha256
    return made.path


def planned(desk, path):
    with desk.opened(path) as parcel:
        return ask(desk.store, arriving.plan, parcel)


def accepted(desk, path, plan=None, **how):
    """Take a package in as a plan says, or as one made on the spot; the plan."""
    with desk.opened(path) as parcel:
        plan = plan or ask(desk.store, arriving.plan, parcel)
        do(desk.store, arriving.accept, parcel, plan, desk.later(), **how)
    return plan


def fates(plan):
    """How many records meet each fate, those that none meets left out."""
    return {fate: plan.total(fate) for fate in Fate if plan.total(fate)}


def reasons(plan):
    """Why records are not taken."""
    return [one.reason for one in plan.listed]


def dump(store, without=frozenset()):
    """Every row of every table, as the file holds it; without the numbers of rows where an undo is judged."""
    with closing(sqlite3.connect(f"{store.path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        names = [name for (name,) in file.execute(asked) if not name.startswith("search_") and name not in without]
        return {name: sorted(map(repr, _rows(file, name, bool(without)))) for name in names}


def _rows(file, name, nameless):
    columns = [row[1] for row in file.execute(f'PRAGMA table_info("{name}")')]
    kept = [f'"{column}"' for column in columns if not (nameless and column == "id" and "uuid" in columns)]
    return file.execute(f'SELECT {", ".join(kept)} FROM "{name}"')


def content(store):
    """Every record as it stands, without the journal and the numbers of this file."""
    return dump(store, frozenset(LOCAL))
