"""What offices write in their own ledgers, and what is not guessed."""

import pytest

from app.rules import request_words as words
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.request_events import PartyKind
from app.rules.requests import ApplicantKind, IdKind, Medium, RequestChannel, RequestRoute
from tests.request_events import EXAMPLES

LABELS = [(row["label"], row["code"]) for row in EXAMPLES["outcome_codes"] if not row.get("computed")]


@pytest.mark.parametrize(("label", "code"), LABELS)
def test_the_labels_of_the_form_are_read_with_and_without_their_numbers(label, code):
    assert words.outcome_read(label, 2022).code == code
    assert words.outcome_read(f" {code} {label}", 2022).code == code
    assert words.outcome_read(OUTCOMES[code].name, 2019).code == code
    assert words.outcome_read(code, 2026).code == code


@pytest.mark.parametrize("code", OLD_OUTCOMES)
def test_the_labels_of_the_old_form_are_read_for_old_years(code):
    name = OLD_OUTCOMES[code].name
    assert words.outcome_read(name, 2018).code == code
    assert words.outcome_read(f"{code}.{name.rpartition('：')[2]}", 2017).code == code
    assert words.outcome_read(code, 2018).code == code


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("2.0", 2022, "2"),  # as a spreadsheet makes it of a number
        ("３．４", 2022, "3.4"),
        ("同意公开", 2019, "1"),
        ("同意公开", 2018, "3.3.2"),
        ("属于已主动公开范围", 2020, "1"),
        ("属于已主动公开范围", 2018, "3.3.1"),
        ("信息不存在", 2020, "4.1"),
        ("信息不存在", 2018, "3.3.6"),
        ("不属于本行政机关公开", 2020, "4.1"),
        ("不同意公开：商业秘密", 2018, "3.3.4.o2"),
        ("不予公开（涉及商业秘密）", 2022, "3.4"),
        ("不予公开（过程性信息）", 2022, "3.6"),
        ("部分公开", 2018, "3.3.3"),
        ("告知作出更改补充", 2020, "6.3"),
        ("视为放弃申请", 2022, "6.1"),
        ("逾期未缴费", 2022, "6.2"),
        ("1", 2018, "1"),  # the rules then say that the form of 2018 has no such code
    ],
)
def test_words_of_every_day_are_read_by_the_form_of_the_year(text, year, code):
    assert words.outcome_read(text, year) == (code, False)


@pytest.mark.parametrize("text", ["申请人撤回", "撤回申请", "申请人主动放弃申请"])
def test_a_withdrawal_is_told_from_other_ends(text):
    assert words.outcome_read(text, 2022) == ("6.3", True)
    assert words.outcome_read(text, 2018) == ("6.3", True)


@pytest.mark.parametrize("text", ["不予公开", "（三）不予公开", "不同意公开答复", "无法提供", "不予处理"])
def test_a_part_of_the_form_is_no_row_of_it(text):
    assert words.is_ambiguous(text)
    assert words.outcome_read(text, 2022).code == ""


@pytest.mark.parametrize("text", ["", "已办", "5", "？"])
def test_what_says_nothing_is_not_guessed(text):
    assert words.outcome_read(text, 2022).code == ""
    assert not words.is_ambiguous(text)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("当面", "in_person"), ("现场提交", "in_person"), ("窗口", "in_person"),
        ("邮寄（需签收）", "signed_mail"), ("信函", "signed_mail"), ("EMS快递", "signed_mail"),
        ("平常信函", "ordinary_mail"), ("平信", "ordinary_mail"),
        ("互联网", "internet"), ("网络申请", "internet"), ("电子邮件", "internet"), ("政府网站", "internet"),
        ("传真", "fax"),
    ],
)  # fmt: skip
def test_channels_are_read_as_offices_write_them(text, channel):
    assert words.channel_read(text) is RequestChannel(channel)


def test_an_unknown_channel_is_not_guessed():
    assert words.channel_read("托人带来") is None
    assert words.channel_read("") is None


@pytest.mark.parametrize(
    ("text", "name", "kind", "guessed"),
    [
        ("自然人", "演示甲", "person", False),
        ("公民", "", "person", False),
        ("企业法人", "", "business", False),
        ("律师事务所", "", "legal", False),
        ("科研机构", "", "research", False),
        ("公益组织", "", "welfare", False),
        ("法人或其他组织", "", "other", False),
        ("", "演示甲", "person", True),
        ("", "演示商贸有限公司", "business", True),
        ("", "演示律师事务所", "legal", True),
        ("", "乌兰图雅演示人", "person", True),
    ],
)
def test_the_kind_of_applicant_is_read_or_guessed_by_the_name(text, name, kind, guessed):
    assert words.applicant_read(text, name) == (ApplicantKind(kind), guessed)


def test_proof_of_identity_is_what_is_written_or_usual():
    person, firm = ApplicantKind.PERSON, ApplicantKind.BUSINESS
    assert words.id_read("", person) is words.id_read("身份证", firm) is IdKind.ID_CARD
    assert words.id_read("", firm) is words.id_read("营业执照", person) is IdKind.CREDIT_CODE
    assert words.id_read("护照", person) is IdKind.PASSPORT
    assert words.id_read("军官证", person) is IdKind.OTHER


def test_other_words_are_read_or_left_as_usual():
    assert words.party_read("第三方") is PartyKind.THIRD_PARTY
    assert words.party_read("共同制作机关") is PartyKind.CO_AUTHOR
    assert words.party_read("其他机关") is PartyKind.AGENCY
    assert words.party_read("") is None
    read = [words.medium_read(text) for text in ("", "纸质", "电子数据", "现场查阅", "拍照")]
    assert read == [Medium.PAPER, Medium.PAPER, Medium.ELECTRONIC, Medium.READING, Medium.OTHER]
    ways = [words.route_read(text) for text in ("", "邮寄", "电子邮件", "自行领取", "网上获取", "传真")]
    assert ways == [RequestRoute(code) for code in ("mail", "mail", "email", "in_person", "internet", "fax")]
