"""A list and its detail on wide and on narrow pages, and what pages and windows promise about it."""

from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.help import topic_file
from app.ui.pages import PAGES
from app.ui.widgets import detail
from app.ui.widgets.buttons import OneLine
from app.ui.widgets.detail import Beside
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable


@pytest.fixture
def pair(qtbot):
    rows = [QLabel("演示甲"), QLabel("演示乙")]
    table = SmallTable([ColumnSpec("name", "姓名", 0, value=lambda row: row.text())], rows)
    aside = QLabel("详情")
    both = Beside(table, aside)
    both.detail = aside
    both.table = table
    qtbot.addWidget(both)
    both.show()
    return both


def wide(both):
    both.resize(theme.scaled(detail.NARROW) + 10, 400)


def narrow(both):
    both.resize(theme.scaled(detail.NARROW) - 10, 400)


def test_a_wide_page_shows_both(pair):
    wide(pair)
    assert pair.table.isVisible()
    assert pair.detail.isVisible()


def test_a_narrow_page_shows_the_list_first(pair):
    narrow(pair)
    assert pair.table.isVisible()
    assert not pair.detail.isVisible()


def test_enter_leads_to_the_detail_and_the_button_back(qtbot, pair):
    narrow(pair)
    with qtbot.waitSignal(pair.alone) as told:
        qtbot.keyClick(pair.table, Qt.Key.Key_Return)
    assert told.args == [True]
    assert pair.detail.isVisible()
    assert not pair.table.isVisible()
    pair._back.click()
    assert pair.table.isVisible()
    assert not pair.detail.isVisible()


def test_a_click_leads_to_the_detail_but_choosing_several_rows_does_not(qtbot, pair):
    narrow(pair)
    place = pair.table.visualRect(pair.table.model().index(1, 0)).center()
    qtbot.mouseClick(pair.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert not pair.detail.isVisible()
    qtbot.mouseClick(pair.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert pair.detail.isVisible()


def test_a_window_that_grows_shows_the_list_again(pair):
    narrow(pair)
    pair.show_detail()
    wide(pair)
    assert pair.table.isVisible()
    assert pair.detail.isVisible()


def test_a_window_is_never_larger_than_the_screen(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit(dialog, 9_000, 9_000)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()


def test_a_name_without_room_keeps_its_whole_in_the_tip(qtbot):
    label = OneLine("演示旗人民政府办公室演示旗人民政府办公室")
    qtbot.addWidget(label)
    label.resize(60, 30)
    label.show()
    label.grab()
    assert label.toolTip() == label.text()


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_has_its_help(spec):
    module, factory = spec.factory.split(":")
    assert topic_file(getattr(import_module(module), factory).help_page)


def test_a_detail_that_stands_alone_stays_though_the_page_became_tall_by_it(pair, qtbot):
    """Lists hide what stands above them then; on a page almost as tall as wide the two would take turns for ever."""
    above, page = QLabel("筛选"), QWidget()
    above.setFixedHeight(80)
    box = QVBoxLayout(page)
    box.addWidget(above)
    box.addWidget(pair, 1)
    pair.alone.connect(above.setHidden)
    qtbot.addWidget(page)
    page.resize(500, 560)
    page.show()
    assert pair.height() < pair.width()
    pair.show_detail()
    QApplication.processEvents()
    assert pair.height() > pair.width()
    assert pair.detail.isVisible()
    assert not pair.table.isVisible()
    pair.show_list()
    QApplication.processEvents()
    assert pair.table.isVisible()
    assert above.isVisible()
    pair.setParent(None)  # the fixture frees it
