"""Text that a spreadsheet program would take for a formula.

A cell whose text begins with = + - @ (or their full-width forms, a tab or a line break) is written with an apostrophe
before it. The apostrophe is part of the text, so it survives "save as CSV" and opening that CSV again: no program
executes such a cell on any road. Our own reader takes it away again; a text that already had apostrophes before the
sign gets one more, so nothing is lost. Numbers in number columns are written as numbers and need no guard. A sign
standing alone is harmless and stays as it is.
"""

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RISKY = re.compile("'*[=+\\-@＝＋－＠\t\r\n].", re.DOTALL)


def guarded(text: str) -> str:
    """Give the text as it may stand in a cell."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Give the text as it was before `guarded`."""
    return text[1:] if text[:1] == "'" and _RISKY.match(text, 1) else text


def without_controls(text: str) -> str:
    """Give the text without the characters that XML and HTML cannot hold."""
    return _CONTROL.sub("", text)
