"""Our own sheets read back, after people have worked on them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from app.exchange.spreadsheets.columns import Column, Kind, SheetRead, SheetRow, Value
from app.exchange.spreadsheets.guard import unguarded
from app.exchange.spreadsheets.values import read_date, read_number
from app.exchange.tables import old_codes
from app.exchange.tables.grid import Grid
from app.i18n import N_, _
from app.rules.problems import Problem

_ORDINAL = "序号"  # counts the rows of any office's sheet; nothing is lost without it
_HEADER_WITHIN = 30  # rows above the header: a title, a form line


def read_sheet(grid: Grid, columns: Sequence[Column]) -> SheetRead:
    """Give the rows under the header, by column key, with the row numbers a person sees.

    Headings are found in any order, with blanks or line breaks in them, in Chinese or translated, below title rows;
    blank rows are skipped. Columns we do not know, doubled and missing ones give problems; without a header or a
    required column there are no rows. A value that cannot be read is None and its row has a problem that names the
    column, as has a row whose Mongolian came in old codes.
    """
    header = _header_row(grid, columns)
    if header is None:
        names = "、".join(_(column.heading) for column in columns)
        return SheetRead((), (Problem("", N_("没有找到表头。表头应有这些列：{columns}。"), {"columns": names}),))
    places, problems = _places(grid, header, columns)
    if any(not problem.warning for problem in problems):
        return SheetRead((), problems)
    rows = (_row(grid, index, places) for index in range(header + 1, len(grid.rows)) if any(grid.rows[index]))
    return SheetRead(tuple(rows), problems)


def _header_row(grid: Grid, columns: Sequence[Column]) -> int | None:
    """Find the row with the most headings of ours; at least two of them, or the only one there is."""
    best, most = None, min(2, len(columns)) - 1
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        count = len({column.key for text in row if (column := _known(text, columns) or _also(text, columns))})
        if count > most:
            best, most = index, count
    return best


def _places(grid: Grid, header: int, columns: Sequence[Column]) -> tuple[dict[int, Column], tuple[Problem, ...]]:
    places: dict[int, Column] = {}
    problems: list[Problem] = []
    known = [_known(text, columns) for text in grid.rows[header]]
    unclaimed = [column for column in columns if column not in known]
    for place, text in enumerate(grid.rows[header]):
        column = known[place] or _also(text, unclaimed)
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


def _known(text: str, columns: Sequence[Column]) -> Column | None:
    """Find the column with this heading, letter for letter or else without its remark in brackets and its star."""
    for simplified in (_tight, _bare):
        for column in columns:
            if text and simplified(unguarded(text)) in {simplified(column.heading), simplified(_(column.heading))}:
                return column
    return None


def _also(text: str, columns: Sequence[Column]) -> Column | None:
    """Find the column that offices also call this."""
    return next((column for column in columns if text and _bare(unguarded(text)) in column.also), None)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)|[*:]", "", _tight(text))


def _row(grid: Grid, index: int, places: Mapping[int, Column]) -> SheetRow:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for place, column in places.items():
        value = _value(unguarded(grid.text(index, place)), column)
        if isinstance(value, Problem):
            problems.append(value)
        values[column.key] = None if isinstance(value, Problem) else value
    problems += old_codes.problems(grid, index, {place: _(column.heading) for place, column in places.items()})
    return SheetRow(grid.number(index), values, tuple(problems))


def _value(text: str, column: Column) -> Value | Problem:
    if column.kind is Kind.TEXT:
        return text
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
