"""What the level above said (回执与退回): the receipt read in, and the records it sent back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout

from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import errands, receipts, returned, shipped
from app.operations.packages.kinds import UP
from app.operations.packages.returned import AnsweredRow, ReturnedRow
from app.operations.packages.shipped import FieldPair
from app.rules.packages import FATE_NAMES, Fate
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.packages.shipments import SAID
from app.ui.packages.side_by_side import SideBySide
from app.ui.packages.sticks import StickDialog
from app.ui.packages.whole_file import BOOKS, moment, with_file
from app.ui.pages import PAGE_OF_KIND
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill, shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.operations.packages.receipts import Answered
    from app.store.database import Store
    from app.ui.run import Tell

_READ, _READ_TITLE, _LOOK = N_("读入回执…"), N_("读入回执"), N_("读入")
_READING, _AGAIN_TITLE = N_("读入回执 {file}"), N_("重报 {n} 条")
_AGAIN, _AGAIN_N = N_("按本单位版本重报"), N_("按本单位版本重报（{n} 条）")
_ADOPT, _OPEN = N_("采用上级的版本"), N_("打开记录")
_OURS, _THEIRS = N_("本单位的"), N_("上级的")
_LIST = N_("退回和冲突的记录")
_EMPTY, _EMPTY_WHY = (
    N_("没有退回的记录"),
    N_("上级退回的、与上级手里的版本有冲突的记录，读入回执后列在这里，逐条写明原因。"),
)
_NONE = N_("选一条，看退回的原因和两边的版本；可以按住 Ctrl 或 Shift 选多条一起重报。")
_NO_ANSWER = N_("还没有读入过回执。收到上级的U盘后，点“读入回执…”。")
_ANSWERED = N_("第 {seq} 包已回执（{at} 读入）")
_TOLD = N_("回执已读入：已接收 {taken} 条，重复 {unchanged} 条，退回 {returned} 条，冲突 {conflict} 条。")
_BY_ITSELF = N_("其中 {n} 条等上级先收到它们所属的记录，会随下一包自动再报。")
_WILL_GO = N_("{n} 条将随下一包重报。")
_REMOVED, _GONE = N_("本单位已删除这条记录。"), N_("这条记录已经不在了，不能打开。请在回收站里找回，或者直接重报删除。")
VIEWS = (Fate.RETURNED, Fate.CONFLICT)


def fate_pill(row: ReturnedRow) -> Pill:
    """Returned or in conflict."""
    return Pill("late" if row.fate is Fate.RETURNED else "soon", _(FATE_NAMES[row.fate]))


COLUMNS = (
    ColumnSpec("fate", N_("结果"), 80, kind="pill", value=fate_pill),
    ColumnSpec("kind", N_("类别"), 110),
    ColumnSpec("name", N_("名称"), 200),
    ColumnSpec("reason", N_("原因"), 0),
    ColumnSpec("seq", N_("包号"), 60, kind="number"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows: the last package answered, and what was sent back."""

    last: AnsweredRow | None
    rows: Sequence[ReturnedRow]


class ReceiptsTab(Section):
    """The last answer above; what was sent back below it, both versions beside the list."""

    watches = frozenset({kind.table for kind in UP} | BOOKS)
    help_page = "packages"

    def __init__(self, context: Context, keys: Path | None = None) -> None:
        super().__init__(context)
        self._keys = keys or errands.keys_folder()
        self._rows: Sequence[ReturnedRow] = ()
        self._wanted = ""
        self.dialog: StickDialog | None = None
        self.pill, self.said_label = PillLabel(), Label(_NO_ANSWER, wrap=True)
        self.by_itself = Label(tone="quiet", wrap=True)
        self.views = ViewRow([View(fate, FATE_NAMES[fate]) for fate in VIEWS], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.room = QStackedWidget()
        self.detail, self.facts, self.versions = Detail(), Facts(), SideBySide(_OURS, _THEIRS)
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self._lay_out()
        self.views.chosen.connect(lambda _key: self._show_rows())
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.open_record())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count())

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.again_button = secondary(_AGAIN_N, self.send_again, n=0)
        self.read_button = primary(_READ, self.ask_receipt)
        self.add_buttons(self.again_button, self.read_button)
        for each in (self.table, self.empty):
            self.room.addWidget(each)
        for part in (self.nothing, self.facts, self.versions):
            self.detail.add(part)
        self.detail.add_stretch()
        self.by_itself.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        self.beside = Beside(self.room, self.detail)
        for widget in (self.pill, self.said_label, self.by_itself, self.views):
            box.addWidget(widget)
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Read what was said."""
        self.runner.query(self, lambda s: Told(returned.last_answered(s), returned.rows(s)), self._take, slot="rows")

    def retranslate(self) -> None:
        """Kinds and reasons are said in the language in use: read them again."""
        self.refresh()

    def open(self, target: object) -> None:
        """Show the record with this uuid, or read the receipt in this file."""
        if isinstance(target, Path):
            self.read_file(target)
        elif isinstance(target, str):
            self._wanted = target
            self.refresh()

    def ask_receipt(self) -> None:
        """Ask for the stick with the receipt."""
        self.dialog = dialog = StickDialog(self, self.context, _READ_TITLE, _LOOK)
        dialog.chosen.connect(self.look_in)
        dialog.open()

    def look_in(self, folder: Path) -> None:
        """Read the newest receipt for this computer that lies in the folder; it tells all that the older ones told."""
        work = partial(shipped.receipt_in, keys=self._keys, folder=folder)
        self.runner.query(self, work, self.read_file, slot="look")

    def new(self) -> None:
        """Ctrl+N: the next receipt."""
        self.ask_receipt()

    def read_file(self, path: Path) -> None:
        """Copy the receipt off the stick, verify it and take it in."""
        keys, now = self._keys, moment(self)

        def work(store: Store, tell: Tell) -> Answered:
            copy = errands.bring_in(store, keys, path, now, tell)
            try:
                with errands.opened(store, copy) as parcel:
                    return receipts.read(store, keys, parcel, now)
            finally:
                errands.put_away(store, copy)

        with_file(self, _READING, work, self._answered, {"file": path.name})

    def send_again(self) -> None:
        """Let the selected records go again with the next package, to be taken in place of what is held above."""
        if uuids := [row.uuid for row in self.table.selected()]:
            work = partial(_send_again, uuids)
            with_file(self, _AGAIN_TITLE, work, self._will_go, {"n": len(uuids)})

    def adopt(self) -> None:
        """Take what the level above holds into our own record."""
        if row := self.table.current():
            work = partial(returned.adopt_theirs, uuid=row.uuid)
            self.runner.change(self, returned.ADOPT, work, lambda _none: self.reload(), {"name": row.name})

    def open_record(self) -> None:
        """Go to the record's own page."""
        if row := self.table.current():
            work = partial(shipped.place, table=row.table, uuid=row.uuid, pages=PAGE_OF_KIND)
            self.runner.query(self, work, self._go, slot="place")

    def _go(self, place: tuple[str, str] | None) -> None:
        if place is None:
            self.runner.failed.emit(UserError(_GONE))
        else:
            self.go.emit(PAGE_OF_KIND[place[0]], place[1])

    def _will_go(self, n: int) -> None:
        self.said.emit(_(_WILL_GO).format(n=n))

    def _answered(self, said: Answered) -> None:
        told = {"taken": said.taken, "unchanged": said.unchanged, "returned": said.returned, "conflict": said.conflict}
        self.said.emit(_(_TOLD).format(**told))
        self.by_itself.say(_BY_ITSELF, n=said.again)
        self.by_itself.setVisible(bool(said.again))

    def _take(self, told: Told) -> None:
        self._rows = told.rows
        last = told.last
        self.pill.set_pill(
            Pill("good", _(_ANSWERED).format(seq=last.seq, at=shown(last.answered_at))) if last else Pill("unknown", "")
        )
        if last:
            counts = {fate: f"{getattr(last, fate):,}" for fate in Fate}
            self.said_label.say(SAID, **counts)
        else:
            self.said_label.say(_NO_ANSWER)
        self.views.set_counts({fate: sum(row.fate is fate for row in told.rows) for fate in VIEWS})
        self.counted.emit(len(told.rows))
        self._show_rows()

    def _show_rows(self) -> None:
        kept = self._wanted or getattr(self.table.current(), "uuid", "")
        self._wanted = ""
        view = self.views.current()
        rows = [row for row in self._rows if not view or row.fate == view]
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.views.setVisible(bool(self._rows))
        uuids = [row.uuid for row in rows]
        if kept in uuids:
            self.table.selectRow(uuids.index(kept))
        self._count()

    def _count(self) -> None:
        n = len(self.table.selected())
        self.again_button.setVisible(n > 1)  # one alone has its button beside the list
        self.again_button.say(_AGAIN_N, n=n)

    def _show(self, row: ReturnedRow | None) -> None:
        self.nothing.setVisible(row is None)
        self.versions.hide()
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_heading(row.name or row.kind if row else "")
        self.detail.set_actions(*(self._actions(row) if row else ()))
        if row and row.held:
            work = partial(shipped.both, table=row.table, uuid=row.uuid, held=row.held)
            self.runner.query(self, work, partial(self._compare, row), slot="both")

    def _compare(self, row: ReturnedRow, pairs: Sequence[FieldPair]) -> None:
        if self.table.current() == row:
            self.versions.show_versions(row.table, pairs)
            self.versions.show()

    def _actions(self, row: ReturnedRow) -> Iterator[Button]:
        if not row.removed:
            yield secondary(_OPEN, self.open_record)
        if row.held:
            yield secondary(_ADOPT, self.adopt)
        yield secondary(_AGAIN, self.send_again)


def facts(row: ReturnedRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a record that was sent back."""
    yield N_("结果"), _(FATE_NAMES[row.fate])
    yield N_("原因"), row.reason
    yield N_("类别"), row.kind
    yield N_("报送的包号"), str(row.seq)
    yield N_("说明"), _(_REMOVED) if row.removed else ""


def _send_again(uuids: Sequence[str], store: Store, tell: Tell) -> int:
    tell(0, len(uuids))
    return returned.send_again(store, uuids)
