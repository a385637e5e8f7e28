"""What the demonstration's townships handed up: packages made, carried, taken in and answered as offices do it.

Two townships report. The second works on two computers with the same file, so that one record is in conflict; the first
hands up an annual report that the banner had entered for it, which is returned. The last package of the first lies on
the stick, for whoever tries the program. Offices and people are invented; keys are made anew each time.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.operations import annual_reports, disclosures, offices, villages
from app.operations.demo_villages import township_code
from app.operations.packages import arrivals, arriving, errands, receipts, sending, trust
from app.rules.channels import Channel
from app.rules.disclosures import ChannelDraft, DisclosureDraft, Gate, GateAnswer
from app.rules.offices import OfficeDraft
from app.store.database import Desk, Store

STICK, TOWNSHIP, STORE_NAME = "stick", "township", "township.iltod"
CLERKS = ("演示戊", "演示己")
_FIRST, _SECOND = township_code(0), township_code(1)
_ITEMS = (
    "草原禁牧通告",
    "乡村公路养护资金使用情况",
    "饮水井维修工程招标结果",
    "牲畜疫病防治安排",
    "草场承包纠纷调解结果",
)
_LATER = ("冬季储备饲草料的通知", "取暖补助发放安排")
_ON_STICK = ("接羔保育工作安排", "防火隔离带维护通告")


@dataclass(frozen=True)
class _Computer:
    """A computer of a township, and the banner whose key lies in `banner_keys`."""

    store: Store
    keys: Path
    banner: Store
    banner_keys: Path

    def do(self, title: str, work: Callable[[Session], Any], **values: Any) -> Any:
        """Carry out an operation of the township under its title."""
        return self.store.change(title, work, values)[0]

    def enrol(self, day: date, device: str, known: bool = False) -> None:
        """Each learns the other's key; the banner's may be known in this file already."""
        now = _moment(day)
        with self.store.read() as session:
            ours = trust.own_card(session, self.keys, now, device)
        with self.banner.read() as session:
            theirs = trust.own_card(session, self.banner_keys, now, CLERKS[0])
        for store, card in ((self.banner, ours), *(() if known else ((self.store, theirs),))):
            work = partial(trust.enrol, card=card, told=card.key.fingerprint, today=day, by=store.desk.person)
            store.change(trust.ENROL, work, {"office": card.office_name})

    def register(self, titles: Sequence[str], formed_on: date) -> list[str]:
        """Register items, pass them through the five gates, note where and when they were made public; their uuids."""
        answers, moment = [GateAnswer(gate, True) for gate in Gate], _moment(formed_on)
        uuids = []
        for title in titles:
            draft = DisclosureDraft(title, formed_on=formed_on, responsible="党政综合办公室")
            work = partial(disclosures.register, draft=draft, today=formed_on)
            uuids.append(self.do(disclosures.REGISTER, work, name=title))
        self.do(disclosures.SUBMIT, partial(disclosures.submit, uuids=uuids), n=len(uuids))
        for uuid, title in zip(uuids, titles, strict=True):
            review = partial(disclosures.review, uuid=uuid, answers=answers, reviewer=CLERKS[1], now=moment)
            self.do(disclosures.REVIEW, review, name=title)
        day = formed_on + timedelta(1)
        channels = [ChannelDraft(channel, day) for channel in (Channel.WEBSITE, Channel.BOARD)]
        publish = partial(disclosures.publish, uuids=uuids, events=channels, today=day)
        self.do(disclosures.PUBLISH, publish, n=len(uuids))
        return uuids

    def correct(self, uuid: str, day: date, summary: str) -> None:
        """Change the summary of an item."""
        with self.store.read() as session:
            draft = replace(disclosures.draft_of(disclosures.item_of(session, uuid)), summary=summary)
        self.do(disclosures.EDIT, partial(disclosures.edit, uuid=uuid, draft=draft, today=day), name=draft.title)

    def report(self, year: int) -> None:
        """Begin its own annual report."""
        figures = {"3.new.person": Decimal(2), "3.1.person": Decimal(2)}
        work = partial(annual_reports.set_figures, office_code=_FIRST, year=year, scope="own", values=figures)
        self.do(annual_reports.SET_FIGURES, work, year=year)

    def hand_up(self, day: date) -> None:
        """Export, be taken in by the banner, and read its receipt."""
        now = _moment(day)
        path = sending.export(self.store, self.keys, now).path
        opening = arrivals.opened(self.banner, self.banner_keys, path, now)
        try:
            work = partial(arriving.accept, parcel=opening.parcel, wanted=opening.plan, now=now)
            values = {"office": opening.plan.office, "seq": opening.plan.header.seq}
            self.banner.change(arriving.ACCEPT, work, values)
            kid = opening.parcel.key.kid
        finally:
            opening.close()
        answer = receipts.write(self.banner, self.banner_keys, kid, now)
        with errands.opened(self.store, answer) as parcel:
            receipts.read(self.store, self.keys, parcel, now)


def fill(banner: Store, keys: Path, folder: Path, today: date) -> dict[str, Path]:
    """Take in what two townships hand up, and leave one more package in a folder; files and folders by what they are.

    `keys` is where the banner's key lies. The first township's file stays, so that both sides can be looked at.
    """
    stick, home = folder / STICK, folder / TOWNSHIP
    stick.mkdir(parents=True, exist_ok=True)
    _hands_up_in_time(banner, keys, home, stick, today)
    with tempfile.TemporaryDirectory() as scratch:
        _works_on_two_computers(banner, keys, Path(scratch) / _SECOND, today)
    return {"stick": stick, "township": home / STORE_NAME}


def _hands_up_in_time(banner: Store, keys: Path, home: Path, stick: Path, today: date) -> None:
    """Month by month; its annual report stands at the banner already."""
    with _township(banner, home, _FIRST) as store:
        there = _Computer(store, home / "keys", banner, keys)
        there.enrol(today - timedelta(70), CLERKS[0])
        there.register(_ITEMS, today - timedelta(60))
        there.hand_up(today - timedelta(32))
        there.register(_LATER, today - timedelta(20))
        there.report(today.year - 1)
        there.hand_up(today - timedelta(3))
        there.register(_ON_STICK, today - timedelta(2))
        shutil.copy(sending.export(store, there.keys, _moment(today)).path, stick)


def _works_on_two_computers(banner: Store, keys: Path, home: Path, today: date) -> None:
    """With copies of one file: what both changed is in conflict."""
    with _township(banner, home, _SECOND) as store:
        there = _Computer(store, home / "keys", banner, keys)
        there.enrol(today - timedelta(70), CLERKS[0])
        ban, *_others = there.register(_ITEMS[:3], today - timedelta(50))
        there.hand_up(today - timedelta(35))
    copy = home / "copy.iltod"
    shutil.copy(store.path, copy)
    with _opened(store.path) as store:
        there = _Computer(store, home / "keys", banner, keys)
        there.correct(ban, today - timedelta(34), "演示：禁牧期从四月一日到六月三十日。")
        there.hand_up(today - timedelta(33))
    with _opened(copy) as store:
        there = _Computer(store, home / "other_keys", banner, keys)
        there.enrol(today - timedelta(10), CLERKS[1], known=True)
        there.correct(ban, today - timedelta(4), "演示：禁牧期从四月十五日到七月十五日。")
        there.hand_up(today - timedelta(2))


@contextmanager
def _township(banner: Store, home: Path, code: str) -> Iterator[Store]:
    """A new file of a township, which tells of itself what the banner knows."""
    with banner.read() as session:
        draft = villages.place(session, code).draft
    home.mkdir()
    offices.create_store(home / STORE_NAME, draft).close()
    with _opened(home / STORE_NAME) as store:
        store.change(villages.EDIT, partial(_edit, draft=draft), {"name": draft.name})
        yield store


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    store = Store.open(path)
    store.desk = Desk("", CLERKS[0])
    try:
        yield store
    finally:
        store.close()


def _edit(session: Session, draft: OfficeDraft) -> None:
    villages.edit(session, draft.code, draft)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30))
