"""The annual report as Word, PDF, workbook and JSON."""

import json
from datetime import date, datetime
from decimal import Decimal

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest

from app.errors import UserError
from app.exchange.report_formats import formats
from app.exchange.tables import read_tables
from app.operations import annual_reports, papers, printouts, report_files
from app.operations.papers import Kind
from app.rules.bilingual import Layout
from app.rules.report_grids import placed
from tests.factory import OFFICE, ask, do
from tests.request_desk import replied

OWN = OFFICE.code
NOW = datetime(2027, 1, 5, 9, 30)
MOBILE = "13812345678"
LAST_YEAR = {"3.new.person": Decimal(4), "3.1.person": Decimal(3), "3.carried_out.person": Decimal(1)}
TEXT = "全年新收申请{新收申请总数}件。\n联系电话" + MOBILE + "。"


@pytest.fixture
def year(store):
    """A year with requests, figures entered by hand and a text; and a figure of the year before."""
    for number, outcome in enumerate(("1", "1", "2", "3.1", "6.3")):
        replied(store, f"测试申请{number}", outcome=outcome, today=date(2026, 3, 16))
    entered = {"2.normative.made": Decimal(3), "2.charges.amount": Decimal("12.5")}
    do(store, annual_reports.set_figures, OWN, 2026, "own", entered)
    do(store, annual_reports.set_figures, OWN, 2025, "own", LAST_YEAR)
    do(store, annual_reports.write_section, OWN, 2026, "own", "1", TEXT)
    return store


@pytest.fixture
def written(year, tmp_path):
    """Write the report with an ending; where it is."""

    def write(ending, of=2026):
        path = tmp_path / f"report{ending}"
        ask(year, report_files.write, OWN, of, "own", path, now=NOW)
        return path

    return write


def page_texts(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def test_the_pdf_has_text_figures_charts_and_what_was_entered_by_hand(written):
    text = page_texts(written(".pdf"))
    for words in ("全年新收申请5件。", "（七）总计", "本年度办理结果", "历年申请办理情况", "2025年", "（草稿）"):
        assert words in text
    assert "手工填报的数字：行政规范性文件 · 本年制发件数、行政事业性收费 · 本年收费金额。" in text
    assert "还没有处理的核对结果" in text


def test_a_final_report_has_no_mark_of_a_draft(year, written):
    for key, figure in ask(year, annual_reports.opened, OWN, 2026).figures.items():
        if figure.value is None:
            do(year, annual_reports.set_figures, OWN, 2026, "own", {key: Decimal(0)})
    for finding in ask(year, annual_reports.opened, OWN, 2026).open_findings:
        do(year, annual_reports.give_reason, OWN, 2026, "own", finding.key, "测试理由。")
    do(year, annual_reports.make_final, OWN, 2026, "own", date(2027, 1, 4))
    text = page_texts(written(".pdf"))
    assert "草稿" not in text
    assert "核对结果" not in text
    assert "手工填报的数字：" in text


@pytest.mark.parametrize("layout", Layout)
def test_the_report_is_drawn_in_every_layout(year, layout):
    options = papers.shaped(Kind.REPORT, layout, papers.PrintOptions())
    drawn = ask(year, papers.drawn, papers.report_of(OWN, 2026), options, NOW)
    assert drawn.pages >= 3
    assert drawn.title == f"{OFFICE.name}、2026"


def test_a_consolidated_report_says_that_its_figures_are_sums(year, tmp_path):
    ask(year, report_files.write, OWN, 2026, "tree", tmp_path / "tree.pdf", now=NOW)
    text = page_texts(tmp_path / "tree.pdf")
    assert "汇总（含下级）" in text
    assert "表中数字由各单位的报告汇总，汇总时没有手工填报。" in text


def test_the_report_stands_on_tall_paper_in_columns_too():
    assert not papers.shaped(Kind.REPORT, Layout.MN_ONLY, papers.PrintOptions()).landscape
    assert papers.shaped(Kind.REPORT, Layout.ZH_PROMINENT_2026, papers.PrintOptions()).paper == "a3"


def test_a_printed_report_can_be_printed_again_to_the_same_byte(year):
    drawn = ask(year, papers.drawn, papers.report_of(OWN, 2026), papers.PrintOptions(), NOW)
    uuid = do(year, printouts.record, drawn, printouts.ON_PAPER)
    assert ask(year, printouts.drawn_again, uuid).same


def test_the_word_file_has_real_headings_and_the_boxes_of_the_form(written):
    path = written(".docx")
    document = docx.Document(path)
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[:6] == [section.title for section in formats()["2021"].sections]
    assert "全年新收申请5件。" in [each.text for each in document.paragraphs]
    tables = [table for table in formats()["2021"].tables if table.printed]
    for grid, table in zip(read_tables(path), tables, strict=True):
        boxes = {
            (cell.row, cell.column, cell.end - 1, cell.end_column - 1)
            for cell in placed(table, {}).cells
            if cell.rows * cell.columns > 1
        }
        assert {tuple(span) for span in grid.spans} == boxes


def test_the_charts_of_the_word_file_are_pictures_told_in_words(written):
    document = docx.Document(written(".docx"))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 3
    assert told[0].startswith("本年度办理结果（单位：件）；予以公开：2；部分公开：1；不予公开：1")


def test_the_headings_of_a_word_table_are_repeated_and_its_rows_stay_whole(written):
    table = docx.Document(written(".docx")).tables[1]
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
    assert heads == [True] * 3 + [False] * 25
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def test_the_workbook_has_the_form_native_charts_and_every_figure_with_its_source(written):
    book = openpyxl.load_workbook(written(".xlsx"))
    assert book.sheetnames[3:] == ["图表", "报告", "数据", "文字", "核对"]
    form = book["收到和处理政府信息公开申请情况"]
    assert "A7:A28" in map(str, form.merged_cells.ranges)
    assert form["J5"].value == 5
    assert [chart.tagname for chart in book["图表"]._charts] == ["barChart"] * 3
    rows = {row[0]: row for row in book["数据"].values}
    assert rows["3.new.total"][3:7] == (5, "件", "台账生成", 5)
    assert rows["2.charges.amount"][3:6] == (12.5, "万元", "手工填报")
    assert all(rows[key][7] for key in formats()["2021"].cells)


def test_the_same_report_gives_the_same_workbook(written):
    assert written(".xlsx").read_bytes() == written(".xlsx").read_bytes()


def test_json_says_every_figure_with_source_unit_and_definition(written):
    said = json.loads(written(".json").read_text(encoding="utf-8"))
    assert (said["format"], said["version"], said["year"], said["form"]) == ("iltod-annual-report", 1, 2026, "2021")
    assert said["office"] == {"code": OWN, "name": OFFICE.name}
    assert list(said["figures"]) == list(formats()["2021"].cells)
    made = said["figures"]["2.normative.made"]
    assert (made["value"], made["source"], made["unit"]) == (3, "entered", "件")
    assert said["sections"][0]["text"].startswith("全年新收申请5件。")
    assert "AR-PREV" in {finding["check"] for finding in said["findings"]}


@pytest.mark.parametrize("ending", report_files.ENDINGS)
def test_no_file_tells_a_telephone_number_somebody_typed(written, ending):
    path = written(ending)
    data = path.read_bytes()
    text = {
        ".pdf": page_texts,
        ".docx": lambda p: "".join(each.text for each in docx.Document(p).paragraphs),
        ".xlsx": lambda p: str([list(sheet.values) for sheet in openpyxl.load_workbook(p)]),
        ".json": lambda p: p.read_text(encoding="utf-8"),
    }[ending](path)
    assert MOBILE.encode() not in data
    assert MOBILE not in text
    assert "联系电话" in text


def test_the_properties_name_the_office_and_nobody_else(written):
    said = docx.Document(written(".docx")).core_properties
    assert (said.author, said.last_modified_by, said.comments) == (OFFICE.name, OFFICE.name, "")
    assert openpyxl.load_workbook(written(".xlsx")).properties.creator == "Iltod"
    with pikepdf.open(written(".pdf")) as pdf:
        assert str(pdf.docinfo["/Author"]) == OFFICE.name


def test_the_form_of_2018_is_written_in_all_four_ways(written):
    for ending in report_files.ENDINGS:
        assert written(ending, of=2018).stat().st_size > 0
    (grid,) = read_tables(written(".docx", of=2018))
    assert grid.rows[0] == ("统计指标", "单位", "统计数")
    assert len(grid.rows) == 66


def test_a_number_in_the_name_of_a_file_is_refused(year, tmp_path):
    for ending in report_files.ENDINGS:
        with pytest.raises(UserError, match="号码"):
            ask(year, report_files.write, OWN, 2026, "own", tmp_path / f"{MOBILE}{ending}", now=NOW)
    assert list(tmp_path.glob("*1381*")) == []


def test_another_ending_is_refused_with_those_there_are(year, tmp_path):
    with pytest.raises(UserError, match=r"docx.*json"):
        ask(year, report_files.write, OWN, 2026, "own", tmp_path / "report.odt", now=NOW)
    with pytest.raises(UserError, match="文件夹"):
        ask(year, report_files.write, OWN, 2026, "own", tmp_path / "none" / "report.json", now=NOW)
