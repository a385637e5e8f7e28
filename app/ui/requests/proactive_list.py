"""The list of what one person asked for and all may read (转主动公开清单), with the decision on each beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import proactive
from app.operations.proactive import ProactiveRow
from app.rules.requests import PROACTIVE_NAMES, Proactive
from app.ui import theme
from app.ui.requests.proactive_box import ProactiveBox, state_pill
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

ALL = "all"
VIEWS = {ALL: N_("全部")} | {str(state): title for state, title in PROACTIVE_NAMES.items() if state}
_OPEN = N_("打开这件申请")
_WHAT = N_("选一件，审核要不要转为主动公开。")
_EMPTY = N_("还没有建议转主动公开的申请")
_WHY = N_(
    "申请人建议，或者多个申请人问同一件事时，在申请的“后续”里提出；"
    "转为主动公开后，公开台账里就有一条草稿，经五关审核后公开。"
)
COLUMNS = (
    ColumnSpec("state", N_("转主动公开"), 130, kind="pill", value=lambda row: state_pill(row.state)),
    ColumnSpec("number", N_("申请编号"), 100),
    ColumnSpec("title", N_("申请事项"), 0),
    ColumnSpec("outcome", N_("答复类型"), 120, value=lambda row: row.outcome_name),
    ColumnSpec("status", N_("公开状态"), 90, value=lambda row: row.status_name),
    ColumnSpec("published_on", N_("公开日期"), 100, kind="date"),
)


class ProactiveList(QWidget):
    """The list by decision; `go` leads to a request or to the item made of it, `counted` tells how many are shown."""

    said = Signal(str)
    go = Signal(str, object)
    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: Sequence[ProactiveRow] = ()
        self._wanted = ""
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.what = Label(_WHAT, tone="quiet", wrap=True)
        self.box = ProactiveBox(context)
        self.open_button = secondary(_OPEN, self.open_request)
        self._lay_out()
        self.views.chosen.connect(lambda key: self.show_view(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.open_request())
        self.box.said.connect(self.said)
        self.box.go.connect(self.go)
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, proactive.TITLE)
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        self.detail.add(self.what)
        self.detail.add(self.box)
        self.detail.add_stretch()
        self.detail.set_actions(self.open_button)
        self.views.choose(ALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.views)
        box.addWidget(Label(proactive.SOURCE, tone="quiet", wrap=True))
        box.addWidget(Beside(self.room, self.detail), 1)

    def state(self) -> str:
        """The decision that is shown; empty for all."""
        chosen = self.views.current()
        return "" if chosen == ALL else chosen

    def count(self) -> int:
        """How many are shown."""
        return len(self.table.rows())

    def reload(self) -> None:
        """Read the list."""
        self._context.runner.query(self, proactive.listed, self._take, slot="proactive")

    def retranslate(self) -> None:
        """Say the chosen one again."""
        self._show(self.table.current())

    def open(self, request_uuid: str) -> None:
        """Show this request."""
        self._wanted = request_uuid
        self.show_view(ALL)

    def show_view(self, key: str) -> None:
        """Show those of this decision, or all; what was chosen stays chosen."""
        self.views.choose(key)
        before: ProactiveRow | None = self.table.current()
        wanted = self._wanted or (before.request_uuid if before else "")
        rows = [row for row in self._rows if key in (ALL, row.state)]
        self.table.set_rows(rows)
        self.room.setCurrentIndex(0 if rows else 1)
        self.counted.emit(len(rows))
        place = next((n for n, row in enumerate(rows) if row.request_uuid == wanted), -1)
        self._wanted = "" if place >= 0 else self._wanted
        if place >= 0:
            self.table.selectRow(place)
        else:
            self._show(None)

    def open_request(self) -> None:
        """Go to the chosen request."""
        if row := self.table.current():
            self.go.emit("requests", row.request_uuid)

    def _take(self, rows: Sequence[ProactiveRow]) -> None:
        self._rows = rows
        counts = {state: sum(row.state == state for row in rows) for state in map(str, Proactive) if state}
        self.views.set_counts({ALL: len(rows), **counts})
        self.show_view(self.views.current() or ALL)

    def _show(self, row: ProactiveRow | None) -> None:
        self.detail.set_heading(row.title if row else "")
        self.what.setVisible(row is None)
        self.box.setVisible(row is not None)
        self.open_button.setEnabled(row is not None)
        if row is not None:
            self.box.show_request(row.request_uuid, row.number, row.state, row.note, row.disclosure_uuid)
