"""What is known of a record, label and text, to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Label


class Facts(QWidget):
    """Labels (marked with N_) and texts one under the other, so that long words never squeeze what they name."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.scaled(2))

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these; a row without text is left out."""
        while self._box.count():
            item = self._box.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for label, text in rows:
            if text:
                self._box.addWidget(Label(label, tone="quiet", wrap=True))
                self._box.addWidget(_value(text))

    def texts(self) -> list[str]:
        """Everything that is shown, in order."""
        widgets = [item.widget() for n in range(self._box.count()) if (item := self._box.itemAt(n))]
        return [widget.text() for widget in widgets if isinstance(widget, QLabel)]


def _value(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(0, 0, 0, theme.scaled(6))
    return label
