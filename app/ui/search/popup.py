"""One search over everything: the answers under the line, walked through without leaving it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from app.i18n import N_
from app.ui import theme
from app.ui.search.drawing import HitDelegate
from app.ui.search.groups import HitModel, grouped
from app.ui.widgets.buttons import Label
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.search import SearchHit
    from app.ui.run import Runner


Find = Callable[["Session", str], "Sequence[SearchHit]"]

WAIT_MILLISECONDS = 120
WIDTH, HEIGHT = 560, 420
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_NAME = N_("搜索结果")
_NOTHING = N_("没有找到“{words}”。可以换一个词，或只打拼音首字母。")


class SearchPopup(QFrame):
    """Follows a line of text; Up and Down walk, Enter opens, Escape empties the line."""

    chosen = Signal(object)  # SearchHit

    def __init__(self, runner: Runner, line: QLineEdit) -> None:
        super().__init__(line.window())
        self._runner, self._line = runner, line
        self._find: Find | None = None
        self._kinds: dict[str, str] = {}
        self._hits: Sequence[SearchHit] = ()
        self.model = HitModel(self)
        self.list = QListView()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True, words="")
        self._timer = QTimer(self)
        self._lay_out()
        line.textEdited.connect(lambda _text: self._timer.start())
        line.textChanged.connect(lambda text: self.setVisible(bool(text) and self.isVisible()))
        line.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self.choose())

    def _lay_out(self) -> None:
        self.setProperty("card", True)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        name(self.list, _NAME)
        box = QVBoxLayout(self)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        self.hide()

    def use(self, find: Find, kinds: dict[str, str]) -> None:
        """Search with this; `kinds` are the words for each kind of record, marked with N_."""
        self._find, self._kinds = find, kinds

    def look(self) -> None:
        """Look for what stands in the line now."""
        self._timer.stop()
        words, find = self._line.text().strip(), self._find
        if words and find:
            self._runner.query(self, lambda session: find(session, words), self._show, slot="search")
        else:
            self.hide()

    def hits(self) -> Sequence[SearchHit]:
        """What was found last."""
        return self._hits

    def current(self) -> SearchHit | None:
        """The hit the keyboard is on."""
        return self.model.hit(self.list.currentIndex().row())

    def choose(self) -> None:
        """Open the hit the keyboard is on."""
        if hit := self.current():
            self.hide()
            self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the answers; they go with the keyboard, and with the language they are in."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.LanguageChange):
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        if key in STEPS:
            self._go(self.model.beside(self.list.currentIndex().row(), STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self.look()
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self._line.clear()
            self._line.clearFocus()
            self.hide()
        else:
            return False
        return True

    def _go(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(self.model.index(0, 0) if row == 1 else index)

    def _show(self, hits: Sequence[SearchHit]) -> None:
        self._hits = hits
        self.model.set_lines(grouped(hits, self._kinds))
        self.nothing.say(_NOTHING, words=self._line.text().strip())
        self.nothing.setVisible(not hits)
        self.list.setVisible(bool(hits))
        self._go(self.model.beside(0, 1))
        self._unfold()

    def _needed(self, width: int) -> int:
        """The height of what there is to show."""
        margins = self.contentsMargins() + self.layout().contentsMargins()
        frame = margins.top() + margins.bottom() + theme.scaled(4)
        if not self._hits:
            return frame + self.nothing.heightForWidth(width - margins.left() - margins.right())
        return frame + sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))

    def _unfold(self) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._line.mapTo(window, QPoint(0, self._line.height() + theme.scaled(4)))
        width = min(theme.scaled(WIDTH), window.width() - theme.scaled(16))
        left = min(corner.x(), window.width() - width - theme.scaled(8))
        height = min(self._needed(width), theme.scaled(HEIGHT), window.height() - corner.y() - theme.scaled(8))
        self.setGeometry(left, corner.y(), width, height)
        self.show()
        self.raise_()
