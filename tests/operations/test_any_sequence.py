"""Whatever a person does, undoing all of it leads back to where it began, and redoing all of it to where it ended."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.errors import UserError
from app.models.notice import Notice, Objection
from app.models.payout import PayoutRoll
from app.operations import (
    attachments,
    catalog_imports,
    catalogs,
    disclosure_sheets,
    disclosures,
    history,
    notices,
    offices,
    payout_plans,
    payouts,
    villages,
)
from app.rules.disclosures import ChannelDraft, Gate, GateAnswer
from app.rules.notices import NoticeDraft, ObjectionDraft
from app.store import search
from app.store.database import Store
from tests.factory import NOW, TODAY, ask, do, draft, index_terms, records, table_text
from tests.notice_factory import EAST, POSTED, TOWNSHIP, VILLAGES

HEADINGS = "信息名称\t形成日期\t公开日期\t公开渠道"
DAYS = st.integers(0, 40).map(lambda days: TODAY - timedelta(days))
TITLES = st.sampled_from(["牧场补贴", "招生方案", "财务收支", "ᠮᠡᠳᠡᠭᠡ", "Budget 2026"])
WHICH = st.integers(0, 5)


def chosen(session, which):
    """Some item of the register; an item nobody knows while there is none."""
    uuids = sorted(session.scalars(disclosures.select(disclosures.Disclosure.uuid)))
    return uuids[which % len(uuids)] if uuids else "0" * 32


def on_item(work):
    """An operation on some item of the register."""
    return lambda which, *args: lambda session: work(session, chosen(session, which), *args)


def import_rows(count, title):
    lines = [HEADINGS, *(f"{title}{row}\t2026-03-02\t2026-03-10\t政府网站" for row in range(count))]
    return lambda session: disclosure_sheets.accept(
        session, disclosure_sheets.plan_pasted(session, "\n".join(lines), TODAY), TODAY
    )


def take_catalog(count, adopt):
    def work(session):
        rows = [("招生", f"事项{row}", "及时") for row in range(count)]
        plan = catalog_imports.plan_pasted(session, table_text(*rows), TODAY)
        uuid = catalog_imports.accept(session, plan)
        session.flush()
        if adopt:
            catalogs.adopt(session, uuid, date(2026, 1, 1), TODAY)

    return work


def remove_catalog(session):
    for version in catalogs.versions(session, TODAY)[:1]:
        catalogs.remove(session, version.uuid)


def bring_back(session):
    for row in history.removed(session, 1):
        history.bring_back(session, row.seq)


def answers(closed):
    return [GateAnswer(gate, not (closed and gate is Gate.POLICY), "理由") for gate in Gate]


def some(cls, which):
    """The uuid of some record of a kind; one that nobody knows while there is none."""

    def found(session):
        uuids = sorted(session.scalars(select(cls.uuid)))
        return uuids[which % len(uuids)] if uuids else "0" * 32

    return found


def on(cls):
    """An operation on some record of a kind."""
    return lambda work: lambda which, *args: lambda session: work(session, some(cls, which)(session), *args)


def notice(title, amount):
    return NoticeDraft(EAST, title=title, body=f"合计{amount}元", year=2026)


def pay(count, amount):
    """Pay-outs in a list of all three villages."""
    rows = [f"{VILLAGES[row % 3].code}\t测试户{row}\t{amount}" for row in range(count)]
    defaults = payout_plans.Defaults("测试补贴", year=2026)

    def work(session):
        text = "\n".join(["嘎查村\t户主姓名\t金额（元）", *rows])
        payouts.accept(session, payout_plans.plan_pasted(session, text, defaults, TODAY))

    return work


def place(number):
    def work(session):
        if number == 0:
            villages.add(session, TOWNSHIP)
        else:
            villages.add(session, VILLAGES[number % 3])

    return work


HANG = date(2026, 3, 16)
on_notice = on(Notice)
NOTICE_STEPS = st.one_of(
    st.builds(lambda title, n: lambda s: notices.draft(s, notice(title, n)), TITLES, WHICH),
    st.builds(on_notice(lambda s, uuid, title, n: notices.edit(s, uuid, notice(title, n))), WHICH, TITLES, WHICH),
    *(
        st.builds(on_notice(work), WHICH)
        for work in (
            lambda s, uuid: notices.remove(s, [uuid]),
            lambda s, uuid: notices.review(s, [uuid], "演示乙", TODAY),
            lambda s, uuid: notices.send_back(s, [uuid]),
            lambda s, uuid: notices.printed(s, [uuid], TODAY),
            lambda s, uuid: notices.post(s, [uuid], POSTED, "演示丙", TODAY),
            lambda s, uuid: notices.take_down(s, [uuid], HANG, "演示丙", TODAY, "大风吹落"),
            lambda s, uuid: notices.object_(s, uuid, ObjectionDraft(HANG, "数量不对"), TODAY),
            lambda s, uuid: notices.correct(s, uuid, "数量有误", TODAY),
            lambda s, uuid: notices.file(s, [uuid], "演示丁", TODAY),
        )
    ),
    st.builds(
        on(Objection)(lambda s, uuid, upheld: notices.answer(s, uuid, "属实", upheld, "监委会", TODAY, TODAY)),
        WHICH,
        st.booleans(),
    ),
    st.builds(pay, st.integers(1, 6), st.integers(1, 3)),
    st.builds(on(PayoutRoll)(lambda s, uuid: payouts.make_notices(s, [uuid], TODAY)), WHICH),
    st.builds(on(PayoutRoll)(lambda s, uuid: payouts.remove(s, [uuid])), WHICH),
    st.builds(place, st.integers(0, 3)),
    st.sampled_from([bring_back]),
)


def taken_further(store):
    """Three villages, a pay-out and a notice on its way, so that later steps find something to do."""
    for number in range(4):
        do(store, place(number))
    do(store, pay(6, 1))
    do(store, lambda session: payouts.make_notices(session, [some(PayoutRoll, 0)(session)], TODAY))
    do(store, lambda session: notices.review(session, [some(Notice, 0)(session)], "演示乙", TODAY))
    do(store, lambda session: notices.post(session, [some(Notice, 0)(session)], POSTED, "演示丙", TODAY))


STEPS = st.one_of(
    st.builds(lambda title, day: lambda s: disclosures.register(s, draft(title, formed_on=day), TODAY), TITLES, DAYS),
    st.builds(
        on_item(lambda s, uuid, title, day: disclosures.edit(s, uuid, draft(title, formed_on=day), TODAY)),
        WHICH,
        TITLES,
        DAYS,
    ),
    st.builds(on_item(lambda s, uuid: disclosures.remove(s, [uuid])), WHICH),
    st.builds(on_item(lambda s, uuid: disclosures.submit(s, [uuid])), WHICH),
    st.builds(
        on_item(lambda s, uuid, closed: disclosures.review(s, uuid, answers(closed), "演示乙", NOW)),
        WHICH,
        st.booleans(),
    ),
    st.builds(
        on_item(lambda s, uuid, day: disclosures.publish(s, [uuid], [ChannelDraft("board", day)], TODAY)), WHICH, DAYS
    ),
    st.builds(on_item(lambda s, uuid: disclosures.withdraw(s, [uuid], "数据有误", TODAY)), WHICH),
    st.builds(
        on_item(lambda s, uuid, title: attachments.attach(s, uuid, f"{title}.pdf", title.encode())), WHICH, TITLES
    ),
    st.builds(on_item(lambda s, uuid, title: disclosures.bulk_edit(s, [uuid], {"note": title}, TODAY)), WHICH, TITLES),
    st.builds(import_rows, st.integers(1, 5), TITLES),
    st.builds(take_catalog, st.integers(1, 4), st.booleans()),
    st.sampled_from([remove_catalog, bring_back]),
    st.builds(lambda days: lambda s: offices.choose(s, "timely_days", str(days)), st.integers(1, 9)),
)


def numbers_are_their_own(store):
    """Whether no two notices bear the same number, code or number in the archive."""
    rows = list(records(store)["notice"].values())
    for column in ("number", "code", "archive_number"):
        given = [row[column] for row in rows if row[column]]
        assert len(set(given)) == len(given)


def walk(store, steps):
    """Do what is allowed; what the rules refuse changes nothing."""
    for step in steps:
        try:
            do(store, step)
        except UserError:
            continue


def undo_all(store):
    """Undo until nothing is left; how many operations that were."""
    count = 0
    while (latest := ask(store, history.last_undoable)) is not None:
        do(store, history.undo, latest.id)
        count += 1
    return count


@pytest.fixture(scope="module")
def begun(template):
    """A file in which something was done already, and that is closed."""
    folder = Path(tempfile.mkdtemp())
    path = shutil.copy(template, folder / "begun.iltod")
    store = Store.open(path)
    do(store, import_rows(3, "原有信息"))
    store.close()
    yield path
    shutil.rmtree(folder)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=12))
def test_undoing_and_redoing_everything_leads_there_and_back(steps, begun, tmp_path_factory):
    store = Store.open(shutil.copy(begun, tmp_path_factory.mktemp("walk") / "office.iltod"))
    walk(store, steps)
    end, end_terms = records(store), index_terms(store)
    undone = undo_all(store)
    assert [name for name, rows in records(store).items() if rows] == ["office"]
    assert {term[0] for term in index_terms(store)} <= {"office"}
    for _ in range(undone):
        do(store, history.undo, ask(store, history.last_redoable).id)
    assert ask(store, history.last_redoable) is None
    assert (records(store), index_terms(store)) == (end, end_terms)
    search.rebuild(store.engine)
    assert index_terms(store) == end_terms
    store.close()


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(STEPS, st.integers(1, 30)), min_size=3, max_size=14))
def test_undo_in_any_order_is_right_or_refused(steps, begun, tmp_path_factory):
    store = Store.open(shutil.copy(begun, tmp_path_factory.mktemp("walk") / "office.iltod"))
    for step in steps:
        if not isinstance(step, int):
            walk(store, [step])
        elif step <= ask(store, history.newest):
            walk(store, [lambda session, number=step: history.undo(session, number)])
    undo_all(store)
    assert [name for name, rows in records(store).items() if rows] == ["office"]
    assert {term[0] for term in index_terms(store)} <= {"office"}
    store.close()


@pytest.fixture(scope="module")
def hanging(template, tmp_path_factory):
    """A file with villages, a pay-out and a notice that hangs, closed."""
    path = shutil.copy(template, tmp_path_factory.mktemp("hanging") / "hanging.iltod")
    store = Store.open(path)
    taken_further(store)
    store.close()
    return path


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(NOTICE_STEPS, min_size=4, max_size=14))
def test_undoing_and_redoing_all_that_was_done_with_notices_leads_there_and_back(steps, hanging, tmp_path_factory):
    store = Store.open(shutil.copy(hanging, tmp_path_factory.mktemp("walk") / "office.iltod"))
    walk(store, steps)
    numbers_are_their_own(store)
    end, end_terms = records(store), index_terms(store)
    undone = undo_all(store)
    assert [name for name, rows in records(store).items() if rows] == ["office"]
    assert len(records(store)["office"]) == 1
    for _ in range(undone):
        do(store, history.undo, ask(store, history.last_redoable).id)
    assert (records(store), index_terms(store)) == (end, end_terms)
    store.close()


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(NOTICE_STEPS, st.integers(1, 30)), min_size=4, max_size=16))
def test_notices_keep_their_own_numbers_whatever_is_undone_in_whatever_order(steps, hanging, tmp_path_factory):
    store = Store.open(shutil.copy(hanging, tmp_path_factory.mktemp("walk") / "office.iltod"))
    for step in steps:
        if not isinstance(step, int):
            walk(store, [step])
        elif step <= ask(store, history.newest):
            walk(store, [lambda session, number=step: history.undo(session, number)])
        numbers_are_their_own(store)
    undo_all(store)
    assert len(records(store)["office"]) == 1
    assert not records(store)["notice"]
    store.close()
