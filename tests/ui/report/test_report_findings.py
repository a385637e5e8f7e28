from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from tests.ui.report.conftest import entered, report

PERSON = "3.new.person"


@pytest.fixture
def wrong(store):
    """A figure that was entered otherwise than the register counts it, so that the form does not balance."""
    entered(store, {PERSON: Decimal(5)})


@pytest.fixture
def section(page):
    return page.choose("findings")


def kinds(section):
    return [row.kind for row in section.table.rows()]


def test_errors_come_before_warnings(wrong, section):
    found = kinds(section)
    assert found == sorted(found, key=["wrong", "warned", "explained"].index)
    assert found[0] == "wrong"
    assert "warned" in found


def test_chips_carry_their_counts_and_narrow(wrong, section, store):
    section.show_kind("wrong")
    assert set(kinds(section)) == {"wrong"}
    assert len(kinds(section)) == len(report(store).open_findings)
    section.show_kind("explained")
    assert section.room.currentWidget() is section.no_hit


def test_enter_leads_to_the_cell(wrong, section, page, qtbot):
    section.show_kind("wrong")
    section.select(PERSON)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert page.key() == "figures"
    assert page.section().view.key() == PERSON


def test_a_section_nobody_wrote_leads_to_the_text(section, page):
    row = next(row for row in section.table.rows() if row.finding.key == "AR-TEXT:5")
    section.select(row.finding.key)
    section.to_cell()
    assert page.key() == "texts"
    assert page.section().key() == "5"


def test_a_written_reason_lets_a_finding_stand_and_can_be_undone(wrong, section, store, runner):
    section.show_kind("wrong")
    section.table.selectRow(0)
    key = section.table.current().finding.key
    section.form.set_values({"reason": "机构改革，划转的申请并入。"})
    section.keep_reason()
    assert report(store).reasons == {key: "机构改革，划转的申请并入。"}
    section.show_kind("explained")
    assert [row.finding.key for row in section.table.rows()] == [key]
    runner.undo()
    assert report(store).reasons == {}


def test_a_reason_that_was_typed_is_kept_on_leaving(wrong, section, store, page):
    section.table.selectRow(0)
    section.form.set_values({"reason": "测试理由"})
    page.choose("figures")
    assert list(report(store).reasons.values()) == ["测试理由"]


def test_a_reason_is_taken_back(wrong, section, store):
    section.table.selectRow(0)
    section.form.set_values({"reason": "测试理由"})
    section.keep_reason()
    section._give("")
    assert report(store).reasons == {}


def test_a_cell_leads_to_its_finding(wrong, page):
    figures = page.choose("figures")
    figures.open(PERSON)
    figures.panel.reason_asked.emit()
    assert page.key() == "findings"
    assert page.section().table.current().finding.cell == PERSON
