"""Icons of the window."""

import pytest
from PySide6.QtWidgets import QPushButton

from app.ui import icons
from app.ui.pages import PAGES


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_is_in_the_package(qtbot, name):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, name)
    assert not button.icon().isNull()


def test_every_page_has_an_icon():
    assert {spec.icon for spec in PAGES} <= icons.NAMES.keys()
