import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.calendars import load_folder
from app.rules.calendar import (
    HOLIDAYS,
    Calendar,
    CalendarYear,
    DayKind,
    Direction,
    Unit,
    count,
    count_back,
    explained,
    time_left,
    weekday_name,
    working_days_between,
)

ROOT = Path(__file__).parents[2]
CALENDAR = load_folder(ROOT / "resources" / "calendars")
EXAMPLES = {
    case["id"]: case
    for case in json.loads((ROOT / "tests" / "worked_examples.json").read_text(encoding="utf-8"))["deadlines"]
}
WORKDAY_LIMITS = [
    (case["id"], start, n, expected)
    for case_id, start_key, n, expected_key in (
        ("DL01", "received", 20, "reply_due"),
        ("DL01", "received", 7, "correction_notice_due"),
        ("DL02", "received", 20, "reply_due"),
        ("DL02", "received", 7, "correction_notice_due"),
        ("DL03", "received", 20, "reply_due"),
        ("DL04", "received", 20, "reply_due"),
        ("DL05", "received", 20, "reply_due"),
        ("DL06", "received", 20, "reply_due"),
        ("DL07", "submitted", 20, "original_reply_due"),
        ("DL07", "submitted", 7, "correction_notice_due"),
        ("DL07", "correction_notice_sent", 15, "applicant_correction_due"),
        ("DL07", "corrected_received", 20, "reply_due"),
        ("DL09", "submitted", 20, "base_reply_due"),
        ("DL09", "submitted", 40, "reply_due"),
        ("DL10", "letter_received_by_third_party", 15, "third_party_opinion_due"),
        ("DL12", "letter_received_by_agency", 15, "co_agency_opinion_due"),
        ("DL13", "submitted", 20, "fee_notice_latest"),
        ("DL13", "fee_notice_received", 20, "payment_due"),
        ("DL13", "paid", 20, "reply_due"),
        ("DL15", "date", 20, "disclosure_due"),
        ("DL16", "date", 10, "disclosure_due"),
        ("DL16", "posted", 7, "posting_until"),
        ("DL18", "date", 7, "disclosure_due"),
        ("DL19", "date", 3, "interpretation_due"),
        ("DL22", "posted", 10, "earliest_end"),
        ("DL24", "approval_received", 15, "notice_due"),
    )
    for case in [EXAMPLES[case_id]]
    for start in [{**case["inputs"], **case["expected"]}[start_key]]
    for expected in [case["expected"][expected_key]]
]


@pytest.mark.parametrize(("case", "start", "n", "due"), WORKDAY_LIMITS)
def test_worked_examples_in_working_days(case, start, n, due):
    counted = count(date.fromisoformat(start), n, Unit.WORKDAY, CALENDAR)
    assert counted.due.isoformat() == due
    assert not counted.provisional


@pytest.mark.parametrize("case", [case for case in EXAMPLES.values() if "counted_days" in case])
def test_exactly_the_listed_days_are_counted(case):
    start = case["expected"].get("received") or case["inputs"]["date"]
    counted = count(date.fromisoformat(start), len(case["counted_days"]), Unit.WORKDAY, CALENDAR)
    assert [day.on.isoformat() for day in counted.days if day.counted] == case["counted_days"]


@pytest.mark.parametrize(
    ("start", "n", "due", "rolled"),
    [
        ("2026-01-30", 20, "2026-02-19", "2026-02-24"),  # DL17
        ("2022-04-22", 30, "2022-05-22", "2022-05-23"),  # DL20
        ("2026-12-16", 7, "2026-12-23", "2026-12-23"),  # DL21
        ("2026-03-02", 30, "2026-04-01", "2026-04-01"),  # DL23
    ],
)
def test_calendar_day_limits_show_the_nominal_and_the_rolled_day(start, n, due, rolled):
    counted = count(date.fromisoformat(start), n, Unit.DAY, CALENDAR)
    assert (counted.due.isoformat(), counted.rolled.isoformat()) == (due, rolled)


def test_hearing_notice_is_counted_back_over_national_day():
    counted = count_back(date(2026, 10, 14), 7, CALENDAR)
    assert counted.due == date(2026, 9, 29)
    assert counted.direction is Direction.BACKWARD
    assert [day.on.day for day in counted.days if day.counted] == [13, 12, 10, 9, 8, 30, 29]
    assert explained(counted)[-1] == "最迟日：2026-09-29 星期二"


def test_counting_back_in_calendar_days_needs_no_calendar_year():
    counted = count_back(date(2027, 1, 10), 7, CALENDAR, Unit.DAY)
    assert (counted.due, counted.provisional) == (date(2027, 1, 3), False)


def test_a_year_not_installed_makes_the_count_provisional():
    counted = count(date(2026, 12, 21), 20, Unit.WORKDAY, CALENDAR)
    assert counted.missing_years == (2027,)
    assert counted.provisional
    assert explained(counted)[-1] == "暂定：2027年节假日安排尚未装入，先按周一至周五上班计算。"


def test_a_calendar_day_limit_is_provisional_only_where_its_last_day_may_move():
    assert count(date(2026, 12, 21), 20, Unit.DAY, CALENDAR).missing_years == (2027,)
    assert not count(date(2027, 1, 5), 0, Unit.DAY, CALENDAR).provisional


def test_nothing_to_count_ends_on_the_start_itself():
    counted = count(date(2026, 10, 1), 0, Unit.WORKDAY, CALENDAR)
    assert (counted.due, counted.rolled, len(counted.days)) == (date(2026, 10, 1), date(2026, 10, 1), 1)


def test_a_negative_limit_is_a_bug():
    with pytest.raises(ValueError, match="-1"):
        count(date(2026, 1, 1), -1, Unit.WORKDAY, CALENDAR)


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2026-02-14", DayKind.MAKE_UP, "春节"),
        ("2026-02-17", DayKind.HOLIDAY, "春节"),
        ("2026-03-07", DayKind.WEEKEND, ""),
        ("2026-03-09", DayKind.WORKDAY, ""),
        ("2027-01-01", DayKind.WORKDAY, ""),
        ("2027-01-02", DayKind.WEEKEND, ""),
    ],
)
def test_each_day_has_its_kind_and_name(day, kind, name):
    on = date.fromisoformat(day)
    assert (CALENDAR.kind(on), CALENDAR.name(on)) == (kind, name)
    assert CALENDAR.knows(on) == (on.year < 2027)


def test_shipped_holiday_names_are_known_to_translators():
    named = {name for year in CALENDAR.years.values() for name in (*year.off.values(), *year.work.values())}
    assert named <= set(HOLIDAYS)


def test_the_version_changes_with_any_day_but_not_with_names():
    year = CalendarYear(2026, {date(2026, 1, 1): "元旦"}, {date(2026, 1, 4): "元旦"})
    renamed = CalendarYear(2026, {date(2026, 1, 1): "新年"}, {date(2026, 1, 4): "新年"}, "来源")
    fewer = CalendarYear(2026, {date(2026, 1, 1): "元旦"}, {})
    versions = [Calendar({2026: each}).version for each in (year, renamed, fewer)]
    assert versions[0] == versions[1] != versions[2]
    assert Calendar({}).version != Calendar({2027: CalendarYear(2027, {}, {})}).version
    assert len(versions[0]) == 12


def test_the_explanation_names_each_day_and_why():
    lines = explained(count(date(2026, 2, 12), 3, Unit.WORKDAY, CALENDAR))
    assert lines[0] == "2026-02-12 星期四：起算当日，不计"
    assert lines[1] == "2026-02-13 星期五：第1个工作日"
    assert lines[2] == "2026-02-14 星期六：春节调休上班，第2个工作日"
    assert lines[3] == "2026-02-15 星期日：春节放假，不计"
    assert lines[-2] == "2026-02-24 星期二：第3个工作日"
    assert lines[-1] == "到期日：2026-02-24 星期二"


def test_the_explanation_of_calendar_days_shows_the_rolled_day():
    lines = explained(count(date(2026, 2, 14), 1, Unit.DAY, CALENDAR))
    assert lines[1:] == [
        "2026-02-15 星期日：第1日",
        "到期日：2026-02-15 星期日",
        "最后一日不上班，可顺延至：2026-02-24 星期二",
    ]


def test_weekends_are_explained_as_such():
    assert "2026-03-07 星期六：周末，不计" in explained(count(date(2026, 3, 6), 1, Unit.WORKDAY, CALENDAR))
    assert weekday_name(date(2026, 3, 8)) == "星期日"


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2026-03-06", "2026-03-09", 1),
        ("2026-03-09", "2026-03-06", -1),
        ("2026-03-06", "2026-03-06", 0),
        ("2026-09-30", "2026-10-10", 3),
        ("2026-10-10", "2026-09-30", -3),
    ],
)
def test_working_days_left_and_overdue(first, second, days):
    assert working_days_between(date.fromisoformat(first), date.fromisoformat(second), CALENDAR) == days


days_known = st.dates(date(2019, 1, 1), date(2026, 10, 1))


@given(start=days_known, n=st.integers(0, 40))
def test_counting_agrees_with_a_naive_list_of_working_days(start, n):
    after = (start + timedelta(days=step) for step in range(1, 200))
    working = [day for day in after if CALENDAR.is_working(day)]
    assert count(start, n, Unit.WORKDAY, CALENDAR).due == (working[n - 1] if n else start)


@given(start=days_known, n=st.integers(1, 40))
def test_counting_back_undoes_counting_forward_from_a_working_day(start, n):
    first = CALENDAR.next_working(start)
    assert count_back(count(first, n, Unit.WORKDAY, CALENDAR).due, n, CALENDAR).due == first


@given(start=days_known, n=st.integers(0, 40))
def test_the_due_day_lies_n_working_days_ahead(start, n):
    due = count(start, n, Unit.WORKDAY, CALENDAR).due
    assert working_days_between(start, due, CALENDAR) == n


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (date(2026, 11, 20), "late", "已超期"),  # Friday, asked on Saturday
        (date(2026, 11, 18), "late", "超 2 个工作日"),
        (date(2026, 11, 21), "soon", "今天到期"),
        (date(2026, 11, 22), "soon", "剩 1 天"),
        (date(2026, 11, 25), "soon", "剩 3 个工作日"),
        (date(2026, 11, 26), "good", "剩 4 个工作日"),
    ],
)
def test_the_time_left_is_told_in_working_days_and_over_a_weekend_in_days(day, state, words):
    left = time_left(date(2026, 11, 21), day, CALENDAR)
    assert (left.state, left.words) == (state, words)
