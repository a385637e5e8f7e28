"""Banner and villages compared: rolls with their sheets, the register with the boards."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.exchange.tables import read_tables
from app.operations import agreements, catalogs, matters, notices, payouts, villages
from app.rules.agreement import Figures, Mismatch
from app.rules.notice_templates import NoticeKind
from app.rules.notices import RollTable
from tests.factory import TODAY, adopted, ask, do, published, register, table_text
from tests.notice_factory import EAST, SOUTH, WEST, posted, reviewed, rolled, settled

GRASS = "草原生态保护补助奖励"
ROLL = ((EAST, "测试甲", "", 100), (EAST, "测试乙", "", 200), (WEST, "测试丙", "", 300))


@pytest.fixture
def tree(store):
    return settled(store)


def compared(store, year=2026, office=""):
    return ask(store, agreements.compared, year, office)


def only(store, **wanted):
    (row,) = [row for row in compared(store) if all(getattr(row, key) == value for key, value in wanted.items())]
    return row


def what(row):
    return [finding.what for finding in row.findings]


def noticed(store, roll, on=date(2026, 3, 9)):
    """The notice of a roll, posted; its uuid."""
    (uuid,) = do(store, payouts.make_notices, [roll.uuid], TODAY)
    do(store, notices.review, [uuid], "演示乙", TODAY)
    do(store, notices.post, [uuid], on, "演示丙", TODAY)
    return uuid


def table(*amounts):
    rows = tuple((f"测试{n}", amount) for n, amount in enumerate(amounts))
    return RollTable(("户主姓名", "金额（元）"), (), (False, True), (False, True), rows)


# Pay-outs


def test_a_roll_without_a_posted_sheet_is_not_posted(tree):
    east = rolled(tree, *ROLL, programme=GRASS)[EAST]
    rows = compared(tree)
    assert [(row.office_code, row.village, row.subject) for row in rows] == [
        (EAST, "测试东嘎查", GRASS),
        (WEST, "测试西嘎查", GRASS),
    ]
    assert rows[0].banner == Figures(2, 30_000, None)
    assert (rows[0].village_figures, what(rows[0]), rows[0].result) == (None, [Mismatch.NOT_POSTED], "嘎查村没有公示")
    (draft,) = do(tree, payouts.make_notices, [east.uuid], TODAY)
    row = only(tree, office_code=EAST)
    assert (row.notice_uuid, row.roll_uuids, what(row)) == (draft, (east.uuid,), [Mismatch.NOT_POSTED])


def test_a_roll_and_its_sheet_agree(tree):
    east = rolled(tree, *ROLL, programme=GRASS)[EAST]
    uuid = noticed(tree, east)
    row = only(tree, office_code=EAST)
    assert (row.findings, row.notice_uuid, row.result) == ((), uuid, "一致")
    assert row.village_figures == Figures(2, 30_000, date(2026, 3, 9))


def test_a_sheet_posted_before_the_money_was_paid_disagrees_in_days(tree):
    east = rolled(tree, *ROLL, programme=GRASS, paid_on=date(2026, 3, 12))[EAST]
    noticed(tree, east)
    (finding,) = only(tree, office_code=EAST).findings
    assert finding == (Mismatch.DATES, date(2026, 3, 12), date(2026, 3, 9))


def test_a_sheet_made_by_hand_is_compared_with_the_roll_of_its_programme(tree):
    rolled(tree, *ROLL, programme=GRASS)
    uuid = posted(tree, kind=NoticeKind.PAYOUT, programme=GRASS, table=table("100", "150", "50.50"))
    row = only(tree, office_code=EAST)
    assert row.notice_uuid == uuid
    assert row.findings == ((Mismatch.HOUSEHOLDS, 2, 3), (Mismatch.AMOUNT, 30_000, 30_050))
    assert row.result == "户数不一致；金额不一致"


def test_a_sheet_for_which_the_banner_has_no_roll_is_told(tree):
    posted(tree, "关于某补贴的公示", kind=NoticeKind.PAYOUT, programme="某补贴", table=table("100"))
    posted(tree, "无名补贴公示", kind=NoticeKind.PAYOUT, table=table("100"))
    rows = compared(tree)
    assert [(row.subject, what(row)) for row in rows] == [
        ("某补贴", [Mismatch.NOT_AT_BANNER]),
        ("无名补贴公示", [Mismatch.NOT_AT_BANNER]),
    ]
    assert all(row.banner is None and not row.roll_uuids for row in rows)


def test_batches_are_told_apart_and_two_rolls_never_share_a_sheet_made_by_hand(tree):
    rolled(tree, (EAST, "测试甲", "", 100), programme=GRASS, batch="第一批")
    rolled(tree, (EAST, "测试甲", "", 200), programme=GRASS, batch="第二批")
    posted(tree, kind=NoticeKind.PAYOUT, programme=GRASS, table=table("100"))
    first, second = compared(tree)
    assert (first.subject, first.findings) == (f"{GRASS}（第一批）", ())
    assert (second.subject, what(second)) == (f"{GRASS}（第二批）", [Mismatch.NOT_POSTED])


def test_of_a_corrected_sheet_only_the_correction_counts(tree):
    east = rolled(tree, *ROLL, programme=GRASS)[EAST]
    uuid = noticed(tree, east)
    corrected = do(tree, notices.correct, uuid, "数量有误", TODAY)
    assert only(tree, office_code=EAST).notice_uuid == uuid  # it still hangs
    do(tree, notices.review, [corrected], "演示乙", TODAY)
    do(tree, notices.post, [corrected], date(2026, 3, 16), "演示丙", TODAY)
    row = only(tree, office_code=EAST)
    assert (row.notice_uuid, row.findings) == (corrected, ())


def test_only_the_year_and_the_office_asked_for_are_compared(tree):
    rolled(tree, *ROLL, programme=GRASS)
    rolled(tree, *ROLL, programme=GRASS, year=2025)
    assert {row.year for row in compared(tree)} == {2026}
    assert {row.office_code for row in compared(tree, 2026, WEST)} == {WEST}


# The register


@pytest.fixture
def lists(tree):
    """Two matters in the villages' lists, from a catalog that names no level."""
    adopted(tree, table_text(("财务", "集体收入", "每季度"), ("救助", "低保名单", "每季度"), domain="嘎查村务公开"))
    do(tree, matters.derive, ask(tree, matters.derive_plan, [], TODAY))
    return tree


def key(store, name):
    return next(item.key for item in ask(store, catalogs.in_force, TODAY) if item.name == name)


def test_what_the_office_disclosed_and_a_village_did_not_post_is_told_for_each_village_with_the_matter(lists):
    uuid = published(lists, "低保公示", item_key=key(lists, "低保名单"), time_limit="每季度")
    register(lists, "没有公开的", item_key=key(lists, "集体收入"), time_limit="每季度")
    rows = compared(lists)
    assert [(row.office_code, row.subject, row.disclosure_uuid) for row in rows] == [
        (code, "低保名单", uuid) for code in (EAST, WEST, SOUTH)
    ]
    assert all(what(row) == [Mismatch.NOT_POSTED] for row in rows)
    assert rows[0].banner == Figures(on=date(2026, 3, 10))


def test_a_village_that_posted_the_matter_agrees_even_before_the_banner(lists):
    published(lists, "低保公示", item_key=key(lists, "低保名单"), time_limit="每季度")
    by_item = posted(lists, on=date(2026, 1, 9), item_key=key(lists, "低保名单"))
    matter = next(row for row in ask(lists, matters.listed, WEST) if row.name == "低保名单")
    by_matter = posted(lists, office_code=WEST, matter_uuid=matter.uuid)
    reviewed(lists, office_code=SOUTH, item_key=key(lists, "低保名单"))
    assert [(row.notice_uuid, bool(row.findings)) for row in compared(lists)] == [
        (by_item, False),
        (by_matter, False),
        ("", True),
    ]


def test_a_merged_village_and_a_matter_no_longer_listed_are_not_asked_for(lists):
    published(lists, "低保公示", item_key=key(lists, "低保名单"), time_limit="每季度")
    do(lists, villages.merge, SOUTH, WEST, date(2026, 3, 1))
    matter = next(row for row in ask(lists, matters.listed, WEST) if row.name == "低保名单")
    do(lists, matters.remove, [matter.uuid])
    assert [row.office_code for row in compared(lists)] == [EAST]


# The sheet


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_comparison_goes_out_with_money_in_yuan_and_masked(ending, tree, tmp_path):
    rolled(tree, *ROLL, programme=GRASS)
    posted(tree, "甲 13800000000 的公示", kind=NoticeKind.PAYOUT, table=table("100"))
    file = tmp_path / f"compared.{ending}"
    ask(tree, agreements.export, 2026, file)
    (grid,) = read_tables(file)
    text = str(grid.rows)
    assert "13800000000" not in text
    assert "嘎查村没有公示" in text
    assert "旗县没有对应的记录" in text
    if ending == "xlsx":
        rows = list(load_workbook(file).active.iter_rows(values_only=True))
        amount = rows[0].index("旗县金额（元）")
        assert Decimal(str(rows[1][amount])) == Decimal("300")


def test_no_comparison_goes_out_under_a_name_that_tells_a_number(tree, tmp_path):
    with pytest.raises(UserError, match="换一个不含号码的文件名"):
        ask(tree, agreements.export, 2026, tmp_path / "13800000000.csv")
