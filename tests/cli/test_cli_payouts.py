"""Pay-outs from the command line: from the list to the notices, the coverage, the look-up and the files."""

import pytest

from app.exchange.tables import read_tables
from app.operations import notice_lists, payouts
from tests.factory import ask
from tests.operations.payout_lists import BAYAN, HEADINGS, banner, identity, workbook

GIVEN = ("--programme", "演示草原补奖", "--programme-mn", "ᠲᠤᠰᠠᠯᠠᠮᠵᠢ", "--year", "2026")
ROWS = (
    HEADINGS,
    ("演示巴彦嘎查", "演示户1", identity(1), 100),
    ("演示哈安嘎查", "演示户2", identity(2), 50.5),
    ("演示无此嘎查", "演示户3", identity(3), 7),
)


@pytest.fixture
def office(store):
    return banner(store)


@pytest.fixture
def book(tmp_path):
    return workbook(tmp_path / "list.xlsx", *ROWS)


@pytest.fixture
def taken(office, book, answer):
    """The answer to a list that was imported."""
    return answer("payouts", "import", book, *GIVEN)


def rolls(office):
    return {each.village: each.uuid for each in ask(office, payouts.rolls)}


def row_of(office, village="演示巴彦嘎查"):
    return ask(office, payouts.lines, rolls(office)[village])[0].uuid


def test_a_list_is_first_only_planned(office, book, iltod):
    said = iltod("payouts", "import", book, *GIVEN, "--dry-run")
    assert said.code == 0
    assert "新增 2" in said.out
    assert "演示无此嘎查" in said.out
    assert ask(office, payouts.rolls) == []


def test_a_list_is_imported_and_its_sums_told(office, taken):
    assert taken["counts"] == {"taken": 2, "changed": 0, "unchanged": 0, "refused": 1, "warnings": 0}
    assert [(each["village"], each["total_fen"]) for each in taken["totals"]] == [
        ("演示巴彦嘎查", 100_00),
        ("演示哈安嘎查", 50_50),
    ]


def test_refused_rows_are_kept_beside(office, book, iltod, tmp_path):
    kept = tmp_path / "refused.xlsx"
    assert iltod("payouts", "import", book, *GIVEN, "--save-refused", kept).code == 0
    (grid,) = read_tables(kept)
    assert "演示户3" in grid.rows[1]
    assert iltod("payouts", "import", book, *GIVEN, "--save-refused", tmp_path / "refused.csv").code == 2


def test_a_whole_list_may_be_of_one_village(office, answer, tmp_path):
    path = workbook(tmp_path / "one.xlsx", HEADINGS[1:], ROWS[1][1:])
    answer("payouts", "import", path, *GIVEN, "--village", "演示巴彦", "--batch", "一", "--paid", "2026-03-01")
    (roll,) = ask(office, payouts.rolls)
    assert (roll.office_code, roll.batch, str(roll.first_paid_on)) == (BAYAN, "一", "2026-03-01")


def test_rolls_are_listed_by_year_village_and_want_of_a_notice(office, taken, answer, iltod):
    assert len(answer("payouts", "list")) == 2
    assert [each["village"] for each in answer("payouts", "list", "--village", "演示哈安嘎查")] == ["演示哈安嘎查"]
    assert len(answer("payouts", "list", "--village", "演示苏木", "--without-notice")) == 2
    assert answer("payouts", "list", "--year", "2025") == []
    assert "150.50" in iltod("payouts", "list").out


def test_a_roll_is_shown_without_numbers(office, taken, iltod):
    said = iltod("payouts", "show", rolls(office)["演示巴彦嘎查"])
    assert "演示户1" in said.out
    assert identity(1) not in said.out


def test_notices_are_made_for_all_rolls_once(office, taken, answer, iltod):
    assert len(answer("payouts", "notices", "--all", "--year", "2026")["uuids"]) == 2
    again = iltod("payouts", "notices", rolls(office)["演示巴彦嘎查"])
    assert (again.code, "都已经有公示" in again.err) == (1, True)
    assert iltod("payouts", "notices").code == 2
    assert iltod("payouts", "notices", "--all", "--year", "1999").code == 2


def test_coverage_is_told_exported_and_printed(office, taken, answer, iltod, tmp_path):
    told = answer("payouts", "coverage", "2026", "--export", tmp_path / "covered.csv")
    assert (told["complete"], told["without_roll"], told["due_on"]) == (0, 1, "2026-12-31")
    assert "演示草原补奖" in read_tables(tmp_path / "covered.csv")[0].rows[0]
    assert "未做公示" in iltod("payouts", "coverage", "2026").out
    assert iltod("payouts", "print", "2026", tmp_path / "covered.pdf").code == 0
    assert (tmp_path / "covered.pdf").read_bytes().startswith(b"%PDF")


def test_somebody_is_looked_up_and_who_asked_is_kept_without_the_number(office, taken, answer, iltod):
    assert answer("payouts", "look-up", "演示户1")["logged"] is False
    found = answer("payouts", "look-up", identity(1), "--name", "演示丁", "--purpose", "核对")
    assert [line["amount_fen"] for line in found["rows"]] == [100_00]
    (query,) = ask(office, notice_lists.queries)
    assert (query.name, query.purpose) == ("演示丁", "核对")
    assert identity(1) not in str(query)
    nameless = iltod("payouts", "look-up", "演示户1", "--purpose", "核对")
    assert (nameless.code, "查询人" in nameless.err) == (1, True)


def test_what_was_found_is_exported(office, taken, answer, tmp_path):
    answer("payouts", "look-up", "演示户", "--export", tmp_path / "found.xlsx")
    assert len(read_tables(tmp_path / "found.xlsx")[0].rows) == 3


def test_unmasking_needs_a_reason_and_stands_in_the_history(office, taken, answer, iltod):
    assert iltod("payouts", "unmask", row_of(office)).code == 2
    assert answer("payouts", "unmask", row_of(office), "--reason", "核对账号")["id_number"] == identity(1)
    assert "未隐去" in iltod("history").out


def test_rolls_are_exported_through_the_gate_or_whole_with_a_reason(office, taken, answer, iltod, tmp_path):
    masked, whole = tmp_path / "masked.xlsx", tmp_path / "whole.csv"
    assert answer("payouts", "export", masked, "--all") == {"file": str(masked), "rows": 2, "unmasked": False}
    assert identity(1) not in str(read_tables(masked)[0].rows)
    assert iltod("payouts", "export", whole, "--all", "--unmasked").code == 2
    assert not whole.exists()
    assert answer("payouts", "export", whole, "--all", "--unmasked", "--reason", "银行核对")["rows"] == 2
    assert identity(1) in str(read_tables(whole)[0].rows)


def test_a_row_is_corrected_and_removed(office, taken, answer, iltod):
    row = row_of(office)
    changed = answer("payouts", "edit-row", row, "--name", "演示甲", "--amount", "80.25", "--id-number", identity(9))
    assert changed["total_fen"] == 80_25
    assert iltod("payouts", "edit-row", row, "--amount", "八十").code == 2
    assert iltod("payouts", "edit-row", row, "--amount", "1.005").code == 2
    assert answer("payouts", "remove-rows", row) == {"uuids": [row]}
    assert ask(office, payouts.looked_up, identity(9)) == []
    assert iltod("undo").code == 0
    assert len(ask(office, payouts.looked_up, identity(9))) == 1


def test_a_roll_is_corrected_and_removed(office, taken, answer):
    roll = rolls(office)["演示巴彦嘎查"]
    changed = answer("payouts", "edit", roll, "--programme-mn", "ᠪᠡᠯᠴᠢᠭᠡᠷ", "--unit", "亩")
    assert (changed["programme_mn"], changed["unit"]) == ("ᠪᠡᠯᠴᠢᠭᠡᠷ", "亩")
    assert answer("payouts", "remove", roll) == {"uuids": [roll]}
    assert list(rolls(office)) == ["演示哈安嘎查"]


def test_an_empty_list_is_written(answer, tmp_path):
    answer("payouts", "template", tmp_path / "empty.xlsx")
    assert len(read_tables(tmp_path / "empty.xlsx")[0].rows) == 1
