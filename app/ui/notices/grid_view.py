"""The cells of a notice's table, driven like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from app.i18n import N_
from app.ui import theme
from app.ui.notices.grid_model import GridModel
from app.ui.widgets.words import name

_NAME = N_("公示表格")
NARROWEST, MEASURED = 64, 50  # pixels at 100 % of a column; rows that are measured
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEPT = ("Ctrl+D", "Ctrl+V", "Ctrl+C", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z")


class GridView(QTableView):
    """A table driven like a spreadsheet."""

    paste_asked = Signal()
    left = Signal(bool)  # Tab beyond the last cell, or (False) back before the first

    def __init__(self) -> None:
        super().__init__()
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setTabKeyNavigation(True)  # else Tab would never come to keyPressEvent
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.scaled(NARROWEST))
        self.horizontalHeader().setResizeContentsPrecision(MEASURED)
        name(self, _NAME)
        self._keys: Mapping[str, Callable[[], object]] = {
            "Ctrl+D": self.copy_above,
            "Ctrl+V": self.paste_asked.emit,
            "Ctrl+C": self.copy,
            "Ctrl+Z": self.grid.undo,
            "Ctrl+Y": self.grid.redo,
            "Ctrl+Shift+Z": self.grid.redo,
        }

    def event(self, event: QEvent) -> bool:
        """These keys are for the cells, not for the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sequence(event) in KEPT:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger type takes wider columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_columns()

    def fit_columns(self) -> None:
        """Columns as broad as what stands in them; the last one takes what is left, but is never cut for that."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        self.resizeColumnsToContents()
        header.setStretchLastSection(header.length() < self.viewport().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab to the next cell, Enter to the next row, Delete empties, and the keys of a spreadsheet."""
        if step := self._keys.get(_sequence(event)):
            step()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.walk(event.key() == Qt.Key.Key_Tab)
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go(self.currentIndex().row() + 1, self.currentIndex().column())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.empty()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab and Enter in a cell that is typed in lead on as they do outside."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        here = self.currentIndex()
        if hint in (hints.EditNextItem, hints.EditPreviousItem):
            self.walk(hint == hints.EditNextItem)
        elif hint == hints.SubmitModelCache:
            self.go(here.row() + 1, here.column())

    def walk(self, forward: bool) -> None:
        """To the next cell, at the end of a row to the next row; beyond the empty row the keyboard leaves."""
        across, here = self.grid.columnCount(), self.currentIndex()
        place = here.row() * across + here.column() + (1 if forward else -1)
        if not here.isValid() or not 0 <= place < across * self.grid.rowCount():
            self.left.emit(forward)
        else:
            self.go(*divmod(place, across))

    def go(self, row: int, column: int) -> None:
        """To this cell, if it is there."""
        index = self.grid.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def copy_above(self) -> None:
        """Put what stands above into this cell."""
        here = self.currentIndex()
        if here.isValid() and here.row() > 0:
            self.grid.set_cells(here.row(), here.column(), [[self.grid.cell(here.row() - 1, here.column())]])

    def copy(self) -> None:
        """Put the selected cells on the clipboard, parted by tabs."""
        rows, columns = self._selected()
        lines = ["\t".join(self.grid.cell(row, column) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def empty(self) -> None:
        """Empty the selected cells."""
        rows, columns = self._selected()
        if rows:
            self.grid.set_cells(rows[0], columns[0], [[""] * len(columns) for _row in rows])

    def selected_rows(self) -> set[int]:
        """The rows with a selected cell."""
        return {index.row() for index in self.selectedIndexes()}

    def _selected(self) -> tuple[range, range]:
        """The block of rows and columns around the selected cells."""
        chosen = self.selectedIndexes()
        rows, columns = [index.row() for index in chosen], [index.column() for index in chosen]
        if not chosen:
            return range(0), range(0)
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)


def _sequence(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
