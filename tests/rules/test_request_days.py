"""The days of a case in words."""

from datetime import date

import pytest

from app.exchange.calendars import load_folder
from app.paths import RESOURCES
from app.rules.request_clock import played
from app.rules.request_days import day_words, event_words, explained
from app.rules.request_events import EventKind, RequestChoices
from app.rules.requests import RequestChannel
from tests.request_events import event

CALENDAR = load_folder(RESOURCES / "calendars")
K = EventKind


def case(arrived, *events, channel=RequestChannel.IN_PERSON, **choices):
    return played(channel, arrived, events, CALENDAR, RequestChoices(**choices))


def told(case):
    return {day.on: day_words(day) for day in case.days}


def test_every_day_says_its_number_or_why_it_has_none():
    words = told(case(date(2026, 9, 18)))
    assert words[date(2026, 9, 18)] == "起算当日，不计"
    assert words[date(2026, 9, 19)] == "周末，不计"
    assert words[date(2026, 9, 20)] == "国庆节调休上班，第1个工作日"
    assert words[date(2026, 9, 21)] == "第2个工作日"
    assert words[date(2026, 9, 25)] == "中秋节放假，不计"
    assert words[date(2026, 10, 22)] == "第20个工作日"


@pytest.mark.parametrize(
    ("kind", "choices", "words"),
    [
        (K.CORRECTION_NOTICE, {}, "等申请人补正，不计"),
        (K.CONSULT_OUT, {}, "征求意见，不计"),
        (K.REASON_REQUEST, {"reason_suspends": True}, "等申请人说明理由，不计"),
        (K.FEE_NOTICE, {}, "等申请人缴费，不计"),
    ],
)
def test_what_stops_the_clock_is_named(kind, choices, words):
    waiting = case(date(2026, 3, 2), event(kind, date(2026, 3, 4)), event(K.TRANSFER, date(2026, 3, 6)), **choices)
    assert told(waiting)[date(2026, 3, 5)] == words


WAITS = "2026-03-02 星期一：等待与申请人确认，期限未起算"


def test_an_ordinary_letter_is_confirmed_on_the_day_it_arrives():
    waiting = case(date(2026, 3, 2), channel=RequestChannel.ORDINARY_MAIL)
    assert explained(waiting) == [WAITS, "下一步：与申请人确认，2026-03-02"]


@pytest.mark.parametrize("channel", [RequestChannel.FAX, RequestChannel.INTERNET])
def test_by_net_or_fax_no_day_is_set_for_the_confirmation(channel):
    assert explained(case(date(2026, 3, 2), channel=channel)) == [WAITS]


def test_the_whole_count_is_told_line_by_line_to_its_end():
    lines = explained(case(date(2026, 3, 2), event(K.EXTEND, date(2026, 3, 6), days=2)))
    assert lines[0] == "2026-03-02 星期一：起算当日，不计"
    assert lines[4] == "2026-03-06 星期五：第4个工作日；延期答复2个工作日"
    assert lines[-1] == "答复期限：2026-04-01 星期三"
    assert len(lines) == 32


def test_an_unknown_year_is_told_as_provisional():
    lines = explained(case(date(2026, 12, 21)))
    assert lines[-2] == "答复期限：2027-01-18 星期一"
    assert lines[-1] == "暂定：2027年节假日安排尚未装入，先按周一至周五上班计算。"


def test_a_consultation_tells_what_comes_next_beside_the_due_day():
    lines = explained(case(date(2026, 3, 2), event(K.CONSULT_OUT, date(2026, 3, 4))))
    assert lines[-2:] == ["答复期限：2026-04-21 星期二", "下一步：等意见，2026-03-25"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (event(K.REPLY, date(2026, 3, 4), outcome="3.4"), "答复：保护第三方合法权益"),
        (event(K.REPLY, date(2026, 3, 4), outcome=""), "答复"),
        (event(K.CONSULT_OUT, date(2026, 3, 4)), "征求意见：演示第三方"),
        (event(K.CORRECTION_NOTICE, date(2026, 3, 4)), "告知补正"),
        (event(K.CORRECTION_NOTICE, date(2026, 3, 4), days=5), "告知补正，期限5个工作日"),
        (event(K.FEE_NOTICE, date(2026, 3, 4)), "发出收费通知：380.00元"),
        (event(K.TRANSFER, date(2026, 3, 4), party="演示科室"), "转交承办：演示科室"),
        (event(K.PAID, date(2026, 3, 4)), "已缴费"),
    ],
)
def test_a_step_is_told_with_what_matters_about_it(step, words):
    assert event_words(step) == words
