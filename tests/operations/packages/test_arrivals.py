"""Opening a package in one go, and the list of those taken in."""

import pytest
from sqlalchemy import select

from app.errors import Cancelled, UserError
from app.models.disclosure import ChannelEvent, Disclosure
from app.operations import disclosures
from app.operations.packages import arrivals, arriving, errands, receipts
from app.rules.packages import Fate, Link
from tests.factory import ask, do, draft, records
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk, day


@pytest.fixture
def banner(tmp_path):
    desk = Desk(tmp_path / "banner", BANNER)
    yield desk
    desk.store.close()


@pytest.fixture
def township(tmp_path, banner):
    desk = Desk(tmp_path / "township", TOWNSHIP)
    desk.know(banner)
    yield desk
    desk.store.close()


def disclose(desk, title="演示信息"):
    return do(desk.store, disclosures.register, draft(title), desk.now.date())


def opened(desk, path, tell=lambda _done, _total: None):
    return arrivals.opened(desk.store, desk.keys, path, desk.now, tell)


def copies(desk):
    return [path for path in errands.inbox(desk.store).rglob("*") if path.is_file()]


def accept(desk, path):
    opening = opened(desk, path)
    do(desk.store, arriving.accept, opening.parcel, opening.plan, desk.later())
    opening.close()


def test_opening_reads_only_and_tells_its_way_up_to_the_whole(banner, township):
    disclose(township)
    told, before = [], records(banner.store)
    opening = opened(banner, township.export().path, lambda done, total: told.append((done, total)))
    assert opening.plan.total(Fate.TAKEN) == opening.plan.records == 2
    assert told == sorted(told)
    assert told[-1] == (300, 300)
    assert records(banner.store) == before
    opening.close()
    assert copies(banner) == []


def test_cancelling_while_it_is_opened_leaves_no_copy(banner, township):
    disclose(township)
    path = township.export().path

    def stop(done, _total):
        if done > 200:
            raise Cancelled

    with pytest.raises(Cancelled):
        opened(banner, path, stop)
    assert copies(banner) == []


def test_a_receipt_is_sent_to_where_it_is_read(banner, township):
    disclose(township)
    receipt = banner.take(township.export().path)
    with pytest.raises(UserError, match="是回执，不是报送包"):
        opened(township, receipt)
    assert copies(township) == []


def test_a_pack_is_sent_to_where_it_is_installed(banner, township):
    with pytest.raises(UserError, match="参数包，不是报送包"):
        opened(township, banner.make().path)
    assert copies(township) == []


def test_the_list_tells_what_became_of_each_package_and_whether_it_was_answered(banner, township):
    disclose(township)
    accept(banner, township.export().path)
    (row,) = ask(banner.store, arrivals.listed)
    assert (row.office, row.seq, row.total, row.taken, row.link) == ("演示苏木", 1, 2, 2, Link.NEXT)
    assert row.answered_at is None
    receipts.write(banner.store, banner.keys, row.kid, banner.later())
    first = ask(banner.store, arrivals.listed)[0].answered_at
    assert first is not None
    disclose(township, "演示信息乙")
    accept(banner, township.export().path)
    receipts.write(banner.store, banner.keys, row.kid, banner.later())
    newest, oldest = ask(banner.store, arrivals.listed)
    assert (newest.seq, oldest.seq) == (2, 1)
    assert oldest.answered_at == first < newest.answered_at


def test_a_record_without_a_name_of_its_own_is_called_like_the_one_it_hangs_on(banner, township):
    uuid = disclose(township, "演示信息甲")

    def add(session):
        found = session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one()
        session.add(
            ChannelEvent(
                disclosure_uuid=uuid, channel="website", published_on=day("2026-05-04"), office_code=found.office_code
            )
        )

    def note(text, foreign):
        def change(session):
            session.info["foreign"] = foreign
            session.scalars(select(ChannelEvent)).one().place = text

        return change

    do(township.store, add)
    accept(banner, township.export().path)
    do(township.store, note("苏木", False))
    do(banner.store, note("旗里", True))
    opening = opened(banner, township.export().path)
    (left,) = arrivals.not_taken(opening)
    assert (left.kind, left.name, left.fate) == ("公开渠道", "演示信息甲", Fate.CONFLICT)
    pairs = ask(banner.store, arrivals.both_versions, opening, left.uuid)
    assert [(pair.key, pair.ours, pair.theirs) for pair in pairs if pair.differs] == [("place", "旗里", "苏木")]
    opening.close()
