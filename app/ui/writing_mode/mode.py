"""Which way the window is written now; Chinese always in lines, Mongolian in columns unless a person chose lines."""

from app.i18n import language

HORIZONTAL, VERTICAL = "horizontal", "vertical"
MODES = (VERTICAL, HORIZONTAL)

_mongolian = HORIZONTAL


def set_mongolian(mode: str) -> None:
    """Write Mongolian this way from now on; Chinese is not concerned."""
    global _mongolian
    _mongolian = mode


def columns_wanted() -> bool:
    """Whether Mongolian is written in columns, be it the whole window or a field of it."""
    return _mongolian == VERTICAL


def vertical() -> bool:
    """Whether the window itself is written in columns."""
    return columns_wanted() and language() == "mn_Mong"


def field_vertical() -> bool:
    """Whether a Mongolian field stands as a column within a window of lines."""
    return columns_wanted() and language() != "mn_Mong"
