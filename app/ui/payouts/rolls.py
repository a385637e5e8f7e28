"""The rolls (发放名册): which villages got what, whether it hangs on the wall, and bringing lists in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import owners, payout_rows, payout_sheets, payouts, villages
from app.operations.notice_lists import NoticeFilter
from app.operations.owners import OwnerRow
from app.operations.payout_rows import RowDraft
from app.operations.payouts import RollRow
from app.operations.villages import PlaceRow
from app.rules.notice_templates import NoticeKind
from app.rules.offices import Level
from app.rules.payouts import yuan
from app.ui import theme
from app.ui.catalog.menus import menu_button
from app.ui.catalog.sections import Section
from app.ui.payouts.columns import ROLLS
from app.ui.payouts.importing import Importing
from app.ui.payouts.roll_detail import RollDetail
from app.ui.payouts.roll_filters import RollFilters
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import PRIMARY, Label, secondary
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

_LIST = payout_sheets.TITLE
_IMPORT, _FILE, _PASTE, _TEMPLATE = N_("导入名册"), N_("从文件导入…"), N_("从剪贴板粘贴"), N_("保存空白模板…")
_EXPORT = N_("导出…")
_MAKE = N_("为没有公示的 {n} 份生成公示")
_MAKE_CHOSEN = N_("为选中的 {n} 份生成公示")
_EMPTY = N_("还没有发放名册")
_EMPTY_WHY = N_(
    "把财政或业务部门的发放表（很多嘎查村在一张表里也可以）导入这里，程序按嘎查村和项目分成名册，"
    "核对身份证号和合计，每份名册生成一张公示。"
)
_NO_HIT = N_("没有符合条件的名册")
_NO_HIT_WHY = N_("换一个年份或项目，或清除筛选条件。")
_SUM = N_("共 {n} 份名册，{households} 户（次），合计 {total} 元；其中 {without} 份还没有公示。")


class RollsSection(Section):
    """Rolls with their filters; the chosen one stands beside the list."""

    watches = frozenset({"payout_roll", "payout", "notice", "office", "setting"})
    help_page = "payouts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._all: Sequence[RollRow] = ()
        self._townships: Sequence[PlaceRow] = ()
        self._below: Sequence[OwnerRow] = ()
        self._wanted = ""
        self.filters = RollFilters()
        self.sum = Label(tone="quiet", wrap=True)
        self.table = SmallTable(ROLLS)
        self.detail = RollDetail(self.runner, context.today)
        self.importing = Importing(self)
        self.writing = Writing(self, context, self.said)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _FILE, self.importing.file)
        self.no_hit = Empty(_NO_HIT, _NO_HIT_WHY)
        self.room = QStackedWidget()
        self._add_actions()
        self._lay_out()
        self._listen()

    def _add_actions(self) -> None:
        ways = ((_FILE, self.importing.file), (_PASTE, self.importing.clipboard), (_TEMPLATE, self.template))
        self.import_button = menu_button(_IMPORT, ways, PRIMARY)
        self.make_button = secondary(_MAKE, self.make_notices, n=0)
        self.export_button = secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.make_button, self.import_button)

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        for widget in (self.table, self.empty, self.no_hit):
            self.room.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.filters)
        box.addWidget(self.sum)
        self.beside = Beside(self.room, self.detail)
        self.beside.alone.connect(self.filters.setHidden)
        self.beside.alone.connect(self.sum.setHidden)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.filters.changed.connect(self.narrow)
        self.filters.left.connect(self._to_list)
        for keys, pressed in ((QKeySequence.StandardKey.Paste, self.importing.clipboard), ("/", self.focus_filter)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(pressed)
        self.table.current_changed.connect(self.detail.show_roll)
        self.table.opened.connect(self.open_notice)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._count_without())
        self.detail.notice_asked.connect(self.open_notice)
        self.detail.remove_asked.connect(self.remove)
        self.detail.export_asked.connect(self.export_roll)
        self.detail.saved.connect(self._save)
        self.detail.row_asked.connect(self.edit_row)
        self.detail.row_saved.connect(self._save_row)
        self.detail.rows_removed.connect(self.remove_rows)

    def reload(self) -> None:
        """Read the rolls and the townships they are narrowed by."""
        self.runner.query(self, _read, self._take, slot="rolls")

    def retranslate(self) -> None:
        """Say filters, figures and detail again."""
        self.filters.offer(self._all, self._townships, self._below)
        self._count()
        self.detail.retranslate()

    def open(self, target: object) -> None:
        """Show this roll, whatever the filters say."""
        self._wanted = str(target)
        self.filters.clear()
        self.narrow()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.filters.focus()

    def new(self) -> None:
        """Ctrl+N: bring a list in."""
        self.importing.file()

    def open_notice(self, row: RollRow) -> None:
        """Lead to the notice of a roll; make it first if there is none."""
        if row.notice_uuid:
            self.go.emit("notices", row.notice_uuid)
        else:
            self._make([row])

    def make_notices(self) -> None:
        """Make the notices the button counts, and lead to them."""
        self._make(self._without())

    def remove(self, row: RollRow) -> None:
        """Take a roll with its rows to the recycle bin."""
        self.runner.change(self, payouts.REMOVE, partial(payouts.remove, uuids=[row.uuid]), values={"n": 1})

    def edit_row(self, uuid: str) -> None:
        """Open the form of one row of the roll that is shown."""
        self.runner.query(
            self, partial(payout_rows.draft_of, uuid=uuid), partial(self.detail.edit_row, uuid), slot="row"
        )

    def remove_rows(self, uuids: Sequence[str]) -> None:
        """Take rows of the roll that is shown to the recycle bin."""
        work = partial(payout_rows.remove_rows, uuids=uuids)
        self.runner.change(self, payout_rows.REMOVE_ROWS, work, values={"n": len(uuids)})

    def template(self) -> None:
        """Write an empty list to fill in."""
        self.writing.template(_(_LIST), payout_sheets.write_template)

    def export(self) -> None:
        """Write the rolls that are shown with their rows."""
        self._export(self.table.rows())

    def export_roll(self, row: RollRow) -> None:
        """Write one roll with its rows."""
        self._export([row])

    def writer(self, uuids: Sequence[str]) -> Callable[[Session, Path], int]:
        """What writes these rolls to a file, through the gate."""
        return lambda session, path: payout_sheets.export_rolls(session, uuids, path)

    def _export(self, rows: Sequence[RollRow]) -> None:
        self.writing.export(_(_LIST), self.writer([row.uuid for row in rows]))

    def _make(self, rows: Sequence[RollRow]) -> None:
        uuids, today = [row.uuid for row in rows], self.context.today()
        if uuids:
            work = partial(payouts.make_notices, uuids=uuids, today=today)
            self.runner.change(self, payouts.NOTICES, work, self._made, {"n": len(uuids)})

    def _made(self, uuids: Sequence[str]) -> None:
        wanted = NoticeFilter(view="draft", kind=NoticeKind.PAYOUT)
        self.go.emit("notices", uuids[0] if len(uuids) == 1 else wanted)

    def _save(self, uuid: str, programme_mn: str, unit: str) -> None:
        row = self.detail.roll()
        work = partial(payouts.edit, uuid=uuid, programme_mn=programme_mn, unit=unit)
        self.runner.change(self, payouts.EDIT, work, values={"name": row.programme if row else ""})

    def _save_row(self, uuid: str, draft: RowDraft) -> None:
        row = self.detail.roll()
        work = partial(payout_rows.edit_row, uuid=uuid, draft=draft, today=self.context.today())
        self.runner.change(self, payout_rows.EDIT_ROW, work, values={"name": row.programme if row else ""})

    def _take(self, found: Found) -> None:
        self._all, self._townships, self._below = found
        self.filters.offer(self._all, self._townships, self._below)
        self.narrow()

    def narrow(self) -> None:
        """Show the rolls that the filters admit, and stay on the one that was shown."""
        here = self.detail.roll()
        wanted = self._wanted or (here.uuid if here else "")
        if any(row.uuid == self._wanted and row.owner_code for row in self._all):
            self.filters.show_all()
        rows = self.filters.admitted(self._all)
        self.table.blockSignals(True)  # else what is being typed beside the list would be lost
        self.table.set_rows(rows)
        self.table.blockSignals(False)
        self.room.setCurrentWidget(self.table if rows else self.no_hit if self._all else self.empty)
        self.counted.emit(len(rows))
        self._count()
        number = next((n for n, row in enumerate(rows) if row.uuid == wanted), -1)
        if number >= 0:
            self.table.setCurrentIndex(self.table.model().index(number, 0))
            if self._wanted:
                self.beside.show_detail()
            self._wanted = ""
        else:
            self.detail.show_roll(None)

    def _to_list(self) -> None:
        self.table.setFocus()
        if self.table.rows() and self.table.current() is None:
            self.table.selectRow(0)

    def _count(self) -> None:
        rows = self.table.rows()
        figures = {
            "households": f"{sum(row.households for row in rows):,}",
            "total": yuan(sum(row.total_fen for row in rows)),
            "without": sum(not row.notice_uuid for row in rows),
        }
        self.sum.say(_SUM if rows else "", n=f"{len(rows):,}", **figures)
        self._count_without()

    def _without(self) -> list[RollRow]:
        """Our own rolls without a notice: of those selected if there are several, else of those shown."""
        chosen = self.table.selected()
        rows = chosen if len(chosen) > 1 else self.table.rows()
        return [row for row in rows if not row.notice_uuid and not row.owner_code]

    def _count_without(self) -> None:
        several = len(self.table.selected()) > 1
        count = len(self._without())
        self.make_button.say(_MAKE_CHOSEN if several else _MAKE, n=count)
        self.make_button.setEnabled(bool(count))
        self.export_button.setEnabled(bool(self.table.rows()))


Found = tuple[Sequence[RollRow], Sequence[PlaceRow], Sequence[OwnerRow]]


def _read(session: Session) -> Found:
    townships = [row for row in villages.tree(session) if row.level is Level.TOWNSHIP]
    return payouts.rolls(session), townships, owners.below(session)
