"""Proactive disclosure (主动公开): what an item needs, the way it goes, the five gates before it is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.privacy import NumberKind, find
from app.rules.problems import Problem


class Status(StrEnum):
    """Where an item stands; each has a visible way out (MOVES)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATUS_NAMES: Mapping[Status, str] = MappingProxyType(
    {
        Status.DRAFT: N_("草稿"),
        Status.IN_REVIEW: N_("待审核"),
        Status.RETURNED: N_("已退回"),
        Status.APPROVED: N_("待公开"),
        Status.PUBLISHED: N_("已公开"),
        Status.WITHDRAWN: N_("已撤下"),
    }
)
OPEN = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.APPROVED})


class Move(StrEnum):
    """What a person may do with an item."""

    SUBMIT = "submit"
    RECALL = "recall"
    REVIEW = "review"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REPUBLISH = "republish"


MOVE_NAMES: Mapping[Move, str] = MappingProxyType(
    {
        Move.SUBMIT: N_("提交审核"),
        Move.RECALL: N_("收回修改"),
        Move.REVIEW: N_("五关审核"),
        Move.PUBLISH: N_("登记公开渠道"),
        Move.WITHDRAW: N_("撤下"),
        Move.REPUBLISH: N_("恢复公开"),
    }
)
MOVES: Mapping[Status, tuple[Move, ...]] = MappingProxyType(
    {
        Status.DRAFT: (Move.SUBMIT,),
        Status.IN_REVIEW: (Move.REVIEW, Move.RECALL),
        Status.RETURNED: (Move.SUBMIT,),
        Status.APPROVED: (Move.PUBLISH, Move.RECALL),
        Status.PUBLISHED: (Move.PUBLISH, Move.WITHDRAW),
        Status.WITHDRAWN: (Move.REPUBLISH,),
    }
)


def moves(status: Status, review_required: bool = True) -> tuple[Move, ...]:
    """What may be done with an item that stands so; without required review a draft may be published at once."""
    allowed = MOVES[status]
    if not review_required and status in (Status.DRAFT, Status.RETURNED):
        allowed = (*allowed, Move.PUBLISH)
    return allowed


def move_problem(status: Status, move: Move, review_required: bool = True) -> Problem | None:
    """Why a move is refused, or nothing."""
    if move in moves(status, review_required):
        return None
    return Problem(
        "status",
        _REFUSALS[move],
    )


_REFUSALS: Mapping[Move, str] = MappingProxyType(
    {
        Move.SUBMIT: N_("只有草稿和已退回的信息可以提交审核。"),
        Move.RECALL: N_("只有待审核和待公开的信息可以收回修改。"),
        Move.REVIEW: N_("只有待审核的信息可以审核，请先提交审核。"),
        Move.PUBLISH: N_("这条信息还没有通过审核，不能登记公开渠道。请先提交并完成五关审核。"),
        Move.WITHDRAW: N_("只有已公开的信息可以撤下。"),
        Move.REPUBLISH: N_("只有已撤下的信息可以恢复公开。"),
    }
)


class Gate(StrEnum):
    """The five gates before publication (政治关、法律关、政策关、保密关、文字关)."""

    POLITICAL = "political"
    LEGAL = "legal"
    POLICY = "policy"
    SECRECY = "secrecy"
    WORDING = "wording"


GATE_NAMES: Mapping[Gate, str] = MappingProxyType(
    {
        Gate.POLITICAL: N_("政治关"),
        Gate.LEGAL: N_("法律关"),
        Gate.POLICY: N_("政策关"),
        Gate.SECRECY: N_("保密关"),
        Gate.WORDING: N_("文字关"),
    }
)


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What a reviewer says at one gate."""

    gate: Gate
    passed: bool
    note: str = ""


def review_problems(answers: Sequence[GateAnswer], reviewer: str) -> list[Problem]:
    """What keeps a review from being entered: all five gates, a reviewer, and a reason wherever one did not pass."""
    found = []
    if not reviewer.strip():
        found.append(Problem("reviewer", N_("请填写审核人。")))
    for gate in Gate:
        answer = next((a for a in answers if a.gate == gate), None)
        if answer is None:
            found.append(Problem(gate, N_("五关须逐关给出意见，还有未审的关。")))
        elif not answer.passed and not answer.note.strip():
            found.append(Problem(gate, N_("不通过的关须写明理由，经办人才知道怎么改。")))
    return found


def reviewed(answers: Sequence[GateAnswer]) -> Status:
    """Where an item stands after its review: one closed gate sends it back."""
    return Status.APPROVED if all(answer.passed for answer in answers) else Status.RETURNED


@dataclass(frozen=True, slots=True)
class DisclosureDraft:
    """An item as a clerk fills it in."""

    title: str = ""
    title_mn: str = ""
    item_key: str = ""
    summary: str = ""
    document_number: str = ""
    responsible: str = ""
    formed_on: date | None = None
    obtained_on: date | None = None
    event_on: date | None = None
    time_limit: str = ""
    limit_scope: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """One appearance of an item, as it is entered."""

    channel: str
    published_on: date
    place: str = ""


FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": N_("信息名称"),
        "title_mn": N_("蒙古文名称"),
        "item_key": N_("目录事项"),
        "summary": N_("内容摘要"),
        "document_number": N_("文号"),
        "responsible": N_("责任科室"),
        "formed_on": N_("形成日期"),
        "obtained_on": N_("获取日期"),
        "event_on": N_("事件日期"),
        "time_limit": N_("公开时限"),
        "limit_scope": N_("适用情形"),
        "note": N_("备注"),
    }
)


def problems(draft: DisclosureDraft, today: date) -> list[Problem]:
    """What keeps an item from being registered, and what deserves a second look (warnings)."""
    return [*_missing(draft), *_date_problems(draft, today), *_privacy_problems(draft)]


def _missing(draft: DisclosureDraft) -> list[Problem]:
    found = []
    if not draft.title.strip():
        found.append(Problem("title", N_("请填写信息名称。")))
    if not (draft.formed_on or draft.obtained_on or draft.event_on):
        found.append(Problem("formed_on", N_("请填写形成日期或获取日期，到期日由它算起。")))
    if not draft.item_key:
        found.append(Problem("item_key", N_("没有选择目录事项：这条信息不计入目录覆盖情况。"), warning=True))
    return found


def _date_problems(draft: DisclosureDraft, today: date) -> list[Problem]:
    found = [
        Problem(field, message, {"day": day.isoformat(), "today": today.isoformat()})
        for field, day, message in (
            ("formed_on", draft.formed_on, N_("形成日期 {day} 晚于今天 {today}，请核对。")),
            ("obtained_on", draft.obtained_on, N_("获取日期 {day} 晚于今天 {today}，请核对。")),
        )
        if day and day > today
    ]
    if draft.formed_on and draft.obtained_on and draft.obtained_on < draft.formed_on:
        found.append(Problem("obtained_on", N_("获取日期早于形成日期，请核对。"), warning=True))
    return found


def _privacy_problems(draft: DisclosureDraft) -> list[Problem]:
    found = []
    for field in ("title", "title_mn", "summary", "document_number", "responsible", "note"):
        kinds = sorted({hit.kind for hit in find(getattr(draft, field))})
        found += [Problem(field, PRIVATE[kind], warning=kind == NumberKind.MOBILE) for kind in kinds]
    return found


PRIVATE: Mapping[str, str] = MappingProxyType(
    {
        NumberKind.ID_18: N_("这里有身份证号。请删去或打码后再登记。"),
        NumberKind.ID_15: N_("这里有15位身份证号。请删去或打码后再登记。"),
        NumberKind.BANK_CARD: N_("这里有银行卡号。请删去或打码后再登记。"),
        NumberKind.MOBILE: N_("这里有手机号。请确认可以公开，否则删去或打码。"),
    }
)


def channel_problems(draft: ChannelDraft, formed_on: date | None, today: date) -> list[Problem]:
    """What is wrong with one appearance: a day in the future, or before there was anything to disclose."""
    found = []
    if draft.published_on > today:
        found.append(
            Problem(
                "published_on",
                N_("公开日期 {day} 晚于今天 {today}，请核对。"),
                {"day": draft.published_on.isoformat(), "today": today.isoformat()},
            )
        )
    if formed_on and draft.published_on < formed_on:
        found.append(
            Problem(
                "published_on",
                N_("公开日期 {day} 早于形成日期 {formed}，请核对。"),
                {"day": draft.published_on.isoformat(), "formed": formed_on.isoformat()},
                warning=True,
            )
        )
    return found
