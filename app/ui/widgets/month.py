"""The calendar from which a date is picked: one month, in our colours and words, in lines and in columns."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QToolTip, QVBoxLayout, QWidget

from app.i18n import N_, _, language, pgettext
from app.rules.calendar import Calendar, DayKind
from app.text.numerals import mongolian_month, weekday_short
from app.ui import icons, theme
from app.ui.widgets.words import name

DAYS, WEEKS = 7, 6
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The days there are: no office has older papers, and the weeks around them can be counted."""
SMALLER = 0.7  # the mark of a day off or at work, of the number above it
GAP = 8
FAINT = 140  # of 255: days of the month before and the next
_CHINESE_DAYS = "一二三四五六日"
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -DAYS,
    Qt.Key.Key_Down: DAYS,
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_NAME = N_("日历")
_BEFORE, _NEXT = N_("上个月"), N_("下个月")
_OFF = N_("{name}放假")
_WORK = N_("{name}调休，上班")


def in_month(day: date, months: int) -> date:
    """The day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _among(day: date) -> date:
    return max(FIRST, min(day, LAST))


def month_title(day: date) -> str:
    """The month in the language in use, as 2026年11月."""
    return mongolian_month(day.year, day.month) if language() == "mn_Mong" else f"{day.year}年{day.month}月"


def weekday_head(number: int) -> str:
    """A day of the week, 0 is Monday, as it stands over its column."""
    return weekday_short(number) if language() == "mn_Mong" else _CHINESE_DAYS[number]


class MonthGrid(QWidget):
    """Six weeks from Monday on; arrows go from day to day, PageUp and PageDown from month to month, Home to today."""

    picked = Signal(object)  # date
    moved = Signal()

    def __init__(self, day: date, today: date, calendar: Calendar | None) -> None:
        super().__init__()
        self.day, self.today = _among(day), today
        self._calendar = calendar or Calendar({})
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name(self, _NAME)
        self.setAccessibleDescription(day.isoformat())

    def move_to(self, day: date) -> None:
        """Go to this day, and so to its month."""
        self.day = day = _among(day)
        self.setAccessibleDescription(day.isoformat())
        self.moved.emit()
        self.update()

    def place(self, day: date) -> QRect:
        """Where the day stands; outside the grid if it is in none of its weeks."""
        days = (day - self._first()).days
        return self._box(1 + days // DAYS, days % DAYS)

    def sizeHint(self) -> QSize:
        """Room for the widest head and mark in every cell."""
        return QSize(self._cell().width() * DAYS, self._cell().height() * (WEEKS + 1))

    def minimumSizeHint(self) -> QSize:
        """The same: it shows all or nothing."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, pick, or close."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.move_to(self.day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.move_to(in_month(self.day, _MONTHS[key]))
        elif key == Qt.Key.Key_Home:
            self.move_to(self.today)
        elif key in _PICKS:
            self.picked.emit(self.day)
        elif key == Qt.Key.Key_Escape:
            self.window().close()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Month by month."""
        if turned := event.angleDelta().y():
            self.move_to(in_month(self.day, -1 if turned > 0 else 1))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the day under the pointer."""
        if day := self._at(event.position().toPoint().x(), event.position().toPoint().y()):
            self.picked.emit(day)

    def event(self, event: QEvent) -> bool:
        """Tell of a holiday or a make-up day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.told(day) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the heads and every day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.colours(self).quiet))
        for number in range(DAYS):
            painter.drawText(self._box(0, number), Qt.AlignmentFlag.AlignCenter, weekday_head(number))
        first = self._first()
        for number in range(DAYS * WEEKS):
            day = first + timedelta(days=number)
            self._draw(painter, self._box(1 + number // DAYS, number % DAYS).adjusted(1, 1, -1, -1), day)

    def _draw(self, painter: QPainter, box: QRect, day: date) -> None:
        colours, chosen = theme.colours(self), day == self.day
        ring = QPen(QColor(colours.accent), theme.scaled(2)) if day == self.today else QPen(Qt.PenStyle.NoPen)
        painter.setPen(ring)
        painter.setBrush(QColor(colours.accent) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box), theme.scaled(4), theme.scaled(4))
        painter.setPen(self._ink(day, colours))
        mark = _mark(self._calendar.kind(day))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if mark:
            self._draw_mark(painter, box, mark)

    def _draw_mark(self, painter: QPainter, box: QRect, mark: str) -> None:
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * SMALLER)
        painter.setFont(font)
        lower = box.adjusted(0, box.height() - self._mark_height(), 0, 0)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, mark)
        painter.restore()

    def _ink(self, day: date, colours: theme.Colours) -> QColor:
        if day == self.day:
            return QColor(colours.on_accent)
        if (day.year, day.month) != (self.day.year, self.day.month):
            return theme.tinted(colours.quiet, FAINT)
        return QColor(colours.ink if self._calendar.is_working(day) else colours.quiet)

    def told(self, day: date) -> str:
        """What the day is if the arrangement moves it, for instance 国庆节放假; else empty."""
        sentence = {DayKind.HOLIDAY: _OFF, DayKind.MAKE_UP: _WORK}.get(self._calendar.kind(day))
        return _(sentence).format(name=_(self._calendar.name(day))) if sentence else ""

    def _first(self) -> date:
        """The Monday with which the grid begins."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _at(self, x: int, y: int) -> date | None:
        cell = self._cell()
        week, number = y // cell.height() - 1, x // cell.width()
        return self._first() + timedelta(days=week * DAYS + number) if 0 <= week < WEEKS and number < DAYS else None

    def _box(self, line: int, place: int) -> QRect:
        cell = self._cell()
        return QRect(place * cell.width(), line * cell.height(), cell.width(), cell.height())

    def _mark_height(self) -> int:
        return round(self.fontMetrics().height() * SMALLER)

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        heads = max(metrics.horizontalAdvance(weekday_head(number)) for number in range(DAYS))
        marks = max(metrics.horizontalAdvance(_mark(kind)) for kind in DayKind) * SMALLER
        return QSize(
            round(max(heads, marks, metrics.height() * 1.5)) + theme.scaled(GAP), round(metrics.height() * 2.2)
        )


def _mark(kind: DayKind) -> str:
    """What an office's wall calendar prints beside a day that the State Council's arrangement moves."""
    if kind is DayKind.HOLIDAY:
        return pgettext("日历", "休")
    return pgettext("日历", "班") if kind is DayKind.MAKE_UP else ""


class Month(QWidget):
    """The month under its name, with the way to the one before and the next."""

    picked = Signal(object)  # date

    def __init__(self, day: date, today: date, calendar: Calendar | None = None) -> None:
        super().__init__()
        self.grid = MonthGrid(day, today, calendar)
        self.title = QLabel()
        self.title.setProperty("heading", True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before, self.next = self._way("before", _BEFORE, -1), self._way("next", _NEXT, 1)
        head = QHBoxLayout()
        head.addWidget(self.before)
        head.addWidget(self.title, 1)
        head.addWidget(self.next)
        box = QVBoxLayout(self)
        box.addLayout(head)
        box.addWidget(self.grid)
        self.grid.moved.connect(self._tell)
        self.grid.picked.connect(self.picked)
        self.setFocusProxy(self.grid)
        self._tell()

    def _way(self, icon: str, message: str, months: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("own", True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icons.put(button, icon)
        name(button, message, tip=True)
        button.clicked.connect(lambda: self.grid.move_to(in_month(self.grid.day, months)))
        return button

    def _tell(self) -> None:
        self.title.setText(month_title(self.grid.day))
