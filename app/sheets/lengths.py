"""How a table shares its length among its columns, so that no word, date or number is parted while there is a way.

A column asks for its share, and for no less than its longest piece. Where all pieces together are too long, the letters
grow smaller in steps; only at the smallest size are words parted.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from app.sheets.faces import Role
from app.sheets.setting import Setter
from app.text.breaks import pieces
from app.text.clean import clean

STEP = 0.5
SMALLEST_LINES, SMALLEST_COLUMNS = 7.5, 8.0
"""What an old eye still reads on a wall; joined Mongolian letters need a little more than Chinese ones."""
FREAK = 12.0
"""A piece longer than this many em (an address of the web) does not rule its column: it is parted instead."""
SHORT_HEADING = 3
"""A Chinese heading of so many characters stays on one line, a longer one may take two."""
KEPT = 5_000
EASE = 0.3
"""Points that keep a line that just fits from being broken by a rounding."""

_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_BLANK = re.compile(r"[ \n\u3000]+")


class Least:
    """The least lengths of texts in one direction, in em; what was measured once is kept."""

    def __init__(self, setter: Setter) -> None:
        self._length = setter.length
        self.cell = lru_cache(KEPT)(self._cell)
        self.heading = lru_cache(KEPT)(self._heading)

    def _heading(self, text: str) -> float:
        """The longest word of a heading; a longer Chinese one may be halved."""
        return max((self._word(word) for word in _words(text)), default=0.0)

    def whole(self, text: str) -> float:
        """The longest word of a text whose words are never parted; a Chinese line is one word."""
        words = _words(text) if _MONGOLIAN.search(text) else clean(text).split("\n")
        lengths = (self._length(word, Role.LABEL) for word in words)
        return max((length for length in lengths if length <= FREAK), default=0.0)

    def _word(self, word: str) -> float:
        if len(word) <= SHORT_HEADING:
            return self._length(word, Role.HEADING)
        ends = list(accumulate(pieces(word)))
        halves = [max(self._length(end, Role.HEADING), self._length(word[len(end) :], Role.HEADING)) for end in ends]
        return min(halves)

    def _cell(self, text: str, role: Role) -> float:
        """The longest piece of a cell that may not be parted."""
        lengths = (self._length(piece.rstrip(" "), role) for part in text.split("\n") for piece in pieces(part))
        return max((length for length in lengths if length <= FREAK), default=0.0)


def _words(text: str) -> list[str]:
    return [word for word in _BLANK.split(clean(text)) if word]


def fitted(
    total: float, shares: Sequence[float], least: Sequence[float], pad: float, size: float, smallest: float
) -> tuple[float, list[float]]:
    """The size of the letters and the lengths of the columns in points.

    `least` is in em, `pad` is what the rules of a cell take of its length. At the smallest size the columns that ask
    for more than there is are all cut in the same proportion.
    """
    while True:
        wanted = [em * size + pad + EASE for em in least]
        if sum(wanted) <= total:
            return size, shared(total, shares, wanted)
        if size - STEP < smallest:
            return size, [length * total / sum(wanted) for length in wanted]
        size -= STEP


def shared(total: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The total divided by shares, each part no less than its least, which together must not be more than the total."""
    fixed: set[int] = set()
    while True:
        free = [n for n in range(len(shares)) if n not in fixed]
        rest = total - sum(least[n] for n in fixed)
        unit = rest / sum(shares[n] for n in free) if free else 0.0
        short = {n for n in free if shares[n] * unit < least[n]}
        if not short:
            return [least[n] if n in fixed else shares[n] * unit for n in range(len(shares))]
        fixed |= short
