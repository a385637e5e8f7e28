"""Files and paper of the register: import with its plan, template, export, print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.i18n import N_, _
from app.operations import disclosure_sheets, papers, refused_rows
from app.operations.disclosure_sheets import DisclosurePlan
from app.ui.disclosures.saving import SHEET, Places, opened
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.operations.disclosure_lists import DisclosureFilter
    from app.operations.papers import Paper
    from app.ui.run import Tell
    from app.ui.widgets.page import Context

TABLES = ((N_("表格"), "*.xlsx *.xls *.ods *.csv *.docx *.html *.htm"), (N_("所有文件"), "*"))
XLSX = SHEET[:1]
_IMPORT, _TEMPLATE, _EXPORT = N_("导入公开信息"), N_("保存导入模板"), N_("导出台账")
_PLANNING = N_("读取 {file}")
_PASTED = N_("粘贴的内容")
_PLAN = N_("导入计划：{file}")
_REGISTER = N_("主动公开台账")
_EXPORTING = N_("导出 {file}")
_WRITTEN = N_("已存为 {file}")
_REFUSED_WRITTEN = N_("已把未采纳的 {n} 行存为 {file}，改正后可以再导入")
_NOTHING = N_("没有读到可以导入的行。请先在表格软件里选中要粘贴的行并复制；第一行应是列名，可以用“模板”的列名。")
_BLANK = N_("空白模板")


class Transfer(QObject):
    """Takes items from sheets and puts the register on sheets and paper; long work shows progress."""

    said = Signal(str)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._runner, self._page = context, context.runner, page
        self._places = Places()

    def import_file(self) -> None:
        """Ask for a file, show its plan, and carry it out."""
        path = open_file(self._page, _IMPORT, TABLES, self._places.folder)
        if path:
            self._places.remember(path)
            self.plan_file(path)

    def plan_file(self, path: Path) -> None:
        """Show the plan of a file."""
        today = self._context.today()
        self._plan(lambda session: disclosure_sheets.plan_file(session, path, today), path.name, path)

    def paste(self, text: str) -> None:
        """Show the plan of rows that were copied from a spreadsheet."""
        today = self._context.today()
        if text.strip():
            self._plan(lambda session: disclosure_sheets.plan_pasted(session, text, today), _(_PASTED), text)

    def template(self) -> None:
        """Write an empty sheet to fill in."""
        path = self._ask(_TEMPLATE, XLSX, _BLANK)
        if path:
            self._runner.query(self, lambda _s: disclosure_sheets.write_template(path), lambda _r: self._open(path))

    def export(self, wanted: DisclosureFilter) -> None:
        """Write the filtered register as a sheet."""
        path, today = self._ask(_EXPORT, SHEET, _REGISTER), self._context.today()
        if path is None:
            return

        def work(session: Session, tell: Tell) -> None:
            tell(0, 0)
            disclosure_sheets.export(session, wanted, today, path)

        self._runner.long(
            self, _EXPORTING, work, lambda _r: self._tell_written(path), {"file": path.name}, writes=False
        )

    def print_register(self, wanted: DisclosureFilter) -> None:
        """Show the filtered register as it will print."""
        self._preview(papers.register_of(wanted))

    def print_due(self, wanted: DisclosureFilter) -> None:
        """Show what the filter shows as it will print, each with the reason of its day."""
        self._preview(papers.due_of(wanted))

    def print_slip(self, uuid: str) -> None:
        """Show the slip of the five gates of one item as it will print."""
        self._preview(papers.slip_of(uuid))

    def print_reason(self, uuid: str) -> None:
        """Show the reason of one item's due date as it will print."""
        self._preview(papers.reason_of(uuid))

    def _ask(self, title: str, patterns: Any, stem: str, **values: str) -> Path | None:
        return self._places.ask(self._page, _(title).format(**values), patterns, _(stem), self._context.today())

    def _preview(self, paper: Paper) -> None:
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        preview = Preview(self._page, self._context, paper, places=self._places)
        preview.said.connect(self.said)
        preview.open()

    def _plan(self, read: Callable[[Session], DisclosurePlan], name: str, source: Path | str) -> None:
        def work(session: Session, tell: Tell) -> DisclosurePlan:
            tell(0, 0)
            return read(session)

        self._runner.long(self, _PLANNING, work, partial(self._show_plan, name, source), {"file": name}, writes=False)

    def _show_plan(self, name: str, source: Path | str, plan: DisclosurePlan) -> None:
        if not plan.lines:
            detail = "\n".join(plan.notes)
            self._runner.failed.emit(UserError(_NOTHING, details=detail))
            return
        dialog = PlanDialog(self._page, _PLAN, plan.lines, file=name)
        dialog.accepted.connect(partial(self._accept, plan))
        dialog.keep_refused.connect(partial(self._keep_refused, plan, source))
        dialog.open()

    def _accept(self, plan: DisclosurePlan) -> None:
        today = self._context.today()
        self._runner.long(
            self,
            disclosure_sheets.IMPORT,
            lambda session, tell: disclosure_sheets.accept(session, plan, today, tell),
            lambda _n: None,
            {"n": len(plan.ready)},
        )

    def _keep_refused(self, plan: DisclosurePlan, source: Path | str) -> None:
        path = self._ask(refused_rows.TITLE, XLSX, refused_rows.TITLE)
        if path is None:
            return
        headings = [column.heading for column in disclosure_sheets.COLUMNS]

        def told(n: int) -> None:
            self.said.emit(_(_REFUSED_WRITTEN).format(n=n, file=path.name))

        self._runner.query(self, lambda _s: refused_rows.save(path, plan.lines, source, headings), told)

    def _tell_written(self, path: Path) -> None:
        self.said.emit(_(_WRITTEN).format(file=path.name))

    def _open(self, path: Path) -> None:
        self._tell_written(path)
        opened(path)
