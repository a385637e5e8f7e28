"""The formats of the annual report as TOML files; a file that cannot be right is a bug of ours and raises KeyError.

A row has cells in the columns it names, else in all of its table; its key and that of the column make the key of the
cell. `before` are the lines of words above a row, `boxes` the words at its beginning.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.paths import RESOURCES
from app.rules.annual_report import Box, Cell, Identity, Line, ReportFormat, SectionSpec, Table

FOLDER = RESOURCES / "report_formats"


@cache
def formats(folder: Path = FOLDER) -> Mapping[str, ReportFormat]:
    """Every format by its id, the newest first."""
    found = [_format(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.toml"))]
    return {form.id: form for form in reversed(found)}


def format_of(year: int) -> ReportFormat:
    """The format in which a year is reported."""
    return next(form for form in formats().values() if form.fits(year))


def _format(content: Mapping[str, Any]) -> ReportFormat:
    tables = content["table"]
    return ReportFormat(
        id=content["id"],
        name=content["name"],
        source=content["source"],
        first_year=content.get("first_year", 0),
        last_year=content.get("last_year"),
        tables=tuple(map(_table, tables)),
        sections=tuple(SectionSpec(**section) for section in content["section"]),
        identities=tuple(made for identity in content["identity"] for made in _identities(identity, tables)),
        names={name: key for table in tables for name, key in _names(table)},
        title=content["title"],
        since=content.get("since", 0),
    )


def _table(table: Mapping[str, Any]) -> Table:
    head = [_line(line, head=True) for line in table.get("head", [])]
    return Table(
        key=table["key"],
        title=table["title"],
        columns=table["columns"],
        head=len(head),
        lines=(*head, *_lines(table)),
        cells=tuple(_cell(table, row, column) for row in table["row"] for column in _columns(table, row)),
        section=table["section"],
        printed=table.get("printed", True),
    )


def _line(boxes: list[Mapping[str, Any]], head: bool = False) -> Line:
    return tuple(Box(**box, head=head) for box in boxes)


def _lines(table: Mapping[str, Any]) -> Iterator[Line]:
    """The lines below the head; a joined table has the cells of all its rows in one line."""
    joined: Line = ()
    for row in table["row"]:
        yield from (_line(line, head=True) for line in row.get("before", []))
        figures = tuple(
            Box(key=_key(table, row, column), columns=row.get("span", 1)) for column in _columns(table, row)
        )
        line = (*_line(row["boxes"], head=True), *figures)
        if table.get("joined"):
            joined += line
        else:
            yield line
    if joined:
        yield joined


def _columns(table: Mapping[str, Any], row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    wanted = row.get("cells")
    return [column for column in table["column"] if wanted is None or column["key"] in wanted]


def _key(table: Mapping[str, Any], row: Mapping[str, Any], column: Mapping[str, Any]) -> str:
    key: str = table.get("prefix", f"{table['key']}.") + row["key"]
    return f"{key}.{column['key']}" if column["key"] else key


def _cell(table: Mapping[str, Any], row: Mapping[str, Any], column: Mapping[str, Any]) -> Cell:
    return Cell(
        key=_key(table, row, column),
        row=_label(row),
        column=column["label"],
        unit=row["unit"],
        counts=(row["definition"], column["definition"]),
        fed_by=row.get("fed_by", table.get("fed_by", "")),
        decimal=row.get("decimal", False),
        never=row.get("never", ""),
    )


def _names(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row in table["row"]:
        for column in _columns(table, row):
            yield row.get("name", row["label"]) + column["name"], _key(table, row, column)


def _label(place: Mapping[str, Any]) -> tuple[str, ...]:
    """The label of a row or column: one text, or several that stand beside each other in the table."""
    label = place["label"]
    return (label,) if isinstance(label, str) else tuple(label)


def _identities(identity: Mapping[str, Any], tables: list[Mapping[str, Any]]) -> Iterator[Identity]:
    """An identity as it stands, or one for each row or column of its table."""
    each = identity.get("each")
    if each is None:
        yield _identity(identity, {}, identity.get("key", ""), (identity["where"],))
        return
    table = next(table for table in tables if table["key"] == identity["table"])
    for place in table[each]:
        yield _identity(identity, {each: place["key"]}, place["key"], _label(place))


def _identity(identity: Mapping[str, Any], place: Mapping[str, str], key: str, where: tuple[str, ...]) -> Identity:
    left, right = (tuple(term.format(**place) for term in identity[side]) for side in ("left", "right"))
    return Identity(
        check=identity["check"],
        key=":".join(filter(None, (identity["check"], key))),
        left=left,
        relation=identity["relation"],
        right=right,
        says=identity["says"],
        warning=identity.get("warning", False),
        adds=identity.get("adds", False),
        where=where,
    )
