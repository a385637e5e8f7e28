from datetime import date

from PySide6.QtTest import QTest

from app.operations import drafts
from app.ui.disclosures.page import DisclosuresPage

TODAY = date(2026, 11, 21)


def line(page, key):
    return page.record.entry.form.field(key).inputs()[0]


def waiting(store):
    with store.read() as session:
        return drafts.waiting(session, store.desk.person_uuid)


def type_without_saving(page, write, text):
    write(line(page, "note"), text)
    page.leave()


def reopened(context, shown):
    return shown(DisclosuresPage(context), 1216, 660)


def test_what_is_typed_is_kept_and_asked_about_once_after_a_crash(page, context, shown, store, write):
    page.table.selectRow(2)
    uuid, title = page.record.uuid, page.model.row(2).title
    type_without_saving(page, write, "没写完")
    again = reopened(context, shown)
    question = again.record.entry.question
    assert again.record.uuid == uuid
    assert not question.isHidden()
    said = question.sentence.text()
    assert title in said
    assert f"{waiting(store)[0].at:%Y-%m-%d %H:%M}" in said
    assert "备注" in said


def test_going_on_with_what_was_typed_fills_the_form(page, context, shown, store, write):
    page.table.selectRow(2)
    type_without_saving(page, write, "没写完")
    again = reopened(context, shown)
    again.record.entry.question.use_typed.click()
    assert again.record.entry.form.values()["note"] == "没写完"
    assert again.record.dirty
    again.record.entry.save()
    assert waiting(store) == []


def test_going_on_with_what_is_saved_forgets_the_draft(page, context, shown, store, write):
    page.table.selectRow(2)
    type_without_saving(page, write, "没写完")
    again = reopened(context, shown)
    again.record.entry.question.use_saved.click()
    assert again.record.entry.form.values()["note"] == ""
    assert waiting(store) == []


def test_a_draft_of_one_record_never_opens_in_another(page, write):
    page.table.selectRow(2)
    first = page.record.uuid
    write(line(page, "note"), "只属于这一条")
    page.table.selectRow(3)
    assert page.record.uuid != first
    assert page.record.entry.question.isHidden()
    assert page.record.entry.form.values()["note"] == ""
    page.table.selectRow(2)
    assert not page.record.entry.question.isHidden()


def test_while_the_question_is_open_nothing_can_be_typed_over_the_draft(page, store, write):
    page.table.selectRow(2)
    write(line(page, "note"), "原来的草稿")
    page.table.selectRow(3)
    page.table.selectRow(2)
    write(line(page, "note"), "覆盖")
    page.leave()
    assert waiting(store)[0].fields["note"] == "原来的草稿"


def test_a_new_item_that_was_never_saved_comes_back(page, context, shown, write):
    page.new()
    write(line(page, "title"), "还没保存的新信息")
    page.leave()
    again = reopened(context, shown)
    assert again.record.uuid == ""
    assert "还没保存的新信息" in again.record.entry.question.sentence.text()
    again.record.entry.question.use_typed.click()
    assert again.record.entry.form.values()["title"] == "还没保存的新信息"


def test_saving_leaves_no_draft(page, store, write):
    page.new()
    write(line(page, "title"), "会保存的")
    QTest.keyClicks(line(page, "formed_on"), "2026-11-02")
    page.record.entry.save()
    assert waiting(store) == []
    assert not page.record.dirty


def test_giving_up_shows_the_saved_record_again(page, store, write):
    page.table.selectRow(2)
    before = page.record.entry.form.values()
    write(line(page, "note"), "不要了")
    page.record.give_up_button.click()
    assert page.record.entry.form.values() == before
    assert waiting(store) == []


def test_a_change_elsewhere_does_not_touch_what_is_being_typed(page, context, write):
    page.table.selectRow(2)
    write(line(page, "note"), "正在写")
    page.reload()
    assert page.record.entry.form.values()["note"] == "正在写"
    assert page.record.entry.question.isHidden()
