"""A table of the report as the law prints it: boxes that reach over rows and columns, some of which hold figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.i18n import N_, _
from app.ui.widgets.paged_table import VALUE_ROLE, ColumnSpec, Index

BOX_ROLE = Qt.ItemDataRole.UserRole + 3  # the Box that begins in this cell, or None
SHOWN_ROLE = Qt.ItemDataRole.UserRole + 4  # the Shown of a box with a figure
_NOWHERE = QModelIndex()


class BoxKind(StrEnum):
    """What stands in a box."""

    HEAD = "head"  # over columns or over a block of rows
    LABEL = "label"  # of a row
    UNIT = "unit"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a printed table: where it begins, how far it reaches, its words (marked with N_) or its cell's key."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    kind: BoxKind = BoxKind.HEAD
    text: str = ""
    key: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is shown: the value, how it came about, and what the checks say of it."""

    value: Decimal | None = None
    entered: bool = False
    differs: bool = False
    wrong: bool = False  # an error without a reason
    doubtful: bool = False  # a warning, or an error with a reason
    reason: str = ""
    decimal: bool = False
    by_hand: bool = False  # no register feeds it

    @property
    def text(self) -> str:
        """The figure with thousands, as many decimals as it has; nothing where there is none."""
        return figure_words(self.value)


NOTHING = Shown()
_ENTERED, _DIFFERS = N_("手工填报"), N_("与台账统计不一致")
_WRONG, _DOUBTFUL = N_("核对有误"), N_("核对有提醒")


def figure_words(value: Decimal | None) -> str:
    """A figure with thousands; nothing for None."""
    return "" if value is None else f"{value.normalize():,f}"


def marks(shown: Shown) -> list[str]:
    """What the signs in a box mean, in the language in use."""
    told = ((shown.entered, _ENTERED), (shown.differs, _DIFFERS), (shown.wrong, _WRONG), (shown.doubtful, _DOUBTFUL))
    return [_(message) for holds, message in told if holds]


class FormModel(QAbstractTableModel):
    """The boxes of one table, and the figures in them by key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.boxes: Sequence[Box] = ()
        self.columns: Sequence[ColumnSpec] = ()
        self._places: dict[tuple[int, int], Box] = {}
        self._covered: dict[tuple[int, int], Box] = {}
        self._figures: Mapping[str, Shown] = {}
        self._rows = 0

    def show_table(self, boxes: Sequence[Box], figures: Mapping[str, Shown]) -> None:
        """Show another table."""
        self.beginResetModel()
        self.boxes, self._figures = boxes, figures
        self._places = {(box.row, box.column): box for box in boxes}
        self._covered = {
            (row, column): box
            for box in boxes
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        }
        self._rows = max((row for row, _column in self._covered), default=-1) + 1
        width = max((column for _row, column in self._covered), default=-1) + 1
        numbers = {box.column for box in boxes if box.kind is BoxKind.FIGURE}
        self.columns = [
            ColumnSpec(str(number), "", kind="number" if number in numbers else "text") for number in range(width)
        ]
        self.endResetModel()

    def show_figures(self, figures: Mapping[str, Shown]) -> None:
        """Show these figures in the table that is there; the keyboard stays where it is."""
        self._figures = figures
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self.columns) - 1))

    def box(self, row: int, column: int) -> Box | None:
        """The box that covers this place."""
        return self._covered.get((row, column))

    def figure_boxes(self) -> list[Box]:
        """The boxes with figures, line by line."""
        return [box for box in self.boxes if box.kind is BoxKind.FIGURE]

    def shown(self, key: str) -> Shown:
        """The figure of this cell."""
        return self._figures.get(key, NOTHING)

    def place(self, key: str) -> Index:
        """Where the figure of this cell stands; an invalid index if this table has it not."""
        found = next((box for box in self.boxes if box.key == key), None)
        return self.index(found.row, found.column) if found else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only figures can be reached and typed in."""
        box = self._places.get((index.row(), index.column()))
        if box is None or box.kind is not BoxKind.FIGURE:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a box, or its figure and what the signs in it mean."""
        box = self._places.get((index.row(), index.column()))
        if box is None:
            return None
        if role == BOX_ROLE:
            return box
        if box.kind is BoxKind.FIGURE:
            return self._figure_data(box, role)
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return _(box.text) if box.text and role in words else None

    def _figure_data(self, box: Box, role: int) -> Any:
        figure = self.shown(box.key)
        if role == SHOWN_ROLE:
            return figure
        if role == VALUE_ROLE:
            return figure.value
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.text
        if role == Qt.ItemDataRole.EditRole:
            return "" if figure.value is None else f"{figure.value.normalize():f}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (figure.text, *marks(figure))))
        return None
