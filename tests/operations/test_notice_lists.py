"""Reading notices: every view shows what it says, a sheet is found by its code, a question at the counter is kept."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.operations import notice_lists, notice_queries, notices, villages
from app.operations.notice_lists import VIEWS, NoticeFilter
from app.rules.notices import NoticeMove, NoticeState, ObjectionDraft
from tests.factory import TODAY, ask, do
from tests.notice_factory import (
    EAST,
    POSTED,
    TABLE,
    TOWNSHIP,
    WEST,
    drafted,
    filed,
    id_number,
    kept,
    opened,
    posted,
    reviewed,
    rolled,
    settled,
    taken_down,
)

OVER = date(2026, 3, 2)  # a Monday; seven days end on the 9th
OBJECTION = ObjectionDraft(date(2026, 3, 12), "数量不对", "测试甲")


@pytest.fixture
def wall(store):
    return settled(store)


@pytest.fixture
def each(wall):
    """A notice in every state, by the name of the state."""
    made = {
        "draft": drafted(wall),
        "reviewed": reviewed(wall),
        "printed": reviewed(wall),
        "running": posted(wall, on=date(2026, 3, 16)),
        "long_term": posted(wall, period_days=0),
        "objection": posted(wall, on=date(2026, 3, 11)),
        "over": posted(wall, on=OVER),
        "taken_down": taken_down(wall),
        "filed": filed(wall),
    }
    do(wall, notices.printed, [made["printed"]], TODAY)
    do(wall, notices.object_, made["objection"], OBJECTION, TODAY)
    return made


def seen(store, **values):
    return {row.uuid for row in ask(store, notice_lists.listed, NoticeFilter(**values), TODAY)}


SHOWN = {
    "all": set(NoticeState),
    "draft": {"draft"},
    "to_print": {"reviewed"},
    "to_post": {"reviewed", "printed"},
    "running": {"running", "long_term", "objection"},
    "objection": {"objection"},
    "over": {"over"},
    "to_file": {"taken_down"},
    "filed": {"filed"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_what_its_name_says_and_counts_it(wall, each, view):
    found = seen(wall, view=view)
    assert {state for state, uuid in each.items() if uuid in found} == SHOWN[view]
    assert ask(wall, notice_lists.view_counts, TODAY)[view] == len(found)


def test_every_state_is_told_in_words(wall, each):
    rows = {row.uuid: row for row in ask(wall, notice_lists.listed, NoticeFilter(), TODAY)}
    assert {state: rows[uuid].state for state, uuid in each.items()} == {state: state for state in NoticeState}
    assert len({rows[uuid].state_name for uuid in each.values()}) == len(NoticeState)


def test_the_time_left_is_told_of_what_hangs(wall, each):
    rows = {row.uuid: row for row in ask(wall, notice_lists.listed, NoticeFilter(), TODAY)}
    assert rows[each["running"]].left.calendar == 5  # until 23 March
    assert rows[each["over"]].left.state == "late"
    assert [state for state, uuid in each.items() if rows[uuid].left] == ["running", "objection", "over"]


def test_a_list_is_narrowed_by_village_township_kind_year_and_programme(wall):
    east = drafted(wall, programme="草原补奖")
    west = drafted(wall, office_code=WEST, year=2025, kind="finance")
    assert seen(wall, office_code=EAST) == {east}
    assert seen(wall, office_code=TOWNSHIP.code) == {east, west}
    assert seen(wall, kind="finance") == {west}
    assert seen(wall, year=2025) == {west}
    assert seen(wall, programme="草原补奖") == {east}
    assert seen(wall, year=2024) == set()


def test_text_is_looked_for_in_titles_numbers_codes_and_archive_numbers(wall):
    uuid, other = filed(wall, "草原补奖公示100%"), drafted(wall, "另一")
    row = kept(wall, uuid)
    for text in ("补奖", "0%", "ᠮᠡᠳᠡᠭᠡ", row["number"], row["code"], row["code"].lower().replace("-", ""), "-2026-001"):
        assert uuid in seen(wall, text=f" {text} ")
    assert other not in seen(wall, text=row["code"])
    assert seen(wall, text="没有这份") == set()


def test_the_newest_stands_first_and_pages_follow_each_other(wall):
    made = [drafted(wall, f"第{n}份") for n in range(5)]
    everything = ask(wall, notice_lists.listed, NoticeFilter(), TODAY)
    assert [row.uuid for row in everything] == made[::-1]
    pages = [ask(wall, notice_lists.listed, NoticeFilter(), TODAY, 2, first) for first in (0, 2, 4)]
    assert [row for page in pages for row in page] == everything


def test_rows_asked_for_come_in_that_order_without_those_that_are_gone(wall):
    one, gone, two = drafted(wall), drafted(wall), drafted(wall)
    do(wall, notices.remove, [gone])
    assert [row.uuid for row in ask(wall, notice_lists.rows_of, [two, gone, one], TODAY)] == [two, one]


def test_a_notice_is_opened_with_all_that_belongs_to_it(wall):
    (roll,) = rolled(wall, ("测试东嘎查", "测试甲", id_number(1), "5")).values()
    board = do(wall, villages.add_board, EAST, "村部公示栏")
    uuid = posted(wall, table=TABLE)
    do(wall, lambda session: setattr(session.get(notices.PayoutRoll, 1), "notice_uuid", uuid))
    do(wall, lambda session: setattr(notices.notice_of(session, uuid), "board_uuid", board))
    detail = opened(wall, uuid)
    assert (detail.board, detail.rolls, detail.posted_by) == ("村部公示栏", (roll.uuid,), "演示丙")
    assert (detail.period.first, detail.period.last) == (date(2026, 3, 10), date(2026, 3, 16))
    assert NoticeMove.TAKE_DOWN in detail.moves
    assert detail.row.village == "测试东嘎查"


def test_what_is_planned_has_its_period_already_and_what_is_not_has_none(wall):
    assert opened(wall, drafted(wall, planned_on=POSTED)).period.last == date(2026, 3, 16)
    assert opened(wall, drafted(wall)).period is None


def test_a_sheet_on_the_wall_is_found_by_its_code_its_number_and_its_archive_number(wall):
    uuid = filed(wall)
    drafted(wall)
    row = kept(wall, uuid)
    code = row["code"]
    for text in (code, code.lower(), code.replace("-", " "), f" {row['number']} ", row["archive_number"]):
        assert ask(wall, notice_lists.by_code, text) == uuid
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert [ask(wall, notice_lists.by_code, text) for text in (wrong, "", " ", "2026-9999")] == [""] * 4


def test_what_waits_is_counted_for_the_first_page(wall, each):
    found = ask(wall, notice_lists.waiting, TODAY)
    assert (found.over, found.soon, found.to_file) == (1, 1, 1)
    assert (found.objections, found.overdue_objections) == (1, 0)
    later = ask(wall, notice_lists.waiting, TODAY + timedelta(30))
    assert (later.over, later.overdue_objections) == (3, 1)


def test_open_objections_come_first_those_due_first(wall):
    uuid = posted(wall)
    late, early, done = (
        do(wall, notices.object_, uuid, ObjectionDraft(day, f"{day}收到"), TODAY)
        for day in (date(2026, 3, 16), date(2026, 3, 11), date(2026, 3, 10))
    )
    do(wall, notices.answer, done, "不属实", False, "监委会", TODAY, TODAY)
    assert [each.uuid for each in ask(wall, notice_lists.objections, TODAY, uuid)] == [early, late, done]
    assert [each.uuid for each in ask(wall, notice_lists.objections, TODAY, open_only=True)] == [early, late]


def test_an_objection_to_what_came_down_is_still_among_those_to_answer(wall):
    uuid = taken_down(wall)
    do(wall, notices.object_, uuid, OBJECTION, TODAY)
    assert seen(wall, view="objection") == {uuid}


def test_who_asked_at_the_counter_is_kept_the_newest_first(wall):
    uuid = filed(wall)
    do(wall, notice_queries.ask, " 测试甲 ", f"核对{id_number(3)}", "2026年公示单", TODAY, uuid)
    do(wall, notice_queries.ask, "测试乙", "", "", TODAY)
    newest, first = ask(wall, notice_lists.queries)
    assert (newest.name, newest.notice) == ("测试乙", "")
    assert (first.name, first.notice, first.purpose) == ("测试甲", "测试公示", "核对（已隐去）")
    assert [row.name for row in ask(wall, notice_lists.queries, uuid)] == ["测试甲"]
    with pytest.raises(UserError, match="查询人"):
        do(wall, notice_queries.ask, " ", "", "", TODAY)
