"""Pay-out lists as offices send them: what is taken, what is not, and what the clerk is told of it."""

from datetime import date

import pytest

from app.errors import Cancelled, UserError
from app.operations import notices, payouts, refused_rows, villages
from app.operations.payout_plans import COLUMNS, Defaults, RollKey, plan_file, plan_pasted
from tests.factory import TODAY, ask, do
from tests.operations.payout_lists import (
    BAYAN,
    HAAN,
    HEADINGS,
    OTHER_BAYAN,
    WHOLE_LIST,
    banner,
    fates,
    identity,
    planned,
    said,
    workbook,
)


@pytest.fixture
def office(store):
    return banner(store)


@pytest.fixture
def book(tmp_path):
    return tmp_path / "list.xlsx"


def row(number=1, village="演示巴彦嘎查", amount=100, name=""):
    return village, name or f"演示户{number}", identity(number), amount


def only(plan):
    """The rows taken, whatever roll they go to."""
    return [each for rows in plan.rolls.values() for each in rows]


def test_a_list_is_taken_into_a_roll_for_each_village(office, book):
    plan = planned(office, book, HEADINGS, row(1), row(2), row(3, "演示哈安嘎查", 50.5))
    assert fates(plan) == ["taken"] * 3
    assert [(each.village, each.rows, each.total_fen) for each in plan.totals] == [
        ("演示巴彦嘎查", 2, 200_00),
        ("演示哈安嘎查", 1, 50_50),
    ]
    assert (plan.rows, plan.total_fen, plan.notes) == (3, 250_50, ())


def test_title_rows_merged_over_the_list_are_passed_over(office, book):
    rows = ("2026年演示草原补奖发放名册",), ("单位：元", "", "", "2026-03-01"), HEADINGS, row()
    plan = planned(office, book, *rows, merged=["A1:D1"])
    assert fates(plan) == ["taken"]
    assert only(plan)[0].amount_fen == 100_00


def test_headings_on_two_lines_are_read_together_with_their_units(office, book):
    upper = ("序号", "嘎查村", "户主姓名", "身份证号", "补贴情况", "", "")
    lower = ("", "", "", "", "面积(亩)", "标准（元/亩）", "金额(元)")
    data = (1, "演示巴彦嘎查", "演示户1", identity(1), 40, 2.5, 100)
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"]
    plan = planned(office, book, upper, lower, data, merged=merged)
    assert fates(plan) == ["taken"]
    (read,) = only(plan)
    assert (read.quantity, read.unit, read.standard, read.amount_fen) == ("40", "亩", "2.5", 100_00)


def test_a_second_line_of_units_alone_belongs_to_the_header(office, book):
    headings = ("嘎查村", "户主姓名", "身份证号", "补贴面积", "补贴金额")
    plan = planned(office, book, headings, ("", "", "", "（亩）", "（元）"), (*row()[:3], 40, 100))
    assert fates(plan) == ["taken"]


def test_a_header_printed_again_on_each_page_is_no_row(office, book):
    assert fates(planned(office, book, HEADINGS, row(1), HEADINGS, row(2))) == ["taken", "taken"]


@pytest.mark.parametrize("place", range(4))
def test_a_sum_is_known_in_whatever_column_it_says_so(office, book, place):
    headings = ("序号", "嘎查村", "户主姓名", "身份证号", "金额（元）")
    total = ["", "", "", "", 200]
    total[place] = "合 计"
    plan = planned(office, book, headings, (1, *row(1)), (2, *row(2)), total)
    assert fates(plan) == ["taken", "taken", "unchanged"]
    assert not plan.lines[-1].warnings


def test_a_sum_that_does_not_add_up_is_told_with_the_difference(office, book):
    plan = planned(office, book, HEADINGS, row(1), row(2), ("合计", "", "", 210))
    assert "210.00元" in said(plan, 4)
    assert "相差10.00元" in said(plan, 4)
    assert [(each.said_fen, each.off_fen) for each in plan.totals] == [(210_00, 10_00)]


def test_sums_of_villages_townships_and_all_are_each_checked_against_their_own_rows(office, book):
    rows = (
        HEADINGS,
        row(1),
        ("演示巴彦嘎查小计", "", "", 100),
        row(2, "演示哈安嘎查"),
        row(3, "演示哈安嘎查"),
        ("演示哈安嘎查小计", "", "", 200),
        ("演示苏木小计", "", "", 300),
        row(4, "演示南嘎查"),
        ("演示南嘎查小计", "", "", 90),
        ("总计", "", "", 400),
    )
    plan = planned(office, book, *rows)
    assert [line.row for line in plan.lines if line.warnings] == [9]
    assert {each.village: each.said_fen for each in plan.totals} == {
        "演示巴彦嘎查": 100_00,
        "演示哈安嘎查": 200_00,
        "演示南嘎查": 90_00,
    }


def test_a_refused_row_is_why_a_sum_is_more_than_what_is_taken(office, book):
    plan = planned(office, book, HEADINGS, row(1), (*row(2)[:2], "159900198001010000", 100), ("合计", "", "", 200))
    assert not plan.lines[-1].warnings
    assert [each.off_fen for each in plan.totals] == [100_00]


def test_blank_lines_and_the_line_of_who_signed_are_no_rows(office, book):
    plan = planned(office, book, HEADINGS, row(1), (), ("", "", "", ""), row(2), ("填表人：演示乙  审核人：演示丙",))
    assert fates(plan) == ["taken", "taken", "unchanged"]


@pytest.mark.parametrize("amount", ["一百元", "100元", "见附表", "-", "1.0.0"])
def test_words_in_an_amount_refuse_the_row_and_no_other(office, book, amount):
    plan = planned(office, book, HEADINGS, row(1, amount=amount), row(2))
    assert fates(plan) == ["refused", "taken"]
    assert amount in said(plan, 2)


def test_a_missing_amount_refuses_the_row(office, book):
    plan = planned(office, book, HEADINGS, row(1, amount=None))
    assert fates(plan) == ["refused"]
    assert "没有金额" in said(plan, 2)


@pytest.mark.parametrize("amount", [-100, 0])
def test_what_was_not_paid_out_is_refused(office, book, amount):
    plan = planned(office, book, HEADINGS, row(1, amount=amount))
    assert fates(plan) == ["refused"]
    assert "大于零" in said(plan, 2)


def test_an_amount_of_three_decimals_is_refused_with_the_amount(office, book):
    plan = planned(office, book, HEADINGS, row(1, amount="100.125"))
    assert fates(plan) == ["refused"]
    assert "100.125" in said(plan, 2)


def test_amounts_of_two_decimals_and_with_thousands_are_exact(office, book):
    plan = planned(office, book, HEADINGS, row(1, amount="1,234.56"), row(2, amount=0.29))
    assert [each.amount_fen for each in only(plan)] == [1234_56, 29]


def test_full_width_digits_are_kept_narrow(office, book):
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    headings = (*HEADINGS, "银行卡号", "数量")
    number = identity(1).translate(wide)
    rows = ("演示巴彦嘎查", "演示户1", number, "１００．５", "６２１７ ００００", "４０")
    (read,) = only(planned(office, book, headings, rows))
    assert (read.id_number, read.amount_fen, read.bank_card, read.quantity) == (identity(1), 100_50, "62170000", "40")


@pytest.mark.parametrize("number", ["1.59900198001010E+17", 159900198001010000, "159900198001010000", 1.59900198e17])
def test_a_number_a_spreadsheet_damaged_is_refused_with_the_cure(office, book, number):
    plan = planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户1", number, 100))
    assert fates(plan) == ["refused"]
    assert "文本格式" in said(plan, 2)


@pytest.mark.parametrize("number", [159900198001017777, 159900198001010123])
def test_a_number_kept_as_a_number_is_refused_whatever_its_last_digits(office, book, number):
    assert fates(planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户1", number, 100))) == ["refused"]


def test_a_wrong_check_digit_is_refused(office, book):
    right = identity(1)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    plan = planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户1", wrong, 100))
    assert fates(plan) == ["refused"]
    assert "校验码" in said(plan, 2)


def test_a_small_x_and_blanks_in_a_number_are_no_mistake(office, book):
    with_x = next(identity(n) for n in range(1000) if identity(n).endswith("X"))
    typed = f"{with_x[:6]} {with_x[6:14]} {with_x[14:]}".lower()
    (read,) = only(planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户1", typed, 100)))
    assert read.id_number == with_x


def test_a_row_without_number_is_taken_with_a_warning(office, book):
    plan = planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户1", "", 100))
    assert fates(plan) == ["taken"]
    assert "没有身份证号" in said(plan, 2)


def test_the_same_payment_twice_is_refused_and_names_the_first_row(office, book):
    plan = planned(office, book, HEADINGS, row(1), row(1))
    assert fates(plan) == ["taken", "refused"]
    assert "第2行" in said(plan, 3)


@pytest.mark.parametrize("again", [row(1, amount=70), row(1, "演示哈安嘎查", 70)])
def test_the_same_person_with_another_amount_or_village_is_a_warning(office, book, again):
    plan = planned(office, book, HEADINGS, row(1), again)
    assert fates(plan) == ["taken", "taken"]
    assert "第2行已出现" in said(plan, 3)


def test_two_people_of_one_name_without_numbers_are_a_warning(office, book):
    plan = planned(office, book, HEADINGS, ("演示巴彦嘎查", "演示户", "", 1), ("演示巴彦嘎查", "演示户", "", 1))
    assert fates(plan) == ["taken", "taken"]
    assert "同名" in said(plan, 3)


def test_an_unknown_village_is_refused_by_name(office, book):
    plan = planned(office, book, HEADINGS, row(1, "演示无此嘎查"))
    assert fates(plan) == ["refused"]
    assert "演示无此嘎查" in said(plan, 2)


@pytest.mark.parametrize(
    "village",
    [BAYAN, "演示巴彦嘎查", "演示巴彦", "演示巴彦村", "演示巴彦嘎查村委会", "演示 巴彦嘎查", "演示苏木演示巴彦嘎查"],
)
def test_a_village_is_known_however_it_is_written(office, book, village):
    assert [key.office_code for key in planned(office, book, HEADINGS, row(1, village)).rolls] == [BAYAN]


def test_of_two_villages_of_one_name_the_township_tells(office, book):
    do(office, villages.edit, OTHER_BAYAN, villages_draft(OTHER_BAYAN, "演示巴彦嘎查"))
    alone = planned(office, book, HEADINGS, row(1))
    assert fates(alone) == ["refused"]
    assert "苏木乡镇" in said(alone, 2)
    told = planned(office, book, ("苏木乡镇", *HEADINGS), ("测试镇", *row(1)), ("演示苏木", *row(2)))
    assert [key.office_code for key in told.rolls] == [OTHER_BAYAN, BAYAN]


def villages_draft(code, name):
    from app.rules.offices import Level, OfficeDraft

    return OfficeDraft(code, name, Level.VILLAGE)


def test_a_merged_village_goes_to_the_one_that_took_its_place(office, book):
    do(office, villages.merge, HAAN, BAYAN, date(2026, 1, 1))
    plan = planned(office, book, HEADINGS, row(1, "演示哈安嘎查"))
    assert [key.office_code for key in plan.rolls] == [BAYAN]
    assert "已并入“演示巴彦嘎查”" in said(plan, 2)


def test_the_same_list_twice_changes_nothing(office, book):
    plan = planned(office, book, HEADINGS, row(1), ("演示巴彦嘎查", "演示户无号", "", 5), ("合计", "", "", 105))
    do(office, payouts.accept, plan)
    again = ask(office, plan_file, book, WHOLE_LIST, TODAY)
    assert fates(again) == ["unchanged"] * 3
    with pytest.raises(UserError, match="已经有了"):
        do(office, payouts.accept, again)


def test_somebody_who_stands_in_a_roll_already_is_a_warning_in_the_next_list(office, book):
    do(office, payouts.accept, planned(office, book, HEADINGS, row(1)))
    plan = planned(office, book, HEADINGS, row(1, "演示哈安嘎查", 70))
    assert fates(plan) == ["taken"]
    assert "演示巴彦嘎查" in said(plan, 2)


def test_rows_for_a_roll_whose_notice_was_reviewed_are_refused(office, book):
    do(office, payouts.accept, planned(office, book, HEADINGS, row(1)))
    (roll,) = ask(office, payouts.rolls)
    do(office, payouts.edit, roll.uuid, "ᠲᠤᠰᠠᠯᠠᠮᠵᠢ", "")
    (notice,) = do(office, payouts.make_notices, [roll.uuid], TODAY)
    assert fates(planned(office, book, HEADINGS, row(2))) == ["taken"]
    do(office, notices.review, [notice], "演示乙", TODAY)
    plan = planned(office, book, HEADINGS, row(2))
    assert fates(plan) == ["refused"]
    assert "审核" in said(plan, 2)


def test_a_list_of_several_programmes_and_years_makes_a_roll_for_each(office, book):
    headings = ("补贴项目", "年度", "批次", *HEADINGS)
    rows = ("演示甲补贴", "2025年", "一", *row(1)), ("演示乙补贴", 2026, "", *row(1)), ("", "", "", *row(1))
    plan = planned(office, book, headings, *rows, defaults=Defaults(programme="演示丙补贴", year=2024, batch="二"))
    assert sorted(key[1:] for key in plan.rolls) == [
        ("演示丙补贴", 2024, "二"),
        ("演示乙补贴", 2026, "二"),
        ("演示甲补贴", 2025, "一"),
    ]
    assert fates(plan) == ["taken"] * 3


def test_a_list_that_says_neither_programme_nor_year_is_refused_with_both_reasons(office, book):
    plan = planned(office, book, HEADINGS, row(1), defaults=Defaults())
    assert "补贴项目" in said(plan, 2)
    assert "年份" in said(plan, 2)
    assert any("补贴项目" in note for note in plan.notes)


def test_a_sheet_for_each_village_is_known_by_its_name_or_its_title(office, book):
    headings = HEADINGS[1:]
    first = [("演示苏木演示哈安嘎查2026年补贴名册",), headings, row(1)[1:]]
    plan = planned(office, book, headings, row(2)[1:], title="演示巴彦", 表二=first, 表三=[headings, row(3)[1:]])
    assert {key.office_code: len(rows) for key, rows in plan.rolls.items()} == {BAYAN: 1, HAAN: 1}
    assert fates(plan) == ["taken", "taken", "refused"]
    assert plan.lines[1].name == "表二 / 演示户1"
    assert any("演示哈安嘎查" in note for note in plan.notes)


def test_a_title_with_a_village_within_another_name_names_none(office, book):
    plan = planned(office, book, ("2026年东演示巴彦嘎查补贴名册",), HEADINGS[1:], row(1)[1:])
    assert fates(plan) == ["refused"]


def test_a_whole_list_may_be_said_to_be_of_one_village(office, book):
    plan = planned(office, book, HEADINGS[1:], row(1)[1:], defaults=Defaults("演示补贴", year=2026, office_code=HAAN))
    assert [key.office_code for key in plan.rolls] == [HAAN]
    assert not plan.notes


@pytest.mark.parametrize(
    ("headings", "above"),
    [
        (("户主姓名", "金额（万元）"), ()),
        (("户主姓名", "金额"), ("单位：万元",)),
        (("户主姓名", "金额"), ("单位：亩、万元",)),
    ],
)
def test_amounts_in_ten_thousands_are_turned_into_yuan_and_said_so(office, book, headings, above):
    rows = (above, headings, ("演示户1", 0.0125), ("合计", 0.0125))
    plan = planned(office, book, *rows, defaults=Defaults("演示补贴", year=2026, office_code=HAAN))
    assert [each.amount_fen for each in only(plan)] == [125_00]
    assert not plan.lines[-1].warnings
    assert any("换算" in note for note in plan.notes)


def test_a_name_of_digits_alone_is_the_row_of_column_numbers(office, book):
    plan = planned(office, book, HEADINGS, ("1", "2", "3", "4"), row(1))
    assert fates(plan) == ["refused", "taken"]


def test_rows_that_are_pasted_are_planned_like_a_file(office):
    text = "\n".join("\t".join(map(str, each)) for each in (HEADINGS, row(1)))
    assert fates(ask(office, plan_pasted, text, WHOLE_LIST, TODAY)) == ["taken"]


def test_refused_rows_are_given_back_with_their_reasons(office, book, tmp_path):
    plan = planned(office, book, HEADINGS, row(1), row(2, "演示无此嘎查"))
    kept = tmp_path / "refused.xlsx"
    assert refused_rows.save(kept, plan.lines, book, [column.heading for column in COLUMNS]) == 1
    again = ask(office, plan_file, kept, WHOLE_LIST, TODAY)
    assert fates(again) == ["refused"]
    assert again.lines[0].name == "演示户2"


def test_planning_can_be_stopped(office, book):
    def stop(done, total):
        raise Cancelled

    rows = [row(number % 900, amount=number + 1) for number in range(2000)]
    path = workbook(book, HEADINGS, *rows)
    with pytest.raises(Cancelled):
        ask(office, plan_file, path, WHOLE_LIST, TODAY, stop)


def test_a_row_of_a_roll_goes_under_its_key(office, book):
    (key,) = planned(office, book, HEADINGS, row(1)).rolls
    assert key == RollKey(BAYAN, "演示草原补奖", 2026, "")
