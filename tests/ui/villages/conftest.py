import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.operations import matters, notices, villages
from app.operations.offices import create_store
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft, RollTable
from app.rules.offices import Level, OfficeDraft
from app.rules.villages import Cycle, MatterDraft, Theme
from app.settings import Settings
from app.store.database import Store
from app.ui.preferences import Preferences
from app.ui.villages.page import VillagesPage
from app.ui.widgets.page import Context
from tests.factory import do

TODAY = date(2026, 11, 21)
BANNER = OfficeDraft("000001", "测试旗人民政府办公室", Level.BANNER)
TOWNSHIP = OfficeDraft("000001101", "测试一苏木", Level.TOWNSHIP, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠰᠤᠮᠤ")
FIRST = OfficeDraft(
    "000001101201", "演示一嘎查", Level.VILLAGE, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠭᠠᠴᠠᠭ᠎ᠠ", "0000-1234567", "演示一嘎查村务监督委员会"
)
SECOND = OfficeDraft("000001101202", "演示二嘎查", Level.VILLAGE, "ᠬᠣᠶᠠᠳᠤᠭᠠᠷ ᠭᠠᠴᠠᠭ᠎ᠠ")
FINANCE = MatterDraft("财务收支情况", "", "收入和支出", "测试依据", Theme.FINANCE, Cycle.QUARTERLY, owner="嘎查委员会")


@pytest.fixture(scope="session")
def village_file(tmp_path_factory):
    """A banner with a township and two villages; made once and copied."""
    path = tmp_path_factory.mktemp("villages") / "banner.iltod"
    store = create_store(path, BANNER)
    for draft in (TOWNSHIP, FIRST, SECOND):
        do(store, villages.add, draft)
    store.close()
    return path


@pytest.fixture
def store(tmp_path, village_file):
    opened = Store.open(Path(shutil.copy(village_file, tmp_path / "banner.iltod")))
    yield opened
    opened.close()


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(VillagesPage(context), 1200, 700)


@pytest.fixture
def gone(page):
    """Where the page wanted to lead."""
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


def matter(store, draft=FINANCE, code=FIRST.code):
    """A matter of a village's own; its uuid."""
    return do(store, matters.add, code, draft)


def posted(store, on=date(2026, 10, 9), **values):
    """A notice that hangs since a day; its uuid."""
    table = RollTable(("户主姓名", "金额（元）"), (), (False, True), (False, True), (("演示甲", "100"),))
    draft = NoticeDraft(FIRST.code, NoticeKind.FREE, "测试公示", body="测试内容", table=table, year=2026)
    uuid = do(store, notices.draft, replace(draft, **values))
    do(store, notices.review, [uuid], "演示乙", TODAY)
    do(store, notices.post, [uuid], on, "演示丙", TODAY)
    return uuid


@pytest.fixture
def type_in():
    """Type as an input method does: whole words at once, of any script."""

    def typed(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return typed
