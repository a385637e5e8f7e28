from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.models.disclosure import Disclosure
from app.operations import backups, exceptions, history
from app.operations.offices import create_store
from app.rules.catalog import ExceptionDraft, Ground
from app.rules.offices import Level, OfficeDraft
from app.ui.run import Now, Runner
from app.ui.settings.page import SettingsPage
from app.ui.settings.restore import RestoreDialog
from tests.factory import TODAY, ask, counted, do, register

MOMENT = datetime(2026, 3, 18, 9, 30)


@pytest.fixture
def runner(qapp, store, past):
    """Closes whatever file it holds at the end: a restore opens another one."""
    made = Runner(store, past, writer=Now(), readers=Now())
    yield made
    made.close()


def wizard():
    return next(d for d in QApplication.topLevelWidgets() if isinstance(d, RestoreDialog) and d.isVisible())


def test_an_office_without_backups_is_told_how_to_make_the_first(page, qtbot):
    section = page.choose("backups")
    assert section.nothing.isVisible()
    section.back_up()
    assert not section.nothing.isVisible()
    (row,) = section.table.rows()
    assert row.path.is_file()
    assert row.office == "测试旗演示镇"
    assert str(row.path) in section.made.text()


def test_copies_go_to_the_folder_a_person_chose(page, context, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    section = page.choose("backups")
    section.set_folder(folder)
    section.back_up()
    assert list(folder.glob("*.iltod"))
    assert context.preferences.current.backup_folder == folder
    assert str(folder) in section.folder.text()


def test_a_stick_that_is_not_there_is_said(page, failures, tmp_path):
    section = page.choose("backups")
    section.set_folder(tmp_path / "gone")
    section.back_up()
    assert "gone" in str(failures[0])


def test_the_way_back_is_walked_with_enter_alone(store, page, runner, qtbot):
    register(store, "测试备份前")
    backups.make(store, None, MOMENT)
    register(store, "测试备份后")
    page.choose("backups").restore()
    dialog = wizard()
    assert dialog.table.current().disclosures == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.warning.text() == "备份比现在少 1 条公开信息。"
    assert dialog.backup_facts.texts()[3] == "公开信息 1 条"
    assert dialog.now_facts.texts()[3] == "公开信息 2 条"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert counted(runner.store, Disclosure) == 1
    assert "before-restore" in dialog.aside.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    section = page.section()
    assert section.restored_box.isVisible()
    section.confirm()
    assert not section.restored_box.isVisible()


def test_the_copy_chosen_in_the_list_is_compared_at_once(store, page):
    backups.make(store, None, MOMENT)
    section = page.choose("backups")
    section.table.selectRow(0)
    section.restore_from(section.table.current())
    dialog = wizard()
    assert dialog.steps.currentIndex() == 1
    assert not dialog.warning.isVisible()
    dialog.back.click()
    assert dialog.steps.currentIndex() == 0
    dialog.reject()


def test_the_backup_of_another_office_is_pointed_out(store, page, tmp_path):
    other = tmp_path / "other.iltod"
    create_store(other, OfficeDraft("000001", "测试另一旗办公室", Level.BANNER)).close()
    page.choose("backups").restore()
    dialog = wizard()
    dialog.take_file(other)
    assert "“测试另一旗办公室”" in dialog.warning.text()
    dialog.reject()


def test_a_file_that_is_no_backup_is_refused_in_the_dialog_and_nothing_is_touched(store, page, runner, tmp_path):
    register(store, "测试一条")
    wrong = tmp_path / "wrong.iltod"
    wrong.write_text("这不是数据文件")
    page.choose("backups").restore()
    dialog = wizard()
    dialog.take_file(wrong)
    assert dialog.steps.currentIndex() == 0
    assert dialog.wrong.text()
    assert counted(runner.store, Disclosure) == 1
    dialog.reject()


def test_a_copy_damaged_after_it_was_chosen_leaves_everything_as_it_was(store, page, runner):
    register(store, "测试一条")
    copy = backups.make(store, None, MOMENT)
    page.choose("backups").restore()
    dialog = wizard()
    dialog.go_on()
    Path(copy).write_bytes(b"damaged")
    dialog.go_on()
    assert dialog.outcome.text() == "没有恢复，原有数据没有改动。"
    assert dialog.wrong.text()
    assert counted(runner.store, Disclosure) == 1
    dialog.accept()


def removed_exception(store):
    draft = ExceptionDraft("测试不公开事项", Ground.PRIVACY, "理由", "演示乙", TODAY)
    uuid = do(store, exceptions.add, draft, TODAY, title="登记不予公开事项")
    do(store, exceptions.remove, uuid, title="删除不予公开事项")
    return uuid


def test_what_was_removed_is_brought_back_from_the_bin(store, page, qtbot):
    removed_exception(store)
    section = page.choose("recycle")
    assert section.table.model().index(0, 1).data() == "不予公开事项"
    section.table.selectRow(0)
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert [row.subject for row in ask(store, exceptions.listed, TODAY)] == ["测试不公开事项"]
    assert section.room.currentWidget() is section.empty


def test_a_step_of_the_log_is_undone_once(store, page):
    removed_exception(store)
    section = page.choose("log")
    section.table.selectRow(0)
    assert section.table.current().title == "删除不予公开事项"
    section.action.click()
    assert len(ask(store, exceptions.listed, TODAY)) == 1
    assert ask(store, history.done)[0].title == "撤销“删除不予公开事项”"
    section.table.selectRow(1)
    assert not section.action.isEnabled()


def test_a_step_that_something_later_stands_on_is_not_undone(store, page, failures):
    removed_exception(store)
    section = page.choose("log")
    section.table.selectRow(1)
    section.action.click()
    assert len(failures) == 1
    assert ask(store, exceptions.listed, TODAY) == []


def test_the_way_back_works_while_other_threads_read(store, past, context, shown, qtbot):
    register(store, "测试备份前")
    copy = backups.make(store, None, MOMENT)
    register(store, "测试备份后")
    runner = Runner(store, past)
    page = shown(SettingsPage(replace(context, runner=runner)))
    section = page.choose("backups")
    qtbot.waitUntil(lambda: section.table.rows() != ())
    page.choose("log")
    dialog = RestoreDialog(page, runner, [backups.described(copy)], backups.described(copy))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1)
    dialog.go_on()
    qtbot.waitUntil(lambda: bool(dialog.aside.text()))
    assert counted(runner.store, Disclosure) == 1
    runner.close()
