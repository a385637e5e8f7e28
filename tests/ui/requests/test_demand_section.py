"""The section of demand: the tables with their bars, the proposals, the list of what became public."""

from datetime import date

import pytest

from app.operations import proactive, request_lists
from app.operations.papers import Kind
from app.operations.request_lists import RequestFilter
from tests.factory import ask, do
from tests.request_desk import COMPANY, registered
from tests.ui.requests.conftest import TODAY


@pytest.fixture
def section(page):
    return page.choose("demand")


@pytest.fixture
def gone(section):
    seen = []
    section.go.connect(lambda key, target: seen.append((key, target)))
    return seen


def first_link(shares):
    return shares.grid.itemAtPosition(0, 0).widget()


def test_the_tables_stand_with_counts_and_shares(section):
    assert "共收到申请 5 件" in section.total.text()
    texts = section.shares["by_topic"].texts()
    assert texts[:2] == ["测试补贴", "3 件 · 60.0%"]
    assert "没有填写主题" in texts


def test_a_line_opens_its_requests(section, gone, store):
    first_link(section.shares["by_topic"]).click()
    ((key, wanted),) = gone
    assert key == "requests"
    assert wanted == RequestFilter(topic="测试补贴", arrived_from=date(2026, 1, 1), arrived_to=TODAY)
    assert len(ask(store, request_lists.listed, wanted, TODAY)) == 3


def test_a_month_opens_its_days_within_the_period(section, gone):
    section.show_period(date(2026, 2, 10), date(2026, 3, 15))
    first_link(section.shares["by_month"]).click()
    assert gone == [("requests", RequestFilter(arrived_from=date(2026, 3, 1), arrived_to=date(2026, 3, 15)))]


def test_another_period_is_counted_and_an_empty_one_says_so(section):
    section.show_period(date(2020, 1, 1), date(2020, 12, 31))
    assert section.room.currentIndex() == 1
    section.show_period(date(2026, 1, 1), TODAY)
    assert section.room.currentIndex() == 0


def test_a_period_that_ends_before_it_begins_is_pointed_out(section):
    section.show_period(TODAY, date(2026, 1, 1))
    assert "早于" in section.total.text()


def test_what_several_ask_for_is_proposed_and_opens(section, store, gone):
    registered(store, today=TODAY, applicant=COMPANY, topic="测试补贴")
    section.reload()
    (row,) = section.repeated.rows()
    assert (row.topic, row.applicants, row.n) == ("测试补贴", 2, 4)
    section.repeated.opened.emit(row)
    assert gone[0][1].topic == "测试补贴"


def test_a_long_table_is_cut_and_shown_whole_when_asked(section, store):
    for n in range(10):
        registered(store, f"测试事项{n}", today=TODAY, topic=f"测试主题{n}")
    section.reload()
    shares = section.shares["by_topic"]
    cut = len(shares.texts())
    assert "4" in shares.more.text()
    shares.more.click()
    assert len(shares.texts()) == cut + 8
    assert shares.more.isHidden()


def test_the_list_of_what_became_public_is_judged_beside(section, store):
    uuid = registered(store, today=TODAY, suggests_proactive=True)
    section.reload()
    section.open(uuid)
    listed = section.proactive
    assert listed.table.current().request_uuid == uuid
    listed.box.accept_button.click()
    section.reload()
    assert [row.state for row in ask(store, proactive.listed)] == ["accepted"]
    listed.show_view("suggested")
    assert listed.room.currentIndex() == 1
    assert section.proactive.state() == "suggested"


def test_a_request_of_the_list_is_opened(section, store, gone):
    uuid = registered(store, today=TODAY, suggests_proactive=True)
    section.reload()
    section.open(uuid)
    section.proactive.open_button.click()
    assert gone == [("requests", uuid)]


def test_what_is_seen_is_printed_and_exported(section, store, monkeypatch, tmp_path):
    do(store, proactive.suggest, registered(store, today=TODAY), "", TODAY)
    asked, files = [], iter((tmp_path / "a.xlsx", tmp_path / "b.xlsx"))
    monkeypatch.setattr(section.writing, "preview", asked.append)
    monkeypatch.setattr(section.writing._places, "ask", lambda *_what: next(files))
    for view in ("demand", "proactive"):
        section.show_view(view)
        section.print()
        section.export()
    assert [paper.kind for paper in asked] == [Kind.DEMAND, Kind.PROACTIVE]
    assert asked[0].about == {"first": "2026-01-01", "last": "2026-03-20"}
    assert (tmp_path / "b.xlsx").exists()
