"""The days of a case in words: what each is to its clock and why, and what happened on it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.calendar import DayKind, weekday_name
from app.rules.outcomes import outcome
from app.rules.payouts import yuan
from app.rules.request_clock import Case, CaseDay, DayPart
from app.rules.request_events import EVENT_NAMES, NEXT_NAMES, Event, EventKind

_STOPPED: Mapping[DayPart, str] = MappingProxyType(
    {
        DayPart.WAITING: N_("等待与申请人确认，期限未起算"),
        DayPart.START: N_("起算当日，不计"),
        DayPart.CORRECTING: N_("等申请人补正，不计"),
        DayPart.CONSULTING: N_("征求意见，不计"),
        DayPart.REASONING: N_("等申请人说明理由，不计"),
        DayPart.PAYING: N_("等申请人缴费，不计"),
    }
)
_TOLD: Mapping[EventKind, tuple[str, str]] = MappingProxyType(
    {
        EventKind.REPLY: ("outcome", N_("答复：{outcome}")),
        EventKind.EXTEND: ("n", N_("延期答复{n}个工作日")),
        EventKind.CONSULT_OUT: ("party", N_("征求意见：{party}")),
        EventKind.CORRECTION_NOTICE: ("n", N_("告知补正，期限{n}个工作日")),
        EventKind.FEE_NOTICE: ("amount", N_("发出收费通知：{amount}元")),
        EventKind.TRANSFER: ("party", N_("转交承办：{party}")),
    }
)
_DAY = N_("{date} {weekday}：{words}")
_WITH = N_("{date} {weekday}：{words}；{events}")


def day_words(day: CaseDay) -> str:
    """Whether and why a day counts: 第5个工作日, 周末，不计, 征求意见，不计."""
    if day.part in _STOPPED:
        return _(_STOPPED[day.part])
    if day.counted is None:
        return _("{name}放假，不计").format(name=_(day.name)) if day.kind is DayKind.HOLIDAY else _("周末，不计")
    if day.kind is DayKind.MAKE_UP:
        return _("{name}调休上班，第{n}个工作日").format(name=_(day.name), n=day.counted)
    return _("第{n}个工作日").format(n=day.counted)


def event_words(event: Event) -> str:
    """What happened, with what matters about it."""
    found = outcome(event.outcome)
    values = {
        "outcome": _(found.name) if found else "",
        "n": event.days,
        "party": event.party,
        "amount": yuan(event.amount_fen),
    }
    needed, message = _TOLD.get(event.kind, ("", ""))
    return _(message).format(**values) if needed and values[needed] else _(EVENT_NAMES[event.kind])


def explained(case: Case) -> list[str]:
    """The count line by line: every day with its number or why it is not counted, the due day, what may move it."""
    return [*map(_line, case.days), *ends(case)]


def _line(day: CaseDay) -> str:
    events = "；".join(event_words(event) for event in day.events)
    return _(_WITH if events else _DAY).format(
        date=day.on.isoformat(), weekday=weekday_name(day.on), words=day_words(day), events=events
    )


def ends(case: Case) -> Iterator[str]:
    """What the count comes to: the due day, what must happen before, the calendars that are not known yet."""
    step, on = case.next_step
    if case.due:
        yield _("答复期限：{date} {weekday}").format(date=case.due.isoformat(), weekday=weekday_name(case.due))
    if step in NEXT_NAMES and on and on != case.due:
        yield _("下一步：{step}，{date}").format(step=_(NEXT_NAMES[step]), date=on.isoformat())
    if case.provisional:
        years = "、".join(map(str, case.missing_years))
        yield _("暂定：{years}年节假日安排尚未装入，先按周一至周五上班计算。").format(years=years)
