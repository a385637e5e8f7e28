"""Ready views with their counts, and the filters as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QMenu, QWidget

from app.i18n import N_, _
from app.ui import theme
from app.ui.widgets.buttons import CHIP, QUIET, Button

_COUNTED = N_("{title} {count}")
_CHOSEN = N_("{title}：{value}")
_KEEP = N_("保存当前筛选")
_CLEAR = N_("清除筛选")
_ANY = N_("不限")


class Flow(QLayout):
    """Lays widgets out like words: as many to a line as there is room for; `end` puts the lines at the far edge."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, end: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._end = gap, end
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """The item, or None beyond the last as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Fewer to a line make more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are together."""
        lines = self._lines(width)
        between = theme.scaled(self._gap) // 2 * max(len(lines) - 1, 0)
        return sum(max(size.height() for _item, size in line) for line in lines) + between

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget where it belongs."""
        super().setGeometry(rect)
        gap, y = theme.scaled(self._gap), rect.y()
        for line in self._lines(rect.width()):
            needed = sum(size.width() for _item, size in line) + gap * (len(line) - 1)
            x = rect.x() + (rect.width() - needed if self._end else 0)
            height = max(size.height() for _item, size in line)
            for item, size in line:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + gap
            y += height + gap // 2

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + theme.scaled(self._gap) for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The largest of them."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(QMargins())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The widgets of each line with their sizes."""
        gap = theme.scaled(self._gap)
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + gap
        return lines


@dataclass(frozen=True, slots=True)
class View:
    """A ready view: `title` is marked with N_ (or the name a person gave); no count until it is known."""

    key: str
    title: str
    count: int | None = None
    tip: str = ""


class ViewRow(QWidget):
    """Ready views as a row of chips, one of them chosen at most; pressing the chosen one again lets go of it."""

    chosen = Signal(str)  # key; empty: none
    keep_asked = Signal()  # "save the filters as a view"

    def __init__(self, views: Sequence[View] = (), may_keep: bool = True) -> None:
        super().__init__()
        self._flow = Flow(self)
        self._chips: dict[str, Button] = {}
        self._views: dict[str, View] = {}
        self._keep = Button(_KEEP, self.keep_asked.emit, QUIET)
        if not may_keep:
            self._keep.hide()
        self.set_views(views)

    def set_views(self, views: Sequence[View]) -> None:
        """Offer these views; the chosen one stays chosen if it is among them."""
        current = self.current()
        self._flow.removeWidget(self._keep)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._views = {view.key: view for view in views}
        self._chips = {view.key: self._chip(view) for view in views}
        for view in views:
            self._count(view)
        self._flow.addWidget(self._keep)
        self.choose(current)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Write the numbers on the chips."""
        for key, count in counts.items():
            if key in self._chips:
                self._views[key] = replace(self._views[key], count=count)
                self._count(self._views[key])

    def changeEvent(self, event: QEvent) -> None:
        """A title within a counted chip follows the language too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for view in self._views.values():
                self._count(view)

    def current(self) -> str:
        """The key of the chosen view, or nothing."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Mark this view as the chosen one, without telling; an unknown key marks none."""
        for each, chip in self._chips.items():
            chip.setChecked(each == key)

    def _chip(self, view: View) -> Button:
        chip = Button(view.title, None, CHIP)
        chip.setCheckable(True)
        chip.clicked.connect(lambda checked: self._press(view.key, checked))
        if view.tip:
            chip.setToolTip(_(view.tip))
        self._flow.addWidget(chip)
        return chip

    def _count(self, view: View) -> None:
        if view.count is not None:
            self._chips[view.key].say(_COUNTED, title=_(view.title), count=f"{view.count:,}")

    def _press(self, key: str, checked: bool) -> None:
        self.choose(key if checked else "")
        self.chosen.emit(self.current())


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: `title` is marked with N_, `options` are (value, words in the language in use).

    `unset`, marked with N_ too, says what is shown where nothing is chosen, if that is not everything.
    """

    key: str
    title: str
    options: Sequence[tuple[str, str]]
    unset: str = ""


class FilterRow(QWidget):
    """Filters as chips that open a menu; a chip that filters shows its value and is filled."""

    changed = Signal(dict)  # key -> value, of the filters that are set

    def __init__(self, filters: Sequence[Filter] = ()) -> None:
        super().__init__()
        self._flow = Flow(self)
        self._filters: dict[str, Filter] = {}
        self._chips: dict[str, Button] = {}
        self._values: dict[str, str] = {}
        self._clear = Button(_CLEAR, self.clear, QUIET)
        self.set_filters(filters)

    def set_filters(self, filters: Sequence[Filter]) -> None:
        """Offer these filters; values that are set stay."""
        self._flow.removeWidget(self._clear)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._filters = {each.key: each for each in filters}
        self._chips = {each.key: self._chip(each) for each in filters}
        self._flow.addWidget(self._clear)
        self.set_values(self._values)

    def values(self) -> dict[str, str]:
        """The filters that are set."""
        return dict(self._values)

    def set_values(self, values: Mapping[str, str]) -> None:
        """Set these filters and no others, without telling."""
        self._values = {key: value for key, value in values.items() if value and key in self._filters}
        for key, chip in self._chips.items():
            self._show(self._filters[key], chip)
        self._clear.setVisible(bool(self._values))

    def clear(self) -> None:
        """Let go of all filters, and tell."""
        self.set_values({})
        self.changed.emit({})

    def _chip(self, each: Filter) -> Button:
        chip = Button(each.title, None, CHIP)
        chip.setCheckable(True)
        chip.setProperty("menu", True)
        menu = QMenu(chip)
        menu.aboutToShow.connect(partial(self._fill, menu, each))
        chip.setMenu(menu)
        self._flow.addWidget(chip)
        return chip

    def _fill(self, menu: QMenu, each: Filter) -> None:
        menu.clear()
        for value, label in (("", _(each.unset or _ANY)), *each.options):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(value == self._values.get(each.key, ""))
            action.triggered.connect(partial(self._set, each.key, value))

    def _set(self, key: str, value: str, _checked: bool = False) -> None:
        self.set_values({**self._values, key: value})
        self.changed.emit(self.values())

    def _show(self, each: Filter, chip: Button) -> None:
        value = self._values.get(each.key, "")
        chip.setChecked(bool(value))
        if value:
            chip.say(_CHOSEN, title=_(each.title), value=dict(each.options).get(value, value))
        elif each.unset:
            chip.say(_CHOSEN, title=_(each.title), value=_(each.unset))
        else:
            chip.say(each.title)
