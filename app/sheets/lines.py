"""Breaking text into lines as Chinese is set: no closing mark begins a line, no opening mark ends one (避头尾).

Words, numbers with their unit and addresses stay whole unless they are longer than a line, and so does 〔2026〕5号.
"""

import re
from collections.abc import Callable, Iterator

NO_START = frozenset("，。、；：？！）》〉」』】〕〗｝］”’…—～·％‰℃,.;:?!)]}%")
NO_END = frozenset("（《〈「『【〔〖｛［“‘([{")
COUNTED = frozenset("号年月日时元")

Measure = Callable[[str], float]

_UNIT = re.compile(r" +|[!-~¡-ԯ]+|.")
_WORD = re.compile(r"[!-~¡-ԯ]")
# Where a word that is too long may be parted: after these.
_PART = re.compile(r"[^/\\?&=_.,;:@-]*[/\\?&=_.,;:@-]+|[^/\\?&=_.,;:@-]+")


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of a text, none longer than `width` as `measure` counts; blank lines and indents of U+3000 stay.

    A single character wider than the line stands alone on it.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Measure) -> Iterator[str]:
    if measure(text) <= width:
        yield text.rstrip(" ")
        return
    line, used = "", 0.0
    for piece in _pieces(text, width, measure):
        long = measure(piece)
        if line and used + measure(piece.rstrip(" ")) > width:
            yield line.rstrip(" ")
            line, used = "", 0.0
            piece = piece.lstrip(" ")
            long = measure(piece)
        line, used = line + piece, used + long
    if line.strip(" ") or not text:
        yield line.rstrip(" ")


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    """What may not be parted, in order; what is too long for any line is parted after all."""
    for piece in _joined(text):
        if measure(piece.rstrip(" ")) <= width:
            yield piece
        else:
            yield from _parted(piece, width, measure)


def _joined(text: str) -> Iterator[str]:
    piece = ""
    for match in _UNIT.finditer(text):
        unit = match.group()
        if piece and not _stays(piece, unit):
            yield piece
            piece = ""
        piece += unit
    if piece:
        yield piece


def _stays(piece: str, unit: str) -> bool:
    """Whether no line may begin with the unit that follows the piece."""
    last, first = piece[-1], unit[0]
    if first in NO_START or first == " " or last in NO_END:
        return True
    return (last.isdigit() and first in COUNTED) or (last == "〕" and first.isdigit())


def _parted(piece: str, width: float, measure: Measure) -> Iterator[str]:
    held = ""
    for part in _smallest(piece, width, measure):
        if held and not (_stays(held, part) and measure(held + part) <= width):
            yield held
            held = ""
        held += part
    yield held


def _smallest(piece: str, width: float, measure: Measure) -> Iterator[str]:
    for unit in _UNIT.findall(piece):
        for part in _PART.findall(unit) if _WORD.match(unit) else [unit]:
            yield from [part] if measure(part) <= width else part
