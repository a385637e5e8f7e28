"""What a clerk does with an item, from typing to taking it down."""

from datetime import date
from itertools import product

import pytest

from app.errors import UserError
from app.models.disclosure import ChannelEvent, GateReview
from app.models.local import Content
from app.operations import attachments, catalogs, disclosure_lists, disclosures, offices
from app.rules.disclosures import MOVES, ChannelDraft, Gate, GateAnswer, Move, Status
from tests.factory import (
    NOW,
    PASSED,
    TODAY,
    adopted,
    approved,
    ask,
    counted,
    do,
    draft,
    published,
    records,
    register,
    table_text,
)

WEBSITE = ChannelDraft("website", date(2026, 3, 10))
SENT_BACK = [GateAnswer(gate, gate is not Gate.WORDING, "有错字" if gate is Gate.WORDING else "") for gate in Gate]
FAKE_ID = "000000199001010019"


def row(store, uuid):
    return records(store)["disclosure"][uuid]


def status(store, uuid):
    return Status(row(store, uuid)["status"])


# Registering and editing


def test_a_registered_item_has_its_day_and_why(store):
    uuid = register(store, "一", formed_on=date(2026, 3, 2))
    detail = ask(store, disclosure_lists.opened, uuid, TODAY)
    assert detail.row.due_on == detail.due.on == date(2026, 3, 30)
    assert "2026-03-30" in detail.due.reason.text
    assert (detail.row.status, detail.row.left.working, detail.row.provisional) == (Status.DRAFT, 8, False)
    assert row(store, uuid)["office_code"] == "000001"


def test_an_item_takes_limit_body_and_domain_from_its_catalog_item(store):
    version = adopted(store, table_text(("招生", "划片范围", "自信息形成之日起5个工作日内")))
    key = ask(store, catalogs.items, version)[0].key
    uuid = register(store, "一", item_key=key)
    found = row(store, uuid)
    assert (found["time_limit"], found["responsible"]) == ("自信息形成之日起5个工作日内", "测试局")
    assert (found["domain"], found["due_on"]) == ("义务教育", date(2026, 3, 9))
    own = register(store, "二", item_key=key, time_limit="自信息形成之日起10个工作日内", responsible="本科室")
    assert (row(store, own)["due_on"], row(store, own)["responsible"]) == (date(2026, 3, 16), "本科室")


def test_the_preview_is_what_is_then_registered(store):
    wanted = draft("一", time_limit="自信息形成之日起7个工作日内")
    completed, due = ask(store, disclosures.preview, wanted)
    uuid = do(store, disclosures.register, wanted, TODAY)
    assert ask(store, disclosure_lists.opened, uuid, TODAY).draft == completed
    assert row(store, uuid)["due_on"] == due.on


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " "}, "请填写信息名称"),
        ({"formed_on": None}, "请填写形成日期或获取日期"),
        ({"formed_on": date(2026, 3, 19)}, "形成日期 2026-03-19 晚于今天 2026-03-18"),
        ({"title": "", "formed_on": None}, "另有 1 处需要改正"),
        ({"note": f"联系人{FAKE_ID}"}, "这里有身份证号"),
        ({"summary": "卡号 4111 1111 1111 1111"}, "这里有银行卡号"),
    ],
)
def test_what_the_rules_refuse_is_not_registered_and_not_edited_in(values, sentence, store):
    uuid = register(store)
    before = records(store)
    wanted = draft(**{"title": "一", **values})
    for refused in (
        lambda: do(store, disclosures.register, wanted, TODAY),
        lambda: do(store, disclosures.edit, uuid, wanted, TODAY),
    ):
        with pytest.raises(UserError, match=sentence):
            refused()
    assert records(store) == before


def test_an_edit_counts_the_day_anew_and_writes_only_what_differs(store):
    uuid = register(store, "一")
    do(store, disclosures.edit, uuid, draft("一", formed_on=date(2026, 3, 3)), TODAY)
    assert (row(store, uuid)["due_on"], row(store, uuid)["began_on"]) == (date(2026, 3, 31), date(2026, 3, 3))
    _, changed = store.change("", lambda s: disclosures.edit(s, uuid, draft("一", formed_on=date(2026, 3, 3)), TODAY))
    assert changed.tables == frozenset()


def test_an_item_taken_out_meanwhile_says_where_to_find_it(store):
    uuid = register(store)
    do(store, disclosures.remove, [uuid])
    for gone in (
        lambda: do(store, disclosures.edit, uuid, draft(), TODAY),
        lambda: ask(store, disclosure_lists.opened, uuid, TODAY),
    ):
        with pytest.raises(UserError, match="可在“撤销”或“回收站”中找回"):
            gone()


# Moves


def do_move(store, uuid, move):
    work = {
        Move.SUBMIT: lambda s: disclosures.submit(s, [uuid]),
        Move.RECALL: lambda s: disclosures.recall(s, [uuid]),
        Move.REVIEW: lambda s: disclosures.review(s, uuid, PASSED, "演示乙", NOW),
        Move.PUBLISH: lambda s: disclosures.publish(s, [uuid], [WEBSITE], TODAY),
        Move.WITHDRAW: lambda s: disclosures.withdraw(s, [uuid], "内容有误", TODAY),
        Move.REPUBLISH: lambda s: disclosures.republish(s, [uuid]),
    }
    return do(store, work[move])


def returned(store):
    uuid = register(store)
    do_move(store, uuid, Move.SUBMIT)
    do(store, disclosures.review, uuid, SENT_BACK, "演示乙", NOW)
    return uuid


def withdrawn(store):
    uuid = published(store)
    do_move(store, uuid, Move.WITHDRAW)
    return uuid


def in_review(store):
    uuid = register(store)
    do_move(store, uuid, Move.SUBMIT)
    return uuid


STANDING = {
    Status.DRAFT: register,
    Status.IN_REVIEW: in_review,
    Status.RETURNED: returned,
    Status.APPROVED: approved,
    Status.PUBLISHED: lambda store: published(store, on=date(2026, 3, 5)),
    Status.WITHDRAWN: withdrawn,
}
LEADS_TO = {
    Move.SUBMIT: Status.IN_REVIEW,
    Move.RECALL: Status.DRAFT,
    Move.REVIEW: Status.APPROVED,
    Move.PUBLISH: Status.PUBLISHED,
    Move.WITHDRAW: Status.WITHDRAWN,
    Move.REPUBLISH: Status.PUBLISHED,
}


@pytest.mark.parametrize("standing", Status)
def test_every_status_has_a_way_out_and_each_works(standing, store):
    assert MOVES[standing]
    for move in MOVES[standing]:
        uuid = STANDING[standing](store)
        assert status(store, uuid) is standing
        assert ask(store, disclosure_lists.opened, uuid, TODAY).moves == MOVES[standing]
        do_move(store, uuid, move)
        assert status(store, uuid) is LEADS_TO[move]


@pytest.mark.parametrize(
    ("standing", "move"), [pair for pair in product(Status, Move) if pair[1] not in MOVES[pair[0]]], ids="-".join
)
def test_a_move_that_is_not_open_is_refused_with_the_reason(standing, move, store):
    uuid = STANDING[standing](store)
    before = records(store)
    with pytest.raises(UserError, match=r"只有|还没有通过审核"):
        do_move(store, uuid, move)
    assert records(store) == before


def test_every_way_leads_to_publication():
    ways = {s: {LEADS_TO[move] for move in MOVES[s]} for s in Status}
    for standing in Status:
        reached, waiting = set(), [standing]
        while waiting:
            fresh = ways[waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        assert Status.PUBLISHED in reached


def test_an_office_may_choose_to_publish_drafts_without_review(store):
    uuid = register(store)
    do(store, offices.choose, "review_required", "no")
    assert Move.PUBLISH in ask(store, disclosure_lists.opened, uuid, TODAY).moves
    do_move(store, uuid, Move.PUBLISH)
    assert status(store, uuid) is Status.PUBLISHED


def test_of_several_items_all_move_or_none(store):
    draft_, public = register(store), published(store)
    with pytest.raises(UserError, match="只有草稿"):
        do(store, disclosures.submit, [draft_, public])
    assert status(store, draft_) is Status.DRAFT


# The five gates


def test_one_closed_gate_sends_the_item_back_with_its_reason(store):
    uuid = in_review(store)
    assert do(store, disclosures.review, uuid, SENT_BACK, " 演示乙 ", NOW) is Status.RETURNED
    do_move(store, uuid, Move.SUBMIT)
    assert do(store, disclosures.review, uuid, PASSED, "演示丙", NOW) is Status.APPROVED
    reviews = ask(store, disclosure_lists.opened, uuid, TODAY).reviews
    assert len(reviews) == 10
    assert [(r.reviewer, r.passed) for r in reviews[:5]] == [("演示丙", True)] * 5
    assert [(r.gate, r.note, r.at) for r in reviews if not r.passed] == [(Gate.WORDING, "有错字", NOW)]
    assert {r.reviewer for r in reviews[5:]} == {"演示乙"}


@pytest.mark.parametrize(
    ("answers", "reviewer", "sentence"),
    [
        (PASSED[:4], "演示乙", "还有未审的关"),
        (PASSED, " ", "请填写审核人"),
        ([*PASSED[:4], GateAnswer(Gate.WORDING, False, " ")], "演示乙", "不通过的关须写明理由"),
    ],
)
def test_a_review_that_is_not_complete_is_refused(answers, reviewer, sentence, store):
    uuid = in_review(store)
    with pytest.raises(UserError, match=sentence):
        do(store, disclosures.review, uuid, answers, reviewer, NOW)
    assert (status(store, uuid), counted(store, GateReview)) == (Status.IN_REVIEW, 0)


# Channels


def test_several_channels_count_one_item(store):
    uuid = approved(store)
    events = [ChannelDraft("board", date(2026, 3, 9), "一楼"), WEBSITE, ChannelDraft("social", date(2026, 3, 12))]
    assert do(store, disclosures.publish, [uuid], events, TODAY) == 1
    detail = ask(store, disclosure_lists.opened, uuid, TODAY)
    assert (detail.row.channels, detail.row.published_on) == (("board", "website", "social"), date(2026, 3, 9))
    assert [(e.channel, e.place) for e in detail.events] == [("board", "一楼"), ("website", ""), ("social", "")]
    assert ask(store, disclosure_lists.DisclosurePages(disclosure_lists.DisclosureFilter(), TODAY).count) == 1
    assert counted(store, ChannelEvent) == 3


def test_the_first_day_is_the_earliest_even_if_entered_later(store):
    uuid = approved(store)
    do(store, disclosures.publish, [uuid], [ChannelDraft("board", date(2026, 3, 12))], TODAY)
    assert not row(store, uuid)["on_web"]
    do(store, disclosures.publish, [uuid], [ChannelDraft("website", date(2026, 3, 9))], TODAY)
    assert (row(store, uuid)["published_on"], row(store, uuid)["on_web"]) == (date(2026, 3, 9), True)


def test_the_same_appearance_is_not_entered_twice(store):
    uuid = published(store)
    with pytest.raises(UserError, match="2026-03-10 已登记过这个渠道"):
        do(store, disclosures.publish, [uuid], [ChannelDraft("board", date(2026, 3, 10)), WEBSITE], TODAY)
    assert counted(store, ChannelEvent) == 1


@pytest.mark.parametrize(
    ("events", "sentence"),
    [([ChannelDraft("website", date(2026, 3, 19))], "公开日期 2026-03-19 晚于今天"), ([], "请至少填写一个公开渠道")],
)
def test_a_day_in_the_future_and_no_channel_at_all_are_refused(events, sentence, store):
    uuid = approved(store)
    with pytest.raises(UserError, match=sentence):
        do(store, disclosures.publish, [uuid], events, TODAY)
    assert status(store, uuid) is Status.APPROVED


def test_withdrawing_needs_a_reason_that_stays_in_the_register(store):
    uuid = published(store)
    with pytest.raises(UserError, match="请写明撤下的理由"):
        do(store, disclosures.withdraw, [uuid], "  ", TODAY)
    do(store, disclosures.withdraw, [uuid], " 数据有误 ", TODAY)
    assert ask(store, disclosure_lists.opened, uuid, TODAY).withdrawn_reason == "数据有误"
    assert row(store, uuid)["withdrawn_on"] == TODAY
    assert counted(store, ChannelEvent) == 1
    do(store, disclosures.republish, [uuid])
    assert (row(store, uuid)["withdrawn_reason"], row(store, uuid)["withdrawn_on"]) == ("", None)


@pytest.mark.parametrize("public", [published, withdrawn])
def test_what_was_public_is_never_deleted(public, store):
    uuid, other = public(store), register(store, "草稿")
    with pytest.raises(UserError, match="请改用“撤下”"):
        do(store, disclosures.remove, [other, uuid])
    assert set(records(store)["disclosure"]) == {uuid, other}


# Bulk edit


def test_bulk_edit_keeps_what_is_left_out(store):
    first = register(store, "一", note="原备注", document_number="1号")
    second = register(store, "二", note="别的", formed_on=date(2026, 3, 3))
    assert do(store, disclosures.bulk_edit, [first, second], {"responsible": "测试科", "note": ""}, TODAY) == 2
    for uuid, title, number in ((first, "一", "1号"), (second, "二", "")):
        found = row(store, uuid)
        assert (found["title"], found["document_number"], found["responsible"], found["note"]) == (
            title,
            number,
            "测试科",
            "",
        )
    assert [row(store, uuid)["due_on"] for uuid in (first, second)] == [date(2026, 3, 30), date(2026, 3, 31)]


def test_bulk_edit_of_a_day_counts_every_day_anew(store):
    uuids = [register(store, str(number)) for number in range(3)]
    do(store, disclosures.bulk_edit, uuids, {"formed_on": date(2026, 3, 4)}, TODAY)
    assert {row(store, uuid)["due_on"] for uuid in uuids} == {date(2026, 4, 1)}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "同名"}, "不能批量修改“信息名称”"),
        ({"status": "published"}, "不能批量修改"),
        ({"formed_on": None}, "请填写形成日期"),
    ],
)
def test_bulk_edit_refuses_what_is_each_items_own(values, sentence, store):
    uuid = register(store)
    before = records(store)
    with pytest.raises(UserError, match=sentence):
        do(store, disclosures.bulk_edit, [uuid], values, TODAY)
    assert records(store) == before


# Attachments


def test_the_same_bytes_are_stored_once(store):
    first, second = register(store, "一"), register(store, "二")
    assert do(store, attachments.attach, first, "甲.pdf", b"same") is False
    assert do(store, attachments.attach, second, "乙.pdf", b"same") is True
    assert do(store, attachments.attach, second, "丙.pdf", b"other") is False
    assert counted(store, Content) == 2
    assert [a.name for a in ask(store, attachments.of, second)] == ["丙.pdf", "乙.pdf"]
    (file,) = ask(store, attachments.of, first)
    do(store, attachments.detach, file.uuid)
    assert ask(store, attachments.content, file.sha256) == b"same"
    assert len(ask(store, disclosure_lists.opened, second, TODAY).files) == 2


def test_a_file_whose_bytes_changed_or_went_is_found(store):
    uuid = register(store)
    for name in ("好.pdf", "坏.pdf", "丢.pdf"):
        do(store, attachments.attach, uuid, name, name.encode())
    assert ask(store, attachments.damaged) == []
    digests = {a.name: a.sha256 for a in ask(store, attachments.of, uuid)}

    def spoil(session):
        session.get_one(Content, digests["坏.pdf"]).data = b"?"
        session.delete(session.get_one(Content, digests["丢.pdf"]))

    store.keep(spoil)
    assert sorted(ask(store, attachments.damaged)) == ["丢.pdf", "坏.pdf"]


def test_a_file_is_read_or_told_why_not(tmp_path):
    (tmp_path / "好.pdf").write_bytes(b"%PDF")
    assert attachments.read(tmp_path / "好.pdf") == ("好.pdf", b"%PDF")
    (tmp_path / "空.pdf").touch()
    (tmp_path / f"{FAKE_ID}.pdf").write_bytes(b"1")
    (tmp_path / "大.pdf").touch()
    with (tmp_path / "大.pdf").open("r+b") as file:
        file.truncate(attachments.LARGEST + 1)
    for name, sentence in {
        "空.pdf": "附件 空.pdf 是空文件",
        "没有.pdf": "读不到附件 没有.pdf",
        "大.pdf": "有 100 MB，超过 100 MB",
        f"{FAKE_ID}.pdf": "附件文件名里有身份证号",
        "": "读不到附件",
    }.items():
        with pytest.raises(UserError, match=sentence):
            attachments.read(tmp_path / name)
