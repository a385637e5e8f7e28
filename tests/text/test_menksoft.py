import pytest

from app.text.menksoft import converted, recognised

WORDS = [
    ("\ue2f1\ue27e\ue2b8\ue27b", "ᠮᠢᠨᠢ"),
    ("\ue2c1\ue27e\ue317\ue27e\ue2e8", "ᠪᠢᠴᠢᠭ"),
    ("\ue284\ue2b5", "ᠣᠨ"),
    ("\ue2fd\ue26c\ue325\ue26a", "ᠰᠠᠷ\u180eᠠ"),
    ("\ue271\ue314\ue2ab\ue325\ue263\ue270\ue317\ue273", "ᠡᠳᠦᠷ\u180eᠡᠴᠡ"),
    ("\ue246\ue244\ue246\ue24a\ue263\ue236", "᠒᠐᠒᠖\ue263᠂"),
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


def test_vertical_brackets_become_ordinary_ones() -> None:
    assert converted("︽ᠣᠨ︾︵ᠣᠨ︶﹇ᠣᠨ﹈").text == "《ᠣᠨ》(ᠣᠨ)[ᠣᠨ]"
