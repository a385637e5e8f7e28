import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from shiboken6 import isValid

from app import paths
from app.errors import UserError
from app.operations import offices
from app.settings import Settings
from app.store.database import Store
from app.ui import theme
from app.ui.first_start.page import FirstStartPage
from app.ui.help import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog, Messages
from app.ui.preferences import Preferences
from app.ui.single import First, call_first
from app.ui.start import Start, store_path
from tests.ui.gallery import PAGES

SECOND = "import sys; from app.ui.start import run_window; sys.exit(run_window([]))"
CRASH = """
import os
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single import First
app = QCoreApplication([])
first = First(Path({path!r}))
os._exit(0)
"""
HEAVY = ("sqlalchemy", "alembic", "qtawesome", "reportlab", "openpyxl", "pypinyin", "lxml")


@pytest.fixture
def start(qapp, tmp_path):
    made = Start(qapp, Preferences(Settings(), tmp_path / "settings.json"), tmp_path / "new" / "office.iltod", PAGES)
    yield made
    made.window.close()
    made.first.close()
    made.runner.close()
    made.window.deleteLater()


def test_first_start_makes_the_file_and_goes_on(start, qtbot):
    start.show()
    qtbot.waitUntil(lambda: start.window.heading.text() == "开始使用")
    page = start.window.stack.currentWidget()
    page.form.set_values({"level": "township", "name": "测试旗演示镇", "code": "000000000"})
    page.establish()
    qtbot.waitUntil(lambda: start.window.office.text() == "测试旗演示镇", timeout=20_000)
    assert start.preferences.current.store == start.path
    assert start.preferences.current.recent == (start.path,)
    qtbot.waitUntil(lambda: "已备份" in start.window.bar.backup.text())


def test_first_start_says_what_is_wrong_with_the_office(start, qtbot):
    start.show()
    qtbot.waitUntil(lambda: start.window.heading.text() == "开始使用")
    page = start.window.stack.currentWidget()
    page.form.set_values({"name": "测试旗演示镇", "code": "12"})
    page.establish()
    assert not start.path.exists()
    assert page.create_button.isEnabled()


@pytest.mark.parametrize(("language", "scale"), [("zh", 100), ("mn_Mong", 100), ("mn_Mong", 200)])
def test_no_field_of_the_first_start_is_cut(qapp, runner, shown, tmp_path, language, scale):
    theme.apply(qapp, "light", scale, language)
    page = shown(FirstStartPage(runner, tmp_path / "new.iltod"), 1200, 700)
    for each in page.findChildren(QLineEdit) + page.findChildren(QComboBox):
        assert each.height() >= each.minimumSizeHint().height()
        assert each.geometry().bottom() <= each.parentWidget().rect().bottom()


def test_existing_file_is_opened(qapp, store, start, qtbot):
    start.path = store.path
    start.show()
    qtbot.waitUntil(lambda: start.window.page() is not None)
    assert start.runner.store.path == store.path


def test_file_that_is_not_ours_is_told_and_left_alone(start, qtbot):
    start.path.parent.mkdir()
    start.path.write_bytes(b"not a database at all")
    start.show()
    qtbot.waitUntil(lambda: start.window.findChild(ErrorDialog) is not None)
    assert start.path.read_bytes() == b"not a database at all"


def test_store_named_in_the_environment_comes_first(monkeypatch, tmp_path):
    assert store_path(Settings()) == paths.user_data() / "office.iltod"
    assert store_path(Settings(store=tmp_path / "a.iltod")) == tmp_path / "a.iltod"
    monkeypatch.setenv("ILTOD_STORE", str(tmp_path / "b.iltod"))
    assert store_path(Settings(store=tmp_path / "a.iltod")) == tmp_path / "b.iltod"


def test_window_needs_nothing_heavy_to_start():
    code = f"import sys; import app.ui.start; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_second_start_brings_the_first_window_forward(tmp_path, qtbot, monkeypatch):
    path = tmp_path / "office.iltod"
    monkeypatch.setenv("ILTOD_STORE", str(path))
    first = First(path)
    second = subprocess.Popen([sys.executable, "-c", SECOND], cwd=paths.ROOT, env=os.environ.copy())
    with qtbot.waitSignal(first.called, timeout=30_000):
        pass
    assert second.wait(30) == 0
    first.close()


def test_channel_of_a_crashed_window_does_not_stop_the_next(tmp_path, qapp):
    path = tmp_path / "office.iltod"
    code = CRASH.format(path=str(path))
    subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, check=True)
    assert not call_first(path)
    first = First(path)
    assert call_first(path)
    first.close()


def test_other_file_has_a_window_of_its_own(tmp_path, qapp):
    first = First(tmp_path / "a.iltod")
    assert not call_first(tmp_path / "b.iltod")
    first.close()


def test_error_for_people_shows_its_sentence_and_copies_its_details(shown, qapp):
    error = UserError("第 {row} 行：日期看不懂。", {"row": 3}, "ValueError 身份证 000000190001010001")
    dialog = shown(ErrorDialog(None, error))
    assert dialog.sentence.text() == "第 3 行：日期看不懂。"
    dialog.copy_button.click()
    assert qapp.clipboard().text() == "ValueError 身份证 ***"


def test_bug_says_that_nothing_was_lost_and_shows_no_code(shown):
    dialog = shown(ErrorDialog(None, ZeroDivisionError("division by zero")))
    assert "已保存的内容都在" in dialog.sentence.text()
    assert "ZeroDivisionError" not in dialog.sentence.text()
    assert "ZeroDivisionError" in dialog.details


def test_one_error_is_shown_at_a_time_and_its_dialog_freed(context, shown, qtbot):
    window = shown(MainWindow(context, PAGES))
    messages = Messages(window)
    messages.show(UserError("一。"))
    messages.show(UserError("二。"))
    (dialog,) = window.findChildren(ErrorDialog)
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "知道了").click()
    qtbot.waitUntil(lambda: not isValid(dialog))
    messages.show(UserError("三。"))
    assert [each.sentence.text() for each in window.findChildren(ErrorDialog)] == ["三。"]


@pytest.fixture
def handbook(tmp_path):
    for language, topic, text in (
        ("zh", "index", "# 首页\n\n总览。见[台账](disclosures.md)。"),
        ("zh", "disclosures", "# 公开台账\n\n登记一条信息。"),
        ("mn_Mong", "index", "# ᠡᠬᠢᠨ"),
    ):
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / f"{topic}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_help_opens_at_the_topic_of_the_page(shown, handbook):
    window = shown(HelpWindow(None, handbook))
    window.show_topic("disclosures")
    assert "登记一条信息" in window.text.toPlainText()
    window.show_topic("nowhere")
    assert "还没有写" in window.text.toPlainText()


def test_help_is_searched_in_every_topic(shown, handbook):
    window = shown(HelpWindow(None, handbook))
    assert [window.topics.item(n).text() for n in range(window.topics.count())] == ["首页", "公开台账"]
    window.search.setText("登记")
    assert [window.topics.item(n).text() for n in range(window.topics.count())] == ["公开台账"]
    window.search.setText("没有")
    assert window.nothing.isVisible()


def test_help_falls_back_to_chinese(shown, handbook):
    from app.i18n import set_language

    set_language("mn_Mong")
    window = shown(HelpWindow(None, handbook))
    window.show_topic("index")
    assert "ᠡᠬᠢᠨ" in window.text.toPlainText()
    window.show_topic("disclosures")
    assert "登记一条信息" in window.text.toPlainText()


def test_preferences_are_saved_when_they_change(tmp_path):
    file = tmp_path / "settings.json"
    told = []
    preferences = Preferences(Settings(), file)
    preferences.changed.connect(told.append)
    preferences.change(scale=150)
    preferences.remember(geometry="abc")
    assert '"scale": 150' in file.read_text(encoding="utf-8")
    assert [settings.scale for settings in told] == [150]


def test_backup_is_taken_into_the_place_of_a_missing_file(store, tmp_path):
    from app.operations import backups
    from app.ui.run import open_store

    copy = backups.make(store, None, datetime(2026, 11, 21, 9, 0))
    target = Path(tmp_path / "other" / "office.iltod")
    target.parent.mkdir()
    backups.restore(target, copy, datetime(2026, 11, 21, 9, 5))
    opened: Store = open_store(target)
    with opened.read() as session:
        assert offices.own(session).name == "测试旗演示镇"
    opened.close()
