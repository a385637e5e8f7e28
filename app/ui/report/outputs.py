"""The report to files and paper, and years brought in from files: with a plan, progress, and a word when done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.i18n import N_, _
from app.operations import papers, report_files
from app.ui.disclosures.saving import Places, opened
from app.ui.report.bar import FILES
from app.ui.villages.importing import show_notes
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.annual_reports import Report
    from app.operations.report_files import ReportPlan
    from app.ui.report.reading import Asked
    from app.ui.run import Tell
    from app.ui.widgets.page import Page

BROUGHT = ((N_("年度报告数据"), "*.json *.xlsx"), (N_("所有文件"), "*"))
XLSX = ((N_("Excel 表格"), "*.xlsx"),)
_EXPORT, _IMPORT, _TEMPLATE = N_("导出年度报告"), N_("导入年度报告的数据"), N_("保存填报模板")
_EXPORTING, _READING, _PLAN = N_("导出 {file}"), N_("读取 {file}"), N_("导入计划：{file}")
_NAME, _BLANK = N_("{office}{year}年度报告"), N_("{year}年度报告填报模板")
_WRITTEN = N_("已存为 {file}")
_NOTHING = N_("没有读到年度报告的数字。请用本程序导出的 JSON 或 Excel 文件，或填好的模板。")


class Outputs(QObject):
    """Writes reports and brings them in."""

    said = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._context, self._runner = page, page.context, page.runner
        self._places = Places()
        self.dialog: PlanDialog | None = None

    def export(self, asked: Asked, report: Report, ending: str) -> None:
        """Ask where to, and write the report there."""
        words = FILES[ending]
        title = _(_NAME).format(office=report.office, year=report.year)
        patterns = ((words.removesuffix("…"), f"*{ending}"),)
        if path := self._places.ask(self._page, _(_EXPORT), patterns, title, self._context.today()):
            self.export_to(path, asked)

    def export_to(self, path: Path, asked: Asked) -> None:
        """Write the report to this file, by its ending."""

        def work(session: Session, tell: Tell) -> Path:
            report_files.write(session, asked.office_code, asked.year, asked.scope, path, tell=tell)
            return path

        self._runner.long(self, _EXPORTING, work, self._written, {"file": path.name}, writes=False)

    def preview(self, asked: Asked) -> None:
        """Show the report as it will print."""
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        paper = papers.report_of(asked.office_code, asked.year, asked.scope)
        preview = Preview(self._page, self._context, paper, places=self._places)
        preview.said.connect(self.said)
        preview.open()

    def template(self, report: Report) -> None:
        """Write an empty sheet of the form to fill in, and open it."""
        title = _(_BLANK).format(year=report.year)
        if path := self._places.ask(self._page, _(_TEMPLATE), XLSX, title, self._context.today()):
            self.template_to(path, report.form.id, opened)

    def template_to(self, path: Path, form: str, then: Callable[[Path], object]) -> None:
        """Write the empty sheet to this file, and do this with it."""

        def done(_written: object) -> None:
            self._written(path)
            then(path)

        self._runner.query(self, lambda _session: report_files.template(path, form), done, slot="template")

    def bring_in(self) -> None:
        """Ask for a file, show what would be taken from it."""
        if path := open_file(self._page, _(_IMPORT), BROUGHT, self._places.folder):
            self._places.remember(path)
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Show the plan of a file."""
        today = self._context.today()

        def work(session: Session, tell: Tell) -> ReportPlan:
            tell(0, 0)
            return report_files.plan_file(session, path, today)

        then = partial(self._show, path.name)
        self._runner.long(self, _READING, work, then, {"file": path.name}, writes=False)

    def _show(self, called: str, plan: ReportPlan) -> None:
        if not plan.lines:
            self._runner.failed.emit(UserError(_NOTHING, details="\n".join(plan.notes)))
            return
        self.dialog = dialog = PlanDialog(self._page, _PLAN, plan.lines, file=called)
        show_notes(dialog, plan.notes)
        dialog.keep_button.hide()
        dialog.accepted.connect(partial(self._accept, plan))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _accept(self, plan: ReportPlan) -> None:
        def work(session: Session, tell: Tell) -> int:
            return report_files.accept(session, plan, tell)

        values = {"year": plan.year, "n": plan.taken}
        self._runner.long(self, report_files.IMPORT, work, lambda _n: None, values)

    def _written(self, path: Path) -> None:
        self.said.emit(_(_WRITTEN).format(file=path.name))
