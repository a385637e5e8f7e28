import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.i18n import set_language
from app.operations import notice_lists, notices, offices, payouts
from app.operations.notice_lists import NoticeFilter
from app.rules.notice_templates import NoticeKind
from app.ui.payouts.columns import STATUS_NAMES
from app.ui.payouts.row_form import fen
from tests.factory import TODAY, ask, do
from tests.ui.payouts.conftest import FEED, GRASS, HEAD, LIST, id_number, row

FLAGS = QItemSelectionModel.SelectionFlag


@pytest.fixture
def section(page):
    return page.choose("rolls")


def select(section, *numbers):
    for number in numbers:
        section.table.selectionModel().select(section.table.model().index(number, 0), FLAGS.Select | FLAGS.Rows)


def cells(table, column):
    return [table.model().index(n, column).data() for n in range(table.model().rowCount())]


def answer(section, **values):
    """What the list does not say; the plan then stands there."""
    asking = section.importing.asking
    asking.form.set_values({"programme": GRASS, **values})
    asking.go_on()
    return section.importing.dialog


def test_without_rolls_the_page_says_what_it_is_for_and_offers_to_import(section):
    assert section.room.currentWidget() is section.empty
    assert section.empty.button.text() == "从文件导入…"
    assert not section.make_button.isEnabled()
    assert not section.export_button.isEnabled()


def test_every_roll_shows_households_sum_and_how_far_its_notice_is(section, take):
    take()
    section.reload()
    assert cells(section.table, 0) == ["演示一嘎查", "演示二嘎查"]
    assert cells(section.table, 3) == ["2", "2"]
    assert cells(section.table, 4) == ["600.00", "599.00"]
    assert cells(section.table, 5) == ["未做公示", "未做公示"]
    assert section.sum.text() == "共 2 份名册，4 户（次），合计 1,199.00 元；其中 2 份还没有公示。"


def test_the_rows_of_a_roll_stand_beside_it_without_a_single_number(section, take):
    take()
    section.reload()
    section.table.selectRow(0)
    assert section.detail.heading.text() == f"演示一嘎查 · {GRASS}"
    assert cells(section.detail.table, 0) == ["测试甲", "测试乙"]
    everything = [str(section.detail.model.index(r, c).data()) for r in range(2) for c in range(7)]
    assert not any(id_number(1) in text or "6200" in text or "1380" in text for text in everything)
    numbers = [n for n in range(7) if not section.detail.table.isColumnHidden(n)]
    assert numbers == [0, 1, 3, 4]  # nobody filled kind and day; the identity number is omitted


def test_a_masked_number_gets_a_column(section, take, store):
    do(store, offices.choose, "id_style", "mask")
    take()
    section.reload()
    section.table.selectRow(0)
    assert not section.detail.table.isColumnHidden(6)
    assert section.detail.model.index(0, 6).data() == f"99*************{id_number(1)[-3:]}"


def test_the_list_is_narrowed_by_year_programme_and_what_has_no_notice(section, take, store):
    rolls = take()
    take(programme=FEED, year=2025)
    do(store, payouts.make_notices, [rolls["演示一嘎查", GRASS].uuid], TODAY)
    section.reload()
    assert len(section.table.rows()) == 4
    section.filters.chips.set_values({"year": "2025"})
    section.filters.changed.emit()
    assert {r.programme for r in section.table.rows()} == {FEED}
    section.filters.chips.set_values({"programme": GRASS, "standing": "without"})
    section.filters.changed.emit()
    assert [r.village for r in section.table.rows()] == ["演示二嘎查"]
    section.filters.chips.set_values({"programme": GRASS, "year": "2025"})
    section.filters.changed.emit()
    assert section.room.currentWidget() is section.no_hit


def test_notices_are_made_for_all_without_one_and_the_page_leads_to_them(section, take, store, press, gone):
    take()
    section.reload()
    assert section.make_button.text() == "为没有公示的 2 份生成公示"
    press(section.make_button)
    assert gone == [("notices", NoticeFilter(view="draft", kind=NoticeKind.PAYOUT))]
    assert len(ask(store, notice_lists.listed, gone[0][1], TODAY)) == 2
    assert cells(section.table, 5) == ["草稿", "草稿"]
    assert not section.make_button.isEnabled()


def test_the_button_counts_the_rolls_that_are_chosen(section, take, store, press, gone):
    take()
    take(programme=FEED)
    section.reload()
    select(section, 0, 2)
    assert section.make_button.text() == "为选中的 2 份生成公示"
    press(section.make_button)
    assert sum(bool(r.notice_uuid) for r in ask(store, payouts.rolls)) == 2


def test_enter_on_a_roll_makes_its_notice_once_and_then_opens_it(section, take, store, qtbot, gone):
    take()
    section.reload()
    section.table.selectRow(0)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    (made,) = [r.notice_uuid for r in ask(store, payouts.rolls) if r.notice_uuid]
    section.table.selectRow(0)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert gone == [("notices", made)] * 2


def test_making_notices_can_be_undone(section, take, store, press, runner):
    take()
    section.reload()
    press(section.make_button)
    runner.undo()
    assert not any(r.notice_uuid for r in ask(store, payouts.rolls))
    assert section.make_button.isEnabled()


def test_the_mongolian_name_is_corrected_by_the_keyboard(section, take, store, qtbot, press):
    take()
    section.reload()
    section.table.selectRow(0)
    section.detail.edit()
    section.detail.form.set_values({"programme_mn": "ᠲᠤᠷᠰᠢᠯᠲᠠ"})
    qtbot.keyClick(section.detail.form.field("unit").inputs()[0], Qt.Key.Key_Return)
    rolls = {r.village: r for r in ask(store, payouts.rolls)}
    assert rolls["演示一嘎查"].programme_mn == "ᠲᠤᠷᠰᠢᠯᠲᠠ"
    assert not section.detail.form.isVisibleTo(section.detail)
    assert section.detail.facts.texts()[:2] == ["项目的蒙古文名称", "ᠲᠤᠷᠰᠢᠯᠲᠠ"]


def test_escape_leaves_the_form_as_it_was(section, take, store, qtbot):
    take()
    section.reload()
    section.table.selectRow(0)
    section.detail.edit()
    section.detail.form.set_values({"unit": "头"})
    qtbot.keyClick(section.detail.form.field("unit").inputs()[0], Qt.Key.Key_Escape)
    assert not section.detail.form.isVisibleTo(section.detail)
    assert {r.unit for r in ask(store, payouts.rolls)} == {"亩"}


def test_a_roll_goes_to_the_recycle_bin_and_comes_back(section, take, store, runner):
    take()
    section.reload()
    section.table.selectRow(1)
    section.remove(section.detail.roll())
    assert cells(section.table, 0) == ["演示一嘎查"]
    runner.undo()
    assert cells(section.table, 0) == ["演示一嘎查", "演示二嘎查"]


def test_a_roll_on_a_notice_is_not_removed_and_the_sentence_says_why(section, take, store, failures):
    rolls = take()
    do(store, payouts.make_notices, [rolls["演示一嘎查", GRASS].uuid], TODAY)
    section.reload()
    section.table.selectRow(0)
    section.remove(section.detail.roll())
    assert "已经做成公示，不能删除" in str(failures[0])
    assert len(section.table.rows()) == 2


def test_a_roll_is_opened_by_its_uuid_whatever_the_filters_say(page, section, take):
    uuid = take()["演示二嘎查", GRASS].uuid
    section.reload()
    section.filters.chips.set_values({"year": "1999"})
    for target in (uuid, ("roll", uuid)):
        page.choose("coverage")
        page.open(target)
        assert page.key() == "rolls"
        assert section.detail.roll().uuid == uuid


def test_a_pasted_list_is_taken_as_its_plan_says(section, store):
    QGuiApplication.clipboard().setText(LIST)
    section.importing.clipboard()
    dialog = answer(section, unit="亩")
    assert dialog.accept_button.text() == "导入 4 行"
    dialog.accept()
    assert {(r.village, r.total_fen) for r in ask(store, payouts.rolls)} == {
        ("演示一嘎查", 60000),
        ("演示二嘎查", 59900),
    }
    assert len(section.table.rows()) == 2


def test_the_plan_shows_what_goes_to_which_village(section):
    section.importing.pasted(LIST)
    dialog = answer(section)
    sums = next(t for t in dialog.findChildren(type(dialog.table)) if t is not dialog.table)
    assert cells(sums, 0) == ["演示一嘎查", "演示二嘎查"]
    assert cells(sums, 5) == ["600.00", "599.00"]
    words = [label.text() for label in dialog.findChildren(type(section.sum))]
    assert "将导入 2 个嘎查村、1 个项目，共 4 行，合计 1,199.00 元。请与发放文件核对。" in words


def test_refused_rows_are_kept_with_their_reasons(section, tmp_path, said):
    text = "\n".join([LIST, row("演示无此嘎查", "测试丁", 5), row("演示一嘎查", "测试戊", 6, "三百")])
    section.importing.pasted(text)
    dialog = answer(section)
    assert dialog.keep_button.isVisible()
    lines = [line for line in dialog.table.rows() if line.reason]
    assert "没有叫“演示无此嘎查”的嘎查村" in lines[0].reason
    path = tmp_path / "refused.xlsx"
    plan = section.importing
    plan.keep_to(path, plan_of(section, text), text)
    sheet = load_workbook(path).active
    assert sheet.max_row == 3
    assert said == ["已把未采纳的 2 行存为 refused.xlsx，改正后可以再导入。"]


def plan_of(section, text):
    from app.operations import payout_plans
    from app.operations.payout_plans import Defaults

    return ask(section.runner.store, payout_plans.plan_pasted, text, Defaults(GRASS, year=TODAY.year), TODAY)


def test_a_missing_programme_is_filled_in_and_the_list_read_again(section, store):
    section.importing.pasted(LIST)
    dialog = answer(section, programme="")
    assert not dialog.accept_button.isEnabled()
    (again,) = [b for b in dialog.findChildren(type(dialog.accept_button)) if b.text() == "改填缺少的内容…"]
    again.click()
    assert section.importing.asking.form.values()["programme"] == ""
    answer(section).accept()
    assert {r.programme for r in ask(store, payouts.rolls)} == {GRASS}


def test_what_was_answered_last_stands_there_the_next_time(section, context):
    section.importing.pasted(LIST)
    answer(section, unit="亩", batch="第二批").reject()
    section.importing.pasted(LIST)
    values = section.importing.asking.form.values()
    assert (values["programme"], values["batch"], values["unit"], values["year"]) == (GRASS, "第二批", "亩", "2026")
    assert not any("测试" in text for text in context.preferences.current.last.values())


def test_a_programme_of_an_earlier_list_brings_its_mongolian_name_and_unit(section, take, press):
    take(programme_mn="ᠲᠤᠷᠰᠢᠯᠲᠠ")
    section.importing.pasted(LIST)
    asking = section.importing.asking
    press(asking.known._chips[GRASS])
    values = asking.form.values()
    assert (values["programme"], values["programme_mn"], values["unit"]) == (GRASS, "ᠲᠤᠷᠰᠢᠯᠲᠠ", "亩")


def test_a_list_of_one_village_takes_the_village_that_was_answered(section, store):
    text = "户主姓名\t身份证号\t金额（元）\n测试甲\t" + id_number(1) + "\t300"
    section.importing.pasted(text)
    answer(section, office_code="000000000203").accept()
    assert [r.village for r in ask(store, payouts.rolls)] == ["演示三嘎查"]


def test_a_file_is_read_after_the_dialog(section, store, tmp_path):
    book = Workbook()
    book.active.append(["演示草原补奖发放表"])
    for line in [HEAD, *LIST.splitlines()[1:]]:
        book.active.append(line.split("\t"))
    book.save(tmp_path / "rolls.xlsx")
    section.importing.read_file(tmp_path / "rolls.xlsx")
    answer(section).accept()
    assert sum(r.households for r in ask(store, payouts.rolls)) == 4


def test_an_empty_clipboard_is_told_and_asks_nothing(section, failures):
    section.importing.pasted(" \n")
    assert "剪贴板里没有文字" in str(failures[0])
    assert section.importing.asking is None


def test_the_same_list_twice_brings_nothing(section, take):
    take()
    section.importing.pasted(LIST)
    assert not answer(section).accept_button.isEnabled()


def test_every_status_of_a_notice_has_its_word():
    assert set(notices.NoticeStatus) | {"roll"} == set(STATUS_NAMES)


def first_row(section):
    section.reload()
    section.table.selectRow(0)
    section.detail.table.selectRow(0)
    return section.detail


def test_a_row_spelled_wrong_is_corrected_and_the_sums_follow(section, take, store, qtbot, runner):
    take()
    detail = first_row(section)
    qtbot.keyClick(detail.table, Qt.Key.Key_Return)
    assert detail.row_form.values()["name"] == "测试甲"
    assert detail.row_form.values()["amount"] == "300.00"
    assert detail.row_form.values()["id_number"] == ""
    detail.row_form.set_values({"name": "测试甲一", "amount": "1,301.5", "quantity": "", "standard": ""})
    qtbot.keyClick(detail.row_form.field("id_number").inputs()[0], Qt.Key.Key_Return)
    assert section.table.rows()[0].total_fen == 160150
    assert "测试甲一" in cells(detail.table, 0)
    assert detail.table.isVisible()
    runner.undo()
    assert section.table.rows()[0].total_fen == 60000


def test_what_is_wrong_with_a_row_stands_under_its_field(section, take, store):
    take()
    detail = first_row(section)
    section.edit_row(detail.table.selected_uuids()[0])
    detail.row_form.set_values({"amount": "三百", "id_number": "990000197001010010"})
    detail.save()
    assert detail.row_form.isVisible()
    assert detail.row_form._boxes["amount"].wrong.text() == "没有金额，或者金额不是数字。"
    assert "校验码不对" in detail.row_form._boxes["id_number"].wrong.text()
    assert section.table.rows()[0].total_fen == 60000


def test_what_is_typed_for_a_row_stays_when_something_else_changes(section, take, store):
    take()
    detail = first_row(section)
    section.edit_row(detail.table.selected_uuids()[0])
    detail.row_form.set_values({"name": "测试改名"})
    section.reload()
    assert detail.row_form.isVisible()
    assert detail.row_form.values()["name"] == "测试改名"
    section.table.selectRow(1)
    assert not detail.row_form.isVisible()


def test_rows_are_taken_out_by_delete_and_come_back(section, take, qtbot, runner):
    take()
    detail = first_row(section)
    qtbot.keyClick(detail.table, Qt.Key.Key_Delete)
    assert cells(detail.table, 0) == ["测试乙"]
    assert section.table.rows()[0].total_fen == 30000
    runner.undo()
    assert cells(detail.table, 0) == ["测试甲", "测试乙"]


@pytest.mark.parametrize(
    ("text", "wanted"), [("300", 30000), ("1,234.5", 123450), ("0.07", 7), ("1.234", None), ("-3", None), ("", None)]
)
def test_an_amount_typed_in_yuan_is_kept_in_fen(text, wanted):
    assert fen(text) == wanted


def test_rolls_are_exported_without_a_single_number(section, take, tmp_path, said):
    rolls = take()
    path = tmp_path / "rolls.xlsx"
    section.writing.export_to(path, "发放名册", section.writer([r.uuid for r in rolls.values()]))
    texts = [str(cell) for line in load_workbook(path).active.iter_rows(values_only=True) for cell in line if cell]
    assert "测试丙" in texts
    assert not any(id_number(n) in text or f"62{n:014d}" in text for text in texts for n in range(1, 5))
    assert said == ["已写到 rolls.xlsx。"]


def test_the_list_is_narrowed_by_words_and_pinyin(section, take, qtbot):
    take()
    take(programme=FEED)
    section.reload()
    section.table.setFocus()
    qtbot.keyClick(section.table, "/")
    assert section.filters.text.hasFocus()
    for text, found in (("ysscbt", {FEED}), ("草原", {GRASS}), ("二嘎查 草原", {GRASS}), ("无此", set())):
        section.filters.text.setText(text)
        qtbot.keyClick(section.filters.text, Qt.Key.Key_Return)
        assert {r.programme for r in section.table.rows()} == found
    assert section.room.currentWidget() is section.no_hit


def test_rows_pasted_into_the_list_ask_for_what_they_do_not_say(section, take, qtbot):
    take()
    section.reload()
    section.table.setFocus()
    QGuiApplication.clipboard().setText(LIST)
    qtbot.keyClick(section.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert section.importing.asking is not None
    section.importing.asking.reject()
    assert section.importing.asking is None


def test_the_words_follow_the_language_and_nothing_fails(page, take, failures):
    take()
    set_language("mn_Mong")
    for key in ("rolls", "coverage", "look_up", "unmaskings"):
        page.choose(key).reload()
        QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert failures == []
    assert page.choose("rolls").table.model().index(0, 0).data() == "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠭᠠᠴᠠᠭ᠎ᠠ"
