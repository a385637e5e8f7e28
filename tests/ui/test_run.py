import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete
from sqlalchemy import func, select

from app.errors import UserError
from app.models.office import Person
from app.operations import offices
from app.store.database import Store
from app.ui.run import EVERYTHING, Runner

ADD = "登记人员“{name}”"


def people(session):
    return session.scalar(select(func.count()).select_from(Person))


def add(name):
    return lambda session: offices.add_person(session, name)


@pytest.fixture
def asker():
    return QObject()


@pytest.fixture
def heard(runner):
    seen = []
    runner.changed.connect(seen.append)
    return seen


def test_reading_comes_back_to_the_asker(runner, asker):
    found = []
    runner.query(asker, people, found.append)
    assert found == [0]


def test_change_is_told_with_the_tables_it_touched(runner, asker, heard):
    uuids = []
    runner.change(asker, ADD, add("测试甲"), uuids.append, {"name": "测试甲"})
    assert [changed.tables for changed in heard] == [frozenset({"person"})]
    assert len(uuids[0]) == 32


def test_refused_change_keeps_nothing_and_tells_why(runner, asker, heard, failures):
    runner.change(asker, ADD, add(""))
    assert isinstance(failures[0], UserError)
    assert heard == []


def test_failure_goes_to_the_one_who_wants_it(runner, asker, failures):
    mine = []
    runner.change(asker, ADD, add(""), failed=mine.append)
    assert len(mine) == 1
    assert failures == []


def test_nothing_is_delivered_to_an_asker_that_is_gone(store, qtbot):
    runner = Runner(store)
    gone, found, start = QObject(), [], threading.Event()
    runner.query(gone, lambda session: start.wait() and people(session), found.append)
    delete(gone)
    start.set()
    stays, later = QObject(), []
    runner.query(stays, people, later.append)
    qtbot.waitUntil(lambda: later == [0])
    runner.close()
    assert found == []


def test_newer_question_of_the_same_slot_wins(store, qtbot):
    runner = Runner(store)
    asker, found, start = QObject(), [], threading.Event()
    runner.query(asker, lambda _session: start.wait() and "old", found.append, slot="list")
    runner.query(asker, lambda _session: "new", found.append, slot="list")
    start.set()
    qtbot.waitUntil(lambda: found == ["new"])
    runner.query(asker, people, found.append, slot="other")
    qtbot.waitUntil(lambda: len(found) == 2)
    runner.close()
    assert found == ["new", 0]


def test_reading_does_not_wait_for_a_long_change(store, qtbot):
    runner = Runner(store)
    asker, found, go_on = QObject(), [], threading.Event()
    runner.long(asker, ADD, lambda session, _tell: go_on.wait() and add("测试甲")(session), found.append)
    runner.query(asker, people, found.append)
    qtbot.waitUntil(lambda: found == [0])
    go_on.set()
    qtbot.waitUntil(lambda: len(found) == 2)
    runner.close()


def test_results_come_on_the_thread_of_the_screen(store, qtbot):
    runner = Runner(store)
    threads = []

    def work(_session):
        threads.append(threading.current_thread())

    runner.query(runner, work, lambda _none: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    runner.close()
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()


def test_cancelled_work_leaves_nothing_and_is_no_failure(runner, asker, failures, heard):
    ended = []
    runner.job_ended.connect(ended.append)
    runner.job_started.connect(lambda job: job.cancel())

    def work(session, tell):
        offices.add_person(session, "测试甲")
        tell(1, 2)

    job = runner.long(asker, ADD, work, lambda _result: pytest.fail("cancelled"))
    assert ended == [job]
    assert (failures, heard) == ([], [])
    counts = []
    runner.query(asker, people, counts.append)
    assert counts == [0]


def test_progress_is_told_step_by_step(runner, asker):
    steps, results = [], []
    runner.job_progressed.connect(lambda job, done, total: steps.append((job.text, done, total)))
    runner.long(
        asker,
        "导入 {file}",
        lambda _s, tell: [tell(n, 2) for n in (1, 2)],
        results.append,
        {"file": "表.xlsx"},
        writes=False,
    )
    assert steps == [("导入 表.xlsx", 1, 2), ("导入 表.xlsx", 2, 2)]
    assert len(results) == 1


def test_undo_and_redo_take_the_last_operation_back_and_forth(runner, asker):
    told, counts = [], []
    runner.undone.connect(told.append)
    runner.redone.connect(told.append)
    runner.change(asker, ADD, add("测试甲"), values={"name": "测试甲"})
    for step in (runner.undo, runner.redo):
        step()
        runner.query(asker, people, counts.append)
    assert counts == [0, 1]
    assert told == ["登记人员“测试甲”"] * 2


def test_undo_says_when_there_is_nothing_left(runner, failures):
    runner.undo()
    runner.undo()
    assert str(failures[-1]) == "没有可以撤销的操作。"


def test_change_by_another_program_refreshes_everything(runner, heard, store):
    runner.look_for_changes()
    other = Store.open(store.path)
    other.change(ADD, add("测试乙"), {"name": "测试乙"})
    runner.look_for_changes()
    other.close()
    assert [changed.tables for changed in heard] == [frozenset({EVERYTHING})]


def test_own_change_after_a_foreign_one_still_refreshes_everything(runner, asker, heard, store):
    runner.look_for_changes()
    other = Store.open(store.path)
    other.change(ADD, add("测试乙"), {"name": "测试乙"})
    other.close()
    runner.change(asker, ADD, add("测试甲"), values={"name": "测试甲"})
    assert heard[-1].tables == frozenset({EVERYTHING})


def test_own_change_is_not_taken_for_a_foreign_one(runner, asker, heard):
    runner.look_for_changes()
    runner.change(asker, ADD, add("测试甲"), values={"name": "测试甲"})
    runner.look_for_changes()
    assert [changed.tables for changed in heard] == [frozenset({"person"})]


def test_file_can_be_replaced_while_it_is_closed(store, qtbot):
    runner = Runner(store)
    seen, heard = [], []
    runner.sit("p" * 32, "测试甲")
    runner.changed.connect(heard.append)
    runner.with_closed(runner, lambda path: path.stat().st_size > 0, seen.append)
    assert runner.store is None
    qtbot.waitUntil(lambda: seen == [True])
    assert runner.store.path == store.path
    assert runner.person_uuid == "p" * 32
    assert heard[-1].tables == frozenset({EVERYTHING})
    runner.close()


def test_file_is_open_again_after_a_failed_replacement(store, qtbot):
    runner = Runner(store)
    failed = []

    def work(_path):
        raise UserError("备份损坏。")

    runner.with_closed(runner, work, lambda _r: pytest.fail("it failed"), failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert runner.store is not None
    runner.close()


def test_change_without_a_file_says_what_to_do(qapp, asker):
    from app.ui.run import Now

    runner = Runner(None, writer=Now(), readers=Now())
    failed = []
    runner.change(asker, ADD, add("测试甲"), failed=failed.append)
    assert isinstance(failed[0], UserError)


def test_long_work_goes_on_when_a_page_that_asked_has_gone(store, qtbot):
    runner = Runner(store)
    gone, heard, go_on = QObject(), [], threading.Event()
    runner.changed.connect(heard.append)
    runner.long(gone, ADD, lambda session, _tell: go_on.wait() and add("测试甲")(session), pytest.fail)
    delete(gone)
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 1)
    runner.close()
