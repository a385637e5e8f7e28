import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.widgets.paged_table import KEPT_PAGES, NOT_YET, PAGE, VALUE_ROLE, ColumnSpec, PagedModel
from app.ui.widgets.pill import Pill, width
from app.ui.widgets.small_table import SmallModel, SmallTable
from app.ui.widgets.table_view import TableView
from tests.ui.gallery import COLUMNS, Item, Items

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(runner):
    return PagedModel(runner, COLUMNS)


@pytest.fixture
def view(model, shown):
    made = shown(TableView(model))
    model.set_source(Items(1000))
    return made


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def test_model_behaves_while_rows_come_and_go(model):
    tester = QAbstractItemModelTester(model, FATAL)
    for total in (0, 450, 1000, 30, 0):
        model.reload(Items(total))
        assert model.rowCount() == total
        assert all(model.index(n, 0).data() == "草原生态补奖资金发放结果" for n in range(0, total, 97))
    model.set_source(Items(3))
    assert tester.model() is model


def test_only_pages_that_are_looked_at_are_read(model):
    source = Items(4_223_174)
    model.set_source(source)
    assert model.index(3_000_000, 2).data() == "3,000,000"
    assert source.pages_read == [3_000_000 // PAGE]


def test_memory_holds_only_so_many_pages(model):
    source = Items(1_000_000)
    model.set_source(source)
    for page in range(KEPT_PAGES + 1):
        model.row(page * PAGE)
    assert model.loaded("u0") == -1
    assert model.loaded(f"u{PAGE}") == PAGE


def test_row_not_there_yet_is_shown_as_dots(store, qtbot):
    from app.ui.run import Runner

    runner = Runner(store)
    model = PagedModel(runner, COLUMNS)
    model.set_source(Items(500))
    qtbot.waitUntil(lambda: model.rowCount() == 500)
    assert model.index(0, 0).data() == NOT_YET
    qtbot.waitUntil(lambda: model.index(0, 2).data() == "0")
    runner.close()


def test_old_rows_stay_until_the_new_ones_are_read(model):
    model.set_source(Items(10))
    assert model.index(0, 2).data() == "0"
    model.reload(Items(10, first=5))
    model.row(0)
    assert model.index(0, 2).data() == "5"


def test_failed_page_is_told_once_and_not_asked_for_ever(model, failures):
    class Broken(Items):
        def page(self, session, index, size):
            raise OSError("disk")

    model.set_source(Broken(10))
    for _again in range(3):
        assert model.index(0, 0).data() == NOT_YET
    assert [type(error) for error in failures] == [OSError]


def test_cells_carry_text_and_the_value_behind_it(model):
    model.set_source(Items(10))
    pill = model.index(0, 3)
    assert pill.data() == "剩 9 个工作日 · 12-01"
    assert isinstance(pill.data(VALUE_ROLE), Pill)
    assert [model.index(0, column).data() for column in (1, 4)] == ["2025-09-01", "✓"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "信息名称"


def test_selection_follows_its_record_when_rows_move(view, model):
    view.selectRow(7)
    assert view.selected_uuids() == ["u7"]
    model.reload(Items(1000, first=5))
    model.row(0)
    assert view.selected_uuids() == ["u7"]
    assert view.currentIndex().row() == 2
    assert view.current_uuid() == "u7"


def test_record_that_is_gone_leaves_no_selection_behind(view, model):
    view.selectRow(1)
    model.reload(Items(990, first=10))
    model.row(0)
    assert view.selected_uuids() == []
    assert view.current_uuid() == ""


def test_select_waits_for_rows_that_are_not_there_yet(model, shown):
    view = shown(TableView(model))
    view.select(["u3"])
    model.set_source(Items(10))
    view.select(["u4"])
    assert view.selected_uuids() == ["u4"]


def test_all_rows_can_be_selected_without_reading_them(view, model):
    model.set_source(Items(1_000_000))
    view.selectAll()
    assert view.selected_ranges() == [(0, 999_999)]


def test_enter_opens_and_slash_asks_for_the_filter(view, qtbot):
    view.selectRow(2)
    with qtbot.waitSignal(view.opened) as opened:
        press(qtbot, view, Qt.Key.Key_Return)
    assert opened.args == ["u2"]
    with qtbot.waitSignal(view.filter_asked):
        qtbot.keyClicks(view, "/")


def test_arrows_walk_from_record_to_record(view, qtbot):
    view.selectRow(2)
    press(qtbot, view, Qt.Key.Key_Down)
    assert view.current_uuid() == "u3"


def test_tab_leaves_the_table(view, qtbot):
    view.selectRow(2)
    view.setFocus()
    press(qtbot, view, Qt.Key.Key_Tab)
    assert view.currentIndex().row() == 2


def test_copied_rows_are_tab_separated_with_titles(view, qtbot):
    view.selectRow(0)
    view.selectionModel().select(
        view.model().index(2, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    press(qtbot, view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "信息名称\t形成日期\t件数\t到期\t网站"
    assert [line.split("\t")[2] for line in lines[1:]] == ["0", "2"]


def test_pasted_block_is_handed_on_as_it_is(view, qtbot):
    QGuiApplication.clipboard().setText("甲\t001\n乙\t002")
    with qtbot.waitSignal(view.pasted) as pasted:
        press(qtbot, view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == ["甲\t001\n乙\t002"]


def test_header_asks_for_order_and_then_for_the_reverse(view):
    asked = []
    view.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    header = view.horizontalHeader()
    for section in (1, 1, 2, 0):
        header.sectionClicked.emit(section)
    assert asked == [("formed_on", False), ("formed_on", True), ("title", False)]


def test_widths_of_columns_come_back_at_the_next_start(runner, context, shown):
    first = shown(TableView(PagedModel(runner, COLUMNS)))
    first.remember(context.preferences, "disclosures")
    first.setColumnWidth(1, 155)
    second = shown(TableView(PagedModel(runner, COLUMNS)))
    second.remember(context.preferences, "disclosures")
    assert second.columnWidth(1) == 155


def test_rows_are_lower_when_compact(view):
    height = view.rowHeight(0)
    view.set_compact(True)
    assert view.rowHeight(0) < height


def test_small_model_behaves():
    model = SmallModel(COLUMNS, [Item("a", 1), Item("b", 2)])
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_rows([Item("c", 3)])
    assert tester.model().rowCount() == 1


def test_small_table_opens_the_row_the_keyboard_is_on(shown, qtbot):
    table = shown(SmallTable(COLUMNS, [Item("a", 1), Item("b", 2)]))
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        press(qtbot, table, Qt.Key.Key_Return)
    assert opened.args == [Item("b", 2)]
    assert table.selected() == [Item("b", 2)]


def test_a_pill_column_grows_to_its_words(qtbot):
    words = "剩 29 个工作日 · 2026-12-31，暂定"
    table = SmallTable([ColumnSpec("state", "状态", 60, kind="pill", value=lambda _row: Pill("soon", words))], [1])
    qtbot.addWidget(table)
    assert table.columnWidth(0) >= width(table, words)
