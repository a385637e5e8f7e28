"""The tree of offices, boards, mergers, and the sheet they come in: real files with what people put into them."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import Cancelled, UserError
from app.models.office import Board, Office
from app.operations import history, notices, offices, refused_rows, village_sheets, villages
from app.operations.plans import Fate, counted
from app.operations.village_sheets import COLUMNS
from app.rules.offices import Level, OfficeDraft
from tests.factory import OFFICE, TODAY, ask, do, operation
from tests.factory import counted as rows_of
from tests.notice_factory import EAST, SOUTH, TOWNSHIP, VILLAGES, WEST, drafted, filed, posted, reviewed, settled

HEADINGS = "苏木乡镇\t嘎查村名称\t代码\t监督电话\t公示栏"


@pytest.fixture
def tree(store):
    return settled(store)


def plan(store, *lines, headings=HEADINGS):
    return ask(store, village_sheets.plan_pasted, "\n".join((headings, *lines)), TODAY)


def only(store, line, headings=HEADINGS):
    (found,) = plan(store, line, headings=headings).lines
    return found


def fates(made):
    return [line.fate for line in made.lines]


# The tree


def test_the_tree_stands_by_code_with_what_each_office_has(tree):
    do(tree, villages.add_board, EAST, "门前公示栏")
    drafted(tree)
    found = ask(tree, villages.tree)
    assert [row.code for row in found] == [OFFICE.code, TOWNSHIP.code, EAST, WEST, SOUTH]
    assert [(row.boards, row.matters, row.notices) for row in found] == [(0, 0, 0)] * 2 + [(1, 0, 1)] + [(0, 0, 0)] * 2
    assert [row.parent_code for row in found] == ["0000", OFFICE.code, *[TOWNSHIP.code] * 3]
    assert ask(tree, villages.place, EAST) == found[2]
    assert found[2].draft == VILLAGES[0]


def test_villages_under_a_township_are_told_alone(tree):
    other = OfficeDraft("000001002", "演示镇", Level.TOWNSHIP)
    for draft in (other, OfficeDraft("000001002001", "演示村", Level.VILLAGE)):
        do(tree, villages.add, draft)
    assert [row.code for row in ask(tree, villages.villages, TOWNSHIP.code)] == [EAST, WEST, SOUTH]
    assert len(ask(tree, villages.villages)) == 4


def test_a_township_sees_its_own_villages_only(tmp_path):
    own = offices.create_store(tmp_path / "s.iltod", OfficeDraft("000001001", "测试苏木", Level.TOWNSHIP))
    do(own, villages.add, VILLAGES[0])
    assert [row.code for row in ask(own, villages.tree)] == ["000001001", EAST]
    with pytest.raises(UserError, match="前9位应为000001001"):
        do(own, villages.add, OfficeDraft("000001002001", "外面的村", Level.VILLAGE))
    own.close()


REFUSED = {
    "no name": (OfficeDraft("000001001009", " ", Level.VILLAGE), "请填写单位名称"),
    "short": (OfficeDraft("0000010010", "新嘎查", Level.VILLAGE), "应为 12 位数字"),
    "elsewhere": (OfficeDraft("000009001001", "新嘎查", Level.VILLAGE), "不属于本单位"),
    "taken": (OfficeDraft(EAST, "新嘎查", Level.VILLAGE), f"代码“{EAST}”已经是“测试东嘎查”的"),
    "orphan": (OfficeDraft("000001009001", "新嘎查", Level.VILLAGE), "还没有登记代码为“000001009”的上级单位"),
    "twin": (OfficeDraft("000001001009", "测试东嘎查", Level.VILLAGE), f"已有“测试东嘎查”，代码是{EAST}"),
    "private": (replace(VILLAGES[0], code="000001001009", name="甲 11010119900307299X"), "请删去"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_office_that_does_not_fit_the_tree_is_refused_with_a_cure(case, tree):
    draft, reason = REFUSED[case]
    with pytest.raises(UserError, match=reason):
        do(tree, villages.add, draft)
    assert rows_of(tree, Office) == 5


def test_an_office_is_corrected_and_that_can_be_undone(tree):
    done = operation(tree, villages.edit, EAST, replace(VILLAGES[0], name=" 测试新嘎查 ", phone="0470-0000009"))[1]
    row = ask(tree, villages.place, EAST)
    assert (row.name, row.phone) == ("测试新嘎查", "0470-0000009")
    do(tree, history.undo, done.operation)
    assert ask(tree, villages.place, EAST).draft == VILLAGES[0]


def test_the_own_office_is_corrected_like_the_others(tree):
    do(tree, villages.edit, OFFICE.code, replace(OFFICE, phone="0470-0000010"))
    assert ask(tree, villages.place, OFFICE.code).phone == "0470-0000010"


def test_a_code_changes_only_while_nothing_hangs_on_it(tree):
    do(tree, villages.edit, SOUTH, replace(VILLAGES[2], code="000001001033"))
    assert ask(tree, villages.place, "000001001033").name == "测试南嘎查"
    drafted(tree)
    for code, changed in ((EAST, "000001001044"), (TOWNSHIP.code, "000001009"), (OFFICE.code, "000002")):
        draft = replace(ask(tree, villages.place, code).draft, code=changed)
        with pytest.raises(UserError):
            do(tree, villages.edit, code, draft)


def test_an_office_on_which_something_hangs_is_not_removed(tree):
    do(tree, villages.remove, SOUTH)
    drafted(tree)
    do(tree, villages.add_board, WEST, "门前公示栏")
    for code, reason in ((EAST, "不能删除"), (WEST, "不能删除"), (TOWNSHIP.code, "不能删除"), (OFFICE.code, "本单位")):
        with pytest.raises(UserError, match=reason):
            do(tree, villages.remove, code)
    with pytest.raises(UserError, match="没有代码为"):
        do(tree, villages.remove, SOUTH)


def test_an_office_is_found_by_code_or_name_also_without_its_kind(tree):
    assert ask(tree, villages.found, EAST).code == EAST
    assert ask(tree, villages.found, "测试苏木").code == TOWNSHIP.code
    assert ask(tree, villages.found, "测试东").code == EAST
    with pytest.raises(UserError, match="没有叫“别的嘎查”的嘎查村"):
        ask(tree, villages.found, "别的嘎查")


# Mergers


def test_a_merged_village_keeps_its_records_and_stands_no_more(tree):
    kept = posted(tree)
    filed(tree)
    (doubt,) = ask(tree, villages.merge_doubts, EAST)
    assert doubt.warning
    assert doubt.text == "“测试东嘎查”还有1份公示没有建档，撤并后仍在“测试东嘎查”名下办完。"
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 1))
    row = ask(tree, villages.place, EAST)
    assert (row.merged_into, row.ended_on, row.stands, row.notices) == (WEST, date(2026, 3, 1), False, 2)
    assert [each.code for each in ask(tree, villages.villages)] == [WEST, SOUTH]
    assert kept
    assert ask(tree, villages.merge_doubts, SOUTH) == []


def test_a_village_merges_only_into_another_that_stands(tree):
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 1))
    for code, into, on in ((EAST, SOUTH, TODAY), (SOUTH, EAST, TODAY), (SOUTH, SOUTH, TODAY), (SOUTH, WEST, None)):
        with pytest.raises(UserError):
            do(tree, villages.merge, code, into, on)
    with pytest.raises(UserError):
        do(tree, villages.merge, TOWNSHIP.code, WEST, TODAY)


def test_the_name_of_a_merged_village_may_be_given_again(tree):
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 1))
    do(tree, villages.add, OfficeDraft("000001001009", "测试东嘎查", Level.VILLAGE))
    assert ask(tree, villages.found, "测试东嘎查").code == "000001001009"


# Boards


def test_boards_are_entered_corrected_and_removed(tree):
    uuid = do(tree, villages.add_board, EAST, " 门前公示栏 ", "ᠰᠠᠮᠪᠠᠷᠠ", "委员会门前")
    do(tree, villages.edit_board, uuid, "东公示栏", "", "东头")
    (board,) = ask(tree, villages.boards, EAST)
    assert (board.name, board.name_mn, board.place, board.office_code) == ("东公示栏", "", "东头", EAST)
    do(tree, villages.remove_board, uuid)
    assert ask(tree, villages.boards) == []
    with pytest.raises(UserError, match="已被删除"):
        do(tree, villages.edit_board, uuid, "东公示栏")


def test_a_board_needs_a_name_an_office_and_no_personal_number(tree):
    for arguments in ((EAST, " "), ("000009", "公示栏"), (EAST, "公示栏", "", "甲家 13800000000")):
        with pytest.raises(UserError):
            do(tree, villages.add_board, *arguments)
    assert rows_of(tree, Board) == 0


def test_a_board_on_which_a_notice_hangs_is_not_removed(tree):
    uuid = do(tree, villages.add_board, EAST, "门前公示栏")
    notice = reviewed(tree)
    do(tree, notices.post, [notice], date(2026, 3, 9), "演示丙", TODAY, uuid)
    with pytest.raises(UserError, match="还张贴着1份公示"):
        do(tree, villages.remove_board, uuid)


# The sheet


def test_a_sheet_with_other_headings_title_rows_and_merged_townships_is_taken(store, tmp_path):
    book = Workbook()
    page = book.active
    page.append(["测试旗嘎查村名录"])
    page.append([])
    page.append(["序号", "苏木乡镇", "行政村", "区划代码", "举报电话", "备注"])
    page.append([1, "演示苏木", "演示东嘎查", 1_001_001, "0470-0000001"])
    page.append([2, None, "演示西嘎查", "000001001 002", ""])
    page.append([])
    page.append([3, "演示镇", "演示村", "000001002001"])
    page.append(["合计", None, "合计", 3])
    page["D4"] = "000001001001"
    page.merge_cells("B4:B5")
    book.save(tmp_path / "名录.xlsx")
    made = ask(store, village_sheets.plan_file, tmp_path / "名录.xlsx", TODAY)
    assert fates(made) == [Fate.TAKEN, Fate.TAKEN, Fate.TAKEN, Fate.REFUSED]
    assert made.lines[0].warnings == ("同时登记苏木乡镇“演示苏木”（000001001）。",)
    assert made.lines[1].warnings == ()
    assert made.lines[3].reason == "合计行，不导入"
    assert any("备注" in note for note in made.notes)
    assert do(store, village_sheets.accept, made) == 5
    found = ask(store, villages.tree)
    assert [(row.code, row.name) for row in found[1:]] == [
        ("000001001", "演示苏木"),
        ("000001001001", "演示东嘎查"),
        ("000001001002", "演示西嘎查"),
        ("000001002", "演示镇"),
        ("000001002001", "演示村"),
    ]


def test_a_code_that_became_a_number_is_read_and_one_that_lost_its_end_is_found_by_name(tmp_path):
    store = offices.create_store(tmp_path / "b.iltod", OfficeDraft("150000", "测试旗", Level.BANNER))
    do(store, villages.add, OfficeDraft("150000001", "演示苏木", Level.TOWNSHIP))
    do(store, villages.add, OfficeDraft("150000001002", "演示西嘎查", Level.VILLAGE))
    book = Workbook()
    page = book.active
    page.append(["名称", "行政区划代码", "监督举报电话"])
    page.append(["演示东嘎查", 150_000_001_001, "0470-1"])
    page.append(["演示西嘎查", "1.5E+11", "0470-0000002"])
    page.append(["演示南嘎查", "1.5E+11", "0470-0000003"])
    book.save(tmp_path / "codes.xlsx")
    made = ask(store, village_sheets.plan_file, tmp_path / "codes.xlsx", TODAY)
    assert fates(made) == [Fate.TAKEN, Fate.CHANGED, Fate.REFUSED]
    assert "按名称找到“演示西嘎查”" in made.lines[1].warnings[0]
    assert "后几位丢失了" in made.lines[2].reason
    do(store, village_sheets.accept, made)
    assert ask(store, villages.place, "150000001002").phone == "0470-0000002"
    assert ask(store, villages.place, "150000001001").name == "演示东嘎查"
    store.close()


ROWS = {
    "测试苏木\t\t\t": (Fate.UNCHANGED, ""),
    f"测试苏木\t测试东嘎查\t{EAST}\t": (Fate.UNCHANGED, ""),
    f"测试苏木\t测试东嘎查\t{EAST}\t0470-0000099": (Fate.CHANGED, "有变化的内容：监督举报电话"),
    "测试苏木\t测试西嘎查\t\t0470-0000099": (Fate.CHANGED, "监督举报电话"),
    f"\t测试大东嘎查\t{EAST}": (Fate.CHANGED, "名称"),
    "测试苏木\t测试北嘎查\t000001001004": (Fate.TAKEN, ""),
    "测试苏木\t测试北嘎查\t": (Fate.REFUSED, "没有写代码"),
    "测试苏木\t测试北嘎查\t00000100104": (Fate.REFUSED, "有11位。苏木乡镇的代码是9位，嘎查村是12位"),
    "别处\t别处村\t000009001001": (Fate.REFUSED, "不属于本单位：前6位应为000001"),
    "\t演示村\t000001008001": (Fate.REFUSED, "还没有登记代码为“000001008”的苏木乡镇。请在“苏木乡镇”一列写明"),
    "测试苏木\t测试东嘎查\t000001001009": (Fate.REFUSED, f"已有“测试东嘎查”，代码是{EAST}"),
    "测试苏木\t\t000001001009": (Fate.REFUSED, "请填写单位名称"),
    "小计\t\t": (Fate.REFUSED, "合计行"),
}


@pytest.mark.parametrize(("line", "expected"), ROWS.items())
def test_each_row_meets_its_fate_for_a_reason(line, expected, tree):
    found = only(tree, line)
    assert found.fate is expected[0], found
    assert expected[1] in found.reason


WARNED = {
    f"演示镇\t测试东嘎查\t{EAST}\t0470-1": "代码前9位是“测试苏木”的，表里写的是“演示镇”，按代码登记。",
    f"测试苏木\t测试大东嘎查\t{EAST}": "原名“测试东嘎查”，改为“测试大东嘎查”。",
    "测试苏木\t测试北嘎查\t000001001004\t找会计": "不像电话号码",
}


@pytest.mark.parametrize(("line", "warning"), WARNED.items())
def test_a_doubtful_row_is_taken_with_a_word_about_it(line, warning, tree):
    found = only(tree, line)
    assert found.fate in (Fate.TAKEN, Fate.CHANGED)
    assert warning in "".join(found.warnings)


def test_the_same_office_twice_in_one_sheet_is_refused_the_second_time(tree):
    made = plan(
        tree, "测试苏木\t甲嘎查\t000001001007", "测试苏木\t甲嘎查\t000001001007", "测试苏木\t甲嘎查\t000001001008"
    )
    assert fates(made) == [Fate.TAKEN, Fate.REFUSED, Fate.REFUSED]
    assert made.lines[1].reason == "与第2行是同一个单位，重复了。"
    assert "已有“甲嘎查”，代码是000001001007" in made.lines[2].reason


def test_a_refused_village_brings_no_township(store):
    made = plan(store, "演示苏木\t\t000001005001")
    assert fates(made) == [Fate.REFUSED]
    assert made.ready == ()
    with pytest.raises(UserError, match="没有读到可以导入的行"):
        do(store, village_sheets.accept, made)


def test_a_township_below_its_villages_in_the_sheet_is_entered_before_them(store):
    headings = "名称\t行政区划代码\t蒙古文名称"
    made = plan(store, "演示嘎查\t000001005001", "演示苏木\t000001005\tᠰᠤᠮᠤ", headings=headings)
    assert fates(made) == [Fate.TAKEN, Fate.TAKEN]
    do(store, village_sheets.accept, made)
    assert ask(store, villages.place, "000001005").name_mn == "ᠰᠤᠮᠤ"
    assert ask(store, villages.place, "000001005001").parent_code == "000001005"


def test_what_a_row_leaves_empty_stays(tree):
    do(tree, village_sheets.accept, plan(tree, f"测试苏木\t测试东嘎查\t{EAST}\t\t门前；广场"))
    row = ask(tree, villages.place, EAST)
    assert (row.phone, row.name_mn, row.committee) == (VILLAGES[0].phone, VILLAGES[0].name_mn, VILLAGES[0].committee)
    assert [board.name for board in ask(tree, villages.boards, EAST)] == ["门前", "广场"]


def test_a_merged_village_is_left_alone(tree):
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 1))
    found = only(tree, f"测试苏木\t测试东嘎查\t{EAST}\t0470-0000099")
    assert (found.fate, found.reason) == (Fate.UNCHANGED, "“测试东嘎查”已经撤并，没有改动。")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_was_exported_comes_back_unchanged(ending, tree, tmp_path):
    do(tree, villages.add_board, EAST, "门前公示栏")
    do(tree, villages.merge, SOUTH, WEST, date(2026, 3, 1))
    file = tmp_path / f"名录.{ending}"
    assert ask(tree, village_sheets.export, file) == 3
    made = ask(tree, village_sheets.plan_file, file, TODAY)
    assert counted(made.lines) == {"taken": 0, "changed": 0, "unchanged": 3, "refused": 0, "warnings": 0}
    assert made.notes == ()
    with pytest.raises(UserError, match="表中的 3 行名录里都已经有了"):
        do(tree, village_sheets.accept, made)


def test_the_export_fills_the_file_of_another_computer(tree, store, tmp_path):
    do(tree, villages.add_board, EAST, "门前公示栏")
    ask(tree, village_sheets.export, tmp_path / "a.xlsx")
    other = offices.create_store(tmp_path / "other.iltod", OFFICE)
    do(other, village_sheets.accept, ask(other, village_sheets.plan_file, tmp_path / "a.xlsx", TODAY))
    assert ask(other, villages.tree) == ask(tree, villages.tree)
    other.close()


def test_the_template_has_the_columns_and_nothing_else(tmp_path, store):
    village_sheets.write_template(tmp_path / "t.xlsx")
    page = load_workbook(tmp_path / "t.xlsx").active
    assert [cell.value for cell in page[1]] == [column.heading for column in COLUMNS]
    assert ask(store, village_sheets.plan_file, tmp_path / "t.xlsx", TODAY).lines == ()


def test_refused_rows_come_back_as_a_sheet_with_their_reasons(tree, tmp_path):
    text = "\n".join((HEADINGS, "测试苏木\t测试北嘎查\t", f"测试苏木\t测试东嘎查\t{EAST}"))
    made = ask(tree, village_sheets.plan_pasted, text, TODAY)
    assert refused_rows.save(tmp_path / "r.xlsx", made.lines, text, [c.heading for c in COLUMNS]) == 1


def test_a_cancelled_import_leaves_nothing(store):
    made = plan(store, "演示苏木\t演示嘎查\t000001005001")

    def cancel(done, total):
        assert (done, total) == (0, 2)
        raise Cancelled

    with pytest.raises(Cancelled):
        do(store, village_sheets.accept, made, cancel)
    assert rows_of(store, Office) == 1


def test_an_import_is_undone_in_one_step(store):
    made = plan(store, "演示苏木\t演示嘎查\t000001005001\t\t门前")
    done = operation(store, village_sheets.accept, made)[1]
    assert (rows_of(store, Office), rows_of(store, Board)) == (3, 1)
    do(store, history.undo, done.operation)
    assert (rows_of(store, Office), rows_of(store, Board)) == (1, 0)
