"""An office's own ledger: what is taken, what is not and why, and what goes out again."""

import csv
import shutil
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import Cancelled, UserError
from app.models.request import Applicant, Request
from app.operations import history, offices, request_lists, request_sheets
from app.operations.plans import Fate
from app.operations.request_lists import RequestFilter
from app.rules.privacy import check_digit, find
from app.rules.request_events import EventKind
from app.rules.requests import ApplicantDraft, ApplicantKind, IdKind, RequestChannel
from app.store.database import Store
from tests.factory import TODAY, ask, counted, do, records
from tests.request_desk import COMPANY, opened, registered, replied, stepped

K = EventKind
ID = "00000019900101001" + check_digit("00000019900101001")


def plan(store, *rows):
    """The plan of rows that are given by column; what is not given is blank."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = ["\t".join(headings), *("\t".join(row.get(heading, "") for heading in headings) for row in rows)]
    return ask(store, request_sheets.plan_pasted, "\n".join(lines), TODAY)


def row(**more):
    """A row as an old ledger has it: asked on 3 March 2025 at the counter, answered on the 20th."""
    usual = {"申请人": "演示甲", "申请人类型": "公民", "收到日期": "2025-03-03", "申请方式": "当面",
             "申请内容": "演示草场补贴", "答复日期": "2025-03-20", "答复类型": "（一）予以公开"}  # fmt: skip
    return usual | more


def line(store, **more):
    (found,) = plan(store, row(**more)).lines
    return found


def taken(store, **more):
    """The request that a row becomes."""
    made = plan(store, row(**more))
    assert [found.fate for found in made.lines] == [Fate.TAKEN], made.lines
    do(store, request_sheets.accept, made)
    (newest, *_others) = ask(store, request_lists.listed, RequestFilter(), TODAY)
    return opened(store, newest.uuid)


def kinds(detail):
    return [(event.kind, event.on) for event in detail.case.events]


# --- taken -----------------------------------------------------------------------------------------------------------


def test_a_finished_case_comes_in_with_its_days_and_its_outcome(store):
    made = taken(store, 文号="测公复〔2025〕1号", 身份证号=ID, 联系电话="0470-0000009", 承办科室="演示科室")
    assert (made.row.number, made.row.state, made.row.outcome, made.row.closed_on) == (
        "2025-0001", "replied", "1", date(2025, 3, 20),
    )  # fmt: skip
    assert made.draft.applicant == ApplicantDraft(name="演示甲", id_number=ID, phone="0470-0000009")
    assert (made.draft.title, made.draft.handler, made.draft.channel) == ("演示草场补贴", "演示科室", "in_person")
    assert made.case.reply.document_number == "测公复〔2025〕1号"


def test_an_open_case_comes_in_and_its_clock_runs(store):
    made = taken(store, 收到日期="2026-03-02", 答复日期="", 答复类型="")
    assert (made.row.state, made.row.due_on) == ("running", date(2026, 3, 30))
    waiting = taken(store, 收到日期="2026-03-02", 申请方式="网络", 申请内容="另一件", 答复日期="", 答复类型="")
    assert waiting.row.state == "awaiting_confirmation"


def test_every_step_of_a_ledger_becomes_a_step_of_the_case(store):
    made = taken(
        store, 申请方式="互联网", 确认日期="2025-03-04", 补正告知日期="2025.3.6", 补正内容="请写明年份。",
        补正日期="2025年3月10日", 征求意见日期="20250312", 征求意见对象="演示第三方", 征求对象类别="第三方",
        收到意见日期="45735", 延期日期="2025-03-20", 延期天数="10", 延期批准人="演示负责人",
        收费通知日期="2025-03-21", 页数="68", 收费金额="380.00", 缴费日期="2025-03-25",
        答复日期="2025-04-10", 答复类型="4.保护第三方合法权益", 归档日期="2025-04-30",
    )  # fmt: skip
    assert kinds(made) == [
        (K.CONFIRM, date(2025, 3, 4)), (K.CORRECTION_NOTICE, date(2025, 3, 6)), (K.CORRECTED, date(2025, 3, 10)),
        (K.CONSULT_OUT, date(2025, 3, 12)), (K.CONSULT_IN, date(2025, 3, 19)), (K.EXTEND, date(2025, 3, 20)),
        (K.FEE_NOTICE, date(2025, 3, 21)), (K.PAID, date(2025, 3, 25)), (K.REPLY, date(2025, 4, 10)),
        (K.ARCHIVE, date(2025, 4, 30)),
    ]  # fmt: skip
    (asked,) = made.case.consultations
    assert (asked.event.party, asked.in_on) == ("演示第三方", date(2025, 3, 19))
    fee = made.case.events[6]
    assert (fee.method, fee.quantity, fee.amount_fen) == ("page", 68, 38000)
    assert (made.case.extended_days, made.row.outcome, made.row.state) == (10, "3.4", "archived")


@pytest.mark.parametrize(
    ("said", "year", "outcome", "kind"),
    [
        ("不同意公开：涉及商业秘密", 2018, "3.3.4.o2", K.REPLY),
        ("信息不存在", 2018, "3.3.6", K.REPLY),
        ("信息不存在", 2019, "4.1", K.REPLY),
        ("申请人撤回", 2025, "6.3", K.WITHDRAW),
        ("其他处理", 2025, "6.3", K.REPLY),
        ("3.6", 2025, "3.6", K.REPLY),
    ],
)
def test_outcomes_are_read_by_the_form_of_their_year(store, said, year, outcome, kind):
    made = taken(store, 收到日期=f"{year}-03-05", 答复日期=f"{year}-03-15", 答复类型=said)
    assert (made.row.outcome, made.case.events[-1].kind) == (outcome, kind)


def test_silence_of_the_applicant_comes_in_by_its_own_step(store):
    late = taken(
        store, 补正告知日期="2025-03-05", 补正期限="5", 答复日期="2025-03-13",
        答复类型="1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    )  # fmt: skip
    assert (late.row.outcome, late.case.events[-1].kind) == ("6.1", K.CORRECTION_LAPSE)
    early = line(store, 补正告知日期="2025-03-05", 申请内容="早了", 答复日期="2025-03-13", 答复类型="6.1")
    assert "逾期未补正：申请人的期限还没有满，从 2025-03-27 起才能按逾期办结。" in early.reason


def test_what_a_ledger_does_not_say_is_completed_and_told(store):
    found = line(
        store, 申请方式="网络", 申请人类型="", 征求意见日期="2025-03-05", 答复日期="2025-04-10", 答复类型="3.4"
    )
    told = "".join(found.warnings)
    for words in ("按“自然人”登记", "当日已经确认登记", "按“第三方”登记", "按 2025-03-27 逾期未提意见登记"):
        assert words in told
    made = taken(store, 申请方式="网络", 征求意见日期="2025-03-05", 答复日期="2025-04-10", 答复类型="3.4")
    assert [kind for kind, _on in kinds(made)] == [K.CONFIRM, K.CONSULT_OUT, K.CONSULT_LAPSE, K.REPLY]


def test_an_extension_without_a_day_is_entered_on_the_due_day(store):
    made = taken(store, 是否延期="是", 答复日期="2025-04-10")
    assert (K.EXTEND, date(2025, 3, 31)) in kinds(made)
    assert (made.case.extended_days, made.row.flags) == (20, ("extended",))
    assert taken(store, 是否延期="否", 申请内容="没有延期").case.extended_days == 0
    assert "却没有延期日期" in line(store, 是否延期="是", 申请内容="还没答", 答复日期="", 答复类型="").reason


def test_reconsideration_is_kept_in_the_note_and_told(store):
    found = line(store, **{"复议/诉讼": "复议维持"})
    assert "请另行登记复议和诉讼" in "".join(found.warnings)
    assert (
        taken(store, **{"复议/诉讼": "复议维持", "备注": "纸质件在柜"}).draft.note
        == "纸质件在柜\n复议诉讼情况：复议维持"
    )
    assert line(store, **{"复议/诉讼": "无", "申请内容": "没有复议"}).warnings == ()


def test_a_past_case_is_not_asked_for_what_it_lacked(store):
    assert line(store).warnings == ()
    assert "没有身份证明" in "".join(line(store, 收到日期="2026-03-02", 答复日期="", 答复类型="").warnings)


def test_late_replies_of_the_past_are_taken_with_a_warning(store):
    assert "将记为逾期答复" in "".join(line(store, 答复日期="2025-04-30").warnings)
    assert taken(store, 答复日期="2025-04-30").row.flags == ("overdue",)


def test_steps_of_one_day_keep_their_order(store):
    made = taken(store, 申请方式="网络", 答复日期="2025-03-03", 归档日期="2025-03-03")
    assert [kind for kind, _on in kinds(made)] == [K.CONFIRM, K.REPLY, K.ARCHIVE]
    assert made.row.state == "archived"


# --- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"申请人": ""}, "请填写申请人的姓名或名称"),
        ({"收到日期": ""}, "请填写提交或送达日期"),
        ({"收到日期": "2025-02-30"}, "没有“2025-02-30”这一天"),
        ({"收到日期": "去年三月"}, "“去年三月”不是日期"),
        ({"收到日期": "2026-04-01"}, "晚于今天"),
        ({"申请内容": ""}, "请用一句话写明申请什么信息"),
        ({"申请方式": "托人带来"}, "看不懂申请渠道“托人带来”"),
        ({"答复日期": "2025-03-01"}, "答复：日期 2025-03-01 早于收到申请的日期 2025-03-03"),
        ({"答复日期": "2026-03-19"}, "答复：日期 2026-03-19 晚于今天"),
        ({"答复日期": ""}, "写了答复类型，却没有答复日期"),
        ({"答复类型": ""}, "答复：请选择一种答复类型"),
        ({"答复类型": "不予公开"}, "“不予公开”没有写明是哪一种"),
        ({"答复类型": "已办"}, "看不懂答复类型“已办”"),
        ({"答复类型": "3.3.6"}, "2025年的年报格式里没有这种答复类型"),
        ({"收到日期": "2018-03-05", "答复日期": "2018-03-15", "答复类型": "3.4"}, "2018年的年报格式里没有"),
        ({"补正日期": "2025-03-10"}, "收到补正：这件申请没有在等补正"),
        ({"补正告知日期": "2025-03-10"}, "答复：这件申请现在不能答复"),
        ({"缴费日期": "2025-03-10"}, "已缴费：这件申请没有在等缴费"),
        ({"收费通知日期": "2025-03-10"}, "不需要缴费的，不用发出收费通知"),
        ({"征求意见日期": "2025-03-10"}, "的意见还没有收到"),
        ({"延期日期": "2025-04-10", "答复日期": "2025-04-20"}, "延期答复：答复期限 2025-03-31 已过"),
        ({"延期日期": "2025-03-10", "延期天数": "30"}, "延期合计不得超过20个工作日"),
        ({"归档日期": "2025-03-10"}, "归档：只有已经答复或者办结的申请可以归档。"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(store, more, reason):
    found = line(store, **more)
    assert found.fate is Fate.REFUSED
    assert reason in found.reason


def test_a_sum_is_no_request(store):
    lines = plan(store, row(申请人="合计", 申请内容="", 收到日期="")).lines
    assert [(found.fate, found.reason) for found in lines] == [(Fate.REFUSED, "合计行，不导入")]


def test_without_a_row_that_can_be_taken_nothing_is_done(store):
    with pytest.raises(UserError, match="没有读到可以导入的行"):
        do(store, request_sheets.accept, plan(store, row(申请人="")))
    do(store, request_sheets.accept, plan(store, row()))
    with pytest.raises(UserError, match="表中的 1 行登记簿里都已经有了"):
        do(store, request_sheets.accept, plan(store, row()))


def test_a_sheet_that_is_none_says_which_columns_are_wanted(store):
    made = ask(store, request_sheets.plan_pasted, "一\t二\n三\t四", TODAY)
    assert made.lines == ()
    assert any("申请人" in note for note in made.notes)


# --- the same again --------------------------------------------------------------------------------------------------


def test_the_same_sheet_twice_brings_nothing_twice(store):
    rows = (
        row(),
        row(),
        row(申请内容="另一件"),
        row(申请编号="旧-7", 申请内容="有编号的"),
        row(申请编号="旧-7", 申请内容="又一件"),
    )
    first = plan(store, *rows)
    fates = [found.fate for found in first.lines]
    assert fates == [Fate.TAKEN, Fate.UNCHANGED, Fate.TAKEN, Fate.TAKEN, Fate.UNCHANGED]
    do(store, request_sheets.accept, first)
    before = records(store)
    again = plan(store, *rows)
    assert {found.fate for found in again.lines} == {Fate.UNCHANGED}
    assert "登记簿里已有编号“旧-7”" in again.lines[3].reason
    assert records(store) == before


def test_an_import_is_one_step_that_can_be_undone(store):
    do(store, request_sheets.accept, plan(store, row(), row(申请内容="另一件")))
    assert counted(store, Request) == 2
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert counted(store, Request) == counted(store, Applicant) == 0


# --- ten thousand from one person ------------------------------------------------------------------------------------


def test_ten_thousand_requests_of_one_person_are_taken_with_numbers_of_their_own(store):
    rows = (row(申请内容=f"第{n}件", 答复日期="", 答复类型="", 收到日期="2026-03-02") for n in range(10_000))
    made = plan(store, *rows)
    told = []
    assert do(store, request_sheets.accept, made, lambda done, total: told.append((done, total))) == 10_000
    assert (told[0], told[-1]) == ((0, 10_000), (10_000, 10_000))
    assert len(told) > 50
    assert counted(store, Applicant) == 1
    rows = ask(store, request_lists.listed, RequestFilter(), TODAY)
    assert len({found.number for found in rows}) == 10_000
    assert (rows[-1].number, rows[0].number) == ("2026-0001", "2026-10000")
    assert rows[-1].title == "第0件"
    page = ask(store, request_lists.RequestPages(RequestFilter(text="第9999件"), TODAY).page, 0)
    assert [found.number for found in page] == ["2026-10000"]


def test_an_import_that_is_stopped_leaves_nothing(store):
    def stop(done, _total):
        if done:
            raise Cancelled

    made = plan(store, *(row(申请内容=f"第{n}件") for n in range(300)))
    before = records(store)
    with pytest.raises(Cancelled):
        do(store, request_sheets.accept, made, stop)
    assert records(store) == before


# --- real files ------------------------------------------------------------------------------------------------------


def test_a_messy_workbook_is_read_as_people_keep_it(store, tmp_path):
    book = Workbook()
    page = book.active
    page.append(["某旗2025年依申请公开台账"])
    page.merge_cells("A1:H1")
    page.append(["填报单位：演示办公室"])
    page.append(
        ["序号", "申请人姓名", "申请人\n类型", "申请时间", "申请方式", "申请公开\n内容", "答复时间", "答复结果"]
    )
    page.append([1, "演示甲", "公民", date(2025, 3, 3), "现场", "演示低保名单", date(2025, 3, 20), 1.0])
    page.append([2, " 演示乙 ", "公民", "2025.3.4", "信函", "演示征地批文", "2025年3月21日", "3.4"])
    page.append([None] * 8)
    page.append(["合计", None, None, None, None, 2, None, None])
    book.save(tmp_path / "台账.xlsx")
    made = ask(store, request_sheets.plan_file, tmp_path / "台账.xlsx", TODAY)
    assert [found.fate for found in made.lines] == [Fate.TAKEN, Fate.TAKEN, Fate.REFUSED]
    assert [(ready.draft.applicant.name, ready.events[-1].outcome) for ready in made.ready] == [
        ("演示甲", "1"), ("演示乙", "3.4"),
    ]  # fmt: skip
    assert made.ready[1].draft.channel is RequestChannel.SIGNED_MAIL
    assert made.notes == ()


def test_the_template_offers_the_words_it_reads(store, tmp_path):
    request_sheets.write_template(tmp_path / "模板.xlsx")
    book = load_workbook(tmp_path / "模板.xlsx")
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert headings == [column.heading for column in request_sheets.COLUMNS]
    offered = {value for column in book["_lists"].iter_cols(values_only=True) for value in column if value}
    assert {"当面提交", "自然人", "保护第三方合法权益", "申请信息不存在", "申请人撤回"} <= offered


# --- out again -------------------------------------------------------------------------------------------------------


def exported(store, tmp_path, **wanted):
    """The rows of an export by heading."""
    path = tmp_path / "申请.csv"
    ask(store, request_sheets.export, RequestFilter(**wanted), TODAY, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_goes_out_hides_what_is_private_unless_the_office_shows_it(store, tmp_path):
    who = ApplicantDraft(
        name="演示甲",
        id_number=ID,
        phone="13800000000",
        email="demo@example.invalid",
        address="演示旗演示苏木演示嘎查12号",
    )
    registered(store, applicant=who, content=f"本人{ID}，电话13800000000。", note="备注13800000000")
    (line,) = exported(store, tmp_path)
    assert (line["申请人"], line["证件号码"], line["联系电话"], line["电子邮箱"], line["通信地址"]) == (
        "演示甲",
        "",
        "",
        "",
        "",
    )
    assert find("".join(line.values())) == []
    for key, value in (("id_style", "mask"), ("phone_style", "mask"), ("address_style", "township")):
        do(store, offices.choose, key, value)
    (line,) = exported(store, tmp_path)
    assert "*" in line["证件号码"]
    assert "*" in line["联系电话"]
    assert line["通信地址"] == "演示旗演示苏木"
    assert ID not in "".join(line.values())


def test_the_code_of_an_organisation_is_public(store, tmp_path):
    firm = ApplicantDraft(ApplicantKind.BUSINESS, "演示商贸有限公司", IdKind.CREDIT_CODE, "91150000MA00000000")
    registered(store, applicant=firm)
    (line,) = exported(store, tmp_path)
    assert line["证件号码"] == "91150000MA00000000"


def test_a_file_is_not_named_after_a_person(store, tmp_path):
    with pytest.raises(UserError, match="文件名"):
        ask(store, request_sheets.export, RequestFilter(), TODAY, tmp_path / f"{ID}.csv")


def test_what_was_exported_comes_in_again_elsewhere_as_it_was(store, tmp_path, template):
    uuid = registered(
        store, title="整件", together=(COMPANY,), channel=RequestChannel.FAX, topic="草原", purpose="生产"
    )
    stepped(store, uuid, K.CONFIRM, date(2026, 3, 3))
    stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 4), days=10)
    stepped(store, uuid, K.CORRECTED, date(2026, 3, 5))
    stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 6), reached_on=date(2026, 3, 9))
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 10))
    stepped(store, uuid, K.EXTEND, date(2026, 3, 11), days=1)
    stepped(store, uuid, K.FEE_NOTICE, date(2026, 3, 12), reached_on=date(2026, 3, 13))
    stepped(store, uuid, K.PAID, date(2026, 3, 16))
    stepped(
        store, uuid, K.REPLY, date(2026, 3, 17), outcome="2", reason="演示理由。", document_number="测公复〔2026〕1号"
    )
    stepped(store, uuid, K.ARCHIVE, date(2026, 3, 18))
    withdrawn = registered(store, title="撤回的")
    stepped(store, withdrawn, K.WITHDRAW, date(2026, 3, 4))
    replied(store, "答复的", outcome="3.1")
    registered(store, title="在办的")
    path = tmp_path / "申请.xlsx"
    assert ask(store, request_sheets.export, RequestFilter(), TODAY, path) == 4
    other = Store.open(shutil.copy(template, tmp_path / "other.iltod"))
    try:
        do(other, request_sheets.accept, ask(other, request_sheets.plan_file, path, TODAY))
        for mine, theirs in zip(cases(store), cases(other), strict=True):
            assert told(mine) == told(theirs)
    finally:
        other.close()


def cases(store):
    rows = ask(store, request_lists.listed, RequestFilter(), TODAY)
    return sorted((opened(store, row.uuid) for row in rows), key=lambda detail: detail.row.number)


def told(detail):
    """What a spreadsheet can carry of a case."""
    row, case = detail.row, detail.case
    steps = [
        (e.kind, e.on, e.reached_on, e.party, e.party_kind, e.outcome, e.method, e.amount_fen, e.document_number)
        for e in case.events
    ]
    fields = (
        row.number,
        row.title,
        row.applicant,
        row.channel,
        row.topic,
        row.state,
        row.outcome,
        row.due_on,
        row.flags,
    )
    return (*fields, [other.name for other in detail.draft.together], case.extended_days, case.correction_due, steps)
