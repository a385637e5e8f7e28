"""Search hits in groups by kind, as a list walks through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from app.i18n import N_, _
from app.ui.widgets.paged_table import ROW_ROLE, Index

if TYPE_CHECKING:
    from app.operations.search import SearchHit

SHOWN_BEFORE = 18  # characters before the hit that stay in sight
_GROUP = N_("{kind}（{n}）")
_OF = N_("{name}，由“{office}”报送")
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The line above the hits of one kind."""

    kind: str
    count: int


def grouped(hits: Sequence[SearchHit], kinds: Mapping[str, str]) -> list[GroupHead | SearchHit]:
    """Group after group, the group of the best hit first; `kinds` are the words for each kind, marked with N_."""
    groups: dict[str, list[SearchHit]] = {}
    for hit in hits:
        groups.setdefault(hit.kind, []).append(hit)
    lines: list[GroupHead | SearchHit] = []
    for kind, members in groups.items():
        lines += [GroupHead(kinds.get(kind, ""), len(members)), *members]
    return lines


def excerpt(hit: SearchHit) -> tuple[str, str, str]:
    """The text that answered as what stands before the hit, the hit, and what follows; long beginnings are cut."""
    before, after = hit.text[: hit.start], hit.text[hit.end :]
    if len(before) > SHOWN_BEFORE:
        before = "…" + before[-SHOWN_BEFORE:]
    return before, hit.text[hit.start : hit.end], after


class HitModel(QAbstractListModel):
    """Heads and hits; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[GroupHead | SearchHit] = ()

    def set_lines(self, lines: Sequence[GroupHead | SearchHit]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def hit(self, row: int) -> SearchHit | None:
        """The hit on this line; None on a head and outside."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return None if isinstance(line, GroupHead) else line

    def beside(self, row: int, step: int) -> int:
        """The next line in this direction that holds a hit; the same line where there is none."""
        place = row + step
        while 0 <= place < len(self.lines):
            if self.hit(place):
                return place
            place += step
        return row

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only hits can be chosen."""
        hit = self.hit(index.row())
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if hit else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a line says, for the eye and for a screen reader."""
        line = self.lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(line, GroupHead):
            return _(_GROUP).format(kind=_(line.kind), n=line.count)
        return _(_OF).format(name=line.name, office=line.brought_by) if line.brought_by else line.name
