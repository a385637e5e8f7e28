"""The detail beside a list: its heading, what the page puts there, and the actions at its foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button

NARROWEST = 320
SHARES = (62, 38)


class Detail(QFrame):
    """A card with a heading, a body that scrolls, and a row of buttons that never does.

    Put widgets with `add`, one under the other; buttons with `set_actions`, the primary one last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(theme.scaled(NARROWEST))
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box = QVBoxLayout(self)
        self._body = QVBoxLayout()
        self._actions = QHBoxLayout()
        self._body.setSpacing(theme.scaled(8))
        self._box.addWidget(self.heading)
        self._box.addWidget(_scrolling(self._body), 1)
        self._box.addLayout(self._actions)

    def set_heading(self, text: str) -> None:
        """Name the record that is shown."""
        self.heading.setText(f"<b>{text.replace('&', '&amp;').replace('<', '&lt;')}</b>" if text else "")

    def add(self, widget: QWidget) -> None:
        """Put this at the end of the body."""
        self._body.addWidget(widget)

    def add_stretch(self) -> None:
        """Keep the widgets together at the top."""
        self._body.addStretch(1)

    def set_actions(self, *buttons: Button) -> None:
        """Put these buttons at the foot, in reading order."""
        while self._actions.count():
            item = self._actions.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self._actions.addStretch(1)
        for button in buttons:
            self._actions.addWidget(button)


def _scrolling(body: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(body)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    for each in (area, area.viewport(), inside):
        each.setProperty("clear", True)
    return area


def beside(main: QWidget, detail: QWidget) -> QSplitter:
    """The list and its detail side by side, the border movable; on a narrow window the list gives way first."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(theme.scaled(8))
    for widget, share in zip((main, detail), SHARES, strict=True):
        splitter.addWidget(widget)
        splitter.setStretchFactor(splitter.count() - 1, share)
    return splitter
