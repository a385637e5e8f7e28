"""Every day of a case as weeks from Monday on: what it is to the clock, its number, what happened, what was due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from app.i18n import N_, _, pgettext
from app.rules.calendar import DayKind, weekday_name
from app.rules.request_clock import Case, CaseDay, DayPart
from app.rules.request_days import day_words
from app.rules.request_events import EVENT_NAMES
from app.ui import theme
from app.ui.widgets.buttons import Label
from app.ui.widgets.month import weekday_head
from app.ui.widgets.words import name

DAYS = 7
LINES = 3  # of type in a cell: date, number, what happened
STRONG, FAINT, PALE = 90, 36, 16  # of 255: days that are over, days to come
PART_NAMES: Mapping[DayPart, str] = MappingProxyType(
    {
        DayPart.WAITING: N_("等确认，不计"),
        DayPart.START: N_("起算当日，不计"),
        DayPart.COUNTED: N_("计入期限"),
        DayPart.OFF: N_("休息日，不计"),
        DayPart.CORRECTING: N_("等补正，不计"),
        DayPart.CONSULTING: N_("征求意见，不计"),
        DayPart.REASONING: N_("等说明理由，不计"),
        DayPart.PAYING: N_("等缴费，不计"),
    }
)
_HATCHES: Mapping[DayPart, Qt.BrushStyle] = MappingProxyType(
    {
        DayPart.WAITING: Qt.BrushStyle.Dense6Pattern,
        DayPart.CORRECTING: Qt.BrushStyle.BDiagPattern,
        DayPart.CONSULTING: Qt.BrushStyle.HorPattern,
        DayPart.REASONING: Qt.BrushStyle.VerPattern,
        DayPart.PAYING: Qt.BrushStyle.DiagCrossPattern,
    }
)
_NAME = N_("每一天怎么算")
_TOLD = N_("{date} {weekday}：{what}")
_DUE, _BASE, _NOTICE = N_("答复期限"), N_("延期以前的期限"), N_("告知补正的期限")
_OPINION, _CORRECTION, _PAYMENT = N_("“{party}”意见的期限"), N_("补正的期限"), N_("缴费的期限")
_TODAY = N_("今天")


def deadlines(case: Case) -> Iterator[tuple[date | None, str]]:
    """The days by which something was or is due, each in words."""
    due = case.base_due if case.due is None else case.due
    yield due, _(_DUE)
    yield (case.base_due if case.base_due != due else None), _(_BASE)
    yield case.correction_due, _(_CORRECTION)
    yield case.payment_due, _(_PAYMENT)
    for each in case.consultations:
        yield each.due, _(_OPINION).format(party=each.event.party)


def day_told(day: CaseDay, case: Case) -> list[str]:
    """Everything there is to say of a day: what it is, what happened, what was due."""
    due = [words for on, words in deadlines(case) if on == day.on]
    return [day_words(day), *(_(EVENT_NAMES[event.kind]) for event in day.events), *due]


def day_sentence(day: CaseDay, case: Case) -> str:
    """A day in one line: 2026-03-09 星期一：第5个工作日；征求意见."""
    told = "；".join(day_told(day, case))
    return _(_TOLD).format(date=day.on.isoformat(), weekday=weekday_name(day.on), what=told)


def paint_part(painter: QPainter, box: QRect, part: DayPart, colours: theme.Colours, over: bool) -> None:
    """The ground of a day: full where it counts, another where the clock stands, empty on days off."""
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if part is DayPart.COUNTED:
        painter.setBrush(theme.tinted(colours.accent, STRONG if over else FAINT))
    elif part is DayPart.START:
        painter.setPen(QPen(QColor(colours.accent), theme.scaled(2)))
    elif part in _HATCHES:
        painter.setBrush(theme.tinted(colours.soon, FAINT if over else PALE))
    painter.drawRoundedRect(QRectF(box), theme.scaled(4), theme.scaled(4))


def paint_hatch(painter: QPainter, box: QRect, part: DayPart, colours: theme.Colours) -> None:
    """What tells one reason for which the clock stands from another, without colour; where the number would be."""
    if part in _HATCHES:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(colours.soon), _HATCHES[part]))
        painter.setBrushOrigin(box.topLeft())  # the same lines in every cell
        inside = theme.scaled(4)
        painter.drawRect(box.adjusted(inside, 2, -inside, -2))


def _day_name(day: CaseDay) -> str:
    """Which holiday it is, or that it is worked on."""
    return pgettext("日历", "班") if day.kind is DayKind.MAKE_UP else _(day.name)


class _Swatch(QWidget):
    """The ground of a kind of day, as it is drawn in the grid."""

    def __init__(self, part: DayPart) -> None:
        super().__init__()
        self._part = part

    def sizeHint(self) -> QSize:
        """As high as the words beside it."""
        return QSize(theme.scaled(24), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.fontMetrics().height()
        box = QRect(1, (self.height() - height) // 2 + 1, theme.scaled(22), height - 2)
        paint_part(painter, box, self._part, theme.colours(self), over=True)
        paint_hatch(painter, box, self._part, theme.colours(self))


class LegendItem(QWidget):
    """What a ground means."""

    def __init__(self, part: DayPart) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(6))
        row.addWidget(_Swatch(part))
        row.addWidget(Label(PART_NAMES[part], tone="quiet"))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the grid shows."""

    case: Case
    today: date
    days: Mapping[date, CaseDay]
    first: date  # a Monday
    due: frozenset[date]  # days on which something was due beside the reply


class DayGrid(QWidget):
    """One cell a day, a line a week. Arrows go from day to day, Home and End to the first and the last."""

    moved = Signal(str)  # the day the keyboard is on, in a sentence

    def __init__(self) -> None:
        super().__init__()
        self._shown: _Shown | None = None
        self.day: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        name(self, _NAME)

    def show_case(self, case: Case, today: date, other: bool = True) -> None:
        """Draw this case; in another one than before the keyboard stands on today, or on the last day."""
        first = case.days[0].on
        due = frozenset(on for on, _words in deadlines(case) if on)
        days = {day.on: day for day in case.days}
        self._shown = _Shown(case, today, days, first - timedelta(days=first.weekday()), due)
        if other or self.day not in days:
            self.day = min(max(today, first), case.days[-1].on)
        self._fit()
        self.move_to(self.day or first)

    def move_to(self, day: date) -> None:
        """Go to this day and tell of it."""
        if self._shown and day in self._shown.days:
            self.day = day
            self.setAccessibleDescription(self.told())
            self.moved.emit(self.told())
            self.update()

    def told(self) -> str:
        """The sentence of the day the keyboard is on."""
        if self._shown is None or self.day is None:
            return ""
        return day_sentence(self._shown.days[self.day], self._shown.case)

    def sizeHint(self) -> QSize:
        """Room for every week."""
        return QSize(self._least() * DAYS, self._line() * self._weeks() + self._head())

    def minimumSizeHint(self) -> QSize:
        """The same: it shows all."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days share the width."""
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
            if self.day and event.type() == QEvent.Type.LanguageChange:
                self.move_to(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if self._shown and self.day and key in steps:
            self.move_to(self.day + timedelta(days=steps[key]))
        elif self._shown and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.move_to(self._shown.case.days[0 if key == Qt.Key.Key_Home else -1].on)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the day under the pointer."""
        self.setFocus()
        if day := self._at(event.position().toPoint().x(), event.position().toPoint().y()):
            self.move_to(day)

    def event(self, event: QEvent) -> bool:
        """The same as a tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._shown:
            day = self._shown.days.get(self._at(event.pos().x(), event.pos().y()) or date.min)
            QToolTip.showText(event.globalPos(), day_sentence(day, self._shown.case) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the heads and every day."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_heads(painter)
        for day in self._shown.days.values():
            self._draw(painter, self._place(day.on), day, self._shown)

    def _draw_heads(self, painter: QPainter) -> None:
        """The days of the week, smaller where the columns are narrow: Mongolian ones are whole words."""
        heads, wide = [weekday_head(number) for number in range(DAYS)], self._wide()
        longest = max(self.fontMetrics().horizontalAdvance(head) for head in heads)
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * min(1.0, (wide - theme.scaled(4)) / longest))
        painter.setFont(font)
        painter.setPen(QColor(theme.colours(self).quiet))
        for number, head in enumerate(heads):
            painter.drawText(QRect(number * wide, 0, wide, self._head()), Qt.AlignmentFlag.AlignCenter, head)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, day: CaseDay, shown: _Shown) -> None:
        colours, over = theme.colours(self), day.on <= shown.today or shown.case.ended
        paint_part(painter, box, day.part, colours, over)
        self._ring(painter, box, day.on, shown)
        line = box.height() // LINES
        places = [QRect(box.left(), box.top() + number * line, box.width(), line) for number in range(LINES)]
        paint_hatch(painter, places[1], day.part, colours)
        today = day.on == shown.today
        events = "、".join(_(EVENT_NAMES[event.kind]) for event in day.events)
        low = events or (_(_TODAY) if today else _day_name(day))
        inks = (colours.accent if today else colours.quiet, colours.ink, colours.accent if today else colours.ink)
        texts = (self._date(day.on, box.width()), str(day.counted or ""), low)
        for place, text, ink in zip(places, texts, inks, strict=True):
            painter.setPen(QColor(ink))
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        if events:
            self._mark(painter, box, colours)

    def _ring(self, painter: QPainter, box: QRect, day: date, shown: _Shown) -> None:
        """Red round the day of the reply, dashed round other days on which something is due; the keyboard's inside."""
        colours, case = theme.colours(self), shown.case
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day in shown.due:
            final = day == (case.due or case.base_due)
            colour = QColor(colours.soon if case.provisional and final else colours.late)
            style = Qt.PenStyle.SolidLine if final else Qt.PenStyle.DashLine
            painter.setPen(QPen(colour, theme.scaled(2), style))
            painter.drawRoundedRect(QRectF(box), theme.scaled(4), theme.scaled(4))
        if day == self.day and self.hasFocus():
            inner = theme.scaled(3)
            painter.setPen(QPen(QColor(colours.ink), theme.scaled(2)))
            painter.drawRoundedRect(QRectF(box.adjusted(inner, inner, -inner, -inner)), inner, inner)

    @staticmethod
    def _mark(painter: QPainter, box: QRect, colours: theme.Colours) -> None:
        """A dot in the corner of a day on which something happened."""
        size = theme.scaled(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(box.right() - size - theme.scaled(3), box.top() + theme.scaled(4), size, size)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def _weeks(self) -> int:
        if self._shown is None:
            return 0
        return (self._shown.case.days[-1].on - self._shown.first).days // DAYS + 1

    def _head(self) -> int:
        return self.fontMetrics().height() + theme.scaled(6)

    def _line(self) -> int:
        return self.fontMetrics().height() * LINES + theme.scaled(8)

    def _least(self) -> int:
        return self.fontMetrics().horizontalAdvance("30") + theme.scaled(12)

    def _date(self, day: date, width: int) -> str:
        """With its month where there is room for it."""
        whole = f"{day.month}-{day.day}"
        return whole if self.fontMetrics().horizontalAdvance("12-30") <= width else str(day.day)

    def _wide(self) -> int:
        return max(self._least(), self.width() // DAYS)

    def _place(self, day: date) -> QRect:
        assert self._shown is not None
        week, number = divmod((day - self._shown.first).days, DAYS)
        box = QRect(number * self._wide(), self._head() + week * self._line(), self._wide(), self._line())
        inside = theme.scaled(2)
        return box.adjusted(inside, inside, -inside, -inside)

    def _at(self, x: int, y: int) -> date | None:
        if self._shown is None or y < self._head() or x >= self._wide() * DAYS:
            return None
        day = self._shown.first + timedelta(days=(y - self._head()) // self._line() * DAYS + x // self._wide())
        return day if day in self._shown.days else None
