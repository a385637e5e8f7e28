"""Mongolian in the private-use codes U+E234–U+E34F of old Menksoft fonts, turned into Unicode.

A code is the shape of one letter at one place in a word. The code chart lists the shapes letter by letter, t apart from
d and o apart from u although they look alike; so the letter follows from the code, as its typist chose it. Of x and g
the dots decide, which the chart lists under both: a dotted shape is ᠭ, one without dots at the head of a word is ᠬ.

Left as they are, since the sources do not agree or there is only one: E269 (final a or e), E281 not after a vowel (y or
i; after one it is the i of ᠠᠢ), E286 (final o or w), the dotted feminine shapes E2D1, E2D5, E2DB, E2DE, E2E0, and E2D6
(x without dots) anywhere but before a separated final a; E26F, E278, E324, E328, whose use is not known; and what is
not listed. No variation selectors are set: the codes say the shape, but where Unicode's own default would differ is not
certain for every font.

Facts from the published code chart as the open-source converter mongol_code lists it, held against two other tables of
the same codes (a converter to fonts of Mongolia, and a table of written units).
"""

import re
from typing import NamedTuple

from app.text.mongolian import MVS, private_use

_NAMED = 5  # codes a sentence names


class Converted(NamedTuple):
    """A text in Unicode, and the codes that were left in it as they were, each once, in their order."""

    text: str
    left: tuple[int, ...]

    @property
    def named(self) -> str:
        """The codes that were left, for a sentence: U+E2D6、…, not more than five of them."""
        codes = "、".join(f"U+{code:04X}" for code in self.left[:_NAMED])
        return codes + "…" if len(self.left) > _NAMED else codes


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
    *((code, code, "ᠭ") for code in (0xE2CF, 0xE2D3, 0xE2D7, 0xE2D9, 0xE2DF)),
    (0xE2E1, 0xE2F0, "ᠭ"),
    *((code, code, "ᠬ") for code in (0xE2E2, 0xE2E5)),
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
_VOWELS = "\ue264-\ue2b0"
_LETTER = "\ue264-\ue34f"
# Shapes that begin a word, and shapes that end one.
_HEADS = (
    "\ue264-\ue267\ue270-\ue272\ue279\ue27a\ue283\ue284\ue28b\ue28c\ue293-\ue295\ue2a0-\ue2a2\ue2ad\ue2ae\ue2b1-\ue2b4"
    "\ue2c1\ue2c2\ue2c7-\ue2c9\ue2ce-\ue2d5\ue2e1-\ue2e6\ue2f1\ue2f2\ue2f7\ue2f8\ue2fd\ue2fe\ue303\ue304\ue308\ue309"
    "\ue30e-\ue310\ue315\ue318-\ue31a\ue31e\ue322\ue323\ue329\ue32d\ue32e\ue333\ue334\ue339\ue33a\ue33f\ue342\ue345"
)
_TAILS = (
    "\ue268-\ue26b\ue273-\ue275\ue27b\ue27c\ue285-\ue287\ue28d-\ue28f\ue296-\ue29a\ue2a3-\ue2a7\ue2af\ue2b5\ue2bb\ue2c3"
    "\ue2c4\ue2ca\ue2e7\ue2e8\ue2f3\ue2f9\ue2ff\ue300\ue305\ue30a\ue311\ue312\ue316\ue31b\ue31f\ue325\ue32a\ue32f\ue335"
    "\ue33b\ue340\ue343\ue346\ue34a"
)
_RUN = re.compile("[\ue234-\ue34f]+")
_SURE = re.compile(
    rf"(?<![\ue234-\ue34f])(?=[\ue234-\ue34f]*[{_VOWELS}\ue244-\ue24d])"
    rf"(?:[\ue234-\ue34f]{{3,}}|\ue263[{_LETTER}]|[{_HEADS}][{_TAILS}](?![\ue234-\ue34f]))"
)
_HAN = re.compile("[\u3400-\u9fff]")
_PRESENTATION = str.maketrans("︽︾︵︶﹇﹈", "《》()[]")
_UNICODE = str.maketrans(_CODES)
_SEPARATED = str.maketrans({"\ue26a": MVS + "ᠠ", "\ue274": MVS + "ᠡ"})
_JOINT = re.compile(f"\ue263(?=[{_LETTER}])")
# What a shape is beside certain others only.
_BESIDE = ((re.compile("\ue2d6(?=\ue26a)"), "ᠬ"), (re.compile(f"(?<=[{_VOWELS}])\ue281"), "ᠢ"))


def recognised(text: str) -> bool:
    """Tell whether the text holds a word or number in old Mongolian codes.

    The codes also serve for rare Han characters. A run of three or more is Mongolian if there is a vowel or digit among
    them; two are if one of them is a vowel and the first begins words and the last ends them; one alone never is.
    """
    return private_use(text) and _SURE.search(text) is not None


def converted(text: str) -> Converted:
    """Return the text in Unicode, with the codes whose letter is not certain in place and named.

    The blank before a suffix and the gap before a separated final a/e become U+180E; vertical brackets (︽︾︵︶﹇﹈)
    become ordinary ones, also in text without old codes. A single code beside a Han character stays, as rare Han.
    """
    text = text.translate(_PRESENTATION)
    if not recognised(text):
        return Converted(text, ())
    left: dict[int, None] = {}

    def in_unicode(run: re.Match[str]) -> str:
        if len(run[0]) == 1 and _HAN.search(text[max(run.start() - 1, 0) : run.end() + 1]):
            return run[0]
        letters = _letters(run[0])
        left.update(dict.fromkeys(map(ord, "".join(_RUN.findall(letters)))))
        return letters

    return Converted(_RUN.sub(in_unicode, text), tuple(left))


def _letters(run: str) -> str:
    for shape, letter in _BESIDE:
        run = shape.sub(letter, run)
    return _JOINT.sub(MVS, run).translate(_SEPARATED).translate(_UNICODE)
