import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.operations import exceptions, search
from app.operations.search import SearchHit
from app.rules.catalog import ExceptionDraft, Ground
from app.ui.search.groups import GroupHead, excerpt, grouped
from app.ui.search.popup import SearchPopup
from tests.factory import TODAY, adopted, do, register, table_text


def hit(kind, name, text="", start=0, end=2):
    return SearchHit(kind, name, name, name, text or name, start, end, "text")


@pytest.fixture
def box(store, runner, shown):
    """A window with the line, and something else to go to."""
    register(store, "测试低保名单一")
    register(store, "测试低保名单二")
    adopted(store, table_text(("低保", "低保对象审核", "实时公开")))
    draft = ExceptionDraft("测试低保个人隐私", Ground.PRIVACY, "理由", "演示乙", TODAY)
    do(store, exceptions.add, draft, TODAY)
    window = QWidget()
    window.line, window.other = QLineEdit(), QPushButton()
    column = QVBoxLayout(window)
    column.addWidget(window.line)
    column.addStretch(1)
    column.addWidget(window.other)
    shown(window)
    window.popup = SearchPopup(runner, window.line)
    window.popup.use(search.found, search.KIND_NAMES)
    window.chosen = []
    window.popup.chosen.connect(window.chosen.append)
    window.line.setFocus()
    return window


def type_words(box, words):
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(box.line, event)
    box.popup.look()


def said(box):
    model = box.popup.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_hits_stand_in_groups_the_group_of_the_best_hit_first():
    hits = [hit("office", "甲"), hit("disclosure", "乙"), hit("office", "丙")]
    lines = grouped(hits, {"office": "单位", "disclosure": "公开台账"})
    assert lines == [GroupHead("单位", 2), hits[0], hits[2], GroupHead("公开台账", 1), hits[1]]


def test_a_hit_far_into_a_text_is_brought_into_sight():
    long = "前" * 40 + "低保" + "后"
    assert excerpt(hit("office", "名", long, 40, 42)) == ("…" + "前" * 18, "低保", "后")
    assert excerpt(hit("office", "名", "低保对象", 0, 2)) == ("", "低保", "对象")


def test_answers_are_grouped_with_their_number(box):
    type_words(box, "低保")
    heads = [line for line in said(box) if line.endswith("）")]
    assert sorted(heads) == ["不予公开事项（1）", "公开台账（2）", "目录事项（1）"]
    assert box.popup.isVisible()


def test_arrows_walk_over_the_heads_and_enter_opens(box, qtbot):
    type_words(box, "低保")
    first = box.popup.current()
    assert first is not None
    seen = [first]
    for _press in range(6):
        qtbot.keyClick(box.line, Qt.Key.Key_Down)
        seen.append(box.popup.current())
    assert {each.uuid for each in seen} == {each.uuid for each in box.popup.hits()}
    for _press in range(6):
        qtbot.keyClick(box.line, Qt.Key.Key_Up)
    assert box.popup.current() == first
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert box.chosen == [first]
    assert not box.popup.isVisible()


def test_pinyin_initials_find_and_a_click_opens(box, qtbot):
    type_words(box, "dbdx")
    list_view = box.popup.list
    place = list_view.visualRect(box.popup.model.index(1, 0)).center()
    qtbot.mouseClick(list_view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [each.name for each in box.chosen] == ["低保对象审核"]


def test_nothing_found_says_what_to_try(box, qtbot):
    type_words(box, "没有这样的词")
    assert box.popup.nothing.text() == "没有找到“没有这样的词”。可以换一个词，或只打拼音首字母。"
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert box.chosen == []


def test_escape_empties_the_line_and_puts_the_answers_away(box, qtbot):
    type_words(box, "低保")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.line.text() == ""
    assert not box.popup.isVisible()


def test_answers_go_when_the_keyboard_goes(box):
    type_words(box, "低保")
    box.other.setFocus()
    assert not box.popup.isVisible()
