from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.operations import matters, papers
from app.rules.notice_templates import NoticeKind
from app.rules.villages import Cycle, MatterDraft, Progress, Theme
from app.ui.printing.preview import Preview
from app.ui.villages.beginning import span_words
from tests.factory import ask
from tests.ui.villages.conftest import FINANCE, FIRST, TODAY, matter, posted

YEARLY = MatterDraft("补贴发放情况", theme=Theme.SUBSIDY, cycle=Cycle.YEARLY, owner="嘎查委员会")
AT_ONCE = MatterDraft("重大事项", theme=Theme.AFFAIRS, cycle=Cycle.AT_ONCE, owner="嘎查委员会")


@pytest.fixture
def finance(store):
    """The village's finances are due every quarter, and hang for the fourth of 2026; (matter, notice)."""
    uuid = matter(store)
    return uuid, posted(store, date(2026, 10, 9), matter_uuid=uuid)


@pytest.fixture
def section(page):
    return page.choose("plan")


def shown(section):
    return [(cell.matter.name, cell.occasion.number, cell.state) for cell in section.table.rows()]


def test_what_is_open_comes_by_its_day(finance, section):
    late = [(FINANCE.name, number, Progress.LATE) for number in (1, 2, 3)]
    assert shown(section) == late
    assert section.table.model().index(0, 1).data() == "逾期未公开"
    assert section.table.model().index(0, 2).data() == "第1季度"


def test_chips_carry_their_counts_and_narrow(finance, section):
    assert [chip.text() for chip in section.kinds._chips.values()] == [
        "未完成 3", "逾期未公开 3", "本期应公开 0", "已公开 1", "全部 4"
    ]  # fmt: skip
    section._choose(Progress.DONE)
    assert shown(section) == [(FINANCE.name, 4, Progress.DONE)]
    section._choose("all")
    assert len(shown(section)) == 4


def test_a_done_line_opens_its_notice(finance, section, gone):
    section._choose(Progress.DONE)
    section.table.selectRow(0)
    section.see()
    assert gone == [("notices", finance[1])]


def test_an_open_line_begins_its_notice_linked_to_the_matter(finance, section, gone):
    section.table.selectRow(0)
    section.begin()
    ((key, draft),) = gone
    assert key == "notices"
    assert draft.kind is NoticeKind.FINANCE
    assert (draft.office_code, draft.matter_uuid, draft.year) == (FIRST.code, finance[0], 2026)
    assert draft.title == "演示一嘎查2026年第1季度财务收支情况公示"


def test_a_matter_without_a_template_begins_with_its_name(store, section, gone):
    matter(store, YEARLY)
    section.reload()
    section.table.selectRow(0)
    section.begin()
    ((_key, draft),) = gone
    assert (draft.kind, draft.title) == (NoticeKind.FREE, "演示一嘎查补贴发放情况公示")
    assert draft.planned_on == date(2026, 11, 21)


def test_enter_goes_on_with_a_line(finance, section, gone, qtbot):
    section.table.selectRow(0)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert gone[0][0] == "notices"


def test_figures_tell_what_was_posted_of_each_theme(finance, section):
    assert section.themes.text() == "重点公开（已公开事项/清单事项）：村级财务 1/1。"


def test_matters_due_at_once_are_counted_and_not_planned(store, section):
    matter(store, AT_ONCE)
    section.reload()
    assert section.at_once.text() == "另有随时公开的事项 1 项，不排日期，发生了就公示。"
    assert section.room.currentWidget() is section.empty
    assert section.empty.heading.text() == "清单里都是随时公开的事项"


def test_another_year_is_another_plan(finance, section):
    section.year.setCurrentIndex(section.year.findData(2027))
    section.year.chosen.emit(2027)
    section._choose("all")
    assert {state for _name, _number, state in shown(section)} == {Progress.PROVISIONAL}
    section.table.selectRow(0)
    assert "当年的节假日安排还没有公布，日期是暂定的。" in section.facts.texts()


def test_a_notice_posted_meanwhile_is_seen_at_once(store, section, runner):
    uuid = matter(store)
    section.reload()
    assert len(shown(section)) == 4
    posted(store, date(2026, 11, 20), matter_uuid=uuid)
    runner.look_for_changes()
    section.refresh()
    assert len(shown(section)) == 3


def test_without_a_list_the_plan_leads_to_it(section, page):
    assert section.room.currentWidget() is section.empty
    section.empty.button.click()
    assert page.key() == "matters"


def test_a_line_leads_to_its_matter(finance, section, page):
    section.table.selectRow(0)
    section.show_matter()
    assert page.key() == "matters"
    assert page.section().table.current().uuid == finance[0]


def test_the_plan_is_printed_and_written(finance, section, tmp_path):
    section.print()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    assert preview.paper == papers.village_plan_of(FIRST.code, 2026)
    preview.close()
    section.export_to(tmp_path / "plan.xlsx")
    cells = [cell.value for row in load_workbook(tmp_path / "plan.xlsx").active.iter_rows() for cell in row]
    assert cells.count(FINANCE.name) == 4


def test_the_words_of_a_span_follow_the_cycle(store):
    for cycle, words in (
        (Cycle.MONTHLY, "3月"), (Cycle.QUARTERLY, "第3季度"), (Cycle.HALF_YEARLY, "下半年"), (Cycle.YEARLY, "全年")
    ):  # fmt: skip
        matter(store, MatterDraft(str(cycle), cycle=cycle))
        cells = ask(store, matters.year_plan, FIRST.code, 2026, TODAY)
        of_cycle = [cell for cell in cells if cell.matter.cycle is cycle]
        third = of_cycle[min(2, len(of_cycle) - 1)]
        assert span_words(cycle, third.occasion) == words
