from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.operations import annual_reports, history, papers
from app.rules.annual_report import Scope
from app.rules.report_charts import Chart, Series
from app.ui.main_window import MainWindow
from app.ui.pages import PAGES
from app.ui.printing.preview import Preview
from app.ui.report.bar_chart import BarChart
from app.ui.report.day_dialog import DayDialog
from app.ui.report.reading import Asked
from tests.factory import ask, do
from tests.ui.columns import escaped, view_of
from tests.ui.report.conftest import BANNER, TODAY, TOWNSHIP, entered, report


def written(store, year, scope="own", office=BANNER.code):
    do(store, annual_reports.write_section, office, year, scope, "1", "测试文字")


def chosen(choice, words):
    """A person picks these words in the bar."""
    choice.setCurrentIndex(choice.findText(words))
    choice.activated.emit(choice.currentIndex())


def test_the_bar_offers_this_office_and_those_below(page):
    offered = [page.bar.office.itemText(n) for n in range(page.bar.office.count())]
    assert offered == [BANNER.name, TOWNSHIP.name]
    assert page.bar.shown() == Asked(BANNER.code, 2026, Scope.OWN)
    assert page.bar.year.itemText(page.bar.year.count() - 1) == "2008年"


def test_the_bar_says_state_due_day_and_what_is_open(page, store):
    assert page.bar.pill.text() == "草稿"
    assert page.bar.state.text().startswith("应在 2027-01-31 前报送并公布，还有 71 天。")
    entered(store, {"3.new.person": Decimal(5)})
    page.reload()
    wrong = len(report(store).open_findings)
    assert f"核对有误 {wrong} 处" in page.bar.state.text()


def test_choosing_office_year_and_scope_shows_that_report(page):
    chosen(page.bar.office, TOWNSHIP.name)
    assert page.reading.report.office == TOWNSHIP.name
    chosen(page.bar.office, BANNER.name)
    chosen(page.bar.year, "2018年")
    assert page.reading.report.form.id == "2018"
    chosen(page.bar.scope, "汇总（含下级）")
    assert page.reading.report.scope == Scope.TREE
    assert f"下级缺报 1 个：{TOWNSHIP.name}。" in page.bar.state.text()


def test_a_late_report_is_told_and_an_old_one_is_not_nagged_about(page):
    page.open(2025)
    assert "已超过 294 天" in page.bar.state.text()
    assert page.bar.state.property("tone") == "late"
    page.open(2018)
    assert "没有登记公布日期" in page.bar.state.text()
    assert page.bar.state.property("tone") == "quiet"


def buttons(page):
    return [button.text() for button in page.bar.buttons() if button.isVisible()]


def test_on_a_small_window_one_button_stands_for_all_steps_and_a_list_for_the_chips(page):
    page.resize(700, 360)
    assert buttons(page) == []
    assert page.choice.isVisible()
    assert not page.views.isVisible()
    menu = page.bar.more_button.menu()
    menu.aboutToShow.emit()
    offered = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert offered == ["定稿", "打印预览…", "Word 文档…", "PDF 文件…", "Excel 表格…", "JSON 数据…"]
    page.open(2025)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert page.bar.pill.text() == "已定稿"
    page.resize(1200, 700)
    assert page.bar.more_button.isHidden()
    assert "导出" in buttons(page)


def test_a_report_is_made_final_submitted_published_and_reopened(page, store):
    page.open(2025)
    assert buttons(page) == ["导出", "定稿"]
    page.make_final()
    assert page.bar.pill.text() == "已定稿"
    assert buttons(page) == ["导出", "撤回定稿", "登记公布", "登记报送"]
    page.submit()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, DayDialog) and each.isVisible())
    dialog.form.set_values({"on": date(2026, 1, 28)})
    dialog.note()
    assert report(store, 2025).submitted_on == date(2026, 1, 28)
    assert "2026-01-28 报送。" in page.bar.state.text()
    page.bar.reopen_button.click()
    assert page.bar.pill.text() == "草稿"
    titles = [done.title for done in ask(store, history.done, 3)]
    assert titles[0] == "撤回2025年年度报告的定稿"


def test_a_day_to_come_is_refused(page, shown):
    dialog = DayDialog(page, "登记", None, TODAY)
    dialog.form.set_values({"on": date(2026, 11, 22)})
    seen = []
    dialog.chosen.connect(seen.append)
    dialog.open()
    dialog.note()
    assert seen == []
    dialog.done(0)


def test_what_is_wrong_keeps_it_from_being_final_and_is_shown(page, store, failures):
    entered(store, {"3.new.person": Decimal(5)}, 2025)
    page.open(2025)
    page.make_final()
    assert len(failures) == 1
    assert page.key() == "findings"
    assert report(store, 2025).status == "draft"


def test_a_target_leads_to_report_section_or_cell(page):
    page.open((TOWNSHIP.code, 2025, "own"))
    assert (page.reading.report.office, page.reading.report.year) == (TOWNSHIP.name, 2025)
    page.open("texts")
    assert page.key() == "texts"
    page.open("4.review.total")
    assert page.key() == "figures"
    assert page.section().view.key() == "4.review.total"


def test_the_report_is_shown_as_it_will_print(page):
    page.print()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    assert preview.paper == papers.report_of(BANNER.code, 2026, "own")
    preview.close()


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx", ".json"])
def test_the_report_is_written_to_files(page, tmp_path, failures, ending):
    said = []
    page.said.connect(said.append)
    path = tmp_path / f"年报{ending}"
    page.outputs.export_to(path, page.reading.asked)
    assert failures == []
    assert path.stat().st_size > 1_000
    assert said == [f"已存为 年报{ending}"]


def test_a_report_that_was_exported_is_brought_in_by_a_plan(page, store, tmp_path, failures):
    entered(store, {"2.normative.made": Decimal(7)}, office=TOWNSHIP.code)
    path = tmp_path / "下级.json"
    page.outputs.export_to(path, Asked(TOWNSHIP.code, 2026, "own"))
    do(store, annual_reports.remove, TOWNSHIP.code, 2026, "own")
    page.outputs.read_file(path)
    dialog = page.outputs.dialog
    assert any(line.fate == "taken" for line in dialog._lines)
    dialog.accept_button.click()
    assert failures == []
    assert report(store, office=TOWNSHIP.code).figures["2.normative.made"].value == Decimal(7)


def test_an_empty_sheet_of_the_form_is_written_and_handed_on(page, tmp_path):
    handed = []
    page.outputs.template_to(tmp_path / "模板.xlsx", "2018", handed.append)
    assert handed == [tmp_path / "模板.xlsx"]
    cells = [str(cell.value) for sheet in load_workbook(handed[0]) for row in sheet.iter_rows() for cell in row]
    assert "其中：主动公开规范性文件数" in cells


@pytest.fixture
def years(page, store):
    written(store, 2024)
    written(store, 2025)
    return page.choose("years")


def test_reports_are_listed_by_year(years):
    assert [(row.year, row.office, row.status) for row in years.table.rows()] == [
        (2025, BANNER.name, "draft"), (2024, BANNER.name, "draft")
    ]  # fmt: skip


def test_offices_without_a_report_are_named_and_opened(years, page):
    years.show_kind("missing")
    (row,) = years.table.rows()
    assert (row.office, row.year, row.status) == (TOWNSHIP.name, 2026, "")
    years.open_report(row)
    assert page.key() == "figures"
    assert page.reading.asked == Asked(TOWNSHIP.code, 2026, Scope.OWN)


def test_the_next_old_year_is_begun(years, page):
    years.begin_old()
    assert page.key() == "figures"
    assert page.reading.asked.year == 2023


def test_what_was_written_is_removed_and_brought_back(years, store, runner):
    years.table.selectRow(0)
    years.remove()
    assert [row.year for row in years.table.rows()] == [2024]
    runner.undo()
    assert [row.year for row in years.table.rows()] == [2025, 2024]


def test_without_reports_the_list_says_what_it_is_for(page):
    section = page.choose("years")
    assert section.room.currentWidget() is section.empty
    section.empty.button.click()
    assert page.reading.asked.year == 2025


def test_charts_carry_their_figures_in_words(page):
    section = page.choose("charts")
    told = [line for chart in section.charts for line in chart.told()]
    assert "予以公开：1" in told
    assert "自然人：2" in told


def test_charts_of_a_year_without_figures_say_so(page):
    page.open((TOWNSHIP.code, 2020, "own"))
    section = page.choose("charts")
    assert section.room.currentWidget() is section.empty


def test_in_columns_the_arrows_go_where_they_point(context, shown, wear, qtbot):
    wear("mn_Mong")
    window = shown(MainWindow(context, PAGES), 1366, 768)
    window.ready()
    window.go("report", "3.new.person")
    view = window.page().section().view
    assert escaped() == []
    view.setFocus()
    for key, cell in (
        (Qt.Key.Key_Right, "3.carried_in.person"),
        (Qt.Key.Key_Down, "3.carried_in.business"),
        (Qt.Key.Key_Left, "3.new.business"),
        (Qt.Key.Key_Up, "3.new.person"),
    ):
        qtbot.keyClick(view_of(window), key)
        assert view.key() == cell


def test_a_longer_bar_is_a_larger_figure(shown):
    values = (Decimal(10), Decimal(5), None)
    chart = shown(BarChart(Chart("测试", "单位：件", ("甲", "乙", "丙"), (Series("件", values),))), 600, 120)
    picture = chart.grab().toImage()
    heights = [chart._height(line, chart.width()) for line in chart._lines]
    lengths = []
    for number in range(3):
        y = sum(heights[:number]) + heights[number] // 2
        row = [picture.pixelColor(x, y).name() for x in range(picture.width())]
        lengths.append(row.count("#0b6e6e"))
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=3)
    assert lengths[2] <= 1
