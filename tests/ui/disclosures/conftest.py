import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.operations import offices
from app.settings import Settings
from app.store.database import Desk, Store
from app.ui.disclosures.page import DisclosuresPage
from app.ui.preferences import Preferences
from app.ui.widgets.page import Context

TODAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path, demonstration):
    made = Store.open(Path(shutil.copy(demonstration, tmp_path / "demo.iltod")))
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
    return shown(DisclosuresPage(context), 1216, 660)


class Handler(QObject):
    """Takes the files that would be opened with the computer's own program."""

    def __init__(self):
        super().__init__()
        self.paths = []

    @Slot(QUrl)
    def take(self, url):
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer(qapp):
    handler = Handler()
    QDesktopServices.setUrlHandler("file", handler, "take")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def chosen_path(monkeypatch):
    """Answers the computer's own dialog for where to save."""

    def choose(path):
        monkeypatch.setattr("app.ui.disclosures.saving.save_file", lambda *_args: path)

    return choose


@pytest.fixture
def write():
    """Types as an input method does: the text arrives whole."""

    def commit(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return commit
