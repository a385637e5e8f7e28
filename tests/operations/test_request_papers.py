"""Requests on paper: the register as it is filtered, and every day of a case with its number or its reason."""

from datetime import date, datetime

import pypdfium2
import pytest

from app.operations import papers, request_papers, requests
from app.operations.papers import Kind, PrintOptions
from app.operations.request_lists import RequestFilter
from app.rules.bilingual import Layout
from app.rules.privacy import check_digit, find
from app.rules.request_events import EventKind
from app.rules.requests import ApplicantDraft
from tests.factory import ask, do
from tests.request_desk import COMPANY, by_internet, registered, replied, stepped

K = EventKind
NOW = datetime(2026, 12, 22, 9, 30)
ID = "00000019900101001" + check_digit("00000019900101001")


def drawn(store, paper, layout=Layout.ZH_ONLY):
    return ask(store, papers.drawn, paper, papers.shaped(paper.kind, layout, PrintOptions()), NOW)


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.fixture
def case(store):
    """A case with all that a count can hold."""
    uuid = by_internet(store, title="演示草场补贴发放依据", handler="演示经办人")
    stepped(store, uuid, K.CONFIRM, date(2026, 3, 3))
    stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 5), reached_on=date(2026, 3, 6), document_number="测公征1号")
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 11))
    stepped(store, uuid, K.EXTEND, date(2026, 3, 30), days=5)
    stepped(store, uuid, K.REPLY, date(2026, 4, 8), outcome="2", reason="演示理由。", document_number="测公复3号")
    return uuid


def test_the_count_of_a_case_shows_facts_steps_and_every_day(store, case):
    sheet = drawn(store, papers.case_of(case))
    text = text_of(sheet.pdf)
    for words in (
        "依申请公开办理计时单", "2026-0001", "演示草场补贴发放依据", "演示申请人甲（自然人）",
        "双方确认之日为收到申请之日", "等待与申请人确认，期限未起算",
        "起算当日，不计", "征求意见：演示第三方",
        "送达：2026-03-06", "文号：测公征1号",
        "征求意见，不计", "周末，不计", "清明节放假，不计", "延期答复5个工作日", "答复：部分公开", "文号：测公复3号",
        "已计21个工作日", "答复期限：2026-04-14",
    ):  # fmt: skip
        assert words in text, words
    days = ask(store, requests.case, case).days
    assert all(f"{day.on}" in text for day in days)
    assert all(f"第{day.counted}个工作日" in text for day in days if day.counted)
    assert (sheet.title, sheet.paper.kind) == ("2026-0001", Kind.CASE)


def test_an_unknown_year_is_printed_as_provisional(store):
    uuid = registered(store, arrived_on=date(2026, 12, 21), today=date(2026, 12, 22))
    text = text_of(drawn(store, papers.case_of(uuid)).pdf)
    assert "2027-01-18（星期一），暂定" in text
    assert "2027年节假日安排尚未装入" in text


def test_the_register_shows_what_is_wanted_and_says_what_that_is(store):
    replied(store, "演示低保名单", outcome="3.4")
    registered(store, title="演示征地批文", applicant=COMPANY, arrived_on=date(2026, 3, 10))
    wanted = RequestFilter("open", "演示", arrived_from=date(2026, 3, 2), arrived_to=date(2026, 3, 31))
    text = text_of(drawn(store, papers.requests_of(wanted)).pdf)
    for words in (
        "2026-03-02至2026-03-31",
        "筛选：在办、演示",
        "演示征地批文",
        "演示商贸有限公司",
        "共1件",
        "不得张贴",
    ):
        assert words in text, words
    assert "演示低保名单" not in text
    whole = text_of(drawn(store, papers.requests_of(RequestFilter())).pdf)
    assert "保护第三方合法权益" in whole
    assert "共2件" in whole


def test_an_empty_register_says_so(store):
    assert "没有符合条件的记录" in text_of(drawn(store, papers.requests_of(RequestFilter("overdue"))).pdf)


@pytest.mark.parametrize("layout", Layout)
def test_both_sheets_are_drawn_in_every_layout(store, case, layout):
    for paper in (papers.case_of(case), papers.requests_of(RequestFilter())):
        assert "2026-0001" in text_of(drawn(store, paper, layout).pdf)


def test_no_personal_number_reaches_the_paper(store):
    who = ApplicantDraft(name="演示甲", id_number=ID, phone="13800000000", address="演示旗演示苏木演示嘎查12号")
    uuid = registered(store, applicant=who, title=f"本人{ID}的低保", content="电话13800000000")
    stepped(store, uuid, K.TRANSFER, date(2026, 3, 4), party="演示科13800000000")
    for paper in (papers.case_of(uuid), papers.requests_of(RequestFilter())):
        sheet = drawn(store, paper)
        text = text_of(sheet.pdf)
        assert "演示甲" in text
        assert find(text) == find(sheet.title) == []
        assert "演示嘎查" not in text


@pytest.mark.parametrize(
    "wanted",
    [
        RequestFilter(),
        RequestFilter(
            "open", "文字", ("running", "replied"), arrived_from=date(2026, 1, 1), closed_to=date(2026, 2, 1)
        ),
        RequestFilter(cell="3.new.total", year=2025, order="due"),
    ],
)
def test_a_filter_is_kept_as_plain_values_and_read_back_whole(wanted):
    assert request_papers.filter_of(request_papers.kept(wanted)) == wanted


def test_a_sheet_of_a_request_that_is_gone_is_refused(store):
    uuid = registered(store)
    do(store, requests.remove, [uuid])
    with pytest.raises(Exception, match="已被删除"):
        drawn(store, papers.case_of(uuid))
