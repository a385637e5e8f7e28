"""The board of who has sent, and the figures that go to a level that asks for no records."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.models.package import OfficeFigure
from app.operations import offices, villages
from app.operations.packages import board, office_figures
from app.rules.package_periods import State
from app.rules.request_events import EventKind
from tests import factory, notice_factory, request_desk
from tests.factory import TODAY, ask, do
from tests.notice_factory import id_number
from tests.operations.packages.desks import BANNER, LEAGUE, OTHER_TOWNSHIP, TOWNSHIP, Desk, day
from tests.operations.packages.test_consolidation import EAST

JUNE = day("2026-06-10")


@pytest.fixture
def three(tmp_path):
    """A league, its banner, a township that sends, all with keys of each other; a second township that does not."""
    league, banner, north = (Desk(tmp_path / office.code, office) for office in (LEAGUE, BANNER, TOWNSHIP))
    do(league.store, villages.add, BANNER)
    for office in (TOWNSHIP, OTHER_TOWNSHIP):
        do(banner.store, villages.add, office)
    north.know(banner)
    banner.know(league)
    yield league, banner, north
    for desk in (league, banner, north):
        desk.store.close()


def on(desk, *others, at):
    for each in (desk, *others):
        each.now = datetime.fromisoformat(at)


def states(desk, code, today=JUNE, n=2):
    rows = {row.office_code: row for row in ask(desk.store, board.board, today, n).rows}
    return [cell.state for cell in rows[code].cells]


def test_offices_below_stand_in_the_order_of_their_codes_with_what_each_period_brought(three):
    _league, banner, north = three
    factory.register(north.store, "一条")
    on(north, banner, at="2026-06-03T09:00")
    north.report_to(banner)
    shown = ask(banner.store, board.board, JUNE, 3)
    assert [board.period_name(period) for period in shown.periods] == ["2026年4月", "2026年5月", "2026年6月"]
    assert [row.office_code for row in shown.rows] == [TOWNSHIP.code, OTHER_TOWNSHIP.code]
    sent, silent = shown.rows
    assert [cell.state for cell in sent.cells] == [State.OUTSIDE, State.SENT, State.NOT_DUE]
    assert (sent.seq, sent.sent_on, sent.enrolled, sent.unseen) == (1, day("2026-06-03"), True, ())
    assert (silent.seq, silent.sent_on, silent.enrolled) == (0, None, False)
    assert {cell.state for cell in silent.cells} == {State.OUTSIDE}
    assert shown.counted(1)[State.SENT] == 1


def test_a_package_after_the_last_day_is_late_and_none_at_all_is_missing(three):
    _league, banner, north = three
    assert states(banner, TOWNSHIP.code, day("2026-06-05")) == [State.NOT_DUE, State.NOT_DUE]
    assert states(banner, TOWNSHIP.code, day("2026-06-06")) == [State.MISSING, State.NOT_DUE]
    factory.register(north.store, "一条")
    on(north, banner, at="2026-06-07T09:00")
    north.report_to(banner)
    assert states(banner, TOWNSHIP.code) == [State.LATE, State.NOT_DUE]


def test_the_cycle_is_a_choice_of_the_office(three):
    _league, banner, _north = three
    do(banner.store, offices.choose, "package_cycle", "week")
    do(banner.store, offices.choose, "package_day", "2")
    shown = ask(banner.store, board.board, day("2026-05-20"), 3)
    assert [board.period_name(each) for each in shown.periods] == ["2026年第19周", "2026年第20周", "2026年第21周"]
    assert shown.periods[0].due_on == day("2026-05-12")


def test_lost_sticks_returns_and_versions_are_told(three):
    _league, banner, north = three
    factory.register(north.store, "一条")
    on(north, banner, at="2026-06-03T09:00")
    north.export()
    factory.register(north.store, "又一条")
    north.report_to(banner)
    (row, _other) = ask(banner.store, board.board, JUNE).rows
    assert (row.seq, row.unseen, row.returned, row.conflicts) == (2, (1,), 0, 0)
    assert set(row.held) == {"catalog", "calendar", "pack"}
    (package,) = ask(banner.store, board.packages_of, TOWNSHIP.code)
    assert (package.seq, package.taken, package.returned) == (2, 2, 0)


def test_what_was_due_is_told_by_period_and_year_with_the_villages_below(three):
    _league, banner, north = three
    factory.published(north.store, "按时", on=day("2026-03-10"))
    factory.register(north.store, "没有公开")
    do(north.store, villages.add, EAST)
    on(north, banner, at="2026-06-03T09:00")
    north.report_to(banner)
    row = ask(banner.store, board.board, day("2026-03-31"), 2).rows[0]
    assert (row.year.due, row.year.done, row.year.in_time) == (2, 1, 1)
    assert sum(cell.done.due for cell in row.cells) == 2
    below = ask(banner.store, board.villages_of, TOWNSHIP.code, 2026)
    assert [each.office_code for each in below] == [TOWNSHIP.code, EAST.code]
    assert below[0].figures["items_due"] == 2


def filled(store):
    factory.published(store, "一条", channels=("website", "board"))
    do(store, villages.add, EAST)
    notice_factory.posted(store, office_code=EAST.code)
    notice_factory.rolled(store, (EAST.name, "测试甲", id_number(1), 100))
    request_desk.replied(store)
    late = request_desk.registered(store, "超期的")
    request_desk.stepped(store, late, EventKind.REPLY, day("2026-04-20"), outcome="1", reason="演示理由。")


def test_figures_of_every_office_are_counted_once_and_written_only_when_they_changed(tmp_path):
    desk = Desk(tmp_path, TOWNSHIP)
    filled(desk.store)
    assert do(desk.store, office_figures.refresh, TODAY) == 2
    assert do(desk.store, office_figures.refresh, TODAY) == 0
    with desk.store.read() as session:
        kept = {one.office_code: one for one in session.scalars(select(OfficeFigure))}
    own, village = kept[TOWNSHIP.code], kept[EAST.code]
    assert own.uuid == office_figures.figure_uuid(TOWNSHIP.code, 2026)
    assert own.figures == {
        "disclosures": 1,
        "channels": {"board": 1, "website": 1},
        "notices": 0,
        "payout_households": 0,
        "payout_fen": 0,
        "requests_received": 2,
        "requests_closed": 2,
        "requests_in_time": 1,
        "items_due": 1,
        "items_done": 1,
        "items_in_time": 1,
    }
    assert (village.figures["notices"], village.figures["payout_households"], village.figures["payout_fen"]) == (
        1,
        1,
        10000,
    )
    factory.published(desk.store, "又一条")
    assert do(desk.store, office_figures.refresh, TODAY) == 1
    desk.store.close()


def test_a_league_sees_the_figures_of_banner_and_townships_without_their_records(three):
    league, banner, north = three
    filled(north.store)
    on(league, banner, north, at="2026-06-03T09:00")
    north.report_to(banner)
    answered = banner.report_to(league)
    assert (answered.returned, answered.conflict) == (0, 0)
    (row,) = ask(league.store, board.board, JUNE, 2).rows
    assert (row.office_code, row.year.due, row.year.done) == (BANNER.code, 1, 1)
    below = {each.office_code: each.figures for each in ask(league.store, board.villages_of, BANNER.code, 2026)}
    assert below[TOWNSHIP.code]["requests_received"] == 2
    with league.store.read() as session:
        owners = set(session.scalars(select(OfficeFigure.owner_code)))
    assert owners == {BANNER.code}


def test_a_township_that_sends_only_figures_is_passed_on_by_the_banner(three):
    league, banner, north = three
    do(north.store, offices.choose, "package_scope", "summary")
    filled(north.store)
    on(league, banner, north, at="2026-06-03T09:00")
    north.report_to(banner)
    assert ask(banner.store, board.board, JUNE, 2).rows[0].year.due == 1
    banner.report_to(league)
    with league.store.read() as session:
        passed = {one.office_code: one.owner_code for one in session.scalars(select(OfficeFigure))}
    assert passed[TOWNSHIP.code] == TOWNSHIP.code
