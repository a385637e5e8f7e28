"""Pointers that show their direction, turned as the widget under them is."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

SIZE = 24
_PAIRS = (
    (Qt.CursorShape.SplitHCursor, Qt.CursorShape.SplitVCursor),
    (Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeVerCursor),
)
_TURNED = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}


def turn(widget: QWidget) -> None:
    """Turn the pointer that the widget has just been given."""
    shape = widget.cursor().shape()
    if shape == Qt.CursorShape.IBeamCursor:
        widget.setCursor(_lying_beam())
    elif shape in _TURNED:
        widget.setCursor(_TURNED[shape])


@cache
def _lying_beam() -> QCursor:
    """The mark between two letters of a column: a beam that lies."""
    picture = QPixmap(SIZE, SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    middle = SIZE // 2
    for colour, width in (("white", 3), ("black", 1)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(4, middle, SIZE - 4, middle)
        for x in (4, SIZE - 4):
            painter.drawLine(x, middle - 3, x, middle + 3)
    painter.end()
    return QCursor(picture, middle, middle)
