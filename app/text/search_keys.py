"""Search keys: what is written to the full-text index, what is asked of it, and the check of what it answers.

The index only proposes candidates: it holds short pieces of each text without their order. `Query.place` then compares
the candidate itself, so a piece too few in a match expression costs time, never truth.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice, pairwise
from operator import contains
from typing import Literal, NamedTuple

from app.text.folding import fold, fold_with_offsets, fold_words, width_in_text
from app.text.pinyin import LONGEST_QUERY, SYLLABLES, first_letters, readings, segment

__all__ = ["FTS_TOKENIZE", "Hit", "Place", "Query", "fold", "index_tokens", "pinyin_tokens", "query"]

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
_SAME_RUN = re.compile(f"[{_HAN}]{{2}}|[^ {_HAN}]{{2}}")
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
    spoken = "".join(one for one in fold(text) if one >= FIRST_HAN and readings(one))
    starts = range(len(spoken))
    return " ".join(dict.fromkeys(chain.from_iterable(_spoken(spoken[start : start + GRAM]) for start in starts)))


@lru_cache(maxsize=8192)
def _spoken(window: str) -> tuple[str, ...]:
    """The tokens that begin with the first of these characters; titles say the same words again and again."""
    tokens, pieces = list[str](), ["i"]
    for other in window:
        pieces = [piece + letter for letter in first_letters(other) for piece in pieces]
        tokens += pieces
    singles = ["s" + syllable for syllable in readings(window[0])]
    pairs = [single + syllable for syllable in readings(window[1]) for single in singles] if window[1:] else []
    return (*tokens, *singles, *pairs)


def _needed(run: str, longest: int) -> list[str]:
    """Return the longest pieces of a run, which a text must have to contain it."""
    return [run[start : start + longest] for start in range(max(1, len(run) - longest + 1))]


def _text_terms(word: str) -> list[str]:
    return [term for run in _RUN.finditer(word) for term in _needed(run[0], 2 if run[1] else GRAM)]


def _way_expression(syllables: tuple[str, ...], remainder: str) -> str:
    """Return the match expression for one way of reading a word as syllables and the beginning of another."""
    pairs = ["s" + first + second for first, second in pairwise(syllables)]
    terms = pairs or ["s" + syllable for syllable in syllables]
    if not remainder:
        return _all_of(terms)
    letters = [syllable[0] for syllable in syllables[1 - GRAM :]]
    terms.append("i" + "".join(letters) + remainder[0])
    if len(remainder) == 1:
        return _all_of(terms)
    return f"{_all_of(terms)} AND ({_begun(syllables[-1:], remainder)})"


def _begun(before: tuple[str, ...], remainder: str) -> str:
    """Return the match expression for any syllable that begins so, after the one before if there is one.

    Without it a syllable would be looked for by its first letter, and a rare one never found among the newest texts.
    """
    start = "s" + "".join(before)
    return " OR ".join(f'"{start}{one}"' for one in sorted(SYLLABLES) if one.startswith(remainder))


def _all_of(terms: Iterable[str]) -> str:
    """Return the match expression for texts having all the terms; a long list is cut, as `Query.place` decides."""
    return " AND ".join(f'"{term}"' for term in list(dict.fromkeys(terms))[:MATCH_TERMS])


def _pinyin_expression(word: str) -> str:
    """Return the match expression of one a–z word for the pinyin column: as first letters, or as syllables."""
    as_initials = _all_of("i" + piece for piece in _needed(word, GRAM))
    ways = dict.fromkeys([as_initials, *(_way_expression(*way) for way in segment(word))])
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


class Place(NamedTuple):
    """Where a query was found in the folded text of a field. It costs a fraction of a `Hit`, and ranks as that does."""

    rank: tuple[int, int, int, int]
    field: int
    start: int
    end: int
    how: How

    def hit(self, text: str) -> Hit:
        """Return the stretch of the original text of the field."""
        offsets = fold_with_offsets(text)[1]
        last = offsets[self.end - 1]
        return Hit(self.field, offsets[self.start], last + width_in_text(text, last), self.how, self.rank)


class _Field:
    """One field of a candidate, folded."""

    def __init__(self, index: int, text: str) -> None:
        self.index = index
        self.folded = fold(text)

    @cached_property
    def chinese(self) -> list[int]:
        """The positions of the Chinese characters in the folded text."""
        return [position for position, one in enumerate(self.folded) if one >= FIRST_HAN and readings(one)]

    def by_letters(self, word: str) -> Iterator[tuple[int, int]]:
        """Each stretch of the folded text that is this word."""
        text = self.folded
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)

    @cached_property
    def beginnings(self) -> list[tuple[str, ...]]:
        """The first letters of each of the Chinese characters."""
        text = self.folded
        return [first_letters(text[position]) for position in self.chinese]

    def _starts(self, letter: str) -> list[int]:
        """Return which of the Chinese characters can begin with this letter."""
        return [at for at, letters in enumerate(self.beginnings) if letter in letters]

    def by_initials(self, letters: str) -> Iterator[tuple[int, int]]:
        """Each stretch whose Chinese characters begin with these letters."""
        if len(letters) > len(self.chinese):
            return
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
        for reading in readings(self.folded[self.chinese[at]]):
            if reading.startswith(letters):
                return at + 1
            after = self._spelt(letters[len(reading) :], at + 1) if letters.startswith(reading) else 0
            if after:
                return after
        return 0

    def _standing(self, start: int, end: int) -> int:
        """Return whether the stretch is the whole field, its beginning, the beginning of a word, or inside one."""
        if start == 0:
            return WHOLE if end == len(self.folded) else PREFIX
        return INSIDE if _SAME_RUN.match(self.folded, start - 1) else WORD_START

    def find(self, word: str, how: How) -> Place | None:
        """Return the best of the first places of one folded word, looked for in this way."""
        search = {"text": self.by_letters, "initials": self.by_initials, "pinyin": self.by_pinyin}[how]
        inside = None
        for start, end in islice(search(word), PLACES_COMPARED):
            standing = self._standing(start, end)
            place = Place((standing, _HOW_ORDER[how], self.index, start), self.index, start, end, how)
            if standing < INSIDE:  # What comes later in the field stands no better.
                return place
            inside = inside or place
        return inside


def _ways_to_find(word: str) -> tuple[How, ...]:
    """Choose by its letters; for a–z also by the pinyin of Chinese characters."""
    return ("text", "initials", "pinyin") if _is_pinyin(word) else ("text",)


def _is_pinyin(word: str) -> bool:
    return len(word) <= LONGEST_QUERY and _LATIN_WORD.fullmatch(word) is not None


def _best(places: Iterable[Place | None]) -> Place | None:
    return min(filter(None, places), default=None)


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
        """Return where a candidate with these fields answers the query, in its own text; None when it does not."""
        place = self.place(fields)
        return place.hit(fields[place.field]) if place else None

    def place(self, fields: Sequence[str]) -> Place | None:
        """Return where a candidate with these fields answers the query; None when it does not.

        Of several words the first one's place is given, with the rank of the one found worst.
        """
        candidates = [_Field(index, text) for index, text in enumerate(fields) if text]
        by_words = self._word_by_word(candidates)
        if self.words == (self.whole,):
            return by_words
        return _best([*(field.find(self.whole, "text") for field in candidates), by_words])

    def _word_by_word(self, candidates: list[_Field]) -> Place | None:
        places: list[Place] = []
        for word in self.words:
            place = _best(field.find(word, how) for how in _ways_to_find(word) for field in candidates)
            if place is None:
                return None
            places.append(place)
        return places[0]._replace(rank=max(place.rank for place in places))


def query(text: str) -> Query | None:
    """Return the query a person typed; None when it has neither letter nor digit."""
    words = fold_words(text)
    return Query(fold(text), tuple(words)) if words else None
