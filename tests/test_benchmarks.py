"""The programs that measure the figures still run; what they measure is no matter here."""

import pytest
from sqlalchemy import select

from app.models.request import Request
from app.operations import calendars, request_cases
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.store import search as index
from benchmarks import __main__ as program
from benchmarks import list as listing
from benchmarks import make_store, packages, payouts, report, request_rows, save, search, sheets
from benchmarks.clock import Figure, percentile

ROWS = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a store of two hundred disclosures."""
    folder = tmp_path_factory.mktemp("bench")
    make_store.store_with(ROWS, folder).close()
    return folder


@pytest.fixture
def store(folder):
    store = make_store.store_with(ROWS, folder)
    yield store
    store.close()


def test_the_generated_register_can_be_listed_and_searched(store):
    with store.read() as session:
        pages = DisclosurePages(DisclosureFilter(), make_store.TODAY)
        assert pages.count(session) >= ROWS
        row = pages.page(session, 0, 1)[0]
        assert row.item_name
        assert search.search.found(session, row.title)[0].uuid == row.uuid


def test_each_store_is_the_same_wherever_it_is_made(folder, tmp_path, store):
    other = make_store.store_with(ROWS, tmp_path)
    with store.read() as ours, other.read() as theirs:
        statement = "SELECT id, uuid, title, status, due_on FROM disclosure WHERE id <= 200 ORDER BY id"
        mine, same = (s.connection().exec_driver_sql(statement).all() for s in (ours, theirs))
    other.close()
    assert mine == same


def test_each_figure_is_measured(store, capsys):
    assert {figure.name for figure in save.measure(store, times=2)} >= {"save, 99th percentile"}
    assert len(listing.measure(store, pages=1)) == 4
    assert len(search.measure(store)) == 3
    assert "LIKE" in capsys.readouterr().out


def test_the_report_and_its_cases_are_measured_on_invented_requests(store, capsys):
    assert len(report.measure(store, requests=60)) == 5
    assert "warm" in capsys.readouterr().out


def test_invented_requests_are_as_the_clock_tells_them(store):
    request_rows.fill(store, 60)
    with store.read() as session:
        kept = session.scalars(select(Request)).all()
        assert len(kept) == 60
        calendar, chosen = calendars.calendar(session), request_cases.choices(session)
        for request in kept:
            events = [request_cases.event_of(event) for event in request_cases.events_of(session, request.uuid)]
            request_cases.write(request, request_cases.case_of(request, events, calendar, chosen))
        assert not session.dirty
        assert index.lagging(session) == []


def test_a_pay_out_list_of_any_length_is_taken_whole(capsys):
    assert len(payouts.measure(rows=300, times=1)) == 3
    assert "bare" in capsys.readouterr().out


def test_packages_are_measured_on_a_township_of_the_programs_own(capsys):
    assert len(packages.measure(records=300, times=1)) == 3
    assert "300 records" in capsys.readouterr().out


def test_each_printed_notice_is_one_page(capsys):
    assert len(sheets.ours([1, 2])) == 2
    assert "ours" in capsys.readouterr().out


def test_the_program_prints_its_figures_and_their_bounds(folder, capsys):
    assert program.main(["search", "--rows", str(ROWS), "--store", str(folder)]) == 0
    assert "to hold ≥ 20 ×" in capsys.readouterr().out


def test_an_unknown_figure_is_refused(capsys):
    with pytest.raises(SystemExit):
        program.main(["speed"])
    assert "no such figure: speed" in capsys.readouterr().err


@pytest.mark.parametrize(("value", "at_least", "holds"), [(5.0, False, True), (5.1, False, False), (5.1, True, True)])
def test_a_figure_knows_whether_it_holds(value, at_least, holds):
    assert Figure("x", value, "×", 5, at_least).holds is holds


def test_a_percentile_is_one_of_the_spans():
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 3.0
