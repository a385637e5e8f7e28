from app.text.mongolian import MVS, NNBSP, is_mongolian, private_use, search_fold, to_mvs, to_nnbsp


def test_connectors_convert_both_ways_and_the_separated_vowel_keeps_its_own() -> None:
    exchange = f"ᠰᠠᠷ{MVS}ᠠ{NNBSP}ᠶᠢᠨ ᠡᠳᠦᠷ{NNBSP}ᠡᠴᠡ"
    screen = f"ᠰᠠᠷ{MVS}ᠠ{MVS}ᠶᠢᠨ ᠡᠳᠦᠷ{MVS}ᠡᠴᠡ"
    assert to_mvs(exchange) == screen
    assert to_nnbsp(screen) == exchange


def test_a_separated_vowel_with_a_variation_selector_keeps_its_connector() -> None:
    assert to_nnbsp(f"ᠰᠠᠷ{MVS}ᠠ\u180b") == f"ᠰᠠᠷ{MVS}ᠠ\u180b"


def test_any_connector_before_a_suffix_gives_one_key() -> None:
    keys = {search_fold(f"ᠬᠣᠰᠢᠭᠤᠨ{joint}ᠤ ᠬᠡᠷᠡᠭ") for joint in (MVS, NNBSP, " ", "  ")}
    assert len(keys) == 1


def test_any_connector_before_a_separated_vowel_gives_the_joined_word() -> None:
    assert {search_fold(f"ᠰᠠᠷ{joint}ᠠ") for joint in (MVS, NNBSP, " ", "")} == {search_fold("ᠰᠠᠷᠠ")}


def test_an_ablative_suffix_is_a_word_of_its_own() -> None:
    assert search_fold(f"ᠡᠳᠦᠷ{MVS}ᠡᠴᠡ") == search_fold("ᠡᠳᠦᠷ ᠡᠴᠡ") != search_fold("ᠡᠳᠦᠷᠡᠴᠡ")


def test_letters_that_look_alike_give_one_key() -> None:
    assert search_fold("ᠳᠡᠲ ᠬᠥᠭ ᠤᠣ ᠧᠺ") == search_fold("ᠲᠡᠳ ᠭᠦᠬ ᠣᠤ ᠸᠬ")
    assert search_fold("ᠨᠠ") != search_fold("ᠪᠠ")


def test_both_spellings_of_a_diphthong_give_one_key() -> None:
    assert search_fold("ᠪᠠᠶᠢᠭᠤᠯᠬᠤ ᠨᠡᠶᠢᠲᠡ") == search_fold("ᠪᠠᠢᠭᠤᠯᠬᠤ ᠨᠡᠢᠲᠡ")


def test_format_characters_leave_no_trace_in_the_key() -> None:
    assert search_fold("ᠺᠣᠳ\u180b\u200d\u180a") == search_fold("ᠺᠣᠳ")


def test_mongolian_digits_become_ascii_and_other_letters_stay() -> None:
    assert search_fold(" ᠒᠐᠒᠖  公开 ") == "2026 公开"


def test_the_script_is_recognised_by_a_single_letter_or_mark() -> None:
    assert is_mongolian("2026 ᠣᠨ")
    assert is_mongolian("᠂")
    assert not is_mongolian("公开 2026")


def test_private_use_codes_of_old_fonts_are_recognised() -> None:
    assert private_use("公开\ue234")
    assert private_use("\ue34f")
    assert not private_use("ᠣᠨ\ue233\ue350")
