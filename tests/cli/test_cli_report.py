"""The annual report from the command line: figures, what is behind them, reasons, text, files, how far it is."""

import json
from datetime import date

import pytest

from app.operations import annual_reports
from tests.factory import OFFICE, ask
from tests.request_desk import APPLICANT, registered, replied

YEAR = ("--year", "2025")


@pytest.fixture
def desk(store):
    """An office with one request of last year that was answered and one that was not."""
    replied(store, "测试已答复", date(2025, 9, 8), arrived_on=date(2025, 9, 1))
    registered(store, "测试在办", arrived_on=date(2025, 12, 22))
    return store


def filled(answer):
    """Fill in what no register feeds."""
    figures = answer("report", "annual", *YEAR)["figures"]
    blank = [f"{key}=0" for key, figure in figures.items() if figure["value"] is None]
    answer("report", "set", *blank, *YEAR)
    for section in ("1", "5", "6"):
        answer("report", "text", section, f"第{section}部分：{{新收申请总数}}件。", *YEAR)


def test_the_report_is_told_in_tables(desk, iltod):
    said = iltod("report", "annual", *YEAR)
    assert said.code == 0
    assert "一、本年新收政府信息公开申请数量\t2\t0\t0\t0\t0\t0\t2" in said.out
    assert "应于 2026-01-31 前完成" in said.out


def test_a_machine_gets_every_figure_with_its_label(desk, answer):
    told = answer("report", "annual", *YEAR)
    assert (told["form"], told["office_code"], told["status"]) == ("2021", OFFICE.code, "draft")
    assert told["figures"]["3.carried_out.person"] == {
        "label": "四、结转下年度继续办理 · 自然人",
        "unit": "件",
        "value": 1,
        "source": "counted",
        "counted": 1,
    }
    assert json.dumps(told)


def test_a_cell_tells_its_meaning_and_its_records(desk, answer, iltod):
    told = answer("report", "cell", "3.1.person", *YEAR)
    assert told["definition"].startswith("本年办结，答复结果为予以公开")
    assert [record["title"] for record in told["records"]] == ["测试已答复"]
    assert "测试已答复" in iltod("report", "cell", "3.1.person", *YEAR).out


def test_a_cell_of_a_consolidated_report_tells_the_offices(desk, answer):
    told = answer("report", "cell", "3.new.total", *YEAR, "--scope", "tree")
    assert told["parts"] == [{"office": OFFICE.name, "value": 2}]


def test_a_cell_nobody_has_is_refused(desk, iltod):
    said = iltod("report", "cell", "9.9", *YEAR)
    assert said.code == 1
    assert "不是“2021年格式”里的栏" in said.err


def test_figures_are_entered_and_taken_back(desk, answer):
    assert answer("report", "set", "2.charges.amount=1.25", "2.licence.decisions=3", *YEAR)["n"] == 2
    figures = answer("report", "annual", *YEAR)["figures"]
    assert (figures["2.charges.amount"]["value"], figures["2.licence.decisions"]["source"]) == (1.25, "entered")
    answer("report", "set", "2.charges.amount=", *YEAR)
    assert answer("report", "annual", *YEAR)["figures"]["2.charges.amount"]["value"] is None


@pytest.mark.parametrize("pair", ["2.charges.amount", "2.charges.amount=很多"])
def test_a_figure_not_written_as_it_must_be_is_a_misuse(desk, iltod, pair):
    said = iltod("report", "set", pair, *YEAR)
    assert said.code == 2
    assert "栏代码=数字" in said.err


def test_the_check_ends_with_one_until_a_reason_is_written(desk, iltod, answer):
    answer("report", "set", "3.new.person=3", "3.carried_out.person=2", *YEAR)
    said = iltod("report", "check", *YEAR)
    assert said.code == 1
    assert "AR-LEDGER:3.new.person" in said.out
    answer("report", "reason", "AR-LEDGER:3.new.person", "--reason", "旧系统一件", *YEAR)
    left = answer("report", "reason", "AR-LEDGER:3.carried_out.person", "--reason", "旧系统一件", *YEAR)
    assert left["open"] == []
    assert iltod("report", "check", *YEAR).code == 0


def test_text_is_written_with_its_figures(desk, answer, iltod):
    assert answer("report", "text", "1", "收到{新收申请总数}件。", *YEAR)["text"] == "收到2件。"
    assert answer("report", "text", "5", "-", *YEAR, typed="从标准输入来")["text"] == "从标准输入来"


def test_a_report_goes_from_draft_to_published_and_back(desk, answer, iltod):
    filled(answer)
    assert iltod("report", "submitted", *YEAR).code == 1
    assert answer("report", "final", *YEAR)["status"] == "final"
    assert answer("report", "submitted", *YEAR, "--on", "2026-01-20")["on"] == "2026-01-20"
    answer("report", "published", *YEAR)
    (row,) = answer("report", "list")
    assert (row["status"], row["submitted_on"], row["published_on"]) == ("final", "2026-01-20", "2026-03-18")
    assert answer("report", "reopen", *YEAR)["status"] == "draft"
    answer("report", "remove", *YEAR)
    assert answer("report", "list") == []
    answer("undo")
    assert len(answer("report", "list")) == 1


def test_the_formats_tell_their_names(answer, iltod):
    told = answer("report", "formats")
    assert [form["id"] for form in told] == ["2021", "2018"]
    assert told[0]["names"]["新收申请总数"] == "3.new.total"
    assert "新收申请总数\t3.new.total" in iltod("report", "formats").out


def test_an_old_year_is_told_in_its_own_form_and_no_other(desk, answer, iltod):
    assert answer("report", "annual", "--year", "2018", "--format", "2018")["form"] == "2018"
    said = iltod("report", "annual", "--year", "2018", "--format", "2021")
    assert said.code == 1
    assert "2018年的年度报告用“2018年格式”" in said.err
    lines = iltod("report", "annual", "--year", "2018").out.splitlines()
    assert len([line for line in lines if "被依法纠错数" in line]) == 2


def test_a_year_goes_out_as_a_file_and_comes_in_again(desk, answer, store, tmp_path):
    filled(answer)
    before = ask(store, annual_reports.opened, OFFICE.code, 2025).figures
    file = tmp_path / "report.json"
    answer("report", "annual", *YEAR, "--out", file)
    answer("report", "remove", *YEAR)
    assert answer("report", "import", file, "--dry-run")["dry_run"]
    assert answer("report", "list") == []
    answer("report", "import", file)
    after = ask(store, annual_reports.opened, OFFICE.code, 2025).figures
    assert {key: figure.value for key, figure in after.items()} == {key: f.value for key, f in before.items()}


def test_an_empty_table_is_written(answer, tmp_path):
    answer("report", "template", tmp_path / "empty.xlsx", "--format", "2018")
    assert (tmp_path / "empty.xlsx").stat().st_size > 0


def test_the_applicant_behind_the_figures_is_never_told(desk, iltod):
    for words in (("cell", "3.new.person"), ("annual",)):
        assert APPLICANT.name not in iltod("report", *words, *YEAR).out
