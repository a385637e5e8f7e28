"""The steps of a request's case: what may happen, what each step must tell, the words for all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_


class RequestState(StrEnum):
    """Where a case stands."""

    AWAITING_CONFIRMATION = "awaiting_confirmation"
    RUNNING = "running"
    AWAITING_CORRECTION = "awaiting_correction"
    CONSULTING = "consulting"
    AWAITING_REASON = "awaiting_reason"
    AWAITING_PAYMENT = "awaiting_payment"
    REPLIED = "replied"
    CLOSED = "closed"
    ARCHIVED = "archived"


STATE_NAMES: Mapping[RequestState, str] = MappingProxyType(
    {
        RequestState.AWAITING_CONFIRMATION: N_("待确认"),
        RequestState.RUNNING: N_("办理中"),
        RequestState.AWAITING_CORRECTION: N_("待补正"),
        RequestState.CONSULTING: N_("征求意见中"),
        RequestState.AWAITING_REASON: N_("待说明理由"),
        RequestState.AWAITING_PAYMENT: N_("待缴费"),
        RequestState.REPLIED: N_("已答复"),
        RequestState.CLOSED: N_("已办结"),
        RequestState.ARCHIVED: N_("已归档"),
    }
)
ENDED = frozenset({RequestState.REPLIED, RequestState.CLOSED, RequestState.ARCHIVED})


class EventKind(StrEnum):
    """A step of a case."""

    CONFIRM = "confirm"
    CORRECTION_NOTICE = "correction_notice"
    CORRECTED = "corrected"
    CORRECTION_LAPSE = "correction_lapse"
    CONSULT_OUT = "consult_out"
    CONSULT_IN = "consult_in"
    CONSULT_LAPSE = "consult_lapse"
    EXTEND = "extend"
    REASON_REQUEST = "reason_request"
    REASON_IN = "reason_in"
    FEE_NOTICE = "fee_notice"
    PAID = "paid"
    FEE_LAPSE = "fee_lapse"
    TRANSFER = "transfer"
    REPLY = "reply"
    WITHDRAW = "withdraw"
    ARCHIVE = "archive"


EVENT_NAMES: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.CONFIRM: N_("与申请人确认"),
        EventKind.CORRECTION_NOTICE: N_("告知补正"),
        EventKind.CORRECTED: N_("收到补正"),
        EventKind.CORRECTION_LAPSE: N_("逾期未补正"),
        EventKind.CONSULT_OUT: N_("征求意见"),
        EventKind.CONSULT_IN: N_("收到意见"),
        EventKind.CONSULT_LAPSE: N_("逾期未提意见"),
        EventKind.EXTEND: N_("延期答复"),
        EventKind.REASON_REQUEST: N_("要求说明理由"),
        EventKind.REASON_IN: N_("收到理由"),
        EventKind.FEE_NOTICE: N_("发出收费通知"),
        EventKind.PAID: N_("已缴费"),
        EventKind.FEE_LAPSE: N_("逾期未缴费"),
        EventKind.TRANSFER: N_("转交承办"),
        EventKind.REPLY: N_("答复"),
        EventKind.WITHDRAW: N_("申请人撤回"),
        EventKind.ARCHIVE: N_("归档"),
    }
)


class PartyKind(StrEnum):
    """Who is consulted: a third party (第三十二条), a co-author agency (第三十四条), another agency (第三十三条)."""

    THIRD_PARTY = "third_party"
    CO_AUTHOR = "co_author"
    AGENCY = "agency"


PARTY_NAMES: Mapping[PartyKind, str] = MappingProxyType(
    {
        PartyKind.THIRD_PARTY: N_("第三方"),
        PartyKind.CO_AUTHOR: N_("共同制作机关"),
        PartyKind.AGENCY: N_("其他机关"),
    }
)


class FeeMethod(StrEnum):
    """How a fee is counted; one way for one request (国办函〔2020〕109号 第三条)."""

    ITEM = "item"
    PAGE = "page"


METHOD_NAMES: Mapping[FeeMethod, str] = MappingProxyType(
    {FeeMethod.ITEM: N_("按件计收"), FeeMethod.PAGE: N_("按量计收")}
)


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a case as a fact. `on` is the day it happened, `reached_on` the day its letter reached the other side.

    `days`: working days of an extension, or of the period an applicant gets to correct. `party`: who is consulted or
    takes over; `answers`: the uuid of the consultation that is answered (empty if only one is open). `quantity`:
    pages, or the number of the item in its month; `amount_fen` in fen.
    """

    kind: EventKind
    on: date
    uuid: str = ""
    reached_on: date | None = None
    days: int | None = None
    party_kind: str = ""
    party: str = ""
    answers: str = ""
    agrees: bool | None = None
    outcome: str = ""
    basis: str = ""
    method: str = ""
    quantity: int | None = None
    amount_fen: int | None = None
    reason: str = ""
    document_number: str = ""
    person: str = ""


class Flag(StrEnum):
    """What deserves notice in a case."""

    EXTENDED = "extended"
    CONFIRMATION_LATE = "confirmation_late"
    CORRECTION_NOTICE_LATE = "correction_notice_late"
    OVERDUE = "overdue"  # replied after the due day


FLAG_NAMES: Mapping[Flag, str] = MappingProxyType(
    {
        Flag.EXTENDED: N_("已延期"),
        Flag.CONFIRMATION_LATE: N_("没有在收到当日确认"),
        Flag.CORRECTION_NOTICE_LATE: N_("告知补正超过7个工作日"),
        Flag.OVERDUE: N_("逾期答复"),
    }
)


class NextStep(StrEnum):
    """What must happen next in a case, each with its day."""

    CONFIRM = "confirm"
    CORRECTION = "correction"  # the applicant corrects
    OPINION = "opinion"  # the one consulted answers
    PAYMENT = "payment"
    REPLY = "reply"
    ARCHIVE = "archive"
    NOTHING = ""


NEXT_NAMES: Mapping[NextStep, str] = MappingProxyType(
    {
        NextStep.CONFIRM: N_("与申请人确认"),
        NextStep.CORRECTION: N_("等申请人补正"),
        NextStep.OPINION: N_("等意见"),
        NextStep.PAYMENT: N_("等缴费"),
        NextStep.REPLY: N_("答复"),
        NextStep.ARCHIVE: N_("归档"),
    }
)


@dataclass(frozen=True, slots=True)
class RequestChoices:
    """What the office chose where the law leaves it; see rules/choices.py for the sources."""

    correction_days: int = 15
    agency_days: int = 15
    sending_day_counts: bool = True
    opinion_day_counts: bool = False
    reason_suspends: bool = False
    payment_restarts: bool = True
    extension_before_due: bool = True
