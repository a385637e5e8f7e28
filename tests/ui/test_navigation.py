"""The pages at the left of the window, or above the page: all of them are reached, and none takes the page its room."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.pages import PAGES
from app.ui.widgets.navigation import PageButton
from app.ui.widgets.stack import Stack

LONG = "requests"  # its Mongolian name has four words


@pytest.fixture
def window(context, shown):
    made = shown(MainWindow(context, PAGES), 1366, 768)
    made.ready()
    return made


def button(window, key):
    return next(each for each in window.navigation.findChildren(PageButton) if each.spec.key == key)


def settle():
    for _round in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def in_sight(widget, around):
    place = QRect(widget.mapTo(around, widget.rect().topLeft()), widget.size())
    return around.rect().contains(place)


def test_the_tenth_page_is_reached_by_alt_0(window, qtbot):
    window.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    tenth = PAGES[9]
    assert button(window, tenth.key).isChecked()
    assert "Alt+0" in button(window, tenth.key).toolTip()


def test_a_long_name_takes_two_lines_below_the_others_and_one_in_a_row(window, context):
    context.preferences.change(language="mn_Mong", writing_mode="horizontal")
    settle()
    assert button(window, LONG).text().count("\n") == 1
    window.resize(760, 1000)
    settle()
    assert "\n" not in button(window, LONG).text()


def test_in_rows_no_row_is_longer_than_the_window(window, context):
    context.preferences.change(language="mn_Mong", writing_mode="vertical")
    window.resize(1366, 768)
    settle()
    rows = {button(window, spec.key).y() for spec in PAGES}
    assert 1 < len(rows) < len(PAGES)
    assert all(in_sight(button(window, spec.key), window.navigation) for spec in PAGES)


def test_in_a_low_window_the_page_that_is_chosen_is_scrolled_to(window, context):
    context.preferences.change(scale=200)
    window.resize(1366, 480)
    settle()
    assert window.height() == 480
    assert not in_sight(button(window, "settings"), window.navigation)
    window.go("settings")
    settle()
    assert in_sight(button(window, "settings"), window.navigation)


def test_a_page_that_is_not_shown_asks_for_no_room(qtbot):
    stack, small, large = Stack(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    small.setMinimumSize(100, 100)
    large.setMinimumSize(theme.scaled(2000), 100)
    stack.addWidget(small)
    stack.addWidget(large)
    assert stack.minimumSizeHint().width() == 100
    stack.setCurrentWidget(large)
    assert stack.minimumSizeHint().width() == theme.scaled(2000)
