"""Rolls: taken in, corrected, posted, looked up, exported; their figures always those of their rows."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.errors import Cancelled, UserError
from app.exchange.tables import read_tables
from app.models.payout import Payout, PayoutPrivate, PayoutRoll, Unmasking
from app.operations import gate, notices, offices, payout_rows, payout_sheets, payouts, villages
from app.operations.payout_plans import Defaults, plan_pasted
from app.operations.payout_rows import RowDraft
from app.rules.notices import NoticeStatus
from app.rules.privacy import PrivateField
from app.store import journal
from tests.factory import NOW, TODAY, ask, do, operation, records
from tests.operations.payout_lists import BAYAN, HAAN, HEADINGS, OTHER_BAYAN, WHOLE_LIST, banner, identity

CARD, PHONE, ADDRESS = "6217000012345678901", "13900000001", "测试旗演示苏木演示巴彦嘎查一组3号"
WIDE = (*HEADINGS, "银行卡号", "联系电话", "家庭住址", "健康状况", "数量", "单位", "标准")


@pytest.fixture
def office(store):
    return banner(store)


def take(store, *rows, headings=HEADINGS, **defaults):
    """Rows taken into rolls; how many."""
    text = "\n".join("\t".join(map(str, row)) for row in (headings, *rows))
    given = Defaults(**{"programme": "演示草原补奖", "programme_mn": "ᠲᠤᠰᠠᠯᠠᠮᠵᠢ", "year": 2026, **defaults})
    return do(store, payouts.accept, ask(store, plan_pasted, text, given, TODAY))


def row(number=1, village="演示巴彦嘎查", amount=100, name=""):
    return village, name or f"演示户{number}", identity(number), amount


def wide(number=1):
    return *row(number), CARD, PHONE, ADDRESS, "二级残疾", 40, "亩", "2.5"


def roll(store, code=BAYAN, **wanted):
    (found,) = ask(store, payouts.rolls, office_code=code, **wanted)
    return found


def lines(store, code=BAYAN):
    return ask(store, payouts.lines, roll(store, code).uuid)


def posted(store, code=BAYAN, **wanted):
    """The notice of a village's roll, on the wall."""
    (notice,) = do(store, payouts.make_notices, [roll(store, code, **wanted).uuid], TODAY)
    do(store, notices.review, [notice], "演示乙", TODAY)
    do(store, notices.printed, [notice], TODAY)
    do(store, notices.post, [notice], TODAY, "演示乙", TODAY)
    return notice


def test_a_roll_has_the_figures_of_its_rows(office):
    assert take(office, row(1), row(2), row(2, amount=50.5), row(3, "演示哈安嘎查")) == 4
    found = roll(office)
    assert (found.households, found.total_fen, found.village) == (2, 250_50, "演示巴彦嘎查")
    assert [line.name for line in lines(office)] == ["演示户1", "演示户2", "演示户2"]
    assert ask(office, payouts.years) == [2026]
    assert ask(office, payouts.programmes, 2026) == ["演示草原补奖"]


def test_a_second_list_goes_on_in_the_same_roll(office):
    take(office, row(1))
    take(office, row(2))
    with office.read() as session:
        positions = session.scalars(select(Payout.position).order_by(Payout.position)).all()
    assert positions == [1, 2]
    assert roll(office).households == 2


def test_taking_a_list_can_be_stopped_and_undone(office):
    before = records(office)

    def stop(done, total):
        raise Cancelled

    plan = ask(office, plan_pasted, "\n".join("\t".join(map(str, r)) for r in (HEADINGS, row())), WHOLE_LIST, TODAY)
    with pytest.raises(Cancelled):
        do(office, payouts.accept, plan, stop)
    assert records(office) == before
    _n, changed = operation(office, payouts.accept, plan)
    do(office, journal.undo, changed.operation)
    assert records(office) == before


def test_an_empty_plan_is_refused_with_the_cure(office):
    plan = ask(office, plan_pasted, "\t".join(HEADINGS), WHOLE_LIST, TODAY)
    with pytest.raises(UserError, match="改正原表"):
        do(office, payouts.accept, plan)


def test_a_row_is_corrected_and_the_sums_follow(office):
    take(office, row(1), row(2))
    draft = ask(office, payout_rows.draft_of, lines(office)[0].uuid)
    assert draft == RowDraft("演示户1", 100_00)
    changed = RowDraft("演示 甲", 70_00, place="一组", private={PrivateField.PHONE: PHONE})
    do(office, payout_rows.edit_row, lines(office)[0].uuid, changed, TODAY)
    assert (lines(office)[0].name, roll(office).total_fen) == ("演示甲", 170_00)
    with office.read() as session:
        kept = session.scalars(select(PayoutPrivate).order_by(PayoutPrivate.id)).first()
        assert (kept.phone, kept.id_number) == (PHONE, identity(1))


def test_a_row_that_had_no_number_gets_one(office):
    take(office, ("演示巴彦嘎查", "演示户", "", 10))
    uuid = lines(office)[0].uuid
    do(office, payout_rows.edit_row, uuid, RowDraft("演示户", 10_00), TODAY)
    number = {PrivateField.ID_NUMBER: identity(5)}
    do(office, payout_rows.edit_row, uuid, RowDraft("演示户", 10_00, private=number), TODAY)
    assert len(ask(office, payouts.looked_up, identity(5))) == 1


@pytest.mark.parametrize(
    "wrong", [RowDraft("", 1), RowDraft("演示甲", 0), RowDraft("演示甲", 1, private={PrivateField.ID_NUMBER: "123"})]
)
def test_a_row_is_not_corrected_into_a_wrong_one(office, wrong):
    take(office, row(1))
    with pytest.raises(UserError):
        do(office, payout_rows.edit_row, lines(office)[0].uuid, wrong, TODAY)


def test_rows_are_removed_and_the_draft_notice_says_the_new_figures(office):
    take(office, row(1), row(2))
    (notice,) = do(office, payouts.make_notices, [roll(office).uuid], TODAY)
    assert do(office, payout_rows.remove_rows, [lines(office)[1].uuid]) == 1
    with office.read() as session:
        kept = notices.notice_of(session, notice)
        assert (kept.households, kept.amount_fen) == (1, 100_00)
        assert "100.00" in kept.body
        assert session.scalar(select(func.count()).select_from(PayoutPrivate)) == 1


def test_a_roll_on_the_wall_is_not_touched_any_more(office):
    take(office, row(1))
    posted(office)
    uuid = lines(office)[0].uuid
    with pytest.raises(UserError, match="更正重贴"):
        do(office, payout_rows.edit_row, uuid, RowDraft("演示甲", 1), TODAY)
    with pytest.raises(UserError, match="更正重贴"):
        do(office, payout_rows.remove_rows, [uuid])
    with pytest.raises(UserError, match="不能删除"):
        do(office, payouts.remove, [roll(office).uuid])


def test_what_is_gone_is_said_to_be_gone(office):
    with pytest.raises(UserError, match="已被删除"):
        do(office, payout_rows.edit_row, "0" * 32, RowDraft("演示甲", 1), TODAY)
    with pytest.raises(UserError, match="已被删除"):
        do(office, payouts.remove, ["0" * 32])


def test_a_roll_is_removed_with_its_rows_and_what_is_private(office):
    before = records(office)
    take(office, row(1), row(2))
    assert do(office, payouts.remove, [roll(office).uuid]) == 1
    assert records(office) == before


def test_the_unit_and_the_mongolian_name_are_corrected_for_the_whole_roll(office):
    take(office, wide(), headings=WIDE)
    (notice,) = do(office, payouts.make_notices, [roll(office).uuid], TODAY)
    do(office, payouts.edit, roll(office).uuid, "ᠪᠡᠯᠴᠢᠭᠡᠷ", "公顷")
    assert (roll(office).unit, lines(office)[0].unit) == ("公顷", "公顷")
    with office.read() as session:
        assert "ᠪᠡᠯᠴᠢᠭᠡᠷ" in notices.notice_of(session, notice).title_mn


def test_each_roll_gets_one_notice_and_no_second(office):
    take(office, row(1), row(2, "演示哈安嘎查"))
    uuids = [each.uuid for each in ask(office, payouts.rolls)]
    assert len(do(office, payouts.make_notices, uuids, TODAY)) == 2
    assert ask(office, payouts.rolls, without_notice=True) == []
    with pytest.raises(UserError, match="都已经有公示"):
        do(office, payouts.make_notices, uuids, TODAY)


VILLAGES = ("演示巴彦嘎查", "演示哈安嘎查")
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("take"),
            st.lists(
                st.builds(row, st.integers(0, 9), st.sampled_from(VILLAGES), st.integers(1, 500)),
                min_size=1,
                max_size=6,
            ),
        ),
        st.tuples(st.just("edit"), st.integers(0, 20), st.integers(1, 900)),
        st.tuples(st.just("remove"), st.integers(0, 20)),
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_figures_of_a_roll_are_always_those_of_its_rows(office, steps):
    for uuid in [each.uuid for each in ask(office, payouts.rolls)]:
        do(office, payouts.remove, [uuid])
    for what, *values in steps:
        _step(office, what, *values)
        for each in ask(office, payouts.rolls):
            rows = _rows(office, each.uuid)
            assert each.total_fen == sum(amount for _person, amount in rows)
            assert each.households == len({person for person, _amount in rows})


def _step(store, what, first, amount=0):
    uuids = [line.uuid for each in ask(store, payouts.rolls) for line in ask(store, payouts.lines, each.uuid)]
    if what == "take":
        try:
            take(store, *first)
        except UserError:
            return  # all of it known
    elif first < len(uuids) and what == "edit":
        do(store, payout_rows.edit_row, uuids[first], RowDraft("演示改", amount), TODAY)
    elif first < len(uuids):
        do(store, payout_rows.remove_rows, [uuids[first]])


def _rows(store, uuid):
    with store.read() as session:
        asked = select(PayoutPrivate.id_number, Payout.amount_fen).join(
            PayoutPrivate, PayoutPrivate.payout_uuid == Payout.uuid
        )
        return [tuple(each) for each in session.execute(asked.where(Payout.roll_uuid == uuid))]


def test_somebody_is_found_by_number_and_by_the_beginning_of_the_name(office):
    take(office, row(1), row(2))
    take(office, row(1, amount=5), year=2025)
    by_number = ask(office, payouts.looked_up, f" {identity(1)[:6]} {identity(1)[6:].lower()}")
    assert [(line.year, line.amount_fen) for line in by_number] == [(2026, 100_00), (2025, 5_00)]
    assert len(ask(office, payouts.looked_up, "演示户")) == 3
    assert len(ask(office, payouts.looked_up, "演示户", 2025)) == 1
    assert ask(office, payouts.looked_up, identity(9)) == []
    assert ask(office, payouts.looked_up, "%") == []
    assert ask(office, payouts.looked_up, " ") == []


def test_nothing_private_is_shown_unless_the_office_says_how(office):
    take(office, wide(), headings=WIDE)
    (line,) = lines(office)
    assert (line.id_number, line.bank_card, line.phone) == ("", "", "")
    assert "一组3号" not in line.address
    do(office, offices.choose, "id_style", "mask")
    (line,) = lines(office)
    assert line.id_number == f"15*************{identity(1)[-3:]}"


def test_looking_at_what_is_masked_needs_a_reason_and_is_kept(office):
    take(office, wide(), headings=WIDE)
    uuid = lines(office)[0].uuid
    with pytest.raises(UserError, match="理由"):
        do(office, payouts.unmasked, uuid, " ", NOW)
    known = do(office, payouts.unmasked, uuid, "核对发放账号", NOW)
    assert known[PrivateField.BANK_CARD] == CARD
    (kept,) = ask(office, gate.unmaskings)
    assert (kept.table, kept.record_uuid, kept.reason) == ("payout", uuid, "核对发放账号")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_exported_roll_tells_nothing_private_and_comes_back_as_it_was(office, tmp_path, ending):
    take(office, wide(), headings=WIDE)
    file = tmp_path / f"roll.{ending}"
    assert ask(office, payout_sheets.export_rolls, [roll(office).uuid], file) == 1
    (grid,) = read_tables(file)
    assert "身份证号" not in grid.rows[0]
    told = "".join(map("".join, grid.rows))
    assert not any(secret in told for secret in (identity(1), CARD, PHONE, "一组3号", "残疾"))
    assert all(word in told for word in ("演示户1", "100", "40", "亩", "演示草原补奖"))


def test_what_the_office_masks_is_starred_in_an_export(office, tmp_path):
    take(office, wide(), headings=WIDE)
    do(office, offices.choose, "id_style", "mask")
    ask(office, payout_sheets.export_found, "演示户", tmp_path / "found.xlsx")
    (grid,) = read_tables(tmp_path / "found.xlsx")
    assert f"15*************{identity(1)[-3:]}" in grid.rows[1]


def test_an_unmasked_export_needs_a_reason_is_kept_and_leaves_health_out(office, tmp_path):
    take(office, wide(), headings=WIDE)
    file, uuids = tmp_path / "whole.xlsx", [roll(office).uuid]
    with pytest.raises(UserError, match="理由"):
        do(office, payout_sheets.export_unmasked, uuids, file, "", NOW)
    assert not file.exists()
    assert do(office, payout_sheets.export_unmasked, uuids, file, "银行核对", NOW) == 1
    told = "".join(map("".join, read_tables(file)[0].rows))
    assert all(secret in told for secret in (identity(1), CARD, PHONE, ADDRESS))
    assert "残疾" not in told
    with office.read() as session:
        (kept,) = session.scalars(select(Unmasking)).all()
        assert (kept.record_table, kept.record_uuid) == (PayoutRoll.__tablename__, uuids[0])


def test_no_file_is_written_under_a_personal_number(office, tmp_path):
    take(office, row(1))
    with pytest.raises(UserError, match="文件名"):
        ask(office, payout_sheets.export_rolls, [roll(office).uuid], tmp_path / f"{identity(1)}.xlsx")


def test_the_template_is_taken_back_as_an_empty_list(office, tmp_path):
    payout_sheets.write_template(tmp_path / "template.xlsx")
    (grid,) = read_tables(tmp_path / "template.xlsx")
    assert grid.rows[0][3] == "户主姓名"


def states(store):
    covered = ask(store, payouts.coverage, 2026)
    return {each.office_code: [cell.status for cell in each.cells] for each in covered.rows}


def test_coverage_tells_of_each_village_and_programme_how_far_it_is(office):
    take(office, row(1), row(2, "演示哈安嘎查"))
    take(office, row(1), programme="演示乙补贴")
    posted(office, programme="演示草原补奖")
    assert states(office) == {BAYAN: ["roll", "posted"], HAAN: ["", "roll"], OTHER_BAYAN: ["", ""]}
    covered = ask(office, payouts.coverage, 2026)
    assert (covered.complete, covered.without_roll, covered.due_on) == (0, 1, date(2026, 12, 31))
    assert [each.missing for each in covered.rows] == [1, 1, 0]
    posted(office, programme="演示乙补贴")
    assert ask(office, payouts.coverage, 2026).complete == 1


def test_of_several_batches_the_one_that_is_not_posted_tells(office):
    take(office, row(1), batch="一")
    posted(office)
    assert states(office)[BAYAN] == [NoticeStatus.POSTED]
    take(office, row(1), batch="二")
    assert states(office)[BAYAN] == ["roll"]


def test_the_roll_of_a_merged_village_counts_with_the_one_that_took_its_place(office):
    take(office, row(1, "演示哈安嘎查"))
    do(office, villages.merge, HAAN, BAYAN, TODAY)
    assert states(office) == {BAYAN: ["roll"], OTHER_BAYAN: [""]}


def test_a_coverage_board_is_written_in_words(office, tmp_path):
    take(office, row(1))
    ask(office, payout_sheets.export_coverage, 2026, tmp_path / "covered.xlsx")
    (grid,) = read_tables(tmp_path / "covered.xlsx")
    assert grid.rows[:2] == (
        ("嘎查村", "演示草原补奖", "未公示项数"),
        ("演示巴彦嘎查", "未做公示", "1"),
    )


def test_a_year_without_pay_outs_has_villages_and_no_programme(office):
    covered = ask(office, payouts.coverage, 1999)
    assert (covered.programmes, len(covered.rows), covered.without_roll) == ((), 3, 3)
