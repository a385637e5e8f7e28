"""The files of an item: added by a dialog or dropped here, saved elsewhere, opened, taken off."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import attachments
from app.operations.attachments import AttachmentRow
from app.ui import theme
from app.ui.disclosures.saving import opened, written
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.dialogs import open_files, save_file
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import size_words
from app.ui.widgets.small_table import SmallTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from app.ui.run import Runner, Tell

ANY = ((N_("所有文件"), "*"),)
HEIGHT = 180
_HINT = N_("把文件拖到这里，或按“添加”。内容相同的文件只存一份。")
_ADD, _SAVE, _OPEN, _REMOVE = N_("添加…"), N_("另存为…"), N_("打开"), N_("移除")
_READING = N_("读取附件")
_TWICE = N_("{n} 个附件的内容与已有附件相同，只存一份。")

COLUMNS = (
    ColumnSpec("name", N_("文件名"), 0),
    ColumnSpec("size", N_("大小"), 100, align="right", value=lambda row: size_words(row.size)),
)


class FilesSection(QWidget):
    """The attachments of one record."""

    said = Signal(str)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._uuid = ""
        self.setAcceptDrops(True)
        self.table = SmallTable(COLUMNS, ())
        self.table.setMinimumHeight(theme.scaled(HEIGHT))
        self.table.opened.connect(self._open)
        self._buttons = [
            secondary(_OPEN, lambda: self._with_current(self._open)),
            secondary(_SAVE, lambda: self._with_current(self._save)),
            secondary(_REMOVE, lambda: self._with_current(self._remove)),
        ]
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(secondary(_ADD, self._choose))
        for button in self._buttons:
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Label(_HINT, tone="quiet", wrap=True))
        box.addWidget(row)
        box.addWidget(self.table)
        box.addStretch(1)
        self.table.current_changed.connect(self._enable)

    def show_files(self, uuid: str, files: Sequence[AttachmentRow]) -> None:
        """Show the files of this record."""
        self._uuid = uuid
        self.table.set_rows(files)
        if files:
            self.table.selectRow(0)

    def add(self, paths: Sequence[Path]) -> None:
        """Read these files and add them to the record, as one operation."""
        uuid = self._uuid

        def read(_session: Session, tell: Tell) -> list[tuple[str, bytes]]:
            found = []
            for number, path in enumerate(paths):
                tell(number, len(paths))
                found.append(attachments.read(path))
            return found

        def attach(session: Session, files: Sequence[tuple[str, bytes]]) -> int:
            return sum(attachments.attach(session, uuid, name, data) for name, data in files)

        def then(files: list[tuple[str, bytes]]) -> None:
            self._runner.change(self, attachments.ATTACH, lambda s: attach(s, files), self._tell_twice)

        if paths and uuid:
            self._runner.long(self, _READING, read, then, writes=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped."""
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _tell_twice(self, known: int) -> None:
        if known:
            self.said.emit(_(_TWICE).format(n=known))

    def _enable(self, row: object) -> None:
        for button in self._buttons:
            button.setEnabled(row is not None)

    def _choose(self) -> None:
        self.add(open_files(self, _ADD, ANY))

    def _with_current(self, act: Callable[[AttachmentRow], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def _save(self, row: AttachmentRow) -> None:
        path = save_file(self, _SAVE, ANY, row.name)
        if path:
            self._runner.query(self, lambda s: written(path, attachments.content(s, row.sha256)), self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self.said.emit(_(N_("已存为 {file}")).format(file=path.name))

    def _open(self, row: AttachmentRow) -> None:
        folder = Path(tempfile.mkdtemp(prefix="iltod-"))
        self._runner.query(
            self,
            lambda session: written(folder / row.name, attachments.content(session, row.sha256)),
            opened,
        )

    def _remove(self, row: AttachmentRow) -> None:
        self._runner.change(self, attachments.DETACH, lambda session: attachments.detach(session, row.uuid))
