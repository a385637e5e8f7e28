"""The bar at the bottom: what just happened, the way back, the backup, and what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy

from app.i18n import N_, _
from app.ui import theme
from app.ui.widgets.buttons import Label, quiet

if TYPE_CHECKING:
    from app.store.database import Changed
    from app.ui.run import ChangedElsewhere, Done, Job, Runner

LONGEST = 24
_TURN_BACK = N_("撤销")
_UNDO = N_("撤销“{title}”")
_UNDONE = N_("已撤销“{title}”。")
_REDONE = N_("已重做“{title}”。")
_SAVING = N_("正在保存…")
_ELSEWHERE = N_("另一个窗口或命令行改动了数据，已重新读取。")


class BottomBar(QFrame):
    """Follows the runner: every change shows its way back here."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.message = QLabel()
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = quiet(_TURN_BACK, runner.undo)
        self.undo.hide()
        self.busy = Label(_SAVING, tone="quiet")
        self.busy.hide()
        self.progress = QProgressBar()
        self.progress.setMaximumWidth(theme.scaled(160))
        self.progress.hide()
        self.backup = Label(tone="quiet")
        self._lay_out()
        self._follow(runner)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.scaled(12), theme.scaled(2), theme.scaled(12), theme.scaled(2))
        row.addWidget(self.message, 1)
        for widget in (self.undo, self.busy, self.progress, self.backup):
            row.addWidget(widget)

    def _follow(self, runner: Runner) -> None:
        runner.changed.connect(self._changed)
        runner.busy.connect(self.busy.setVisible)
        runner.undone.connect(lambda title: self._back(_UNDONE, title))
        runner.redone.connect(lambda title: self._back(_REDONE, title))
        runner.job_started.connect(lambda _job: self._start())
        runner.job_progressed.connect(self._step)
        runner.job_ended.connect(lambda _job: self.progress.hide())

    def say(self, text: str) -> None:
        """Tell what just happened, in the language in use."""
        self.message.setText(text)
        self.message.setToolTip(text)

    def show_backup(self, message: str, tone: str = "quiet", **values: object) -> None:
        """Tell how old the last backup is; `message` is marked with N_."""
        self.backup.say(message, **values)
        self.backup.set_tone(tone)

    def _changed(self, changed: Changed | ChangedElsewhere) -> None:
        if not changed.title and changed.operation:
            self.say(_(_ELSEWHERE))
        if changed.operation:
            self._runner.last_undoable(self, self._offer)

    def _offer(self, done: Done | None) -> None:
        self.undo.setVisible(done is not None)
        if done is not None:
            short = done.title if len(done.title) <= LONGEST else done.title[: LONGEST - 1] + "…"
            self.undo.say(_UNDO, title=short)
            self.undo.setToolTip(done.title)

    def _back(self, message: str, title: str) -> None:
        self.say(_(message).format(title=title))

    def _start(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.show()

    def _step(self, _job: Job, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
