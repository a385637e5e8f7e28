"""The table of a notice is typed and pasted like a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.rules.notices import RollTable
from app.ui.notices.entry_text import table_of, table_text
from app.ui.notices.grid_model import cells_of
from app.ui.notices.table_grid import NUMBER, SUMMED, TableGrid

TABLE = RollTable(
    ("户主姓名", "金额（元）"), ("ᠨᠡᠷ᠎ᠡ", ""), (False, True), (False, True), (("演示户甲", "10.50"), ("演示户乙", "20")),
)  # fmt: skip


@pytest.fixture
def grid(shown):
    made = shown(TableGrid())
    made.set_table(TABLE)
    return made


def paste(grid, text):
    QGuiApplication.clipboard().setText(text)
    grid.paste()


def cell(grid, row, column):
    return grid.model.cell(row, column)


def test_three_hundred_rows_are_pasted_at_once_and_keep_their_zeros(grid):
    paste(grid, "".join(f"演示户{n}\t00{n}\n" for n in range(300)))
    assert len(grid.table().rows) == 302
    assert grid.table().rows[2:4] == (("演示户0", "000"), ("演示户1", "001"))


def test_what_is_pasted_with_its_headings_leaves_them_out(grid):
    paste(grid, "户主姓名\t金额（元）\n演示户丙\t3\n")
    assert grid.table().rows[2:] == (("演示户丙", "3"),)


def test_without_a_table_the_first_pasted_row_names_the_columns(grid):
    grid.set_table(RollTable())
    paste(grid, "项目\t收入\n演示项目\t5\n")
    assert grid.table().headings == ("项目", "收入")
    assert grid.table().rows == (("演示项目", "5"),)


def test_a_cell_with_a_line_break_from_a_spreadsheet_stays_one_cell():
    assert cells_of('"演示\n户甲"\t1\r\n演示户乙\t2\r\n') == [["演示\n户甲", "1"], ["演示户乙", "2"]]


def test_one_step_takes_a_wrong_paste_back(grid, qtbot):
    paste(grid, "演示户丙\t3\n演示户丁\t4")
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert grid.table() == TABLE
    qtbot.keyClick(grid.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.table().rows) == 4


def test_tab_and_enter_walk_through_the_cells(grid, qtbot):
    grid.view.go(0, 0)
    qtbot.keyClick(grid.view, Qt.Key.Key_Tab)
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (0, 1)
    qtbot.keyClick(grid.view, Qt.Key.Key_Tab)
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 0)
    qtbot.keyClick(grid.view, Qt.Key.Key_Return)
    assert grid.view.currentIndex().row() == 2  # the empty row in which typing goes on
    with qtbot.waitSignal(grid.left):
        grid.view.go(2, 1)
        qtbot.keyClick(grid.view, Qt.Key.Key_Tab)


def test_typing_in_the_empty_row_adds_one(grid):
    grid.model.setData(grid.model.index(2, 0), "演示户丙")
    assert grid.table().rows[2] == ("演示户丙", "")
    assert grid.model.rowCount() == 4


def test_ctrl_d_copies_the_cell_above(grid, qtbot):
    grid.view.go(1, 0)
    qtbot.keyClick(grid.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert cell(grid, 1, 0) == "演示户甲"


def test_a_personal_number_in_a_cell_is_told_and_coloured(grid):
    grid.model.setData(grid.model.index(0, 0), "演示户甲 13800001234")
    index = grid.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert "手机号" in grid.wrong.text()
    assert not grid.wrong.isHidden()
    grid.model.setData(index, "演示户甲")
    assert grid.wrong.isHidden()


def test_letters_in_a_column_of_numbers_are_told(grid):
    grid.model.setData(grid.model.index(1, 1), "二十")
    assert "“二十”" in grid.wrong.text()


def test_the_sum_is_shown(grid):
    assert "“金额（元）”合计 30.50" in grid.figures.text()


def test_a_column_is_added_named_in_both_scripts_and_taken_out(grid):
    grid.add_column()
    grid.column.set_values({"heading": "面积", "heading_mn": "ᠲᠠᠯᠠᠪᠠᠢ", "marks": (SUMMED,)})
    grid.column.edited.emit("heading")
    table = grid.table()
    assert (table.headings[-1], table.headings_mn[-1]) == ("面积", "ᠲᠠᠯᠠᠪᠠᠢ")
    assert (table.numbers[-1], table.summed[-1]) == (True, True)
    grid.view.go(0, 0)
    grid.drop_column()
    assert grid.table().headings == ("金额（元）", "面积")
    assert grid.table().rows[0] == ("10.50", "")


def test_selected_rows_are_taken_out(grid):
    grid.view.go(0, 0)
    grid.drop_rows()
    assert grid.table().rows == (("演示户乙", "20"),)


def test_the_fields_of_a_column_follow_the_cell(grid):
    grid.view.go(0, 1)
    assert grid.column.values()["heading"] == "金额（元）"
    assert grid.column.values()["marks"] == (NUMBER, SUMMED)


def test_a_table_survives_being_kept_as_text():
    assert table_of(table_text(TABLE)) == TABLE
    assert table_of("") == RollTable()
