"""Letters: which belongs to which step, their places and blanks, the paragraph on remedies."""

import re
from datetime import date

import pytest

from app.exchange.letter_templates import letter_templates
from app.rules.letters import (
    BLANK,
    FORM_WORDS,
    LETTER_NAMES,
    PLACES,
    LetterKind,
    Look,
    filled,
    form_lines,
    letter_of_step,
    letter_problems,
    missing,
    party_of,
    places,
    remedy_route,
    remedy_words,
    steps_of,
    template_key,
    template_problems,
)
from app.rules.outcomes import ARTICLE_NAMES, OLD_OUTCOMES, OUTCOMES, Route
from app.rules.request_events import EventKind, PartyKind

BEFORE, SINCE = date(2023, 12, 31), date(2024, 1, 1)
AUTHORITIES = {"复议机关": "演示旗人民政府", "法院": "演示旗人民法院"}
NAMED_ELSEWHERE = {
    "第二十九条": "what a request contains",
    "第三十条": "correction",
    "第三十一条": "receipt",
    "第三十二条": "third party",
    "第三十三条": "time",
    "第三十四条": "co-author",
    "第三十五条": "excessive requests",
    "第四十二条": "no fee but the information-processing fee",
    "第四十四条": "suggestions to publish",
}
"""Articles of the regulation that rules and letters name besides those an outcome rests on."""


def test_every_outcome_and_every_kind_of_letter_has_words():
    keys = set(letter_templates())
    for code, outcome in OUTCOMES.items():
        kind = LetterKind.ABANDONED if code in ("6.1", "6.2") else LetterKind.REPLY
        for basis in outcome.articles or ("",):
            assert template_key(kind, code, basis) in keys
    for kind in set(LetterKind) - {LetterKind.REPLY, LetterKind.ABANDONED}:
        assert template_key(kind) in keys
    assert {template.kind for template in letter_templates().values()} == set(LetterKind) == set(LETTER_NAMES)


@pytest.mark.parametrize("template", letter_templates().values(), ids=lambda template: template.key)
def test_a_template_holds_known_places_and_says_what_it_rests_on(template):
    assert template_problems(template.title, template.body) == []
    assert set(places(template.addressee)) <= set(PLACES)
    assert template.note
    assert "unverified" not in template.body


@pytest.mark.parametrize("template", letter_templates().values(), ids=lambda template: template.key)
def test_a_template_cites_no_article_the_rules_do_not_know(template):
    known = {re.search(r"第[一-鿿]+条", name)[0] for name in ARTICLE_NAMES.values()} | set(NAMED_ELSEWHERE)
    fees = template.body.replace("（国办函〔2020〕109号）第三条", "")
    assert set(re.findall(r"第[一二三四五六七八九十]+条", fees)) <= known


@pytest.mark.parametrize(
    "key", [key for key, template in letter_templates().items() if template.kind in (LetterKind.REPLY, "abandoned")]
)
def test_every_reply_tells_the_remedy_and_the_law_if_there_is_one(key):
    body, code = letter_templates()[key].body, key.split("-")[1]
    assert "{救济途径}" in body
    assert ("{依据}" in body) == bool(OUTCOMES[code].articles)
    if OUTCOMES[code].reasoned:
        assert "{理由}" in body


def test_the_words_of_the_forms_are_all_known_for_translation():
    for template in letter_templates().values():
        if template.look is Look.FORM:
            assert template.title in FORM_WORDS
            for name, value in form_lines(template.body):
                assert not name or name in FORM_WORDS
                assert not value or "{" in value or value in FORM_WORDS or not name


def test_a_letter_to_the_applicant_has_no_place_for_an_identity_number():
    assert not any("证件" in place or "身份" in place for place in PLACES)


@pytest.mark.parametrize("code", [f"3.{n}" for n in range(1, 8)])
def test_a_refusal_must_be_reviewed_first_since_2024(code):
    assert remedy_route(code, SINCE) is Route.REVIEW_FIRST
    assert remedy_route(code, BEFORE) is Route.DIRECT
    words = remedy_words(LetterKind.REPLY, code, SINCE, AUTHORITIES)
    assert "60日内先向演示旗人民政府申请行政复议" in words
    assert "第二十三条第一款第（四）项" in words
    assert "15日内向演示旗人民法院提起行政诉讼" in words
    assert "6个月" not in words


@pytest.mark.parametrize("code", sorted(set(OUTCOMES) - {f"3.{n}" for n in range(1, 8)} - {"2"}))
def test_any_other_reply_may_be_reviewed_or_sued_over(code):
    for on in (BEFORE, SINCE):
        assert remedy_route(code, on) is Route.DIRECT
        words = remedy_words(LetterKind.REPLY, code, on, AUTHORITIES)
        assert "60日内" in words
        assert "6个月内" in words
        assert "先向" not in words


def test_of_a_partial_disclosure_only_the_refused_part_must_be_reviewed_first():
    words = remedy_words(LetterKind.REPLY, "2", SINCE, AUTHORITIES)
    assert words.startswith("如不服其中不予公开的部分，应当")
    assert "如不服其他部分，可以" in words
    assert remedy_route("2", SINCE, "14") is Route.REVIEW_FIRST
    assert remedy_route("2", SINCE, "其他法律") is Route.DIRECT
    assert remedy_route("2", BEFORE) is Route.DIRECT
    assert "应当" not in remedy_words(LetterKind.REPLY, "2", BEFORE, AUTHORITIES)


@pytest.mark.parametrize(
    ("kind", "code", "what"),
    [
        (LetterKind.REPLY, "1", "本答复"),
        (LetterKind.ABANDONED, "6.1", "本告知"),
        (LetterKind.PUBLIC_INTEREST, "1", "本决定"),
    ],
)
def test_the_paragraph_names_what_it_is_about(kind, code, what):
    assert remedy_words(kind, code, SINCE, AUTHORITIES).startswith(f"如不服{what}")


def test_a_third_party_may_sue_at_once_as_nothing_is_refused_to_it():
    to_third, to_applicant = (
        remedy_words(kind, "2", SINCE, AUTHORITIES) for kind in (LetterKind.PUBLIC_INTEREST, LetterKind.REPLY)
    )
    assert to_third.startswith("如不服本决定，可以")
    assert "也可以自收到之日起6个月内向演示旗人民法院提起行政诉讼" in to_third
    assert "先向" not in to_third
    assert "先向" in to_applicant


def test_an_unknown_authority_is_a_blank():
    assert remedy_words(LetterKind.REPLY, "3.1", SINCE, {}).count(BLANK) == 2


def test_a_reply_of_the_old_form_has_no_letter():
    assert letter_of_step(EventKind.REPLY, "", "3.3.2") == ()
    assert "3.3.2" in OLD_OUTCOMES
    assert letter_of_step(EventKind.REPLY, "", "3.4") == (LetterKind.REPLY,)


def test_each_step_has_its_letter():
    assert letter_of_step(EventKind.CONSULT_OUT, PartyKind.THIRD_PARTY)[0] is LetterKind.OPINION_THIRD
    assert letter_of_step(EventKind.CONSULT_OUT, PartyKind.CO_AUTHOR) == (LetterKind.OPINION_CO_AUTHOR,)
    assert letter_of_step(EventKind.CONSULT_OUT, PartyKind.AGENCY) == (LetterKind.ASSISTANCE,)
    assert letter_of_step(EventKind.FEE_LAPSE) == (LetterKind.ABANDONED,)
    assert letter_of_step(EventKind.ARCHIVE) == ()
    for step in EventKind:
        for kind in letter_of_step(step, PartyKind.AGENCY, "1"):
            assert step in steps_of(kind)
    assert party_of(LetterKind.ASSISTANCE) == "agency"
    assert steps_of(LetterKind.RECEIPT) == ()
    assert steps_of(LetterKind.PUBLIC_INTEREST) == (EventKind.REPLY,)  # 第三十二条: with the decision to disclose


def test_what_is_not_known_becomes_a_blank_and_a_blank_keeps_a_letter_in():
    text = filled("{申请人}：依据{依据}，{依据}", {"申请人": "演示甲", "依据": ""})
    assert text == f"演示甲：依据{BLANK}，{BLANK}"
    (problem,) = letter_problems("标题", "演示甲", text)
    assert (problem.field, "共 2 处" in problem.text) == ("body", True)
    assert letter_problems("标题", "演示甲", "正文。") == []
    assert [problem.field for problem in missing("", "")] == ["title", "body"]
    assert [problem.field for problem in letter_problems("标题", "", "正文。")] == ["addressee"]


def test_a_letter_with_an_identity_number_stays_in():
    (problem,) = letter_problems("标题", "演示甲", "身份证号11010519491231002X。")
    assert "证件号" in problem.text
    assert letter_problems("标题", "演示甲", "联系电话：13800000000。") == []


@pytest.mark.parametrize(
    ("body", "words"),
    [("{申请者}你好", "{申请者}"), ("{申请人", "花括号"), ("", "正文"), ("申请人}", "花括号"), ("{}", "{}")],
)
def test_a_template_with_a_place_nobody_knows_is_refused(body, words):
    (problem,) = template_problems("标题", body)
    assert problem.field == "body"
    assert words in problem.text


def test_a_form_is_read_line_by_line():
    assert list(form_lines("申请人：演示甲\n\n签名：\n请送回。")) == [
        ("申请人", "演示甲"),
        ("签名", ""),
        ("", "请送回。"),
    ]
