"""The program is killed at any moment: what was reported as kept is there, and nothing is there by halves."""

# ruff: noqa: F401, F811 (fixtures are imported by name)

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.disclosure import ChannelEvent, Disclosure
from app.models.journal import Change, Operation
from app.operations import checks, disclosure_sheets, drafts
from app.store.database import Store
from tests.factory import TODAY, ask, do, index_terms, integrity, template

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 12
ROWS = 25
WORKS = """
import os, sys
from datetime import date, datetime
from pathlib import Path
from sqlalchemy import event
from app.operations import disclosure_sheets, disclosures, drafts
from app.rules.disclosures import DisclosureDraft
from app.store.database import Store

today, now = date(2026, 3, 18), datetime(2026, 3, 18, 9)

def tell(*words):
    print(*words, flush=True)

def work(start):
    store = Store.open(Path(sys.argv[1]))
    tick = lambda connection, *_: connection.set_progress_handler(lambda: tell("tick"), 2_000)
    event.listen(store.engine.pool, "checkout", tick)
    for number in range(start, start + 10_000):
        store.keep(lambda s: drafts.keep(s, "disclosure", "", "p", {"title": f"正在输入{number}"}, now))
        tell("draft", number)
        item = DisclosureDraft(title=f"登记{number}", formed_on=date(2026, 3, 2))
        store.change("save", lambda s: disclosures.register(s, item, today))
        tell("save", number)
        lines = [f"导入{number}之{row}\\t2026-03-02\\t2026-03-10\\t政府网站" for row in range(ROWS)]
        with store.read() as session:
            text = "\\n".join(["信息名称\\t形成日期\\t公开日期\\t公开渠道", *lines])
            plan = disclosure_sheets.plan_pasted(session, text, today)
        store.change("import", lambda s: disclosure_sheets.accept(s, plan, today))
        tell("import", number)

for command in sys.stdin:
    worker = os.fork()
    if not worker:
        work(int(command))
    tell(worker)
    os.waitpid(worker, 0)
    tell("dead")
""".replace("ROWS", str(ROWS))


@pytest.fixture
def file(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "office.iltod"))


@pytest.fixture
def program(file):
    """A program that starts a worker for each line it is given; the libraries are loaded once."""
    command = [sys.executable, "-X", "utf8", "-c", WORKS, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.stdin.close()


def reports_until_killed(program, start, wanted):
    """What a worker reported as kept before it was killed, `wanted` lines after its start.

    A tick comes every 2,000 steps of SQLite, so that the end falls within a reading, a save or an import.
    """
    print(start, file=program.stdin, flush=True)
    reports, worker, seen = [], 0, 0
    while (line := program.stdout.readline().split()) != ["dead"]:
        if line[0].isdigit():
            worker = int(line[0])
        elif line[0] != "tick":
            reports.append(line)
        seen += 1
        if worker and seen >= wanted:
            os.kill(worker, signal.SIGKILL)
            wanted = sys.maxsize
    return reports


def kept_by_title(store):
    """How many operations and records of each kind there are."""
    with store.read() as session:
        operations = Counter(session.scalars(select(Operation.title)))
        titles = set(session.scalars(select(Disclosure.title)))
        events = len(session.scalars(select(ChannelEvent)).all())
        changes = Counter(map(tuple, session.execute(select(Change.operation_id, Change.record_table))))
        journal = dict(map(tuple, session.execute(select(Operation.id, Operation.title))))
    return operations, titles, events, changes, journal


def assert_whole(store):
    """Every operation has all its records and its journal, every record its operation and its search keys."""
    operations, titles, events, changes, journal = kept_by_title(store)
    assert len(titles) == operations["save"] + ROWS * operations["import"]
    assert events == ROWS * operations["import"]
    for number, title in journal.items():
        expected = {"save": (1, 0), "import": (ROWS, ROWS)}.get(title)
        if expected:
            assert (changes[number, "disclosure"], changes[number, "channel_event"]) == expected
    assert not [finding for finding in ask(store, checks.all_of, TODAY) if not finding.well]
    assert len({term[2] for term in index_terms(store) if term[0] == "disclosure"}) == len(titles)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
def test_a_program_killed_at_any_moment_loses_nothing_it_reported(file, program):
    chance, reported = random.Random(20260318), []
    for start in range(0, ROUNDS * 100, 100):
        reported += reports_until_killed(program, start, chance.randrange(3, 45))
        assert integrity(file) == ("ok", [])
        store = Store.open(file)
        assert_whole(store)
        _, titles, *_ = kept_by_title(store)
        assert {f"登记{number}" for kind, number in reported if kind == "save"} <= titles
        assert {f"导入{number}之{ROWS - 1}" for kind, number in reported if kind == "import"} <= titles
        typed = int(ask(store, drafts.kept, "disclosure", "", "p").fields["title"].removeprefix("正在输入"))
        last = max(int(number) for kind, number in reported if kind == "draft")
        assert typed in (last, last + 1)
        store.close()
    kinds = Counter(kind for kind, _ in reported)
    assert min(kinds[kind] for kind in ("draft", "save", "import")) > 0


def test_the_check_for_halves_would_notice_one(file):
    store = Store.open(file)
    lines = [f"导入{row}\t2026-03-02\t2026-03-10\t政府网站" for row in range(ROWS - 1)]
    plan = ask(
        store, disclosure_sheets.plan_pasted, "\n".join(["信息名称\t形成日期\t公开日期\t公开渠道", *lines]), TODAY
    )
    do(store, disclosure_sheets.accept, plan, TODAY, title="import")
    with pytest.raises(AssertionError):
        assert_whole(store)
    store.close()
