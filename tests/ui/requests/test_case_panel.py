"""One request beside the register: its head, the steps it may take, its tabs, its parts of the same letter."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint

from app.operations import papers, requests
from app.rules.request_events import EventKind, Flag, RequestState
from app.ui.requests.case_panel import CONTENT, DAYS, LETTERS, PROGRESS, STORY, CasePanel
from app.ui.widgets.buttons import PRIMARY
from tests.factory import do
from tests.request_desk import APPLICANT, by_internet, opened, registered, replied, stepped
from tests.ui.requests.conftest import TODAY


@pytest.fixture
def panel(context, shown):
    return shown(CasePanel(context), 520, 1000)


def visible_steps(panel):
    return [kind for kind, button in panel.steps.items() if button.isVisible()]


def first_step(panel):
    (kind,) = (kind for kind, button in panel.steps.items() if button.property("kind") == PRIMARY)
    return kind


def test_the_head_says_number_state_next_step_and_why(panel, store):
    panel.show_record(registered(store))
    assert panel.heading.text() == f"{panel.detail.row.number}　测试草场补贴发放依据"
    assert panel.state.text() == "办理中"
    assert panel.next.text() == "答复：剩 6 个工作日 · 03-30"
    assert panel.why_label.text() == "从 2026-03-02 的第二天起20个工作日内答复（第三十三条）。"


def test_only_the_steps_that_may_follow_have_a_button_and_the_likely_one_stands_out(panel, store):
    panel.show_record(by_internet(store))
    assert visible_steps(panel) == [EventKind.CONFIRM, EventKind.TRANSFER, EventKind.WITHDRAW]
    assert first_step(panel) is EventKind.CONFIRM


def test_where_the_days_of_the_applicant_are_over_the_lapse_stands_out(panel, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.CORRECTION_NOTICE, date(2026, 3, 3), days=3)
    panel.show_record(uuid)
    assert first_step(panel) is EventKind.CORRECTION_LAPSE


def test_where_all_opinions_are_overdue_their_lapse_stands_out(panel, store):
    uuid = registered(store, arrived_on=date(2026, 2, 9), today=TODAY)
    stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 2, 10), today=TODAY)
    panel.show_record(uuid)
    assert first_step(panel) is EventKind.CONSULT_LAPSE


def test_a_late_reply_wears_its_flag(panel, store):
    panel.show_record(replied(store, on=date(2026, 4, 2)))
    assert panel.flags[Flag.OVERDUE].isVisible()
    assert not panel.flags[Flag.EXTENDED].isVisible()
    assert first_step(panel) is EventKind.ARCHIVE


def test_parts_of_the_same_letter_lead_to_each_other(panel, store, qtbot):
    uuid = registered(store)
    (_first, other) = do(store, requests.split, uuid, ["测试甲事项", "测试乙事项"], TODAY)
    panel.show_record(uuid)
    link = panel._links.findChildren(type(panel.edit_button))[0]
    assert link.text() == f"同一封来信：{panel.detail.siblings[0].number}　测试乙事项"
    with qtbot.waitSignal(panel.other_asked) as asked:
        link.click()
    assert asked.args == [other]


def test_the_last_step_is_taken_back(panel, store):
    uuid = replied(store)
    panel.show_record(uuid)
    panel.back_button.click()
    panel.reload()
    assert opened(store, uuid).case.state is RequestState.RUNNING
    assert not panel.back_button.isVisible()


def test_a_request_without_steps_goes_to_the_recycle_bin_and_comes_back(panel, store, runner):
    uuid = registered(store)
    panel.show_record(uuid)
    panel.remove()
    panel.reload()
    assert panel.uuid == ""
    assert panel.nothing.isVisible()
    runner.undo()
    panel.show_record(uuid)
    assert panel.detail.row.title == "测试草场补贴发放依据"


def test_a_request_with_steps_offers_no_removal_and_an_ended_one_no_split(panel, store):
    panel.show_record(replied(store))
    shown = {action.text() for action in panel.actions_of.values() if action.isVisible()}
    assert shown == {"修改", "复制本条", "打印计时单…"}


def test_edit_copy_split_and_print_are_handed_to_the_page(panel, store):
    uuid, heard = registered(store), []
    for signal in (panel.edit_asked, panel.copy_asked, panel.split_asked, panel.print_asked):
        signal.connect(heard.append)
    panel.show_record(uuid)
    panel.edit_button.click()
    for action in list(panel.actions_of.values())[:4]:
        action.trigger()
    assert heard == [uuid, uuid, uuid, uuid, papers.case_of(uuid)]


def test_the_applicant_is_shown_on_this_screen_with_everything_private(panel, store):
    panel.show_record(registered(store, together=(APPLICANT,)), CONTENT)
    texts = panel.content.texts()
    assert "演示申请人甲" in texts
    assert texts.count("0470-0000009") == 2
    assert "2025年草场补贴的发放依据文件。" in texts


def test_the_steps_make_room_where_another_section_is_read(panel, store):
    panel.show_record(registered(store), DAYS)
    assert visible_steps(panel) == []
    panel.show_tab(PROGRESS)
    assert EventKind.REPLY in visible_steps(panel)


def test_a_step_asked_for_is_scrolled_into_sight(panel, store, qtbot):
    panel.resize(420, 420)
    panel.show_record(registered(store))
    panel.steps[EventKind.FEE_NOTICE].click()
    heading, area = panel.progress.heading, panel._area
    qtbot.waitUntil(lambda: abs(heading.mapTo(area, QPoint()).y()) <= 1)


def test_f4_leads_to_the_days(panel, store):
    panel.show_record(registered(store))
    panel.why()
    assert panel.days.isVisible()
    assert panel.tabs.current() == DAYS
    panel.show_tab("")
    assert panel.tabs.current() == DAYS


def test_the_story_names_fields_and_values_in_words(panel, store):
    uuid = replied(store)
    panel.show_record(uuid, STORY)
    assert "答复类型：（空） → 予以公开" in panel.story.text.text()
    assert "状态：办理中 → 已答复" in panel.story.text.text()


def test_letters_the_case_needs_lead_to_the_letters(panel, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.CORRECTION_NOTICE, date(2026, 3, 4))
    panel.show_record(uuid, PROGRESS)
    buttons = panel.progress._offers.findChildren(type(panel.edit_button))
    assert buttons[0].text() == "起草“补正告知书”"
    buttons[0].click()
    assert panel.tabs.current() == LETTERS
    assert panel.letters.editor.isVisible()
    assert "补正" in panel.letters.editor.draft.body


def test_what_is_gone_meanwhile_leaves_the_panel_empty(panel, store):
    uuid = registered(store)
    panel.show_record(uuid)
    do(store, requests.remove, [uuid])
    panel.reload()
    assert panel.detail is None
    assert panel.heading.text() == ""
    assert not panel.progress.isVisible()
