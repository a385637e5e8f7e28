"""The view in which a widget is read in columns: x runs down the screen, y to the right.

A transposition reflects what it draws; the faces of `theme.COLUMN_FACES` carry their signs reflected beforehand, so
that they come out right.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShortcut,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget

from app.ui.writing_mode import cursors, tips
from app.ui.writing_mode.popups import Popups

TRANSPOSED = QTransform(0, 1, 1, 0, 0, 0)
_KEYS = {
    Qt.Key.Key_Left: Qt.Key.Key_Up,
    Qt.Key.Key_Up: Qt.Key.Key_Left,
    Qt.Key.Key_Right: Qt.Key.Key_Down,
    Qt.Key.Key_Down: Qt.Key.Key_Right,
}
WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
_MOVED = (QEvent.Type.MouseMove, QEvent.Type.HoverMove)


class TransposedView(QGraphicsView):
    """Shows one widget transposed. Keys, pointer, wheel, input method and dropped files reach it as it expects them."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.content = content
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(scene)
        self._behave()
        self.proxy = QGraphicsProxyWidget()
        scene.addItem(self.proxy)
        self.popups = Popups(self)
        self.take()

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setTransform(TRANSPOSED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)

    def take(self) -> None:
        """Show the widget; nobody else may hold it."""
        self.content.installEventFilter(self)
        self.proxy.setWidget(self.content)

    def release(self) -> None:
        """Let go of the widget, which then belongs to nobody; `take` shows it again."""
        self.content.removeEventFilter(self)
        self.popups.release()
        self.proxy.setWidget(None)  # type: ignore[arg-type]  # None lets go of it
        self.content.setParent(None)

    def sizeHint(self) -> QSize:
        """What the widget would like, turned."""
        hint = self.content.sizeHint().expandedTo(self.content.minimumSize())
        return QSize(max(hint.height(), self._height(hint.width())), hint.width())

    def minimumSizeHint(self) -> QSize:
        """What the widget needs at least, turned."""
        hint = self.content.minimumSizeHint().expandedTo(self.content.minimumSize())
        return QSize(hint.height(), hint.width())

    def _height(self, width: int) -> int:
        layout = self.content.layout()
        return layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The widget fills the view."""
        super().resizeEvent(event)
        size = self.viewport().size().transposed()
        self.setSceneRect(QRectF(0, 0, size.width(), size.height()))
        self.proxy.setGeometry(QRectF(0, 0, size.width(), size.height()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is open belongs to the keyboard: it goes when another window takes that."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.popups.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window learns when the widget needs another size."""
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go where they point on the screen."""
        if self._shortcut(event):
            return
        turned = _turned(event)
        super().keyPressEvent(turned)
        event.setAccepted(turned.isAccepted())

    def _shortcut(self, event: QKeyEvent) -> bool:
        """Press the shortcut of a part of the window, which Qt does not find behind the view."""
        keys = QKeySequence(event.keyCombination())
        widget = self.content.focusWidget()
        while widget is not None:
            for each in widget.children():
                if not isinstance(each, QShortcut):
                    continue
                if each.context() == WITHIN and each.isEnabled() and keys in list(each.keys()):
                    each.activated.emit()
                    return True
            widget = widget.parentWidget()
        return False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """As for the press."""
        turned = _turned(event)
        super().keyReleaseEvent(turned)
        event.setAccepted(turned.isAccepted())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tips are written in columns, and the pointer is turned."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return tips.show(self, event)
        done = super().viewportEvent(event)
        if event.type() in _MOVED:
            cursors.turn(self.viewport())
        return done


def _turned(event: QKeyEvent) -> QKeyEvent:
    key = _KEYS.get(Qt.Key(event.key()))
    if key is None:
        return event
    return QKeyEvent(event.type(), key, event.modifiers(), event.text(), event.isAutoRepeat(), event.count())
