"""The register of requests: views, filters, order, what a cell of the report opens, removal, a split letter."""

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.i18n import _
from app.operations import request_lists, requests
from app.operations.annual_reports import FeeFilter
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RequestFilter
from app.rules.request_events import Event, EventKind, RequestState
from app.rules.requests import ApplicantKind
from app.ui.requests.columns import COLUMNS, next_pill, state_pill
from app.ui.requests.filter_dialog import DatesDialog
from app.ui.requests.page import SECTIONS
from app.ui.requests.split_dialog import SplitDialog
from tests.factory import ask
from tests.request_desk import registered, request_draft
from tests.ui.requests.conftest import TITLES, TODAY


def rows(store, **wanted):
    return ask(store, request_lists.listed, RequestFilter(**wanted), TODAY)


def one(store, **wanted):
    return rows(store, **wanted)[0]


def listed(desk):
    return [desk.model.row(number).title for number in range(desk.model.rowCount())]


def dialog_of(desk, kind):
    return next(each for each in desk.findChildren(kind) if each.isVisible())


def test_every_view_shows_as_many_requests_as_its_chip_says(desk):
    for view in list(request_lists.VIEWS)[1:]:
        desk.bar.views.chosen.emit(view)
        chip = desk.bar.views._chips[view].text()
        assert chip.endswith(f" {desk.model.rowCount()}"), chip


def test_a_line_tells_what_comes_next_and_how_long_there_is(store):
    first, second, third = (one(store, text=title) for title in TITLES)
    assert next_pill(first) == ("good", "答复：剩 6 个工作日 · 03-30")
    assert state_pill(second) == ("soon", "待补正")
    assert next_pill(second).text.startswith("等申请人补正：剩 5 个工作日")
    assert next_pill(third).text.startswith("等意见：")
    waits = one(store, view="confirmation")
    assert next_pill(waits) == ("unknown", "与申请人确认")  # by net: no day is set for it
    ended = one(store, outcome="3.4")
    assert next_pill(ended) == ("unknown", "归档")
    assert [column.value(ended) for column in COLUMNS if column.key == "outcome"] == ["保护第三方合法权益"]


def test_a_day_that_waits_for_a_calendar_is_called_provisional(store):
    registered(store, "测试暂定", today=date(2027, 12, 20), arrived_on=date(2027, 12, 20))
    row = ask(store, request_lists.listed, RequestFilter(view="provisional"), date(2027, 12, 21))[0]
    assert next_pill(row).text.startswith("答复：暂定 · ")


def test_filters_narrow_the_register_and_are_let_go_together(desk, store):
    desk.bar._filter({"state": "replied", "outcome": "3"})
    assert desk.bar.wanted() == RequestFilter(states=("replied",), outcome="3")
    assert listed(desk) == ["测试合作社补助名单"]
    desk.bar._filter({"handler": "演示经办乙", "applicant_kind": ApplicantKind.BUSINESS, "channel": "internet"})
    assert listed(desk) == ["测试项目资金使用情况"]
    desk.bar._filter({"topic": "测试补贴", "channel": "fax"})
    assert desk._list.currentWidget() is desk.empty
    assert desk.empty.button.text() == "清除筛选"
    desk.empty.button.click()
    assert desk.bar.wanted() == RequestFilter()
    assert desk.model.rowCount() == len(rows(store)) == 5


def test_text_finds_number_matter_and_applicant_and_escape_lets_go_of_it(desk, store, qtbot):
    number = one(store, text=TITLES[1]).number
    desk.focus_filter()
    for text in (number, "集体资产", "商贸"):
        desk.bar.text.setText(text)
        qtbot.keyClick(desk.bar.text, Qt.Key.Key_Return)
        assert desk.model.rowCount() == 1, text
    qtbot.keyClick(desk.bar.text, Qt.Key.Key_Escape)
    assert desk.model.rowCount() == 5


def test_days_are_asked_in_a_dialog_and_shown_as_a_condition_to_let_go_of(desk):
    desk.ask_dates()
    dialog = dialog_of(desk, DatesDialog)
    dialog.form.set_values({"closed_from": date(2026, 3, 1), "closed_to": date(2026, 3, 31)})
    dialog.form.save_asked.emit()
    assert listed(desk) == ["测试合作社补助名单"]
    chip = desk.bar._chips.itemAt(0).widget()
    assert chip.text() == "办结日期：2026-03-01 至 2026-03-31 ×"
    chip.click()
    assert desk.model.rowCount() == 5


def test_a_heading_sorts_and_pressed_again_leads_back(desk, store):
    desk.table.sort_asked.emit("next", False)
    dues = [desk.model.row(number).due_on for number in range(desk.model.rowCount())]
    assert dues == sorted(dues)
    assert desk.table.horizontalHeader().isSortIndicatorShown()
    desk.table.sort_asked.emit("next", False)
    assert desk.bar.wanted().order == "entered"
    assert desk.model.rowCount() == 5


def test_a_cell_of_the_report_shows_its_requests_and_the_way_back(page, desk, qtbot):
    page.open(RequestFilter(cell="3.new.person", year=2026))
    assert not desk.cell.isHidden()
    assert "自然人" in desk.cell.sentence.text()
    assert "测试项目资金使用情况" not in listed(desk)
    with qtbot.waitSignal(page.go) as gone:
        desk._to_report()
    assert gone.args == ["report", 2026]
    desk.bar.clear()
    assert desk.cell.isHidden()
    assert desk.model.rowCount() == 5


def test_a_request_without_steps_is_removed_and_comes_back_with_undo(desk, store, runner):
    uuid = one(store, text=TITLES[0]).uuid
    desk.table.select([uuid])
    desk.table.remove_asked.emit([uuid])
    assert TITLES[0] not in listed(desk)
    runner.undo()
    assert TITLES[0] in listed(desk)


def test_a_request_with_steps_stays_and_says_why(desk, store, failures):
    desk.table.remove_asked.emit([one(store, text=TITLES[1]).uuid])
    assert TITLES[1] in listed(desk)
    assert "已经有了办理步骤" in str(failures[0])


def test_a_letter_is_split_into_as_many_requests_as_it_has_matters(desk, store):
    before = one(store, text=TITLES[1])
    desk.record.split_asked.emit(before.uuid)
    dialog = dialog_of(desk, SplitDialog)
    assert not dialog.split_button.isEnabled()
    dialog.form.set_values({"matters": "测试处置方案\n\n 测试评估报告 \n测试会议记录"})
    dialog.form.edited.emit("matters")
    shown = dialog.table.rows()
    assert [row.title for row in shown] == ["测试处置方案", "测试评估报告", "测试会议记录"]
    dialog.split_button.click()
    parts = sorted(rows(store, letter_uuid=before.letter_uuid), key=lambda row: row.part)
    assert [(row.number, row.title) for row in parts] == [(row.number, row.title) for row in shown]
    assert parts[0].number == before.number
    assert {row.state for row in parts} == {RequestState.AWAITING_CORRECTION}


def test_looking_at_the_next_numbers_gives_none_of_them_away(desk, store):
    uuid = one(store, text=TITLES[0]).uuid
    desk.record.split_asked.emit(uuid)
    dialog = dialog_of(desk, SplitDialog)
    dialog.form.set_values({"matters": "甲\n乙\n丙"})
    dialog.form.edited.emit("matters")
    promised = dialog.table.rows()[1].number
    dialog.reject()
    registered(store, "测试另一件", today=TODAY)
    assert one(store, text="测试另一件").number == promised


def test_a_request_opens_by_its_uuid_and_at_a_section(page, desk, store):
    uuid = one(store, text=TITLES[2]).uuid
    page.open(uuid)
    assert desk.record.uuid == uuid
    assert desk.table.current_uuid() == uuid
    page.open(("days", uuid))
    assert desk.record._shown == "days"
    desk.record.show_tab("progress")
    page.why()
    assert desk.record._shown == "days"


def test_the_page_follows_a_step_that_was_taken_elsewhere(desk, store, runner):
    uuid = one(store, view="confirmation").uuid
    event = Event(EventKind.CONFIRM, TODAY)
    named = {"number": "2026-0004", "step": "与申请人确认"}
    runner.change(desk, requests.STEP, lambda session: requests.step(session, uuid, event, TODAY), values=named)
    assert desk.bar.views._chips["confirmation"].text().endswith(" 0")


def test_every_section_opens_and_figures_of_the_report_lead_to_theirs(page):
    for spec in SECTIONS:
        page.open(spec.key)
        assert page.key() == spec.key
    page.open(FeeFilter(2026, ""))
    assert page.key() == "fees"
    page.open(RemedyFilter(year=2026))
    assert page.key() == "remedies"
    page.open("new")
    assert page.key() == "requests"


def test_an_office_without_requests_is_told_what_the_page_is_for(desk, store, runner):
    for row in rows(store):
        while ask(store, requests.case, row.uuid).events:
            store.change(requests.TAKE_BACK, lambda session, uuid=row.uuid: requests.take_back(session, uuid))
    uuids = [row.uuid for row in rows(store)]
    runner.change(desk, requests.REMOVE, lambda session: requests.remove(session, uuids), values={"n": len(uuids)})
    assert desk._list.currentWidget() is desk.empty
    desk.empty.button.click()
    assert desk.room.currentWidget() is desk.entry


def test_many_requests_of_one_person_are_read_page_by_page(desk, store):
    def many(session):
        for number in range(220):
            requests.register(session, request_draft(f"测试第{number}件"), TODAY)

    store.change("测试", many)
    desk.reload()
    assert desk.model.rowCount() == 225
    assert desk.model.there(0)
    assert not desk.model.there(224)
    assert len({row.applicant for row in rows(store)}) == 2


def test_the_case_beside_the_list_follows_the_language(desk, store, wear):
    desk.open(one(store, view="confirmation").uuid)
    assert desk.record.state.text() == "待确认"
    wear("mn_Mong", "horizontal")
    QApplication.sendEvent(desk, QEvent(QEvent.Type.LanguageChange))
    assert desk.record.state.text() == _("待确认") != "待确认"
    assert desk.record.next.text() == _("与申请人确认") != "与申请人确认"
