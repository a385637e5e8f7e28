"""What a request must say, who counts as the same applicant, what is only told."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules import request_events as events
from app.rules import requests as rules
from app.rules.privacy import check_digit
from app.rules.requests import ApplicantDraft, ApplicantKind, IdKind, RequestChannel, RequestDraft, request_problems

TODAY = date(2026, 3, 18)
ID = "00000019900101001" + check_digit("00000019900101001")
WHO = ApplicantDraft(name="演示申请人甲", id_number=ID, phone="0470-0000009")
WHOLE = RequestDraft(WHO, arrived_on=date(2026, 3, 2), title="测试草场补贴发放依据", content="2025年的发放依据文件。")


def grave(draft):
    return {problem.field: problem.text for problem in request_problems(draft, TODAY) if not problem.warning}


def warned(draft):
    return {problem.field: problem.text for problem in request_problems(draft, TODAY) if problem.warning}


def test_a_whole_request_is_without_a_word():
    assert request_problems(WHOLE, TODAY) == []


@pytest.mark.parametrize(
    ("field", "draft", "sentence"),
    [
        ("applicant", replace(WHOLE, applicant=replace(WHO, name=" ")), "请填写申请人的姓名或名称"),
        ("title", replace(WHOLE, title=""), "请用一句话写明申请什么信息。"),
        ("arrived_on", replace(WHOLE, arrived_on=None), "请填写提交或送达日期"),
        ("arrived_on", replace(WHOLE, arrived_on=date(2026, 3, 19)), "2026-03-19 晚于今天"),
        ("together", replace(WHOLE, together=(ApplicantDraft(),)), "共同申请人里有没写姓名的"),
    ],
)
def test_what_keeps_a_request_from_the_register_is_said(field, draft, sentence):
    found = grave(draft)
    assert list(found) == [field]
    assert sentence in found[field]


def test_what_the_law_asks_for_and_is_missing_is_a_warning_that_names_the_way_to_mend_it():
    bare = replace(WHOLE, applicant=ApplicantDraft(name="匿名"), content="")
    assert grave(bare) == {}
    assert set(warned(bare)) == {"id_number", "phone", "content"}
    assert all("补正告知书" in text for text in warned(bare).values())
    assert "phone" not in warned(replace(bare, applicant=ApplicantDraft(name="匿名", address="演示苏木")))


def test_an_identity_number_that_cannot_be_right_is_a_warning_also_of_those_who_ask_jointly():
    wrong = ApplicantDraft(name="演示申请人乙", id_number=ID[:-1] + ("1" if ID[-1] != "1" else "2"))
    assert "id_number" in warned(replace(WHOLE, applicant=replace(wrong, phone="0470-0000009")))
    assert warned(replace(WHOLE, together=(wrong,)))
    passport = replace(wrong, id_kind=IdKind.PASSPORT)
    assert warned(replace(WHOLE, together=(passport,))) == {}


def test_the_same_person_is_known_by_number_else_by_name_and_telephone():
    typed = ApplicantDraft(name="演示申请人甲", id_number=f" {ID[:6]} {ID[6:].lower()}")
    assert typed.identity == WHO.identity == ID
    assert ApplicantDraft(name=" 演示甲 ", phone="0470-0000009").identity == "演示甲/04700000009"
    assert ApplicantDraft(name="演示甲").identity == "演示甲"
    assert ApplicantDraft(ApplicantKind.BUSINESS, "演示公司", id_number="91-1 5x").identity == "9115X"


def test_every_channel_tells_when_its_clock_starts():
    assert set(rules.RECEIPT_RULES) == set(RequestChannel)
    assert all("第三十一条" in rule for rule in rules.RECEIPT_RULES.values())
    confirmed = {channel for channel, rule in rules.RECEIPT_RULES.items() if "确认之日" in rule}
    assert confirmed == rules.CONFIRMED


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (rules.ApplicantKind, rules.APPLICANT_NAMES),
        (rules.IdKind, rules.ID_NAMES),
        (rules.RequestChannel, rules.REQUEST_CHANNEL_NAMES),
        (rules.Medium, rules.MEDIUM_NAMES),
        (rules.RequestRoute, rules.ROUTE_NAMES),
        (rules.Proactive, rules.PROACTIVE_NAMES),
        (events.RequestState, events.STATE_NAMES),
        (events.EventKind, events.EVENT_NAMES),
        (events.PartyKind, events.PARTY_NAMES),
        (events.FeeMethod, events.METHOD_NAMES),
        (events.Flag, events.FLAG_NAMES),
    ],
)
def test_every_code_has_a_name_of_its_own(codes, names):
    assert set(names) == set(codes)
    assert len(set(names.values())) == len(names)


def test_every_field_of_the_form_has_a_name():
    fields = {*RequestDraft.__dataclass_fields__, *ApplicantDraft.__dataclass_fields__} - {
        "letter_uuid",
        "name",
        "kind",
    }
    assert fields - set(rules.REQUEST_FIELD_NAMES) == set()


def test_an_identity_number_in_a_name_or_a_matter_is_warned_of():
    number = f"00000019900101001{check_digit('00000019900101001')}"
    draft = RequestDraft(ApplicantDraft(name=f"演示甲{number}"), arrived_on=date(2026, 3, 2), title=f"查{number}的补贴")
    fields = {problem.field for problem in request_problems(draft, date(2026, 3, 3)) if "证件号" in problem.text}
    assert {"applicant", "title"} <= fields
    assert grave(draft) == {}
