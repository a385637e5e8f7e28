"""The office's recovery key (恢复密钥): made once, shown once, to be copied by hand and locked away."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import recovery_paper, trust
from app.operations.papers import PrintOptions
from app.ui.packages.fingerprint import Fingerprint
from app.ui.printing.print_panel import PrintPanel
from app.ui.printing.printer import PrintJob, send
from app.ui.printing.rendering import PdfPages
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fitting import fit
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell

SIZE = (620, 380)
GROUP, ACROSS = 4, 5  # signs in a group, groups in a line
TIMES = 1.4
_TITLE = N_("恢复密钥")
_FOR = N_(
    "加密的报送包只有收件电脑能打开。万一那台电脑坏了或丢了，用恢复密钥还能打开。"
    "它只在这里显示一次，本机不保存：请打印或抄在纸上，核对两遍，装入信封封好，放进单位的保险柜或档案柜。"
)
_THEN = N_("生成以后，请重新导出登记卡交给对方登记，对方才会同时按恢复密钥加密。")
_THERE = N_("恢复密钥已经生成过。再生成一个，以后的报送包就按新的加密；旧的请继续收好，以前的报送包还要用它打开。")
_COPY = N_("请现在打印或抄写。字母不分大小写；横线也要抄，空格和换行不用抄。关闭以后不能再看。")
_PRINT, _PRINTING = N_("打印…"), N_("打印恢复密钥")
_PRINTED = N_("已送到打印机。请核对纸上的字清楚，封好收起；打印机如有存件，请一并删除。")
_NO_FILE = N_("恢复密钥不存成文件：谁拿到文件，谁就能打开加密的报送包。请打印或抄写。")
_MAKE, _MAKE_AGAIN = N_("生成恢复密钥"), N_("重新生成")
_CANCEL, _COPIED = N_("取消"), N_("已收好，关闭")


class RecoveryDialog(Dialog):
    """Says what the key is for, makes it, and shows it for as long as the dialog is open; nothing of it is kept."""

    def __init__(self, parent: QWidget, context: Context, keys: Path, there: bool) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        self.pages: PdfPages | None = None
        self.panel: PrintPanel | None = None
        self._runner, self._keys, self._there = context.runner, keys, there
        self.words = Label(_FOR, wrap=True)
        self.more = Label(_THERE if there else _THEN, tone="soon" if there else "quiet", wrap=True)
        self.secret = Fingerprint(TIMES)
        self.secret.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # not into the clipboard
        self.secret.hide()
        for widget in (self.words, self.secret, self.more):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.cancel_button = secondary(_CANCEL, self.reject)
        self.make_button = primary(_MAKE_AGAIN if there else _MAKE, self.make)
        self.print_button = secondary(_PRINT, self.print)
        self.print_button.hide()
        self.say_left(self.print_button)
        self.set_buttons(self.cancel_button, self.make_button)

    def make(self) -> None:
        """Make the key and show it; or close, once it was copied."""
        if self.secret.text():
            self.accept()
            return
        work = partial(trust.make_recovery, self._keys, again=self._there)
        self._runner.apart(self, lambda _store: work(), self._show, self._refused)

    def reject(self) -> None:
        """Escape does not close what can never be seen again."""
        if not self.secret.text():
            super().reject()

    def print(self) -> None:
        """Ask for a printer; the sheet is drawn in memory and goes nowhere else."""
        words, now = self.secret.text(), datetime.now()

        def work(session: Session) -> PdfPages:
            return PdfPages(recovery_paper.recovery_sheet(session, words, now))

        self._runner.query(self, work, self._choose_printer)

    def print_on(self, printer: QPrinter, job: PrintJob) -> None:
        """Print the sheet on this printer."""
        pages = self.pages
        assert pages is not None

        def work(_session: Session, tell: Tell) -> int:
            return send(pages, printer, job, tell)

        self._runner.long(self, _PRINTING, work, lambda _sides: self.more.say(_PRINTED), writes=False)

    def _choose_printer(self, pages: PdfPages) -> None:
        self.pages = pages
        self.panel = PrintPanel(self, _(_TITLE), PrintOptions(), len(pages))
        self.panel.chosen.connect(lambda job: self.print_on(_printer(job), job))
        self.panel.save_asked.connect(lambda: self.more.say(_NO_FILE))
        self.panel.open()

    def _show(self, secret: str) -> None:
        groups = wrap(secret, GROUP, break_on_hyphens=False)
        lines = (" ".join(groups[start : start + ACROSS]) for start in range(0, len(groups), ACROSS))
        self.secret.setText("\n".join(lines))
        self.secret.show()
        self.words.say(_COPY)
        self.more.say(_THEN)
        self.more.set_tone("quiet")
        self.cancel_button.hide()
        self.print_button.show()
        self.make_button.say(_COPIED)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.more.say(error.message, **error.values)
            self.more.set_tone("late")
        else:
            self._runner.failed.emit(error)


def _printer(job: PrintJob) -> QPrinter:
    return QPrinter(QPrinterInfo.printerInfo(job.printer), QPrinter.PrinterMode.HighResolution)
