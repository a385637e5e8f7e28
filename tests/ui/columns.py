"""Asking a window how it is written."""

from PySide6.QtWidgets import QApplication

from app.ui.writing_mode.popups import Porthole
from app.ui.writing_mode.view import TransposedView


def activate(window, qtbot):
    window.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def view_of(window):
    return window.findChildren(TransposedView)[0]


def on_screen():
    """Every window on the screen: what stands within a view is none."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and not each.graphicsProxyWidget()]


def escaped():
    """Windows on the screen that are not read in columns."""
    return [
        each
        for each in on_screen()
        if not isinstance(each, TransposedView | Porthole) and not each.findChildren(TransposedView)
    ]


def place_of(view, widget, inside=None):
    """Where a point of the widget lies in the view."""
    return view.viewport().mapFromGlobal(widget.mapToGlobal(inside or widget.rect().center()))
