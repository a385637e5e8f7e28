"""Entering the steps of a case: the fields of each, what the rules say while one types, what a step then does."""

from datetime import date

import pytest

from app.operations import requests
from app.rules.outcomes import NOT_CORRECTED, NOT_PAID
from app.rules.request_events import EventKind, FeeMethod, PartyKind, RequestState
from app.ui.requests.case_panel import PROGRESS, CasePanel
from app.ui.requests.outcome_field import offered
from app.ui.requests.progress_section import duties
from app.ui.requests.step_fields import FIELDS, SAID, fen_of
from tests.factory import do
from tests.request_desk import by_internet, opened, registered, replied, stepped
from tests.ui.requests.conftest import TODAY


@pytest.fixture
def panel(context, shown):
    made = shown(CasePanel(context), 520, 1000)
    context.runner.changed.connect(lambda _changed: made.reload())
    return made


def begin(panel, uuid, kind, **values):
    """The form of a step with these values, as if they had been typed."""
    panel.show_record(uuid, PROGRESS)
    panel.ask_step(kind)
    form = panel.progress.form()
    for key, value in values.items():
        form.form.field(key).set_value(value)
        form.form.edited.emit(key)
    form.check()
    return form


def told(form, key):
    """What is written under a field."""
    return form.form._boxes[key].wrong.text()


def test_every_step_has_its_fields_and_says_what_the_law_says():
    assert set(FIELDS) == set(SAID) == set(EventKind)
    assert all(any(spec.key == "on" for spec in specs) for specs in FIELDS.values())


def test_the_day_is_today_unless_told_otherwise(panel, store):
    form = begin(panel, registered(store), EventKind.REPLY)
    assert form.form.values()["on"] == TODAY


def test_a_confirmation_starts_the_clock_and_the_next_form_is_there(panel, store):
    uuid = by_internet(store)
    form = begin(panel, uuid, EventKind.CONFIRM)
    assert form.after.text() == "登记以后：答复期限为 2026-04-20。"
    form.ask()
    assert opened(store, uuid).case.received_on == TODAY
    assert panel.state.text() == "办理中"
    assert panel.progress.kind is EventKind.REPLY


def test_a_correction_notice_has_the_usual_days_and_wants_its_words(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.CORRECTION_NOTICE)
    assert form.form.values()["days"] == 15
    assert told(form, "reason") == ""  # nobody was there yet
    form.ask()
    assert told(form, "reason") == "请写明需要补正的内容；补正告知书要用。"
    assert opened(store, uuid).case.state is RequestState.RUNNING
    form.form.set_values({"reason": "请写明年份。"})
    form.ask()
    assert opened(store, uuid).case.state is RequestState.AWAITING_CORRECTION


def test_a_notice_after_its_seven_days_is_a_warning_that_stops_nothing(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.CORRECTION_NOTICE, reason="请写明年份。")
    assert told(form, "on") == "补正应在收到申请之日起7个工作日内告知，已过 2026-03-11。"
    assert form.form._boxes["on"].wrong.property("tone") == "soon"
    form.ask()
    assert opened(store, uuid).case.state is RequestState.AWAITING_CORRECTION


def test_what_is_typed_is_judged_while_it_is_typed(panel, store, qtbot):
    form = begin(panel, registered(store), EventKind.EXTEND)
    form.form.field("days").line.setFocus()
    form.form.field("days").line.selectAll()
    qtbot.keyClicks(form.form.field("days").line, "25")
    qtbot.waitUntil(lambda: told(form, "days") != "")
    assert told(form, "days") == "延期合计不得超过20个工作日（第三十三条），还可以延长 20 个工作日。"
    assert form.after.text() == ""


def test_an_extension_shows_the_day_it_leads_to(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.EXTEND, days=10, person="演示负责人")
    assert form.after.text() == "登记以后：答复期限为 2026-04-14。"
    form.ask()
    assert opened(store, uuid).case.due == date(2026, 4, 14)


def test_a_reply_during_a_consultation_is_refused_under_the_form(panel, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 9))
    form = begin(panel, uuid, EventKind.REPLY, outcome="1")
    assert form.refused.text() == "“演示第三方”的意见还没有收到，期限 2026-03-30 也没有满，不能答复。"
    assert form.refused.property("tone") == "late"
    form.ask()
    assert opened(store, uuid).case.state is RequestState.CONSULTING


def test_of_two_consultations_the_answered_one_must_be_named(panel, store):
    uuid = registered(store)
    first = stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 9))
    second = stepped(
        store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 10), party="演示机关", party_kind=PartyKind.AGENCY
    )
    form = begin(panel, uuid, EventKind.CONSULT_IN, agrees="no")
    form.ask()
    assert told(form, "answers") == "有几份意见还没有收到，请选择这是哪一份的。"
    form.form.set_values({"answers": second})
    form.ask()
    case = opened(store, uuid).case
    assert [each.event.uuid for each in case.open_consultations] == [first]
    assert case.events[-1].agrees is False


def test_a_single_consultation_is_chosen_already(panel, store):
    uuid = registered(store)
    sent = stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 9))
    form = begin(panel, uuid, EventKind.CONSULT_IN)
    assert form.form.values()["answers"] == sent
    assert form.form.field("answers").combo.currentText() == "演示第三方（第三方），2026-03-09 发出，2026-03-30 到期"


def test_groups_of_outcomes_open_to_their_types_with_the_law(panel, store):
    form = begin(panel, registered(store), EventKind.REPLY)
    field = form.form.field("outcome")
    field.groups.chosen.emit("3")
    shown = [leaf.text() for leaf in field._leaves.values() if leaf.isVisible()]
    assert len(shown) == 8
    assert shown[3] == "3.4　保护第三方合法权益"
    field._leaves["3.4"].click()
    assert field.law.text() == "依据：《政府信息公开条例》第十五条、《政府信息公开条例》第三十二条"
    assert form.form.field("basis").isVisible()


def test_a_group_of_one_type_is_chosen_at_once(panel, store):
    form = begin(panel, registered(store), EventKind.REPLY)
    form.form.field("outcome").groups.chosen.emit("2")
    assert form.form.values()["outcome"] == "2"
    assert form.form.values()["basis"] == "37"
    assert not form.form.field("basis").isVisible()


def test_another_group_lets_go_of_the_type(panel, store):
    form = begin(panel, registered(store), EventKind.REPLY, outcome="3.4")
    form.form.field("outcome").groups.chosen.emit("4")
    assert form.form.values()["outcome"] == ""
    assert form.form.values()["basis"] == ""


def test_silence_of_the_applicant_is_no_reply_and_old_years_have_old_types():
    assert not {NOT_CORRECTED, NOT_PAID} & set(offered(2026))
    assert set(offered(2018)).isdisjoint(offered(2026))


def test_a_reply_of_2018_offers_the_form_of_that_year(panel, store):
    uuid = registered(store, arrived_on=date(2018, 3, 5))
    form = begin(panel, uuid, EventKind.REPLY, on=date(2018, 3, 20))
    field = form.form.field("outcome")
    field.set_value("3.3.6")
    form.ask()
    assert opened(store, uuid).row.outcome_name == "申请信息不存在"


def test_a_reply_without_a_type_says_so_and_with_one_it_is_kept(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.REPLY)
    form.ask()
    assert told(form, "outcome") == "请选择一种答复类型。"
    form.form.set_values({"outcome": "3.6", "reason": "属于讨论记录。"})
    form.form.edited.emit("outcome")
    form.ask()
    reply = opened(store, uuid).case.reply
    assert (reply.outcome, reply.basis) == ("3.6", "16(2)")
    assert panel.progress.kind is EventKind.ARCHIVE


def test_a_fee_by_pages_is_suggested_with_its_steps(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.FEE_NOTICE, method=FeeMethod.PAGE, quantity=68)
    assert form.form.values()["amount_fen"] == "380.00"
    assert "68" in form.form._boxes["amount_fen"].hint.text()
    form.ask()
    event = opened(store, uuid).case.events[-1]
    assert (event.quantity, event.amount_fen, event.method) == (68, 38_000, "page")


def test_an_amount_a_person_typed_stays(panel, store):
    form = begin(panel, registered(store), EventKind.FEE_NOTICE, amount_fen="12.5", method=FeeMethod.PAGE, quantity=68)
    assert form.form.values()["amount_fen"] == "12.5"
    assert form.event_typed().amount_fen == 1_250


def test_where_nothing_is_to_be_paid_that_is_said_at_once(panel, store):
    form = begin(panel, registered(store), EventKind.FEE_NOTICE)
    assert told(form, "amount_fen") == "不需要缴费的，不用发出收费通知。"


@pytest.mark.parametrize(
    ("text", "fen"),
    [("380", 38_000), ("1,380.50", 138_050), ("12元", 1_200), ("", None), ("十元", None), ("1e9", None)],
)
def test_an_amount_is_read_as_people_write_it(text, fen):
    assert fen_of(text) == fen


def test_what_cannot_be_read_is_said_under_its_field(panel, store):
    form = begin(panel, registered(store), EventKind.FEE_NOTICE, amount_fen="十元")
    assert told(form, "amount_fen") == "看不懂金额“十元”，请写成 380 或 380.50 的样子。"


def test_a_step_without_a_day_is_not_entered(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.WITHDRAW, on=None)
    form.ask()
    assert told(form, "on") == "请填写日期。"
    assert opened(store, uuid).case.events == ()


def test_a_day_before_the_step_before_is_refused_at_once(panel, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.TRANSFER, date(2026, 3, 12), party="演示科")
    form = begin(panel, uuid, EventKind.REPLY, on=date(2026, 3, 10))
    assert "早于上一步的日期 2026-03-12" in told(form, "on")


def test_steps_that_cannot_be_taken_say_why(panel, store):
    panel.show_record(replied(store), PROGRESS)
    panel.progress.tell_refusals()
    lines = panel.progress.refusals.text().splitlines()
    assert "答复：这件申请已经答复或者办结，不能再答复。答复有误的，请先撤回上一步。" in lines
    panel.progress.tell_refusals()
    assert not panel.progress.refusals.isVisible()


def test_what_is_typed_stays_when_the_case_is_read_again(panel, store):
    uuid = registered(store)
    form = begin(panel, uuid, EventKind.REPLY, reason="写到一半")
    panel.reload()
    assert panel.progress.form() is form
    assert form.form.values()["reason"] == "写到一半"


def test_what_is_typed_waits_until_its_case_is_shown_again(panel, store):
    first, second = registered(store), registered(store, "测试另一件")
    begin(panel, first, EventKind.FEE_NOTICE, method=FeeMethod.PAGE, amount_fen="12.50")
    panel.show_record(second)
    assert panel.progress.kind is EventKind.REPLY
    panel.show_record(first)
    assert panel.progress.kind is EventKind.FEE_NOTICE
    assert panel.progress.form().form.values()["amount_fen"] == "12.50"


def test_what_was_entered_does_not_come_back_as_typed(panel, store):
    first, second = registered(store), registered(store, "测试另一件")
    begin(panel, first, EventKind.TRANSFER, party="演示科").ask()
    panel.show_record(second)
    panel.show_record(first)
    assert panel.progress.kind is EventKind.REPLY


def test_a_day_is_picked_from_the_office_s_calendar(panel, store):
    form = begin(panel, registered(store), EventKind.REPLY)
    assert form.form.field("on")._calendar.name(date(2026, 5, 1)) == "劳动节"


def test_a_step_is_undone_as_one(panel, store, runner):
    uuid = by_internet(store)
    begin(panel, uuid, EventKind.CONFIRM).ask()
    runner.undo()
    assert opened(store, uuid).case.state is RequestState.AWAITING_CONFIRMATION
    assert panel.progress.kind is EventKind.CONFIRM


def test_keys_alone_enter_a_reply(panel, store, qtbot):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    uuid = registered(store)
    panel.activateWindow()
    form = begin(panel, uuid, EventKind.REPLY)
    form.form.focus("outcome")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)  # the first group: 予以公开
    assert form.form.values()["outcome"] == "1"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert opened(store, uuid).case.state is RequestState.REPLIED


def test_duties_name_the_other_side_and_the_days(store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 9))
    rows = dict(duties(opened(store, uuid).case, TODAY))
    assert rows["申请人缴费"] == "2026-04-07 前；从 2026-04-08 起可以按逾期办结"
    assert rows["答复申请人"] == ""


def test_a_notice_whose_days_are_over_is_no_duty_any_more(store):
    case = opened(store, registered(store)).case
    assert "需要补正的，一次告知" in dict(duties(case, date(2026, 3, 11)))
    assert "需要补正的，一次告知" not in dict(duties(case, date(2026, 3, 12)))


def test_taking_back_a_step_brings_its_form_back(panel, store):
    uuid = replied(store)
    panel.show_record(uuid, PROGRESS)
    do(store, requests.take_back, uuid)
    panel.reload()
    assert panel.progress.kind is EventKind.REPLY
