"""Icons of one package and one weight. Loading the package takes longer than the window, so icons come after it."""

from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QIcon, QTransform
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui import theme, writing_mode

SIZE = 18
SHARPER = 2  # pixels of a picture for one of the screen: it is drawn once and serves screens of any density
TRANSPOSED = QTransform(0, 1, 1, 0, 0, 0)
NAMES = {
    "add": "ph.plus",
    "attach": "ph.paperclip",
    "back": "ph.arrow-left",
    "backup": "ph.hard-drives",
    "before": "ph.caret-left",
    "calendar": "ph.calendar-blank",
    "catalog": "ph.list-bullets",
    "check": "ph.check",
    "close": "ph.x",
    "copy": "ph.copy",
    "disclosures": "ph.megaphone",
    "edit": "ph.pencil-simple",
    "export": "ph.upload-simple",
    "file": "ph.file",
    "folder": "ph.folder",
    "help": "ph.question",
    "home": "ph.sun-horizon",
    "import": "ph.download-simple",
    "new_folder": "ph.folder-plus",
    "next": "ph.caret-right",
    "notices": "ph.note-pencil",
    "office": "ph.buildings",
    "packages": "ph.package",
    "payouts": "ph.currency-cny",
    "person": "ph.user",
    "pin": "ph.push-pin",
    "print": "ph.printer",
    "remove": "ph.trash",
    "report": "ph.chart-bar",
    "requests": "ph.envelope-open",
    "search": "ph.magnifying-glass",
    "settings": "ph.gear-six",
    "tiles": "ph.squares-four",
    "undo": "ph.arrow-u-up-left",
    "upper": "ph.arrow-elbow-left-up",
    "villages": "ph.house-line",
    "warning": "ph.warning",
}
ALONG = frozenset({"before", "next"})
"""These point along the line, and so down a column where the line is one."""


@cache
def _package() -> Any:
    import qtawesome

    return qtawesome


def icon(name: str, widget: QWidget, role: str = "ink") -> QIcon:
    """The icon in the colour of this role where the widget stands; `name` is a key of NAMES."""
    colours = theme.colours(widget)
    result: QIcon = _package().icon(NAMES[name], color=getattr(colours, role), color_disabled=colours.unknown)
    return _turned(result) if writing_mode.vertical() and name not in ALONG else result


def _turned(upright: QIcon) -> QIcon:
    """The icon transposed, so that it stands upright in a window that is."""
    result = QIcon()
    side = theme.scaled(SIZE) * SHARPER
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        result.addPixmap(upright.pixmap(QSize(side, side), mode).transformed(TRANSPOSED), mode)
    return result


class Worn(QObject):
    """Keeps a button's icon in the colours in use."""

    def __init__(self, button: QAbstractButton, name: str, role: str) -> None:
        super().__init__(button)
        self._button, self._name, self._role = button, name, role
        button.installEventFilter(self)
        self._put()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Colour the icon again when the colours change."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._put()
        return super().eventFilter(watched, event)

    def _put(self) -> None:
        self._button.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
        self._button.setIcon(icon(self._name, self._button, self._role))


def put(button: QAbstractButton, name: str, role: str = "ink") -> None:
    """Put an icon on a button, beside its word where it has one."""
    Worn(button, name, role)
