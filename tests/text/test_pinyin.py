import pytest

from app.text.pinyin import (
    LONGEST_QUERY,
    POLYPHONES,
    SEGMENTATIONS_KEPT,
    SYLLABLES,
    initials,
    readings,
    segment,
    syllables,
)


def test_each_character_has_its_syllable_and_first_letter() -> None:
    assert syllables("惠民补贴") == [("hui",), ("min",), ("bu",), ("tie",)]
    assert initials("惠民补贴") == [("h",), ("m",), ("b",), ("t",)]


def test_a_polyphone_has_all_its_usual_readings() -> None:
    assert readings("行") == ("xing", "hang")
    assert initials("长") == [("c", "z")]


def test_readings_with_one_first_letter_give_it_once() -> None:
    assert initials("绿") == [("l",)]


def test_the_umlaut_is_written_v() -> None:
    assert readings("女") == ("nv",)
    assert readings("略") == ("lve",)


@pytest.mark.parametrize("other", ["a", "3", "ᠠ", "。", "あ", "嗯"])
def test_what_is_not_a_chinese_syllable_has_no_reading(other: str) -> None:
    assert readings(other) == ()


def test_the_table_of_polyphones_names_real_syllables_each_once() -> None:
    for character, found in POLYPHONES.items():
        assert len(character) == 1
        assert len(found) > 1
        assert len(set(found)) == len(found)
        assert set(found) <= SYLLABLES


def test_a_query_is_read_as_syllables_and_the_beginning_of_another() -> None:
    assert segment("huiminb") == ((("hui", "min"), "b"),)
    assert segment("huiminbutie")[0] == (("hui", "min", "bu", "tie"), "")
    assert segment("zh") == (((), "zh"),)


def test_an_ambiguous_query_is_read_every_way() -> None:
    ways = segment("xian")
    assert (("xian",), "") in ways
    assert (("xi", "an"), "") in ways


@pytest.mark.parametrize("query", ["", "hmbt", "uvi", "a" * (LONGEST_QUERY + 1)])
def test_letters_that_are_no_pinyin_have_no_reading(query: str) -> None:
    assert segment(query) == ()


def test_the_number_of_ways_is_bounded() -> None:
    assert len(segment("xian" * 12)) == SEGMENTATIONS_KEPT
