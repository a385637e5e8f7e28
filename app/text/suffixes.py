"""Case suffixes of Mongolian: which form a fixed word takes, and what is wrong in a written text.

For checking our own catalog and glossary. Never for gluing a suffix to a variable while the program runs: the sound of
a name or number is not known from its letters.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

_FORMATS = re.compile("[\u180b-\u180f]")
_MASCULINE, _FEMININE = frozenset("ᠠᠣᠤ"), frozenset("ᠡᠥᠦ")
_VOWELS = _MASCULINE | _FEMININE | frozenset("ᠢᠧ")
_HARD = frozenset("ᠭᠬᠪᠷᠰᠳᠺᠲ")


class Case(StrEnum):
    """The cases that stand as suffixes of their own, with the reflexive, and the dative joined with it."""

    GENITIVE = "genitive"
    ACCUSATIVE = "accusative"
    DATIVE = "dative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"
    COMITATIVE = "comitative"
    REFLEXIVE = "reflexive"
    OWN_DATIVE = "own_dative"


# Masculine and feminine form, after a consonant and after a vowel.
_FORMS = {
    Case.GENITIVE: (("ᠤᠨ", "ᠦᠨ"), ("ᠶᠢᠨ", "ᠶᠢᠨ")),
    Case.ACCUSATIVE: (("ᠢ", "ᠢ"), ("ᠶᠢ", "ᠶᠢ")),
    Case.DATIVE: (("ᠳᠤ", "ᠳᠦ"), ("ᠳᠤ", "ᠳᠦ")),
    Case.ABLATIVE: (("ᠠᠴᠠ", "ᠡᠴᠡ"), ("ᠠᠴᠠ", "ᠡᠴᠡ")),
    Case.INSTRUMENTAL: (("ᠢᠶᠠᠷ", "ᠢᠶᠡᠷ"), ("ᠪᠠᠷ", "ᠪᠡᠷ")),
    Case.COMITATIVE: (("ᠲᠠᠢ", "ᠲᠡᠢ"), ("ᠲᠠᠢ", "ᠲᠡᠢ")),
    Case.REFLEXIVE: (("ᠢᠶᠠᠨ", "ᠢᠶᠡᠨ"), ("ᠪᠠᠨ", "ᠪᠡᠨ")),
    Case.OWN_DATIVE: (("ᠳᠠᠭᠠᠨ", "ᠳᠡᠭᠡᠨ"), ("ᠳᠠᠭᠠᠨ", "ᠳᠡᠭᠡᠨ")),
}
_AFTER_N = ("ᠤ", "ᠦ")
_AFTER_HARD = {Case.DATIVE: ("ᠲᠤ", "ᠲᠦ"), Case.OWN_DATIVE: ("ᠲᠠᠭᠠᠨ", "ᠲᠡᠭᠡᠨ")}
_OTHERS = frozenset(["ᠳᠤᠭᠠᠷ", "ᠳᠦᠭᠡᠷ", "ᠤᠳ", "ᠦᠳ", "ᠨᠤᠭᠤᠳ", "ᠨᠦᠭᠦᠳ"])
_CASE_OF = {form: case for case, pairs in _FORMS.items() for pair in pairs for form in pair} | {
    **dict.fromkeys(_AFTER_N, Case.GENITIVE),
    **{form: case for case, forms in _AFTER_HARD.items() for form in forms},
}
_WRITTEN = re.compile(
    "(?P<stem>[\u1820-\u1842\u180b-\u180d]+(?:\u180e[\u1820\u1821](?![\u1820-\u1842]))?)?"
    "[\u180e\u202f](?=(?P<suffix>[\u1820-\u1842\u180b-\u180d]*))"
)
_SEPARATED = re.compile("\u180e[\u1820\u1821][\u180b-\u180d]?(?![\u1820-\u1842])")


def suffix(stem: str, case: Case) -> str:
    """Return the form of the case that this fixed word takes, without its connector.

    Masculine or feminine by the last vowel that tells (a word with only i is feminine), by vowel, consonant or n at the
    end, and t for d after b g r s d.
    """
    letters = _FORMATS.sub("", stem)
    feminine = not _masculine(letters)
    if case is Case.GENITIVE and letters.endswith("ᠨ"):
        return _AFTER_N[feminine]
    if case in _AFTER_HARD and letters[-1] in _HARD:
        return _AFTER_HARD[case][feminine]
    return _FORMS[case][letters[-1] in _VOWELS][feminine]


def faults(text: str) -> Iterator[str]:
    """Return each word whose connector is followed by no known suffix, or by a form its stem does not take."""
    for match in _WRITTEN.finditer(text):
        stem, written = match["stem"] or "", _FORMATS.sub("", match["suffix"])
        if _SEPARATED.match(text, match.start() + len(stem)) and text[match.end() - 1] == "\u180e":
            continue
        case = _CASE_OF.get(written)
        if (case is None and written not in _OTHERS) or (case and stem and written != suffix(stem, case)):
            yield f"{stem}+{written}"


def _masculine(letters: str) -> bool:
    telling = [letter for letter in letters if letter in _MASCULINE or letter in _FEMININE]
    return bool(telling) and telling[-1] in _MASCULINE
