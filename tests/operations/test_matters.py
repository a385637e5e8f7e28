"""Lists derived from the catalog, matters of a village's own, the plan of a year and what was posted of it."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from app.errors import Cancelled, UserError
from app.exchange.tables import read_tables
from app.models.village import VillageMatter
from app.operations import calendars, catalog_imports, catalogs, history, matters, notices, payouts, villages
from app.operations.plans import Fate
from app.rules.notice_templates import NoticeKind
from app.rules.offices import Level, OfficeDraft
from app.rules.villages import CYCLE_NAMES, Cycle, MatterDraft, Progress, Theme
from tests.factory import TODAY, ask, counted, do, operation, records
from tests.notice_factory import EAST, SOUTH, TOWNSHIP, WEST, drafted, posted, reviewed, rolled, settled

HEADER = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
    "县级",
    "乡、村级",
)
VILLAGE = (
    ("村级财务", "财务收支", "每月10日前", "√"),
    ("惠农惠牧补贴", "草原生态保护补助奖励", "每年12月31日前", "√"),
    ("社会救助", "低保名单", "每季度的首个月20日", "√"),
    ("土地草牧场", "宅基地分配", "随时公布", "√"),
    ("机构", "旗县职能", "每年", ""),
)
OWN = MatterDraft("集体牧场收益", owner="嘎查村民委员会", cycle=Cycle.HALF_YEARLY, theme=Theme.FINANCE)


def catalog_text(rows=VILLAGE, domain="村务"):
    lines = [f"{domain}领域基层政务公开标准目录", "\t".join(HEADER)]
    for number, (level1, name, limit, village) in enumerate(rows, 1):
        county = "" if village else "√"
        cells = (level1, name, f"{name}的内容", "测试依据", limit, "嘎查村民委员会", "■公示栏", county, village)
        lines.append("\t".join((str(number), *cells)))
    return "\n".join(lines)


def adopted(store, rows=VILLAGE, begin=date(2026, 1, 1), domain="村务"):
    plan = ask(store, catalog_imports.plan_pasted, catalog_text(rows, domain), TODAY)
    uuid = do(store, catalog_imports.accept, plan, "")
    do(store, catalogs.adopt, uuid, begin, TODAY)


@pytest.fixture
def tree(store):
    adopted(settled(store))
    return store


@pytest.fixture
def lists(tree):
    do(tree, matters.derive, ask(tree, matters.derive_plan, [], TODAY))
    return tree


def named(store, name, office=EAST):
    return next(row for row in ask(store, matters.listed, office) if row.name == name)


def cells(store, name, office=EAST, year=2026, today=TODAY):
    return [cell for cell in ask(store, matters.year_plan, office, year, today) if cell.matter.name == name]


# Deriving


def test_each_village_gets_the_items_of_its_level_with_cycle_theme_owner_and_channel(tree):
    plan = ask(tree, matters.derive_plan, [], TODAY)
    assert Counter(line.fate for line in plan.lines) == {Fate.TAKEN: 12}
    assert plan.lines[0].name == "测试东嘎查：财务收支"
    assert do(tree, matters.derive, plan) == 12
    first, second, third, fourth = ask(tree, matters.listed, EAST)
    assert (first.name, first.cycle, first.theme, first.position) == ("财务收支", Cycle.MONTHLY, Theme.FINANCE, 1)
    assert (first.owner, first.channel, first.basis) == ("嘎查村民委员会", "公示栏", "测试依据")
    assert (first.content, first.time_limit) == ("财务收支的内容", "每月10日前")
    assert first.item_key
    assert (second.cycle, second.theme) == (Cycle.YEARLY, Theme.SUBSIDY)
    assert (third.cycle, third.theme) == (Cycle.QUARTERLY, Theme.ASSISTANCE)
    assert (fourth.cycle, fourth.theme) == (Cycle.AT_ONCE, Theme.LAND)
    assert [row.name for row in ask(tree, matters.listed, WEST)] == [
        row.name for row in ask(tree, matters.listed, EAST)
    ]
    assert ask(tree, villages.place, EAST).matters == 4


def test_only_the_villages_asked_for_are_derived(tree):
    do(tree, matters.derive, ask(tree, matters.derive_plan, [WEST], TODAY))
    assert {row.office_code for row in ask(tree, matters.listed, TOWNSHIP.code)} == {WEST}
    plan = ask(tree, matters.derive_plan, [WEST], TODAY)
    assert [line.name for line in plan.lines][:1] == ["财务收支"]


def test_the_affairs_of_villages_are_taken_whatever_the_level_column_says(store):
    adopted(settled(store), (("财务", "集体收入", "每季度", ""),), domain="嘎查村务公开")
    do(store, matters.derive, ask(store, matters.derive_plan, [], TODAY))
    assert named(store, "集体收入").cycle is Cycle.QUARTERLY


def test_items_of_one_name_are_told_apart_by_where_they_belong(store):
    adopted(settled(store), (("低保", "政策文件", "每季度", "√"), ("特困", "政策文件", "每季度", "√")))
    plan = ask(store, matters.derive_plan, [EAST], TODAY)
    assert [line.name for line in plan.lines] == ["政策文件（低保）", "政策文件（特困）"]


def test_deriving_again_changes_nothing(lists):
    before = records(lists)
    plan = ask(lists, matters.derive_plan, [], TODAY)
    assert {line.fate for line in plan.lines} == {Fate.UNCHANGED}
    with pytest.raises(UserError, match="与现行目录一致"):
        do(lists, matters.derive, plan)
    assert records(lists)["village_matter"] == before["village_matter"]


def test_a_new_catalog_changes_adds_and_names_what_it_no_longer_has(lists):
    own = do(lists, matters.add, EAST, OWN)
    kept = replace(named(lists, "财务收支").draft, owner="会计", channel="微信群", name_mn="ᠮᠥᠩᠭᠦ", theme=Theme.AFFAIRS)
    do(lists, matters.edit, named(lists, "财务收支").uuid, kept)
    newer = (
        ("惠农惠牧补贴", "农机购置补贴", "每年12月31日前", "√"),
        ("村级财务", "财务收支", "每季度", "√"),
        ("社会救助", "低保名单", "每季度的首个月20日", "√"),
        ("土地草牧场", "宅基地分配", "随时公布", "√"),
    )
    adopted(lists, newer, date(2026, 2, 1))
    plan = ask(lists, matters.derive_plan, [EAST], TODAY)
    assert [(line.fate, line.name) for line in plan.lines] == [
        (Fate.TAKEN, "农机购置补贴"),
        (Fate.CHANGED, "财务收支"),
        (Fate.UNCHANGED, "低保名单"),
        (Fate.UNCHANGED, "宅基地分配"),
    ]
    assert plan.lines[1].reason == "有变化的内容：公开周期、公开时限"
    assert plan.notes == (
        "现行目录里已经没有“草原生态保护补助奖励”，仍留在“测试东嘎查”的清单里；不再公开的请自行删除。",
    )
    assert do(lists, matters.derive, plan) == 2
    found = named(lists, "财务收支")
    assert (found.owner, found.channel, found.name_mn, found.theme) == ("会计", "微信群", "ᠮᠥᠩᠭᠦ", Theme.AFFAIRS)
    assert (found.cycle, found.time_limit) == (Cycle.QUARTERLY, "每季度")
    names = [row.name for row in ask(lists, matters.listed, EAST)]
    assert names[:2] == ["农机购置补贴", "财务收支"]
    assert {"草原生态保护补助奖励", OWN.name} <= set(names)
    assert ask(lists, matters.matter, own).draft == OWN


def test_a_cycle_somebody_chose_stays_while_the_limit_is_the_same(lists):
    do(
        lists,
        matters.edit,
        named(lists, "财务收支").uuid,
        replace(named(lists, "财务收支").draft, cycle=Cycle.QUARTERLY),
    )
    plan = ask(lists, matters.derive_plan, [EAST], TODAY)
    assert {line.fate for line in plan.lines} == {Fate.UNCHANGED}


def test_of_many_matters_that_left_the_catalog_the_first_are_named_and_the_rest_counted(store):
    many = tuple(("事务", f"事项{n}", "每季度", "√") for n in range(20))
    adopted(settled(store), many)
    do(store, matters.derive, ask(store, matters.derive_plan, [], TODAY))
    adopted(store, (("事务", "别的事项", "每季度", "√"),), date(2026, 2, 1))
    notes = ask(store, matters.derive_plan, [], TODAY).notes
    assert len(notes) == 51
    assert notes[-1] == "还有 10 个事项也已不在现行目录里，仍留在清单里。"


def test_without_villages_or_a_catalog_there_is_nothing_to_derive(store):
    with pytest.raises(UserError, match="还没有嘎查村"):
        ask(store, matters.derive_plan, [], TODAY)
    settled(store)
    with pytest.raises(UserError, match="请先在“标准目录”里导入并采用目录"):
        ask(store, matters.derive_plan, [], TODAY)


def test_a_merged_village_gets_no_list(tree):
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 1))
    do(tree, matters.derive, ask(tree, matters.derive_plan, [], TODAY))
    assert {row.office_code for row in ask(tree, matters.listed, TOWNSHIP.code)} == {WEST, SOUTH}


def test_deriving_is_undone_in_one_step_and_cancelled_without_a_trace(tree):
    plan = ask(tree, matters.derive_plan, [], TODAY)

    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        do(tree, matters.derive, plan, cancel)
    assert counted(tree, VillageMatter) == 0
    done = operation(tree, matters.derive, plan)[1]
    assert counted(tree, VillageMatter) == 12
    do(tree, history.undo, done.operation)
    assert counted(tree, VillageMatter) == 0


# Own matters


def test_a_matter_of_the_villages_own_stands_last_and_is_corrected_and_removed(lists):
    uuid = do(lists, matters.add, EAST, OWN)
    assert [row.uuid for row in ask(lists, matters.listed, EAST)][-1] == uuid
    do(lists, matters.edit, uuid, replace(OWN, name=" 集体草场收益 "))
    assert ask(lists, matters.matter, uuid).name == "集体草场收益"
    assert do(lists, matters.remove, [uuid]) == 1
    for gone in (lambda: ask(lists, matters.matter, uuid), lambda: do(lists, matters.edit, uuid, OWN)):
        with pytest.raises(UserError, match="已被删除"):
            gone()


def test_a_matter_needs_a_name_of_its_own_and_a_village(lists):
    for office, draft in ((EAST, MatterDraft()), (EAST, MatterDraft("财务收支")), ("000001009001", OWN)):
        with pytest.raises(UserError):
            do(lists, matters.add, office, draft)
    uuid = do(lists, matters.add, EAST, OWN)
    with pytest.raises(UserError, match="清单里已有公开事项“财务收支”"):
        do(lists, matters.edit, uuid, replace(OWN, name="财务收支"))


# The plan of a year


def test_the_plan_has_an_occasion_for_each_span_and_none_for_what_is_due_at_once(lists):
    plan = ask(lists, matters.year_plan, EAST, 2026, TODAY)
    assert Counter(cell.matter.name for cell in plan) == {"财务收支": 12, "草原生态保护补助奖励": 1, "低保名单": 4}
    assert [cell.occasion.due_on for cell in cells(lists, "低保名单")] == [date(2026, n, 20) for n in (1, 4, 7, 10)]


def test_the_state_of_an_occasion_follows_what_was_posted_within_its_days(lists):
    matter = named(lists, "财务收支")
    by_matter = posted(lists, on=date(2026, 1, 9), matter_uuid=matter.uuid)
    by_item = posted(lists, on=date(2026, 2, 9), item_key=matter.item_key)
    posted(lists, on=date(2026, 3, 9), item_key=matter.item_key, office_code=WEST)
    drafted(lists, matter_uuid=matter.uuid)
    plan = cells(lists, "财务收支")
    states = [cell.state for cell in plan]
    assert states[:3] == [Progress.DONE, Progress.DONE, Progress.LATE]
    assert set(states[3:]) == {Progress.COMING}
    assert [cell.notice_uuid for cell in plan[:3]] == [by_matter, by_item, ""]
    assert cells(lists, "财务收支", WEST)[2].state is Progress.DONE
    assert cells(lists, "低保名单")[0].state is Progress.LATE
    assert cells(lists, "低保名单", today=date(2026, 1, 19))[0].state is Progress.DUE


def test_a_matter_of_the_villages_own_is_planned_like_the_others(lists):
    uuid = do(lists, matters.add, EAST, OWN)
    posted(lists, matter_uuid=uuid)
    assert [cell.state for cell in cells(lists, OWN.name)] == [Progress.DONE, Progress.COMING]


def test_of_several_notices_within_the_days_the_latest_is_shown(lists):
    matter = named(lists, "低保名单")
    posted(lists, on=date(2026, 3, 12), matter_uuid=matter.uuid)
    posted(lists, on=date(2026, 1, 12), item_key=matter.item_key)
    latest = posted(lists, on=date(2026, 3, 16), item_key=matter.item_key)
    assert cells(lists, "低保名单")[0].notice_uuid == latest


def test_a_yearly_pay_out_is_done_by_its_notice_also_when_that_came_after_the_year(lists):
    roll = rolled(lists, (EAST, "测试甲", "", 100), programme="草原生态保护补助奖励", year=2025)[EAST]
    (uuid,) = do(lists, payouts.make_notices, [roll.uuid], TODAY)
    do(lists, notices.review, [uuid], "演示乙", TODAY)
    assert cells(lists, "草原生态保护补助奖励", year=2025)[0].state is Progress.LATE
    do(lists, notices.post, [uuid], date(2026, 1, 9), "演示丙", TODAY)
    assert cells(lists, "草原生态保护补助奖励", year=2025)[0].notice_uuid == uuid
    assert cells(lists, "草原生态保护补助奖励", year=2026)[0].state is Progress.DUE


def test_the_pay_out_of_another_programme_does_not_count(lists):
    posted(lists, kind=NoticeKind.PAYOUT, programme="农机购置补贴")
    assert cells(lists, "草原生态保护补助奖励")[0].state is Progress.DUE


def test_a_year_without_a_calendar_is_provisional_until_it_begins(lists):
    year = max(calendars.shipped().years) + 1
    assert {cell.state for cell in ask(lists, matters.year_plan, EAST, year, TODAY)} == {Progress.PROVISIONAL}
    assert cells(lists, "财务收支", year=year, today=date(year, 1, 5))[0].state is Progress.DUE


def test_what_is_due_soon_or_late_and_still_to_be_mended_is_told_by_day(lists):
    found = ask(lists, matters.due_soon, date(2026, 3, 5))
    assert [(cell.matter.name, cell.occasion.due_on) for cell in found] == [
        *[("低保名单", date(2026, 1, 20))] * 3,
        *[("财务收支", date(2026, 3, 10))] * 3,
    ]
    assert [cell.matter.office_code for cell in found[:3]] == [EAST, WEST, SOUTH]
    posted(lists, on=date(2026, 3, 4), matter_uuid=named(lists, "财务收支").uuid)
    assert len(ask(lists, matters.due_soon, date(2026, 3, 5))) == 5
    do(lists, villages.merge, SOUTH, WEST, date(2026, 3, 1))
    assert len(ask(lists, matters.due_soon, date(2026, 3, 5))) == 3


def test_what_is_due_soon_reaches_into_the_next_year(lists):
    found = ask(lists, matters.due_soon, date(2026, 12, 28), 20)
    assert {cell.occasion.due_on for cell in found} >= {date(2026, 12, 31), date(2027, 1, 10)}


def test_themes_tell_how_many_matters_have_something_posted(lists):
    posted(lists, matter_uuid=named(lists, "财务收支").uuid)
    reviewed(lists, matter_uuid=named(lists, "宅基地分配").uuid)
    found = {row.theme: (row.matters, row.posted) for row in ask(lists, matters.theme_coverage, EAST, 2026)}
    assert found[Theme.FINANCE] == (1, 1)
    assert found[Theme.LAND] == (1, 0)
    assert found[Theme.CARE] == (0, 0)
    assert set(found) == set(Theme)


# Sheets


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_list_goes_out_masked_with_a_number_for_each_matter_of_a_village(ending, lists, tmp_path):
    do(lists, matters.add, EAST, replace(OWN, content="联系 13800000000"))
    file = tmp_path / f"list.{ending}"
    ask(lists, matters.export, TOWNSHIP.code, file)
    (grid,) = read_tables(file)
    rows = [dict(zip(grid.rows[0], row, strict=False)) for row in grid.rows[1:]]
    assert len(rows) == 13
    assert [row["序号"] for row in rows] == ["1", "2", "3", "4", "5", "1", "2", "3", "4", "1", "2", "3", "4"]
    assert rows[0]["公开周期"] == CYCLE_NAMES[Cycle.MONTHLY]
    assert rows[0]["重点领域"] == "村级财务"
    assert "13800000000" not in str(rows)


def test_the_plan_goes_out_with_days_and_states(lists, tmp_path):
    ask(lists, matters.export_plan, EAST, 2026, TODAY, tmp_path / "plan.xlsx")
    page = load_workbook(tmp_path / "plan.xlsx").active
    rows = list(page.iter_rows(values_only=True))
    assert len(rows) == 18
    state, due = rows[0].index("进度"), rows[0].index("最迟公开日期")
    assert rows[1][state] == "逾期未公开"
    assert str(rows[1][due])[:10] == "2026-01-10"


def test_no_sheet_goes_out_under_a_name_that_tells_a_number(lists, tmp_path):
    with pytest.raises(UserError, match="换一个不含号码的文件名"):
        ask(lists, matters.export, EAST, tmp_path / "11010119900307299X.xlsx")
    assert list(tmp_path.glob("1101*")) == []


def test_eighty_villages_get_a_hundred_and_fifty_matters_and_every_one_is_in_the_record(store):
    do(store, villages.add, TOWNSHIP)

    def many(session):
        for number in range(80):
            code = f"{TOWNSHIP.code}{number:03d}"
            villages.add(session, OfficeDraft(code, f"演示{number}嘎查", Level.VILLAGE))

    do(store, many)
    adopted(store, tuple(("事务", f"事项{n}", "每季度", "√") for n in range(150)))
    plan = ask(store, matters.derive_plan, [], TODAY)
    assert do(store, matters.derive, plan) == 12_000
    assert counted(store, VillageMatter) == 12_000
    assert len(ask(store, matters.due_soon, date(2026, 3, 25))) == 12_000
