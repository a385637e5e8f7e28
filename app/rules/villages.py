"""What a village must disclose, how often, and on which days of a year (嘎查村公开事项清单, 年度公开计划).

The law asks for ordinary matters at least every quarter, for busy finances every month, for weighty matters at once
(《村民委员会组织法》第三十条, numbering of 2018; amended with effect of 2026-01-01, text not seen).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.calendar import Calendar
from app.rules.limit_phrases import Every, LimitKind, LimitRule, parse
from app.rules.problems import Problem
from app.rules.time_limits import occurrences


class Cycle(StrEnum):
    """How often a matter is disclosed; the values stand in records and never change."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    AT_ONCE = "at_once"


CYCLE_NAMES: Mapping[Cycle, str] = MappingProxyType(
    {
        Cycle.MONTHLY: N_("每月"),
        Cycle.QUARTERLY: N_("每季度"),
        Cycle.HALF_YEARLY: N_("每半年"),
        Cycle.YEARLY: N_("每年"),
        Cycle.AT_ONCE: N_("随时"),
    }
)
MONTHS: Mapping[Cycle, int] = MappingProxyType(
    {Cycle.MONTHLY: 1, Cycle.QUARTERLY: 3, Cycle.HALF_YEARLY: 6, Cycle.YEARLY: 12}
)
_EVERY: Mapping[Every, Cycle] = MappingProxyType(
    {
        Every.MONTH: Cycle.MONTHLY,
        Every.TWO_MONTHS: Cycle.MONTHLY,  # the finer cycle that is kept here
        Every.QUARTER: Cycle.QUARTERLY,
        Every.HALF_YEAR: Cycle.HALF_YEARLY,
        Every.YEAR: Cycle.YEARLY,
    }
)


class Theme(StrEnum):
    """What a village is to dwell on (重点公开, from 脱贫攻坚 to 社会救助), and the rest."""

    REVITALISATION = "revitalisation"
    FINANCE = "finance"
    SUBSIDY = "subsidy"
    CARE = "care"
    ASSISTANCE = "assistance"
    LAND = "land"
    AFFAIRS = "affairs"


THEME_NAMES: Mapping[Theme, str] = MappingProxyType(
    {
        Theme.REVITALISATION: N_("脱贫攻坚和乡村振兴"),
        Theme.FINANCE: N_("村级财务"),
        Theme.SUBSIDY: N_("惠农惠牧政策"),
        Theme.CARE: N_("养老服务"),
        Theme.ASSISTANCE: N_("社会救助"),
        Theme.LAND: N_("土地草牧场"),
        Theme.AFFAIRS: N_("村务管理"),
    }
)
_THEME_WORDS: tuple[tuple[Theme, tuple[str, ...]], ...] = (
    (Theme.REVITALISATION, ("扶贫", "脱贫", "乡村振兴", "返贫", "工程项目")),
    (Theme.CARE, ("养老",)),
    (Theme.ASSISTANCE, ("救助", "救灾", "低保", "最低生活保障", "特困", "危房", "残疾", "保障")),
    (Theme.SUBSIDY, ("补贴", "惠农", "补助奖励")),
    (Theme.FINANCE, ("财务", "收支", "债权", "集体资产", "审计")),
    (Theme.LAND, ("土地", "草场", "草牧场", "宅基地", "征收", "征地")),
)


def theme_of(*words: str) -> Theme:
    """The theme a matter belongs to by the words of its names, the most telling first."""
    for text in words:
        for theme, signs in _THEME_WORDS:
            if any(sign in text for sign in signs):
                return theme
    return Theme.AFFAIRS


def cycle_of(time_limit: str) -> Cycle:
    """How often a matter of this 公开时限 is disclosed; at once where the phrase names no cycle but an event.

    An empty phrase is an ordinary matter, which law wants at least every quarter.
    """
    if not time_limit.strip():
        return Cycle.QUARTERLY
    rules = parse(time_limit).rules
    cycles = [_EVERY[rule.every] for rule in rules if rule.kind is LimitKind.RECURRING and rule.every]
    return cycles[0] if cycles else Cycle.AT_ONCE


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time in a year that a matter is due: number within the year from 1, the days it covers, the last day."""

    number: int
    first: date
    last: date
    due_on: date


def occasions(cycle: Cycle, time_limit: str, year: int, calendar: Calendar) -> list[Occasion]:
    """When a matter is due in a year; nothing for what is disclosed at once.

    By the days its 公开时限 names, else by the last day of each month, quarter, half-year or year.
    """
    length = MONTHS.get(cycle)
    if length is None:
        return []
    spans = [(date(year, month, 1), _last(year, month + length - 1)) for month in range(1, 13, length)]
    named = _named(cycle, time_limit)
    found = []
    for number, (first, last) in enumerate(spans, 1):
        days = occurrences(named, first, last, calendar) if named else []
        found.append(Occasion(number, first, last, days[-1] if days else last))
    return found


def _named(cycle: Cycle, time_limit: str) -> LimitRule | None:
    """The recurring rule of a phrase, if it is of this cycle and names a day."""
    rules = parse(time_limit).rules if time_limit.strip() else ()
    return next((rule for rule in rules if rule.every and _EVERY[rule.every] is cycle and rule.day), None)


def _last(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """A matter of a village's list as it is filled in."""

    name: str = ""
    name_mn: str = ""
    content: str = ""
    basis: str = ""
    theme: Theme = Theme.AFFAIRS
    cycle: Cycle = Cycle.QUARTERLY
    time_limit: str = ""
    owner: str = ""
    channel: str = ""


def matter_problems(draft: MatterDraft) -> list[Problem]:
    """What keeps a matter from being entered."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", N_("请填写公开事项的名称。")))
    if not draft.owner.strip():
        found.append(Problem("owner", N_("没有写公开主体，村民不知道该问谁。"), warning=True))
    return found
