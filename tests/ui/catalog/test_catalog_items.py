import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.exchange.tables import read_tables
from app.i18n import set_language
from app.operations import catalog_imports, catalogs
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import Kind
from app.operations.plans import Fate
from app.rules.disclosures import DisclosureDraft
from app.ui.catalog.source import ItemFilter
from app.ui.printing.preview import Preview
from app.ui.widgets.form import Form
from tests.factory import TODAY, adopted, ask, do, table_text

ROWS = (("低保", "低保对象审核", "形成之日起7个工作日内"), ("招生", "义务教育招生范围", "每年公开一次"))


@pytest.fixture
def items(store, page):
    adopted(store, table_text(*ROWS))
    page.section().reload()
    return page.section()


def names(section):
    return [section.model.row(n).name for n in range(section.model.rowCount())]


def test_an_office_without_a_catalog_is_told_what_it_is_for_and_offered_the_first_step(page):
    section = page.section()
    assert section.room.currentWidget() is section.empty
    assert section.empty.button.isVisible()
    assert not section.detail.register.isEnabled()


def test_the_items_in_force_are_listed_and_counted(items, qtbot):
    with qtbot.waitSignal(items.counted) as counted:
        items.reload()
    assert counted.args == [2]
    assert names(items) == ["低保对象审核", "义务教育招生范围"]


@pytest.mark.parametrize("words", ["低保", "dbdx", "dibao", "低保对象审核的内容"])
def test_typing_characters_or_pinyin_narrows_the_list(items, qtbot, words, type_in):
    type_in(items.text, words)
    qtbot.keyClick(items.text, Qt.Key.Key_Return)
    assert names(items) == ["低保对象审核"]
    assert items.table.hasFocus()


def test_a_filter_that_admits_nothing_says_how_to_go_on(items, qtbot):
    items.text.setText("没有这样的事项")
    items.apply_text()
    assert items.room.currentWidget() is items.no_hit
    items.set_wanted(ItemFilter())
    assert items.room.currentWidget() is items.table


def test_the_detail_shows_every_field_the_boxes_and_the_limit_in_words(items):
    items.table.selectRow(0)
    texts = items.detail.facts.texts()
    assert "低保对象审核的内容" in texts
    assert "■政府网站" in texts
    assert any("7 个工作日" in text for text in texts)
    assert "本单位导入" in texts


def test_the_detail_leads_to_the_register_with_its_item(items, gone, qtbot):
    items.table.selectRow(1)
    key = items.model.row(1).key
    qtbot.mouseClick(items.detail.register, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(items.detail.registered, Qt.MouseButton.LeftButton)
    assert gone == [
        ("disclosures", DisclosureDraft(item_key=key)),
        ("disclosures", DisclosureFilter(item_key=key)),
    ]


def test_an_item_of_a_version_not_adopted_opens_in_its_version(store, items, page):
    plan = ask(store, catalog_imports.plan_pasted, table_text(("救助", "临时救助", "实时公开")), TODAY)
    version = do(store, catalog_imports.accept, plan, "新的一版")
    item = ask(store, catalogs.items, version)[0]
    items.reload()
    page.open(item.uuid)
    assert items.wanted.version == version
    assert items.table.current_uuid() == item.uuid
    assert items.detail.facts.texts()[3] == "义务教育"
    assert items.version.currentText() == "新的一版"


def test_unchecked_rows_of_the_starter_are_shown_as_such(store, page):
    plan = ask(store, catalog_imports.plan_starter, TODAY, ["嘎查村务公开"])
    uuid = do(store, catalog_imports.accept, plan)
    section = page.section()
    section.reload()
    section.set_wanted(ItemFilter(uuid, level="village", standing="unchecked"))
    assert section.model.rowCount() > 0
    section.table.selectRow(0)
    assert section.detail.pill.text() == "未核对"
    assert section.detail.compare.isVisible()


def test_a_table_pasted_into_the_list_is_planned_then_taken_exactly(items, page, qtbot):
    text = table_text(*ROWS, ("救助", "临时救助", "实时公开"), domain="社会救助")
    QGuiApplication.clipboard().setText(text)
    items.table.setFocus()
    qtbot.keyClick(items.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = items.importing.dialog
    assert [line.fate for line in dialog.table.rows()] == [Fate.TAKEN] * 3
    dialog.accept()
    assert page.key() == "versions"
    versions = page.section()
    assert [row.rows for row in versions.table.rows()] == [3, 2]
    assert versions.table.current().name == "社会救助领域基层政务公开标准目录"


def test_a_table_that_names_no_domain_is_read_again_in_the_one_typed(store, items):
    items.importing.pasted(table_text(*ROWS, domain=""))
    dialog = items.importing.dialog
    form = dialog.findChild(Form)
    form.set_values({"domain": "社会救助"})
    dialog.accept()
    again = items.importing.dialog
    assert again is not dialog
    again.accept()
    assert ask(store, catalogs.versions, TODAY)[0].domains == ("社会救助",)


def test_without_a_domain_nothing_is_taken(store, items, failures):
    before = ask(store, catalogs.versions, TODAY)
    items.importing.pasted(table_text(*ROWS, domain=""))
    items.importing.dialog.accept()
    assert [type(error) for error in failures] == [UserError]
    assert ask(store, catalogs.versions, TODAY) == before


def test_an_empty_clipboard_is_said_and_nothing_opens(items, failures):
    items.importing.pasted("  ")
    assert [type(error) for error in failures] == [UserError]
    assert items.importing.dialog is None


def test_a_file_that_is_no_table_is_refused_with_a_sentence(items, failures, tmp_path):
    file = tmp_path / "notes.csv"
    file.write_text("")
    items.importing.read_file(file)
    assert len(failures) == 1
    assert isinstance(failures[0], UserError)


def test_rows_that_were_not_taken_are_kept_with_their_reason(store, items, tmp_path, qtbot):
    text = table_text(("", "", "每年公开一次"), *ROWS)
    plan = ask(store, catalog_imports.plan_pasted, text, TODAY)
    refused = [line for line in plan.lines if line.fate is Fate.REFUSED]
    file = tmp_path / "refused.xlsx"
    with qtbot.waitSignal(items.said) as said:
        items.importing.keep_to(file, plan, text)
    assert said.args == ["未采纳的 1 行已写到 refused.xlsx，改好后可以再导入。"]
    rows = read_tables(file)[0].rows
    assert len(refused) == 1
    assert refused[0].reason in rows[-1]


def test_the_starter_is_taken_domain_by_domain(store, page):
    section = page.section()
    page.open("starter")
    dialog = next(d for d in QApplication.topLevelWidgets() if hasattr(d, "ticks") and d.isVisible())
    assert len(dialog.ticks.value()) > 26
    dialog.tick(())
    assert not dialog.go_on.isEnabled()
    dialog.tick(("就业",))
    dialog.choose()
    plan = section.importing.dialog
    assert plan.accept_button.isEnabled()
    plan.accept()
    version = ask(store, catalogs.versions, TODAY)[0]
    assert version.domains == ("就业",)
    assert version.name == catalog_imports.STARTER_NAME


def test_what_is_shown_is_what_is_exported(items, tmp_path):
    items.set_wanted(ItemFilter(text="招生"))
    for ending in ("xlsx", "csv", "html"):
        file = tmp_path / f"catalog.{ending}"
        items.writing.export_to(file, "目录", items._read_shown)
        cells = [cell for grid in read_tables(file) for row in grid.rows for cell in row]
        assert "义务教育招生范围" in cells
        assert "低保对象审核" not in cells


def test_the_village_list_is_shown_in_both_scripts(items):
    items.writing.preview("village")
    preview = items.findChildren(Preview)[-1]
    assert (preview.drawn.paper.kind, preview.drawn.options.paper) == (Kind.VILLAGE, "a3")
    assert preview.drawn.pdf.startswith(b"%PDF")


def test_the_page_follows_the_language_and_keeps_its_place(items, page):
    items.table.selectRow(1)
    chosen = items.table.current_uuid()
    set_language("mn_Mong")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert items.table.current_uuid() == chosen
    assert items.detail.heading.text() == "义务教育招生范围"


def test_the_keys_of_the_window_reach_the_section(items, page):
    page.focus_filter()
    assert items.text.hasFocus()
