"""A chart of the report: bars along the line, each with its name before it and its figure behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import N_, _
from app.rules.report_charts import Chart
from app.ui import theme
from app.ui.report.form_model import figure_words

NAMES = 0.4  # of the line that names of bars may take
BAR, APART = 14, 6  # pixels at 100 %: how thick a bar is, and how far from the next
SHORTEST = 120  # pixels at 100 % of the longest bar
WIDEST = 860  # pixels at 100 % of a chart: longer lines are harder to compare
NAMED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FIGURE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap
_SAYS, _NO_FIGURE = N_("{name}：{figure}"), N_("没有数字")


class Line(NamedTuple):
    """A line of the chart: a heading over bars that belong together, or a bar with its name and figure."""

    name: str
    value: Decimal | None
    heading: bool
    number: int  # of the bar among those that belong together

    @property
    def figure(self) -> str:
        """The figure at its end."""
        return "—" if self.value is None else figure_words(self.value)


def lines_of(chart: Chart) -> Iterator[Line]:
    """The lines of a chart, from the top."""
    for label, bars in chart.bars():
        if label:
            yield Line(label, None, True, 0)
        for number, (words, value) in enumerate(bars):
            yield Line(words, value, False, number)


class BarChart(QWidget):
    """Draws one chart; it is as high as its lines."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self._lines = list(lines_of(chart))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(theme.scaled(WIDEST))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("\n".join(self.told()))

    def told(self) -> list[str]:
        """The chart in words, a sentence for each bar."""
        return [
            line.name
            if line.heading
            else _(_SAYS).format(name=line.name, figure=_(_NO_FIGURE) if line.value is None else line.figure)
            for line in self._lines
        ]

    def sizeHint(self) -> QSize:
        """Room for names, bars and figures."""
        width = theme.scaled(WIDEST)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The shortest bars that can be compared."""
        width = theme.scaled(SHORTEST) + self._figures()
        return QSize(round(width / (1 - NAMES)), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Names that are long stand in several lines."""
        return sum(self._height(line, width) for line in self._lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names break elsewhere on a shorter line."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMaximumWidth(theme.scaled(WIDEST))
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every line."""
        painter = QPainter(self)
        top = 0
        for line in self._lines:
            height = self._height(line, self.width())
            self._draw(painter, line, QRect(0, top, self.width(), height))
            top += height

    def _draw(self, painter: QPainter, line: Line, place: QRect) -> None:
        colours = theme.colours(self)
        painter.setPen(QColor(colours.quiet if line.heading else colours.ink))
        if line.heading:
            painter.drawText(place, FIGURE, line.name)
            return
        names, apart = self._names(place.width()), theme.scaled(APART)
        painter.drawText(QRect(0, place.top(), names, place.height()), NAMED | WRAP, line.name)
        room = place.width() - names - 2 * apart - self._figures()
        length = round(room * line.value / self._chart.most) if line.value and self._chart.most else 0
        thick = theme.scaled(BAR)
        bar = QRect(names + apart, place.center().y() - thick // 2, max(length, 1), thick)
        painter.fillRect(bar, self._colour(line, colours))
        painter.drawText(place.adjusted(bar.right() + apart, 0, 0, 0), FIGURE, line.figure)

    def _colour(self, line: Line, colours: theme.Colours) -> QColor:
        """Bars that belong together differ a little; their names tell which is which."""
        alone = len(self._chart.series) == 1
        return QColor(colours.accent if alone or line.number == 0 else colours.unknown)

    def _names(self, width: int) -> int:
        """How far the names reach: as the longest, but never too far."""
        longest = max((self.fontMetrics().horizontalAdvance(line.name) for line in self._bars()), default=0)
        return min(longest + 2, round(width * NAMES))

    def _figures(self) -> int:
        longest = max((self.fontMetrics().horizontalAdvance(line.figure) for line in self._bars()), default=0)
        return longest + theme.scaled(APART)

    def _bars(self) -> Iterator[Line]:
        return (line for line in self._lines if not line.heading)

    def _height(self, line: Line, width: int) -> int:
        least = max(theme.scaled(BAR), self.fontMetrics().height()) + theme.scaled(APART)
        if line.heading:
            return least
        place = QRect(0, 0, self._names(width), 1 << 14)
        words = self.fontMetrics().boundingRect(place, int(NAMED.value | WRAP.value), line.name)
        return max(least, words.height() + theme.scaled(APART))
