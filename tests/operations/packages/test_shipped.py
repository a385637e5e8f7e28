"""What waits, what was sent, and where a record that was sent back is shown."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models.disclosure import ChannelEvent, Disclosure
from app.models.package import Sent
from app.operations import offices
from app.operations.packages import returned, sending, shipped
from app.rules.offices import Level, OfficeDraft
from app.rules.package_periods import State
from app.ui.pages import PAGE_OF_KIND
from tests.factory import ask, do
from tests.ui.packages.conftest import BANNER, NOW, TODAY, TOWNSHIP, Office

VILLAGE = OfficeDraft("152500101201", "演示嘎查", Level.VILLAGE)


@pytest.fixture
def office(tmp_path):
    """Make an office with its own file and keys."""
    made = []

    def make(draft):
        folder = tmp_path / draft.code
        made.append(Office(offices.create_store(folder / "office.iltod", draft), folder / "keys"))
        return made[-1]

    yield make
    for each in made:
        each.store.close()


@pytest.fixture
def township(office):
    return office(TOWNSHIP)


@pytest.fixture
def banner(office, township):
    above = office(BANNER)
    above.enrol(township)
    township.enrol(above)
    return above


def situation(office, today=TODAY):
    return ask(office.store, shipped.situation, office.keys, sending.outbox(office.store), today)


def counts(office):
    return {row.table: (row.fresh, row.sent) for row in situation(office).waiting}


def test_records_are_counted_once_however_often_they_changed(township):
    uuid = township.disclose()
    do(township.store, lambda s: setattr(s.scalars(select(Disclosure).filter_by(uuid=uuid)).one(), "note", "改过"))
    assert counts(township) == {"office": (1, 0), "disclosure": (1, 0)}


def test_what_was_sent_waits_for_its_receipt_and_what_is_new_for_the_next_package(township, banner):
    township.disclose()
    path = township.export().path
    township.disclose("演示信息乙")
    assert counts(township) == {"office": (0, 1), "disclosure": (1, 1)}
    township.read(banner.take(path))
    assert counts(township) == {"disclosure": (1, 0)}


def test_what_another_office_reported_does_not_wait_to_go_up(office, township, banner):
    village = office(VILLAGE)
    village.enrol(township)
    township.enrol(village)
    village.disclose("嘎查的信息")
    before = counts(township)
    township.take(village.export().path)
    assert ask(township.store, lambda s: s.scalar(select(Disclosure.title))) == "嘎查的信息"
    assert "disclosure" not in counts(township)
    assert counts(township).get("disclosure") == before.get("disclosure")


def test_record_that_goes_again_counts_once_even_if_it_was_corrected(township, banner):
    uuid = township.disclose()
    township.read(banner.take(township.export().path))
    township.store.keep(lambda s: setattr(s.get(Sent, uuid), "fate", "again"))
    assert (situation(township).again, situation(township).fresh) == (1, 1)
    do(township.store, lambda s: setattr(s.scalars(select(Disclosure).filter_by(uuid=uuid)).one(), "note", "改过"))
    assert (situation(township).again, situation(township).fresh) == (0, 1)


def test_period_that_ended_comes_before_the_one_that_runs(township, banner):
    june = date(2026, 6, 3)
    assert situation(township, june).due.period.last == date(2026, 5, 31)
    assert situation(township, june).due.state is State.NOT_DUE
    assert situation(township, date(2026, 6, 8)).due.state is State.MISSING
    township.now = NOW.replace(month=6, day=2)
    township.disclose()
    township.export()
    assert situation(township, date(2026, 6, 8)).due.period.last == date(2026, 6, 30)


def test_office_that_nobody_above_knows_yet_is_not_late(township):
    assert situation(township).due.state is State.OUTSIDE
    assert not situation(township).key_known
    assert situation(township).receiver_name == "152500"


def test_what_hangs_on_a_record_is_shown_with_it(township):
    uuid = township.disclose()

    def event(session):
        session.add(
            ChannelEvent(disclosure_uuid=uuid, channel="website", published_on=TODAY, office_code=TOWNSHIP.code)
        )
        session.flush()
        return session.scalar(select(ChannelEvent.uuid))

    hanging = do(township.store, event)
    assert ask(township.store, shipped.place, "channel_event", hanging, PAGE_OF_KIND) == ("disclosure", uuid)
    assert ask(township.store, shipped.place, "disclosure", uuid, PAGE_OF_KIND) == ("disclosure", uuid)
    assert ask(township.store, shipped.place, "channel_event", "0" * 32, PAGE_OF_KIND) is None
    assert ask(township.store, shipped.place, "no such table", uuid, PAGE_OF_KIND) is None


def test_record_held_above_stands_beside_our_own(township):
    uuid = township.disclose("演示信息")
    pairs = ask(township.store, shipped.both, "disclosure", uuid, {"title": "别的名称", "newer": 1})
    assert {pair.key: (pair.ours, pair.theirs) for pair in pairs if pair.differs and pair.key != "status"}["title"] == (
        "演示信息",
        "别的名称",
    )
    assert pairs[-1].key == "newer"


def test_only_the_newest_receipt_for_this_computer_is_read_off_a_stick(township, banner, tmp_path):
    township.disclose()
    receipt = banner.take(township.export().path)
    assert ask(township.store, shipped.receipt_in, township.keys, receipt.parent) == receipt
    with pytest.raises(UserError, match="没有给这台电脑的回执"):
        ask(township.store, shipped.receipt_in, tmp_path / "another computer", receipt.parent)


def test_package_turns_green_once_everything_sent_back_was_dealt_with(township, banner):
    uuid = township.disclose()
    township.read(banner.take(township.export().path))

    def conflicting(session):
        sent = session.get(Sent, uuid)
        sent.fate, sent.held = "conflict", {"title": "别的名称"}

    township.store.keep(conflicting)
    assert [row.fate for row in situation(township).packages] == ["returned"]
    returned.send_again(township.store, [uuid])
    assert [row.fate for row in situation(township).packages] == ["answered"]


def test_package_whose_file_is_gone_must_be_exported_again(township, banner):
    township.disclose()
    township.export().path.unlink()
    assert [row.fate for row in situation(township).packages] == ["gone"]
