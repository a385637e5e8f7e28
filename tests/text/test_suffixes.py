import csv

import pytest

from app import paths
from app.text.suffixes import Case, faults, suffix

FORMS = [
    ("ᠬᠣᠰᠢᠭᠤᠨ", Case.GENITIVE, "ᠤ"),
    ("ᠭᠠᠷᠠᠭ", Case.GENITIVE, "ᠤᠨ"),
    ("ᠰᠠᠷ\u180eᠠ", Case.GENITIVE, "ᠶᠢᠨ"),
    ("ᠮᠥᠩᠭᠦᠨ", Case.GENITIVE, "ᠦ"),
    ("ᠬᠡᠷᠡᠭ", Case.ACCUSATIVE, "ᠢ"),
    ("ᠬᠡᠯᠡ", Case.ACCUSATIVE, "ᠶᠢ"),
    ("ᠰᠢᠰᠲ\u180bᠧᠮ", Case.DATIVE, "ᠳᠦ"),
    ("ᠭᠠᠷ", Case.DATIVE, "ᠲᠤ"),
    ("ᠡᠳᠦᠷ", Case.ABLATIVE, "ᠡᠴᠡ"),
    ("ᠭᠠᠷ", Case.INSTRUMENTAL, "ᠢᠶᠠᠷ"),
    ("ᠬᠡᠯᠡ", Case.INSTRUMENTAL, "ᠪᠡᠷ"),
    ("ᠮᠣᠷᠢ", Case.COMITATIVE, "ᠲᠠᠢ"),
    ("ᠭᠠᠷ", Case.REFLEXIVE, "ᠢᠶᠠᠨ"),
    ("ᠲᠤᠰ", Case.OWN_DATIVE, "ᠲᠠᠭᠠᠨ"),
    ("ᠪᠠᠭ\u180eᠠ", Case.OWN_DATIVE, "ᠳᠠᠭᠠᠨ"),
    ("ᠬᠡᠯᠡ", Case.OWN_DATIVE, "ᠳᠡᠭᠡᠨ"),
]


@pytest.mark.parametrize(("stem", "case", "form"), FORMS)
def test_a_fixed_word_takes_the_form_its_sounds_ask_for(stem: str, case: Case, form: str) -> None:
    assert suffix(stem, case) == form
    assert list(faults(f"{stem}\u202f{form} ")) == []


@pytest.mark.parametrize(
    "written",
    ["ᠡᠳᠦᠷ\u202fᠠᠴᠠ", "ᠭᠠᠷ\u202fᠶᠢ", "ᠣᠨ\u202fᠤᠨ", "ᠭᠠᠷ\u180eᠳᠤ", "ᠣᠨ\u202fᠪᠢᠴᠢᠭ", "5\u180e", "ᠲᠤᠰ\u180eᠳᠠᠭᠠᠨ"],
)
def test_a_wrong_suffix_is_found(written: str) -> None:
    assert len(list(faults(written))) == 1


def test_ordinals_and_plurals_are_suffixes_too() -> None:
    assert list(faults("3\u180eᠳᠤᠭᠠᠷ ᠨᠣᠮ\u202fᠤᠳ")) == []


def test_the_glossary_has_no_fault() -> None:
    with (paths.RESOURCES / "glossary.csv").open(encoding="utf-8") as file:
        found = {fault for row in csv.DictReader(file) for fault in faults(row["mn_mong"] + " " + row["mn_mong_mvs"])}
    assert found == set()
