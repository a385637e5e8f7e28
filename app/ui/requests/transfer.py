"""Files and paper of the requests: import with its plan, template, export, and sheets as they will print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.i18n import N_, _
from app.operations import letters, papers, refused_rows, request_entry, request_sheets
from app.rules.letters import LETTER_NAMES, LetterKind
from app.ui.disclosures.saving import SHEET, Places, opened
from app.ui.disclosures.transfer import TABLES, XLSX
from app.ui.widgets.buttons import Label
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.operations.papers import Paper
    from app.operations.request_lists import RequestFilter
    from app.operations.request_sheets import RequestPlan
    from app.ui.run import Tell
    from app.ui.widgets.page import Context

_IMPORT, _TEMPLATE, _EXPORT = N_("导入申请"), N_("保存申请导入模板"), N_("导出申请")
_PLANNING, _EXPORTING = N_("读取 {file}"), N_("导出 {file}")
_PLAN = N_("导入计划：{file}")
_BLANK = N_("依申请公开空白模板")
_WRITTEN = N_("已存为 {file}")
_REFUSED_WRITTEN = N_("已把未采纳的 {n} 行存为 {file}，改正后可以再导入")
_PASTED = N_("粘贴的内容")
_NOTHING = N_("没有读到可以导入的申请。表格第一行应是列名，可以用“模板”的列名。")


class Transfer(QObject):
    """Takes requests from sheets, also those of past years, and puts the register on sheets and paper."""

    said = Signal(str)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._runner, self._page = context, context.runner, page
        self._places = Places()

    def import_file(self) -> None:
        """Ask for a file, show its plan, and carry it out."""
        if path := open_file(self._page, _IMPORT, TABLES, self._places.folder):
            self._places.remember(path)
            self.plan_file(path)

    def plan_file(self, path: Path) -> None:
        """Show the plan of a file."""
        today = self._context.today()
        self._plan(lambda session: request_sheets.plan_file(session, path, today), path.name, path)

    def paste(self, text: str) -> None:
        """Show the plan of rows that were copied from a spreadsheet."""
        today = self._context.today()
        if text.strip():
            self._plan(lambda session: request_sheets.plan_pasted(session, text, today), _(_PASTED), text)

    def template(self) -> None:
        """Write an empty sheet to fill in, and open it."""
        if path := self._places.ask(self._page, _TEMPLATE, XLSX, _(_BLANK), self._context.today()):
            self._runner.query(self, lambda _s: request_sheets.write_template(path), lambda _r: self._open(path))

    def export(self, wanted: RequestFilter) -> None:
        """Write the filtered list as a sheet; what is private is hidden as the office set it."""
        today = self._context.today()
        path = self._places.ask(self._page, _EXPORT, SHEET, _(request_sheets.TITLE), today)
        if path is None:
            return

        def work(session: Session, tell: Tell) -> int:
            tell(0, 0)
            return request_sheets.export(session, wanted, today, path)

        self._runner.long(self, _EXPORTING, work, lambda _n: self._tell(path), {"file": path.name}, writes=False)

    def print_register(self, wanted: RequestFilter) -> None:
        """Show the filtered register as it will print."""
        self.preview(papers.requests_of(wanted))

    def print_receipt(self, uuid: str) -> None:
        """Make the receipt of a request (登记回执) unless there is one, and show it as it will print."""
        work = partial(request_entry.receipt, uuid=uuid, today=self._context.today())
        values = {"name": _(LETTER_NAMES[LetterKind.RECEIPT])}
        self._runner.change(self, letters.WRITE, work, self._show_receipt, values)

    def _show_receipt(self, letter: str) -> None:
        self.preview(papers.letter_of(letter, LetterKind.RECEIPT))

    def preview(self, paper: Paper) -> None:
        """Show a sheet as it will print."""
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        preview = Preview(self._page, self._context, paper, places=self._places)
        preview.said.connect(self.said)
        preview.open()

    def _plan(self, read: Callable[[Session], RequestPlan], name: str, source: Path | str) -> None:
        def work(session: Session, tell: Tell) -> RequestPlan:
            tell(0, 0)
            return read(session)

        self._runner.long(self, _PLANNING, work, partial(self._show_plan, name, source), {"file": name}, writes=False)

    def _show_plan(self, name: str, source: Path | str, plan: RequestPlan) -> None:
        if not plan.lines:
            self._runner.failed.emit(UserError(_NOTHING, details="\n".join(plan.notes)))
            return
        dialog = PlanDialog(self._page, _PLAN, plan.lines, file=name)
        for number, note in enumerate(plan.notes):
            dialog.body.insertWidget(number, Label(note, tone="soon", wrap=True))
        dialog.accepted.connect(partial(self._accept, plan))
        dialog.keep_refused.connect(partial(self._keep_refused, plan, source))
        dialog.open()

    def _accept(self, plan: RequestPlan) -> None:
        def work(session: Session, tell: Tell) -> int:
            return request_sheets.accept(session, plan, tell)

        self._runner.long(self, request_sheets.IMPORT, work, lambda _n: None, {"n": len(plan.ready)})

    def _keep_refused(self, plan: RequestPlan, source: Path | str) -> None:
        title = refused_rows.TITLE
        path = self._places.ask(self._page, title, XLSX, _(title), self._context.today())
        if path is None:
            return
        headings = [column.heading for column in request_sheets.COLUMNS]

        def told(n: int) -> None:
            self.said.emit(_(_REFUSED_WRITTEN).format(n=n, file=path.name))

        self._runner.query(self, lambda _s: refused_rows.save(path, plan.lines, source, headings), told)

    def _tell(self, path: Path) -> None:
        self.said.emit(_(_WRITTEN).format(file=path.name))

    def _open(self, path: Path) -> None:
        self._tell(path)
        opened(path)
