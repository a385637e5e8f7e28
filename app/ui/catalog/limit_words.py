"""A parsed time limit in words, so that a person can check how the program understood the phrase (公开时限)."""

from collections.abc import Mapping
from typing import NamedTuple

from app.i18n import N_, _
from app.rules.calendar import Unit
from app.rules.time_limits import NOT_STATED, NOT_UNDERSTOOD, Every, LimitKind, LimitRule, Posting, TimeLimit


class Words(NamedTuple):
    """A message for limits in working days, and one for limits in calendar days where these differ."""

    workdays: str
    days: str = ""


KINDS: Mapping[LimitKind, Words] = {
    LimitKind.WITHIN: Words(N_("“{anchor}”之日起 {n} 个工作日内"), N_("“{anchor}”之日起 {n} 日内（自然日）")),
    LimitKind.SAME_DAY: Words(N_("“{anchor}”当日")),
    LimitKind.TIMELY: Words(N_("及时：按设置的办理目标，法定最迟 20 个工作日")),
    LimitKind.ON_PROGRESS: Words(N_("每次进展后及时：按设置的办理目标，法定最迟 20 个工作日")),
    LimitKind.LONG_TERM: Words(N_("长期公开：首次公开在 20 个工作日内，之后一直保留")),
    LimitKind.PERMANENT: Words(N_("长期公开：首次公开在 20 个工作日内，之后一直保留")),
    LimitKind.AT_EVENT: Words(N_("与“{anchor}”同时")),
    LimitKind.BEFORE_EVENT: Words(N_("“{anchor}”之前 {n} 个工作日"), N_("“{anchor}”之前 {n} 日（自然日）")),
    LimitKind.ON_REQUEST: Words(N_("依申请公开：收到申请之日起 20 个工作日内答复")),
    LimitKind.INHERIT: Words(N_("与上一行相同")),
    LimitKind.ANYTIME: Words(N_("事项发生后随时公布")),
}
EVERY: Mapping[Every, str] = {
    Every.YEAR: N_("每年"),
    Every.HALF_YEAR: N_("每半年"),
    Every.QUARTER: N_("每季度"),
    Every.TWO_MONTHS: N_("每两个月"),
    Every.MONTH: N_("每月"),
}
_EACH = N_("定期：{every}")
_EACH_AFTER = N_("定期：{every}结束后 {n} 个工作日内")
_EACH_DAY = N_("定期：每年 {month} 月 {day} 日前")
_EVERY_N = N_("定期：上次之后 {n} 个工作日内")
_SCOPED = N_("{scope}：{words}")
_POSTED = N_("公示期不少于 {n} 个工作日")
_POSTED_DAYS = N_("公示期不少于 {n} 日")


def limit_words(limit: TimeLimit) -> list[str]:
    """One line for each rule of the limit, one for its posting time, and what was not understood."""
    if not limit.text.strip():
        return [_(NOT_STATED)]
    if not limit.understood:
        return [_(NOT_UNDERSTOOD).format(text=limit.text)]
    lines = [_rule(rule) for rule in limit.rules]
    return lines + ([_posting(limit.posting)] if limit.posting and limit.posting.min else [])


def _rule(rule: LimitRule) -> str:
    words = _recurring(rule) if rule.kind is LimitKind.RECURRING else _plain(rule)
    return _(_SCOPED).format(scope=rule.scope, words=words) if rule.scope not in ("", "*") else words


def _plain(rule: LimitRule) -> str:
    words = KINDS[rule.kind]
    message = words.days if words.days and rule.unit is Unit.DAY else words.workdays
    return _(message).format(anchor=rule.anchor, n=rule.n)


def _recurring(rule: LimitRule) -> str:
    if rule.every is None:
        return _(_EVERY_N).format(n=rule.n)
    if rule.month and rule.day:
        return _(_EACH_DAY).format(month=rule.month, day=rule.day)
    return _(_EACH_AFTER if rule.n else _EACH).format(every=_(EVERY[rule.every]), n=rule.n)


def _posting(posting: Posting) -> str:
    return _(_POSTED_DAYS if posting.unit is Unit.DAY else _POSTED).format(n=posting.min)
