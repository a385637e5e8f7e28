"""Due dates and states as pills: a colour, and always the words."""

import re
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QWidget

from app.ui import theme
from app.ui.widgets.paged_table import VALUE_ROLE, Index
from app.ui.widgets.shown import Pill
from app.ui.widgets.wrapping import in_lines

__all__ = ["Pill", "PillDelegate", "PillLabel", "draw"]

NOTHING = Pill("unknown", "")
LONGEST = 264  # pixels at 100 % of a line in a pill that stands by itself
PADDING = 8
DOT = 6
APART = "\N{EN SPACE}"
EXACT = ("date", "number", "money")
MONGOLIAN = re.compile("[\u1800-\u18af]")
BROKEN = re.compile("[\u180b-\u180e\u200d]+…$")  # cut behind a selector, a separator, or Qt's joiner: a box


def width(widget: QWidget, text: str) -> int:
    """How wide a pill with these words is."""
    return widget.fontMetrics().horizontalAdvance(text) + theme.scaled(2 * PADDING + DOT + 6)


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """As much of a text as there is room for, and "…"."""
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return cut if cut == text else BROKEN.sub("…", cut)


def cell_width(view: QWidget, index: Index, kind: str) -> int:
    """How wide a cell must be, in pixels, for what may not miss its end; 0 for text, whose tip says all of it."""
    value = index.data(VALUE_ROLE)
    if isinstance(value, Pill):
        return width(view, value.text) + theme.scaled(12) if value.text else 0
    if kind not in EXACT or value is None:
        return 0
    return view.fontMetrics().horizontalAdvance(f"{index.data()}{APART}") + theme.scaled(8)


def draw(painter: QPainter, place: QRect, pill: Pill, colour: QColor) -> None:
    """Draw a pill at the left of this place: a dot and words on a light ground of the same colour."""
    metrics = painter.fontMetrics()
    size = metrics.size(0, pill.text)  # of one line or of several
    height = min(size.height() + theme.scaled(4), place.height())
    needed = size.width() + theme.scaled(2 * PADDING + DOT + 6)
    box = QRect(place.left(), place.center().y() - height // 2, min(needed, place.width()), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tinted(colour.name()))
    painter.drawRoundedRect(box, *(min(height, metrics.height() + theme.scaled(4)) / 2,) * 2)
    dot = theme.scaled(DOT)
    painter.setBrush(colour)
    painter.drawEllipse(box.left() + theme.scaled(PADDING), box.center().y() - dot // 2, dot, dot)
    painter.setPen(colour)
    words = box.adjusted(theme.scaled(PADDING + 6) + dot, 0, -theme.scaled(PADDING) // 2, 0)
    text = pill.text
    if "\n" not in text:
        text = elided(metrics, text, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


class PillDelegate(QStyledItemDelegate):
    """Draws cells whose value is a Pill; all others as usual, with room at the sides."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw the ground of the row, then the pill."""
        value = index.data(VALUE_ROLE)
        if not isinstance(value, Pill) or not value.text:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        painter.setFont(option.font)
        place = option.rect.adjusted(theme.scaled(4), 0, -theme.scaled(4), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            draw(painter, place, value, option.palette.color(QPalette.ColorRole.HighlightedText))
        else:
            draw(painter, place, value, QColor(theme.colours(self._view).of(value.state)))

    def initStyleOption(self, option: Any, index: Index) -> None:
        """Leave the focus to the whole row, not to one cell; keep figures apart from the next column."""
        super().initStyleOption(option, index)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += APART
        elif MONGOLIAN.search(option.text):
            sides = self._view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, self._view) + 1
            option.text = elided(option.fontMetrics, option.text, option.rect.width() - 2 * sides)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class PillLabel(QLabel):
    """A pill that stands by itself, on a form or a card."""

    def __init__(self, pill: Pill = NOTHING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pill = pill
        self.set_pill(pill)

    def set_pill(self, pill: Pill) -> None:
        """Show this state."""
        self._pill = pill
        self.setText(pill.text)
        self.setVisible(bool(pill.text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the words, the dot and the round ends; long words stand in several lines."""
        words = self.fontMetrics().size(0, self._words())
        return QSize(words.width() + width(self, ""), words.height() + theme.scaled(8))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill instead of plain words."""
        if self._pill.text:
            colour = QColor(theme.colours(self).of(self._pill.state))
            draw(QPainter(self), self.rect(), self._pill._replace(text=self._words()), colour)

    def _words(self) -> str:
        return in_lines(self._pill.text, self.fontMetrics(), theme.scaled(LONGEST))
