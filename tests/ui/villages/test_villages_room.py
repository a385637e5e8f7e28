"""Forms and dialogs of the villages have room, in each way of writing, in large type."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from app.operations import villages
from app.ui.villages.derive_dialog import DeriveDialog
from app.ui.villages.merge_dialog import MergeDialog
from app.ui.writing_mode import Host
from tests.factory import ask
from tests.ui.room import unfit
from tests.ui.villages.conftest import FIRST, TODAY

WAYS = {"zh": ("zh", "horizontal"), "mn": ("mn_Mong", "vertical"), "mn_lines": ("mn_Mong", "horizontal")}


@pytest.fixture(params=WAYS)
def worn(request, wear):
    """In large type, where room is scarcest; tests/ui/test_room.py goes over the sections in small type too."""
    language, mode = WAYS[request.param]
    wear(language, mode, 200)


def settle():
    """Let the layouts come to rest: each round may ask for another, and so does the first picture."""
    for _round in range(10):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def place_form(page):
    section = page.choose("places")
    section.open(FIRST.code)
    section.detail.edit()


def board_form(page):
    section = page.choose("places")
    section.open(FIRST.code)
    section.detail.edit_board(None)


def matter_form(page):
    page.choose("matters").new()


@pytest.mark.parametrize("form", [place_form, board_form, matter_form])
def test_the_forms_have_room(worn, page, form):
    form(page)
    page.resize(1250, 640)
    settle()
    page.grab()
    settle()
    assert unfit(page) == []


@pytest.mark.parametrize("kind", [MergeDialog, DeriveDialog])
def test_the_dialogs_have_room(worn, page, store, runner, kind, qtbot):
    rows = ask(store, villages.villages)
    dialog: QDialog = (
        MergeDialog(page, runner, rows[0], rows[1:], TODAY) if kind is MergeDialog else DeriveDialog(page, rows)
    )
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.grab()
    settle()
    assert unfit(dialog.findChild(Host).content) == []
    dialog.close()
    settle()
