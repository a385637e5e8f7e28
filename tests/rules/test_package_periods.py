"""Periods in which offices hand up packages."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.package_periods import (
    STATE_NAMES,
    Cycle,
    Period,
    Sending,
    State,
    period_of,
    periods_until,
    sent_for,
    state,
)

MAY = period_of(date(2026, 5, 20), Cycle.MONTH, 5)
CASES = [
    (Cycle.WEEK, date(2026, 5, 6), date(2026, 5, 4), date(2026, 5, 10), "2026年第19周"),
    (Cycle.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), "2026年第53周"),
    (Cycle.MONTH, date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
    (Cycle.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "2028年2月"),
    (Cycle.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "2026年12月"),
    (Cycle.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "2026年第1季度"),
    (Cycle.QUARTER, date(2026, 11, 1), date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
]


@pytest.mark.parametrize(("cycle", "day", "first", "last", "words"), CASES)
def test_a_day_belongs_to_one_period_with_a_name_and_a_last_day_for_sending(cycle, day, first, last, words):
    period = period_of(day, cycle, 5)
    assert (period.first, period.last) == (first, last)
    assert period.due_on == last + timedelta(5)
    assert period.message.format(**period.values) == words


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Cycle), st.integers(0, 31), st.integers(1, 20))
def test_periods_follow_each_other_without_a_gap(today, cycle, days, n):
    found = periods_until(today, cycle, days, n)
    assert len(found) == n
    assert found[-1].first <= today <= found[-1].last
    for before, after in pairwise(found):
        assert after.first - before.last == timedelta(1)


def sending(on, seq=1, taken=None):
    return Sending(seq, on, taken or on)


def test_a_package_holds_a_period_if_it_was_made_on_its_last_day_or_later():
    assert sent_for(MAY, []) is None
    assert sent_for(MAY, [sending(date(2026, 5, 30))]) is None
    last_day, later = sending(date(2026, 5, 31), 2), sending(date(2026, 6, 3), 3)
    assert sent_for(MAY, [later, last_day]) == last_day


def test_a_clock_that_is_ahead_does_not_make_a_package_later_than_it_was_taken_in():
    ahead = sending(date(2027, 6, 3), taken=date(2026, 6, 4))
    assert ahead.on == date(2026, 6, 4)
    assert state(MAY, sent_for(MAY, [ahead]), date(2026, 7, 1), date(2026, 1, 1)) is State.SENT


JUNE_5, JUNE_6 = date(2026, 6, 5), date(2026, 6, 6)
STATES = [
    (sending(JUNE_5), JUNE_6, date(2026, 1, 1), State.SENT),
    (sending(JUNE_6), JUNE_6, date(2026, 1, 1), State.LATE),
    (sending(JUNE_5), JUNE_6, date(2026, 6, 1), State.OUTSIDE),
    (None, JUNE_5, date(2026, 5, 31), State.NOT_DUE),
    (None, JUNE_6, date(2026, 5, 31), State.MISSING),
    (None, JUNE_6, date(2026, 6, 1), State.OUTSIDE),
    (None, JUNE_6, None, State.OUTSIDE),
]


@pytest.mark.parametrize(("sent", "today", "since", "expected"), STATES)
def test_a_period_is_sent_late_missing_not_yet_due_or_before_the_office_took_part(sent, today, since, expected):
    assert state(MAY, sent, today, since) is expected


def test_every_state_has_a_name():
    assert set(STATE_NAMES) == set(State)


def test_a_period_is_a_value():
    assert Period(Cycle.MONTH, date(2026, 5, 1), date(2026, 5, 31), JUNE_5) == MAY
