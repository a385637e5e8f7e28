"""The parts by which labels find room: lines that fold, bodies that scroll, columns as wide as their words."""

from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.ui.settings.page import SettingsPage
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.folding import Folding
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.scrolling import Scrolled
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable

LONG = "演示：没有审核的、超过时限的、等待节假日安排的事项"


@dataclass(frozen=True)
class Line:
    state: Pill
    words: str


def lines(label, count):
    body = QVBoxLayout()
    for _number in range(count):
        body.addWidget(Label(label, wrap=True))
    return body


def test_button_stands_beside_the_chips_while_there_is_room_and_then_under_them(qtbot, shown):
    chips, button = ViewRow([View(str(n), "演示视图") for n in range(4)], may_keep=False), secondary("演示按钮")
    line = shown(Folding(chips, button), 900, 80)
    assert button.x() > chips.geometry().right()
    assert button.y() < chips.geometry().bottom()
    line.resize(150, 240)
    qtbot.waitUntil(lambda: button.y() > chips.geometry().bottom())


def test_folding_line_needs_no_more_than_its_wider_part(shown):
    first, second = QPushButton("演" * 20), QPushButton("演" * 10)
    line = shown(Folding(first, second), 900, 80)
    assert line.minimumSizeHint().width() == first.minimumSizeHint().width()


def test_body_that_is_too_long_scrolls_and_is_not_squeezed(shown):
    body = shown(Scrolled(lines(LONG, 12)), 300, 100)
    label = body.widget().findChildren(Label)[0]
    assert label.height() >= label.heightForWidth(label.width())
    assert body.verticalScrollBar().maximum() > 0


def test_dialog_shows_its_buttons_whatever_its_body_holds(qtbot):
    dialog = Dialog(None, "演示")
    qtbot.addWidget(dialog)
    dialog.body.addLayout(lines(LONG, 60))
    button = secondary("演示按钮", dialog.accept)
    dialog.set_buttons(button)
    dialog.show()
    assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
    assert dialog.height() <= dialog.screen().availableSize().height()


def test_column_is_as_wide_as_its_pills_and_the_last_takes_what_is_left(shown):
    columns = (ColumnSpec("state", "状态", 60, kind="pill"), ColumnSpec("words", "说明", 0))
    table = shown(SmallTable(columns, [Line(Pill("late", LONG), LONG)]), 900, 200)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(LONG)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_width_that_a_person_gave_a_column_stays(shown):
    columns = (ColumnSpec("state", "状态", 60, kind="pill"), ColumnSpec("words", "说明", 0))
    table = shown(SmallTable(columns, [Line(Pill("late", LONG), LONG)]), 900, 200)
    table.horizontalHeader().resizeSection(0, 90)
    table.set_rows([Line(Pill("late", LONG), LONG)] * 2)
    assert table.columnWidth(0) == 90


def test_sections_are_offered_as_a_list_where_their_chips_would_take_the_page(qtbot, context, shown, wear):
    page = shown(SettingsPage(context), 1000, 400)
    assert page.views.isVisible()
    assert not page.choice.isVisible()
    wear("mn_Mong", "horizontal", 200)
    qtbot.waitUntil(page.choice.isVisible)
    assert not page.views.isVisible()
    page.choice.activated.emit(1)
    assert page.key() == "people"
