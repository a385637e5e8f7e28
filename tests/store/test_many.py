"""Thousands of records at once: as if they had been entered one by one, and the way back."""

import json
import shutil
from datetime import date, datetime
from itertools import islice
from operator import itemgetter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, String, select

from app.errors import Cancelled, UserError
from app.models.disclosure import ChannelEvent, Disclosure, GateReview
from app.models.journal import Change
from app.models.office import Office, Person, SavedView
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.models.printout import Printout
from app.operations import disclosures, history, payouts
from app.store import many
from app.store.database import Store
from app.store.journal import record_classes
from app.store.many import add_many, change_many, remove_many
from tests.factory import TODAY, ask, counted, do, draft, index_terms, operation, records, register

SHEETS = ("kind", "layout", "paper", "landscape", "language", "printed_at", "pages", "sha256", "arguments", "way")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))
JSONS = st.dictionaries(st.text(max_size=3), st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4))
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
PRINTED = st.lists(
    st.tuples(WORDS, WORDS, st.just("A4"), st.booleans(), WORDS, MOMENTS, st.integers(0, 9), WORDS, JSONS, WORDS)
)
WHICH = st.integers(0, 9)
ALONE = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """A few records make several batches, the last of them not full."""
    monkeypatch.setattr(many, "BATCH", 3)


@pytest.fixture
def another(template, tmp_path_factory):
    """Makes files of their own, as many as asked for."""
    opened = []

    def make():
        path = tmp_path_factory.mktemp("many") / "office.iltod"
        opened.append(Store.open(shutil.copy(template, path)))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


def people(count, name="演示"):
    return [(f"{name}{number}",) for number in range(count)]


def enter_people(session, count=8):
    return add_many(session, Person, ["name"], people(count))


def changes(store, number):
    """What the journal keeps of an operation, in order."""
    with store.read() as session:
        found = session.scalars(select(Change).where(Change.operation_id == number).order_by(Change.seq)).all()
        told = [json.dumps({**c.before, "id": None}, sort_keys=True) for c in found]  # in which true is not 1
        return [(c.record_table, c.record_uuid, c.kind, before) for c, before in zip(found, told, strict=True)]


def undo(store, number):
    """Undo an operation; the number of the undo."""
    return operation(store, history.undo, number)[1].operation


def stored(store, name):
    """A table as SQLite keeps it, in order of entry."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")]


@ALONE
@given(rows=PRINTED)
def test_values_are_stored_and_journaled_as_those_of_objects(rows, another):
    together, singly = another(), another()
    rows = [(*row, uuid) for row, uuid in zip(rows, many.new_uuids(), strict=False)]
    columns = (*SHEETS, "uuid")
    do(together, lambda s: add_many(s, Printout, columns, rows))
    do(singly, lambda s: s.add_all(Printout(**dict(zip(columns, row, strict=True))) for row in rows))
    assert stored(together, "printout") == stored(singly, "printout")
    assert records(together)["printout"] == records(singly)["printout"]
    _, swept = operation(together, lambda s: remove_many(s, Printout, Printout.pages >= 0))
    _, taken = operation(singly, lambda s: [s.delete(record) for record in s.scalars(select(Printout))])
    kept, expected = changes(together, swept.operation), changes(singly, taken.operation)
    assert [uuid for _, uuid, *_ in kept] == [row[-1] for row in reversed(rows)]
    assert sorted(kept, key=itemgetter(1)) == sorted(expected, key=itemgetter(1))


def test_every_column_is_of_a_type_that_the_database_can_journal_itself():
    """A number with a fraction, for one, would lose its last digits on the way through SQLite's JSON."""
    known = (String, Integer, Boolean, Date, DateTime, JSON)
    columns = [column for cls in record_classes().values() if not cls.search_name for column in cls.__table__.c]
    assert [str(column) for column in columns if not isinstance(column.type, known)] == []


def test_each_record_gets_a_uuid_of_its_own_in_order(store):
    uuids, changed = operation(store, enter_people, 8)
    assert [uuid for _, uuid, _, _ in changes(store, changed.operation)] == uuids
    assert [records(store)["person"][uuid]["name"] for uuid in uuids] == [name for (name,) in people(8)]
    assert len(set(uuids)) == 8


def test_uuids_in_bulk_are_new_and_grow():
    made = list(islice(many.new_uuids(), 50_000))
    assert made == sorted(set(made))
    assert len(made) == 50_000
    assert all(len(uuid) == 32 and uuid[12] == "7" and uuid[16] in "89ab" for uuid in made)
    assert made[0][:12] <= Person(name="演示").uuid[:12]


def test_uuids_may_be_given(store):
    given_uuids = list(islice(many.new_uuids(), 4))
    rows = [(f"演示{number}", uuid) for number, uuid in enumerate(given_uuids)]
    assert do(store, lambda s: add_many(s, Person, ["name", "uuid"], iter(rows))) == given_uuids
    assert set(records(store)["person"]) == set(given_uuids)


def test_nothing_to_add_touches_nothing(store):
    uuids, changed = operation(store, lambda s: add_many(s, Person, ["name"], []))
    assert (uuids, changed.tables, changes(store, changed.operation)) == ([], frozenset(), [])


def test_what_is_pending_is_written_first(store):
    def work(session):
        session.add(Person(name="演示甲"))
        add_many(session, SavedView, ["page", "name", "filters"], [("home", "演示", {"a": [1, None, "乙"]})])
        session.add(Person(name="演示乙"))

    _, changed = operation(store, work)
    assert [table for table, *_ in changes(store, changed.operation)] == ["person", "saved_view", "person"]
    assert changed.tables == {"person", "saved_view"}


@pytest.mark.parametrize("work", [enter_people, lambda s: remove_many(s, Person, Person.active)], ids=["add", "remove"])
def test_outside_an_operation_it_is_a_bug(work, store):
    do(store, enter_people)
    before = records(store)
    with store.read() as session, pytest.raises(RuntimeError, match="only inside"):
        work(session)
    with pytest.raises(RuntimeError, match="only inside"):
        store.keep(work)
    assert records(store) == before


VIEWED = ("level", "code", "name")


def offices(n):
    return [("village", f"15010100{i:04}", f"示例嘎查{i}") for i in range(n)]


def enter_one_by_one(session):
    for level, code, name in offices(7):
        session.add(Office(uuid=f"{int(code):032x}", level=level, code=code, name=name))


def enter_offices(session):
    uuids = (f"{int(code):032x}" for _level, code, _name in offices(7))
    add_many(session, Office, ("uuid", *VIEWED), [(uuid, *row) for uuid, row in zip(uuids, offices(7), strict=True)])


def test_the_search_index_knows_them_as_if_they_had_been_entered_one_by_one(another):
    one, many_at_once = another(), another()
    do(one, enter_one_by_one)
    do(many_at_once, enter_offices)
    assert index_terms(one) == index_terms(many_at_once)


def test_the_search_index_forgets_them_again_and_undo_brings_them_back(store):
    before = index_terms(store)
    do(store, enter_offices)
    entered = index_terms(store)
    do(store, lambda s: remove_many(s, Office, Office.level == "village"))
    assert index_terms(store) == before
    do(store, history.undo, ask(store, history.newest))
    assert index_terms(store) == entered


def rename_offices(session):
    rows = ((f"{int(code):032x}", f"{name}改", date(2026, 1, 2)) for _level, code, name in offices(7))
    return change_many(session, Office, ("name", "ended_on"), rows)


def rename_one_by_one(session):
    for office in session.scalars(select(Office).where(Office.level == "village").order_by(Office.code)):
        office.name, office.ended_on = f"{office.name}改", date(2026, 1, 2)


def test_changing_many_is_as_changing_each_and_can_be_undone(another):
    one, many_at_once = another(), another()
    before = []
    for store, work in ((one, rename_one_by_one), (many_at_once, rename_offices)):
        do(store, enter_offices)
        before.append((records(store), index_terms(store)))
        do(store, work)
    assert (records(one), index_terms(one)) == (records(many_at_once), index_terms(many_at_once))
    assert ("office", "改") in {(name, term) for name, term, *_ in index_terms(many_at_once)}
    for store in (one, many_at_once):
        do(store, history.undo, ask(store, history.newest))
    assert [(records(store), index_terms(store)) for store in (one, many_at_once)] == before


def test_what_is_changed_afterwards_without_being_read_can_be_undone_too(store):
    do(store, enter_offices)
    before = records(store)

    def twice(session):
        office = session.scalars(select(Office).where(Office.level != "village")).one()
        rename_offices(session)  # forgets what was loaded
        office.address = "演示地址"

    do(store, twice)
    assert records(store) != before
    do(store, history.undo, ask(store, history.newest))
    assert records(store) == before


def test_changing_what_is_not_there_changes_nothing(store):
    before = records(store)
    assert do(store, lambda s: change_many(s, Office, ("name",), [("0" * 32, "无")])) == 0
    assert records(store) == before


@pytest.mark.parametrize(
    "rows",
    [[("演示", True, 1)], [("演示",)], [("演示", True), ("演示",)], [(None, True)]],
    ids=["too long", "too short", "uneven", "no name"],
)
def test_rows_that_do_not_fit_are_a_bug_and_nothing_is_kept(rows, store):
    before = records(store)
    with pytest.raises(Exception, match=r"zip|NOT NULL"):
        do(store, lambda s: add_many(s, Person, ["name", "active"], rows))
    assert records(store) == before


def test_a_column_nobody_knows_is_a_bug(store):
    with pytest.raises(Exception, match="nickname"):
        do(store, lambda s: add_many(s, Person, ["name", "nickname"], [("演示", "演")]))


@pytest.mark.parametrize("error", [Cancelled(), UserError("测试"), KeyboardInterrupt()])
def test_a_failure_half_way_keeps_nothing(error, store):
    register(store)
    before, kept = records(store), counted(store, Change)

    def rows():
        yield from people(7)
        raise error

    def work(session):
        session.add(Person(name="演示甲"))
        enter_people(session)
        add_many(session, Person, ["name"], rows())

    with pytest.raises(type(error)):
        do(store, work)
    assert (records(store), counted(store, Change)) == (before, kept)


def test_a_child_without_its_parent_is_refused_when_it_is_kept(store):
    before = records(store)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        do(store, add_events, ["f" * 32])
    assert records(store) == before


def test_parents_and_children_are_removed_and_come_back_together(store):
    uuid = register(store)
    do(store, add_events, [uuid] * 5)
    before = records(store)
    _, changed = operation(store, lambda s: remove_many(s, ChannelEvent, ChannelEvent.disclosure_uuid == uuid))
    assert records(store)["channel_event"] == {}
    assert changed.tables == {"channel_event"}
    undo(store, changed.operation)
    assert records(store) == before


def test_only_what_the_condition_names_is_removed(store):
    uuids = do(store, enter_people, 9)
    do(store, lambda s: remove_many(s, Person, Person.name.in_(["演示3", "演示5"])))
    assert set(records(store)["person"]) == set(uuids) - {uuids[3], uuids[5]}


def test_what_the_same_operation_added_before_stays(store):
    do(store, lambda s: (enter_people(s, 9), remove_many(s, Person, Person.name == "演示4")))
    assert len(records(store)["person"]) == 8


def test_an_object_in_hand_does_not_outlive_its_record(store):
    do(store, enter_people, 2)

    def work(session):
        held = session.scalars(select(Person).order_by(Person.id)).all()
        number = held[0].id
        remove_many(session, Person, Person.name == "演示0")
        return session.get(Person, number), held[1].name

    assert do(store, work) == (None, "演示1")


def add_events(session, owners):
    rows = [(uuid, "board", date(2026, 3, 1 + day)) for day, uuid in enumerate(owners)]
    return add_many(session, ChannelEvent, ["disclosure_uuid", "channel", "published_on"], rows)


def add_reviews(session, owners):
    columns = ["disclosure_uuid", "gate", "passed", "reviewer", "at"]
    rows = [(uuid, "policy", n % 2 == 0, "演示乙", datetime(2026, 3, 1, 9, n, 0, n)) for n, uuid in enumerate(owners)]
    return add_many(session, GateReview, columns, rows)


def owners(session, count):
    """Items of the register, in turn."""
    uuids = session.scalars(select(Disclosure.uuid).order_by(Disclosure.id)).all()
    return [uuids[n % len(uuids)] for n in range(count)] if uuids else []


def add_views(session, count):
    rows = [("home", f"演示{n}", {"a": [n, None, "乙"]}) for n in range(count)]
    return add_many(session, SavedView, ["page", "name", "filters"], rows)


def rename(session, which):
    for person in session.scalars(select(Person).order_by(Person.id).offset(which).limit(2)):
        person.name += "改"


def dismiss(session, which):
    for person in session.scalars(select(Person).order_by(Person.id).offset(which).limit(2)):
        session.delete(person)


def take_out(session, _which):
    for record in session.scalars(select(Disclosure).limit(1)):
        disclosures.remove(session, [record.uuid])


STEPS = st.tuples(
    st.sampled_from(
        [
            enter_people,
            rename,
            dismiss,
            take_out,
            lambda s, which: disclosures.register(s, draft(f"信息{which}"), TODAY),
            lambda s, which: add_events(s, owners(s, which)),
            lambda s, which: add_reviews(s, owners(s, which)),
            lambda s, which: add_many(
                s, SavedView, ["page", "name", "filters"], [("home", "演示", {"a": [which, None]})]
            ),
            lambda s, which: remove_many(s, Person, Person.id % 3 == which % 3),
            lambda s, which: remove_many(s, GateReview, GateReview.passed),
            lambda s, which: remove_many(s, ChannelEvent, ChannelEvent.published_on >= date(2026, 3, 3)),
        ]
    ),
    WHICH,
)


def walked(store, steps):
    """The number of one operation that does all steps."""

    def work(session):
        for step, which in steps:
            step(session, which)
            session.flush()

    return operation(store, work)[1].operation


@ALONE
@given(walks=st.lists(st.lists(STEPS, min_size=1, max_size=6), min_size=1, max_size=3))
def test_undoing_and_redoing_leads_there_and_back(walks, another):
    store = another()
    states, done = [snapshot(store)], []
    for steps in walks:
        done.append(walked(store, steps))
        states.append(snapshot(store))
    for _again in range(2):
        for turn in reversed(range(len(done))):
            done[turn] = undo(store, done[turn])
            assert snapshot(store) == states[turn]
        for turn in range(len(done)):
            done[turn] = undo(store, done[turn])
            assert snapshot(store) == states[turn + 1]


def snapshot(store):
    return records(store), index_terms(store)


def test_an_undo_is_refused_while_one_of_the_records_was_changed_later(store):
    uuids, changed = operation(store, enter_people, 10)
    _, later = operation(store, lambda s: rename(s, 7))
    before = records(store)
    with pytest.raises(UserError, match="又被修改过"):
        undo(store, changed.operation)
    assert records(store) == before
    undo(store, later.operation)
    undone = undo(store, changed.operation)
    assert records(store)["person"] == {}
    with pytest.raises(UserError, match="已经撤销过"):
        undo(store, changed.operation)
    undo(store, undone)
    assert sorted(records(store)["person"]) == uuids


def test_the_order_of_entry_survives_undo_and_redo(store):
    uuids, changed = operation(store, enter_people, 10)
    undo(store, undo(store, changed.operation))
    assert [row[1] for row in stored(store, "person")] == uuids


def test_what_came_back_by_another_way_is_put_back_as_it_was(store):
    uuids = do(store, enter_people, 4)
    _, removal = operation(store, lambda s: remove_many(s, Person, Person.name != ""))
    with store.engine.execution_options(write=True).begin() as connection:
        statement = "INSERT INTO person (uuid, name, pin_hash, active) VALUES (?, '演示丁', '', 1)"
        connection.exec_driver_sql(statement, (uuids[1],))
    undo(store, removal.operation)
    assert {row["name"] for row in records(store)["person"].values()} == {name for (name,) in people(4)}


def test_the_recycle_bin_shows_what_was_removed_but_not_what_an_undo_took_back(store):
    _, entry = operation(store, enter_people, 5)
    undone = undo(store, entry.operation)
    assert ask(store, history.removed) == []
    undo(store, undone)
    assert ask(store, history.last_undoable).id == entry.operation
    do(store, lambda s: remove_many(s, Person, Person.name != "演示0"))
    assert len(ask(store, history.removed)) == 4
    assert len(ask(store, history.story, next(iter(records(store)["person"])))) == 3


def add_rolls(session, count):
    """Pay-out rolls of three rows each, with what is private apart."""
    for number in range(count):
        roll = PayoutRoll(office_code="000001", programme=f"演示补贴{number}", year=2026, households=3, total_fen=300)
        session.add(roll)
        rows = [(roll.uuid, position, "演示", 100) for position in range(3)]
        uuids = add_many(session, Payout, ["roll_uuid", "position", "name", "amount_fen"], rows)
        add_many(session, PayoutPrivate, ["payout_uuid"], [(uuid,) for uuid in uuids])


def test_a_roll_comes_out_of_the_recycle_bin_with_its_rows_and_theirs(store):
    do(store, add_rolls, 3)
    before = records(store)
    rolls = sorted(before["payout_roll"])
    do(store, payouts.remove, rolls)
    found = ask(store, history.removed)
    assert [(row.uuid, row.name) for row in found] == [(uuid, f"演示补贴{2 - n}") for n, uuid in enumerate(rolls[::-1])]
    do(store, history.bring_back, found[1].seq)
    kept = records(store)
    assert set(kept["payout_roll"]) == {rolls[1]}
    rows = {uuid: row for uuid, row in before["payout"].items() if row["roll_uuid"] == rolls[1]}
    assert kept["payout"] == rows
    assert kept["payout_private"] == {u: r for u, r in before["payout_private"].items() if r["payout_uuid"] in rows}
    for row in ask(store, history.removed):
        do(store, history.bring_back, row.seq)
    assert records(store) == before
    assert ask(store, history.removed) == []


def test_entering_a_village_can_be_undone_but_not_the_office_of_the_file(store):
    _, first = operation(store, lambda s: s.add(Office(code="000001001", name="演示嘎查", level="village")))
    assert ask(store, history.last_undoable).id == first.operation
    undo(store, first.operation)
    assert len(records(store)["office"]) == 1
    assert ask(store, history.last_undoable) is None
    with pytest.raises(UserError, match="建立数据文件"):
        undo(store, 1)
