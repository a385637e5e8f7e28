"""Our own sheets read back, after people have worked on them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from app.exchange.spreadsheets.columns import Column, Kind, SheetRead, SheetRow, Value
from app.exchange.spreadsheets.guard import unguarded
from app.exchange.spreadsheets.values import read_date, read_number
from app.exchange.tables import old_codes
from app.exchange.tables.grid import Grid
from app.i18n import N_, _
from app.rules.problems import Problem

_ORDINAL = "序号"  # counts the rows of any office's sheet; nothing is lost without it
_HEADER_WITHIN = 30  # rows above the header: a title, a form line
_UNIT = re.compile(
    r"\([^()]*\)|[万千百]?元|亩|公顷|头|只|峰|匹|人|户|公斤|吨|平方米"
)  # as the second line of a header has it


class _Header(NamedTuple):
    """The heading of each place, and the rows (one or two, more where merged cells reach down) it was found in."""

    first: int
    last: int
    headings: tuple[str, ...]


class _Names:
    """What the columns are called: by us, in both languages, with or without a remark in brackets, and by offices."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._exact: dict[str, Column] = {}
        self._bare: dict[str, Column] = {}
        self._also: dict[str, list[Column]] = {}
        for column in columns:
            for heading in (column.heading, _(column.heading)):
                self._exact.setdefault(_tight(heading), column)
                self._bare.setdefault(_bare(heading), column)
            for other in column.also:
                self._also.setdefault(other, []).append(column)

    def known(self, text: str) -> Column | None:
        """Find the column with this heading, letter for letter or else without its remark in brackets and its star."""
        plain = unguarded(text)
        return (self._exact.get(_tight(plain)) or self._bare.get(_bare(plain))) if text else None

    def also(self, text: str, claimed: Iterable[Column | None] = ()) -> Column | None:
        """Find the column that offices also call this, among those that no heading of ours claims."""
        named = self._also.get(_bare(unguarded(text)), ()) if text else ()
        return next((column for column in named if column not in claimed), None)

    def count(self, headings: Sequence[str]) -> int:
        """How many columns stand in a row."""
        return len({column.key for text in headings if (column := self.known(text) or self.also(text))})


def read_sheet(grid: Grid, columns: Sequence[Column]) -> SheetRead:
    """Give the rows under the header, by column key, with the row numbers a person sees.

    Headings are found in any order, with blanks or line breaks in them, on one line or two, in Chinese or translated,
    below title rows; blank rows and the header said again are skipped. Columns we do not know, doubled and missing ones
    give problems; without a header or a required column there are no rows. A value that cannot be read is None and its
    row has a problem that names the column, as has a row whose Mongolian came in old codes.
    """
    read, rows = begin_sheet(grid, columns)
    return replace(read, rows=tuple(rows))


def begin_sheet(grid: Grid, columns: Sequence[Column]) -> tuple[SheetRead, Iterator[SheetRow]]:
    """Give what `read_sheet` gives, but the rows apart and one by one: a long list is not held twice in memory."""
    called = _Names(columns)
    header = _header(grid, called, min(2, len(columns)))
    if header is None:
        names = "、".join(_(column.heading) for column in columns)
        missing = Problem("", N_("没有找到表头。表头应有这些列：{columns}。"), {"columns": names})
        return SheetRead((), (missing,)), iter(())
    places, problems = _places(header.headings, called, columns)
    headings = {column.key: header.headings[place] for place, column in places.items()}
    above = tuple(text for row in grid.rows[: header.first] for text in row if text)
    useless = any(not problem.warning for problem in problems)
    return SheetRead((), problems, headings, above), iter(()) if useless else _rows(grid, header, places)


def _header(grid: Grid, called: _Names, least: int) -> _Header | None:
    """Find the row with the most headings of ours, joined with the one above or below if that gives more of them."""
    counts = [called.count(row) for row in grid.rows[:_HEADER_WITHIN]]
    most = max(counts, default=0)
    best = counts.index(most) if counts else 0
    found, last = (grid.rows[best], best) if counts else ((), 0)
    for top in (best, best - 1):
        if 0 <= top < len(grid.rows) - 1:
            joined = _joined(grid.rows[top], grid.rows[top + 1], called)
            if (count := called.count(joined)) > most or (top == best and _has_only_units(grid.rows[top + 1])):
                most, best, found, last = count, top, joined, top + 1
    if most < least:
        return None
    reached = [span.bottom for span in grid.spans if best <= span.top <= last]  # a merged heading reaches down
    return _Header(best, max([last, *reached]), found)


def _joined(upper: Sequence[str], lower: Sequence[str], called: _Names) -> tuple[str, ...]:
    """The headings of two rows: the lower ones where they are ours, else the upper with what stands below it."""
    pairs = zip_longest(upper, lower, fillvalue="")
    return tuple(_one_of(above, below, called) for above, below in pairs)


def _one_of(above: str, below: str, called: _Names) -> str:
    for text in (below, above + below):
        if below and (called.known(text) or called.also(text)):
            return text
    return above


def _has_only_units(row: Sequence[str]) -> bool:
    return any(row) and all(_UNIT.fullmatch(_tight(text)) for text in row if text)


def _places(
    headings: Sequence[str], called: _Names, columns: Sequence[Column]
) -> tuple[dict[int, Column], tuple[Problem, ...]]:
    places: dict[int, Column] = {}
    problems: list[Problem] = []
    known = [called.known(text) for text in headings]
    for place, text in enumerate(headings):
        column = known[place] or called.also(text, known)
        if column is None and text and _bare(text) != _ORDINAL:
            problems.append(Problem("", N_("不认识“{heading}”这一列，没有读入。"), {"heading": text}, warning=True))
        elif column is not None and column in places.values():
            problems.append(Problem("", N_("“{heading}”这一列有两个，请删去一个再导入。"), {"heading": text}))
        elif column is not None:
            places[place] = column
    return places, (*problems, *_missing(columns, places))


def _missing(columns: Sequence[Column], places: Mapping[int, Column]) -> Iterator[Problem]:
    for column in columns:
        if column not in places.values():
            message = (
                N_("缺少“{heading}”这一列，请补上再导入。")
                if column.required
                else N_("没有“{heading}”这一列，按空白读入。")
            )
            yield Problem(column.key, message, {"heading": _(column.heading)}, warning=not column.required)


def _rows(grid: Grid, header: _Header, places: Mapping[int, Column]) -> Iterator[SheetRow]:
    texts = [(place, column.key) for place, column in places.items() if column.kind is Kind.TEXT]
    others = [(place, column) for place, column in places.items() if column.kind is not Kind.TEXT]
    merged = {row for span in grid.spans for row in range(span.top, span.bottom + 1)}
    said = {place: _(column.heading) for place, column in places.items()} if grid.old_codes else {}
    width = max(places, default=0) + 1
    for index in range(header.last + 1, len(grid.rows)):
        cells = grid.rows[index]
        if not any(cells) or cells == grid.rows[header.first]:
            continue
        if index in merged:
            cells = tuple(grid.text(index, place) for place in range(grid.width))
        elif len(cells) < width:
            cells += ("",) * (width - len(cells))
        row = _row(grid.number(index), cells, texts, others)
        if said:
            row.problems += tuple(old_codes.problems(grid, index, said))
        yield row


def _row(
    number: int, cells: Sequence[str], texts: Iterable[tuple[int, str]], others: Iterable[tuple[int, Column]]
) -> SheetRow:
    if "'" in "".join(cells):  # seldom, and one look at all cells is quick
        cells = [unguarded(text) for text in cells]
    values: dict[str, Value] = {key: cells[place] for place, key in texts}
    problems: tuple[Problem, ...] = ()
    for place, column in others:
        value = _value(cells[place], column)
        if isinstance(value, Problem):
            problems += (value,)
            value = None
        values[column.key] = value
    return SheetRow(number, values, problems, next(filter(None, cells)))


def _value(text: str, column: Column) -> Value | Problem:
    if not text:
        return None
    if column.kind is Kind.CHOICE:
        return _choice(text, column)
    return read_date(text, column.key) if column.kind is Kind.DATE else read_number(text, column.key)


def _choice(text: str, column: Column) -> str | Problem:
    """Give the source message of the choice, whichever language it was written in."""
    for choice in column.choices:
        if _tight(text) in {_tight(choice), _tight(_(choice))}:
            return choice
    values = {"text": text, "heading": _(column.heading), "choices": "、".join(map(_, column.choices))}
    return Problem(column.key, N_("“{heading}”不能是“{text}”，请从这些里选：{choices}。"), values)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)|[*:]", "", _tight(text))
