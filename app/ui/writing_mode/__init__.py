"""How the window is written: in lines, or for Mongolian in columns. One mechanism, known to no page.

A widget is written once, for lines. `Host` puts it into its window as it is, or into a view that exchanges x and y.
"""

from app.ui.writing_mode.hosting import OWN_WINDOW, Host, focus, retranslate_all, stop_of, turn_all, window_of
from app.ui.writing_mode.mode import (
    HORIZONTAL,
    MODES,
    VERTICAL,
    columns_wanted,
    field_vertical,
    set_mongolian,
    vertical,
)

__all__ = [
    "HORIZONTAL",
    "MODES",
    "OWN_WINDOW",
    "VERTICAL",
    "Host",
    "columns_wanted",
    "field_vertical",
    "focus",
    "retranslate_all",
    "set_mongolian",
    "stop_of",
    "turn_all",
    "vertical",
    "window_of",
]
