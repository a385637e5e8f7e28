"""Windows as large as they like to be, but never larger than the screen."""

from PySide6.QtWidgets import QWidget

from app.ui import theme

SHARE = 0.9  # of the screen, so that the frame of the window has room


def fit(window: QWidget, width: int, height: int) -> None:
    """Give the window this size (pixels at 100 %) as far as the screen has room for it."""
    room = window.screen().availableSize()
    window.resize(
        min(theme.scaled(width), int(room.width() * SHARE)), min(theme.scaled(height), int(room.height() * SHARE))
    )
