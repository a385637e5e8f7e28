"""Dialogs: choosing a file, a question, the progress of long work. Their buttons carry words of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui import theme, writing_mode
from app.ui.widgets.buttons import Button, Heading, Label, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.file_dialogs import open_file, open_files, open_folder, save_file
from app.ui.widgets.folding import Folding
from app.ui.widgets.scrolling import Scrolled
from app.ui.widgets.words import say

if TYPE_CHECKING:
    from app.ui.run import Job, Runner

__all__ = [
    "Dialog",
    "ProgressDialog",
    "ask",
    "follow",
    "open_file",
    "open_files",
    "open_folder",
    "save_file",
]

PROGRESS_AFTER_MILLISECONDS = 600
WIDTH = 460
ENTER = (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
_CANCEL = N_("取消")
_STEP = N_("已完成 {done}，共 {total}。")
_COUNTING = N_("正在准备…")
_STOPPING = N_("正在停止，已做的部分不会保留…")


class Dialog(QDialog):
    """Base of our dialogs: a heading, a body, buttons in reading order; it is freed when it closes."""

    def __init__(self, parent: QWidget | None, title: str, **values: Any) -> None:
        super().__init__(writing_mode.window_of(parent) if writing_mode.vertical() else parent, writing_mode.OWN_WINDOW)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = content = QWidget()
        content.setMinimumWidth(theme.scaled(WIDTH))
        say(self, self.setWindowTitle, title, **values)
        self._default: Button | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.scaled(12))
        left, right = QWidget(), QWidget()
        self._left, self._buttons = Flow(left), Flow(right, end=True)
        foot = Folding(left, right)
        box = QVBoxLayout(content)
        box.setContentsMargins(*(theme.scaled(16),) * 4)
        box.setSpacing(theme.scaled(16))
        heading = Heading(title, times=1.2, **values)
        heading.setWordWrap(True)
        box.addWidget(heading)
        box.addWidget(Scrolled(self.body), 1)
        box.addWidget(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(writing_mode.Host(content))

    def set_buttons(self, *buttons: Button) -> None:
        """Put these at the foot; the last one is pressed by Enter."""
        for button in buttons:
            self._buttons.addWidget(button)
        self._default = buttons[-1]
        self._default.setDefault(True)

    def event(self, event: QEvent) -> bool:
        """Grow with the words, which take more room in another language or in larger type."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _grow(self) -> None:
        turned = writing_mode.vertical()
        line = self.height() if turned else self.width()
        layout = self._content.layout()
        wide = QSize(line, max(layout.totalHeightForWidth(line), layout.totalMinimumSize().height()))
        needed = wide.transposed() if turned else wide
        self.resize(self.size().expandedTo(needed).boundedTo(self.screen().availableSize()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the last button, which Qt does not find where the dialog is written in columns."""
        if event.key() in ENTER and self._default is not None and writing_mode.vertical():
            self._default.click()
        else:
            super().keyPressEvent(event)

    def say_left(self, widget: QWidget) -> None:
        """Put a widget at the left of the foot."""
        self._left.addWidget(widget)


def ask(parent: QWidget, title: str, sentence: str, yes: str, no: str = _CANCEL, **values: Any) -> bool:
    """Ask before what cannot be undone (a restore, another file); whether the person pressed `yes`.

    All words are marked with N_; `yes` is a verb that says what will happen.
    """
    dialog = Dialog(parent, title, **values)
    dialog.body.addWidget(Label(sentence, wrap=True, **values))
    dialog.set_buttons(secondary(no, dialog.reject), primary(yes, dialog.accept))
    return dialog.exec() == QDialog.DialogCode.Accepted


class ProgressDialog(Dialog):
    """How far long work is; it comes up after 0.6 seconds, and cancelling is always safe."""

    def __init__(self, parent: QWidget | None, runner: Runner, job: Job) -> None:
        super().__init__(parent, job.title, **job.values)
        self.setWindowModality(QtCore.Qt.WindowModality.WindowModal)
        self._job = job
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._words = Label(_COUNTING, tone="quiet")
        self.body.addWidget(self._bar)
        self.body.addWidget(self._words)
        self._cancel = secondary(_CANCEL, self.reject)
        self.set_buttons(self._cancel)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.show)
        self._wait.start(PROGRESS_AFTER_MILLISECONDS)
        runner.job_progressed.connect(self._step)
        runner.job_ended.connect(self._end)

    def reject(self) -> None:
        """Stop the work; the dialog stays until it has stopped."""
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._words.say(_STOPPING)

    def _step(self, job: Job, done: int, total: int) -> None:
        if job is self._job and not job.cancelled:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.say(_STEP, done=f"{done:,}", total=f"{total:,}")

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._wait.stop()
            self.done(0)
            self.deleteLater()


def follow(parent: QWidget, runner: Runner) -> Callable[[Job], QObject]:
    """Something to connect to `runner.job_started`: shows the progress of every long job over this window."""
    return lambda job: ProgressDialog(parent, runner, job)
