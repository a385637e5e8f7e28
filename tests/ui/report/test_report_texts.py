import pytest
from PySide6.QtCore import Qt

from app.operations import annual_reports, drafts
from tests.factory import ask, do
from tests.ui.report.conftest import BANNER, report

NAME = "新收申请总数"


@pytest.fixture
def section(page):
    return page.choose("texts")


def wrote(store, text, key="1", year=2026):
    do(store, annual_reports.write_section, BANNER.code, year, "own", key, text)


def test_only_sections_of_text_are_offered(section):
    assert [chip.text() for chip in section.sections._chips.values()] == [
        "一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"
    ]  # fmt: skip


def test_figures_are_read_where_their_names_are_typed(section, qtbot):
    assert NAME in section.reading.report.form.names
    section.editor.setPlainText(f"今年新收申请{{{NAME}}}件，上年{{上年:{NAME}}}件。")
    qtbot.waitUntil(lambda: "新收申请3件" in section.reads.text())


def test_text_is_kept_by_the_button_and_can_be_undone(section, store, runner, qtbot):
    qtbot.keyClicks(section.editor, "abc")
    section.save_button.click()
    assert report(store).sections == {"1": "abc"}
    runner.undo()
    assert report(store).sections == {}
    assert section.editor.toPlainText() == ""


def test_ctrl_s_saves_and_the_caret_stays(section, store, qtbot):
    section.editor.setFocus()
    qtbot.keyClicks(section.editor, "abc ")
    qtbot.keyClick(section.editor, Qt.Key.Key_Left)
    qtbot.keyClick(section.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    section.save()
    assert report(store).sections == {"1": "abc"}
    assert section.editor.textCursor().position() == 3
    assert section.editor.toPlainText() == "abc "


@pytest.mark.parametrize("lead", ["section", "text", "year"])
def test_what_was_typed_is_kept_whatever_comes_next(section, store, page, lead):
    section.editor.setPlainText("写到一半")
    {
        "section": lambda: page.choose("figures"),
        "text": lambda: section.show_section("5"),
        "year": lambda: page.open(2025),
    }[lead]()
    assert report(store).sections == {"1": "写到一半"}


def test_a_text_of_another_year_is_never_written_into_this_one(section, store, page):
    section.editor.setPlainText("今年的文字")
    page.open(2025)
    assert section.editor.toPlainText() == ""
    assert report(store, 2025).sections == {}


def test_a_name_is_found_by_pinyin_and_placed_at_the_caret(section, qtbot):
    section.editor.setPlainText("新收件")
    cursor = section.editor.textCursor()
    cursor.setPosition(2)
    section.editor.setTextCursor(cursor)
    options = section._options("xssqzs")
    assert NAME in [option.value for option in options]
    option = next(each for each in options if each.value == NAME)
    assert option.note == "3"
    section.names.set_value(option)
    section.place()
    assert section.editor.toPlainText() == f"新收{{{NAME}}}件"


def test_last_years_text_is_copied_and_told_to_be_alike(store, page, qtbot):
    wrote(store, "全年围绕中心工作推进政务公开，完善机制，强化监督，取得积极成效。", year=2025)
    section = page.choose("texts")
    section.copy_last()
    assert section.editor.toPlainText().startswith("全年围绕中心工作")
    section.save()
    assert section.alike.isVisible()
    assert "100%" in section.alike.text()
    assert any("相同" in text for text in section.facts.texts())


def test_without_a_text_of_last_year_that_is_said(section):
    section.copy_last()
    assert section.note.text() == "上年的报告里没有这一节的文字。"


def test_an_unknown_name_is_told(section, store):
    section.editor.setPlainText("新收{新收申请总计}件。")
    section.save()
    assert any("不是数字的名称" in text for text in section.facts.texts())


def test_typing_that_was_not_saved_comes_back_after_a_crash(section, store, page, context, shown, qtbot):
    section.editor.setPlainText("还没有保存")
    qtbot.waitUntil(lambda: len(ask(store, drafts.waiting, context.runner.person_uuid)) == 1, timeout=5_000)
    other = shown(type(page)(context), 1200, 700)
    texts = other.choose("texts")
    assert texts.editor.toPlainText() == "还没有保存"
    assert "没有保存" in texts.note.text()
    texts.save()
    assert ask(store, drafts.waiting, context.runner.person_uuid) == []


def test_a_final_report_is_not_written_in(section, store, page):
    page.open(2025)
    do(store, annual_reports.make_final, BANNER.code, 2025, "own", page.context.today())
    page.reload()
    assert section.editor.isReadOnly()
    assert not section.save_button.isEnabled()
