"""Short ways to requests of invented applicants, each led as far as a test needs."""

from datetime import date

from app.operations import request_lists, requests
from app.rules.request_events import Event, EventKind
from app.rules.requests import ApplicantDraft, ApplicantKind, RequestChannel, RequestDraft
from tests.factory import TODAY, ask, do

ARRIVED = date(2026, 3, 2)  # a Monday; twenty working days end on the 30th
APPLICANT = ApplicantDraft(name="演示申请人甲", phone="0470-0000009", address="演示苏木一号")
COMPANY = ApplicantDraft(ApplicantKind.BUSINESS, "演示商贸有限公司", phone="0470-0000010")


def request_draft(title="测试草场补贴发放依据", **values):
    """A request as a clerk types it."""
    usual = {"applicant": APPLICANT, "arrived_on": ARRIVED, "content": "2025年草场补贴的发放依据文件。"}
    return RequestDraft(title=title, **{**usual, **values})


def registered(store, title="测试草场补贴发放依据", today=TODAY, **values):
    """A request in the register; its uuid."""
    return do(store, requests.register, request_draft(title, **values), today)


def stepped(store, uuid, kind, on, today=None, **values):
    """The next step of a case, entered on its day unless told otherwise; its uuid."""
    usual = {
        EventKind.CORRECTION_NOTICE: {"reason": "请写明所需文件的年份。"},
        EventKind.EXTEND: {"days": 20, "person": "演示负责人"},
        EventKind.CONSULT_OUT: {"party": "演示第三方", "party_kind": "third_party"},
        EventKind.FEE_NOTICE: {"method": "page", "quantity": 68, "amount_fen": 38_000},
        EventKind.REPLY: {"outcome": "1"},
    }.get(EventKind(kind), {})
    event = Event(EventKind(kind), on, **{**usual, **values})
    return do(store, requests.step, uuid, event, today or on)


def replied(store, title="测试草场补贴发放依据", on=date(2026, 3, 16), outcome="1", **values):
    """A request that was answered; its uuid."""
    uuid = registered(store, title, **values)
    stepped(store, uuid, EventKind.REPLY, on, outcome=outcome, reason="演示理由。")
    return uuid


def by_internet(store, **values):
    """A request that waits until its applicant was reached; its uuid."""
    return registered(store, channel=RequestChannel.INTERNET, **values)


def opened(store, uuid, today=TODAY):
    """A request with all that belongs to it."""
    return ask(store, request_lists.opened, uuid, today)
