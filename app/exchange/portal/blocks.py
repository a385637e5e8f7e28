"""The blocks a section of a page is made of: headings, lists, tables, facts; lines in Chinese, columns in Mongolian.

A Mongolian section is a row of blocks of one height, each a few columns wide. They go on under each other where the
screen or the paper ends, so that nobody has to scroll sideways; a long roll is therefore cut into several tables.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from app.exchange.portal.html import TAGS, Html, element, joined, lying
from app.i18n import language

_Row = TypeVar("_Row")

ROWS = {"zh": 100_000, "mn_Mong": 8}
"""The rows of one table: eight columns with their heading fit on the screen of a telephone."""
LINES = {"zh": 100_000, "mn_Mong": 8}
"""The entries of one list, likewise."""


_BREAK = Html("\n")
"""Where a row of blocks may end: between two that are kept together each browsers want a blank to do so."""


class Head(NamedTuple):
    """The heading of a column of a table; numbers stand flush to its end."""

    text: str
    number: bool = False


def block(*parts: str, class_: str = "") -> Html:
    """A block of the section: as wide as it needs, in Mongolian as high as the others."""
    return element("div", *parts, class_=f"block {class_}".strip())


def heading(level: int, text: str, *before: str, id_: str = "") -> Html:
    """A heading, under what stands `before` it."""
    return block(*before, element(f"h{level}", text, id_=id_), class_="head")


def facts(entries: Iterable[tuple[str, str]]) -> Html:
    """What is known, as names and values; what is empty is left out."""
    terms = [joined(element("dt", name), element("dd", value)) for name, value in entries if value]
    return block(element("dl", *terms)) if terms else Html("")


def titled(title: Html, *parts: Html) -> Html:
    """What stands under a heading, the first of it never parted from that."""
    kept = element("div", title, *parts[:1], class_="kept")
    return joined(_BREAK, kept, _BREAK, *parts[1:])


def listing(entries: Sequence[Html]) -> list[Html]:
    """A list of links and what is said of them, in as many blocks as it takes."""
    return [block(element("ul", *part)) for part in _parts(entries, LINES[language()])]


def table(name: str, heads: Sequence[Head], rows: Sequence[Sequence[str]], totals: Sequence[str] = ()) -> list[Html]:
    """A table in as many blocks as it takes; `name` it has for those who do not see it, the totals are its last row."""
    if not heads:
        return []
    parts = _parts(rows, ROWS[language()]) or [()]
    last = len(parts) - 1
    return [_table(name, heads, part, totals if at == last else ()) for at, part in enumerate(parts)]


def section(anchor: str, *parts: str) -> Html:
    """All of a page that is in the language spoken."""
    inner = element("div", *parts, class_="inner")
    return element("section", inner, id_=anchor, class_=language()[:2], lang=TAGS[language()])


def _table(name: str, heads: Sequence[Head], rows: Sequence[Sequence[str]], totals: Sequence[str]) -> Html:
    head = element("thead", element("tr", *(_cell("th", head.text, head, scope="col") for head in heads)))
    body = element("tbody", *(Html(element("tr", *_cells(row, heads)) + "\n") for row in rows))
    foot = element("tfoot", element("tr", *_cells(totals, heads))) if totals else ""
    whole = element("table", head, body, *([foot] if foot else []))
    return element("div", whole, class_="block table", tabindex="0", role="region", aria_label=name)


def _cells(row: Sequence[str], heads: Sequence[Head]) -> list[Html]:
    return [_cell("td", text, head) for text, head in zip(row, heads, strict=True)]


def _cell(name: str, text: str, head: Head, scope: str = "") -> Html:
    number = head.number and name == "td" and not isinstance(text, Html)
    return element(name, lying(text) if number else text, class_="number" if head.number else "", scope=scope)


def _parts(rows: Sequence[_Row], most: int) -> list[Sequence[_Row]]:
    return [rows[start : start + most] for start in range(0, len(rows), most)]
