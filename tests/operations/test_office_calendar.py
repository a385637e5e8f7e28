"""A new calendar moves the days that are still open, names them, and leaves the past alone."""

from datetime import date

import pytest

from app.errors import UserError
from app.operations import calendars, disclosures, history, offices, today
from app.rules.disclosures import ChannelDraft
from tests.factory import PASSED, TODAY, ask, do, draft, operation, records

NEXT_YEAR = """
year = 2027
source = "测试通知"
issued_on = 2026-11-10

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
work = [2027-01-31]

[[holiday]]
name = "春节"
first = 2027-02-05
last = 2027-02-11
"""
DECEMBER = date(2026, 12, 21)


@pytest.fixture
def arrangement(tmp_path):
    file = tmp_path / "2027.toml"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    return file


def register(store, title, formed_on):
    return do(store, disclosures.register, draft(title, formed_on=formed_on), DECEMBER)


def due(store, uuid):
    row = records(store)["disclosure"][uuid]
    return row["due_on"], row["due_provisional"]


def publish(store, uuid):
    do(store, disclosures.submit, [uuid])
    do(store, disclosures.review, uuid, PASSED, "演示甲", history.datetime(2026, 12, 21, 9))
    do(store, disclosures.publish, [uuid], [ChannelDraft("website", DECEMBER)], DECEMBER)


def test_a_year_that_is_missing_makes_due_dates_provisional(store):
    within, beyond = register(store, "一", date(2026, 11, 2)), register(store, "二", date(2026, 12, 21))
    assert due(store, within) == (date(2026, 11, 30), False)
    assert due(store, beyond) == (date(2027, 1, 18), True)


def test_installing_a_year_moves_open_items_and_lists_which(store, arrangement):
    settled, open_ = register(store, "本年到期", date(2026, 11, 2)), register(store, "跨年", date(2026, 12, 21))
    public = register(store, "已公开", date(2026, 12, 21))
    publish(store, public)
    year, moved = do(store, calendars.install, arrangement)
    assert (year.year, year.source) == (2027, "测试通知")
    assert moved == [calendars.Moved(open_, "跨年", date(2027, 1, 18), date(2027, 1, 19))]
    assert due(store, open_) == (date(2027, 1, 19), False)
    assert due(store, settled) == (date(2026, 11, 30), False)
    assert due(store, public) == (date(2027, 1, 18), True)


def test_a_calendar_installed_again_takes_the_place_of_the_first(store, arrangement):
    uuid = register(store, "跨年", date(2026, 12, 21))
    do(store, calendars.install, arrangement)
    first = due(store, uuid)[0]
    assert do(store, calendars.install, arrangement)[1] == []
    arrangement.write_text(NEXT_YEAR.replace("last = 2027-01-03", "last = 2027-01-05"), encoding="utf-8")
    (moved,) = do(store, calendars.install, arrangement)[1]
    assert (moved.old, moved.new > first) == (first, True)
    assert len(records(store)["calendar_year"]) == 1


def test_undoing_the_installation_makes_the_days_provisional_again(store, arrangement):
    uuid = register(store, "跨年", date(2026, 12, 21))
    before = records(store)
    _, changed = operation(store, calendars.install, arrangement)
    do(store, history.undo, changed.operation)
    assert records(store) == before
    assert due(store, uuid) == (date(2027, 1, 18), True)


def test_an_installed_year_takes_the_place_of_the_shipped_one(store, tmp_path):
    file = tmp_path / "2026.toml"
    file.write_text(
        'year = 2026\nsource = "更正"\n[[holiday]]\nname = "元旦"\nfirst = 2026-03-19\nlast = 2026-03-20\n',
        encoding="utf-8",
    )
    assert ask(store, calendars.calendar).is_working(date(2026, 3, 19))
    do(store, calendars.install, file)
    assert not ask(store, calendars.calendar).is_working(date(2026, 3, 19))
    assert ask(store, calendars.calendar).knows(date(2025, 1, 1))


def test_a_file_that_is_no_arrangement_changes_nothing(store, tmp_path):
    register(store, "跨年", date(2026, 12, 21))
    before = records(store)
    (tmp_path / "wrong.toml").write_text("year = 'next'", encoding="utf-8")
    with pytest.raises(UserError, match=r"wrong\.toml"):
        do(store, calendars.install, tmp_path / "wrong.toml")
    assert records(store) == before


def test_a_choice_of_the_office_moves_timely_items_when_they_are_counted_anew(store):
    uuid = do(store, disclosures.register, draft("及时", time_limit="及时公开"), TODAY)
    first = due(store, uuid)[0]
    do(store, offices.choose, "timely_days", "10")
    (moved,) = do(store, calendars.recount)
    assert (moved.uuid, moved.old, moved.new > first) == (uuid, first, True)


@pytest.mark.parametrize("day", [date(2026, 3, 18), date(2026, 1, 1), date(2025, 10, 1), date(2028, 2, 29)])
def test_working_days_of_a_page_are_those_counted_one_by_one(day, store):
    known = ask(store, calendars.calendar)
    days = calendars.WorkingDays(known, day)
    for step in (*range(-60, 61, 7), -1, 1, 399, 400, 401, -399, -400, -401, 900):
        other = day + calendars.timedelta(step)
        assert days.until(other) == calendars.working_days_between(day, other, known)


def test_from_november_on_the_next_calendar_is_asked_for(store, arrangement):
    assert not ask(store, today.overview, date(2026, 10, 31)).next_year_missing
    assert ask(store, today.overview, date(2026, 11, 1)).next_year_missing
    assert ask(store, today.overview, date(2026, 12, 31)).next_year_missing
    do(store, calendars.install, arrangement)
    assert not ask(store, today.overview, date(2026, 12, 31)).next_year_missing
