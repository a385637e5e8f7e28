"""Bringing a catalog in: read, show the plan, then take exactly what was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from app.i18n import N_, _
from app.operations import catalog_imports, catalog_sheets, refused_rows
from app.ui.catalog.starter_dialog import StarterDialog
from app.ui.widgets.buttons import Label
from app.ui.widgets.dialogs import open_file, save_file
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form
from app.ui.widgets.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.catalog_imports import CatalogPlan
    from app.ui.run import Tell
    from app.ui.widgets.page import Page

    Read = Callable[[Session, str], CatalogPlan]

SIZE = (900, 620)
VERSIONS = "versions"
PATTERNS = ((N_("目录表（Excel、WPS、Word、网页、CSV）"), "*.xlsx *.xls *.et *.ods *.docx *.html *.htm *.csv"),)
_SHEET = ((N_("Excel 表格"), "*.xlsx"),)
_OPEN = N_("选择目录表")
_READING = N_("读取目录 {file}")
_READING_PASTED = N_("读取粘贴的目录")
_READING_STARTER = N_("读取起步目录")
_PLAN = N_("导入方案：{name}")
_NAME = N_("目录名称")
_TAKE = N_("导入 {n} 项")
_NEXT = N_("导入后是“未采用”的一版。看过与现行目录的差别，再采用。")
_KEEP = N_("保存未采纳的行")
_KEPT = N_("未采纳的 {n} 行已写到 {file}，改好后可以再导入。")
_NO_TEXT = N_("剪贴板里没有文字。请先在网页或表格里选中整张目录表并复制，再粘贴。")
_DOMAIN = N_("领域")
_NAMELESS = N_("表里没有写领域。请填写领域（例如：社会救助），再按它重新读取；不同领域的目录各自生效。")
_AGAIN = N_("按这个领域重新读取")
_NO_DOMAIN = N_("没有填写领域，没有导入。请重新选择目录表，并填写领域。")
_HEADINGS = tuple(column.heading for column in catalog_sheets.COLUMNS)


class Importing(QObject):
    """Leads from a source to a new version of the catalog; the page then goes to that version."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._context, self._runner = page, page.context, page.runner
        self.dialog: PlanDialog | None = None

    def file(self) -> None:
        """Ask for a file and read it."""
        if path := open_file(self._page, _OPEN, PATTERNS):
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Plan the import of a file."""
        today = self._context.today()
        self._plan(_READING, lambda s, d: catalog_imports.plan_file(s, path, today, d), path, file=path.name)

    def clipboard(self) -> None:
        """Plan the import of what was copied; a web page's own table is better than its text."""
        copied = QGuiApplication.clipboard().mimeData()
        self.pasted(copied.html() if "<table" in copied.html().lower() else copied.text())

    def pasted(self, text: str) -> None:
        """Plan the import of a table that was copied."""
        if not text.strip():
            self._runner.failed.emit(UserError(_NO_TEXT))
            return
        today = self._context.today()
        self._plan(_READING_PASTED, lambda s, d: catalog_imports.plan_pasted(s, text, today, d), text)

    def starter(self) -> None:
        """Ask which domains of the starter catalog to take."""
        dialog = StarterDialog(self._page, self._runner)
        dialog.chosen.connect(self.read_starter)
        dialog.open()

    def read_starter(self, domains: Sequence[str]) -> None:
        """Plan the import of these domains of the starter catalog, or of the whole."""
        today = self._context.today()
        self._plan(_READING_STARTER, lambda s, _domain: catalog_imports.plan_starter(s, today, domains))

    def _plan(self, title: str, read: Read, source: Path | str = "", domain: str = "", **values: str) -> None:
        def work(session: Session, _tell: Tell) -> CatalogPlan:
            return read(session, domain)

        def again(typed: str) -> None:
            self._plan(title, read, source, typed, **values)

        self._runner.long(self, title, work, partial(self._show, source, again), values, writes=False)

    def _show(self, source: Path | str, again: Callable[[str], None], plan: CatalogPlan) -> None:
        name = _(plan.name)
        self.dialog = dialog = PlanDialog(self._page, _PLAN, plan.lines, name=name)
        fit(dialog, *SIZE)
        nameless = "" in plan.domains
        form = Form((FieldSpec("name", _NAME, required=True), FieldSpec("domain", _DOMAIN, required=True)))
        form.show_field("domain", nameless)
        form.set_values({"name": name})
        dialog.body.insertWidget(0, form)
        dialog.body.insertWidget(1, Label(_NAMELESS if nameless else _NEXT, tone="quiet", wrap=True))
        for note in plan.notes:
            dialog.body.insertWidget(1, Label(note, tone="soon", wrap=True))
        dialog.accept_button.say(_AGAIN if nameless else _TAKE, n=len(plan.rows))
        dialog.accept_button.setEnabled(bool(plan.rows))
        dialog.keep_refused.connect(lambda: self._keep(plan, source))
        dialog.accepted.connect(lambda: self._go_on(plan, form.values(), again))
        dialog.finished.connect(lambda _result: self._closed(dialog))
        dialog.open()

    def _go_on(self, plan: CatalogPlan, typed: Mapping[str, str], again: Callable[[str], None]) -> None:
        """Take the plan; if its rows name no domain, read them again in the one that was typed and show that plan."""
        if "" not in plan.domains:
            self._accept(plan, typed["name"])
        elif typed["domain"].strip():
            again(typed["domain"].strip())
        else:
            self._runner.failed.emit(UserError(_NO_DOMAIN))

    def _closed(self, dialog: PlanDialog) -> None:
        if self.dialog is dialog:  # reading again has shown another by now
            self.dialog = None

    def _accept(self, plan: CatalogPlan, typed: str) -> None:
        name = plan.name if typed in ("", _(plan.name)) else typed  # our own name stays in the source language
        self._runner.change(
            self,
            catalog_imports.IMPORT,
            lambda session: catalog_imports.accept(session, plan, name),
            lambda uuid: self._page.go.emit(VERSIONS, uuid),
            {"name": name, "n": len(plan.rows)},
        )

    def _keep(self, plan: CatalogPlan, source: Path | str) -> None:
        if path := save_file(self._page, _KEEP, _SHEET, _(refused_rows.TITLE) + ".xlsx"):
            self.keep_to(path, plan, source)

    def keep_to(self, path: Path, plan: CatalogPlan, source: Path | str) -> None:
        """Write the rows that were not taken, with their reasons, to this file."""

        def work(_session: Session, _tell: Tell) -> int:
            return refused_rows.save(path, plan.lines, source, _HEADINGS)

        self._runner.long(self, _KEEP, work, partial(self._kept, path), writes=False)

    def _kept(self, path: Path, rows: int) -> None:
        self._page.said.emit(_(_KEPT).format(n=rows, file=path.name))
