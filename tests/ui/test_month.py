from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.i18n import set_language
from app.ui import theme
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.month import FIRST, LAST, Month, in_month, month_title
from tests.ui.gallery import NEW_YEAR

DAY, TODAY = date(2025, 9, 30), date(2025, 9, 26)


@pytest.fixture
def month(shown):
    made = Month(DAY, TODAY, NEW_YEAR)
    shown(made, made.sizeHint().width(), made.sizeHint().height())
    return made


def colours_at(month, day):
    """The colours of the place of a day."""
    picture = month.grid.grab(month.grid.place(day)).toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Left, date(2025, 9, 29)),
        (Qt.Key.Key_Right, date(2025, 10, 1)),
        (Qt.Key.Key_Up, date(2025, 9, 23)),
        (Qt.Key.Key_Down, date(2025, 10, 7)),
        (Qt.Key.Key_PageUp, date(2025, 8, 30)),
        (Qt.Key.Key_PageDown, date(2025, 10, 30)),
        (Qt.Key.Key_Home, TODAY),
    ],
)
def test_keys_go_from_day_to_day_and_month_to_month(month, key, day):
    QTest.keyClick(month.grid, key)
    assert month.grid.day == day
    assert month.title.text() == f"{day.year}年{day.month}月"
    assert month.grid.accessibleDescription() == day.isoformat()


def test_a_shorter_month_gives_its_last_day():
    assert in_month(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert in_month(date(2026, 1, 31), -1) == date(2025, 12, 31)


def test_the_first_and_the_last_day_there_are_can_be_shown(shown):
    ends = ((date.min, FIRST, (Qt.Key.Key_Left, Qt.Key.Key_PageUp)), (date.max, LAST, (Qt.Key.Key_Down,)))
    for typed, day, steps in ends:
        month = shown(Month(typed, TODAY))
        for key in steps:
            QTest.keyClick(month.grid, key)
        assert not month.grid.grab().isNull()
        assert month.grid.day == day


def test_enter_and_a_press_pick_a_day(month, qtbot):
    with qtbot.waitSignal(month.picked) as told:
        QTest.keyClick(month.grid, Qt.Key.Key_Return)
    assert told.args == [DAY]
    with qtbot.waitSignal(month.picked) as told:
        place = month.grid.place(date(2025, 9, 10)).center()
        QTest.mouseClick(month.grid, Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [date(2025, 9, 10)]


def test_buttons_lead_to_the_month_before_and_the_next(month):
    month.next.click()
    assert month.title.text() == "2025年10月"
    month.before.click()
    assert month.title.text() == "2025年9月"


def test_today_is_ringed_and_the_chosen_day_filled(month):
    accent = QColor(theme.LIGHT.accent).name()
    assert accent in colours_at(month, DAY)
    assert accent in colours_at(month, TODAY)
    assert accent not in colours_at(month, date(2025, 9, 10))


def test_make_up_days_and_days_off_are_marked_with_a_word_and_told(month):
    marked, plain = date(2025, 9, 28), date(2025, 9, 21)

    def inked(day):
        """How many lines of the lower third of its place hold ink."""
        picture = month.grid.grab(month.grid.place(day)).toImage()
        rows = range(picture.height() * 2 // 3, picture.height())
        ground = picture.pixelColor(1, 1)
        return sum(any(picture.pixelColor(x, y) != ground for x in range(picture.width())) for y in rows)

    assert inked(marked) > inked(plain)
    assert month.grid.told(marked) == "国庆节调休，上班"
    assert month.grid.told(date(2025, 10, 1)) == "国庆节放假"
    assert month.grid.told(plain) == ""


def test_month_and_weekdays_are_written_in_mongolian(qapp):
    set_language("mn_Mong")
    assert month_title(DAY) == "2025 ᠣᠨ\u180eᠤ 9 ᠰᠠᠷ\u180eᠠ"


def test_a_date_field_is_filled_from_its_calendar_with_the_keyboard(shown, qtbot):
    form = shown(Form((FieldSpec("on", "日期", "date"),)))
    field = form.field("on")
    field.set_value(DAY)
    field.know(NEW_YEAR)
    field.button.click()
    grid = field.findChild(Month).grid
    QTest.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert field.value() == date(2025, 10, 1)


def test_escape_closes_the_calendar_and_leaves_the_date(shown, qtbot):
    form = shown(Form((FieldSpec("on", "日期", "date"),)))
    field = form.field("on")
    field.set_value(DAY)
    field.button.click()
    QTest.keyClick(field.findChild(Month).grid, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field.findChild(Month) is None)
    assert field.value() == DAY


def test_a_calendar_at_the_foot_of_the_screen_opens_above_its_line(shown, qtbot):
    form = shown(Form((FieldSpec("on", "日期", "date"),)), 400, 100)
    field = form.field("on")
    room = form.screen().availableGeometry()
    form.move(room.right() - 400, room.bottom() - 110)
    field.button.click()
    popup = field.findChild(Month).window()
    assert room.contains(popup.geometry())
    assert popup.geometry().bottom() <= field.line.mapToGlobal(field.line.rect().center()).y()
    popup.close()
