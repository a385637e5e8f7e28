"""A year of four offices: two townships, a banner, a league; all that goes wrong, and equal records at its end."""

import random
import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.models.disclosure import Disclosure
from app.models.local import Content
from app.models.notice import Notice, Objection
from app.models.office import Office
from app.models.package import OfficeFigure
from app.models.payout import Payout, PayoutRoll
from app.operations import attachments, backups, disclosures, history
from app.operations.packages import arriving, copies, disputes, errands, receipts, returned, sending, trust
from app.operations.packages.kinds import UP
from app.operations.packages.packs import Part
from app.rules.packages import Fate, Link
from app.store.database import Store
from tests.factory import ask, do, published, register
from tests.operations.packages.desks import BANNER, LEAGUE, OTHER_TOWNSHIP, TOWNSHIP, Desk

REASON = "演示撤下理由"


def villages(desk):
    return [f"{desk.code}{number}" for number in (201, 202)]


def open_villages(desk):
    def work(session):
        for number, code in enumerate(villages(desk), 1):
            session.add(Office(code=code, name=f"演示第{number}嘎查", level="village", parent_code=desk.code))

    do(desk.store, work)


def month_of_work(desk, chance, month):
    """What a township does in a month: items published, corrected and withdrawn, files, sheets on boards, pay-outs."""
    for turn in range(3):
        uuid = published(desk.store, f"演示{desk.code[-1]}第{month}月第{turn}条", ("website", "board"))
        if turn == 0:
            do(desk.store, attachments.attach, uuid, f"ᠮᠣᠩᠭᠣᠯ附件{month}.pdf", chance.randbytes(200))
    do(desk.store, lambda session: sheets(session, desk, month, chance))
    mine = select(Disclosure).where(Disclosure.owner_code == "").order_by(Disclosure.uuid)
    items = ask(desk.store, lambda session: [(d.uuid, d.status) for d in session.scalars(mine)])
    edited = chance.choice(items)[0]
    do(desk.store, lambda session: setattr(one(session, Disclosure, edited), "note", f"第{month}月补充说明"))
    if month % 3 == 0:
        public = [uuid for uuid, status in items if status == "published"]
        do(desk.store, disclosures.withdraw, [chance.choice(public)], REASON, desk.now.date())
    gone = register(desk.store, f"演示{month}月误登")
    if month % 2:
        do(desk.store, disclosures.remove, [gone])


def sheets(session, desk, month, chance):
    for code in villages(desk):
        notice = Notice(office_code=code, issuer_code=desk.code, kind="decision", number=f"2026-{month}-{code[-1]}")
        notice.code, notice.title, notice.table = f"{code[-6:]}{month:02d}", f"演示{month}月公示", {"rows": [["演示"]]}
        notice.year, notice.period_days, notice.period_unit, notice.status = 2026, 7, "day", "posted"
        session.add(notice)
        session.flush()
        session.add(
            Objection(notice_uuid=notice.uuid, received_on=date(2026, month, 9), name="演示牧民", content="演示")
        )
        roll = PayoutRoll(
            office_code=code, programme="演示补贴", year=2026, batch=str(month), households=4, total_fen=4
        )
        session.add(roll)
        session.flush()
        for row in range(4):
            money = chance.randint(100, 9_000_000)
            session.add(Payout(roll_uuid=roll.uuid, position=row, name=f"演示户{row}", amount_fen=money))


def one(session, cls, uuid):
    return session.scalars(select(cls).where(cls.uuid == uuid)).one()


def content(store, owner=""):
    """Every record that travels and belongs to an office, as its line would be written."""

    def work(session):
        found = {}
        for kind in UP:
            if kind.table in ("objection", "applicant", "payout_private", "office_figure", "office"):
                continue  # what is private stays below; figures and offices are looked at by themselves
            names = [column.key for column in kind.columns]
            rows = session.execute(select(kind.cls.uuid, *kind.columns).where(kind.cls.owner_code == owner))
            found |= {(kind.table, uuid): kind.fields(dict(zip(names, row, strict=True))) for uuid, *row in rows}
        return found

    return ask(store, work)


def take(above, path):
    """Take a package in as its plan says; how it joined those before, and how many records met each fate."""
    with above.opened(path) as parcel:
        plan = ask(above.store, arriving.plan, parcel)
        do(above.store, arriving.accept, parcel, plan, above.later())
        return plan.link, {fate: plan.total(fate) for fate in Fate if plan.total(fate)}


def answer(above, below):
    kid = ask(below.store, sending.standing, below.keys).kid
    return below.read(receipts.write(above.store, above.keys, kid, above.later()))


@pytest.fixture
def offices(tmp_path):
    found = [
        Desk(tmp_path / name, office)
        for name, office in zip("labc", (LEAGUE, BANNER, TOWNSHIP, OTHER_TOWNSHIP), strict=False)
    ]
    league, banner, *townships = found
    league.know(banner)
    for township in townships:
        banner.know(township)
        open_villages(township)
    yield found
    for desk in found:
        desk.store.close()


def test_a_year_with_lost_sticks_conflicts_and_a_restored_backup_ends_with_equal_records(offices, tmp_path):
    league, banner, first, second = offices
    chance, seen = random.Random(20260101), dict.fromkeys(Link, 0)
    mishaps = {
        3: lambda: first.export(),  # its stick is lost on the way: the next package holds all of it
        4: lambda: take(banner, second.export().path),  # its receipt is lost
        5: lambda: out_of_order(first, banner, seen),
        6: lambda: restored_backup(second, banner),
        7: lambda: two_computers(first, banner, tmp_path),
        8: lambda: broken_stick(first, banner, tmp_path),
        10: lambda: calendar_down(banner, first, second),
    }
    told = {}
    for month in range(1, 13):
        for desk in offices:
            desk.now = desk.now.replace(month=month, day=5, hour=9)
        for desk in (first, second):
            month_of_work(desk, chance, month)
        told[month] = mishaps[month]() if month in mishaps else None
        for desk in (second,) if month in (3, 5) else (first, second):
            month_ends(desk, banner, seen)
        if month % 6 == 0:
            banner.now = banner.now.replace(hour=20)
            banner.report_to(league)
    assert seen[Link.GAP], seen
    assert seen[Link.COVERED], seen
    with banner.opened(told[3].path) as parcel:  # found again in December
        assert ask(banner.store, arriving.plan, parcel).link is Link.COVERED
    for desk in (first, second):
        assert content(desk.store) == content(banner.store, desk.code)
        assert ask(desk.store, returned.rows) == []
        with pytest.raises(UserError, match="没有新的内容"):
            desk.export()
    assert figures(league.store, banner.code) == figures(banner.store, "") != {}
    nothing_private_went_up_and_no_file_twice(offices)


def nothing_private_went_up_and_no_file_twice(offices):
    _league, banner, *townships = offices
    assert ask(banner.store, lambda session: set(session.scalars(select(Objection.name)))) == {""}
    files = select(func.count()).select_from(Content)
    assert [ask(desk.store, lambda session: session.scalar(files)) for desk in (banner, *townships)] == [24, 12, 12]
    for desk in offices:
        assert ask(desk.store, attachments.damaged) == []


def month_ends(desk, banner, seen):
    """The ordinary errand: up, taken in, answered; the same package a second and third time changes nothing."""
    exported = desk.export()
    link, fates = take(banner, exported.path)
    seen[link] += 1
    assert set(fates) <= {Fate.TAKEN, Fate.UNCHANGED}
    before = content(banner.store, desk.code)
    first_receipt = receipts.write(banner.store, banner.keys, exported.header.device, banner.later())
    for _again in range(2):
        with banner.opened(exported.path) as parcel:
            assert ask(banner.store, arriving.plan, parcel).link is Link.REPEATED
        again = receipts.write(banner.store, banner.keys, exported.header.device, banner.later())
        assert again.read_bytes() == first_receipt.read_bytes()
    assert content(banner.store, desk.code) == before
    assert desk.read(first_receipt).upto == exported.header.seq


def out_of_order(desk, banner, seen):
    """Two packages are made, and the second arrives first; a third that builds on them has to wait."""
    early = desk.export()
    published(desk.store, "演示后补一条")
    late = desk.export()
    seen[take(banner, late.path)[0]] += 1
    with banner.opened(early.path) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        assert plan.link is Link.COVERED
        with pytest.raises(UserError, match="已经包含"):
            do(banner.store, arriving.accept, parcel, plan, banner.later())
    seen[Link.COVERED] += 1
    answer(banner, desk)


def restored_backup(desk, banner):
    """The file goes back to what it was before the last package; the banner gives back what it holds."""
    old = backups.make(desk.store, None, desk.now)
    published(desk.store, "演示恢复前登记")
    desk.report_to(banner)
    edited = select(Disclosure.uuid).where(Disclosure.owner_code == "").order_by(Disclosure.uuid).limit(1)
    uuid = ask(desk.store, lambda session: session.scalar(edited))
    desk.store.close()
    backups.restore(desk.folder / "office.iltod", old, desk.later())
    desk.store = Store.open(desk.folder / "office.iltod")
    with pytest.raises(UserError, match="从备份恢复过"):
        desk.export()
    backups.confirm_restored(desk.store)
    with pytest.raises(UserError, match="本单位数据副本"):
        desk.export()
    do(desk.store, lambda session: setattr(one(session, Disclosure, uuid), "note", "恢复后又改"))
    copy = copies.make(banner.store, banner.keys, desk.code, banner.later())
    link, fates = take(desk, errands.bring_in(desk.store, desk.keys, copy.path, desk.later()))
    assert link is Link.NEXT
    assert fates[Fate.TAKEN] >= 1
    assert fates[Fate.CONFLICT] == 1
    returned.send_again(desk.store, [row.uuid for row in ask(desk.store, returned.rows)])


def two_computers(desk, banner, tmp_path):
    """Somebody copied the file to a second computer; both change the same item, and the banner sees two versions."""
    other = Desk.__new__(Desk)
    other.folder, other.office, other.now, other.keys = tmp_path / "copied", desk.office, desk.now, tmp_path / "keys2"
    other.folder.mkdir()
    desk.store.close()
    shutil.copy(desk.folder / "office.iltod", other.folder / "office.iltod")
    desk.store, other.store = (Store.open(place / "office.iltod") for place in (desk.folder, other.folder))
    card = other.card()
    do(banner.store, trust.enrol, card, card.key.fingerprint, banner.now.date())
    newest = select(Disclosure.uuid).where(Disclosure.owner_code == "", Disclosure.status == "published")
    uuid = ask(desk.store, lambda session: session.scalar(newest.order_by(Disclosure.uuid.desc()).limit(1)))
    for one_of_both, words in ((desk, "第一台电脑"), (other, "第二台电脑")):
        do(one_of_both.store, lambda session, words=words: setattr(one(session, Disclosure, uuid), "summary", words))
    assert take(banner, other.export().path)[1].get(Fate.CONFLICT) is None
    fates = take(banner, desk.export().path)[1]
    assert fates[Fate.CONFLICT] == 1
    (dispute,) = ask(banner.store, disputes.open_ones)
    pairs = {pair.key: (pair.ours, pair.theirs) for pair in ask(banner.store, disputes.side_by_side, dispute.uuid)}
    assert pairs["summary"] == ("第二台电脑", "第一台电脑")
    do(banner.store, trust.revoke, device(banner, card.key.kid), "第二台电脑停用", banner.now.date())
    answer(banner, desk)
    (row,) = ask(desk.store, returned.rows)
    returned.send_again(desk.store, [row.uuid])
    other.store.close()


def device(desk, kid):
    return next(row.uuid for row in ask(desk.store, trust.listed) if row.kid == kid)


def broken_stick(desk, banner, tmp_path):
    """The stick is pulled half way: what is on it is refused, and carrying again goes on."""
    exported = desk.export()
    stick = tmp_path / "stick"
    stick.mkdir()
    half = stick / exported.path.name
    half.write_bytes(exported.path.read_bytes()[: exported.size // 2])
    before = content(banner.store, desk.code)
    with pytest.raises(UserError):
        banner.opened(half)
    assert content(banner.store, desk.code) == before
    half.unlink()
    errands.carry_out(desk.store, exported.path, stick, desk.later())
    brought = errands.bring_in(banner.store, banner.keys, stick / exported.path.name, banner.later())
    assert take(banner, brought)[1][Fate.TAKEN] > 0


def calendar_down(banner, *townships):
    pack = banner.make(Part.CALENDARS, until=date(2027, 12, 31))
    for township in townships:
        township.install(pack.path)
        assert township.plan(pack.path).lines == ()


def figures(store, owner):
    """What the figures of each office and year say."""
    found = select(OfficeFigure.office_code, OfficeFigure.year, OfficeFigure.figures)
    rows = ask(store, lambda session: session.execute(found.where(OfficeFigure.owner_code == owner)).all())
    return {(code, year): told for code, year, told in rows}


def test_taking_a_package_in_can_be_undone_and_done_again(offices):
    _league, banner, first, _second = offices
    month_of_work(first, random.Random(1), 2)
    before = content(banner.store, first.code)
    exported = first.export()
    take(banner, exported.path)
    after = content(banner.store, first.code)
    assert after == content(first.store) != before
    do(banner.store, history.undo, ask(banner.store, history.newest))
    assert content(banner.store, first.code) == before
    with pytest.raises(UserError, match="还没有接收过"):
        answer(banner, first)
    link, fates = take(banner, exported.path)
    assert (link, set(fates)) == (Link.NEXT, {Fate.TAKEN})
    assert content(banner.store, first.code) == after
