"""Villages × programmes as a grid of pills: the arrows walk from cell to cell, Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from app.i18n import N_, _
from app.operations.payouts import Cell, Coverage, CoverageRow
from app.ui.payouts.columns import status_pill, village_of
from app.ui.widgets.paged_table import ColumnSpec, Index
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable

HEAD = 2  # columns before the programmes
_ALL_POSTED, _NO_ROLL, _MISSING = N_("全部已公示"), N_("没有名册"), N_("缺 {n} 项")


def village_pill(row: CoverageRow) -> Pill:
    """Whether a village posted everything, in words."""
    if row.complete:
        return Pill("good", _(_ALL_POSTED))
    return Pill("late", _(_MISSING).format(n=row.missing)) if row.missing else Pill("unknown", _(_NO_ROLL))


def _columns(programmes: Sequence[str]) -> tuple[ColumnSpec, ...]:
    head = (
        ColumnSpec("village", N_("嘎查村"), 140, value=village_of),
        ColumnSpec("whole", N_("情况"), 120, kind="pill", value=village_pill),
    )
    return (*head, *(_programme(number, title) for number, title in enumerate(programmes)))


def _programme(number: int, title: str) -> ColumnSpec:
    return ColumnSpec(str(number), title, 110, kind="pill", value=lambda row: status_pill(row.cells[number].status))


class CoverageGrid(SmallTable):
    """Shows the coverage of a year; `cell_changed` and `cell_opened` tell the village, and its cell or None."""

    cell_changed = Signal(object, int)  # CoverageRow or None, number of the programme or -1
    cell_opened = Signal(object, int)

    def __init__(self) -> None:
        super().__init__(_columns(()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.opened.connect(lambda row: self.cell_opened.emit(row, self._number(self.currentIndex())))

    def show_coverage(self, coverage: Coverage, rows: Sequence[CoverageRow]) -> None:
        """Show these villages of a year."""
        self.set_rows(rows, _columns(coverage.programmes))

    def cell(self) -> Cell | None:
        """The cell the keyboard is on."""
        row, number = self.current(), self._number(self.currentIndex())
        return row.cells[number] if row is not None and 0 <= number < len(row.cells) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell the keyboard is on."""
        super().currentChanged(current, previous)
        self.cell_changed.emit(self.current(), self._number(current))

    def _number(self, index: Index) -> int:
        return index.column() - HEAD if index.isValid() and index.column() >= HEAD else -1
