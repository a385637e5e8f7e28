"""From the villages' records to files and paper: where a person wants them, with progress, and a word when done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.ui.disclosures.saving import SHEET, Places, opened

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from app.operations.papers import Paper
    from app.ui.run import Tell
    from app.ui.widgets.page import Context

_EXPORT = N_("导出“{name}”")
_TEMPLATE = N_("保存“{name}”的空白模板")
_WRITTEN = N_("已写到 {file}。")
_BLANK = N_("{name}（空白模板）")


class Writing:
    """Asks where to write, writes, and says where it went."""

    def __init__(self, asker: QWidget, context: Context, said: SignalInstance) -> None:
        self._asker, self._context, self._said = asker, context, said
        self._places = Places()

    def export(self, title: str, write: Callable[[Session, Path], object]) -> None:
        """Write a table under a name that is asked for; `title` is already translated."""
        asked = _(_EXPORT).format(name=title)
        if path := self._places.ask(self._asker, asked, SHEET, title, self._context.today()):
            self.export_to(path, title, write)

    def export_to(self, path: Path, title: str, write: Callable[[Session, Path], object]) -> None:
        """Write the table to this file."""

        def work(session: Session, tell: Tell) -> Path:
            tell(0, 0)
            write(session, path)
            return path

        self._context.runner.long(self._asker, _EXPORT, work, self._done, {"name": title}, writes=False)

    def template(self, title: str, write: Callable[[Path], object]) -> None:
        """Write an empty sheet to fill in, and open it."""
        asked, proposed = _(_TEMPLATE).format(name=title), _(_BLANK).format(name=title)
        if path := self._places.ask(self._asker, asked, SHEET[:1], proposed, self._context.today()):
            self.template_to(path, write)

    def template_to(self, path: Path, write: Callable[[Path], object]) -> None:
        """Write the empty sheet to this file, and open it."""
        self._context.runner.query(self._asker, lambda _session: write(path), partial(self._open, path))

    def preview(self, paper: Paper) -> None:
        """Show a sheet as it will print."""
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        preview = Preview(self._asker, self._context, paper, places=self._places)
        preview.said.connect(self._said)
        preview.open()

    def _open(self, path: Path, _written: object) -> None:
        self._done(path)
        opened(path)

    def _done(self, path: Path) -> None:
        self._said.emit(_(_WRITTEN).format(file=path.name))
