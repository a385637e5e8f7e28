"""What an office does with a notice: every move, its numbers, its period, its objections, and the way back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.models.local import Meta
from app.operations import calendars, history, notice_lists, notices, offices, payouts
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import NoticeKind
from app.rules.notices import BLANK, NoticeMove, NoticeStatus, ObjectionDraft, RollTable
from tests.factory import TODAY, ask, do, operation, records
from tests.notice_factory import (
    EAST,
    POSTED,
    SOUTH,
    TABLE,
    WEST,
    drafted,
    filed,
    id_number,
    kept,
    notice_draft,
    opened,
    posted,
    reviewed,
    rolled,
    settled,
    taken_down,
)

OBJECTION = ObjectionDraft(date(2026, 3, 12), "数量不对", "测试甲", "0470-0000009")
NEXT_YEAR = """
year = 2027
source = "测试通知"
[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-05
"""


@pytest.fixture
def wall(store):
    return settled(store)


MOVES = {
    NoticeMove.EDIT: lambda s, uuid: notices.edit(s, uuid, notice_draft("另一公示")),
    NoticeMove.REVIEW: lambda s, uuid: notices.review(s, [uuid], "演示乙", TODAY),
    NoticeMove.RETURN: lambda s, uuid: notices.send_back(s, [uuid]),
    NoticeMove.PRINT: lambda s, uuid: notices.printed(s, [uuid], TODAY),
    NoticeMove.POST: lambda s, uuid: notices.post(s, [uuid], TODAY, "演示丙", TODAY),
    NoticeMove.OBJECT: lambda s, uuid: notices.object_(s, uuid, OBJECTION, TODAY),
    NoticeMove.TAKE_DOWN: lambda s, uuid: notices.take_down(s, [uuid], TODAY, "演示丙", TODAY),
    NoticeMove.CORRECT: lambda s, uuid: notices.correct(s, uuid, "数量有误", TODAY),
    NoticeMove.FILE: lambda s, uuid: notices.file(s, [uuid], "演示丁", TODAY),
}


def printed(store):
    uuid = reviewed(store)
    do(store, notices.printed, [uuid], POSTED)
    return uuid


IN_STATUS = {
    NoticeStatus.DRAFT: drafted,
    NoticeStatus.REVIEWED: reviewed,
    NoticeStatus.PRINTED: printed,
    NoticeStatus.POSTED: posted,
    NoticeStatus.TAKEN_DOWN: taken_down,
    NoticeStatus.FILED: filed,
}


def test_every_move_and_every_status_is_in_the_table():
    assert (set(MOVES), set(IN_STATUS)) == (set(NoticeMove), set(NoticeStatus))


@pytest.mark.parametrize("status", NoticeStatus)
@pytest.mark.parametrize("move", NoticeMove)
def test_each_move_from_each_status_is_done_and_undone_or_refused_with_its_sentence(wall, status, move):
    uuid = IN_STATUS[status](wall)
    before = records(wall)
    if move in rules.moves(status):
        _result, changed = operation(wall, MOVES[move], uuid)
        assert records(wall) != before
        do(wall, history.undo, changed.operation)
    else:
        with pytest.raises(UserError) as refused:
            do(wall, MOVES[move], uuid)
        assert str(refused.value) == rules.move_problem(status, move).text
    assert records(wall) == before


def test_a_notice_that_is_gone_is_told_in_a_sentence(wall):
    uuid = drafted(wall)
    do(wall, notices.remove, [uuid])
    with pytest.raises(UserError, match="已被删除"):
        do(wall, notices.review, [uuid], "演示乙", TODAY)


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_begins_with_the_words_of_its_kind_in_both_scripts_and_the_offices_period(wall):
    do(wall, offices.choose, "period_finance", "15")
    found = ask(wall, notices.begun, NoticeKind.FINANCE, EAST, {"span": "第一季度", "span_mn": "ᠤᠯᠠᠷᠢᠯ"}, TODAY)
    assert found.title == "测试东嘎查2026年第一季度财务收支情况公示"
    assert "ᠵᠡᠭᠦᠨ ᠭᠠᠴᠠᠭ᠎ᠠ" in found.title_mn
    assert "第一季度" not in found.title_mn
    assert (found.period_days, found.period_unit, found.year) == (15, Unit.DAY, 2026)
    assert found.table.headings[0] == "项目"
    assert len(found.table.headings_mn) == len(found.table.headings)
    assert do(wall, notices.draft, found)


def test_a_village_without_a_mongolian_name_and_one_nobody_knows(wall):
    found = ask(wall, notices.begun, NoticeKind.FREE, WEST, {}, TODAY)
    assert "测试西嘎查" in found.title_mn
    assert BLANK in ask(wall, notices.begun, NoticeKind.FREE, "000001009999", {}, TODAY).title


def test_a_draft_comes_back_as_it_was_entered(wall):
    wanted = notice_draft(table=TABLE, planned_on=date(2026, 4, 1), note="备注", programme="测试补贴")
    uuid = do(wall, notices.draft, wanted)
    assert opened(wall, uuid).draft == replace(wanted, table=replace(TABLE))
    row = opened(wall, uuid).row
    assert (row.households, row.amount_fen) == (2, 200050)


def test_what_is_typed_anew_counts_anew_and_an_emptied_table_has_no_figures(wall):
    uuid = drafted(wall, table=TABLE)
    do(wall, notices.edit, uuid, notice_draft(table=replace(TABLE, rows=TABLE.rows[:1])))
    assert (opened(wall, uuid).row.households, opened(wall, uuid).row.amount_fen) == (1, 120050)
    do(wall, notices.edit, uuid, notice_draft(table=RollTable()))
    assert (opened(wall, uuid).row.households, opened(wall, uuid).row.amount_fen) == (None, None)
    assert kept(wall, uuid)["table"] == {}


def test_saving_without_a_change_leaves_no_trace(wall):
    uuid = drafted(wall, table=TABLE)
    _result, changed = operation(wall, notices.edit, uuid, notice_draft(table=TABLE))
    assert not changed.tables


def test_a_notice_of_an_earlier_year_is_copied_for_this_one(wall):
    uuid = drafted(wall, year=2025, planned_on=date(2025, 4, 1), table=TABLE)
    copy = ask(wall, notices.copied, uuid, TODAY)
    assert (copy.year, copy.planned_on, copy.table) == (2026, None, TABLE)


def test_only_drafts_are_removed_and_come_back_from_the_bin(wall):
    uuid, other = drafted(wall), reviewed(wall, "已审核公示")
    with pytest.raises(UserError, match="已审核公示"):
        do(wall, notices.remove, [uuid, other])
    before = records(wall)
    do(wall, notices.remove, [uuid])
    assert uuid not in records(wall)["notice"]
    (row,) = ask(wall, history.removed)
    do(wall, history.bring_back, row.seq)
    assert records(wall) == before


@pytest.mark.parametrize(
    ("field", "text", "says"), [("title", f"公示{BLANK}", "空白"), ("body", f"测试甲{id_number(1)}", "身份证号")]
)
def test_review_refuses_blanks_and_personal_numbers(wall, field, text, says):
    uuid = drafted(wall)
    with wall._writing() as session:  # as if it had come in another way
        setattr(session.get(notices.Notice, kept(wall, uuid)["id"]), field, text)
        session.info["operation"], session.info["tables"] = 1, set()
    with pytest.raises(UserError, match=says):
        do(wall, notices.review, [uuid], "演示乙", TODAY)


def test_a_personal_number_is_refused_when_it_is_typed(wall):
    with pytest.raises(UserError, match="身份证号"):
        drafted(wall, body=f"测试甲{id_number(1)}")
    with pytest.raises(UserError, match="第1行"):
        drafted(wall, table=replace(TABLE, rows=((f"测试甲{id_number(1)}", "1"),)))
    assert records(wall)["notice"] == {}


def test_who_does_it_must_be_named(wall):
    draft, ready, hanging, down = drafted(wall), reviewed(wall), posted(wall), taken_down(wall)
    for work, args, says in (
        (notices.review, ([draft], " ", TODAY), "审核人"),
        (notices.post, ([ready], TODAY, "", TODAY), "张贴人"),
        (notices.take_down, ([hanging], TODAY, " ", TODAY), "取下的人"),
        (notices.file, ([down], "", TODAY), "建档人"),
        (notices.correct, (hanging, " ", TODAY), "原因"),
    ):
        with pytest.raises(UserError, match=says):
            do(wall, work, *args)


def test_sent_back_it_is_neither_reviewed_nor_printed(wall):
    uuid = printed(wall)
    do(wall, notices.send_back, [uuid])
    row = kept(wall, uuid)
    assert (row["status"], row["reviewed_by"], row["reviewed_on"], row["printed_on"]) == ("draft", "", None, None)


# --- numbers ---------------------------------------------------------------------------------------------------------


def number(store, uuid):
    return kept(store, uuid)["number"]


def test_numbers_run_by_year(wall):
    assert [number(wall, drafted(wall, year=year)) for year in (2026, 2025, 2026)] == [
        "2026-0001",
        "2025-0001",
        "2026-0002",
    ]


def test_a_number_is_not_given_again_when_its_draft_went_to_the_bin(wall):
    first = drafted(wall)
    do(wall, notices.remove, [first])
    second = drafted(wall)
    (row,) = ask(wall, history.removed)
    do(wall, history.bring_back, row.seq)
    assert (number(wall, first), number(wall, second)) == ("2026-0001", "2026-0002")


def test_a_number_is_not_given_again_when_its_draft_was_undone(wall):
    _uuid, changed = operation(wall, notices.draft, notice_draft())
    do(wall, history.undo, changed.operation)
    assert number(wall, drafted(wall)) == "2026-0002"


def test_numbers_go_on_past_9999_also_where_the_file_kept_no_turn(wall):
    uuid = drafted(wall)
    for last in ("2026-9999", "2026-10000"):
        with wall._writing() as session:
            session.info["operation"], session.info["tables"] = 1, set()
            session.get(notices.Notice, kept(wall, uuid)["id"]).number = last
            session.delete(session.get(Meta, "number 2026-"))
        assert number(wall, drafted(wall)) == f"2026-{int(last[5:]) + 1}"


def test_filing_numbers_run_by_village_and_year_past_999_and_never_twice(wall):
    archived = [kept(wall, filed(wall, office_code=code, year=year))["archive_number"] for code, year in
                ((EAST, 2026), (WEST, 2026), (EAST, 2025), (EAST, 2026))]  # fmt: skip
    assert archived == [f"{EAST}-2026-001", f"{WEST}-2026-001", f"{EAST}-2025-001", f"{EAST}-2026-002"]
    uuid, later = taken_down(wall), taken_down(wall)
    changed = operation(wall, notices.file, [uuid], "演示丁", TODAY)[1]
    do(wall, history.undo, changed.operation)
    do(wall, notices.file, [later], "演示丁", TODAY)
    assert kept(wall, later)["archive_number"] == f"{EAST}-2026-004"
    wall.keep(lambda session: session.merge(Meta(key=f"archive_number {EAST}-2026-", value="999")))
    for turn in (1000, 1001):
        assert kept(wall, filed(wall))["archive_number"] == f"{EAST}-2026-{turn}"


def test_every_notice_has_a_code_of_its_own_that_is_read_back(wall):
    codes = [kept(wall, drafted(wall))["code"] for _ in range(20)]
    assert len(set(codes)) == 20
    assert [rules.read_code(code.lower()) for code in codes] == codes


# --- posting and its period ------------------------------------------------------------------------------------------


def test_the_period_is_counted_when_it_is_posted(wall):
    row = opened(wall, posted(wall)).row
    assert (row.posted_on, row.last_on, row.provisional) == (POSTED, date(2026, 3, 16), False)


def test_nothing_is_posted_or_taken_down_tomorrow_or_before_it_hung(wall):
    tomorrow = TODAY + timedelta(1)
    with pytest.raises(UserError, match="晚于今天"):
        do(wall, notices.post, [reviewed(wall)], tomorrow, "演示丙", TODAY)
    uuid = posted(wall)
    with pytest.raises(UserError, match="晚于今天"):
        do(wall, notices.take_down, [uuid], tomorrow, "演示丙", TODAY)
    with pytest.raises(UserError, match="早于张贴日期"):
        do(wall, notices.take_down, [uuid], POSTED - timedelta(1), "演示丙", TODAY, "大风吹落")


def test_before_the_end_of_its_period_a_notice_comes_down_only_with_a_reason(wall):
    uuid = posted(wall)
    last = date(2026, 3, 16)
    with pytest.raises(UserError, match="2026-03-16"):
        do(wall, notices.take_down, [uuid], last, "演示丙", TODAY)
    do(wall, notices.take_down, [uuid], last, "演示丙", TODAY, "大风吹落")
    assert kept(wall, uuid)["reason"] == "大风吹落"
    other = posted(wall)
    do(wall, notices.take_down, [other], last + timedelta(1), "演示丙", TODAY)
    assert kept(wall, other)["status"] == NoticeStatus.TAKEN_DOWN
    for_good = posted(wall, period_days=0)
    do(wall, notices.take_down, [for_good], TODAY, "演示丙", TODAY)
    assert kept(wall, for_good)["last_on"] is None


def test_a_sheet_that_says_other_days_than_it_hangs_is_told_until_it_is_printed_again(wall):
    uuid, right = posted(wall, planned_on=POSTED - timedelta(3)), posted(wall, planned_on=POSTED)
    (told,) = opened(wall, uuid).warnings
    assert "2026-03-13" in told.text
    assert "2026-03-16" in told.text
    assert ask(wall, notice_lists.posted_otherwise, [uuid, right]) == {uuid: told}
    assert opened(wall, right).warnings == ()
    assert opened(wall, reviewed(wall, planned_on=POSTED)).warnings == ()
    do(wall, notices.printed, [uuid], TODAY)
    assert opened(wall, uuid).warnings == ()


def test_over_a_new_year_the_last_day_is_provisional_until_the_calendar_comes_and_what_moved_is_listed(wall, tmp_path):
    day, now = date(2026, 12, 25), date(2026, 12, 28)
    uuid = posted(wall, "跨年公示", on=day, today=now, period_unit=Unit.WORKDAY)
    short = posted(wall, "年内公示", on=date(2026, 12, 21), today=now)
    objection = do(wall, notices.object_, uuid, ObjectionDraft(day, "数量不对"), now)
    row = kept(wall, uuid)
    assert (row["last_on"], row["last_provisional"]) == (date(2027, 1, 5), True)
    (asked,) = opened(wall, uuid).objections
    assert (asked.uuid, asked.due_on, asked.provisional) == (objection, date(2027, 1, 4), True)
    before = records(wall)
    file = tmp_path / "2027.toml"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    (_year, moved), changed = operation(wall, calendars.install, file)
    assert moved == [
        calendars.Moved(uuid, "跨年公示", date(2027, 1, 5), date(2027, 1, 8), "notice"),
        calendars.Moved(uuid, "跨年公示", date(2027, 1, 4), date(2027, 1, 6), "objection"),
    ]
    assert not kept(wall, uuid)["last_provisional"]
    assert opened(wall, uuid).objections[0].due_on == date(2027, 1, 6)
    assert kept(wall, short)["last_on"] == date(2026, 12, 28)
    do(wall, history.undo, changed.operation)
    assert records(wall) == before


def test_what_came_down_or_was_answered_is_not_counted_anew(wall, tmp_path):
    day, now = date(2026, 12, 25), date(2027, 1, 20)
    uuid = posted(wall, on=day, today=now, period_unit=Unit.WORKDAY)
    objection = do(wall, notices.object_, uuid, ObjectionDraft(day, "数量不对"), now)
    do(wall, notices.answer, objection, "属实", False, "监委会", date(2026, 12, 30), now)
    do(wall, notices.take_down, [uuid], now, "演示丙", now)
    before = kept(wall, uuid)
    file = tmp_path / "2027.toml"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    assert do(wall, calendars.install, file)[1] == []
    assert kept(wall, uuid) == before


# --- objections ------------------------------------------------------------------------------------------------------


def test_an_objection_has_its_clock_and_its_answer(wall):
    uuid = posted(wall)
    objection = do(wall, notices.object_, uuid, OBJECTION, TODAY)
    (asked,) = opened(wall, uuid).objections
    assert (asked.due_on, asked.overdue, asked.upheld) == (date(2026, 3, 23), False, None)  # the 22nd is a Sunday
    assert opened(wall, uuid, date(2026, 3, 24)).objections[0].overdue
    do(wall, notices.answer, objection, " 属实，已更正 ", True, "监委会", TODAY, TODAY)
    (answered,) = opened(wall, uuid, date(2026, 3, 24)).objections
    assert (answered.answer, answered.upheld, answered.overdue) == ("属实，已更正", True, False)
    with pytest.raises(UserError, match="已经答复过"):
        do(wall, notices.answer, objection, "再答复", False, "", TODAY, TODAY)


def test_the_days_to_answer_are_a_choice_of_the_office(wall):
    do(wall, offices.choose, "objection_days", "5")
    uuid = posted(wall)
    do(wall, notices.object_, uuid, OBJECTION, TODAY)
    assert opened(wall, uuid).objections[0].due_on == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("text", "on", "says"),
    [("", TODAY, "答复的内容"), ("属实", TODAY + timedelta(1), "晚于今天"), ("属实", date(2026, 3, 11), "早于收到")],
)
def test_an_answer_that_cannot_be_is_refused(wall, text, on, says):
    objection = do(wall, notices.object_, posted(wall), OBJECTION, TODAY)
    with pytest.raises(UserError, match=says):
        do(wall, notices.answer, objection, text, True, "", on, TODAY)


def test_an_objection_that_was_undone_cannot_be_answered(wall):
    uuid = posted(wall)
    objection, changed = operation(wall, notices.object_, uuid, OBJECTION, TODAY)
    do(wall, history.undo, changed.operation)
    with pytest.raises(UserError, match="已被删除"):
        do(wall, notices.answer, objection, "属实", True, "", TODAY, TODAY)


def test_an_objection_that_came_in_time_is_entered_though_the_sheet_is_down(wall):
    uuid = taken_down(wall)
    do(wall, notices.object_, uuid, OBJECTION, TODAY)
    with pytest.raises(UserError, match="1件异议"):
        do(wall, notices.file, [uuid], "演示丁", TODAY)


# --- corrections -----------------------------------------------------------------------------------------------------


def test_a_correction_hangs_for_a_period_of_its_own_and_takes_the_old_sheet_down(wall):
    old = posted(wall)
    new = do(wall, notices.correct, old, "数量有误", TODAY)
    assert kept(wall, old)["status"] == NoticeStatus.POSTED
    assert kept(wall, new)["status"] == NoticeStatus.DRAFT
    assert number(wall, new) != number(wall, old)
    assert kept(wall, new)["code"] != kept(wall, old)["code"]
    do(wall, notices.review, [new], "演示乙", TODAY)
    before = records(wall)
    changed = operation(wall, notices.post, [new], TODAY, "演示丙", TODAY)[1]
    assert kept(wall, new)["last_on"] == date(2026, 3, 25)
    down = kept(wall, old)
    assert (down["status"], down["taken_down_on"], down["taken_down_by"]) == ("taken_down", TODAY, "演示丙")
    assert down["reason"] == "数量有误"
    assert (opened(wall, old).corrected_by, opened(wall, new).corrects) == (new, old)
    do(wall, history.undo, changed.operation)
    assert records(wall) == before


def test_a_correction_cannot_hang_before_what_it_corrects(wall):
    new = do(wall, notices.correct, posted(wall), "数量有误", TODAY)
    do(wall, notices.review, [new], "演示乙", TODAY)
    with pytest.raises(UserError, match="早于被更正"):
        do(wall, notices.post, [new], POSTED - timedelta(1), "演示丙", TODAY)


def test_what_came_down_long_ago_stays_as_it_came_down(wall):
    old = taken_down(wall)
    new = do(wall, notices.correct, old, "数量有误", TODAY)
    do(wall, notices.review, [new], "演示乙", TODAY)
    before = kept(wall, old)
    do(wall, notices.post, [new], TODAY, "演示丙", TODAY)
    assert kept(wall, old) == before


def test_one_correction_at_a_time(wall):
    old = posted(wall)
    new = do(wall, notices.correct, old, "数量有误", TODAY)
    with pytest.raises(UserError, match=number(wall, new)):
        do(wall, notices.correct, old, "又有误", TODAY)
    do(wall, notices.remove, [new])
    assert do(wall, notices.correct, old, "又有误", TODAY)


def with_roll(store):
    (roll,) = rolled(
        store, ("测试东嘎查", "测试甲", id_number(1), "1200.50"), ("测试东嘎查", "测试乙", id_number(2), "800")
    ).values()
    (uuid,) = do(store, payouts.make_notices, [roll.uuid], TODAY)
    do(store, notices.review, [uuid], "演示乙", TODAY)
    do(store, notices.post, [uuid], POSTED, "演示丙", TODAY)
    return roll.uuid, uuid


def test_the_roll_goes_on_to_the_correction_and_the_old_sheet_keeps_what_hung(wall):
    roll, old = with_roll(wall)
    before = records(wall)
    new, changed = operation(wall, notices.correct, old, "金额有误", TODAY)
    assert opened(wall, new).rolls == (roll,)
    assert (opened(wall, new).row.households, opened(wall, new).row.amount_fen) == (2, 200050)
    detail = opened(wall, old)
    assert detail.rolls == ()
    assert [(row[0], row[-1]) for row in detail.draft.table.rows] == [("测试甲", "1,200.50"), ("测试乙", "800.00")]
    assert detail.draft.table.summed[-1]
    assert len(detail.draft.table.headings_mn) == len(detail.draft.table.headings)
    assert id_number(1) not in str(kept(wall, old))
    do(wall, history.undo, changed.operation)
    assert records(wall) == before


def test_the_roll_comes_back_when_the_correction_is_given_up(wall):
    roll, old = with_roll(wall)
    new = do(wall, notices.correct, old, "金额有误", TODAY)
    do(wall, notices.remove, [new])
    assert opened(wall, old).rolls == (roll,)


def test_the_roll_of_a_draft_that_is_removed_is_free_again(wall):
    (roll,) = rolled(wall, ("测试东嘎查", "测试甲", id_number(1), "1200.50")).values()
    (uuid,) = do(wall, payouts.make_notices, [roll.uuid], TODAY)
    do(wall, notices.remove, [uuid])
    assert ask(wall, payouts.rolls, without_notice=True)[0].uuid == roll.uuid


# --- filing ----------------------------------------------------------------------------------------------------------


def test_what_is_filed_has_its_number_its_keeper_and_how_long_it_is_kept(wall):
    row = kept(wall, filed(wall))
    assert (row["archive_number"], row["filed_on"], row["filed_by"], row["retention"]) == (
        f"{EAST}-2026-001",
        TODAY,
        "演示丁",
        "30",
    )
    do(wall, offices.choose, "retention", "permanent")
    assert kept(wall, filed(wall))["retention"] == "permanent"
    uuid = taken_down(wall)
    do(wall, notices.file, [uuid], "演示丁", TODAY, "10")
    assert kept(wall, uuid)["retention"] == "10"


def upheld(store):
    uuid = posted(store)
    objection = do(store, notices.object_, uuid, OBJECTION, TODAY)
    do(store, notices.answer, objection, "属实", True, "监委会", TODAY, TODAY)
    return uuid


def test_an_upheld_objection_wants_a_posted_correction_or_a_reason_before_filing(wall):
    uuid = upheld(wall)
    do(wall, notices.take_down, [uuid], date(2026, 3, 17), "演示丙", TODAY)
    with pytest.raises(UserError, match="更正重贴"):
        do(wall, notices.file, [uuid], "演示丁", TODAY)
    new = do(wall, notices.correct, uuid, "数量有误", TODAY)
    with pytest.raises(UserError, match="更正重贴"):  # a draft hangs nowhere
        do(wall, notices.file, [uuid], "演示丁", TODAY)
    do(wall, notices.review, [new], "演示乙", TODAY)
    do(wall, notices.post, [new], TODAY, "演示丙", TODAY)
    do(wall, notices.file, [uuid], "演示丁", TODAY)
    assert kept(wall, uuid)["status"] == NoticeStatus.FILED


def test_a_reason_stands_in_for_a_correction_that_is_not_needed(wall):
    uuid = upheld(wall)
    do(wall, notices.take_down, [uuid], date(2026, 3, 17), "演示丙", TODAY)
    do(wall, notices.file, [uuid], "演示丁", TODAY, reason="只是写法不同")
    assert kept(wall, uuid)["reason"] == "只是写法不同"


def test_of_several_notices_all_are_filed_or_none(wall):
    good, hanging = taken_down(wall), posted(wall, office_code=SOUTH)
    before = records(wall)
    with pytest.raises(UserError):
        do(wall, notices.file, [good, hanging], "演示丁", TODAY)
    assert records(wall) == before
