"""Parameters for the offices below (参数下发): packs made for them, and the pack of the level above installed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations.packages import copies, errands, pack_opening, packs, sending
from app.operations.packages.pack_opening import PackOpening, PackSituation
from app.operations.packages.packs import MadeRow, PackOutcome
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.packages.found_dialog import PACKS, FoundDialog, Known, Line
from app.ui.packages.pack_dialogs import CopyDialog, MakePackDialog, PackPlanDialog
from app.ui.packages.pack_lists import MADE, facts, installed_words, valid_words
from app.ui.packages.sticks import StickDialog
from app.ui.packages.whole_file import BOOKS, moment, with_file
from app.ui.settings.moved import MovedList
from app.ui.widgets.buttons import Button, Heading, Label, primary, quiet, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import ask
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.errors import UserError
    from app.operations.packages.errands import Carried, Found
    from app.operations.packages.sending import Exported
    from app.store.database import Store
    from app.ui.run import Tell
    from app.ui.widgets.dialogs import Dialog

_INSTALL, _MAKE = N_("从U盘装入…"), N_("生成参数包…")
_INSTALL_TITLE, _LOOK = N_("从哪个U盘装入参数包"), N_("看里面的文件")
_WRITE_TITLE, _WRITE = N_("参数包写到哪个U盘"), N_("写到这里")
_CARRY = N_("写入U盘…")
_COPY, _COPY_WHERE, _COPYING = N_("给下级数据副本…"), N_("数据副本写到哪个U盘"), N_("导出数据副本")
_COPIED = N_("可以拔出 {medium}：数据副本 {file} 已写好并逐字节核对无误，请交给该单位。")
_MAKING, _CARRYING, _OPENING = N_("生成参数包"), N_("写入 {file}"), N_("核验 {file}")
_WRITTEN = N_("可以拔出 {medium}：第 {version} 版参数包已写好并逐字节核对无误。")
_NOT_YET = N_("还没有装入过上级下发的参数包。")
_DONE = N_("第 {version} 版参数包已装入，改动了 {n} 条；可以撤销。")
_LIST = N_("生成过的参数包")
_NONE = N_("选一个参数包，看它的内容。")
_VERSION = N_("第 {version} 版")
_EMPTY = N_("还没有生成过参数包")
_EMPTY_WHY = N_(
    "目录、节假日安排、收费标准、文书样式等在本单位改好以后，生成参数包写到U盘，下级装入就和本单位一致；"
    "装入以前，下级先看到每一处改动和会变动的到期日。"
)
_DESPITE_TITLE, _DESPITE = N_("数据文件可能恢复过旧备份"), N_("照常下发")


class PacksTab(Section):
    """What is installed above; the packs made here below, the chosen one beside the list."""

    watches = frozenset({"arrival", "catalog_version", "calendar_year", "tariff", "pack_part", "device"}) | BOOKS
    help_page = "packages"

    def __init__(self, context: Context, keys: Path | None = None) -> None:
        super().__init__(context)
        self._keys = keys or errands.keys_folder()
        self._situation: PackSituation | None = None
        self.dialog: Dialog | None = None
        self.done, self.carried, self.moved = Label(tone="good", wrap=True), Heading(times=1.3), MovedList()
        self.which, self.valid = Label(wrap=True), Label(wrap=True)
        self.table, self.empty = SmallTable(MADE), Empty(_EMPTY, _EMPTY_WHY)
        self.room = QStackedWidget()
        self.detail, self.facts = Detail(), Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.moved.opened.connect(self.go.emit)

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        self.install_button, self.make_button = secondary(_INSTALL, self.choose), primary(_MAKE, self.new)
        self.copy_button = quiet(_COPY, self.ask_copy)
        self.add_buttons(self.copy_button, self.install_button, self.make_button)
        self.carried.setWordWrap(True)
        self.carried.set_tone("good")
        for lying in (self.table, self.empty):
            self.room.addWidget(lying)
        for part in (self.nothing, self.facts):
            self.detail.add(part)
        self.detail.add_stretch()
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setSpacing(theme.scaled(4))
        for label in (self.which, self.valid):
            inside.addWidget(label)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for each in (self.carried, self.done, card, self.moved):
            box.addWidget(each)
        box.addWidget(Beside(self.room, self.detail), 1)
        for hidden in (self.carried, self.done):
            hidden.hide()

    def reload(self) -> None:
        """Read what is installed and what was made."""
        store = self.runner.store

        def read(session: Session) -> PackSituation:
            assert store is not None  # a query is only asked of an open file
            return pack_opening.situation(session, sending.outbox(store))

        self.runner.query(self, read, self._take, slot="packs")

    def retranslate(self) -> None:
        """Say everything again."""
        if self._situation:
            self._take(self._situation)

    def open(self, target: object) -> None:
        """Verify the pack in a file, or show what lies in a folder."""
        if isinstance(target, Path):
            (self.look if target.is_dir() else self.verify)(target)

    def new(self) -> None:
        """Ctrl+N: ask what shall go down."""
        if self._situation and self._situation.may_make:
            dialog = MakePackDialog(self, self._situation, self.context.today())
            dialog.asked.connect(self._ask_where)
            self._open(dialog)

    def make(self, parts: frozenset[str], receiver: str, until: date | None, folder: Path, despite: bool) -> None:
        """Write a pack into the outbox, then to this folder; a file that went back in time is asked about first."""
        keys, now = self._keys, moment(self)

        def work(store: Store, _tell: Tell) -> Exported:
            return packs.make(store, keys, receiver, parts, until, now, despite)

        def failed(error: BaseException) -> None:
            if getattr(error, "message", "") == packs.RESTORED and self._despite(error):  # type: ignore[arg-type]
                self.make(parts, receiver, until, folder, despite=True)
            elif getattr(error, "message", "") != packs.RESTORED:
                self.runner.failed.emit(error)

        def then(made: Exported) -> None:
            self.carry_to(folder, made.path, made.header.seq)

        with_file(self, _MAKING, work, then, failed=failed)

    def carry(self) -> None:
        """Write the chosen pack to a stick, once more if it went before."""
        if row := self.table.current():
            self._ask_stick(_WRITE_TITLE, _WRITE, partial(self.carry_to, path=row.path, version=row.version))

    def carry_to(self, folder: Path, path: Path, version: int) -> None:
        """Write a pack of the outbox to this folder, read it back and compare."""
        now = moment(self)

        def work(store: Store, tell: Tell) -> list[Carried]:
            return errands.carry_out(store, path, folder, now, tell)

        def told(_written: list[Carried]) -> None:
            self.carried.say(_WRITTEN, medium=str(folder), version=version)
            self.carried.show()

        with_file(self, _CARRYING, work, told, {"file": path.name})

    def ask_copy(self) -> None:
        """Ask which office gets its own records back, and where to."""
        if self._situation:
            dialog = CopyDialog(self, self._situation.below)
            dialog.asked.connect(
                lambda office: self._ask_stick(_COPY_WHERE, _WRITE, partial(self.copy_to, office=office))
            )
            self._open(dialog)

    def copy_to(self, folder: Path, office: str) -> None:
        """Write a copy of an office's records into the outbox, then to this folder."""
        keys, now = self._keys, moment(self)

        def work(store: Store, tell: Tell) -> str:
            made = copies.make(store, keys, office, now, tell)
            errands.carry_out(store, made.path, folder, now, tell)
            return made.path.name

        def told(file: str) -> None:
            self.carried.say(_COPIED, medium=str(folder), file=file)
            self.carried.show()

        with_file(self, _COPYING, work, told)

    def choose(self) -> None:
        """Ask for a stick."""
        self._ask_stick(_INSTALL_TITLE, _LOOK, self.look)

    def look(self, folder: Path) -> None:
        """Show what lies in a folder."""

        def read(_session: Session) -> Sequence[Found]:
            return errands.found_on(folder)

        self.runner.query(self, read, partial(self._list, folder), slot="look")

    def verify(self, path: Path) -> None:
        """Copy a pack off the stick, verify it, and show what installing it would change."""
        keys, now, today = self._keys, moment(self), self.context.today()

        def work(store: Store, tell: Tell) -> PackOpening:
            return pack_opening.opened(store, keys, path, now, today, tell)

        with_file(self, _OPENING, work, self._plan, {"file": path.name})

    def _list(self, folder: Path, found: Sequence[Found]) -> None:
        situation = self._situation
        names = {row.sender: row.office for row in situation.installed} if situation else {}
        dialog = FoundDialog(self, folder, found, Known(situation.own if situation else "", names, ()))
        dialog.chosen.connect(self._go_on)
        dialog.other_asked.connect(self.choose)
        self._open(dialog)

    def _go_on(self, line: Line) -> None:
        if line.tab == PACKS:
            self.verify(line.found.path)
        else:
            self.go.emit(line.tab, line.found.path)

    def _plan(self, opening: PackOpening) -> None:
        dialog = PackPlanDialog(self, opening.plan, self.context.today())
        dialog.install_asked.connect(partial(self._install, opening))
        dialog.rejected.connect(opening.close)
        self._open(dialog)

    def _install(self, opening: PackOpening) -> None:
        plan, now = opening.plan, moment(self)

        def work(session: Session, _tell: Tell) -> PackOutcome:
            try:
                return packs.install(session, opening.parcel, plan, now)
            finally:
                opening.close()

        values = {"office": plan.office, "version": plan.version}
        self.runner.long(self, packs.INSTALL, work, self._installed, values)

    def _installed(self, outcome: PackOutcome) -> None:
        self.done.say(_DONE, version=outcome.version, n=outcome.changed)
        self.done.show()
        self.moved.show_moved(outcome.moved)

    def _ask_where(self, parts: frozenset[str], receiver: str, until: date | None) -> None:
        self._ask_stick(_WRITE_TITLE, _WRITE, lambda folder: self.make(parts, receiver, until, folder, despite=False))

    def _despite(self, error: UserError) -> bool:
        values: dict[str, Any] = error.values
        return ask(self, _DESPITE_TITLE, packs.RESTORED, _DESPITE, **values)

    def _ask_stick(self, title: str, verb: str, then: object) -> None:
        dialog = StickDialog(self, self.context, title, verb)
        dialog.chosen.connect(then)
        self._open(dialog)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _take(self, situation: PackSituation) -> None:
        self._situation = situation
        newest = next(iter(situation.installed), None)
        self.which.setText(installed_words(newest) if newest else _(_NOT_YET))
        self.which.set_tone("" if newest else "quiet")
        words, tone = valid_words(newest.valid_until, self.context.today()) if newest else ("", "quiet")
        self.valid.setText(words)
        self.valid.set_tone(tone)
        self.valid.setVisible(newest is not None)
        for button in (self.make_button, self.copy_button):
            button.setVisible(situation.may_make)
        chosen = self.table.current()
        self.table.set_rows(situation.made)
        self.room.setCurrentWidget(self.table if situation.made else self.empty)
        self.counted.emit(len(situation.made))
        versions = [row.version for row in situation.made]
        if chosen and chosen.version in versions:
            self.table.selectRow(versions.index(chosen.version))

    def _show(self, row: MadeRow | None) -> None:
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_heading(_(_VERSION).format(version=row.version) if row else "")
        self.detail.set_actions(*(self._actions(row) if row else ()))

    def _actions(self, row: MadeRow) -> Iterator[Button]:
        if row.path.is_file():
            yield secondary(_CARRY, self.carry)
