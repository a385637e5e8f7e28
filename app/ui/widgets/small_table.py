"""A short list that is wholly in memory: an import plan, people, years of a calendar."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.paged_table import ROW_ROLE, VALUE_ROLE, ColumnSpec, Index, alignment
from app.ui.widgets.pill import Pill, PillDelegate, width
from app.ui.widgets.shown import shown

ROW_HEIGHT = 34
MEASURED = 50  # rows whose pills are measured
_NOWHERE = QModelIndex()


class SmallModel(QAbstractTableModel):
    """Rows (any frozen dataclass) under columns."""

    def __init__(self, columns: Sequence[ColumnSpec], rows: Sequence[Any] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows = rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, its place, or what stands behind it."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role == ROW_ROLE:
            return row
        value = column.value(row) if column.value else getattr(row, column.key)
        if role == VALUE_ROLE:
            return value
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return shown(value, column.kind) if role in words else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles in the language in use."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        return alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def event(self, event: QEvent) -> bool:
        """Say titles again in the new language."""
        if event.type() == QEvent.Type.LanguageChange and self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        return super().event(event)


class SmallTable(QTableView):
    """Shows a SmallModel; the column of width 0 takes the room that is left. Tab leaves it, Enter opens."""

    opened = Signal(object)  # the row
    current_changed = Signal(object)  # the row, or None

    def __init__(self, columns: Sequence[ColumnSpec], rows: Sequence[Any] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = SmallModel(columns, rows, self)
        self.setModel(self._rows)
        self.setItemDelegate(PillDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, theme.scaled(column.width or ROW_HEIGHT))
            if not column.width:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._rows.rows[index.row()]))
        self._grow()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self._rows.set_rows(rows)
        self._grow()
        self.current_changed.emit(None)

    def _grow(self) -> None:
        """Give pills the room their words take in this language."""
        for number, column in enumerate(self._rows.columns):
            if column.kind == "pill" and column.width:
                cells = (self._rows.index(row, number) for row in range(min(self._rows.rowCount(), MEASURED)))
                pills = (cell.data(VALUE_ROLE) for cell in cells)
                needed = max((width(self, pill.text) for pill in pills if isinstance(pill, Pill)), default=0)
                self.setColumnWidth(number, max(self.columnWidth(number), needed + theme.scaled(12)))

    def rows(self) -> Sequence[Any]:
        """The rows that are shown."""
        return self._rows.rows

    def current(self) -> Any:
        """The row the keyboard is on, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows, from the top."""
        return [self._rows.rows[number] for number in sorted(i.row() for i in self.selectionModel().selectedRows())]

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the keyboard is on."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self._rows.rows[current.row()] if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)
