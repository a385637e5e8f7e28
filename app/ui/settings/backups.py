"""Settings: copies of the office's file and the way back to one of them (备份与恢复)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import backups
from app.ui import theme
from app.ui.settings.restore import RestoreDialog
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Button, Label, primary, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.dialogs import open_folder
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.store.backup import Backup
    from app.store.database import Store

HEIGHT = 260
MEGABYTE = 1_000_000
_WHAT = N_("每天第一次打开程序自动备份，附件也在里面。建议把备份文件夹设在U盘或另一块硬盘上。")
_FOLDER = N_("备份文件夹：{folder}")
_BESIDE = N_("备份放在数据文件旁边：{folder}")
_CHOOSE, _DEFAULT = N_("更换备份文件夹…"), N_("改回数据文件旁边")
_NOW, _RESTORE = N_("立即备份"), N_("从备份恢复…")
_MADE = N_("已备份到 {file}。")
_NONE = N_("还没有备份。点“立即备份”做第一份。")
_RESTORED = N_("数据在 {at} 从备份恢复过。请翻看几条公开信息，确认无误后再继续办理。")
_CONFIRM = N_("确认恢复后的数据")
_SIZE = N_("{size} MB")


@dataclass(frozen=True, slots=True)
class State:
    """What there is: the copies, the folder beside the file, and when the file was restored."""

    copies: Sequence[Backup]
    beside: Path
    restored: str


def size_words(size: int) -> str:
    """A size in megabytes."""
    return _(_SIZE).format(size=f"{size / MEGABYTE:.1f}")


COLUMNS = (
    ColumnSpec("at", N_("备份时间"), 150, value=lambda row: row.at),
    ColumnSpec("disclosures", N_("公开信息（条）"), 120, kind="number"),
    ColumnSpec("office", N_("单位"), 200),
    ColumnSpec("size", N_("大小"), 90, align="right", value=lambda row: size_words(row.size)),
    ColumnSpec("path", N_("文件"), 0, value=lambda row: str(row.path)),
)


class BackupsSection(ScrollingSection):
    """Where copies go, those there are, making one now, going back to one."""

    help_page = "backup"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.folder = Label(wrap=True)
        self.restored = Label(tone="soon", wrap=True)
        self.confirm_button = primary(_CONFIRM, self.confirm)
        self.made = Label(tone="good", wrap=True)
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.table = SmallTable(COLUMNS)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # both ends of a path tell
        self.table.setMinimumHeight(theme.scaled(HEIGHT))
        name(self.table, N_("已有备份"))
        self.default = quiet(_DEFAULT, lambda: self.set_folder(None))
        self.restored_box = QWidget()
        self._lay_out()
        self.table.opened.connect(self.restore_from)

    def _lay_out(self) -> None:
        told = QVBoxLayout(self.restored_box)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self.restored)
        told.addWidget(self.confirm_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.restored_box, self.made, self.nothing):
            widget.hide()
        actions = _in_a_row(primary(_NOW, self.back_up), secondary(_RESTORE, self.restore))
        places = _in_a_row(secondary(_CHOOSE, self.choose_folder), self.default)
        self.add(Label(_WHAT, tone="quiet", wrap=True), self.restored_box, self.folder, places)
        self.add(actions, self.made, self.nothing, self.table)

    def reload(self) -> None:
        """Read the copies there are."""
        folder = self.context.preferences.current.backup_folder

        def work(store: Store) -> State:
            copies = backups.listed(store.path, folder)
            return State(copies, backups.folder_beside(store.path), backups.restored_at(store))

        if self.runner.store:
            self.runner.apart(self, work, self._take)

    def back_up(self) -> None:
        """Make a copy now."""
        folder, now = self.context.preferences.current.backup_folder, datetime.now()
        self.runner.apart(self, lambda store: backups.make(store, folder, now), self._made)

    def choose_folder(self) -> None:
        """Ask for another folder."""
        if folder := open_folder(self, _CHOOSE, self.context.preferences.current.backup_folder):
            self.set_folder(folder)

    def set_folder(self, folder: Path | None) -> None:
        """Keep copies here from now on."""
        self.context.preferences.change(backup_folder=folder)
        self.reload()

    def restore(self) -> None:
        """Open the way back at its first step."""
        self._restore(None)

    def restore_from(self, backup: Backup) -> None:
        """Open the way back at the copy chosen in the list."""
        self._restore(backup)

    def confirm(self) -> None:
        """The restored data was looked at."""
        self.runner.apart(self, backups.confirm_restored, lambda _none: self.reload())

    def _restore(self, backup: Backup | None) -> None:
        dialog = RestoreDialog(self, self.runner, self.table.rows(), backup)
        dialog.finished.connect(lambda _code: self.reload())
        dialog.open()

    def _made(self, path: Path) -> None:
        self.made.say(_MADE, file=str(path))
        self.made.show()
        self.reload()

    def _take(self, state: State) -> None:
        folder = self.context.preferences.current.backup_folder
        self.folder.say(_FOLDER if folder else _BESIDE, folder=str(folder or state.beside))
        self.default.setVisible(folder is not None)
        self.table.set_rows(state.copies)
        self.nothing.setVisible(not state.copies)
        self.restored_box.setVisible(bool(state.restored))
        self.restored.say(_RESTORED, at=state.restored)


def _in_a_row(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = Flow(row)
    for button in buttons:
        flow.addWidget(button)
    return row
