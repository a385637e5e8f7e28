"""Undo, redo, the recycle bin and the story of one record."""

from datetime import date

import pytest

from app.errors import UserError
from app.models.catalog import CatalogItem
from app.models.disclosure import Attachment, ChannelEvent, Disclosure, GateReview
from app.operations import attachments, catalog_imports, catalogs, disclosure_sheets, disclosures, history, offices
from app.rules.disclosures import ChannelDraft
from app.store import search
from app.store.database import Desk
from tests.factory import (
    NOW,
    TODAY,
    ask,
    counted,
    do,
    draft,
    index_terms,
    operation,
    published,
    records,
    register,
    table_text,
)

COLOURED = table_text(("招生", "招生方案", "20个工作日内"), ("招生", "招生结果", "及时"))


def undo(store, number=None):
    """Undo an operation, the latest unless one is named; what was undone."""
    return do(store, history.undo, number or ask(store, history.last_undoable).id, title=history.UNDO)


def redo(store):
    return do(store, history.undo, ask(store, history.last_redoable).id, title=history.UNDO)


def imported(store, count):
    """That many items from a sheet that was pasted, as one operation."""
    lines = ["信息名称\t形成日期\t公开日期\t公开渠道"]
    lines += [f"导入信息{number}\t2026-03-0{number % 9 + 1}\t2026-03-10\t政府网站" for number in range(count)]
    plan = ask(store, disclosure_sheets.plan_pasted, "\n".join(lines), TODAY)
    return do(store, disclosure_sheets.accept, plan, TODAY)


def bulk(store):
    with store.read() as session:
        uuids = [row.uuid for row in session.query(Disclosure)]
    do(store, disclosures.bulk_edit, uuids, {"responsible": "测试科", "formed_on": date(2026, 2, 2)}, TODAY)


def starter(store):
    plan = ask(store, catalog_imports.plan_pasted, COLOURED, TODAY)
    return do(store, catalog_imports.accept, plan)


def first_disclosure(store):
    return next(iter(records(store)["disclosure"]))


OPERATIONS = {
    "register": lambda store: register(store, "新信息"),
    "edit": lambda store: do(store, disclosures.edit, first_disclosure(store), draft("改了名"), TODAY),
    "remove with children": lambda store: do(store, disclosures.remove, [first_disclosure(store)]),
    "bulk edit": bulk,
    "import of 300": lambda store: imported(store, 300),
    "import of a catalog": starter,
    "a person": lambda store: do(store, offices.add_person, "演示丙"),
    "a choice": lambda store: do(store, offices.choose, "timely_days", "5"),
    "an attachment": lambda store: do(store, attachments.attach, first_disclosure(store), "二.pdf", b"2"),
}


@pytest.fixture
def busy(store):
    """A file with an item in review that has reviews and an attachment, and some drafts."""
    uuid = register(store, "有子记录的信息")
    do(store, disclosures.submit, [uuid])
    do(
        store,
        disclosures.review,
        uuid,
        [disclosures.GateAnswer(gate, True) for gate in disclosures.rules.Gate],
        "乙",
        NOW,
    )
    do(store, attachments.attach, uuid, "一.pdf", b"1")
    for number in range(3):
        register(store, f"草稿{number}")
    return store


@pytest.mark.parametrize("work", OPERATIONS.values(), ids=OPERATIONS)
def test_undo_and_redo_put_every_record_and_the_search_index_right(work, busy):
    before, terms = records(busy), index_terms(busy)
    work(busy)
    after, later_terms = records(busy), index_terms(busy)
    assert after != before
    undo(busy)
    assert (records(busy), index_terms(busy)) == (before, terms)
    redo(busy)
    assert (records(busy), index_terms(busy)) == (after, later_terms)
    search.rebuild(busy.engine)
    assert index_terms(busy) == later_terms


def test_a_removed_catalog_comes_back_with_its_items(store):
    uuid = starter(store)
    before = records(store)
    do(store, catalogs.remove, uuid)
    assert counted(store, CatalogItem) == 0
    undo(store)
    assert records(store) == before


def test_operations_are_undone_in_turn_back_to_an_empty_register(busy):
    with busy.read() as session:
        done = [row.id for row in history.done(session)]
    while (latest := ask(busy, history.last_undoable)) is not None:
        assert latest.id in done
        undo(busy)
    assert [name for name, rows in records(busy).items() if rows] == ["office"]


def test_the_making_of_the_file_cannot_be_undone(store):
    with store.read() as session:
        made = history.done(session)[-1]
    assert made.title == "建立数据文件"
    assert ask(store, history.last_undoable) is None
    with pytest.raises(UserError, match="建立数据文件这一步不能撤销"):
        undo(store, made.id)


def test_an_operation_is_undone_once(store):
    _, changed = operation(store, offices.add_person, "演示甲")
    undo(store, changed.operation)
    with pytest.raises(UserError, match="这步操作已经撤销过了"):
        undo(store, changed.operation)


def test_undo_is_refused_when_somebody_touched_the_record_later(store):
    uuid, first = operation(store, disclosures.register, draft(), TODAY)
    store.desk = Desk("e" * 32, "演示丁")
    _, second = operation(store, disclosures.edit, uuid, draft("改了名"), TODAY)
    before = records(store)
    with pytest.raises(UserError, match=r"又被修改过.*\d\d-\d\d \d\d:\d\d 演示丁"):
        undo(store, first.operation)
    assert records(store) == before
    undo(store, second.operation)
    undo(store, first.operation)
    assert counted(store, Disclosure) == 0


def test_an_operation_on_other_records_does_not_hinder_undo(store):
    _, first = operation(store, disclosures.register, draft("一"), TODAY)
    register(store, "二")
    undo(store, first.operation)
    assert [row["title"] for row in records(store)["disclosure"].values()] == ["二"]


def test_nothing_can_be_redone_after_a_new_operation(store):
    register(store, "一")
    undo(store)
    assert ask(store, history.last_redoable) is not None
    register(store, "二")
    assert ask(store, history.last_redoable) is None


def test_redo_is_offered_in_the_order_of_undoing(store):
    for title in ("一", "二", "三"):
        register(store, title)
    undone = [undo(store) for _ in range(3)]
    redone = [redo(store) for _ in range(3)]
    assert undone == redone == ["测试操作"] * 3
    assert [row["title"] for row in records(store)["disclosure"].values()] == ["一", "二", "三"]
    assert ask(store, history.last_redoable) is None


def test_redo_out_of_turn_is_refused(store):
    uuid = register(store, "一")
    for title in ("二", "三"):
        do(store, disclosures.edit, uuid, draft(title), TODAY)
    undo(store)
    (first_undo,) = [row.id for row in ask(store, history.done, 1)]
    undo(store)
    with pytest.raises(UserError, match="又被修改过"):
        undo(store, first_undo)
    redo(store)
    redo(store)
    assert records(store)["disclosure"][uuid]["title"] == "三"


def test_undo_finds_its_record_when_the_number_was_given_to_another(store):
    uuid, first = operation(store, disclosures.register, draft("一"), TODAY)
    _, removal = operation(store, disclosures.remove, [uuid])
    other = register(store, "二")
    with store.read() as session:
        assert disclosures.item_of(session, other).id == 1
    undo(store, removal.operation)
    assert {row["title"] for row in records(store)["disclosure"].values()} == {"一", "二"}
    undo(store, first.operation)
    assert [row["title"] for row in records(store)["disclosure"].values()] == ["二"]
    assert {term[2] for term in index_terms(store) if term[0] == "disclosure"} == {other}


def test_titles_of_undo_and_redo_name_what_they_were_about(store):
    store.change(
        disclosures.REGISTER, lambda s: disclosures.register(s, draft("春耕通知"), TODAY), {"name": "春耕通知"}
    )
    assert undo(store) == redo(store) == "登记公开信息“春耕通知”"
    titles = [row.title for row in ask(store, history.done, 3)]
    assert titles == ["重做“登记公开信息“春耕通知””", "撤销“登记公开信息“春耕通知””", "登记公开信息“春耕通知”"]


def test_what_touched_no_record_is_not_offered_for_undo(store):
    register(store, "一")
    store.change("打印“{name}”", lambda session: None, {"name": "台账"})
    assert ask(store, history.last_undoable).title == "测试操作"
    assert ask(store, history.newest) == ask(store, history.done, 1)[0].id


# The recycle bin


def bin_of(store):
    return [(row.table, row.name) for row in ask(store, history.removed)]


def test_the_bin_shows_what_was_taken_out_and_not_its_parts(busy):
    uuid = first_disclosure(busy)
    busy.desk = Desk("", "演示甲")
    do(busy, disclosures.remove, [uuid])
    (row,) = ask(busy, history.removed)
    assert (row.table, row.uuid, row.name, row.person) == ("disclosure", uuid, "有子记录的信息", "演示甲")


def test_a_removed_item_comes_back_with_reviews_and_attachments(busy):
    before, terms = records(busy), index_terms(busy)
    do(busy, disclosures.remove, [first_disclosure(busy)])
    assert (counted(busy, GateReview), counted(busy, Attachment)) == (0, 0)
    (row,) = ask(busy, history.removed)
    assert do(busy, history.bring_back, row.seq) == row.uuid
    assert (records(busy), index_terms(busy)) == (before, terms)
    assert bin_of(busy) == []


def test_one_of_several_removed_items_comes_back_alone(store):
    uuids = [register(store, title) for title in ("一", "二", "三")]
    do(store, disclosures.remove, uuids)
    assert sorted(bin_of(store)) == [("disclosure", "一"), ("disclosure", "三"), ("disclosure", "二")]
    wanted = next(row for row in ask(store, history.removed) if row.name == "二")
    do(store, history.bring_back, wanted.seq)
    assert [row["title"] for row in records(store)["disclosure"].values()] == ["二"]
    assert sorted(bin_of(store)) == [("disclosure", "一"), ("disclosure", "三")]


def test_a_removed_catalog_is_one_line_in_the_bin(store):
    uuid = starter(store)
    before = records(store)
    do(store, catalogs.remove, uuid)
    (row,) = ask(store, history.removed)
    assert row.table == "catalog_version"
    do(store, history.bring_back, row.seq)
    assert records(store) == before


def test_the_bin_forgets_what_undo_brought_back_and_keeps_what_redo_took_out(store):
    uuid = register(store, "一")
    do(store, disclosures.remove, [uuid])
    undo(store)
    assert bin_of(store) == []
    redo(store)
    assert bin_of(store) == [("disclosure", "一")]


def test_undoing_a_registration_puts_nothing_in_the_bin(store):
    register(store, "一")
    undo(store)
    assert bin_of(store) == []


def test_a_record_that_is_there_is_not_brought_back_twice(store):
    do(store, disclosures.remove, [register(store, "一")])
    (row,) = ask(store, history.removed)
    do(store, history.bring_back, row.seq)
    with pytest.raises(UserError, match="已经在登记册里"):
        do(store, history.bring_back, row.seq)


def test_an_attachment_waits_for_the_item_it_belongs_to(busy):
    uuid = first_disclosure(busy)
    (file,) = ask(busy, attachments.of, uuid)
    do(busy, attachments.detach, file.uuid)
    do(busy, disclosures.remove, [uuid])
    bin_rows = {row.table: row.seq for row in ask(busy, history.removed)}
    with pytest.raises(UserError, match="请先恢复那条记录"):
        do(busy, history.bring_back, bin_rows["attachment"])
    do(busy, history.bring_back, bin_rows["disclosure"])
    do(busy, history.bring_back, bin_rows["attachment"])
    assert ask(busy, attachments.content, ask(busy, attachments.of, uuid)[0].sha256) == b"1"


# The story of one record


def test_the_story_tells_each_field_with_who_and_what(store):
    uuid = register(store, "一")
    store.desk = Desk("", "演示甲")
    do(store, disclosures.edit, uuid, draft("二", note="备注"), TODAY, title="改名")
    do(store, disclosures.remove, [uuid], title="删除")
    undo(store)
    told = [(line.title, line.person, line.field, line.old, line.new) for line in ask(store, history.story, uuid)]
    assert told[:2] == [("撤销“删除”", "演示甲", "", "", ""), ("删除", "演示甲", "", "", "")]
    assert sorted(told[2:4]) == [("改名", "演示甲", "note", "", "备注"), ("改名", "演示甲", "title", "一", "二")]
    assert told[4:] == [("测试操作", "", "", "", "")]


def test_the_story_of_publishing_tells_days_as_days(store):
    uuid = published(store, "一", on=date(2026, 3, 10))
    lines = [(line.field, line.old, line.new) for line in ask(store, history.story, uuid)]
    assert ("published_on", "", "2026-03-10") in lines
    assert ("status", "approved", "published") in lines
    assert [line for line in lines if line[0] == "id"] == []


def test_a_record_nobody_touched_has_no_story(store):
    assert ask(store, history.story, "0" * 32) == []


def test_undo_of_publishing_takes_the_channels_back(store):
    uuid = published(store, "一")
    do(store, disclosures.publish, [uuid], [ChannelDraft("board", date(2026, 3, 11))], TODAY)
    assert counted(store, ChannelEvent) == 2
    undo(store)
    undo(store)
    assert counted(store, ChannelEvent) == 0
    assert records(store)["disclosure"][uuid]["status"] == "approved"
