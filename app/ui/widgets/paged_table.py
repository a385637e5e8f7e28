"""A register of any length: rows are read by the page, as they come into sight."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.i18n import _
from app.ui.widgets.shown import shown
from app.ui.widgets.wrapping import two_lines

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Runner

PAGE = 200
KEPT_PAGES = 60
WANTED_PAGES = 6
NOT_YET = "…"
_READING = "rows"
ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the row's dataclass, or None while it is not there
VALUE_ROLE = Qt.ItemDataRole.UserRole + 2  # the value behind the text: a date, a number, a Pill

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Row(Protocol):
    """A line of a list: a frozen dataclass with the uuid of its record."""

    @property
    def uuid(self) -> str:
        """The record it shows."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: `key` names the row's attribute, unless `value` makes the value from the whole row.

    `kind` is text, date, number, money, pill (the value is a Pill) or mark (a truth value shown as ✓).
    `title` and `tip` are marked with N_; `width` is in pixels at 100 %, 0 takes the room that is left.
    """

    key: str
    title: str
    width: int = 120
    align: str = ""  # left, right or center; numbers stand right unless told otherwise
    kind: str = "text"
    sortable: bool = False
    tip: str = ""
    value: Callable[[Any], object] | None = None


class Source(Protocol):
    """Where a register's rows come from; a new filter or order is a new source."""

    def count(self, session: Session) -> int:
        """How many rows there are."""

    def page(self, session: Session, index: int, size: int) -> Sequence[Row]:
        """The rows from index * size on, at most `size`."""


class _Nothing:
    """The source before there is one."""

    def count(self, _session: Session) -> int:
        """No rows."""
        return 0

    def page(self, _session: Session, _index: int, _size: int) -> Sequence[Row]:
        """No rows."""
        return ()


class PagedModel(QAbstractTableModel):
    """Rows of a source, fetched by pages of 200 through the runner; at most 60 pages stay in memory."""

    counted = Signal(int)
    arrived = Signal(int, int)  # first and last row of a page that has just come

    def __init__(self, runner: Runner, columns: Sequence[ColumnSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.columns = columns
        self.source: Source = _Nothing()
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._old: set[int] = set()  # pages shown as they were until they are read again
        self._wanted: deque[int] = deque(maxlen=WANTED_PAGES)
        self._reading, self._reading_page = False, -1

    def set_source(self, source: Source) -> None:
        """Show other rows: another filter, another order."""
        self.beginResetModel()
        self._total = 0
        self._pages.clear()
        self.endResetModel()
        self.reload(source)

    def reload(self, source: Source | None = None) -> None:
        """Read again, best from a fresh source that means the same; what is shown stays until then."""
        self.source = source or self.source
        self._old = set(self._pages)
        self._wanted.clear()
        self._reading, self._reading_page = True, -1
        self._runner.query(self, self.source.count, self._set_total, self._not_counted, slot=_READING)

    def row(self, number: int) -> Row | None:
        """The row, or None while it is not there; then it is asked for."""
        index, place = divmod(number, PAGE)
        if index not in self._pages or index in self._old:
            self._ask(index)
        page = self._pages.get(index)
        if page is None:
            return None
        self._pages.move_to_end(index)
        return page[place] if place < len(page) else None

    def there(self, number: int) -> bool:
        """Whether the row is in memory; it is not asked for."""
        return number // PAGE in self._pages

    def loaded(self, uuid: str) -> int:
        """The number of the row with this uuid among those in memory; -1 if it is not there."""
        for index, page in self._pages.items():
            for place, row in enumerate(page):
                if row.uuid == uuid:
                    return index * PAGE + place
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All rows there are, read or not."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of the source."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, its place, or what stands behind it; "…" while the row is not there."""
        if not index.isValid() or role not in _ROLES:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return NOT_YET if role == Qt.ItemDataRole.DisplayRole else None
        value = column.value(row) if column.value else getattr(row, column.key)
        return value if role == VALUE_ROLE else shown(value, column.kind)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles in the language in use; rows have their number."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return two_lines(_(column.title))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(column.tip) or None
        return alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def event(self, event: QEvent) -> bool:
        """Say titles and texts again in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self._say_changed(0, self._total - 1)
        return super().event(event)

    def _set_total(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self._drop(index for index in list(self._pages) if index * PAGE >= total)
            self.endRemoveRows()
        self._reading = False
        self._say_changed(0, total - 1)
        self.counted.emit(total)
        self._read_next()

    def _ask(self, index: int) -> None:
        """Ask for a page; of pages that wait only the latest are read, the others were scrolled past."""
        if index in self._wanted or index == self._reading_page:
            return
        self._wanted.append(index)
        self._read_next()

    def _read_next(self) -> None:
        """One at a time: a source remembers places and is not for two threads."""
        if self._reading or not self._wanted:
            return
        index = self._wanted.pop()
        self._reading, self._reading_page = True, index
        self._runner.query(
            self,
            lambda session: self.source.page(session, index, PAGE),
            partial(self._take, index),
            partial(self._fail, index),
            slot=_READING,
        )

    def _take(self, index: int, rows: Sequence[Row]) -> None:
        self._reading, self._reading_page = False, -1
        self._pages[index] = rows
        self._old.discard(index)
        if len(self._pages) > KEPT_PAGES:
            self._drop([next(iter(self._pages))])
        first, last = index * PAGE, min(index * PAGE + len(rows), self._total) - 1
        if first <= last:
            self._say_changed(first, last)
            self.arrived.emit(first, last)
        self._read_next()

    def _fail(self, index: int, error: BaseException) -> None:
        """The page counts as empty until the list is read again; asking at once would fail for ever."""
        self._take(index, ())
        self._runner.failed.emit(error)

    def _not_counted(self, error: BaseException) -> None:
        self._reading = False
        self._runner.failed.emit(error)

    def _drop(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            self._pages.pop(index, None)
            self._old.discard(index)

    def _say_changed(self, first: int, last: int) -> None:
        if first <= last and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.TextAlignmentRole,
        ROW_ROLE,
        VALUE_ROLE,
    }
)


def alignment(column: ColumnSpec) -> Qt.AlignmentFlag:
    """Where a column's text stands."""
    usual = "right" if column.kind in ("number", "money") else "left"
    sides = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "right": Qt.AlignmentFlag.AlignRight,
        "center": Qt.AlignmentFlag.AlignHCenter,
    }
    return sides[column.align or usual] | Qt.AlignmentFlag.AlignVCenter
