"""The demonstration: it holds what its help promises, on whatever day somebody asks for it."""

from collections import Counter
from datetime import date

import pytest

from app.operations import (
    agreements,
    annual_reports,
    demo,
    demo_villages,
    notice_lists,
    payouts,
    request_lists,
    villages,
)
from app.operations.notice_lists import NoticeFilter
from app.operations.request_lists import RequestFilter
from app.rules.agreement import Mismatch
from app.rules.notices import NoticeState
from app.rules.request_events import RequestState
from app.store.database import Store
from tests.factory import ask, integrity

DAY = date(2026, 11, 20)
NEW_YEAR, YEAR_END = date(2027, 1, 1), date(2026, 12, 31)
SPRING_FESTIVAL, LEAP_DAY = date(2026, 2, 18), date(2028, 2, 29)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demonstration of a day in November."""
    return demo.run(tmp_path_factory.mktemp("demo") / "banner", DAY)


@pytest.fixture(scope="module")
def banner(made):
    """Its file, opened."""
    store = Store.open(made.files["store"])
    yield store
    store.close()


def test_requests_stand_at_every_stage_and_one_is_late(banner):
    rows = ask(banner, request_lists.listed, RequestFilter(), DAY)
    assert {row.state for row in rows} == set(RequestState) - {RequestState.AWAITING_REASON, RequestState.ARCHIVED}
    assert [row.title for row in ask(banner, request_lists.listed, RequestFilter("overdue"), DAY)] == [
        "乡村公路养护资金安排"
    ]
    details = [ask(banner, request_lists.opened, row.uuid, DAY) for row in rows]
    letters = [letter for detail in details for letter in detail.letters]
    assert len(letters) > 10
    assert all(letter.issued_on for letter in letters)


def test_last_years_report_is_final_and_this_years_is_begun(made, banner):
    last, this = (ask(banner, annual_reports.opened, "159999", year) for year in (2025, 2026))
    assert (last.status, last.published_on) == ("final", date(2026, 1, 15))
    assert last.figures["3.carried_out.total"].value == this.figures["3.carried_in.total"].value == 1
    assert last.open_findings == this.open_findings[1:] == ()
    assert "{" not in "".join(this.texts.values())
    assert {path.suffix for name, path in made.files.items() if name.startswith("report_")} == {
        *(".pdf", ".docx", ".xlsx", ".json")
    }


def test_there_are_twelve_villages_in_three_townships_each_with_a_board_and_a_list(banner):
    rows = ask(banner, villages.villages)
    assert len(rows) == 12
    assert len({row.parent_code for row in rows}) == 3
    assert all(row.boards == 1 and row.matters and row.notices for row in rows)


def test_four_rows_of_the_pay_out_list_are_refused_and_every_village_gets_a_roll(made, banner):
    assert made.payouts["refused"] == 4
    rolls = ask(banner, payouts.rolls, 2026)
    assert sum(roll.households for roll in rolls) == made.payouts["taken"]
    assert len({roll.office_code for roll in rolls}) == 12


def test_the_coverage_board_shows_villages_that_posted_all_and_villages_that_did_not(made, banner):
    board = ask(banner, payouts.coverage, 2026)
    assert (len(board.rows), board.complete, board.without_roll) == (12, 3, 0)
    assert made.covered == board.complete


def test_one_objection_waits_and_one_that_was_right_led_to_a_corrected_sheet(banner):
    rows = ask(banner, notice_lists.listed, NoticeFilter(), DAY)
    waiting = [row for row in rows if row.state is NoticeState.OBJECTION]
    assert [row.open_objections for row in waiting] == [1]
    details = [ask(banner, notice_lists.opened, row.uuid, DAY) for row in rows]
    assert sum(bool(detail.corrects) for detail in details) == 1


def test_one_village_posted_figures_other_than_the_banners(banner):
    rows = ask(banner, agreements.compared, 2026)
    found = Counter(finding.what for row in rows for finding in row.findings)
    assert (found[Mismatch.HOUSEHOLDS], found[Mismatch.AMOUNT]) == (1, 1)


def test_the_paper_holds_the_sheets_of_every_village_bound_by_village(made):
    bound = sorted(file.stem for file in made.files["notices"].glob("*.pdf"))
    assert bound == [demo_villages.village_code(number) for number in range(12)]
    assert made.files["coverage"].read_bytes().startswith(b"%PDF")
    assert (made.files["portal"] / "index.html").is_file()


@pytest.mark.parametrize("day", [DAY, NEW_YEAR, YEAR_END, SPRING_FESTIVAL, LEAP_DAY])
def test_on_any_day_a_notice_stands_at_every_stage(day, tmp_path):
    path = demo.store_in(tmp_path / "banner", day)
    store = Store.open(path)
    states = Counter(row.state for row in ask(store, notice_lists.listed, NoticeFilter(), day))
    board = ask(store, payouts.coverage, demo_villages.paid_year(day))
    store.close()
    assert set(states) == set(NoticeState)
    assert (len(board.rows), board.complete) == (12, 3)
    assert integrity(path) == ("ok", [])


def test_the_demonstration_that_is_there_is_opened_and_not_made_again(tmp_path):
    path = demo.store_in(tmp_path, DAY)
    before = path.read_bytes()
    assert demo.store_in(tmp_path, YEAR_END) == path
    assert path.read_bytes() == before
