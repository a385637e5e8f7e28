"""The information-processing fee (信息处理费): per item or per page, by steps (国办函〔2020〕109号 第三条至第五条).

Amounts are in fen. Which steps apply is data (resources/tariffs, or a file of the office); nothing here knows a price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import N_, _
from app.rules.payouts import yuan
from app.rules.problems import Problem

SOURCE = N_("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第三条至第五条")
_ITEM = N_("本月第{n}件：{amount}元。")
_FREE_ITEMS = N_("第{first}件至第{last}件：免费。")
_PRICED_ITEMS = N_("第{first}件至第{last}件：每件{price}元。")
_PRICED_FROM = N_("第{first}件起：每件{price}元。")
_GROWING_ITEMS = N_("第{first}件起：每件{price}元，以后每{every}件为一档，每档每件提高{more}元。")
_PAGES = N_("共{n}页：{amount}元。")
_FREE_PAGES = N_("第{first}页至第{last}页：免费。")
_PRICED_PAGES = N_("第{first}页至第{last}页：{n}页，每页{price}元，计{amount}元。")
_STEP_PAGES = N_("第{first}页至第{last}页：每页{price}元。")
_PAGES_FROM = N_("第{first}页起：每页{price}元。")
_GROWING_PAGES = N_("第{first}页起：每页{price}元，以后每{every}页为一档，每档每页提高{more}元。")
_STEPS = {
    "item": (_FREE_ITEMS, _PRICED_ITEMS, _GROWING_ITEMS),
    "page": (_FREE_PAGES, _STEP_PAGES, _GROWING_PAGES),
}
_OPEN_STEPS = {"item": _PRICED_FROM, "page": _PAGES_FROM}
_NO_STEP = N_("收费标准里至少要写一档。")
_NOT_FROM_ONE = N_("第一档应从第1件、第1页算起。")
_NOT_RISING = N_("第{n}档的起点不大于前一档，请按从小到大排列。")
_CHEAPER = N_("第{n}档的价格低于前一档；超额累进应越多越高，请核对。")
_WRONG_GROWTH = N_("第{n}档的“every”和“more”要么都写，要么都不写，并且不能是负数。")


@dataclass(frozen=True, slots=True)
class Step:
    """From the `first` item or page on, each costs `fen`; with `every`, each further `every` cost `more_fen` more."""

    first: int
    fen: int
    every: int = 0
    more_fen: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """Items or pages `first` to `last` (None: no end) of one price."""

    first: int
    last: int | None
    fen: int

    def within(self, first: int, last: int) -> int:
        """How many of the items or pages `first` to `last` lie in it."""
        return max(min(last, self.last or last) - max(first, self.first) + 1, 0)


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff (收费标准) and the day it begins; `items` are steps per item and month, `pages` per page and request."""

    name: str
    in_force_on: date
    source: str
    items: tuple[Step, ...]
    pages: tuple[Step, ...]


def bands(steps: Sequence[Step], upto: int) -> Iterator[Band]:
    """The prices of the items or pages from the first to `upto`; the last band may reach beyond."""
    ends = [step.first - 1 for step in steps[1:]]
    for step, end in zip(steps, [*ends, None], strict=True):
        yield from _bands(step, end, upto)


def _bands(step: Step, end: int | None, upto: int) -> Iterator[Band]:
    if not step.every:
        if step.first <= upto:
            yield Band(step.first, end, step.fen)
        return
    first, fen = step.first, step.fen
    while first <= upto and (end is None or first <= end):
        last = first + step.every - 1
        yield Band(first, last if end is None else min(last, end), fen)
        first, fen = last + 1, fen + step.more_fen


def item_fee(nth: int, tariff: Tariff) -> int:
    """What the nth request of an applicant in a month costs (第四条), in fen."""
    return items_fee(nth, 1, tariff)


def items_fee(first: int, n: int, tariff: Tariff) -> int:
    """What `n` requests of an applicant cost together that begin with the `first` of the month, in fen."""
    return _total(tariff.items, first, first + n - 1)


def page_fee(pages: int, tariff: Tariff) -> int:
    """What the pages of one request cost (第五条), in fen; those of several requests are never added up."""
    return _total(tariff.pages, 1, pages)


def _total(steps: Sequence[Step], first: int, last: int) -> int:
    return sum(band.within(first, last) * band.fen for band in bands(steps, last))


def tariff_problems(tariff: Tariff) -> list[Problem]:
    """What is wrong with a tariff somebody wrote; field "item" or "page"."""
    found: list[Problem] = []
    for name, steps in (("item", tariff.items), ("page", tariff.pages)):
        found += [Problem(name, message, {"n": n}, warning) for n, message, warning in _step_problems(steps)]
    return found


def _step_problems(steps: Sequence[Step]) -> Iterator[tuple[int, str, bool]]:
    if not steps:
        yield 0, _NO_STEP, False
    elif steps[0].first != 1:
        yield 1, _NOT_FROM_ONE, False
    before: Step | None = None
    for n, step in enumerate(steps, 1):
        if bool(step.every) != bool(step.more_fen) or step.every < 0 or step.more_fen < 0:
            yield n, _WRONG_GROWTH, False
        if before and step.first <= before.first:
            yield n, _NOT_RISING, False
        elif before and step.fen < _price(before, step.first - 1):
            yield n, _CHEAPER, True
        before = step


def _price(step: Step, nth: int) -> int:
    """What the nth item or page costs if it lies in this step."""
    return step.fen + (step.more_fen * ((nth - step.first) // step.every) if step.every else 0)


def item_lines(nth: int, tariff: Tariff) -> tuple[str, ...]:
    """Why the nth request of a month costs what it costs, in sentences of the language in use."""
    (band,) = (band for band in bands(tariff.items, nth) if band.within(nth, nth))
    reach = {"first": band.first, "last": band.last, "price": yuan(band.fen)}
    message = _PRICED_FROM if not band.last else _PRICED_ITEMS if band.fen else _FREE_ITEMS
    return _(message).format(**reach), _(_ITEM).format(n=nth, amount=yuan(item_fee(nth, tariff)))


def page_lines(pages: int, tariff: Tariff) -> tuple[str, ...]:
    """Why so many pages cost what they cost, band by band, in sentences of the language in use."""
    return *_page_bands(pages, tariff), _(_PAGES).format(n=pages, amount=yuan(page_fee(pages, tariff)))


def _page_bands(pages: int, tariff: Tariff) -> Iterator[str]:
    for band in bands(tariff.pages, pages):
        n = band.within(1, pages)
        reach = {"first": band.first, "last": min(band.last or pages, pages), "n": n}
        if band.fen:
            yield _(_PRICED_PAGES).format(**reach, price=yuan(band.fen), amount=yuan(n * band.fen))
        else:
            yield _(_FREE_PAGES).format(**reach)


def step_lines(steps: Sequence[Step], unit: str) -> list[str]:
    """A tariff's steps in sentences of the language in use; `unit` is "item" or "page"."""
    free, priced, growing = _STEPS[unit]
    ends = [step.first - 1 for step in steps[1:]]
    found: list[str] = []
    for step, end in zip(steps, [*ends, None], strict=True):
        message = growing if step.every else _OPEN_STEPS[unit] if not end else priced if step.fen else free
        values = {"first": step.first, "last": end, "price": yuan(step.fen), "every": step.every}
        found.append(_(message).format(**values, more=yuan(step.more_fen)))
    return found
