"""One search over everything, from every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from app.i18n import N_, _
from app.ui import theme
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.search import SearchHit
    from app.ui.run import Runner

WAIT_MILLISECONDS = 120
WIDTH, HEIGHT = 560, 420
_HINT = N_("搜索全部（Ctrl+K）")
_NAME = N_("搜索全部")
_NOTHING = N_("没有找到“{words}”。可以换一个词，或只打拼音首字母。")


Find = Callable[["Session", str], "Sequence[SearchHit]"]


class SearchBox(QLineEdit):
    """A line whose answers stand under it; arrows walk through them, Enter opens, Escape goes back."""

    chosen = Signal(object)  # SearchHit

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._find: Find | None = None
        self._kinds: dict[str, str] = {}
        self._hits: Sequence[SearchHit] = ()
        self._popup: QFrame | None = None
        self._list = QListWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.setClearButtonEnabled(True)
        say(self, self.setPlaceholderText, _HINT)
        name(self, _NAME)
        self.textEdited.connect(lambda _text: self._timer.start())
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(lambda _item: self._choose())

    def use(self, find: Find, kinds: dict[str, str]) -> None:
        """Search with this; `kinds` are the words for each kind of record, marked with N_."""
        self._find, self._kinds = find, kinds

    def look(self) -> None:
        """Look for what stands in the line now."""
        words = self.text().strip()
        find = self._find
        if not words or find is None:
            self.fold()
            return
        self._runner.query(self, lambda session: find(session, words), self._show, slot="search")

    def fold(self) -> None:
        """Take the answers away."""
        if self._popup:
            self._popup.hide()

    def hits(self) -> Sequence[SearchHit]:
        """What was found last."""
        return self._hits

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Escape goes back."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(max(0, min(self._list.currentRow() + step, len(self._hits) - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.fold()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Answers go when the keyboard goes."""
        if event.type() == QEvent.Type.FocusOut:
            self.fold()
        return super().event(event)

    def _show(self, hits: Sequence[SearchHit]) -> None:
        self._hits = hits
        self._list.clear()
        for hit in hits:
            item = QListWidgetItem()
            label = QLabel(self._line(hit))
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setContentsMargins(theme.scaled(8), theme.scaled(4), theme.scaled(8), theme.scaled(4))
            item.setSizeHint(label.sizeHint())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, hit.name)
            self._list.addItem(item)
            self._list.setItemWidget(item, label)
        if not hits:
            self._list.addItem(_(_NOTHING).format(words=self.text().strip()))
        self._list.setCurrentRow(0 if hits else -1)
        self._unfold()

    def _line(self, hit: SearchHit) -> str:
        before, found, after = hit.text[: hit.start], hit.text[hit.start : hit.end], hit.text[hit.end :]
        text = f"{escape(before)}<b>{escape(found)}</b>{escape(after)}"
        quiet = theme.colours(self).quiet
        kind = f'<span style="color:{quiet}">{escape(_(self._kinds.get(hit.kind, "")))}</span>'
        above = "" if hit.text == hit.name else f"{escape(hit.name)}<br>"
        return f"{above}{text} &nbsp; {kind}"

    def _unfold(self) -> None:
        if self._popup is None:
            self._popup = QFrame(self.window())
            self._popup.setProperty("card", True)
            box = QVBoxLayout(self._popup)
            box.addWidget(self._list)
        window = self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + theme.scaled(4)))
        width = min(theme.scaled(WIDTH), window.width() - theme.scaled(16))
        left = min(corner.x(), window.width() - width - theme.scaled(8))
        rows = sum(self._list.sizeHintForRow(number) for number in range(self._list.count()))
        height = min(rows + theme.scaled(32), theme.scaled(HEIGHT), window.height() - corner.y() - theme.scaled(8))
        self._popup.setGeometry(left, corner.y(), width, height)
        self._popup.show()
        self._popup.raise_()

    def _choose(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._hits):
            self.fold()
            self.chosen.emit(self._hits[row])
