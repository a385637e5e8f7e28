"""Bars along the reading line with their names before them and their figures at their ends; in columns they stand."""

from collections.abc import Sequence
from decimal import Decimal

from app.rules.annual_report import plain_number
from app.rules.report_charts import Chart
from app.sheets.faces import Role
from app.sheets.pages import LEADING, WIDER, Pages
from app.sheets.pen import MIDDLE, MM, PALE, THIN, Align, Pen

SIZE, TITLE = 8.5, 10.5
PITCH, BAR = 5.6 * MM, 3.4 * MM
CLOSE = 1.15
"""How far apart the lines of one name stand."""
BETWEEN = 2 * MM
"""What keeps a name from its bar, and a bar from its figure."""
APART = 1.2 * MM
"""What is left free before each group of bars."""
LONGEST_NAME = 0.4
"""The names take no more of the length than this; a longer one goes on on a second line."""
INKS = (MIDDLE, PALE, 0.25)
NOTHING = "—"


def draw_chart(pages: Pages, chart: Chart) -> None:
    """Draw a chart, whole on one page."""
    drawing = Drawing(pages.pen, chart, pages.length)
    pages.need(drawing.depth)
    pages.across = drawing.draw(pages.across)


class Drawing:
    """A chart as long as this, for any place across the lines."""

    def __init__(self, pen: Pen, chart: Chart, length: float) -> None:
        self._pen, self._chart, self._whole = pen, chart, length
        self._groups = list(chart.bars())
        bars = [bar for _label, group in self._groups for bar in group]
        longest = max((pen.length(name, SIZE) for name, _value in bars), default=0.0)
        self._before = min(longest + 0.5, LONGEST_NAME * length) + BETWEEN
        self._names = {name: pen.lines(name, self._before - BETWEEN, SIZE) for name, _value in bars}
        after = max((pen.length(_figure(value), SIZE, Role.LABEL) for _name, value in bars), default=0.0)
        self._room = length - self._before - after - BETWEEN

    @property
    def depth(self) -> float:
        """How deep the chart is with its title."""
        return self._head_depth + sum(self._group_depth(label, bars) for label, bars in self._groups) + BETWEEN

    def draw(self, across: float) -> float:
        """Draw title, what is measured, and bars; where the chart ends comes out."""
        self._line(across, self._leading(TITLE), self._chart.title, TITLE, Role.LABEL, Align.CENTRE)
        self._line(across + self._leading(TITLE), self._leading(SIZE), self._chart.measure, SIZE, align=Align.CENTRE)
        across += self._head_depth
        for label, bars in self._groups:
            self._group(across, label, bars)
            across += self._group_depth(label, bars)
        return across + BETWEEN

    @property
    def _head_depth(self) -> float:
        return self._leading(TITLE) + self._leading(SIZE)

    def _leading(self, size: float, factor: float = LEADING) -> float:
        return size * factor * (WIDER if self._pen.frame.columns else 1.0)

    def _line(
        self, across: float, depth: float, text: str, size: float, role: Role = Role.TEXT, align: Align = Align.START
    ) -> None:
        self._pen.aligned(0, across + depth / 2, self._whole, text, size, role, align)

    def _group(self, across: float, label: str, bars: Sequence[tuple[str, Decimal | None]]) -> None:
        if label:
            self._line(across + APART, self._leading(SIZE), label, SIZE, Role.LABEL)
            across += APART + self._leading(SIZE)
        top = across
        for number, (name, value) in enumerate(bars):
            self._bar(across, name, value, INKS[number % len(INKS)] if label else MIDDLE)
            across += self._pitch(name)
        self._pen.rules([(self._before, top, self._before, across)])

    def _group_depth(self, label: str, bars: Sequence[tuple[str, Decimal | None]]) -> float:
        return sum(self._pitch(name) for name, _value in bars) + (APART + self._leading(SIZE) if label else 0.0)

    def _pitch(self, name: str) -> float:
        return max(PITCH, len(self._names[name]) * self._leading(SIZE, CLOSE) + 0.6 * MM)

    def _bar(self, across: float, name: str, value: Decimal | None, ink: float) -> None:
        pen, lines, leading = self._pen, self._names[name], self._leading(SIZE, CLOSE)
        middle = across + self._pitch(name) / 2
        pen.block(0, middle - len(lines) * leading / 2, self._before - BETWEEN, lines, SIZE, leading, align=Align.END)
        length = self._length(value)
        if length:
            pen.box(self._before, middle - BAR / 2, length, BAR, THIN, ink)
        pen.text(self._before + length + BETWEEN, middle, _figure(value), SIZE, Role.LABEL)

    def _length(self, value: Decimal | None) -> float:
        """A bar's length; the longest takes all the room there is."""
        most = self._chart.most
        return float((value or 0) / most) * self._room if most > 0 else 0.0


def _figure(value: Decimal | None) -> str:
    return NOTHING if value is None else plain_number(value)
