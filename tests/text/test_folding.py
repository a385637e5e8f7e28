from hypothesis import given
from hypothesis import strategies as st

from app.text.folding import fold, fold_with_offsets, fold_words, width_in_text

MIXED = st.text(
    st.one_of(st.sampled_from("惠民补贴○ᠰᠠᠷᠡᠶᠢᠢᠤ\u180e\u202f\u180b \t,〔13号abＣé\u0301ﬁ½①"), st.characters()),
    max_size=30,
)


def test_width_case_and_accent_do_not_matter() -> None:
    assert fold("ＡＢＣ１２３") == fold("abc123")
    assert fold("Café") == fold("cafe\u0301") == "cafe"


def test_punctuation_of_any_kind_parts_words_as_one_blank() -> None:
    assert fold("内政办发〔2026〕13号") == fold(" 内政办发 [2026] ︹13号。") == "内政办发 2026 13号"


def test_the_circle_typed_for_zero_is_the_numeral() -> None:
    assert fold("二○二六") == fold("二〇二六")


def test_mongolian_is_folded_too() -> None:
    assert fold("ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ") == fold("ᠰᠠᠷᠠ ᠢᠨ")


def test_words_are_parted_at_connectors_and_kept_once() -> None:
    assert fold_words("惠民  补贴 惠民") == ["惠民", "补贴"]
    assert fold_words("ᠰᠠᠷ\u180eᠠ") == ["ᠰᠠᠷ", "ᠠ"]
    assert fold_words(" 《》!") == []


def test_offsets_point_at_the_character_each_letter_came_from() -> None:
    assert fold_with_offsets("《½ é") == ("1 2 e", [1, 1, 1, 2, 3])


def test_an_accent_belongs_to_its_letter() -> None:
    assert width_in_text("e\u0301a", 0) == 2
    assert width_in_text("ab", 1) == 1


@given(MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_offsets_are_as_many_as_letters_and_never_go_back(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
