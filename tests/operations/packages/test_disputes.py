"""Conflicts, settled one by one by the office that took them in, until both hold the same."""

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models.office import Office
from app.operations import history
from app.operations.packages import disputes, receipts, returned, trust
from app.rules.packages import Fate
from tests.factory import ask, do, register
from tests.operations.packages.desks import NOW
from tests.operations.packages.quarrel import ABOVE, AT_FIRST, BELOW, hits, move, offices, quarrelled, rename, title

TODAY = NOW.date()


def only(banner):
    (row,) = ask(banner.store, disputes.open_ones)
    return row


def answered(banner, township):
    """The receipt of the banner, read by the township."""
    (device,) = ask(banner.store, trust.listed)
    return township.read(receipts.write(banner.store, banner.keys, device.kid, banner.later()))


def test_a_conflict_is_told_with_whose_it_is_what_it_is_and_why(tmp_path):
    banner, _township, uuid, _receipt = quarrelled(tmp_path)
    row = only(banner)
    assert (row.office, row.kind, row.name, row.fate) == ("演示苏木", "公开信息", BELOW, Fate.CONFLICT)
    assert (row.record_uuid, row.removed, row.seq) == (uuid, False, 3)
    assert "两个版本都保留着" in row.reason
    assert ask(banner.store, disputes.counted) == {Fate.RETURNED: 0, Fate.CONFLICT: 1}


def test_both_versions_stand_side_by_side_and_what_differs_is_marked(tmp_path):
    banner, _township, _uuid, _receipt = quarrelled(tmp_path)
    pairs = {pair.key: pair for pair in ask(banner.store, disputes.side_by_side, only(banner).uuid)}
    assert (pairs["title"].ours, pairs["title"].theirs, pairs["title"].differs) == (ABOVE, BELOW, True)
    assert [key for key, pair in pairs.items() if pair.differs] == ["title"]
    assert pairs["formed_on"].ours == pairs["formed_on"].theirs == "2026-03-02"


def test_of_a_removal_everything_stands_on_one_side(tmp_path):
    banner, _township, uuid, _receipt = quarrelled(tmp_path, title="")
    row = only(banner)
    assert (row.removed, row.name) == (True, ABOVE)
    pairs = ask(banner.store, disputes.side_by_side, row.uuid)
    assert {pair.key for pair in pairs} >= {"title", "formed_on"}
    assert all(pair.theirs is None and pair.differs for pair in pairs)
    do(banner.store, disputes.take_theirs, row.uuid, "", TODAY)
    assert title(banner, uuid) is None


def test_their_version_taken_stands_here_is_found_and_told_in_the_next_receipt(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    assert [row.fate for row in ask(township.store, returned.rows)] == [Fate.CONFLICT]
    do(banner.store, disputes.take_theirs, only(banner).uuid, "电话核实过", TODAY, "演示甲")
    assert title(banner, uuid) == title(township, uuid) == BELOW
    assert (hits(banner, "后改的"), hits(banner, "先改的")) == (1, 0)
    assert ask(banner.store, disputes.open_ones) == []
    answered(banner, township)
    assert ask(township.store, returned.rows) == []
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()


def test_our_version_kept_comes_back_to_the_sender_who_gives_way(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    do(banner.store, disputes.keep_ours, only(banner).uuid, "以旗里的为准", TODAY)
    assert title(banner, uuid) == ABOVE
    answered(banner, township)
    (row,) = ask(township.store, returned.rows)
    assert (row.fate, row.reason) == (Fate.RETURNED, "上级保留了自己手里的版本。")
    do(township.store, returned.adopt_theirs, uuid)
    assert title(township, uuid) == ABOVE
    township.report_to(banner)
    assert ask(township.store, returned.rows) == []
    assert ask(banner.store, disputes.open_ones) == []
    assert title(banner, uuid) == title(township, uuid) == ABOVE


def test_settling_can_be_undone_and_is_open_again(tmp_path):
    banner, _township, uuid, _receipt = quarrelled(tmp_path)
    row = only(banner)
    do(banner.store, disputes.take_theirs, row.uuid, "", TODAY)
    do(banner.store, history.undo, ask(banner.store, history.last_undoable).id)
    assert title(banner, uuid) == ABOVE
    assert only(banner) == row
    assert hits(banner, "先改的") == 1


def test_what_is_settled_is_not_settled_twice(tmp_path):
    banner, _township, uuid, _receipt = quarrelled(tmp_path)
    row = only(banner)
    do(banner.store, disputes.keep_ours, row.uuid, "", TODAY)
    with pytest.raises(UserError, match="已经处理过"):
        do(banner.store, disputes.take_theirs, row.uuid, "", TODAY)
    assert title(banner, uuid) == ABOVE


def test_what_was_returned_is_the_senders_to_mend(tmp_path):
    banner, township = offices(tmp_path)
    uuid = register(township.store, AT_FIRST)
    move(township, uuid, "152531999")
    banner.take(township.export().path)
    row = next(row for row in ask(banner.store, disputes.open_ones) if row.record_uuid == uuid)
    assert (row.fate, row.name) == (Fate.RETURNED, AT_FIRST)
    for settle in (disputes.keep_ours, disputes.take_theirs):
        with pytest.raises(UserError, match="要由报送单位改正"):
            do(banner.store, settle, row.uuid, "", TODAY)


def test_a_dispute_whose_record_came_again_is_no_longer_open(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    rename(township, uuid, ABOVE)
    township.report_to(banner)
    assert ask(banner.store, disputes.open_ones) == []
    assert ask(township.store, returned.rows) == []


@pytest.fixture
def twice_entered(tmp_path):
    """A village that both offices entered, each with a uuid of its own; the banner knows its telephone besides."""
    banner, township = offices(tmp_path)
    village = {"code": "152531101201", "name": "演示嘎查", "level": "village", "parent_code": "152531101"}
    do(township.store, lambda session: session.add(Office(**village)))
    do(banner.store, lambda session: session.add(Office(**village, phone="0470-0000000")))
    township.report_to(banner)
    return banner, township, village["code"]


def phone(desk, code):
    return ask(desk.store, lambda session: session.scalar(select(Office.phone).where(Office.code == code)))


def test_what_both_know_by_a_code_is_compared_with_what_stands_here_under_it(twice_entered):
    banner, township, _code = twice_entered
    row = only(banner)
    pairs = {pair.key: pair for pair in ask(banner.store, disputes.side_by_side, row.uuid)}
    assert (row.kind, pairs["phone"].ours, pairs["phone"].theirs) == ("单位", "0470-0000000", None)
    (back,) = ask(township.store, returned.rows)
    assert back.held["phone"] == "0470-0000000"


def test_what_both_know_by_a_code_is_settled_either_way(twice_entered):
    banner, township, code = twice_entered
    do(township.store, returned.adopt_theirs, ask(township.store, returned.rows)[0].uuid)
    township.report_to(banner)
    assert phone(banner, code) == phone(township, code) == "0470-0000000"
    assert ask(banner.store, disputes.open_ones) == ask(township.store, returned.rows) == []


def test_theirs_is_taken_into_the_record_that_stands_here_under_the_same_code(twice_entered):
    banner, township, code = twice_entered
    do(banner.store, disputes.take_theirs, only(banner).uuid, "", TODAY)
    assert phone(banner, code) == phone(township, code) == ""
    answered(banner, township)
    assert ask(township.store, returned.rows) == []
