from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.operations import annual_reports
from app.operations.request_lists import RequestFilter
from app.ui.report.form_moves import laid, next_figure, typed_figure
from app.ui.report.reading import proposed_year
from tests.factory import do
from tests.ui.report.conftest import BANNER, TODAY, entered, report

PERSON, TOTAL = "3.new.person", "3.new.total"


@pytest.fixture
def section(page):
    return page.choose("figures")


@pytest.fixture
def view(section):
    section.show_table("3")
    return section.view


def shown(view, key):
    return view.form.place(key).data()


def by_hand(section):
    """The first cell of table 2, which no register feeds."""
    section.show_table("2")
    key = section.view.key()
    assert not section.reading.report.form.cells[key].fed_by
    return key


def typed(view, qtbot, text, end=Qt.Key.Key_Return):
    """Type into the cell the keyboard is on."""
    view.setFocus()
    qtbot.keyClick(view, text[0])
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, end)
    qtbot.waitUntil(lambda: not view.isPersistentEditorOpen(view.currentIndex()) and not view.findChildren(QLineEdit))


@pytest.mark.parametrize(
    ("today", "year"), [(date(2027, 1, 2), 2026), (date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)]
)
def test_until_march_last_year_is_proposed(today, year):
    assert proposed_year(today) == year


def test_tables_stand_as_the_law_prints_them(view):
    assert (view.form.rowCount(), view.form.columnCount()) == (28, 10)
    result = next(box for box in view.form.grid.cells if box.text.startswith("三、"))
    assert view.rowSpan(result.row, result.column) == 22
    new = next(box for box in view.form.grid.cells if box.text.startswith("一、"))
    assert view.columnSpan(new.row, new.column) == 3


def test_figures_are_those_of_the_register(view):
    assert [shown(view, key) for key in (PERSON, "3.new.business", TOTAL)] == ["2", "1", "3"]
    assert [shown(view, key) for key in ("3.1.person", "3.2.business", "3.7.total", "3.carried_out.total")] == [
        "1", "1", "2", "1"
    ]  # fmt: skip


def test_arrows_walk_from_figure_to_figure_and_pass_over_labels(view, qtbot):
    view.go(PERSON)
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
        walked.append(view.key())
    assert walked == ["3.new.business", "3.carried_in.business", "3.carried_in.person", "3.carried_in.person", PERSON]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.key() == TOTAL
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.key() == "3.carried_out.total"


def test_down_a_table_of_unequal_lines_every_line_is_met(section, qtbot):
    by_hand(section)
    view, met = section.view, set()
    for _step in range(20):
        met.add(view.here().row)
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert met == {box.row for box in view.form.figures()}


def test_enter_opens_the_records_behind_a_figure(view, gone, qtbot):
    view.go("3.2.business")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    ((page, target),) = gone
    assert page == "requests"
    assert isinstance(target, RequestFilter)
    assert (target.cell, target.year) == ("3.2.business", 2026)


def test_typing_enters_a_figure_by_hand_and_leads_on(section, store, qtbot):
    key = by_hand(section)
    view = section.view
    typed(view, qtbot, "12")
    figure = report(store).figures[key]
    assert (figure.value, figure.source) == (Decimal(12), "entered")
    assert shown(view, key) == "12"
    assert view.form.shown(key).entered
    assert view.key() != key


def test_what_was_entered_can_be_undone(section, store, runner, qtbot):
    key = by_hand(section)
    typed(section.view, qtbot, "12")
    runner.undo()
    assert report(store).figures[key].value is None
    assert shown(section.view, key) == ""


def test_a_figure_that_differs_from_the_register_is_marked_and_can_be_given_up(view, section, store, qtbot):
    view.go(PERSON)
    typed(view, qtbot, "5", Qt.Key.Key_Tab)
    assert shown(view, PERSON) == "5"
    mark = view.form.shown(PERSON)
    assert (mark.entered, mark.differs) == (True, True)
    view.go(PERSON)
    assert "2 件" in section.panel.facts.texts()
    section.panel.back_asked.emit()
    assert report(store).figures[PERSON].source == "counted"
    assert shown(view, PERSON) == "2"


def test_what_is_no_number_is_refused_with_the_name_of_its_cell(section, store, failures, qtbot):
    key = by_hand(section)
    section.enter(key, "十二")
    assert "规章" in failures[0].values["cell"]
    assert failures[0].values["text"] == "十二"
    assert report(store).figures[key].value is None


def test_a_block_from_a_spreadsheet_is_one_operation(section, store, runner):
    key = by_hand(section)
    here = section.view.here()
    section.put_in("1\t2\t３\n1,234\t\t7\n")
    cells = [box.key for box in section.view.form.figures() if box.row in (here.row, here.row + 1)]
    values = [report(store).figures[cell].value for cell in cells]
    assert values == [Decimal(1), Decimal(2), Decimal(3), Decimal(1234), None, Decimal(7)]
    runner.undo()
    assert [report(store).figures[cell].value for cell in cells] == [None] * 6
    assert section.view.key() == key


def test_a_figure_pasted_as_it_is_counted_is_no_entry(view, section, store):
    view.go(PERSON)
    section.put_in("2\t1")
    assert {report(store).figures[key].source for key in (PERSON, "3.new.business")} == {"counted"}


def test_nothing_to_paste_is_said(section, failures):
    by_hand(section)
    section.put_in("  ")
    assert "没有可以粘贴的数字" in failures[0].message


def test_the_panel_tells_definition_share_and_identities(view, section):
    view.go("3.1.person")
    texts = section.panel.facts.texts()
    cell = section.reading.report.form.cells["3.1.person"]
    assert section.panel.heading.text() == cell.label
    assert cell.definition in texts
    assert any("100.00%" in text for text in texts)
    view.go(PERSON)
    assert any("相符" in text for text in section.panel.facts.texts())


def test_a_cell_without_a_register_is_said_to_be_entered_by_hand(section, page):
    said = []
    page.said.connect(said.append)
    key = by_hand(section)
    section.open_records(key)
    assert "手工填写" in said[0]
    assert "没有台账支持这一栏，请手工填写。" in section.panel.facts.texts()


def test_a_final_report_is_not_typed_in(section, store, page, qtbot):
    page.open(2025)
    key = by_hand(section)
    do(store, annual_reports.make_final, BANNER.code, 2025, "own", TODAY)
    page.reload()
    section.view.setFocus()
    qtbot.keyClick(section.view, "7")
    assert section.view.findChild(QLineEdit) is None
    section.put_in("7")
    assert report(store, 2025).figures[key].value is None
    assert not section.paste_button.isEnabled()


def test_an_old_year_is_entered_in_its_own_format(page, section, store, qtbot):
    page.open(2018)
    view = section.view
    assert list(section.tables._chips) == ["2018"]
    view.go("2018:8.1")
    typed(view, qtbot, "692")
    assert report(store, 2018).figures["2018:8.1"].value == Decimal(692)
    assert shown(view, "2018:8.1") == "692"


def test_figures_changed_by_somebody_else_come_in_and_the_keyboard_stays(view, store, page):
    view.go("3.2.business")
    entered(store, {"3.2.business": Decimal(4)})
    page.reload()
    assert view.key() == "3.2.business"
    assert shown(view, "3.2.business") == "4"


def test_the_whole_table_is_copied_for_a_spreadsheet(view, section):
    section.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 28
    assert lines[3].split("\t")[3:] == ["2", "1", "0", "0", "0", "0", "3"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.50", Decimal("1234.50")), ("１２", Decimal(12)), (" 0 ", Decimal(0)), ("—", None), ("", None)],
)
def test_figures_are_read_as_people_write_them(text, value):
    assert typed_figure(text) == value


@pytest.mark.parametrize("text", ["1,2", "约12", "1e3", "12件"])
def test_what_means_no_figure_is_refused(text):
    with pytest.raises(ValueError, match=text):
        typed_figure(text)


def test_a_block_meets_only_the_figures_it_covers(view):
    view.go("3.new.total")
    boxes, here = view.form.figures(), view.here()
    assert list(laid(boxes, here, [["1", "2"], ["3"]])) == [("3.new.total", "1"), ("3.carried_in.total", "3")]
    assert next_figure(boxes, None, (1, 0)) == boxes[0]
