"""What comes after a reply: reconsideration (行政复议), suit (行政诉讼), complaint (举报投诉); 第四十七条, 第五十一条.

Refusals need reconsideration before any suit (复议前置, 行政复议法第二十三条); see Route of rules/outcomes.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.outcomes import Route
from app.rules.problems import Problem


class RemedyKind(StrEnum):
    """Which remedy; the first three are the blocks of table 4 of the annual report."""

    REVIEW = "reconsideration"
    SUIT_DIRECT = "suit_direct"
    SUIT_AFTER = "suit_after"
    COMPLAINT = "complaint"


REMEDY_NAMES: Mapping[RemedyKind, str] = MappingProxyType(
    {
        RemedyKind.REVIEW: N_("行政复议"),
        RemedyKind.SUIT_DIRECT: N_("行政诉讼（未经复议直接起诉）"),
        RemedyKind.SUIT_AFTER: N_("行政诉讼（复议后起诉）"),
        RemedyKind.COMPLAINT: N_("举报投诉"),
    }
)
SHORT_NAMES: Mapping[RemedyKind, str] = MappingProxyType(
    {
        RemedyKind.REVIEW: N_("行政复议"),
        RemedyKind.SUIT_DIRECT: N_("直接起诉"),
        RemedyKind.SUIT_AFTER: N_("复议后起诉"),
        RemedyKind.COMPLAINT: N_("举报投诉"),
    }
)
SUITS = frozenset({RemedyKind.SUIT_DIRECT, RemedyKind.SUIT_AFTER})


class RemedyResult(StrEnum):
    """How it ended (维持, 纠正, 其他结果); PENDING: not yet (尚未审结)."""

    PENDING = ""
    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"


RESULT_NAMES: Mapping[RemedyResult, str] = MappingProxyType(
    {
        RemedyResult.PENDING: N_("尚未审结"),
        RemedyResult.UPHELD: N_("结果维持"),
        RemedyResult.CORRECTED: N_("结果纠正"),
        RemedyResult.OTHER: N_("其他结果"),
    }
)
_COMPLAINT_RESULTS: Mapping[RemedyResult, str] = MappingProxyType(
    {
        RemedyResult.PENDING: N_("尚未办结"),
        RemedyResult.UPHELD: N_("投诉不成立"),
        RemedyResult.CORRECTED: N_("投诉成立，已纠正"),
        RemedyResult.OTHER: N_("其他结果"),
    }
)
_CLOSED = N_("已办结")


def result_name(kind: RemedyKind, result: RemedyResult, decided_on: date | None = None) -> str:
    """The result as a source message; a complaint may be closed without one."""
    if kind is not RemedyKind.COMPLAINT:
        return RESULT_NAMES[result]
    return _CLOSED if decided_on and not result else _COMPLAINT_RESULTS[result]


REMEDY_FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kind": N_("救济种类"),
        "filed_on": N_("提出日期"),
        "request": N_("涉及的申请"),
        "authority": N_("受理机关"),
        "number": N_("案号"),
        "claim": N_("请求事项"),
        "after": N_("之前的行政复议"),
        "result": N_("结果"),
        "decided_on": N_("审结日期"),
        "handling": N_("办理情况"),
    }
)


@dataclass(frozen=True, slots=True)
class RemedyDraft:
    """A remedy as it is entered; `request_uuid` empty: over no request of this file, `after_uuid`: what a suit follows.

    `claim` and `handling` may tell who asks: nothing of them leaves but through the gate.
    """

    kind: RemedyKind = RemedyKind.REVIEW
    filed_on: date | None = None
    request_uuid: str = ""
    authority: str = ""
    number: str = ""
    claim: str = ""
    after_uuid: str = ""
    result: RemedyResult = RemedyResult.PENDING
    decided_on: date | None = None
    handling: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a remedy is judged by: the reply it is over (days None, route None where there is none), what it follows."""

    route: Route | None = None
    closed_on: date | None = None
    arrived_on: date | None = None
    reviewed: bool = False  # a reconsideration over the same request is entered
    after_filed_on: date | None = None


def problems(draft: RemedyDraft, today: date, about: About | None = None) -> list[Problem]:
    """What keeps a remedy from being entered, and (warnings) what deserves a second look."""
    about = about or About()
    return [*_days(draft, today, about), *_result(draft), *_order(draft, about)]


def _days(draft: RemedyDraft, today: date, about: About) -> Iterator[Problem]:
    if draft.filed_on is None:
        yield Problem("filed_on", N_("请填写提出的日期。"))
        return
    values = {"day": draft.filed_on.isoformat()}
    if draft.filed_on > today:
        yield Problem("filed_on", N_("提出日期 {day} 晚于今天，请核对。"), values)
    elif about.arrived_on and draft.filed_on < about.arrived_on:
        yield Problem("filed_on", N_("提出日期 {day} 早于收到申请的日期，请核对。"), values)
    if draft.decided_on and draft.decided_on > today:
        values = {"day": draft.decided_on.isoformat()}
        yield Problem("decided_on", N_("审结日期 {day} 晚于今天，请核对。"), values)
    elif draft.decided_on and draft.decided_on < draft.filed_on:
        yield Problem("decided_on", N_("审结日期早于提出日期，请核对。"))


def _result(draft: RemedyDraft) -> Iterator[Problem]:
    if draft.result and not draft.decided_on:
        yield Problem("decided_on", N_("有了结果，请填写审结日期；年报按审结的年份统计。"))
    if draft.decided_on and not draft.result and draft.kind is not RemedyKind.COMPLAINT:
        yield Problem("result", N_("有了审结日期，请选择结果。"))


def _order(draft: RemedyDraft, about: About) -> Iterator[Problem]:
    """Whether the way before the court was the one the law wants."""
    if draft.kind is RemedyKind.SUIT_DIRECT and about.route is Route.REVIEW_FIRST:
        message = N_("对这类答复应先申请行政复议，再起诉（行政复议法第二十三条）。请核对是不是复议后起诉。")
        yield Problem("kind", message, warning=True)
    if draft.kind is not RemedyKind.SUIT_AFTER:
        return
    if not (draft.after_uuid or about.reviewed):
        yield Problem("after", N_("复议后起诉的，请先登记那次行政复议，再在这里选它。"), warning=True)
    if about.after_filed_on and draft.filed_on and draft.filed_on < about.after_filed_on:
        yield Problem("filed_on", N_("起诉日期早于之前的行政复议，请核对。"))
