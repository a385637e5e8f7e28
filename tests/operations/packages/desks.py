"""Offices of several levels, each with its own file and its computer's keys, as packages meet them."""

from datetime import date, datetime, timedelta

from app.exchange.packages.reading import opened
from app.operations import offices
from app.operations.packages import arriving, packs, receipts, sending, trust
from app.rules.offices import Level, OfficeDraft
from tests.factory import ask, do

NOW = datetime(2026, 5, 6, 9, 0)
LEAGUE = OfficeDraft("1525", "演示盟", Level.LEAGUE)
BANNER = OfficeDraft("152531", "演示旗", Level.BANNER)
TOWNSHIP = OfficeDraft("152531101", "演示苏木", Level.TOWNSHIP)
OTHER_TOWNSHIP = OfficeDraft("152531102", "样例苏木", Level.TOWNSHIP)


class Desk:
    """An office: its file, the keys of its computer, and what it does with packages."""

    def __init__(self, folder, office):
        self.folder, self.office, self.now = folder, office, NOW
        self.store = offices.create_store(folder / "office.iltod", office)
        self.keys = folder / "keys"

    @property
    def code(self):
        return self.office.code

    def later(self, **by):
        self.now += timedelta(**(by or {"hours": 1}))
        return self.now

    def card(self):
        return ask(self.store, trust.own_card, self.keys, NOW)

    def know(self, other):
        """Enrol each other."""
        for one, card in ((self, other.card()), (other, self.card())):
            do(one.store, trust.enrol, card, card.key.fingerprint, NOW.date())

    def opened(self, path):
        with self.store.read() as session:
            return opened(path, arriving.key_of(session))

    def make(self, *parts, until=None, receiver="", **how):
        wanted = frozenset(parts or packs.Part)
        return packs.make(self.store, self.keys, receiver, wanted, until, self.later(), **how)

    def plan(self, path):
        with self.opened(path) as parcel:
            return ask(self.store, packs.plan, parcel, self.now.date())

    def install(self, path, plan=None):
        with self.opened(path) as parcel:
            wanted = plan or ask(self.store, packs.plan, parcel, self.now.date())
            return do(self.store, packs.install, parcel, wanted, self.later())

    def export(self, **how):
        return sending.export(self.store, self.keys, self.later(), **how)

    def take(self, path):
        """Take in a report and answer it; the receipt."""
        with self.opened(path) as parcel:
            plan = ask(self.store, arriving.plan, parcel)
            do(self.store, arriving.accept, parcel, plan, self.later())
            kid = parcel.header.device
        return receipts.write(self.store, self.keys, kid, self.later())

    def read(self, receipt):
        with self.opened(receipt) as parcel:
            return receipts.read(self.store, self.keys, parcel, self.later())

    def report_to(self, above):
        """Send everything up and read the receipt."""
        return self.read(above.take(self.export().path))


def day(text):
    return date.fromisoformat(text)
