"""Bringing villages in from a table: read, show the plan, then take exactly what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from app.i18n import N_, _
from app.operations import refused_rows, village_sheets
from app.ui.disclosures.saving import SHEET, Places
from app.ui.disclosures.transfer import TABLES
from app.ui.widgets.buttons import Label
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.village_sheets import VillagePlan
    from app.ui.run import Tell
    from app.ui.widgets.page import Page

_OPEN = N_("选择嘎查村名单")
_READING = N_("读取 {file}")
_PLAN = N_("导入计划：{file}")
_PASTED = N_("粘贴的内容")
_NOTHING = N_("没有读到可以导入的行。第一行应是列名，可以用“模板”的列名。")
_KEPT = N_("未采纳的 {n} 行已写到 {file}，改好后可以再导入。")


def show_notes(dialog: PlanDialog, notes: Sequence[str]) -> None:
    """Write what concerns a plan as a whole above its rows."""
    for number, note in enumerate(notes):
        dialog.body.insertWidget(number, Label(note, tone="soon", wrap=True))


class PlaceImport(QObject):
    """Leads from a file to the villages in it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._context, self._runner = page, page.context, page.runner
        self._places = Places()
        self.dialog: PlanDialog | None = None

    def file(self) -> None:
        """Ask for a file and read it."""
        if path := open_file(self._page, _OPEN, TABLES, self._places.folder):
            self._places.remember(path)
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Plan the import of a file."""
        today = self._context.today()

        def work(session: Session, tell: Tell) -> VillagePlan:
            tell(0, 0)
            return village_sheets.plan_file(session, path, today)

        values = {"file": path.name}
        self._runner.long(self, _READING, work, partial(self._show, path.name, path), values, writes=False)

    def clipboard(self) -> None:
        """Plan the import of what was copied from a spreadsheet."""
        self.pasted(QGuiApplication.clipboard().text())

    def pasted(self, text: str) -> None:
        """Plan the import of rows that were copied."""
        today = self._context.today()
        if not text.strip():
            self._runner.failed.emit(UserError(_NOTHING))
            return

        def work(session: Session, tell: Tell) -> VillagePlan:
            tell(0, 0)
            return village_sheets.plan_pasted(session, text, today)

        values = {"file": _(_PASTED)}
        self._runner.long(self, _READING, work, partial(self._show, values["file"], text), values, writes=False)

    def _show(self, called: str, source: Path | str, plan: VillagePlan) -> None:
        if not plan.lines:
            self._runner.failed.emit(UserError(_NOTHING, details="\n".join(plan.notes)))
            return
        self.dialog = dialog = PlanDialog(self._page, _PLAN, plan.lines, file=called)
        show_notes(dialog, plan.notes)
        dialog.accepted.connect(partial(self._accept, plan))
        dialog.keep_refused.connect(partial(self._keep, plan, source))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _accept(self, plan: VillagePlan) -> None:
        def work(session: Session, tell: Tell) -> int:
            return village_sheets.accept(session, plan, tell)

        self._runner.long(self, village_sheets.IMPORT, work, lambda _n: None, {"n": len(plan.ready)})

    def _keep(self, plan: VillagePlan, source: Path | str) -> None:
        title, today = _(refused_rows.TITLE), self._context.today()
        if path := self._places.ask(self._page, refused_rows.TITLE, SHEET[:1], title, today):
            self.keep_to(path, plan, source)

    def keep_to(self, path: Path, plan: VillagePlan, source: Path | str) -> None:
        """Write the rows that were not taken, with their reasons, to this file."""
        headings = [column.heading for column in village_sheets.COLUMNS]

        def kept(rows: int) -> None:
            self._page.said.emit(_(_KEPT).format(n=rows, file=path.name))

        self._runner.query(self, lambda _s: refused_rows.save(path, plan.lines, source, headings), kept)
