"""Search keys: what is written to the full-text index, what is asked of it, and the check of what it answers.

The index only proposes candidates: it holds short pieces of each text without their order. `Query.hit` then compares
the candidate itself, so a piece too few in a match expression costs time, never truth.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from operator import contains
from typing import Literal

from app.text.folding import fold, fold_with_offsets, fold_words, width_in_text
from app.text.pinyin import LONGEST_QUERY, first_letters, readings, segment

__all__ = ["FTS_TOKENIZE", "Hit", "Query", "fold", "index_tokens", "pinyin_tokens", "query"]

FTS_TOKENIZE = "ascii"
"""The tokenizer the FTS5 table must name: it keeps every character beyond ASCII, whatever Unicode the SQLite knows.

The table: `fts5(text, pinyin, content='', detail=column, tokenize='ascii')`.
"""

GRAM = 4
FIRST_HAN = "〇"
MATCH_TERMS = 48
MATCH_WORDS = 16
PLACES_COMPARED = 64
WHOLE, PREFIX, WORD_START, INSIDE = range(4)

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e-\ufa29\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_HAN}]+)|[^ {_HAN}]+")
_LATIN_WORD = re.compile("[a-z]+")
_HOW_ORDER = {"text": 0, "initials": 1, "pinyin": 2}

How = Literal["text", "initials", "pinyin"]


def _grams(run: str, longest: int) -> list[str]:
    """Return every piece of the run of up to this many characters."""
    size = len(run)
    return [run[start : start + length] for length in range(1, longest + 1) for start in range(size - length + 1)]


def index_tokens(text: str) -> str:
    """Return the tokens of a text for the text column, parted by blanks, each once.

    Of Chinese the characters and their pairs; of any other letters and digits the pieces of up to four.
    """
    tokens: list[str] = []
    for run in _RUN.finditer(fold(text)):
        tokens += _grams(run[0], 2 if run[1] else GRAM)
    return " ".join(dict.fromkeys(tokens))


def pinyin_tokens(text: str) -> str:
    """Return the tokens of a name for the pinyin column, parted by blanks, each once.

    `i` with one to four first letters, `s` with one or two syllables. Every reading kept of a character counts; what
    stands between the Chinese characters does not.
    """
    spoken = [one for one in fold(text) if one >= FIRST_HAN and readings(one)]
    tokens: list[str] = []
    for position, one in enumerate(spoken):
        pieces = ["i"]
        for other in spoken[position : position + GRAM]:
            pieces = [piece + letter for letter in first_letters(other) for piece in pieces]
            tokens += pieces
        singles = ["s" + syllable for syllable in readings(one)]
        tokens += singles
        if position + 1 < len(spoken):
            tokens += [single + syllable for syllable in readings(spoken[position + 1]) for single in singles]
    return " ".join(dict.fromkeys(tokens))


def _needed(run: str, longest: int) -> list[str]:
    """Return the longest pieces of a run, which a text must have to contain it."""
    return [run[start : start + longest] for start in range(max(1, len(run) - longest + 1))]


def _text_terms(word: str) -> list[str]:
    return [term for run in _RUN.finditer(word) for term in _needed(run[0], 2 if run[1] else GRAM)]


def _way_terms(syllables: tuple[str, ...], remainder: str) -> list[str]:
    """Return the terms needed for one way of reading a word as syllables and the beginning of another."""
    pairs = ["s" + first + second for first, second in pairwise(syllables)]
    terms = pairs or ["s" + syllable for syllable in syllables]
    if remainder:
        letters = [syllable[0] for syllable in syllables[1 - GRAM :]]
        terms.append("i" + "".join(letters) + remainder[0])
    return terms


def _all_of(terms: Iterable[str]) -> str:
    """Return the match expression for texts having all the terms; a long list is cut, as `Query.hit` decides."""
    return " AND ".join(f'"{term}"' for term in list(dict.fromkeys(terms))[:MATCH_TERMS])


def _pinyin_expression(word: str) -> str:
    """Return the match expression of one a–z word for the pinyin column: as first letters, or as syllables."""
    as_initials = _all_of("i" + piece for piece in _needed(word, GRAM))
    ways = [as_initials, *(_all_of(_way_terms(*way)) for way in segment(word))]
    return " OR ".join(f"({way})" for way in ways)


@dataclass(frozen=True)
class Hit:
    """Where a query was found: the field by its index, the stretch of its original text, and by what."""

    field: int
    start: int
    end: int
    how: How
    rank: tuple[int, int, int, int]
    """Smaller is better: whole field, beginning, word start or inside; then how it was found; field; position."""


class _Field:
    """One field of a candidate, folded when it is first looked at."""

    def __init__(self, index: int, text: str) -> None:
        self.index = index
        self.text = text

    @cached_property
    def folded(self) -> tuple[str, list[int]]:
        return fold_with_offsets(self.text)

    @cached_property
    def chinese(self) -> list[int]:
        """The positions of the Chinese characters in the folded text."""
        return [position for position, one in enumerate(self.folded[0]) if one >= FIRST_HAN and readings(one)]

    def by_letters(self, word: str) -> Iterator[tuple[int, int]]:
        """Each stretch of the folded text that is this word."""
        text = self.folded[0]
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)

    @cached_property
    def beginnings(self) -> list[tuple[str, ...]]:
        """The first letters of each of the Chinese characters."""
        text = self.folded[0]
        return [first_letters(text[position]) for position in self.chinese]

    def _starts(self, letter: str) -> list[int]:
        """Return which of the Chinese characters can begin with this letter."""
        return [at for at, letters in enumerate(self.beginnings) if letter in letters]

    def by_initials(self, letters: str) -> Iterator[tuple[int, int]]:
        """Each stretch whose Chinese characters begin with these letters."""
        for at in self._starts(letters[0]):
            following = self.beginnings[at : at + len(letters)]
            if len(following) == len(letters) and all(map(contains, following, letters)):
                yield self.chinese[at], self.chinese[at + len(letters) - 1] + 1

    def by_pinyin(self, letters: str) -> Iterator[tuple[int, int]]:
        """Each stretch whose Chinese characters are spelt so, the last one perhaps in part."""
        for at in self._starts(letters[0]):
            after = self._spelt(letters, at)
            if after:
                yield self.chinese[at], self.chinese[after - 1] + 1

    def _spelt(self, letters: str, at: int) -> int:
        """Return how many Chinese characters lie before the end of the spelling from there; 0 for no spelling."""
        if at == len(self.chinese):
            return 0
        for reading in readings(self.folded[0][self.chinese[at]]):
            if reading.startswith(letters):
                return at + 1
            after = self._spelt(letters[len(reading) :], at + 1) if letters.startswith(reading) else 0
            if after:
                return after
        return 0

    def _place(self, start: int, end: int) -> int:
        text = self.folded[0]
        if start == 0:
            return WHOLE if end == len(text) else PREFIX
        run = _RUN.match(text, start - 1)
        return INSIDE if run and run.end() > start else WORD_START

    def _hit(self, start: int, end: int, how: How) -> Hit:
        offsets = self.folded[1]
        last = offsets[end - 1]
        rank = (self._place(start, end), _HOW_ORDER[how], self.index, start)
        return Hit(self.index, offsets[start], last + width_in_text(self.text, last), how, rank)

    def find(self, word: str, how: How) -> Hit | None:
        """Return the best of the first places of one folded word, looked for in this way."""
        search = {"text": self.by_letters, "initials": self.by_initials, "pinyin": self.by_pinyin}[how]
        return _best(self._hit(*stretch, how) for stretch in islice(search(word), PLACES_COMPARED))


def _ways_to_find(word: str) -> tuple[How, ...]:
    """Choose by its letters; for a–z also by the pinyin of Chinese characters."""
    return ("text", "initials", "pinyin") if _is_pinyin(word) else ("text",)


def _is_pinyin(word: str) -> bool:
    return len(word) <= LONGEST_QUERY and _LATIN_WORD.fullmatch(word) is not None


def _best(hits: Iterable[Hit | None]) -> Hit | None:
    return min((hit for hit in hits if hit), key=lambda hit: hit.rank, default=None)


@dataclass(frozen=True)
class Query:
    """What was typed, as words that must all be found, in any order and any field."""

    whole: str
    words: tuple[str, ...]

    @property
    def match_text(self) -> str:
        """The FTS5 expression for candidates that contain every word in the text column."""
        return _all_of(term for word in self.words for term in _text_terms(word))

    @property
    def match_pinyin(self) -> str | None:
        """The FTS5 expression for candidates by the pinyin column; None unless every word is of a–z only."""
        if not all(map(_is_pinyin, self.words)):
            return None
        return " AND ".join(f"({_pinyin_expression(word)})" for word in self.words[:MATCH_WORDS])

    def match(self, text_column: str = "text", pinyin_column: str = "pinyin") -> str:
        """Return the FTS5 expression over both columns: each word in the one or, when of a–z only, in the other."""
        parts = []
        for word in self.words[:MATCH_WORDS]:
            part = f"{text_column} : ({_all_of(_text_terms(word))})"
            if _is_pinyin(word):
                part = f"({part} OR {pinyin_column} : ({_pinyin_expression(word)}))"
            parts.append(part)
        return " AND ".join(parts)

    def hit(self, fields: Sequence[str]) -> Hit | None:
        """Return where a candidate with these fields answers the query; None when it does not.

        Of several words the first one's place is given, with the rank of the one found worst.
        """
        candidates = [_Field(index, text) for index, text in enumerate(fields)]
        return _best([*(field.find(self.whole, "text") for field in candidates), self._word_by_word(candidates)])

    def _word_by_word(self, candidates: list[_Field]) -> Hit | None:
        hits: list[Hit] = []
        for word in self.words:
            hit = _best(field.find(word, how) for field in candidates for how in _ways_to_find(word))
            if hit is None:
                return None
            hits.append(hit)
        return replace(hits[0], rank=max(hit.rank for hit in hits))


def query(text: str) -> Query | None:
    """Return the query a person typed; None when it has neither letter nor digit."""
    words = fold_words(text)
    return Query(fold(text), tuple(words)) if words else None
