from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.operations import catalog_imports, catalogs
from app.rules.catalog import VersionStatus
from app.ui.catalog.source import ItemFilter
from app.ui.catalog.version_dialogs import AdoptDialog, CompareDialog, WithdrawDialog
from app.ui.catalog.versions import status_pill
from tests.factory import TODAY, adopted, ask, do, table_text

OLD = (("低保", "低保对象审核", "形成之日起7个工作日内"), ("低保", "低保资金发放", "每月公开一次"))
NEW = (("低保", "低保对象审核", "形成之日起5个工作日内"), ("救助", "临时救助", "实时公开"))


@pytest.fixture
def versions(store, page):
    adopted(store, table_text(*OLD), name="旧目录")
    plan = ask(store, catalog_imports.plan_pasted, table_text(*NEW), TODAY)
    do(store, catalog_imports.accept, plan, "新目录")
    return page.choose("versions")


def dialog(kind):
    return next(d for d in QApplication.topLevelWidgets() if isinstance(d, kind) and d.isVisible())


def rows(store):
    return {row.name: row for row in ask(store, catalogs.versions, TODAY)}


def button(section, word):
    layout = section.detail._actions
    found = [layout.itemAt(n).widget() for n in range(layout.count()) if layout.itemAt(n).widget()]
    return next(each for each in found if each.text() == word)


def test_each_version_says_where_it_stands(versions):
    assert [(row.name, status_pill(row, TODAY).text) for row in versions.table.rows()] == [
        ("新目录", "未采用"),
        ("旧目录", "现行"),
    ]


def test_what_adopting_would_change_is_read_before_it_is_done(store, versions, qtbot):
    versions.table.selectRow(0)
    qtbot.mouseClick(button(versions, "采用…"), Qt.MouseButton.LeftButton)
    asked = dialog(AdoptDialog)
    lines = [asked.differences.list.item(n).text() for n in range(asked.differences.list.count())]
    assert asked.differences.counts.text() == "新增 1 项，取消 1 项，修改 1 处。"
    assert "“低保对象审核”的公开时限由“形成之日起7个工作日内”改为“形成之日起5个工作日内”" in lines
    asked.form.set_values({"effective_from": date(2026, 3, 1)})
    asked.adopt()
    assert rows(store)["新目录"].in_force_for == ("义务教育",)
    assert status_pill(rows(store)["旧目录"], TODAY).text == "已被新版代替"


def test_adopting_needs_a_day(store, versions):
    versions.table.selectRow(0)
    versions.adopt()
    asked = dialog(AdoptDialog)
    asked.form.set_values({"effective_from": None})
    asked.adopt()
    assert asked.isVisible()
    assert rows(store)["新目录"].status is VersionStatus.DRAFT
    asked.reject()


def test_withdrawing_needs_a_reason(store, versions, type_in):
    versions.table.selectRow(1)
    versions.withdraw()
    asked = dialog(WithdrawDialog)
    asked.withdraw()
    assert asked.isVisible()
    type_in(asked.form.field("reason").inputs()[0], "另有新目录")
    asked.withdraw()
    assert rows(store)["旧目录"].withdrawn_reason == "另有新目录"


def test_a_version_never_adopted_can_be_removed_and_brought_back(store, versions, runner):
    versions.table.selectRow(0)
    versions.remove()
    assert [row.name for row in versions.table.rows()] == ["旧目录"]
    runner.undo()
    assert [row.name for row in versions.table.rows()] == ["新目录", "旧目录"]


def test_two_versions_are_compared_in_words(versions):
    versions.table.selectRow(0)
    versions.compare()
    shown = dialog(CompareDialog)
    assert shown.differences.list.count() == 3
    shown.accept()


def test_a_version_leads_to_its_items(versions, page, qtbot):
    versions.table.selectRow(0)
    uuid = versions.table.current().uuid
    versions.table.setFocus()
    qtbot.keyClick(versions.table, Qt.Key.Key_Return)
    assert page.key() == "items"
    assert page.section().wanted == ItemFilter(uuid)


def test_the_search_opens_a_version_in_its_section(store, versions, page):
    page.choose("items")
    page.open(rows(store)["旧目录"].uuid)
    assert page.key() == "versions"
    assert versions.table.current().name == "旧目录"
