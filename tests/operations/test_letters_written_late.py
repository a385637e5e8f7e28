"""Letters that are written when the case has gone on: each tells what held with its own step."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.operations import letters, offices, requests
from app.rules.letters import BLANK, LetterKind
from app.rules.request_events import EventKind, PartyKind
from app.rules.requests import ApplicantDraft
from tests.factory import ask, do
from tests.request_desk import COMPANY, registered, stepped

K, L = EventKind, LetterKind
LATER = date(2026, 5, 29)


@pytest.fixture(autouse=True)
def authorities(store):
    for key, value in (("review_authority", "演示旗人民政府"), ("court", "演示旗人民法院"), ("letter_short", "测旗")):
        do(store, offices.choose, key, value)


def begun(store, uuid, kind, event=""):
    return ask(store, letters.begun, uuid, kind, event, LATER)


def issued(store, uuid, kind, event=""):
    draft = begun(store, uuid, kind, event)
    letter = do(store, letters.keep, replace(draft, body=draft.body.replace(BLANK, "演示")))
    do(store, letters.issue, letter, LATER, LATER)
    return letter


def unwilling_party(store, kind=PartyKind.THIRD_PARTY):
    uuid = registered(store)
    sent = stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 4), party="演示合作社", party_kind=kind)
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 9), agrees=False)
    return uuid, sent


def test_an_extension_written_after_payment_tells_the_days_of_its_own_step(store):
    uuid = registered(store)
    extension = stepped(store, uuid, K.EXTEND, date(2026, 3, 10), days=10, reason="需要查阅档案")
    stepped(store, uuid, K.FEE_NOTICE, date(2026, 3, 12))
    stepped(store, uuid, K.PAID, date(2026, 3, 18))
    body = begun(store, uuid, L.EXTENSION, extension).body
    assert "原答复期限为2026年3月30日" in body
    assert "延长10个工作日，答复期限延至2026年4月14日" in body


def test_a_second_extension_goes_on_from_the_first(store):
    uuid = registered(store)
    stepped(store, uuid, K.EXTEND, date(2026, 3, 10), days=10, reason="需要查阅档案")
    stepped(store, uuid, K.EXTEND, date(2026, 3, 20), days=5, reason="仍需查阅档案")
    body = begun(store, uuid, L.EXTENSION).body
    assert "原答复期限为2026年4月14日" in body
    assert "延长5个工作日，答复期限延至2026年4月21日" in body


def test_a_third_party_is_not_told_the_reasons_of_the_refused_part_or_to_ask_for_review_first(store):
    uuid, _sent = unwilling_party(store)
    stepped(store, uuid, K.REPLY, date(2026, 3, 20), outcome="2", reason="住址属于个人隐私")
    body = begun(store, uuid, L.PUBLIC_INTEREST).body
    assert "个人隐私" not in body
    assert f"理由：{BLANK}" in body
    assert "如不服本决定，可以" in body


def test_another_agency_that_objects_is_no_third_party(store):
    uuid, _sent = unwilling_party(store, PartyKind.AGENCY)
    stepped(store, uuid, K.REPLY, date(2026, 3, 20), outcome="1")
    assert L.PUBLIC_INTEREST not in {offer.kind for offer in ask(store, letters.offered, uuid)}


def test_a_receipt_of_delivery_names_only_what_its_addressee_was_sent(store):
    uuid, sent = unwilling_party(store)
    reply = stepped(store, uuid, K.REPLY, date(2026, 3, 20), outcome="1")
    for kind, event in (
        (L.OPINION_THIRD, sent),
        (L.OPINION_NOTICE, sent),
        (L.REPLY, reply),
        (L.PUBLIC_INTEREST, reply),
    ):
        issued(store, uuid, kind, event)
    to_party, to_applicant = (begun(store, uuid, L.DELIVERY, event).body for event in (sent, reply))
    assert "征求意见书" in to_party
    assert "征求意见告知书" not in to_party
    assert "答复书" in to_applicant
    assert "依申请公开政府信息告知书" not in to_applicant


def test_a_letter_to_several_applicants_speaks_to_all_of_them(store):
    both = registered(store, together=(ApplicantDraft(name="演示申请人乙"),))
    cell = registered(store, applicant=ApplicantDraft(name="演示丙、演示丁"))
    company = registered(store, applicant=COMPANY)
    for uuid, pronoun in ((both, "你们"), (cell, "你们"), (company, "贵单位")):
        stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 4))
        assert f"收到{pronoun}提交" in begun(store, uuid, L.CORRECTION).body


def test_a_letter_whose_step_was_taken_back_does_not_go_out(store):
    uuid = registered(store)
    reply = stepped(store, uuid, K.REPLY, date(2026, 3, 20), outcome="3.4", reason="演示理由")
    letter = do(store, letters.keep, begun(store, uuid, L.REPLY, reply))
    do(store, requests.take_back, uuid)
    with pytest.raises(UserError, match="已经撤回"):
        do(store, letters.issue, letter, LATER, LATER)


def test_a_step_whose_form_went_out_is_kept_and_the_refusal_names_the_form(store):
    uuid = registered(store)
    sent = stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 4))
    issued(store, uuid, L.OPINION_REPLY, sent)
    with pytest.raises(UserError, match="征求意见确认函"):
        do(store, requests.take_back, uuid)
