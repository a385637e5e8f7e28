"""The archive (档案与查询): filed notices by village and year, what a villager may be shown, and the query log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import notice_lists, notice_queries, papers, villages
from app.operations.gate import gate
from app.operations.notice_lists import NoticeFilter, NoticeRow, QueryRow
from app.rules.notices import RollTable
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.notices.columns import short_title, village_words
from app.ui.notices.content_section import facts
from app.ui.notices.filter_bar import FilterBar
from app.ui.notices.query_form import QueryForm
from app.ui.notices.table_grid import TableGrid
from app.ui.notices.transfer import Transfer
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.villages import PlaceRow

BOX, LOG = "box", "log"
VIEWS = {BOX: N_("已建档的公示"), LOG: N_("查询登记")}
FILED = "filed"
_BOX_NAME, _LOG_NAME = N_("已建档的公示"), N_("查询登记")
_PRINT_BOX, _PRINT_LOG = N_("打印档案目录…"), N_("打印查询登记…")
_NO_BOX, _NO_LOG, _NO_HIT = N_("还没有建档的公示"), N_("还没有查询登记"), N_("没有查到")
_BOX_WHY = N_("公示期满取下后，在“公示”里建档，就能在这里按嘎查村、年份、标题、编号或核对码查到。")
_LOG_WHY = N_("群众来查公示时，在“已建档的公示”里查到那一份，填上查询人和用途，登记一次。")
_HIT_WHY = N_("换几个字、换一个年份再查，或去掉嘎查村的条件。")
_WHAT = N_("查到后选一份。右边只显示可以给群众看的内容，号码已按“设置—选择项”隐去。")
_SHEET = N_("看公示单")
_SHOWN = N_("{title}（{number}）")

COLUMNS = (
    ColumnSpec("archive_number", N_("档号"), 190),
    ColumnSpec("village", N_("嘎查村"), 110, value=village_words),
    ColumnSpec("title", N_("标题"), 0, value=short_title),
    ColumnSpec("year", N_("年份"), 60),
)
LOG_COLUMNS = (
    ColumnSpec("asked_on", N_("查询日期"), 100, kind="date"),
    ColumnSpec("name", N_("查询人"), 110),
    ColumnSpec("purpose", N_("用途"), 160),
    ColumnSpec("shown", N_("给看的内容"), 0),
    ColumnSpec("person", N_("经办人"), 90),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the lists, and what can be filtered by."""

    rows: Sequence[NoticeRow]
    queries: Sequence[QueryRow]
    places: Sequence[PlaceRow]


@dataclass(frozen=True, slots=True)
class Masked:
    """A notice as anybody may see it."""

    uuid: str
    title: str
    facts: Sequence[tuple[str, str]]
    body: str
    table: RollTable
    asked: int


def masked(session: Session, uuid: str, today: date) -> Masked:
    """A notice with every text through the gate."""
    detail, shut = notice_lists.opened(session, uuid, today), gate(session)
    table = detail.draft.table
    rows = tuple(tuple(shut(cell) for cell in row) for row in table.rows)
    known = [(label, shut(text)) for label, text in facts(detail) if label not in _OWN]
    asked = len(notice_lists.queries(session, uuid))
    words = shut(detail.draft.title), known, shut(detail.draft.body)
    return Masked(uuid, *words, replace(table, rows=rows), asked)


_OWN = (N_("备注（不印在公示单上）"),)


class ArchiveSection(Section):
    """Looking a filed notice up for somebody at the counter, and keeping that they asked."""

    watches = frozenset({"notice", "notice_query", "office", "setting"})
    help_page = "notices"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.bar = FilterBar()
        self.bar.views.hide()
        self.box, self.log = SmallTable(COLUMNS), SmallTable(LOG_COLUMNS)
        self.empty = Empty(_NO_BOX, _BOX_WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.what = Label(_WHAT, tone="quiet", wrap=True)
        self.facts, self.words, self.grid = Facts(), Facts(), TableGrid()
        self.form = QueryForm()
        self.sheet = secondary(_SHEET, self._show_sheet)
        self.transfer = Transfer(context, self)
        self._shown: Masked | None = None
        self._lay_out()
        self._listen()
        self._show(None)

    def _lay_out(self) -> None:
        name(self.box, _BOX_NAME)
        name(self.log, _LOG_NAME)
        for each in (self.box, self.log, self.empty):
            self.room.addWidget(each)
        self.grid.set_read_only(True)
        for part in (self.what, self.form, self.words, self.grid, self.facts):
            self.detail.add(part)
        self.detail.add_stretch()
        self.detail.set_actions(self.sheet)
        self.add_buttons(secondary(_PRINT_BOX, self.print), secondary(_PRINT_LOG, self.print_log))
        self.views.choose(BOX)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        above: tuple[QWidget, ...] = (self.views, self.bar)
        for widget in above:
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.beside = Beside(self.room, self.detail)
        self.beside.alone.connect(self.bar.setHidden)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.views.chosen.connect(lambda key: self.show_view(key or BOX))
        self.bar.changed.connect(lambda _wanted: self.reload())
        self.bar.left.connect(self.box.setFocus)
        self.box.current_changed.connect(self._read)
        self.form.asked.connect(self._ask)
        self.transfer.said.connect(self.said)

    def reload(self) -> None:
        """Read the filed notices and the log."""
        wanted, today = replace(self.bar.wanted(), view=FILED), self.context.today()

        def work(session: Session) -> Found:
            rows = notice_lists.listed(session, wanted, today)
            return Found(rows, notice_lists.queries(session), villages.tree(session))

        self.runner.query(self, work, self._take, slot="list")

    def retranslate(self) -> None:
        """Say the filter again."""
        self.bar.retranslate()

    def open(self, target: object) -> None:
        """Show the view of this name, or look this text up."""
        if target in VIEWS:
            self.show_view(str(target))
        elif isinstance(target, str):
            self.bar.change(text=target)

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.show_view(BOX)
        self.bar.focus_text()

    def print(self) -> None:
        """Put the list of the box on paper, of the village and year that are filtered."""
        wanted = self.bar.wanted()
        self.transfer.preview(papers.archive_of(wanted.office_code, wanted.year or 0))

    def print_log(self) -> None:
        """Put the query log on paper."""
        self.transfer.preview(papers.queries_of())

    def show_view(self, key: str) -> None:
        """Show the box or the log."""
        self.views.choose(key)
        self.bar.setVisible(key == BOX)
        self.detail.setVisible(key == BOX)
        self._stand()

    def _take(self, found: Found) -> None:
        before = self._shown.uuid if self._shown else ""
        today = self.context.today()
        self.bar.offer(found.places, range(today.year, today.year - 6, -1))
        self.box.set_rows(found.rows)
        self.log.set_rows(found.queries)
        self.views.set_counts({BOX: len(found.rows), LOG: len(found.queries)})
        self._stand()
        place = next((n for n, row in enumerate(found.rows) if row.uuid == before), -1)
        if place >= 0:
            self.box.selectRow(place)

    def _stand(self) -> None:
        log = self.views.current() == LOG
        table = self.log if log else self.box
        narrowed = not log and self.bar.wanted() != NoticeFilter()
        title, why = (_NO_LOG, _LOG_WHY) if log else (_NO_HIT, _HIT_WHY) if narrowed else (_NO_BOX, _BOX_WHY)
        self.empty.say(title, why)
        self.room.setCurrentWidget(table if table.rows() else self.empty)
        self.counted.emit(len(table.rows()))

    def _read(self, row: NoticeRow | None) -> None:
        if row is None:
            self._show(None)
            return
        work = partial(masked, uuid=row.uuid, today=self.context.today())
        self.runner.query(self, work, self._show, slot="shown")

    def _show(self, shown: Masked | None) -> None:
        other = shown is None or self._shown is None or shown.uuid != self._shown.uuid
        self._shown = shown
        self.detail.set_heading(shown.title if shown else "")
        self.what.setVisible(shown is None)
        self.form.setVisible(shown is not None)
        self.sheet.setEnabled(shown is not None)
        self.words.show_rows([(N_("正文"), shown.body)] if shown else [])
        self.facts.show_rows(shown.facts if shown else [])
        self.grid.set_table(shown.table if shown else RollTable())
        self.grid.setVisible(shown is not None and bool(shown.table.rows))
        if other:
            self.form.clear()
        self.form.show_asked(shown.asked if shown else 0)

    def _show_sheet(self) -> None:
        if self._shown:
            self.transfer.print_notice(self._shown.uuid)

    def _ask(self, values: dict[str, str]) -> None:
        row: NoticeRow | None = self.box.current()
        if row is None:
            return
        shown = _(_SHOWN).format(title=row.title, number=row.number)
        work = partial(
            notice_queries.ask, name=values["name"], purpose=values["purpose"], shown=shown,
            on=self.context.today(), notice_uuid=row.uuid,
        )  # fmt: skip
        self.runner.change(self, notice_queries.ASK, work, lambda _uuid: self.form.clear())
