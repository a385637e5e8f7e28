"""What a row of a pay-out list needs, what is doubtful, which rows are sums of others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.payouts import PayoutRow, is_total, owed_fen, post_by, problems, yuan
from app.rules.privacy import check_digit

TODAY = date(2026, 11, 20)
FIRST = "15990019800101001"
WHOLE = {"name": "演示甲", "programme": "演示草原补奖", "year": 2026, "amount_fen": 100_00}
RIGHT = {**WHOLE, "id_number": FIRST + check_digit(FIRST)}


def found(**values):
    """Field and gravity of everything said of a row that is right but for these values."""
    return {(problem.field, problem.warning) for problem in problems(PayoutRow(**RIGHT | values), TODAY)}


def test_a_whole_row_has_no_problem():
    assert found() == set()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, ("name", False)),
        ({"name": "12"}, ("name", False)),
        ({"programme": ""}, ("programme", False)),
        ({"year": None}, ("year", False)),
        ({"amount_fen": None}, ("amount", False)),
        ({"amount_fen": 0}, ("amount", False)),
        ({"amount_fen": -100}, ("amount", False)),
        ({"id_number": ""}, ("id_number", True)),
        ({"id_number": "159900198001010000"}, ("id_number", False)),
        ({"id_number": FIRST + ("1" if check_digit(FIRST) != "1" else "2")}, ("id_number", False)),
        ({"paid_on": date(2026, 11, 21)}, ("paid_on", True)),
        ({"quantity": "30", "standard": "4"}, ("amount", True)),
    ],
)
def test_each_thing_wrong_is_said_of_its_field(values, said):
    assert said in found(**values)


def test_an_amount_that_follows_from_quantity_and_standard_is_right():
    assert found(quantity="40", standard="2.5") == set()


@pytest.mark.parametrize(("quantity", "standard"), [("", "2"), ("2", ""), ("三亩", "2"), ("1", "每亩2元")])
def test_what_is_owed_is_told_only_of_plain_numbers(quantity, standard):
    assert owed_fen(quantity, standard) is None


def test_what_is_owed_is_rounded_to_a_fen():
    assert owed_fen("3.333", "1") == 333


@pytest.mark.parametrize(
    "words",
    [
        "合计",
        "合 计",
        "小计：",
        "总计",
        "本页小计",
        "累计",
        "共计",
        "演示嘎查小计",
        "演示村合计",
        "合计（大写）：一万元",
    ],
)
def test_sums_are_known_by_their_words(words):
    assert is_total("", words)


@pytest.mark.parametrize("words", ["演示计", "王小计划", "计生", "合计嘎查一组演示甲", "", "演示甲"])
def test_names_are_no_sums(words):
    assert not is_total(words)


def test_a_year_s_pay_outs_hang_before_its_end():
    assert post_by(2026) == date(2026, 12, 31)


@given(st.integers(-(10**12), 10**12))
def test_money_is_shown_with_two_decimals_and_loses_nothing(fen):
    text = yuan(fen)
    assert round(float(text.replace(",", "")) * 100) == fen
    assert text[-3] == "."


def test_no_money_is_shown_as_nothing():
    assert yuan(None) == ""
