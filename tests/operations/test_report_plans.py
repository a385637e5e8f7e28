"""Years of the annual report brought in: from our workbook, and from the JSON of an office below."""

import json
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from app.errors import UserError
from app.exchange.report_formats import formats
from app.models.office import Office
from app.operations import annual_reports, report_files
from app.operations.plans import Fate
from app.rules.annual_report_checks import findings
from app.rules.offices import Level
from app.rules.report_grids import placed
from tests.factory import OFFICE, ask, do
from tests.request_desk import replied

OWN, TOWNSHIP = OFFICE.code, "000001100"
NOW, TODAY = datetime(2027, 1, 5, 9, 30), date(2027, 1, 5)
FIGURES = {
    "2.normative.made": 3, "3.new.person": 18, "3.new.business": 3, "3.carried_in.person": 2, "3.1.person": 9,
    "3.1.business": 3, "3.3.4.person": 9, "3.carried_out.person": 2, "4.review.upheld": 1,
}  # fmt: skip
TOTALS = {
    "3.new.total": 21, "3.carried_in.total": 2, "3.1.total": 12, "3.3.4.total": 9, "3.7.person": 18, "3.7.business": 3,
    "3.7.total": 21, "3.carried_out.total": 2, "4.review.total": 1,
}  # fmt: skip


def places(form):
    """Where each figure stands in the workbook: the sheet, its row and its column."""
    return {
        cell.key: (table.title[:31], cell.row + 2, cell.column + 1)
        for table in formats()[form].tables
        if table.printed
        for cell in placed(table, {}).cells
        if cell.key
    }


def filled(path, values, year=2023, form="2021", texts=(), **about):
    """Our template with figures in it, as a clerk fills it in; a figure may be any text."""
    report_files.template(path, form)
    book = openpyxl.load_workbook(path)
    said = {"报告年份": year, **about}
    for name, value in book["报告"].iter_rows(min_row=2):
        value.value = said.get(name.value, value.value)
    for key, (sheet, row, column) in places(form).items():
        book[sheet].cell(row, column).value = values.get(key)
    if "数据" in book:
        for row in book["数据"].iter_rows(min_row=2):
            row[3].value = values.get(row[0].value)
    for row in book["文字"].iter_rows(min_row=2):
        row[2].value = dict(texts).get(row[0].value)
    book.save(path)
    return path


def planned(store, path, today=TODAY):
    return ask(store, report_files.plan_file, path, today)


def fates(plan):
    return dict(Counter(str(line.fate) for line in plan.lines))


def taken(store, path):
    plan = planned(store, path)
    return do(store, report_files.accept, plan)


def values(store, code=OWN, year=2023, scope="own"):
    figures = ask(store, annual_reports.opened, code, year, scope).figures
    return {key: figure.value for key, figure in figures.items() if figure.value}


def sources(store, keys, year=2023):
    figures = ask(store, annual_reports.opened, OWN, year).figures
    return {figures[key].source for key in keys}


def township(store, code=TOWNSHIP):
    office = Office(code=code, name="演示苏木人民政府", level=str(Level.TOWNSHIP), parent_code=OWN)
    do(store, lambda session: session.add(office))


def test_a_filled_template_becomes_the_report_of_its_year(store, tmp_path):
    path = filled(tmp_path / "2023.xlsx", FIGURES | TOTALS, texts=[("1", "总体情况良好。")])
    plan = planned(store, path)
    assert (plan.office_code, plan.year, plan.scope, plan.form) == (OWN, 2023, "own", "2021")
    assert fates(plan) == {"taken": len(FIGURES | TOTALS) + 1}
    assert do(store, report_files.accept, plan) == len(FIGURES | TOTALS) + 1
    assert values(store) == FIGURES | TOTALS
    assert ask(store, annual_reports.opened, OWN, 2023).sections == {"1": "总体情况良好。"}


def test_totals_follow_when_a_part_is_corrected(store, tmp_path):
    taken(store, filled(tmp_path / "2023.xlsx", FIGURES | TOTALS))
    assert sources(store, FIGURES) == {"entered"}
    assert sources(store, TOTALS) == {"summed"}
    do(store, annual_reports.set_figures, OWN, 2023, "own", {"3.new.person": Decimal(20)})
    assert values(store)["3.new.total"] == 23


def test_a_total_that_is_not_the_sum_comes_in_as_it_stands_and_is_found(store, tmp_path):
    taken(store, filled(tmp_path / "2023.xlsx", FIGURES | TOTALS | {"3.new.total": 22}))
    assert values(store)["3.new.total"] == 22
    assert "AR-ROW" in {finding.check for finding in ask(store, annual_reports.opened, OWN, 2023).findings}


def test_what_is_there_already_is_unchanged_and_another_figure_says_what_it_was(store, tmp_path):
    path = filled(tmp_path / "2023.xlsx", FIGURES | TOTALS)
    taken(store, path)
    assert fates(planned(store, path)) == {"unchanged": len(FIGURES | TOTALS)}
    changed = planned(store, filled(path, FIGURES | {"3.new.person": 20}))
    (line,) = [line for line in changed.lines if line.fate is Fate.CHANGED]
    assert line.reason == "原来是 18"
    assert changed.values == {"3.new.person": 20}


def test_a_total_that_stays_while_a_part_of_it_changes_is_kept_as_the_file_says(store, tmp_path):
    path = filled(tmp_path / "2023.xlsx", FIGURES | TOTALS)
    taken(store, path)
    taken(store, filled(path, FIGURES | TOTALS | {"3.new.person": 20}))
    assert values(store)["3.new.total"] == TOTALS["3.new.total"]
    assert sources(store, ["3.new.total"]) == {"entered"}


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("3.new.person", "-1", "不能是负数"),
        ("3.new.person", "1.5", "整数"),
        ("3.new.person", "十二", "不是数"),
        ("3.new.person", "12件", "不是数"),
        ("2.charges.amount", "-0.01", "不能是负数"),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_with_its_reason_and_the_rest_is_taken(
    store, tmp_path, key, value, why
):
    plan = planned(store, filled(tmp_path / "a.xlsx", FIGURES | {key: value}))
    (line,) = [line for line in plan.lines if line.fate is Fate.REFUSED]
    assert why in line.reason
    assert line.row > 1
    assert key not in plan.values
    assert plan.taken == len(FIGURES.keys() - {key})


def test_a_cell_of_another_format_is_refused(store, tmp_path):
    path = filled(tmp_path / "a.xlsx", FIGURES)
    book = openpyxl.load_workbook(path)
    book["数据"]["A2"].value, book["数据"]["D2"].value = "2018:3.1", 4
    book.save(path)
    (line,) = [line for line in planned(store, path).lines if line.fate is Fate.REFUSED]
    assert line.reason == "2023年的格式没有这一栏。"


def test_years_up_to_2018_come_in_their_own_format(store, tmp_path):
    old = {"2018:1.1": 4223174, "2018:8.4": "745.45", "2018:3.1.1": 250, "2018:3.1.3": 578}
    taken(store, filled(tmp_path / "a.xlsx", old, year=2018, form="2018"))
    assert values(store, year=2018)["2018:8.4"] == Decimal("745.45")
    with pytest.raises(UserError, match="另一种格式"):
        planned(store, filled(tmp_path / "a.xlsx", old, year=2019, form="2018"))


def test_the_json_of_an_office_below_becomes_its_report_and_is_consolidated(store, tmp_path):
    township(store)
    path = tmp_path / "below.json"
    taken(store, filled(tmp_path / "a.xlsx", FIGURES | TOTALS))
    ask(store, report_files.write, OWN, 2023, "own", path, now=NOW)
    said = json.loads(path.read_text(encoding="utf-8"))
    said["office"] = {"code": TOWNSHIP, "name": "演示苏木人民政府"}
    path.write_text(json.dumps(said), encoding="utf-8")
    taken(store, path)
    assert values(store, TOWNSHIP) == FIGURES | TOTALS
    assert values(store, scope="tree") == {key: 2 * value for key, value in (FIGURES | TOTALS).items()}
    assert ask(store, annual_reports.opened, OWN, 2023, "tree").missing_units == ()


def test_an_office_below_that_had_nothing_to_count_has_reported_all_the_same(store, tmp_path):
    township(store)
    nothing = dict.fromkeys(formats()["2021"].cells, 0)
    taken(store, filled(tmp_path / "a.xlsx", nothing, 单位代码=TOWNSHIP))
    assert ask(store, annual_reports.opened, OWN, 2023, "tree").missing_units == ()


def test_an_office_reads_its_own_export_back_as_nothing_new(store, tmp_path):
    replied(store, today=date(2026, 3, 16))
    path = tmp_path / "own.json"
    ask(store, report_files.write, OWN, 2026, "own", path, now=NOW)
    plan = planned(store, path)
    assert set(fates(plan)) == {"unchanged"}
    with pytest.raises(UserError, match="没有可以导入的数字"):
        do(store, report_files.accept, plan)


def test_reasons_come_along_where_the_finding_is_found_here_too(store, tmp_path):
    taken(store, filled(tmp_path / "a.xlsx", FIGURES | {"3.new.total": 22}))
    wrong = next(f for f in ask(store, annual_reports.opened, OWN, 2023).findings if f.check == "AR-ROW")
    do(store, annual_reports.give_reason, OWN, 2023, "own", wrong.key, "机构改革。")
    path = tmp_path / "own.json"
    ask(store, report_files.write, OWN, 2023, "own", path, now=NOW)
    do(store, annual_reports.remove, OWN, 2023, "own")
    plan = planned(store, path)
    assert plan.notes == ("文件里有 1 条核对结果的说明理由，一并带入。",)
    do(store, report_files.accept, plan)
    assert ask(store, annual_reports.opened, OWN, 2023).reasons == {wrong.key: "机构改革。"}


def test_a_final_report_takes_nothing(store, tmp_path):
    path = filled(tmp_path / "a.xlsx", dict.fromkeys(formats()["2021"].cells, 0))
    taken(store, path)
    for finding in ask(store, annual_reports.opened, OWN, 2023).open_findings:
        do(store, annual_reports.give_reason, OWN, 2023, "own", finding.key, "测试理由。")
    do(store, annual_reports.make_final, OWN, 2023, "own", TODAY)
    with pytest.raises(UserError, match=r"已经定稿.*撤回定稿"):
        planned(store, path)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"year": 2028}, "这一年还没有到"),
        ({"year": "去年"}, "哪一年"),
        ({"year": None}, "哪一年"),
        ({"单位代码": "999999"}, "999999.*设置"),
        ({"单位名称": "没有的单位"}, "没有的单位"),
        ({"范围": "全部"}, "全部"),
    ],
)
def test_a_file_that_does_not_say_whose_or_which_year_is_refused_with_the_cure(store, tmp_path, about, why):
    with pytest.raises(UserError, match=why):
        planned(store, filled(tmp_path / "a.xlsx", FIGURES, **about))


def test_an_office_of_another_name_is_taken_by_its_code_with_a_word_of_doubt(store, tmp_path):
    plan = planned(store, filled(tmp_path / "a.xlsx", FIGURES, 单位代码=OWN, 单位名称="旧名称"))
    assert (plan.office_code, len(plan.notes)) == (OWN, 1)
    assert "旧名称" in plan.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "7", '{"format": "other"}', '{"format": "iltod-annual-report", "version": 1}',
        '{"format": "iltod-annual-report", "version": "1"}',
        '{"format": "iltod-annual-report", "version": 1, "office": [], "year": 2023, "scope": "own", "form": "2021"}',
        '{"format": "iltod-annual-report", "version": 1, "office": {"code": 1}, "year": 2023, "scope": "own",'
        ' "form": "2021", "figures": {}}',
        '{"format": "iltod-annual-report", "version": 1, "office": {"code": "000001"}, "year": 2023, "scope": "own",'
        ' "form": "2021", "figures": [1]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_json_that_is_not_ours_is_refused_in_a_sentence(store, tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        planned(store, path)


def test_json_of_a_newer_version_asks_for_a_newer_program(store, tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"format": "iltod-annual-report", "version": 2}', encoding="utf-8")
    with pytest.raises(UserError, match="升级"):
        planned(store, path)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "true", '"12"', "[]", "-3", "0.5", "1e400", "9" * 30])
def test_a_value_that_is_no_count_is_refused_alone(store, tmp_path, value):
    path = tmp_path / "a.json"
    figures = f'{{"3.new.person": {{"value": {value}}}, "3.1.person": {{"value": 4}}}}'
    path.write_text(
        '{"format": "iltod-annual-report", "version": 1, "office": {"code": "000001"}, "year": 2023, "scope": "own",'
        f' "form": "2021", "figures": {figures}}}',
        encoding="utf-8",
    )
    plan = planned(store, path)
    assert fates(plan) == {"refused": 1, "taken": 1}
    assert plan.values == {"3.1.person": 4}


def test_a_spreadsheet_without_our_lists_is_refused(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["栏号", "数值"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="模板"):
        planned(store, tmp_path / "a.xlsx")


def test_a_template_has_a_place_for_every_figure_of_its_format(tmp_path):
    for form in formats().values():
        report_files.template(tmp_path / "t.xlsx", form.id)
        book = openpyxl.load_workbook(tmp_path / "t.xlsx")
        listed = [row[0] for row in book["数据"].iter_rows(min_row=2, values_only=True)] if "数据" in book else []
        assert {*places(form.id), *listed} == set(form.cells)
        assert len(places(form.id)) + len(listed) == len(form.cells)
    with pytest.raises(UserError, match="2021"):
        report_files.template(tmp_path / "t.xlsx", "1999")


def test_a_table_whose_rows_were_moved_is_passed_over_with_a_word(store, tmp_path):
    path = filled(tmp_path / "a.xlsx", FIGURES)
    book = openpyxl.load_workbook(path)
    book["主动公开政府信息情况"].insert_rows(6)
    book.save(path)
    plan = planned(store, path)
    assert "2.normative.made" not in plan.values
    assert "3.new.person" in plan.values
    assert len(plan.notes) == 1
    assert "主动公开政府信息情况" in plan.notes[0]


def test_a_title_more_over_a_table_does_no_harm(store, tmp_path):
    path = filled(tmp_path / "a.xlsx", FIGURES)
    book = openpyxl.load_workbook(path)
    sheet = book["政府信息公开行政复议、行政诉讼情况"]
    sheet.insert_rows(1, 2)
    for span in sheet.merged_cells.ranges:
        span.shift(row_shift=2)  # as a spreadsheet program does by itself
    sheet["A1"].value = "演示旗"
    book.save(path)
    assert planned(store, path).values["4.review.upheld"] == 1


def test_an_export_that_was_corrected_in_one_place_only_is_refused_there(store, tmp_path):
    taken(store, filled(tmp_path / "a.xlsx", FIGURES | TOTALS))
    path = tmp_path / "own.xlsx"
    ask(store, report_files.write, OWN, 2023, "own", path, now=NOW)
    assert not {"changed", "refused"} & set(fates(planned(store, path)))
    sheet, row, column = places("2021")["3.new.person"]
    book = openpyxl.load_workbook(path)
    book[sheet].cell(row, column).value = 20
    book.save(path)
    (line,) = [line for line in planned(store, path).lines if line.fate is Fate.REFUSED]
    assert "18" in line.reason
    assert "20" in line.reason


def test_the_worked_table_holds_after_it_came_in(store, tmp_path):
    taken(store, filled(tmp_path / "a.xlsx", FIGURES | TOTALS))
    wrong = [each.check for each in findings(formats()["2021"], 2023, values(store)) if not each.warning]
    assert wrong == []
