"""What comes in from below (接收): packages taken in, what of them is in dispute, and the way from a stick to both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_
from app.operations import papers
from app.operations.packages import arrivals, disputes, errands
from app.operations.packages.arrivals import ArrivalRow
from app.operations.packages.disputes import DisputeRow
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.packages.arrivals_list import COLUMNS, facts
from app.ui.packages.disputes_list import DisputesList
from app.ui.packages.receiving import Receiving
from app.ui.packages.whole_file import BOOKS
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ARRIVALS, DISPUTES = "arrivals", "disputes"
_RECEIVE, _ANSWER, _SLIP = N_("从U盘接收…"), N_("出回执…"), N_("打印回执单…")
_ARRIVALS, _DISPUTES = N_("收到的报送包"), N_("待处理")
_LIST = N_("收到的报送包")
_NONE = N_("选一个报送包，看它的处理结果。")
_EMPTY = N_("还没有收到报送包")
_EMPTY_WHY = N_(
    "插上下级送来的U盘，点“从U盘接收”：先核验签名和每一个字节，再列出接收方案，看过以后才写入，写入后还可以撤销。"
)


class ReceiveTab(Section):
    """Two lists by turns: the packages taken in, and the records in dispute."""

    watches = frozenset({"arrival", "dispute", "device"}) | BOOKS
    help_page = "packages"

    def __init__(self, context: Context, keys: Path | None = None) -> None:
        super().__init__(context)
        self.receiving = Receiving(self, keys or errands.keys_folder())
        self._row: ArrivalRow | None = None
        self.writing = Writing(self, context, self.said)
        self.views = ViewRow([View(ARRIVALS, _ARRIVALS), View(DISPUTES, _DISPUTES)], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _RECEIVE, self.receiving.choose)
        self.room, self.whole = QStackedWidget(), QStackedWidget()
        self.detail, self.facts = Detail(), Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.disputes = DisputesList(self)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.views.chosen.connect(self.choose)
        self.choose(ARRIVALS)

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        for widget in (self.table, self.empty):
            self.room.addWidget(widget)
        for part in (self.nothing, self.facts):
            self.detail.add(part)
        self.detail.add_stretch()
        self.receive_button = primary(_RECEIVE, self.receiving.choose)
        self.add_buttons(self.receive_button)
        for each in (Beside(self.room, self.detail), self.disputes):
            self.whole.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.views)
        box.addWidget(self.whole, 1)

    def choose(self, view: str) -> None:
        """Show one of the two lists; the first where none is pressed."""
        self.views.choose(view or ARRIVALS)
        self.whole.setCurrentIndex(int(view == DISPUTES))

    def open(self, target: object) -> None:
        """Show a list by its key, or what lies in a folder."""
        if isinstance(target, Path):
            self.receiving.look(target)
        elif target in (ARRIVALS, DISPUTES):
            self.choose(str(target))

    def reload(self) -> None:
        """Read what was taken in and what is in dispute."""

        def read(session: Session) -> tuple[Sequence[ArrivalRow], Sequence[DisputeRow]]:
            return arrivals.listed(session), disputes.open_ones(session)

        self.runner.query(self, read, self._take, slot="list")

    def retranslate(self) -> None:
        """Names of kinds and reasons are said in the language in use: read them again."""
        self._show(self._row)
        self.refresh()

    def new(self) -> None:
        """Ctrl+N."""
        self.receiving.choose()

    def answer(self) -> None:
        """Write the receipt for the computer of the chosen package."""
        if row := self._row:
            self.receiving.answer(row.kid, row.office)

    def print(self) -> None:
        """Ctrl+P: the slip for the computer of the chosen package."""
        if self._row and self._row.kind == "report":
            self.writing.preview(papers.receipt_of(self._row.kid))

    def _take(self, found: tuple[Sequence[ArrivalRow], Sequence[DisputeRow]]) -> None:
        rows, open_ones = found
        here = self._row.uuid if self._row else ""
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(len(rows))
        self.disputes.take(open_ones)
        self.views.set_counts({ARRIVALS: len(rows), DISPUTES: len(open_ones)})
        number = next((n for n, row in enumerate(rows) if row.uuid == here), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _show(self, row: ArrivalRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.office if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_actions(*self._actions(row))

    def _actions(self, row: ArrivalRow | None) -> Iterator[Button]:
        if row is not None and row.kind == "report":
            yield secondary(_SLIP, self.print)
            yield primary(_ANSWER, self.answer)
