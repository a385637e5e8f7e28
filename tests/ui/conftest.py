import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.i18n import set_language
from app.operations import demo, history
from app.operations.offices import create_store
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.store.database import Store
from app.ui import look, theme
from app.ui.preferences import Preferences
from app.ui.run import History, Now, Runner
from app.ui.widgets.page import Context

OFFICE = OfficeDraft("000000000", "测试旗演示镇", Level.TOWNSHIP)


@pytest.fixture(autouse=True)
def looks(qapp):
    """Every test starts in Chinese, light, at 100 %."""
    if not qapp.styleSheet() or theme.scaled(100) != 100 or theme.colours(None) is not theme.LIGHT:
        qapp.setStyle("Fusion")
        theme.load_fonts()
        theme.apply(qapp, "light", 100, "zh")
    yield
    set_language("zh")
    # Outside an event loop Qt frees nothing by itself: windows of earlier tests would be dressed again and again.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def alone(qapp):
    """No window of an earlier test file is to be seen, for tests that ask what is on the screen."""
    for window in qapp.topLevelWidgets():
        window.hide()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """An office's file, made once and copied for every test."""
    path = tmp_path_factory.mktemp("empty") / "office.iltod"
    create_store(path, OFFICE).close()
    return path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The demonstration's file of 21 November 2026, made once and copied by every test that wants it."""
    return demo.store_in(tmp_path_factory.mktemp("demonstration"), date(2026, 11, 21))


@pytest.fixture
def store(tmp_path, empty_file):
    made = Store.open(Path(shutil.copy(empty_file, tmp_path / "office.iltod")))
    yield made
    made.close()


@pytest.fixture
def past():
    def newest(session):
        return max((done.id for done in history.done(session, 1)), default=0)

    return History(newest, history.last_undoable, history.last_redoable, history.undo)


@pytest.fixture
def runner(qapp, store, past):
    made = Runner(store, past, writer=Now(), readers=Now())
    yield made
    made.close()


@pytest.fixture
def failures(runner):
    """What went wrong and nobody took."""
    seen = []
    runner.failed.connect(seen.append)
    return seen


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"))


@pytest.fixture
def shown(qtbot):
    """Show a widget, and free it after the test."""

    def show(widget, width=900, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        return widget

    return show


@pytest.fixture
def wear(qapp):
    """Put on a language and a way of writing; afterwards everything is as it was."""

    def put_on(language, mode="vertical", scale=100):
        assert look.wear(qapp, Settings(theme="light", language=language, writing_mode=mode, scale=scale))

    yield put_on
    look.wear(qapp, Settings(theme="light"))
