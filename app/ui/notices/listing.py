"""The list of notices with what can be done with it; one notice beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import notice_lists, notices, offices, owners, villages
from app.operations.notice_lists import NoticeFilter, NoticeRow
from app.rules.notices import NoticeDraft
from app.ui import theme
from app.ui.disclosures.action_bar import ActionBar
from app.ui.notices.bulk_panel import BulkPanel, Scope
from app.ui.notices.columns import COLUMNS
from app.ui.notices.entry_panel import EntryPanel
from app.ui.notices.entry_text import FORM
from app.ui.notices.filter_bar import FilterBar
from app.ui.notices.record_panel import OBJECTIONS, RecordPanel
from app.ui.notices.transfer import Transfer
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import PagedModel
from app.ui.widgets.table_view import FOLLOWED, TableView
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.drafts import DraftRow
    from app.operations.owners import OwnerRow
    from app.operations.villages import PlaceRow

TABLES = frozenset({"notice", "objection", "attachment", "payout_roll"})
AROUND = frozenset({"office", "board", "calendar_year", "setting", "village_matter"})
NEW = "new"
ROOM = 350  # pixels at 100 % that the list must have beside the filters
_LIST = N_("公示列表")
_NEW, _BULK = N_("＋ 起草公示"), N_("批量处理…")
_IMPORT, _TEMPLATE, _EXPORT, _PRINT = N_("导入…"), N_("模板…"), N_("导出…"), N_("打印…")
_EMPTY, _FIRST = N_("还没有公示"), N_("起草第一份")
_EMPTY_WHY = N_(
    "在这里起草贴在嘎查村公开栏上的公示：选种类和嘎查村，模板给出文字和表格，审核后打印张贴，公示期自动算。补贴公示由“补贴发放”的名册生成。"
)
_NO_HIT = N_("没有符合条件的公示")
_NO_HIT_WHY = N_("现在的筛选条件下没有公示。可以去掉一些条件，或换一个视图。")
_CLEAR = N_("清除筛选")


@dataclass(frozen=True, slots=True)
class NoticePages:
    """The rows of the list, read by the page."""

    wanted: NoticeFilter
    today: date

    def count(self, session: Session) -> int:
        """How many there are."""
        return notice_lists.counted(session, self.wanted, self.today)

    def page(self, session: Session, index: int, size: int) -> Sequence[NoticeRow]:
        """The rows from index * size on."""
        return notice_lists.listed(session, self.wanted, self.today, size, index * size)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the list."""

    counts: dict[str, int]
    places: Sequence[PlaceRow]
    years: Sequence[int]
    boards: Sequence[str]
    retention: str
    below: Sequence[OwnerRow]


def around(session: Session, today: date, owner: str = "") -> Around:
    """Read it."""
    return Around(
        notice_lists.view_counts(session, today, owner),
        villages.tree(session),
        range(today.year + 1, today.year - 6, -1),
        [board.name for board in villages.boards(session)],
        offices.chosen(session)["retention"],
        owners.below(session),
    )


class NoticesSection(Page):
    """The clerk's day with the board."""

    title = N_("公示")
    watches = TABLES | AROUND
    help_page = "notices"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._target = self._tab = self._counted_of = ""
        self._retention = ""
        self._asked_drafts = False
        self.bar = FilterBar()
        self.model = PagedModel(self.runner, COLUMNS, self)
        self.table = TableView(self.model)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _FIRST, self._empty_step)
        self.record = RecordPanel(context)
        self.bulk = BulkPanel(context)
        self.entry = EntryPanel(context)
        self.transfer = Transfer(context, self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.table.remember(self.context.preferences, "notices")
        self._list, self._side, self.room = QStackedWidget(), QStackedWidget(), QStackedWidget()
        main = QWidget()
        for stack, first, second in (
            (self._list, self.table, self.empty),
            (self._side, self.record, self.bulk),
            (self.room, main, self.entry),
        ):
            stack.addWidget(first)
            stack.addWidget(second)
        box = QVBoxLayout(main)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.bar)
        edge = ((_IMPORT, self.transfer.import_file), (_EXPORT, self.export), (_PRINT, self.print))
        rest = ((_TEMPLATE, self.transfer.template),)
        self.actions_bar = ActionBar((_NEW, self.new), (_BULK, self.open_bulk), edge, rest)
        box.addWidget(self.actions_bar)
        self.beside = Beside(self._list, self._side)
        self.beside.alone.connect(self.bar.setHidden)
        self.beside.alone.connect(self.actions_bar.setHidden)
        box.addWidget(self.beside, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.room)

    def _listen(self) -> None:
        self.bar.changed.connect(self._filtered)
        self.bar.left.connect(self.table.setFocus)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._arrived)
        self.table.current_changed.connect(self._go_to)
        self.table.opened.connect(self._open_row)
        self.table.selection_changed.connect(lambda _uuids: self._offer_bulk())
        self.table.filter_asked.connect(self.focus_filter)
        self.table.remove_asked.connect(self._remove)
        self.record.said.connect(self.said)
        self.record.edit_asked.connect(self.edit)
        self.record.copy_asked.connect(self._copy)
        self.record.print_asked.connect(self.transfer.print_notice)
        self.record.other_asked.connect(self.open)
        self.record.roll_asked.connect(lambda uuid: self.go.emit("payouts", ("roll", uuid)))
        self.entry.saved.connect(self._saved)
        self.entry.closed.connect(self._leave_entry)
        self.bulk.closed.connect(self._leave_bulk)
        self.bulk.print_asked.connect(lambda scope: self.go.emit("batch", scope))
        self.transfer.said.connect(self.said)

    def reload(self) -> None:
        """Read the list, the counts and the notice again."""
        self.model.reload(self._pages())
        self._read_around()
        self.record.reload()
        self._look_for_drafts()

    def retranslate(self) -> None:
        """Say again what is made of the words of records."""
        self.bar.retranslate()
        self.record.retranslate()
        self.bulk.retranslate()
        self.entry.retranslate()

    def open(self, target: object) -> None:
        """Show a notice by its uuid, its objections by ("objections", uuid), a filter, a draft, with "new" the form."""
        self._asked_drafts = True
        if isinstance(target, NoticeFilter):
            self._leave_entry()
            self.close_bulk()
            self.bar.set_wanted(target)
            self._read_rows()
        elif isinstance(target, NoticeDraft):
            self._open_form(target)
        elif target == NEW:
            self.new()
        elif isinstance(target, tuple):
            self._open_record(str(target[1]), OBJECTIONS)
        elif isinstance(target, str) and target:
            self._open_record(target, "")

    def new(self) -> None:
        """Open an empty form."""
        self._open_form(None)

    def edit(self, uuid: str) -> None:
        """Open the form of a draft."""
        self._asked_drafts = True
        self.room.setCurrentWidget(self.entry)
        self.entry.show_record(uuid)

    def copy_record(self) -> None:
        """Open a form filled like the notice that is shown."""
        if self.record.uuid and self.room.currentWidget() is not self.entry:
            self._copy(self.record.uuid)

    def print(self) -> None:
        """Put the notice that is shown on paper."""
        if self.record.uuid:
            self.transfer.print_notice(self.record.uuid)

    def why(self) -> None:
        """Show how long the notice hangs and why."""
        self.close_bulk()
        self.beside.show_detail()
        self.record.why()

    def export(self) -> None:
        """Write the list as a sheet as it is filtered."""
        self.transfer.export(self.bar.wanted())

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self._leave_entry()
        self.bar.focus_text()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.entry.leave()

    def open_bulk(self) -> None:
        """Offer to do one thing with many notices."""
        self._offer_bulk()
        self._side.setCurrentWidget(self.bulk)
        self.beside.show_detail()
        self.bulk.start(self._retention)

    def close_bulk(self) -> None:
        """Back to the single notice."""
        self._side.setCurrentWidget(self.record)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters away where they would leave no room for the list."""
        super().resizeEvent(event)
        room = self.parentWidget() or self  # the area in which the section scrolls if nothing folds
        compact = room.height() - self.bar.whole_height(self.width()) < theme.scaled(ROOM)
        self.bar.set_compact(compact)
        self.actions_bar.set_compact(compact)

    def _open_form(self, draft: NoticeDraft | None) -> None:
        self._asked_drafts = True
        self.room.setCurrentWidget(self.entry)
        self.entry.new(draft)

    def _open_record(self, uuid: str, tab: str) -> None:
        self._leave_entry()
        self.close_bulk()
        self.beside.show_detail()
        self._target = uuid
        self.record.show_record(uuid, tab)
        self.table.select([uuid])

    def _open_row(self, uuid: str) -> None:
        """Enter on a draft opens its form; on any other it leads to what comes next."""
        detail = self.record.detail
        if detail and detail.row.uuid == uuid and detail.row.status == "draft":
            self.edit(uuid)

    def _copy(self, uuid: str) -> None:
        work = partial(notices.copied, uuid=uuid, today=self.context.today())
        self.runner.query(self, work, self._open_form, slot="copy")

    def _leave_entry(self) -> None:
        self.entry.leave()
        self.room.setCurrentIndex(0)

    def _leave_bulk(self) -> None:
        self.close_bulk()
        self.beside.show_list()

    def _saved(self, uuids: list[str]) -> None:
        self._open_record(uuids[0], "")

    def _pages(self) -> NoticePages:
        return NoticePages(self.bar.wanted(), self.context.today())

    def _filtered(self, wanted: NoticeFilter) -> None:
        self._read_rows()
        if wanted.owner != self._counted_of:
            self._read_around()

    def _read_rows(self) -> None:
        self.model.set_source(self._pages())

    def _read_around(self) -> None:
        self._counted_of = self.bar.wanted().owner
        work = partial(around, today=self.context.today(), owner=self._counted_of)
        self.runner.query(self, work, self._show_around, slot="around")

    def _show_around(self, found: Around) -> None:
        self._retention = found.retention
        self.bar.offer(found.places, found.years, found.below)
        self.bar.set_counts(found.counts)
        self.bulk.offer_boards(found.boards)
        self.badge.emit(found.counts["over"] + found.counts["objection"])

    def _look_for_drafts(self) -> None:
        """Once after the start: open what was typed last and not saved, with its question."""
        if not self._asked_drafts:
            self._asked_drafts = True
            self.entry.drafts.newest(self._open_draft)

    def _open_draft(self, draft: DraftRow | None) -> None:
        if draft is None or draft.form != FORM:
            return
        if draft.record_uuid:
            self.edit(draft.record_uuid)
        else:
            self.new()

    def _counted(self, total: int) -> None:
        self.counted.emit(total)
        plain = self.bar.wanted() == NoticeFilter()
        self.empty.say(*((_EMPTY, _EMPTY_WHY) if plain else (_NO_HIT, _NO_HIT_WHY)))
        self.empty.button.say(_FIRST if plain else _CLEAR)
        self._list.setCurrentWidget(self.table if total else self.empty)
        self._offer_bulk()

    def _empty_step(self) -> None:
        if self.bar.wanted() == NoticeFilter():
            self.new()
        else:
            self.bar.clear()

    def _arrived(self, _first: int, _last: int) -> None:
        if self._target and self.model.loaded(self._target) >= 0:
            target, self._target = self._target, ""
            self.table.select([target])

    def _go_to(self, uuid: str) -> None:
        if uuid and uuid != self.record.uuid:
            self.record.show_record(uuid)

    def _remove(self, uuids: Sequence[str]) -> None:
        if uuids:
            work = partial(notices.remove, uuids=tuple(uuids))
            self.runner.change(self, notices.REMOVE, work, values={"n": len(uuids)})

    def _offer_bulk(self) -> None:
        wanted, today = self.bar.wanted(), self.context.today()
        n = sum(last - first + 1 for first, last in self.table.selected_ranges())
        self.actions_bar.second.setEnabled(self.model.rowCount() > 0)
        uuids = tuple(self.table.selected_uuids()) if 0 < n <= FOLLOWED else ()
        selection = Scope(n, wanted, today, uuids) if uuids and len(uuids) == n else None
        self.bulk.offer(selection, Scope(self.model.rowCount(), replace(wanted), today))
