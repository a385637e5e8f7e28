"""What opens from a widget in columns - menus, lists, calendars: beside the widget, and whole in a small window too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsView, QMenu, QPushButton, QWidget

from app.ui.writing_mode import everywhere

if TYPE_CHECKING:
    from app.ui.writing_mode.view import TransposedView


QUEUED = Qt.ConnectionType.QueuedConnection


class Popups(QObject):
    """Puts every popup of a view in its place, and shows on the screen what reaches beyond the view.

    Qt places them as if nothing were transposed, and a view shows nothing outside itself.
    """

    def __init__(self, view: TransposedView) -> None:
        super().__init__(view)
        self._view = view
        self._portholes: dict[QWidget, Porthole] = {}
        self._watched: set[QWidget] = set()
        # Queued, as the new child is not whole yet when its parent tells of it; still before the next paint.
        view.proxy.childrenChanged.connect(self._look, QUEUED)

    def close(self) -> None:
        """Close what is open."""
        for popup in self._all():
            if popup.isVisible():
                popup.close()

    def release(self) -> None:
        """Let go of all popups; a proxy that still held one would take it along when the view goes."""
        self.close()
        for popup in self._all():
            popup.removeEventFilter(self)
            popup.graphicsProxyWidget().setWidget(None)  # type: ignore[arg-type]  # None lets go of it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put a popup in its place whenever it opens again."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            QTimer.singleShot(0, watched, partial(self._show, watched))
        elif event.type() == QEvent.Type.Hide and isinstance(watched, QWidget):
            self._hide(watched)
        return super().eventFilter(watched, event)

    def _all(self) -> list[QWidget]:
        return [each for each in everywhere.windows() if self._mine(each)]

    def _mine(self, window: QWidget) -> bool:
        proxy = window.graphicsProxyWidget() if window is not self._view.content else None
        return proxy is not None and proxy.scene() is self._view.scene()

    def _look(self) -> None:
        """Qt embeds a popup when it is first shown."""
        for popup in self._all():
            if popup.isVisible() and popup not in self._watched:
                self._watched.add(popup)
                popup.installEventFilter(self)
                popup.destroyed.connect(partial(self._watched.discard, popup))
                self._show(popup)

    def _show(self, popup: QWidget) -> None:
        self._hide(popup)
        proxy = popup.graphicsProxyWidget()
        if proxy is None or not popup.isVisible():
            return
        proxy.setPos(self._place(popup, proxy.pos(), proxy.size()))
        rect = proxy.sceneBoundingRect()
        if not self._view.sceneRect().contains(rect):
            self._portholes[popup] = Porthole(self._view, rect)

    def _hide(self, popup: QWidget) -> None:
        if porthole := self._portholes.pop(popup, None):
            porthole.close()

    def _place(self, popup: QWidget, found: QPointF, size: QSizeF) -> QPointF:
        """Under what it belongs to, or above where there is no room; as Qt has it where it belongs to a place."""
        room = self._room()
        anchor = _anchor(popup)
        if anchor is None:
            x, y = found.x(), found.y()
        else:
            x, y = anchor.left(), anchor.bottom()
            if y + size.height() > room.bottom() and anchor.top() - size.height() >= room.top():
                y = anchor.top() - size.height()
        view = self._view.sceneRect()
        across = view if size.width() <= view.width() else room
        down = view if size.height() <= view.height() else room
        return QPointF(
            max(across.left(), min(x, across.right() - size.width())),
            max(down.top(), min(y, down.bottom() - size.height())),
        )

    def _room(self) -> QRectF:
        """The screen, as the scene counts."""
        screen, viewport = self._view.screen().availableGeometry(), self._view.viewport()
        corners = (viewport.mapFromGlobal(corner) for corner in (screen.topLeft(), screen.bottomRight()))
        first, last = (self._view.mapToScene(corner) for corner in corners)
        return QRectF(first, last)


def _anchor(popup: QWidget) -> QRectF | None:
    """Where the widget stands from which this opens; None for what opens where the pointer is."""
    owner = popup.parentWidget()
    if owner is None or (isinstance(popup, QMenu) and not (isinstance(owner, QPushButton) and owner.menu() is popup)):
        return None
    window = owner.window()
    proxy = window.graphicsProxyWidget()
    if proxy is None:
        return None
    corner = proxy.mapToScene(QPointF(owner.mapTo(window, owner.rect().topLeft())))
    return QRectF(corner, owner.size().toSizeF())


class Porthole(QGraphicsView):
    """A second view of the same scene, on the screen over the first, where the popup reaches beyond that one."""

    def __init__(self, view: TransposedView, rect: QRectF) -> None:
        super().__init__(view.scene(), view.window())
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.BypassGraphicsProxyWidget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTransform(view.transform())
        self.setSceneRect(rect)
        self.resize(rect.size().toSize().transposed())
        self.move(view.viewport().mapToGlobal(view.mapFromScene(rect.topLeft())))
        self.show()
