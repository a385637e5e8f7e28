"""What of packages the first page tells of."""

from datetime import date

import pytest

from app.operations.packages import reminders, returned
from app.operations.packages.packs import Part
from app.rules.package_periods import State
from tests.factory import ask, published
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk
from tests.operations.packages.quarrel import quarrelled


@pytest.fixture
def two(tmp_path):
    desks = [Desk(tmp_path / office.code, office) for office in (BANNER, TOWNSHIP)]
    yield desks
    for desk in desks:
        desk.store.close()


def waiting(desk, day):
    return ask(desk.store, reminders.waiting, day)


def test_an_office_that_knows_nobody_is_told_nothing(two):
    assert waiting(two[1], date(2026, 6, 4)) == reminders.Reminders()


def test_a_package_is_told_of_from_five_days_before_its_last_day_until_it_is_made(two):
    banner, township = two
    banner.know(township)
    published(township.store)
    assert waiting(township, date(2026, 5, 20)).due is None
    told = waiting(township, date(2026, 6, 2))
    assert (told.due.on, told.due.state, told.days_left) == (date(2026, 6, 5), State.NOT_DUE, 3)
    late = waiting(township, date(2026, 6, 8))
    assert (late.due.state, late.days_left) == (State.MISSING, -3)
    township.now = township.now.replace(month=6, day=8)
    township.report_to(banner)
    assert waiting(township, date(2026, 6, 8)).due is None
    assert waiting(banner, date(2026, 6, 8)) == reminders.Reminders(used=True)


def test_what_came_back_and_what_is_in_dispute_is_counted(tmp_path):
    banner, township, _uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    assert waiting(banner, date(2026, 5, 20)).disputed == 1
    assert waiting(township, date(2026, 5, 20)).returned == len(ask(township.store, returned.rows)) == 1


def test_a_pack_that_ends_soon_or_has_ended_is_counted(two):
    banner, township = two
    banner.know(township)
    pack = banner.make(Part.OFFICES, until=date(2026, 6, 30))
    township.install(pack.path)
    days = (date(2026, 5, 10), date(2026, 6, 29), date(2026, 7, 9))
    assert [waiting(township, day).expiring for day in days] == [0, 1, 1]
