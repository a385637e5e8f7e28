"""A banner's registers in the window: its own records, those of an office below, or all, and whose a record is."""

import shutil
from pathlib import Path

import pytest

from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.owners import ALL
from app.operations.request_lists import RequestFilter
from app.settings import Settings
from app.store.database import Store
from app.ui.disclosures.page import DisclosuresPage
from app.ui.notices.listing import NoticesSection
from app.ui.payouts.rolls import RollsSection
from app.ui.preferences import Preferences
from app.ui.requests.listing import RequestsSection
from app.ui.run import Now, Runner
from app.ui.widgets.page import Context
from tests.factory import TODAY
from tests.operations.packages.desks import OTHER_TOWNSHIP, TOWNSHIP
from tests.operations.packages.test_consolidation import built

__all__ = ["built"]


@pytest.fixture
def context(built, qapp, past, tmp_path):
    store = Store.open(Path(shutil.copy(built, tmp_path / "banner.iltod")))
    runner = Runner(store, past, writer=Now(), readers=Now())
    yield Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)
    runner.close()
    store.close()


@pytest.mark.parametrize(
    ("page", "wanted", "own", "theirs", "everything"),
    [
        (DisclosuresPage, DisclosureFilter, 2, 2, 6),
        (NoticesSection, NoticeFilter, 0, 2, 4),
        (RequestsSection, RequestFilter, 2, 2, 6),
    ],
)
def test_a_register_shows_its_own_until_another_office_or_all_is_chosen(
    context, shown, qtbot, page, wanted, own, theirs, everything
):
    made = shown(page(context), 1200, 700)
    qtbot.waitUntil(lambda: "报送单位：本单位" in chips(made.bar.filters))
    assert made.model.rowCount() == own
    made.bar.filters._set("owner", TOWNSHIP.code)
    qtbot.waitUntil(lambda: made.model.rowCount() == theirs)
    assert f"报送单位：{TOWNSHIP.name}" in chips(made.bar.filters)
    assert made.bar.wanted() == wanted(owner=TOWNSHIP.code)
    made.bar.filters._set("owner", ALL)
    qtbot.waitUntil(lambda: made.model.rowCount() == everything)
    made.bar.filters.clear()
    qtbot.waitUntil(lambda: made.model.rowCount() == own)


def chips(row):
    return [chip.text() for chip in row._chips.values()]


@pytest.mark.parametrize("page", [DisclosuresPage, NoticesSection, RequestsSection])
def test_what_another_office_sent_says_whose_it_is_and_offers_no_steps(context, shown, qtbot, page):
    made = shown(page(context), 1200, 700)
    made.bar.change(owner=OTHER_TOWNSHIP.code)
    qtbot.waitUntil(lambda: made.model.rowCount() == 2 and made.model.row(0) is not None)
    made.open(made.model.row(0).uuid)
    brought = made.record.brought
    qtbot.waitUntil(lambda: not brought.isHidden())
    assert OTHER_TOWNSHIP.name in brought.text()
    assert "只能查看" in brought.text()
    steps = made.record.steps if hasattr(made.record, "steps") else made.record._moves
    assert all(button.isHidden() for button in steps.values())


def test_rolls_are_narrowed_by_the_office_that_sent_them(context, shown, qtbot):
    made = shown(RollsSection(context), 1200, 700)
    qtbot.waitUntil(lambda: "报送单位：本单位" in chips(made.filters.chips))
    assert not made.table.rows()
    made.filters.chips._set("owner", ALL)
    assert [row.owner_code for row in made.table.rows()] == [TOWNSHIP.code, OTHER_TOWNSHIP.code]
    made.filters.clear()
    made.open(made._all[0].uuid)
    assert made.detail.roll().owner_code == TOWNSHIP.code
    assert TOWNSHIP.name in made.detail.brought.text()
