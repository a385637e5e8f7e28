"""Which step a case may take next, and in a sentence why another is refused (第三十条至第三十五条)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.i18n import N_
from app.rules.calendar import Calendar
from app.rules.outcomes import NOT_CORRECTED, NOT_PAID, OUTCOMES, STILL_UNCLEAR, outcomes_of
from app.rules.problems import Problem
from app.rules.request_clock import MOST_EXTENSION, Case
from app.rules.request_events import Event, EventKind, FeeMethod, PartyKind, RequestChoices, RequestState

MOST_FEE, MOST_PAGES = 10_000_000_000, 1_000_000  # fen, pages: what is more was mistyped
_K, _S = EventKind, RequestState
_WORKED = (_S.RUNNING, _S.CONSULTING, _S.AWAITING_REASON)
_OPEN = (*_WORKED, _S.AWAITING_CONFIRMATION, _S.AWAITING_CORRECTION, _S.AWAITING_PAYMENT)
FROM: Mapping[EventKind, tuple[RequestState, ...]] = MappingProxyType(
    {
        _K.CONFIRM: (_S.AWAITING_CONFIRMATION,),
        _K.CORRECTION_NOTICE: (_S.RUNNING,),
        _K.CORRECTED: (_S.AWAITING_CORRECTION,),
        _K.CORRECTION_LAPSE: (_S.AWAITING_CORRECTION,),
        _K.CONSULT_OUT: (_S.RUNNING, _S.CONSULTING),
        _K.CONSULT_IN: (_S.CONSULTING,),
        _K.CONSULT_LAPSE: (_S.CONSULTING,),
        _K.EXTEND: (_S.RUNNING, _S.CONSULTING, _S.AWAITING_REASON),
        _K.REASON_REQUEST: (_S.RUNNING,),
        _K.REASON_IN: (_S.AWAITING_REASON,),
        _K.FEE_NOTICE: (_S.RUNNING,),
        _K.PAID: (_S.AWAITING_PAYMENT,),
        _K.FEE_LAPSE: (_S.AWAITING_PAYMENT,),
        _K.TRANSFER: _OPEN,
        _K.REPLY: _WORKED,
        _K.WITHDRAW: _OPEN,
        _K.ARCHIVE: (_S.REPLIED, _S.CLOSED),
    }
)
_REFUSALS: Mapping[EventKind, str] = MappingProxyType(
    {
        _K.CONFIRM: N_("这件申请不需要确认，或者已经确认过了。"),
        _K.CORRECTION_NOTICE: N_("只有办理中的申请可以告知补正。"),
        _K.CORRECTED: N_("这件申请没有在等补正。"),
        _K.CORRECTION_LAPSE: N_("这件申请没有在等补正。"),
        _K.CONSULT_OUT: N_("只有办理中的申请可以征求意见。"),
        _K.CONSULT_IN: N_("没有正在征求的意见。"),
        _K.CONSULT_LAPSE: N_("没有正在征求的意见。"),
        _K.EXTEND: N_("只有办理中的申请可以延期答复。"),
        _K.REASON_REQUEST: N_("只有办理中的申请可以要求说明理由。"),
        _K.REASON_IN: N_("没有要求过申请人说明理由。"),
        _K.FEE_NOTICE: N_("只有办理中的申请可以发出收费通知。"),
        _K.PAID: N_("这件申请没有在等缴费。"),
        _K.FEE_LAPSE: N_("这件申请没有在等缴费。"),
        _K.TRANSFER: N_("已经办结的申请不能转交。"),
        _K.REPLY: N_("这件申请现在不能答复：还在等确认、补正或者缴费。"),
        _K.WITHDRAW: N_("已经办结的申请不能撤回。"),
        _K.ARCHIVE: N_("只有已经答复或者办结的申请可以归档。"),
    }
)
_TWICE = N_("这件申请已经答复或者办结，不能再答复。答复有误的，请先撤回上一步。")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a step is judged by beside the case: the day it is entered, the calendar, the office's choices."""

    today: date
    calendar: Calendar
    choices: RequestChoices


def moves(case: Case) -> tuple[EventKind, ...]:
    """The steps a case may take, in the order in which an office thinks of them; what only a date forbids is in it."""
    return tuple(kind for kind, states in FROM.items() if case.state in states and not _used_up(case, kind))


def _used_up(case: Case, kind: EventKind) -> bool:
    return (kind is _K.CORRECTION_NOTICE and case.corrections > 0) or (
        kind is _K.EXTEND and case.extended_days >= MOST_EXTENSION
    )


def move_problems(case: Case, event: Event, now: Circumstances) -> list[Problem]:
    """What forbids a step after those of the case, and (warnings) what deserves a second look."""
    if case.state not in FROM[event.kind]:
        ended = case.ended and event.kind is _K.REPLY
        return [Problem("kind", _TWICE if ended else _REFUSALS[event.kind])]
    return [*_days(case, event, now), *_CHECKS.get(event.kind, _nothing)(case, event, now)]


def _nothing(_case: Case, _event: Event, _now: Circumstances) -> Iterator[Problem]:
    return iter(())


def _days(case: Case, event: Event, now: Circumstances) -> Iterator[Problem]:
    """A day must not be in the future, before the request came in, or before the step before it."""
    values = {"day": event.on.isoformat(), "arrived": case.arrived_on.isoformat()}
    before = max((earlier.on for earlier in case.events), default=case.arrived_on)
    if event.on > now.today:
        yield Problem("on", N_("日期 {day} 晚于今天，请核对。"), values)
    elif event.on < case.arrived_on:
        yield Problem("on", N_("日期 {day} 早于收到申请的日期 {arrived}，请核对。"), values)
    elif event.on < before:
        values |= {"before": before.isoformat()}
        yield Problem(
            "on", N_("日期 {day} 早于上一步的日期 {before}。请按先后次序登记，或者先撤回后面的步骤。"), values
        )
    if event.reached_on and event.reached_on < event.on:
        yield Problem("reached_on", N_("送达日期早于发出日期，请核对。"))
    if event.kind in (_K.REPLY, _K.CONFIRM, _K.CORRECTION_NOTICE) and not now.calendar.is_working(event.on):
        yield Problem("on", N_("{day} 不上班，请核对日期。"), values, warning=True)


def _correction_notice(case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    if case.corrections:
        message = N_("补正只能一次性告知（第三十条）。补正后仍不明确的，用“补正后申请内容仍不明确”答复。")
        yield Problem("kind", message)
    if case.notice_due and event.on > case.notice_due:
        values = {"due": case.notice_due.isoformat()}
        yield Problem("on", N_("补正应在收到申请之日起7个工作日内告知，已过 {due}。"), values, warning=True)
    if not event.reason.strip():
        yield Problem("reason", N_("请写明需要补正的内容；补正告知书要用。"))
    if event.days is not None and not 1 <= event.days <= 60:
        yield Problem("days", N_("补正期限应为 1 至 60 个工作日。"))


def _corrected(case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    if case.correction_due and event.on > case.correction_due:
        values = {"due": case.correction_due.isoformat()}
        message = N_("补正期限 {due} 已过；有正当理由的可以接受，请在备注里写明理由。")
        yield Problem("on", message, values, warning=True)


def _lapse(case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    if case.abandoned_from and event.on < case.abandoned_from:
        values = {"day": case.abandoned_from.isoformat()}
        yield Problem("on", N_("申请人的期限还没有满，从 {day} 起才能按逾期办结。"), values)


def _consult(_case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    if event.party_kind not in set(PartyKind):
        yield Problem("party_kind", N_("请选择向谁征求意见：第三方、共同制作机关或者其他机关。"))
    if not event.party.strip():
        yield Problem("party", N_("请写明向谁征求意见。"))


def _opinion(case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    asked = case.open_consultations
    known = [each for each in asked if each.event.uuid == event.answers]
    if event.answers and not known:
        yield Problem("answers", N_("这份征求意见已经有了结果，或者不是这件申请的。"))
    elif not event.answers and len(asked) > 1:
        yield Problem("answers", N_("有几份意见还没有收到，请选择这是哪一份的。"))
    else:
        of = (known or asked)[0]
        values = {"due": of.due.isoformat(), "sent": of.event.on.isoformat()}
        if event.on < of.event.on:
            yield Problem("on", N_("意见不会早于征求意见的日期 {sent}，请核对。"), values)
        if event.kind is _K.CONSULT_LAPSE and event.on <= of.due:
            yield Problem("on", N_("答复意见的期限到 {due} 才满。"), values)
        if event.kind is _K.CONSULT_IN and event.on > of.due:
            message = N_("意见在期限 {due} 之后才到；期限之后的日子照常计算。")
            yield Problem("on", message, values, warning=True)


def _extend(case: Case, event: Event, now: Circumstances) -> Iterator[Problem]:
    days, left = event.days or 0, MOST_EXTENSION - case.extended_days
    if days < 1:
        yield Problem("days", N_("请填写延长几个工作日。"))
    elif days > left:
        message = N_("延期合计不得超过20个工作日（第三十三条），还可以延长 {left} 个工作日。")
        yield Problem("days", message, {"left": left})
    last = case.due if case.extended_days else case.base_due
    if last and event.on > last:
        message = N_("答复期限 {due} 已过，不能再延期；延期应在期限届满前同意并告知申请人。")
        yield Problem("on", message, {"due": last.isoformat()}, warning=not now.choices.extension_before_due)
    if not event.person.strip():
        yield Problem("person", N_("请写明同意延期的政府信息公开工作机构负责人（第三十三条）。"))


def _fee_notice(case: Case, event: Event, _now: Circumstances) -> Iterator[Problem]:
    if event.method not in set(FeeMethod):
        yield Problem("method", N_("请选择按件还是按量计收；同一件申请只用一种（国办函〔2020〕109号第三条）。"))
    if not event.amount_fen or event.amount_fen < 0:
        yield Problem("amount_fen", N_("不需要缴费的，不用发出收费通知。"))
    elif event.amount_fen > MOST_FEE:
        yield Problem("amount_fen", N_("应收金额超过一亿元，请核对。"))
    if event.quantity is not None and not 1 <= event.quantity <= MOST_PAGES:
        yield Problem("quantity", N_("页数或者件次应为 1 至 {most} 之间的整数，请核对。"), {"most": MOST_PAGES})
    if case.due and event.on > case.due:
        values = {"due": case.due.isoformat()}
        yield Problem("on", N_("收费通知应在答复期限 {due} 之前发出。"), values, warning=True)


def _reply(case: Case, event: Event, now: Circumstances) -> Iterator[Problem]:
    for each in case.open_consultations:
        if event.on <= each.due:
            message = N_("“{party}”的意见还没有收到，期限 {due} 也没有满，不能答复。")
            yield Problem("kind", message, {"party": each.event.party, "due": each.due.isoformat()})
    yield from _code(event)
    if event.outcome == STILL_UNCLEAR and not case.corrections:
        message = N_("还没有告知过补正，“补正后申请内容仍不明确”不适用。")
        yield Problem("outcome", message, warning=True)
    if case.due and event.on > case.due:
        values = {"due": case.due.isoformat()}
        yield Problem("on", N_("答复期限 {due} 已过，将记为逾期答复。"), values, warning=True)


def _code(event: Event) -> Iterator[Problem]:
    """Exactly one of the codes that the form of the year has; silence of the applicant is entered as a lapse."""
    if not event.outcome:
        yield Problem("outcome", N_("请选择一种答复类型。"))
    elif event.outcome in (NOT_CORRECTED, NOT_PAID):
        yield Problem("outcome", N_("逾期未补正、逾期未缴费不是答复，请用“逾期未补正”或者“逾期未缴费”登记。"))
    elif event.outcome not in outcomes_of(event.on.year):
        values = {"year": event.on.year}
        yield Problem("outcome", N_("{year}年的年报格式里没有这种答复类型，请改选。"), values)
    found = OUTCOMES.get(event.outcome)
    if found and len(found.articles) > 1 and event.basis and event.basis not in found.articles:
        yield Problem("basis", N_("依据的条款与答复类型不符，请核对。"), warning=True)
    if found and found.reasoned and not event.reason.strip():
        yield Problem("reason", N_("请写明理由；答复书要向申请人说明理由。"), warning=True)


_CHECKS = MappingProxyType(
    {
        _K.CORRECTION_NOTICE: _correction_notice,
        _K.CORRECTED: _corrected,
        _K.CORRECTION_LAPSE: _lapse,
        _K.FEE_LAPSE: _lapse,
        _K.CONSULT_OUT: _consult,
        _K.CONSULT_IN: _opinion,
        _K.CONSULT_LAPSE: _opinion,
        _K.EXTEND: _extend,
        _K.FEE_NOTICE: _fee_notice,
        _K.REPLY: _reply,
    }
)
