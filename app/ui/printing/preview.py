"""The preview: a sheet as it will print, its options beside it, and the ways out of it: printer or file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_
from app.operations import papers, printouts
from app.operations.papers import Drawn, Paper, PrintOptions
from app.ui import theme
from app.ui.disclosures.saving import PDF, Places
from app.ui.printing.options_panel import OptionsPanel
from app.ui.printing.pages_view import PAGE, WIDTH, PagesView
from app.ui.printing.print_panel import PrintPanel
from app.ui.printing.printer import PrintJob, send
from app.ui.printing.remembered import remember, remembered
from app.ui.printing.rendering import PdfPages
from app.ui.widgets.buttons import Label, primary, quiet, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from app.operations.printouts import Again
    from app.ui.run import Job, Tell
    from app.ui.widgets.page import Context

SIZE = (1180, 760)
_TITLE = N_("打印预览：{name}")
_DRAWING, _SENDING = N_("画出“{name}”"), N_("打印“{name}”")
_CLOSE, _SAVE, _PRINT, _NEW = N_("关闭"), N_("存为 PDF…"), N_("打印…"), N_("按现在的记录另画一张")
_FIT_WIDTH, _FIT_PAGE, _LARGER, _SMALLER = N_("适合宽度"), N_("整页"), N_("放大"), N_("缩小")
_ZOOM, _PLACE = N_("{percent} %"), N_("第 {n} 页，共 {m} 页")
_EMPTY = N_("正在画…")
_STOPPED = N_("没有重画，页面还是原来的样子。")
_NOTHING = N_("没有画出来。改一改右边的选项再试，或关闭后重新打开。")
_SAME = N_("与当时打印的完全一样。")
_SAVE_AS = N_("保存“{name}”")
_WRITTEN = N_("已存为 {file}")
_SENT = N_("已送到打印机“{printer}”，共 {n} 面。")
_NO_RECORD = N_("数据文件只能读，这次打印没有记下来。")


class Preview(Dialog):
    """One sheet; `again` names a line of the record that is to be printed as it was."""

    said = Signal(str)

    def __init__(
        self, parent: QWidget, context: Context, paper: Paper, again: str = "", places: Places | None = None
    ) -> None:
        super().__init__(parent, _TITLE, name=paper.name)
        self.context, self.runner, self.paper = context, context.runner, paper
        self.places = places or Places()
        self.drawn: Drawn | None = None
        self.again = again
        self.pages: PdfPages | None = None
        self._job: Job | None = None
        self.view = PagesView()
        self.options = OptionsPanel(paper.kind)
        self.notice = Label(_EMPTY, tone="quiet", wrap=True)
        self.place = Label(tone="quiet")
        self._lay_out()
        self._bind_keys()
        self.runner.job_ended.connect(self._end)
        self.finished.connect(lambda _code: self._leave())
        fit(self, *SIZE)
        self._begin()

    def draw(self, options: PrintOptions) -> None:
        """Draw the sheet with these options; what was being drawn before is given up."""
        now = datetime.combine(self.context.today(), datetime.now().time()).replace(microsecond=0)
        paper = self.paper
        self._start(lambda session, tell: papers.drawn(session, paper, options, now, tell), self._show)

    def save(self) -> None:
        """Ask for a file and write the sheet."""
        if not self._may_go_out():
            return
        path = self.places.ask(self, self._said(_SAVE_AS), PDF, self.paper.name, self.context.today())
        if path:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the sheet to this file, whole or not at all, and keep that it went out."""
        drawn = self.drawn
        assert drawn is not None
        pdf = drawn.pdf
        self.runner.query(
            self, lambda _session: papers.write(path, pdf), lambda _done: self._written(drawn, path), slot="save"
        )

    def print(self) -> None:
        """Ask for printer, copies and pages."""
        if self.drawn is None or not self._may_go_out():
            return
        panel = PrintPanel(self, self.paper.name, self.drawn.options, self.drawn.pages)
        panel.chosen.connect(self._print)
        panel.save_asked.connect(self.save)
        panel.open()

    def print_on(self, printer: QPrinter, job: PrintJob) -> None:
        """Print on this printer and keep that the sheet went out."""
        drawn, pages = self.drawn, self.pages
        assert drawn is not None
        assert pages is not None
        values = {"name": self.paper.name}

        def work(_session: Session, tell: Tell) -> int:
            return send(pages, printer, job, tell)

        self.runner.long(self, _SENDING, work, partial(self._sent, drawn, job), values, writes=False)

    def _may_go_out(self) -> bool:
        """Whether there is a sheet that may go out; a draft is only looked at, and a sentence says so."""
        if self.drawn is not None and self.drawn.held:
            self.runner.failed.emit(UserError(self.drawn.held))
            return False
        return self.drawn is not None

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        self._percent = quiet(_ZOOM, lambda: self.view.set_zoom(1.0), percent=100)
        for button in (
            secondary(_FIT_WIDTH, lambda: self.view.set_zoom(WIDTH)),
            secondary(_FIT_PAGE, lambda: self.view.set_zoom(PAGE)),
            secondary(_SMALLER, self.view.zoom_out),
            self._percent,
            secondary(_LARGER, self.view.zoom_in),
        ):
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.addLayout(tools)
        left.addWidget(self.notice)
        left.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(16))
        row.addLayout(left, 1)
        row.addWidget(self.options)
        self.body.addLayout(row, 1)
        self.new_button = secondary(_NEW, self._anew)
        self.new_button.hide()
        for each in (self.place, self.new_button):
            self.say_left(each)
        self.save_button, self.print_button = secondary(_SAVE, self.save), primary(_PRINT, self.print)
        self.set_buttons(secondary(_CLOSE, self.reject), self.save_button, self.print_button)
        self._allow(False)
        self.options.changed.connect(self.draw)
        self.view.page_changed.connect(lambda _number: self._tell_place())
        self.view.zoom_changed.connect(lambda _factor: self._tell_place())

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl++": self.view.zoom_in,
            "Ctrl+=": self.view.zoom_in,
            "Ctrl+-": self.view.zoom_out,
            "Ctrl+0": lambda: self.view.set_zoom(WIDTH),
            "Ctrl+P": self.print,
            "Ctrl+S": self.save,
        }
        for sequence, action in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(action)

    def _begin(self) -> None:
        if uuid := self.again:
            self.options.setEnabled(False)
            self._start(lambda session, tell: printouts.drawn_again(session, uuid, tell), self._show_again)
            return
        kind, today = self.paper.kind, self.context.today()

        def found(usual: PrintOptions) -> None:
            options = remembered(self.context.preferences, kind, usual)
            self.options.show_options(options)
            self.draw(options)

        self.runner.query(self, lambda session: papers.usual(kind, today, session), found, slot="usual")

    def _anew(self) -> None:
        """Draw a new sheet of the same kind, with today's records and a number of its own."""
        self.again = ""
        self.options.setEnabled(True)
        self.new_button.hide()
        if self.drawn is not None:
            self.draw(self.drawn.options)
        else:
            self._begin()

    def _start(self, work: Callable[[Session, Tell], Drawn | Again], then: Callable[..., None]) -> None:
        before, self._job = self._job, None
        if before is not None:
            before.cancel()
        self._allow(False)
        self._job = self.runner.long(
            self, _DRAWING, work, then, {"name": self.paper.name}, failed=self._failed, writes=False
        )

    def _show(self, drawn: Drawn) -> None:
        self._job = None
        self.drawn, self.pages = drawn, PdfPages(drawn.pdf)
        self.options.show_options(drawn.options)
        if not self.again:
            remember(self.context.preferences, self.paper.kind, drawn.options)
        self.notice.set_tone("soon")
        self.notice.say(drawn.held)
        self.notice.setVisible(bool(drawn.held))
        self.view.show_pages(self.pages)
        self._allow(True)
        self._tell_place()
        self.view.setFocus()

    def _show_again(self, again: Again) -> None:
        self._show(again.drawn)
        self.notice.set_tone("good" if again.same else "soon")
        self.notice.say(_SAME if again.same else printouts.CHANGED)
        self.notice.show()
        self.new_button.setVisible(not again.same)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._restore(_NOTHING)
        self.runner.failed.emit(error)

    def _end(self, job: Job) -> None:
        """A drawing that was given up by the person leaves what was there."""
        if job is self._job and job.cancelled:
            self._job = None
            self._restore(_STOPPED)

    def _restore(self, sentence: str) -> None:
        if self.drawn is not None:
            self.options.show_options(self.drawn.options)
            self._allow(True)
        self.notice.set_tone("soon")
        self.notice.say(_STOPPED if self.drawn is not None else sentence)
        self.notice.show()

    def _allow(self, allowed: bool) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(allowed)

    def _tell_place(self) -> None:
        if self.pages is not None:
            self.place.say(_PLACE, n=self.view.current + 1, m=len(self.pages))
            self._percent.say(_ZOOM, percent=round(self.view.factor * 100))

    def _print(self, job: PrintJob) -> None:
        self.print_on(QPrinter(QPrinterInfo.printerInfo(job.printer), QPrinter.PrinterMode.HighResolution), job)

    def _written(self, drawn: Drawn, path: Path) -> None:
        self._keep(drawn, printouts.SAVED, printouts.AS_FILE)
        self._tell(_WRITTEN, file=path.name)

    def _sent(self, drawn: Drawn, job: PrintJob, sides: int) -> None:
        self._keep(drawn, printouts.PRINTED, printouts.ON_PAPER)
        self._tell(_SENT, printer=job.printer, n=sides)

    def _keep(self, drawn: Drawn, title: str, way: str) -> None:
        store = self.runner.store
        if store is not None and store.read_only:
            self._tell(_NO_RECORD)
            return
        work = partial(printouts.record, drawn=drawn, way=way)
        self.runner.change(self, title, work, values={"name": drawn.paper.name})

    def _tell(self, message: str, **values: object) -> None:
        self.notice.set_tone("good")
        self.notice.say(message, **values)
        self.notice.show()
        self.said.emit(self.notice.text())

    def _said(self, message: str) -> str:
        return message.replace("{name}", self.paper.name)

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.view.close_pages()
