from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.operations import papers
from app.rules.agreement import Finding, Mismatch
from app.rules.notice_templates import NoticeKind
from app.rules.notices import RollTable
from app.ui.printing.preview import Preview
from app.ui.villages.agreement import finding_words
from tests.notice_factory import rolled
from tests.ui.villages.conftest import FIRST, SECOND, posted

GRASS = "草原补奖"


@pytest.fixture
def section(store, page):
    """A sheet that agrees with its roll, one that does not, and one nobody has a roll for."""
    rolled(store, (FIRST.code, "演示甲", "", 100), (SECOND.code, "演示乙", "", 200), programme=GRASS)
    _sheet(store, FIRST.code, GRASS, "100")
    _sheet(store, SECOND.code, GRASS, "150", "50.50")
    _sheet(store, SECOND.code, "某补贴", "10")
    return page.choose("agreement")


def _sheet(store, code, programme, *amounts):
    rows = tuple((f"演示{n}", amount) for n, amount in enumerate(amounts))
    table = RollTable(("户主姓名", "金额（元）"), (), (False, True), (False, True), rows)
    return posted(store, office_code=code, kind=NoticeKind.PAYOUT, programme=programme, table=table)


def subjects(section):
    return [(row.village, row.subject) for row in section.table.rows()]


def test_what_differs_is_shown_first(section):
    assert section.sentence.text() == "核对 3 项，不一致 2 项。"
    assert subjects(section) == [(SECOND.name, GRASS), (SECOND.name, "某补贴")]
    section._choose("all")
    assert subjects(section)[-1] == (FIRST.name, GRASS)


def test_both_sides_stand_in_one_line_and_in_the_detail(section):
    cells = [section.table.model().index(0, n).data() for n in range(7)]
    assert cells == [SECOND.name, GRASS, "2 处不一致", "1", "2", "200.00", "200.50"]
    section.table.selectRow(0)
    texts = section.facts.texts()
    assert "旗县 1 户，嘎查村 2 户" in texts
    assert "旗县 200.00 元，嘎查村 200.50 元" in texts
    assert any("相差 0.50 元" in text for text in texts)


def test_chips_narrow_to_one_kind_of_difference(section):
    section._choose(Mismatch.NOT_AT_BANNER)
    assert subjects(section) == [(SECOND.name, "某补贴")]
    section._choose("agreed")
    assert subjects(section) == [(FIRST.name, GRASS)]


def test_village_and_subject_narrow_the_list(section):
    section._choose("all")
    section.text.setText("mbt")
    assert subjects(section) == [(SECOND.name, "某补贴")]
    section.text.setText(FIRST.name)
    assert subjects(section) == [(FIRST.name, GRASS)]
    section.text.setText("没有这样的")
    assert section.room.currentWidget() is section.no_hit


def test_money_that_differs_stands_above_money_without_a_sheet(store, section):
    rolled(store, (FIRST.code, "演示甲", "", 100), programme="甲补贴")
    section.reload()
    assert [row.subject for row in section.table.rows()] == [GRASS, "某补贴", "甲补贴"]


def test_a_line_leads_to_its_notice_and_its_roll(section, gone, qtbot):
    section.table.selectRow(0)
    row = section.table.current()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert gone == [("notices", row.notice_uuid)]
    assert [way[1] for way in section.ways()] == [
        ("notices", row.notice_uuid), ("payouts", ("roll", row.roll_uuids[0]))
    ]  # fmt: skip


def test_a_year_without_anything_says_what_to_do(section):
    section.open(2024)
    assert section.room.currentWidget() is section.empty


def test_the_place_in_the_list_is_kept_when_it_is_read_again(section):
    section.table.selectRow(1)
    section.reload()
    assert section.table.current().subject == "某补贴"


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Finding(Mismatch.DATES, date(2026, 3, 12), date(2026, 3, 9)), "公示于 2026-03-09 张贴，早于 2026-03-12 发放"),
        (Finding(Mismatch.NOT_POSTED), "请起草公示并张贴"),
        (Finding(Mismatch.HOUSEHOLDS, 3, 5), "相差 2 户"),
    ],
)
def test_a_difference_says_what_to_do(store, finding, words):
    assert words in finding_words(finding)


def test_the_comparison_is_printed_and_written(section, tmp_path):
    section.print()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    assert preview.paper == papers.agreement_of(2026)
    preview.close()
    section.export_to(tmp_path / "agreement.xlsx")
    cells = [cell.value for row in load_workbook(tmp_path / "agreement.xlsx").active.iter_rows() for cell in row]
    assert cells.count(GRASS) == 2
