"""Text as it may be set: what has no shape is taken out, so that no face draws it as a box.

Typed, pasted and imported text carries marks that only steer programs. The stored text keeps them; what is drawn does
not.
"""

import re
import unicodedata
from functools import lru_cache

from app.text.mongolian import MVS

_LETTER = "\u1820-\u1878\u1880-\u18aa"
_SELECTORS = "\u180b\u180c\u180d\u180f"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
_BLANKS = str.maketrans({"\t": " ", "\xa0": " ", "\u2007": " "})
_NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_JOINT = re.compile(f"[{MVS}\u202f]+(?=[{_LETTER}])")
_LOOSE_MVS = re.compile(f"{MVS}+(?![{_LETTER}])")
_STRAY_JOINER = re.compile(rf"(?<![{_LETTER}{_SELECTORS}\u180a{_ARABIC}])[\u200c\u200d]+(?![{_LETTER}\u180a{_ARABIC}])")
_SELECTED = re.compile(rf"([{_LETTER}]?)([{_SELECTORS}]+)")
_JOINED_BEFORE = re.compile(rf"[{_LETTER}{_SELECTORS}\u180a\u200d]")
_JOINED_AFTER = re.compile(rf"[{_LETTER}\u180a\u200d]")
_KEPT = frozenset(f"\n{_SELECTORS}{MVS}\u202f\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")

# The letters of Hudum that a selector changes: alone, at the head, inside and at the foot of a word. By the model of
# GB/T 25914-2023, measured on the face we bring.
_CHANGED = {
    ("\u180b", False, False): "ᠠᠡᠢᠤᠥᠦᠨᠬᠭᠯᠱᠳᠵᠶ",
    ("\u180c", False, False): "ᠠᠡᠢᠤᠦᠬᠭ",
    ("\u180d", False, False): "ᠠᠢᠤᠦ",
    ("\u180f", False, False): "ᠬᠭ",
    ("\u180b", False, True): "ᠠᠡᠢᠤᠦᠨᠬᠭᠯᠱᠳᠶ",
    ("\u180c", False, True): "ᠠᠢᠤᠦᠬᠭᠱᠳᠶ",
    ("\u180d", False, True): "ᠬᠭ",
    ("\u180f", False, True): "ᠬᠭ",
    ("\u180b", True, True): "ᠠᠢᠣᠤᠥᠦᠨᠬᠭᠱᠲᠳᠶᠸ",
    ("\u180c", True, True): "ᠢᠥᠦᠨᠬᠭᠱᠲᠳᠶ",
    ("\u180d", True, True): "ᠢᠥᠦᠬᠭᠶ",
    ("\u180f", True, True): "ᠬᠭ",
    ("\u180b", True, False): "ᠠᠡᠣᠤᠥᠦᠨᠪᠬᠭᠰᠳᠵᠸᠺ",
    ("\u180c", True, False): "ᠠᠡᠣᠤᠥᠦᠨᠭᠰ",
    ("\u180d", True, False): "ᠥᠦᠭ",
}


@lru_cache(maxsize=2_000)
def clean(text: str) -> str:
    """Return the text as it may be set; letters, marks and their order stay, also of right-to-left scripts.

    Every kind of line end becomes a line feed, tab and no-break space a blank. Removed are, because they draw nothing
    or a box: controls, byte order marks, soft hyphens, zero-width blanks, half surrogates, bidirectional controls and
    isolates (runs are set in logical order), joiners away from letters that join, and variation selectors that change
    no form. U+202F before a Mongolian letter becomes U+180E, which draws the same and survives beside Han and digits;
    elsewhere it becomes a blank, and U+180E without a letter behind it goes.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NEW_LINE.sub("\n", text).translate(_BLANKS)
    text = "".join(char for char in text if char in _KEPT or not _shapeless(char))
    text = _LOOSE_MVS.sub("", _JOINT.sub(MVS, text)).replace("\u202f", " ")
    return _SELECTED.sub(_effective, _STRAY_JOINER.sub("", text))


def _shapeless(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in "\ufffe\uffff"


def _effective(match: re.Match[str]) -> str:
    """The letter with its first selector where that changes its form here, else the letter alone."""
    letter, selector = match[1], match[2][:1]
    if not letter:
        return ""
    if letter > "\u1842":  # Todo, Sibe, Manchu: no table, so none is taken away.
        return letter + selector
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    place = selector, bool(_JOINED_BEFORE.match(before)), bool(_JOINED_AFTER.match(after))
    return letter + selector if letter in _CHANGED.get(place, "") else letter
