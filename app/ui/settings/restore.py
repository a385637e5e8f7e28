"""The way back to a copy in three steps: choose, compare with what is here now, done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations import backups
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.widgets.buttons import Heading, Label, primary, secondary
from app.ui.widgets.dialogs import Dialog, open_file
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.scrolling import scrolled
from app.ui.widgets.shown import shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.operations.backups import Restored
    from app.store.backup import Backup
    from app.store.database import Store
    from app.ui.run import Runner

SIZE = (720, 480)
PATTERNS = ((N_("Iltod 数据文件"), "*.iltod"),)
_TITLE = N_("从备份恢复")
_STEP1 = N_("第 1 步：选一份备份")
_STEP2 = N_("第 2 步：看清备份里有什么、现在有什么")
_STEP3 = N_("第 3 步：恢复完成")
_CHOOSE_WHAT = N_("按时间排列，最新的在最上面。备份在U盘上而这里没有时，请插好U盘再点“浏览”。")
_BROWSE, _BROWSE_TITLE = N_("浏览…"), N_("选择备份")
_CANCEL, _BACK, _NEXT, _CLOSE = N_("取消"), N_("上一步"), N_("下一步"), N_("关闭")
_RESTORE = N_("恢复这一份")
_BACKUP, _NOW = N_("备份里的数据"), N_("现在的数据")
_COUNT = N_("公开信息 {n} 条")
_KEPT = N_("现在的数据文件不会删除，会另存在旁边，名字里有 before-restore。")
_OTHER = N_("这份备份是“{office}”的，与本单位“{own}”不同。请核对后再恢复。")
_FEWER = N_("备份比现在少 {n} 条公开信息。")
_WORKING = N_("正在恢复，请不要关闭程序…")
_DONE = N_("已恢复到 {at} 的备份，共 {n} 条公开信息。请翻看几条，确认无误后在“备份与恢复”中点“确认恢复后的数据”。")
_ASIDE = N_("恢复前的数据文件保存在：{file}")
_FAILED = N_("没有恢复，原有数据没有改动。")

COLUMNS = (
    ColumnSpec("at", N_("备份时间"), 160, value=lambda row: row.at),
    ColumnSpec("disclosures", N_("公开信息（条）"), 130, kind="number"),
    ColumnSpec("office", N_("单位"), 0),
)


class RestoreDialog(Dialog):
    """Leads an untrained person back to a copy; until the last button nothing is touched."""

    def __init__(self, parent: QWidget, runner: Runner, copies: Sequence[Backup], backup: Backup | None = None) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        self._runner, self._backup = runner, backup
        self.table = SmallTable(COLUMNS, copies)
        name(self.table, _STEP1)
        self.step = Heading(_STEP1, times=1.0)
        self.wrong = Label(tone="late", wrap=True)
        self.backup_facts, self.now_facts = Facts(), Facts()
        self.warning = Label(tone="soon", wrap=True)
        self.outcome, self.aside = Label(wrap=True), Label(tone="quiet", wrap=True)
        self.steps = QStackedWidget()
        self._lay_out()
        self.table.opened.connect(lambda _row: self.go_on())
        if copies:
            self.table.selectRow(0)
        self._show_step(0)
        if backup:
            self._compare(backup)

    def _lay_out(self) -> None:
        self.steps.addWidget(_column(Label(_CHOOSE_WHAT, tone="quiet", wrap=True), self.table))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_column(Heading(_BACKUP, times=1.0), self.backup_facts), 1)
        row.addWidget(_column(Heading(_NOW, times=1.0), self.now_facts), 1)
        self.steps.addWidget(scrolled(_column(both, self.warning, Label(_KEPT, "quiet", True))))
        self.steps.addWidget(_column(self.outcome, self.aside))
        for widget in (self.step, self.steps, self.wrong):
            self.body.addWidget(widget)
        self.body.setStretch(1, 1)
        self.browse_button = secondary(_BROWSE, self.browse)
        self.say_left(self.browse_button)
        self.cancel = secondary(_CANCEL, self.reject)
        self.back = secondary(_BACK, lambda: self._show_step(0))
        self.next = primary(_NEXT, self.go_on)
        self.set_buttons(self.cancel, self.back, self.next)

    def browse(self) -> None:
        """Ask for a copy that is not in the list."""
        if path := open_file(self, _BROWSE_TITLE, PATTERNS):
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Look at a copy that is not in the list."""
        self._runner.apart(self, lambda _store: backups.described(path), self._compare, self._refuse)

    def go_on(self) -> None:
        """The next step."""
        if self.steps.currentIndex() == 0:
            if chosen := self.table.current():
                self._compare(chosen)
        elif self.steps.currentIndex() == 1:
            self._restore()
        else:
            self.accept()

    def _compare(self, backup: Backup) -> None:
        self._backup = backup

        def now(store: Store) -> Backup:
            return backups.described(store.path)

        self._runner.apart(self, now, partial(self._show_both, backup), self._refuse)

    def _show_both(self, backup: Backup, now: Backup) -> None:
        self.backup_facts.show_rows([*_facts(backup), (N_("备份时间"), shown(backup.at))])
        self.now_facts.show_rows(_facts(now))
        fewer = now.disclosures - backup.disclosures
        self.warning.setVisible(backup.office != now.office or fewer > 0)
        if backup.office != now.office:
            self.warning.say(_OTHER, office=backup.office, own=now.office)
        else:
            self.warning.say(_FEWER, n=fewer)
        self._show_step(1)

    def _restore(self) -> None:
        if self._backup is None:
            return
        copy, now = self._backup.path, datetime.now()
        self.outcome.say(_WORKING)
        self._show_step(2)
        self.next.setEnabled(False)
        work = partial(backups.restore, backup=copy, now=now)
        self._runner.with_closed(self, work, self._restored, self._failed)

    def _restored(self, restored: Restored) -> None:
        self.next.setEnabled(True)
        self.outcome.say(_DONE, at=shown(restored.backup.at), n=restored.backup.disclosures)
        if restored.set_aside:
            self.aside.say(_ASIDE, file=str(restored.set_aside))

    def _failed(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        self.outcome.say(_FAILED)
        self._refuse(error)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.wrong.say(error.message, **error.values)
        else:
            self._runner.failed.emit(error)

    def _show_step(self, number: int) -> None:
        self.steps.setCurrentIndex(number)
        self.step.say((_STEP1, _STEP2, _STEP3)[number])
        self.wrong.say("")
        self.browse_button.setVisible(number == 0)
        self.cancel.setVisible(number < 2)
        self.back.setVisible(number == 1)
        self.next.setEnabled(number > 0 or bool(self.table.rows()))
        self.next.say((_NEXT, _RESTORE, _CLOSE)[number])
        self.next.setFocus()


def _facts(backup: Backup) -> list[tuple[str, str]]:
    count = _(_COUNT).format(n=f"{backup.disclosures:,}")
    return [(N_("单位"), backup.office), (N_("内容"), count)]


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.scaled(8))
    for widget in widgets:
        box.addWidget(widget)
    if not isinstance(widgets[-1], SmallTable):
        box.addStretch(1)
    return column
