import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.calendar import Unit
from app.rules.limit_phrases import ARTICLE_26, Every, LimitKind, LimitRule, Posting, TimeLimit, parse
from app.rules.time_limits import Choices

TESTS = Path(__file__).parents[1]
PHRASES = json.loads((TESTS / "worked_examples.json").read_text(encoding="utf-8"))["time_limit_phrases"]
CATALOG = json.loads((Path(__file__).parent / "catalog_time_limits.json").read_text(encoding="utf-8"))


def rule_as_json(rule: LimitRule) -> dict:
    fields = ("kind", "anchor", "n", "unit", "scope", "channel", "every", "month", "month_in_quarter", "day")
    told = {name: value for name in fields if (value := getattr(rule, name))}
    if rule.hard_limit:
        told["hard_limit"] = rule_as_json(rule.hard_limit)
    extra = {
        LimitKind.INHERIT: {"from_": "previous_row"},
        LimitKind.ON_REQUEST: {"clock": "条例33"},
        LimitKind.ANYTIME: {"soft_target": {"n": Choices().anytime_days, "unit": "workday"}},
    }
    if rule.every is Every.YEAR and not rule.day:
        told["needs"] = "month_day from office"
    return told | extra.get(rule.kind, {})


def as_json(limit: TimeLimit) -> dict:
    posting = limit.posting and {
        name: value for name in ("min", "unit", "mode", "purpose") if (value := getattr(limit.posting, name))
    }
    return {
        "rules": [rule_as_json(rule) for rule in limit.rules],
        "posting": posting,
        "law_override": limit.law_override,
    }


@pytest.mark.parametrize("example", PHRASES, ids=[example["id"] for example in PHRASES])
def test_a_real_phrase_means_exactly_its_rules(example):
    limit = parse(example["phrase"])
    assert as_json(limit) == {name: example[name] for name in ("rules", "posting", "law_override")}
    assert limit.understood
    assert limit.text == example["phrase"]


@pytest.mark.parametrize("entry", CATALOG, ids=[entry["phrase"] for entry in CATALOG])
def test_every_phrase_of_the_starter_catalog_is_read_as_judged(entry):
    limit = parse(entry["phrase"])
    rules = [[rule.kind, rule.anchor, rule.n, rule.unit, rule.scope] for rule in limit.rules]
    assert (limit.understood, rules) == (entry["understood"], entry["rules"])
    assert [rule.every for rule in limit.rules if rule.every] == entry.get("every", [])
    assert limit.law_override == entry.get("law_override", False)
    posting = limit.posting
    assert (posting and [posting.min, posting.unit, posting.mode, posting.purpose]) == entry.get("posting")


def test_only_two_phrases_of_the_starter_catalog_are_not_understood():
    assert {entry["phrase"] for entry in CATALOG if not entry["understood"]} == {
        "专项公开",
        "征集意见时对外公布的时限内公开",
    }


@pytest.mark.parametrize("text", ["专项公开", "按卫健委要求单独公开", "20个工作日内公开，另行通知第3批", "一个月内"])
def test_a_phrase_not_understood_keeps_its_words_under_article_26(text):
    assert parse(text) == TimeLimit(text, (ARTICLE_26,), None, False, False)


def test_an_empty_cell_leaves_the_limit_to_article_26():
    assert parse(" ") == TimeLimit(" ", (ARTICLE_26,), None, False, True)


@pytest.mark.parametrize(
    "text",
    [
        "信息形成或者变更之日起 20 个工 作日内",
        "信息形成或者变更之日起２０个工作日内",
        "信息形成或者变更之日起二十个工作日内",
        "信息形成\n（变更）20个工作日",
        "1、自信息形成或者变更之日起20个工作日内予以公开",
    ],
)
def test_blanks_wide_digits_and_chinese_numerals_change_nothing(text):
    assert parse(text).rules == (ARTICLE_26,)


@pytest.mark.parametrize(("text", "n"), [("十日内", 10), ("十五日内", 15), ("三十日内", 30), ("二十五天内", 25)])
def test_chinese_numerals_are_read(text, n):
    (rule,) = parse(text).rules
    assert (rule.n, rule.unit) == (n, Unit.DAY)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("半年至少更新1次", LimitRule(LimitKind.RECURRING, every=Every.HALF_YEAR)),
        ("每月10日", LimitRule(LimitKind.RECURRING, every=Every.MONTH, day=10)),
        ("每季度第二个月15日", LimitRule(LimitKind.RECURRING, every=Every.QUARTER, month_in_quarter=2, day=15)),
        ("按季公开", LimitRule(LimitKind.RECURRING, every=Every.QUARTER)),
        ("会议召开前5日", LimitRule(LimitKind.BEFORE_EVENT, "会议召开", 5, Unit.DAY)),
        ("举办活动3日前", LimitRule(LimitKind.BEFORE_EVENT, "举办活动", 3, Unit.DAY)),
        ("提前10个工作日公告", LimitRule(LimitKind.BEFORE_EVENT, "事项发生", 10, Unit.WORKDAY)),
        ("当天公布", LimitRule(LimitKind.SAME_DAY, "信息形成或变更")),
    ],
)
def test_other_wordings_met_in_published_tables(text, rule):
    assert parse(text).rules == (rule,)


def test_a_permanent_phrase_beside_a_limit_says_how_long_it_stays_posted():
    limit = parse("信息形成之日起20个工作日内公开，永久公开")
    assert limit.posting == Posting(mode=LimitKind.PERMANENT)
    assert [rule.kind for rule in limit.rules] == [LimitKind.WITHIN]


def test_a_posting_period_outweighs_the_word_long_term():
    assert parse("长期公开，公示不少于7日").posting == Posting(7, Unit.DAY)


@given(st.text("0123456789 每年季半月日个工作内前后信息形成变更公示开及时长期随,，；;。()（）1.①《》在:为提同上"))
def test_any_text_can_be_read_and_leads_to_a_rule(text):
    limit = parse(text)
    assert limit.text == text
    assert limit.rules
