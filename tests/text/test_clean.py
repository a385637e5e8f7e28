import pytest

from app.text.clean import clean


@pytest.mark.parametrize(
    "word", ["ᠫᠷᠢᠨᠲ\u180bᠧᠷ", "ᠺᠣᠳ\u180b", "ᠳ\u180bᠠᠢᠲ\u180bᠠ", "ᠡᠳ\u180b", "ᠳ\u180bᠦᠩ", "ᡝ\u180b"]
)
def test_an_effective_selector_stays(word: str) -> None:
    assert clean(word) == word


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("ᠣᠯ\u180b", "ᠣᠯ"),
        ("ᠨ\u180b\u180b", "ᠨ\u180b"),
        ("公\u180b", "公"),
        ("ᠣᠨ\u180e", "ᠣᠨ"),
        ("ᠣᠨ\u202fᠤ", "ᠣᠨ\u180eᠤ"),
        ("号\u202fᠢ", "号\u180eᠢ"),
        ("12\u202f000", "12 000"),
        ("公\u200d开", "公开"),
        ("ᠨ\u200d", "ᠨ\u200d"),
        ("\u202eab\u202c\u2067公\ufeff\u200b\u00ad", "ab公"),
        ("a\r\nb\u2028c\td\x00\ud800", "a\nb\nc d"),
        ("公\u0627\u0628\u200c\u05d0", "公\u0627\u0628\u200c\u05d0"),
        ("ᡝ\u180b", "ᡝ\u180b"),
        ("plain text", "plain text"),
    ],
)
def test_what_has_no_shape_is_taken_out(typed: str, drawn: str) -> None:
    assert clean(typed) == drawn
    assert clean(drawn) == drawn
