"""Old Mongolian codes, pasted and typed into fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.search_box import SearchBox

BICHIG, WORD = "\ue2c1\ue27e\ue317\ue27e\ue2e8", "ᠪᠢᠴᠢᠭ"
LEFT = "\ue284\ue286\ue2b5"
KINDS = ["line", "text"]


@pytest.fixture
def form(shown):
    made = shown(Form((FieldSpec("line", "信息名称"), FieldSpec("text", "内容摘要", "text"), FieldSpec("end", "备注"))))
    made.activateWindow()
    return made


def pasted(qtbot, form, key, text):
    field = form.field(key).inputs()[0]
    field.setFocus()
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return field


def hint(form, key):
    label = form.field(key).parentWidget().hint
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize("key", KINDS)
def test_pasted_codes_are_turned_at_once_and_undo_gives_them_back(qtbot, form, key):
    field = pasted(qtbot, form, key, f"通知{BICHIG}")
    assert form.values()[key] == f"通知{WORD}"
    assert "已转换为标准编码" in hint(form, key)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.values()[key] == f"通知{BICHIG}"
    assert hint(form, key) == ""
    form.field("end").inputs()[0].setFocus()
    assert form.values()[key] == f"通知{BICHIG}"


@pytest.mark.parametrize("key", KINDS)
def test_the_cursor_stays_behind_what_was_pasted(qtbot, form, key):
    field = pasted(qtbot, form, key, "甲乙")
    qtbot.keyClick(field, Qt.Key.Key_Left)
    pasted(qtbot, form, key, BICHIG)
    qtbot.keyClicks(field, "x")
    assert form.values()[key] == f"甲{WORD}x乙"


@pytest.mark.parametrize("key", KINDS)
def test_a_code_nobody_can_tell_is_named(qtbot, form, key):
    pasted(qtbot, form, key, LEFT)
    assert form.values()[key] == "ᠣ\ue286ᠨ"
    assert "其中 1 个旧编码字符（U+E286）认不出" in hint(form, key)


@pytest.mark.parametrize("key", KINDS)
def test_text_without_old_codes_stays_as_it_is(qtbot, form, key):
    for text in ("公开︵事项︶\ue264", WORD):
        pasted(qtbot, form, key, text)
    assert form.values()[key] == f"公开︵事项︶\ue264{WORD}"
    assert hint(form, key) == ""


@pytest.mark.parametrize("key", KINDS)
def test_codes_typed_one_by_one_are_turned_when_the_field_is_left(form, key):
    field = form.field(key).inputs()[0]
    field.setFocus()
    for code in BICHIG:
        typed = QInputMethodEvent()
        typed.setCommitString(code)
        QApplication.sendEvent(field, typed)
    assert form.values()[key] == BICHIG
    edits = []
    form.edited.connect(edits.append)
    form.field("end").inputs()[0].setFocus()
    assert form.values()[key] == WORD
    assert set(edits) == {key}


@pytest.mark.parametrize("key", KINDS)
def test_what_the_program_shows_is_not_turned(form, key):
    form.set_values({key: BICHIG})
    form.field(key).inputs()[0].setFocus()
    form.field("end").inputs()[0].setFocus()
    assert form.values()[key] == BICHIG


@pytest.mark.parametrize("key", KINDS)
def test_the_sentence_goes_when_the_next_record_is_shown(qtbot, form, key):
    pasted(qtbot, form, key, BICHIG)
    edits = []
    form.edited.connect(edits.append)
    form.set_values({key: "另一条"})
    assert hint(form, key) == ""
    assert edits == []


def test_the_search_over_everything_finds_what_is_pasted_in_old_codes(qtbot, runner, shown):
    box = shown(SearchBox(runner))
    box.setFocus()
    QGuiApplication.clipboard().setText(BICHIG)
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == WORD
