"""A table of the report on the screen: the arrows walk from figure to figure, typing changes one, Enter opens it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from app.rules.report_grids import Grid, GridCell
from app.ui import theme
from app.ui.report.form_drawing import LEFT, PADDING, SIGN, WRAP, BoxDelegate, indent
from app.ui.report.form_model import BOX_ROLE, FormModel, Shown, marks
from app.ui.report.form_moves import next_figure
from app.ui.widgets.paged_table import Index
from app.ui.widgets.pill import APART
from app.ui.widgets.words import name

NARROWEST, NARROWEST_LABEL = 58, 58  # pixels at 100 % of a column of figures, of labels
WIDEST = 110  # pixels at 100 % to which columns of figures grow where there is room
LONG_LABELS = 150, 320  # pixels at 100 % of the column with the longest labels: at least, and before figures get more
ROW_HEIGHT = 30
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+")  # what a line is not broken in
_Action = QAbstractItemView.CursorAction
_STEPS = {
    _Action.MoveUp: (-1, 0),
    _Action.MoveDown: (1, 0),
    _Action.MoveLeft: (0, -1),
    _Action.MoveRight: (0, 1),
    _Action.MoveHome: (0, -2),
    _Action.MoveEnd: (0, 2),
    _Action.MovePageUp: (-2, 0),
    _Action.MovePageDown: (2, 0),
}


class FormView(QTableView):
    """Shows one table of the report."""

    cell_changed = Signal(str)  # key of the cell the keyboard is on; empty: none
    cell_opened = Signal(str)  # by Enter or double click
    typed = Signal(str, str)  # key, text
    emptied = Signal(str)  # key, by Delete
    pasted = Signal(str)  # text of the clipboard, cells parted by tabs

    def __init__(self, title: str) -> None:
        super().__init__()
        self.form = FormModel(self)
        self.setModel(self.form)
        delegate = BoxDelegate(self, self.form)
        delegate.typed.connect(self.typed)
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.doubleClicked.connect(lambda index: self._open(index))
        name(self, title)

    def set_read_only(self, read_only: bool) -> None:
        """A report that is final is not typed in."""
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.NoEditTriggers if read_only else triggers.AnyKeyPressed | triggers.EditKeyPressed)

    def show_grid(self, grid: Grid, figures: Mapping[str, Shown]) -> None:
        """Show another table, the keyboard on its first figure; the same one in other words keeps it where it is."""
        here = self.key() if grid.key == self.form.grid.key else ""
        self.clearSpans()
        self.form.show_grid(grid, figures)
        for box in grid.cells:
            if box.rows > 1 or box.columns > 1:
                self.setSpan(box.row, box.column, box.rows, box.columns)
        self.fit()
        if first := next(iter(self.form.figures()), None):
            self.go(here or first.key)

    def show_figures(self, figures: Mapping[str, Shown]) -> None:
        """Show these figures in the table that is there."""
        self.form.show_figures(figures)
        self.fit()

    def key(self) -> str:
        """The cell the keyboard is on."""
        box = self.here()
        return box.key if box else ""

    def here(self) -> GridCell | None:
        """The box the keyboard is on."""
        return _box(self.currentIndex())

    def go(self, key: str) -> None:
        """Put the keyboard on this cell, if the table has it."""
        index = self.form.place(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def copied(self) -> str:
        """The whole table as a spreadsheet takes it: cells parted by tabs."""
        lines = [
            [str(self.form.index(row, column).data() or "") for column in range(self.form.columnCount())]
            for row in range(self.form.rowCount())
        ]
        return "\n".join("\t".join(line) for line in lines)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell the keyboard is on."""
        super().currentChanged(current, previous)
        self.cell_changed.emit(self.key())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> Any:
        """To the next figure that way; labels and heads are passed over."""
        box = next_figure(self.form.figures(), self.here(), _STEPS.get(action, (0, 0)))
        return self.form.index(box.row, box.column) if box else super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete gives an entered figure up, Ctrl+V puts a block in, Ctrl+C copies the figure."""
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.state() != QAbstractItemView.State.EditingState:  # the line that is typed in hands it on
                self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        elif event.matches(QKeySequence.StandardKey.Delete) or event.key() == Qt.Key.Key_Backspace:
            self.emptied.emit(self.key())
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a figure that is typed leads to the one below, Tab to the next."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        step = {
            hints.SubmitModelCache: _Action.MoveDown,
            hints.EditNextItem: _Action.MoveRight,
            hints.EditPreviousItem: _Action.MoveLeft,
        }.get(hint)
        if step is not None:
            self.setCurrentIndex(self.moveCursor(step, Qt.KeyboardModifier.NoModifier))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The labels take the room that is left."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Other words and larger type take other room."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.LanguageChange, kinds.FontChange, kinds.StyleChange) and hasattr(self, "form"):
            self.fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """A label over many lines stands in the middle of those that are to be seen."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def fit(self) -> None:
        """Columns as broad as their longest word or figure, the labels with what is left; lines as high as needed."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row, height in enumerate(self._heights(widths)):
            self.setRowHeight(row, height)

    def _widths(self) -> list[int]:
        figures = {box.column for box in self.form.figures()}
        columns = range(self.form.columnCount())
        widths = [theme.scaled(NARROWEST if column in figures else NARROWEST_LABEL) for column in columns]
        for box in self.form.grid.cells:
            if box.columns == 1:
                widths[box.column] = max(widths[box.column], self._least(box))
        if len(figures) == len(widths):
            return widths
        taker = self._longest_labels(figures)
        widths[taker] = max(widths[taker], theme.scaled(LONG_LABELS[0]))
        self._spread(widths, [taker], theme.scaled(LONG_LABELS[1]))
        self._spread(widths, sorted(figures), theme.scaled(WIDEST))
        self._spread(widths, [taker], self.viewport().width())
        return widths

    def _spread(self, widths: list[int], columns: list[int], most: int) -> None:
        """Give the room that is left to these columns, in equal parts, so that none is wider than `most`."""
        part = (self.viewport().width() - 1 - sum(widths)) // len(columns)
        for column in columns:
            widths[column] = max(widths[column], min(widths[column] + part, most))

    def _longest_labels(self, figures: set[int]) -> int:
        """The column with the longest labels, which takes the room that is left."""
        longest: dict[int, int] = {}
        for box in self.form.grid.cells:
            if box.columns == 1 and box.column not in figures and not self.form.is_head(box):
                longest[box.column] = longest.get(box.column, 0) + len(box.text)
        return max(longest, key=lambda column: longest[column], default=0)

    def _least(self, box: GridCell) -> int:
        """How wide a box must be for its longest word, or for its figure with its signs."""
        metrics, apart = self.fontMetrics(), 2 * theme.scaled(PADDING) + 4
        if box.key:
            shown = self.form.shown(box.key)
            signs = len(marks(shown)) * theme.scaled(SIGN + 3)
            return metrics.horizontalAdvance(f"{shown.text}{APART}") + signs + apart
        longest = max(map(metrics.horizontalAdvance, _WORD.findall(box.text)), default=0)
        return longest + apart + indent(box)

    def _heights(self, widths: list[int]) -> list[int]:
        """Each line as high as the words that stand in it alone; words over many lines may make the last one higher."""
        heights = [max(theme.scaled(ROW_HEIGHT), self.fontMetrics().height() + 6)] * self.form.rowCount()
        words = [box for box in self.form.grid.cells if not box.key]
        for box in sorted(words, key=lambda box: box.rows):
            needed = self._height(box, sum(widths[box.column : box.end_column]))
            there = sum(heights[box.row : box.end])
            heights[box.end - 1] += max(0, needed - there)
        return heights

    def _height(self, box: GridCell, width: int) -> int:
        inside = width - 2 * theme.scaled(PADDING) - 1 - indent(box)
        flags = int(LEFT.value | WRAP.value)
        place = self.fontMetrics().boundingRect(QRect(0, 0, inside, 1 << 14), flags, box.text)
        return place.height() + theme.scaled(6)

    def _open(self, index: Index) -> None:
        box = _box(index)
        if box and box.key:
            self.cell_opened.emit(box.key)


def _box(index: Index) -> GridCell | None:
    found = index.data(BOX_ROLE) if index.isValid() else None
    return found if isinstance(found, GridCell) else None
