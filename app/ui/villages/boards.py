"""The boards of a place (村务公开栏): a line each, with what can be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import villages
from app.operations.villages import BoardRow
from app.ui import theme
from app.ui.run import Runner
from app.ui.villages.choosing import spoken
from app.ui.widgets.buttons import Label, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.folding import Folding

_TITLE = N_("公示栏")
_NONE = N_("还没有登记公示栏。登记后，张贴公示时可以选贴在哪一处。")
_ADD, _EDIT, _REMOVE = N_("添加公示栏…"), N_("修改"), N_("删除")
_AT = N_("{name}（{place}）")


def board_words(row: BoardRow) -> str:
    """What a board is called in the language in use, and where it hangs."""
    name = spoken(row.name, row.name_mn)
    return _(_AT).format(name=name, place=row.place) if row.place else name


class BoardsBox(QWidget):
    """The boards of one place. `asked` carries the one to correct, or None for a new one."""

    asked = Signal(object)  # BoardRow or None

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._rows: Sequence[BoardRow] = ()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.add_button = secondary(_ADD, lambda: self.asked.emit(None))
        self._lines = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.scaled(8), 0, 0)
        box.setSpacing(theme.scaled(4))
        box.addWidget(Label(_TITLE, tone="quiet", wrap=True))
        box.addWidget(self.nothing)
        box.addLayout(self._lines)
        box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_place(self, code: str) -> None:
        """Show the boards of the place with this code; of none without."""
        if code:
            self._runner.query(self, lambda session: villages.boards(session, code), self._take, slot="boards")

    def rows(self) -> Sequence[BoardRow]:
        """The boards that are shown."""
        return self._rows

    def remove(self, row: BoardRow) -> None:
        """Take a board off the list; it can be undone."""
        work = partial(villages.remove_board, uuid=row.uuid)
        self._runner.change(self, villages.REMOVE_BOARD, work, values={"name": row.name})

    def _take(self, rows: Sequence[BoardRow]) -> None:
        self._rows = rows
        while self._lines.count():
            item = self._lines.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._lines.addWidget(self._line(row))
        self.nothing.setVisible(not rows)

    def _line(self, row: BoardRow) -> QWidget:
        words = Label(wrap=True)
        words.setText(board_words(row))
        ways = QWidget()
        flow = Flow(ways)
        flow.addWidget(quiet(_EDIT, lambda: self.asked.emit(row)))
        flow.addWidget(quiet(_REMOVE, lambda: self.remove(row)))
        return Folding(words, ways)
