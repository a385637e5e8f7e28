"""Many sheets at once (批量打印): which notices, how they look, where to; it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import notice_batches, notice_lists, papers
from app.operations.notice_batches import Batch, Finished
from app.operations.notice_lists import NoticeFilter, NoticeRow
from app.operations.papers import Kind, PrintOptions
from app.ui import theme
from app.ui.disclosures.saving import opened
from app.ui.notices.bulk_panel import Scope
from app.ui.notices.columns import COLUMNS
from app.ui.printing.options_panel import OptionsPanel
from app.ui.printing.remembered import remember, remembered
from app.ui.widgets.buttons import Heading, Label, primary, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import open_folder
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context, Page
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell

TO_PRINT, TO_POST, CHOSEN = "to_print", "to_post", "chosen"
EACH, VILLAGE, WHOLE = "each", "village", "whole"
VIEWS = {TO_PRINT: N_("待打印"), TO_POST: N_("待张贴"), CHOSEN: N_("选定的")}
WAYS = ((EACH, N_("每份公示一个文件")), (VILLAGE, N_("每个嘎查村一个文件")), (WHOLE, N_("全部合成一个文件")))
FOLDER = "notices_folder"  # among what the preferences keep
_NAME = N_("要打印的公示")
_FOLDER, _CHOOSE, _OPEN = N_("存到：{folder}"), N_("选文件夹…"), N_("打开文件夹")
_NO_FOLDER = N_("还没有选文件夹。可以直接选 U 盘，拿到有打印机的电脑上打印。")
_START = N_("存成 {n} 份公示单")
_RESUME = N_("中途取消、断电或拔了 U 盘都不要紧：选同一个文件夹再来一次，画好的不重画，从停下的地方接着做。")
_DONE = N_("共 {n} 份、{pages} 页，其中这次新画 {drawn} 份，已经画好没有重画的 {found} 份。")
_DRAFTS = N_("草稿没有审核，不能打印，没有列在这里。")
_TITLE = N_("文件和版式")


@dataclass(frozen=True, slots=True)
class Found:
    """What can be printed, and the usual options."""

    rows: Sequence[NoticeRow]
    options: PrintOptions


class BatchSection(Page):
    """The notices to print at the left, what to do with them at the right."""

    watches = frozenset({"notice", "office", "payout_roll"})
    help_page = "notices"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._uuids: Sequence[str] = ()  # of those that were chosen in the list
        self._options: PrintOptions | None = None
        self.folder: Path | None = None
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.table = SmallTable([column for column in COLUMNS if column.key in SHOWN])
        self.detail = Detail()
        self.form = Form((FieldSpec("way", N_("文件"), "choice", options=WAYS),))
        self.options = OptionsPanel(Kind.NOTICE)
        self.where = Label(_NO_FOLDER, tone="quiet", wrap=True)
        self.done = Label(tone="good", wrap=True)
        self.start_button = primary(_START, self.start, n=0)
        self.open_button = secondary(_OPEN, lambda: opened(self.folder) if self.folder else None)
        self._lay_out()
        self.views.chosen.connect(lambda key: self.show_view(key or TO_PRINT))
        self.options.changed.connect(self._take_options)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        buttons = QWidget()
        flow = Flow(buttons)
        for button in (secondary(_CHOOSE, self.choose_folder), self.open_button):
            flow.addWidget(button)
        self.open_button.hide()
        self.done.hide()
        self.detail.add(Heading(_TITLE, times=1.1))
        resume = Label(_RESUME, tone="quiet", wrap=True)
        options = self.options.takeWidget()  # beside a preview it scrolls by itself; here the card does
        for widget in (self.form, self.where, buttons, resume, self.done, options):
            self.detail.add(widget)
        self.detail.set_actions(self.start_button)
        self.form.set_values({"way": EACH})
        if kept := self.context.preferences.current.last.get(FOLDER):
            self._show_folder(Path(kept))
        self.views.choose(TO_PRINT)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (self.views, Label(_DRAFTS, tone="quiet", wrap=True)):
            box.addWidget(widget)
        self.beside = Beside(self.table, self.detail)
        box.addWidget(self.beside, 1)

    def open(self, target: object) -> None:
        """Offer these notices."""
        if isinstance(target, Scope):
            self.runner.query(self, target.resolved, self._take_chosen, slot="chosen")

    def show_view(self, key: str) -> None:
        """Offer the notices to print, those to post, or those that were chosen."""
        self.views.choose(key)
        self.done.hide()
        self.reload()

    def reload(self) -> None:
        """Read which notices there are."""
        view, uuids, today = self.views.current(), self._uuids, self.context.today()

        def work(session: Session) -> Found:
            if view == CHOSEN:
                rows = notice_lists.rows_of(session, notice_batches.ready(session, uuids), today)
            else:
                rows = notice_lists.listed(session, NoticeFilter(view or TO_PRINT), today)
            return Found(rows, papers.usual(Kind.NOTICE, today, session))

        self.runner.query(self, work, self._take, slot="list")

    def choose_folder(self) -> None:
        """Ask where the sheets go."""
        if folder := open_folder(self, _CHOOSE, self.folder):
            self.use_folder(folder)

    def use_folder(self, folder: Path) -> None:
        """Write the sheets there."""
        last = {**self.context.preferences.current.last, FOLDER: str(folder)}
        self.context.preferences.remember(last=last)
        self._show_folder(folder)

    def _show_folder(self, folder: Path) -> None:
        self.folder = folder
        self.where.say(_FOLDER, folder=str(folder))
        self.open_button.show()
        self._enable()

    def batch(self) -> Batch | None:
        """What would be written; nothing before a folder was chosen."""
        uuids = tuple(row.uuid for row in self._wanted())
        if self.folder is None or self._options is None or not uuids:
            return None
        way = self.form.values()["way"]
        return Batch(uuids, self.folder, self._options, way == WHOLE, way == VILLAGE)

    def start(self) -> None:
        """Draw every sheet that is not there yet; long work with its progress."""
        batch = self.batch()
        if batch is None:
            return
        now = datetime.combine(self.context.today(), datetime.now().time()).replace(microsecond=0)

        def work(session: Session, tell: Tell) -> Finished:
            return notice_batches.draw(session, batch, now, tell)

        self.runner.long(self, notice_batches.PRINT, work, self._finished, {"n": len(batch.uuids)}, writes=False)

    def _wanted(self) -> Sequence[NoticeRow]:
        """The selected ones if there are several, else all."""
        chosen: Sequence[NoticeRow] = self.table.selected()
        return chosen if len(chosen) > 1 else self.table.rows()

    def _take_chosen(self, uuids: Sequence[str]) -> None:
        self._uuids = uuids
        self.show_view(CHOSEN)

    def _take(self, found: Found) -> None:
        self.table.set_rows(found.rows)
        self.counted.emit(len(found.rows))
        if self._options is None:
            self._options = remembered(self.context.preferences, Kind.NOTICE, found.options)
            self.options.show_options(self._options)
        self._enable()

    def _take_options(self, options: PrintOptions) -> None:
        self._options = options
        remember(self.context.preferences, Kind.NOTICE, options)

    def _finished(self, finished: Finished) -> None:
        values = {"n": len(finished.issues), "pages": finished.pages, "drawn": finished.drawn, "found": finished.found}
        self.done.say(_DONE, **values)
        self.done.show()
        self.said.emit(_(_DONE).format(**values))
        work = partial(notice_batches.record, finished=finished)
        self.runner.change(self, notice_batches.PRINT, work, values={"n": len(finished.issues)})

    def _enable(self) -> None:
        n = len(self._wanted())
        self.start_button.say(_START, n=n)
        self.start_button.setEnabled(self.folder is not None and n > 0)


SHOWN = ("number", "village", "title", "state", "households")
