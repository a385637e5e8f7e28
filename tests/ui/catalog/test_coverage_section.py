from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.operations import catalogs
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.disclosures import DisclosureDraft
from app.ui.catalog.coverage import period
from tests.factory import TODAY, adopted, ask, published, register, table_text

ROWS = (
    ("低保", "低保资金发放", "每月公开一次"),
    ("低保", "低保对象审核", "及时公开"),
    ("招生", "招生范围", "及时公开"),
)


@pytest.fixture
def section(store, page):
    adopted(store, table_text(*ROWS))
    keys = {item.name: item.key for item in ask(store, catalogs.in_force, TODAY)}
    published(store, "测试审核结果", item_key=keys["低保对象审核"], formed_on=date(2026, 3, 9))
    register(store, "测试招生", item_key=keys["招生范围"], formed_on=date(2026, 3, 9))
    return page.choose("coverage")


def shown_names(section):
    return [row.item.name for row in section.table.rows()]


def test_what_was_due_and_not_disclosed_is_shown_first(section):
    assert "低保资金发放" in shown_names(section)
    assert "招生范围" in shown_names(section)
    assert "低保对象审核" not in shown_names(section)
    section.show_kind("disclosed")
    assert shown_names(section) == ["低保对象审核"]


def test_the_expected_days_stand_beside_the_list(section):
    section.table.selectRow(shown_names(section).index("低保资金发放"))
    assert any("2026-01" in text and "2026-03" in text for text in section.facts.texts())


def test_an_own_period_is_typed_and_a_wrong_one_is_said(section, type_in):
    section.periods._press("own", True)
    first, last = (section.days.field(key).inputs()[0] for key in ("first", "last"))
    first.setText("2026-02-01")
    last.clear()
    type_in(last, "2026-01-01")
    assert section.days._boxes["last"].wrong.isVisible()
    last.clear()
    type_in(last, "2026-02-28")
    assert section.days_shown() == (date(2026, 2, 1), date(2026, 2, 28))
    assert "2026-02-28" in section.sentence.text()


def test_a_row_leads_to_the_register(section, gone, qtbot):
    section.table.selectRow(0)
    key = section.table.current().item.key
    qtbot.mouseClick(section.register, Qt.MouseButton.LeftButton)
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert gone == [
        ("disclosures", DisclosureDraft(item_key=key)),
        ("disclosures", DisclosureFilter(item_key=key)),
    ]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("quarter", (date(2026, 1, 1), date(2026, 3, 31))),
        ("year", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_periods_of_the_calendar_are_whole(kind, days):
    assert period(kind, date(2026, 2, 14)) == days
