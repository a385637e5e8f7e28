"""Traditional Mongolian letters: suffix connectors, and the folding that lets any spelling find the word.

One word is typed in many ways: letters that look alike (t/d, o/u, x/g) are different code points, older pages put
U+202F where newer ones put U+180E before a suffix, and format characters choose the form of a letter without a sound.
"""

import re

NNBSP = "\u202f"
MVS = "\u180e"
LETTER = "\u1820-\u1842"
"""The letters of Hudum Mongolian, as a range for a regular expression."""

_FREE_VARIATION = "\u180b\u180c\u180d\u180f"
_MUTE = _FREE_VARIATION + "\u180a\u200b\u200c\u200d\u2060\ufeff"
# Rounded vowels look alike after the first syllable, a/e after the first letter; y inside a word looks like i.
_TWINS = {"ᠡ": "ᠠ", "ᠣ": "ᠤ", "ᠥ": "ᠤ", "ᠦ": "ᠤ", "ᠲ": "ᠳ", "ᠬ": "ᠭ", "ᠺ": "ᠭ", "ᠻ": "ᠭ", "ᠧ": "ᠸ", "ᠶ": "ᠢ"}
_DIGITS = {chr(0x1810 + digit): str(digit) for digit in range(10)}

FOLDED_LETTERS: dict[str, str] = {
    **dict.fromkeys(_MUTE, ""),
    **dict.fromkeys((MVS, NNBSP), " "),
    **_TWINS,
    **_DIGITS,
}
"""What each Mongolian letter, digit or format character becomes in a search key."""

SURPLUS_AFTER_FOLDING = rf"(?<=[{LETTER}]) +(?=ᠠ(?![{LETTER}]))|ᠢ(?=ᠢ)"
"""What to take out of folded text: the gap before a separated final a/e, and the second i of ᠠᠶᠢ written for ᠠᠢ."""

_FOLDS = str.maketrans(FOLDED_LETTERS)
_SURPLUS = re.compile(rf"{SURPLUS_AFTER_FOLDING}|^ +| +$| (?= )")
_SUFFIX_MVS = re.compile(rf"{MVS}(?![\u1820\u1821][{_FREE_VARIATION}]?(?![{LETTER}]))")
_MONGOLIAN = re.compile("[\u1800-\u18aa\U00011660-\U0001166c]")
_PRIVATE_USE = re.compile("[\ue234-\ue34f]")


def to_mvs(text: str) -> str:
    """Return the text with U+180E before suffixes: the form for the screen and the printed sheet (GB/T 25914-2023)."""
    return text.replace(NNBSP, MVS)


def to_nnbsp(text: str) -> str:
    """Return the text with U+202F before suffixes: the form for exchange with older fonts and office programs.

    The U+180E before a separated final a/e belongs to the word and stays.
    """
    return _SUFFIX_MVS.sub(NNBSP, text)


def is_mongolian(text: str) -> bool:
    """Tell whether the text contains a letter, digit or mark of the Mongolian script."""
    return _MONGOLIAN.search(text) is not None


def private_use(text: str) -> bool:
    """Tell whether the text contains private-use codes U+E234–U+E34F, which old Menksoft fonts used for Mongolian."""
    return _PRIVATE_USE.search(text) is not None


def search_fold(text: str) -> str:
    """Return the key by which spellings of the same Mongolian word are equal; for comparing, never for showing.

    Characters outside the Mongolian script stay as they are; blanks are collapsed.
    """
    return _SURPLUS.sub("", text.translate(_FOLDS))
