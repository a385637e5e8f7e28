"""The table of a notice as it is typed: cells of text under headings, every step of which can be taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _, language
from app.rules.notices import PRIVATE_CELL, RollTable, number_of, private_cells
from app.ui import theme
from app.ui.widgets.paged_table import ColumnSpec, Index
from app.ui.widgets.wrapping import two_lines

STEPS = 100  # that can be taken back
WIDEST = 60  # columns a sheet could ever hold
PRIVATE_TINT, WRONG_TINT = 70, 40
_UNNAMED = N_("第{n}列")
_NOT_NUMBER = N_("这一列应为数字，现在是“{text}”。")
_NOWHERE = QModelIndex()


def cells_of(text: str) -> list[list[str]]:
    """Rows copied from a spreadsheet: cells parted by tabs, quoted where they hold a line break; zeros stay."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def widened(table: RollTable, columns: int) -> RollTable:
    """The table with at least so many columns, all rows of one length."""
    more = max(columns - len(table.headings), 0)
    return squared(replace(table, headings=table.headings + ("",) * more))


def squared(table: RollTable) -> RollTable:
    """The table with everything as long as its headings."""
    n = len(table.headings)
    return RollTable(
        table.headings, _cut(table.headings_mn, n, ""), _cut(table.numbers, n, False), _cut(table.summed, n, False),
        tuple(_cut(row, n, "") for row in table.rows),
    )  # fmt: skip


def _cut(values: tuple[Any, ...], n: int, nothing: Any) -> tuple[Any, ...]:
    return (values + (nothing,) * (n - len(values)))[:n]


def sums(table: RollTable) -> list[tuple[str, Decimal]]:
    """Each column that adds up, and its sum."""
    return [
        (heading, sum((number_of(row[place]) or Decimal(0) for row in table.rows), Decimal(0)))
        for place, (heading, summed) in enumerate(zip(table.headings, table.summed, strict=False))
        if summed
    ]


class GridModel(QAbstractTableModel):
    """A RollTable that can be edited; one empty row below is where typing goes on."""

    edited = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._table = RollTable()
        self._wrong: dict[tuple[int, int], tuple[bool, str]] = {}  # whether it is private, and the sentence
        self._undo: list[RollTable] = []
        self._redo: list[RollTable] = []
        self.read_only = False

    @property
    def columns(self) -> Sequence[ColumnSpec]:
        """The columns as any table of ours names them."""
        return [ColumnSpec(heading, heading) for heading in self._table.headings]

    def table(self) -> RollTable:
        """What stands in it, without empty rows."""
        return replace(self._table, rows=tuple(row for row in self._table.rows if any(row)))

    def set_table(self, table: RollTable) -> None:
        """Show this table; what was done before cannot be taken back."""
        self._undo, self._redo = [], []
        self._put(squared(table))

    def set_read_only(self, read_only: bool) -> None:
        """Show it without the empty row, and let nothing be changed."""
        self.beginResetModel()
        self.read_only = read_only
        self.endResetModel()

    def change(self, table: RollTable) -> None:
        """Put this in place of what stands there, as one step."""
        if self.read_only or table == self._table:
            return
        self._undo = [*self._undo, self._table][-STEPS:]
        self._redo = []
        self._put(squared(table))
        self.edited.emit()

    def undo(self) -> None:
        """Take the last step back."""
        self._turn(self._undo, self._redo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(self._redo, self._undo)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; nothing in the empty row."""
        return self._table.rows[row][column] if row < len(self._table.rows) else ""

    def set_cells(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from this one on, as one step; rows and columns are added as it needs them."""
        wide = max((len(line) for line in block), default=0)
        table = widened(self._table, min(column + wide, WIDEST))
        rows = [list(each) for each in table.rows]
        rows += [[""] * len(table.headings) for _number in range(row + len(block) - len(rows))]
        for down, line in enumerate(block):
            for right, text in enumerate(line[: WIDEST - column]):
                rows[row + down][column + right] = text
        self.change(replace(table, rows=tuple(map(tuple, rows))))

    def wrong(self) -> list[str]:
        """The sentences on cells that must be mended, from the top; personal numbers first."""
        private = [text for is_private, text in self._wrong.values() if is_private]
        return private + [text for is_private, text in self._wrong.values() if not is_private]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows, and one more to go on typing."""
        if parent.isValid() or not self._table.headings:
            return 0
        return len(self._table.rows) + (0 if self.read_only else 1)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self._table.headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be typed in."""
        editable = Qt.ItemFlag.NoItemFlags if self.read_only else Qt.ItemFlag.ItemIsEditable
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, its side, and whether it may not stay so."""
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell(*place)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._table.numbers[place[1]] else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if place in self._wrong:
            private, sentence = self._wrong[place]
            if role == Qt.ItemDataRole.ToolTipRole:
                return sentence
            if role == Qt.ItemDataRole.BackgroundRole:
                return self._tint(private)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A cell was typed in."""
        if role != Qt.ItemDataRole.EditRole or self.read_only:
            return False
        text = str(value).strip()
        if text != self.cell(index.row(), index.column()):
            self.set_cells(index.row(), index.column(), [[text]])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings in the language in use; rows have their number."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if section < len(self._table.rows) else "＋"
        return two_lines(self.heading(section)) if section < len(self._table.headings) else None

    def heading(self, column: int) -> str:
        """What a column is called in the language in use, or which one it is."""
        mongolian = self._table.headings_mn[column] if language() == "mn_Mong" else ""
        return mongolian or self._table.headings[column] or _(_UNNAMED).format(n=column + 1)

    def event(self, event: QEvent) -> bool:
        """Say the headings again in the new language."""
        if event.type() == QEvent.Type.LanguageChange and self._table.headings:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._table.headings) - 1)
        return super().event(event)

    def _turn(self, back: list[RollTable], forth: list[RollTable]) -> None:
        if back:
            forth.append(self._table)
            self._put(back.pop())
            self.edited.emit()

    def _put(self, table: RollTable) -> None:
        """Rows come and go at the end, so that the keyboard stays in its cell while columns stay."""
        if len(table.headings) != len(self._table.headings):
            self.beginResetModel()
            self._table = table
            self._look()
            self.endResetModel()
            return
        before, after = len(self._table.rows), len(table.rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
        self._table = table
        if after > before:
            self.endInsertRows()
        elif after < before:
            self.endRemoveRows()
        self._look()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(table.headings) - 1, 0))
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _look(self) -> None:
        """Find the cells that may not go on a wall, and those that are no numbers though they should be."""
        self._wrong = {}
        for row, column, kind in private_cells(self._table):
            values = {"row": row + 1, "heading": self.heading(column)}
            self._wrong[row, column] = (True, _(PRIVATE_CELL[kind]).format(**values))
        for row, cells in enumerate(self._table.rows):
            for column, (text, number) in enumerate(zip(cells, self._table.numbers, strict=True)):
                if number and text and number_of(text) is None and (row, column) not in self._wrong:
                    self._wrong[row, column] = (False, _(_NOT_NUMBER).format(text=text))

    def _tint(self, private: bool) -> QColor:
        colours = theme.colours(self._view)
        return theme.tinted(colours.late, PRIVATE_TINT) if private else theme.tinted(colours.soon, WRONG_TINT)
