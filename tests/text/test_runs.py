import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.runs import Kind, Run, line_runs, runs

TEXT = st.text(alphabet="公开(〔5 1,.-aéᠣᠨ\u180e\u180b\u202f\u0301اب》", max_size=40)


@pytest.mark.parametrize(
    "number", ["1,234.5", "2026-11-20", "100", "3/5", "12%", "-5", "12 345", "1\u2009234\u2009567,5", "-12\xa0345%"]
)
def test_a_number_of_many_parts_lies_sideways(number: str) -> None:
    assert runs(number) == [Run(Kind.SIDEWAYS, number)]


def test_a_short_number_stands_upright_among_han() -> None:
    expected = [(Kind.UPRIGHT, "第"), (Kind.SHORT_NUMBER, "15"), (Kind.UPRIGHT, "号")]
    assert runs("第15号") == expected


def test_short_numbers_side_by_side_are_no_grouped_number() -> None:
    assert [run.kind for run in runs("5 12")] == [Kind.SHORT_NUMBER, Kind.SIDEWAYS, Kind.SHORT_NUMBER]
    assert runs("12 345a")[0] == Run(Kind.SHORT_NUMBER, "12")


def test_the_brackets_of_han_lie_sideways() -> None:
    assert [run.text for run in runs("发〔2026〕5号")] == ["发", "〔2026〕", "5", "号"]


def test_a_suffix_keeps_its_connector_after_a_number() -> None:
    assert runs("5\u180eᠤ ᠡᠳᠦᠷ") == [Run(Kind.SHORT_NUMBER, "5"), Run(Kind.MONGOLIAN, "\u180eᠤ ᠡᠳᠦᠷ")]


def test_both_brackets_are_mongolian_in_a_mongolian_text() -> None:
    assert [run.kind for run in runs("ᠣᠨ 《公开》")] == [Kind.MONGOLIAN, Kind.UPRIGHT, Kind.MONGOLIAN]


def test_an_accent_stays_with_its_character() -> None:
    assert runs("公\u0301a") == [Run(Kind.UPRIGHT, "公\u0301"), Run(Kind.SIDEWAYS, "a")]


def test_right_to_left_text_keeps_its_logical_order() -> None:
    assert runs("公اب") == [Run(Kind.UPRIGHT, "公"), Run(Kind.SIDEWAYS, "اب")]


def test_a_horizontal_line_knows_mongolian_and_the_rest() -> None:
    assert line_runs("第5号ᠣᠨ") == [Run(Kind.OTHER, "第5号"), Run(Kind.MONGOLIAN, "ᠣᠨ")]


@given(TEXT)
def test_the_runs_together_are_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text
    assert "".join(run.text for run in line_runs(text)) == text
