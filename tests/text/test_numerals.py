import csv
import re
from datetime import date
from decimal import Decimal

import pytest

from app import paths
from app.text.numerals import (
    amount,
    chinese_date,
    mongolian_count,
    mongolian_date,
    mongolian_half_year,
    mongolian_in_force,
    mongolian_month,
    mongolian_quarter,
    mongolian_span,
    mongolian_year,
    mongolian_yuan,
    month_name,
    ordinal,
    ordinal_suffix,
    weekday_name,
    weekday_short,
    western_digits,
)
from app.text.suffixes import faults

FEMININE = [1, 4, 9, 11, 14, 19, 21, 40, 90, 101, 140, 10_000]
MASCULINE = [2, 3, 5, 6, 7, 8, 10, 12, 20, 30, 50, 60, 70, 80, 100, 213, 1000, 10_100]


@pytest.mark.parametrize("number", FEMININE)
def test_ordinal_is_feminine_after_a_feminine_numeral_word(number: int) -> None:
    assert ordinal_suffix(number) == "ᠳᠦᠭᠡᠷ"


@pytest.mark.parametrize("number", MASCULINE)
def test_ordinal_is_masculine_after_a_masculine_numeral_word(number: int) -> None:
    assert ordinal_suffix(number) == "ᠳᠤᠭᠠᠷ"


@pytest.mark.parametrize("number", [0, -1, 100_000])
def test_there_is_no_ordinal_outside_the_range_of_registers(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        ordinal(number)


def test_ordinal_joins_the_suffix_with_a_connector() -> None:
    assert ordinal(3) == "3\u180eᠳᠤᠭᠠᠷ"


def test_formal_mongolian_date_has_an_ordinal_month() -> None:
    written = "2025 ᠣᠨ\u180eᠤ 3\u180eᠳᠤᠭᠠᠷ ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ 5\u180eᠤ ᠡᠳᠦᠷ"
    assert mongolian_date(date(2025, 3, 5)) == written


def test_plain_mongolian_date_has_a_cardinal_month() -> None:
    written = "2025 ᠣᠨ\u180eᠤ 3 ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ 5\u180eᠤ ᠡᠳᠦᠷ"
    assert mongolian_date(date(2025, 3, 5), formal=False) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 3, 5), "二〇二六年三月五日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2026, 12, 21), "二〇二六年十二月二十一日"),
        (date(2026, 1, 30), "二〇二六年一月三十日"),
    ],
)
def test_formal_chinese_date_is_in_chinese_numerals(day: date, written: str) -> None:
    assert chinese_date(day, formal=True) == written


def test_plain_chinese_date_is_in_digits() -> None:
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"


def test_amount_has_thousands_and_the_places_asked_for() -> None:
    assert amount(Decimal("1234567.5")) == "1,234,567.50"
    assert amount(-1200, 0) == "-1,200"


def test_months_are_ordinals_in_words_as_the_glossary_has_them() -> None:
    with (paths.RESOURCES / "glossary.csv").open(encoding="utf-8") as file:
        by_chinese = {row["zh"]: row["mn_mong_mvs"] for row in csv.DictReader(file)}
    chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    assert [month_name(n) for n in range(1, 13)] == [by_chinese[f"{name}月"] for name in chinese]
    week = [weekday_name(date(2026, 11, 16 + n)) for n in range(7)]
    assert week == [by_chinese[f"星期{name}"] for name in "一二三四五六日"]


@pytest.mark.parametrize("number", [0, 13])
def test_there_is_no_other_month_or_quarter(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        month_name(number)
    with pytest.raises(ValueError, match=str(number)):
        mongolian_quarter(2026, number)
    with pytest.raises(ValueError, match=str(number)):
        mongolian_half_year(2026, number)


def test_spans_years_quarters_counts_and_amounts_are_in_words() -> None:
    first, last = date(2026, 3, 5), date(2026, 3, 9)
    plain = "2026 ᠣᠨ\u180eᠤ 3 ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ {}\u180eᠤ ᠡᠳᠦᠷ"
    span = f"{plain.format(5)}\u180eᠡᠴᠡ {plain.format(9)} ᠬᠦᠷᠲᠡᠯ\u180eᠡ"
    assert mongolian_span(first, last, formal=False) == span
    assert mongolian_year(2026) == "2026 ᠣᠨ"
    assert mongolian_quarter(2026, 1) == "2026 ᠣᠨ\u180eᠤ 1\u180eᠳᠦᠭᠡᠷ ᠤᠯᠠᠷᠢᠯ"
    assert mongolian_count(1200, "ᠡᠷᠦᠬᠡ") == "1,200 ᠡᠷᠦᠬᠡ"
    assert mongolian_yuan(Decimal("1284.5")) == "1,284.50 ᠶᠤᠸᠠᠨ"


def test_mongolian_digits_are_read() -> None:
    assert western_digits("᠒᠐᠒᠖-᠑᠑") == "2026-11"


FIFTH = date(2025, 3, 5)
# What the orthography says of numbers and dates, with U+180E for its U+202F: numbers in the order it names them.
AS_WRITTEN = [
    *((ordinal(n), f"{n}\u180eᠳᠦᠭᠡᠷ") for n in (1, 4, 9, 11, 19, 40, 90, 10_000)),
    *((ordinal(n), f"{n}\u180eᠳᠤᠭᠠᠷ") for n in (2, 3, 5, 6, 7, 8, 10, 20, 30, 50, 60, 70, 80, 100, 213, 1000)),
    (western_digits("᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙"), "0123456789"),
    (amount(Decimal("1234567.5")), "1,234,567.50"),
    (mongolian_yuan(1200, 0), "1,200 ᠶᠤᠸᠠᠨ"),
    (mongolian_count(3, "ᠮᠤ"), "3 ᠮᠤ"),
    (mongolian_date(FIFTH, formal=False), "2025 ᠣᠨ\u180eᠤ 3 ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ 5\u180eᠤ ᠡᠳᠦᠷ"),
    (mongolian_date(FIFTH), "2025 ᠣᠨ\u180eᠤ 3\u180eᠳᠤᠭᠠᠷ ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ 5\u180eᠤ ᠡᠳᠦᠷ"),
    (mongolian_in_force(FIFTH), f"{mongolian_date(FIFTH)}\u180eᠡᠴᠡ ᠡᠬᠢᠯᠡᠨ ᠬᠡᠷᠡᠭᠵᠢᠭᠦᠯᠦᠨ\u180eᠡ"),
    (mongolian_half_year(2026, 1), "2026 ᠣᠨ\u180eᠤ ᠡᠬᠢᠨ\u180eᠦ ᠬᠠᠭᠠᠰ ᠵᠢᠯ"),
    (mongolian_half_year(2026, 2), "2026 ᠣᠨ\u180eᠤ ᠰᠡᠭᠦᠯ\u180eᠦᠨ ᠬᠠᠭᠠᠰ ᠵᠢᠯ"),
]


@pytest.mark.parametrize(("composed", "written"), AS_WRITTEN)
def test_numbers_and_dates_are_as_the_orthography_writes_them(composed: str, written: str) -> None:
    assert composed == written


@pytest.mark.parametrize("composed", [composed for composed, _written in AS_WRITTEN])
def test_what_is_composed_has_no_wrong_suffix(composed: str) -> None:
    assert list(faults(composed)) == []


def test_dates_and_ordinals_fill_the_gaps_of_the_glossary() -> None:
    with (paths.RESOURCES / "glossary.csv").open(encoding="utf-8") as file:
        by_chinese = {row["zh"]: row["mn_mong_mvs"] for row in csv.DictReader(file)}
    composed = {
        "____年__月__日": mongolian_date(FIFTH, formal=False),
        "____年__月__日 (正式)": mongolian_date(FIFTH),
        "第____": ordinal(3),
        "第____ (阴性)": ordinal(4),
    }
    for chinese, text in composed.items():
        assert re.sub("[0-9]+ ?", "____", text) == re.sub("_{2,} ?", "____", by_chinese[chinese])


def test_a_calendar_has_short_heads_and_its_month_in_words() -> None:
    for number in range(7):
        assert weekday_name(date(2026, 11, 16 + number)).endswith(" " + weekday_short(number))
    assert mongolian_month(2026, 11) == "2026 ᠣᠨ\u180eᠤ 11 ᠰᠠᠷ\u180eᠠ"
