"""The letters of a case and the office's templates in the window."""

from datetime import date

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.operations import letters, offices, request_lists, requests
from app.operations.papers import Kind
from app.rules.letters import BLANK, LetterKind
from app.rules.request_events import Event, EventKind
from app.ui.requests import letter_section
from app.ui.requests.letter_forms import blanks
from app.ui.requests.letter_section import LetterSection
from app.ui.requests.letter_words import Words
from app.ui.requests.templates import TemplatesSection
from app.ui.widgets.buttons import Button
from tests.factory import do
from tests.request_desk import registered, stepped
from tests.ui.requests.conftest import TODAY

ON = date(2026, 3, 12)


@pytest.fixture
def section(context, store, shown):
    """The letters of a request that was answered, with a blank to fill in."""
    for key, value in (("review_authority", "演示旗人民政府"), ("court", "演示旗人民法院")):
        do(store, offices.choose, key, value)
    uuid = registered(store, "测试答复事项", today=TODAY)
    stepped(store, uuid, EventKind.REPLY, ON, outcome="1")
    made = shown(LetterSection(context), 480, 800)
    context.runner.changed.connect(lambda _changed: look(made, store, uuid))
    look(made, store, uuid)
    return made


def look(section, store, uuid):
    with store.read() as session:
        section.show_record(request_lists.opened(session, uuid, TODAY))


def buttons(widget):
    QApplication.processEvents()  # what was put into a layout is shown by the next event
    return {each.text(): each for each in widget.findChildren(Button) if not each.isHidden()}


def press(section, text):
    buttons(section)[text].click()


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def test_what_the_case_needs_is_a_button_with_its_reason(section):
    assert "答复书" in buttons(section.offers)
    assert "2026-03-12 答复，还没有这份文书。" in texts(section.offers)


def test_a_letter_opens_filled_in_with_the_caret_on_its_first_blank(section):
    press(section.offers, "答复书")
    assert section.editor.isVisible()
    assert not section.overview.isVisible()
    assert section.editor.words.form.values()["addressee"] == "演示申请人甲"
    assert section.editor.words.area.textCursor().selectedText() == BLANK
    assert section.editor.blanks.told.text() == "还有 1 处空白没有填，填好才能印发。"


def test_a_blank_keeps_the_letter_in_and_is_told_under_the_field(section, store):
    press(section.offers, "答复书")
    section.editor.issue()
    assert any("还有空白" in text for text in texts(section.editor))
    assert listed(store, section) == []
    section.editor.words.insert("附件一份")
    assert section.editor.blanks.told.text() == "没有空白了，可以印发。"
    section.editor.issue()
    assert [row.number for row in listed(store, section)] == ["公复〔2026〕1号"]


def listed(store, section):
    with store.read() as session:
        return request_lists.letters(session, section._detail.row.uuid)


def full(section):
    area = section.editor.words.area
    area.setPlainText(area.toPlainText().replace(BLANK, "演示"))


def issued(section):
    press(section.offers, "答复书")
    full(section)
    section.editor.issue()


def test_an_issued_letter_is_told_listed_and_can_be_printed(section):
    said, papers = [], []
    section.said.connect(said.append)
    section.print_asked.connect(papers.append)
    issued(section)
    assert said == ["已印发“答复书”，文号 公复〔2026〕1号"]
    assert section.overview.isVisible()
    (row,) = section.table.rows()
    assert letter_section.state_pill(row).text == "已印发"
    assert "送达回证" in buttons(section.offers)
    assert set(buttons(section.commands)) == {"预览和打印", "存为 Word", "登记送达", "删除"}
    press(section.commands, "预览和打印")
    assert (papers[0].kind, papers[0].about) == (Kind.LETTER, {"uuid": row.uuid})


def test_a_draft_is_kept_gone_on_with_and_removed(section, store):
    press(section.offers, "答复书")
    section.editor.save()
    (row,) = section.table.rows()
    assert letter_section.state_pill(row).text == "草稿"
    assert set(buttons(section.commands)) == {"修改", "预览", "存为 Word", "删除"}
    press(section.commands, "修改")
    section.editor.words.form.set_values({"title": "测试标题"})
    section.editor.save()
    (row,) = section.table.rows()
    assert row.title == "测试标题"
    press(section.commands, "删除")
    assert section.table.rows() == ()
    assert section.none.isVisible()
    assert listed(store, section) == []


def test_what_was_typed_is_kept_when_another_case_is_opened(section, store):
    first = section._detail.row.uuid
    press(section.offers, "答复书")
    section.editor.words.form.set_values({"title": "写了一半"})
    other = registered(store, "测试另一件", today=TODAY)
    look(section, store, other)
    assert section.overview.isVisible()
    with store.read() as session:
        assert [row.title for row in request_lists.letters(session, first)] == ["写了一半"]


def test_a_letter_that_was_only_looked_at_leaves_no_draft(section, store):
    press(section.offers, "答复书")
    section.leave()
    assert listed(store, section) == []


def test_what_is_being_written_stays_when_the_case_is_read_again(section, store):
    press(section.offers, "答复书")
    section.editor.words.form.set_values({"title": "写了一半"})
    look(section, store, section._detail.row.uuid)
    assert section.editor.isVisible()
    assert section.editor.words.form.values()["title"] == "写了一半"


def test_a_delivery_is_entered_with_the_day_and_who_took_it(section, store):
    issued(section)
    press(section.commands, "登记送达")
    section.delivery.form.set_values({"delivery": "mail", "on": TODAY, "received_by": "演示甲"})
    section.delivery.ask()
    (row,) = listed(store, section)
    assert (row.delivery, row.delivered_on, row.received_by) == ("mail", TODAY, "演示甲")
    assert letter_section.state_pill(section.table.rows()[0]).text == "已送达"


def test_a_delivery_without_a_day_is_not_entered(section, store):
    issued(section)
    press(section.commands, "登记送达")
    section.delivery.form.set_values({"on": None})
    section.delivery.ask()
    assert "请填写日期。" in texts(section.delivery)
    assert listed(store, section)[0].delivered_on is None


def test_a_word_file_is_written_where_it_was_asked_for(section, monkeypatch, tmp_path):
    issued(section)
    asked, said = [], []
    section.said.connect(said.append)

    def choose(_parent, _title, _patterns, name, _today):
        asked.append(name)
        return tmp_path / f"{name}.docx"

    monkeypatch.setattr(section._places, "ask", choose)
    press(section.commands, "存为 Word")
    assert asked == ["答复书_公复〔2026〕1号"]
    assert "演示申请人甲：" in [each.text for each in Document(tmp_path / f"{asked[0]}.docx").paragraphs]
    assert said[-1] == f"已存为 {asked[0]}.docx"


def test_a_letter_whose_step_is_missing_says_so(section, failures):
    section.begin(LetterKind.EXTENSION)
    assert "还没有登记“延期答复”" in str(failures[0])
    assert section.overview.isVisible()


def test_issuing_is_undone(section, context, store):
    issued(section)
    context.runner.undo()
    assert listed(store, section) == []
    assert "答复书" in buttons(section.offers)


def test_the_next_blank_is_found_from_the_caret_and_from_the_top_again(shown):
    words = shown(Words(blanks))
    words.form.set_values({"body": f"甲{BLANK}乙{BLANK}丙"})
    places = []
    for _turn in range(3):
        words.next()
        places.append(words.area.textCursor().selectionStart())
    assert places == [1, 4, 1]
    assert words.count() == 2


@pytest.fixture
def templates(context, shown):
    made = shown(TemplatesSection(context), 1000, 700)
    made.refresh()
    return made


def test_every_template_stands_in_the_list(templates):
    names = [letters.template_name(row) for row in templates.table.rows()]
    assert names[0] == "登记回执"
    assert "答复书 3.4 保护第三方合法权益" in names


def test_the_offices_own_words_are_kept_and_put_back(templates, store):
    templates.open("fee")
    area = templates.words.area
    area.setPlainText(area.toPlainText().replace("缴费方式：＿＿", "缴费方式：到本单位财务室"))
    templates.save()
    with store.read() as session:
        assert "财务室" in letters.template(session, "fee").body
    assert templates.table.current().own
    press(templates, "恢复自带的文字")
    assert BLANK in templates.words.form.values()["body"]
    assert "恢复自带的文字" not in buttons(templates)


def test_a_place_is_put_where_the_caret_is(templates, qtbot):
    templates.open("fee")
    templates.words.area.setPlainText("")
    templates.places.selectRow(0)
    qtbot.keyClick(templates.places, Qt.Key.Key_Return)
    assert templates.words.form.values()["body"] == "{申请人}"


def test_a_place_nobody_knows_is_told_under_the_text(templates, store):
    templates.open("fee")
    templates.words.form.set_values({"body": "{没有的}"})
    templates.save()
    assert any("模板里没有“{没有的}”" in text for text in texts(templates))
    with store.read() as session:
        assert not letters.template(session, "fee").own


def test_what_is_typed_stays_when_the_list_is_read_again(templates, store):
    templates.open("fee")
    templates.words.form.set_values({"title": "写了一半"})
    templates.reload()
    assert templates.words.form.values()["title"] == "写了一半"


@pytest.mark.parametrize(("language", "mode"), [("zh", "horizontal"), ("mn_Mong", "vertical")])
def test_letters_stand_in_lines_and_in_columns(section, wear, language, mode):
    wear(language, mode)
    section.begin(LetterKind.REPLY)
    assert BLANK in section.editor.words.form.values()["body"]


def test_steps_keep_their_letters_through_the_whole_case(section, store):
    uuid = registered(store, "测试补正事项", today=TODAY)
    do(store, requests.step, uuid, Event(EventKind.CORRECTION_NOTICE, ON, reason="请写明年份"), TODAY)
    look(section, store, uuid)
    assert {"补正告知书", "登记回执"} <= set(buttons(section.offers))


def test_what_is_typed_is_there_again_after_another_template_was_looked_at(templates):
    templates.open("fee")
    templates.words.form.set_values({"title": "写了一半"})
    templates.open("receipt")
    assert templates.words.form.values()["title"] == "政府信息公开申请登记回执"
    templates.open("fee")
    assert templates.words.form.values()["title"] == "写了一半"
