"""Pieces of a web page: whatever is not made here is text, and escaped."""

import re
from html import escape

from app.i18n import language
from app.text.clean import clean
from app.text.mongolian import is_mongolian, to_nnbsp
from app.text.runs import Kind, runs

TAGS = {"zh": "zh-CN", "mn_Mong": "mn-Mong"}
"""The languages as the web names them (BCP 47)."""
_DIGIT = re.compile("[0-9]")
_HAN = re.compile("[\u3400-\u9fff]")


class Html(str):
    """What stands in a page as it is."""

    __slots__ = ()


def element(name: str, *parts: str, **attributes: str) -> Html:
    """An element with these parts in it; `class_` is its class, an empty attribute is left out."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value)
    own = "".join(f' {key}="{escape(clean(value))}"' for key, value in named)
    return Html(f"<{name}{own}>{joined(*parts)}</{name}>")


def joined(*parts: str) -> Html:
    """The parts one after the other, those that are mere text as `said` writes them."""
    return Html("".join(part if isinstance(part, Html) else said(part) for part in parts))


def said(text: str) -> Html:
    """A text in the language spoken.

    In a Mongolian column numbers of one or two digits stand upright, Chinese is marked as such, and suffixes hang on
    U+202F: the faces of most computers know no other connector.
    """
    text = clean(text)
    if language() != "mn_Mong":
        return Html(escape(text))
    pieces = _with_upright_numbers(to_nnbsp(text))
    if _HAN.search(text) and not is_mongolian(text):
        pieces = f'<span lang="{TAGS["zh"]}">{pieces}</span>'
    return Html(pieces)


def _with_upright_numbers(text: str) -> str:
    if not _DIGIT.search(text):
        return escape(text)
    return "".join(
        f'<span class="upright">{run.text}</span>' if run.kind is Kind.SHORT_NUMBER else escape(run.text)
        for run in runs(text)
    )


def lying(text: str) -> Html:
    """An amount: in a column it lies along it as a whole."""
    return Html(escape(clean(text)))


def link(target: str, *parts: str) -> Html:
    """A link to another page of the portal."""
    return element("a", *parts, href=target)
