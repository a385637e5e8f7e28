import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from app.operations import gate, history, notice_lists, offices
from app.ui.payouts.unmask_dialog import UnmaskDialog
from tests.factory import ask, do
from tests.ui.payouts.conftest import FEED, GRASS, id_number


@pytest.fixture
def section(page, take):
    take()
    take(programme=FEED)
    take(programme=FEED, year=2025)
    return page.choose("look_up")


def look(section, text):
    section.line.setText(text)
    section.reload()


def dialog():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, UnmaskDialog) and w.isVisible())


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_before_anything_is_typed_the_page_says_what_it_is_for(section):
    assert section.room.currentWidget() is section.begin
    assert section.begin.heading.text() == "输入姓名或身份证号"
    assert not section.form.isVisible()


def test_somebody_is_found_by_the_whole_number_with_the_sums_of_each_year(section):
    look(section, id_number(1))
    assert {r.name for r in section.table.rows()} == {"测试甲"}
    assert section.detail.heading.text() == "测试甲 · 演示一嘎查"
    assert section.facts.texts() == ["2026 年合计", "2 笔，600.00 元", "2025 年合计", "1 笔，300.00 元"]
    assert not section.note.isVisible()


def test_two_of_the_same_name_are_told_apart_by_the_village(section):
    look(section, "测试甲")
    assert section.note.text().startswith("查到 2 个人，可能有同名的人。")
    assert section.detail.heading.text() == ""
    number = next(n for n, r in enumerate(section.table.rows()) if r.village == "演示二嘎查")
    section.table.selectRow(number)
    assert section.facts.texts()[:2] == ["2026 年合计", "2 笔，598.00 元"]


def test_a_beginning_of_the_name_is_enough(section, qtbot):
    qtbot.keyClicks(section.line, "")
    look(section, "测试")
    assert len(section.table.rows()) == 12
    qtbot.keyClick(section.line, Qt.Key.Key_Return)
    assert section.table.hasFocus()
    assert section.table.current() is not None


def test_nobody_found_is_said_and_can_still_be_logged(section, store):
    look(section, "演示无此人")
    assert section.begin.heading.text() == "没有查到发放记录"
    section.form.set_values({"name": "测试来人"})
    section.log()
    assert ask(store, notice_lists.queries)[0].shown == "没有查到发放记录"


def test_nothing_on_the_screen_tells_a_number(section, store):
    do(store, offices.choose, "id_style", "mask")
    look(section, "测试")
    model = section.table.model()
    shown = [str(model.index(r, c).data()) for r in range(model.rowCount()) for c in range(model.columnCount())]
    assert any(text.startswith("99***") for text in shown)
    for n in range(1, 5):
        assert not any(id_number(n) in text for text in shown)
        assert not any(f"138000{n:05d}" in text or f"62{n:014d}" in text for text in shown)


def test_who_asked_is_kept_with_what_was_shown(section, store, qtbot):
    look(section, id_number(1))
    section.form.set_values({"name": "测试来人", "purpose": "核对是否到账"})
    qtbot.keyClick(section.form.field("purpose").inputs()[0], Qt.Key.Key_Return)
    (query,) = ask(store, notice_lists.queries)
    assert (query.name, query.purpose) == ("测试来人", "核对是否到账")
    assert f"测试甲（演示一嘎查）2026年{GRASS}300.00元" in query.shown
    assert id_number(1) not in query.shown
    assert section.form.values() == {"name": "", "purpose": ""}


def test_a_query_without_a_name_is_asked_for(section, store):
    look(section, id_number(1))
    section.log()
    assert section.form._boxes["name"].wrong.text() == "请填写查询人。"
    assert ask(store, notice_lists.queries) == []


def test_nothing_is_shown_behind_the_mask_without_a_reason(section, store):
    look(section, id_number(1))
    section.unmask()
    asked = dialog()
    asked.unmask()
    assert asked.form._boxes["reason"].wrong.text() == "请写明查看的理由。"
    assert id_number(1) not in texts(asked)
    assert ask(store, gate.unmaskings) == []
    asked.close()


def test_what_is_masked_is_shown_for_a_reason_that_is_kept(section, store, context):
    QGuiApplication.clipboard().clear()
    look(section, id_number(1))
    section.unmask()
    asked = dialog()
    asked.form.set_values({"reason": "本人核对银行卡号"})
    asked.unmask()
    told = texts(asked)
    for secret in (id_number(1), "62" + "1".zfill(14), "13800000001", "演示旗演示镇演示一嘎查1号"):
        assert secret in told
    assert all(line.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction for line in asked.lines)
    assert id_number(1) not in asked.windowTitle()
    asked.close()
    (kept,) = ask(store, gate.unmaskings)
    assert kept.reason == "本人核对银行卡号"
    assert not QGuiApplication.clipboard().text()
    assert not any(id_number(1) in done.title for done in ask(store, history.done))
    assert not any(id_number(1) in text or "测试甲" in text for text in context.preferences.current.last.values())


def test_that_somebody_looked_cannot_be_undone(section, store, runner, failures):
    look(section, id_number(1))
    section.unmask()
    dialog().form.set_values({"reason": "本人核对"})
    dialog().unmask()
    dialog().close()
    newest = ask(store, history.done)[0]
    assert ask(store, history.last_undoable).id != newest.id
    with pytest.raises(Exception, match="不能撤销"):
        do(store, history.undo, newest.id)
    assert len(ask(store, gate.unmaskings)) == 1


def test_whoever_comes_next_sees_nothing_of_the_person_before(page, section):
    look(section, id_number(1))
    section.form.set_values({"name": "测试来人"})
    page.choose("rolls")
    page.choose("look_up")
    assert section.line.text() == ""
    assert section.table.rows() == []
    assert section.form.values()["name"] == ""


def test_the_notice_of_a_payment_is_opened(section, store, gone):
    from app.operations import payouts
    from tests.factory import TODAY

    do(store, payouts.make_notices, [r.uuid for r in ask(store, payouts.rolls, 2025)], TODAY)
    look(section, id_number(1))
    section.table.selectRow(next(n for n, r in enumerate(section.table.rows()) if r.year == 2025))
    row = section.table.current()
    next(b for b in section._actions(row, True) if b.text() == "打开公示").click()
    assert gone == [("notices", row.notice_uuid)]


def test_the_record_of_looking_lists_person_and_reason(page, section, store):
    look(section, id_number(1))
    section.unmask()
    dialog().form.set_values({"reason": "本人核对"})
    dialog().unmask()
    dialog().close()
    record = page.choose("unmaskings")
    record.table.selectRow(0)
    assert record.facts.texts()[-2:] == ["理由", "本人核对"]
    assert "身份证号、银行卡号" in record.facts.texts()[3]


def test_without_any_looking_the_record_says_what_it_is(page):
    assert page.choose("unmaskings").room.currentWidget() is page.section().empty
