"""The letters of a case, from what it needs to what was delivered."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.letter_templates import letter_templates
from app.models.request import Letter, RequestEvent
from app.operations import history, letters, offices, request_lists, requests
from app.rules.letters import BLANK, LetterKind
from app.rules.outcomes import OUTCOMES
from app.rules.request_events import EventKind, PartyKind
from app.rules.requests import ApplicantDraft, Proactive
from tests.factory import TODAY, ask, do, operation
from tests.request_desk import APPLICANT, COMPANY, by_internet, opened, registered, stepped

K, L = EventKind, LetterKind
ON = date(2026, 3, 10)
LATER = date(2026, 5, 29)


@pytest.fixture(autouse=True)
def authorities(store):
    for key, value in (("review_authority", "演示旗人民政府"), ("court", "演示旗人民法院"), ("letter_short", "测旗")):
        do(store, offices.choose, key, value)


def begun(store, uuid, kind, event="", today=LATER):
    return ask(store, letters.begun, uuid, kind, event, today)


def full(draft):
    return replace(draft, body=draft.body.replace(BLANK, "演示"))


def kept(store, uuid, kind, event=""):
    return do(store, letters.keep, full(begun(store, uuid, kind, event)))


def issued(store, uuid, kind, event="", on=ON):
    letter = kept(store, uuid, kind, event)
    do(store, letters.issue, letter, on, LATER)
    return letter


def offers(store, uuid):
    return [offer.kind for offer in ask(store, letters.offered, uuid)]


def one(store, letter):
    with store.read() as session:
        return session.scalars(select(Letter).where(Letter.uuid == letter)).one()


def event_of(store, uuid):
    with store.read() as session:
        return session.scalars(select(RequestEvent).where(RequestEvent.uuid == uuid)).one()


def test_a_fresh_case_needs_its_receipt_and_nothing_else(store):
    uuid = registered(store)
    (offer,) = ask(store, letters.offered, uuid)
    assert (offer.kind, offer.event_uuid, offer.name) == (L.RECEIPT, "", "登记回执")
    assert "2026-03-02" in offer.why
    kept(store, uuid, L.RECEIPT)
    assert offers(store, uuid) == []


def test_a_case_that_is_not_confirmed_has_no_receipt_yet(store):
    assert offers(store, by_internet(store)) == []


@pytest.mark.parametrize(
    ("step", "values", "kinds"),
    [
        (K.CORRECTION_NOTICE, {}, [L.CORRECTION]),
        (K.EXTEND, {}, [L.EXTENSION]),
        (K.REASON_REQUEST, {}, [L.REASON]),
        (K.FEE_NOTICE, {}, [L.FEE]),
        (K.CONSULT_OUT, {}, [L.OPINION_THIRD, L.OPINION_REPLY, L.OPINION_NOTICE]),
        (K.CONSULT_OUT, {"party_kind": PartyKind.CO_AUTHOR}, [L.OPINION_CO_AUTHOR]),
        (K.CONSULT_OUT, {"party_kind": PartyKind.AGENCY}, [L.ASSISTANCE]),
        (K.TRANSFER, {}, []),
    ],
)
def test_a_step_brings_its_letters(store, step, values, kinds):
    uuid = registered(store)
    stepped(store, uuid, step, ON, **values)
    assert offers(store, uuid) == [*kinds, L.RECEIPT]


def test_a_step_whose_letter_was_numbered_by_hand_needs_none(store):
    uuid = registered(store)
    stepped(store, uuid, K.EXTEND, ON, document_number="测旗公延〔2026〕7号")
    assert offers(store, uuid) == [L.RECEIPT]


def test_an_archived_case_needs_no_letter(store):
    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON)
    assert offers(store, uuid) == [L.REPLY]
    stepped(store, uuid, K.ARCHIVE, date(2026, 3, 11))
    assert offers(store, uuid) == []


def test_who_did_not_agree_is_told_when_the_information_is_given_all_the_same(store):
    uuid = registered(store)
    stepped(store, uuid, K.CONSULT_OUT, ON, party="演示第三方乙")
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 16), agrees=False)
    stepped(store, uuid, K.REPLY, date(2026, 3, 20), outcome="1", reason="涉及公共安全。")
    assert L.PUBLIC_INTEREST in offers(store, uuid)
    draft = begun(store, uuid, L.PUBLIC_INTEREST)
    assert draft.addressee == "演示第三方乙"
    assert "涉及公共安全" in draft.body
    assert APPLICANT.name not in draft.body


def test_a_suggestion_is_answered_once_it_was_reviewed(store):
    uuid = registered(store, suggests_proactive=True)
    assert L.PROACTIVE not in offers(store, uuid)

    def accept(session):
        request = requests.request_of(session, uuid)
        request.proactive, request.proactive_note = Proactive.ACCEPTED, "已编入目录"

    do(store, accept)
    assert L.PROACTIVE in offers(store, uuid)
    assert "同意纳入主动公开的范围。已编入目录。" in begun(store, uuid, L.PROACTIVE).body


def test_a_letter_is_filled_with_all_that_the_case_knows(store):
    uuid = registered(store)
    stepped(store, uuid, K.CORRECTION_NOTICE, ON, reason="请写明年份")
    draft = begun(store, uuid, L.CORRECTION)
    assert draft.addressee == "演示申请人甲"
    assert "2026年3月2日收到您提交的政府信息公开申请（编号：2026-0001）" in draft.body
    assert "需要补正的事项：请写明年份。" in draft.body
    assert "补正期限为15个工作日，至2026年3月31日止" in draft.body
    assert BLANK not in draft.body


def test_a_day_that_waits_for_a_calendar_says_so(store):
    uuid = registered(store, arrived_on=date(2026, 12, 21), today=date(2026, 12, 21))
    assert "（2027年节假日安排公布后确定）" in begun(store, uuid, L.RECEIPT).body


def test_a_template_may_tell_how_the_day_was_counted(store):
    do(store, letters.set_template, "receipt", "回执", "说明：{期限说明}")
    uuid = registered(store)
    assert begun(store, uuid, L.RECEIPT).body == "说明：自2026-03-02次日起数20个工作日"
    stepped(store, uuid, K.CONSULT_OUT, ON)
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 13))
    assert begun(store, uuid, L.RECEIPT).body.endswith("其间有3日不计入")


def test_an_extension_tells_the_day_before_and_the_day_after(store):
    uuid = registered(store)
    stepped(store, uuid, K.EXTEND, ON, reason="需要查阅档案。")
    body = begun(store, uuid, L.EXTENSION).body
    assert "原答复期限为2026年3月30日" in body
    assert "因需要查阅档案，不能" in body
    assert "延长20个工作日，答复期限延至2026年4月28日" in body


def test_a_fee_notice_tells_the_method_and_the_amount(store):
    uuid = registered(store, applicant=COMPANY)
    stepped(store, uuid, K.FEE_NOTICE, ON)
    body = begun(store, uuid, L.FEE).body
    assert "收取方式：按量计收。收费标准：" in body
    assert "10.00" in body
    assert "数量：68页；金额：380.00元" in body
    assert "贵单位" in body
    assert "第六条，逾期未缴纳" in body


def test_a_fee_before_any_tariff_leaves_the_standard_open(store):
    uuid = registered(store, arrived_on=date(2020, 3, 2))
    stepped(store, uuid, K.FEE_NOTICE, date(2020, 3, 10))
    assert f"收费标准：{BLANK}" in begun(store, uuid, L.FEE).body


@pytest.mark.parametrize(("lapse", "notice", "code"), [
    (K.CORRECTION_LAPSE, K.CORRECTION_NOTICE, "第三十条"), (K.FEE_LAPSE, K.FEE_NOTICE, "109号）第六条"),
])  # fmt: skip
def test_a_case_given_up_tells_when_the_applicant_was_told_and_the_remedy(store, lapse, notice, code):
    uuid = registered(store)
    stepped(store, uuid, notice, ON)
    stepped(store, uuid, lapse, date(2026, 4, 24))
    draft = begun(store, uuid, L.ABANDONED)
    assert "2026年3月10日" in draft.body
    assert code in draft.body
    assert "如不服本告知" in draft.body
    assert "6个月内向演示旗人民法院" in draft.body
    assert BLANK not in draft.body


@pytest.mark.parametrize("code", [code for code in OUTCOMES if code not in ("6.1", "6.2")])
def test_a_reply_of_every_outcome_can_be_issued(store, code):
    uuid = registered(store)
    if code == "4.3":
        stepped(store, uuid, K.CORRECTION_NOTICE, ON)
        stepped(store, uuid, K.CORRECTED, ON)
    stepped(store, uuid, K.REPLY, ON, outcome=code, reason="演示理由")
    draft = begun(store, uuid, L.REPLY)
    assert ("依据《" in draft.body) == bool(OUTCOMES[code].articles)
    assert ("先向演示旗人民政府" in draft.body) == (code in ("2", *(f"3.{n}" for n in range(1, 8))))
    assert do(store, letters.issue, do(store, letters.keep, full(draft)), ON, LATER) == "测旗公复〔2026〕1号"


def test_the_basis_decides_between_what_does_not_exist_and_whose_it_is(store):
    first, second = registered(store), registered(store, title="测试另一件")
    stepped(store, first, K.REPLY, ON, outcome="4.1", reason="查了档案。")
    stepped(store, second, K.REPLY, ON, outcome="4.1", basis="36(5)", reason="由演示局制作。")
    assert "该政府信息不存在" in begun(store, first, L.REPLY).body
    assert "第三十六条第（四）项" in begun(store, first, L.REPLY).body
    other = begun(store, second, L.REPLY).body
    assert "第三十六条第（五）项" in other
    assert f"该信息由{BLANK}负责公开，联系方式：{BLANK}" in other


def test_two_articles_of_one_law_name_it_once(store):
    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON, outcome="3.4", reason="演示理由")
    assert "依据《政府信息公开条例》第十五条、第三十二条，" in begun(store, uuid, L.REPLY).body


def test_a_reply_before_2024_may_be_sued_over_at_once(store):
    uuid = registered(store, arrived_on=date(2023, 12, 4))
    stepped(store, uuid, K.REPLY, date(2023, 12, 20), outcome="3.1", reason="演示理由")
    assert "先向" not in begun(store, uuid, L.REPLY).body


def test_a_letter_is_chinese_whatever_the_window_speaks(store):
    from app.i18n import speaking

    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON)
    with speaking("mn_Mong"):
        assert "（纸质、邮寄）" in begun(store, uuid, L.REPLY).body


def test_no_identity_number_reaches_a_letter(store):
    person = ApplicantDraft(name="演示甲", id_number="11010519491231002X", phone="13800000000", address="演示一号")
    uuid = registered(store, applicant=person, title="查询11010519491231002X的补贴")
    for kind in (L.RECEIPT, L.DELIVERY):
        draft = begun(store, uuid, kind)
        assert "1949" not in draft.title + draft.addressee + draft.body
        assert "13800000000" not in draft.body


def test_a_letter_whose_step_was_not_taken_cannot_be_begun(store):
    uuid = registered(store)
    with pytest.raises(UserError, match="还没有登记“延期答复”"):
        begun(store, uuid, L.EXTENSION)


def test_a_reply_by_the_form_of_2018_has_no_words(store):
    uuid = registered(store, arrived_on=date(2018, 3, 1))
    stepped(store, uuid, K.REPLY, date(2018, 3, 15), outcome="3.3.2", reason="旧案")
    assert offers(store, uuid) == []
    with pytest.raises(UserError, match="没有现成的文书"):
        begun(store, uuid, L.REPLY)


def test_a_blank_keeps_a_letter_in_and_the_draft_stays(store):
    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON)
    letter = do(store, letters.keep, begun(store, uuid, L.REPLY))
    with pytest.raises(UserError, match="还有空白"):
        do(store, letters.issue, letter, ON, LATER)
    assert one(store, letter).issued_on is None
    draft = ask(store, letters.draft_of, letter)
    do(store, letters.edit, letter, full(draft))
    assert do(store, letters.issue, letter, ON, LATER)


@pytest.mark.parametrize("field", ["title", "addressee"])
def test_a_blank_in_title_or_addressee_keeps_it_in_too(store, field):
    uuid = registered(store)
    draft = full(begun(store, uuid, L.RECEIPT))
    letter = do(store, letters.keep, replace(draft, **{field: f"演示{BLANK}"}))
    with pytest.raises(UserError, match="还有空白"):
        do(store, letters.issue, letter, ON, LATER)


def test_the_number_goes_on_through_the_year_and_into_the_step(store):
    uuid = registered(store)
    step = stepped(store, uuid, K.EXTEND, ON, reason="查档")
    extension = issued(store, uuid, L.EXTENSION)
    assert (one(store, extension).number, one(store, extension).issued_on) == ("测旗公复〔2026〕1号", ON)
    assert event_of(store, step).document_number == "测旗公复〔2026〕1号"
    receipt = issued(store, uuid, L.RECEIPT)
    assert one(store, receipt).number == ""
    stepped(store, uuid, K.REPLY, date(2026, 3, 16), reason="演示理由")
    assert one(store, issued(store, uuid, L.REPLY, on=date(2026, 3, 16))).number == "测旗公复〔2026〕2号"


def test_what_went_out_is_neither_changed_nor_sent_again(store):
    uuid = registered(store)
    letter = issued(store, uuid, L.RECEIPT)
    with pytest.raises(UserError, match="已经印发，不能再改"):
        do(store, letters.edit, letter, ask(store, letters.draft_of, letter))
    with pytest.raises(UserError, match="已经印发"):
        do(store, letters.issue, letter, ON, LATER)


@pytest.mark.parametrize(("on", "words"), [(date(2026, 6, 1), "晚于今天"), (date(2026, 3, 1), "早于收到申请")])
def test_a_day_of_issue_that_cannot_be_is_refused(store, on, words):
    uuid = registered(store)
    letter = kept(store, uuid, L.RECEIPT)
    with pytest.raises(UserError, match=words):
        do(store, letters.issue, letter, on, LATER)


def test_a_letter_without_title_or_text_is_not_kept(store):
    uuid = registered(store)
    draft = begun(store, uuid, L.RECEIPT)
    for field in ("title", "body"):
        with pytest.raises(UserError):
            do(store, letters.keep, replace(draft, **{field: "  "}))


def test_a_step_whose_letter_went_out_is_not_taken_back_until_the_letter_is_removed(store):
    uuid = registered(store)
    step = stepped(store, uuid, K.EXTEND, ON, reason="查档")
    letter = issued(store, uuid, L.EXTENSION)
    with pytest.raises(UserError, match="已经印发，不能撤回"):
        do(store, requests.take_back, uuid)
    assert do(store, letters.remove, [letter]) == 1
    assert event_of(store, step).document_number == ""
    do(store, requests.take_back, uuid)
    with pytest.raises(UserError, match="已被删除"):
        ask(store, letters.draft_of, letter)


def test_a_number_given_once_is_not_given_again(store):
    uuid = registered(store)
    stepped(store, uuid, K.EXTEND, ON, reason="查档")
    do(store, letters.remove, [issued(store, uuid, L.EXTENSION)])
    assert one(store, issued(store, uuid, L.EXTENSION)).number == "测旗公复〔2026〕2号"


def test_a_delivered_consultation_moves_the_day_of_its_silence(store):
    uuid = registered(store)
    step = stepped(store, uuid, K.CONSULT_OUT, ON)
    before = opened(store, uuid).case.consultations[0].due
    letter = issued(store, uuid, L.OPINION_THIRD)
    do(store, letters.deliver, letter, "mail", date(2026, 3, 12), "演示收件人", LATER)
    case = opened(store, uuid).case
    assert event_of(store, step).reached_on == date(2026, 3, 12)
    assert (before, case.consultations[0].due) == (date(2026, 3, 31), date(2026, 4, 2))
    row = request_lists.rows_of
    with store.read() as session:
        assert row(session, [1], TODAY)[0].next_on == date(2026, 4, 2)


def test_a_delivery_is_offered_until_it_was_entered(store):
    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON, reason="演示理由")
    letter = issued(store, uuid, L.REPLY)
    assert offers(store, uuid) == [L.DELIVERY]
    form = begun(store, uuid, L.DELIVERY)
    assert "送达文书：《政府信息公开申请答复书》（测旗公复〔2026〕1号）" in form.body
    assert "受送达人：演示申请人甲" in form.body
    do(store, letters.deliver, letter, "in_person", ON, "演示甲", LATER)
    assert offers(store, uuid) == []
    assert one(store, letter).received_by == "演示甲"


@pytest.mark.parametrize(
    ("delivery", "on", "words"),
    [("pigeon", ON, "送达方式"), ("mail", date(2026, 3, 9), "早于印发日期"), ("mail", date(2026, 6, 1), "晚于今天")],
)
def test_a_delivery_that_cannot_be_is_refused(store, delivery, on, words):
    uuid = registered(store)
    stepped(store, uuid, K.REPLY, ON, reason="演示理由")
    letter = issued(store, uuid, L.REPLY)
    with pytest.raises(UserError, match=words):
        do(store, letters.deliver, letter, delivery, on, "", LATER)


def test_a_draft_cannot_be_delivered(store):
    uuid = registered(store)
    with pytest.raises(UserError, match="还没有印发"):
        do(store, letters.deliver, kept(store, uuid, L.RECEIPT), "mail", ON, "", LATER)


def test_issuing_is_undone_as_one_step(store):
    uuid = registered(store)
    step = stepped(store, uuid, K.EXTEND, ON, reason="查档")
    letter = kept(store, uuid, L.EXTENSION)
    operation(store, letters.issue, letter, ON, LATER)
    do(store, history.undo, _newest(store))
    assert (one(store, letter).number, one(store, letter).issued_on) == ("", None)
    assert event_of(store, step).document_number == ""


def _newest(store):
    return ask(store, lambda session: history.done(session, 1)[0].id)


def test_the_office_writes_its_own_words_and_goes_back(store):
    do(store, letters.set_template, "receipt", "本单位回执", "申请人：{申请人}")
    uuid = registered(store)
    assert begun(store, uuid, L.RECEIPT).body == "申请人：演示申请人甲"
    assert [each.key for each in ask(store, letters.templates) if each.own] == ["receipt"]
    do(store, letters.set_template, "receipt", "本单位回执二", "编号：{申请编号}")
    assert ask(store, letters.template, "receipt").title == "本单位回执二"
    do(store, letters.reset_template, "receipt")
    assert ask(store, letters.template, "receipt") == letter_templates()["receipt"]


def test_the_usual_words_are_no_own_version(store):
    usual = letter_templates()["fee"]
    do(store, letters.set_template, "fee", usual.title, usual.body + "另一句。")
    do(store, letters.set_template, "fee", usual.title, usual.body)
    assert not any(each.own for each in ask(store, letters.templates))


@pytest.mark.parametrize(
    ("key", "body", "words"), [("fee", "{金额数}元", "{金额数}"), ("nothing", "正文", "没有“nothing”")]
)
def test_a_template_with_an_unknown_place_or_key_is_refused(store, key, body, words):
    with pytest.raises(UserError) as refused:
        do(store, letters.set_template, key, "标题", body)
    assert words in str(refused.value)


def test_templates_have_names_that_tell_them_apart(store):
    found = [letters.template_name(each) for each in ask(store, letters.templates)]
    assert "答复书 3.4 保护第三方合法权益" in found
    assert "答复书 4.1 本机关不掌握相关政府信息 36(5)" in found
    assert "收费通知书" in found
    assert len(found) == len(set(found)) == len(letter_templates())
