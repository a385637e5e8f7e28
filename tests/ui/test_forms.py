from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.rules.problems import Problem
from app.ui.widgets.date_field import typed_date
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.form import Form
from tests.ui.gallery import FIELDS

TODAY = date(2026, 11, 21)
EMPTY = {
    "title": "",
    "title_mn": "",
    "formed_on": None,
    "kind": "",
    "item": "",
    "people": None,
    "channels": (),
    "summary": "",
    "note": "",
}


@pytest.fixture
def form(shown):
    made = shown(Form(FIELDS))
    made.activateWindow()
    return made


def line(form, key):
    return form.field(key).inputs()[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("２０２６年３月５日", date(2026, 3, 5)),
        ("3-5", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("2026-02-30", None),
        ("5", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_date_is_read_as_people_write_it(text, meant):
    assert typed_date(text, TODAY) == meant


def test_values_go_in_and_come_out(form):
    values = {
        "title": "低保名单",
        "title_mn": "",
        "formed_on": date(2026, 3, 5),
        "kind": "asked",
        "item": "",
        "people": 12,
        "channels": ("web", "board"),
        "summary": "第一行\n第二行",
        "note": "",
    }
    form.set_values(values)
    assert form.values() == values


def test_setting_values_is_not_typing(form, qtbot):
    with qtbot.assertNotEmitted(form.edited), qtbot.assertNotEmitted(form.typed, wait=0):
        form.set_values({"title": "低保名单", "summary": "名单", "formed_on": TODAY})
    form.tell_draft()


def test_typed_values_are_told_for_the_draft(form, qtbot):
    with qtbot.waitSignal(form.typed) as typed:
        qtbot.keyClicks(line(form, "title"), "abc")
    assert typed.args[0]["title"] == "abc"


def test_draft_is_told_at_once_on_leaving(form, qtbot):
    told = []
    form.typed.connect(told.append)
    qtbot.keyClicks(line(form, "title"), "abc")
    form.tell_draft()
    form.tell_draft()
    assert [values["title"] for values in told] == ["abc"]


def test_enter_walks_and_in_the_last_field_saves(form, qtbot):
    line(form, "title").setFocus()
    qtbot.keyClick(line(form, "title"), Qt.Key.Key_Return)
    assert line(form, "title_mn").hasFocus()
    with qtbot.waitSignal(form.save_asked):
        qtbot.keyClick(line(form, "note"), Qt.Key.Key_Return)


def test_tab_walks_through_every_field_in_reading_order(form, qtbot):
    line(form, "title").setFocus()
    walked = []
    for _step in range(9):
        now = QApplication.focusWidget()
        walked.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert walked == [each for spec in FIELDS for each in form.field(spec.key).inputs()][:9]


def test_enter_in_text_of_several_lines_is_a_new_line(form, qtbot):
    area = line(form, "summary")
    area.setFocus()
    qtbot.keyClicks(area, "a")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    qtbot.keyClicks(area, "b")
    assert form.values()["summary"] == "a\nb"


@pytest.mark.parametrize(("key", "signal"), [(Qt.Key.Key_S, "save_asked"), (Qt.Key.Key_Return, "save_next_asked")])
def test_control_keys_save_from_any_field(form, qtbot, key, signal):
    line(form, "summary").setFocus()
    with qtbot.waitSignal(getattr(form, signal)):
        qtbot.keyClick(line(form, "summary"), key, Qt.KeyboardModifier.ControlModifier)


def test_control_d_asks_for_the_value_above_of_this_field(form, qtbot):
    line(form, "note").setFocus()
    with qtbot.waitSignal(form.above_asked) as asked:
        qtbot.keyClick(line(form, "note"), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["note"]


def test_problem_stands_under_its_field_until_it_is_edited(form, qtbot):
    problems = [Problem("title", "请填写信息名称。"), Problem("note", "可能有电话 {n}。", {"n": 1}, warning=True)]
    assert form.show_problems(problems)
    texts = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert {"请填写信息名称。", "可能有电话 1。"} <= set(texts)
    form.focus_problem()
    assert line(form, "title").hasFocus()
    assert line(form, "title").accessibleDescription() == "请填写信息名称。"
    qtbot.keyClicks(line(form, "title"), "a")
    assert "请填写信息名称。" not in [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def test_warnings_do_not_forbid(form):
    assert not form.show_problems([Problem("note", "可能有电话。", warning=True)])


def test_date_that_cannot_be_read_forbids_saving(form, qtbot):
    qtbot.keyClicks(line(form, "formed_on"), "2026-02-30")
    assert form.values()["formed_on"] is None
    assert form.show_problems(())


def test_date_is_tidied_on_leaving_the_field(form, qtbot):
    line(form, "formed_on").setFocus()
    qtbot.keyClicks(line(form, "formed_on"), "20260305")
    qtbot.keyClick(line(form, "formed_on"), Qt.Key.Key_Tab)
    assert line(form, "formed_on").text() == "2026-03-05"


def test_pinned_values_stay_for_the_next_record(form):
    form.set_values({"title": "低保名单", "note": "第一批"})
    pin = next(
        each for each in form.findChildren(QWidget) if each.accessibleName() == "保留到下一条" and each.isVisible()
    )
    pin.click()
    form.clear()
    assert form.values() == {**EMPTY, "title": "低保名单"}
    form.clear(keep_pinned=False)
    assert form.values() == EMPTY


def test_choice_is_found_by_what_is_typed(form, qtbot):
    field = form.field("item")
    combo = field.inputs()[0]
    combo.setFocus()
    qtbot.keyClicks(combo.lineEdit(), "db")
    assert combo.itemText(0) == "db发放结果  社会救助"
    assert field.problem() == "没有找到“db”，请从列出的选项中选择。"
    combo.activated.emit(0)
    assert (field.value(), combo.currentText(), field.problem()) == ("1", "db发放结果", "")


def test_choice_shows_a_value_that_was_not_looked_for(form):
    form.set_values({"item": Option("key-7", "草原补奖")})
    assert form.values()["item"] == "key-7"
    assert form.field("item").inputs()[0].currentText() == "草原补奖"
    form.set_values({"item": None})
    assert form.field("item").inputs()[0].currentText() == ""


def test_wheel_over_a_choice_does_not_change_it(form):
    form.set_values({"kind": "all"})
    combo = form.field("kind").inputs()[0]
    down = QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(),
        QPointF(),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, wheel)
    assert form.values()["kind"] == "all"


def test_number_takes_digits_only(form, qtbot):
    qtbot.keyClicks(line(form, "people"), "1a2")
    assert form.values()["people"] == 12


def test_every_input_has_a_name_and_a_label(form):
    for spec in FIELDS:
        for each in form.field(spec.key).inputs():
            assert each.accessibleName() or each.text(), spec.key
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert {form.field(spec.key).inputs()[0] for spec in FIELDS} <= buddies


def test_read_only_fields_cannot_be_edited(form, qtbot):
    form.set_values({"title": "低保名单"})
    form.set_read_only(True)
    qtbot.keyClicks(line(form, "title"), "x")
    assert form.values()["title"] == "低保名单"


def test_hidden_field_is_left_out_of_the_walk(form, qtbot):
    form.show_field("title_mn", False)
    line(form, "title").setFocus()
    qtbot.keyClick(line(form, "title"), Qt.Key.Key_Return)
    assert line(form, "formed_on").hasFocus()


def test_ticks_keep_what_was_ticked_when_options_change(shown):
    form = shown(Form([FieldSpec("channels", "渠道", "ticks", options=(("web", "网站"), ("board", "公示栏")))]))
    form.set_values({"channels": ("board",)})
    form.field("channels").set_options((("board", "公示栏"), ("paper", "政府公报")))
    assert form.values() == {"channels": ("board",)}
