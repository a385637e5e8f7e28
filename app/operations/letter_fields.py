"""What stands in the places of a letter: all that a case knows, in Chinese, each text through the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _, speaking
from app.models.office import Office
from app.models.request import Letter, Request
from app.operations import calendars, fees, offices, request_cases, requests
from app.operations.gate import gate
from app.rules.fees import step_lines
from app.rules.letters import PARTLY, TO_OTHERS, LetterKind, LetterTemplate, Look, party_of, remedy_words, steps_of
from app.rules.outcomes import ARTICLE_NAMES, NOT_CORRECTED, NOT_PAID, STILL_UNCLEAR, outcome
from app.rules.payouts import yuan
from app.rules.privacy import NumberKind, find
from app.rules.request_clock import OPINION_DAYS, Case, Consultation, DayPart
from app.rules.request_events import METHOD_NAMES, Event, EventKind, FeeMethod, PartyKind, RequestChoices
from app.rules.requests import (
    MEDIUM_NAMES,
    RECEIPT_RULES,
    REQUEST_CHANNEL_NAMES,
    ROUTE_NAMES,
    ApplicantKind,
    Proactive,
    RequestDraft,
)
from app.text.numerals import chinese_date

USUAL_BASIS: Mapping[str, str] = {"1": "36(2)", "4.1": "36(4)"}
"""The article of a reply whose step names none of the two it may rest on."""
_RESULTS = {Proactive.ACCEPTED: "同意纳入主动公开的范围", Proactive.DECLINED: "暂不纳入主动公开的范围"}
_PROVISIONAL = "{day}（{years}年节假日安排公布后确定）"
_COUNT = "自{start}次日起数{n}个工作日"
_COUNT_PAUSED = "自{start}次日起数{n}个工作日，其间有{off}日不计入"


@dataclass(frozen=True)
class Facts:
    """What a letter is filled from; `event` is the step it belongs to, if it belongs to one."""

    kind: LetterKind
    request: Request
    draft: RequestDraft
    case: Case
    event: Event | None
    choices: RequestChoices
    form: bool = False  # a form tells days in figures, which are the same in both scripts


def facts(session: Session, template: LetterTemplate, request: Request, event: Event | None) -> Facts:
    """Read the facts of a letter."""
    return Facts(
        template.kind,
        request,
        requests.draft_of(session, request),
        _case_at(session, request, event),
        event,
        request_cases.choices(session),
        template.look is Look.FORM,
    )


def _case_at(session: Session, request: Request, event: Event | None) -> Case:
    """The case as it stood with the step of the letter: a notice written late tells the days it had to tell then."""
    case = requests.case(session, request.uuid)
    return _played(session, request, case.events[: case.events.index(event) + 1]) if event in case.events else case


def _played(session: Session, request: Request, events: Sequence[Event]) -> Case:
    now = calendars.calendar(session), request_cases.choices(session)
    return request_cases.case_of(request, events, *now)


def values(session: Session, known: Facts, today: date) -> dict[str, str]:
    """What stands in each place, in Chinese; empty where it is not known."""
    with speaking("zh"):
        found = {
            **_asked(known),
            **_clock(known),
            **_step(known),
            "原答复期限": _day(known, _due_before(session, known)),
            **_office(session, known, today),
            **_papers(session, known),
            "收费标准": _standard(session, known),
        }
        masked = gate(session)
        shown = {place: masked(text) for place, text in found.items()}
        shown["单位电话"] = found["单位电话"] if _public(found["单位电话"]) else shown["单位电话"]
        ended = known.event.outcome or known.case.outcome if known.event else known.case.outcome
        on = known.event.on if known.event else today
        shown["救济途径"] = remedy_words(known.kind, ended, on, shown, known.event.basis if known.event else "")
        return shown


def _public(phone: str) -> bool:
    """Whether the office's own telephone may stand there as it is written: a mobile may."""
    return all(hit.kind is NumberKind.MOBILE for hit in find(phone))


def _day(known: Facts, day: date | None) -> str:
    if day is None:
        return ""
    return day.isoformat() if known.form else chinese_date(day)


def _asked(known: Facts) -> dict[str, str]:
    """What the request says; of the applicant name and address and nothing else."""
    draft = known.draft
    names = [draft.applicant.name, *(each.name for each in draft.together)]
    return {
        "申请人": "、".join(name.strip() for name in names),
        "称呼": _pronoun(draft),
        "通信地址": draft.applicant.address,
        "申请编号": known.request.number,
        "申请事项": draft.title.rstrip("。"),
        "申请内容": draft.content,
        "申请渠道": _(REQUEST_CHANNEL_NAMES[draft.channel]),
        "提交日期": _day(known, draft.arrived_on),
        "获取方式": _(MEDIUM_NAMES[draft.medium]),
        "获取途径": _(ROUTE_NAMES[draft.route]),
        "审核结果": _RESULTS.get(Proactive(known.request.proactive), ""),
        "审核说明": _sentence(known.request.proactive_note),
    }


def _pronoun(draft: RequestDraft) -> str:
    """How the letter speaks to those who ask; a ledger may name several in one cell."""
    if draft.together or "、" in draft.applicant.name:
        return "你们"
    return "您" if draft.applicant.kind is ApplicantKind.PERSON else "贵单位"


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('。')}。" if text.strip() else ""


def _clock(known: Facts) -> dict[str, str]:
    """The days of the case, with how the last of them was counted."""
    case, event = known.case, known.event
    due = case.due or known.request.due_on
    shown = _day(known, due)
    if shown and case.provisional:
        years = "、".join(str(year) for year in case.missing_years)
        shown = _PROVISIONAL.format(day=shown, years=years)
    notices = _TOLD.get(event.outcome or event.kind, ()) if event else ()
    told = next((step for step in reversed(case.events) if step.kind in notices), None)
    correction_days = next((step.days for step in case.events if step.kind is EventKind.CORRECTION_NOTICE), None)
    return {
        "收到日期": _day(known, case.received_on),
        "收到依据": _(RECEIPT_RULES[known.draft.channel]) if case.received_on else "",
        "答复期限": shown,
        "期限说明": _counted(known),
        "补正天数": str(correction_days or known.choices.correction_days),
        "补正期限": _day(known, case.correction_due),
        "缴费期限": _day(known, case.payment_due),
        "通知日期": _day(known, told.on if told else None),
    }


def _due_before(session: Session, known: Facts) -> date | None:
    """The day a reply was due before this extension, which may be the second one."""
    if known.event is None or known.event.kind is not EventKind.EXTEND:
        return known.case.base_due
    return _played(session, known.request, known.case.events[:-1]).due


_TOLD: Mapping[str, tuple[EventKind, ...]] = {
    EventKind.CORRECTION_LAPSE: (EventKind.CORRECTION_NOTICE,),
    EventKind.FEE_LAPSE: (EventKind.FEE_NOTICE,),
    STILL_UNCLEAR: (EventKind.CORRECTION_NOTICE,),
}
"""Which notice a later letter names the day of."""


def _counted(known: Facts) -> str:
    case = known.case
    if case.started_on is None or not case.due:
        return ""
    off = sum(1 for day in case.days if day.part in (DayPart.CONSULTING, DayPart.REASONING))
    words = _COUNT_PAUSED if off else _COUNT
    return words.format(start=_day(known, case.started_on), n=20 + case.extended_days, off=off)


def _step(known: Facts) -> dict[str, str]:
    """What the step of the letter says."""
    event = known.event
    if event is None:
        return {"受送达人": known.draft.applicant.name}
    consulted = _consulted(known)
    days = known.choices.agency_days if event.party_kind == PartyKind.AGENCY else OPINION_DAYS
    ended = outcome(event.outcome or known.case.outcome)
    party = event.party or (consulted.event.party if consulted else "")
    return {
        "延长天数": str(event.days or "") if event.kind is EventKind.EXTEND else "",
        "补正内容": _sentence(event.reason) if event.kind is EventKind.CORRECTION_NOTICE else "",
        "征求对象": party,
        "意见天数": str(days),
        "意见期限": _day(known, consulted.due if consulted else None),
        "收费方式": _(METHOD_NAMES[FeeMethod(event.method)]) if event.method in set(FeeMethod) else "",
        "收费数量": _quantity(event),
        "收费金额": yuan(event.amount_fen),
        "答复类型": _(ended.name) if ended else "",
        "依据": basis_words(event),
        "理由": _reason(known.kind, event),
        "受送达人": event.party if event.kind is EventKind.CONSULT_OUT else known.draft.applicant.name,
    }


def _standard(session: Session, known: Facts) -> str:
    """The steps of the tariff by which the fee of the letter's step was counted; empty without a fee or a tariff."""
    event, day = known.event, known.case.received_on
    begun = [row.tariff for row in fees.tariffs(session) if day and row.tariff.in_force_on <= day]
    if event is None or event.method not in set(FeeMethod) or not begun:
        return ""
    steps = begun[-1].pages if event.method == FeeMethod.PAGE else begun[-1].items
    return "；".join(line.rstrip("。") for line in step_lines(steps, event.method))


def _reason(kind: LetterKind, event: Event) -> str:
    """A reason as part of a sentence in an extension, else a sentence of its own.

    Why a part was refused is no reason for the third party, who is told why the rest is disclosed against its will.
    """
    if kind is LetterKind.PUBLIC_INTEREST and event.outcome == PARTLY:
        return ""
    text = event.reason.strip().rstrip("。")
    return text if event.kind is EventKind.EXTEND else _sentence(text)


def _quantity(event: Event) -> str:
    if event.quantity is None:
        return ""
    return f"{event.quantity}页" if event.method == FeeMethod.PAGE else f"当月第{event.quantity}件"


def _consulted(known: Facts) -> Consultation | None:
    """The consultation a letter is about: that of its step, else the third party's who did not agree."""
    event, asked = known.event, known.case.consultations
    if event and event.kind is EventKind.CONSULT_OUT:
        return next((each for each in asked if each.event.uuid == event.uuid), None)
    return next(iter(unwilling(known.case)), None)


def unwilling(case: Case) -> list[Consultation]:
    """The third parties who did not agree (第三十二条); other agencies are told nothing of the reply."""
    refused = {step.answers for step in case.events if step.kind is EventKind.CONSULT_IN and step.agrees is False}
    third = (each for each in case.consultations if each.event.party_kind == PartyKind.THIRD_PARTY)
    return [each for each in third if each.event.uuid in refused]


def basis_words(event: Event) -> str:
    """The article a step rests on, as ARTICLE_NAMES has it; several joined; empty where the law names none."""
    lapses = {
        EventKind.CORRECTION_LAPSE: NOT_CORRECTED,
        EventKind.FEE_LAPSE: NOT_PAID,
        EventKind.FEE_NOTICE: NOT_PAID,
    }
    code = lapses.get(event.kind, event.outcome)
    known = outcome(code)
    usual = (USUAL_BASIS[code],) if code in USUAL_BASIS else known.articles if known else ()
    chosen = (event.basis,) if event.basis else usual
    first, *others = [ARTICLE_NAMES.get(each, each) for each in chosen] or [""]
    law = first[: first.find("》") + 1]
    return "、".join([first, *(each.removeprefix(law) for each in others)])


def _office(session: Session, known: Facts, today: date) -> dict[str, str]:
    chosen = offices.chosen(session)
    own = session.scalars(select(Office).where(Office.code == offices.own_code(session))).one()
    return {
        "复议机关": chosen["review_authority"],
        "法院": chosen["court"],
        "单位": own.name,
        "单位地址": own.address,
        "单位电话": own.phone,
        "经办人": known.draft.handler,
        "今日": _day(known, today),
    }


def _papers(session: Session, known: Facts) -> dict[str, str]:
    """The letters of the step that went to the receipt's addressee, by title and number, for this receipt."""
    if known.event is None:
        return {"送达文书": ""}
    asked = select(Letter).where(Letter.event_uuid == known.event.uuid, Letter.issued_on.is_not(None))
    to_party = known.event.kind is EventKind.CONSULT_OUT
    sent = (each for each in session.scalars(asked.order_by(Letter.id)) if each.kind != LetterKind.DELIVERY)
    found = [each for each in sent if (LetterKind(each.kind) in TO_OTHERS) is to_party]
    names = [f"《{each.title}》{f'（{each.number}）' if each.number else ''}" for each in found]
    return {"送达文书": "、".join(names)}


def step_for(case: Case, kind: LetterKind, event_uuid: str) -> Event | None:
    """The step a letter of a kind belongs to: the one named, else the last that fits."""
    if event_uuid:
        return next((event for event in case.events if event.uuid == event_uuid), None)
    if kind is LetterKind.DELIVERY:
        return case.events[-1] if case.events else None
    fitting, party = steps_of(kind), party_of(kind)
    of_party = (event for event in reversed(case.events) if not party or event.party_kind == party)
    return next((event for event in of_party if event.kind in fitting), None)
