"""An office that lost its file, or went back to an old backup, gets its records back from the level above."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.keys import device_key
from app.models.disclosure import Attachment, ChannelEvent, Disclosure
from app.models.local import Content
from app.models.package import Dispute, Sent
from app.models.request import Applicant
from app.operations import attachments, disclosures, history, offices
from app.operations.packages import arriving, copies, disputes, sending
from app.rules.packages import Fate, Link
from app.store.database import Store
from tests.factory import ask, counted, do, draft, operation, published
from tests.operations.packages.desks import BANNER, OTHER_TOWNSHIP, TOWNSHIP, Desk

MAY = date(2026, 5, 6)


@pytest.fixture
def desks(tmp_path):
    made = []

    def desk(office):
        made.append(Desk(tmp_path / f"{office.code}-{len(made)}", office))
        return made[-1]

    yield desk
    for one in made:
        one.store.close()


@pytest.fixture
def banner(desks):
    return desks(BANNER)


@pytest.fixture
def township(desks, banner, tmp_path):
    """A township that reported twice: three items, one with an attachment, one made public."""
    made = desks(TOWNSHIP)
    made.know(banner)
    published(made.store, "第一条")
    uuid = disclose(made, "第二条")
    file = tmp_path / "附件.txt"
    file.write_text("演示附件的内容", encoding="utf-8")
    attach(made, uuid, file)
    made.report_to(banner)
    disclose(made, "第三条")
    made.report_to(banner)
    return made


def disclose(desk, title):
    return do(desk.store, disclosures.register, draft(title, formed_on=date(2026, 5, 4)), MAY)


def attach(desk, uuid, file):
    do(desk.store, attachments.attach, uuid, *attachments.read(file))


def put_by(desk, target):
    """A copy of the office's file as it is now."""
    with closing(sqlite3.connect(desk.store.path)) as source, closing(sqlite3.connect(target)) as backup:
        source.backup(backup)


def rename(desk, title, new):
    def work(session):
        session.scalars(select(Disclosure).where(Disclosure.title == title)).one().title = new

    desk.store.change("x", work)


def remove(desk, title):
    def work(session):
        session.delete(session.scalars(select(Disclosure).where(Disclosure.title == title)).one())

    desk.store.change("x", work)


def titles(desk):
    with desk.store.read() as session:
        return dict(session.execute(select(Disclosure.title, Disclosure.owner_code)).all())


def copied(banner, desk, tmp_path):
    """A copy from the banner, opened by the office it is for."""
    made = copies.make(banner.store, banner.keys, desk.code, banner.later())
    assert made.path.name.endswith(".zip.age")
    clear = tmp_path / made.path.name.removesuffix(".age")
    envelope.unseal(made.path, clear, device_key(desk.keys))
    return clear


def taken(desk, path):
    """Take a copy in, as its window does; the plan."""
    with desk.opened(path) as parcel:
        plan = ask(desk.store, arriving.plan, parcel)
        done = operation(desk.store, arriving.accept, parcel, plan, desk.later(), keys=desk.keys)
    return plan, done[1]


def standing(desk):
    return ask(desk.store, sending.standing, desk.keys)


@pytest.fixture
def lost(desks, township):
    """The township's new file after it lost the old one; its keys are still there."""
    made = desks(TOWNSHIP)
    made.keys, made.now = township.keys, township.now
    return made


def enrol(desk, banner):
    """The new file does not know the banner's card yet."""
    from app.operations.packages import trust

    card = banner.card()
    do(desk.store, trust.enrol, card, card.key.fingerprint, MAY)


def test_a_lost_file_comes_back_as_its_own(banner, township, lost, tmp_path):
    enrol(lost, banner)
    plan, _changed = taken(lost, copied(banner, township, tmp_path))
    assert plan.link is Link.NEXT
    assert (plan.total(Fate.RETURNED), plan.total(Fate.CONFLICT)) == (0, 0)
    assert titles(lost) == dict.fromkeys(("第一条", "第二条", "第三条"), "")
    assert counted(lost.store, ChannelEvent) == counted(township.store, ChannelEvent) == 1
    with lost.store.read() as session:
        data = session.scalar(select(Content.data).join(Attachment, Attachment.sha256 == Content.sha256))
        assert data.decode() == "演示附件的内容"


def test_a_lost_file_goes_on_reporting_where_it_stood(banner, township, lost, tmp_path):
    enrol(lost, banner)
    assert standing(lost).restored
    taken(lost, copied(banner, township, tmp_path))
    stands = standing(lost)
    assert (stands.restored, stands.seq, stands.answered, stands.waiting) == (False, 2, 2, 0)
    with pytest.raises(UserError, match="没有新的内容"):
        lost.export()
    rename(lost, "第一条", "第一条（更正）")
    disclose(lost, "第四条")
    package = lost.export()
    assert (package.header.seq, package.header.base_seq, package.records) == (3, 2, 2)
    with banner.opened(package.path) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        assert (plan.link, plan.total(Fate.TAKEN), plan.total(Fate.CONFLICT)) == (Link.NEXT, 2, 0)
    lost.read(banner.take(package.path))
    assert titles(banner) == dict.fromkeys(("第一条（更正）", "第二条", "第三条", "第四条"), TOWNSHIP.code)
    assert not standing(lost).restored


def test_a_new_computer_with_a_new_key_goes_on_too(banner, township, desks, tmp_path):
    new = desks(TOWNSHIP)
    new.know(banner)
    taken(new, copied(banner, new, tmp_path))
    assert (standing(new).restored, standing(new).seq) == (False, 0)
    with pytest.raises(UserError, match="没有新的内容"):
        new.export()
    disclose(new, "新电脑上的")
    package = new.export()
    assert (package.header.seq, package.records) == (1, 1)
    with banner.opened(package.path) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
    assert (plan.link, plan.total(Fate.TAKEN)) == (Link.NEXT, 1)


@pytest.fixture
def backup(township, banner, tmp_path):
    """The township's file as it was, put back after it went on working and reporting."""
    kept = tmp_path / "backup.iltod"
    put_by(township, kept)
    rename(township, "第二条", "第二条（后来改过）")
    remove(township, "第三条")
    disclose(township, "备份以后的")
    township.report_to(banner)
    later = dict(titles(township))

    def restore():
        path = township.store.path
        township.store.close()
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        shutil.copy(kept, path)
        township.store = Store.open(path)
        return later

    return restore


def test_an_old_backup_is_brought_up_to_what_was_reported(banner, township, backup, tmp_path):
    later = backup()
    assert set(titles(township)) == {"第一条", "第二条", "第三条"}
    assert standing(township).restored
    with pytest.raises(UserError, match="旧备份"):
        township.export()
    plan, _changed = taken(township, copied(banner, township, tmp_path))
    conflicts = [one.name for one in plan.listed]
    assert plan.total(Fate.RETURNED) == 0
    assert conflicts == ["第二条（后来改过）"]
    assert set(titles(township)) == {"第一条", "第二条", "备份以后的"}
    with township.store.read() as session:
        dispute = session.scalar(select(Dispute.uuid))
    do(township.store, disputes.take_theirs, dispute, "", MAY)
    assert titles(township) == later
    assert not standing(township).restored
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()
    assert dict.fromkeys(titles(banner), "") == later


def test_what_was_done_since_the_old_backup_was_put_back_goes_up(banner, township, backup, tmp_path):
    backup()
    disclose(township, "恢复以后的")
    taken(township, copied(banner, township, tmp_path))
    package = township.export()
    assert package.records == 1
    receipt = banner.take(package.path)
    assert township.read(receipt).conflict == 0
    assert "恢复以后的" in titles(banner)


def test_what_was_disputed_is_not_sent_until_somebody_decided(banner, township, backup, tmp_path):
    backup()
    taken(township, copied(banner, township, tmp_path))
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()
    rename(township, "第二条", "第二条（核对后）")
    township.report_to(banner)
    assert "第二条（核对后）" in titles(banner)


def test_a_package_that_never_arrived_leaves_no_alarm_behind(banner, township, backup, tmp_path):
    township.store.change("x", lambda session: None)
    backup()
    lost_package = standing(township).chain.seq
    assert lost_package == 3
    taken(township, copied(banner, township, tmp_path))
    assert not standing(township).restored


def test_a_package_on_a_lost_stick_is_numbered_over(banner, township, lost, tmp_path):
    disclose(township, "只在丢了的U盘上")
    township.export()
    lost.now = township.now
    enrol(lost, banner)
    taken(lost, copied(banner, township, tmp_path))
    stands = standing(lost)
    assert (stands.restored, stands.chain.seq, stands.seq, stands.answered) == (False, 3, 3, 2)
    disclose(lost, "新的")
    package = lost.export()
    assert (package.header.seq, package.header.base_seq) == (4, 2)
    with banner.opened(package.path) as parcel:
        assert ask(banner.store, arriving.plan, parcel).link is Link.GAP


def test_the_alarm_rings_again_when_an_older_file_is_put_back_later(banner, township, lost, tmp_path):
    enrol(lost, banner)
    taken(lost, copied(banner, township, tmp_path))
    kept = tmp_path / "again.iltod"
    put_by(lost, kept)
    disclose(lost, "第四条")
    lost.report_to(banner)
    again = Store.open(kept)
    assert ask(again, sending.standing, lost.keys).restored
    again.close()


def test_undoing_a_copy_does_not_tell_the_level_above_that_all_was_removed(banner, township, lost, tmp_path):
    enrol(lost, banner)
    _plan, changed = taken(lost, copied(banner, township, tmp_path))
    do(lost.store, history.undo, changed.operation)
    assert titles(lost) == {}
    disclose(lost, "另一条")
    package = lost.export(despite=True)
    with banner.opened(package.path) as parcel:
        assert all("deleted" not in line for line in parcel.records())
    with lost.store.read() as session:
        assert not session.scalar(select(func.count()).select_from(Sent).where(Sent.device.startswith("copy")))


def test_a_record_the_banner_lost_by_undoing_is_not_told_as_removed(banner, township, tmp_path):
    disclose(township, "第五条")
    with banner.opened(township.export().path) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        _arrival, changed = operation(banner.store, arriving.accept, parcel, plan, banner.later())
    do(banner.store, history.undo, changed.operation)
    taken(township, copied(banner, township, tmp_path))
    assert "第五条" in titles(township)
    assert township.export().records == 1


def test_what_went_up_masked_is_no_conflict_with_what_is_here(banner, township, tmp_path):
    def add(session):
        session.add(Applicant(kind="person", name="演示甲", phone="13800000000", identity="演示甲13800000000"))

    township.store.change("x", add)
    township.report_to(banner)
    plan, _changed = taken(township, copied(banner, township, tmp_path))
    assert plan.total(Fate.CONFLICT) == 0
    with township.store.read() as session:
        assert session.scalars(select(Applicant.name)).all() == ["演示甲"]
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()


def test_the_same_copy_twice_changes_nothing(banner, township, lost, tmp_path):
    enrol(lost, banner)
    path = copied(banner, township, tmp_path)
    taken(lost, path)
    with lost.opened(path) as parcel:
        assert ask(lost.store, arriving.plan, parcel).link is Link.REPEATED


def test_a_copy_is_only_for_the_office_it_is_of(banner, township, desks, tmp_path):
    other = desks(OTHER_TOWNSHIP)
    other.know(banner)
    path = copied(banner, township, tmp_path)
    with other.opened(path) as parcel, pytest.raises(UserError, match="不是发给本单位的"):
        ask(other.store, arriving.plan, parcel)
    with pytest.raises(UserError, match="没有副本可出"):
        copies.make(banner.store, banner.keys, OTHER_TOWNSHIP.code, banner.later())
    assert list((banner.store.path.parent / "packages/out").glob(f"*{OTHER_TOWNSHIP.code}*.part")) == []


def test_without_a_key_of_the_office_no_copy_leaves_the_house(banner, township):
    from app.operations.packages import trust

    (device,) = ask(banner.store, trust.listed)
    do(banner.store, trust.revoke, device.uuid, "电脑丢失", MAY)
    with pytest.raises(UserError, match="先在“信任”里登记"):
        copies.make(banner.store, banner.keys, TOWNSHIP.code, banner.later())
    assert ask(banner.store, offices.own_code) == BANNER.code
