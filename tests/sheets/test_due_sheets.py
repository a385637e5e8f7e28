"""What is due, and why on that day."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.rules.calendar import Calendar, CalendarYear, Unit, count, count_back
from app.sheets import due_list, due_reason
from app.sheets.due_list import DueListSheet, DueRow
from app.sheets.due_reason import DueReasonSheet

HOLIDAY = {date(2026, 10, day): "国庆节" for day in range(1, 8)}
CALENDAR = Calendar({2026: CalendarYear(2026, HOLIDAY, {date(2026, 10, 10): "国庆节"})})


def due(number, group=""):
    return DueRow(
        title=f"第{number}件信息",
        item="涉农补贴",
        responsible="农牧办公室",
        started_on=date(2026, 11, 3),
        due_on=date(2026, 12, 1),
        left="剩 5 个工作日",
        reason="自形成之日起20个工作日内，见《政府信息公开条例》第二十六条。",
        group=group,
    )


@pytest.fixture
def due_sheet(masthead):
    return DueListSheet(
        title="到期提醒单", as_of=date(2026, 11, 20), rows=(due(1), due(2)), totals=("共 2 条",), **masthead
    )


@pytest.fixture
def reason_sheet(masthead):
    return DueReasonSheet(
        title="到期日说明",
        item_title="草原补奖资金发放结果",
        count=count(date(2026, 9, 24), 10, Unit.WORKDAY, CALENDAR),
        sentence="自信息形成之日起10个工作日内公开。",
        time_limit="信息形成之日起10个工作日内",
        article="《政府信息公开条例》第二十六条",
        **masthead,
    )


def test_each_line_says_when_and_why(due_sheet, typefaces, texts):
    page = texts(due_list.draw(due_sheet, typefaces))[0].replace("\n", "")
    assert "截至 2026-11-20" in page
    assert "第1件信息 涉农补贴 农牧办公室 2026-11-03 2026-12-01 剩 5 个工作日" in page
    assert page.count("见《政府信息公开条例》第二十六条。") == 2


def test_groups_are_announced_once_and_never_left_alone_at_the_foot(due_sheet, typefaces, texts):
    rows = tuple(due(number, f"第{number // 7}组开头") for number in range(70))
    pages = texts(due_list.draw(replace(due_sheet, rows=rows), typefaces))
    assert len(re.findall("组开头", "".join(pages))) == 10
    for page in pages:
        if "组开头" in page:
            assert re.search("件信息", page[page.rindex("组开头") :])


def test_progress_counts_items_not_groups(due_sheet, typefaces):
    told = []
    rows = tuple(due(number, f"第{number}组") for number in range(40))
    due_list.draw(replace(due_sheet, rows=rows), typefaces, lambda done, total: told.append((done, total)))
    assert told[-1] == (40, 40)
    assert max(done for done, _total in told) == 40


def test_a_list_of_what_is_due_keeps_its_margins_and_its_bytes(due_sheet, typefaces, margins):
    pdf = due_list.draw(replace(due_sheet, rows=tuple(map(due, range(60)))), typefaces)
    assert min(margins(pdf)) >= 15
    assert pdf == due_list.draw(replace(due_sheet, rows=tuple(map(due, range(60)))), typefaces)


def test_the_strip_shows_each_day_and_its_number(reason_sheet, typefaces, texts):
    (page,) = texts(due_reason.draw(reason_sheet, typefaces))
    days = [date(2026, 9, 24) + timedelta(days=step) for step in range(21)]
    strip = page[: page.index("深色为计入的日子")]
    assert all(f"{day:%m-%d}" in strip for day in days)
    assert strip.count("国庆节") == 7
    assert strip.count("起算") == 1
    assert len(re.findall(r"到期(?!日)", strip)) == 1
    assert "调休上班" in strip


def test_the_explanation_names_sentence_article_and_day(reason_sheet, typefaces, texts):
    (page,) = texts(due_reason.draw(reason_sheet, typefaces))
    assert "计算方法 自信息形成之日起10个工作日内公开。" in page
    assert "依据 《政府信息公开条例》第二十六条" in page
    assert "到期日 2026-10-14（星期三）" in page
    assert "2026-10-10 星期六：国庆节调休上班，第7个工作日" in page


def test_a_year_without_calendar_is_called_provisional(reason_sheet, typefaces, texts):
    over = replace(reason_sheet, count=count(date(2026, 12, 25), 10, Unit.WORKDAY, CALENDAR))
    (page,) = texts(due_reason.draw(over, typefaces))
    assert re.search("到期日 2027-01-08（星期五），暂定", page)
    assert "暂定：2027年节假日安排尚未装入" in page


def test_a_backward_count_is_drawn_in_the_order_of_time(reason_sheet, typefaces, texts):
    back = replace(reason_sheet, count=count_back(date(2026, 11, 20), 5, CALENDAR))
    (page,) = texts(due_reason.draw(back, typefaces))
    strip = page[: page.index("深色为计入的日子")]
    assert strip.index("11-13") < strip.index("11-19") < strip.index("11-20")


def test_a_long_count_goes_on_within_the_margins(reason_sheet, typefaces, texts, margins):
    pdf = due_reason.draw(replace(reason_sheet, count=count(date(2026, 1, 1), 200, Unit.DAY, CALENDAR)), typefaces)
    whole = "".join(texts(pdf))
    assert all(f"第{number}日" in whole for number in range(1, 201))
    assert min(margins(pdf)) >= 15


def test_the_same_reason_gives_the_same_bytes(reason_sheet, typefaces):
    assert due_reason.draw(reason_sheet, typefaces) == due_reason.draw(reason_sheet, typefaces)
