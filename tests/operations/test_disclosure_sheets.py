"""Sheets in and out: each row's fate and why, and nothing but the plan is carried out."""

import csv
from datetime import date

import pytest
from openpyxl import load_workbook

from app.errors import Cancelled, UserError
from app.models.disclosure import ChannelEvent, Disclosure
from app.operations import disclosure_sheets, disclosures, history, offices
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.plans import Fate
from app.operations.plans import counted as fates
from app.rules.disclosures import ChannelDraft
from tests.factory import (
    OFFICE,
    TODAY,
    adopted,
    ask,
    counted,
    do,
    draft,
    index_terms,
    published,
    records,
    register,
    table_text,
)

HEADINGS = "信息名称\t目录事项\t形成日期\t获取日期\t公开日期\t公开渠道\t网址或地点\t备注"


def plan(store, *lines):
    return ask(store, disclosure_sheets.plan_pasted, "\n".join((HEADINGS, *lines)), TODAY)


def only(store, line):
    """The one line of the plan of one row."""
    (found,) = plan(store, line).lines
    return found


REFUSED = {
    "一\t\t2026-02-30": "没有“2026-02-30”这一天",
    "一\t\t26-3-2": "年份只有两位",
    "一\t\t下周": "“下周”不是日期",
    "\t\t2026-03-02": "请填写信息名称",
    "一": "请填写形成日期或获取日期",
    "一\t\t2026-03-19": "晚于今天",
    "一\t\t2026-03-02\t\t\t政府网站": "填了公开渠道，却没有公开日期",
    "一\t\t2026-03-02\t\t2026-03-19": "公开日期 2026-03-19 晚于今天",
    "一\t\t2026-03-02\t\t\t\t\t000000199001010019": "这里有身份证号",
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.items())
def test_a_row_that_cannot_be_taken_says_why(line, reason, store):
    found = only(store, line)
    assert (found.fate, found.row) == (Fate.REFUSED, 2)
    assert reason in found.reason
    assert found.name


TAKEN = {
    "一\t\t2026-03-02": "没有选择目录事项",
    "一\t没有的事项\t2026-03-02": "目录里没有事项“没有的事项”",
    "一\t\t2026-03-02\t\t2026-03-10\t大喇叭": "认不出公开渠道“大喇叭”，已按“其他”登记",
    "一\t\t2026-03-02\t\t2026-03-01\t政府网站": "早于形成日期",
    "一\t\t2026-03-02\t2026-03-01": "获取日期早于形成日期",
    "一\t\t2026-03-02\t\t\t\t\t13800000000": "这里有手机号",
    "\ue2c1\ue27e\ue317\ue27e\ue2e8\t\t2026-03-02": "“信息名称”列的蒙古文用的是旧编码（蒙科立），已转换",
}


@pytest.mark.parametrize(("line", "warning"), TAKEN.items())
def test_a_doubtful_row_is_taken_with_a_warning(line, warning, store):
    found = only(store, line)
    assert found.fate is Fate.TAKEN
    assert warning in "".join(found.warnings)


@pytest.mark.parametrize("day", ["2026-3-2", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302", "46083"])
def test_days_are_read_as_people_write_them(day, store):
    found = plan(store, f"一\t\t{day}")
    assert [row.draft.formed_on for row in found.ready] == [date(2026, 3, 2)]


def test_a_row_is_tied_to_its_catalog_item(store):
    adopted(store, table_text(("招生", "划片范围", "5个工作日内"), ("招生", "咨询电话", "长期公开")))
    found = plan(store, "一\t划片范围\t2026-03-02", "二\t招生\t2026-03-02")
    assert [(bool(row.draft.item_key), row.draft.responsible) for row in found.ready] == [(True, "测试局"), (False, "")]
    assert "招生" in "".join(found.lines[1].warnings)


def test_several_channels_of_a_row_are_appearances_of_one_item(store):
    found = plan(store, "一\t\t2026-03-02\t\t2026-03-10\t政府网站；公示栏、政府网站\t一楼")
    assert do(store, disclosure_sheets.accept, found, TODAY) == 1
    assert counted(store, Disclosure) == 1
    with store.read() as session:
        events = [(e.channel, e.published_on, e.place) for e in session.query(ChannelEvent)]
    assert events == [("website", date(2026, 3, 10), "一楼"), ("board", date(2026, 3, 10), "一楼")]
    (row,) = records(store)["disclosure"].values()
    assert (row["status"], row["on_web"], row["published_on"]) == ("published", True, date(2026, 3, 10))


def test_the_same_sheet_twice_brings_nothing_twice(store):
    lines = ("一\t\t2026-03-02", "二\t\t\t2026-03-03", "一\t\t2026-03-02", "一\t\t2026-03-03")
    first = plan(store, *lines)
    assert [line.fate for line in first.lines] == [Fate.TAKEN, Fate.TAKEN, Fate.UNCHANGED, Fate.TAKEN]
    do(store, disclosure_sheets.accept, first, TODAY)
    again = plan(store, *lines)
    assert {line.fate for line in again.lines} == {Fate.UNCHANGED}
    with pytest.raises(UserError, match="表中的 4 行台账里都已经有了"):
        do(store, disclosure_sheets.accept, again, TODAY)


def test_an_offices_own_headings_are_understood(store):
    text = (
        "序号\t信息标题\t发文字号\t成文日期\t公开时间\t公开渠道\n1\t甲\t测政发〔2026〕1号\t2026-03-02\t2026-03-10\t网站"
    )
    found = ask(store, disclosure_sheets.plan_pasted, text, TODAY)
    (ready,) = found.ready
    assert (ready.draft.title, ready.draft.document_number, ready.draft.formed_on) == (
        "甲",
        "测政发〔2026〕1号",
        date(2026, 3, 2),
    )
    assert [event.published_on for event in ready.events] == [date(2026, 3, 10)]
    assert not any("不认识" in note for note in found.notes)


def test_our_own_heading_goes_before_another_name_for_it(store):
    text = "发布时间\t信息名称\t形成日期\t公开日期\n昨天\t甲\t2026-03-02\t2026-03-10"
    found = ask(store, disclosure_sheets.plan_pasted, text, TODAY)
    assert [event.published_on for event in found.ready[0].events] == [date(2026, 3, 10)]
    assert any("不认识“发布时间”" in note for note in found.notes)


def test_exactly_the_plan_is_carried_out(store):
    found = plan(store, *(f"信息{number}\t\t{'2026-03-02' if number % 3 else '错'}" for number in range(30)))
    counts = fates(found.lines)
    assert (counts["taken"], counts["refused"], len(found.lines)) == (20, 10, 30)
    assert do(store, disclosure_sheets.accept, found, TODAY) == len(found.ready) == 20
    taken = [line.name for line in found.lines if line.fate is Fate.TAKEN]
    assert sorted(row["title"] for row in records(store)["disclosure"].values()) == sorted(taken)
    assert {row["due_on"] for row in records(store)["disclosure"].values()} == {date(2026, 3, 30)}
    assert ask(store, history.last_undoable) is not None


def test_an_import_is_one_step_back(store):
    before, terms = records(store), index_terms(store)
    do(store, disclosure_sheets.accept, plan(store, "一\t\t2026-03-02", "二\t\t2026-03-02"), TODAY)
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert (records(store), index_terms(store)) == (before, terms)


def test_an_import_that_is_stopped_keeps_nothing(store):
    before, terms, told = records(store), index_terms(store), []

    def stop(done, total):
        told.append((done, total))
        if done >= 200:
            raise Cancelled

    found = plan(store, *(f"信息{number}\t\t2026-03-02" for number in range(450)))
    with pytest.raises(Cancelled):
        do(store, disclosure_sheets.accept, found, TODAY, stop)
    assert told == [(0, 450), (200, 450)]
    assert (records(store), index_terms(store)) == (before, terms)


def test_a_table_without_our_headings_says_so(store):
    found = ask(store, disclosure_sheets.plan_pasted, "姓名\t金额\n甲\t1", TODAY)
    assert (found.ready, found.lines) == ((), ())
    assert "没有找到表头" in found.notes[0]


def test_the_template_is_an_empty_sheet_that_reads_back(store, tmp_path):
    disclosure_sheets.write_template(tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [column.heading for column in disclosure_sheets.COLUMNS]
    page.append(["从模板来", None, None, None, None, None, date(2026, 3, 2)])
    book.save(tmp_path / "t.xlsx")
    found = ask(store, disclosure_sheets.plan_file, tmp_path / "t.xlsx", TODAY)
    assert [(row.draft.title, row.draft.formed_on) for row in found.ready] == [("从模板来", date(2026, 3, 2))]


@pytest.fixture
def kept(store):
    """A register with all fields of use in it."""
    adopted(store, table_text(("招生", "划片范围", "5个工作日内")))
    (row,) = plan(store, "有目录事项\t划片范围\t2026-03-02").ready
    do(store, disclosures.register, row.draft, TODAY)
    everything = draft(
        "各项齐全",
        title_mn="ᠮᠡᠳᠡᠭᠡ",
        document_number="测政发〔2026〕1号",
        responsible="甲科",
        obtained_on=date(2026, 3, 4),
        time_limit="自信息形成之日起7个工作日内",
        summary="第一行\n第二行",
        note="备注，带逗号",
    )
    do(store, disclosures.register, everything, TODAY)
    uuid = published(store, "两个渠道", channels=("board", "website"))
    register(store, "=1+1")
    register(store, "'@SUM(A1)", note="+86")
    return store, uuid


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_what_is_exported_reads_back_the_same_in_another_office(name, kept, tmp_path):
    store, _ = kept
    disclosure_sheets_path = tmp_path / name
    ask(store, disclosure_sheets.export, DisclosureFilter(), TODAY, disclosure_sheets_path)
    again = ask(store, disclosure_sheets.plan_file, disclosure_sheets_path, TODAY)
    assert {line.fate for line in again.lines} == {Fate.UNCHANGED}
    other = offices.create_store(tmp_path / "other.iltod", OFFICE)
    adopted(other, table_text(("招生", "划片范围", "5个工作日内")))
    do(other, disclosure_sheets.accept, ask(other, disclosure_sheets.plan_file, disclosure_sheets_path, TODAY), TODAY)
    assert comparable(other) == comparable(store)
    other.close()


def comparable(store):
    local = {"uuid", "id"}
    rows = records(store)["disclosure"].values()
    return sorted(sorted((key, str(value)) for key, value in row.items() if key not in local) for row in rows)


def test_the_export_holds_exactly_what_the_filter_shows(kept, tmp_path):
    store, uuid = kept
    do(store, disclosures.publish, [uuid], [ChannelDraft("board", date(2026, 3, 12), "一楼")], TODAY)
    ask(store, disclosure_sheets.export, DisclosureFilter(channel="board"), TODAY, tmp_path / "out.xlsx")
    page = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    headings, *rows = page.iter_rows(values_only=True)
    (row,) = (dict(zip(headings, row, strict=True)) for row in rows)
    assert (row["信息名称"], row["状态"], row["网址或地点"]) == ("两个渠道", "已公开", "一楼")
    assert row["公开日期"].date() == date(2026, 3, 10)
    assert {"政府网站", "社区/企事业单位/村公示栏（电子屏）"} == set(row["公开渠道"].split("；"))


def test_no_cell_of_an_export_can_run_as_a_formula(kept, tmp_path):
    store, _ = kept
    ask(store, disclosure_sheets.export, DisclosureFilter(), TODAY, tmp_path / "out.xlsx")
    ask(store, disclosure_sheets.export, DisclosureFilter(), TODAY, tmp_path / "out.csv")
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        texts += [text for line in csv.reader(file) for text in line]
    assert [text for text in texts if text[:1] in "=+-@" and text] == []
    assert "'=1+1" in texts
    assert "'+86" in texts
