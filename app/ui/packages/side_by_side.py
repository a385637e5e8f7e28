"""Both versions of a record in conflict, beside each other: every field that differs, in full; the others by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.packages.disputes import FieldPair
from app.ui import theme
from app.ui.packages.field_names import field_name, value_words
from app.ui.widgets.buttons import Label
from app.ui.widgets.words import name

_BOTH = N_("两个版本对照")
OURS, THEIRS = N_("本单位现有"), N_("来件")
_EMPTY = N_("（空）")
_SAME = N_("其余 {n} 项相同：{fields}。")
_NO_DIFFERENCE = N_("两个版本的内容相同。")


class SideBySide(QWidget):
    """Field, ours, theirs; texts are never cut, since what differs may stand at their end."""

    def __init__(self, ours: str = OURS, theirs: str = THEIRS) -> None:
        super().__init__()
        self._headings = (ours, theirs)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(12))
        self._grid.setVerticalSpacing(theme.scaled(8))
        for column, share in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(column, share)
        self.same = Label(tone="quiet", wrap=True)
        name(self, _BOTH)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._grid)
        box.addWidget(self.same)

    def show_versions(self, table: str, pairs: Sequence[FieldPair]) -> None:
        """Show the fields of a record of this table."""
        self._clear()
        differing = [pair for pair in pairs if pair.differs]
        if differing:
            self._add(0, ("", *map(_, self._headings)), tone="quiet")
        for row, pair in enumerate(differing, 1):
            values = (value_words(table, pair.key, value) or _(_EMPTY) for value in (pair.ours, pair.theirs))
            self._add(row, (field_name(table, pair.key), *values))
        alike = [field_name(table, pair.key) for pair in pairs if not pair.differs]
        self.same.setVisible(bool(alike) or not differing)
        if differing:
            self.same.say(_SAME, n=len(alike), fields="、".join(dict.fromkeys(alike)))
        else:
            self.same.say(_NO_DIFFERENCE)

    def lines(self) -> list[tuple[str, ...]]:
        """What stands in the rows, the heading first."""
        rows = range(self._grid.rowCount())
        found = [tuple(self._text(row, column) for column in range(3)) for row in rows]
        return [line for line in found if any(line)]

    def _text(self, row: int, column: int) -> str:
        item = self._grid.itemAtPosition(row, column)
        label = item.widget() if item else None
        return label.text() if isinstance(label, QLabel) else ""

    def _add(self, row: int, texts: Sequence[str], tone: str = "") -> None:
        for column, text in enumerate(texts):
            label = QLabel(text)
            label.setProperty("tone", tone if column else "quiet")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, column)

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
