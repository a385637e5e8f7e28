import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.ui.preferences import Preferences
from app.ui.settings.page import SettingsPage
from app.ui.widgets.page import Context
from tests.factory import TODAY


@pytest.fixture
def context(runner, tmp_path):
    return Context(runner, Preferences(Settings(), tmp_path / "settings.json"), lambda: TODAY)


@pytest.fixture
def page(context, shown):
    return shown(SettingsPage(context), 1200, 700)


@pytest.fixture
def type_in():
    """Type as an input method does: whole words at once, of any script."""

    def typed(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return typed
