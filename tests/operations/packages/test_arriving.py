"""A package that comes in: twice, out of order, forged, for somebody else, stopped half way, undone."""

import shutil
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.errors import Cancelled, UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import device_key
from app.models.disclosure import ChannelEvent, Disclosure
from app.models.local import Content
from app.models.package import Arrival, Dispute
from app.operations import attachments, history
from app.operations.packages import arriving, receipts, sorting, trust
from app.rules.packages import Fate, Link
from app.store.database import Store
from app.store.many import BATCH
from tests.factory import ask, do, index_terms, integrity, operation, register
from tests.operations.packages.desks import BANNER, NOW, TOWNSHIP
from tests.operations.packages.forging import (
    accepted,
    content,
    disclosure,
    dump,
    fates,
    forged,
    line,
    moved,
    notice,
    planned,
    reasons,
)
from tests.store import test_disk_trouble
from tests.store.test_disk_trouble import fill

small_disk = test_disk_trouble.small_disk


def titles(desk):
    """What the register of an office holds: the owner of each item by its title."""
    return ask(desk.store, lambda s: dict(s.execute(select(Disclosure.title, Disclosure.owner_code)).all()))


def edit(desk, uuid, **values):
    def work(session):
        item = session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one()
        for key, new in values.items():
            setattr(item, key, new)

    do(desk.store, work)


def remove(desk, uuid):
    do(
        desk.store,
        lambda session: session.delete(session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one()),
    )


def kid(desk):
    return device_key(desk.keys).public.kid


def refused(banner, path, match, **how):
    """The package is refused with this sentence, and the file of the banner is as it was."""
    before = dump(banner.store)
    with pytest.raises(UserError, match=match):
        accepted(banner, path, **how)
    assert dump(banner.store) == before


def test_the_same_package_three_times_is_taken_once_and_answered_with_the_same_receipt(banner, township):
    register(township.store)
    path = township.export().path
    first = banner.take(path).read_bytes()
    before = content(banner.store)
    for _again in range(2):
        assert planned(banner, path).link is Link.REPEATED
        refused(banner, path, "已经包含")
        assert receipts.write(banner.store, banner.keys, kid(township), banner.later()).read_bytes() == first
    assert content(banner.store) == before


def test_packages_in_the_order_three_one_two_say_which_is_missing_and_end_equal(banner, township):
    """Beside it stands the same banner, which gets each in its turn."""
    beside = moved(banner, banner.folder.parent / "beside")
    banner.store = Store.open(banner.store.path)
    uuid = register(township.store, "第一条")
    first = township.export().path
    township.read(beside.take(first))
    edit(township, uuid, title="第一条改")
    second = township.export().path
    township.read(beside.take(second))
    register(township.store, "第三条")
    third = township.export().path
    plan = planned(banner, third)
    assert (plan.link, plan.missing, plan.records) == (Link.WAITING, (1, 2), 0)
    refused(banner, third, "第 1、2 包")
    accepted(banner, first)
    plan = planned(banner, third)
    assert (plan.link, plan.missing) == (Link.WAITING, (2,))
    accepted(banner, second)
    accepted(banner, third)
    beside.take(third)
    assert titles(banner) == titles(beside) == dict.fromkeys(titles(township), TOWNSHIP.code)
    beside.store.close()


def test_a_lost_package_is_in_the_next_and_comes_too_late_when_it_is_found(banner, township):
    uuid = register(township.store, "第一条")
    lost = township.export().path
    edit(township, uuid, title="第一条改")
    register(township.store, "第二条")
    plan = accepted(banner, township.export().path)
    assert (plan.link, plan.missing) == (Link.GAP, (1,))
    assert set(titles(banner)) == {"第一条改", "第二条"}
    assert planned(banner, lost).link is Link.COVERED
    refused(banner, lost, "已经包含")


def test_packages_of_one_number_and_other_content_wait_for_a_word_with_the_sender(banner, township):
    accepted(banner, forged(township, line("disclosure", disclosure("甲"))))
    other = forged(township, line("disclosure", disclosure("乙")), seq=1, base_seq=0)
    assert planned(banner, other).link is Link.REPLACED
    refused(banner, other, "先打电话")
    accepted(banner, other, verified=True)
    assert set(titles(banner)) == {"甲", "乙"}


def test_a_package_that_does_not_follow_waits_for_a_word_with_the_sender(banner, township):
    accepted(banner, forged(township, line("disclosure", disclosure("甲"))))
    other = forged(township, line("disclosure", disclosure("乙")), prev_sha256="0" * 64)
    assert planned(banner, other).link is Link.FORKED
    refused(banner, other, "先打电话")
    assert fates(accepted(banner, other, verified=True)) == {Fate.TAKEN: 1}
    assert ask(banner.store, lambda s: s.scalars(select(Arrival.note).order_by(Arrival.id)).all()) == ["", "forked"]


@pytest.mark.parametrize("year", [2025, 2027, 1999])
def test_a_clock_that_is_wrong_by_years_changes_nothing(banner, township, year):
    """What follows what is told by numbers and hashes, never by the time of day."""
    uuid = register(township.store, "第一条")
    township.report_to(banner)
    township.now = datetime(year, 5, 6, 9, 0)
    edit(township, uuid, title="第一条改")
    assert township.report_to(banner).taken == 3  # the office and the item, then the item again
    assert titles(banner) == {"第一条改": TOWNSHIP.code}
    township.now = NOW
    edit(township, uuid, title="又改")
    township.report_to(banner)
    assert titles(banner) == {"又改": TOWNSHIP.code}


def test_two_computers_of_one_office_that_edit_one_record_are_a_conflict_and_nothing_is_lost(banner, township):
    uuid = register(township.store, "第一条")
    township.report_to(banner)
    second = moved(township, township.folder.parent / "second")
    township.store = Store.open(township.store.path)
    shutil.rmtree(second.keys)
    card = second.card()
    do(banner.store, trust.enrol, card, card.key.fingerprint, NOW.date())
    edit(township, uuid, title="甲改的")
    edit(second, uuid, title="乙改的")
    assert fates(accepted(banner, township.export().path)) == {Fate.TAKEN: 1}
    plan = accepted(banner, second.export(despite=True).path)
    assert (plan.total(Fate.CONFLICT), reasons(plan)) == (1, [sorting.CHANGED_BOTH])
    assert titles(banner) == {"甲改的": TOWNSHIP.code}
    (dispute,) = ask(banner.store, lambda s: s.scalars(select(Dispute)).all())
    assert dispute.theirs["fields"]["title"] == "乙改的"
    second.store.close()


def test_a_package_by_an_unknown_key_is_not_opened(banner, township, tmp_path):
    path = forged(township, line("disclosure", disclosure()), key=device_key(tmp_path / "stranger"))
    refused(banner, path, "登记")


def test_a_package_by_a_key_that_was_revoked_is_not_opened(banner, township):
    register(township.store)
    township.report_to(banner)
    register(township.store, "第二条")
    path = township.export().path
    device = next(row for row in ask(banner.store, trust.listed) if row.kid == kid(township))
    do(banner.store, trust.revoke, device.uuid, "电脑丢失", NOW.date())
    refused(banner, path, "已停用的密钥")
    assert set(titles(banner)) == {"测试信息"}


def test_a_key_revoked_between_plan_and_acceptance_is_not_believed(banner, township):
    """The window may stay open over night."""
    register(township.store)
    path = township.export().path
    with banner.opened(path) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        device = next(row for row in ask(banner.store, trust.listed) if row.kid == kid(township))
        do(banner.store, trust.revoke, device.uuid, "电脑丢失", NOW.date())
        before = dump(banner.store)
        with pytest.raises(UserError, match="已停用的密钥"):
            do(banner.store, arriving.accept, parcel, plan, banner.later())
    assert dump(banner.store) == before


def test_a_package_for_another_office_is_not_taken(banner, township):
    path = forged(township, line("disclosure", disclosure()), receiver="152532")
    refused(banner, path, "不是发给本单位的")


def test_our_own_package_is_not_taken(banner, township):
    path = forged(township, line("disclosure", disclosure()), sender="152531")
    refused(banner, path, "本单位自己发出的")


def test_a_sender_who_is_not_the_office_of_the_key_is_not_believed(banner, township, other):
    line_of_other = line("disclosure", disclosure(office_code=other.code), owner=other.code)
    path = forged(township, line_of_other, sender=other.code)
    refused(banner, path, "打电话向对方核实")


def test_a_report_from_above_is_no_report(banner, township):
    path = forged(banner, line("disclosure", disclosure()), receiver=township.code)
    refused(township, path, "不是本单位的下级")


def test_a_copy_from_below_is_no_copy(banner, township):
    path = forged(township, line("disclosure", disclosure()), kind=PackageKind.BACKUP_COPY)
    refused(banner, path, "不是本单位的上级")


def test_a_package_whose_numbers_are_odd_is_taken_or_told_but_does_not_crash(banner, township):
    path = forged(township, line("disclosure", disclosure()), seq=99_999, base_seq=0)
    assert planned(banner, path).link is Link.GAP
    path = forged(township, line("disclosure", disclosure()), seq=1, base_seq=99_999)
    assert planned(banner, path).link is Link.WAITING


def test_a_package_without_a_line_is_taken_and_answered(banner, township):
    assert fates(accepted(banner, forged(township))) == {}
    assert ask(banner.store, lambda s: s.scalars(select(Arrival.taken)).all()) == [0]


def test_undoing_puts_every_record_back_and_redoing_takes_all_in_again(banner, township):
    """New ones, changed ones, removed ones, disputed ones, an attachment: byte for byte."""
    kept, gone = register(township.store, "改的"), register(township.store, "删的")
    do(township.store, attachments.attach, kept, "演示.pdf", b"demonstration")
    township.report_to(banner)
    before, found = content(banner.store), index_terms(banner.store)
    edit(township, kept, title="改后", note="演示")
    remove(township, gone)
    new = register(township.store, "新的")
    do(township.store, attachments.attach, new, "演示二.pdf", b"second demonstration")
    edit(township, register(township.store, "写错单位的"), office_code="999999")
    path = township.export().path
    plan = planned(banner, path)
    with banner.opened(path) as parcel:
        _arrival, changed = operation(banner.store, arriving.accept, parcel, plan, banner.later())
    assert fates(plan) == {Fate.TAKEN: 4, Fate.RETURNED: 1}
    after, found_after = content(banner.store), index_terms(banner.store)
    do(banner.store, history.undo, changed.operation)
    back = content(banner.store)
    assert back.pop("content") != before.pop("content")  # bytes of files stay: a redo needs them
    assert back == before
    assert index_terms(banner.store) == found
    do(banner.store, history.undo, ask(banner.store, history.newest))
    assert content(banner.store) == after
    assert index_terms(banner.store) == found_after
    assert integrity(banner.store) == ("ok", [])


def test_what_was_undone_can_be_taken_in_from_the_stick_again(banner, township):
    register(township.store)
    path = township.export().path
    accepted(banner, path)
    after = content(banner.store)
    do(banner.store, history.undo, ask(banner.store, history.newest))
    assert planned(banner, path).link is Link.NEXT
    accepted(banner, path)
    again = content(banner.store)
    assert {t for t in after if after[t] != again[t]} == {"arrival"}  # taken in at another minute


def test_work_that_has_nothing_to_do_with_it_between_plan_and_acceptance_does_not_disturb(banner, township):
    register(township.store, "苏木的")
    path = township.export().path
    plan = planned(banner, path)
    register(banner.store, "本旗的")
    accepted(banner, path, plan)
    assert titles(banner) == {"苏木的": TOWNSHIP.code, "本旗的": ""}


def test_a_plan_that_no_longer_holds_is_not_carried_out(banner, township):
    """The parent an item needs went away, a code was given meanwhile, another package came first."""
    parent = line("disclosure", disclosure(), uuid="0" * 32)
    accepted(banner, forged(township, parent))
    child = {"disclosure_uuid": "0" * 32, "channel": "website", "published_on": "2026-05-04"}
    path = forged(township, line("channel_event", child), line("notice", notice("152531A1")))
    plan = planned(banner, path)
    assert fates(plan) == {Fate.TAKEN: 2}

    def meanwhile(session):
        session.info["foreign"] = True
        session.delete(session.scalars(select(Disclosure)).one())

    do(banner.store, meanwhile)
    refused(banner, path, "数据又有变化", plan=plan)
    assert fates(accepted(banner, path)) == {Fate.TAKEN: 1, Fate.RETURNED: 1}


def test_a_plan_of_another_package_is_not_carried_out(banner, township):
    register(township.store)
    path = township.export().path
    plan = planned(banner, path)
    register(township.store, "第二条")
    refused(banner, township.export().path, "数据又有变化", plan=plan)


def test_a_plan_is_not_carried_out_twice(banner, township):
    register(township.store)
    path = township.export().path
    plan = accepted(banner, path)
    refused(banner, path, "数据又有变化", plan=plan)


def test_a_plan_that_says_something_else_than_it_counted_is_not_carried_out(banner, township):
    register(township.store)
    path = township.export().path
    plan = planned(banner, path)
    refused(banner, path, "数据又有变化", plan=replace(plan, digest="0" * 64))


def test_planning_writes_nothing(banner, township):
    register(township.store)
    path = township.export().path
    before = dump(banner.store)
    assert planned(banner, path).total(Fate.TAKEN) == 2
    assert dump(banner.store) == before


@pytest.fixture
def large(banner, township):
    """A package of more than one batch."""
    items = [line("disclosure", disclosure(f"演示{n}"), uuid=f"{n:032x}") for n in range(BATCH + 10)]
    return forged(township, *items, sort=False)


def test_cancelled_in_the_middle_nothing_is_kept(banner, large):
    def told(done, _total):
        if done > BATCH:
            raise Cancelled

    before = dump(banner.store)
    with banner.opened(large) as parcel:
        with pytest.raises(Cancelled):
            ask(banner.store, arriving.plan, parcel, tell=told)
        plan = ask(banner.store, arriving.plan, parcel)
        with pytest.raises(Cancelled):
            do(banner.store, arriving.accept, parcel, plan, banner.later(), tell=told)
        assert dump(banner.store) == before
        do(banner.store, arriving.accept, parcel, plan, banner.later())
    assert len(titles(banner)) == BATCH + 10


def test_a_child_in_a_later_batch_finds_its_parent_in_an_earlier_one(banner, township):
    parents = [line("disclosure", disclosure(f"演示{n}"), uuid=f"{n:032x}") for n in range(BATCH + 10)]
    event = {"channel": "website", "published_on": "2026-05-04"}
    children = [
        line("channel_event", event | {"disclosure_uuid": parent["uuid"]}, uuid=f"{n:032x}")
        for n, parent in enumerate((parents[0], parents[-1]), BATCH * 2)
    ]
    plan = accepted(banner, forged(township, *parents, *children, sort=False))
    assert fates(plan) == {Fate.TAKEN: BATCH + 12}
    assert len(ask(banner.store, lambda s: s.scalars(select(ChannelEvent)).all())) == 2


def test_a_full_disk_keeps_nothing_and_the_package_can_be_taken_in_afterwards(banner, large, small_disk):
    banner.store.close()
    banner.store = Store.open(shutil.copy(banner.folder / "office.iltod", small_disk / "office.iltod"))
    before = dump(banner.store)
    with banner.opened(large) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        fill(small_disk, left=300_000)
        with pytest.raises(UserError, match="磁盘已满"):
            do(banner.store, arriving.accept, parcel, plan, banner.later())
        (small_disk / "filler").unlink()
        assert dump(banner.store) == before
        do(banner.store, arriving.accept, parcel, plan, banner.later())
    assert len(titles(banner)) == BATCH + 10
    assert integrity(banner.store) == ("ok", [])


def test_the_bytes_of_a_file_stand_here_as_they_were_there(banner, township):
    data = bytes(range(256)) * 40
    do(township.store, attachments.attach, register(township.store), "ᠮᠣᠩᠭᠣᠯ 演示.pdf", data)
    township.report_to(banner)
    assert ask(banner.store, lambda s: s.scalars(select(Content.data)).all()) == [data]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("below", "above")), st.integers(0, 4), st.sampled_from(("add", "edit", "remove", "move"))
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(EDITS, min_size=1, max_size=3))
def test_every_line_meets_exactly_one_fate_whatever_was_done_at_both_ends(rounds, copied):
    banner, township = copied(BANNER), copied(TOWNSHIP)
    for number, edits in enumerate(rounds):
        for step, (where, which, what) in enumerate(edits):
            _meddle(banner if where == "above" else township, which, what, f"演示{number}-{step}")
        try:
            path = township.export().path
        except UserError:  # nothing to send
            continue
        with banner.opened(path) as parcel:
            lines = sum(1 for _line in parcel.records())
        plan = accepted(banner, path)
        assert sum(fates(plan).values()) == lines == plan.records
        arrival = ask(banner.store, lambda s: s.scalars(select(Arrival).order_by(Arrival.id.desc())).first())
        assert arrival.taken + arrival.unchanged + arrival.returned + arrival.conflict == lines
        assert len(plan.listed) == plan.total(Fate.RETURNED) + plan.total(Fate.CONFLICT)
        if which % 2:  # every other receipt is lost
            township.read(receipts.write(banner.store, banner.keys, kid(township), banner.later()))
    assert integrity(banner.store) == ("ok", [])
    assert set(titles(banner).values()) <= {TOWNSHIP.code}
    banner.store.close()
    township.store.close()


def _meddle(desk, which, what, title):
    """Something is done to the item of this place in the list; above too, where only a mistake of a program could."""

    def work(session):
        session.info["foreign"] = True
        items = session.scalars(select(Disclosure).order_by(Disclosure.uuid)).all()
        if what == "add" or not items:
            if desk.office is TOWNSHIP:
                session.add(Disclosure(office_code=desk.code, title=title, status="draft", began_on=NOW.date()))
            return
        item = items[which % len(items)]
        if what == "remove":
            session.delete(item)
        elif what == "edit":
            item.title = title
        else:
            item.office_code = "152531999" if item.office_code == TOWNSHIP.code else TOWNSHIP.code

    do(desk.store, work)


def test_the_count_of_what_stands_here_is_that_of_the_plan(banner, township):
    for number in range(3):
        register(township.store, f"第{number}条")
    plan = accepted(banner, township.export().path)
    here = ask(banner.store, lambda s: s.scalar(select(func.count()).select_from(Disclosure)))
    assert here == plan.counts["disclosure"][Fate.TAKEN] == 3
