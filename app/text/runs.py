"""Itemisation: a text cut into runs that are set in one way, in a column or on a line.

In a column Mongolian and Latin lie along it, Han characters stand, and a number of one or two digits stands upright
in one square (纵中横, tate-chu-yoko).
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from app.text.upright import upright


class Kind(StrEnum):
    """How a run is set; OTHER is all on a horizontal line that is not Mongolian."""

    MONGOLIAN = "mongolian"
    UPRIGHT = "upright"
    SIDEWAYS = "sideways"
    SHORT_NUMBER = "short_number"
    OTHER = "other"


class Run(NamedTuple):
    """A piece of text that is set in one way."""

    kind: Kind
    text: str


_MONGOLIAN = "\u1800-\u18af\U00011660-\U0001166c"
_JOINERS = "\u200c\u200d\u202f"
# A word or number with the marks inside it, so that 1,234.5, 2026-11-20 and 12 345 are one; else a single character.
_LETTERS = r"[0-9A-Za-zÀ-ÖØ-öø-\u02ff\u0370-ԯ]+"
_GROUPED = r"[0-9]{1,3}(?:[ \xa0\u2009\u202f][0-9]{3})+(?![0-9A-Za-z])(?:[.,][0-9]+)?"
_UNIT = re.compile(
    rf"(?P<mongolian>[{_JOINERS}]*[{_MONGOLIAN}][{_MONGOLIAN}{_JOINERS}]*)"
    rf"|(?P<word>[-+]?(?:{_GROUPED}|{_LETTERS}(?:[-.,:/\\_@&+=#~'’]+{_LETTERS})*)[%‰]?)"
    r"|.",
    re.DOTALL,
)
_HAS_MONGOLIAN = re.compile(f"[{_MONGOLIAN}]")
_SHORT_NUMBER = re.compile(r"[0-9]{1,2}")
# In a text with Mongolian in it these are of the Mongolian face, so that both brackets of a pair look the same.
_SHARED = frozenset(" .,:;!?()[]《》〈〉")


def runs(text: str) -> list[Run]:
    """Return the runs of a text for a column, in reading order; together they are the text.

    Combining marks and format characters stay with the run before them. Right-to-left text keeps its logical order,
    as runs that lie sideways.
    """
    return _merged(_units(text))


def line_runs(text: str) -> list[Run]:
    """Return the runs of a text for a horizontal line: MONGOLIAN and OTHER; together they are the text."""
    return _merged((kind if kind is Kind.MONGOLIAN else Kind.OTHER, part) for kind, part in _units(text))


def _units(text: str) -> Iterator[tuple[Kind, str]]:
    shared = _SHARED if _HAS_MONGOLIAN.search(text) else frozenset()
    kind: Kind | None = None
    for match in _UNIT.finditer(text):
        unit = match.group()
        if kind is None or match.lastgroup or unicodedata.category(unit) not in {"Mn", "Mc", "Me", "Cf"}:
            kind = _kind(match.lastgroup, unit, shared)
        yield kind, unit


def _kind(group: str | None, unit: str, shared: frozenset[str]) -> Kind:
    if group == "word":
        return Kind.SHORT_NUMBER if _SHORT_NUMBER.fullmatch(unit) else Kind.SIDEWAYS
    if group or unit in shared:
        return Kind.MONGOLIAN
    return Kind.UPRIGHT if upright(unit) else Kind.SIDEWAYS


def _merged(units: Iterator[tuple[Kind, str]]) -> list[Run]:
    merged: list[Run] = []
    for kind, text in units:
        if merged and merged[-1].kind is kind:
            text = merged.pop().text + text
        merged.append(Run(kind, text))
    return merged
