"""What a case says of itself in words: why the next step has its day, each step as it happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.outcomes import ARTICLE_NAMES, outcome
from app.rules.payouts import yuan
from app.rules.request_clock import REPLY_DAYS, Case
from app.rules.request_events import (
    FLAG_NAMES,
    METHOD_NAMES,
    PARTY_NAMES,
    Event,
    EventKind,
    FeeMethod,
    Flag,
    NextStep,
    PartyKind,
)
from app.rules.requests import RECEIPT_RULES
from app.ui.widgets.shown import Pill

FLAGS: Mapping[Flag, str] = MappingProxyType({Flag.EXTENDED: "soon"})  # all others are breaches
_MUST: Mapping[NextStep, str] = MappingProxyType(
    {
        NextStep.CORRECTION: N_(
            "已经告知补正，申请人应在 {day} 前补正；从 {open} 起可以按逾期未补正办结（第三十条）。"
        ),
        NextStep.PAYMENT: N_(
            "已经发出收费通知，申请人应在 {day} 前缴费；从 {open} 起可以按逾期未缴费办结（国办函〔2020〕109号第六条）。"
        ),
        NextStep.OPINION: N_("“{party}”应在 {day} 前答复意见，征求意见所需时间不计入期限（第三十三条）。"),
        NextStep.ARCHIVE: N_("已于 {closed} 办结，文书齐全后归档。"),
    }
)
_REPLY = N_("从 {start} 的第二天起{n}个工作日内答复（第三十三条）。")
_AGAIN = N_("期限重新计算：从 {start} 的第二天起{n}个工作日内答复（第三十条、第三十三条）。")
_LONGER = N_("从 {start} 的第二天起{n}个工作日，加延长的{extra}个工作日，在 {day} 前答复（第三十三条）。")
_STANDS = N_("在等申请人说明理由，期限停止计算（第三十五条）。")
_DAYS: Mapping[EventKind, str] = MappingProxyType(
    {EventKind.EXTEND: N_("延长{n}个工作日"), EventKind.CORRECTION_NOTICE: N_("补正期限{n}个工作日")}
)
_AGREES = {True: N_("同意公开"), False: N_("不同意公开")}
_PARTY = N_("{party}（{kind}）")
_ITEMS, _PAGES = N_("{method}，本月第{n}件，{yuan}元"), N_("{method}，{n}页，{yuan}元")
_REACHED, _NUMBER, _PERSON = N_("送达：{day}"), N_("文号：{number}"), N_("经手：{person}")
_FILED = N_("档号：{number}")


def flag_pill(flag: Flag) -> Pill:
    """What deserves notice."""
    return Pill(FLAGS.get(flag, "late"), _(FLAG_NAMES[flag]))


def why_words(case: Case) -> str:
    """Why the next step has its day, as one sentence; empty for an archived case."""
    step, on = case.next_step
    if step is NextStep.CONFIRM:
        return _(RECEIPT_RULES[case.channel])
    if step is NextStep.REPLY:
        return _reply_words(case)
    opinions = [each for each in case.open_consultations if each.due == on]
    return _(_MUST[step]).format(
        day=_day(on),
        open=_day(case.abandoned_from),
        closed=_day(case.closed_on),
        party=opinions[0].event.party if opinions else "",
    ) if step in _MUST else ""  # fmt: skip


def _reply_words(case: Case) -> str:
    if case.due is None:
        return _(_STANDS)
    extra = extension(case)
    message = _LONGER if extra else _REPLY if case.started_on == case.received_on else _AGAIN
    return _(message).format(start=_day(case.started_on), n=REPLY_DAYS, extra=extra, day=_day(case.due))


def extension(case: Case) -> int:
    """By how many working days the stretch that is running, or ran last, was extended."""
    since = case.started_on or case.arrived_on
    return sum(each.days or 0 for each in case.events if each.kind is EventKind.EXTEND and each.on >= since)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def event_lines(event: Event, case: Case) -> list[str]:
    """A step in words: its day, then one line for each thing that was entered with it."""
    return [event.on.isoformat(), *filter(None, _told(event, case))]


def _told(event: Event, case: Case) -> Iterator[str]:
    if event.days and event.kind in _DAYS:
        yield _(_DAYS[event.kind]).format(n=event.days)
    yield party_words(event) or party_words(_answered(event, case.events))
    yield _(_AGREES[event.agrees]) if event.agrees is not None else ""
    yield outcome_words(event.outcome)
    yield _(ARTICLE_NAMES[event.basis]) if event.basis in ARTICLE_NAMES else event.basis
    yield _fee(event)
    yield _(_REACHED).format(day=event.reached_on.isoformat()) if event.reached_on else ""
    number = _FILED if event.kind is EventKind.ARCHIVE else _NUMBER
    yield _(number).format(number=event.document_number) if event.document_number else ""
    yield event.reason
    yield _(_PERSON).format(person=event.person) if event.person else ""


def party_words(event: Event | None) -> str:
    """Who is consulted or takes over: 演示第三方（第三方）."""
    if event is None or event.party_kind not in set(PartyKind):
        return event.party if event else ""
    return _(_PARTY).format(party=event.party, kind=_(PARTY_NAMES[PartyKind(event.party_kind)]))


def _answered(event: Event, events: Sequence[Event]) -> Event | None:
    return next((each for each in events if event.answers and each.uuid == event.answers), None)


def outcome_words(code: str) -> str:
    """An outcome with its number in the report: 3.1　属于国家秘密."""
    found = outcome(code)
    return f"{code}　{_(found.name)}" if found else ""


def _fee(event: Event) -> str:
    if event.method not in set(FeeMethod):
        return ""
    method = FeeMethod(event.method)
    message = _ITEMS if method is FeeMethod.ITEM else _PAGES
    return _(message).format(method=_(METHOD_NAMES[method]), n=event.quantity or 0, yuan=yuan(event.amount_fen))
