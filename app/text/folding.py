"""Folding: the key by which texts are compared, and the way back from the key to the text."""

import re
import unicodedata

from app.text.mongolian import FOLDED_LETTERS, SURPLUS_AFTER_FOLDING

_SURPLUS = re.compile(rf"{SURPLUS_AFTER_FOLDING}|^ +| +$| (?= )")


class _Folds(dict[int, str]):
    """The folded form of each character, worked out when it is first met: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """Return one character without width, case and accent; a blank for anything that is neither letter nor digit."""
    if character in FOLDED_LETTERS:
        return FOLDED_LETTERS[character]
    if character == "○":  # The circle typed for the zero of 二〇二六.
        return "〇"
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_letter_or_blank, plain))


def _letter_or_blank(character: str) -> str:
    """Drop accents and format characters, keep letters and digits, blank out the rest."""
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return character if category[0] in "LMN" else " "


FOLDS = _Folds()
"""What each character becomes, before surplus blanks and letters are taken out."""


def fold(text: str) -> str:
    """Return the key by which two texts are compared: letters and digits without width, case, accent or twin letters.

    Punctuation and blanks of any kind and number become one blank between words; Mongolian letters are folded as in
    `mongolian.search_fold`.
    """
    raw = text.translate(FOLDS)
    # All that is surplus has a blank or a doubled i; most Chinese names have neither.
    return _SURPLUS.sub("", raw) if " " in raw or "ᠢᠢ" in raw else raw


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the index of the character it came from."""
    offsets = [index for index, character in enumerate(text) for _ in FOLDS[ord(character)]]
    raw = text.translate(FOLDS)
    surplus = [match.span() for match in _SURPLUS.finditer(raw)]
    for start, end in reversed(surplus):
        del offsets[start:end]
    return _SURPLUS.sub("", raw), offsets


def fold_words(text: str) -> list[str]:
    """Return the folded words of what a person typed, each once.

    A suffix connector parts words as a blank does, so that a Mongolian phrase is found however its suffixes are joined.
    """
    return list(dict.fromkeys(_SURPLUS.sub("", word) for word in text.translate(FOLDS).split()))


def width_in_text(text: str, start: int) -> int:
    """Return how many characters from this index on stand for one: the character with its accents and selectors."""
    end = start + 1
    while end < len(text) and not FOLDS[ord(text[end])]:
        end += 1
    return end - start
