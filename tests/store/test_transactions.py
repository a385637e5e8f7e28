"""All or nothing, who reads what meanwhile, and who waits for whom."""

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import delete, func, insert, select, update

from app.errors import Cancelled, UserError
from app.models.disclosure import Disclosure
from app.models.journal import Change, Operation
from app.models.local import Content, Meta
from app.models.office import Person
from app.operations import offices
from app.store import database
from app.store.database import Desk, Store
from tests.factory import ask, counted, do, operation, records, register


def people(store):
    return [row.name for row in ask(store, offices.people)]


def test_a_change_is_kept_whole_with_who_when_and_what(store):
    store.desk = Desk("f" * 32, "演示甲")
    uuid, changed = store.change("添加人员{name}", lambda s: offices.add_person(s, "演示乙"), {"name": "演示乙"})
    assert (changed.tables, changed.title, changed.values) == ({"person"}, "添加人员{name}", {"name": "演示乙"})
    with store.read() as session:
        done = session.get_one(Operation, changed.operation)
        (change,) = session.scalars(select(Change).where(Change.operation_id == done.id))
        assert (done.person, done.person_uuid, done.values) == ("演示甲", "f" * 32, {"name": "演示乙"})
        assert (change.record_table, change.record_uuid, change.kind, change.before) == ("person", uuid, "added", {})


def test_a_changed_record_keeps_every_old_value(store):
    uuid = do(store, offices.add_person, "演示甲", "1234")
    before = records(store)["person"][uuid]
    _, changed = operation(store, offices.retire, uuid)
    with store.read() as session:
        (change,) = session.scalars(select(Change).where(Change.operation_id == changed.operation))
        assert change.kind == "changed"
        assert {**change.before, "id": None} == before


@pytest.mark.parametrize("error", [RuntimeError("bug"), UserError("测试"), Cancelled(), KeyboardInterrupt()])
def test_nothing_is_kept_of_a_change_that_fails(error, store):
    before, operations = records(store), counted(store, Operation)

    def fails(session):
        offices.add_person(session, "演示甲")
        session.add(Content(sha256="0" * 64, size=1, data=b"x"))
        session.flush()
        raise error

    with pytest.raises(type(error)):
        do(store, fails)
    assert (records(store), counted(store, Operation), counted(store, Content)) == (before, operations, 0)
    do(store, offices.add_person, "演示甲")
    assert people(store) == ["演示甲"]


def test_a_record_changed_outside_an_operation_is_a_bug(store):
    with store.read() as session:
        session.add(Person(name="演示甲"))
        with pytest.raises(RuntimeError, match="only inside"):
            session.commit()
    with pytest.raises(RuntimeError, match="only inside"):
        store.keep(lambda session: session.add(Person(name="演示甲")))
    assert people(store) == []


@pytest.mark.parametrize(
    "statement",
    [
        insert(Person).values(uuid="1" * 32, name="演示甲", pin_hash="", active=True),
        update(Person).values(name="演示乙"),
        delete(Disclosure),
    ],
    ids=["insert", "update", "delete"],
)
def test_bulk_statements_on_records_would_pass_the_journal_by(statement, store):
    register(store)
    before = records(store)
    with pytest.raises(RuntimeError, match="bypass the journal"):
        do(store, lambda session: session.execute(statement))
    assert records(store) == before


def test_local_bookkeeping_may_be_changed_in_bulk(store):
    store.note("restored", "x")
    store.keep(lambda session: session.execute(delete(Meta).where(Meta.key == "restored")))
    assert store.fact("restored") == ""


def test_a_reading_keeps_nothing(store):
    with store.read() as session:
        session.add(Meta(key="left", value="over"))
        session.flush()
    assert store.fact("left") == ""


def test_a_reading_during_a_write_sees_the_old_state_at_once(store):
    seen = []

    def slow(session):
        offices.add_person(session, "演示甲")
        session.flush()
        reader = threading.Thread(target=lambda: seen.append(people(store)))
        reader.start()
        reader.join(timeout=30)
        assert not reader.is_alive()

    do(store, slow)
    assert seen == [[]]
    assert people(store) == ["演示甲"]


def test_a_reading_keeps_seeing_what_it_saw_when_it_began(store):
    with store.read() as session:
        count = select(func.count()).select_from(Person)
        assert session.scalar(count) == 0
        do(store, offices.add_person, "演示甲")
        assert session.scalar(count) == 0
    assert people(store) == ["演示甲"]


def test_two_windows_wait_for_each_other(store):
    other = Store.open(store.path)
    asked, seen = threading.Event(), []

    def second():
        asked.set()
        do(other, lambda session: seen.append([row.name for row in offices.people(session)]))

    waiting = threading.Thread(target=second)

    def first(session):
        waiting.start()
        assert asked.wait(timeout=30)
        offices.add_person(session, "演示甲")

    do(store, first)
    waiting.join(timeout=30)
    assert seen == [["演示甲"]]
    other.close()


def test_a_file_that_stays_locked_says_so_and_loses_nothing(path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 20)
    store = Store.open(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="正被另一个程序占用，这次没有保存") as told:
            do(store, offices.add_person, "演示甲")
        assert "locked" in told.value.details
        assert people(store) == []
    do(store, offices.add_person, "演示甲")
    assert people(store) == ["演示甲"]
    store.close()


def test_bookkeeping_that_reads_first_lets_nobody_write_in_between(store, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 20)
    other = Store.open(store.path)

    def count_up(session):
        before = session.get(Meta, "count")
        with pytest.raises(UserError, match="正被另一个程序占用"):
            other.note("count", "from elsewhere")
        session.merge(Meta(key="count", value=(before.value if before else "") + "1"))

    store.keep(count_up)
    store.keep(count_up)
    assert store.fact("count") == "11"
    other.close()


def test_a_mistake_in_a_statement_is_not_shown_as_a_fault_of_the_disk(store):
    with pytest.raises(Exception, match="no such table") as raised, store.read() as session:
        session.connection().exec_driver_sql("SELECT * FROM nowhere")
    assert not isinstance(raised.value, UserError)


def test_every_uuid_is_new_and_grows_with_time():
    made = [Person(name="演示甲").uuid for _ in range(1000)]
    assert len(set(made)) == 1000
    assert all(len(uuid) == 32 and uuid[12] == "7" and uuid[16] in "89ab" for uuid in made)
    assert [uuid[:12] for uuid in made] == sorted(uuid[:12] for uuid in made)
