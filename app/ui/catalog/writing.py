"""From the catalog to paper and to files, where a person wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.operations import catalog_sheets, papers, printing
from app.operations.catalogs import ItemRow
from app.ui.disclosures.saving import PDF, Places, opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.ui.run import Tell
    from app.ui.widgets.page import Context

TABLES = ((N_("Excel 表格"), "*.xlsx"), (N_("CSV 表格"), "*.csv"), (N_("门户网页表格"), "*.html"))
EXPORT = N_("导出“{name}”")
PAPER = "items"
_SAVE_TABLE = N_("导出目录")
_SAVE_PAPER = N_("打印目录")
_WRITTEN = N_("已写到 {file}。")


class Writing:
    """Asks where to write, writes, and says where it went."""

    def __init__(self, asker: QWidget, context: Context, said: SignalInstance) -> None:
        self._asker, self._context, self._said = asker, context, said
        self._places = Places()

    def export(self, title: str, read: Callable[[Session], Sequence[ItemRow]]) -> None:
        """Write these items as a spreadsheet or as a table for the portal; `title` is already translated."""
        path = self._places.ask(self._asker, _SAVE_TABLE, TABLES, title, self._context.today())
        if path:
            self.export_to(path, title, read)

    def export_to(self, path: Path, title: str, read: Callable[[Session], Sequence[ItemRow]]) -> None:
        """Write these items to this file."""

        def work(session: Session, _tell: Tell) -> Path:
            catalog_sheets.export(read(session), title, path)
            return path

        self._context.runner.long(self._asker, EXPORT, work, self._done, {"name": title}, writes=False)

    def sheet(self, level: str, paper: str) -> None:
        """Draw the catalog, or the short list of a level, on A4 or A3, and open it for the printer."""
        title = _(printing.VILLAGE_TITLE if level == "village" else printing.CATALOG_TITLE)
        kept = self._context.preferences.current.papers
        self._context.preferences.remember(papers={**kept, PAPER: paper})
        path = self._places.ask(self._asker, _SAVE_PAPER, PDF, title, self._context.today())
        if path:
            self.sheet_to(path, title, level, paper)

    def sheet_to(self, path: Path, title: str, level: str, paper: str) -> None:
        """Write the sheet to this file and open it."""
        now = datetime.now()

        def work(session: Session, tell: Tell) -> Path:
            papers.write(path, printing.items_sheet(session, now, level, tell, printing.table_setup(paper == "A3")))
            return path

        self._context.runner.long(self._asker, printing.PRINTED, work, self._printed, {"name": title}, writes=False)

    def paper(self) -> str:
        """The paper used last for the catalog."""
        return self._context.preferences.current.papers.get(PAPER, "A4")

    def _printed(self, path: Path) -> None:
        self._done(path)
        opened(path)

    def _done(self, path: Path) -> None:
        self._said.emit(_(_WRITTEN).format(file=path.name))
