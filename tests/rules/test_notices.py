"""The way of a notice from draft to archive: what it needs, its period, its code, its numbers."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.calendars import load_folder
from app.i18n import speaking
from app.paths import RESOURCES
from app.rules import notices as rules
from app.rules.calendar import Calendar, CalendarYear, Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind
from app.rules.notices import (
    BLANK,
    LETTERS,
    NoticeDraft,
    NoticeMove,
    NoticeState,
    NoticeStatus,
    ObjectionDraft,
    RollTable,
)
from app.rules.privacy import check_digit

TODAY = date(2026, 11, 21)
CALENDAR = load_folder(RESOURCES / "calendars")
NEW_YEAR = {date(2027, 1, day): "元旦" for day in (1, 2, 3, 4)}
NEXT = Calendar({**CALENDAR.years, 2027: CalendarYear(2027, NEW_YEAR, {date(2027, 1, 9): "元旦"})})
CASES = {
    case["id"]: case
    for case in json.loads((Path(rules.__file__).parents[2] / "tests" / "worked_examples.json").read_text("utf-8"))[
        "deadlines"
    ]
}
ID = "00000019900101001" + check_digit("00000019900101001")
WHOLE = NoticeDraft(office_code="000001001001", title="补贴发放公示", title_mn="ᠮᠡᠳᠡᠭᠡ", body="现予公示。", year=2026)
TABLE = RollTable(
    ("户主姓名", "数量", "金额（元）"), (), (False, True, True), (False, True, True), (("测试甲", "2", "1,234.50"),)
)


def on(day):
    return date.fromisoformat(day)


def grave(draft, reviewing=False):
    return {problem.field for problem in rules.problems(draft, reviewing) if not problem.warning}


def warned(draft, reviewing=False):
    return {problem.field for problem in rules.problems(draft, reviewing) if problem.warning}


# --- the way ---------------------------------------------------------------------------------------------------------

ALLOWED = {
    NoticeStatus.DRAFT: "edit review",
    NoticeStatus.REVIEWED: "return print post",
    NoticeStatus.PRINTED: "return print post",
    NoticeStatus.POSTED: "print object take_down correct",
    NoticeStatus.TAKEN_DOWN: "print object correct file",
    NoticeStatus.FILED: "print",
}


@pytest.mark.parametrize("status", NoticeStatus)
@pytest.mark.parametrize("move", NoticeMove)
def test_each_move_is_allowed_or_refused_with_its_own_sentence(status, move):
    problem = rules.move_problem(status, move)
    if str(move) in ALLOWED[status].split():
        assert problem is None
        assert move in rules.moves(status)
    else:
        assert problem.text.endswith("。")
        assert not problem.warning
        assert move not in rules.moves(status)


def test_no_two_moves_are_refused_with_the_same_sentence():
    refusals = [
        next(problem.message for status in NoticeStatus if (problem := rules.move_problem(status, move)))
        for move in NoticeMove
    ]
    assert len(set(refusals)) == len(NoticeMove)


@pytest.mark.parametrize(
    ("status", "last_on", "days", "objections", "state"),
    [
        (NoticeStatus.POSTED, TODAY, 7, 0, NoticeState.RUNNING),
        (NoticeStatus.POSTED, TODAY - timedelta(1), 7, 0, NoticeState.OVER),
        (NoticeStatus.POSTED, TODAY - timedelta(1), 7, 1, NoticeState.OBJECTION),
        (NoticeStatus.POSTED, None, 0, 0, NoticeState.LONG_TERM),
        (NoticeStatus.TAKEN_DOWN, TODAY - timedelta(1), 7, 1, NoticeState.TAKEN_DOWN),
        (NoticeStatus.DRAFT, None, 7, 0, NoticeState.DRAFT),
    ],
)
def test_what_a_list_says_of_a_notice(status, last_on, days, objections, state):
    assert rules.state(status, last_on, days, objections, TODAY) is state


# --- the period ------------------------------------------------------------------------------------------------------


def test_a_village_notice_of_seven_days_as_in_the_worked_example():
    case = CASES["DL21"]
    found = rules.period(on(case["inputs"]["posted"]), case["inputs"]["period_days"], Unit.DAY, CALENDAR)
    assert found.last == on(case["expected"]["posting_last_day"])
    assert found.last + timedelta(1) == on(case["expected"]["archive_from"])


def test_seven_working_days_as_in_the_worked_example():
    case = CASES["DL16"]
    found = rules.period(on(case["inputs"]["posted"]), 7, Unit.WORKDAY, CALENDAR)
    assert found.last == on(case["expected"]["posting_until"])


def test_an_advance_notice_of_expropriation_hangs_over_the_autumn_holidays_as_in_the_worked_example():
    case = CASES["DL22"]
    found = rules.period(on(case["inputs"]["posted"]), case["inputs"]["min_workdays"], Unit.WORKDAY, CALENDAR)
    assert found.last == on(case["expected"]["earliest_end"])


def test_the_day_of_posting_is_not_counted():
    found = rules.period(date(2026, 3, 9), 7, Unit.DAY, CALENDAR)
    assert (found.first, found.last, found.provisional) == (date(2026, 3, 10), date(2026, 3, 16), False)


def test_days_that_end_on_a_day_off_end_on_the_next_working_day():
    assert rules.period(date(2026, 9, 24), 7, Unit.DAY, CALENDAR).last == date(2026, 10, 8)  # 1 October is off
    assert rules.period(date(2026, 3, 7), 7, Unit.DAY, CALENDAR).last == date(2026, 3, 16)  # a Saturday
    assert rules.period(date(2026, 2, 7), 7, Unit.DAY, CALENDAR).last == date(2026, 2, 14)  # a Saturday at work


@pytest.mark.parametrize("unit", Unit)
def test_over_a_new_year_nobody_announced_the_last_day_is_provisional(unit):
    found = rules.period(date(2026, 12, 28), 7, unit, CALENDAR)
    assert found.provisional
    assert found.counted.missing_years == (2027,)
    known = rules.period(date(2026, 12, 28), 7, unit, NEXT)
    assert not known.provisional
    assert known.last >= found.last


def test_days_that_end_within_the_old_year_are_sure():
    assert not rules.period(date(2026, 12, 21), 7, Unit.DAY, CALENDAR).provisional


def test_what_hangs_for_good_has_no_last_day():
    found = rules.period(TODAY, 0, Unit.DAY, CALENDAR)
    assert (found.first, found.last, found.counted, found.provisional) == (TODAY, None, None, False)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 1)), st.integers(1, 40), st.sampled_from(Unit))
def test_every_period_ends_on_a_working_day_after_it_began(posted, days, unit):
    found = rules.period(posted, days, unit, CALENDAR)
    assert CALENDAR.is_working(found.last)
    assert found.last >= posted + timedelta(days)
    assert found.first == posted + timedelta(1)


def test_a_sheet_that_hangs_since_another_day_than_it_says_is_told():
    problem = rules.sheet_problem(date(2026, 3, 9), date(2026, 3, 10), 7, Unit.DAY, CALENDAR)
    assert problem.warning
    assert all(day in problem.text for day in ("2026-03-09", "2026-03-16", "2026-03-10", "2026-03-17"))


@pytest.mark.parametrize(
    ("planned", "posted", "days"),
    [
        (None, date(2026, 3, 10), 7),  # a pen writes the days
        (date(2026, 3, 10), date(2026, 3, 10), 7),
        (date(2026, 3, 9), date(2026, 3, 10), 0),  # for good
        (date(2026, 12, 28), date(2026, 12, 29), 7),  # provisional: the sheet leaves the days to a pen
    ],
)
def test_a_sheet_that_promised_no_other_days_is_not_told(planned, posted, days):
    assert rules.sheet_problem(planned, posted, days, Unit.DAY, CALENDAR) is None


# --- what a notice needs ---------------------------------------------------------------------------------------------


def test_a_whole_draft_has_no_problem():
    assert rules.problems(WHOLE, reviewing=True) == []


def test_village_title_and_year_are_needed():
    assert grave(NoticeDraft()) == {"office_code", "title", "year"}


@pytest.mark.parametrize("days", [-1, 3651])
def test_a_period_that_cannot_be_is_refused(days):
    assert grave(replace(WHOLE, period_days=days)) == {"period_days"}


def test_a_period_shorter_than_law_wants_is_refused_and_says_which_law():
    short = replace(WHOLE, kind=NoticeKind.LAND_PLAN, period_days=29)
    (problem,) = rules.problems(short)
    assert "30" in problem.text
    assert "土地管理法实施条例" in problem.text
    assert grave(replace(short, period_days=30)) == set()
    assert grave(replace(short, period_days=0)) == set()


@pytest.mark.parametrize("field", ["title", "title_mn", "body", "body_mn"])
def test_a_blank_keeps_a_notice_from_being_reviewed_not_from_being_kept(field):
    draft = replace(WHOLE, **{field: f"现有{BLANK}户。"})
    assert grave(draft) == set()
    assert grave(draft, reviewing=True) == {field}


def test_a_blank_in_the_table_keeps_it_too():
    draft = replace(WHOLE, table=replace(TABLE, rows=(("测试甲", "", "1"), (BLANK, "2", "3"))))
    (problem,) = rules.problems(draft, reviewing=True)
    assert "第2行" in problem.text


@pytest.mark.parametrize("field", ["title", "title_mn", "body", "body_mn"])
def test_personal_numbers_are_refused_and_mobiles_and_health_pointed_out(field):
    assert grave(replace(WHOLE, **{field: f"测试甲{ID}"})) == {field}
    assert warned(replace(WHOLE, **{field: "联系13800001234"})) == {field}
    assert warned(replace(WHOLE, **{field: "测试甲患有糖尿病"})) == {field}


def test_personal_numbers_in_the_table_are_refused_with_their_row_and_column():
    draft = replace(WHOLE, table=replace(TABLE, rows=(*TABLE.rows, (f"测试乙{ID}", "1", "2"))))
    (problem,) = rules.problems(draft)
    assert "第2行" in problem.text
    assert "户主姓名" in problem.text
    assert ID not in problem.text


def test_a_mobile_and_health_in_the_table_are_pointed_out():
    draft = replace(WHOLE, table=replace(TABLE, rows=(("测试乙13800001234", "1", "2"),)))
    assert (grave(draft), warned(draft)) == (set(), {"table"})
    draft = replace(WHOLE, table=replace(TABLE, rows=(("测试乙（一级残疾）", "1", "2"),)))
    assert (grave(draft), warned(draft)) == (set(), {"table"})


def test_a_number_under_no_heading_is_named_by_its_column():
    draft = replace(WHOLE, table=replace(TABLE, rows=(("测试甲", "1", "2", ID),)))
    texts = [problem.text for problem in rules.problems(draft)]
    assert any("“4”有身份证号" in text for text in texts)
    assert any("有4格，表头有3列" in text for text in texts)


def test_text_in_a_column_of_numbers_is_refused():
    draft = replace(WHOLE, table=replace(TABLE, rows=(("测试甲", "二", ""),)))
    (problem,) = rules.problems(draft)
    assert "第1行的“数量”应为数字，现在是“二”" in problem.text


def test_nothing_to_say_is_refused_and_an_empty_table_as_well():
    assert grave(replace(WHOLE, body=" "), reviewing=True) == {"body"}
    assert grave(replace(WHOLE, table=replace(TABLE, rows=())), reviewing=True) == {"table"}
    assert grave(replace(WHOLE, body="", table=TABLE), reviewing=True) == set()


def test_a_title_without_mongolian_is_worth_a_look():
    assert warned(replace(WHOLE, title_mn=""), reviewing=True) == {"title_mn"}


# --- figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.50", "1234.50"), ("１２，０００", "12000"), ("1 234", "1234"), ("-3", "-3")],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert rules.number_of(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "二", "12元", "NaN", "Infinity"])
def test_what_is_no_number_is_none(text):
    assert rules.number_of(text) is None


def test_figures_are_households_and_the_last_column_of_yuan():
    assert rules.figures(replace(TABLE, rows=(*TABLE.rows, ("测试乙", "", "0.5"), ("测试丙", "1", "")))) == (3, 123500)


def test_what_is_no_money_is_not_told_as_money_and_what_is_nobody_not_as_a_household():
    area = RollTable(("户主姓名", "面积（亩）"), (), (False, True), (False, True), (("测试甲", "30"),))
    assert rules.figures(area) == (1, None)
    finance = RollTable(("项目", "支出（元）"), (), (False, True), (False, True), (("修路", "30"),))
    assert rules.figures(finance) == (None, 3000)
    assert rules.figures(RollTable()) == (None, None)
    assert rules.figures(RollTable(rows=((),))) == (None, None)


# --- the code on the sheet -------------------------------------------------------------------------------------------

UUIDS = st.uuids().map(lambda uuid: uuid.hex)
CODES = UUIDS.map(rules.sheet_code)


@given(UUIDS)
def test_every_code_is_read_back_however_it_is_typed(uuid):
    code = rules.sheet_code(uuid)
    typed = code.replace("-", "")
    wide = typed.translate({ord(sign): ord(sign) + 0xFEE0 for sign in typed})
    alike = code.replace("1", "I").replace("0", "O")
    for text in (
        code,
        code.lower(),
        typed,
        f" {code[:4]} {code[5:]} ",
        wide,
        alike,
        alike.lower(),
        code.replace("1", "l"),
    ):
        assert rules.read_code(text) == code


@given(CODES, st.integers(0, 7), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_noticed(code, place, letter):
    letters = list(code.replace("-", ""))
    letters[place] = letter
    assert rules.read_code("".join(letters)) == (code if letter == code.replace("-", "")[place] else "")


@pytest.mark.parametrize("text", ["", "2026-0012", "ABCD", "UUUU-UUUU", "公示公示公示公示", "0000-00000"])
def test_what_is_no_code_is_none(text):
    assert rules.read_code(text) == ""


# --- numbers, objections, filing -------------------------------------------------------------------------------------


def test_the_archive_number_tells_village_year_and_turn():
    assert rules.archive_number("000001001001", 2026, 7) == "000001001001-2026-007"
    assert rules.archive_number("000001001001", 2026, 1007) == "000001001001-2026-1007"


def test_an_objection_needs_its_content_and_a_day_that_can_be():
    posted = date(2026, 11, 16)
    assert rules.objection_problems(ObjectionDraft(TODAY, "数量不对"), posted, TODAY) == []
    assert rules.objection_problems(ObjectionDraft(TODAY, "数量不对"), None, TODAY) == []
    fields = [
        {problem.field for problem in rules.objection_problems(draft, posted, TODAY)}
        for draft in (
            ObjectionDraft(TODAY, " "),
            ObjectionDraft(TODAY + timedelta(1), "数量不对"),
            ObjectionDraft(posted - timedelta(1), "数量不对"),
        )
    ]
    assert fields == [{"content"}, {"received_on"}, {"received_on"}]


def test_an_objection_is_answered_within_calendar_days_rolled_to_a_working_day():
    assert rules.answer_due(date(2026, 3, 18), 10, CALENDAR).rolled == date(2026, 3, 30)  # the 28th is a Saturday
    assert rules.answer_due(date(2026, 12, 24), 10, CALENDAR).provisional


def test_an_answer_needs_words_and_a_day_that_can_be():
    received = date(2026, 11, 16)
    assert rules.answer_problems(received, "属实，已更正", TODAY, TODAY) == []
    assert [p.field for p in rules.answer_problems(received, "", TODAY, TODAY)] == ["answer"]
    assert [p.field for p in rules.answer_problems(received, "好", TODAY + timedelta(1), TODAY)] == ["answered_on"]
    assert [p.field for p in rules.answer_problems(received, "好", received - timedelta(1), TODAY)] == ["answered_on"]


def test_what_was_objected_to_is_filed_only_when_it_is_settled():
    assert rules.filing_problems(0, 0) == []
    (waits,) = rules.filing_problems(2, 0)
    assert "2件" in waits.text
    (upheld,) = rules.filing_problems(0, 1)
    assert "更正重贴" in upheld.text
    assert not upheld.warning
    assert rules.filing_problems(0, 1, "金额相同，只改了写法") == []


# --- beginning -------------------------------------------------------------------------------------------------------

KNOWN = {"village": "测试嘎查", "issuer": "测试苏木", "year": 2026, "span": "第一季度", "programme": "草原补奖"}


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("spoken", ["zh", "mn_Mong"])
def test_every_kind_begins_with_words_and_what_is_unknown_is_a_blank(kind, spoken):
    with speaking(spoken):
        title, body = rules.begun(kind, {**KNOWN, "households": 3, "total": "9.00"})
        assert title
        assert BLANK not in title + body
        assert "{" not in title + body
        unknown, _body = rules.begun(kind, {**KNOWN, "village": ""})
        assert BLANK in unknown


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_table_of_every_kind_says_of_each_column_what_it_holds(kind):
    table = rules.began_with(kind)
    columns = len(TEMPLATES[kind].columns)
    assert len(table.headings) == len(table.numbers) == len(table.summed) == columns
    assert all(number or not summed for number, summed in zip(table.numbers, table.summed, strict=True))
