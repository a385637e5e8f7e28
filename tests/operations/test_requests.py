"""Requests registered, corrected, split, led through their steps, taken back; what a new calendar or choice moves."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.models.request import Letter, Remedy, Request, RequestEvent
from app.operations import attachments, calendars, history, request_lists, requests
from app.operations.request_lists import RequestFilter
from app.rules.request_events import Event, EventKind, RequestState
from app.rules.requests import Proactive, RequestChannel
from tests.factory import TODAY, ask, counted, do, operation, records
from tests.request_desk import (
    APPLICANT,
    ARRIVED,
    COMPANY,
    by_internet,
    opened,
    registered,
    replied,
    request_draft,
    stepped,
)

K = EventKind


def refused(store, work, *args):
    """The sentence of a refusal; nothing may have changed by it."""
    before = records(store)
    with pytest.raises(UserError) as error:
        do(store, work, *args)
    assert records(store) == before
    return str(error.value)


# --- registering -----------------------------------------------------------------------------------------------------


def test_a_request_handed_in_runs_from_that_day(store):
    row = opened(store, registered(store)).row
    assert (row.number, row.state, row.received_on) == ("2026-0001", RequestState.RUNNING, ARRIVED)
    assert (row.due_on, row.next_kind, row.next_on, row.provisional) == (
        date(2026, 3, 30), "reply", date(2026, 3, 30), False,
    )  # fmt: skip


def test_a_request_by_internet_waits_for_its_confirmation(store):
    row = opened(store, by_internet(store)).row
    assert (row.state, row.received_on, row.due_on) == (RequestState.AWAITING_CONFIRMATION, None, None)


def test_what_the_rules_refuse_is_not_registered(store):
    draft = replace(request_draft(""), arrived_on=None)
    assert "另有 1 处需要改正" in refused(store, requests.register, draft, TODAY)


def test_a_number_that_was_typed_is_kept_and_never_given_twice(store):
    assert opened(store, registered(store, number="申2026-7")).row.number == "申2026-7"
    again = request_draft(number="申2026-7")
    assert refused(store, requests.register, again, TODAY) == "编号“申2026-7”已经用过了，请换一个，或者留空自动编号。"


def test_those_who_ask_jointly_stand_with_the_applicant(store):
    uuid = registered(store, together=(COMPANY, COMPANY))
    assert opened(store, uuid).draft.together == (COMPANY,)
    do(store, requests.edit, uuid, replace(opened(store, uuid).draft, together=()), TODAY)
    assert opened(store, uuid).draft.together == ()


def test_a_suggestion_to_publish_is_kept_until_it_is_decided(store):
    uuid = registered(store, suggests_proactive=True)
    assert opened(store, uuid).row.proactive is Proactive.SUGGESTED
    do(store, requests.edit, uuid, replace(opened(store, uuid).draft, suggests_proactive=False), TODAY)
    assert opened(store, uuid).row.proactive is Proactive.NONE
    do(store, requests.edit, uuid, replace(opened(store, uuid).draft, suggests_proactive=True), TODAY)
    assert opened(store, uuid).row.proactive is Proactive.SUGGESTED


def test_the_form_shows_what_was_typed(store):
    draft = request_draft(purpose="生产", topic="草原", handler="演示经办人", note="备注", external_number="外1")
    uuid = do(store, requests.register, draft, TODAY)
    kept = opened(store, uuid).draft
    assert kept == replace(draft, number="2026-0001", letter_uuid=uuid)


def test_a_copy_is_by_the_same_applicant_and_asks_for_nothing_yet(store):
    copy = ask(store, requests.copied, registered(store, handler="演示经办人"))
    assert (copy.applicant, copy.handler) == (APPLICANT, "演示经办人")
    assert (copy.number, copy.title, copy.content, copy.arrived_on, copy.letter_uuid) == ("", "", "", None, "")


# --- correcting ------------------------------------------------------------------------------------------------------


def test_channel_and_day_can_be_corrected_until_the_first_step(store):
    uuid = registered(store)
    draft = replace(opened(store, uuid).draft, arrived_on=date(2026, 3, 3), channel=RequestChannel.SIGNED_MAIL)
    do(store, requests.edit, uuid, draft, TODAY)
    assert opened(store, uuid).row.due_on == date(2026, 3, 31)
    stepped(store, uuid, K.TRANSFER, date(2026, 3, 4), party="演示科室")
    moved = replace(opened(store, uuid).draft, arrived_on=date(2026, 3, 2))
    assert refused(store, requests.edit, uuid, moved, TODAY).startswith("已有办理步骤")
    do(store, requests.edit, uuid, replace(opened(store, uuid).draft, title="改过的事项"), TODAY)
    assert opened(store, uuid).row.title == "改过的事项"


def test_a_number_can_be_corrected_to_one_that_is_free(store):
    first, second = registered(store), registered(store, title="第二件")
    taken = replace(opened(store, second).draft, number="2026-0001")
    assert "已经用过了" in refused(store, requests.edit, second, taken, TODAY)
    do(store, requests.edit, second, replace(taken, number="2026-0100"), TODAY)
    assert [opened(store, uuid).row.number for uuid in (first, second)] == ["2026-0001", "2026-0100"]
    assert opened(store, registered(store, title="第三件")).row.number == "2026-0101"


def test_a_request_that_is_gone_is_said_to_be_gone(store):
    uuid = registered(store)
    do(store, requests.remove, [uuid])
    assert "已被删除" in refused(store, requests.edit, uuid, request_draft(), TODAY)


# --- splitting -------------------------------------------------------------------------------------------------------


def test_the_parts_of_a_letter_have_its_day_its_steps_and_numbers_of_their_own(store):
    uuid = by_internet(store)
    stepped(store, uuid, K.CONFIRM, date(2026, 3, 4))
    first, *others = do(store, requests.split, uuid, ["依据", " ", "名单", "来源"], TODAY)
    assert first == uuid
    rows = [opened(store, each).row for each in (first, *others)]
    assert [(row.number, row.title, row.part) for row in rows] == [
        ("2026-0001", "依据", 1), ("2026-0002", "名单", 2), ("2026-0003", "来源", 3),
    ]  # fmt: skip
    assert {(row.received_on, row.due_on, row.letter_uuid) for row in rows} == {
        (date(2026, 3, 4), date(2026, 4, 1), uuid)
    }
    assert [sibling.uuid for sibling in opened(store, first).siblings] == others
    events = [opened(store, each).case.events[0] for each in (first, *others)]
    assert len({event.uuid for event in events}) == 3


def test_a_consultation_under_way_is_split_with_its_opinion(store):
    uuid = registered(store)
    stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 4))
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 6))
    _first, other = do(store, requests.split, uuid, ["依据", "名单"], TODAY)
    assert opened(store, other).case.due == opened(store, uuid).case.due == date(2026, 4, 1)
    assert opened(store, other).case.open_consultations == ()


@pytest.mark.parametrize("titles", [[], ["只有一个"], ["一个", " "]])
def test_a_letter_is_split_into_two_matters_at_least(store, titles):
    assert refused(store, requests.split, registered(store), titles, TODAY) == "请至少写两个申请事项，每行一个。"


def test_a_case_that_ended_is_not_split(store):
    assert refused(store, requests.split, replied(store), ["一", "二"], TODAY) == "已经办结的申请不能再拆分。"


# --- steps -----------------------------------------------------------------------------------------------------------


def test_a_step_is_taken_and_the_register_follows(store):
    uuid = registered(store)
    stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 12))
    row = opened(store, uuid).row
    assert (row.state, row.due_on, row.next_kind, row.next_on) == (
        RequestState.AWAITING_CORRECTION, None, "correction", date(2026, 4, 2),
    )  # fmt: skip
    assert row.flags == ("correction_notice_late",)
    stepped(store, uuid, K.CORRECTED, date(2026, 3, 16))
    stepped(store, uuid, K.REPLY, date(2026, 3, 18), outcome="4.3", reason="演示理由。")
    row = opened(store, uuid).row
    assert (row.state, row.outcome, row.outcome_name) == (RequestState.REPLIED, "4.3", "补正后申请内容仍不明确")
    stepped(store, uuid, K.ARCHIVE, date(2026, 3, 20))
    assert opened(store, uuid).case.archived_on == date(2026, 3, 20)


def test_a_step_that_is_refused_leaves_everything_as_it_was(store):
    uuid = replied(store)
    event = Event(K.REPLY, date(2026, 3, 17), outcome="1")
    assert "不能再答复" in refused(store, requests.step, uuid, event, TODAY)
    (problem,) = ask(store, requests.step_problems, uuid, event, TODAY)
    assert "不能再答复" in problem.text


def test_an_opinion_goes_to_the_only_letter_that_is_open(store):
    uuid = registered(store)
    letter = stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 4))
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 6), agrees=False)
    assert opened(store, uuid).case.events[-1].answers == letter
    assert opened(store, uuid).case.events[-1].agrees is False


def test_a_transfer_names_who_handles_it_from_then_on(store):
    uuid = registered(store, handler="演示甲")
    stepped(store, uuid, K.TRANSFER, date(2026, 3, 4), party=" 演示科室 ")
    assert opened(store, uuid).row.handler == "演示科室"


def test_steps_are_taken_back_one_by_one(store):
    uuid = registered(store)
    before = opened(store, uuid).case
    stepped(store, uuid, K.EXTEND, date(2026, 3, 5))
    stepped(store, uuid, K.REPLY, date(2026, 3, 6))
    do(store, requests.take_back, uuid)
    assert (opened(store, uuid).row.due_on, opened(store, uuid).row.extended) == (date(2026, 4, 28), True)
    do(store, requests.take_back, uuid)
    assert opened(store, uuid).case == before
    assert refused(store, requests.take_back, uuid) == "这件申请还没有可以撤回的步骤。"


def test_two_steps_of_one_day_are_taken_back_the_last_first(store):
    uuid = by_internet(store)
    stepped(store, uuid, K.CONFIRM, ARRIVED)
    stepped(store, uuid, K.REPLY, ARRIVED)
    do(store, requests.take_back, uuid)
    assert opened(store, uuid).row.state is RequestState.RUNNING


def test_a_step_whose_letter_went_out_stands(store):
    uuid = registered(store)
    event = stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 5))
    letter = {"request_uuid": uuid, "event_uuid": event, "kind": "correction", "title": "补正告知书", "body": "正文。"}
    do(store, lambda session: session.add(Letter(**letter, number="测公补〔2026〕1号", issued_on=date(2026, 3, 5))))
    sentence = refused(store, requests.take_back, uuid)
    assert sentence == "这一步的文书 测公补〔2026〕1号 已经印发，不能撤回。请先删去文书。"


def test_every_step_can_be_undone_and_done_again(store):
    uuid = registered(store)
    stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 4))
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 6))
    stepped(store, uuid, K.REPLY, date(2026, 3, 9))
    whole = records(store)
    for _step in range(4):
        latest = ask(store, history.last_undoable)
        do(store, history.undo, latest.id)
    assert counted(store, Request) == counted(store, RequestEvent) == 0
    for _step in range(4):
        latest = ask(store, history.last_redoable)
        do(store, history.undo, latest.id)
    assert records(store) == whole


# --- removing --------------------------------------------------------------------------------------------------------


def test_what_was_registered_by_mistake_goes_with_all_that_belongs_to_it(store, tmp_path):
    uuid = registered(store, together=(COMPANY,))
    do(store, attachments.attach, uuid, "来信.pdf", b"test")
    assert do(store, requests.remove, [uuid]) == 1
    assert records(store)["request"] == records(store)["request_party"] == records(store)["attachment"] == {}
    latest = ask(store, history.last_undoable)
    do(store, history.undo, latest.id)
    assert opened(store, uuid).draft.together == (COMPANY,)


def test_a_request_with_a_step_a_letter_or_a_remedy_is_not_removed(store):
    stepping, writing, suing = (registered(store, title=f"第{n}件") for n in (1, 2, 3))
    stepped(store, stepping, K.TRANSFER, date(2026, 3, 4), party="演示科室")
    do(store, lambda s: s.add(Letter(request_uuid=writing, kind="receipt", title="回执", body="正文。")))
    do(store, lambda s: s.add(Remedy(office_code="000001", request_uuid=suing, kind="complaint", filed_on=TODAY)))
    for uuid in (stepping, writing, suing):
        assert refused(store, requests.remove, [uuid]).startswith("这件申请已经有了办理步骤")


# --- what moves open cases -------------------------------------------------------------------------------------------

CALENDAR_2027 = """
year = 2027
source = "测试安排"
issued_on = 2026-11-30

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
"""


def test_a_new_calendar_moves_open_cases_and_lists_them(store, tmp_path):
    late = date(2026, 12, 21)
    moving = registered(store, arrived_on=late, today=late)
    ended = registered(store, title="已答复", arrived_on=late, today=late)
    stepped(store, ended, K.REPLY, date(2026, 12, 24))
    early = registered(store, title="早到的", arrived_on=date(2026, 12, 1), today=late)
    row = opened(store, moving, late).row
    assert (row.provisional, row.due_on) == (True, date(2027, 1, 18))
    listed = [row.uuid for row in ask(store, request_lists.listed, RequestFilter("provisional"), late)]
    assert listed == [moving]
    path = tmp_path / "2027.toml"
    path.write_text(CALENDAR_2027, encoding="utf-8")
    _year, moved = do(store, calendars.install, path)
    assert [(each.uuid, each.table, each.old, each.new) for each in moved] == [
        (moving, "request", date(2027, 1, 18), date(2027, 1, 19)),
    ]
    row = opened(store, moving, late).row
    assert (row.provisional, row.due_on, row.next_on) == (False, date(2027, 1, 19), date(2027, 1, 19))
    assert opened(store, early, late).row.due_on == date(2026, 12, 29)
    assert opened(store, ended, late).row.closed_on == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("key", "value", "due"),
    [
        ("opinion_day", "counted", date(2026, 4, 1)),
        ("sending_day", "not_counted", date(2026, 4, 3)),
    ],
)
def test_a_changed_choice_moves_the_cases_it_touches(store, key, value, due):
    asked, plain = registered(store), registered(store, title="没有征求意见的")
    stepped(store, asked, K.CONSULT_OUT, date(2026, 3, 4))
    stepped(store, asked, K.CONSULT_IN, date(2026, 3, 9))
    assert opened(store, asked).row.due_on == date(2026, 4, 2)
    moved = do(store, calendars.choose, key, value)
    assert [(each.uuid, each.old, each.new) for each in moved] == [(asked, date(2026, 4, 2), due)]
    assert opened(store, asked).row.due_on == due
    assert opened(store, plain).row.due_on == date(2026, 3, 30)


def test_the_period_of_an_applicant_follows_the_office(store):
    uuid = registered(store)
    stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 5))
    (moved,) = do(store, calendars.choose, "correction_days", "5")
    assert (moved.uuid, moved.new) == (uuid, date(2026, 3, 12))
    with pytest.raises(UserError):
        do(store, calendars.choose, "correction_days", "0")


def test_a_step_touches_the_case_and_its_register_only(store):
    uuid = registered(store)
    event = Event(K.REPLY, date(2026, 3, 9), outcome="1")
    _uuid, changed = operation(store, requests.step, uuid, event, TODAY)
    assert changed.tables == {"request", "request_event"}
