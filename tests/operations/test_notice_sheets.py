"""Notices as a spreadsheet: what is taken, what is not and why, and what goes out."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import UserError
from app.operations import notice_lists, notice_sheets, offices
from app.operations.notice_lists import NoticeFilter, opened
from app.operations.plans import Fate
from app.rules.calendar import Unit
from app.rules.notice_templates import NoticeKind
from tests.factory import TODAY, ask, do
from tests.notice_board import announced, drafted, filed, paid, pay_row, placed, posted, village

HEAD = "嘎查村\t公示种类\t公示标题\t正文\t年份\t公示期\t张贴日期\t取下日期\t建档日期\t户数\t金额（元）"


@pytest.fixture(autouse=True)
def places(store):
    placed(store, 3)


def plan(store, *rows, head=HEAD):
    return ask(store, notice_sheets.plan_pasted, "\n".join((head, *rows)), TODAY)


def line(store, row, head=HEAD):
    (found,) = plan(store, row, head=head).lines
    return found


def taken(store, *rows, head=HEAD):
    """The notices of these rows, the oldest first."""
    do(store, notice_sheets.accept, plan(store, *rows, head=head))
    found = ask(store, notice_lists.listed, NoticeFilter(), TODAY)
    return [ask(store, opened, row.uuid, TODAY) for row in reversed(found)]


def test_a_row_becomes_a_draft_with_its_period_and_its_figures(store):
    (made,) = taken(store, "演示嘎查1\t危房改造对象公示\t测试公示\t正文。\t2025\t5个工作日\t\t\t\t12\t3,400.50")
    assert (made.row.status, made.row.kind, made.row.year) == ("draft", NoticeKind.HOUSING, 2025)
    assert (made.draft.period_days, made.draft.period_unit) == (5, Unit.WORKDAY)
    assert (made.row.households, made.row.amount_fen) == (12, 340050)
    assert made.row.number == "2025-0001"


def test_a_row_without_title_and_text_takes_those_of_its_kind(store):
    (made,) = taken(store, "演示嘎查2\t惠民惠农惠牧补贴发放\t\t\t2026\t\t\t\t\t12\t3400.50")
    assert made.draft.title == "演示嘎查22026年＿＿发放情况公示"
    assert "共发放12户，合计3400.50元" in made.draft.body
    assert made.draft.title_mn


def test_what_hung_long_ago_comes_in_with_its_days_and_its_state(store):
    hanging, down, kept = taken(
        store,
        "演示嘎查1\t村级财务公开\t一季度财务\t\t2026\t\t2026-03-16\t\t\t\t",
        "演示嘎查1\t村级财务公开\t去年财务\t\t2025\t7日\t2025-12-01\t2025-12-10\t\t\t",
        "演示嘎查2\t村级财务公开\t前年财务\t\t2024\t长期\t2024-01-05\t2024-02-01\t2024-02-02\t\t",
    )
    assert (hanging.row.state, hanging.row.last_on) == ("running", date(2026, 3, 23))
    assert (down.row.state, down.taken_down_on) == ("taken_down", date(2025, 12, 10))
    assert (kept.row.state, kept.filed_on, kept.row.last_on) == ("filed", date(2024, 2, 2), None)
    assert kept.row.archive_number == f"{village(2)}-2024-001"
    assert kept.retention == "30"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("没有的嘎查\t\t测试公示\t\t2026", "没有叫“没有的嘎查”的嘎查村"),
        ("\t\t测试公示\t\t2026", "没有嘎查村"),
        ("演示嘎查1\t没有的种类\t测试公示\t\t2026", "公示种类"),
        ("演示嘎查1\t\t测试公示\t\t二〇二六", "年份“二〇二六”"),
        ("演示嘎查1\t\t测试公示\t\t20261", "年份“20261”"),
        ("演示嘎查1\t\t测试公示\t\t2026\t两周", "看不懂公示期“两周”"),
        ("演示嘎查1\t征收土地预公告\t测试公示\t\t2026\t5个工作日", "不得少于10"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t2026-04-01", "晚于今天"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t2026-02-30", "2026-02-30"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t2026-03-02\t2026-03-01", "早于“张贴日期”"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t\t2026-03-01", "却没有“张贴日期”"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t\t\t\t-3\t", "不能小于零"),
        ("演示嘎查1\t\t测试公示\t\t2026\t\t\t\t\t\t一百元", "一百元"),
        ("演示嘎查1\t\t测试公示\t身份证11010519491231002X\t2026", "身份证"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(store, row, reason):
    found = line(store, row)
    assert found.fate is Fate.REFUSED
    assert reason in found.reason


def test_the_same_sheet_twice_brings_nothing_twice(store):
    row = "演示嘎查1\t\t测试公示\t\t2026"
    assert [found.fate for found in plan(store, row, row).lines] == [Fate.TAKEN, Fate.UNCHANGED]
    taken(store, row)
    again = plan(store, row)
    assert [found.fate for found in again.lines] == [Fate.UNCHANGED]
    with pytest.raises(UserError, match="没有重复登记"):
        do(store, notice_sheets.accept, again)


def test_an_empty_plan_changes_nothing(store):
    with pytest.raises(UserError, match="没有读到"):
        do(store, notice_sheets.accept, plan(store, "没有的嘎查\t\t测试公示\t\t2026"))


def test_the_period_is_the_offices_own_where_the_sheet_is_silent(store):
    do(store, offices.choose, "period_finance", "15")
    (made,) = taken(store, "演示嘎查1\t村级财务公开\t测试公示\t\t2026")
    assert made.draft.period_days == 15


@pytest.mark.parametrize(("text", "days"), [("7", 7), ("10天", 10), ("长期", 0), ("7 日", 7)])
def test_periods_are_read_as_people_write_them(store, text, days):
    (made,) = taken(store, f"演示嘎查1\t\t测试公示\t\t2026\t{text}")
    assert (made.draft.period_days, made.draft.period_unit) == (days, Unit.DAY)


def test_progress_is_told_and_a_cancelled_import_leaves_nothing(store):
    rows = [f"演示嘎查1\t\t测试公示{n}\t\t2026" for n in range(3)]

    def stop(done, total):
        assert total == 3
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        do(store, notice_sheets.accept, plan(store, *rows), stop)
    assert ask(store, notice_lists.counted, NoticeFilter(), TODAY) == 0


def rows_of(path):
    heads, *rows = [[cell.value for cell in row] for row in load_workbook(path).active]
    return [dict(zip([str(head).strip("*") for head in heads], row, strict=True)) for row in rows]


def test_the_filtered_list_goes_out_with_state_and_days(store, tmp_path):
    filed(store)
    posted(store, village(2), title="别村的公示", period_days=0)
    announced(store, paid(store, pay_row(1, 3), pay_row(2, 3)))
    path = tmp_path / "公示.xlsx"
    assert ask(store, notice_sheets.export, NoticeFilter(), TODAY, path) == 3
    pay_out, long_term, kept = rows_of(path)
    assert (kept["状态"], kept["档号"], kept["保管期限"]) == ("已建档", f"{village(1)}-2026-001", "30年")
    assert (kept["户数"], kept["金额（元）"]) == (5, 1502.5)
    assert (long_term["嘎查村"], long_term["公示期"], long_term["状态"]) == ("演示嘎查2", "长期", "长期公示")
    assert (pay_out["补贴项目"], pay_out["户数"], Decimal(str(pay_out["金额（元）"]))) == (
        "草原生态保护补助奖励", 2, Decimal(500),
    )  # fmt: skip
    assert ask(store, notice_sheets.export, NoticeFilter("filed"), TODAY, tmp_path / "a.csv") == 1


def test_what_went_out_comes_in_again_at_another_office(store, tmp_path):
    filed(store)
    path = tmp_path / "公示.xlsx"
    ask(store, notice_sheets.export, NoticeFilter(), TODAY, path)
    assert [found.fate for found in ask(store, notice_sheets.plan_file, path, TODAY).lines] == [Fate.UNCHANGED]


def test_no_personal_number_goes_out_in_a_sheet_or_in_its_name(store, tmp_path):
    drafted(store, note="联系13800001234", title="测试公示 13800001234")
    path = tmp_path / "公示.csv"
    ask(store, notice_sheets.export, NoticeFilter(), TODAY, path)
    text = path.read_text(encoding="utf-8-sig")
    assert "13800001234" not in text
    assert "测试公示" in text
    with pytest.raises(UserError, match="文件名"):
        ask(store, notice_sheets.export, NoticeFilter(), TODAY, tmp_path / "13800001234.csv")


def test_the_template_can_be_filled_in_and_read(store, tmp_path):
    path = tmp_path / "模板.xlsx"
    notice_sheets.write_template(path)
    book = load_workbook(path)
    heads = [str(cell.value).strip("*") for cell in book.active[1]]
    values = {"嘎查村": "演示嘎查1", "公示标题": "测试公示", "年份": 2026, "公示期": "7日"}
    book.active.append([values.get(head) for head in heads])
    book.save(path)
    (found,) = ask(store, notice_sheets.plan_file, path, TODAY).lines
    assert found.fate is Fate.TAKEN


def test_a_table_is_read_from_a_spreadsheet_as_it_stands(tmp_path):
    book = Workbook()
    for row in (
        ("户主姓名", "人口", "面积", "备注"),
        ("演示户甲", 3, 12.5, None),
        (None,) * 4,
        ("演示户乙", 2, 8, "租"),
    ):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    table = notice_sheets.table_from(tmp_path / "表.xlsx", NoticeKind.HOUSING)
    assert table.headings == ("户主姓名", "人口", "面积", "备注")
    assert table.rows == (("演示户甲", "3", "12.5", ""), ("演示户乙", "2", "8", "租"))
    assert table.numbers == (False, True, True, False)
    assert table.headings_mn[0] != ""


def test_a_spreadsheet_without_anything_is_no_table(tmp_path):
    Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(UserError, match=r"空\.xlsx"):
        notice_sheets.table_from(tmp_path / "空.xlsx")
