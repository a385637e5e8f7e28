"""A section that is read from top to bottom and scrolls as a whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.page import Context, Page

WIDEST = 760
LOWEST = 160


class ScrollingSection(Page):
    """Put widgets with `add`; lines stay short enough to read on a wide screen."""

    help_page = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        inside = QWidget()
        inside.setMaximumWidth(theme.scaled(WIDEST))
        inside.setAutoFillBackground(False)
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.scaled(12))
        around.addLayout(self._body)
        around.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)

    def sizeHint(self) -> QSize:
        """A few lines: it takes what room there is, and scrolls within it."""
        return QSize(super().sizeHint().width(), theme.scaled(LOWEST))

    def add(self, *widgets: QWidget) -> None:
        """Put these one under the other."""
        for widget in widgets:
            self._body.addWidget(widget)

    def add_row(self, row: QLayout) -> None:
        """Put a row of buttons or fields."""
        self._body.addLayout(row)
