"""A table of the report as the law prints it: boxes that reach over rows and columns, some of which hold figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.i18n import N_, _
from app.rules.annual_report import Box, Line, Table, plain_number
from app.rules.report_grids import CellKind, Grid, GridCell, placed
from app.ui.widgets.paged_table import VALUE_ROLE, ColumnSpec, Index

BOX_ROLE = Qt.ItemDataRole.UserRole + 3  # the GridCell that begins in this place, or None
SHOWN_ROLE = Qt.ItemDataRole.UserRole + 4  # the Shown of a box with a figure
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is shown: the value, how it came about, and what the checks say of it."""

    value: Decimal | None = None
    entered: bool = False
    differs: bool = False
    wrong: bool = False  # an error without a reason
    doubtful: bool = False  # a warning, or an error with a reason

    @property
    def text(self) -> str:
        """The figure with thousands, as many decimals as it has; nothing where there is none."""
        return figure_words(self.value)


NOTHING = Shown()
EMPTY = Grid("", "", 0, 0, ())
_HEADS = (N_("项目"), N_("单位"), N_("数字"))
_ENTERED, _DIFFERS = N_("手工填报"), N_("与台账统计不一致")
_WRONG, _DOUBTFUL = N_("核对有误"), N_("核对有提醒")
SIGNS = (
    (Shown(entered=True), _ENTERED),
    (Shown(differs=True), _DIFFERS),
    (Shown(wrong=True), _WRONG),
    (Shown(doubtful=True), _DOUBTFUL),
)


def grid_of(table: Table) -> Grid:
    """The boxes of a table in the language in use; one that is not printed becomes one of label, unit and figure."""
    return placed(table if table.printed else replace(table, columns=3, head=1, lines=_listed(table)), {}, _words)


def _words(text: str) -> str:
    return _(text) if text else ""


def _listed(table: Table) -> tuple[Line, ...]:
    heads = tuple(Box(words, head=True) for words in _HEADS)
    return (heads, *((Box(cell.label), Box(cell.unit), Box(key=cell.key)) for cell in table.cells))


def figure_words(value: Decimal | None) -> str:
    """A figure with thousands; nothing for None."""
    return "" if value is None else f"{Decimal(plain_number(value)):,f}"


def marks(shown: Shown) -> list[str]:
    """What the signs in a box mean, in the language in use."""
    told = ((shown.entered, _ENTERED), (shown.differs, _DIFFERS), (shown.wrong, _WRONG), (shown.doubtful, _DOUBTFUL))
    return [_(message) for holds, message in told if holds]


class FormModel(QAbstractTableModel):
    """The boxes of one table, and the figures in them by key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = EMPTY
        self.columns: list[ColumnSpec] = []
        self._begun: dict[tuple[int, int], GridCell] = {}
        self._covered: dict[tuple[int, int], GridCell] = {}
        self._figures: Mapping[str, Shown] = {}

    def show_grid(self, grid: Grid, figures: Mapping[str, Shown]) -> None:
        """Show another table, or the same in another language."""
        self.beginResetModel()
        self.grid, self._figures = grid, figures
        self._begun = {(box.row, box.column): box for box in grid.cells}
        self._covered = {
            (row, column): box
            for box in grid.cells
            for row in range(box.row, box.end)
            for column in range(box.column, box.end_column)
        }
        numbers = {box.column for box in self.figures()}
        kinds = ("number" if column in numbers else "text" for column in range(grid.columns))
        self.columns = [ColumnSpec(str(column), "", kind=kind) for column, kind in enumerate(kinds)]
        self.endResetModel()

    def show_figures(self, figures: Mapping[str, Shown]) -> None:
        """Show these figures in the table that is there; the keyboard stays where it is."""
        self._figures = figures
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def at(self, row: int, column: int) -> GridCell | None:
        """The box that covers this place."""
        return self._covered.get((row, column))

    def figures(self) -> list[GridCell]:
        """The boxes with figures, line by line."""
        return [box for box in self.grid.cells if box.key]

    def shown(self, key: str) -> Shown:
        """The figure of this cell."""
        return self._figures.get(key, NOTHING)

    def place(self, key: str) -> QModelIndex:
        """Where the figure of this cell stands; an invalid index if this table has it not."""
        found = next((box for box in self.figures() if box.key == key), None)
        return self.index(found.row, found.column) if found else QModelIndex()

    def is_head(self, box: GridCell) -> bool:
        """Whether these words head columns, or a block of rows."""
        return box.row < self.grid.heads or box.kind is CellKind.BAND

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() or not self.grid.cells else self.grid.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else self.grid.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only figures can be reached and typed in."""
        box = self._begun.get((index.row(), index.column()))
        if box is None or not box.key:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a box, or its figure and what the signs in it mean."""
        box = self._begun.get((index.row(), index.column()))
        if box is None:
            return None
        if role == BOX_ROLE:
            return box
        if box.key:
            return _figure_data(self.shown(box.key), role)
        return box.text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def _figure_data(figure: Shown, role: int) -> Any:
    if role == SHOWN_ROLE:
        return figure
    if role == VALUE_ROLE:
        return figure.value
    if role == Qt.ItemDataRole.DisplayRole:
        return figure.text
    if role == Qt.ItemDataRole.EditRole:
        return plain_number(figure.value)
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        return "\n".join(filter(None, (figure.text, *marks(figure))))
    return None
