"""The register of disclosed items (主动公开台账): views and filters above, the list, one item beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_
from app.operations import disclosure_lists, disclosures, owners
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages, ViewRow
from app.operations.owners import OwnerRow
from app.rules.disclosures import DisclosureDraft
from app.ui import theme
from app.ui.disclosures.action_bar import ActionBar
from app.ui.disclosures.bulk_panel import BulkPanel, Scope
from app.ui.disclosures.columns import COLUMNS, SORTED
from app.ui.disclosures.filter_bar import FilterBar
from app.ui.disclosures.filter_dialog import FilterDialog, KeepViewDialog
from app.ui.disclosures.item_finder import ItemFinder
from app.ui.disclosures.record_panel import RecordPanel
from app.ui.disclosures.transfer import Transfer
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import PagedModel
from app.ui.widgets.table_view import FOLLOWED, TableView
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.drafts import DraftRow

TABLES = frozenset({"disclosure", "channel_event", "gate_review", "attachment", "saved_view"})
AROUND = frozenset({"calendar_year", "setting", "catalog_version", "catalog_item", "arrival"})
NEW = "new"
ROOM = 350  # pixels at 100 % that the list and what can be done with it must have beside the filters
_LIST = N_("公开台账列表")
_NEW, _BULK, _MORE = N_("＋ 登记"), N_("批量处理…"), N_("更多条件…")
_IMPORT, _TEMPLATE, _PASTE = N_("导入…"), N_("模板…"), N_("粘贴表格行")
_EXPORT, _PRINT, _PRINT_DUE = N_("导出…"), N_("打印…"), N_("打印到期单…")
_EMPTY = N_("还没有登记公开信息")
_EMPTY_WHY = N_(
    "在这里登记本单位主动公开的每一条信息：到期日自动算出，审核和公开渠道跟着它走。也可以导入原来的表格，或从表格里复制若干行粘贴到这里。"
)
_NO_HIT = N_("没有符合条件的信息")
_NO_HIT_WHY = N_("现在的筛选条件下没有信息。可以去掉一些条件，或换一个视图。")
_FIRST = N_("登记第一条")


class Around(NamedTuple):
    """What stands around the list."""

    counts: dict[str, int]
    domains: list[str]
    kept: list[ViewRow]
    below: list[OwnerRow]


class DisclosuresPage(Page):
    """The page of the register."""

    title = N_("公开台账")
    watches = TABLES | AROUND
    help_page = "disclosures"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._finder = ItemFinder()
        self._target = self._counted_of = ""
        self._asked_drafts = False
        self._empty_register = False
        self.bar = FilterBar()
        self.model = PagedModel(self.runner, COLUMNS, self)
        self.table = TableView(self.model)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _FIRST, self.new)
        self.record = RecordPanel(context, self._finder, self._above)
        self.bulk = BulkPanel(context, self._finder)
        self.transfer = Transfer(context, self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.table.remember(self.context.preferences, disclosure_lists.PAGE)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.empty)
        self._side = QStackedWidget()
        self._side.addWidget(self.record)
        self._side.addWidget(self.bulk)
        box = QVBoxLayout(self)
        box.addWidget(self.bar)
        self.actions_bar = self._actions()
        box.addWidget(self.actions_bar)
        self.beside = Beside(self._list, self._side)
        self.beside.alone.connect(self.bar.setHidden)
        self.beside.alone.connect(self.actions_bar.setHidden)
        box.addWidget(self.beside, 1)

    def _actions(self) -> ActionBar:
        edge = (
            (_MORE, self.ask_more),
            (_IMPORT, self.transfer.import_file),
            (_EXPORT, self.export),
            (_PRINT, self.print),
        )
        rest = ((_PASTE, self.paste), (_TEMPLATE, self.transfer.template), (_PRINT_DUE, self.print_due))
        return ActionBar((_NEW, self.new), (_BULK, self.open_bulk), edge, rest)

    def _listen(self) -> None:
        self.bar.changed.connect(self._filter)
        self.bar.keep_asked.connect(self._ask_view_name)
        self.bar.drop_asked.connect(self._drop_view)
        self.bar.left.connect(self.table.setFocus)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._arrived)
        self.table.current_changed.connect(self._go_to)
        self.table.opened.connect(lambda _uuid: self.record.entry.form.focus("title"))
        self.table.selection_changed.connect(lambda _uuids: self._offer_bulk())
        self.table.sort_asked.connect(self._sort)
        self.table.filter_asked.connect(self.focus_filter)
        self.table.pasted.connect(self.transfer.paste)
        self.table.remove_asked.connect(self._remove)
        self.record.said.connect(self.said)
        self.record.saved.connect(self._saved)
        self.record.slip_asked.connect(self.transfer.print_slip)
        self.record.reason_asked.connect(self.transfer.print_reason)
        self.transfer.said.connect(self.said)
        self.bulk.closed.connect(self._leave_bulk)

    def reload(self) -> None:
        """Read the list, the counts and the item again."""
        self._finder.forget()
        self.model.reload(self._pages())
        self._read_around()
        self.record.reload()
        self._look_for_drafts()

    def retranslate(self) -> None:
        """Say again what is made of the words of records."""
        self.bar.retranslate()
        self.record.retranslate()
        self.bulk.retranslate()

    def open(self, target: object) -> None:
        """Show a record by its uuid, what a filter admits, with "new" an empty form, or a form filled with a draft."""
        self._asked_drafts = True
        if isinstance(target, DisclosureFilter):
            self.beside.show_list()
            self.bar.set_wanted(target)
            self._read_rows()
            self._show_order()
        elif isinstance(target, DisclosureDraft):
            self._open_form(partial(self.record.begin, target))
        elif target == NEW:
            self.new()
        elif isinstance(target, str) and target:
            self.close_bulk()
            self.beside.show_detail()
            self._target = target
            self.record.show_record(target)
            self.table.select([target])

    def new(self) -> None:
        """Open an empty form."""
        self._open_form(self.record.new)

    def copy_record(self) -> None:
        """Open a form filled like the item that is shown."""
        if self.record.uuid:
            self._open_form(self.record.copy)

    def print(self) -> None:
        """Put the list on paper as it is filtered."""
        self.transfer.print_register(self.bar.wanted())

    def why(self) -> None:
        """Show why the item is due on its day."""
        self.close_bulk()
        self.beside.show_detail()
        self.record.why()

    def print_due(self) -> None:
        """Put what the filter shows on paper by due date, each with its reason."""
        self.transfer.print_due(replace(self.bar.wanted(), order="due"))

    def export(self) -> None:
        """Write the list as a sheet as it is filtered."""
        self.transfer.export(self.bar.wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters away where they would leave no room for the list."""
        super().resizeEvent(event)
        compact = self.height() - self.bar.whole_height(self.width()) < theme.scaled(ROOM)
        self.bar.set_compact(compact)
        self.actions_bar.set_compact(compact)

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.beside.show_list()
        self.bar.focus_text()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.record.leave()

    def paste(self) -> None:
        """Plan to take the rows on the clipboard."""
        self.transfer.paste(QGuiApplication.clipboard().text())

    def open_bulk(self) -> None:
        """Offer to do one thing to many items."""
        self.record.leave()
        self._offer_bulk()
        self._side.setCurrentWidget(self.bulk)
        self.beside.show_detail()
        self.bulk.start()

    def close_bulk(self) -> None:
        """Back to the single item."""
        self._side.setCurrentWidget(self.record)

    def _leave_bulk(self) -> None:
        self.close_bulk()
        self.beside.show_list()

    def _open_form(self, step: Callable[[], object]) -> None:
        self.close_bulk()
        self._asked_drafts = True
        self.table.select([])
        self.table.selectionModel().clearCurrentIndex()
        self.beside.show_detail()
        step()

    def _pages(self) -> DisclosurePages:
        return DisclosurePages(self.bar.wanted(), self.context.today())

    def _read_rows(self) -> None:
        self.model.set_source(self._pages())

    def _filter(self, wanted: DisclosureFilter) -> None:
        self._read_rows()
        if wanted.owner != self._counted_of:
            self._read_around()
        self._show_order()

    def _read_around(self) -> None:
        today, owner = self.context.today(), self.bar.wanted().owner
        self._counted_of = owner

        def work(session: Session) -> Around:
            counts, below = disclosure_lists.view_counts(session, today, owner), owners.below(session)
            return Around(counts, disclosure_lists.domains(session), disclosure_lists.kept_views(session), below)

        self.runner.query(self, work, self._show_around, slot="around")

    def _show_around(self, found: Around) -> None:
        self.bar.set_kept(found.kept)
        self.bar.set_domains(found.domains, found.below)
        self.bar.set_wanted(self.bar.wanted())
        self.bar.set_counts(found.counts)

    def _look_for_drafts(self) -> None:
        """Once after the start: open what was typed last and not saved, with its question."""
        if self._asked_drafts:
            return
        self._asked_drafts = True
        self.record.entry.drafts.newest(self._open_draft)

    def _open_draft(self, draft: DraftRow | None) -> None:
        if draft is None or self.record.uuid is not None:
            return
        if draft.record_uuid:
            self.open(draft.record_uuid)
        else:
            self.new()

    def _counted(self, total: int) -> None:
        self.counted.emit(total)
        plain = replace(self.bar.wanted(), order="entered") == DisclosureFilter()
        self.empty.say(*((_EMPTY, _EMPTY_WHY) if plain else (_NO_HIT, _NO_HIT_WHY)))
        self.empty.button.setVisible(plain)
        self._list.setCurrentWidget(self.table if total else self.empty)
        self._offer_bulk()

    def _arrived(self, _first: int, _last: int) -> None:
        if self._target and self.model.loaded(self._target) >= 0:
            target, self._target = self._target, ""
            self.table.select([target])

    def _go_to(self, uuid: str) -> None:
        if uuid and uuid != self.record.uuid:
            self.record.show_record(uuid)

    def _saved(self, uuid: str) -> None:
        if self.record.uuid == uuid:
            self._target = uuid
            self.table.select([uuid])

    def _above(self, uuid: str) -> str:
        """The item above this one in the list; for a new one the first."""
        number = self.model.loaded(uuid) - 1 if uuid else 0
        row = self.model.row(number) if 0 <= number < self.model.rowCount() else None
        return row.uuid if row else ""

    def _sort(self, key: str, _descending: bool) -> None:
        """By this column; pressed again, in the order of entering."""
        order = SORTED[key]
        self.bar.change(order="entered" if self.bar.wanted().order == order else order)

    def _show_order(self) -> None:
        order = self.bar.wanted().order
        header = self.table.horizontalHeader()
        section = next((n for n, column in enumerate(COLUMNS) if SORTED.get(column.key) == order), -1)
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            down = disclosure_lists.ORDERS[order].descending
            header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def ask_more(self) -> None:
        """Ask for further conditions of the filter."""
        dialog = FilterDialog(self, self.runner, self.context.today(), self.bar.wanted())
        dialog.chosen.connect(self._apply_more)
        dialog.open()

    def _apply_more(self, values: dict[str, Any]) -> None:
        self.bar.change(**values)

    def _ask_view_name(self) -> None:
        dialog = KeepViewDialog(self)
        dialog.named.connect(self._keep_view)
        dialog.open()

    def _keep_view(self, title: str) -> None:
        work = partial(disclosure_lists.keep_view, name=title, wanted=self.bar.wanted())
        self.runner.change(self, disclosure_lists.KEEP_VIEW, work, values={"name": title})

    def _drop_view(self, uuid: str) -> None:
        title = self.bar.kept_name(uuid)
        work = partial(disclosure_lists.drop_view, uuid=uuid)
        self.runner.change(self, disclosure_lists.DROP_VIEW, work, values={"name": title})

    def _remove(self, uuids: Sequence[str]) -> None:
        if uuids:
            work = partial(disclosures.remove, uuids=tuple(uuids))
            self.runner.change(self, disclosures.REMOVE, work, values={"n": len(uuids)})

    def _offer_bulk(self) -> None:
        wanted, today = self.bar.wanted(), self.context.today()
        ranges = self.table.selected_ranges()
        n = sum(last - first + 1 for first, last in ranges)
        self.actions_bar.second.setEnabled(self.model.rowCount() > 0)
        selection = None
        if n:
            uuids = tuple(self.table.selected_uuids()) if n <= FOLLOWED else ()
            known = uuids if len(uuids) == n else ()
            selection = Scope(n, wanted, today, known, () if known else tuple(ranges))
        self.bulk.offer(selection, Scope(self.model.rowCount(), wanted, today))
