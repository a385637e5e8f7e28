"""Fees, remedies, the list of what became public and the demand on paper and as spreadsheets, all by the gate."""

from datetime import date

import openpyxl
import pypdfium2
import pytest

from app.errors import UserError
from app.operations import afterwards_sheets, papers, proactive, remedies
from app.operations.papers import Kind
from app.operations.remedies import RemedyFilter
from app.rules.bilingual import Layout
from app.rules.remedies import RemedyDraft, RemedyKind, RemedyResult
from app.rules.request_events import EventKind
from tests.factory import NOW, TODAY, ask, do
from tests.request_desk import ARRIVED, registered, replied, stepped

PRIVATE = "13800001111"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
PAPERS = {
    Kind.FEES: papers.fees_of(2026),
    Kind.REMEDIES: papers.remedies_of(RemedyFilter(year=2026, kinds=("reconsideration", "complaint"))),
    Kind.PROACTIVE: papers.proactive_of(),
    Kind.DEMAND: papers.demand_of(FIRST, LAST),
}


@pytest.fixture
def desk(store):
    """A fee that was paid and one that was not, two remedies, a draft made of a request; numbers in every text."""
    paid, waiting = (registered(store, f"测试事项{n}，电话{PRIVATE}", topic="草场补贴") for n in range(2))
    for uuid in (paid, waiting):
        stepped(store, uuid, EventKind.FEE_NOTICE, ARRIVED)
    stepped(store, paid, EventKind.PAID, date(2026, 3, 4))
    uuid = replied(store, outcome="3.4")
    claim = RemedyDraft(RemedyKind.REVIEW, TODAY, uuid, "测试盟行政公署", "测复〔2026〕1号", f"测试请求{PRIVATE}")
    do(store, remedies.add, claim, TODAY)
    closed = RemedyDraft(RemedyKind.COMPLAINT, TODAY, decided_on=TODAY, handling="测试办理")
    do(store, remedies.add, closed, TODAY)
    do(store, proactive.accept, paid, "测试说明", TODAY)
    return store


def printed(store, paper, layout=Layout.ZH_ONLY):
    options = papers.shaped(paper.kind, layout, papers.usual(paper.kind, TODAY))
    drawn = ask(store, papers.drawn, paper, options, NOW)
    document = pypdfium2.PdfDocument(drawn.pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def sheet(path, title=""):
    book = openpyxl.load_workbook(path)
    found = book[title] if title else book.worksheets[0]
    return [[cell.value for cell in row] for row in found]


def test_the_ledger_of_fees_prints_its_lines_and_sums(desk):
    text = printed(desk, PAPERS[Kind.FEES])
    assert "信息处理费台账" in text
    assert "发出收费通知 2 件，应缴 760.00 元；本年收缴 380.00 元。" in text
    assert text.count("380.00") == 4
    assert "已缴费" in text


def test_a_notice_that_is_late_is_printed_as_late(desk):
    paper, options = PAPERS[Kind.FEES], papers.usual(Kind.FEES, TODAY)
    later = NOW.replace(month=6)
    drawn = ask(desk, papers.drawn, paper, options, later)
    assert "已超期" in pypdfium2.PdfDocument(drawn.pdf)[0].get_textpage().get_text_range()
    assert "已超期" not in printed(desk, paper)


def test_the_register_of_remedies_prints_each_kind_under_its_name(desk):
    text = printed(desk, PAPERS[Kind.REMEDIES])
    assert text.index("行政复议") < text.index("测复〔2026〕1号") < text.index("已办结")
    assert "共 2 条" in text


def test_only_what_the_filter_admits_is_printed(desk):
    paper = papers.remedies_of(RemedyFilter(pending=True))
    assert paper.about == {"pending": True}
    text = printed(desk, paper)
    assert ("共 1 条" in text, "测试办理" in text) == (True, False)


def test_the_list_of_what_became_public_prints_its_item(desk):
    text = printed(desk, PAPERS[Kind.PROACTIVE])
    assert all(words in text for words in ("转主动公开清单", "已转主动公开", "测试说明", "草稿"))


def test_the_demand_prints_each_table_and_the_period(desk):
    text = printed(desk, PAPERS[Kind.DEMAND])
    assert all(words in text for words in ("2026-01-01 至 2026-12-31", "按主题", "草场补贴", "66.7", "收到申请 3 件"))


@pytest.mark.parametrize("kind", PAPERS, ids=str)
def test_no_number_of_a_person_is_printed(desk, kind):
    assert PRIVATE not in printed(desk, PAPERS[kind])


@pytest.mark.parametrize("kind", PAPERS, ids=str)
def test_every_paper_is_drawn_in_columns_too(desk, kind):
    assert printed(desk, PAPERS[kind], Layout.MN_ONLY)


@pytest.mark.parametrize("kind", PAPERS, ids=str)
def test_an_office_without_anything_has_its_papers(store, kind):
    assert printed(store, PAPERS[kind])


def test_the_ledger_of_fees_is_a_spreadsheet_of_amounts(desk, tmp_path):
    assert ask(desk, afterwards_sheets.export_fees, 2026, tmp_path / "a.xlsx") == 2
    head, first, _second = sheet(tmp_path / "a.xlsx")
    row = dict(zip(head, first, strict=True))
    assert (row["应缴金额（元）"], row["实缴金额（元）"], row["状态"]) == (380, 380, "已缴费")
    assert PRIVATE not in str(first)
    assert "演示申请人甲" not in str(first)


def test_the_register_of_remedies_is_a_spreadsheet_of_what_the_filter_admits(desk, tmp_path):
    wanted = RemedyFilter(kinds=("complaint",))
    assert ask(desk, afterwards_sheets.export_remedies, wanted, tmp_path / "a.csv") == 1
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert ("举报投诉" in text, "行政复议" in text) == (True, False)


def test_a_formula_in_a_claim_is_harmless_in_a_spreadsheet(store, tmp_path):
    do(store, remedies.add, RemedyDraft(RemedyKind.REVIEW, TODAY, claim="=1+1"), TODAY)
    ask(store, afterwards_sheets.export_remedies, RemedyFilter(), tmp_path / "a.xlsx")
    assert "'=1+1" in sheet(tmp_path / "a.xlsx")[1]


def test_the_list_of_what_became_public_is_a_spreadsheet(desk, tmp_path):
    assert ask(desk, afterwards_sheets.export_proactive, "", tmp_path / "a.xlsx") == 1
    assert "已转主动公开" in sheet(tmp_path / "a.xlsx")[1]
    assert ask(desk, afterwards_sheets.export_proactive, "declined", tmp_path / "b.xlsx") == 0


def test_the_demand_is_a_workbook_with_a_sheet_for_each_table(desk, tmp_path):
    assert ask(desk, afterwards_sheets.export_demand, FIRST, LAST, tmp_path / "a.xlsx") == 3
    assert sheet(tmp_path / "a.xlsx", "按主题")[1:] == [["草场补贴", 2, 66.7], ["没有填写主题", 1, 33.3]]
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[-1] == "多人申请的主题"
    ask(desk, afterwards_sheets.export_demand, FIRST, LAST, tmp_path / "a.csv")
    assert "按月份,2026-03,3,100.0" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_a_file_is_not_called_by_a_number_of_a_person(desk, tmp_path):
    with pytest.raises(UserError, match="文件名"):
        ask(desk, afterwards_sheets.export_fees, 2026, tmp_path / f"{PRIVATE}.xlsx")


def test_a_result_is_told_in_words(desk, tmp_path):
    closed = RemedyDraft(RemedyKind.SUIT_DIRECT, TODAY, result=RemedyResult.CORRECTED, decided_on=TODAY)
    do(desk, remedies.add, closed, TODAY)
    ask(desk, afterwards_sheets.export_remedies, RemedyFilter(kinds=("suit_direct",)), tmp_path / "a.xlsx")
    assert "结果纠正" in sheet(tmp_path / "a.xlsx")[1]
