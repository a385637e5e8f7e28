import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.operations import payout_plans, payouts, villages
from app.operations.payout_plans import Defaults
from app.rules.offices import Level, OfficeDraft
from app.rules.privacy import check_digit
from app.settings import Settings
from app.store.database import Store
from app.ui.payouts.page import PayoutsPage
from app.ui.preferences import Preferences
from app.ui.widgets.page import Context
from tests.factory import TODAY, ask, do

TOWNSHIP = "000000000"  # the office of tests/ui/conftest.py
VILLAGES = {
    f"{TOWNSHIP}201": ("演示一嘎查", "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠭᠠᠴᠠᠭ᠎ᠠ"),
    f"{TOWNSHIP}202": ("演示二嘎查", "ᠬᠣᠶᠠᠳᠤᠭᠠᠷ ᠭᠠᠴᠠᠭ᠎ᠠ"),
    f"{TOWNSHIP}203": ("演示三嘎查", ""),
}
GRASS, FEED = "演示草原补奖", "演示饲草补贴"
HEAD = "嘎查村\t户主姓名\t身份证号\t数量\t标准\t金额（元）\t银行卡号\t联系电话\t家庭住址"


def id_number(n):
    """A valid number of an invented region."""
    first = f"99000019700101{n:03d}"
    return first + check_digit(first)


def row(village, name, n, amount="300"):
    return f"{village}\t{name}\t{id_number(n)}\t100\t3\t{amount}\t62{n:014d}\t138000{n:05d}\t演示旗演示镇{village}{n}号"


LIST = "\n".join(
    [
        HEAD,
        row("演示一嘎查", "测试甲", 1),
        row("演示一嘎查", "测试乙", 2),
        row("演示二嘎查", "测试丙", 3),
        row("演示二嘎查", "测试甲", 4, "299"),
    ]
)


@pytest.fixture(scope="session")
def roll_file(tmp_path_factory, empty_file):
    """Three villages, no rolls yet; made once and copied."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("rolls") / "office.iltod"))
    store = Store.open(path)
    for code, (name, name_mn) in VILLAGES.items():
        do(store, villages.add, OfficeDraft(code, name, Level.VILLAGE, name_mn))
    store.close()
    return path


@pytest.fixture
def store(tmp_path, roll_file):
    opened = Store.open(Path(shutil.copy(roll_file, tmp_path / "office.iltod")))
    yield opened
    opened.close()


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def take(store):
    """Take a list into the rolls, past the window; the rolls by village and programme."""

    def taken(text=LIST, programme=GRASS, year=TODAY.year, batch="", programme_mn=""):
        defaults = Defaults(programme, programme_mn, year, batch, unit="亩")
        plan = ask(store, payout_plans.plan_pasted, text, defaults, TODAY)
        do(store, payouts.accept, plan)
        return {(r.village, r.programme): r for r in ask(store, payouts.rolls)}

    return taken


@pytest.fixture
def page(context, shown):
    return shown(PayoutsPage(context), 1200, 700)


@pytest.fixture
def gone(page):
    """Where the page wanted to lead."""
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


@pytest.fixture
def said(page):
    seen = []
    page.said.connect(seen.append)
    return seen


@pytest.fixture
def press(qtbot):
    def pressed(button):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return pressed
