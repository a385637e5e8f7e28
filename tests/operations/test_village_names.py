"""Villages found as people write them."""

from datetime import date

import pytest

from app.operations import villages
from app.operations.village_names import Villages
from app.rules.offices import Level, OfficeDraft
from tests.factory import ask, do
from tests.operations.payout_lists import BAYAN, HAAN, OTHER_BAYAN, banner


@pytest.fixture
def office(store):
    return banner(store)


def found(store, text, township=""):
    return ask(store, lambda session: Villages(session).found(text, township))


def in_title(store, *titles):
    return ask(store, lambda session: Villages(session).in_title(*titles))


def test_nothing_written_is_no_village(office):
    assert found(office, "") == ("", "没有嘎查村。")


def test_the_name_of_a_village_is_known_and_of_a_code_without_one_the_code_stays(office):
    names = ask(office, Villages)
    assert (names.name(BAYAN), names.name("999")) == ("演示巴彦嘎查", "999")


def test_two_villages_of_one_name_ask_for_the_township(office):
    do(office, villages.edit, OTHER_BAYAN, OfficeDraft(OTHER_BAYAN, "演示巴彦村", Level.VILLAGE))
    code, why = found(office, "演示巴彦")
    assert (code, "2个" in why) == ("", True)
    assert found(office, "演示巴彦", "测试镇")[0] == OTHER_BAYAN
    assert found(office, "演示巴彦", "测试")[0] == OTHER_BAYAN
    assert found(office, "测试镇演示巴彦村")[0] == OTHER_BAYAN
    assert found(office, "演示巴彦嘎查", "000001100")[0] == BAYAN


def test_of_two_villages_of_one_name_the_one_that_stands_is_meant(office):
    do(office, villages.edit, OTHER_BAYAN, OfficeDraft(OTHER_BAYAN, "演示巴彦嘎查", Level.VILLAGE))
    do(office, villages.merge, OTHER_BAYAN, HAAN, date(2026, 1, 1))
    assert found(office, "演示巴彦嘎查") == (BAYAN, "")


def test_mergers_are_followed_to_the_end(office):
    do(office, villages.merge, BAYAN, HAAN, date(2025, 1, 1))
    do(office, villages.merge, HAAN, OTHER_BAYAN, date(2026, 1, 1))
    code, word = found(office, "演示巴彦嘎查")
    assert code == OTHER_BAYAN
    assert "演示南嘎查" in word
    assert ask(office, Villages).now(BAYAN) == OTHER_BAYAN


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("演示巴彦", BAYAN),
        ("演示巴彦嘎查2026年草原补奖发放花名册", BAYAN),
        ("2026年演示哈安嘎查补贴发放公示表", HAAN),
        ("测试旗演示苏木演示哈安嘎查村民委员会名册", HAAN),
        ("名册（演示南嘎查）", OTHER_BAYAN),
        ("东演示巴彦嘎查名册", ""),
        ("2026年演示巴彦嘎查、演示哈安嘎查名册", ""),
        ("Sheet1", ""),
    ],
)
def test_a_title_names_a_village_or_none(office, title, code):
    assert in_title(office, "", title) == code


def test_of_two_villages_of_one_name_the_township_in_the_title_tells(office):
    do(office, villages.edit, OTHER_BAYAN, OfficeDraft(OTHER_BAYAN, "演示巴彦嘎查", Level.VILLAGE))
    assert in_title(office, "测试镇演示巴彦嘎查2026年名册") == OTHER_BAYAN
    assert in_title(office, "2026年演示巴彦嘎查名册") == ""
