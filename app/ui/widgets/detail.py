"""The detail beside a list: its heading, what the page puts there, and the actions at its foot."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QTableView, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui import theme
from app.ui.widgets.buttons import Button, quiet
from app.ui.widgets.chips import Flow
from app.ui.widgets.scrolling import scrolled

NARROWEST = 320
NARROW = 620  # pixels at 100 %: below this there is no room for two
LOWEST = 240
SHARES = (62, 38)
HAND_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = N_("← 返回列表")


class Detail(QFrame):
    """A card with a heading, a body that scrolls, and a row of buttons that never does.

    Put widgets with `add`, one under the other; buttons with `set_actions`, the primary one last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(theme.scaled(NARROWEST))
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("heading", True)
        self.heading.setWordWrap(True)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box = QVBoxLayout(self)
        self._body = QVBoxLayout()
        self._actions = Flow(end=True)
        self._body.setSpacing(theme.scaled(8))
        self._box.addWidget(self.heading)
        inside = QWidget()
        inside.setLayout(self._body)
        self._area = scrolled(inside, across=False)
        self._box.addWidget(self._area, 1)
        self._box.addLayout(self._actions)

    def minimumSizeHint(self) -> QSize:
        """Room for a few lines of the body under all lines of the heading, at the width it has, and the actions."""
        least, width = super().minimumSizeHint(), max(self.width(), self.minimumWidth())
        return QSize(least.width(), max(least.height(), self._box.minimumHeightForWidth(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On shorter lines the heading takes more of them."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def set_heading(self, text: str) -> None:
        """Name the record that is shown."""
        self.heading.setText(text)

    def add(self, widget: QWidget) -> None:
        """Put this at the end of the body."""
        self._body.addWidget(widget)

    def bring(self, widget: QWidget) -> None:
        """Scroll to where this part begins, once it has its place."""
        inside, bar = self._area.widget(), self._area.verticalScrollBar()
        QTimer.singleShot(0, widget, lambda: bar.setValue(widget.mapTo(inside, QPoint()).y()))

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
        for button in buttons:
            self._actions.addWidget(button)


class Beside(QWidget):
    """The list and its detail side by side, the border movable; on a narrow page one takes the other's place.

    Where the page is taller than wide, as one in columns is, the detail stands under the list; `tall` is the height,
    as a share of the width, from which it does, less than 1 for what needs the whole width.

    On a narrow page a click or Enter in the list leads to the detail, and a button above leads back.
    """

    alone = Signal(bool)  # whether the detail stands in the list's place

    def __init__(self, main: QWidget, detail: QWidget, shares: tuple[int, int] = SHARES, tall: float = 1) -> None:
        super().__init__()
        self._tall = tall
        self._main, self._detail = main, detail
        self._narrow = self._asked = False
        self._back = quiet(_BACK, self.show_list)
        self._back.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.scaled(8))
        for number, (widget, share) in enumerate(zip((main, detail), shares, strict=True)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(number, share)
        if shares != SHARES:  # else as long as the two would like to be
            self._splitter.setSizes([theme.scaled(10 * share) for share in shares])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(4))
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._splitter, 1)
        self._table = main if isinstance(main, QTableView) else main.findChild(QTableView)
        if self._table:
            self._table.clicked.connect(self._clicked)
            self._table.installEventFilter(self)

    def show_detail(self) -> None:
        """Lead to the detail; nothing changes where both are in sight."""
        self._asked = True
        self._arrange()

    def show_list(self) -> None:
        """Lead back to the list."""
        self._asked = False
        self._arrange()
        if self._table:
            self._table.setFocus()

    def sizeHint(self) -> QSize:
        """A few rows: it takes what room there is, and scrolls within it."""
        return QSize(super().sizeHint().width(), theme.scaled(LOWEST))

    def minimumSizeHint(self) -> QSize:
        """Room for the wider of the two, as one can always take the other's place."""
        widths = (part.minimumSizeHint().expandedTo(part.minimumSize()).width() for part in (self._main, self._detail))
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        tall = self.height() > self.width() * self._tall
        self._splitter.setOrientation(Qt.Orientation.Vertical if tall else Qt.Orientation.Horizontal)
        alone = self._narrow and self._asked  # what stood above may be gone for it, which made this tall
        narrow = (alone or not tall) and self.width() < theme.scaled(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def event(self, event: QEvent) -> bool:
        """Other words or larger type: the button keeps its height, of which the style's own least is only a part."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._back.setMinimumHeight(self._back.minimumSizeHint().height())
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list leads to the detail before the page hears of it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in HAND_ON:
            self.show_detail()
        return super().eventFilter(watched, event)

    def _clicked(self) -> None:
        """With Ctrl or Shift several rows are being chosen."""
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.show_detail()

    def _arrange(self) -> None:
        alone = self._narrow and self._asked
        self._main.setVisible(not alone)
        self._detail.setVisible(alone or not self._narrow)
        self._back.setVisible(alone)
        self.alone.emit(alone)
