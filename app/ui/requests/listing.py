"""The register of requests with what can be done with it; one case beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import owners, request_entry, request_lists, requests
from app.operations.request_lists import RequestFilter, RequestPages
from app.rules.requests import RequestDraft
from app.ui import theme
from app.ui.disclosures.action_bar import ActionBar
from app.ui.requests.bars import CellBar, RegisteredBar
from app.ui.requests.case_panel import CasePanel
from app.ui.requests.columns import COLUMNS, SORTED, show_order
from app.ui.requests.entry_panel import EntryPanel
from app.ui.requests.entry_values import FORM
from app.ui.requests.filter_bar import FilterBar
from app.ui.requests.filter_dialog import DatesDialog
from app.ui.requests.split_dialog import ask_split
from app.ui.requests.transfer import Transfer
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import PagedModel
from app.ui.widgets.table_view import TableView
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.drafts import DraftRow
    from app.operations.owners import OwnerRow

TABLES = frozenset({"request", "applicant", "request_party", "request_event", "letter", "remedy", "attachment"})
AROUND = frozenset({"calendar_year", "setting", "tariff", "letter_template", "disclosure", "arrival"})
NEW = "new"
SHARES = (58, 42)  # of the list and the case, which has much to say
ROOM = 350  # pixels at 100 % that the list must have beside the filters
_LIST = N_("依申请公开登记簿")
_NEW, _DATES = N_("＋ 登记申请"), N_("按日期筛选…")
_IMPORT, _TEMPLATE, _EXPORT, _PRINT = N_("导入…"), N_("模板…"), N_("导出…"), N_("打印…")
_PASTE, _SPLIT, _REMOVE = N_("粘贴表格行"), N_("拆分本件…"), N_("删除选中的申请")
_EMPTY, _FIRST = N_("还没有登记申请"), N_("登记第一件")
_EMPTY_WHY = N_(
    "在这里登记每一件政府信息公开申请：答复期限自动算出，每一步什么时候要办、为什么，都看得到。往年的申请可以用“模板”填好后导入。"
)
_NO_HIT = N_("没有符合条件的申请")
_NO_HIT_WHY = N_("现在的筛选条件下没有申请。可以去掉一些条件，或换一个视图。")
_CLEAR = N_("清除筛选")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the list."""

    counts: dict[str, int]
    topics: Sequence[str]
    handlers: Sequence[str]
    below: Sequence[OwnerRow]


def around(session: Session, today: date, owner: str = "") -> Around:
    """Read it."""
    counts, below = request_lists.view_counts(session, today, owner), owners.below(session)
    return Around(counts, request_entry.topics(session), request_entry.handlers(session), below)


class RequestsSection(Page):
    """The clerk's day with requests."""

    title = N_("申请")
    watches = TABLES | AROUND
    help_page = "requests"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._target = self._registered = self._counted_of = ""
        self._asked_drafts = False
        self.bar = FilterBar()
        self.model = PagedModel(self.runner, COLUMNS, self)
        self.table = TableView(self.model)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _FIRST, self._empty_step)
        self.record = CasePanel(context)
        self.entry = EntryPanel(context)
        self.transfer = Transfer(context, self)
        self.cell = CellBar(self._to_report, self.bar.clear)
        self.after = RegisteredBar(self.print_receipt, self._another, self._hide_after)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.table.remember(self.context.preferences, "requests")
        self._list, self.room, main = QStackedWidget(), QStackedWidget(), QWidget()
        for stack, first, second in ((self._list, self.table, self.empty), (self.room, main, self.entry)):
            stack.addWidget(first)
            stack.addWidget(second)
        edge = ((_IMPORT, self.transfer.import_file), (_EXPORT, self.export), (_PRINT, self.print))
        rest = (
            (_PASTE, self.paste), (_TEMPLATE, self.transfer.template), (_SPLIT, self.split),
            (_REMOVE, lambda: self._remove(self.table.selected_uuids())),
        )  # fmt: skip
        self.actions_bar = ActionBar((_NEW, self.new), (_DATES, self.ask_dates), edge, rest)
        self.beside = Beside(self._list, self.record, SHARES)
        box = QVBoxLayout(main)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.cell, self.after, self.bar, self.actions_bar):
            box.addWidget(widget)
        for widget in (self.bar, self.actions_bar):
            self.beside.alone.connect(widget.setHidden)
        box.addWidget(self.beside, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.room)

    def _listen(self) -> None:
        self.bar.changed.connect(lambda _wanted: self._filtered())
        self.bar.left.connect(self.table.setFocus)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._arrived)
        self.table.current_changed.connect(self._go_to)
        self.table.opened.connect(lambda uuid: self._show_case(uuid))
        self.table.sort_asked.connect(self._sort)
        self.table.filter_asked.connect(self.focus_filter)
        self.table.pasted.connect(self.transfer.paste)
        self.table.remove_asked.connect(self._remove)
        self.record.said.connect(self.said)
        self.record.edit_asked.connect(self.edit)
        self.record.copy_asked.connect(self._copy)
        self.record.split_asked.connect(partial(ask_split, self))
        self.record.other_asked.connect(self.open)
        self.record.go.connect(self.go)
        self.record.print_asked.connect(self.transfer.preview)
        self.entry.saved.connect(self._saved)
        self.entry.closed.connect(self._leave_entry)
        self.transfer.said.connect(self.said)

    def reload(self) -> None:
        """Read the list, the counts and the case again."""
        self.model.reload(self._pages())
        self._read_around()
        self.record.reload()
        self._look_for_drafts()

    def retranslate(self) -> None:
        """Say again what is made of the words of records."""
        self.bar.retranslate()
        self.entry.retranslate()
        self.record.retranslate()
        self._show_cell()

    def open(self, target: object) -> None:
        """Show a request by its uuid, a section of it by (section, uuid), a filter, a draft, with "new" the form."""
        self._asked_drafts = True
        if isinstance(target, RequestFilter):
            self._leave_entry()
            self._hide_after()
            self.beside.show_list()
            self.bar.set_wanted(target)
            self._filtered()
        elif isinstance(target, RequestDraft):
            self._open_form(target)
        elif target in (NEW, (NEW,)):
            self.new()
        elif isinstance(target, tuple):
            self._open_record(str(target[1]), str(target[0]))
        elif isinstance(target, str) and target:
            self._open_record(target)

    def new(self) -> None:
        """Open an empty form."""
        self._open_form(None)

    def edit(self, uuid: str) -> None:
        """Open the form of a request that is there."""
        self._asked_drafts = True
        self.room.setCurrentWidget(self.entry)
        self.entry.show_record(uuid)

    def copy_record(self) -> None:
        """Open a form for another request by the applicant of the case that is shown."""
        if self.record.uuid and self.room.currentWidget() is not self.entry:
            self._copy(self.record.uuid)

    def split(self) -> None:
        """Make several requests of the one that is shown."""
        if self.record.uuid:
            ask_split(self, self.record.uuid)

    def print(self) -> None:
        """Put the register on paper as it is filtered."""
        self.transfer.print_register(self.bar.wanted())

    def print_receipt(self) -> None:
        """Put the receipt of what was registered just now on paper."""
        if self._registered:
            self.transfer.print_receipt(self._registered)

    def export(self) -> None:
        """Write the register as a sheet as it is filtered."""
        self.transfer.export(self.bar.wanted())

    def paste(self) -> None:
        """Plan to take the rows on the clipboard."""
        self.transfer.paste(QGuiApplication.clipboard().text())

    def why(self) -> None:
        """Show why the reply is due on its day."""
        self.beside.show_detail()
        self.record.why()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self._leave_entry()
        self.beside.show_list()
        self.bar.focus_text()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.entry.leave()
        self.record.letters.leave()

    def ask_dates(self) -> None:
        """Ask between which days requests came or ended."""
        dialog = DatesDialog(self, self.bar.wanted())
        dialog.chosen.connect(lambda values: self.bar.change(**values))
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters away where they would leave no room for the list."""
        super().resizeEvent(event)
        room = self.parentWidget() or self  # the area in which the section scrolls if nothing folds
        compact = room.height() - self.bar.whole_height(self.width()) < theme.scaled(ROOM)
        self.bar.set_compact(compact)
        self.actions_bar.set_compact(compact)

    def _open_form(self, draft: RequestDraft | None) -> None:
        self._asked_drafts = True
        self._hide_after()
        self.room.setCurrentWidget(self.entry)
        self.entry.new(draft)

    def _open_record(self, uuid: str, tab: str = "") -> None:
        self._leave_entry()
        self._target = uuid
        self._show_case(uuid, tab)
        self.table.select([uuid])

    def _show_case(self, uuid: str, tab: str = "") -> None:
        self.beside.show_detail()
        self.record.show_record(uuid, tab)

    def _copy(self, uuid: str) -> None:
        self.runner.query(self, partial(requests.copied, uuid=uuid), self._open_form, slot="copy")

    def _another(self) -> None:
        self._copy(self._registered)

    def _leave_entry(self) -> None:
        self.entry.leave()
        self.room.setCurrentIndex(0)

    def _saved(self, uuid: str, registered: bool) -> None:
        self._open_record(uuid)
        self.table.setFocus()
        if registered:
            self._registered = uuid  # from now on the row itself keeps the bar
            work = partial(request_lists.opened, uuid=uuid, today=self.context.today())
            self.runner.query(self, work, lambda detail: self.after.show_number(detail.row.number), slot="after")

    def _hide_after(self) -> None:
        self._registered = ""
        self.after.hide()

    def _to_report(self) -> None:
        self.go.emit("report", self.bar.wanted().year)

    def _pages(self) -> RequestPages:
        return RequestPages(self.bar.wanted(), self.context.today())

    def _read_around(self) -> None:
        self._counted_of = self.bar.wanted().owner
        work = partial(around, today=self.context.today(), owner=self._counted_of)
        self.runner.query(self, work, self._show_around, slot="around")

    def _filtered(self) -> None:
        self.model.set_source(self._pages())
        if self.bar.wanted().owner != self._counted_of:
            self._read_around()
        show_order(self.table.horizontalHeader(), self.bar.wanted().order)
        self._show_cell()

    def _show_cell(self) -> None:
        wanted = self.bar.wanted()
        self.cell.setVisible(bool(wanted.cell))
        if wanted.cell and wanted.year:
            self.cell.show_cell(_(request_entry.cell_label(wanted.cell, wanted.year)), wanted.year)

    def _show_around(self, found: Around) -> None:
        self.bar.offer(found.topics, found.handlers, found.below)
        self.bar.set_counts(found.counts)
        self.badge.emit(found.counts["overdue"] + found.counts["confirmation"])

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
        plain = self._plain()
        self.empty.say(*((_EMPTY, _EMPTY_WHY) if plain else (_NO_HIT, _NO_HIT_WHY)))
        self.empty.button.say(_FIRST if plain else _CLEAR)
        self._list.setCurrentWidget(self.table if total else self.empty)

    def _plain(self) -> bool:
        """Whether nothing narrows the list; in the order of due days what has none is left out."""
        return self.bar.wanted() in (RequestFilter(), RequestFilter(order="arrived"))

    def _empty_step(self) -> None:
        if self._plain():
            self.new()
        else:
            self.bar.clear()

    def _arrived(self, _first: int, _last: int) -> None:
        if self._target and self.model.loaded(self._target) >= 0:
            target, self._target = self._target, ""
            self.table.select([target])

    def _go_to(self, uuid: str) -> None:
        if uuid and uuid != self._registered and not self._target:
            self._hide_after()
        if uuid and uuid != self.record.uuid:
            self.record.show_record(uuid)

    def _sort(self, key: str, _descending: bool) -> None:
        """By this column; pressed again, in the order of entering."""
        order = SORTED[key]
        self.bar.change(order="entered" if self.bar.wanted().order == order else order)
        show_order(self.table.horizontalHeader(), self.bar.wanted().order)

    def _remove(self, uuids: Sequence[str]) -> None:
        if uuids:
            work = partial(requests.remove, uuids=tuple(uuids))
            self.runner.change(self, requests.REMOVE, work, values={"n": len(uuids)})
