"""Mongolian in the private-use codes U+E234–U+E34F of old Menksoft fonts, turned into Unicode.

A code is the shape of one letter at one place in a word. The code chart lists the shapes letter by letter, t apart from
d and o apart from u although they look alike; so the letter follows from the code, as its typist chose it. A shape that
the chart lends to a second letter (i/y, o/w, x/g, a/e), one whose use is not known, and one not listed are left as
they are. No variation selectors are set: the codes say the shape, but where Unicode's own default would differ is not
certain for every font.

Facts from the published code chart, as listed in the open-source converter mongol_code.
"""

import re
from typing import NamedTuple

from app.text.mongolian import MVS, private_use


class Converted(NamedTuple):
    """A text in Unicode, and the codes that were left in it as they were, each once, in their order."""

    text: str
    left: tuple[int, ...]


# First and last code of each letter.
_LETTERS = (
    (0xE264, 0xE26F, "ᠠ"),
    (0xE270, 0xE278, "ᠡ"),
    (0xE279, 0xE282, "ᠢ"),
    (0xE283, 0xE28A, "ᠣ"),
    (0xE28B, 0xE292, "ᠤ"),
    (0xE293, 0xE29F, "ᠥ"),
    (0xE2A0, 0xE2AC, "ᠦ"),
    (0xE2AD, 0xE2B0, "ᠧ"),
    (0xE2B1, 0xE2BA, "ᠨ"),
    (0xE2BB, 0xE2BE, "ᠩ"),
    (0xE2BF, 0xE2C0, "ᠨ"),  # n before ng
    (0xE2C1, 0xE2C7, "ᠪ"),
    (0xE2C8, 0xE2CD, "ᠫ"),
    (0xE2CE, 0xE2E0, "ᠬ"),
    (0xE2E1, 0xE2F0, "ᠭ"),
    (0xE2F1, 0xE2F6, "ᠮ"),
    (0xE2F7, 0xE2FC, "ᠯ"),
    (0xE2FD, 0xE302, "ᠰ"),
    (0xE303, 0xE307, "ᠱ"),
    (0xE308, 0xE30D, "ᠲ"),
    (0xE30E, 0xE314, "ᠳ"),
    (0xE315, 0xE317, "ᠴ"),
    (0xE318, 0xE31D, "ᠵ"),
    (0xE31E, 0xE321, "ᠶ"),
    (0xE322, 0xE328, "ᠷ"),
    (0xE329, 0xE32C, "ᠸ"),
    (0xE32D, 0xE332, "ᠹ"),
    (0xE333, 0xE338, "ᠺ"),
    (0xE339, 0xE33E, "ᠻ"),
    (0xE33F, 0xE341, "ᠼ"),
    (0xE342, 0xE344, "ᠽ"),
    (0xE345, 0xE347, "ᠾ"),
    (0xE348, 0xE34A, "ᠿ"),
    (0xE34B, 0xE34D, "ᡀ"),
    (0xE34E, 0xE34E, "ᡁ"),
    (0xE34F, 0xE34F, "ᡂ"),
)
_LENT = {0xE269, 0xE281, 0xE286, 0xE2D1, 0xE2D5, 0xE2D6, 0xE2DB, 0xE2DE, 0xE2E0}
_UNKNOWN = {0xE26F, 0xE278, 0xE324, 0xE328}
_MARKS = {
    **{0xE234 + place: mark for place, mark in enumerate("᠀᠁᠂᠃᠄᠅᠆᠇᠈᠉᠊")},
    0xE243: "·",
    **{0xE244 + digit: chr(0x1810 + digit) for digit in range(10)},
    **{0xE24E + place: mark for place, mark in enumerate("⁈⁉!?;()〈〉〔〕《》『』")},
    0xE25F: "※",
}
_CODES = _MARKS | {
    code: letter for first, last, letter in _LETTERS for code in range(first, last + 1) if code not in _LENT | _UNKNOWN
}
_SEPARATED = str.maketrans({"\ue26a": MVS + "ᠠ", "\ue274": MVS + "ᠡ"})
_UNICODE = str.maketrans(_CODES)
_JOINT = re.compile("\ue263(?=[\ue264-\ue34f])")
_PRESENTATION = str.maketrans("︽︾︵︶﹇﹈", "《》()[]")
_WORD = re.compile("[\ue234-\ue34f]{2}")
_LEFT = re.compile("[\ue234-\ue34f]")


def recognised(text: str) -> bool:
    """Tell whether the text holds old Mongolian codes: two in a row, since one alone may be rare Han."""
    return private_use(text) and _WORD.search(text) is not None


def converted(text: str) -> Converted:
    """Return the text in Unicode, with the codes whose letter is not certain in place and named.

    The blank before a suffix and the gap before a separated final a/e become U+180E; vertical brackets (︽︾︵︶﹇﹈)
    become ordinary ones, also in text without old codes.
    """
    text = text.translate(_PRESENTATION)
    if not recognised(text):
        return Converted(text, ())
    text = _JOINT.sub(MVS, text).translate(_SEPARATED).translate(_UNICODE)
    return Converted(text, tuple(dict.fromkeys(map(ord, _LEFT.findall(text)))))
