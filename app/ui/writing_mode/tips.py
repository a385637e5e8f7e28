"""Tool tips in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QGraphicsProxyWidget, QLabel, QToolTip, QVBoxLayout, QWidget

from app.ui.writing_mode import everywhere

if TYPE_CHECKING:
    from app.ui.writing_mode.view import TransposedView

LONGEST = 360  # pixels of a column
STAYS_MILLISECONDS = 10_000
AWAY = 16
_ENDS = (QEvent.Type.Leave, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.Hide)


class Tip(QWidget):
    """The words of a tip beside the pointer, until the pointer leaves, a key is pressed or time is up."""

    def __init__(self, watched: QWidget, text: str) -> None:
        from app.ui.writing_mode.view import TransposedView

        super().__init__(watched.window(), Qt.WindowType.ToolTip | Qt.WindowType.BypassGraphicsProxyWidget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("tip")
        self.text = text
        self._watched = watched
        label = QLabel(text)
        label.setProperty("tip", True)
        label.setWordWrap(label.sizeHint().width() > LONGEST)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TransposedView(label))
        length = min(label.sizeHint().width(), LONGEST)
        self.resize(max(label.heightForWidth(length), label.sizeHint().height()), length)
        watched.installEventFilter(self)
        QTimer.singleShot(STAYS_MILLISECONDS, self, self.close)

    def show_at(self, place: QPoint) -> None:
        """Stand right of this place, or left of it at the edge of the screen."""
        room = self._watched.screen().availableGeometry()
        left = place.x() + AWAY
        if left + self.width() > room.right():
            left = place.x() - AWAY - self.width()
        top = min(place.y() + AWAY, room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when what the tip tells of is left."""
        if event.type() in _ENDS:
            self.close()
        return super().eventFilter(watched, event)


def show(view: TransposedView, event: QHelpEvent) -> bool:
    """Show in columns what the widget under the pointer has to say; whether it has anything."""
    for old in view.window().children():
        if isinstance(old, Tip):
            old.close()
    place = view.mapToScene(event.pos())
    for proxy in view.scene().items(place):
        if isinstance(proxy, QGraphicsProxyWidget) and (window := proxy.widget()):
            inside = proxy.mapFromScene(place).toPoint()
            target = window.childAt(inside) or window
            asked = QHelpEvent(QEvent.Type.ToolTip, target.mapFrom(window, inside), event.globalPos())
            QApplication.sendEvent(target, asked)
            break
    if not QToolTip.isVisible():
        return False
    text = QToolTip.text()
    for window in everywhere.windows():
        if isinstance(window, QLabel) and window.windowType() == Qt.WindowType.ToolTip:
            window.hide()
    Tip(view.viewport(), text).show_at(event.globalPos())
    return True
