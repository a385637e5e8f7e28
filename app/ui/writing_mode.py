"""How a widget stands on the screen; today every language is written in lines from left to right.

Vertical writing will turn whole pages here and nowhere else.
"""

from PySide6.QtWidgets import QWidget

MODES = ("horizontal",)


def host(widget: QWidget, _mode: str) -> QWidget:
    """What to put into the window so that the widget is read in this mode."""
    return widget
