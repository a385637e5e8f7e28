"""What is still in dispute (待处理): conflicts to be settled one by one, and what waits for the sender to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.packages import disputes
from app.operations.packages.disputes import DisputeRow
from app.rules.packages import FATE_NAMES, Fate
from app.ui.catalog.facts import Facts
from app.ui.packages.side_by_side import SideBySide
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

STATES = {Fate.RETURNED: "late", Fate.CONFLICT: "soon"}
SHARES = (45, 55)
_LIST = N_("待处理的记录")
_EMPTY = N_("没有待处理的记录")
_EMPTY_WHY = N_(
    "接收时冲突的记录列在这里，两个版本都保留，由人逐条决定；退回的记录等对方改正后重报，重报接收了就不再列出。"
)
_NONE = N_("选一条，看两个版本哪里不同。")
_RETURNED = N_("已退回，等对方改正后重报。回执会告诉对方原因，这里不用处理。")
_REMOVED = N_("对方删除了这条记录。采用来件，这里的也会删除（可以撤销）。")
_THEN = N_("处理以后，请再出一次回执，对方才知道结果。")
_NOTE, _NOTE_HINT = N_("处理说明"), N_("例如：已电话核对，以旗里更正的为准")
_KEEP, _TAKE = N_("保留本单位现有的"), N_("采用来件")
COLUMNS = (
    ColumnSpec("office", N_("单位"), 130),
    ColumnSpec("seq", N_("包号"), 60, kind="number"),
    ColumnSpec("kind", N_("种类"), 100),
    ColumnSpec("name", N_("名称"), 0),
    ColumnSpec("fate", N_("处理"), 90, kind="pill", value=lambda row: Pill(STATES[row.fate], _(FATE_NAMES[row.fate]))),
)


class DisputesList(QWidget):
    """The list, and beside it both versions of the chosen record with the two ways to settle it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._runner = page, page.runner
        self._row: DisputeRow | None = None
        self._place = 0
        self.table = SmallTable(COLUMNS)
        name(self.table, _LIST)
        self.room = QStackedWidget()
        self.detail, self.facts = Detail(), Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.words = Label(wrap=True)
        self.versions = SideBySide()
        self.form = Form((FieldSpec("note", _NOTE, hint=_NOTE_HINT),))
        self.then = Label(_THEN, tone="quiet", wrap=True)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self._show(None)

    def _lay_out(self) -> None:
        for widget in (self.table, Empty(_EMPTY, _EMPTY_WHY)):
            self.room.addWidget(widget)
        for part in (self.nothing, self.facts, self.words, self.versions, self.form, self.then):
            self.detail.add(part)
        self.detail.add_stretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Beside(self.room, self.detail, SHARES))

    def take(self, rows: Sequence[DisputeRow]) -> None:
        """Show these, the conflicts first; where the chosen one is settled, the next takes its place."""
        here, place = self._row.uuid if self._row else "", self._place
        rows = sorted(rows, key=lambda row: row.fate is not Fate.CONFLICT)
        self.table.set_rows(rows)
        self.room.setCurrentIndex(0 if rows else 1)
        if rows and here:
            self.table.selectRow(next((n for n, row in enumerate(rows) if row.uuid == here), min(place, len(rows) - 1)))

    def retranslate(self) -> None:
        """Say the detail again."""
        self._show(self._row)

    def keep(self) -> None:
        """Keep what stands here."""
        self._settle(disputes.KEEP, disputes.keep_ours)

    def adopt(self) -> None:
        """Put the sender's version in its place."""
        self._settle(disputes.TAKE, disputes.take_theirs)

    def _settle(self, title: str, how: Callable[..., None]) -> None:
        if (row := self._row) is None:
            return
        store = self._runner.store
        by, note = store.desk.person if store else "", self.form.values()["note"]
        work = partial(how, uuid=row.uuid, note=note, today=self._page.context.today(), by=by)
        self._runner.change(self, title, work, values={"name": row.name or row.kind})

    def _show(self, row: DisputeRow | None) -> None:
        self._row, self._place = row, self.table.currentIndex().row()
        conflict = row is not None and row.fate is Fate.CONFLICT
        self.detail.set_heading(row.name or row.kind if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.words.setVisible(row is not None and (row.removed or not conflict))
        self.words.say(_REMOVED if conflict else _RETURNED)
        for part in (self.versions, self.form, self.then):
            part.setVisible(conflict)
        self.form.clear(keep_pinned=False)
        self.detail.set_actions(*self._actions(conflict))
        if row is not None and conflict:
            work = partial(disputes.side_by_side, uuid=row.uuid)
            self._runner.query(self, work, partial(self.versions.show_versions, row.table), slot="versions")

    def _actions(self, conflict: bool) -> Iterator[Button]:
        if conflict:
            yield secondary(_TAKE, self.adopt)
            yield primary(_KEEP, self.keep)


def facts(row: DisputeRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a record in dispute."""
    yield N_("种类"), row.kind
    yield N_("原因"), row.reason
    yield N_("接收时间"), shown(row.taken_at)
