"""What goes up: everything the level above has not acknowledged, once, and nothing else."""

import hashlib
import json
import shutil
import zipfile

import pytest
from sqlalchemy import func, select

from app.errors import Cancelled, UserError
from app.exchange.packages.chain import chain
from app.models.disclosure import Disclosure
from app.models.local import Content
from app.models.notice import Notice, Objection
from app.models.office import Setting
from app.models.package import Sent, Shipment
from app.models.request import AnnualReport
from app.operations import attachments, history, offices
from app.operations.packages import receipts, returned, sending
from app.rules.packages import Fate
from app.store.database import Store
from app.store.many import BATCH, add_many
from tests.factory import ask, do, operation, register
from tests.operations.packages.desks import LEAGUE, NOW, OTHER_TOWNSHIP, TOWNSHIP, Desk
from tests.operations.packages.forging import (
    accepted,
    disclosure,
    dump,
    fates,
    forged,
    line,
    moved,
    notice,
    planned,
    report,
)
from tests.store import test_disk_trouble
from tests.store.test_disk_trouble import fill

small_disk = test_disk_trouble.small_disk


def lines(exported):
    """The lines of a package by the uuid of their records."""
    path = getattr(exported, "path", exported)
    with zipfile.ZipFile(path) as archive:
        text = archive.read(f"{path.stem}/data/records.ndjson").decode()
    return {one["uuid"]: one for one in map(json.loads, text.splitlines())}


def digest(fields):
    """The hash of a revision, with nothing but the standard library."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def files(exported):
    """The names of a package's attachments."""
    with zipfile.ZipFile(exported.path) as archive:
        return [name.rpartition("/")[2] for name in archive.namelist() if "/data/att/" in name]


def edit(desk, uuid, **values):
    def work(session):
        item = session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one()
        for key, new in values.items():
            setattr(item, key, new)

    return operation(desk.store, work)[1].operation


def remove(desk, uuid):
    def work(session):
        session.delete(session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one())

    return operation(desk.store, work)[1].operation


def title(desk, uuid):
    return ask(desk.store, lambda s: s.scalar(select(Disclosure.title).where(Disclosure.uuid == uuid)))


def nothing_to_send(desk):
    before, out = dump(desk.store), outbox(desk)
    with pytest.raises(UserError, match="没有新的内容"):
        desk.export()
    assert dump(desk.store) == before
    assert outbox(desk) == out


def outbox(desk):
    folder = sending.outbox(desk.store)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_what_was_answered_does_not_go_again(banner, township):
    register(township.store)
    exported = township.export()
    assert exported.records == len(lines(exported)) == 2  # with the office itself
    township.read(banner.take(exported.path))
    nothing_to_send(township)


def test_what_was_not_answered_goes_again_with_what_came_since(banner, township):
    first = register(township.store, "第一条")
    lost = lines(township.export())
    second = register(township.store, "第二条")
    again = lines(township.export())
    assert again.keys() - lost.keys() == {second}
    assert again[first]["rev"] == lost[first]["rev"] == 1


def test_each_revision_names_those_that_may_stand_above(banner, township):
    """Sticks may be lost and receipts too: whichever of them came, the newest takes its place."""
    uuid = register(township.store, "甲")
    hashes = []
    for new in ("乙", "丙", "丁"):
        found = lines(township.export())[uuid]
        hashes.append(digest(found["fields"]))
        edit(township, uuid, title=new)
    last = lines(township.export())[uuid]
    assert (last["replaces"], last["rev"], last["fields"]["title"]) == (hashes, 4, "丁")


@pytest.mark.parametrize("arrived", [0, 1, 2, 3])
def test_whichever_stick_was_lost_the_last_package_is_taken_whole(banner, township, arrived):
    uuid = register(township.store, "甲")
    for number, new in enumerate(("乙", "丙", "丁"), 1):
        path = township.export().path
        if number == arrived:
            accepted(banner, path)  # and its receipt is lost
        edit(township, uuid, title=new)
    plan = accepted(banner, township.export().path)
    assert set(fates(plan)) <= {Fate.TAKEN, Fate.UNCHANGED}
    assert title(banner, uuid) == "丁"


def test_a_change_taken_back_makes_no_new_revision(banner, township):
    uuid = register(township.store)
    township.report_to(banner)
    do(township.store, history.undo, edit(township, uuid, title="改了"))
    nothing_to_send(township)
    edit(township, uuid, title="改了")
    edit(township, uuid, title="测试信息")
    nothing_to_send(township)


def test_what_only_this_computer_needs_makes_no_revision(banner, township):
    register(township.store)
    township.report_to(banner)
    do(township.store, offices.add_person, "演示甲")
    do(township.store, lambda session: session.add(Setting(key="演示", value="1")))
    township.store.note("last opened", "演示")
    nothing_to_send(township)


def test_what_came_and_went_between_two_packages_never_goes(banner, township):
    register(township.store)
    township.report_to(banner)
    remove(township, register(township.store, "误登"))
    nothing_to_send(township)


def test_a_removal_goes_and_its_undoing_brings_it_back_above(banner, township):
    uuid = register(township.store, "演示")
    township.report_to(banner)
    removal = remove(township, uuid)
    exported = township.export()
    assert lines(exported)[uuid].get("deleted") is True
    township.read(banner.take(exported.path))
    assert title(banner, uuid) is None
    do(township.store, history.undo, removal)
    township.report_to(banner)
    assert title(banner, uuid) == "演示"
    nothing_to_send(township)


def test_a_removal_undone_before_its_receipt_came_leaves_both_ends_equal(banner, township):
    uuid = register(township.store, "演示")
    township.report_to(banner)
    removal = remove(township, uuid)
    path = township.export().path
    do(township.store, history.undo, removal)
    township.read(banner.take(path))
    township.report_to(banner)
    assert title(banner, uuid) == title(township, uuid) == "演示"


def test_a_removal_on_a_lost_stick_goes_again(banner, township):
    uuid = register(township.store)
    township.report_to(banner)
    remove(township, uuid)
    township.export()
    assert fates(accepted(banner, township.export().path)) == {Fate.TAKEN: 1}
    assert title(banner, uuid) is None


def test_what_was_never_received_and_is_removed_is_told_once_more_and_harms_nothing(banner, township):
    uuid = register(township.store)
    township.export()
    remove(township, uuid)
    plan = accepted(banner, township.export().path)
    assert plan.counts["disclosure"] == {Fate.UNCHANGED: 1}


def test_a_change_made_while_the_receipt_is_under_way_goes_next(banner, township):
    uuid = register(township.store, "甲")
    path = township.export().path
    edit(township, uuid, title="乙")
    township.read(banner.take(path))
    township.report_to(banner)
    assert title(banner, uuid) == "乙"


def test_a_file_travels_once_and_again_only_if_the_stick_was_lost(banner, township):
    uuid = register(township.store)
    do(township.store, attachments.attach, uuid, "演示.pdf", b"demonstration")
    name = hashlib.sha256(b"demonstration").hexdigest()
    assert files(township.export()) == [name]
    exported = township.export()
    assert files(exported) == [name]
    township.read(banner.take(exported.path))
    do(township.store, attachments.attach, register(township.store, "第二条"), "同样的.pdf", b"demonstration")
    again = township.export()
    assert files(again) == []
    assert fates(accepted(banner, again.path)) == {Fate.TAKEN: 2}


def test_two_records_with_one_file_carry_its_bytes_once(banner, township):
    for name in ("甲", "乙"):
        do(township.store, attachments.attach, register(township.store, name), f"{name}.pdf", b"demonstration")
    assert len(files(township.export())) == 1


def test_bytes_that_are_no_longer_what_they_were_do_not_go(township):
    do(township.store, attachments.attach, register(township.store), "演示.pdf", b"demonstration")
    township.store.keep(lambda session: setattr(session.scalars(select(Content)).one(), "data", b"Demonstration"))
    before = dump(township.store)
    with pytest.raises(UserError, match="与登记时不一样"):
        township.export()
    assert (dump(township.store), outbox(township)) == (before, [])


def test_a_file_put_back_as_it_was_is_told_before_anything_goes(banner, township):
    register(township.store)
    old = township.folder / "old.iltod"
    township.store.close()
    shutil.copy(township.store.path, old)
    township.store = Store.open(township.store.path)
    township.report_to(banner)
    township.store.close()
    shutil.copy(old, township.folder / "office.iltod")
    township.store = Store.open(township.folder / "office.iltod")
    stands = ask(township.store, sending.standing, township.keys)
    assert (stands.restored, stands.seq, stands.chain.seq) == (True, 0, 1)
    before, out = dump(township.store), outbox(township)
    with pytest.raises(UserError, match="可能恢复过旧备份"):
        township.export()
    assert (dump(township.store), outbox(township)) == (before, out)
    exported = township.export(despite=True)
    assert (exported.header.seq, exported.header.body) == (2, {"restored": True})
    assert fates(accepted(banner, exported.path)) == {Fate.UNCHANGED: 2}


def test_two_computers_of_one_office_number_their_packages_each_for_itself(banner, township):
    register(township.store)
    township.report_to(banner)
    second = moved(township, township.folder.parent / "second")
    township.store = Store.open(township.store.path)
    shutil.rmtree(second.keys)
    register(second.store, "第二条")
    exported = second.export()
    assert (exported.header.seq, exported.header.base_seq, exported.header.prev_sha256) == (1, 0, "")
    assert exported.header.device != ask(township.store, sending.standing, township.keys).kid
    second.store.close()


def test_nobody_is_above_a_league(tmp_path):
    league = Desk(tmp_path, LEAGUE)
    with pytest.raises(UserError, match="没有接收报送的上级"):
        league.export()
    assert outbox(league) == []
    league.store.close()


def test_who_is_asked_for_figures_sends_no_records(banner):
    """A banner tells the league its reports and figures, and no item of the register."""
    register(banner.store)
    values = report() | {"office_code": banner.code}
    do(banner.store, lambda session: session.add(AnnualReport(**values)))
    kinds = {one["type"] for one in lines(banner.export()).values()}
    assert kinds == {"annual_report", "office_figure"}


def test_records_of_others_do_not_go_as_ours(banner, township):
    """Also where the banner is to hand up records: what it holds of its townships is not its own."""
    uuid = register(township.store)
    township.report_to(banner)
    do(banner.store, offices.choose, "package_scope", "records")
    own = register(banner.store, "本旗的")
    found = lines(banner.export())
    assert own in found
    assert uuid not in found
    assert {one["owner"] for one in found.values()} == {banner.code}


@pytest.fixture
def many(township):
    """More than one batch of records waits."""

    def work(session):
        item = Notice(**notice("A"))
        session.add(item)
        session.flush()
        rows = ((item.uuid, NOW.date(), "演示") for _ in range(BATCH + 10))
        add_many(session, Objection, ("notice_uuid", "received_on", "content"), rows)

    do(township.store, work)
    return township


def test_cancelled_in_the_middle_nothing_was_sent(many):
    def told(_done, _total):
        raise Cancelled

    before = dump(many.store)
    with pytest.raises(Cancelled):
        many.export(tell=told)
    assert (dump(many.store), outbox(many), chain(many.keys, many.code).seq) == (before, [], 0)
    assert many.export().header.seq == 1


def test_a_full_disk_leaves_nothing_in_the_outbox_and_nothing_as_sent(many, small_disk):
    many.store.close()
    many.store = Store.open(shutil.copy(many.folder / "office.iltod", small_disk / "office.iltod"))
    before = dump(many.store)
    fill(small_disk, left=60_000)
    with pytest.raises(UserError, match="磁盘"):
        many.export()
    (small_disk / "filler").unlink()
    assert (dump(many.store), outbox(many), chain(many.keys, many.code).seq) == (before, [], 0)
    assert many.export().records == BATCH + 12


def test_fields_of_a_newer_program_are_sent_on_with_a_record_that_is_revised_here(banner, township):
    """A newer banner gave the township its records back; the township edits one; nothing of it is lost on the way."""
    newer = disclosure(mood="演示")
    uuid = "0" * 31 + "1"
    copy = forged(banner, line("disclosure", newer, uuid=uuid), receiver=township.code, kind="backup-copy")
    accepted(township, copy, keys=township.keys)
    nothing = ask(township.store, lambda s: s.scalar(select(Sent.fate).where(Sent.record_uuid == uuid)))
    assert nothing == Fate.TAKEN
    edit(township, uuid, title="改过的")
    sent = lines(township.export())[uuid]
    assert sent["fields"] == newer | {"title": "改过的"}


def test_fields_of_a_newer_program_reach_the_league(banner, tmp_path, township):
    """Figures pass through an older banner: with all that the newer township said."""
    league = Desk(tmp_path / "league", LEAGUE)
    league.know(banner)
    figure = {"office_code": TOWNSHIP.code, "year": 2025, "figures": {"a": 1}, "mood": "演示"}
    accepted(banner, forged(township, line("office_figure", figure, uuid="0" * 32)))
    path = banner.export().path
    assert lines(path)["0" * 32]["fields"] == figure
    accepted(league, path)
    assert ask(league.store, receipts.held_here, "office_figure", "0" * 32) == figure
    league.store.close()


def test_a_child_returned_for_want_of_its_parent_comes_again_by_itself(banner, township):
    """The parent is mended and accepted; nobody has to think of the child."""

    def work(session):
        item = Notice(**notice("A", office_code="999999"))
        session.add(item)
        session.flush()
        session.add(Objection(notice_uuid=item.uuid, received_on=NOW.date(), content="演示"))
        return item.uuid

    uuid = do(township.store, work)
    said = township.report_to(banner)
    assert (said.returned, said.again) == (2, 1)
    do(township.store, lambda s: setattr(s.scalars(select(Notice)).one(), "office_code", TOWNSHIP.code))
    plan = accepted(banner, township.export().path)
    assert fates(plan) == {Fate.TAKEN: 2}
    assert ask(banner.store, lambda s: s.scalars(select(Objection.notice_uuid)).all()) == [uuid]


def test_a_clash_is_mended_below_and_taken(banner, township, other):
    accepted(banner, forged(other, line("notice", notice("A", office_code=other.code), owner=OTHER_TOWNSHIP.code)))
    do(township.store, lambda session: session.add(Notice(**notice("A"))))
    township.report_to(banner)
    (row,) = ask(township.store, returned.rows)
    assert row.fate == Fate.RETURNED
    do(township.store, lambda s: setattr(s.scalars(select(Notice)).one(), "code", "B"))
    township.report_to(banner)
    assert ask(township.store, returned.rows) == []
    assert ask(banner.store, lambda s: set(s.scalars(select(Notice.code)))) == {"A", "B"}


def test_the_bookkeeping_of_a_package_is_what_it_holds(banner, township):
    register(township.store)
    exported = township.export()
    shipment = ask(township.store, lambda s: s.scalars(select(Shipment)).one())
    assert shipment.sha256 == hashlib.sha256(exported.path.read_bytes()).hexdigest() == exported.sha256
    assert (shipment.records, shipment.counts, shipment.size) == (
        exported.records,
        exported.header.counts,
        exported.path.stat().st_size,
    )
    assert sum(shipment.counts.values()) == ask(
        township.store, lambda s: s.scalar(select(func.count()).select_from(Sent))
    )
    assert planned(banner, exported.path).records == exported.records
