"""Tables of docx documents."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.exchange.tables.grid import Grid, Span, clean, cut
from app.exchange.tables.kinds import damaged
from app.exchange.tables.spanning import WIDEST

_HEADING_LINES = 6
_UNSEEN = {"Fallback", "del", "instrText", "moveFrom"}
# Boxes and ticks that Word writes as a letter of a symbol font.
_SYMBOLS = {
    "F06E": "■", "F0A7": "■", "F0FE": "☑", "F0FD": "☑", "F0FC": "√", "F050": "√", "F052": "☑", "F0D6": "√",
    "F06F": "□", "F0A8": "□", "F0A3": "□", "F071": "□", "F072": "□",
}  # fmt: skip


def document_tables(data: bytes, source: str) -> list[Grid]:
    """Read the tables of a document in its order, with the paragraphs above each as its heading.

    Raises UserError when the document is damaged.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = next(name for name in archive.namelist() if name.casefold() == "word/document.xml")
            root = etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise damaged(source, str(error)) from error
    grids: list[Grid] = []
    above: list[str] = []
    for block in _blocks(root):
        if _name(block) == "p":
            above.append(_text(block))
        else:
            heading = "\n".join([line for line in above if line][-_HEADING_LINES:])
            grids.append(_grid(block, heading, source))
            above = []
    return grids


def _name(element: Any) -> str:
    """Give the name without its namespace, which differs between the two editions of the format."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(element: Any) -> Iterator[Any]:
    """Give the paragraphs and tables in order, wherever content controls and the like wrap them."""
    for child in element:
        if _name(child) in {"p", "tbl"}:
            yield child
        elif _name(child) not in _UNSEEN:
            yield from _blocks(child)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Give the children of this name, also those wrapped in content controls, but not those of inner tables."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _inside(child, name)


def _text(paragraph: Any) -> str:
    return clean("".join(_letters(paragraph)))


def _letters(element: Any) -> Iterator[str]:
    for child in element:
        match _name(child):
            case "t":
                yield child.text or ""
            case "br" | "cr":
                yield "\n"
            case "tab":
                yield " "
            case "sym":
                yield _SYMBOLS.get(_value(child, "char").upper(), "")
            case name if name not in _UNSEEN and not name.endswith("Pr"):
                yield from _letters(child)


def _value(element: Any, attribute: str = "val") -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def _property(element: Any, name: str) -> Any:
    """Find a property of a row or cell (gridSpan, vMerge, gridBefore), or None."""
    return next((child for pr in element if _name(pr).endswith("Pr") for child in pr if _name(child) == name), None)


def _grid(table: Any, heading: str, source: str) -> Grid:
    texts, spans = _placed([_cells(row) for row in _inside(table, "tr")])
    rows, problems = cut(texts)
    return Grid("", rows, source, heading, spans, problems=problems)


class _Cell(NamedTuple):
    """A cell as Word writes it: each row writes all its cells, the lower ones of a vertical merge as "continue"."""

    text: str
    left: int
    columns: int
    continues: bool


def _cells(row: Any) -> list[_Cell]:
    cells: list[_Cell] = []
    left = _count(_property(row, "gridBefore"), 0)
    for element in _inside(row, "tc"):
        columns = min(_count(_property(element, "gridSpan"), 1), WIDEST)
        merge = _property(element, "vMerge")
        text = "\n".join(filter(None, (_text(block) for block in _blocks(element) if _name(block) == "p")))
        cells.append(_Cell(text, left, columns, merge is not None and _value(merge) != "restart"))
        left += columns
    return cells


def _count(element: Any, otherwise: int) -> int:
    value = _value(element) if element is not None else ""
    return int(value) if value.isdecimal() else otherwise


def _placed(lines: list[list[_Cell]]) -> tuple[list[list[str]], tuple[Span, ...]]:
    """Put the cells in their columns; a "continue" cell lengthens the one above that has the same place and width."""
    rows, spans = [], []
    begun: dict[tuple[int, int], int] = {}  # the row in which the cell at this place and width begins
    for y, line in enumerate([*lines, []]):
        tops = {cell[1:3]: begun[cell[1:3]] if cell.continues and cell[1:3] in begun else y for cell in line}
        spans += [
            Span(top, left, y - 1, left + columns - 1)
            for (left, columns), top in begun.items()
            if tops.get((left, columns)) != top and (columns > 1 or top < y - 1)
        ]
        texts = [""] * max((cell.left + cell.columns for cell in line), default=0)
        for cell in line:
            texts[cell.left] = cell.text if tops[cell[1:3]] == y else ""
        rows.append(texts)
        begun = tops
    return rows[:-1], tuple(spans)
