import pytest
from openpyxl import Workbook, load_workbook

from tests.factory import adopted, published, register, table_text

TABLE = table_text(("学校概况", "学校名录", "自信息形成之日起7个工作日内"), ("招生管理", "学校名录", "及时"))


def titles(found):
    return [row["title"] for row in found["rows"]]


def test_an_item_is_entered_with_its_due_date_and_the_reason(answer):
    made = answer("disclosures", "add", "--title", "测试通知", "--formed", "2026-03-02", "--limit", "20个工作日内")
    assert made["status"] == "draft"
    assert made["due"]["on"] == "2026-03-30"
    assert made["due"]["explained"][-1] == "到期日：2026-03-30 星期一"
    assert titles(answer("disclosures", "list")) == ["测试通知"]


def test_a_day_that_does_not_exist_is_told_and_nothing_is_entered(iltod, answer):
    said = iltod("--json", "disclosures", "add", "--title", "测试通知", "--formed", "2026-02-30")
    assert said.code == 2
    assert "“2026-02-30”不是存在的日期" in said.value["error"]
    assert answer("disclosures", "list") == {"total": 0, "rows": []}


def test_what_the_rules_refuse_is_refused_here_too(iltod):
    said = iltod("disclosures", "add", "--title", "测试通知", "--formed", "2026-03-19")
    assert (said.code, said.err) == (1, "形成日期 2026-03-19 晚于今天 2026-03-18，请核对。\n")


def test_a_catalog_item_is_meant_by_name_with_domain_or_key(iltod, answer, store):
    adopted(store, TABLE)
    said = iltod("disclosures", "add", "--title", "甲", "--formed", "2026-03-02", "--item", "学校名录")
    assert said.code == 1
    assert "目录里有多个事项叫“学校名录”" in said.err
    key = answer("catalog", "list")[0]["key"]
    assert key in said.err
    made = answer("disclosures", "add", "--title", "甲", "--formed", "2026-03-02", "--item", key)
    detail = answer("disclosures", "show", made["uuid"])
    assert detail["draft"]["item_key"] == key
    assert detail["draft"]["time_limit"] == "自信息形成之日起7个工作日内"
    assert detail["due"]["on"] == "2026-03-11"
    unknown = iltod("disclosures", "add", "--title", "乙", "--formed", "2026-03-02", "--item", "没有的事项")
    assert (unknown.code, "没有事项“没有的事项”" in unknown.err) == (1, True)


def test_an_item_that_is_public_already_needs_an_office_without_required_review(iltod, answer):
    words = (
        "disclosures",
        "add",
        "--title",
        "旧公告",
        "--formed",
        "2026-03-02",
        "--channel",
        "website=2026-03-03=首页",
    )
    assert iltod(*words).code == 1
    assert answer("disclosures", "list")["total"] == 0
    answer("settings", "set", "review_required", "no")
    made = answer(*words, "--channel", "board")
    assert made["status"] == "published"
    events = answer("disclosures", "show", made["uuid"])["events"]
    assert [(e["channel"], e["published_on"], e["place"]) for e in events] == [
        ("website", "2026-03-03", "首页"),
        ("board", "2026-03-18", ""),
    ]


def test_an_item_goes_the_whole_way_and_each_step_can_be_read(answer, store):
    uuid = register(store)

    def state():
        return answer("disclosures", "show", uuid)["row"]["status"]

    answer("disclosures", "submit", uuid)
    assert state() == "in_review"
    answer("disclosures", "recall", uuid)
    assert state() == "draft"
    answer("disclosures", "submit", uuid)
    words = ("--fail", "wording=标题有错字", "--pass-all", "--reviewer", "演示乙")
    assert answer("disclosures", "review", uuid, *words)["status"] == "returned"
    answer("disclosures", "submit", uuid)
    assert answer("disclosures", "review", uuid, "--pass-all", "--reviewer", "演示乙")["status"] == "approved"
    answer("disclosures", "publish", uuid, "--channel", "website=2026-03-10")
    answer("disclosures", "withdraw", uuid, "--reason", "内容有误")
    assert answer("disclosures", "show", uuid)["withdrawn_reason"] == "内容有误"
    answer("disclosures", "republish", uuid)
    assert state() == "published"
    assert len(answer("disclosures", "show", uuid)["reviews"]) == 10


def test_a_step_out_of_turn_is_refused_with_the_cure(iltod, store):
    said = iltod("disclosures", "publish", register(store), "--channel", "website")
    assert (said.code, "请先提交并完成五关审核" in said.err) == (1, True)


@pytest.mark.parametrize("words", [("--pass", "legal"), ("--fail", "wording")])
def test_a_review_with_an_open_gate_or_no_reason_is_refused(iltod, answer, store, words):
    uuid = register(store)
    answer("disclosures", "submit", uuid)
    assert iltod("disclosures", "review", uuid, *words, "--reviewer", "演示乙").code == 1
    assert answer("disclosures", "show", uuid)["reviews"] == []


def test_a_gate_nobody_knows_is_a_misuse(iltod, store):
    said = iltod("disclosures", "review", register(store), "--fail", "speed=太慢")
    assert (said.code, "political" in said.err) == (2, True)


def test_one_item_is_corrected_and_an_empty_value_clears(answer, store):
    uuid = register(store, note="旧备注", obtained_on=None)
    answer("disclosures", "edit", uuid, "--title", "新名称", "--note", "", "--obtained", "2026-03-04")
    draft = answer("disclosures", "show", uuid)["draft"]
    assert (draft["title"], draft["note"], draft["obtained_on"], draft["formed_on"]) == (
        "新名称", "", "2026-03-04", "2026-03-02",
    )  # fmt: skip
    answer("disclosures", "edit", uuid, "--formed", "")
    assert answer("disclosures", "show", uuid)["draft"]["formed_on"] is None


def test_several_items_get_the_same_value_as_one_operation(answer, iltod, store):
    first, second = register(store, "甲"), register(store, "乙")
    answer("disclosures", "edit", first, second, "--responsible", "演示科")
    assert {row["responsible"] for row in answer("disclosures", "list")["rows"]} == {"演示科"}
    answer("undo")
    assert {row["responsible"] for row in answer("disclosures", "list")["rows"]} == {""}
    assert iltod("disclosures", "edit", first).code == 2


def test_removed_items_are_in_the_bin_and_a_published_one_stays(answer, iltod, store):
    uuid, public = register(store), published(store)
    answer("disclosures", "remove", uuid)
    assert [row["uuid"] for row in answer("bin", "list")] == [uuid]
    said = iltod("disclosures", "remove", public)
    assert (said.code, "请改用“撤下”" in said.err) == (1, True)


def test_the_list_is_narrowed_by_every_filter(answer, store):
    register(store, "春耕通知", document_number="测发〔2026〕1号", responsible="演示科")
    published(store, "秋收公告", channels=("board",))
    for words, expected in (
        (("--view", "drafts"), ["春耕通知"]),
        (("--view", "due_soon"), []),
        (("--text", "qsgg"), ["秋收公告"]),
        (("--status", "published", "--status", "withdrawn"), ["秋收公告"]),
        (("--channel", "board"), ["秋收公告"]),
        (("--channel", "website"), []),
        (("--responsible", "演示科"), ["春耕通知"]),
        (("--blank", "document_number"), ["秋收公告"]),
        (("--blank", "published_on"), ["春耕通知"]),
        (("--domain", "义务教育"), []),
        (("--from", "2026-03-03"), []),
        (("--to", "2026-03-02", "--order", "began"), ["秋收公告", "春耕通知"]),
        (("--due-from", "2026-03-30", "--due-to", "2026-03-30", "--order", "due"), ["春耕通知", "秋收公告"]),
    ):
        assert titles(answer("disclosures", "list", *words)) == expected, words


def test_the_list_says_how_many_there_are_and_shows_as_many_as_asked(answer, iltod, store):
    for number in range(1, 5):
        register(store, f"测试{number}")
    found = answer("disclosures", "list", "--limit", "2")
    assert (found["total"], titles(found)) == (4, ["测试4", "测试3"])
    assert len(answer("disclosures", "list", "--limit", "0")["rows"]) == 4
    lines = iltod("disclosures", "list", "--limit", "2").out.splitlines()
    assert lines[0].split("\t")[0] == "信息名称"
    assert lines[1].split("\t")[0] == "测试4"
    assert lines[-1] == "共 4 条，列出 2 条。"


def test_a_number_may_be_shortened_as_long_as_it_is_the_only_one(answer, iltod, store):
    first, second = register(store, "甲"), register(store, "乙")
    common = next(n for n in range(32) if first[n] != second[n])
    assert answer("disclosures", "show", first[: max(common + 1, 8)])["draft"]["title"] == "甲"
    if common >= 8:
        assert "请多写几位" in iltod("disclosures", "show", first[:8]).err
    assert "至少写前8位" in iltod("disclosures", "show", first[:7]).err
    assert "找不到编号" in iltod("disclosures", "show", "0" * 32).err


def test_show_reads_like_a_page(iltod, store):
    out = iltod("disclosures", "show", published(store, "测试公告")).out
    assert "信息名称：测试公告" in out
    assert "状态：已公开" in out
    assert "2026-03-03 星期二：第1个工作日" in out
    assert "政府网站\t2026-03-10" in out


def test_a_file_is_attached_and_the_same_bytes_are_told(answer, iltod, store, tmp_path):
    uuid, scan = register(store), tmp_path / "扫描件.pdf"
    scan.write_bytes(b"%PDF-1.7 test")
    assert answer("disclosures", "attach", uuid, scan)["stored_already"] is False
    assert answer("disclosures", "attach", uuid, scan)["stored_already"] is True
    assert [file["name"] for file in answer("disclosures", "show", uuid)["files"]] == ["扫描件.pdf", "扫描件.pdf"]
    missing = iltod("disclosures", "attach", uuid, tmp_path / "no.pdf")
    assert (missing.code, "读不到附件" in missing.err) == (1, True)


def filled(path, *rows):
    book = load_workbook(path)
    for row in rows:
        book.active.append(row)
    book.save(path)


def headed(path, values):
    """A row of the template with these values under their headings."""
    headings = [cell.value for cell in next(load_workbook(path).active.iter_rows(max_row=1))]
    return [next((value for name, value in values.items() if name in str(heading)), None) for heading in headings]


def test_the_template_is_filled_in_and_imported_as_one_operation(answer, tmp_path):
    file, kept = tmp_path / "sheet.xlsx", tmp_path / "refused.xlsx"
    answer("disclosures", "template", file)
    good = {"信息名称": "表里的通知", "形成日期": "2026-03-02", "公开日期": "2026-03-05", "公开渠道": "政府网站"}
    filled(file, headed(file, good), headed(file, {"信息名称": "坏日期", "形成日期": "2026-02-30"}))
    assert answer("disclosures", "import", file, "--dry-run")["counts"]["taken"] == 1
    assert answer("disclosures", "list")["total"] == 0
    done = answer("disclosures", "import", file, "--save-refused", kept)
    assert (done["counts"]["taken"], done["counts"]["refused"]) == (1, 1)
    assert "2026-02-30" in next(line["reason"] for line in done["lines"] if line["fate"] == "refused")
    assert "坏日期" in [cell.value for row in load_workbook(kept).active.rows for cell in row]
    assert titles(answer("disclosures", "list")) == ["表里的通知"]
    answer("undo")
    assert answer("disclosures", "list")["total"] == 0


def test_a_truncated_workbook_is_refused_and_nothing_is_kept(iltod, answer, tmp_path):
    file = tmp_path / "cut.xlsx"
    book = Workbook()
    book.active.append(["信息名称", "形成日期"])
    book.save(file)
    file.write_bytes(file.read_bytes()[:-200])
    for command in (("disclosures", "import", file), ("catalog", "import", file)):
        said = iltod("--json", *command)
        assert said.code == 1
        assert "不完整或已损坏" in said.value["error"]
    assert answer("disclosures", "list")["total"] == 0


def test_the_register_is_exported_and_printed_as_it_is_filtered(answer, store, tmp_path):
    register(store, "春耕通知")
    uuid = published(store, "秋收公告")
    assert answer("disclosures", "export", tmp_path / "r.csv", "--status", "published")["rows"] == 1
    text = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert ("秋收公告" in text, "春耕通知" in text) == (True, False)
    assert answer("disclosures", "print", tmp_path / "r.pdf", "--view", "drafts")["rows"] == 1
    answer("disclosures", "print", tmp_path / "due.pdf", "--due")
    answer("disclosures", "slip", uuid, tmp_path / "slip.pdf")
    answer("disclosures", "reason", uuid, tmp_path / "reason.pdf")
    for name in ("r", "due", "slip", "reason"):
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")


def test_an_item_without_a_counted_day_has_no_reason_to_print(iltod, store, tmp_path):
    said = iltod("disclosures", "reason", register(store, time_limit="每月公开"), tmp_path / "reason.pdf")
    assert (said.code, "没有逐日说明可打印" in said.err) == (1, True)
    assert not (tmp_path / "reason.pdf").exists()


def test_a_file_for_a_folder_that_is_not_there_is_refused(iltod, store, tmp_path):
    said = iltod("disclosures", "slip", register(store), tmp_path / "no" / "slip.pdf")
    assert (said.code, "文件夹" in said.err) == (1, True)


def test_coverage_tells_what_was_due_and_what_was_done(answer, iltod, store):
    adopted(store, table_text(("学校概况", "学校名录", "及时"), ("招生管理", "招生计划", "每月公开")))
    key = answer("catalog", "list")[0]["key"]
    published(store, item_key=key)
    found = answer("disclosures", "coverage", "--from", "2026-01-01", "--to", "2026-03-31")
    rows = {row["item"]: row for row in found["rows"]}
    assert (rows["学校名录"]["disclosed"], rows["学校名录"]["missing"]) == (1, False)
    assert rows["招生计划"]["expected"] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert (rows["招生计划"]["missing"], rows["招生计划"]["silent"]) == (True, True)
    assert found["counts"] == {"disclosed": 1, "missing": 1, "silent": 1}
