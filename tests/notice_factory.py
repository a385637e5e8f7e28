"""Short ways to villages, notices and pay-out rolls of an invented banner."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.models.notice import Notice
from app.operations import notice_lists, notices, payout_plans, payouts, villages
from app.operations.payout_plans import Defaults
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft, RollTable
from app.rules.offices import Level, OfficeDraft
from app.rules.privacy import check_digit
from tests.factory import TODAY, ask, do

TOWNSHIP = OfficeDraft("000001001", "测试苏木", Level.TOWNSHIP)
VILLAGES = (
    OfficeDraft(
        "000001001001", "测试东嘎查", Level.VILLAGE, "ᠵᠡᠭᠦᠨ ᠭᠠᠴᠠᠭ᠎ᠠ", "0470-0000001", "测试东嘎查村务监督委员会"
    ),
    OfficeDraft("000001001002", "测试西嘎查", Level.VILLAGE, "", "0470-0000002"),
    OfficeDraft("000001001003", "测试南嘎查", Level.VILLAGE),
)
EAST, WEST, SOUTH = (village.code for village in VILLAGES)
POSTED = date(2026, 3, 9)  # a Monday; seven days end on the 16th
TABLE = RollTable(
    ("户主姓名", "金额（元）"), (), (False, True), (False, True), (("测试甲", "1,200.50"), ("测试乙", "800"))
)


def settled(store):
    """Three villages under one township."""
    for draft in (TOWNSHIP, *VILLAGES):
        do(store, villages.add, draft)
    return store


def id_number(order, born="19900101"):
    """A right identity number of a region that exists nowhere."""
    seventeen = f"000000{born}{order:03d}"
    return seventeen + check_digit(seventeen)


def notice_draft(title="测试公示", **values):
    """A notice as a clerk types it."""
    usual = {"office_code": EAST, "title_mn": "ᠮᠡᠳᠡᠭᠡ", "body": "现予公示。", "year": 2026}
    return NoticeDraft(title=title, **{**usual, **values})


def drafted(store, title="测试公示", **values):
    """A draft; its uuid."""
    return do(store, notices.draft, notice_draft(title, **values))


def reviewed(store, title="测试公示", **values):
    """A notice that may go to the wall; its uuid."""
    uuid = drafted(store, title, **values)
    do(store, notices.review, [uuid], "演示乙", TODAY)
    return uuid


def posted(store, title="测试公示", on=POSTED, today=TODAY, **values):
    """A notice that hangs; its uuid."""
    uuid = reviewed(store, title, **values)
    do(store, notices.printed, [uuid], on)
    do(store, notices.post, [uuid], on, "演示丙", today)
    return uuid


def taken_down(store, title="测试公示", **values):
    """A notice whose period is over and that hangs no more; its uuid."""
    uuid = posted(store, title, **values)
    do(store, notices.take_down, [uuid], date(2026, 3, 17), "演示丙", TODAY)
    return uuid


def filed(store, title="测试公示", **values):
    """A notice in its village's box; its uuid."""
    uuid = taken_down(store, title, **values)
    do(store, notices.file, [uuid], "演示丁", TODAY)
    return uuid


def kept(store, uuid):
    """The columns of a notice as they stand in the file."""
    with store.read() as session:
        notice = session.scalars(select(Notice).where(Notice.uuid == uuid)).one()
        return {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}


def opened(store, uuid, today=TODAY):
    """A notice with all that belongs to it."""
    return ask(store, notice_lists.opened, uuid, today)


def rolled(store, *rows, programme="测试补贴", year=2026, **values):
    """Pay-out rolls taken from rows (village, name, identity number, amount); their lines by village."""
    heading = "嘎查村\t户主姓名\t身份证号\t金额（元）"
    text = "\n".join((heading, *("\t".join(map(str, row)) for row in rows)))
    plan = ask(store, payout_plans.plan_pasted, text, Defaults(programme=programme, year=year, **values), TODAY)
    do(store, payouts.accept, plan)
    return {row.office_code: row for row in ask(store, payouts.rolls, year, programme)}


def of_kind(kind, draft):
    """The draft as one of this kind."""
    return replace(draft, kind=NoticeKind(kind))
