"""Tables of web pages."""

import re
from collections.abc import Iterator
from typing import Any

from app.exchange.tables.grid import Grid, clean, cut
from app.exchange.tables.spanning import Placed, laid_out

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "title", "caption", "table"}
_UNSEEN = {"script", "style", "noscript", "template", "head"}
_HEADING_LINES = 6


def page_tables(text: str, source: str = "") -> list[Grid]:
    """Read every table that holds no other table; a table with others inside is page furniture."""
    from lxml import html

    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text) or "<p></p>")
    grids, above = [], _text(title) if (title := root.find(".//title")) is not None else ""
    for part in _parts(root):
        if isinstance(part, str):
            above += part
        else:
            grid = _grid(part, _heading(above), source)
            above = ""
            if any(any(row) for row in grid.rows):
                grids.append(grid)
    return grids


def _parts(root: Any) -> Iterator[Any]:
    """Walk the page in reading order: pieces of text, and tables whole."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield from _after(element) if element is not root else ()
        elif not isinstance(element.tag, str) or element.tag in _UNSEEN:
            walk.skip_subtree()
        elif element.tag == "table" and next(element.iterdescendants("table"), None) is None:
            yield element
            walk.skip_subtree()
        else:
            yield from _before(element, root)


def _before(element: Any, root: Any) -> Iterator[str]:
    if element.tag in _BREAKS and element is not root:
        yield "\n"
    if element.text:
        yield _BLANKS.sub(" ", element.text)


def _after(element: Any) -> Iterator[str]:
    if element.tag in _BREAKS:
        yield "\n"
    if element.tail:
        yield _BLANKS.sub(" ", element.tail)


def _text(element: Any) -> str:
    """Give the text of an element with the line breaks a reader sees."""
    pieces = [part if isinstance(part, str) else _text(part) for part in _parts(element)]
    return clean("\n".join(line.strip() for line in "".join(pieces).split("\n") if line.strip()))


def _heading(above: str) -> str:
    lines = [clean(line) for line in above.split("\n")]
    return "\n".join([line for line in lines if line][-_HEADING_LINES:])


def _grid(table: Any, heading: str, source: str) -> Grid:
    caption = table.find("caption")
    name = _text(caption) if caption is not None else ""
    written = [[_placed(cell, table) for cell in row.iterchildren("td", "th")] for row in table.iterdescendants("tr")]
    texts, spans = laid_out(written)
    rows, problems = cut(texts)
    return Grid(name, rows, source, heading, spans, problems=problems)


def _placed(cell: Any, table: Any) -> Placed:
    rows, columns = _reach(cell.get("rowspan")), _reach(cell.get("colspan"))
    return Placed(_text(cell), rows or 65534, columns or 1)  # rowspan="0" reaches to the end of the table


def _reach(value: str | None) -> int:
    return int(value) if value and value.strip().isdecimal() else 1
