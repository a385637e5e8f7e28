"""The window: it leads from page to page and does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.i18n import N_, _
from app.settings import Settings
from app.ui import look, theme, writing_mode
from app.ui.pages import PAGE_OF_KIND
from app.ui.person_menu import PersonMenu
from app.ui.widgets.bottom_bar import BottomBar
from app.ui.widgets.buttons import Label, OneLine
from app.ui.widgets.dialogs import follow
from app.ui.widgets.navigation import Navigation
from app.ui.widgets.page import Context, Page, PageSpec
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.stack import Stack
from app.ui.widgets.title_row import PageTitle, TitleRow
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from app.operations.search import SearchHit
    from app.ui.help import HelpWindow

SIZE = (1180, 720)
SMALLEST = (760, 480)
_TITLE = N_("Iltod 基层政务公开工作台")
_COUNT = N_("· {count} 条")
_LOADING = N_("正在打开数据文件…")
_CONTENT = N_("页面内容")


class Centre(QFrame):
    """The navigation beside the page, or above it where the window is taller than wide, as one in columns is."""

    def __init__(self, navigation: Navigation, page: QLayout) -> None:
        super().__init__()
        self._navigation = navigation
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(navigation)
        self._box.addLayout(page, 1)
        navigation.folded.connect(self._spread)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the navigation where there is room."""
        super().resizeEvent(event)
        tall = self.height() > self.width()
        direction = QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight
        if direction != self._box.direction():
            self._box.setDirection(direction)
        self._spread()

    def event(self, event: QEvent) -> bool:
        """Other words take other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._spread()
        return super().event(event)

    def _spread(self) -> None:
        self._navigation.spread(self.width() if self.height() > self.width() else 0)


class MainWindow(QMainWindow):
    """Navigation at the left, the title row above, the page, the bar below. Pages are made when first opened."""

    closing = Signal()

    def __init__(self, context: Context, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.context = context
        self.runner = context.runner
        self._specs = {spec.key: spec for spec in pages}
        self._pages: dict[str, Page] = {}
        self._help: HelpWindow | None = None
        self._counts: dict[str, int] = {}
        self.navigation = Navigation(pages)
        self.heading = PageTitle()
        self.count = Label(tone="quiet")
        self.search = SearchBox(self.runner)
        self.office = OneLine()
        self.person = PersonMenu(self.runner)
        self.stack = Stack()
        self.bar = BottomBar(self.runner)
        self._frame()
        self._connect()
        self._bind_keys()

    def _frame(self) -> None:
        say(self, self.setWindowTitle, _TITLE)
        name(self.stack, _CONTENT)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(TitleRow((self.heading, self.count, self.office), (self.search, self.person)))
        right.addWidget(self.stack, 1)
        right.addWidget(self.bar)
        self.centre = Centre(self.navigation, right)
        self.stack.addWidget(self._waiting())
        self.setCentralWidget(writing_mode.Host(self.centre))

    def _waiting(self) -> QWidget:
        cover = QWidget()
        box = QVBoxLayout(cover)
        box.addStretch(1)
        box.addWidget(Label(_LOADING, tone="quiet"))
        box.addStretch(2)
        return cover

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.search.chosen.connect(self._go_to_hit)
        self.person.people_asked.connect(lambda: self.go("settings"))
        self.person.help_asked.connect(self.show_help)
        self.person.quit_asked.connect(self.close)
        self.runner.job_started.connect(follow(self, self.runner))
        self.context.preferences.changed.connect(self.follow_settings)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._search,
            "F1": self.show_help,
            "Ctrl+Z": self.runner.undo,
            "Ctrl+Y": self.runner.redo,
            "Ctrl+Shift+Z": self.runner.redo,
            "Ctrl+N": partial(self._tell, Page.new),
            "Ctrl+P": partial(self._tell, Page.print),
            "Ctrl+Shift+D": partial(self._tell, Page.copy_record),
            "Ctrl+F": partial(self._tell, Page.focus_filter),
            "F4": partial(self._tell, Page.why),
            "F5": partial(self._tell, Page.reload),
        }
        for number, key in enumerate(self._specs, 1):
            keys[f"Alt+{number % 10}"] = partial(self.go, key)  # as on the keyboard, 0 comes after 9
        for sequence, action in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(action)

    def page(self) -> Page | None:
        """The page that is shown; None while the file is being opened, and on the first start."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def go(self, key: str, target: object = None) -> None:
        """Show a page, and there this record or filter; without an open file nothing happens."""
        if self.runner.store is None:
            return
        if leaving := self.page():
            leaving.leave()
        page = self._pages.get(key) or self._make(key)
        self.stack.setCurrentWidget(page)
        self.navigation.choose(key)
        self.heading.say(self._specs[key].title)
        self._show_count(key)
        if target is not None:
            page.open(target)

    def show_alone(self, widget: QWidget, title: str) -> None:
        """Show something without navigation, such as the first start."""
        self.navigation.setEnabled(False)
        self.search.setEnabled(False)
        self.person.setEnabled(False)
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self.heading.say(title)

    def ready(self) -> None:
        """A file is open: the pages may be used, what stood there before goes."""
        for widget in (self.navigation, self.search, self.person):
            widget.setEnabled(True)
        for number in reversed(range(self.stack.count())):
            other = self.stack.widget(number)
            if not isinstance(other, Page):
                self.stack.removeWidget(other)
                other.deleteLater()
        self.go(next(iter(self._specs)))

    def show_help(self) -> None:
        """Open the handbook at the page that is shown."""
        if self._help is None:
            from app.ui.help import HelpWindow

            self._help = HelpWindow(self)
        page = self.page()
        self._help.show_topic(page.help_page if page else "index")

    def follow_settings(self, settings: Settings) -> None:
        """Use these colours, this size and this language from now on."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        told = settings.language != i18n.language()
        able = look.wear(app, settings)
        if told:
            QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
            writing_mode.retranslate_all()
        if not able:
            self.bar.say(_(look.NO_FACES))

    def restore_place(self) -> None:
        """Stand where the window stood last time."""
        geometry = self.context.preferences.current.geometry
        self.setMinimumSize(*SMALLEST)
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            room = self.screen().availableSize()
            self.resize(min(theme.scaled(SIZE[0]), room.width()), min(theme.scaled(SIZE[1]), room.height()))

    def come_forward(self) -> None:
        """Show the window above the others: somebody started the program again."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and the place of the window; closing never asks."""
        for page in self._pages.values():
            page.leave()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.context.preferences.remember(geometry=geometry)
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the computer."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.context.preferences.current.theme == "system":
            self.follow_settings(self.context.preferences.current)

    def _make(self, key: str) -> Page:
        module, factory = self._specs[key].factory.split(":")
        page: Page = getattr(import_module(module), factory)(self.context)
        page.counted.connect(partial(self._note_count, key))
        page.badge.connect(partial(self.navigation.show_count, key))
        page.said.connect(self.bar.say)
        page.go.connect(self.go)
        self._pages[key] = page
        self.stack.addWidget(page)
        return page

    def _note_count(self, key: str, count: int) -> None:
        self._counts[key] = count
        if self.page() is self._pages.get(key):
            self._show_count(key)

    def _show_count(self, key: str) -> None:
        count = self._counts.get(key, -1)
        self.count.setVisible(count >= 0)
        self.count.say(_COUNT, count=f"{count:,}")

    def _tell(self, what: Callable[[Page], None]) -> None:
        """Have the page do this, in its own way if it has one."""
        if page := self.page():
            getattr(page, what.__name__)()

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_hit(self, hit: SearchHit) -> None:
        key = PAGE_OF_KIND.get(hit.kind, "")
        if key in self._specs:
            self.go(key, hit.owner_uuid or hit.uuid)
