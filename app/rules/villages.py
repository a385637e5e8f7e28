"""What a village must disclose, how often, and on which days of a year (嘎查村公开事项清单, 年度公开计划).

The law asks for ordinary matters at least every quarter, for busy finances every month, for weighty matters at once
(《村民委员会组织法》第三十条, numbering of 2018; amended with effect of 2026-01-01, text not seen).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.calendar import Calendar
from app.rules.limit_phrases import Every, LimitKind, LimitRule, parse
from app.rules.offices import OfficeDraft, office_problems
from app.rules.privacy import find
from app.rules.problems import Problem
from app.rules.time_limits import occurrences

DOMAIN = "嘎查村务公开"
"""The domain of a catalog that lists the affairs of villages, whatever its level column says."""


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
    """One time in a year that a matter is due: number within the year from 1, the days it covers, the last day.

    Provisional where the calendar of its year is not installed (待节假日安排公布).
    """

    number: int
    first: date
    last: date
    due_on: date
    provisional: bool = False


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
        due = days[-1] if days else last
        found.append(Occasion(number, first, last, due, not calendar.knows(due)))
    return found


def _named(cycle: Cycle, time_limit: str) -> LimitRule | None:
    """The recurring rule of a phrase, if it is of this cycle and names a day."""
    rules = parse(time_limit).rules if time_limit.strip() else ()
    return next((rule for rule in rules if rule.every and _EVERY[rule.every] is cycle and rule.day), None)


def _last(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


class Progress(StrEnum):
    """How far an occasion of the year plan is."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    COMING = "coming"
    PROVISIONAL = "provisional"


PROGRESS_NAMES: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.DONE: N_("已公开"),
        Progress.DUE: N_("本期应公开"),
        Progress.LATE: N_("逾期未公开"),
        Progress.COMING: N_("未到期"),
        Progress.PROVISIONAL: N_("暂定"),
    }
)


def progress(occasion: Occasion, done: bool, today: date) -> Progress:
    """How far an occasion is on a day; one that has not begun is provisional while its calendar is missing."""
    if done:
        return Progress.DONE
    if occasion.due_on < today:
        return Progress.LATE
    if occasion.first <= today:
        return Progress.DUE
    return Progress.PROVISIONAL if occasion.provisional else Progress.COMING


_GENERAL = re.compile(r"惠[民农牧]|补贴资金|农业补贴|补贴发放|发放情况")
_TAIL = re.compile(r"(?:(?:财政|专项)?(?:补贴|补助|奖励|奖补|补偿|资金|项目|政策))+$")


def pays(matter: str, programme: str) -> bool:
    """Whether a matter of a village's list is what a pay-out of this programme discloses, by their names.

    The one names the other, or the matter is about subsidies as such (惠民惠农惠牧补贴).
    """
    core = _TAIL.sub("", "".join(programme.split()))
    return bool(programme.strip()) and ((len(core) > 1 and core in matter) or bool(_GENERAL.search(matter)))


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


_CODE_TAIL = re.compile(r"\.0+$")
_BETWEEN = re.compile(r"[\s\-_'’`]")
_POWER = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d{1,2}")
_PHONE = re.compile(r"[\d\s()（）\-—转、，,；;/]{3,60}")


PRIVATE_PLACE = N_("这里有证件号、卡号或手机号，会印在公示单上，请删去。")


def tells_number(text: str) -> bool:
    """Whether a text that goes on every sheet tells a personal number."""
    return bool(find(text))


def read_code(text: str) -> str:
    """An administrative code as people and spreadsheets write it, with blanks or as a number; empty if none is left.

    "1.5E+11" has lost its last digits: such a code is no code.
    """
    plain = _CODE_TAIL.sub("", _BETWEEN.sub("", text))
    if _POWER.fullmatch(plain):
        digits = plain.lower().partition("e")[0].replace(".", "")
        whole = str(int(Decimal(plain)))
        plain = whole if len(digits) >= len(whole) else ""
    return plain


def place_problems(draft: OfficeDraft, own: str) -> list[Problem]:
    """What keeps a township or village from standing in the tree of the office whose code is `own`."""
    found = office_problems(draft)
    if not found and draft.code != own and not draft.code.startswith(own):
        values = {"code": draft.code, "own": own, "n": len(own)}
        found.append(Problem("code", N_("代码“{code}”不属于本单位：前{n}位应为{own}。请核对代码。"), values))
    return [*found, *_place_doubts(draft)]


def _place_doubts(draft: OfficeDraft) -> Iterator[Problem]:
    if draft.phone.strip() and not _PHONE.fullmatch(draft.phone.strip()):
        yield Problem("phone", N_("监督举报电话“{text}”不像电话号码，请核对。"), {"text": draft.phone}, warning=True)
    for name in ("name", "name_mn", "committee", "committee_mn", "address"):
        if tells_number(getattr(draft, name)):
            yield Problem(name, PRIVATE_PLACE)


def merge_problems(code: str, into: str, standing: Collection[str], on: date | None) -> list[Problem]:
    """What keeps a village from being merged into another (撤并); `standing` are the villages that stand."""
    found = []
    if code not in standing:
        found.append(Problem("code", N_("请选择一个没有撤并的嘎查村。")))
    if into == code:
        found.append(Problem("into", N_("嘎查村不能并入自己，请另选一个。")))
    elif into not in standing:
        found.append(Problem("into", N_("请选择一个没有撤并的嘎查村来并入。")))
    if on is None:
        found.append(Problem("on", N_("请填写撤并的日期。")))
    return found
