"""How the boxes of a table are drawn, with a sign at each figure that needs a look."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyledItemDelegate, QWidget

from app.rules.report_grids import GridCell
from app.ui import theme
from app.ui.report.form_model import BOX_ROLE, SHOWN_ROLE, SIGNS, FormModel, Shown
from app.ui.widgets.buttons import Label
from app.ui.widgets.chips import Flow
from app.ui.widgets.paged_table import Index

PADDING = 5  # pixels at 100 % beside the words of a box
SIGN = 8  # pixels at 100 % of the sign of what is entered, differs or is wrong
INDENT = 14  # pixels at 100 % of one level
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap


def draw_signs(painter: QPainter, place: QRect, shown: Shown, colours: theme.Colours) -> None:
    """A sign for each way a figure needs a look: ● entered by hand, ◆ differs, ▲ wrong (filled) or doubtful."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side, y = place.height(), place.center().y()
    half, x = side // 2, place.left()
    for holds, colour, corners in (
        (shown.entered, colours.accent, ()),
        (shown.differs, colours.soon, ((half, -half), (side, 0), (half, half), (0, 0))),
        (shown.wrong, colours.late, ((half, -half), (side, half), (0, half))),
        (shown.doubtful, colours.soon, ((half, -half), (side, half), (0, half))),
    ):
        if not holds:
            continue
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if shown.doubtful and not shown.differs else QColor(colour))
        if corners:
            painter.drawPolygon(QPolygon([QPoint(x + right, y + down) for right, down in corners]))
        else:
            painter.drawEllipse(QPoint(x + half, y), half - 1, half - 1)
        x += side + theme.scaled(3)
    painter.restore()


class Sign(QWidget):
    """One of the signs by itself, for the legend."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The sign and a little air."""
        return QSize(theme.scaled(SIGN + 4), theme.scaled(SIGN + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        side = theme.scaled(SIGN)
        place = QRect(theme.scaled(2), (self.height() - side) // 2, side, side)
        draw_signs(QPainter(self), place, self._shown, theme.colours(self))


class Legend(QWidget):
    """What the signs mean."""

    def __init__(self) -> None:
        super().__init__()
        flow = Flow(self)
        for shown, words in SIGNS:
            flow.addWidget(Sign(shown))
            flow.addWidget(Label(words, tone="quiet"))


def indent(box: GridCell) -> int:
    """How far a label of a lower level stands from the edge, in pixels."""
    return box.level * theme.scaled(INDENT)


class BoxDelegate(QStyledItemDelegate):
    """Draws boxes: words in as many lines as they need, figures at the far edge with their signs before them."""

    typed = Signal(str, str)  # key of a cell, the text somebody typed into it

    def __init__(self, view: QWidget, form: FormModel) -> None:
        super().__init__(view)
        self._view, self._form = view, form

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one box."""
        box = index.data(BOX_ROLE)
        if not isinstance(box, GridCell):
            return
        colours, head = theme.colours(self._view), self._form.is_head(box)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(self._view.font())
        painter.fillRect(option.rect, self._ground(box, index, chosen, colours))
        painter.setPen(QColor(colours.on_accent if chosen else colours.quiet if head else colours.ink))
        pad = theme.scaled(PADDING)
        inside = option.rect.adjusted(pad, 0, -pad, 0)
        if box.key:
            self._draw_figure(painter, inside, index.data(SHOWN_ROLE), chosen)
        else:
            side = Qt.AlignmentFlag.AlignCenter if head else LEFT
            inside = inside.adjusted(indent(box), 0, 0, 0)
            seen = inside & option.widget.rect()
            needed = painter.boundingRect(inside, int(LEFT.value | WRAP.value), box.text).height()
            painter.drawText(seen if box.rows > 1 and seen.height() >= needed else inside, side | WRAP, box.text)
        painter.restore()

    def _ground(self, box: GridCell, index: Index, chosen: bool, colours: theme.Colours) -> QColor:
        if chosen:
            return QColor(colours.accent)
        if not box.key:
            return QColor(colours.paper)
        shown = index.data(SHOWN_ROLE)
        if shown.wrong:
            return theme.tinted(colours.late)
        return theme.tinted(colours.soon) if shown.differs or shown.doubtful else QColor(colours.surface)

    def _draw_figure(self, painter: QPainter, place: QRect, shown: Shown, chosen: bool) -> None:
        painter.drawText(place, RIGHT, shown.text)
        side = theme.scaled(SIGN)
        sign = QRect(place.left(), place.center().y() - side // 2, side, side)
        if not chosen:
            draw_signs(painter, sign, shown, theme.colours(self._view))

    def createEditor(self, parent: QWidget, _option: Any, _index: Index) -> QWidget:
        """A line for a figure."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFrame(False)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the box now."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed, if it is another figure."""
        if isinstance(editor, QLineEdit) and editor.text().strip() != index.data(Qt.ItemDataRole.EditRole):
            self.typed.emit(index.data(BOX_ROLE).key, editor.text())
