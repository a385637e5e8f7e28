from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from app.operations import matters, papers, villages
from app.rules.villages import Cycle, MatterDraft, Theme
from app.ui.catalog.source import ItemFilter
from app.ui.printing.preview import Preview
from app.ui.villages.derive_dialog import DeriveDialog
from app.ui.widgets.dialogs import Dialog
from tests.factory import adopted, ask, do, table_text
from tests.ui.villages.conftest import FINANCE, FIRST, SECOND, TOWNSHIP, matter

OWN = MatterDraft("敖包会筹备", theme=Theme.AFFAIRS, cycle=Cycle.YEARLY, owner="嘎查委员会")


@pytest.fixture
def catalog(store):
    """A catalog of village affairs in force: two matters, one of them quarterly."""
    text = table_text(
        ("村务", "财务收支", "每季度公开一次"),
        ("村务", "低保审批结果", "信息形成后20个工作日内"),
        domain="嘎查村务公开",
    )
    return adopted(store, text, date(2026, 1, 1))


@pytest.fixture
def section(page):
    return page.choose("matters")


def names(section):
    return [row.name for row in section.table.rows()]


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_a_village_without_a_list_says_what_to_do_first(section):
    assert section.room.currentWidget() is section.empty
    assert section.empty.button.text() == "按目录生成清单"


def test_without_a_catalog_deriving_says_so(section, failures):
    section.derive_here()
    assert "现行目录里没有村级事项" in failures[0].args[0]


def test_the_list_is_derived_from_the_catalog_through_its_plan(store, catalog, section):
    section.derive_here()
    assert [line.name for line in section.dialog.table.rows()] == ["财务收支", "低保审批结果"]
    assert section.dialog.accept_button.text() == "写入清单（2 项）"
    section.dialog.accept()
    assert names(section) == ["财务收支", "低保审批结果"]
    rows = ask(store, matters.listed, FIRST.code)
    assert [row.cycle for row in rows] == [Cycle.QUARTERLY, Cycle.AT_ONCE]
    assert ask(store, matters.listed, SECOND.code) == []


def test_deriving_again_shows_that_nothing_changes(catalog, section):
    section.derive_here()
    section.dialog.accept()
    section.derive_here()
    assert not section.dialog.accept_button.isEnabled()


def test_several_villages_are_ticked_those_without_a_list_first(store, catalog, section):
    section.derive_here()
    section.dialog.accept()
    section.ask_villages()
    asked = dialog(DeriveDialog)
    assert asked.ticks.value() == (SECOND.code,)
    asked.tick([])
    assert not asked.go_on.isEnabled()
    asked.tick([FIRST.code, SECOND.code])
    asked.choose()
    section.dialog.accept()
    assert len(ask(store, matters.listed, SECOND.code)) == 2


def test_deriving_is_one_operation_that_can_be_undone(store, catalog, section, runner):
    section.plan([FIRST.code, SECOND.code])
    section.dialog.accept()
    runner.undo()
    assert ask(store, matters.listed, TOWNSHIP.code) == []
    assert section.room.currentWidget() is section.empty


def test_a_matter_of_its_own_is_entered_by_the_keyboard(store, section, qtbot, type_in):
    section.new()
    type_in(section.form.field("name").inputs()[0], "敖包会筹备")
    section.form.field("owner").inputs()[0].setFocus()
    qtbot.keyClicks(section.form.field("owner").inputs()[0], "A")
    qtbot.keyClick(section.form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (row,) = ask(store, matters.listed, FIRST.code)
    assert (row.name, row.cycle, row.item_key) == ("敖包会筹备", Cycle.QUARTERLY, "")
    assert section.table.current().uuid == row.uuid


def test_a_name_that_is_there_already_is_refused_under_its_field(store, section):
    matter(store)
    section.new()
    section.form.set_values({"name": FINANCE.name, "owner": "嘎查委员会"})
    section.save()
    assert section.form._boxes["name"].wrong.isVisible()
    assert len(ask(store, matters.listed, FIRST.code)) == 1


def test_a_matter_is_corrected_and_escape_leaves_it_as_it_was(store, section, qtbot):
    matter(store)
    section.reload()
    section.table.selectRow(0)
    section.edit()
    section.form.set_values({"cycle": Cycle.MONTHLY})
    section.save()
    assert ask(store, matters.listed, FIRST.code)[0].cycle is Cycle.MONTHLY
    section.edit()
    section.form.set_values({"name": "改了一半"})
    line = section.form.field("name").inputs()[0]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert ask(store, matters.listed, FIRST.code)[0].name == FINANCE.name
    assert section.facts.isVisible()


def test_a_copy_is_a_new_matter_filled_like_the_old_one(store, section):
    matter(store)
    section.reload()
    section.table.selectRow(0)
    section.copy_record()
    assert section.form.values()["content"] == FINANCE.content
    section.form.set_values({"name": "另一项"})
    section.save()
    assert len(ask(store, matters.listed, FIRST.code)) == 2


def test_several_matters_are_removed_at_once_and_brought_back(store, section, runner):
    for draft in (FINANCE, OWN):
        matter(store, draft)
    section.reload()
    section.table.selectRow(0)
    both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    section.table.selectionModel().select(section.table.model().index(1, 0), both)
    section.remove()
    assert ask(store, matters.listed, FIRST.code) == []
    runner.undo()
    assert len(names(section)) == 2


def test_chips_and_text_narrow_the_list(store, section):
    for draft in (FINANCE, OWN):
        matter(store, draft)
    section.reload()
    assert names(section) == [FINANCE.name, OWN.name]
    section._choose(Theme.FINANCE)
    assert names(section) == [FINANCE.name]
    section._choose("own")
    section.text.setText("cwsz")
    assert names(section) == [FINANCE.name]
    section.text.setText("没有这一项")
    assert section.room.currentWidget() is section.no_hit


def test_the_village_is_remembered_and_the_same_in_every_section(context, page, section):
    section.village.set_value(SECOND.code)
    section.village.edited.emit()
    assert context.preferences.current.last["village"] == SECOND.code
    assert page.choose("plan").village.value() == SECOND.code
    page.section().open_village(FIRST.code)
    assert page.choose("matters").village.value() == FIRST.code


def test_a_village_is_found_by_pinyin(section):
    found = []
    section.village._find("yseg", found.extend)
    assert [option.value for option in found] == [SECOND.code]


def test_a_form_that_is_open_belongs_to_its_village(section):
    section.new()
    section.open_village(SECOND.code)
    assert not section.form.isVisible()


def test_a_matter_of_the_catalog_leads_to_its_item(catalog, section, gone):
    section.derive_here()
    section.dialog.accept()
    section.table.selectRow(0)
    menu = section._more(section.table.current())
    menu[0][1]()
    assert gone == [("catalog", ItemFilter(text="财务收支"))]


def test_the_search_leads_to_a_matter_in_its_village(store, page):
    uuid = matter(store, OWN, SECOND.code)
    page.open(uuid)
    section = page.section()
    assert page.key() == "matters"
    assert section.village.value() == SECOND.code
    assert section.table.current().uuid == uuid


def test_the_list_is_printed_and_written(store, section, tmp_path):
    matter(store)
    section.reload()
    section.print()
    preview = dialog(Preview)
    assert preview.paper == papers.village_list_of(FIRST.code)
    preview.close()
    section.export_to(tmp_path / "list.xlsx")
    cells = [cell.value for row in load_workbook(tmp_path / "list.xlsx").active.iter_rows() for cell in row]
    assert FINANCE.name in cells


def test_without_villages_the_section_leads_to_entering_them(store, section, page, runner):
    for code in (FIRST.code, SECOND.code):
        runner.change(page, villages.REMOVE, lambda s, code=code: villages.remove(s, code), values={"name": ""})
    assert section.room.currentWidget() is section.homeless
    section.homeless.button.click()
    assert page.key() == "places"


def test_nothing_is_asked_in_a_dialog_while_a_matter_is_written(section):
    section.new()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
    do(section.runner.store, matters.add, FIRST.code, OWN)
    section.reload()
    assert section.form.isVisible()
