"""The receipt slip from the window, once a package was taken in."""

import pytest
from PySide6.QtWidgets import QApplication

from app.operations import offices, papers
from app.operations.packages import errands
from app.ui.printing.preview import Preview
from tests.ui.packages.conftest import BANNER, TOWNSHIP, Office


@pytest.fixture
def store(tmp_path):
    """The banner's file, in which the window works here."""
    made = offices.create_store(tmp_path / "banner" / "office.iltod", BANNER)
    yield made
    made.close()


@pytest.fixture
def banner(store):
    return Office(store, errands.keys_folder())


@pytest.fixture
def township(tmp_path):
    made = offices.create_store(tmp_path / "township" / "office.iltod", TOWNSHIP)
    yield Office(made, tmp_path / "township-keys")
    made.close()


def test_the_slip_of_the_chosen_package_is_for_the_computer_that_sent_it(known, township, banner, page):
    township.disclose()
    banner.take(township.export().path)
    tab = page.choose("receive")
    tab.reload()
    tab.table.selectRow(0)
    tab.print()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    assert preview.paper == papers.receipt_of(township.card().key.kid)
    assert preview.drawn.title == TOWNSHIP.name
    preview.close()
