"""The reason of a due date as a strip of days."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.calendar import Count, Day, DayKind, explained
from app.ui import theme

CELL = 30
LINES = 3  # of type in a cell: date, number, name
_START = N_("起算")
_MAKE_UP = N_("班")
_NAME = N_("计算过程")


class _Strip(QWidget):
    """One cell a day: filled if counted, hollow at weekends, hatched on holidays, ringed on the due day."""

    def __init__(self) -> None:
        super().__init__()
        self._count: Count | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_count(self, count: Count | None) -> None:
        """Draw this count."""
        self._count = count
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a fortnight in a line."""
        return QSize(self._cell().width() * 14, self.heightForWidth(self._cell().width() * 14))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the days need."""
        days = len(self._count.days) if self._count else 0
        return -(-days // self._across(width)) * self._cell().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer cells to a line make more lines."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        """Tell of the day under the pointer what its line in the explanation says."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._count:
            number = self._at(event.pos().x(), event.pos().y())
            if 0 <= number < len(self._count.days):
                QToolTip.showText(event.globalPos(), explained(self._count)[number], self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every day."""
        if self._count is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell, across = self._cell(), self._across(self.width())
        for number, day in enumerate(self._count.days):
            line, place = divmod(number, across)
            box = QRect(place * cell.width(), line * cell.height(), cell.width(), cell.height())
            self._draw(painter, box.adjusted(1, 1, -1, -1), day, self._count)

    def _draw(self, painter: QPainter, box: QRect, day: Day, count: Count) -> None:
        colours = theme.colours(self)
        counted = day.counted is not None
        due = day.on == count.due and day.on != count.start
        ring = QColor(colours.soon if count.provisional else colours.late) if due else QColor(colours.line)
        painter.setPen(QPen(ring, theme.scaled(2) if due else 1))
        painter.setBrush(theme.tinted(colours.accent, 60) if counted else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box), theme.scaled(4), theme.scaled(4))
        if day.kind is DayKind.HOLIDAY and not counted:
            self._hatch(painter, box, colours)
        painter.setPen(QColor(colours.ink if counted else colours.quiet))
        line = box.height() // LINES
        for number, text in enumerate((f"{day.on.month}-{day.on.day}", _middle(day, count), _(day.name))):
            place = QRect(box.left(), box.top() + number * line, box.width(), line)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _hatch(self, painter: QPainter, box: QRect, colours: theme.Colours) -> None:
        painter.setPen(QPen(QColor(colours.line), 1))
        step = theme.scaled(8)
        painter.save()
        painter.setClipRect(box)
        for x in range(box.left() - box.height(), box.right(), step):
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        painter.restore()

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(theme.scaled(CELL), metrics.horizontalAdvance("12-30") + theme.scaled(8))
        return QSize(width, metrics.height() * LINES + theme.scaled(6))

    def _across(self, width: int) -> int:
        return max(1, width // self._cell().width())

    def _at(self, x: int, y: int) -> int:
        cell, across = self._cell(), self._across(self.width())
        place = x // cell.width()
        return y // cell.height() * across + place if place < across else -1


def _middle(day: Day, count: Count) -> str:
    if day.on == count.start:
        return _(_START)
    if day.counted is not None:
        return f"{day.counted} {_(_MAKE_UP)}" if day.kind is DayKind.MAKE_UP else str(day.counted)
    return "—"


class DayStrip(QWidget):
    """The strip of a count over the sentence that gives its reason; its explanation is there for those who listen."""

    def __init__(self) -> None:
        super().__init__()
        self._strip = _Strip()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._strip)
        box.addWidget(self._sentence)
        self._strip.setAccessibleName(_(_NAME))

    def show_count(self, count: Count | None, sentence: str = "") -> None:
        """Draw this count, or nothing, over a sentence in the language in use."""
        self._strip.show_count(count)
        self._strip.setVisible(count is not None)
        self._strip.setAccessibleDescription("\n".join(explained(count)) if count else "")
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
