"""The slip of a package from the window, once it was written."""

import pytest
from PySide6.QtWidgets import QApplication

from app.operations.papers import Kind
from app.ui.printing.preview import Preview


def preview():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())


@pytest.fixture
def shows():
    """What a preview is of; it is closed afterwards."""
    opened = []

    def shown():
        opened.append(preview())
        return opened[-1].drawn

    yield shown
    for each in opened:
        each.reject()


def test_once_the_package_is_on_the_stick_its_slip_is_a_button_away(known, township, page, stick, press, shows):
    township.disclose()
    tab = page.choose("send")
    tab.reload()
    tab.export_to(stick)
    press(tab.carried.slip_button)
    assert (shows().paper.kind, shows().title, shows().pages) == (Kind.PACKAGE, "第 1 包", 1)


def test_ctrl_p_shows_the_slip_of_the_chosen_package(known, township, page, stick, shows):
    township.disclose()
    township.export()
    township.disclose("演示信息乙")
    township.export()
    tab = page.choose("send")
    tab.reload()
    tab.table.selectRow(1)
    tab.print()
    assert shows().title == "第 1 包"


def test_without_a_package_nothing_is_shown(known, page):
    page.choose("send").print()
    page.choose("receive").print()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
