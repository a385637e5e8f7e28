"""Requests from the command line: from the letter that comes in to the box of the archive."""

import csv
import json

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.cli.requests import letter_
from app.cli.requests import requests as group

ADD = ("requests", "add", "--name", "演示申请人甲", "--phone", "0470-0000009", "--content", "2025年的发放依据文件。")


def added(answer, *more, title="测试草场补贴发放依据", arrived="2026-03-02"):
    """The number of a request that was registered."""
    return answer(*ADD, "--title", title, "--arrived", arrived, *more)["number"]


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_command_of_the_groups_can_be_asked_for_help(run):
    for words in (
        *(("requests", word) for word in group.entries),
        *(("requests", "letter", w) for w in letter_.entries),
    ):
        said = run(*words, "--help")
        assert said.code == 0, said.err


def test_a_request_goes_the_whole_way_from_the_letter_to_the_archive(answer):
    made = answer(*ADD, "--title", "测试征地批文", "--arrived", "2026-03-02", "--channel", "internet")
    assert (made["number"], made["state"], made["next"]) == ("2026-0001", "awaiting_confirmation", "confirm")
    number = made["number"]
    confirmed = answer("requests", "event", number, "confirm", "--on", "2026-03-03")
    assert (confirmed["state"], confirmed["due_on"]) == ("running", "2026-03-31")
    asked = answer(
        "requests", "event", number, "consult_out", "--on", "2026-03-05", "--reached", "2026-03-06", "--party",
        "演示第三方", "--party-kind", "third_party",
    )  # fmt: skip
    assert (asked["next"], asked["next_on"]) == ("opinion", "2026-03-27")
    shown = answer("requests", "show", number)
    (letter,) = shown["case"]["consultations"]
    back = answer(
        "requests", "event", number, "consult_in", "--on", "2026-03-11", "--answers", letter["event"]["uuid"],
        "--agrees", "no",
    )  # fmt: skip
    assert (back["state"], back["due_on"]) == ("running", "2026-04-07")
    extended = answer("requests", "event", number, "extend", "--on", "2026-03-12", "--days", "5", "--by", "演示负责人")
    assert extended["due_on"] == "2026-04-14"
    replied = answer(
        "requests", "event", number, "reply", "--on", "2026-03-16", "--outcome", "3.4", "--basis", "15", "--reason",
        "第三方不同意公开。", "--document", "测公复〔2026〕1号",
    )  # fmt: skip
    assert (replied["state"], replied["outcome"], replied["warnings"]) == ("replied", "3.4", [])
    archived = answer("requests", "event", number, "archive", "--on", "2026-03-17")
    assert archived["state"] == "archived"
    whole = answer("requests", "show", number)
    assert [event["kind"] for event in whole["case"]["events"]] == [
        "confirm", "consult_out", "consult_in", "extend", "reply", "archive",
    ]  # fmt: skip
    assert whole["case"]["events"][2]["agrees"] is False
    assert whole["moves"] == []


def test_what_is_refused_says_why_and_changes_nothing(iltod, answer):
    number = added(answer)
    said = iltod("requests", "event", number, "extend", "--on", "2026-03-17", "--days", "21", "--by", "演示负责人")
    assert (said.code, said.err) == (1, "延期合计不得超过20个工作日（第三十三条），还可以延长 20 个工作日。\n")
    assert iltod("requests", "event", number, "reply", "--outcome", "3.3.2").err.startswith("2026年的年报格式里没有")
    assert iltod("requests", "event", number, "reply", "--outcome", "1", "--on", "2026-03-01").code == 1
    assert iltod("requests", "event", number, "paid", "--amount", "一百元").code == 2
    assert iltod("requests", "event", number, "flee").code == 2
    answer("requests", "event", number, "reply", "--outcome", "1")
    again = iltod("requests", "event", number, "reply", "--outcome", "1")
    assert again.err == "这件申请已经答复或者办结，不能再答复。答复有误的，请先撤回上一步。\n"
    assert len(answer("requests", "show", number)["case"]["events"]) == 1


def test_warnings_are_told_and_the_step_is_taken(answer):
    number = added(answer)
    made = answer("requests", "event", number, "reply", "--outcome", "3.1", "--on", "2026-03-08")
    assert made["warnings"] == ["2026-03-08 不上班，请核对日期。", "请写明理由；答复书要向申请人说明理由。"]
    assert made["state"] == "replied"


def test_the_last_step_is_taken_back(answer, iltod):
    number = added(answer)
    answer("requests", "event", number, "correction_notice", "--on", "2026-03-05", "--reason", "请写明年份。")
    assert answer("requests", "take-back", number)["state"] == "running"
    assert iltod("requests", "take-back", number).err == "这件申请还没有可以撤回的步骤。\n"


def test_a_fee_is_told_in_yuan_and_kept_in_fen(answer):
    number = added(answer)
    answer(
        "requests", "event", number, "fee_notice", "--on", "2026-03-05", "--method", "page", "--pages", "68",
        "--amount", "380.00",
    )  # fmt: skip
    (event,) = answer("requests", "show", number)["case"]["events"]
    assert (event["amount_fen"], event["quantity"], event["method"]) == (38000, 68, "page")


def test_every_day_is_told_with_its_number_or_why_it_has_none(iltod, answer):
    number = added(answer)
    lines = iltod("requests", "days", number).out.splitlines()
    assert lines[0] == "2026-03-02 星期一：起算当日，不计"
    assert lines[5:8] == [
        "2026-03-07 星期六：周末，不计",
        "2026-03-08 星期日：周末，不计",
        "2026-03-09 星期一：第5个工作日",
    ]
    assert lines[-1] == "答复期限：2026-03-30 星期一"
    told = answer("requests", "days", number)
    assert (told["due_on"], told["used"], len(told["days"])) == ("2026-03-30", 12, 29)


def test_a_letter_with_several_matters_is_split(answer, iltod):
    number = added(answer)
    made = answer("requests", "split", number, "补贴发放依据", "补贴发放名单", "补贴资金来源")
    assert made["numbers"] == ["2026-0001", "2026-0002", "2026-0003"]
    titles = [row["title"] for row in answer("requests", "list")["rows"]]
    assert titles == ["补贴资金来源", "补贴发放名单", "补贴发放依据"]
    assert iltod("requests", "split", number, "只有一个").err == "请至少写两个申请事项，每行一个。\n"


def test_fields_are_corrected_and_a_slip_is_removed_and_found_again(answer, iltod, tmp_path):
    (tmp_path / "内容.txt").write_text("第一段。\n第二段。", encoding="utf-8")
    number = added(answer)
    answer("requests", "edit", number, "--handler", "演示经办人", "--content-file", tmp_path / "内容.txt")
    draft = answer("requests", "show", number)["draft"]
    assert (draft["handler"], draft["content"], draft["title"]) == (
        "演示经办人",
        "第一段。\n第二段。",
        "测试草场补贴发放依据",
    )
    assert iltod("requests", "edit", number).code == 2
    assert iltod("requests", "edit", number, "--content-file", tmp_path / "没有.txt").code == 1
    answer("requests", "event", number, "transfer", "--party", "演示科室")
    assert answer("requests", "show", number)["draft"]["handler"] == "演示科室"
    assert "已经有了办理步骤" in iltod("requests", "remove", number).err
    answer("requests", "take-back", number)
    answer("requests", "remove", number)
    assert answer("requests", "list")["total"] == 0
    answer("undo")
    assert answer("requests", "list")["total"] == 1


def test_the_list_is_narrowed_by_every_filter(answer):
    first = added(answer, "--topic", "草原")
    second = added(answer, "--kind", "business", "--channel", "fax", title="测试招标文件")
    answer("requests", "event", first, "reply", "--on", "2026-03-10", "--outcome", "1")

    def numbers(*options):
        return [row["number"] for row in answer("requests", "list", *options)["rows"]]

    assert numbers("--view", "open") == numbers("--view", "confirmation") == [second]
    assert numbers("--kind", "business") == numbers("--channel", "fax") == numbers("--text", "招标") == [second]
    assert numbers("--outcome", "1") == numbers("--topic", "草原") == numbers("--state", "replied") == [first]
    assert numbers("--closed-from", "2026-03-10", "--closed-to", "2026-03-10") == [first]
    assert numbers("--cell", "3.new.total", "--year", "2026") == [first]
    assert numbers("--from", "2026-03-03") == []


def test_codes_are_listed_by_year(answer):
    assert len(answer("requests", "outcomes")) == 21
    old = {row["code"]: row["name"] for row in answer("requests", "outcomes", "--year", "2018")}
    assert old["3.3.6"] == "申请信息不存在"


def test_a_ledger_of_past_years_is_imported_and_exported(answer, tmp_path):
    answer("requests", "template", tmp_path / "模板.xlsx")
    book = load_workbook(tmp_path / "模板.xlsx")
    headings = [cell.value for cell in book.active[1]]
    rows = (
        {"申请人": "演示甲", "申请渠道": "当面提交", "提交或送达日期": "2018-03-05", "申请事项": "演示低保名单",
         "答复日期": "2018-03-15", "答复类型": "不同意公开：涉及个人隐私"},
        {"申请人": "演示乙", "申请渠道": "当面提交", "提交或送达日期": "2025-03-05", "申请事项": "演示征地批文",
         "答复日期": "2025-03-03", "答复类型": "予以公开"},
    )  # fmt: skip
    for row in rows:
        book.active.append([row.get(heading, "") for heading in headings])
    book.save(tmp_path / "填好.xlsx")
    plan = answer("requests", "import", tmp_path / "填好.xlsx", "--dry-run")
    assert (plan["counts"]["taken"], plan["counts"]["refused"]) == (1, 1)
    answer("requests", "import", tmp_path / "填好.xlsx", "--save-refused", tmp_path / "退回.xlsx")
    (row,) = answer("requests", "list")["rows"]
    assert (row["number"], row["state"], row["outcome"]) == ("2018-0001", "replied", "3.3.4.o3")
    assert (tmp_path / "退回.xlsx").exists()
    assert answer("requests", "export", tmp_path / "申请.csv")["rows"] == 1
    with (tmp_path / "申请.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["申请编号"], line["答复类型"]) == ("2018-0001", "不同意公开：涉及个人隐私")


def test_register_and_count_are_printed(answer, tmp_path):
    number = added(answer)
    answer("requests", "event", number, "extend", "--on", "2026-03-12", "--days", "5", "--by", "演示负责人")
    answer("requests", "print", tmp_path / "登记簿.pdf", "--view", "open", "--layout", "zh_only")
    answer("requests", "sheet", number, tmp_path / "计时单.pdf", "--layout", "zh_only")
    register, sheet = (text_of(tmp_path / name) for name in ("登记簿.pdf", "计时单.pdf"))
    assert number in register
    assert "演示申请人甲" in register
    for words in ("起算当日，不计", "第5个工作日", "周末，不计", "延期答复5个工作日", "清明节放假，不计", "2026-04-07"):
        assert words in sheet
    assert [row["kind"] for row in answer("printouts", "list")] == ["request_case", "requests"]


def test_a_scan_is_attached_and_told(answer, iltod, tmp_path):
    scan = tmp_path / "来信.pdf"
    scan.write_bytes(b"%PDF-1.7 test")
    number = added(answer)
    answer("requests", "attach", number, scan)
    assert "来信.pdf" in iltod("requests", "show", number).out


def test_a_person_reads_sentences_and_tables(iltod, answer):
    said = iltod(*ADD, "--title", "测试事项", "--arrived", "2026-03-02")
    assert said.out.splitlines()[:2] == ["已登记申请，编号 2026-0001。", "答复期限：2026-03-30 星期一"]
    said = iltod("requests", "event", "2026-0001", "reply", "--outcome", "1", "--on", "2026-03-09")
    assert said.out.splitlines() == [
        "申请 2026-0001：答复：予以公开，2026-03-09。", "状态：已答复", "答复期限：2026-03-30 星期一",
    ]  # fmt: skip
    shown = iltod("requests", "show", "2026-0001").out
    assert "可以办理：归档" in shown
    assert json.loads(iltod("--json", "requests", "list", "--view", "to_archive").out)["total"] == 1


@pytest.mark.parametrize("name", ["1988-0001", "不是编号"])
def test_a_request_nobody_knows_is_refused(iltod, name):
    assert iltod("requests", "show", name).code == 1
