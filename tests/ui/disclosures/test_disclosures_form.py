from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.operations import disclosure_lists, disclosures
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.disclosures import Status
from app.ui.disclosures.item_finder import ItemFinder

TODAY = date(2026, 11, 21)


def focused():
    return QApplication.focusWidget()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(), key, modifier)


def type_in(write, text):
    write(focused(), text)
    press(Qt.Key.Key_Return)


def newest(store):
    with store.read() as session:
        uuid = disclosure_lists.uuids(session, DisclosureFilter(), TODAY, 1)[0]
        return disclosure_lists.opened(session, uuid, TODAY)


def line(page, key):
    return page.record.entry.form.field(key).inputs()[0]


def problems(page, key):
    return page.record.entry.form._boxes[key].wrong.text()


def test_an_item_is_entered_by_keyboard_alone(page, store, write):
    page.window().activateWindow()
    page.new()
    assert focused() is line(page, "title")
    type_in(write, "测试公告")
    type_in(write, "")  # no catalog item
    type_in(write, "2026-11-2")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    detail = newest(store)
    assert detail.draft.title == "测试公告"
    assert detail.draft.formed_on == date(2026, 11, 2)
    assert detail.row.status is Status.DRAFT
    assert page.record.uuid == detail.row.uuid
    assert page.table.current_uuid() == detail.row.uuid


def test_what_is_missing_is_written_under_its_field_and_nothing_is_saved(page):
    before = page.model.rowCount()
    page.new()
    page.record.entry.save()
    assert problems(page, "title") == "请填写信息名称。"
    assert "请填写形成日期" in problems(page, "formed_on")
    assert focused() is line(page, "title")
    assert page.model.rowCount() == before


def test_an_identity_number_is_refused_where_it_stands(page):
    page.new()
    page.record.entry.form.set_values({"title": "公示11010119900307001X", "formed_on": TODAY})
    page.record.entry.save()
    assert "身份证号" in problems(page, "title")


def test_the_due_date_and_its_reason_are_live(page):
    page.new()
    QTest.keyClicks(line(page, "formed_on"), "2026-11-02")
    entry = page.record.entry
    assert entry.due_line.pill.text() == "剩 6 个工作日 · 2026-11-30"
    assert "第20个工作日" in entry.due_line.sentence.text()
    assert entry.form._boxes["formed_on"].hint.text() == "星期一，工作日"


def test_a_catalog_item_is_found_by_characters_and_by_initials(page, store):
    finder = ItemFinder()
    with store.read() as session:
        by_initials = finder.found(session, "nybxbfbt", TODAY)
        by_letters = finder.found(session, "保险保费", TODAY)
    assert [option.label for option in by_initials] == ["农业保险保费补贴"]
    assert "农业保险保费补贴" in [option.label for option in by_letters]


def test_choosing_an_item_brings_its_time_limit_and_publisher_as_hints(page, store):
    with store.read() as session:
        option = ItemFinder().found(session, "农业保险", TODAY)[0]
    page.new()
    entry = page.record.entry
    entry.form.set_values({"item_key": option})
    entry.form.edited.emit("item_key")
    assert entry.form._boxes["responsible"].hint.text().startswith("按目录：")
    assert entry.form._boxes["time_limit"].hint.text().startswith("按目录：")


def test_another_item_takes_the_place_of_what_came_from_the_one_before(page, store):
    number = next(n for n in range(page.model.rowCount()) if page.model.row(n).item_name == "农业保险")
    page.table.selectRow(number)
    entry = page.record.entry
    assert entry.form.values()["time_limit"]
    with store.read() as session:
        option = ItemFinder().found(session, "监督检查", TODAY)[0]
    entry.form.set_values({"item_key": option})
    entry.form.edited.emit("item_key")
    assert entry.form.values()["time_limit"] == ""


def test_the_scope_is_asked_for_only_when_the_limit_has_several_rules(page):
    page.new()
    entry = page.record.entry
    field = entry.form._boxes["limit_scope"]
    assert field.isHidden()
    line(page, "time_limit").setText("行政许可自作出决定之日起7个工作日内；其他信息自形成之日起20个工作日内")
    entry.form.edited.emit("time_limit")
    assert not field.isHidden()
    assert field.field.combo.count() > 2


def test_ctrl_d_takes_the_value_of_the_record_above(page):
    page.table.selectRow(4)
    above = page.model.row(3)
    page.record.entry.form.focus("document_number")
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.record.entry.form.values()["document_number"] == above.document_number
    assert page.record.dirty


def test_saving_and_going_on_keeps_pinned_fields_only(page):
    page.new()
    form = page.record.entry.form
    form.set_values({"title": "第一条", "formed_on": date(2026, 11, 2), "responsible": "办公室"})
    form._boxes["responsible"].pin.click()
    form.focus("title")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.record.uuid == ""
    assert form.values()["responsible"] == "办公室"
    assert form.values()["title"] == ""
    assert focused() is line(page, "title")


def test_a_copy_starts_with_the_fields_of_the_record(page, store):
    page.table.selectRow(2)
    original = page.model.row(2)
    page.copy_record()
    assert page.record.uuid == ""
    assert page.record.entry.form.values()["title"] == original.title
    page.record.entry.form.set_values({"title": "另一条"})
    page.record.entry.save()
    detail = newest(store)
    assert detail.row.item_name == original.item_name
    assert detail.draft.title == "另一条"


def test_an_edit_is_kept_under_its_own_title_and_can_be_undone(page, store, runner):
    page.table.selectRow(0)
    uuid, before = page.record.uuid, page.model.row(0).title
    page.record.entry.form.set_values({"title": "改过的名称"})
    page.record.entry.save()
    assert page.model.row(0).title == "改过的名称"
    runner.undo()
    assert page.model.row(0).title == before
    with store.read() as session:
        assert disclosures.item_of(session, uuid).title == before
    assert page.record.entry.form.values()["title"] == before


def test_f4_explains_the_due_date(page):
    page.table.selectRow(0)
    page.why()
    assert not page.record.due.isHidden()
    assert page.record.entry.isHidden()


def test_undoing_the_entry_of_the_shown_item_leaves_nothing_to_show(page, runner, failures):
    page.new()
    page.record.entry.form.set_values({"title": "马上撤销", "formed_on": TODAY})
    page.record.entry.save()
    assert page.record.uuid
    runner.undo()
    assert page.record.uuid is None
    assert failures == []
