"""Registering a request: the clock it starts, known applicants, what is wrong, typing that outlives a power cut."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.operations import drafts, request_entry, request_lists
from app.operations.request_lists import RequestFilter
from app.rules.letters import LetterKind
from app.rules.request_events import RequestState
from app.rules.requests import ApplicantDraft, ApplicantKind, IdKind, RequestDraft
from app.ui.printing.preview import Preview
from app.ui.requests.entry_values import FORM, draft_of, values_of
from app.ui.requests.page import RequestsPage
from tests.factory import ask
from tests.request_desk import APPLICANT
from tests.ui.requests.conftest import TITLES, TODAY

NUMBER = "测试代码0001"
WRONG = "110105194912310022"  # its check digit is wrong


@pytest.fixture
def entry(desk):
    desk.new()
    return desk.entry


def rows(store, **wanted):
    return ask(store, request_lists.listed, RequestFilter(**wanted), TODAY)


def kept(store, uuid=""):
    return ask(store, drafts.kept, FORM, uuid, store.desk.person_uuid)


def put(form, key, value):
    """As if it had been typed or chosen."""
    form.set_values({key: value})
    form.edited.emit(key)


def write(qtbot, line, text):
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, text)


def filled(entry, title="测试草场承包合同", name="演示申请人丁"):
    put(entry.form.who.form, "applicant", name)
    put(entry.form.what, "title", title)


def wrong(form, key):
    return form._boxes[key].wrong.text()


def test_a_new_request_begins_with_today_the_usual_choices_and_the_person_at_the_desk(entry):
    values = entry.form.values()
    assert (values["arrived_on"], values["channel"], values["applicant_kind"]) == (TODAY, "in_person", "person")
    assert values["handler"] == "演示经办甲"
    number = entry.form.how.field("number").line.placeholderText()
    assert number == "留空自动编号：2026-0006"


def test_the_rule_of_receipt_and_the_last_day_stand_beside_channel_and_day(entry):
    assert "第三十一条第（一）项" in entry.form.how._boxes["channel"].hint.text()
    assert "2026-04-20 前答复" in entry.form.clock.text()
    put(entry.form.how, "arrived_on", date(2026, 3, 2))
    assert "2026-03-02 收到申请；应当在 2026-03-30 前答复" in entry.form.clock.text()
    put(entry.form.how, "channel", "internet")
    assert "双方确认之日" in entry.form.how._boxes["channel"].hint.text()
    assert entry.form.clock.text().startswith("待确认")
    put(entry.form.how, "arrived_on", None)
    assert "填写提交或送达日期后" in entry.form.clock.text()


def test_a_request_is_registered_by_keyboard_alone(desk, entry, store, qtbot):
    write(qtbot, entry.form.who.name.line, "Demo A")
    write(qtbot, entry.form.what.field("title").line, "Demo matter")
    qtbot.keyClick(entry.form.what.field("note").line, Qt.Key.Key_Return)
    assert desk.room.currentIndex() == 0
    (row,) = rows(store, text="Demo matter")
    assert (row.number, row.applicant, row.handler) == ("2026-0006", "Demo A", "演示经办甲")
    assert row.received_on == TODAY
    assert desk.record.uuid == row.uuid
    assert desk.after.sentence.text() == "已登记申请 2026-0006。"


def test_typing_a_name_offers_who_asked_before_and_fills_in_the_rest(entry, qtbot):
    name = entry.form.who.name
    name.line.setFocus()
    name.line.setText("演示申请人")
    name.line.textEdited.emit("演示申请人")
    assert [chip.toolTip() for chip in name.offers] == ["演示申请人甲  自然人 · 0470-0000009"]
    qtbot.keyClick(name.line, Qt.Key.Key_Down)
    qtbot.keyClick(name.offers[0], Qt.Key.Key_Return)
    values = entry.form.values()
    assert (values["applicant"], values["phone"], values["address"]) == (
        APPLICANT.name, APPLICANT.phone, APPLICANT.address,
    )  # fmt: skip
    assert name.offers == []
    assert name.line.hasFocus()


def test_an_organisation_shows_its_code_and_who_speaks_for_it(entry):
    who = entry.form.who
    assert not who.form._boxes["representative"].isVisible()
    put(who.form, "applicant_kind", str(ApplicantKind.BUSINESS))
    assert who.form._boxes["representative"].isVisible()
    assert who.values()["id_kind"] == IdKind.CREDIT_CODE
    put(who.form, "id_number", "测试代码")
    put(who.form, "applicant_kind", str(ApplicantKind.PERSON))
    assert who.values()["id_kind"] == IdKind.CREDIT_CODE  # a number was entered for it already


def test_without_name_and_matter_nothing_is_registered_and_both_are_named(entry, store):
    entry.save()
    assert len(rows(store)) == 5
    assert wrong(entry.form.who.form, "applicant").startswith("请填写申请人的姓名或名称")
    assert wrong(entry.form.what, "title") == "请用一句话写明申请什么信息。"


def test_what_article_29_asks_for_is_a_warning_and_does_not_stop(entry, store):
    filled(entry)
    entry.save()
    assert len(rows(store)) == 6
    (row,) = rows(store, text="测试草场承包合同")
    entry.show_record(row.uuid)
    assert "第二十九条" in wrong(entry.form.who.form, "id_number")
    assert "第二十九条" in wrong(entry.form.what, "content")


def test_a_day_to_come_is_refused_under_its_field(entry, store):
    filled(entry)
    put(entry.form.how, "arrived_on", date(2026, 3, 21))
    entry.save()
    assert "晚于今天" in wrong(entry.form.how, "arrived_on")
    assert len(rows(store)) == 5


def test_a_number_that_was_given_already_is_refused_and_nothing_typed_is_lost(entry, store, failures):
    filled(entry)
    put(entry.form.how, "number", "2026-0001")
    entry.save()
    assert "已经用过了" in str(failures[0])
    assert kept(store).fields["title"] == "测试草场承包合同"
    assert len(rows(store)) == 5


def test_joint_applicants_are_added_removed_and_kept(entry, store):
    filled(entry)
    together = entry.form.together
    together.add_button.click()
    together.add_button.click()
    put(together.cards[0].form, "applicant", "演示申请人戊")
    entry.save()
    assert "请写上共同申请人的姓名" in wrong(together.cards[1].form, "applicant")
    together._remove(together.cards[1])
    put(together.cards[0].form, "id_number", WRONG)
    entry.save()
    (row,) = rows(store, text="测试草场承包合同")
    draft = ask(store, request_lists.opened, row.uuid, TODAY).draft
    assert [each.name for each in draft.together] == ["演示申请人戊"]
    entry.show_record(row.uuid)
    assert [card.values()["applicant"] for card in entry.form.together.cards] == ["演示申请人戊"]
    assert wrong(entry.form.who.form, "id_number").startswith("没有身份证明")  # the other's number stands at the other
    entry.form.show_problems(())
    assert "校验" in wrong(entry.form.together.cards[0].form, "id_number")


def test_one_more_by_the_same_applicant_keeps_who_and_how(desk, entry, store):
    filled(entry)
    put(entry.form.how, "channel", "signed_mail")
    put(entry.form.what, "content", "测试内容")
    entry.save(True)
    assert desk.room.currentWidget() is desk.entry
    values = entry.form.values()
    assert (values["applicant"], values["channel"], values["title"]) == ("演示申请人丁", "signed_mail", "")
    put(entry.form.what, "title", "测试第二件")
    entry.save()
    first, second = rows(store, text="测试草场承包合同")[0], rows(store, text="测试第二件")[0]
    assert (first.applicant, first.letter_uuid) != (second.applicant, second.letter_uuid)
    assert first.applicant == second.applicant


def test_the_next_one_by_the_same_applicant_is_one_key_away(page, desk, store):
    page.open(rows(store, text=TITLES[0])[0].uuid)
    page.copy_record()
    assert desk.room.currentWidget() is desk.entry
    assert desk.entry.form.values()["applicant"] == APPLICANT.name
    assert desk.entry.form.values()["title"] == ""
    assert desk.entry.dirty


def test_the_receipt_of_what_was_just_registered_is_issued_and_shown(desk, entry, store, failures):
    filled(entry)
    entry.save()
    desk.after.receipt.click()
    assert failures == []
    preview = next(each for each in desk.findChildren(Preview))
    assert preview.isVisible()
    preview.done(0)
    detail = ask(store, request_lists.opened, desk.record.uuid, TODAY)
    assert [letter.kind for letter in detail.letters] == [LetterKind.RECEIPT]
    desk.print_receipt()
    next(each for each in desk.findChildren(Preview) if each.isVisible()).done(0)
    assert len(ask(store, request_lists.opened, desk.record.uuid, TODAY).letters) == 1


def test_before_the_applicant_was_reached_there_is_no_receipt(entry, desk, store, failures):
    filled(entry)
    put(entry.form.how, "channel", "internet")
    entry.save()
    (row,) = rows(store, text="测试草场承包合同")
    assert row.state is RequestState.AWAITING_CONFIRMATION
    desk.after.receipt.click()
    assert "还没有与申请人确认" in str(failures[0])


def test_what_was_typed_comes_back_after_a_power_cut(desk, entry, context, store, shown):
    filled(entry)
    entry.form.together.add_button.click()
    put(entry.form.together.cards[0].form, "applicant", "演示申请人戊")
    put(entry.form.what, "suggests_proactive", ("yes",))
    put(entry.form.how, "arrived_on", date(2026, 3, 10))
    entry.leave()
    assert kept(store).fields["title"] == "测试草场承包合同"
    again = shown(RequestsPage(context), 1216, 660).section()
    assert again.room.currentWidget() is again.entry
    question = again.entry.question
    assert not question.isHidden()
    again.entry.save()
    assert len(rows(store)) == 5  # nothing is saved over an open question
    question.use_typed.click()
    draft = draft_of(again.entry.form.values())
    assert (draft.title, draft.arrived_on, draft.suggests_proactive) == (
        "测试草场承包合同", date(2026, 3, 10), True,
    )  # fmt: skip
    assert [each.name for each in draft.together] == ["演示申请人戊"]


def test_giving_up_forgets_what_was_typed(desk, entry, store):
    filled(entry)
    entry.leave()
    assert kept(store)
    entry.give_up()
    assert kept(store) is None
    assert desk.room.currentIndex() == 0


def test_a_request_is_corrected_in_its_form_and_keeps_its_number(desk, store):
    row = rows(store, text=TITLES[0])[0]
    desk.record.edit_asked.emit(row.uuid)
    put(desk.entry.form.what, "title", "测试草场补贴发放依据（改）")
    desk.entry.save()
    (after,) = rows(store, text="（改）")
    assert (after.uuid, after.number) == (row.uuid, row.number)
    assert desk.after.isHidden()


def test_channel_and_day_stay_once_a_step_was_taken(desk, store):
    desk.edit(rows(store, text=TITLES[1])[0].uuid)
    assert not desk.entry.fixed.isHidden()
    assert not desk.entry.form.how.field("channel").isEnabled()
    desk.new()
    assert desk.entry.fixed.isHidden()
    assert desk.entry.form.how.field("channel").isEnabled()


def test_values_of_the_form_and_the_draft_say_the_same():
    draft = RequestDraft(
        ApplicantDraft(ApplicantKind.LEGAL, "演示事务所", IdKind.CREDIT_CODE, NUMBER, "演示代理人", "0470-0000011"),
        (APPLICANT,), arrived_on=TODAY, title="测试", suggests_proactive=True, number="9", note="测试备注",
    )  # fmt: skip
    assert draft_of(values_of(draft)) == draft


def test_a_cell_of_an_old_report_is_named_too():
    assert "不同意公开" in request_entry.cell_label("2018:3.3.4", 2017)
    assert request_entry.cell_label("3.nothing.total", 2026) == "3.nothing.total"
