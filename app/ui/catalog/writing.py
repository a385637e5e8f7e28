"""From the catalog to paper and to files, where a person wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.operations import catalog_sheets, papers
from app.operations.catalogs import ItemRow
from app.ui.disclosures.saving import Places

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.ui.run import Tell
    from app.ui.widgets.page import Context

TABLES = ((N_("Excel 表格"), "*.xlsx"), (N_("CSV 表格"), "*.csv"), (N_("门户网页表格"), "*.html"))
EXPORT = N_("导出“{name}”")
_SAVE_TABLE = N_("导出目录")
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
            catalog_sheets.export(session, read(session), title, path)
            return path

        self._context.runner.long(self._asker, EXPORT, work, self._done, {"name": title}, writes=False)

    def preview(self, level: str) -> None:
        """Show the catalog, or the short list of a level, as it will print."""
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        preview = Preview(self._asker, self._context, papers.items_of(level), places=self._places)
        preview.said.connect(self._said)
        preview.open()

    def _done(self, path: Path) -> None:
        self._said.emit(_(_WRITTEN).format(file=path.name))
