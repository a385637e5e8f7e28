"""Where a line may end, on horizontal lines and in columns alike.

Chinese: no closing mark begins a line, no opening mark ends one (避头尾). Words, numbers with their unit and addresses
stay whole unless they are longer than a line, and so does 〔2026〕5号. Mongolian: only at blanks; words are not
divided, a suffix stays with its stem.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

NO_START = frozenset("，。、；：？！）》〉」』】〕〗｝］”’…—～·％‰℃,.;:?!)]}%᠁᠂᠃᠄᠅᠈᠉")
NO_END = frozenset("（《〈「『【〔〖｛［“‘([{")
COUNTED = frozenset("号年月日时元")

Measure = Callable[[str], float]

_CONNECTORS = frozenset("\u180e\u202f")
_MONGOLIAN = "\u1800-\u18af\u200c\u200d\u202f"
_UNIT = re.compile(rf" +|[{_MONGOLIAN}]+|[!-~¡-ԯ]+|.")
_WORD = re.compile(r"[!-~¡-ԯ]")
_MONGOLIAN_WORD = re.compile(f"[{_MONGOLIAN}]")
# Where a word that is too long may be parted: after these.
_PART = re.compile(r"[^/\\?&=_.,;:@-]*[/\\?&=_.,;:@-]+|[^/\\?&=_.,;:@-]+")
# A letter with its format characters, and with what a connector joins to it.
_CLUSTER = re.compile(
    "[\u180e\u202f]*[^\u180b-\u180f\u200c\u200d\u202f]?[\u180b-\u180d\u180f\u200c\u200d]*"
    "(?:[\u180e\u202f]+[^\u180b-\u180f\u200c\u200d\u202f]?[\u180b-\u180d\u180f\u200c\u200d]*)*"
)


def pieces(text: str) -> Iterator[str]:
    """Return what of one paragraph may not be parted, in order, each with the blanks behind it."""
    piece = ""
    for match in _UNIT.finditer(text):
        unit = match.group()
        if piece and not _stays(piece, unit):
            yield piece
            piece = ""
        piece += unit
    if piece:
        yield piece


def broken(text: str, length: float, measure: Measure) -> list[str]:
    """Return the lines of a text, none longer than `length` as `measure` counts.

    Blank lines and indents of U+3000 stay, blanks at the end of a line go. A single character, or a Mongolian letter
    with its format characters, that is longer than the line stands alone on it.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, length, measure)]


def _paragraph(text: str, length: float, measure: Measure) -> Iterator[str]:
    if measure(text) <= length:
        yield text.rstrip(" ")
        return
    line, used = "", 0.0
    for piece in _fitting(text, length, measure):
        long = measure(piece)
        if line and used + measure(piece.rstrip(" ")) > length:
            yield line.rstrip(" ")
            line, used = "", 0.0
            piece = piece.lstrip(" ")
            long = measure(piece)
        line, used = line + piece, used + long
    if line.strip(" ") or not text:
        yield line.rstrip(" ")


def _fitting(text: str, length: float, measure: Measure) -> Iterator[str]:
    """What may not be parted, in order; what is too long for any line is parted after all."""
    for piece in pieces(text):
        if measure(piece.rstrip(" ")) <= length:
            yield piece
        else:
            yield from _parted(piece, length, measure)


def _stays(piece: str, unit: str) -> bool:
    """Whether no line may begin with the unit that follows the piece."""
    last, first = piece[-1], unit[0]
    if first in NO_START or first == " " or last in NO_END or _clings(first) or last in _CONNECTORS:
        return True
    if (_MONGOLIAN_WORD.match(last) and _WORD.match(first)) or (_WORD.match(last) and _MONGOLIAN_WORD.match(first)):
        return True
    return (last.isdigit() and first in COUNTED) or (last == "〕" and first.isdigit())


def _clings(char: str) -> bool:
    """Whether this is an accent or format character, which belongs to the character before it."""
    return char in _CONNECTORS or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _parted(piece: str, length: float, measure: Measure) -> Iterator[str]:
    held = ""
    for part in _with_suffixes(_smallest(piece, length, measure)):
        if held and not (_stays(held, part) and measure(held + part) <= length):
            yield held
            held = ""
        held += part
    yield held


def _with_suffixes(parts: Iterator[str]) -> Iterator[str]:
    """The parts, each with what a connector joins to it and the blanks behind it, which a connector may follow."""
    whole = next(parts)
    for part in parts:
        if part[0] in _CONNECTORS or part[0] == " ":
            whole += part
        else:
            yield whole
            whole = part
    yield whole


def _smallest(piece: str, length: float, measure: Measure) -> Iterator[str]:
    for unit in _UNIT.findall(piece):
        if _MONGOLIAN_WORD.match(unit):
            whole = measure(unit) <= length and unit[0] not in _CONNECTORS
            yield from [unit] if whole else filter(None, _CLUSTER.findall(unit))
            continue
        for part in _PART.findall(unit) if _WORD.match(unit) else [unit]:
            yield from [part] if measure(part) <= length else part
