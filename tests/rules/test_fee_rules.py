"""The information-processing fee against the worked examples, and what a tariff must be."""

import json
from pathlib import Path

import pytest

from app.exchange import tariffs
from app.rules import fees as rules
from app.rules.fees import Step, Tariff

ROOT = Path(rules.__file__).parents[2]
NATIONAL = tariffs.read(ROOT / "resources" / "tariffs" / "2021.toml")
EXAMPLES = {
    each["id"]: each
    for each in json.loads((ROOT / "tests" / "worked_examples.json").read_text(encoding="utf-8"))["fees"]
}
ITEMS = [each for name, each in EXAMPLES.items() if name.startswith("FI")]
PAGES = [each for name, each in EXAMPLES.items() if name.startswith("FP")]


FREE = (Step(1, 0),)


def broken(items=FREE, pages=FREE):
    """What is wrong with a tariff of these steps."""
    return [
        (p.field, p.warning)
        for p in rules.tariff_problems(Tariff("测试标准", NATIONAL.in_force_on, "测试", tuple(items), tuple(pages)))
    ]


@pytest.mark.parametrize("example", ITEMS, ids=lambda each: each["id"])
def test_items_of_a_month_cost_what_the_worked_example_says(example):
    n = example["requests_in_month"]
    assert rules.items_fee(1, n, NATIONAL) == example["month_total"] * 100
    assert rules.item_fee(n, NATIONAL) == example["nth_request_fee"] * 100


@pytest.mark.parametrize("example", PAGES, ids=lambda each: each["id"])
def test_pages_of_a_request_cost_what_the_worked_example_says(example):
    assert rules.page_fee(example["pages"], NATIONAL) == example["fee"] * 100


def test_one_request_has_two_prices_of_which_one_is_taken():
    both = EXAMPLES["FX01"]
    assert rules.item_fee(both["inputs"]["nth_request_in_month"], NATIONAL) == both["by_item"] * 100
    assert rules.page_fee(both["inputs"]["pages"], NATIONAL) == both["by_page"] * 100


def test_pages_of_several_requests_are_not_added_up():
    example = EXAMPLES["FX02"]
    found = [rules.page_fee(each["pages"], NATIONAL) for each in example["inputs"]["requests"]]
    assert found == [fee * 100 for fee in example["fees"]]


def test_the_nth_item_costs_what_the_formula_of_the_rule_says():
    expected = {n: 0 if n <= 10 else 100 if n <= 30 else 100 + 100 * -(-(n - 30) // 10) for n in range(1, 400)}
    assert {n: rules.item_fee(n, NATIONAL) for n in expected} == {n: 100 * fee for n, fee in expected.items()}


@pytest.mark.parametrize("pages", [0, 1, 29, 30, 31, 99, 100, 101, 200, 201, 9_999])
def test_pages_cost_what_the_formula_of_the_rule_says(pages):
    tens, twenties = max(0, min(pages, 100) - 30), max(0, min(pages, 200) - 100)
    assert rules.page_fee(pages, NATIONAL) == (10 * tens + 20 * twenties + 40 * max(0, pages - 200)) * 100


def test_several_items_cost_the_sum_of_each():
    assert rules.items_fee(28, 15, NATIONAL) == sum(rules.item_fee(n, NATIONAL) for n in range(28, 43))


def test_ten_thousand_items_are_added_up():
    assert rules.items_fee(1, 10_000, NATIONAL) == sum(rules.item_fee(n, NATIONAL) for n in range(1, 10_001))


def test_an_item_is_explained_by_its_step():
    assert rules.item_lines(35, NATIONAL) == ("第31件至第40件：每件200.00元。", "本月第35件：200.00元。")
    assert rules.item_lines(3, NATIONAL)[0] == "第1件至第10件：免费。"


def test_pages_are_explained_step_by_step():
    assert rules.page_lines(120, NATIONAL) == (
        "第1页至第30页：免费。",
        "第31页至第100页：70页，每页10.00元，计700.00元。",
        "第101页至第120页：20页，每页20.00元，计400.00元。",
        "共120页：1,100.00元。",
    )
    assert rules.page_lines(12, NATIONAL) == ("第1页至第12页：免费。", "共12页：0.00元。")


def test_an_item_of_a_last_step_without_growth_is_explained_without_an_end():
    flat = Tariff("测试标准", NATIONAL.in_force_on, "测试", (Step(1, 0), Step(11, 5_000)), NATIONAL.pages)
    assert rules.item_lines(12, flat)[0] == "第11件起：每件50.00元。"


def test_a_tariff_that_asks_nothing_is_told_without_an_end():
    nothing = Tariff("测试标准", NATIONAL.in_force_on, "测试", FREE, FREE)
    assert rules.item_lines(500, nothing) == ("第1件起：每件0.00元。", "本月第500件：0.00元。")
    assert rules.page_lines(500, nothing) == ("第1页至第500页：免费。", "共500页：0.00元。")
    assert rules.step_lines(FREE, "item") == ["第1件起：每件0.00元。"]
    assert rules.step_lines(FREE, "page") == ["第1页起：每页0.00元。"]


def test_a_step_that_begins_free_and_grows_is_told_to_grow():
    steps = (Step(1, 0, 10, 10_000),)
    growing = Tariff("测试标准", NATIONAL.in_force_on, "测试", steps, FREE)
    assert rules.step_lines(steps, "item") == ["第1件起：每件0.00元，以后每10件为一档，每档每件提高100.00元。"]
    assert [rules.item_lines(nth, growing)[0] for nth in (10, 11)] == [
        "第1件至第10件：免费。",
        "第11件至第20件：每件100.00元。",
    ]


def test_a_growing_step_ends_where_the_next_begins():
    steps = (Step(1, 100, 10, 100), Step(25, 900))
    assert [(b.first, b.last, b.fen) for b in rules.bands(steps, 30)] == [
        (1, 10, 100),
        (11, 20, 200),
        (21, 24, 300),
        (25, None, 900),
    ]


def test_the_steps_of_a_tariff_are_told_in_sentences():
    assert rules.step_lines(NATIONAL.items, "item")[-1] == (
        "第31件起：每件200.00元，以后每10件为一档，每档每件提高100.00元。"
    )
    assert rules.step_lines(NATIONAL.pages, "page")[-1] == "第201页起：每页40.00元。"


def test_a_tariff_needs_steps_that_begin_with_one_and_rise():
    assert rules.tariff_problems(NATIONAL) == []
    assert broken(items=()) == [("item", False)]
    assert broken(pages=(Step(2, 0),)) == [("page", False)]
    assert broken(items=(Step(1, 0), Step(1, 100))) == [("item", False)]
    assert broken(items=(Step(1, 100, 10, 0),)) == [("item", False)]


def test_a_step_that_is_cheaper_than_the_one_before_is_only_doubted():
    assert broken(pages=(Step(1, 100), Step(31, 50))) == [("page", True)]
    assert broken(items=(Step(1, 100, 10, 100), Step(31, 200))) == [("item", True)]  # the 30th costs 300
    assert broken(items=(Step(1, 100, 10, 100), Step(31, 300))) == []
