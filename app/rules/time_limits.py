"""Due dates of disclosure: what a 公开时限 means for an item whose days are known.

What a phrase leaves open falls back on 《政府信息公开条例》第二十六条: 20 working days from the day the information
is formed or changed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from app.i18n import N_, _
from app.rules.calendar import Calendar, Count, Unit, count, count_back
from app.rules.limit_phrases import (
    ANY_START,
    ARTICLE_26,
    ARTICLE_26_DAYS,
    CONGRESS,
    DECIDED,
    FINANCE,
    FORMED,
    FORMED_OR_CHANGED,
    MADE_OR_OBTAINED,
    OBTAINED,
    Every,
    LimitKind,
    LimitRule,
    Posting,
    TimeLimit,
    parse,
)

__all__ = [
    "ARTICLE_26",
    "Choices",
    "Due",
    "Every",
    "Facts",
    "LimitKind",
    "LimitRule",
    "Posting",
    "Reason",
    "TimeLimit",
    "due",
    "next_occurrence",
    "occurrences",
    "parse",
    "posted_until",
]

LAW_26 = N_("《政府信息公开条例》第二十六条")
LAW_33 = N_("《政府信息公开条例》第三十三条")
LAW_BUDGET = N_("《预算法》第十四条")
LAW_CATALOG = N_("基层政务公开标准目录")
NOT_UNDERSTOOD = N_("时限“{text}”未能识别，暂按《政府信息公开条例》第二十六条的20个工作日计算，请核对目录原文。")
NOT_STATED = N_("目录未写公开时限，按《政府信息公开条例》第二十六条的20个工作日计算。")
LAW_PREVAILS = N_("目录注明法律、法规另有规定的从其规定；如有更短或更长的法定期限，以该规定为准。")
MONTHS = {Every.YEAR: 12, Every.HALF_YEAR: 6, Every.QUARTER: 3, Every.TWO_MONTHS: 2, Every.MONTH: 1}


@dataclass(frozen=True)
class Facts:
    """The days known about an item; `scope` chooses among the rules of a phrase (处罚决定)."""

    formed_on: date | None = None
    obtained_on: date | None = None
    event_on: date | None = None
    scope: str = ""


@dataclass(frozen=True)
class Choices:
    """What the office chose where law is silent: days for 及时 and 随时, the day of yearly disclosure (month, day)."""

    timely_days: int = 3
    anytime_days: int = 3
    yearly: tuple[int, int] | None = None


class Reason(NamedTuple):
    """Why a day is due: a message to translate and its values."""

    message: str
    values: Mapping[str, object] = {}

    @property
    def text(self) -> str:
        """The sentence in the language in use."""
        return _(self.message).format(**self.values)


@dataclass(frozen=True)
class Due:
    """When an item must be disclosed and why.

    `on` is the day to work to, None while a fact is missing; `hard_on` the last day the law allows; `count`
    the days behind `on`, None where nothing is counted. `law` is a message to translate; `notes` say what else
    to look at.
    """

    on: date | None
    provisional: bool
    hard_on: date | None
    rule: LimitRule
    count: Count | None
    reason: Reason
    law: str
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Case:
    """What a rule is applied to."""

    facts: Facts
    calendar: Calendar
    choices: Choices

    @property
    def formed_on(self) -> date | None:
        """The day from which Article 26 runs, as far as it is known."""
        return self.facts.formed_on or self.facts.obtained_on

    def workdays(self, start: date, n: int = ARTICLE_26_DAYS) -> Count:
        """Count n working days from the start."""
        return count(start, n, Unit.WORKDAY, self.calendar)

    @property
    def outer(self) -> date | None:
        """The last day under Article 26, as far as it is known."""
        return self.workdays(self.formed_on).due if self.formed_on else None


def due(limit: TimeLimit, facts: Facts, calendar: Calendar, choices: Choices | None = None) -> Due:
    """Say when the item must be disclosed.

    The rule is that of the item's scope; without a scope the one for all the rest, else the strictest.
    """
    case = Case(facts, calendar, choices or Choices())
    found = min((DUES[rule.kind](rule, case) for rule in _fitting(limit.rules, facts.scope)), key=_strictness)
    return replace(found, notes=tuple(_notes(limit)))


def posted_until(posting: Posting, posted_on: date, calendar: Calendar) -> Count | None:
    """Count the posting period (公示期) from the day after posting; None if it has no number of days."""
    if posting.min is None or posting.unit is None:
        return None
    return count(posted_on, posting.min, posting.unit, calendar)


def next_occurrence(rule: LimitRule, after: date, calendar: Calendar | None = None) -> date | None:
    """Give the first day after this one on which a recurring rule falls due.

    Without a day in the rule that is the last day of the period; None for 按年公开 without a day, which the office
    has to choose, and for a rule in working days if no calendar is given.
    """
    if rule.every is None:
        return count(after, rule.n, rule.unit or Unit.WORKDAY, calendar).due if rule.n and calendar else None
    if (rule.every is Every.YEAR and rule.day is None) or (rule.n and calendar is None):
        return None
    length = MONTHS[rule.every]
    first = (after.year * 12 + after.month - 1) // length * length
    days = (_in_period(rule, month, calendar) for month in range(first - length, first + 3 * length, length))
    return next(day for day in days if day > after)


def occurrences(rule: LimitRule, first: date, last: date, calendar: Calendar | None = None) -> list[date]:
    """Give all days from first to last on which a recurring rule falls due."""
    return list(takewhile(lambda day: day <= last, _onwards(rule, first - timedelta(days=1), calendar)))


def _onwards(rule: LimitRule, after: date, calendar: Calendar | None) -> Iterator[date]:
    day = next_occurrence(rule, after, calendar)
    while day:
        yield day
        day = next_occurrence(rule, day, calendar)


def _in_period(rule: LimitRule, first_month: int, calendar: Calendar | None) -> date:
    """Give the due day of the period that starts with this month (months counted from year 0)."""
    if rule.every and rule.day:
        month = first_month + (rule.month or rule.month_in_quarter or 1) - 1
        return min(_month_start(month) + timedelta(days=rule.day - 1), _month_end(month))
    end = _month_end(first_month + MONTHS[rule.every or Every.MONTH] - 1)
    return count(end, rule.n, rule.unit or Unit.WORKDAY, calendar).due if rule.n and calendar else end


def _month_start(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _month_end(month: int) -> date:
    return _month_start(month + 1) - timedelta(days=1)


def _fitting(rules: tuple[LimitRule, ...], scope: str) -> tuple[LimitRule, ...]:
    tests: tuple[Callable[[str], bool], ...] = (
        lambda own: bool(scope) and own == scope,
        lambda own: bool(scope and own) and own in scope,
        lambda own: bool(scope) and scope in own and not own.startswith("除"),
        lambda own: own in ("", "*") or own.startswith(("其他", "除")),
    )
    for test in tests:
        fitting = [rule for rule in rules if test(rule.scope)]
        if fitting:
            return tuple(fitting[:1])
    return rules


def _strictness(found: Due) -> date:
    return found.on or date.max


def _notes(limit: TimeLimit) -> Iterator[Reason]:
    if not limit.understood:
        yield Reason(NOT_UNDERSTOOD, {"text": limit.text})
    elif not limit.text.strip():
        yield Reason(NOT_STATED)
    if limit.law_override:
        yield Reason(LAW_PREVAILS)


def _start(rule: LimitRule, facts: Facts) -> date | None:
    """Give the day the rule runs from; a decision is formed when it is made, other events have a day of their own.

    Information the office did not form itself counts as formed when it was obtained.
    """
    if rule.anchor in (FORMED_OR_CHANGED, FORMED):
        return facts.formed_on or facts.obtained_on
    if rule.anchor in (MADE_OR_OBTAINED, OBTAINED, ANY_START):
        return facts.obtained_on or facts.formed_on
    return facts.event_on or (facts.formed_on if rule.anchor == DECIDED else None)


def _unknown(rule: LimitRule, case: Case, reason: Reason | None = None) -> Due:
    reason = reason or Reason(N_("尚未填写“{anchor}”的日期，填写后才能算出期限。"), {"anchor": rule.anchor})
    return Due(None, False, case.outer, rule, None, reason, LAW_26 if case.outer else LAW_CATALOG)


def _counted(rule: LimitRule, counted: Count, message: str, law: str, hard: Count | None = None) -> Due:
    values = {"anchor": rule.anchor, "start": counted.start, "n": counted.n, "due": counted.due}
    hard = hard or counted
    values["hard"] = hard.due
    provisional = counted.provisional or hard.provisional
    return Due(counted.due, provisional, hard.due, rule, counted, Reason(message, values), law)


def _law(rule: LimitRule) -> str:
    if rule.unit is Unit.DAY and rule.anchor in (CONGRESS, FINANCE) and rule.n == ARTICLE_26_DAYS:
        return LAW_BUDGET
    return LAW_26 if (rule.n, rule.unit) == (ARTICLE_26.n, ARTICLE_26.unit) else LAW_CATALOG


def _within(rule: LimitRule, case: Case) -> Due:
    start = _start(rule, case.facts)
    if start is None or rule.n is None or rule.unit is None:
        return _unknown(rule, case)
    if rule.unit is Unit.DAY:
        message = N_("{anchor}（{start}）之日起第{n}日（自然日，当日不计入），最迟{due}公开。")
    else:
        message = N_("{anchor}（{start}）之日起第{n}个工作日（当日不计入），最迟{due}公开。")
    return _counted(rule, count(start, rule.n, rule.unit, case.calendar), message, _law(rule))


def _same_day(rule: LimitRule, case: Case) -> Due:
    start = _start(rule, case.facts)
    if start is None:
        return _unknown(rule, case)
    message = N_("实时公开：{anchor}当日（{start}）公开；法定最迟{hard}。")
    return _counted(rule, case.workdays(start, 0), message, LAW_26, case.workdays(start))


def _timely(rule: LimitRule, case: Case) -> Due:
    start = _start(rule, case.facts)
    if start is None:
        return _unknown(rule, case)
    message = N_("及时公开：{anchor}（{start}）后{n}个工作日为办理目标，即{due}；法定最迟{hard}。")
    return _counted(rule, case.workdays(start, case.choices.timely_days), message, LAW_26, case.workdays(start))


def _on_progress(rule: LimitRule, case: Case) -> Due:
    start = case.facts.event_on or case.formed_on
    if start is None:
        return _unknown(rule, case)
    message = N_("按进展公开：本次进展（{start}）后{n}个工作日为办理目标，即{due}；法定最迟{hard}。")
    return _counted(rule, case.workdays(start, case.choices.timely_days), message, LAW_26, case.workdays(start))


def _anytime(rule: LimitRule, case: Case) -> Due:
    start = case.facts.event_on or case.formed_on
    if start is None:
        return _unknown(rule, case)
    message = N_("随时公布：事项发生（{start}）后{n}个工作日为办理目标，即{due}；最迟{hard}。")
    return _counted(rule, case.workdays(start, case.choices.anytime_days), message, LAW_CATALOG, case.workdays(start))


def _lasting(rule: LimitRule, case: Case) -> Due:
    if case.formed_on is None:
        return _unknown(ARTICLE_26, case)
    message = N_("长期公开的事项，首次公开最迟为信息形成（{start}）之日起第{n}个工作日，即{due}。")
    return _counted(rule, case.workdays(case.formed_on), message, LAW_26)


def _at_event(rule: LimitRule, case: Case) -> Due:
    if case.facts.event_on is None:
        return _unknown(rule, case)
    return _counted(rule, case.workdays(case.facts.event_on, 0), N_("与“{anchor}”同时公开，即{due}。"), LAW_CATALOG)


def _before_event(rule: LimitRule, case: Case) -> Due:
    if case.facts.event_on is None or rule.n is None:
        return _unknown(rule, case)
    counted = count_back(case.facts.event_on, rule.n, case.calendar, rule.unit or Unit.WORKDAY)
    if counted.unit is Unit.DAY:
        return _counted(rule, counted, N_("“{anchor}”（{start}）前{n}日，最迟{due}公开。"), LAW_CATALOG)
    return _counted(rule, counted, N_("“{anchor}”（{start}）前{n}个工作日，最迟{due}公开。"), LAW_CATALOG)


def _on_request(rule: LimitRule, case: Case) -> Due:
    if case.facts.event_on is None:
        return _unknown(replace(rule, anchor="收到申请"), case)
    message = N_("依申请公开：收到申请（{start}）之日起第{n}个工作日，最迟{due}答复。")
    return _counted(rule, case.workdays(case.facts.event_on), message, LAW_33)


def _inherit(rule: LimitRule, case: Case) -> Due:
    return _unknown(rule, case, Reason(N_("时限写作“同上”，请先确定上一行的时限。")))


def _recurring(rule: LimitRule, case: Case) -> Due:
    after = case.facts.event_on or case.formed_on
    if after is None:
        return _unknown(rule, case, Reason(N_("定期公开：尚未填写上次公开或信息形成的日期，填写后才能算出下次日期。")))
    if rule.every is None:
        message = N_("定期更新：上次（{start}）之后第{n}个工作日，即{due}。")
        return _counted(rule, case.workdays(after, rule.n or 0), message, LAW_CATALOG)
    dated = _with_office_day(rule, case.choices)
    on = next_occurrence(dated, after, case.calendar)
    if on is None:
        return _unknown(rule, case, Reason(N_("按年公开：请先在设置中确定每年公开的日期。")))
    provisional = bool(rule.n and case.calendar.missing([on]))
    reason = Reason(N_("定期公开：{after}之后的下一次为{due}。"), {"after": after, "due": on})
    return Due(on, provisional, on, rule, None, reason, LAW_CATALOG)


def _with_office_day(rule: LimitRule, choices: Choices) -> LimitRule:
    if rule.every is Every.YEAR and rule.day is None and choices.yearly:
        return replace(rule, month=choices.yearly[0], day=choices.yearly[1])
    return rule


DUES: Mapping[LimitKind, Callable[[LimitRule, Case], Due]] = {
    LimitKind.WITHIN: _within,
    LimitKind.SAME_DAY: _same_day,
    LimitKind.TIMELY: _timely,
    LimitKind.ON_PROGRESS: _on_progress,
    LimitKind.LONG_TERM: _lasting,
    LimitKind.PERMANENT: _lasting,
    LimitKind.RECURRING: _recurring,
    LimitKind.AT_EVENT: _at_event,
    LimitKind.BEFORE_EVENT: _before_event,
    LimitKind.ON_REQUEST: _on_request,
    LimitKind.INHERIT: _inherit,
    LimitKind.ANYTIME: _anytime,
}
