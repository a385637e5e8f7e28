"""What one person asked for becomes public for all: suggested, accepted as a draft, declined with a reason."""

import pytest

from app.errors import UserError
from app.operations import disclosures, history, proactive, request_lists
from app.operations.disclosure_lists import opened as opened_item
from app.rules.disclosures import Status
from app.rules.requests import Proactive
from tests.factory import TODAY, ask, do, records
from tests.request_desk import opened, registered, replied


def rows(store, state=""):
    return ask(store, proactive.listed, state)


def test_an_applicant_who_suggests_it_is_in_the_list(store):
    uuid = registered(store, suggests_proactive=True)
    registered(store)
    (row,) = rows(store)
    assert (row.request_uuid, row.state, row.state_name) == (uuid, Proactive.SUGGESTED, "建议转主动公开")


def test_the_office_suggests_by_itself(store):
    uuid = registered(store)
    do(store, proactive.suggest, uuid, "多人申请", TODAY)
    assert [(row.request_uuid, row.note) for row in rows(store, "suggested")] == [(uuid, "多人申请")]
    assert rows(store, "declined") == []


def test_accepting_makes_a_draft_of_the_disclosure_register_that_is_linked(store):
    uuid = replied(store)
    made = do(store, proactive.accept, uuid, "", TODAY)
    detail = ask(store, opened_item, made, TODAY)
    assert detail.row.status == Status.DRAFT
    assert (detail.draft.title, detail.draft.summary) == ("测试草场补贴发放依据", "2025年草场补贴的发放依据文件。")
    assert "2026-0001" in detail.draft.note
    assert detail.row.due_on is not None
    (row,) = rows(store, "accepted")
    assert (row.disclosure_uuid, row.disclosure, row.status_name) == (made, "测试草场补贴发放依据", "草稿")
    assert opened(store, uuid).disclosure_uuid == made


def test_what_is_private_in_a_request_does_not_come_into_the_draft(store):
    uuid = registered(store, "查询13800001111的补贴", content="电话13800001111，身份证号990000197001010019。")
    made = do(store, proactive.accept, uuid, "", TODAY)
    draft = ask(store, opened_item, made, TODAY).draft
    assert "1380000" not in draft.title + draft.summary
    assert "19700101" not in draft.summary


def test_declining_needs_a_reason(store):
    uuid = registered(store, suggests_proactive=True)
    with pytest.raises(UserError, match="理由"):
        do(store, proactive.decline, uuid, " ", TODAY)
    do(store, proactive.decline, uuid, "涉及第三方。", TODAY)
    assert [(row.state, row.note) for row in rows(store)] == [(Proactive.DECLINED, "涉及第三方。")]


def test_what_is_a_draft_already_is_not_decided_again(store):
    uuid = registered(store)
    do(store, proactive.accept, uuid, "", TODAY)
    for again in (proactive.accept, proactive.suggest, proactive.decline):
        with pytest.raises(UserError, match="已经转为主动公开"):
            do(store, again, uuid, "理由", TODAY)


def test_it_is_decided_again_once_the_draft_was_taken_out(store):
    uuid = registered(store)
    first = do(store, proactive.accept, uuid, "", TODAY)
    do(store, disclosures.remove, [first])
    second = do(store, proactive.accept, uuid, "", TODAY)
    assert second != first
    assert [row.disclosure_uuid for row in rows(store)] == [second]


def test_accepting_can_be_undone_with_its_draft(store):
    uuid = registered(store)
    before = records(store)
    do(store, proactive.accept, uuid, "", TODAY)
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert records(store) == before


def test_what_waits_to_be_judged_is_a_view_of_the_register(store):
    uuid = registered(store)
    do(store, proactive.suggest, uuid, "", TODAY)
    assert ask(store, request_lists.view_counts, TODAY)["suggested"] == 1
