"""Running numbers by the office's pattern: what was given once is never given again."""

import pytest

from app.models.request import Letter, Request
from app.operations import history, numbering, offices, requests
from tests.factory import TODAY, ask, do
from tests.request_desk import opened, registered, request_draft

WAYS = (Request.number, "request_number")


def test_numbers_run_through_a_year_and_begin_anew_in_the_next(store):
    given = [do(store, numbering.next_number, *WAYS, year) for year in (2026, 2026, 2027, 2026)]
    assert given == ["2026-0001", "2026-0002", "2027-0001", "2026-0003"]


def test_many_numbers_can_be_taken_at_once(store):
    assert do(store, numbering.next_numbers, *WAYS, 2026, 3) == ("2026-0001", "2026-0002", "2026-0003")
    assert do(store, numbering.next_number, *WAYS, 2026) == "2026-0004"


def test_asking_which_numbers_come_gives_none_of_them(store):
    assert ask(store, numbering.upcoming, *WAYS, 2026, 2) == ("2026-0001", "2026-0002")
    assert ask(store, numbering.upcoming, *WAYS, 2026) == ("2026-0001",)


def test_a_number_that_was_deleted_or_undone_is_not_given_again(store):
    first, second = registered(store), registered(store, title="第二件")
    do(store, requests.remove, [second])
    assert opened(store, registered(store, title="第三件")).row.number == "2026-0003"
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert opened(store, registered(store, title="第四件")).row.number == "2026-0004"
    assert opened(store, first).row.number == "2026-0001"


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("{year}-{n:04}", ["2026-0001", "2026-0002"]),
        ("申〔{year}〕{n}号", ["申〔2026〕1号", "申〔2026〕2号"]),
        ("{n:03}/{year}", ["001/2026", "002/2026"]),
    ],
)
def test_a_pattern_may_have_words_before_and_after_the_number(store, pattern, numbers):
    do(store, offices.choose, "request_number", pattern)
    made = [opened(store, registered(store, title=f"第{n}件")).row.number for n in (1, 2)]
    assert made == numbers


def test_a_new_pattern_begins_a_new_row_and_the_old_one_goes_on_where_it_stopped(store):
    registered(store)
    do(store, offices.choose, "request_number", "新{year}-{n}")
    assert opened(store, registered(store, title="第二件")).row.number == "新2026-1"
    do(store, offices.choose, "request_number", "{year}-{n:04}")
    assert opened(store, registered(store, title="第三件")).row.number == "2026-0002"


def test_numbers_typed_by_hand_are_gone_past(store):
    for typed in ("2026-0007", "2026-00012", "2026-老01", "别的9999"):
        do(store, requests.register, request_draft(number=typed, title=typed), TODAY)
    assert opened(store, registered(store)).row.number == "2026-0013"


def test_past_9999_numbers_grow_longer_and_go_on(store):
    do(store, requests.register, request_draft(number="2026-9999"), TODAY)
    made = [opened(store, registered(store, title=f"第{n}件")).row.number for n in (1, 2)]
    assert made == ["2026-10000", "2026-10001"]


def test_letters_and_requests_do_not_share_their_numbers(store):
    do(store, offices.choose, "letter_short", "测政")
    do(store, numbering.next_number, *WAYS, 2026)
    first = do(store, numbering.next_number, Letter.number, "letter_number", 2026)
    second = do(store, numbering.next_number, Letter.number, "letter_number", 2026)
    assert first.startswith("测政")
    assert first != second
