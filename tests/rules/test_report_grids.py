"""The tables of a report with every box at its place."""

from decimal import Decimal

import pytest

from app.exchange.report_formats import formats
from app.rules.report_grids import CellKind, placed

TABLES = {table.key: table for form in formats().values() for table in form.tables if table.printed}


def grid(key, **values):
    return placed(TABLES[key], {name.replace("__", "."): Decimal(value) for name, value in values.items()})


def cell(grid, text):
    return next(cell for cell in grid.cells if cell.text == text)


@pytest.mark.parametrize("key", TABLES)
def test_every_place_of_a_table_belongs_to_exactly_one_box(key):
    table = grid(key)
    covered = [
        (row, column)
        for each in table.cells
        for row in range(each.row, each.end)
        for column in range(each.column, each.end_column)
    ]
    assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]


@pytest.mark.parametrize("key", TABLES)
def test_every_figure_of_a_table_has_one_box(key):
    keys = [each.key for each in grid(key).cells if each.kind is CellKind.NUMBER]
    assert sorted(keys) == sorted(TABLES[key].keys)


def test_table_three_is_the_form_of_the_state_council():
    table = grid("3", **{"3.6.2.legal": "4"})
    assert (table.rows, table.columns, table.heads) == (28, 10, 3)
    corner, results, refused = (
        cell(table, text) for text in (table.cells[0].text, "三、本年度办理结果", "（三）不予公开")
    )
    assert (corner.kind, corner.rows, corner.columns) == (CellKind.NOTE, 3, 3)
    assert (results.row, results.column, results.rows) == (5, 0, 22)
    assert (refused.column, refused.rows) == (1, 8)
    number = next(each for each in table.cells if each.key == "3.6.2.legal")
    assert (number.text, number.value, number.column) == ("4", 4, 7)
    assert cell(table, "四、结转下年度继续办理").columns == 3


def test_table_two_says_what_each_block_counts():
    table = grid("2", **{"2.charges.amount": "12.50"})
    assert cell(table, "第二十条第（八）项").kind is CellKind.BAND
    assert [each.kind for each in table.cells if each.text == "信息内容"] == [CellKind.HEAD] * 4
    assert cell(table, "12.5").columns == 3
    assert cell(table, "行政许可").kind is CellKind.LABEL


def test_the_form_of_2018_indents_by_level_and_keeps_its_units():
    table = grid("2018")
    assert [cell(table, text).level for text in ("一、主动公开情况", "1.政府公报公开政府信息数")] == [0, 2]
    assert cell(table, "万元").kind is CellKind.UNIT


def test_labels_take_the_length_and_numbers_share_it_evenly():
    lengths = grid("3").lengths
    assert set(lengths[3:]) == {1.0}
    assert lengths[2] > lengths[0] > 1


def test_a_part_repeats_the_heading_and_cuts_what_reaches_beyond():
    part = grid("3").part(20, 24)
    assert part.rows == 3 + 4
    assert cell(part, "三、本年度办理结果").rows == 4
    assert cell(part, "（五）不予处理").rows == 3
    assert cell(part, "申请人情况").columns == 7
