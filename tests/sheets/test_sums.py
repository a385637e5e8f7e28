"""Sums of a roll that goes on over pages."""

import pytest

from app.sheets.sums import Sums, Total

ROWS = [("1", "甲", "0.10"), ("2", "乙", "1,999.90"), ("3", "丙", ""), ("4", "丁", "0.20")]
TOTALS = ("合计", "", "2,000.20")


@pytest.fixture
def sums():
    return Sums(3, (2,), TOTALS, ROWS)


def drawn(sums, rows):
    for row in rows:
        sums.add(row)


def test_the_only_page_ends_in_the_totals_alone(sums):
    drawn(sums, ROWS)
    assert sums.last() == [Total(TOTALS)]


def test_each_page_ends_in_its_own_sum_and_from_the_second_on_in_that_of_all_so_far(sums):
    drawn(sums, ROWS[:1])
    assert sums.turn() == [Total(("本页小计", "", "0.10"))]
    drawn(sums, ROWS[1:3])
    assert sums.turn() == [Total(("本页小计", "", "1,999.90")), Total(("累计", "", "2,000.00"))]
    drawn(sums, ROWS[3:])
    assert sums.last() == [Total(("本页小计", "", "0.20")), Total(TOTALS)]


def test_without_totals_the_last_page_ends_in_the_sum_of_all():
    sums = Sums(3, (2,), (), ROWS)
    drawn(sums, ROWS[:2])
    sums.turn()
    drawn(sums, ROWS[2:])
    assert sums.last() == [Total(("本页小计", "", "0.20")), Total(("累计", "", "2,000.20"))]


def test_a_page_on_which_the_roll_has_not_begun_has_no_sum(sums):
    assert sums.turn() == []
    drawn(sums, ROWS)
    assert sums.last() == [Total(TOTALS)]


def test_a_roll_without_amounts_has_no_sums():
    sums = Sums(3)
    drawn(sums, ROWS)
    assert sums.turn() == []
    assert sums.last() == []


def test_as_many_rows_are_foretold_as_come(sums):
    drawn(sums, ROWS[:1])
    assert sums.count(last=True) == 1
    assert sums.count(last=False) == len(sums.turn()) == 1
    drawn(sums, ROWS[1:2])
    assert sums.count(last=True) == len(sums.last()) == 2
    assert sums.count(last=False) == len(sums.turn()) == 2


def test_a_thousand_fen_make_ten_yuan():
    sums = Sums(2, (1,), (), [("甲", "0.01")] * 1000)
    drawn(sums, [("甲", "0.01")] * 1000)
    assert sums.turn() == [Total(("本页小计", "10.00"))]


def test_the_word_takes_the_empty_cells_after_it():
    assert Total(("合计", "", "", "1.00")).first == 3
    assert Total(("合计", "12 户", "", "1.00")).first == 1
    assert Total(("合计", "", "")).first == 3


def test_an_amount_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="约三百"):
        Sums(2, (1,), (), [("甲", "约三百")])
