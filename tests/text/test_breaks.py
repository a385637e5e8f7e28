"""Breaking lines as Chinese and Mongolian are set."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.text.breaks import NO_END, NO_START, broken, pieces


def measure(text):
    """Han characters are one wide, the letters of ASCII half."""
    return sum(1.0 if ord(char) > 255 else 0.5 for char in text)


@pytest.mark.parametrize("mark", "，。、；：？！）》〉」』】〕")
def test_no_line_begins_with_a_closing_mark(mark):
    assert broken(f"公开事项清{mark}请核对", 5, measure) == ["公开事项", f"清{mark}请核对"]


@pytest.mark.parametrize("mark", "（《〈「『【〔")
def test_no_line_ends_with_an_opening_mark(mark):
    assert broken(f"公开事项{mark}清单请核对", 5, measure) == ["公开事项", f"{mark}清单请核", "对"]


def test_a_text_that_fits_stays_on_one_line():
    assert broken("公开事项", 4, measure) == ["公开事项"]


def test_an_empty_text_is_an_empty_line_and_blank_lines_stay():
    assert broken("", 4, measure) == [""]
    assert broken("甲\n\n乙", 4, measure) == ["甲", "", "乙"]


def test_an_indent_of_wide_blanks_stays():
    assert broken("\u3000\u3000现将有关事项公布", 6, measure) == ["\u3000\u3000现将有关", "事项公布"]


def test_words_and_numbers_stay_whole():
    assert broken("共计1,284.50元整", 5, measure) == ["共计", "1,284.50元", "整"]
    assert broken("形成于2026-11-20日", 6, measure) == ["形成于", "2026-11-20日"]


def test_the_number_of_a_document_stays_whole():
    assert broken("测政办发〔2026〕15号", 8, measure) == ["测政办发", "〔2026〕15号"]


def test_a_long_address_is_parted_after_its_marks():
    assert broken("见http://www.example.invalid/zwgk/index.html。", 10, measure) == [
        "见http://www.",
        "example.invalid/",
        "zwgk/index.html。",
    ]


def test_a_word_without_marks_is_parted_anywhere_rather_than_cut():
    assert broken("a" * 25, 5, measure) == ["a" * 10, "a" * 10, "a" * 5]


def test_blanks_at_the_end_of_a_line_are_dropped():
    assert broken("first second third", 6, measure) == ["first second", "third"]


def test_closing_marks_beyond_the_width_are_parted_rather_than_cut():
    assert "".join(broken("。" * 9, 4, measure)) == "。" * 9


@given(st.text(alphabet="公开事项ab1 /.，。（）《》〔〕\n\u3000", max_size=80), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text, width):
    lines = broken(text, width, measure)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(measure(line) <= width for line in lines)


@given(
    st.lists(st.sampled_from(["公开", "《清单》", "（一）", "事项，", "网站。", "2026年"]), max_size=30),
    st.integers(8, 20),
)
def test_marks_never_stand_where_they_may_not(parts, width):
    lines = broken("".join(parts), width, measure)
    assert not any(line[0] in NO_START or line[-1] in NO_END for line in lines if line)


def test_mongolian_parts_at_blanks_and_keeps_suffix_and_mark():
    text = "2026 ᠣᠨ\u180eᠤ 3\u180eᠳᠤᠭᠠᠷ ᠰᠠᠷ\u180eᠠ ᠃ (ᠣᠨ)"
    assert list(pieces(text)) == ["2026 ", "ᠣᠨ\u180eᠤ ", "3\u180eᠳᠤᠭᠠᠷ ", "ᠰᠠᠷ\u180eᠠ ᠃ ", "(ᠣᠨ)"]


@pytest.mark.parametrize("connector", "\u180e\u202f")
def test_a_suffix_stays_with_han_before_it(connector):
    assert list(pieces(f"公开{connector}ᠤ")) == ["公", f"开{connector}ᠤ"]


@pytest.mark.parametrize("text", ["ᠣᠨ2026", "2026ᠣᠨ"])
def test_mongolian_and_a_number_without_a_blank_stay_together(text):
    assert list(pieces(text)) == [text]


@pytest.mark.parametrize("mark", "᠂᠃᠄:?!")
def test_no_column_begins_with_a_mongolian_mark(mark):
    assert broken(f"ᠣᠨ ᠣᠨ {mark}", 5, len) == ["ᠣᠨ", f"ᠣᠨ {mark}"]


def test_a_mongolian_word_longer_than_the_column_is_parted_between_letters():
    lines = broken("ᠺᠣᠳ\u180b" * 10, 4, len)
    assert "".join(lines) == "ᠺᠣᠳ\u180b" * 10
    assert lines == ["ᠺᠣᠳ\u180b"] * 10


def test_a_mongolian_word_that_fits_is_never_parted():
    assert broken("ᠣᠨ ᠪᠠᠢᠭᠤᠯᠬᠤ", 9, len) == ["ᠣᠨ", "ᠪᠠᠢᠭᠤᠯᠬᠤ"]


@given(st.lists(st.sampled_from(["ᠰᠠᠷ\u180eᠠ", "\u180eᠶᠢᠨ", "\u202fᠤ", "ᠳ\u180b", " ", "公", "5"]), max_size=30))
def test_format_characters_never_stand_at_a_break(parts):
    text = "".join(parts)
    assume(not re.search(" [\u180e\u202f]", text))  # a connector after a blank has no stem to stay with
    lines = [line for line in broken(text, 6, len) if line]
    assert not any(line[0] in "\u180b\u180e\u202f" for line in lines[1:])
    assert not any(line[-1] in "\u180e\u202f" for line in lines)


def test_nothing_and_blanks_alone_give_no_pieces_and_no_lines():
    assert list(pieces("")) == []
    assert broken(" " * 9, 4, len) == []


@pytest.mark.parametrize("connector", "\u180e\u202f")
@pytest.mark.parametrize("length", range(1, 7))
def test_a_connector_after_a_blank_does_not_begin_a_line(connector, length):
    lines = broken(f"ᠣᠨᠤᠯ {connector}ᠤᠨ ᠣᠨ", length, measure)
    assert not [line for line in lines if line.startswith(connector)]
    assert "".join(lines).replace(" ", "") == f"ᠣᠨᠤᠯ{connector}ᠤᠨᠣᠨ"
