"""The section of remedies and the tab of a case: entered, warned of, concluded, found."""

from datetime import date

import pytest

from app.operations import proactive, remedies, request_lists
from app.operations.papers import Kind
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RequestFilter
from app.rules.remedies import RemedyDraft, RemedyKind, RemedyResult
from app.rules.requests import Proactive
from app.ui.requests.remedy_section import RemedySection
from tests.factory import ask, do
from tests.request_desk import COMPANY, opened, registered
from tests.ui.requests.conftest import TODAY

REVIEW = RemedyDraft(RemedyKind.REVIEW, date(2026, 3, 17), authority="测试盟行政公署", number="测复〔2026〕1号")


@pytest.fixture
def refused(store):
    """The request that was refused."""
    wanted = RequestFilter(outcome="3.4")
    (row,) = ask(store, request_lists.listed, wanted, TODAY)
    return row


@pytest.fixture
def section(page):
    return page.choose("remedies")


@pytest.fixture
def tab(context, shown, store, refused):
    made = shown(RemedySection(context), 520, 900)
    made.show_record(opened(store, refused.uuid, TODAY))
    return made


def fill(form, **values):
    """Type into the form as a person does."""
    form.form.set_values(values)
    for key in values:
        form.form.field(key).edited.emit()


def rows(store, **wanted):
    return ask(store, remedies.listed, RemedyFilter(**wanted))


def add(store, draft=REVIEW):
    return do(store, remedies.add, draft, TODAY)


def test_an_empty_register_says_what_it_is_for(section):
    assert section.room.currentWidget() is section.empty
    section.empty.button.click()
    assert section.form.draft().filed_on == TODAY


def test_what_is_entered_stands_in_the_list_and_can_be_corrected(section, store):
    section.new()
    fill(section.form, kind="complaint", authority="测试机关", claim="测试投诉")
    section.form.save_button.click()
    (row,) = section.table.rows()
    assert (row.kind, row.authority, row.claim) == ("complaint", "测试机关", "测试投诉")
    assert section.table.current() == row
    fill(section.form, handling="测试办理", decided_on=TODAY)
    section.form.save()
    assert [(r.handling, r.decided_on) for r in rows(store)] == [("测试办理", TODAY)]


def test_what_is_missing_is_written_under_its_field(section, store):
    section.new()
    fill(section.form, filed_on=None, result="upheld")
    section.form.save()
    assert rows(store) == []
    assert section.form.form.field("filed_on").inputs()[0].property("wrong")


def test_a_direct_suit_over_a_refusal_is_warned_of_while_it_is_typed(section, store, refused):
    section.new()
    fill(section.form, request=refused.uuid)
    fill(section.form, kind="suit_direct")
    assert "先申请行政复议" in section.form.form._boxes["kind"].wrong.text()
    section.form.save()
    assert [row.kind for row in rows(store)] == ["suit_direct"]


def test_a_suit_after_reconsideration_is_offered_the_one_it_follows(section, store, refused):
    review = add(store, RemedyDraft(RemedyKind.REVIEW, date(2026, 3, 17), refused.uuid))
    section.new()
    fill(section.form, request=refused.uuid)
    fill(section.form, kind="suit_after")
    assert section.form.form.values()["after"] == review
    section.form.save()
    (suit,) = rows(store, kinds=("suit_after",))
    assert suit.after_uuid == review


def test_a_request_is_found_by_its_title(section, refused):
    field = section.form.form.field("request")
    field.combo.lineEdit().textEdited.emit("合作社")
    assert [option.value for option in field._options] == [refused.uuid]


def test_views_and_filters_narrow_and_count(section, store):
    add(store)
    ended = RemedyDraft(RemedyKind.SUIT_DIRECT, TODAY, result=RemedyResult.CORRECTED, decided_on=TODAY)
    add(store, ended)
    section.reload()
    section.show_view("pending")
    assert [row.kind for row in section.table.rows()] == ["reconsideration"]
    section.show_view("suit")
    assert [row.kind for row in section.table.rows()] == ["suit_direct"]
    section.show_view("complaint")
    assert section.room.currentWidget() is section.no_hit
    section.open("all")
    section.text.setText("测复")
    assert len(section.table.rows()) == 1


def test_a_figure_of_the_report_opens_to_its_rows_and_can_be_let_go(page, store):
    add(store)
    add(store, RemedyDraft(RemedyKind.COMPLAINT, TODAY))
    page.open(RemedyFilter(cell="4.review.pending", year=2026))
    section = page.section()
    assert [row.kind for row in section.table.rows()] == ["reconsideration"]
    assert "2026年" in section.cell.text()
    section.cell.click()
    assert len(section.table.rows()) == 2
    assert section.cell.isHidden()


def test_a_remedy_is_taken_out_and_its_request_opened(section, store, refused, page):
    add(store, RemedyDraft(RemedyKind.REVIEW, date(2026, 3, 17), refused.uuid))
    section.reload()
    section.table.selectRow(0)
    section.open_button.click()
    assert page.key() == "requests"
    page.choose("remedies")
    section.table.selectRow(0)
    section.remove_button.click()
    assert rows(store) == []


def test_what_is_typed_stays_when_the_list_is_read_again(section, store):
    add(store)
    section.reload()
    section.table.selectRow(0)
    fill(section.form, handling="还没有写完")
    section.reload()
    assert section.form.draft().handling == "还没有写完"


def test_the_register_is_printed_and_exported_as_it_is_filtered(section, store, monkeypatch, tmp_path):
    add(store)
    section.open("pending")
    asked = []
    monkeypatch.setattr(section.writing, "preview", asked.append)
    monkeypatch.setattr(section.writing._places, "ask", lambda *_what: tmp_path / "a.csv")
    section.print()
    section.export()
    assert [(paper.kind, paper.about) for paper in asked] == [(Kind.REMEDIES, {"pending": True})]
    assert "测复" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_the_tab_of_a_case_enters_what_its_request_is_about(tab, store, refused):
    assert not tab.none.isHidden()
    fill(tab.form, kind="reconsideration", authority="测试盟行政公署")
    tab.form.save()
    (row,) = rows(store)
    assert row.request_uuid == refused.uuid
    tab.show_record(opened(store, refused.uuid, TODAY))
    assert tab.table.current().uuid == row.uuid
    tab.another.click()
    assert tab.form.uuid() == ""


def test_another_case_starts_another_remedy(tab, store):
    fill(tab.form, authority="测试机关")
    other = registered(store, today=TODAY)
    tab.show_record(opened(store, other, TODAY))
    assert tab.form.draft().authority == ""
    assert tab.form.draft().request_uuid == other


def test_a_case_becomes_public_for_all_and_leads_to_its_draft(tab, store, refused):
    gone = []
    tab.go.connect(lambda key, target: gone.append((key, target)))
    tab.proactive.accept_button.click()
    detail = opened(store, refused.uuid, TODAY)
    tab.show_record(detail)
    assert detail.row.proactive is Proactive.ACCEPTED
    tab.proactive.open_button.click()
    assert gone == [("disclosures", detail.disclosure_uuid)]


def test_declining_without_a_reason_is_not_done(tab, store, refused):
    tab.proactive.decline_button.click()
    assert ask(store, proactive.listed) == []
    tab.proactive.form.set_values({"note": "涉及第三方。"})
    tab.proactive.decline_button.click()
    assert [row.note for row in ask(store, proactive.listed)] == ["涉及第三方。"]


def test_that_others_asked_for_the_same_is_told(tab, store, refused):
    assert tab.proactive.alike.isHidden()
    registered(store, "测试合作社补助名单", today=TODAY, applicant=COMPANY)
    tab.show_record(opened(store, refused.uuid, TODAY))
    assert "2 个申请人" in tab.proactive.alike.text()
