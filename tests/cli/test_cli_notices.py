"""Notices from the command line: from the first word to the box of the archive."""

import json

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook

from app.cli.notices import notices as group
from tests.notice_board import announced, drafted, filed, paid, pay_row, placed, posted, reviewed, village


@pytest.fixture(autouse=True)
def places(store):
    placed(store, 3)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_command_of_the_group_can_be_asked_for_help(run):
    for word in group.entries:
        said = run("notices", word, "--help")
        assert said.code == 0, said.err


def test_posting_on_another_day_than_the_sheet_says_is_told(answer, tmp_path):
    made = answer("notices", "begin", "housing", "演示嘎查1", "--table", table(tmp_path), "--planned", "2026-03-16")
    answer("notices", "review", made["number"], "--reviewer", "演示乙")
    told = answer("notices", "post", made["number"], "--on", "2026-03-18", "--by", "演示丙")
    assert "2026-03-16" in told["warnings"][told["notices"][0]["uuid"]]


def test_a_notice_goes_the_whole_way_from_its_kind_to_the_box(answer, tmp_path):
    made = answer("notices", "begin", "housing", "演示嘎查1", "--table", table(tmp_path), "--planned", "2026-03-18")
    number = made["number"]
    shown = answer("notices", "show", number)
    assert shown["draft"]["title"] == "演示嘎查12026年危房改造对象公示"
    assert shown["draft"]["table"]["rows"] == [["演示户甲", "3", "1000.00", ""], ["演示户乙", "2", "500.50", ""]]
    assert (shown["row"]["households"], shown["row"]["amount_fen"]) == (2, 150050)
    answer("notices", "review", number, "--reviewer", "演示乙")
    paper = answer("notices", "print", number, tmp_path / "公示.pdf", "--layout", "zh_only")
    assert paper["pages"] == 1
    assert "演示户乙" in text_of(tmp_path / "公示.pdf")
    assert answer("notices", "show", number)["row"]["status"] == "printed"
    (hung,) = answer("notices", "post", number, "--on", "2026-03-10", "--by", "演示丙")["notices"]
    assert (hung["state"], hung["last_on"]) == ("over", "2026-03-17")
    (down,) = answer("notices", "take-down", number, "--by", "演示丙")["notices"]
    assert down["state"] == "taken_down"
    (kept,) = answer("notices", "file", number, "--by", "演示丁", "--retention", "10")["notices"]
    assert kept["archive_number"] == f"{village(1)}-2026-001"
    assert [row["number"] for row in answer("notices", "archive", "list", "--village", "演示嘎查1")] == [number]


def table(folder):
    book = Workbook()
    headings = ("户主姓名", "人口", "金额（元）", "备注")
    for row in (headings, ("演示户甲", 3, "1000.00", ""), ("演示户乙", 2, "500.50", "")):
        book.active.append(row)
    path = folder / "表格.xlsx"
    book.save(path)
    return path


def test_a_notice_in_own_words_takes_its_text_from_a_file(answer, tmp_path):
    body = tmp_path / "正文.txt"
    body.write_text("第一段。\n第二段。", encoding="utf-8")
    words = ("--village", village(2), "--title", "测试公示", "--body-file", body, "--days", "5", "--unit", "workday")
    number = answer("notices", "add", *words)["number"]
    draft = answer("notices", "show", number)["draft"]
    assert (draft["body"], draft["period_days"], draft["period_unit"]) == ("第一段。\n第二段。", 5, "workday")
    answer("notices", "edit", number, "--title", "测试公示（改）", "--note", "备注")
    assert answer("notices", "show", number)["draft"]["title"] == "测试公示（改）"
    answer("notices", "remove", number)
    assert answer("notices", "list")["total"] == 0


def test_an_edit_without_a_field_and_a_village_nobody_knows_are_refused(iltod, store):
    uuid = drafted(store)
    assert iltod("notices", "edit", uuid).code == 2
    said = iltod("notices", "add", "--village", "没有的嘎查", "--title", "测试公示")
    assert said.code == 1
    assert "没有的嘎查" in said.err


def test_a_draft_is_not_printed_and_no_file_appears(iltod, store, tmp_path):
    said = iltod("notices", "print", drafted(store), tmp_path / "a.pdf")
    assert (said.code, said.err) == (1, "草稿还不能打印张贴，请先审核。\n")
    assert not (tmp_path / "a.pdf").exists()


def test_a_sheet_on_the_wall_is_found_by_its_code_as_people_type_it(iltod, answer, store):
    uuid = posted(store)
    code = answer("notices", "show", uuid)["row"]["code"]
    for typed in (code, code.lower().replace("-", ""), code.replace("0", "O").replace("1", "l")):
        assert answer("notices", "code", typed)["uuid"] == uuid
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    said = iltod("notices", "code", wrong)
    assert (said.code, wrong in said.err) == (1, True)


def test_an_objection_is_answered_and_leads_to_a_correction(iltod, answer, store):
    uuid = posted(store)
    made = answer("notices", "object", uuid, "金额不对", "--name", "演示甲", "--on", "2026-03-05")
    assert made["due_on"] == "2026-03-16"
    assert [row["uuid"] for row in answer("notices", "objections", "--open")] == [made["uuid"]]
    assert iltod("notices", "answer", made["uuid"], "已核对").code == 2
    answer("notices", "answer", made["uuid"], "应为200元", "--result", "upheld", "--checked-by", "村务监督委员会")
    assert answer("notices", "objections", "--open") == []
    new = answer("notices", "correct", uuid, "--reason", "金额更正")
    assert new["number"] == "2026-0002"
    assert answer("notices", "show", new["uuid"])["corrects"] == uuid


def test_a_batch_skips_drafts_and_goes_on_where_it_stopped(answer, iltod, store, tmp_path):
    reviewed(store)
    draft = drafted(store, village(2))
    folder = tmp_path / "批量"
    first = answer("notices", "batch", folder, "--layout", "zh_only", "--one-file")
    assert (first["n"], first["drawn"], first["skipped"]) == (1, 1, 1)
    answer("notices", "review", draft, "--reviewer", "演示乙")
    again = answer("notices", "batch", folder, "--layout", "zh_only", "--one-file")
    assert (again["n"], again["drawn"], again["found"], again["skipped"]) == (2, 1, 1, 0)
    assert again["files"] == [str(folder / "notices.pdf")]
    assert {row["status"] for row in answer("notices", "list")["rows"]} == {"printed"}
    assert iltod("notices", "batch", folder, "--one-file", "--per-village").code == 2


def test_a_batch_for_one_village_draws_only_its_sheets(answer, store, tmp_path):
    announced(store, paid(store, *[pay_row(n, place) for place in (1, 2) for n in range(1, 4)]))
    made = answer("notices", "batch", tmp_path / "b", "--village", "演示嘎查2", "--layout", "zh_only")
    assert [name.rpartition("/")[2] for name in made["files"]] == [f"{village(2)}_2026-0002.pdf"]


def test_a_template_filled_in_is_imported_and_what_hung_keeps_its_days(answer, tmp_path):
    answer("notices", "template", tmp_path / "模板.xlsx")
    book = load_workbook(tmp_path / "模板.xlsx")
    headings = [cell.value for cell in book.active[1]]
    rows = (
        {"嘎查村": "演示嘎查1", "公示种类": "村级财务公开", "公示标题": "一季度财务", "张贴日期": "2026-01-05"},
        {"嘎查村": "没有的嘎查", "公示标题": "不会导入"},
    )
    for row in rows:
        book.active.append([row.get(heading.strip("*"), "") for heading in headings])
    book.save(tmp_path / "填好.xlsx")
    plan = answer("notices", "import", tmp_path / "填好.xlsx", "--dry-run")
    assert (plan["counts"]["taken"], plan["counts"]["refused"]) == (1, 1)
    assert answer("notices", "list")["total"] == 0
    answer("notices", "import", tmp_path / "填好.xlsx", "--save-refused", tmp_path / "退回.xlsx")
    (row,) = answer("notices", "list")["rows"]
    assert (row["kind"], row["state"], row["posted_on"], row["last_on"]) == (
        "finance", "over", "2026-01-05", "2026-01-12",
    )  # fmt: skip
    assert (tmp_path / "退回.xlsx").exists()


def test_the_filtered_list_is_exported(answer, store, tmp_path):
    posted(store, title="测试公示甲")
    drafted(store, village(2), title="测试公示乙")
    assert answer("notices", "export", tmp_path / "公示.csv", "--view", "draft")["rows"] == 1
    text = (tmp_path / "公示.csv").read_text(encoding="utf-8-sig")
    assert "测试公示乙" in text
    assert "测试公示甲" not in text


def test_lists_of_the_archive_and_of_queries_are_printed(answer, store, tmp_path):
    uuid = filed(store)
    answer("notices", "queries", "add", "演示甲", "--notice", uuid, "--purpose", "核对金额", "--shown", "公示单一份")
    (query,) = answer("notices", "queries", "list")
    assert (query["name"], query["notice_uuid"]) == ("演示甲", uuid)
    answer("notices", "queries", "print", tmp_path / "查询.pdf")
    answer("notices", "archive", "print", tmp_path / "目录.pdf", "--year", "2026")
    assert "演示甲" in text_of(tmp_path / "查询.pdf")
    assert f"{village(1)}-2026-001" in text_of(tmp_path / "目录.pdf")


def test_a_photograph_is_attached_and_told(answer, iltod, store, tmp_path):
    photo = tmp_path / "公示栏.jpg"
    photo.write_bytes(b"\xff\xd8 picture")
    uuid = posted(store)
    answer("notices", "attach", uuid, photo)
    assert [file["name"] for file in answer("notices", "show", uuid)["files"]] == ["公示栏.jpg"]
    assert "公示栏.jpg" in iltod("notices", "show", uuid).out


def test_kinds_are_told_with_the_period_the_office_chose(answer):
    answer("settings", "set", "period_finance", "15")
    kinds = {row["kind"]: row for row in answer("notices", "kinds")}
    assert (kinds["finance"]["days"], kinds["land_advance"]["unit"]) == (15, "workday")


def test_a_person_reads_what_happened_in_sentences(iltod, store):
    uuid = reviewed(store, title="测试公示甲")
    said = iltod("notices", "post", uuid, "--on", "2026-03-18", "--by", "演示丙")
    assert said.out.splitlines() == ["已登记 1 份张贴。", "“测试公示甲”：公示到 2026-03-25。"]
    assert json.loads(iltod("--json", "notices", "list", "--view", "running").out)["total"] == 1
