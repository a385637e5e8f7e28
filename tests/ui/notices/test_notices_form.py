"""Drafting a notice: its template, several villages, what is wrong, typing that outlives a power cut, a copy."""

import pytest

from app.operations import drafts, notice_lists
from app.operations.notice_lists import NoticeFilter
from app.ui.notices.entry_text import FORM, LONG
from app.ui.notices.page import NoticesPage
from tests.ui.notices.conftest import TODAY, VILLAGES

FIRST, SECOND, THIRD = (code for code, _name, _name_mn in VILLAGES)


@pytest.fixture
def entry(board):
    board.new()
    return board.entry


def drafted(store):
    with store.read() as session:
        return notice_lists.listed(session, NoticeFilter("draft"), TODAY)


def draft_of(store, uuid):
    with store.read() as session:
        return notice_lists.opened(session, uuid, TODAY).draft


def choose(entry, *codes):
    entry.form.villages.set_value(codes)
    entry.form.villages.edited.emit()


def set_field(form, key, value):
    form.set_values({key: value})
    form.edited.emit(key)


def kept(store, uuid=""):
    with store.read() as session:
        return drafts.kept(session, FORM, uuid, store.desk.person_uuid)


def test_a_kind_brings_its_words_its_table_and_its_period(entry):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "low_income_first")
    values = entry.form.values()
    assert values["title"] == "演示甲嘎查最低生活保障初审公示"
    assert "《社会救助暂行办法》第十一条" in values["body"]
    assert values["title_mn"]
    assert (values["period_days"], values["period_unit"]) == (7, "workday")
    assert "户主姓名" in entry.form.table().headings
    assert "县级指南" in entry.form.head._boxes["period_unit"].hint.text()


def test_words_that_were_edited_stay_when_the_kind_changes(entry):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "low_income_first")
    set_field(entry.form.zh, "title", "演示：自己写的标题")
    set_field(entry.form.head, "kind", "homestead")
    assert entry.form.values()["title"] == "演示：自己写的标题"
    assert not entry.take.isHidden()
    entry.take.click()
    assert entry.form.values()["title"] == "演示甲嘎查宅基地申请公示"
    entry.take.click()
    assert entry.form.values()["title"] == "演示：自己写的标题"


def test_words_nobody_touched_follow_kind_and_village(entry):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "low_income_first")
    set_field(entry.form.head, "kind", "homestead")
    assert entry.form.values()["title"] == "演示甲嘎查宅基地申请公示"
    choose(entry, SECOND)
    assert entry.form.values()["title"] == "演示乙嘎查宅基地申请公示"
    assert entry.take.isHidden()


def test_several_villages_get_a_draft_each_under_their_own_names(entry, store):
    choose(entry, FIRST, SECOND, THIRD)
    set_field(entry.form.head, "kind", "homestead")
    set_field(entry.form.zh, "title", "演示甲嘎查第二批宅基地申请公示")
    assert not entry.form.villages.several.isHidden()
    before = {row.uuid for row in drafted(store)}
    entry.save()
    new = [row for row in drafted(store) if row.uuid not in before]
    assert {row.title for row in new} == {f"{name}第二批宅基地申请公示" for _code, name, _mn in VILLAGES}
    assert {row.office_code for row in new} == {FIRST, SECOND, THIRD}
    assert VILLAGES[1][2] in draft_of(store, next(r.uuid for r in new if r.office_code == SECOND)).title_mn


def test_without_kind_and_village_nothing_is_saved_and_both_are_named(entry, store):
    set_field(entry.form.zh, "title", "演示：没有嘎查村")
    before = len(drafted(store))
    entry.save()
    assert len(drafted(store)) == before
    assert entry.form.villages.wrong.text() == "请选择张贴的嘎查村。"
    assert entry.form.head._boxes["kind"].wrong.text() == "请选择公示的种类。"


def test_a_personal_number_in_the_table_keeps_the_draft_from_being_saved(entry, store):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "homestead")
    entry.form.grid.model.set_cells(0, 0, [["演示户甲 11010519491231002X"]])
    before = len(drafted(store))
    entry.save()
    assert len(drafted(store)) == before
    assert "身份证号" in entry.form.grid.wrong.text()


def test_a_notice_for_good_asks_for_no_days(entry, store):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "homestead")
    set_field(entry.form.head, "period_unit", LONG)
    assert entry.form.head.field("period_days").isHidden() or not entry.form.head.field("period_days").isVisible()
    entry.save()
    assert draft_of(store, drafted(store)[0].uuid).period_days == 0


def test_a_period_shorter_than_the_law_demands_is_refused_under_its_field(entry, store):
    choose(entry, FIRST)
    set_field(entry.form.head, "kind", "land_plan")
    set_field(entry.form.head, "period_days", 7)
    entry.save()
    assert "不得少于30" in entry.form.head._boxes["period_days"].wrong.text()


def test_what_was_typed_comes_back_after_a_power_cut_with_its_table(board, context, store, shown):
    board.new()
    entry = board.entry
    choose(entry, FIRST, SECOND)
    set_field(entry.form.head, "kind", "homestead")
    entry.form.grid.model.set_cells(0, 0, [["演示户甲", "3", "0120", ""]])
    entry.form.grid.edited.emit()
    entry.leave()
    assert "0120" in kept(store).fields["table"]
    again = shown(NoticesPage(context), 1216, 660).section()
    assert again.room.currentWidget() is again.entry
    question = again.entry.question
    assert not question.isHidden()
    assert FIRST not in question.sentence.text()
    question.use_typed.click()
    assert again.entry.form.villages.value() == (FIRST, SECOND)
    assert again.entry.form.table().rows == (("演示户甲", "3", "0120", ""),)


def test_giving_up_forgets_what_was_typed(board, store):
    board.new()
    set_field(board.entry.form.zh, "title", "演示：不要了")
    board.entry.leave()
    assert kept(store)
    board.entry.give_up()
    assert kept(store) is None
    assert board.room.currentIndex() == 0


def test_a_copy_begins_with_everything_of_the_notice_before(board, store):
    row = next(row for row in board.model.source.page(_session(store), 0, 50) if row.status == "filed")
    board.open(row.uuid)
    board.copy_record()
    assert board.room.currentWidget() is board.entry
    assert board.entry.form.values()["title"] == row.title
    assert board.entry.uuid == ""
    board.entry.save()
    assert drafted(store)[0].title == row.title


def _session(store):
    with store.read() as session:
        return session


def test_a_draft_is_corrected_in_its_form(board, store):
    uuid = drafted(store)[0].uuid
    board.edit(uuid)
    set_field(board.entry.form.zh, "title", "演示甲嘎查草牧场承包公示（改）")
    set_field(board.entry.form.mn, "title_mn", "ᠪᠡᠯᠴᠢᠭᠡᠷ\nᠢᠯᠡ ᠵᠠᠷᠯᠠᠯ")
    board.entry.save()
    found = draft_of(store, uuid)
    assert found.title == "演示甲嘎查草牧场承包公示（改）"
    assert "\n" not in found.title_mn
    assert board.room.currentIndex() == 0
    assert board.record.uuid == uuid


def test_a_reviewed_notice_goes_back_before_it_is_corrected(board, store, failures):
    with store.read() as session:
        uuid = notice_lists.listed(session, NoticeFilter("to_print"), TODAY)[0].uuid
    board.edit(uuid)
    set_field(board.entry.form.zh, "title", "演示：改不得")
    board.entry.save()
    assert "退回修改" in str(failures[0])
    assert kept(store, uuid)  # what was typed is not lost
    assert draft_of(store, uuid).title != "演示：改不得"
