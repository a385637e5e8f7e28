"""Reconsiderations, suits and complaints (行政复议、行政诉讼、举报投诉): the register, and the form beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import afterwards_sheets, papers, remedies
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RemedyRow
from app.rules.remedies import RESULT_NAMES, SUITS, RemedyKind
from app.ui import theme
from app.ui.catalog.sections import Section
from app.ui.requests.remedy_columns import REGISTER, kind_name
from app.ui.requests.remedy_form import RemedyForm
from app.ui.villages.text_filter import TextFilter
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import CHIP, Button, danger, primary, secondary
from app.ui.widgets.chips import Filter, FilterRow, View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

ALL, PENDING = "all", "pending"
VIEWS: dict[str, tuple[str, RemedyFilter]] = {
    ALL: (N_("全部"), RemedyFilter()),
    PENDING: (N_("尚未审结"), RemedyFilter(pending=True)),
    "review": (N_("行政复议"), RemedyFilter(kinds=(RemedyKind.REVIEW,))),
    "suit": (N_("行政诉讼"), RemedyFilter(kinds=tuple(sorted(SUITS)))),
    "complaint": (N_("举报投诉"), RemedyFilter(kinds=(RemedyKind.COMPLAINT,))),
}
SOUGHT, SOUGHT_MOST = 260, 400  # pixels at 100 %, and at any: what is sought for is named in the field
_NAME, _SEARCH, _SEARCH_NAME = N_("复议、诉讼和投诉"), N_("案号、机关、事项、申请编号"), N_("筛选复议、诉讼和投诉")
_NEW, _REMOVE, _OPEN = N_("登记一件"), N_("删除"), N_("打开涉及的申请")
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_ENTER, _SAVED = N_("登记行政复议、行政诉讼或举报投诉"), N_("已保存。")
_CELL = N_("{year}年年度报告里一个数字的记录 ×")
_EMPTY, _NO_HIT = N_("还没有登记复议、诉讼或投诉"), N_("没有符合条件的记录")
_WHY = N_("收到行政复议答复通知、应诉通知或投诉时登记在这里，有了结果再补上；年度报告第四部分由这里统计。")
_HIT_WHY = N_("换一个视图，或清除筛选条件。")


def read(session: Session, wanted: RemedyFilter) -> tuple[list[RemedyRow], dict[str, int], list[int]]:
    """The remedies a filter admits, how many each view holds within it, and the years there are."""
    whole = replace(wanted, kinds=(), pending=None)
    counts = {key: len(remedies.listed(session, _joined(whole, view))) for key, (_title, view) in VIEWS.items()}
    return remedies.listed(session, wanted), counts, remedies.years(session)


def _joined(wanted: RemedyFilter, view: RemedyFilter) -> RemedyFilter:
    return replace(wanted, kinds=view.kinds, pending=view.pending)


class RemediesSection(Section):
    """The register with its views and filters; the chosen one stands in the form beside it."""

    watches = frozenset({"remedy", "request"})
    help_page = "remedies"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._cell = RemedyFilter()
        self._wanted = ""
        self._offered: list[Filter] = []
        self.views = ViewRow([View(key, title) for key, (title, _view) in VIEWS.items()], may_keep=False)
        self.chips = FilterRow()
        self.text = TextFilter(_SEARCH, _SEARCH_NAME)
        self.text.setMinimumWidth(min(theme.scaled(SOUGHT), SOUGHT_MOST))
        self.cell = Button(_CELL, self._let_go, CHIP, year="")
        self.table = SmallTable(REGISTER)
        self.empty = Empty(_EMPTY, _WHY, _NEW, self.new)
        self.no_hit = Empty(_NO_HIT, _HIT_WHY)
        self.room = QStackedWidget()
        self.form = RemedyForm(context)
        self.detail = Detail()
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self._listen()
        self.new(focus=False)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        self.print_button, self.export_button = secondary(_PRINT, self.print), secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.print_button, primary(_NEW, self.new))
        for place in (self.table, self.empty, self.no_hit):
            self.room.addWidget(place)
        self.detail.add(self.form)
        self.detail.add_stretch()
        self.remove_button, self.open_button = danger(_REMOVE, self.remove), secondary(_OPEN, self.open_request)
        self.detail.set_actions(self.remove_button, self.open_button, self.form.save_button)
        self.views.choose(ALL)
        self.cell.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.cell, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(Folding(self.chips, self.text))
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.views.chosen.connect(lambda key: self.show_view(key or ALL))
        self.chips.changed.connect(lambda _values: self.reload())
        self.text.textChanged.connect(lambda _text: self.reload())
        self.text.returnPressed.connect(self.table.setFocus)
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.form.form.focus("result"))
        self.form.saved.connect(self._saved)

    def wanted(self) -> RemedyFilter:
        """What is shown."""
        values, view = self.chips.values(), VIEWS[self.views.current() or ALL][1]
        year = int(values["year"]) if values.get("year") else None
        if self._cell.cell:
            return replace(self._cell, text=self.text.text())
        return replace(view, year=year, result=values.get("result", ""), text=self.text.text())

    def reload(self) -> None:
        """Read the register."""
        self.runner.query(self, partial(read, wanted=self.wanted()), self._take, slot="list")

    def retranslate(self) -> None:
        """Say filters, list and form again in the new language."""
        self.reload()

    def open(self, target: object) -> None:
        """Show a view by its key, what a filter admits, or a remedy by its uuid."""
        self._cell = target if isinstance(target, RemedyFilter) else RemedyFilter()
        if isinstance(target, str) and target not in VIEWS:
            self._wanted, target = target, ALL
        self.chips.set_values({})
        self.show_view(target if isinstance(target, str) else ALL)

    def show_view(self, key: str) -> None:
        """Show those of this view."""
        if key != ALL:
            self._cell = RemedyFilter()
        self.views.choose(key)
        self.cell.say(_CELL, year=self._cell.year or "")
        self.cell.setVisible(bool(self._cell.cell))
        self.reload()

    def _let_go(self) -> None:
        """Show all again, not only what is behind a figure."""
        self._cell = RemedyFilter()
        self.show_view(ALL)

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.text.setFocus()
        self.text.selectAll()

    def new(self, focus: bool = True) -> None:
        """Start a new one in the form."""
        self.table.setCurrentIndex(QModelIndex())
        self.table.clearSelection()
        self.form.clear()
        self.detail.set_heading(_(_ENTER))
        self.remove_button.hide()
        self.open_button.hide()
        if focus:
            self.beside.show_detail()
            self.form.form.focus("kind")

    def remove(self) -> None:
        """Take the chosen ones out."""
        if uuids := [row.uuid for row in self.table.selected()]:
            work = partial(remedies.remove, uuids=uuids)
            self.runner.change(self, remedies.REMOVE, work, lambda _n: self.new(focus=False), {"n": len(uuids)})

    def open_request(self) -> None:
        """Go to the request of the chosen one."""
        row: RemedyRow | None = self.table.current()
        if row and row.request_uuid:
            self.go.emit("requests", row.request_uuid)

    def print(self) -> None:
        """Show what is filtered as it will print."""
        self.writing.preview(papers.remedies_of(self.wanted()))

    def export(self) -> None:
        """Write what is filtered as a table."""
        wanted = self.wanted()

        def write(session: Session, path: Path) -> None:
            afterwards_sheets.export_remedies(session, wanted, path)

        self.writing.export(_(afterwards_sheets.REMEDIES_TITLE), write)

    def _saved(self, uuid: str) -> None:
        self._wanted = uuid
        self.said.emit(_(_SAVED))
        self.reload()

    def _take(self, found: tuple[Sequence[RemedyRow], dict[str, int], Sequence[int]]) -> None:
        rows, counts, years = found
        before: RemedyRow | None = self.table.current()
        wanted = self._wanted or (before.uuid if before else "")
        self._offer(years)
        self.views.set_counts(counts)
        self.table.set_rows(rows)
        narrowed = self.wanted() != RemedyFilter()
        self.room.setCurrentWidget(self.table if rows else self.no_hit if narrowed else self.empty)
        for button in (self.print_button, self.export_button):
            button.setEnabled(bool(rows))
        self.counted.emit(len(rows))
        place = next((n for n, row in enumerate(rows) if row.uuid == wanted), -1)
        self._wanted = ""
        if place >= 0:
            self.table.selectRow(place)

    def _offer(self, years: Sequence[int]) -> None:
        offered = [
            Filter("year", N_("年度"), [(str(year), str(year)) for year in years]),
            Filter("result", N_("结果"), [(str(result), _(RESULT_NAMES[result])) for result in remedies.RESULTS]),
        ]
        if offered != self._offered:
            self._offered = offered
            self.chips.set_filters(offered)

    def _show(self, row: RemedyRow | None) -> None:
        if row is None:
            return
        self.detail.set_heading(" · ".join(filter(None, (kind_name(row), row.number, row.filed_on.isoformat()))))
        self.remove_button.show()
        self.open_button.setVisible(bool(row.request_uuid))
        self.form.show_row(row)
