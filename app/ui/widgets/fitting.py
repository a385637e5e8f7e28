"""Windows as large as they like to be, but never larger than the screen."""

from PySide6.QtWidgets import QWidget

from app.ui import theme, writing_mode

SHARE = 0.9  # of the screen, so that the frame of the window has room


def fit(window: QWidget, width: int, height: int) -> None:
    """Give the window this size (pixels at 100 %) as far as the screen has room for it.

    `width` is the length of a line, `height` what the lines take together; in columns they change places.
    """
    room = window.screen().availableSize() * SHARE
    long, broad = theme.scaled(width), theme.scaled(height)
    if writing_mode.vertical():
        fits = min(long, room.height())
        window.resize(min(broad * long // fits, room.width()), fits)  # what the columns lose in length, they gain
    else:
        window.resize(min(long, room.width()), min(broad, room.height()))
