"""A short list that is wholly in memory: an import plan, people, years of a calendar."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.paged_table import ROW_ROLE, VALUE_ROLE, ColumnSpec, Index, alignment
from app.ui.widgets.pill import Pill, PillDelegate, width
from app.ui.widgets.shown import shown
from app.ui.widgets.wrapping import two_lines

ROW_HEIGHT = 34
NARROWEST = 120  # pixels at 100 % of the column that takes what is left
WORDS_WIDEST = 200  # to which a column grows for words; what is longer can be read in the tip
APART = 12
MEASURED = 50  # rows whose cells are measured
EXACT = ("pill", "date", "number", "money")  # kinds that say nothing when their end is missing
_NOWHERE = QModelIndex()


class SmallModel(QAbstractTableModel):
    """Rows (any frozen dataclass) under columns."""

    def __init__(self, columns: Sequence[ColumnSpec], rows: Sequence[Any] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows = rows

    def set_rows(self, rows: Sequence[Any], columns: Sequence[ColumnSpec] = ()) -> None:
        """Show these rows, under other columns if there are any."""
        self.beginResetModel()
        self.rows, self.columns = rows, columns or self.columns
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
            return two_lines(_(self.columns[section].title))
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
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._fitting = self._stale = False
        self._own: set[int] = set()  # columns whose width a person chose
        self.horizontalHeader().sectionResized.connect(self._note_width)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._rows.rows[index.row()]))
        self._fit()

    def set_rows(self, rows: Sequence[Any], columns: Sequence[ColumnSpec] = ()) -> None:
        """Show these rows, under other columns if there are any."""
        self._rows.set_rows(rows, columns)
        self._fit()
        self.current_changed.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the column that takes it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the type; a table nobody sees is measured when it is shown."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._stale = not self.isVisible()
            if not self._stale:
                self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._fit()

    def _fit(self) -> None:
        """Give every column the room its words take in this language, and the rows their height."""
        if not isinstance(self.model(), SmallModel):
            return
        self._stale = False
        self.verticalHeader().setDefaultSectionSize(max(theme.scaled(ROW_HEIGHT), self.fontMetrics().height() + 4))
        self._fitting = True
        shown = (number for number in range(len(self._rows.columns)) if not self.isColumnHidden(number))
        widths = {number: self._width(number) for number in shown}
        left = self.viewport().width() - sum(w for n, w in widths.items() if self._rows.columns[n].width)
        for number, needed in widths.items():
            self.setColumnWidth(number, needed if self._rows.columns[number].width else max(needed, left))
        self._fitting = False

    def _width(self, number: int) -> int:
        """How wide a column must be; one that takes what is left, at least."""
        column = self._rows.columns[number]
        if number in self._own:
            return self.columnWidth(number)
        cells = (self._rows.index(row, number) for row in range(min(self._rows.rowCount(), MEASURED)))
        needed = max((self._cell_width(cell) for cell in cells), default=0)
        if column.kind not in EXACT:
            needed = min(needed, theme.scaled(WORDS_WIDEST)) if column.width else 0
        heading = self.horizontalHeader().sectionSizeHint(number)
        return max(theme.scaled(column.width or NARROWEST), heading, needed)

    def _cell_width(self, cell: Index) -> int:
        value = cell.data(VALUE_ROLE)
        words = width(self, value.text) if isinstance(value, Pill) else self._advance(str(cell.data()))
        return words + theme.scaled(APART)

    def _advance(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def _note_width(self, number: int, old: int, new: int) -> None:
        chosen = old and new  # else the column was hidden or shown
        if chosen and not self._fitting and self._rows.columns[number].width:
            self._own.add(number)

    def show_columns(self, keys: Collection[str]) -> None:
        """Show only the columns with these keys."""
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, column.key not in keys)
        self._fit()

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
