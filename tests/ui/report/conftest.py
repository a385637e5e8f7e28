import shutil
from datetime import date
from pathlib import Path

import pytest

from app.operations import annual_reports, villages
from app.operations.offices import create_store
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.store.database import Store
from app.ui.preferences import Preferences
from app.ui.report.page import ReportPage
from app.ui.widgets.page import Context
from tests.factory import ask, do
from tests.request_desk import COMPANY, registered, replied

TODAY = date(2026, 11, 21)
BANNER = OfficeDraft("000001", "测试旗人民政府办公室", Level.BANNER)
TOWNSHIP = OfficeDraft("000001101", "测试一苏木", Level.TOWNSHIP, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠰᠤᠮᠤ")


@pytest.fixture(scope="session")
def report_file(tmp_path_factory):
    """A banner with a township; of its three requests two were answered, one of them in part. Made once and copied."""
    path = tmp_path_factory.mktemp("report") / "banner.iltod"
    store = create_store(path, BANNER)
    do(store, villages.add, TOWNSHIP)
    replied(store)
    replied(store, "测试补助标准", outcome="2", applicant=COMPANY)
    registered(store, "测试名单", today=TODAY)
    store.close()
    return path


@pytest.fixture
def store(tmp_path, report_file):
    opened = Store.open(Path(shutil.copy(report_file, tmp_path / "banner.iltod")))
    yield opened
    opened.close()


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(ReportPage(context), 1200, 700)


@pytest.fixture
def gone(page):
    """Where the page wanted to lead."""
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


def report(store, year=2026, scope="own", office=BANNER.code):
    """The report as the file has it now."""
    return ask(store, annual_reports.opened, office, year, scope)


def entered(store, values, year=2026, scope="own", office=BANNER.code):
    """Figures entered by hand."""
    do(store, annual_reports.set_figures, office, year, scope, values)
