"""What a receipt sent back: corrected, sent again so that it is taken, or given way to."""

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models.disclosure import Disclosure
from app.operations import history
from app.operations.packages import disputes, returned
from app.rules.packages import Fate
from tests.factory import ask, do, register
from tests.operations.packages.quarrel import ABOVE, BELOW, hits, move, quarrelled, rename, title
from tests.operations.packages.quarrel import offices as neighbours


@pytest.fixture
def quarrel(tmp_path):
    """Banner, township and the item on which they hold different versions, as the township knows from the receipt."""
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    return banner, township, uuid


def test_the_sender_sees_what_came_back_why_and_what_is_held_above(quarrel):
    _banner, township, uuid = quarrel
    (row,) = ask(township.store, returned.rows)
    assert (row.uuid, row.kind, row.name, row.fate) == (uuid, "公开信息", BELOW, Fate.CONFLICT)
    assert row.held["title"] == ABOVE
    assert "双方的版本都有修改" in row.reason
    assert ask(township.store, returned.counted) == {Fate.RETURNED: 0, Fate.CONFLICT: 1}


def test_sent_again_our_version_is_taken_above(quarrel):
    banner, township, uuid = quarrel
    assert returned.send_again(township.store, [uuid]) == 1
    assert ask(township.store, returned.rows) == []
    township.report_to(banner)
    assert title(banner, uuid) == title(township, uuid) == BELOW
    assert ask(banner.store, disputes.open_ones) == []
    assert ask(township.store, returned.rows) == []


def test_what_goes_again_still_does_after_the_same_receipt_is_read_once_more(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    returned.send_again(township.store, [uuid])
    township.read(receipt)
    assert ask(township.store, returned.rows) == []
    township.report_to(banner)
    assert title(banner, uuid) == BELOW


def test_sent_again_after_the_level_above_changed_its_mind_it_is_a_conflict_once_more(quarrel):
    """`replaces` names the version the township was told of, and no other."""
    banner, township, uuid = quarrel
    returned.send_again(township.store, [uuid])
    other = "演示信息（旗里又改的）"

    def meanwhile(session):
        session.info["foreign"] = True
        session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one().title = other

    do(banner.store, meanwhile)
    township.report_to(banner)
    assert title(banner, uuid) == other
    assert [row.fate for row in ask(township.store, returned.rows)] == [Fate.CONFLICT]


def test_what_was_not_sent_back_is_not_sent_again(tmp_path):
    banner, township = neighbours(tmp_path)
    uuid = register(township.store)
    township.report_to(banner)
    assert returned.send_again(township.store, [uuid, "0" * 32]) == 0
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()
    with pytest.raises(UserError, match="没有被退回"):
        do(township.store, returned.adopt_theirs, uuid)


def test_given_way_to_the_version_above_is_ours_is_found_and_closes_the_matter(quarrel):
    banner, township, uuid = quarrel
    do(township.store, returned.adopt_theirs, uuid)
    assert title(township, uuid) == ABOVE
    assert (hits(township, "先改的"), hits(township, "后改的")) == (1, 0)
    said = township.report_to(banner)
    assert said.conflict == 1  # that of the first package stays on its own account
    assert ask(township.store, returned.rows) == []
    assert ask(banner.store, disputes.open_ones) == []


def test_giving_way_can_be_undone(quarrel):
    banner, township, uuid = quarrel
    do(township.store, returned.adopt_theirs, uuid)
    do(township.store, history.undo, ask(township.store, history.last_undoable).id)
    assert title(township, uuid) == BELOW
    township.report_to(banner)
    assert title(banner, uuid) == ABOVE  # nothing of the banner's was overwritten by it
    assert [row.fate for row in ask(township.store, returned.rows)] == [Fate.CONFLICT]


def test_what_we_removed_is_brought_back_by_giving_way(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path, title="")
    township.read(receipt)
    (row,) = ask(township.store, returned.rows)
    assert (row.removed, row.fate) == (True, Fate.CONFLICT)
    do(township.store, returned.adopt_theirs, uuid)
    assert title(township, uuid) == ABOVE
    township.report_to(banner)
    assert ask(township.store, returned.rows) == []


def test_a_removal_sent_again_removes(tmp_path):
    banner, township, uuid, receipt = quarrelled(tmp_path, title="")
    township.read(receipt)
    returned.send_again(township.store, [uuid])
    township.report_to(banner)
    assert title(banner, uuid) is None


def test_giving_way_keeps_the_numbers_that_went_out_masked(tmp_path):
    """The level above holds them starred: its version must not star our own record."""
    number = "13800000000"
    banner, township, uuid, receipt = quarrelled(tmp_path, note=f"演示电话 {number}")
    township.read(receipt)
    (row,) = ask(township.store, returned.rows)
    assert number not in str(row.held)
    do(township.store, returned.adopt_theirs, uuid)

    def noted(session):
        return session.execute(select(Disclosure.title, Disclosure.note).where(Disclosure.uuid == uuid)).one()

    assert tuple(ask(township.store, noted)) == (ABOVE, f"演示电话 {number}")
    township.report_to(banner)
    assert ask(township.store, returned.rows) == []


def test_a_returned_record_that_was_mended_is_taken(tmp_path):
    banner, township = neighbours(tmp_path)
    uuid = register(township.store)
    move(township, uuid, "152531999")
    township.report_to(banner)
    (row,) = [row for row in ask(township.store, returned.rows) if row.uuid == uuid]
    assert (row.fate, dict(row.held)) == (Fate.RETURNED, {})
    with pytest.raises(UserError, match="没有可以改用的版本"):
        do(township.store, returned.adopt_theirs, uuid)
    move(township, uuid, township.code)
    township.report_to(banner)
    assert ask(township.store, returned.rows) == []
    rename(township, uuid, BELOW)
    township.report_to(banner)
    assert title(banner, uuid) == BELOW


def test_the_last_answer_is_told(tmp_path):
    banner, township = neighbours(tmp_path)
    assert ask(township.store, returned.last_answered) is None
    register(township.store)
    township.report_to(banner)
    said = ask(township.store, returned.last_answered)
    assert (said.seq, said.taken, said.returned, said.conflict) == (1, 2, 0, 0)
