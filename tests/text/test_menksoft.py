import pytest

from app.text.menksoft import converted, recognised

WORDS = [
    ("\ue2f1\ue27e\ue2b8\ue27b", "ᠮᠢᠨᠢ"),
    ("\ue2c1\ue27e\ue317\ue27e\ue2e8", "ᠪᠢᠴᠢᠭ"),
    ("\ue284\ue2b5", "ᠣᠨ"),
    ("\ue2fd\ue26c\ue325\ue26a", "ᠰᠠᠷ\u180eᠠ"),
    ("\ue271\ue314\ue2ab\ue325\ue263\ue270\ue317\ue273", "ᠡᠳᠦᠷ\u180eᠡᠴᠡ"),
    ("\ue246\ue244\ue246\ue24a\ue263\ue236", "᠒᠐᠒᠖\ue263᠂"),
    ("\ue2d3\ue26c\ue317\ue26c\ue2d7\ue26a", "ᠭᠠᠴᠠᠭ\u180eᠠ"),
    ("\ue2d3\ue26c\ue317\ue26c\ue2e9\ue26a", "ᠭᠠᠴᠠᠭ\u180eᠠ"),
    ("\ue2fe\ue291\ue327\ue2d6\ue26a", "ᠰᠤᠷᠬ\u180eᠠ"),
    ("\ue266\ue281\ue2f4\ue26c\ue2e7", "ᠠᠢᠮᠠᠭ"),
    ("\ue2e5\ue289\ue30b\ue268", "ᠬᠣᠲᠠ"),
    ("号\ue263\ue282", "号\u180eᠢ"),
]


@pytest.mark.parametrize(("codes", "word"), WORDS)
def test_a_word_in_old_codes_becomes_unicode(codes: str, word: str) -> None:
    assert converted(codes).text == word


def test_a_code_lent_to_two_letters_is_left_and_named_once() -> None:
    assert converted("\ue284\ue286\ue286") == ("ᠣ\ue286\ue286", (0xE286,))


def test_one_code_alone_may_be_a_rare_han_character() -> None:
    assert not recognised("张\ue264")
    assert converted("张\ue264") == ("张\ue264", ())
    assert recognised("\ue284\ue2b5")


@pytest.mark.parametrize("codes", ["\ue284\ue286\ue2b5", "\ue284\ue2b5\ue2d6", "\ue271\ue2b8\ue281"])
def test_what_the_sources_disagree_on_stays_away_from_its_neighbours(codes: str) -> None:
    (left,) = converted(codes).left
    assert chr(left) in converted(codes).text


@pytest.mark.parametrize(
    "han", ["王\ue2b5\ue284", "\ue2b1\ue2b5", "\ue2b1\ue2b5\ue2c1", "\ue264\ue266", "\ue2b1 \ue2b5"]
)
def test_rare_han_characters_side_by_side_are_not_mongolian(han: str) -> None:
    assert not recognised(han)
    assert converted(han) == (han, ())


def test_a_rare_han_character_beside_mongolian_stays_han() -> None:
    assert converted("张\ue264：\ue284\ue2b5") == ("张\ue264：ᠣᠨ", ())


def test_not_more_than_five_codes_are_named() -> None:
    assert converted("\ue284\ue286\ue2b5").named == "U+E286"
    many = converted("\ue284\ue286\ue2d1\ue2d5\ue2db\ue2de\ue2e0").named
    assert many == "U+E286、U+E2D1、U+E2D5、U+E2DB、U+E2DE…"


def test_vertical_brackets_become_ordinary_ones() -> None:
    assert converted("︽ᠣᠨ︾︵ᠣᠨ︶﹇ᠣᠨ﹈").text == "《ᠣᠨ》(ᠣᠨ)[ᠣᠨ]"
