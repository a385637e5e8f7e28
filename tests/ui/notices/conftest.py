import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.operations import notices, offices, villages
from app.rules.notice_templates import NoticeKind
from app.rules.notices import ObjectionDraft
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.store.database import Desk, Store
from app.ui.notices.page import NoticesPage
from app.ui.preferences import Preferences
from app.ui.widgets.page import Context

TODAY = date(2026, 11, 21)
TOWN = "152525105"
VILLAGES = (
    ("152525105201", "演示甲嘎查", "ᠵᠢᠱᠢᠶ᠎ᠡ ᠶᠢᠨ ᠭᠠᠴᠠᠭ᠎ᠠ"),
    ("152525105202", "演示乙嘎查", "ᠬᠣᠶᠠᠳᠤᠭᠠᠷ ᠭᠠᠴᠠᠭ᠎ᠠ"),
    ("152525105203", "演示丙嘎查", ""),
)
ROWS = (("演示户甲", "3", "120.00", ""), ("演示户乙", "5", "80.50", "补发"))


@pytest.fixture(scope="session")
def board_file(tmp_path_factory):
    """A township with three villages, their boards, and notices in every state; made once and copied."""
    path = tmp_path_factory.mktemp("board") / "board.iltod"
    store = offices.create_store(path, OfficeDraft(TOWN, "演示苏木人民政府", Level.TOWNSHIP))
    person, _changed = store.change(offices.ADD_PERSON, partial(offices.add_person, name="演示甲"))
    store.desk = Desk(person, "演示甲")
    for code, name, name_mn in VILLAGES:
        draft = OfficeDraft(code, name, Level.VILLAGE, name_mn, "0470-0000000", "村务监督委员会")
        store.change(villages.ADD, partial(villages.add, draft=draft), {"name": name})
        add = partial(villages.add_board, office_code=code, name=f"{name}公示栏")
        store.change(villages.ADD_BOARD, add, {"name": name})
    for number, kind in enumerate((NoticeKind.PASTURE, NoticeKind.HOMESTEAD, NoticeKind.LOW_INCOME_FIRST)):
        for place, (code, *_names) in enumerate(VILLAGES):
            uuid = _drafted(store, kind, code)
            _lead(store, uuid, number * len(VILLAGES) + place)
    store.close()
    return path


def _drafted(store, kind, code):
    from dataclasses import replace

    def work(session):
        begun = notices.begun(session, kind, code, {"year": 2026}, TODAY)
        rows = tuple(row[: len(begun.table.headings)] for row in ROWS)
        return notices.draft(session, replace(begun, table=replace(begun.table, rows=rows)))

    return store.change(notices.DRAFT, work, {"name": code})[0]


def _lead(store, uuid, far):
    """As far as its number says: a draft, reviewed, printed, hanging, with an objection, over, taken down, filed."""
    posted = {3: date(2026, 11, 18), 4: date(2026, 11, 16)}.get(far, date(2026, 10, 12))
    steps = (
        lambda s: notices.review(s, [uuid], "演示乙", posted),
        lambda s: notices.printed(s, [uuid], posted),
        lambda s: notices.post(s, [uuid], posted, "演示乙", TODAY),
        lambda s: notices.object_(s, uuid, ObjectionDraft(date(2026, 11, 17), "演示：面积不对", "演示丁"), TODAY),
        lambda s: None,
        lambda s: notices.take_down(s, [uuid], date(2026, 11, 2), "演示乙", TODAY),
        lambda s: notices.file(s, [uuid], "演示甲", TODAY),
    )
    for number, step in enumerate(steps[:far]):
        if not (number == 3 and far > 4):
            store.change(notices.REVIEW, step, {"n": 1})


@pytest.fixture
def store(tmp_path, board_file):
    made = Store.open(Path(shutil.copy(board_file, tmp_path / "board.iltod")))
    with made.read() as session:
        person = offices.people(session)[0]
    made.desk = Desk(person.uuid, person.name)
    yield made
    made.close()


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(NoticesPage(context), 1216, 660)


@pytest.fixture
def board(page):
    """The section with the list."""
    return page.section()


@pytest.fixture
def write():
    """Types as an input method does: the text arrives whole."""

    def commit(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return commit
