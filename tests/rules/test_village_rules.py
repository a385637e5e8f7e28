"""What a village must disclose and when, and where it stands in the tree."""

from datetime import date
from pathlib import Path

import pytest

from app.exchange.calendars import load_folder
from app.rules.offices import Level, OfficeDraft
from app.rules.villages import (
    CYCLE_NAMES,
    MONTHS,
    PRIVATE_PLACE,
    PROGRESS_NAMES,
    THEME_NAMES,
    Cycle,
    MatterDraft,
    Occasion,
    Progress,
    Theme,
    cycle_of,
    matter_problems,
    merge_problems,
    occasions,
    pays,
    place_problems,
    progress,
    read_code,
    tells_number,
    theme_of,
)

CALENDAR = load_folder(Path(__file__).resolve().parents[2] / "resources" / "calendars")

LIMITS = {
    "": Cycle.QUARTERLY,
    "一般事项至少每季度公布一次": Cycle.QUARTERLY,
    "集体财务至少每季度公开一次；财务往来较多的，收支情况应当每月公开一次": Cycle.QUARTERLY,
    "每季度的首个月20日": Cycle.QUARTERLY,
    "每月10日前": Cycle.MONTHLY,
    "每两个月公开一次": Cycle.MONTHLY,
    "每半年": Cycle.HALF_YEARLY,
    "每年1月31日前": Cycle.YEARLY,
    "信息形成或者变更之日起20个工作日内": Cycle.AT_ONCE,
    "涉及村民利益的重大事项应当随时公布": Cycle.AT_ONCE,
}


@pytest.mark.parametrize(("limit", "cycle"), LIMITS.items())
def test_the_cycle_is_read_from_the_time_limit(limit, cycle):
    assert cycle_of(limit) is cycle


THEMES = {
    "低保对象名单": Theme.ASSISTANCE,
    "草原生态保护补助奖励": Theme.SUBSIDY,
    "财务收支": Theme.FINANCE,
    "高龄养老补贴": Theme.CARE,
    "宅基地使用": Theme.LAND,
    "脱贫人口帮扶": Theme.REVITALISATION,
    "村民自治章程": Theme.AFFAIRS,
}


@pytest.mark.parametrize(("name", "theme"), THEMES.items())
def test_the_theme_is_told_by_the_words_of_a_name(name, theme):
    assert theme_of(name) is theme


def test_the_first_name_that_tells_a_theme_decides():
    assert theme_of("其他", "村级财务", "社会救助") is Theme.FINANCE
    assert theme_of() is Theme.AFFAIRS


def test_every_cycle_theme_and_progress_has_a_name():
    assert set(CYCLE_NAMES) == set(Cycle)
    assert set(THEME_NAMES) == set(Theme)
    assert set(PROGRESS_NAMES) == set(Progress)
    assert set(MONTHS) == set(Cycle) - {Cycle.AT_ONCE}


@pytest.mark.parametrize(
    ("cycle", "number", "ends"),
    [
        (Cycle.MONTHLY, 12, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 12, 31)]),
        (Cycle.QUARTERLY, 4, [date(2026, 3, 31), date(2026, 12, 31)]),
        (Cycle.HALF_YEARLY, 2, [date(2026, 6, 30), date(2026, 12, 31)]),
        (Cycle.YEARLY, 1, [date(2026, 12, 31)]),
        (Cycle.AT_ONCE, 0, []),
    ],
)
def test_a_cycle_falls_due_at_the_end_of_each_of_its_spans(cycle, number, ends):
    found = occasions(cycle, "", 2026, CALENDAR)
    assert len(found) == number
    assert [each.number for each in found] == list(range(1, number + 1))
    assert set(ends) <= {each.due_on for each in found}
    assert all(each.first <= each.due_on == each.last for each in found)


def test_the_days_a_time_limit_names_are_kept():
    quarters = occasions(Cycle.QUARTERLY, "每季度的首个月20日", 2026, CALENDAR)
    assert [each.due_on for each in quarters] == [date(2026, month, 20) for month in (1, 4, 7, 10)]
    assert quarters[0].last == date(2026, 3, 31)
    (year,) = occasions(Cycle.YEARLY, "每年1月31日前", 2026, CALENDAR)
    assert (year.due_on, year.last) == (date(2026, 1, 31), date(2026, 12, 31))


def test_a_limit_of_another_cycle_than_the_one_chosen_names_no_day():
    months = occasions(Cycle.MONTHLY, "每季度的首个月20日", 2026, CALENDAR)
    assert months[0].due_on == date(2026, 1, 31)


def test_occasions_of_a_year_without_a_calendar_are_provisional():
    assert not any(each.provisional for each in occasions(Cycle.MONTHLY, "", 2026, CALENDAR))
    assert all(each.provisional for each in occasions(Cycle.MONTHLY, "", 2060, CALENDAR))


SPRING = Occasion(2, date(2026, 4, 1), date(2026, 6, 30), date(2026, 4, 20))
PROGRESSES = {
    (date(2026, 3, 31), False): Progress.COMING,
    (date(2026, 4, 1), False): Progress.DUE,
    (date(2026, 4, 20), False): Progress.DUE,
    (date(2026, 4, 21), False): Progress.LATE,
    (date(2026, 4, 21), True): Progress.DONE,
    (date(2026, 3, 1), True): Progress.DONE,
}


@pytest.mark.parametrize(("case", "expected"), PROGRESSES.items())
def test_progress_is_told_by_the_day_and_by_what_was_posted(case, expected):
    today, done = case
    assert progress(SPRING, done, today) is expected


def test_what_has_not_begun_is_provisional_while_its_calendar_is_missing():
    unknown = Occasion(1, date(2060, 1, 1), date(2060, 3, 31), date(2060, 3, 31), True)
    assert progress(unknown, False, date(2059, 12, 1)) is Progress.PROVISIONAL
    assert progress(unknown, False, date(2060, 2, 1)) is Progress.DUE


PAYS = {
    ("草原生态保护补助奖励", "草原生态保护补助奖励"): True,
    ("草原生态保护补助奖励", "草原生态保护补助奖励资金"): True,
    ("耕地地力保护补贴", "耕地地力保护补贴资金"): True,
    ("耕地地力保护补贴", "农机购置补贴"): False,
    ("耕地地力保护补贴", ""): False,
    ("惠民惠农惠牧财政补贴", "农机购置补贴"): True,
    ("政府部门对农业补贴", "农机购置补贴"): True,
    ("财务收支", "补贴"): False,
}


@pytest.mark.parametrize(("names", "expected"), PAYS.items())
def test_a_pay_out_discloses_the_matter_its_name_belongs_to(names, expected):
    assert pays(*names) is expected


CODES = {
    "150000001001": "150000001001",
    " 150000 001 001 ": "150000001001",
    "150000-001-001": "150000001001",
    "'150000001001": "150000001001",
    "150000001001.0": "150000001001",
    "1.50000001001E+11": "150000001001",
    "1.5E+11": "",
    "1.500000e11": "",
    "巴彦嘎查": "巴彦嘎查",
    "": "",
}


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_a_code_is_read_as_people_and_spreadsheets_write_it(text, code):
    assert read_code(text) == code


def office(code="000001001001", name="演示嘎查", level=Level.VILLAGE, **more):
    return OfficeDraft(code, name, level, **more)


def test_a_village_of_the_own_tree_has_nothing_against_it():
    assert place_problems(office(phone="0470-0000000", committee="村务监督委员会"), "000001") == []
    assert place_problems(office("000001", "测试旗", Level.BANNER), "000001") == []


def test_an_office_of_another_banner_is_refused_with_the_code_it_should_have():
    (problem,) = place_problems(office("000002001001"), "000001")
    assert (problem.field, problem.warning) == ("code", False)
    assert problem.text == "代码“000002001001”不属于本单位：前6位应为000001。请核对代码。"


def test_a_code_of_wrong_length_is_refused_before_anything_is_said_of_its_tree():
    (problem,) = place_problems(office("0000020010"), "000001")
    assert problem.text == "行政区划代码应为 12 位数字，现在是“0000020010”。"


def test_a_telephone_that_looks_like_none_is_doubted():
    (problem,) = place_problems(office(phone="找会计"), "000001")
    assert (problem.field, problem.warning) == ("phone", True)


def test_a_personal_number_in_what_stands_on_every_sheet_is_refused():
    (problem,) = place_problems(office(committee="演示甲 11010119900307299X"), "000001")
    assert (problem.field, problem.message, problem.warning) == ("committee", PRIVATE_PLACE, False)
    assert tells_number("11010119900307299X")
    assert not tells_number("演示嘎查")


STANDING = {"000001001001", "000001001002"}
MERGERS = {
    ("000001001001", "000001001002", date(2026, 1, 1)): [],
    ("000001001009", "000001001002", date(2026, 1, 1)): ["code"],
    ("000001001001", "000001001001", date(2026, 1, 1)): ["into"],
    ("000001001001", "000001001009", date(2026, 1, 1)): ["into"],
    ("000001001001", "000001001002", None): ["on"],
}


@pytest.mark.parametrize(("case", "fields"), MERGERS.items())
def test_only_a_standing_village_goes_into_another_standing_one_on_a_day(case, fields):
    code, into, on = case
    assert [problem.field for problem in merge_problems(code, into, STANDING, on)] == fields


def test_a_matter_needs_a_name_and_should_have_an_owner():
    assert matter_problems(MatterDraft(name="财务收支", owner="嘎查村民委员会")) == []
    name, owner = matter_problems(MatterDraft())
    assert (name.field, name.warning) == ("name", False)
    assert (owner.field, owner.warning) == ("owner", True)
