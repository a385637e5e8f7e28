"""An invented township with villages, notices and pay-out rolls, and short ways to make more of them."""

from datetime import date

from app.operations import notices, payout_plans, payouts, villages
from app.operations.payout_plans import Defaults
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft, RollTable
from app.rules.offices import Level, OfficeDraft
from tests.factory import TODAY, ask, do

TOWNSHIP = OfficeDraft("000001101", "演示苏木", Level.TOWNSHIP, "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠰᠤᠮᠤ")
PROGRAMME = "草原生态保护补助奖励"
TABLE = RollTable(
    ("户主姓名", "人口", "金额（元）", "备注"),
    ("ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ ᠡᠵᠡᠨ", "ᠬᠦᠮᠦᠨ ᠠᠮᠠ", "ᠮᠥᠩᠭᠦᠨ᠎ᠦ ᠲᠣᠭ᠎ᠠ", "ᠲᠠᠢᠯᠪᠤᠷᠢ"),
    (False, True, True, False),
    (False, False, True, False),
    tuple((f"演示户{n}", str(n % 4 + 1), f"{n * 100}.50", "") for n in range(1, 6)),
)


def village(number):
    """The code of a village."""
    return f"000001101{number:03d}"


def placed(store, count=3):
    """A township with so many villages; the codes of the villages."""
    do(store, villages.add, TOWNSHIP)
    for number in range(1, count + 1):
        draft = OfficeDraft(
            village(number),
            f"演示嘎查{number}",
            Level.VILLAGE,
            name_mn=f"ᠲᠤᠷᠰᠢᠯᠲᠠ ᠭᠠᠴᠠᠭ᠎ᠠ {number}",
            phone=f"0479-00000{number:02d}",
            committee=f"演示嘎查{number}村务监督委员会",
            committee_mn=f"ᠲᠤᠷᠰᠢᠯᠲᠠ ᠭᠠᠴᠠᠭ᠎ᠠ {number} ᠬᠢᠨᠠᠨ ᠲᠣᠭᠲᠠᠭᠠᠬᠤ ᠬᠣᠷᠢᠶ᠎ᠠ",
            address=f"演示苏木演示嘎查{number}委员会",
        )
        do(store, villages.add, draft)
    return [village(number) for number in range(1, count + 1)]


def drafted(store, code=None, title="关于测试事项的公示", **values):
    """A notice as a draft; its uuid."""
    usual = {
        "kind": NoticeKind.HOUSING,
        "title_mn": "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠬᠡᠷᠡᠭ᠎ᠦᠨ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠯ",
        "body": "现将测试事项公示如下。",
        "body_mn": "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠬᠡᠷᠡᠭ᠎ᠢ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠨ᠎ᠠ᠃",
        "table": TABLE,
        "year": 2026,
    }
    return do(store, notices.draft, NoticeDraft(code or village(1), title=title, **(usual | values)))


def reviewed(store, *args, **values):
    """A notice that may be printed; its uuid."""
    uuid = drafted(store, *args, **values)
    do(store, notices.review, [uuid], "演示乙", TODAY)
    return uuid


def posted(store, *args, on=date(2026, 3, 2), **values):
    """A notice that hangs; its uuid."""
    uuid = reviewed(store, *args, **values)
    do(store, notices.post, [uuid], on, "演示丙", TODAY)
    return uuid


def filed(store, *args, on=date(2026, 3, 2), down=date(2026, 3, 12), **values):
    """A notice in its village's box; its uuid."""
    uuid = posted(store, *args, on=on, **values)
    do(store, notices.take_down, [uuid], down, "演示丙", TODAY)
    do(store, notices.file, [uuid], "演示丁", TODAY)
    return uuid


ROLL = ("嘎查村", "户主姓名", "身份证号", "人口", "补贴品种", "数量", "标准", "金额（元）", "银行卡号", "联系电话")


def roll_text(*rows):
    """A pay-out list as it is copied from a spreadsheet; each row as in ROLL."""
    return "\n".join("\t".join(row) for row in (ROLL, *rows))


def paid(store, *rows, programme=PROGRAMME, unit="亩", year=2026):
    """Pay-outs taken into rolls, by village; the uuids of all rolls of the programme."""
    defaults = Defaults(programme=programme, year=year, unit=unit, paid_on=date(2026, 3, 1))
    plan = ask(store, payout_plans.plan_pasted, roll_text(*rows), defaults, TODAY)
    do(store, payouts.accept, plan)
    return [roll.uuid for roll in ask(store, payouts.rolls, year, programme)]


def pay_row(number, place=1, name="", quantity="100"):
    """A row of a pay-out list."""
    amount = f"{int(quantity) * 2.5:.2f}"
    return f"演示嘎查{place}", name or f"演示户{number}", "", "3", "", quantity, "2.5", amount, "", ""


def announced(store, rolls, review=True):
    """The notices of these rolls; their uuids."""
    made = do(store, payouts.make_notices, rolls, TODAY)
    if review:
        do(store, notices.review, made, "演示乙", TODAY)
    return made
