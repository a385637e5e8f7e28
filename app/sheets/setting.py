"""Setting a line of text: which face, which way up, where each glyph stands along the line.

In columns (蒙古文竖排) Mongolian and Latin lie along the column, Chinese characters and short numbers stand upright in
it. All lengths are in em of the line's own size, so that one setting serves every size.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain, groupby
from typing import NamedTuple

from app.sheets.faces import Role
from app.sheets.glyphs import Font, Shaped
from app.sheets.typefaces import MISSING, Typefaces
from app.text.runs import Kind, runs

# Of the line's size: Han beside Mongolian looks as large at this size, and a short number must fit across the column.
HAN_IN_COLUMN, NUMBER_IN_COLUMN = 0.88, 0.8
MONGOLIAN_SPINE = 0.404
"""How high the spine of Mongolian letters is over the baseline, in em of the face: the middle of the line."""
HAN_MIDDLE = 0.38
"""Height of the middle of a Chinese character over the baseline."""
DIGIT_MIDDLE = 0.365

_FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# Words from right to left are shaped together, since their order turns as well.
_WORD = re.compile(rf"[!-~\u00a1-\u052f]+|[{_FROM_RIGHT}]+(?: +[{_FROM_RIGHT}]+)*|\s|\S")
_MONGOLIAN_WORD = re.compile(r"[^ ]+ *| +")


class Direction(StrEnum):
    """Lines from left to right under each other, or columns from top to bottom beside each other."""

    LINES = "lines"
    COLUMNS = "columns"


class Part(NamedTuple):
    """Glyphs of one face: where they begin along the line, and their size in em.

    `middle` is how far their baseline lies from the middle of the line; `upright` glyphs stand across a column.
    """

    font: Font
    shaped: Shaped
    start: float
    size: float
    middle: float
    upright: bool = False


class SetLine(NamedTuple):
    """A line ready to be drawn at any size."""

    text: str
    parts: tuple[Part, ...]
    length: float
    joined: bool  # holds Mongolian: its glyphs alone do not give the text back
    missing: tuple[str, ...] = ()  # characters that no face has


class Setter:
    """Sets lines in some faces in one direction; what is set stays with the faces for the next sheet."""

    def __init__(self, typefaces: Typefaces, direction: Direction = Direction.LINES) -> None:
        self.typefaces = typefaces
        self.direction = direction
        self._set: dict[tuple[Role, str], SetLine] = typefaces.lines.setdefault(direction, {})

    def line(self, text: str, role: Role) -> SetLine:
        """The text as one line."""
        key = role, text
        line = self._set.get(key)
        if line is None:
            if len(self._set) > _KEPT:
                self._set.clear()
            line = self._set[key] = self._line(text, role)
        return line

    def length(self, text: str, role: Role) -> float:
        """The length of a text on one line, in em."""
        return self.line(text, role).length

    def _line(self, text: str, role: Role) -> SetLine:
        parts: list[Part] = []
        at, joined = 0.0, False
        for run in runs(text):
            joined = joined or run.kind is Kind.MONGOLIAN
            for part, length in self._run(run.kind, run.text, role):
                parts.append(part._replace(start=at + part.start))
                at += length
        roles = (role, Role.MONGOL) if joined else (role,)
        missing = tuple(
            char for char in text if char not in _SHAPELESS and not any(self._face(char, own, None) for own in roles)
        )
        return SetLine(text, tuple(_merged(parts)), at, joined, missing)

    def _run(self, kind: Kind, text: str, role: Role) -> Iterator[tuple[Part, float]]:
        columns = self.direction is Direction.COLUMNS
        if kind is Kind.MONGOLIAN:
            for word in _MONGOLIAN_WORD.findall(text):
                yield from self._along(word, Role.MONGOL, MONGOLIAN_SPINE)
        elif columns and kind is Kind.SHORT_NUMBER:
            yield from self._across(text, role, NUMBER_IN_COLUMN, DIGIT_MIDDLE)
        elif columns and kind is Kind.UPRIGHT:
            for char in text:
                yield from self._across(char, role, HAN_IN_COLUMN, HAN_MIDDLE)
        else:
            for word in _WORD.findall(text):
                yield from self._along(word, role, HAN_MIDDLE)

    def _along(self, text: str, role: Role, middle: float) -> Iterator[tuple[Part, float]]:
        """Glyphs along the line; in a column they lie on their side."""
        size = HAN_IN_COLUMN if self.direction is Direction.COLUMNS and role is not Role.MONGOL else 1.0
        for font, piece in self._faces(text, role):
            shaped = font.shape(piece)
            yield Part(font, shaped, 0.0, size, middle), shaped.length * size

    def _across(self, text: str, role: Role, size: float, middle: float) -> Iterator[tuple[Part, float]]:
        """A character or a short number that stands upright in its column, in a square of its own."""
        for font, piece in self._faces(text, role):
            shaped = font.shape(piece, True)
            room = max(HAN_IN_COLUMN, size)
            start = room / 2
            yield Part(font, shaped, start, size, middle, upright=True), room

    def _faces(self, text: str, role: Role) -> Iterator[tuple[Font, str]]:
        """The text in pieces of one face each; what no face has becomes 〓."""
        font, piece = None, ""
        for char in text:
            found = self._face(char, role, font)
            if found is None:
                char, found = MISSING, self.typefaces.base(Role.TEXT)
            if font and found is not font:
                yield font, piece
                piece = ""
            font, piece = found, piece + char
        if font:
            yield font, piece

    def _face(self, char: str, role: Role, before: Font | None) -> Font | None:
        """The face of a character; what has no shape of its own stays with the face before it."""
        if before and (char in _SHAPELESS or (role is Role.MONGOL and before.has(char))):
            return before
        return self.typefaces.font(role, char) or self.typefaces.font(Role.TEXT, char)


def _merged(parts: list[Part]) -> Iterator[Part]:
    """Neighbours that lie along the line in one face as one part: fewer operators, and a reader keeps their blanks."""
    for (font, size, middle, upright, _own), group in groupby(parts, key=_manner):
        members = list(group)
        if upright or len(members) == 1:
            yield from members
            continue
        glyphs = tuple(chain.from_iterable(part.shaped.glyphs for part in members))
        length = sum(part.shaped.length for part in members)
        yield Part(font, Shaped(glyphs, length), members[0].start, size, middle)


def _manner(part: Part) -> tuple[Font, float, float, bool, float]:
    return part.font, part.size, part.middle, part.upright, part.start if part.upright else 0.0


_KEPT = 20_000  # lines kept set: more than any sheet repeats
_SHAPELESS = frozenset("\u180b\u180c\u180d\u180e\u180f\u202f\u200c\u200d\ufe00\ufe01")
