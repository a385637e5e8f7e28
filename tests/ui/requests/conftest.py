import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from app.operations import offices
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.store.database import Desk, Store
from app.ui.preferences import Preferences
from app.ui.requests.page import RequestsPage
from app.ui.widgets.page import Context
from tests.request_desk import COMPANY, by_internet, registered, replied, stepped

TODAY = date(2026, 3, 20)  # 14 working days after the requests came
TITLES = ("测试草场补贴发放依据", "测试集体资产处置方案", "测试征地补偿安置方案")


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory):
    """A township with requests in several states; made once and copied."""
    path = tmp_path_factory.mktemp("desk") / "desk.iltod"
    store = offices.create_store(path, OfficeDraft("000000001", "测试演示苏木人民政府", Level.TOWNSHIP))
    person, _changed = store.change(offices.ADD_PERSON, partial(offices.add_person, name="演示经办甲"))
    store.desk = Desk(person, "演示经办甲")
    _first, second, third = (registered(store, title, today=TODAY, topic="测试补贴") for title in TITLES)
    stepped(store, second, "correction_notice", date(2026, 3, 6))
    stepped(store, third, "consult_out", date(2026, 3, 5))
    by_internet(store, title="测试项目资金使用情况", today=TODAY, applicant=COMPANY, handler="演示经办乙")
    replied(store, "测试合作社补助名单", outcome="3.4")
    store.close()
    return path


@pytest.fixture
def store(tmp_path, desk_file):
    made = Store.open(Path(shutil.copy(desk_file, tmp_path / "desk.iltod")))
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
    return shown(RequestsPage(context), 1216, 660)


@pytest.fixture
def desk(page):
    """The section with the register."""
    return page.section()
