"""Writing a file where a person wants it, and opening it with the computer's own program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import UserError
from app.i18n import N_
from app.ui.widgets.dialogs import save_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

PDF = ((N_("PDF 文件"), "*.pdf"),)
SHEET = ((N_("Excel 表格"), "*.xlsx"), (N_("CSV 表格"), "*.csv"))
_NOT_WRITTEN = N_("没有写成 {file}。请检查磁盘空间、文件夹权限，或文件是否正被其他程序打开。")


def written(path: Path, data: bytes) -> Path:
    """Write the bytes under a temporary name and rename, so that no half file is left; UserError if it fails."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(_NOT_WRITTEN, {"file": path.name}, str(error)) from error
    return path


def opened(path: Path) -> None:
    """Open a file with the program the computer has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Places:
    """Where the person saved last; the documents folder at first."""

    def __init__(self) -> None:
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def ask(
        self, parent: QWidget, title: str, patterns: Sequence[tuple[str, str]], name: str, today: date
    ) -> Path | None:
        """Ask where to write, proposing the last folder and a name with the date; None if the person thinks better."""
        ending = patterns[0][1].removeprefix("*")
        path = save_file(parent, title, patterns, self._folder / f"{name}_{today:%Y%m%d}{ending}")
        if path:
            self._folder = path.parent
        return path

    @property
    def folder(self) -> Path:
        """The last folder."""
        return self._folder

    def remember(self, path: Path) -> None:
        """A file was chosen from here."""
        self._folder = path.parent
