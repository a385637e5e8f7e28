"""The list of a page: a table driven by the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme
from app.ui.widgets.paged_table import Index, PagedModel, Row
from app.ui.widgets.pill import PillDelegate, cell_width

if TYPE_CHECKING:
    from app.ui.preferences import Preferences

ROW_HEIGHT = 34
COMPACT_HEIGHT = 26
NARROWEST = 40
MEASURED = 50  # rows whose pills are measured when they come
FOLLOWED = 2_000  # selected rows that are followed by uuid; of more only the ranges are known
HAND_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableView(QTableView):
    """Shows a PagedModel. Selection is kept by uuid when rows move; Tab leaves the table.

    With `remember` the widths that a person gave the columns come back at the next start.
    """

    opened = Signal(str)  # uuid, by Enter or double click
    current_changed = Signal(str)  # uuid of the row the keyboard is on; empty: none
    selection_changed = Signal(list)  # uuids of the selected rows that are in memory
    sort_asked = Signal(str, bool)  # column key, descending
    filter_asked = Signal()  # "/" was pressed
    pasted = Signal(str)  # text of the clipboard, cells parted by tabs
    remove_asked = Signal(list)  # uuids, by Delete

    def __init__(self, model: PagedModel, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = compact
        self._kept: set[str] = set()
        self._awaited: set[int] = set()  # selected rows that were not there yet
        self._whole = False  # so many rows are selected that only their ranges are known
        self._restoring = False
        self._current = ""
        self._preferences: Preferences | None = None
        self._key = ""
        self._fit = False
        self._own_widths = False
        self._behave()
        self.set_model(model)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(PillDelegate(self))
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(
            1
        )  # once, while there are no rows: later it takes a time that grows with their square
        columns.setHighlightSections(False)
        columns.setSortIndicatorShown(False)
        columns.setSectionsClickable(True)
        columns.setMinimumSectionSize(theme.scaled(NARROWEST))
        columns.sectionClicked.connect(self._sort)
        columns.sectionResized.connect(self._note_width)
        self.doubleClicked.connect(lambda _index: self._open())
        self.set_compact(self._compact)

    def set_model(self, model: PagedModel) -> None:
        """Show this model."""
        self.setModel(model)
        self._model = model
        # With the table's own selection a header asks every row of four million whether its column is selected.
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, header))
        model.arrived.connect(self._select_again)
        model.arrived.connect(self._grow)
        model.modelReset.connect(self._forget)
        self._lay_out()

    def set_compact(self, compact: bool) -> None:
        """Rows of 26 instead of 34 pixels."""
        self._compact = compact
        height = max(theme.scaled(COMPACT_HEIGHT if compact else ROW_HEIGHT), self.fontMetrics().height() + 4)
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)

    def remember(self, preferences: Preferences, key: str) -> None:
        """Keep the widths of this page's columns between two starts."""
        self._preferences, self._key = preferences, key
        self._lay_out()

    def selected_rows(self) -> list[Row]:
        """The selected rows that are in memory, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self._model.row, numbers) if row]

    def selected_uuids(self) -> list[str]:
        """The uuids of the selected rows that are in memory, from the top."""
        return [row.uuid for row in self.selected_rows()]

    def selected_ranges(self) -> list[tuple[int, int]]:
        """First and last number of each block of selected rows, also of rows that were never read."""
        blocks: Any = self.selectionModel().selection()  # it can be walked through, which its types do not say
        return sorted((block.top(), block.bottom()) for block in blocks)

    def current_uuid(self) -> str:
        """The record the keyboard is on, or nothing."""
        return self._current

    def select(self, uuids: Sequence[str]) -> None:
        """Select these records, now or when their rows arrive, and go to the first."""
        self.selectionModel().clearSelection()
        self._kept = set(uuids)
        self._set_current(uuids[0] if uuids else "")
        if self._model.rowCount():
            self._model.row(0)  # the page a person looks at first
            self._select_again(0, self._model.rowCount() - 1)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, with titles, cells parted by tabs."""
        columns = self._model.columns
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [[str(self._model.headerData(c, Qt.Orientation.Horizontal)) for c in range(len(columns))]]
        lines += [[str(self._model.index(n, c).data() or "") for c in range(len(columns))] for n in numbers]
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(_one_line, line)) for line in lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, / filters, Ctrl+C copies, Ctrl+V pastes a block, Delete removes."""
        if event.key() in HAND_ON and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._open()
        elif event.text() == "/":
            self.filter_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.remove_asked.emit(self.selected_uuids())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which record the keyboard is on."""
        super().currentChanged(current, previous)
        if self._restoring:
            return
        row = self._model.row(current.row()) if current.isValid() else None
        self._set_current(row.uuid if row else "")

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which records are selected; of rows not in memory only their ranges are known."""
        super().selectionChanged(selected, deselected)
        if self._restoring:
            return
        self._whole = sum(last - first + 1 for first, last in self.selected_ranges()) > FOLLOWED
        numbers = [] if self._whole else [index.row() for index in self.selectionModel().selectedRows()]
        rows = {number: self._model.row(number) for number in numbers}
        self._kept = {row.uuid for row in rows.values() if row}
        self._awaited = {number for number, row in rows.items() if row is None}
        self.selection_changed.emit(sorted(self._kept))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the columns that take it."""
        super().resizeEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type and the language."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.FontChange, kinds.StyleChange, kinds.LanguageChange) and self.model():
            self.set_compact(self._compact)
            self._fit = False  # a column that grows to the new least width was not drawn out by a person
            self.horizontalHeader().setMinimumSectionSize(theme.scaled(NARROWEST))
            self._lay_out()

    def _open(self) -> None:
        if self._current:
            self.opened.emit(self._current)

    def _set_current(self, uuid: str) -> None:
        if uuid != self._current:
            self._current = uuid
            self.current_changed.emit(uuid)

    def _sort(self, section: int) -> None:
        column = self._model.columns[section]
        if not column.sortable:
            return
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == section
        descending = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        self.sort_asked.emit(column.key, descending)

    def _select_again(self, first: int, last: int) -> None:
        """Rows have just come: the selection follows its records, not its row numbers."""
        if self._whole:
            return
        there = filter(self._model.there, range(first, last + 1))  # asking for all others would read the whole list
        rows = {number: row.uuid for number in there if (row := self._model.row(number))}
        self._kept |= {rows.pop(number) for number in self._awaited & rows.keys()}
        self._awaited -= set(range(first, last + 1))
        flags = QItemSelectionModel.SelectionFlag
        selection = self.selectionModel()
        self._restoring = True
        for number, uuid in rows.items():
            wanted = uuid in self._kept
            if wanted != selection.isRowSelected(number):
                selection.select(
                    self._model.index(number, 0), (flags.Select if wanted else flags.Deselect) | flags.Rows
                )
        self._go_on(first, last)
        self._restoring = False
        self.selection_changed.emit(sorted(self._kept))

    def _go_on(self, first: int, last: int) -> None:
        """The keyboard stays on its record; if that is gone from here it is on none."""
        here = self.currentIndex().row()
        number = self._model.loaded(self._current) if self._current else -1
        if number >= 0 and number != here:
            self.selectionModel().setCurrentIndex(
                self._model.index(number, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        elif number < 0 and first <= here <= last:
            row = self._model.row(here)
            self._set_current(row.uuid if row and not self._current else "")

    def _forget(self) -> None:
        self._kept, self._awaited, self._whole = set(), set(), False
        self._set_current("")

    def _lay_out(self) -> None:
        widths = self._preferences.current.columns.get(self._key, ()) if self._preferences else ()
        columns = self._model.columns
        self._own_widths = len(widths) == len(columns)
        if not self._own_widths:
            widths = tuple(column.width for column in columns)
        self._fit = False
        for number, width in enumerate(widths):
            self.setColumnWidth(number, theme.scaled(width or 4 * NARROWEST))
        self._grow(0, self._model.rowCount() - 1)

    def _grow(self, first: int, last: int) -> None:
        """Give headings, pills and figures the room they take in this language, unless a person chose the widths."""
        self._fit = False
        rows = [row for row in range(first, min(last + 1, first + MEASURED)) if self._model.there(row)]
        for number, column in enumerate(self._model.columns):
            if column.width and not self._own_widths:
                cells = (cell_width(self, self._model.index(row, number), column.kind) for row in rows)
                needed = max((*cells, self.horizontalHeader().sectionSizeHint(number)))
                self.setColumnWidth(number, max(self.columnWidth(number), needed))
        self._fit = True
        self._fill()

    def _fill(self) -> None:
        """Columns of width 0 share what the others leave."""
        takers = [n for n, column in enumerate(self._model.columns) if not column.width]
        if not takers or not self._fit:
            return
        others = sum(self.columnWidth(n) for n in range(self._model.columnCount()) if n not in takers)
        room = max(self.viewport().width() - others, theme.scaled(4 * NARROWEST) * len(takers))
        self._fit = False
        for number in takers:
            self.setColumnWidth(number, room // len(takers))
        self._fit = True

    def _note_width(self, _section: int, _old: int, _new: int) -> None:
        if not self._fit:
            return
        self._fill()
        if self._preferences:
            one = theme.scaled(100) / 100
            widths = tuple(
                round(self.columnWidth(n) / one) if column.width else 0 for n, column in enumerate(self._model.columns)
            )
            self._preferences.remember(columns={**self._preferences.current.columns, self._key: widths})


def _one_line(text: str) -> str:
    return " ".join(text.split())
