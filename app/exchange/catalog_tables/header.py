"""Finding the header of a catalog table: one to four rows, broken words, columns in any order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.exchange.catalog_tables.words import GROUPS, TICKED, field_of, tight
from app.exchange.tables.grid import Grid

_DEEPEST = 4
_LONGEST_HEADING = 24
_FEWEST_FIELDS = 3


@dataclass(frozen=True)
class Header:
    """Which columns hold which field; `last` is its last row, `width` the cells a row should have."""

    first: int
    last: int
    width: int
    places: Mapping[str, tuple[int, ...]]
    extra: Mapping[int, str]
    headings: Mapping[str, str]

    def has(self, *fields: str) -> bool:
        """Whether one of the fields has a column."""
        return any(field in self.places for field in fields)

    @property
    def written(self) -> frozenset[int]:
        """Give the columns that hold words, not ticks."""
        return frozenset(place for field, places in self.places.items() if field not in TICKED for place in places)


def begins(grid: Grid, row: int) -> bool:
    """Whether a header begins in this row: three fields or more have their heading in it."""
    fields = {field for text in set(grid.rows[row]) if 0 < len(text) <= _LONGEST_HEADING and (field := field_of(text))}
    return len(fields) >= _FEWEST_FIELDS and len(fields - TICKED) > 1  # 县级 and 主动公开 also stand in rows, as ticks


def header_at(grid: Grid, row: int) -> Header:
    """Read the header that begins in this row."""
    last = row
    while last + 1 < min(len(grid.rows), row + _DEEPEST) and _goes_on(grid, row, last + 1):
        last += 1
    width = max(len(line) for line in grid.rows[row : last + 1])
    fields = {column: _column(grid, row, last, column) for column in range(width)}
    found: dict[str, list[int]] = defaultdict(list)
    for column, (field, _heading) in fields.items():
        found[field].append(column)
    extra = {column: fields[column][1] for column in found.pop("", []) if fields[column][1]}
    places = _settled(found)
    headings = {
        name: " ".join(dict.fromkeys(fields[place][1] for place in columns)) for name, columns in places.items()
    }
    return Header(row, last, width, places, extra, headings)


def _goes_on(grid: Grid, first: int, row: int) -> bool:
    """Whether a row still belongs to the header: its own cells are headings or the rest of one begun above."""
    own = {column: text for column, text in enumerate(grid.rows[row]) if text and not grid.merged(row, column)}
    if not own:
        return any(grid.merged(row, column) and grid.origin(row, column)[0] >= first for column in range(grid.width))
    if any(len(tight(text)) > _LONGEST_HEADING for text in own.values()) or begins_data(own):
        return False
    known = [column for column in own if field_of(own[column]) or field_of(_joined(grid, first, row, column))]
    return len(known) * 2 > len(own)


def begins_data(own: Mapping[int, str]) -> bool:
    """Whether the first cell of a row is a number, as in the rows of a catalog."""
    return next(iter(own.values())).strip().isdigit()


def _stack(grid: Grid, first: int, last: int, column: int) -> Iterator[str]:
    """Give the different cells of a column of the header from above."""
    seen = set()
    for row in range(first, last + 1):
        origin = grid.origin(row, column)
        text = grid.text(row, column)
        if text and origin not in seen:
            seen.add(origin)
            yield text


def _joined(grid: Grid, first: int, last: int, column: int) -> str:
    return "".join(_stack(grid, first, last, column))


def _column(grid: Grid, first: int, last: int, column: int) -> tuple[str, str]:
    """Tell the field and the heading of a column: the lowest cell that names one, else all its cells together."""
    stack = list(_stack(grid, first, last, column))
    for text in reversed(stack):
        field = field_of(text)
        if field and (field not in GROUPS or text == stack[-1]):
            return field, tight(text)
    whole = "".join(stack)
    return (field_of(whole) or (field_of(stack[0]) if stack else "")), tight(whole)


def _settled(found: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    """Decide headings whose meaning depends on the others.

    市级 without 县级 is the county-level city's own column; 公开事项 without levels below it is the name of the
    item, over two columns it is the first and the second level; 相应领域 may be the only name there is.
    """
    places = {field: tuple(columns) for field, columns in found.items()}
    if "county" not in places and "city" in places:
        places["county"] = places.pop("city")
    if "level1" not in places and "item" in places:
        first, *rest = places.pop("item")
        places["level1"] = (first,)
        if rest and "level2" not in places:
            places["level2"] = tuple(rest)
    if not {"level1", "level2"} & places.keys() and "domain" in places:
        places["level1"] = places.pop("domain")
    if "level1" not in places and "level2" in places:
        places["level1"] = places.pop("level2")
    return places
