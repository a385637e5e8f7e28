"""What stands on the tabs of packages once something was sent has room, in each way of writing, in large type."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.packages.conftest import exchange, rename
from tests.ui.room import unfit

WAYS = {"zh": ("zh", "horizontal"), "mn": ("mn_Mong", "vertical"), "mn_lines": ("mn_Mong", "horizontal")}


@pytest.fixture(params=WAYS)
def worn(request, wear):
    language, mode = WAYS[request.param]
    wear(language, mode, 200)


def settle():
    for _round in range(10):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.fixture
def sent(known, township, banner, page, stick):
    """A package that was lost, one that was answered with a conflict, and one on the stick."""
    uuid = township.disclose("演示信息甲")
    township.read(exchange(township, banner))
    rename(township, uuid, "苏木改的名称")
    rename(banner, uuid, "旗里改的名称")
    township.export()
    township.read(exchange(township, banner))
    township.disclose("演示信息乙")
    page.choose("send").reload()
    page.section().export_to(stick)


def carried(page):
    section = page.choose("send")
    section.reload()
    assert not section.carried.isHidden()


def a_package(page):
    section = page.choose("send")
    section.carried.hide()
    section.reload()
    section.table.selectRow(1)
    section.beside.show_detail()


def both_versions(page):
    section = page.choose("receipts")
    section.reload()
    section.table.selectRow(0)
    section.beside.show_detail()
    assert not section.versions.isHidden()


@pytest.mark.parametrize("state", [carried, a_package, both_versions])
def test_the_tabs_have_room(worn, sent, page, state):
    state(page)
    page.resize(1250, 640)
    settle()
    page.grab()
    settle()
    assert unfit(page) == []
