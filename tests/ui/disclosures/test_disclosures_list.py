import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from app.i18n import set_language
from app.operations import catalogs, disclosure_lists
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.calendar import TimeLeft
from app.rules.disclosures import DisclosureDraft, Status
from app.settings import Settings
from app.store.database import Store
from app.ui.disclosures.columns import COLUMNS, due_pill
from app.ui.disclosures.filter_dialog import FilterDialog, KeepViewDialog
from app.ui.disclosures.page import DisclosuresPage
from app.ui.preferences import Preferences
from app.ui.run import Now, Runner
from app.ui.widgets.page import Context

TODAY = date(2026, 11, 21)


def titles(page):
    return [page.model.row(number).title for number in range(page.model.rowCount())]


def column(key):
    return next(number for number, each in enumerate(COLUMNS) if each.key == key)


def test_the_list_shows_every_item_and_tells_how_many(page, store, qtbot):
    with store.read() as session:
        expected = disclosure_lists.DisclosurePages(DisclosureFilter(), TODAY).count(session)
    with qtbot.waitSignal(page.counted) as told:
        page.reload()
    assert told.args == [expected]
    assert page.model.rowCount() == expected


def test_ready_views_carry_their_counts_and_filter_the_list(page, store):
    with store.read() as session:
        counts = disclosure_lists.view_counts(session, TODAY)
    page.bar.views._press("overdue", True)
    assert page.model.rowCount() == counts["overdue"] > 0
    assert all(page.model.row(n).due_on < TODAY for n in range(page.model.rowCount()))
    assert str(counts["overdue"]) in page.bar.views._chips["overdue"].text()


def test_letting_go_of_a_view_shows_everything_again(page):
    before = page.model.rowCount()
    page.bar.views._press("in_review", True)
    page.bar.views._press("in_review", False)
    assert page.model.rowCount() == before
    assert page.bar.views.current() == "all"


def test_slash_goes_to_the_text_filter_and_enter_applies_it_and_returns(page):
    page.table.setFocus()
    QTest.keyClicks(page.table, "/")
    assert page.bar.text.hasFocus()
    QTest.keyClicks(page.bar.text, "nybx")  # 农业保险 by its initials
    QTest.keyClick(page.bar.text, Qt.Key.Key_Return)
    assert page.model.rowCount() >= 1
    assert all("农业保险" in title for title in titles(page))
    assert page.table.hasFocus()


def test_esc_empties_the_text_filter(page, write):
    before = page.model.rowCount()
    page.focus_filter()
    write(page.bar.text, "农业保险")
    QTest.keyClick(page.bar.text, Qt.Key.Key_Return)
    page.focus_filter()
    QTest.keyClick(page.bar.text, Qt.Key.Key_Escape)
    assert page.bar.wanted().text == ""
    assert page.model.rowCount() == before


def test_a_filter_stands_as_applied_and_can_be_taken_off(page):
    before, office = page.model.rowCount(), page.model.row(1).responsible
    page.bar.change(began_from=page.model.row(1).formed_on, responsible=office)
    assert 0 < page.model.rowCount() < before
    chips = [page.bar._chips.itemAt(n).widget() for n in range(page.bar._chips.count())]
    assert [chip.text() for chip in chips] == [f"责任科室：{office} ×", "形成日期：2026-10-11 至 不限 ×"]
    chips[1].click()
    assert page.bar.wanted() == DisclosureFilter(responsible=office)


def test_blank_fields_can_be_filtered(page):
    uuid = page.model.row(3).uuid
    page.open(uuid)
    page.record.entry.form.set_values({"document_number": None})
    page.record.entry.save()
    page.bar.filters._set("blank", "document_number")
    assert [page.model.row(n).uuid for n in range(page.model.rowCount())] == [uuid]


def test_domain_status_and_channel_narrow_the_list(page):
    domain = page.model.row(1).domain
    page.bar.filters._set("domain", domain)
    page.bar.filters._set("status", Status.PUBLISHED)
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert rows
    assert {(row.domain, row.status) for row in rows} == {(domain, Status.PUBLISHED)}
    page.bar.filters._set("channel", "website")
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert all("website" in row.channels for row in rows)


def test_only_three_orders_are_offered_and_a_second_press_goes_back(page):
    assert {each.key for each in COLUMNS if each.sortable} == {"formed_on", "due_on"}
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(column("due_on"))
    days = [page.model.row(n).due_on for n in range(page.model.rowCount())]
    assert days == sorted(days)
    assert header.isSortIndicatorShown()
    header.sectionClicked.emit(column("due_on"))
    assert page.bar.wanted().order == "entered"
    assert not header.isSortIndicatorShown()


def test_a_filter_is_kept_under_a_name_and_taken_away_again(page, runner, write):
    page.bar.change(text="保险")
    page._ask_view_name()
    dialog = page.findChildren(KeepViewDialog)[0]
    write(dialog.findChildren(QLineEdit)[0], "保险类")
    QTest.keyClick(dialog.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    (uuid,) = page.bar._kept
    assert page.bar.views.current() == uuid
    page.bar.views._press("all", True)
    page.bar.views._press(uuid, True)
    assert page.bar.wanted() == DisclosureFilter(text="保险")
    page.bar._drop.click()
    assert page.bar._kept == {}
    runner.undo()
    assert [view.name for view in page.bar._kept.values()] == ["保险类"]


def test_further_conditions_are_asked_for_in_one_dialog(page):
    page.ask_more()
    dialog = page.findChildren(FilterDialog)[0]
    dialog.form.set_values({"began_from": date(2026, 11, 10), "began_to": date(2026, 11, 20)})
    dialog._apply()
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert rows
    assert all(date(2026, 11, 10) <= row.formed_on <= date(2026, 11, 20) for row in rows)


def test_offices_are_found_in_the_register_while_typing(page):
    page.ask_more()
    dialog = page.findChildren(FilterDialog)[0]
    found = []
    dialog._find("嘎查", found.extend)
    assert "嘎查村民委员会" in [option.value for option in found]


def test_a_filter_without_a_hit_says_so(page):
    page.bar.change(text="没有这样的信息")
    assert page._list.currentWidget() is page.empty
    assert page.empty.heading.text() == "没有符合条件的信息"
    assert page.empty.button.isHidden()


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(shown, empty_file, tmp_path):
    office = Store.open(Path(shutil.copy(empty_file, tmp_path / "empty.iltod")))
    runner = Runner(office, writer=Now(), readers=Now())
    page = shown(DisclosuresPage(Context(runner, Preferences(Settings()), lambda: TODAY)))
    assert page._list.currentWidget() is page.empty
    assert page.empty.heading.text() == "还没有登记公开信息"
    page.empty.button.click()
    assert page.record.uuid == ""
    runner.close()
    office.close()


def test_a_small_window_folds_the_filters_but_not_what_applies(page):
    page.bar.views._press("overdue", True)
    page.resize(800, 400)
    assert page.bar.views.isHidden()
    chips = [page.bar._chips.itemAt(n).widget().text() for n in range(page.bar._chips.count())]
    assert chips == ["视图：已超期 ×"]
    page.bar.toggle.click()
    assert not page.bar.views.isHidden()


@pytest.mark.parametrize(
    ("left", "provisional", "state", "text"),
    [
        (TimeLeft(5, 7), False, "good", "剩 5 个工作日 · 12-01"),
        (TimeLeft(0, 0), False, "soon", "今天到期 · 12-01"),
        (TimeLeft(-3, -3), False, "late", "超 3 个工作日 · 12-01"),
        (TimeLeft(5, 7), True, "good", "暂定 · 12-01"),
        (None, False, "unknown", "2026-12-01"),
    ],
)
def test_a_due_date_says_its_state_in_words(page, left, provisional, state, text):
    row = replace(page.model.row(0), due_on=date(2026, 12, 1), left=left, provisional=provisional)
    assert due_pill(row) == (state, text)


def test_another_page_can_open_a_record_or_a_view(page):
    uuid = page.model.row(3).uuid
    page.open(uuid)
    assert page.record.uuid == uuid
    assert page.table.current_uuid() == uuid
    page.open(DisclosureFilter(view="overdue", order="due"))
    assert page.bar.views.current() == "overdue"


@pytest.mark.parametrize("language", ["zh", "mn_Mong"])
def test_every_button_and_field_has_a_name_in_both_languages(page, language):
    set_language(language)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    page.table.selectRow(0)
    for tab in page.record.sections:
        page.record.show_tab(tab)
        fields = [each for each in page.findChildren(QLineEdit) if each.isVisibleTo(page)]
        own = [each for each in fields if each.objectName() != "qt_spinbox_lineedit"]
        assert all(each.accessibleName() or each.parent().accessibleName() for each in own)


def test_the_page_is_freed_when_it_closes(context: Context, qapp):
    page = DisclosuresPage(context)
    page.show()
    page.table.selectRow(0)
    page.new()
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)


def test_the_catalog_page_can_open_a_form_for_one_of_its_items(page, store):
    with store.read() as session:
        item = catalogs.in_force(session, TODAY)[0]
    page.open(DisclosureDraft(item_key=item.key))
    assert page.record.entry.draft().item_key == item.key
    assert page.record.uuid == ""
