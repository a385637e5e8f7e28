"""What the annual report counts: every cell opens to exactly the requests behind it."""

from datetime import date

import pytest

from app.operations import request_counts, request_lists
from app.operations.request_lists import RequestFilter
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.request_events import EventKind
from app.rules.requests import ApplicantDraft, ApplicantKind, RequestChannel
from tests.factory import TODAY, ask
from tests.request_desk import by_internet, registered, replied, stepped

K = EventKind


def behind(store, cell, year=2026):
    """The matters of the requests behind a cell, in the order they came."""
    return [row.title for row in ask(store, request_lists.listed, RequestFilter(cell=cell, year=year), TODAY)][::-1]


def applicant(kind):
    return ApplicantDraft(ApplicantKind(kind), f"演示{kind}", phone=kind)


@pytest.fixture
def years(store):
    """Requests over two turns of the year."""
    registered(store, title="去年收、还没办", arrived_on=date(2025, 12, 22))
    replied(store, "去年收、今年答", date(2026, 1, 6), arrived_on=date(2025, 12, 22), outcome="2")
    replied(store, "去年收、去年答", date(2025, 12, 26), arrived_on=date(2025, 12, 22), outcome="1")
    replied(store, "今年收、今年答", date(2026, 3, 6), applicant=applicant("business"), outcome="3.4")
    registered(store, title="今年收、还没办", applicant=applicant("other"))
    by_internet(store, title="没有确认", arrived_on=date(2026, 3, 2))
    withdrawn = by_internet(store, title="没有确认就撤回", arrived_on=date(2026, 3, 2))
    stepped(store, withdrawn, K.WITHDRAW, date(2026, 3, 3))
    return store


def test_received_carried_and_closed_are_what_their_words_say(years):
    assert behind(years, "3.new.total") == ["今年收、今年答", "今年收、还没办"]
    assert behind(years, "3.carried_in.total") == ["去年收、还没办", "去年收、今年答"]
    assert behind(years, "3.7.total") == ["去年收、今年答", "今年收、今年答"]
    assert behind(years, "3.carried_out.total") == ["去年收、还没办", "今年收、还没办"]
    assert behind(years, "3.new.total", 2025) == ["去年收、还没办", "去年收、今年答", "去年收、去年答"]
    assert behind(years, "3.carried_out.total", 2025) == behind(years, "3.carried_in.total")


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_what_came_is_what_ended_and_what_stays(years, year):
    new, carried, ended, left = (
        len(behind(years, f"3.{row}.total", year)) for row in ("new", "carried_in", "7", "carried_out")
    )
    assert new + carried == ended + left


def test_the_columns_are_kinds_of_applicant(years):
    assert behind(years, "3.new.business") == ["今年收、今年答"]
    assert behind(years, "3.new.organisations") == behind(years, "3.new.total")
    assert behind(years, "3.carried_in.person") == ["去年收、还没办", "去年收、今年答"]
    assert behind(years, "3.carried_in.organisations") == []


@pytest.mark.parametrize("code", sorted(set(OUTCOMES) - {"6.1", "6.2"}))
def test_a_reply_stands_in_the_row_of_its_code_and_in_no_other(store, code):
    replied(store, code, outcome=code)
    rows = [other for other in OUTCOMES if behind(store, f"3.{other}.total")]
    assert rows == [code]
    assert behind(store, f"3.{code}.person") == behind(store, "3.7.person") == [code]


def test_silence_and_withdrawal_stand_in_rows_of_their_own(store):
    ends = ((K.CORRECTION_NOTICE, K.CORRECTION_LAPSE), (K.FEE_NOTICE, K.FEE_LAPSE), (None, K.WITHDRAW))
    for number, (notice, end) in enumerate(ends, 1):
        uuid = registered(store, title=f"6.{number}", arrived_on=date(2026, 1, 5))
        if notice:
            stepped(store, uuid, notice, date(2026, 1, 6))
        stepped(store, uuid, end, date(2026, 3, 16))
    assert [behind(store, f"3.6.{n}.total") for n in (1, 2, 3)] == [["6.1"], ["6.2"], ["6.3"]]


@pytest.fixture
def old(store):
    """A year of the old form: every leaf once, channels in turn, one extended, one late."""
    channels = [RequestChannel.IN_PERSON, RequestChannel.FAX, RequestChannel.INTERNET, RequestChannel.SIGNED_MAIL,
                RequestChannel.ORDINARY_MAIL]  # fmt: skip
    for number, code in enumerate(OLD_OUTCOMES):
        channel, arrived = channels[number % 5], date(2018, 3, 5)
        uuid = registered(store, title=code, channel=channel, arrived_on=arrived)
        if channel in (RequestChannel.FAX, RequestChannel.INTERNET, RequestChannel.ORDINARY_MAIL):
            stepped(store, uuid, K.CONFIRM, arrived)
        if code == "3.3.1":
            stepped(store, uuid, K.EXTEND, date(2018, 3, 12))
        on = date(2018, 5, 4) if code == "3.3.2" else date(2018, 3, 15)
        stepped(store, uuid, K.REPLY, on, outcome=code)
    return store


def test_the_old_form_counts_channels_and_whether_a_reply_was_in_time(old):
    count = {row: len(behind(old, f"2018:{row}", 2018)) for row in ("3.1", "3.1.1", "3.1.2", "3.1.3", "3.1.4")}
    assert count["3.1"] == sum(count[row] for row in count if row != "3.1") == 13
    assert count == {"3.1": 13, "3.1.1": 3, "3.1.2": 3, "3.1.3": 3, "3.1.4": 4}
    assert behind(old, "2018:3.2.2", 2018) == ["3.3.1", "3.3.2"]
    assert len(behind(old, "2018:3.2.1", 2018)) == 11
    assert len(behind(old, "2018:3.2", 2018)) == len(behind(old, "2018:3.3", 2018)) == 13


def test_a_parent_row_of_the_old_form_holds_all_below_it(old):
    assert behind(old, "2018:3.3.4", 2018) == [code for code in OLD_OUTCOMES if code.startswith("3.3.4")]
    for code in OLD_OUTCOMES:
        assert behind(old, f"2018:{code}", 2018) == [code]


def test_a_cell_is_conditions_so_that_its_count_and_its_list_are_one():
    assert len(request_counts.conditions("3.3.4.person", 2026)) == 3
    assert len(request_counts.conditions("3.new.total", 2026)) == 1
