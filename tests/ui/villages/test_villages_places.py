from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.operations import search, village_sheets, villages
from app.operations.notice_lists import NoticeFilter
from app.rules.offices import Level, OfficeDraft
from app.ui.villages.merge_dialog import MergeDialog
from app.ui.widgets.plan_dialog import PlanDialog
from tests.factory import ask, do
from tests.ui.villages.conftest import BANNER, FIRST, SECOND, TODAY, TOWNSHIP, posted


@pytest.fixture
def section(page):
    return page.choose("places")


def codes(section):
    return [row.code for row in section.table.rows()]


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def texts(section):
    return section.detail.facts.texts()


def test_the_tree_stands_by_code_with_each_village_under_its_township(section):
    assert codes(section) == [BANNER.code, TOWNSHIP.code, FIRST.code, SECOND.code]
    shown = [section.table.model().index(n, 0).data() for n in range(4)]
    assert shown == [BANNER.name, "　测试一苏木", "　　演示一嘎查", "　　演示二嘎查"]


def test_the_line_above_counts_villages_and_what_is_missing_of_them(section):
    assert section.sentence.text() == (
        "苏木乡镇 1 个，嘎查村 2 个；其中没有监督举报电话的 1 个，没有蒙古文名称的 0 个。"
    )


def test_a_village_is_entered_by_the_keyboard_alone(store, section, qtbot):
    section.open(TOWNSHIP.code)
    section.new()
    form = section.detail.form
    code, name = (form.field(key).inputs()[0] for key in ("code", "name"))
    assert code.text() == TOWNSHIP.code
    qtbot.keyClicks(code, "203")
    name.setText("演示三嘎查")
    last = form.field("address").inputs()[0]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert ask(store, villages.place, "000001101203").level is Level.VILLAGE
    assert section.table.current().code == "000001101203"
    assert not section.detail.typing()


def test_the_code_tells_under_its_field_what_it_means(section):
    section.new()
    section.detail.form.set_values({"code": "000001101204"})
    section.detail._note_code("code")
    assert section.detail.form._boxes["code"].hint.text() == "嘎查村（上级：测试一苏木）"


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept(store, section):
    section.new()
    section.detail.form.set_values({"code": FIRST.code, "name": "另一个"})
    section.detail.save()
    assert section.detail.form._boxes["code"].wrong.isVisible()
    assert section.detail.typing()
    assert len(ask(store, villages.tree)) == 4


def test_a_doubt_about_the_phone_does_not_keep_from_saving(store, section):
    section.open(SECOND.code)
    section.detail.edit()
    section.detail.form.set_values({"phone": "问村主任"})
    section.detail.save()
    assert ask(store, villages.place, SECOND.code).phone == "问村主任"


def test_escape_leaves_the_form_and_keeps_nothing(store, section, qtbot):
    section.open(FIRST.code)
    section.detail.edit()
    section.detail.form.set_values({"name": "改了一半"})
    section.detail.form.field("name").inputs()[0].setFocus()
    qtbot.keyClick(section.detail.form.field("name").inputs()[0], Qt.Key.Key_Escape)
    assert not section.detail.typing()
    assert section.detail.heading.text() == FIRST.name
    assert ask(store, villages.place, FIRST.code).name == FIRST.name


def test_what_is_being_typed_survives_a_change_elsewhere(section, runner):
    section.new()
    section.detail.form.set_values({"name": "正在填写"})
    draft = OfficeDraft("000001102", "测试二苏木", Level.TOWNSHIP)
    runner.change(section, villages.ADD, lambda s: villages.add(s, draft), values={"name": draft.name})
    assert len(codes(section)) == 5
    assert section.detail.form.values()["name"] == "正在填写"


def test_a_village_nothing_hangs_on_is_removed_and_brought_back(section, runner):
    section.open(SECOND.code)
    section.detail.remove()
    assert SECOND.code not in codes(section)
    runner.undo()
    assert SECOND.code in codes(section)


def test_a_village_with_notices_is_not_removed_and_says_why(store, section, failures):
    posted(store)
    section.open(FIRST.code)
    section.detail.remove()
    assert FIRST.name in failures[0].args[0].format(**failures[0].values)
    assert FIRST.code in codes(section)


def test_the_own_office_cannot_be_removed(section):
    section.open(BANNER.code)
    buttons = [button.text() for button in section.detail.findChildren(type(section.empty.button))]
    assert "修改" in buttons
    assert "删除" not in buttons


@pytest.mark.parametrize("typed", ["演示二", "yseg", "000001101202"])
def test_characters_pinyin_and_code_narrow_the_list(section, typed):
    section.text.setText(typed)
    assert codes(section) == [SECOND.code]


def test_nothing_found_says_so(section):
    section.text.setText("没有这个地方")
    assert section.room.currentWidget() is section.no_hit


def test_the_township_filter_leaves_its_villages(store, section, runner):
    draft = OfficeDraft("000001102", "测试二苏木", Level.TOWNSHIP)
    runner.change(section, villages.ADD, lambda s: villages.add(s, draft), values={"name": draft.name})
    section.filters.set_values({"township": draft.code})
    section._narrow()
    assert codes(section) == [draft.code]


def test_a_merger_is_asked_for_and_shown(store, section):
    posted(store)
    section.reload()
    section.open(FIRST.code)
    section.merge()
    asked = dialog(MergeDialog)
    assert "没有建档" in asked.doubts.text()
    asked.merge()
    assert asked.form._boxes["into"].wrong.text() == "请选择并入哪一个嘎查村。"
    asked.form.set_values({"into": SECOND.code, "on": date(2026, 3, 1)})
    asked.merge()
    assert ask(store, villages.place, FIRST.code).merged_into == SECOND.code
    assert "已并入“演示二嘎查”（2026-03-01）" in texts(section)
    assert section.table.model().index(2, 1).data() == "已撤并"


def test_a_board_is_entered_corrected_and_removed(store, section, runner):
    section.open(FIRST.code)
    section.detail.boards.add_button.click()
    section.detail.board_form.set_values({"name": "东区公示栏", "place": "小卖部墙上"})
    section.detail.save_board()
    (board,) = section.detail.boards.rows()
    assert (board.name, board.place) == ("东区公示栏", "小卖部墙上")
    section.detail.edit_board(board)
    section.detail.board_form.set_values({"name": "西区公示栏"})
    section.detail.save_board()
    (board,) = ask(store, villages.boards, FIRST.code)
    assert board.name == "西区公示栏"
    section.detail.boards.remove(board)
    assert section.detail.boards.rows() == []
    runner.undo()
    assert len(section.detail.boards.rows()) == 1


def test_a_board_without_a_name_is_refused_under_its_field(store, section):
    section.open(FIRST.code)
    section.detail.edit_board(None)
    section.detail.save_board()
    assert section.detail.board_form._boxes["name"].wrong.isVisible()
    assert ask(store, villages.boards) == []


def test_a_list_is_imported_through_its_plan(store, section, tmp_path):
    book = Workbook()
    book.active.append([column.heading for column in village_sheets.COLUMNS])
    book.active.append(
        [{"code": "000001101205", "name": "演示五嘎查"}.get(column.key, "") for column in village_sheets.COLUMNS]
    )
    book.active.append([{"code": "12", "name": "演示坏行"}.get(column.key, "") for column in village_sheets.COLUMNS])
    book.save(tmp_path / "villages.xlsx")
    section.importing.read_file(tmp_path / "villages.xlsx")
    plan = section.importing.dialog
    assert "新增 1" in plan.body.itemAt(plan.body.count() - 3).widget().text()
    section.importing.keep_to(tmp_path / "kept.xlsx", _plan(store, tmp_path), tmp_path / "villages.xlsx")
    kept = load_workbook(tmp_path / "kept.xlsx").active
    assert kept.max_row == 2
    plan.accept()
    assert ask(store, villages.place, "000001101205").name == "演示五嘎查"
    assert section.importing.dialog is None


def _plan(store, tmp_path):
    return ask(store, village_sheets.plan_file, tmp_path / "villages.xlsx", TODAY)


def test_rows_are_pasted_from_a_spreadsheet(store, section):
    section.importing.pasted("名称\t代码\n演示六嘎查\t000001101206\n")
    dialog(PlanDialog).accept()
    assert "000001101206" in codes(section)


def test_an_empty_clipboard_says_what_to_do(section, failures):
    section.importing.pasted("  ")
    assert "列名" in failures[0].args[0]


def test_the_exported_list_can_be_imported_again(store, section, tmp_path):
    section.writing.export_to(tmp_path / "out.xlsx", "嘎查村名录", village_sheets.export)
    plan = ask(store, village_sheets.plan_file, tmp_path / "out.xlsx", TODAY)
    assert plan.ready == ()
    assert len(plan.lines) >= 3


def test_a_place_leads_to_its_notices_and_its_list(section, page, gone):
    section.open(FIRST.code)
    section.show_notices()
    assert gone == [("notices", NoticeFilter(office_code=FIRST.code))]
    section.show_matters()
    assert page.key() == "matters"
    assert page.section().village.value() == FIRST.code


def test_an_office_without_villages_offers_the_first_step(store, section, runner):
    for code in (FIRST.code, SECOND.code, TOWNSHIP.code):
        runner.change(section, villages.REMOVE, lambda s, code=code: villages.remove(s, code), values={"name": ""})
    assert section.room.currentWidget() is section.empty
    assert section.empty.button.text() == "从文件导入…"


@pytest.mark.parametrize("words", [SECOND.name, "东区公示栏"])
def test_what_the_search_finds_opens_its_place(store, page, words):
    do(store, villages.add_board, SECOND.code, "东区公示栏")
    (hit,) = ask(store, search.found, words, kinds=("office", "board"))
    page.open(hit.uuid)
    assert page.key() == "places"
    assert page.section().table.current().code == SECOND.code


def test_operations_are_counted_beside_the_title(store, section, page):
    seen = []
    page.counted.connect(seen.append)
    section.text.setText("演示一")
    assert seen[-1] == 1
    do(store, villages.add_board, FIRST.code, "门前公示栏")
    section.reload()
    assert section.table.rows()[0].boards == 1
