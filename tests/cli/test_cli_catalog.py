from openpyxl import load_workbook

from app.rules.catalog import Ground
from tests.factory import adopted, table_text

TABLE = table_text(
    ("学校概况", "学校名录", "自信息形成之日起20个工作日内"),
    ("招生管理", "招生计划", "每年3月"),
)


def imported(answer, tmp_path, text=TABLE, *options):
    file = tmp_path / "catalog.txt"
    file.write_text(text, encoding="utf-8")
    return answer("catalog", "import", file, *options)


def test_a_file_becomes_a_version_that_waits_to_be_adopted(answer, tmp_path):
    made = imported(answer, tmp_path, TABLE, "--name", "测试目录")
    assert made["counts"]["taken"] == 2
    (version,) = answer("catalog", "versions")
    assert (version["uuid"], version["name"], version["status"]) == (made["version"], "测试目录", "draft")
    assert answer("catalog", "list") == []


def test_a_dry_run_tells_every_row_and_keeps_nothing(answer, tmp_path):
    plan = imported(answer, tmp_path, TABLE, "--dry-run")
    assert (plan["version"], plan["dry_run"]) == (None, True)
    assert [line["name"] for line in plan["lines"] if line["fate"] == "taken"] == ["学校名录", "招生计划"]
    assert answer("catalog", "versions") == []


def test_standard_input_is_read_like_a_file(answer):
    made = answer("catalog", "import", "-", typed=TABLE)
    assert made["counts"]["taken"] == 2
    assert made["source"] == "标准输入"


def test_a_table_that_does_not_add_up_is_refused_row_by_row(iltod, answer, tmp_path):
    kept = tmp_path / "refused.xlsx"
    text = table_text(("学校概况", "学校名录", "及时"), ("招生管理", "", ""))
    text += "\n3\t\t\t只有内容\t依据\t及时\t测试局\t■政府网站\n合计\t3"
    plan = imported(answer, tmp_path, text, "--save-refused", kept)
    refused = [line for line in plan["lines"] if line["fate"] == "refused"]
    assert plan["counts"]["refused"] == len(refused) > 0
    assert all(line["reason"] for line in refused)
    sheet = load_workbook(kept).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [str(line["row"]) for line in refused]


def test_what_is_no_catalog_at_all_is_refused_with_a_sentence(iltod, answer, tmp_path):
    file = tmp_path / "letter.csv"
    file.write_text("尊敬的领导：\n这不是目录。\n", encoding="utf-8")
    said = iltod("catalog", "import", file)
    assert said.code == 1
    assert "没有导入" in said.err
    assert answer("catalog", "versions") == []


def test_the_starter_is_taken_by_domain(answer):
    made = answer("catalog", "import", "--starter", "--domain", "社会救助", "--domain", "就业", "--name", "起步")
    answer("catalog", "adopt", made["version"], "--from", "2026-01-01")
    assert {item["domain"] for item in answer("catalog", "list")} == {"社会救助", "就业"}


def test_a_table_that_names_no_domain_is_entered_in_the_one_given(answer, iltod, tmp_path):
    nameless = TABLE.split("\n", 1)[1]
    assert any("没有找到领域名称" in note for note in imported(answer, tmp_path, nameless, "--dry-run")["notes"])
    made = imported(answer, tmp_path, nameless, "--domain", "义务教育", "--name", "测试目录")
    assert made["notes"] == []
    assert {item["domain"] for item in answer("catalog", "list", "--version", "测试目录")} == {"义务教育"}
    said = iltod("catalog", "import", tmp_path / "catalog.txt", "--domain", "就业", "--domain", "救灾")
    assert (said.code, "只能写一次" in said.err) == (2, True)


def test_import_wants_a_file_or_the_starter(iltod):
    for words in ((), ("x.csv", "--starter")):
        said = iltod("catalog", "import", *words)
        assert (said.code, "二者取一" in said.err) == (2, True)


def test_refused_rows_go_only_into_a_workbook(iltod, tmp_path):
    said = iltod("catalog", "import", "--starter", "--dry-run", "--save-refused", tmp_path / "refused.csv")
    assert (said.code, ".xlsx" in said.err) == (2, True)


def test_a_version_is_adopted_compared_and_withdrawn(answer, iltod, tmp_path):
    first = imported(answer, tmp_path, TABLE, "--name", "甲版")["version"]
    changed = table_text(("学校概况", "学校名录", "及时"))
    imported(answer, tmp_path, changed, "--name", "乙版")
    assert answer("catalog", "adopt", first)["effective_from"] == "2026-03-18"
    kinds = [(each["kind"], each["field"]) for each in answer("catalog", "diff", "甲版", "乙版")]
    assert kinds == [("changed", "time_limit"), ("removed", "")]
    assert "由“自信息形成之日起20个工作日内”改为“及时”" in iltod("catalog", "diff", "甲版", "乙版").out
    assert [each["kind"] for each in answer("catalog", "adopt", "乙版")["changes"]] == ["changed", "removed"]
    assert answer("catalog", "withdraw", "甲版", "--reason", "已代替")["version"] == first
    states = {version["name"]: version["status"] for version in answer("catalog", "versions")}
    assert states == {"甲版": "withdrawn", "乙版": "adopted"}


def test_a_version_never_adopted_goes_to_the_bin_and_an_adopted_one_stays(answer, iltod, tmp_path):
    imported(answer, tmp_path, TABLE, "--name", "甲版")
    answer("catalog", "remove", "甲版")
    assert answer("catalog", "versions") == []
    answer("undo")
    answer("catalog", "adopt", "甲版")
    said = iltod("catalog", "remove", "甲版")
    assert (said.code, "请改用“废止”" in said.err) == (1, True)


def test_items_are_listed_of_a_version_a_domain_a_level(answer, store):
    uuid = adopted(store, TABLE)
    items = answer("catalog", "list", "--version", uuid, "--domain", "义务教育")
    assert [item["name"] for item in items] == ["学校名录", "招生计划"]
    assert items[0]["channels"] == [{"channel": "website", "ticked": True, "note": ""}]
    assert answer("catalog", "list", "--domain", "没有的领域") == []
    assert answer("catalog", "list", "--level", "village") == []


def test_the_catalog_is_written_as_workbook_page_and_paper(answer, store, tmp_path):
    adopted(store, TABLE)
    answer("catalog", "export", tmp_path / "c.xlsx")
    assert "学校名录" in [cell.value for row in load_workbook(tmp_path / "c.xlsx").active.rows for cell in row]
    answer("catalog", "export", tmp_path / "c.html")
    assert "招生计划" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert answer("catalog", "print", tmp_path / "c.pdf", "--paper", "a3")["items"] == 2
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")


def test_exceptions_are_entered_reviewed_and_taken_out(answer, iltod):
    words = ("--subject", "演示事项", "--ground", Ground.TRADE_SECRET, "--reason", "工艺资料", "--reviewer", "演示乙")
    uuid = answer("catalog", "exceptions", "add", *words, "--decided", "2025-03-01")["uuid"]
    (row,) = answer("catalog", "exceptions", "list")
    assert (row["uuid"], row["ground"], row["review_again_on"], row["due"]) == (uuid, "15_trade", "2026-03-01", True)
    answer("catalog", "exceptions", "confirm", uuid)
    assert answer("catalog", "exceptions", "list")[0]["review_again_on"] == "2027-03-18"
    answer("catalog", "exceptions", "remove", "演示事项")
    assert answer("catalog", "exceptions", "list") == []
    refused = iltod("catalog", "exceptions", "add", *words, "--decided", "2026-03-19")
    assert (refused.code, "决定日期不能晚于今天" in refused.err) == (1, True)
