from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.exchange.calendars import load_folder
from app.rules.calendar import Unit
from app.rules.time_limits import (
    Choices,
    Due,
    Every,
    Facts,
    LimitKind,
    LimitRule,
    Posting,
    due,
    next_occurrence,
    occurrences,
    parse,
    posted_until,
)

CALENDAR = load_folder(Path(__file__).parents[2] / "resources" / "calendars")
FORMED = date(2026, 2, 13)
OUTER = date(2026, 3, 19)  # DL15


def asked(text: str, choices: Choices | None = None, **facts) -> Due:
    return due(parse(text), Facts(**facts), CALENDAR, choices)


@pytest.mark.parametrize(
    ("text", "facts", "on", "law"),
    [
        ("20个工作日", {"formed_on": FORMED}, "2026-03-19", "《政府信息公开条例》第二十六条"),
        ("20个工作日", {"obtained_on": FORMED}, "2026-03-19", "《政府信息公开条例》第二十六条"),
        ("", {"obtained_on": FORMED}, "2026-03-19", "《政府信息公开条例》第二十六条"),
        ("制定或获取信息之日起10个工作日内", {"obtained_on": date(2026, 4, 28)}, "2026-05-14", "基层政务公开标准目录"),
        ("制定或获取信息之日起10个工作日内", {"formed_on": date(2026, 4, 28)}, "2026-05-14", "基层政务公开标准目录"),
        ("人大会议批复后20日内", {"event_on": date(2026, 1, 30)}, "2026-02-19", "《预算法》第十四条"),
        ("自作出行政决定之日起7个工作日内", {"event_on": date(2026, 9, 28)}, "2026-10-13", "基层政务公开标准目录"),
        ("自作出行政决定之日起7个工作日内", {"formed_on": date(2026, 9, 28)}, "2026-10-13", "基层政务公开标准目录"),
        ("项目竣工后20个工作日内公开", {"event_on": FORMED}, "2026-03-19", "《政府信息公开条例》第二十六条"),
        ("《听证通知书》在组织听证7个工作日前予以公开", {"event_on": date(2026, 10, 14)}, "2026-09-29", ""),
        ("提前一周发通知邀请", {"event_on": date(2026, 10, 14)}, "2026-10-07", ""),
        (
            "自收到申请之日起20个工作日内",
            {"event_on": date(2026, 1, 5)},
            "2026-02-02",
            "《政府信息公开条例》第三十三条",
        ),
        ("在实地启动拟征收土地工作时，在村公示栏公开", {"event_on": FORMED}, "2026-02-13", ""),
        ("每20个工作日更新", {"event_on": FORMED}, "2026-03-19", ""),
        ("每季度的首个月20日", {"event_on": date(2026, 1, 20)}, "2026-04-20", ""),
        ("每月后10个工作日内公开", {"event_on": date(2026, 2, 10)}, "2026-02-13", ""),
    ],
)
def test_due_days_follow_from_the_phrase_and_the_facts(text, facts, on, law):
    found = asked(text, **facts)
    assert str(found.on) == on
    assert found.hard_on == found.on
    assert law in found.law
    assert on in found.reason.text


@pytest.mark.parametrize(
    ("text", "facts", "on"),
    [
        ("及时公开", {"formed_on": FORMED}, "2026-02-25"),
        ("按进展情况及时公开", {"event_on": FORMED}, "2026-02-25"),
        ("按进展情况及时公开", {"formed_on": FORMED}, "2026-02-25"),
        ("随时公布", {"event_on": FORMED}, "2026-02-25"),
        ("随时公布", {"formed_on": FORMED}, "2026-02-25"),
        ("实时公开", {"formed_on": FORMED}, "2026-02-13"),
    ],
)
def test_soft_words_have_a_target_of_the_office_and_the_limit_of_law(text, facts, on):
    found = asked(text, **facts)
    assert (str(found.on), found.hard_on) == (on, OUTER)
    assert "2026-03-19" in found.reason.text


def test_the_office_chooses_the_target_for_soft_words():
    assert asked("及时公开", Choices(timely_days=1), formed_on=FORMED).on == date(2026, 2, 14)
    assert asked("随时公布", Choices(anytime_days=0), event_on=FORMED).on == FORMED


@pytest.mark.parametrize("text", ["长期公开", "永久公开"])
def test_what_stays_for_good_is_first_disclosed_under_article_26(text):
    found = asked(text, formed_on=FORMED)
    assert (found.on, found.hard_on) == (OUTER, OUTER)


@pytest.mark.parametrize(
    "text",
    [
        "20个工作日",
        "及时公开",
        "实时公开",
        "按进展情况及时公开",
        "随时公布",
        "长期公开",
        "随采购公告、采购文件公开",
        "提前一周发通知邀请",
        "自收到申请之日起20个工作日内",
        "每季度",
        "项目竣工后20个工作日内公开",
    ],
)
def test_a_missing_day_leaves_the_limit_open_and_asks_for_it(text):
    found = asked(text)
    assert (found.on, found.hard_on, found.count, found.provisional) == (None, None, None, False)
    assert "尚未填写" in found.reason.text


def test_article_26_stays_the_outer_limit_while_the_event_is_unknown():
    found = asked("项目竣工后20个工作日内公开", formed_on=FORMED)
    assert (found.on, found.hard_on) == (None, OUTER)
    assert "项目竣工" in found.reason.text


def test_ditto_waits_for_the_row_above():
    found = asked("同上", formed_on=FORMED)
    assert (found.on, found.hard_on) == (None, OUTER)
    assert "上一行" in found.reason.text


def test_yearly_disclosure_waits_for_the_day_that_the_office_chooses():
    assert "设置" in asked("按年公开", formed_on=FORMED).reason.text
    assert asked("按年公开", Choices(yearly=(3, 31)), formed_on=FORMED).on == date(2026, 3, 31)


def test_the_count_carries_the_days_for_the_strip():
    found = asked("20个工作日", formed_on=FORMED)
    assert found.count
    assert sum(day.counted is not None for day in found.count.days) == 20


def test_a_limit_running_into_a_year_not_installed_is_provisional():
    assert asked("20个工作日", formed_on=date(2026, 12, 21)).provisional
    assert asked("及时公开", formed_on=date(2026, 12, 21)).provisional  # the target is sure, the outer limit is not
    assert asked("每月后10个工作日内公开", event_on=date(2026, 12, 20)).provisional
    assert not asked("每季度", event_on=date(2026, 12, 31)).provisional


def test_notes_say_what_was_not_understood_not_stated_or_overridden():
    assert [note.text for note in asked("专项公开", formed_on=FORMED).notes] == [
        "时限“专项公开”未能识别，暂按《政府信息公开条例》第二十六条的20个工作日计算，请核对目录原文。"
    ]
    assert asked("专项公开", formed_on=FORMED).on == OUTER
    assert ["未写" in note.text for note in asked("", formed_on=FORMED).notes] == [True]
    assert [
        "从其规定" in note.text for note in asked("20个工作日。法律法规另有规定的除外", formed_on=FORMED).notes
    ] == [True]
    assert asked("20个工作日", formed_on=FORMED).notes == ()


MIXED = "1.除处罚决定外其他内容：长期公开（动态调整）；2.处罚决定：20个工作日内。"
SPLIT = "执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内公开"
THREE = "党务每半年公开一次，村务每季度公开一次，每个季度第一个月的10日为村务公开日；村级财务每两个月公开一次"


@pytest.mark.parametrize(
    ("text", "scope", "kind", "n"),
    [
        (MIXED, "处罚决定", LimitKind.WITHIN, 20),
        (MIXED, "行政处罚决定", LimitKind.WITHIN, 20),
        (MIXED, "处罚", LimitKind.WITHIN, 20),
        (MIXED, "", LimitKind.LONG_TERM, None),
        (MIXED, "执法依据", LimitKind.LONG_TERM, None),
        (SPLIT, "执法决定", LimitKind.WITHIN, 7),
        (SPLIT, "", LimitKind.WITHIN, 20),
        (
            "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
            "",
            LimitKind.WITHIN,
            20,
        ),
    ],
)
def test_the_rule_of_the_scope_applies(text, scope, kind, n):
    rule = asked(text, formed_on=FORMED, scope=scope).rule
    assert (rule.kind, rule.n) == (kind, n)


def test_without_a_scope_and_a_rest_the_strictest_rule_applies():
    found = asked(THREE, event_on=date(2026, 2, 1))
    assert (found.rule.scope, found.on) == ("财务", date(2026, 2, 28))


def recurring(text: str) -> LimitRule:
    return parse(text).rules[0]


@pytest.mark.parametrize(
    ("text", "after", "next_day"),
    [
        ("每季度的首个月20日", "2026-01-19", "2026-01-20"),
        ("每季度的首个月20日", "2026-01-20", "2026-04-20"),
        ("每季度的首个月20日", "2026-11-01", "2027-01-20"),
        ("每季度", "2026-02-01", "2026-03-31"),
        ("每季度", "2026-12-31", "2027-03-31"),
        ("每半年", "2026-06-30", "2026-12-31"),
        ("每两个月公开一次", "2026-02-27", "2026-02-28"),
        ("每月31日", "2026-02-01", "2026-02-28"),
        ("每月", "2028-02-01", "2028-02-29"),
        ("每年1月31日前", "2026-01-31", "2027-01-31"),
        ("每月后10个工作日内更新", "2026-01-14", "2026-01-15"),
        ("每20个工作日更新", "2026-02-13", "2026-03-19"),
    ],
)
def test_the_next_occurrence_is_strictly_after_the_day(text, after, next_day):
    assert str(next_occurrence(recurring(text), date.fromisoformat(after), CALENDAR)) == next_day


@pytest.mark.parametrize("text", ["按年公开", "每月后10个工作日内更新", "每20个工作日更新", "20个工作日"])
def test_there_is_no_next_occurrence_without_a_day_or_a_calendar(text):
    assert next_occurrence(recurring(text), FORMED) is None


def test_a_rule_that_neither_recurs_nor_counts_has_no_occurrences():
    assert occurrences(LimitRule(LimitKind.PERMANENT), FORMED, OUTER, CALENDAR) == []


def test_occurrences_cover_a_period_including_both_ends():
    rule = LimitRule(LimitKind.RECURRING, every=Every.QUARTER, month_in_quarter=1, day=20)
    days = occurrences(rule, date(2026, 1, 20), date(2026, 10, 20))
    assert [str(day) for day in days] == ["2026-01-20", "2026-04-20", "2026-07-20", "2026-10-20"]
    assert occurrences(rule, date(2026, 1, 21), date(2026, 4, 19)) == []
    assert occurrences(replace(rule, every=Every.YEAR, day=None), date(2026, 1, 1), date(2027, 1, 1)) == []


def test_a_posting_period_is_counted_from_the_day_after_posting():
    counted = posted_until(Posting(7, Unit.WORKDAY), date(2026, 5, 14), CALENDAR)  # DL16
    assert counted
    assert counted.due == date(2026, 5, 25)
    assert posted_until(Posting(mode=LimitKind.LONG_TERM), date(2026, 5, 14), CALENDAR) is None
