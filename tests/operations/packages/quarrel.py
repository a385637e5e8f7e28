"""A township whose file went back to an old copy and was worked on again: the banner holds another version."""

import shutil
from dataclasses import replace

from sqlalchemy import select

from app.models.disclosure import Disclosure
from app.operations import disclosures, search
from app.store.database import Store
from tests.factory import ask, do, register
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk

AT_FIRST, ABOVE, BELOW = "演示信息", "演示信息（先改的）", "演示信息（后改的）"


def offices(folder):
    """A banner and a township that know each other."""
    banner, township = Desk(folder / "banner", BANNER), Desk(folder / "township", TOWNSHIP)
    banner.know(township)
    return banner, township


def rename(desk, uuid, title):
    def edit(session):
        item = disclosures.item_of(session, uuid)
        disclosures.edit(session, uuid, replace(disclosures.draft_of(item), title=title), desk.now.date())

    do(desk.store, edit)


def move(desk, uuid, office_code):
    """Write an item under another office, as a program with a mistake in it might."""

    def write(session):
        disclosures.item_of(session, uuid).office_code = office_code

    do(desk.store, write)


def gone_back(desk, work):
    """Do some work, and put the file back as it was before."""
    desk.store.close()
    kept = shutil.copy(desk.store.path, desk.folder / "old.iltod")
    work()
    desk.store.close()
    shutil.copy(kept, desk.store.path)
    desk.store = Store.open(desk.store.path)


def quarrelled(folder, title=BELOW, **values):
    """The offices, the item in conflict, and the receipt that tells the township of it, not read yet."""
    banner, township = offices(folder)
    uuid = register(township.store, AT_FIRST, **values)
    township.report_to(banner)

    def forgotten():
        rename(township, uuid, ABOVE)
        township.report_to(banner)

    gone_back(township, forgotten)
    if title:
        rename(township, uuid, title)
    else:
        do(township.store, disclosures.remove, [uuid])
    receipt = banner.take(township.export(despite=True).path)
    return banner, township, uuid, receipt


def title(desk, uuid):
    """What the item is called in an office's file; None if it is not there."""
    return ask(desk.store, lambda session: session.scalar(select(Disclosure.title).where(Disclosure.uuid == uuid)))


def hits(desk, text):
    """How many records of an office the search finds."""
    return len(ask(desk.store, search.found, text))
