"""Drawing a search hit: its name, and under it the text that answered, with the hit in bold and underlined."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QWidget

from app.ui import theme
from app.ui.search.groups import GroupHead, excerpt
from app.ui.widgets.paged_table import ROW_ROLE, Index

PADDING = 8


class HitDelegate(QStyledItemDelegate):
    """Heads stand quiet and alone; a hit takes one line, or two where its text is not its name."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """Room for the lines of this row."""
        line = index.data(ROW_ROLE)
        lines = 1 if isinstance(line, GroupHead) or line.text == line.name else 2
        return QSize(0, int(option.fontMetrics.height() * lines) + theme.scaled(PADDING))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw the ground, then the words."""
        line = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        place = option.rect.adjusted(theme.scaled(PADDING), theme.scaled(PADDING) // 2, -theme.scaled(PADDING), 0)
        quiet = QColor(theme.colours(self._view).quiet)
        ink = option.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        if not isinstance(line, GroupHead) and line.brought_by:
            place = _draw_office(painter, place, line.brought_by, ink if chosen else quiet)
        if isinstance(line, GroupHead):
            painter.setPen(quiet)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, index.data())
        elif line.text == line.name:
            _draw_hit(painter, place, excerpt(line), ink)
        else:
            painter.setPen(ink)
            metrics = painter.fontMetrics()
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, name)
            under = place.adjusted(0, metrics.height(), 0, 0)
            _draw_hit(painter, under, excerpt(line), ink if chosen else quiet)
        painter.restore()


def _draw_office(painter: QPainter, place: QRect, office: str, colour: QColor) -> QRect:
    """Whose record it is stands at the end of the line; the room that is left before it."""
    metrics = painter.fontMetrics()
    words = metrics.elidedText(office, Qt.TextElideMode.ElideRight, place.width() // 3)
    painter.setPen(colour)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight, words)
    return place.adjusted(0, 0, -metrics.horizontalAdvance(words) - theme.scaled(2 * PADDING), 0)


def _draw_hit(painter: QPainter, place: QRect, parts: tuple[str, str, str], colour: QColor) -> None:
    """Three pieces after one another; the middle one stands out by its weight and a line, not by colour alone."""
    plain = painter.font()
    strong = QFont(plain)
    strong.setBold(theme.bold())
    strong.setUnderline(True)
    painter.setPen(colour)
    x = float(place.left())
    painter.setClipRect(place)
    for text, font in zip(parts, (plain, strong, plain), strict=True):
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        one_line = " ".join(text.splitlines())
        room = max(place.right() - x, 0.0)
        painter.drawText(QPointF(x, place.top() + metrics.ascent()), _fitting(metrics, one_line, room))
        x += metrics.horizontalAdvance(one_line)
    painter.setFont(plain)


def _fitting(metrics: QFontMetricsF, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
