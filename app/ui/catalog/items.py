"""The items of the catalog in force, or of one version: list, filters, detail, files and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import catalogs, printing
from app.operations.catalogs import ItemRow, VersionRow
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.catalog import LEVEL_NAMES, STANDING_NAMES
from app.rules.disclosures import DisclosureDraft
from app.ui import theme
from app.ui.catalog.importing import Importing
from app.ui.catalog.item_detail import ItemDetail
from app.ui.catalog.menus import menu_button
from app.ui.catalog.sections import Section
from app.ui.catalog.source import COLUMNS, IN_FORCE, ItemFilter, ItemSource, read, version_of_item
from app.ui.catalog.writing import Writing
from app.ui.widgets.buttons import PRIMARY, secondary
from app.ui.widgets.chips import Filter, FilterRow
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import PagedModel
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.table_view import TableView
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TYPING_MILLISECONDS = 300
FILTERED = ("domain", "level", "standing")
_IMPORT = N_("导入目录")
_STARTER = N_("取用起步目录…")
_FILE, _PASTE = N_("从文件导入…"), N_("从剪贴板粘贴")
_EXPORT, _PRINT = N_("导出…"), N_("打印")
_SEARCH = N_("筛选事项：汉字或拼音（按 / 进入）")
_SEARCH_NAME = N_("筛选事项")
_VERSION = N_("看哪一版目录")
_IN_FORCE = N_("现行有效")
_EMPTY = N_("还没有现行有效的目录")
_EMPTY_WHY = N_(
    "目录说明应当公开什么、什么时候公开、在哪里公开。请导入本单位已公布的目录；没有现成的表格时，可以先取用起步目录，比对后采用。"
)
_NO_HIT = N_("没有符合条件的事项")
_NO_HIT_WHY = N_("换一个词，或清除筛选条件。")


class ItemsSection(Section):
    """Items with their filters; the chosen one stands beside the list."""

    watches = frozenset({"catalog_version", "catalog_item"})
    help_page = "catalog"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.wanted = ItemFilter()
        self._versions: Sequence[VersionRow] = ()
        self._domains: Sequence[str] = ()
        self._sought = ""
        self.version = QComboBox()
        self.filters = FilterRow()
        self.text = QLineEdit()
        self.model = PagedModel(self.runner, COLUMNS, self)
        self.table = TableView(self.model)
        self.detail = ItemDetail(self._register, self._registered)
        self.writing = Writing(self, context, self.said)
        self.importing = Importing(self)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _STARTER, self.importing.starter)
        self.no_hit = Empty(_NO_HIT, _NO_HIT_WHY)
        self.room = QStackedWidget()
        self._typing = QTimer(self)
        self._add_actions()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for show in (self.text.setPlaceholderText, self.text.setToolTip):
            say(self.text, show, _SEARCH)
        name(self.text, _SEARCH_NAME)
        name(self.table, N_("目录事项"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(theme.scaled(160))
        name(self.version, _VERSION)
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.version.setMinimumContentsLength(10)
        narrowing = QWidget()
        line = QHBoxLayout(narrowing)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.version, 2)
        line.addWidget(self.text, 3)
        above = Folding(narrowing, self.filters)
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        self.room.addWidget(self.no_hit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(above)
        self.beside = Beside(self.room, self.detail)
        self.beside.alone.connect(above.setHidden)
        box.addWidget(self.beside, 1)
        self.table.remember(self.context.preferences, "catalog")

    def _add_actions(self) -> None:
        self.print_button = menu_button(
            _PRINT,
            (
                (printing.CATALOG_TITLE, lambda: self.writing.preview("")),
                (printing.VILLAGE_TITLE, lambda: self.writing.preview("village")),
            ),
        )
        ways = ((_FILE, self.importing.file), (_PASTE, self.importing.clipboard), (_STARTER, self.importing.starter))
        self.import_button = menu_button(_IMPORT, ways, PRIMARY)
        self.export_button = secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.print_button, self.import_button)

    def _listen(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.apply_text)
        OldCodes(self.text)
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self.text.returnPressed.connect(self._to_list)
        self.version.activated.connect(lambda _number: self._choose_version(self.version.currentData()))
        self.filters.changed.connect(self._filter)
        self.model.counted.connect(self._show_room)
        self.model.counted.connect(self.counted)
        self.model.arrived.connect(lambda _first, _last: self._show_current(self.table.current_uuid()))
        self.table.current_changed.connect(self._show_current)
        self.table.filter_asked.connect(self.focus_filter)
        self.table.pasted.connect(self.importing.pasted)

    def reload(self) -> None:
        """Read the versions for the filters, and the items."""
        today = self.context.today()
        self.runner.query(self, lambda session: catalogs.versions(session, today), self._take_versions, slot="versions")
        self.model.reload(ItemSource(self.wanted, today))

    def retranslate(self) -> None:
        """Offer the filters in the new language."""
        self._offer_filters()

    def open(self, target: object) -> None:
        """Show a filter, one item by its uuid, or start an import ("starter", "import")."""
        if isinstance(target, ItemFilter):
            self.beside.show_list()
            self.set_wanted(target)
        elif target == "starter":
            self.importing.starter()
        elif target == "import":
            self.importing.file()
        elif isinstance(target, str):
            today = self.context.today()
            self.runner.query(
                self, lambda s: version_of_item(s, target, today), partial(self._open_item, target), slot="open"
            )

    def print(self) -> None:
        """Show what is in force, or the list of the level that is shown, as it will print."""
        self.writing.preview(self.wanted.level)

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.text.setFocus()
        self.text.selectAll()

    def set_wanted(self, wanted: ItemFilter) -> None:
        """Show what this filter admits."""
        self.wanted = wanted
        self._offer_filters()
        if self.text.text().strip() != wanted.text:
            self.text.setText(wanted.text)
        self._typing.stop()
        self.model.set_source(ItemSource(wanted, self.context.today()))

    def apply_text(self) -> None:
        """Filter by what stands in the text filter now."""
        self._typing.stop()
        if (text := self.text.text().strip()) != self.wanted.text:
            self.set_wanted(replace(self.wanted, text=text))

    def export(self) -> None:
        """Write the items of the chosen version, narrowed as they are shown."""
        self.writing.export(_(printing.CATALOG_TITLE), self._read_shown)

    def _read_shown(self, session: Session) -> Sequence[ItemRow]:
        source = ItemSource(self.wanted, self.context.today())
        return source.page(session, 0, source.count(session))

    def _take_versions(self, versions: Sequence[VersionRow]) -> None:
        self._versions = versions
        known = {version.uuid for version in versions}
        self._domains = tuple(dict.fromkeys(domain for version in reversed(versions) for domain in version.domains))
        if self.wanted.version not in known | {IN_FORCE}:
            self.set_wanted(replace(self.wanted, version=IN_FORCE))
        else:
            self._offer_filters()

    def _offer_filters(self) -> None:
        self.filters.set_filters(
            [
                Filter("domain", N_("领域"), [(domain, domain) for domain in self._domains]),
                Filter("level", N_("层级"), [(level, _(title)) for level, title in LEVEL_NAMES.items()]),
                Filter("standing", N_("核对情况"), [(key, _(title)) for key, title in STANDING_NAMES.items()]),
            ]
        )
        self.filters.set_values({key: getattr(self.wanted, key) for key in FILTERED})
        self.version.clear()
        self.version.addItem(_(_IN_FORCE), IN_FORCE)
        for version in self._versions:
            self.version.addItem(version.name, version.uuid)
        self.version.setCurrentIndex(max(self.version.findData(self.wanted.version), 0))
        self.version.setToolTip(self.version.currentText())

    def _choose_version(self, version: str) -> None:
        self.set_wanted(replace(self.wanted, version=version))

    def _filter(self, values: dict[str, str]) -> None:
        self.set_wanted(replace(self.wanted, **{key: values.get(key, "") for key in FILTERED}))

    def _to_list(self) -> None:
        self.apply_text()
        self.table.setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _show_room(self, count: int) -> None:
        nothing = self.empty if self.wanted == ItemFilter() else self.no_hit
        self.room.setCurrentWidget(self.table if count else nothing)
        if not count:
            self.detail.show_item(None)
        elif self._sought:
            self._seek()

    def _show_current(self, uuid: str) -> None:
        number = self.model.loaded(uuid) if uuid else -1
        row = self.model.row(number) if number >= 0 else None
        self.detail.show_item(row if isinstance(row, ItemRow) else None)

    def _open_item(self, uuid: str, version: str | None) -> None:
        if version is not None:
            self._sought = uuid
            self.set_wanted(ItemFilter(version))
            self.table.select([uuid])
            self.beside.show_detail()

    def _seek(self) -> None:
        """Bring the item that was asked for into sight, wherever it stands in the list."""
        uuid, wanted, today = self._sought, self.wanted.version, self.context.today()
        self._sought = ""

        def place(session: Session) -> int:
            return next((n for n, item in enumerate(read(session, wanted, today)) if item.uuid == uuid), -1)

        self.runner.query(self, place, self._scroll_to, slot="place")

    def _scroll_to(self, number: int) -> None:
        if 0 <= number < self.model.rowCount():
            self.table.scrollTo(self.model.index(number, 0))

    def _register(self, item: ItemRow) -> None:
        self.go.emit("disclosures", DisclosureDraft(item_key=item.key))

    def _registered(self, item: ItemRow) -> None:
        self.go.emit("disclosures", DisclosureFilter(item_key=item.key))
