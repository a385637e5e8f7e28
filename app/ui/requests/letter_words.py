"""Writing a letter: its fields, with what is not known yet marked in the text and counted beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui import theme
from app.ui.widgets.buttons import Label, quiet
from app.ui.widgets.fields import FieldSpec, TextField
from app.ui.widgets.form import Form

TINT = 60  # of 255
_TITLE, _ADDRESSEE, _BODY = N_("标题"), N_("主送"), N_("正文")
_OPEN = N_("还有 {n} 处空白没有填，填好才能印发。")
_FULL = N_("没有空白了，可以印发。")
_NEXT = N_("下一处空白")
LINES = 11


class Marked(QSyntaxHighlighter):
    """Marks what `find` finds in a text: start and length of each."""

    def __init__(self, area: QPlainTextEdit, find: Callable[[str], list[tuple[int, int]]]) -> None:
        super().__init__(area.document())
        self._area, self._find = area, find

    def highlightBlock(self, text: str) -> None:
        """Mark one line."""
        look = QTextCharFormat()
        colour = theme.colours(self._area).soon
        look.setBackground(theme.tinted(colour, TINT))
        look.setForeground(QColor(colour))
        for start, length in self._find(text):
            self.setFormat(start, length, look)


class Words(QWidget):
    """Title, addressee if there is one, and text of a letter or a template; `find` tells what is to be marked."""

    save_asked = Signal()
    edited = Signal()

    def __init__(self, find: Callable[[str], list[tuple[int, int]]], addressee: bool = True) -> None:
        super().__init__()
        self._find = find
        specs = [FieldSpec("title", _TITLE, required=True)]
        if addressee:
            specs.append(FieldSpec("addressee", _ADDRESSEE, required=True))
        specs.append(FieldSpec("body", _BODY, "text", required=True, lines=LINES))
        self.form = Form(specs)
        self.form.save_asked.connect(self.save_asked)
        self.form.edited.connect(lambda _key: self.edited.emit())
        field = self.form.field("body")
        assert isinstance(field, TextField)
        self.area: QPlainTextEdit = field.area
        self._marks = Marked(self.area, find)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)

    def insert(self, text: str) -> None:
        """Put this where the caret is, in place of what is selected."""
        self.area.insertPlainText(text)
        self.area.setFocus()

    def count(self) -> int:
        """How many marks there are in all fields."""
        return sum(len(self._find(str(value))) for value in self.form.values().values())

    def next(self) -> None:
        """Select the next mark after the caret, from the top again after the last."""
        text, after = self.area.toPlainText(), self.area.textCursor().selectionEnd()
        found = self._find(text)
        if not found:
            return
        start, length = next((each for each in found if each[0] >= after), found[0])
        cursor = self.area.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        self.area.setTextCursor(cursor)
        self.area.setFocus()


class Blanks(QWidget):
    """How many blanks are left in these words, and a way to the next one."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.told = Label(tone="soon", wrap=True)
        self.next_button = quiet(_NEXT, words.next)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.told)
        box.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.edited.connect(self.tell)

    def tell(self) -> None:
        """Count them again."""
        left = self._words.count()
        self.told.say(_OPEN if left else _FULL, n=left)
        self.told.set_tone("soon" if left else "good")
        self.next_button.setVisible(bool(left))
