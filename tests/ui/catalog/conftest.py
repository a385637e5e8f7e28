import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.ui.catalog.page import CatalogPage
from app.ui.preferences import Preferences
from app.ui.widgets.page import Context
from tests.factory import TODAY


class Opened(QObject):
    """Takes the place of the computer's own programs."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened(qapp):
    """What would be opened with the computer's own programs."""
    receiver = Opened()
    QDesktopServices.setUrlHandler("file", receiver, "take")
    yield receiver.urls
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(CatalogPage(context), 1200, 700)


@pytest.fixture
def gone(page):
    """Where the page wanted to lead."""
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


@pytest.fixture
def type_in():
    """Type as an input method does: whole words at once, of any script."""

    def typed(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return typed
