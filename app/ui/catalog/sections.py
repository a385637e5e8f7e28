"""A page made of several sections, one of them shown; each section is a small page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context, Page
from app.ui.widgets.scrolling import scrolled
from app.ui.widgets.words import name

CROWDED = 0.3  # of the page, which the chips may take at most


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section: its key, its title marked with N_, and what makes it when it is first opened."""

    key: str
    title: str
    make: Callable[[Context], Page]


class Section(Page):
    """A section with buttons of its own, which stand in the line of the chips or under it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.corner = QWidget()
        self._corner = Flow(self.corner, end=True)

    def add_buttons(self, *buttons: Button) -> None:
        """Put these at the right above the section, the primary one last."""
        for button in buttons:
            self._corner.addWidget(button)


class Sections(Page):
    """Chips above lead from section to section; keys and targets go to the section that is shown.

    Where the chips would take too much of the page, as in large type, a list to choose from stands in their place.
    """

    def __init__(self, context: Context, specs: Sequence[SectionSpec], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._specs = {spec.key: spec for spec in specs}
        self._made: dict[str, Page] = {}
        self._areas: dict[str, QWidget] = {}
        self._counts: dict[str, int] = {}
        self.views = ViewRow([View(spec.key, spec.title) for spec in specs], may_keep=False)
        self.choice = QComboBox()
        self.choice.hide()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        name(self.choice, self.title)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setSpacing(theme.scaled(8))
        corners = QWidget()
        self._corners = QVBoxLayout(corners)
        self._corners.setContentsMargins(0, 0, 0, 0)
        ways = QWidget()
        either = QHBoxLayout(ways)
        either.setContentsMargins(0, 0, 0, 0)
        either.addWidget(self.views)
        either.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        box.addWidget(Folding(ways, corners))
        box.addWidget(self.stack, 1)
        self.views.chosen.connect(lambda key: self.choose(key or self.key()))
        self.choice.activated.connect(lambda number: self.choose(specs[number].key))
        self._offer()
        self.choose(specs[0].key)

    def choose(self, key: str) -> Page:
        """Show this section; returns it."""
        if leaving := self.section():
            leaving.leave()
        section = self._made.get(key) or self._make(key)
        self.stack.setCurrentWidget(self._areas[key])
        self.help_page = section.help_page
        self.views.choose(key)
        self.choice.setCurrentIndex(list(self._specs).index(key))
        for each in self._made.values():
            if isinstance(each, Section):
                each.corner.setVisible(each is section)
        self.counted.emit(self._counts.get(key, -1))
        return section

    def key(self) -> str:
        """Which section is shown."""
        shown = self.stack.currentWidget()
        return next((key for key, area in self._areas.items() if area is shown), "")

    def section(self) -> Page | None:
        """The section that is shown; None before the first."""
        return self._made.get(self.key())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips, or the list where they would take too much."""
        super().resizeEvent(event)
        self._fit_chips()

    def event(self, event: QEvent) -> bool:
        """Chips with other words, or larger ones, take other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_chips()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Offer the list in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._offer()

    def _offer(self) -> None:
        number = self.choice.currentIndex()
        self.choice.clear()
        self.choice.addItems([_(spec.title) for spec in self._specs.values()])
        self.choice.setCurrentIndex(number)

    def _fit_chips(self) -> None:
        crowded = self.views.heightForWidth(self.width()) > self.height() * CROWDED
        self.views.setVisible(not crowded)
        self.choice.setVisible(crowded)

    def refresh(self) -> None:
        """The sections look after themselves."""
        self.stale = False

    def reload(self) -> None:
        """F5: read again what is shown."""
        self._tell(Page.reload)

    def new(self) -> None:
        """Ctrl+N."""
        self._tell(Page.new)

    def print(self) -> None:
        """Ctrl+P."""
        self._tell(Page.print)

    def copy_record(self) -> None:
        """Ctrl+Shift+D."""
        self._tell(Page.copy_record)

    def why(self) -> None:
        """F4."""
        self._tell(Page.why)

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self._tell(Page.focus_filter)

    def leave(self) -> None:
        """Keep what is being typed in any section."""
        for section in self._made.values():
            section.leave()

    def _tell(self, what: Callable[[Page], None]) -> None:
        if section := self.section():
            getattr(section, what.__name__)()

    def _make(self, key: str) -> Page:
        section = self._specs[key].make(self.context)
        section.counted.connect(lambda count: self._count(key, count))
        section.said.connect(self.said)
        section.badge.connect(self.badge)
        section.go.connect(self._go)
        self._made[key] = section
        self._areas[key] = scrolled(section)
        self.stack.addWidget(self._areas[key])
        if isinstance(section, Section):
            self._corners.addWidget(section.corner)
        return section

    def _count(self, key: str, count: int) -> None:
        self._counts[key] = count
        if key == self.key():
            self.counted.emit(count)

    def _go(self, key: str, target: object) -> None:
        """To a sister section, else to another page."""
        if key in self._specs:
            self.choose(key).open(target)
        else:
            self.go.emit(key, target)
