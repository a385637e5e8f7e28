"""The tab of who has sent."""

from datetime import datetime

import pytest

from app.operations import villages
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.packages import board_sheets
from app.operations.packages.board import villages_of
from app.rules.offices import Level, OfficeDraft
from app.rules.package_periods import State
from app.settings import Settings
from app.ui.packages.board import ALL, MISSING, OPEN, BoardTab, cell_pill
from app.ui.preferences import Preferences
from app.ui.run import Now, Runner
from app.ui.widgets.buttons import Button
from app.ui.widgets.page import Context
from tests import factory
from tests.factory import ask, do
from tests.operations.packages.desks import BANNER, OTHER_TOWNSHIP, TOWNSHIP, Desk, day

TODAY = day("2026-06-10")
SILENT = OfficeDraft("152531103", "无包苏木", Level.TOWNSHIP)


@pytest.fixture
def banner(tmp_path):
    """A banner: one township sent in time after a lost stick, one is known and silent, of one no key is known."""
    made = Desk(tmp_path / "banner", BANNER)
    for office in (TOWNSHIP, OTHER_TOWNSHIP, SILENT):
        do(made.store, villages.add, office)
    north, south = Desk(tmp_path / "north", TOWNSHIP), Desk(tmp_path / "south", OTHER_TOWNSHIP)
    for desk in (north, south):
        desk.know(made)
    north.now = made.now = datetime(2026, 6, 3, 9)
    factory.published(north.store, "一条")
    north.export()
    factory.register(north.store, "又一条")
    north.report_to(made)
    north.store.close()
    south.store.close()
    yield made
    made.store.close()


@pytest.fixture
def tab(banner, qapp, past, tmp_path, shown, qtbot):
    runner = Runner(banner.store, past, writer=Now(), readers=Now())
    made = BoardTab(Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY))
    shown(made, 1200, 700)
    qtbot.waitUntil(lambda: made._board is not None)
    yield made
    runner.close()


def press(tab, qtbot, words):
    """Press the button with these words at the foot of the detail, once it is there."""

    def found():
        return [each for each in tab.detail.findChildren(Button) if each.isVisible() and each.text() == words]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0].click()


def test_the_offices_stand_by_their_codes_with_a_word_for_each_period(tab):
    rows = tab.table.rows()
    assert [row.office_code for row in rows] == [TOWNSHIP.code, OTHER_TOWNSHIP.code, SILENT.code]
    assert [cell_pill(row.cells[-2]).text for row in rows] == ["已报 06-03", "未报", "不计"]
    assert "1 个已报，0 个迟报，1 个未报" in tab.sentence.text()
    assert "2026年5月" in tab.sentence.text()


def test_the_chips_show_who_is_to_be_rung_up(tab):
    tab.show_kind(MISSING)
    assert [row.office_code for row in tab.table.rows()] == [OTHER_TOWNSHIP.code]
    tab.show_kind(OPEN)
    assert tab.room.currentWidget() is tab.no_hit
    tab.show_kind(ALL)
    assert len(tab.table.rows()) == 3


def test_an_office_opens_to_its_packages_its_figures_and_its_records(tab, qtbot):
    tab.open(TOWNSHIP.code)
    assert [(row.seq, row.returned) for row in tab.packages.rows()] == [(2, 0)]
    assert tab.below.rows()[0].office_code == TOWNSHIP.code
    assert any("第 1 包没有收到" in text for text in tab.facts.texts())
    with qtbot.waitSignal(tab.go) as went:
        press(tab, qtbot, "公开台账")
    assert went.args == ["disclosures", DisclosureFilter(owner=TOWNSHIP.code)]
    with qtbot.waitSignal(tab.go) as went:
        tab.below.opened.emit(tab.below.rows()[0])
    assert went.args == ["notices", NoticeFilter(office_code=TOWNSHIP.code)]


def test_an_office_without_a_key_says_so_and_leads_to_trust(tab, qtbot):
    tab.open(SILENT.code)
    assert "还没有登记这个单位的密钥" in tab.nothing.text()
    with qtbot.waitSignal(tab.go) as went:
        press(tab, qtbot, "登记密钥")
    assert went.args[0] == "trust"


def test_the_tab_follows_the_language(tab, wear):
    tab.open(TOWNSHIP.code)
    wear("mn_Mong")
    assert tab.table.current().office_code == TOWNSHIP.code
    assert len(tab.table.rows()) == 3


def test_a_banner_without_townships_is_told_what_to_do(context, shown, qtbot):
    empty = shown(BoardTab(context), 900, 600)
    qtbot.waitUntil(lambda: empty._board is not None)
    assert empty.room.currentWidget() is empty.empty
    assert not empty.print_button.isEnabled()


def test_the_board_is_written_as_a_table_and_on_paper(banner, tmp_path):
    path = tmp_path / "board.csv"
    assert ask(banner.store, board_sheets.export, TODAY, path) == 3
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("单位代码,单位,2026年1月")
    assert TOWNSHIP.code in lines[1]
    assert "已报 2026-06-03" in lines[1]
    pdf = ask(banner.store, board_sheets.board_list, TODAY, datetime(2026, 6, 10, 9))
    assert pdf.startswith(b"%PDF")
    assert State.SENT == "sent"
    assert ask(banner.store, villages_of, TOWNSHIP.code, 2026)[0].figures["disclosures"] == 1
