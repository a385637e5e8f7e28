"""Villages from the command line: the tree, boards, lists, the plan, agreement, the portal."""

import json

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.cli.commands import Group
from app.cli.villages import villages as group
from tests.factory import adopted, table_text
from tests.notice_factory import EAST, SOUTH, TOWNSHIP, WEST, posted, rolled, settled

CATALOG = table_text(("财务", "集体收入", "每季度"), ("救助", "低保名单", "每月10日前"), domain="嘎查村务公开")


@pytest.fixture
def tree(store):
    settled(store)


@pytest.fixture
def lists(store, tree, answer):
    adopted(store, CATALOG)
    answer("villages", "matters", "derive")


def words(of=group, before=("villages",)):
    for word in of.entries:
        found = of.get_command(None, word)
        if isinstance(found, Group):
            yield from words(found, (*before, word))
        else:
            yield (*before, word)


@pytest.mark.parametrize("command", list(words()), ids=" ".join)
def test_every_command_can_be_asked_for_help(command, run):
    said = run(*command, "--help")
    assert said.code == 0, said.err
    assert "用法" in said.out


# Places


def test_a_sheet_is_written_filled_in_and_imported(answer, iltod, tmp_path):
    file = tmp_path / "名录.xlsx"
    answer("villages", "template", file)
    book = load_workbook(file)
    book.active.append(["000001001001", "演示嘎查", "", "演示苏木", "0470-0000001", "", "", "", "门前；广场"])
    book.active.append(["00000100", "坏嘎查"])
    book.save(file)
    plan = answer("villages", "import", file, "--dry-run")
    assert (plan["dry_run"], plan["counts"]["taken"], plan["counts"]["refused"]) == (True, 1, 1)
    assert len(answer("villages", "list")) == 1
    said = iltod("villages", "import", file, "--save-refused", tmp_path / "未采纳.xlsx")
    assert said.code == 0, said.err
    assert "已导入 2 个单位。" in said.out
    assert "同时登记苏木乡镇“演示苏木”（000001001）。" in said.out
    assert (tmp_path / "未采纳.xlsx").exists()
    assert [row["name"] for row in answer("villages", "list")][1:] == ["演示苏木", "演示嘎查"]
    assert answer("villages", "export", tmp_path / "out.csv") == {"file": str(tmp_path / "out.csv"), "rows": 2}
    again = iltod("villages", "import", tmp_path / "out.csv")
    assert (again.code, "表中的 2 行名录里都已经有了" in again.err) == (1, True)


def test_an_office_is_added_shown_edited_and_removed(answer, iltod):
    assert answer("villages", "add", "000001001", "--name", "演示苏木")["warnings"] == []
    added = answer("villages", "add", EAST, "--name", "演示嘎查", "--phone", "找会计", "--committee", "监督委员会")
    assert "不像电话号码" in added["warnings"][0]
    assert answer("villages", "edit", "演示嘎查", "--phone", "0470-0000001", "--code", WEST)["warnings"] == []
    shown = answer("villages", "show", "演示嘎查")["office"]
    assert (shown["code"], shown["phone"], shown["committee"]) == (WEST, "0470-0000001", "监督委员会")
    assert "0470-0000001" in iltod("villages", "show", WEST).out
    answer("villages", "remove", WEST)
    refused = iltod("villages", "show", WEST)
    assert (refused.code, refused.out) == (1, "")
    assert iltod("villages", "edit", "演示苏木").code == 2


def test_the_list_is_narrowed_to_a_township_and_a_level(tree, answer, iltod):
    assert [row["code"] for row in answer("villages", "list", "--under", "测试苏木", "--level", "village")] == [
        EAST,
        WEST,
        SOUTH,
    ]
    assert [row["code"] for row in answer("villages", "list", "--level", "township")] == [TOWNSHIP.code]
    assert "测试东嘎查" in iltod("villages", "list").out


def test_a_merger_warns_of_what_is_not_filed_and_can_be_undone(tree, store, answer):
    posted(store)
    merged = answer("villages", "merge", "测试东嘎查", "测试西嘎查", "--on", "2026-03-01")
    assert (merged["into"], merged["on"]) == (WEST, "2026-03-01")
    assert "还有1份公示没有建档" in merged["warnings"][0]
    assert answer("villages", "show", EAST)["office"]["merged_into"] == WEST
    answer("undo")
    assert answer("villages", "show", EAST)["office"]["merged_into"] == ""


def test_boards_are_added_listed_edited_and_removed(tree, answer, iltod):
    uuid = answer("villages", "boards", "add", "测试东嘎查", "--name", "门前公示栏", "--at", "委员会门前")["uuid"]
    answer("villages", "boards", "edit", "门前公示栏", "--name-mn", "ᠰᠠᠮᠪᠠᠷᠠ")
    (board,) = answer("villages", "boards", "list", EAST)
    assert board == {
        "uuid": uuid,
        "office_code": EAST,
        "name": "门前公示栏",
        "name_mn": "ᠰᠠᠮᠪᠠᠷᠠ",
        "place": "委员会门前",
    }
    assert "委员会门前" in iltod("villages", "show", EAST).out
    assert "门前公示栏" in iltod("villages", "boards", "list").out
    answer("villages", "boards", "remove", uuid)
    assert answer("villages", "boards", "list") == []


# Matters and plan


def test_lists_are_derived_only_after_the_plan_was_seen(tree, store, answer, iltod):
    adopted(store, CATALOG)
    assert answer("villages", "matters", "derive", "--dry-run")["counts"]["taken"] == 6
    assert answer("villages", "matters", "list", EAST) == []
    assert "已写入 2 个公开事项。" in iltod("villages", "matters", "derive", "测试东嘎查").out
    assert [row["name"] for row in answer("villages", "matters", "list", TOWNSHIP.code)] == ["集体收入", "低保名单"]
    assert "每季度" in iltod("villages", "matters", "list", EAST).out


def test_a_matter_is_added_edited_and_removed(lists, answer, iltod):
    added = answer("villages", "matters", "add", EAST, "--name", "牧场收益", "--cycle", "yearly")
    assert "没有写公开主体" in added["warnings"][0]
    answer("villages", "matters", "edit", added["uuid"], "--owner", "会计", "--theme", "finance")
    (own,) = [row for row in answer("villages", "matters", "list", EAST) if row["uuid"] == added["uuid"]]
    assert (own["owner"], own["theme"], own["cycle"], own["position"]) == ("会计", "finance", "yearly", 3)
    assert iltod("villages", "matters", "edit", added["uuid"]).code == 2
    answer("villages", "matters", "remove", added["uuid"])
    assert len(answer("villages", "matters", "list", EAST)) == 2


def test_the_plan_tells_days_and_states_and_is_narrowed(lists, store, answer, iltod):
    (matter,) = [row for row in answer("villages", "matters", "list", EAST) if row["name"] == "集体收入"]
    notice = posted(store, matter_uuid=matter["uuid"])
    cells = answer("villages", "plan", "list", EAST, "2026")
    assert len(cells) == 16
    assert [(c["due_on"], c["notice"]) for c in cells if c["state"] == "done"] == [("2026-03-31", notice)]
    late = answer("villages", "plan", "list", EAST, "2026", "--state", "late")
    assert {cell["name"] for cell in late} == {"低保名单"}
    soon = answer("villages", "plan", "soon", "--days", "13")
    assert [cell["office_code"] for cell in soon if cell["name"] == "集体收入"] == [WEST, SOUTH]
    assert "逾期未公开" in iltod("villages", "plan", "list", EAST, "2026").out
    themes = {row["theme"]: row["posted"] for row in answer("villages", "plan", "themes", EAST, "2026")}
    assert sum(themes.values()) == 1
    assert "社会救助" in iltod("villages", "plan", "themes", EAST, "2026").out


def test_lists_and_plan_are_exported_and_printed(lists, answer, tmp_path):
    assert answer("villages", "matters", "export", "测试苏木", tmp_path / "清单.xlsx")["matters"] == 6
    assert answer("villages", "plan", "export", EAST, "2026", tmp_path / "计划.csv")["rows"] == 16
    assert answer("villages", "matters", "print", EAST, tmp_path / "清单.pdf", "--layout", "zh_only")["matters"] == 2
    answer("villages", "plan", "print", EAST, "2026", tmp_path / "计划.pdf", "--layout", "zh_only")
    for name in ("清单.pdf", "计划.pdf"):
        assert "集体收入" in text_of(tmp_path / name)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


# Agreement and portal


def test_banner_and_villages_are_compared_listed_exported_and_printed(tree, store, answer, iltod, tmp_path):
    rolled(store, (EAST, "测试甲", "", 100), (WEST, "测试乙", "", 200))
    rows = answer("villages", "agreement", "list", "2026")
    assert [row["findings"] for row in rows] == [[{"what": "not_posted", "banner": None, "village": None}]] * 2
    assert rows[0]["banner"] == {"households": 1, "amount_fen": 10_000, "on": None}
    (west,) = answer("villages", "agreement", "list", "2026", "--village", "测试西嘎查", "--differing")
    assert (west["office_code"], west["result"]) == (WEST, "嘎查村没有公示")
    told = iltod("villages", "agreement", "list", "2026").out
    assert "核对 2 项，2 项不一致。" in told
    assert "100.00" in told
    assert answer("villages", "agreement", "export", "2026", tmp_path / "核对.xlsx")["rows"] == 2
    answer("villages", "agreement", "print", "2026", tmp_path / "核对.pdf", "--layout", "zh_only")
    assert "测试西嘎查" in text_of(tmp_path / "核对.pdf")


def test_the_portal_is_written_and_refused_where_nothing_was_posted(tree, store, answer, iltod, tmp_path):
    refused = iltod("villages", "portal", tmp_path / "门户")
    assert (refused.code, "还没有张贴过公示" in refused.err) == (1, True)
    posted(store)
    assert answer("villages", "portal", tmp_path / "门户", "--with-pdf")["pages"] == 5
    assert json.loads((tmp_path / "门户" / "portal.json").read_text())["kind"] == "iltod-portal"
    assert len(list((tmp_path / "门户").rglob("*.pdf"))) == 1
