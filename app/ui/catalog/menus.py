"""Buttons that open a menu of actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from app.i18n import _
from app.ui.widgets.buttons import SECONDARY, Button

Action = tuple[str, Callable[[], object]]  # words marked with N_, what happens


def menu_button(message: str, actions: Sequence[Action], kind: str = SECONDARY) -> Button:
    """A button with these actions, said in the language in use each time the menu opens."""
    button = Button(message, None, kind)
    button.setProperty("menu", True)
    menu = QMenu(button)

    def fill() -> None:
        menu.clear()
        for words, act in actions:
            menu.addAction(_(words), act)

    menu.aboutToShow.connect(fill)
    button.setMenu(menu)
    return button
