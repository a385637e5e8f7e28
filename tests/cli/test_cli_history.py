import os
from datetime import date

from tests.factory import published, register


def test_the_latest_operations_are_told_first(answer, store):
    answer("people", "add", "演示甲")
    answer("disclosures", "add", "--title", "测试信息", "--formed", "2026-03-02")
    rows = answer("history", "--limit", "2")
    assert [(row["title"], row["person"]) for row in rows] == [
        ("登记公开信息“测试信息”", "命令行"),
        ("添加人员", "命令行"),
    ]


def test_a_record_tells_its_story_also_after_it_was_removed(answer, store):
    uuid = register(store)
    answer("disclosures", "edit", uuid, "--note", "新备注")
    story = answer("history", uuid)
    assert ("note", "", "新备注") in [(line["field"], line["old"], line["new"]) for line in story]
    answer("disclosures", "remove", uuid)
    assert answer("history", uuid)[0]["title"] == "删除 1 条公开信息"


def test_undo_and_redo_tell_what_they_turned(answer, iltod, store):
    uuid = register(store)
    answer("disclosures", "edit", uuid, "--note", "新备注")
    assert answer("undo")["title"] == "修改公开信息“测试信息”"
    assert answer("disclosures", "show", uuid)["draft"]["note"] == ""
    answer("redo")
    assert answer("disclosures", "show", uuid)["draft"]["note"] == "新备注"
    assert iltod("redo").err == "没有可以重做的操作。\n"


def test_with_nothing_to_redo_the_code_is_one(iltod):
    said = iltod("--json", "redo")
    assert (said.code, said.value) == (1, {"error": "没有可以重做的操作。"})


def test_a_removed_item_comes_back_from_the_bin(answer, iltod, store):
    uuid = register(store)
    answer("disclosures", "remove", uuid)
    (row,) = answer("bin", "list")
    assert answer("bin", "restore", row["seq"])["uuid"] == uuid
    assert answer("disclosures", "list")["total"] == 1
    said = iltod("bin", "restore", row["seq"])
    assert (said.code, "回收站里没有" in said.err) == (1, True)


def test_a_backup_is_made_listed_and_gone_back_to(answer, store, path, tmp_path):
    register(store, "备份前")
    made = answer("backup")["file"]
    register(store, "备份后")
    store.close()
    assert [row["path"] for row in answer("backups")] == [made]
    done = answer("restore")
    assert done["backup"]["disclosures"] == 1
    assert os.path.exists(done["set_aside"])
    assert [row["title"] for row in answer("disclosures", "list")["rows"]] == ["备份前"]


def test_a_backup_goes_where_it_is_told_and_can_be_named(answer, iltod, tmp_path):
    folder = tmp_path / "stick"
    missing = iltod("backup", "--to", folder)
    assert (missing.code, "备份文件夹" in missing.err) == (1, True)
    folder.mkdir()
    made = answer("backup", "--to", folder)["file"]
    assert answer("restore", made)["backup"]["path"] == made


def test_without_a_backup_there_is_nothing_to_go_back_to(iltod):
    said = iltod("restore")
    assert (said.code, "没有找到备份" in said.err) == (1, True)


def test_what_is_no_backup_is_not_taken(iltod, answer, tmp_path):
    file = tmp_path / "letter.iltod"
    file.write_text("不是数据文件", encoding="utf-8")
    assert iltod("restore", file).code == 1
    assert answer("check")["well"] is True


def test_search_finds_by_pinyin_and_by_kind(answer, store):
    uuid = register(store, "惠民补贴公示")
    (hit,) = answer("search", "hmbt")
    assert (hit["uuid"], hit["name"], hit["kind"]) == (uuid, "惠民补贴公示", "disclosure")
    assert answer("search", "惠民", "--kind", "catalog_item") == []


def test_today_tells_the_heaps_of_work(answer, iltod, store):
    register(store, "早就到期", formed_on=date(2026, 1, 5))
    published(store)
    sections = {section["view"]: section for section in answer("today")["sections"]}
    assert (sections["overdue"]["count"], sections["overdue"]["rows"][0]["title"]) == (1, "早就到期")
    assert "已超期：1 条" in iltod("today").out


def test_check_is_well_and_ends_with_one_if_not(run, answer, path):
    found = answer("check")
    assert found["well"] is True
    assert found["sizes"]["office"] == 1
    said = run("--json", "--store", path, "--today", "2031-01-06", "check")
    assert (said.code, said.value["well"]) == (1, False)
    assert [finding["name"] for finding in said.value["findings"] if not finding["well"]] == ["calendar"]
