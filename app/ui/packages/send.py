"""What goes up (报送): how much waits and until when, the package onto a stick, and what became of those sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import papers
from app.operations.packages import errands, sending, shipped
from app.operations.packages.kinds import UP
from app.operations.packages.shipped import ShipmentRow, Situation
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.disclosures.saving import opened
from app.ui.packages.carried import CarriedCard
from app.ui.packages.shipments import COLUMNS, facts
from app.ui.packages.standing import StandingCard
from app.ui.packages.sticks import StickDialog
from app.ui.packages.whole_file import BOOKS, moment, with_file
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import ask
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.packages.sending import Exported
    from app.store.database import Store
    from app.ui.run import Tell

_EXPORT, _EXPORT_TITLE, _WRITE = N_("导出报送包…"), N_("导出报送包"), N_("导出并写入")
_CARRY, _CARRY_AGAIN = N_("写入U盘…"), N_("再次写入U盘…")
_CARRY_TITLE, _CARRY_NOW = N_("写入U盘"), N_("写入")
_EXPORTING, _CARRYING = N_("导出第 {seq} 个报送包"), N_("写入 {file}")
_OPEN_FOLDER, _RETURNED, _SLIP = N_("打开发件箱"), N_("看退回的记录"), N_("打印报送单…")
_LIST = N_("已导出的报送包")
_NONE = N_("选一个报送包，看它现在到了哪一步。")
_EMPTY = N_("还没有导出过报送包")
_EMPTY_WHY = N_("第一次导出会带上全部内容；以后每次只带上级还没有确认的部分。U盘丢了也不要紧，再导出一次就行。")
_TOP = N_("不用报送")
_DESPITE_TITLE, _DESPITE = N_("数据文件可能恢复过旧备份"), N_("照常报送")
_WRITTEN = N_("已写好并核对无误：{file}。")


class SendTab(Section):
    """Where the office stands above; the packages that went up below, the chosen one beside the list."""

    watches = frozenset({kind.table for kind in UP} | BOOKS | {"device", "setting"})
    help_page = "packages"

    def __init__(self, context: Context, keys: Path | None = None) -> None:
        super().__init__(context)
        self._keys = keys or errands.keys_folder()
        self._situation: Situation | None = None
        self.dialog: StickDialog | None = None
        self.writing = Writing(self, context, self.said)
        self.card, self.carried = StandingCard(self.go), CarriedCard()
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.top = Empty(_TOP, sending.NO_PARENT)
        self.room, self.whole = QStackedWidget(), QStackedWidget()
        self.detail, self.facts = Detail(), Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.carried.slip_asked.connect(self.print_slip)

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.export_button = primary(_EXPORT, self.export)
        self.folder_button = secondary(_OPEN_FOLDER, self.open_folder)
        self.add_buttons(self.folder_button, self.export_button)
        for each in (self.table, self.empty):
            self.room.addWidget(each)
        for part in (self.nothing, self.facts):
            self.detail.add(part)
        self.detail.add_stretch()
        self.carried.hide()
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.scaled(8))
        self.beside = Beside(self.room, self.detail)
        inside.addWidget(self.carried)
        inside.addWidget(self.card)
        inside.addWidget(self.beside, 1)
        self.whole.addWidget(below)
        self.whole.addWidget(self.top)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.whole)

    def reload(self) -> None:
        """Read where the office stands."""
        store, keys, today = self.runner.store, self._keys, self.context.today()

        def work(session: Session) -> Situation:
            assert store is not None  # a query is only asked of an open file
            return shipped.situation(session, keys, sending.outbox(store), today)

        self.runner.query(self, work, self._take, slot="situation")

    def retranslate(self) -> None:
        """Say everything again."""
        if self._situation:
            self._take(self._situation)

    def new(self) -> None:
        """Ctrl+N: the next package."""
        self.export()

    def export(self) -> None:
        """Write a package with all that waits, onto a stick that is asked for."""
        situation = self._situation
        if situation is None or not self.export_button.isEnabled():
            return
        stands = situation.standing
        values: dict[str, Any] = {"known": stands.chain.seq, "seq": stands.seq}
        if stands.restored and not ask(self, _DESPITE_TITLE, sending.RESTORED, _DESPITE, **values):
            return
        self._ask_stick(_EXPORT_TITLE, _WRITE, partial(self.export_to, despite=stands.restored))

    def export_to(self, folder: Path, despite: bool = False) -> None:
        """Write the package into the outbox, then to this folder."""
        keys, now = self._keys, moment(self)

        def work(store: Store, tell: Tell) -> Exported:
            return sending.export(store, keys, now, despite, tell)

        seq = self._situation.next_seq if self._situation else 1
        with_file(self, _EXPORTING, work, partial(self._exported, folder), {"seq": seq})

    def print(self) -> None:
        """Ctrl+P: the slip of the chosen package."""
        if row := self.table.current():
            self.print_slip(row.seq)

    def print_slip(self, seq: int) -> None:
        """Show the slip of a package as it will print."""
        rows = self._situation.packages if self._situation else ()
        if row := next((row for row in rows if row.seq == seq), None):
            self.writing.preview(papers.package_of(row.package_uuid))

    def carry(self) -> None:
        """Write the chosen package to a stick, once more if it went before."""
        if row := self.table.current():
            self._ask_stick(
                _CARRY_TITLE, _CARRY_NOW, partial(self.carry_to, path=row.path, seq=row.seq, records=row.records)
            )

    def carry_to(self, folder: Path, path: Path, seq: int, records: int) -> None:
        """Write a package of the outbox to this folder, read it back and compare."""
        now = moment(self)
        self.carried.hide()

        def work(store: Store, tell: Tell) -> tuple[str, list[str]]:
            files = [one.path.name for one in errands.carry_out(store, path, folder, now, tell)]
            with store.read() as session:
                return errands.log(session, 1)[0].medium, files

        def told(written: tuple[str, list[str]]) -> None:
            self.said.emit(_(_WRITTEN).format(file=path.name))
            self.carried.tell(*written, seq, records)

        with_file(self, _CARRYING, work, told, {"file": path.name})

    def open_folder(self) -> None:
        """Show the outbox in the computer's own program."""
        if self.runner.store:
            folder = sending.outbox(self.runner.store)
            folder.mkdir(parents=True, exist_ok=True)
            opened(folder)

    def _ask_stick(self, title: str, verb: str, then: Callable[[Path], None]) -> None:
        self.dialog = dialog = StickDialog(self, self.context, title, verb)
        dialog.chosen.connect(then)
        dialog.open()

    def _exported(self, folder: Path, made: Exported) -> None:
        self.carry_to(folder, made.path, made.header.seq, made.records)

    def _take(self, situation: Situation) -> None:
        self._situation = situation
        above = bool(situation.receiver)
        self.whole.setCurrentIndex(0 if above else 1)
        self.corner.setEnabled(above)
        self.card.show_situation(situation, self.context.today())
        self.carried.fingerprint.setText(situation.fingerprint)
        self.export_button.setEnabled(above and not self.card.blocked(situation))
        chosen = self.table.current()
        self.table.set_rows(situation.packages)
        self.room.setCurrentWidget(self.table if situation.packages else self.empty)
        self.counted.emit(situation.fresh)
        self.badge.emit(situation.fresh if situation.packages else 0)
        seqs = [row.seq for row in situation.packages]
        if chosen and chosen.seq in seqs:
            self.table.selectRow(seqs.index(chosen.seq))

    def _show(self, row: ShipmentRow | None) -> None:
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_heading(_(N_("第 {seq} 包")).format(seq=row.seq) if row else "")
        self.detail.set_actions(*(self._actions(row) if row else ()))

    def _actions(self, row: ShipmentRow) -> Iterator[Button]:
        if row.open:
            yield secondary(_RETURNED, lambda: self.go.emit("receipts", None))
        if row.path.is_file():
            yield secondary(_CARRY_AGAIN if row.carried_at else _CARRY, self.carry)
        yield secondary(_SLIP, self.print)
