"""From a messy pay-out list to filed sheets: what a township does with a programme in three villages, end to end."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pikepdf
import pypdfium2
import pytest

from app.operations import (
    history,
    notice_lists,
    notice_queries,
    notices,
    papers,
    payout_plans,
    payouts,
    printouts,
    village_sheets,
)
from app.operations.notice_lists import NoticeFilter
from app.operations.payout_plans import Defaults
from app.operations.plans import Fate
from app.rules.bilingual import Layout
from app.rules.notices import NoticeState, NoticeStatus, ObjectionDraft
from app.rules.privacy import find
from tests.factory import ask, do, path, store, template
from tests.notice_factory import id_number

__all__ = ["path", "store", "template"]

PROGRAMME = "草原生态补奖"
IMPORTED, PRINTED, POSTED = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)  # a Wednesday
LAST = date(2026, 11, 11)
NOW = datetime(2026, 11, 3, 9, 30)
VILLAGES = ("测试东嘎查", "测试西嘎查", "测试南嘎查")
GOOD = (
    ("测试东嘎查", "测试甲", id_number(1), "1200.50"),
    ("测试东嘎查", "测试乙", id_number(2), "800"),
    ("测试西嘎查", "测试丙", id_number(3), "1,000.00"),
    ("测试西嘎查村委会", "测试丁", id_number(4), "300.25"),
    ("测试南嘎查", "测试戊", id_number(5), "99.99"),
)
BAD = {
    "测试己": ("测试东嘎查", "测试己", id_number(6)[:15] + "000", "500", "电子表格"),
    "测试庚": ("测试西嘎查", "测试庚", id_number(7)[:17] + ("1" if id_number(7)[-1] != "1" else "2"), "500", "校验码"),
    "测试辛": ("没有的嘎查", "测试辛", id_number(8), "500", "没有叫"),
    "测试壬": ("测试南嘎查", "测试壬", id_number(9), "五百元", "不是数"),
    "测试乙": ("测试东嘎查", "测试乙", id_number(2), "800", "重复"),
}
CARD = "6200000000000001230"


def village_list(folder):
    """The list of villages as the banner sends it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["测试苏木嘎查名录"])
    sheet.append(["行政区划代码", "名称", "苏木乡镇", "监督举报电话", "监督机构"])
    for number, name in enumerate(VILLAGES, 1):
        sheet.append([f"000001001{number:03d}", name, "测试苏木", f"0470-000000{number}", f"{name}村务监督委员会"])
    book.save(folder / "villages.xlsx")
    return folder / "villages.xlsx"


def payout_list(folder):
    """The banner's list as it really comes: a merged title, blank lines, sums, text among amounts, broken numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"2026年{PROGRAMME}发放表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["单位：元"])
    sheet.append(["序号", "村名", "户主", "身份证号码", "补贴金额", "一卡通账号"])
    for number, (village, name, id_18, amount, *_why) in enumerate((*GOOD, *BAD.values()), 1):
        sheet.append([number, village, name, id_18, amount, CARD])
        if number == 2:
            sheet.append([])
    sheet.append(["合计", "", "", "", sum(Decimal(row[3].replace(",", "")) for row in GOOD), ""])
    book.save(folder / "payouts.xlsx")
    return folder / "payouts.xlsx"


def read_back(pdf):
    """All that stands on a sheet, and all that it says of itself."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    with pikepdf.open(BytesIO(pdf)) as document:
        return text, " ".join(str(value) for value in document.docinfo.values())


def printed(store, uuid, today=NOW):
    """The sheet of a notice as it goes to the printer, and as it is recorded."""
    paper = papers.notice_of(uuid)
    options = papers.shaped(paper.kind, Layout.ZH_ONLY, papers.PrintOptions())
    drawn = ask(store, papers.drawn, paper, options, today)
    do(store, printouts.record, drawn, printouts.ON_PAPER)
    return drawn


def opened(store, uuid, day):
    return ask(store, notice_lists.opened, uuid, day)


@pytest.fixture
def taken(store, tmp_path):
    """The villages and the list, taken in; the plan of the list."""
    plan = ask(store, village_sheets.plan_file, village_list(tmp_path), IMPORTED)
    do(store, village_sheets.accept, plan)
    plan = ask(store, payout_plans.plan_file, payout_list(tmp_path), Defaults(PROGRAMME, year=2026), IMPORTED)
    do(store, payouts.accept, plan)
    return plan


def test_the_bad_rows_are_refused_each_with_its_reason_and_the_good_ones_taken_once(store, taken, tmp_path):
    fates = {line.name: line for line in taken.lines if line.fate is Fate.REFUSED}
    assert set(fates) == set(BAD)
    for name, (*_row, why) in BAD.items():
        assert why in fates[name].reason, name
    assert (taken.rows, taken.total_fen) == (5, 340074)
    again = ask(store, payout_plans.plan_file, payout_list(tmp_path), Defaults(PROGRAMME, year=2026), IMPORTED)
    assert again.rows == 0
    rolls = {row.village: (row.households, row.total_fen) for row in ask(store, payouts.rolls, 2026)}
    assert rolls == {"测试东嘎查": (2, 200050), "测试西嘎查": (2, 130025), "测试南嘎查": (1, 9999)}


def tells_all_but_numbers(store, uuid, roll):
    """Print a sheet: everybody's amount and the code are there, nobody's number is."""
    text, properties = read_back(printed(store, uuid).pdf)
    squeezed = "".join(text.split())
    for wanted in (opened(store, uuid, PRINTED).row.code, f"{Decimal(roll.total_fen) / 100:,.2f}", roll.village):
        assert wanted in squeezed
    assert find(squeezed) == find(properties) == []
    assert CARD not in squeezed
    for _village, name, id_18, *_rest in GOOD:
        assert id_18 not in squeezed
        assert (name in squeezed) == (name in {row[1] for row in GOOD if row[0].startswith(roll.village)})


def corrected(store, uuid):
    """An objection is upheld, and the corrected sheet hangs for a period of its own; its uuid."""
    received, answered = date(2026, 11, 6), date(2026, 11, 9)
    objection = do(store, notices.object_, uuid, ObjectionDraft(received, "测试乙少发了"), received)
    assert opened(store, uuid, received).row.state is NoticeState.OBJECTION
    do(store, notices.answer, objection, "属实，更正", True, "测试东嘎查村务监督委员会", answered, answered)
    new = do(store, notices.correct, uuid, "测试乙的金额有误", answered)
    do(store, notices.review, [new], "演示乙", answered)
    text, _properties = read_back(printed(store, new, datetime(2026, 11, 9, 9)).pdf)
    assert "测试乙" in text
    do(store, notices.post, [new], answered, "演示丙", answered)
    down, hanging = opened(store, uuid, answered), opened(store, new, answered)
    assert (down.row.status, down.taken_down_on, down.corrected_by) == (NoticeStatus.TAKEN_DOWN, answered, new)
    assert (hanging.row.last_on, hanging.corrects) == (date(2026, 11, 16), uuid)
    assert hanging.rolls
    text, _properties = read_back(printed(store, uuid, datetime(2026, 11, 9, 10)).pdf)
    assert "测试乙" in text  # what hung can be shown as it hung
    return new


def test_a_list_becomes_filed_sheets_that_are_found_again_by_their_codes(store, taken):
    rolls = ask(store, payouts.rolls, 2026)
    made = do(store, payouts.make_notices, [roll.uuid for roll in rolls], IMPORTED)
    assert len(made) == 3
    do(store, notices.review, made, "演示乙", IMPORTED)

    for uuid, roll in zip(made, rolls, strict=True):
        tells_all_but_numbers(store, uuid, roll)
    assert {opened(store, uuid, PRINTED).row.state for uuid in made} == {NoticeState.PRINTED}

    # posted: the period runs, and the year is covered
    assert ask(store, payouts.coverage, 2026).complete == 0
    do(store, notices.post, made, POSTED, "演示丙", POSTED)
    assert {opened(store, uuid, POSTED).row.last_on for uuid in made} == {LAST}
    assert ask(store, payouts.coverage, 2026).complete == 3

    east, *others = made
    new = corrected(store, east)
    assert ask(store, payouts.coverage, 2026).complete == 3

    # the period is over: taken down and filed, each in the box of its village
    end = date(2026, 11, 17)
    assert {row.uuid for row in ask(store, notice_lists.listed, NoticeFilter("over"), end)} == {new, *others}
    do(store, notices.take_down, [new, *others], end, "演示丙", end)
    do(store, notices.file, [east, new, *others], "演示丁", end)
    numbers = [opened(store, uuid, end).row.archive_number for uuid in (east, new, *others)]
    assert numbers == [
        "000001001001-2026-001",
        "000001001001-2026-002",
        "000001001002-2026-001",
        "000001001003-2026-001",
    ]
    assert ask(store, payouts.coverage, 2026).complete == 3
    assert ask(store, notice_lists.waiting, end).to_file == 0

    # somebody asks at the counter with the code from the wall
    code = opened(store, new, end).row.code
    found = ask(store, notice_lists.by_code, code.lower().replace("-", " "))
    assert found == new
    (line,) = ask(store, payouts.looked_up, id_number(2))
    assert (line.name, line.amount_fen, line.id_number, line.bank_card) == ("测试乙", 80000, "", "")
    do(store, notice_queries.ask, "测试乙", f"核对本人（{id_number(2)}）", "2026年草原生态补奖公示单", end, found)
    (query,) = ask(store, notice_lists.queries, found)
    assert find(query.purpose) == []


def test_all_of_it_can_be_taken_back(store, taken):
    rolls = ask(store, payouts.rolls, 2026)
    made = do(store, payouts.make_notices, [roll.uuid for roll in rolls], IMPORTED)
    do(store, notices.review, made, "演示乙", IMPORTED)
    do(store, notices.post, made, POSTED, "演示丙", POSTED)
    while (latest := ask(store, history.last_undoable)) is not None:
        do(store, history.undo, latest.id)
    assert ask(store, payouts.rolls) == []
    assert ask(store, notice_lists.listed, NoticeFilter(), POSTED) == []
