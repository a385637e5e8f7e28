"""Phrases of 公开时限 in standard catalogs, read as rules.

Read as a person would: 同上, then by clauses the posting period, recurrence, a number of days, words such as 及时.
What cannot be read is kept verbatim under the 20 working days of 《政府信息公开条例》第二十六条 and flagged.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from app.rules.calendar import Unit

ARTICLE_26_DAYS = 20
FORMED_OR_CHANGED = "信息形成或变更"
FORMED = "信息形成"
MADE_OR_OBTAINED = "制定或获取信息"
OBTAINED = "获取信息"
ANY_START = "信息获取、形成或变更"
DECIDED = "决定作出"
CONGRESS = "人大或常委会批准"
FINANCE = "财政批复"
HAPPENED = "事项发生"
PROGRESS = "每次进展"


class LimitKind(StrEnum):
    """How a limit runs."""

    WITHIN = "within"
    SAME_DAY = "same_day"
    TIMELY = "timely"
    ON_PROGRESS = "on_progress"
    LONG_TERM = "long_term"
    PERMANENT = "permanent"
    RECURRING = "recurring"
    AT_EVENT = "at_event"
    BEFORE_EVENT = "before_event"
    ON_REQUEST = "on_request"
    INHERIT = "inherit"
    ANYTIME = "anytime"


class Every(StrEnum):
    """How often a recurring limit comes round."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    TWO_MONTHS = "two_months"
    MONTH = "month"


@dataclass(frozen=True)
class LimitRule:
    """One rule of a phrase.

    `anchor` is the event it runs from, in the catalog's words; `scope` what it is for, "*" or 其他 for all the rest.
    `hard_limit` is the outer limit of law where the phrase itself names no number of days.
    A recurring rule with `n` alone comes every n days; with `every` and `n` it is due n days after each period's end.
    """

    kind: LimitKind
    anchor: str = ""
    n: int | None = None
    unit: Unit | None = None
    scope: str = ""
    channel: str = ""
    every: Every | None = None
    month: int | None = None
    month_in_quarter: int | None = None
    day: int | None = None
    hard_limit: "LimitRule | None" = None


ARTICLE_26 = LimitRule(LimitKind.WITHIN, FORMED_OR_CHANGED, ARTICLE_26_DAYS, Unit.WORKDAY)


@dataclass(frozen=True)
class Posting:
    """How long it stays posted (公示期): at least `min` days, or without end (`mode`); `purpose` if named."""

    min: int | None = None
    unit: Unit | None = None
    mode: LimitKind | None = None
    purpose: str = ""


@dataclass(frozen=True)
class TimeLimit:
    """A phrase as published and the rules it means; one not understood carries the 20 working days of Article 26."""

    text: str
    rules: tuple[LimitRule, ...]
    posting: Posting | None
    law_override: bool
    understood: bool


class Piece(NamedTuple):
    """What one clause says, with the words before its number, from which a scope may still be taken."""

    rule: LimitRule
    head: str = ""


DAYS = r"(?P<n>\d+)(?P<unit>个?工作日|日|天)"
NUMERAL = re.compile(r"[一二两三四五六七八九十]+(?=个?(?:工作日|月|周)|[日天](?:内|前|$))")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
LAW_OVERRIDE = re.compile(r"(?:相关)?(?:政策法规|法律、?法规)[^,;。()]*另有规定的?(?:,?应?从其规定|,?除外)?")
CHANGED_TOO = re.compile(r"\((?:形成)?、?变更\)")
NUMBERING = re.compile(r"(?<![\d.])\d{1,2}[.、](?!\d)|[①-⑳]")
SENTENCE_ENDS = re.compile(r"[;。()]|其中")
INHERIT = re.compile(r"(?:内容)?同上")
CHANNEL = re.compile(r"在(.+?)(?:公开|公示|公布|张贴)")
POSTING = re.compile(
    rf"(?P<purpose>批前公示|征求意见|公示|公告|公布)(?:期限?|时间|时限)?(?:应?不得?(?:少于|低于)|至少|为)?{DAYS}(?!内|前)"
)
ANCHORS = tuple(
    (re.compile(pattern), anchor)
    for pattern, anchor in (
        (r"(?:人大|人民代表大会).*批[准复]", CONGRESS),
        (r"财政.*批复", FINANCE),
        (r"(?:处罚|许可|行政|执法)决定|决定(?:作出|做出|形成)|[作做]出.*决定", DECIDED),
        (r"收到.*批准文件", "收到批准文件"),
        (r"获取.*(?:形成|产生)", ANY_START),
        (r"制[定作]或者?获取", MADE_OR_OBTAINED),
        (r"获取该?信息", OBTAINED),
        (r"(?:形成|产生).*变更", FORMED_OR_CHANGED),
        (r"形成|产生", FORMED),
        (r"现状调查结束", "现状调查结束"),
        (r"听证", "听证"),
    )
)
LEADING = re.compile(r"^(?:自|在|应|于|从|经)+")
TRAILING = re.compile(r"(?:之日起?|之?后|以后|起|时)$")
SCOPES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<scope>[^:]+):",
        r"《(?P<scope>[^》]+)》在?",
        r"(?P<scope>.+?)(?:事项)?应当?[自在]",
        r"(?P<scope>.+?信息)在",
    )
)
REST = re.compile(r"(?P<scope>其他)(?:相关|有关)?")
BUSY_ACCOUNTS = "财务收支（往来较多）"
EVERY = {"半年": Every.HALF_YEAR, "年": Every.YEAR, "季": Every.QUARTER, "2": Every.TWO_MONTHS, "月": Every.MONTH}


def parse(text: str) -> TimeLimit:
    """Read a phrase; an empty one means that the catalog leaves the limit to Article 26."""
    plain, override = _without_override(_plain(text))
    if INHERIT.fullmatch(plain):
        return TimeLimit(text, (LimitRule(LimitKind.INHERIT),), None, override, True)
    rules, posting, unread = _clauses(plain)
    if not plain or (posting and not rules):
        return TimeLimit(text, (ARTICLE_26,), posting, override, True)
    if not rules or re.search(r"\d", unread):
        return TimeLimit(text, (ARTICLE_26,), None, override, False)
    return TimeLimit(text, rules, posting, override, True)


def _plain(text: str) -> str:
    """Undo what typing and scanning did: blanks inside words, full-width digits, Chinese numerals, numbering."""
    text = NUMBERING.sub(";", re.sub(r"[\s\u200b]+", "", text))
    text = NUMBERING.sub(";", unicodedata.normalize("NFKC", text)).replace("或者", "或")
    return NUMERAL.sub(lambda found: str(_number(found[0])), CHANGED_TOO.sub("、形成或变更", text)).strip(";。,")


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def _without_override(text: str) -> tuple[str, bool]:
    rest, found = LAW_OVERRIDE.subn("", text)
    return rest.strip(";。,()"), bool(found)


def _clauses(text: str) -> tuple[tuple[LimitRule, ...], Posting | None, str]:
    """Read clause by clause; give the rules, the posting period, and the words that stayed unread."""
    pieces: list[Piece] = []
    posting: Posting | None = None
    unread = ""
    for sentence in SENTENCE_ENDS.split(text):
        waiting = ""
        for part in sentence.split(","):
            clause = f"{waiting},{part}" if waiting else part
            posted = POSTING.search(clause)
            posting = _posting(posted) if posted else posting
            read = bool(posted) or _take(clause, pieces)
            waiting = "" if read else clause
        unread += waiting
    return *_settled(pieces, posting), unread


def _posting(found: re.Match[str]) -> Posting:
    purpose = found["purpose"] if found["purpose"] in ("征求意见", "批前公示") else ""
    return Posting(int(found["n"]), _unit(found), purpose=purpose)


def _take(clause: str, pieces: list[Piece]) -> bool:
    """Add what the clause says to the pieces: a rule of its own or a detail of the last; False if it says nothing."""
    channel = CHANNEL.fullmatch(clause)
    if channel and pieces:
        pieces[-1] = Piece(replace(pieces[-1].rule, channel=channel[1]), pieces[-1].head)
        return True
    piece = _read(clause)
    if piece is None:
        return False
    last = pieces[-1].rule if pieces else None
    if last and _refines(piece.rule, last, clause):
        rule = piece.rule
        refined = replace(rule, anchor=last.anchor) if rule.n else replace(rule, scope=last.scope)
        pieces[-1] = Piece(refined, piece.head)
    else:
        pieces.append(piece)
    return True


def _refines(rule: LimitRule, last: LimitRule, clause: str) -> bool:
    """Tell whether the clause only narrows the one before: 每季度…，第一个月10日; 同步发布，时间跨度不超过5个工作日."""
    if clause.startswith("时间跨度"):
        return last.kind is LimitKind.AT_EVENT
    return rule.kind is LimitKind.RECURRING and rule.every == last.every and not last.day and bool(rule.day)


def _read(clause: str) -> Piece | None:
    for pattern, build in READERS:
        found = pattern.search(clause)
        if found:
            return build(found)
    return None


def _unit(found: re.Match[str]) -> Unit:
    return Unit.WORKDAY if "工作日" in found["unit"] else Unit.DAY


def _scoped(head: str) -> tuple[str, str]:
    """Take the scope off the words before the number: (scope, the rest)."""
    for pattern in SCOPES:
        found = pattern.match(head)
        if found:
            return found["scope"], head[found.end() :]
    found = REST.match(head)
    return (found["scope"], head[found.end() :]) if found else ("", head)


def _anchor(words: str, scope: str = "", default: str = FORMED_OR_CHANGED) -> str:
    """Name the event the limit runs from: by its standard name, else in the catalog's words."""
    for pattern, anchor in ANCHORS:
        if pattern.search(words):
            return anchor
    words = TRAILING.sub("", TRAILING.sub("", LEADING.sub("", words)))
    return words or (DECIDED if "决定" in scope and not scope.startswith("除") else default)


def _within(found: re.Match[str]) -> Piece:
    scope, head = _scoped(found["head"])
    return Piece(LimitRule(LimitKind.WITHIN, _anchor(head, scope), int(found["n"]), _unit(found), scope), found["head"])


def _before(found: re.Match[str]) -> Piece:
    scope, head = _scoped(found["head"])
    weeks = 7 if found["unit"] == "周" else 1
    rule = LimitRule(LimitKind.BEFORE_EVENT, _anchor(head, "", HAPPENED), int(found["n"]) * weeks, _unit(found), scope)
    return Piece(rule)


def _on_request(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.ON_REQUEST, n=ARTICLE_26_DAYS, unit=Unit.WORKDAY, scope=found["head"]))


def _every_n_days(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.RECURRING, n=int(found["n"]), unit=_unit(found)))


def _recurring(found: re.Match[str]) -> Piece:
    head = re.sub(r"(?:应当?|至少)*$", "", found["head"]).removeprefix("村级")
    scope = BUSY_ACCOUNTS if "往来较多" in head else _scoped(head)[0] or head
    every = next(every for word, every in EVERY.items() if found["every"].startswith(word))
    detail = found["detail"]
    rule = LimitRule(LimitKind.RECURRING, scope=scope, every=every)
    after = re.match(rf"后{DAYS}内", detail)
    if after:
        return Piece(replace(rule, n=int(after["n"]), unit=_unit(after)))
    day = re.match(r"(?:的?(?:(?P<first>首)|第(?P<nth>\d))个月的?|(?P<month>\d+)月)?(?P<day>\d+)日", detail)
    if not day:
        return Piece(rule)
    nth = 1 if day["first"] else int(day["nth"] or 0) or None
    month = int(day["month"]) if day["month"] else None
    return Piece(replace(rule, month=month, month_in_quarter=nth, day=int(day["day"])))


def _plainly(kind: LimitKind) -> Callable[[re.Match[str]], Piece]:
    """Read a word such as 及时 or 长期, with what stands before it as its scope or its event."""

    def build(found: re.Match[str]) -> Piece:
        scope, words = _scoped(found["head"])
        anchor = _anchor(words) if kind in (LimitKind.SAME_DAY, LimitKind.TIMELY) else ""
        hard = None if kind is LimitKind.SAME_DAY else ARTICLE_26
        return Piece(LimitRule(kind, anchor, scope=scope, hard_limit=hard))

    return build


def _on_progress(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.ON_PROGRESS, PROGRESS, scope=_scoped(found["head"])[0], hard_limit=ARTICLE_26))


def _anytime(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.ANYTIME, HAPPENED, scope=re.sub(r"应当?$", "", found["head"])))


def _at_event(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.AT_EVENT, found["head"]))


def _with_document(found: re.Match[str]) -> Piece:
    return Piece(LimitRule(LimitKind.AT_EVENT, f"{found['head']}发布"))


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Piece]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"^(?P<head>.*?)(?:自?收到(?:公开)?申请|为?依申请公开)", _on_request),
        (rf"每{DAYS}", _every_n_days),
        (r"^(?P<head>.*?)(?:每个?|按)(?P<every>半年|年度?|季度?|2个月|月)(?P<detail>.*)", _recurring),
        (r"^(?P<head>.*?)(?P<every>半年)至少(?P<detail>.*)", _recurring),
        (rf"^(?P<head>.*?){DAYS}[之以]?前", _before),
        (rf"^(?P<head>.+[^之以])前{DAYS}(?!内)", _before),
        (r"(?P<head>)提前(?P<n>\d+)(?P<unit>个?工作日|日|天|周)", _before),
        (rf"^(?P<head>.*?){DAYS}", _within),
        (r"^(?P<head>.*?)(?:实时|当日|当天|即时)", _plainly(LimitKind.SAME_DAY)),
        (r"^(?P<head>.*?)(?:按|根据|随)进展", _on_progress),
        (r"^(?P<head>.*?)随时", _anytime),
        (r"^(?P<head>.*?)(?:及时|尽快)", _plainly(LimitKind.TIMELY)),
        (r"^(?P<head>.*?)永久", _plainly(LimitKind.PERMANENT)),
        (r"^(?P<head>.*?)(?:保持)?长期", _plainly(LimitKind.LONG_TERM)),
        (r"^随(?P<head>.+?)(?:公开|公布|发布)$", _with_document),
        (r"^与(?P<head>.+?)同[步时](?:公开|公布|发布)", _with_document),
        (r"^在?(?:实地)?(?P<head>.+?)时(?:公开|公示|公布)?$", _at_event),
    )
)


def _settled(pieces: list[Piece], posting: Posting | None) -> tuple[tuple[LimitRule, ...], Posting | None]:
    """Put the pieces together: who is the rest, what only says how long it stays posted."""
    rules = [piece.rule for piece in pieces]
    lasting = [rule for rule in rules if rule.kind in (LimitKind.LONG_TERM, LimitKind.PERMANENT) and not rule.scope]
    if lasting:
        posting = posting or Posting(mode=lasting[0].kind)
        if len(rules) > len(lasting):
            pieces = [piece for piece in pieces if piece.rule not in lasting]
    return tuple(_with_scopes(pieces)), posting


def _with_scopes(pieces: list[Piece]) -> Iterator[LimitRule]:
    """Give each rule its scope where several stand side by side: decisions by name, the rest as "*"."""
    within = [piece.rule for piece in pieces if piece.rule.kind is LimitKind.WITHIN]
    for rule, head in pieces:
        decision = re.match(r"自?(.*决定)[作做]出", head)
        if len(pieces) > 1 and rule.anchor == DECIDED and not rule.scope and decision:
            yield replace(rule, scope=decision[1])
        elif len(within) > 1 and rule in within and not rule.scope:
            yield replace(rule, scope="*")
        else:
            yield rule
