"""A widget in its window the way the window is written; nothing in the widget knows which way that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.writing_mode import everywhere, mode

if TYPE_CHECKING:
    from app.ui.writing_mode.view import TransposedView


OWN_WINDOW = Qt.WindowType.Dialog | Qt.WindowType.BypassGraphicsProxyWidget
"""For windows opened from a widget in columns: they stand on the screen, not within the view of that widget."""


class Host(QWidget):
    """Holds one widget, in lines as it is or in columns; turning keeps the widget and all that stands in it."""

    def __init__(self, content: QWidget, turned: Callable[[], bool] = mode.vertical) -> None:
        super().__init__()
        self.content = content
        self.view: TransposedView | None = None
        # Kept when it is not in use: with a view PySide would take the parts of what it showed for deleted too.
        self._kept: TransposedView | None = None
        self._turned = turned
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(content)
        self.turn()

    def turn(self) -> None:
        """Follow the way of writing in use; the keyboard stays where it was."""
        if self._turned() == (self.view is not None):
            return
        keyboard = self.content.focusWidget() if self.isActiveWindow() else None
        selected = _selection(keyboard)
        if self.view is None:
            self._to_columns()
        else:
            self._to_lines(self.view)
        if keyboard is not None:
            keyboard.setFocus()
        if selected and isinstance(keyboard, QLineEdit):
            keyboard.setSelection(*selected)
        self._turn_window()

    def _turn_window(self) -> None:
        """A dialog that is open has the length of its lines the other way now; the main window stays as it is."""
        window = self.parentWidget()
        if isinstance(window, QDialog) and window.isVisible():
            window.resize(window.size().transposed().boundedTo(window.screen().availableSize()))

    def release(self) -> None:
        """Let go of the widget, which then belongs to nobody and is not shown."""
        if self.view is not None:
            self.view.release()
        self.content.setParent(None)

    def _to_columns(self) -> None:
        from app.ui.writing_mode.view import TransposedView

        self._box.removeWidget(self.content)
        self.content.setParent(None)
        if self._kept is None:
            self._kept = TransposedView(self.content)
            self._box.addWidget(self._kept)
        else:
            self._kept.take()
        self.view = self._kept
        self.view.show()
        self.setFocusProxy(self.view)

    def _to_lines(self, view: TransposedView) -> None:
        self.setFocusProxy(None)  # type: ignore[arg-type]  # None takes the proxy away
        self.view = None
        view.release()
        view.hide()
        self._box.addWidget(self.content)
        self.content.show()


def _selection(widget: QWidget | None) -> tuple[int, int] | None:
    """Where the caret stands and how far back the selection reaches; a line lets go of it with the keyboard."""
    if not isinstance(widget, QLineEdit) or not widget.hasSelectedText():
        return None
    start, length = widget.selectionStart(), widget.selectionLength()
    forward = widget.cursorPosition() > start
    return (start, length) if forward else (start + length, -length)


def _hosts() -> list[Host]:
    return [widget for widget in everywhere.widgets() if isinstance(widget, Host)]


def turn_all() -> None:
    """Have every window and field follow the way of writing in use."""
    for host in _hosts():
        if isValid(host):
            host.turn()


def retranslate_all() -> None:
    """Tell the widgets in columns of a new language: Qt hands it on to children, and they are none of the window."""
    for host in _hosts():
        if isValid(host) and host.view is not None:
            QApplication.sendEvent(host.content, QEvent(QEvent.Type.LanguageChange))


def stop_of(widget: QWidget) -> QWidget:
    """What Tab reaches in the window of lines around a widget: the view if it stands in a column of its own."""
    proxy = widget.window().graphicsProxyWidget()
    return proxy.scene().views()[0] if proxy is not None and proxy.widget() is widget else widget


def focus(widget: QWidget) -> None:
    """Give the keyboard to a widget, by way of the view in which it stands in a column of its own."""
    stop = stop_of(widget)
    if stop is not widget:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def window_of(widget: QWidget | None) -> QWidget | None:
    """The window on the screen in which a widget stands, also of one in columns; None for None."""
    if widget is None:
        return None
    window = widget.window()
    while (proxy := window.graphicsProxyWidget()) is not None:
        views = proxy.scene().views() if proxy.scene() else []
        if not views:
            break
        window = views[0].window()
    return window
