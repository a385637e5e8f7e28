"""The text of an annual report: figures placed by their names, and how alike it is to last year's (内容雷同).

`{新收申请总数}` is this year's figure, `{上年:…}` last year's, `{增幅:…}` the change in per cent, `{占比:部分/全部}` a
share.
Names may be added: `{同意公开答复数+同意部分公开答复数}`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from app.i18n import N_
from app.rules.annual_report import Finding, ReportFormat, Values, Words, plain_number

BEFORE, GROWTH, SHARE = "上年", "增幅", "占比"
YEAR, OFFICE = "年份", "单位"
_PLACE = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_CHANGING = re.compile(r"[\d０-９.．%％\s]+")
_SIZE = 3
_CENT = Decimal("0.01")
_UNKNOWN = N_("“{section}”里的“{name}”不是数字的名称。最接近的是：{near}。")
_NO_NAME = N_("“{section}”里的“{name}”不是数字的名称，请从数字名称表里选择。")
_NO_FIGURE = N_("“{section}”里的“{name}”还没有数字，算不出来。请先填写这个数字，或改写这句话。")
_ALIKE = N_("“{section}”与上年的文字有 {share}% 相同（数字不计），请按今年的情况改写。")
_EMPTY = N_("“{section}”还没有写。")


@dataclass(frozen=True)
class Figures:
    """What may be placed: this year's figures and last year's, the year and the office."""

    values: Values
    previous: Values
    year: int
    office: str


class _Unknown(Exception):
    """A name that no figure has."""


class _Blank(Exception):
    """A figure that is not there, or a share of nothing."""


def placed(form: ReportFormat, text: str, figures: Figures) -> str:
    """The text with its figures; what cannot be placed stays as it was typed."""

    def figure(found: re.Match[str]) -> str:
        try:
            return _said(form, found[1].strip(), figures)
        except (_Unknown, _Blank):
            return found[0]

    return _PLACE.sub(figure, text)


def text_findings(form: ReportFormat, sections: Mapping[str, str], figures: Figures) -> Iterator[Finding]:
    """Names that no figure has, figures that are not there, sections nobody wrote (a warning)."""
    for section in form.sections:
        text = sections.get(section.key, "")
        if section.text and not text.strip():
            key = f"AR-TEXT:{section.key}"
            yield Finding("AR-TEXT", "", _EMPTY, {"section": Words((section.title,))}, True, key)
        for name in dict.fromkeys(found.strip() for found in _PLACE.findall(text)):
            yield from _named(form, name, Words((section.title,)), f"AR-NAME:{section.key}:{name}", figures)


def alike_findings(form: ReportFormat, similar: Mapping[str, int], most: int) -> Iterator[Finding]:
    """Sections that are too much like last year's; warnings."""
    for section in form.sections:
        share = similar.get(section.key, 0)
        if share >= most:
            said = {"section": Words((section.title,)), "share": share}
            yield Finding("AR-SAME", "", _ALIKE, said, True, f"AR-SAME:{section.key}")


def similarity(text: str, before: str) -> int:
    """How much of the longer text stands in the other one too, in per cent; digits and blanks are left out.

    Counted in pieces of three characters, so that a sentence that only moved still counts as the same.
    """
    one, other = (Counter(_pieces(each)) for each in (text, before))
    longer = max(one.total(), other.total())
    return round(100 * (one & other).total() / longer) if longer else 0


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in per cent with two decimals, half a hundredth rounded up; ZeroDivisionError never: whole is not 0."""
    return (part * 100 / whole).quantize(_CENT, ROUND_HALF_UP)


def names_of(form: ReportFormat) -> list[str]:
    """Every name a figure may be placed by, in the order of the tables."""
    return [YEAR, OFFICE, *form.names]


def _pieces(text: str) -> Iterator[str]:
    plain = _CHANGING.sub("", _PLACE.sub("", text))
    return (plain[start : start + _SIZE] for start in range(max(len(plain) - _SIZE + 1, min(len(plain), 1))))


def _named(form: ReportFormat, name: str, section: Words, key: str, figures: Figures) -> Iterator[Finding]:
    said: dict[str, object] = {"section": section, "name": f"{{{name}}}"}
    try:
        _said(form, name, figures)
    except _Unknown as error:
        near = get_close_matches(str(error), names_of(form), 3, 0.3)
        message = _UNKNOWN if near else _NO_NAME
        yield Finding("AR-NAME", "", message, {**said, "near": "、".join(near)}, False, key)
    except _Blank:
        yield Finding("AR-NAME", "", _NO_FIGURE, said, False, key)


def _said(form: ReportFormat, name: str, figures: Figures) -> str:
    """What stands for a name; _Unknown or _Blank if nothing does."""
    what, colon, rest = map(str.strip, name.replace("：", ":").partition(":"))
    if not colon:
        if name in (YEAR, OFFICE):
            return str(figures.year) if name == YEAR else figures.office
        return plain_number(_value(form, name, figures.values))
    if what == BEFORE:
        return str(figures.year - 1) if rest == YEAR else plain_number(_value(form, rest, figures.previous))
    if what == GROWTH:
        now, before = (_value(form, rest, values) for values in (figures.values, figures.previous))
        return _share(now - before, before)
    if what == SHARE:
        part, slash, whole = rest.replace("／", "/").partition("/")
        if slash:
            return _share(_value(form, part, figures.values), _value(form, whole, figures.values))
    raise _Unknown(name)


def _share(part: Decimal, whole: Decimal) -> str:
    if not whole:
        raise _Blank
    return f"{plain_number(percent(part, whole))}%"


def _value(form: ReportFormat, names: str, values: Values) -> Decimal:
    """The figure of a name, or of several with + between them."""
    total = Decimal(0)
    for name in map(str.strip, names.replace("＋", "+").split("+")):
        key = form.names.get(name)
        if key is None:
            raise _Unknown(name)
        value = values.get(key)
        if value is None:
            raise _Blank
        total += value
    return total
