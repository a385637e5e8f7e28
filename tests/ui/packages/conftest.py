"""A township and its banner, each with its own file and keys, as the page of packages meets them."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from app.models.disclosure import Disclosure
from app.operations import disclosures, offices
from app.operations.packages import arriving, errands, receipts, sending, trust
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.ui.packages.page import PackagesPage
from app.ui.preferences import Preferences
from app.ui.widgets.page import Context
from tests.factory import ask, do, draft

TODAY = date(2026, 5, 6)
NOW = datetime(2026, 5, 6, 9, 0)
BANNER = OfficeDraft("152500", "演示旗", Level.BANNER)
TOWNSHIP = OfficeDraft("152500101", "演示苏木", Level.TOWNSHIP)


class Office:
    """A store with the folder of its computer's keys, and what it does with packages."""

    def __init__(self, store, keys):
        self.store, self.keys, self.now = store, keys, NOW

    def card(self):
        return ask(self.store, trust.own_card, self.keys, NOW)

    def enrol(self, other):
        card = other.card()
        do(self.store, trust.enrol, card, card.key.fingerprint, TODAY)

    def later(self, **by):
        self.now += timedelta(**(by or {"hours": 1}))
        return self.now

    def disclose(self, title="演示信息", **values):
        return do(self.store, disclosures.register, draft(title, formed_on=date(2026, 5, 4), **values), TODAY)

    def export(self):
        return sending.export(self.store, self.keys, self.later())

    def take(self, path):
        """Take in a package of an office below, and answer it; the receipt."""
        with errands.opened(self.store, path) as parcel:
            plan = ask(self.store, arriving.plan, parcel)
            do(self.store, arriving.accept, parcel, plan, self.later())
            kid = parcel.header.device
        return self.answer(kid)

    def answer(self, kid):
        return receipts.write(self.store, self.keys, kid, self.later())

    def read(self, receipt):
        with errands.opened(self.store, receipt) as parcel:
            return receipts.read(self.store, self.keys, parcel, self.later())


def exchange(township, banner):
    """A package up; its receipt."""
    return banner.take(township.export().path)


def rename(office, uuid, title):
    """Give a record another title in a store, wherever it came from."""

    def work(session):
        session.info["foreign"] = True
        session.query(Disclosure).filter_by(uuid=uuid).one().title = title

    do(office.store, work)


@pytest.fixture
def store(tmp_path):
    """The township's file, in which the window works."""
    made = offices.create_store(tmp_path / "township" / "office.iltod", TOWNSHIP)
    yield made
    made.close()


@pytest.fixture
def township(store):
    return Office(store, errands.keys_folder())


@pytest.fixture
def banner(tmp_path):
    made = offices.create_store(tmp_path / "banner" / "office.iltod", BANNER)
    yield Office(made, tmp_path / "banner-keys")
    made.close()


@pytest.fixture
def known(township, banner):
    """Both have enrolled each other's card."""
    township.enrol(banner)
    banner.enrol(township)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(PackagesPage(context), 1200, 700)


@pytest.fixture
def gone(page):
    """Where the page wanted to lead."""
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


@pytest.fixture
def press(qtbot):
    def pressed(button):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return pressed
