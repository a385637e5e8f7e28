"""Standard catalogs: taken by plan, adopted, in force domain by domain, withdrawn, removed."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.models.catalog import CatalogItem, CatalogVersion
from app.operations import catalog_imports, catalogs, coverage, disclosures, exceptions, history, offices
from app.operations.plans import Fate
from app.operations.plans import counted as fates
from app.rules.catalog import ExceptionDraft, Ground, Standing, VersionStatus
from tests.factory import (
    TODAY,
    adopted,
    approved,
    ask,
    counted,
    do,
    draft,
    operation,
    published,
    records,
    register,
    table_text,
)

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
FIRST = (("招生", "划片范围", "20个工作日内"), ("招生", "咨询电话", "长期公开"), ("资助", "资助名单", "及时"))
SECOND = (("招生", "划片范围", "5个工作日内"), ("资助", "资助名单", "及时"), ("资助", "资助标准", "及时"))


def pasted(store, text):
    return ask(store, catalog_imports.plan_pasted, text, TODAY)


def in_force(store, day=TODAY):
    return [(item.domain, item.name, item.time_limit) for item in ask(store, catalogs.in_force, day)]


# Taking a catalog


def test_the_starter_catalog_is_planned_whole_or_by_domain(store):
    whole = ask(store, catalog_imports.plan_starter, TODAY)
    assert len(whole.domains) >= 26
    assert fates(whole.lines)["taken"] == len(whole.rows) == len(set(whole.keys))
    some = ask(store, catalog_imports.plan_starter, TODAY, ("义务教育", "就业"))
    assert set(some.domains) == {"义务教育", "就业"}
    assert counted(store, CatalogVersion) == 0


def test_the_starter_catalog_says_which_rows_nobody_checked(store):
    plan = ask(store, catalog_imports.plan_starter, TODAY)
    uuid = do(store, catalog_imports.accept, plan)
    (version,) = ask(store, catalogs.versions, TODAY)
    unchecked = [item for item in ask(store, catalogs.items, uuid) if item.standing is Standing.UNCHECKED]
    assert (version.status, version.rows, version.unchecked) == (VersionStatus.DRAFT, len(plan.rows), len(unchecked))
    assert 0 < len(unchecked) < len(plan.rows)
    assert "未核对" in version.name


def test_the_items_of_villages_are_a_list_of_their_own(store):
    plan = ask(store, catalog_imports.plan_starter, TODAY)
    uuid = do(store, catalog_imports.accept, plan)
    assert ask(store, catalogs.at_level, TODAY, "village") == []
    do(store, catalogs.adopt, uuid, JANUARY, TODAY)
    village = ask(store, catalogs.at_level, TODAY, "village")
    assert {item.uuid for item in village} == {
        i.uuid for i in ask(store, catalogs.items, uuid) if "village" in i.levels
    }
    assert "嘎查村务公开" in {item.domain for item in village}
    assert 0 < len(village) < len(plan.rows)


def test_exactly_the_plan_is_accepted_in_its_order(store):
    plan = pasted(store, table_text(*FIRST))
    uuid = do(store, catalog_imports.accept, plan, " 本旗目录 ")
    items = ask(store, catalogs.items, uuid)
    assert [(i.level1, i.level2, i.time_limit) for i in items] == list(FIRST)
    assert [i.key for i in items] == list(plan.keys)
    assert (items[0].publisher, items[0].channel_boxes, items[0].channel_text) == ("测试局", "■政府网站", "政府网站")
    assert ask(store, catalogs.versions, TODAY)[0].name == "本旗目录"
    assert in_force(store) == []


def test_the_same_table_planned_again_is_unchanged(store):
    adopted(store, table_text(*FIRST))
    assert {line.fate for line in pasted(store, table_text(*FIRST)).lines} == {Fate.UNCHANGED}
    found = {line.name: line.fate for line in pasted(store, table_text(*SECOND)).lines}
    assert found == {"划片范围": Fate.CHANGED, "资助名单": Fate.UNCHANGED, "资助标准": Fate.TAKEN}


def test_the_starter_catalog_planned_again_is_unchanged(store):
    uuid = do(store, catalog_imports.accept, ask(store, catalog_imports.plan_starter, TODAY))
    do(store, catalogs.adopt, uuid, JANUARY, TODAY)
    again = ask(store, catalog_imports.plan_starter, TODAY)
    assert {line.fate for line in again.lines} == {Fate.UNCHANGED}


def test_a_table_without_a_row_to_take_is_not_accepted(store):
    plan = pasted(store, "姓名\t金额\n甲\t1")
    with pytest.raises(UserError, match="没有读到可以采纳的目录事项"):
        do(store, catalog_imports.accept, plan)
    assert counted(store, CatalogVersion) == 0


# What is in force


def test_a_catalog_is_in_force_from_its_day_on(store):
    adopted(store, table_text(*FIRST), FEBRUARY)
    assert in_force(store, FEBRUARY - timedelta(1)) == []
    assert len(in_force(store, FEBRUARY)) == 3
    (version,) = ask(store, catalogs.versions, TODAY)
    assert (version.in_force_for, version.status) == (("义务教育",), VersionStatus.ADOPTED)


def test_a_newer_version_of_one_domain_leaves_the_others(store):
    old = adopted(store, table_text(*FIRST) + "\n" + table_text(("服务", "招聘信息", "及时"), domain="就业"))
    new = adopted(store, table_text(*SECOND), FEBRUARY)
    before, after = in_force(store, JANUARY), in_force(store, FEBRUARY)
    job = ("就业", "招聘信息", "及时")
    assert before == [*(("义务教育", b, c) for _, b, c in FIRST), job]
    assert sorted(after) == sorted([*(("义务教育", b, c) for _, b, c in SECOND), job])
    governing = {v.uuid: v.in_force_for for v in ask(store, catalogs.versions, TODAY)}
    assert governing == {old: ("就业",), new: ("义务教育",)}


def test_the_newest_wording_of_an_item_is_that_of_the_version_adopted_last(store):
    adopted(store, table_text(*FIRST))
    new = adopted(store, table_text(*SECOND), FEBRUARY)
    draft_version = do(store, catalog_imports.accept, pasted(store, table_text(("招生", "划片范围", "及时"))))
    key = ask(store, catalogs.items, new)[0].key
    assert ask(store, catalogs.items, draft_version)[0].key == key
    assert ask(store, catalogs.item_in_force, key).time_limit == "5个工作日内"
    assert ask(store, catalogs.item_in_force, "nothing") is None


def test_what_adopting_would_change_is_told_in_words(store):
    old = adopted(store, table_text(*FIRST))
    new = do(store, catalog_imports.accept, pasted(store, table_text(*SECOND)))
    told = [difference.text for difference in ask(store, catalogs.changes_if_adopted, new, TODAY)]
    assert told == [
        "“划片范围”的公开时限由“20个工作日内”改为“5个工作日内”",
        "新增事项“资助标准”",
        "取消事项“咨询电话”",
    ]
    assert [d.text for d in ask(store, catalogs.differences, old, new)] == told


@pytest.mark.parametrize("twice", [False, True])
def test_adoption_needs_a_day_and_happens_once(twice, store):
    uuid = do(store, catalog_imports.accept, pasted(store, table_text(*FIRST)))
    if twice:
        do(store, catalogs.adopt, uuid, JANUARY, TODAY)
    with pytest.raises(UserError, match="只有“未采用”的目录可以采用" if twice else "请填写生效日期"):
        do(store, catalogs.adopt, uuid, JANUARY if twice else None, TODAY)


# Withdrawing and removing


def test_a_withdrawn_catalog_governs_nothing_and_says_why(store):
    uuid = adopted(store, table_text(*FIRST))
    item = register(store, "一", item_key=ask(store, catalogs.items, uuid)[0].key)
    with pytest.raises(UserError, match="请写明废止的理由"):
        do(store, catalogs.withdraw, uuid, " ", TODAY)
    do(store, catalogs.withdraw, uuid, " 机构调整 ", TODAY)
    (version,) = ask(store, catalogs.versions, TODAY)
    assert (version.status, version.withdrawn_reason, version.in_force_for) == (VersionStatus.WITHDRAWN, "机构调整", ())
    assert (in_force(store), version.effective_to) == ([], TODAY)
    assert records(store)["disclosure"][item]["domain"] == "义务教育"
    with pytest.raises(UserError, match="已废止的目录请重新导入"):
        do(store, catalogs.adopt, uuid, JANUARY, TODAY)


def test_only_what_was_never_adopted_is_removed_and_only_what_was_is_withdrawn(store):
    used = adopted(store, table_text(*FIRST))
    unused = do(store, catalog_imports.accept, pasted(store, table_text(*SECOND)), "第二版")
    with pytest.raises(UserError, match="请改用“废止”"):
        do(store, catalogs.remove, used)
    with pytest.raises(UserError, match="只有已采用的目录可以废止"):
        do(store, catalogs.withdraw, unused, "理由", TODAY)
    before = records(store)
    name, changed = operation(store, catalogs.remove, unused)
    assert (name, changed.tables) == ("第二版", {"catalog_version", "catalog_item"})
    assert counted(store, CatalogItem) == 3
    do(store, history.undo, changed.operation)
    assert records(store) == before


# What is not disclosed


def secret(**values):
    return ExceptionDraft(**{"subject": "会商纪要", "ground": Ground.INTERNAL, "reason": "讨论稿", "reviewer": "演示甲",
                             "decided_on": date(2025, 8, 31), **values})  # fmt: skip


def test_an_exception_is_looked_at_again_after_the_months_the_office_chose(store):
    uuid = do(store, exceptions.add, secret(), TODAY)
    (row,) = ask(store, exceptions.listed, TODAY)
    assert (row.uuid, row.review_again_on, row.due) == (uuid, date(2026, 8, 28), False)
    assert ask(store, exceptions.listed, date(2026, 8, 28))[0].due
    do(store, offices.choose, "exception_review_months", "6")
    do(store, exceptions.confirm, uuid, "演示乙", date(2026, 8, 28))
    (row,) = ask(store, exceptions.listed, date(2026, 8, 28))
    assert (row.review_again_on, row.reviewer, row.due) == (date(2027, 2, 28), "演示乙", False)


def test_exceptions_to_look_at_first_come_first_and_can_be_removed(store):
    later = do(store, exceptions.add, secret(subject="后", decided_on=date(2026, 1, 5)), TODAY)
    sooner = do(store, exceptions.add, secret(subject="先"), TODAY)
    assert [row.uuid for row in ask(store, exceptions.listed, TODAY)] == [sooner, later]
    do(store, exceptions.remove, sooner)
    assert [row.name for row in ask(store, history.removed)] == ["先"]


@pytest.mark.parametrize("field", ["subject", "reason", "reviewer"])
def test_an_exception_needs_subject_reason_and_reviewer(field, store):
    with pytest.raises(UserError, match="请填写"):
        do(store, exceptions.add, secret(**{field: " "}), TODAY)


# Coverage


def test_coverage_counts_what_was_due_and_what_was_disclosed(store):
    monthly, once = ("财务", "收支明细", "每月10日前"), ("招生", "划片范围", "20个工作日内")
    uuid = adopted(store, table_text(monthly, once))
    keys = [item.key for item in ask(store, catalogs.items, uuid)]
    approved(store, "待公开", item_key=keys[1], formed_on=date(2026, 3, 3))
    published(store, "按时", item_key=keys[1], formed_on=date(2026, 3, 2), on=date(2026, 3, 10))
    late = published(store, "迟了", item_key=keys[1], formed_on=date(2026, 2, 2), on=date(2026, 3, 16))
    do(store, disclosures.withdraw, [late], "数据有误", TODAY)
    register(store, "无目录")
    first, second = ask(store, coverage.of_period, date(2026, 3, 1), date(2026, 4, 30))
    assert (second.disclosed, second.late, second.open, second.missing, second.silent) == (2, 1, 1, False, False)
    assert (len(first.expected), first.disclosed, first.missing, first.silent) == (2, 0, True, True)


def test_coverage_of_a_period_with_nothing_is_silent(store):
    uuid = adopted(store, table_text(("招生", "划片范围", "20个工作日内")))
    key = ask(store, catalogs.items, uuid)[0].key
    published(store, "三月", item_key=key)
    (row,) = ask(store, coverage.of_period, date(2026, 6, 1), date(2026, 6, 30))
    assert (row.disclosed, row.open, row.silent, row.missing) == (0, 0, True, False)
    do(store, disclosures.register, draft("五月", item_key=key, formed_on=date(2026, 5, 20)), date(2026, 6, 1))
    (row,) = ask(store, coverage.of_period, date(2026, 6, 1), date(2026, 6, 30))
    assert (row.open, row.missing) == (1, True)
