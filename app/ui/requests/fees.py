"""The fees (信息处理费): notices and payments of a year with their sums, and the tariffs by which they are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import afterwards_sheets, fees, offices, papers
from app.operations.fees import FeeRow, FeeState, FeeTotals
from app.rules.fees import SOURCE
from app.rules.payouts import yuan
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.requests.fee_columns import facts, ledger_columns, state_pill
from app.ui.requests.tariffs import TariffsPanel
from app.ui.villages.choosing import YearChoice
from app.ui.villages.text_filter import TextFilter
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

ALL, OVERDUE, TARIFFS = "all", "overdue", "tariffs"
VIEWS = {
    ALL: N_("全部"),
    str(FeeState.WAITING): N_("待缴费"),
    OVERDUE: N_("已超期"),
    str(FeeState.PAID): N_("已缴费"),
    str(FeeState.LAPSED): N_("逾期未缴费"),
    TARIFFS: N_("收费标准"),
}
BROAD = 0.9  # of the width: from this height on the list has the whole width, and the notice stands under it
_NAME, _SEARCH, _SEARCH_NAME = N_("收费通知"), N_("编号、事项、申请人"), N_("筛选收费通知")
_PRINT, _EXPORT, _OPEN = N_("打印"), N_("导出…"), N_("打开这件申请")
_SUM = N_("{year}年发出收费通知 {notices} 件，应缴 {billed} 元；这一年收缴 {collected} 元。")
_NONE = N_("选一份收费通知，看它怎样算出来、最迟哪天缴费。")
_EMPTY, _NO_HIT = N_("这一年没有收费通知"), N_("没有符合条件的收费通知")
_WHY = N_(
    "在一件申请的“办理”里登记“发出收费通知”，金额由收费标准算出；发出、缴费和逾期都会列在这里，年底直接进年度报告。"
)
_HIT_WHY = N_("换一个条件或年份，或清空筛选的文字。")


@dataclass(frozen=True, slots=True)
class Found:
    """A year's notices and their sums."""

    rows: Sequence[FeeRow]
    totals: FeeTotals


def read(session: Session, year: int) -> Found:
    """The notices and payments of a year, the newest first."""
    return Found(fees.ledger(session, year)[::-1], fees.totals(session, offices.own_code(session), year))


class FeesSection(Section):
    """The ledger of a year with its views; the chosen notice beside it, or the tariffs in their place."""

    watches = frozenset({"request", "request_event", "applicant", "tariff", "setting", "calendar_year"})
    help_page = "fees"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found = Found((), FeeTotals(0, 0, 0))
        self._wanted = ""
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.year = YearChoice(context.today())
        self.text = TextFilter(_SEARCH, _SEARCH_NAME)
        self.sum = Label(wrap=True)
        self.table = SmallTable(ledger_columns(context.today))
        self.empty = Empty(_EMPTY, _WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.open_button = primary(_OPEN, self.open_request)
        self.tariffs = TariffsPanel(context)
        self.places = QStackedWidget()
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self._listen()
        self.show_view(ALL)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        self.print_button, self.export_button = secondary(_PRINT, self.print), secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.print_button)
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        for widget in (self.pill, self.nothing, self.facts):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.detail.set_actions(self.open_button)
        self.ledger = QWidget()
        inside = QVBoxLayout(self.ledger)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.scaled(8))
        inside.addWidget(Folding(self.text, self.year))
        inside.addWidget(self.sum)
        inside.addWidget(Label(SOURCE, tone="quiet", wrap=True))
        inside.addWidget(Beside(self.room, self.detail, tall=BROAD), 1)
        self.places.addWidget(self.ledger)
        self.places.addWidget(self.tariffs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.places, 1)

    def _listen(self) -> None:
        self.views.chosen.connect(lambda key: self.show_view(key or ALL))
        self.year.chosen.connect(lambda _year: self.reload())
        self.text.textChanged.connect(lambda _text: self._stand())
        self.text.returnPressed.connect(self.table.setFocus)
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.open_request())
        self.tariffs.said.connect(self.said)

    def reload(self) -> None:
        """Read the year and the tariffs."""
        self.runner.query(self, partial(read, year=self.year.year()), self._take, slot="list")
        self.tariffs.reload()

    def retranslate(self) -> None:
        """Say the notice that is shown again."""
        self._show(self.table.current())
        self.tariffs.retranslate()

    def open(self, target: object) -> None:
        """Show a view by its key, a year, or the notice of a request by the uuid of either."""
        if isinstance(target, int):
            self._show_year(target)
        elif target in VIEWS:
            self.show_view(str(target))
        elif isinstance(target, str):
            self._wanted = target
            self.show_view(ALL)
            self.reload()

    def _show_year(self, year: int) -> None:
        """Show this year, also one that is not among those offered."""
        if self.year.findData(year) < 0:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(year))
        self.show_view(ALL)
        self.reload()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.text.setFocus()
        self.text.selectAll()

    def print(self) -> None:
        """Show the year's ledger as it will print."""
        self.writing.preview(papers.fees_of(self.year.year()))

    def export(self) -> None:
        """Write the year's ledger as a table."""
        year = self.year.year()

        def write(session: Session, path: Path) -> None:
            afterwards_sheets.export_fees(session, year, path)

        self.writing.export(_(afterwards_sheets.FEES_TITLE), write)

    def open_request(self) -> None:
        """Go to the request of the notice."""
        if row := self.table.current():
            self.go.emit("requests", row.request_uuid)

    def show_view(self, key: str) -> None:
        """Show the notices of this view, or the tariffs."""
        self.views.choose(key)
        self.places.setCurrentWidget(self.tariffs if key == TARIFFS else self.ledger)
        self._stand()

    def _fits(self, row: FeeRow, key: str) -> bool:
        if key == OVERDUE:
            return row.overdue(self.context.today())
        return key == ALL or row.state == key

    def _take(self, found: Found) -> None:
        self._found = found
        counts = {key: sum(self._fits(row, key) for row in found.rows) for key in VIEWS if key != TARIFFS}
        self.views.set_counts(counts)
        told = found.totals
        self.sum.say(
            _SUM, year=self.year.year(), notices=told.notices, billed=yuan(told.billed_fen),
            collected=yuan(told.collected_fen),
        )  # fmt: skip
        self._stand()

    def _stand(self) -> None:
        """Show the rows of view and filter; what was chosen stays chosen."""
        before, text, key = self.table.current(), self.text.text().strip(), self.views.current() or ALL
        wanted = self._wanted or (before.event_uuid if before else "")
        rows = [row for row in self._found.rows if self._fits(row, key) and text in " ".join(_words(row))]
        self.table.set_rows(rows)
        self.empty.say(*((_NO_HIT, _HIT_WHY) if self._found.rows else (_EMPTY, _WHY)))
        self.room.setCurrentWidget(self.table if rows else self.empty)
        for button in (self.print_button, self.export_button):
            button.setEnabled(bool(self._found.rows))
        self.counted.emit(len(rows))
        place = next((n for n, row in enumerate(rows) if wanted in (row.event_uuid, row.request_uuid)), -1)
        if place >= 0:
            self._wanted = ""
            self.table.selectRow(place)
        else:
            self._show(None)

    def _show(self, row: FeeRow | None) -> None:
        self.detail.set_heading(row.title if row else "")
        self.nothing.setVisible(row is None)
        self.open_button.setEnabled(row is not None)
        today = self.context.today()
        self.pill.setVisible(row is not None)
        if row is not None:
            self.pill.set_pill(state_pill(row, today))
        self.facts.show_rows(list(facts(row)) if row else [])


def _words(row: FeeRow) -> tuple[str, ...]:
    return row.number, row.title, row.applicant, row.document_number
