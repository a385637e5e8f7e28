"""Mongolian in the codes of old fonts (Menksoft), turned into Unicode as it is pasted or typed into a field.

What is pasted is turned at once; what a keyboard types code by code, when the field is left, since the shape of a
letter is not settled before its word is. Undo gives the codes back, and they then stay.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.i18n import N_, _
from app.text import menksoft

CONVERTED = N_("蒙古文用的是旧编码（蒙科立），已转换为标准编码，请核对。要用原来的文字，请按 Ctrl+Z。")
CODES_LEFT = N_(
    "蒙古文用的是旧编码（蒙科立），已转换为标准编码，请核对；"
    "其中 {n} 个旧编码字符（{codes}）认不出，按原样保留，请重新输入。"
)


class OldCodes(QObject):
    """Watches one field. `converted` carries the sentence to show, in the language in use; empty takes it away."""

    converted = Signal(str)

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        self._length = 0
        self._told = False
        self._busy = False
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._edited)
        else:
            field.textChanged.connect(self._edited)
        field.textChanged.connect(self._forget)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is turned when the field is left."""
        if event.type() == QEvent.Type.FocusIn:
            self._length = len(self._text())
        elif event.type() == QEvent.Type.FocusOut:
            self._convert()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        if self._busy:
            return
        text = self._text()
        grown, self._length = len(text) - self._length, len(text)
        if grown > 1:
            self._convert()

    def _forget(self) -> None:
        """The sentence goes with the text it speaks of."""
        if self._told and not self._busy and not self._fresh():
            self._tell("")

    def _convert(self) -> None:
        text = self._text()
        if not menksoft.recognised(text) or not self._fresh():
            return
        turned = menksoft.converted(text)
        if turned.text == text:
            return
        self._busy = True
        self._replace(turned.text)
        self._busy = False
        self._length = len(turned.text)
        message = CODES_LEFT if turned.left else CONVERTED
        self._tell(_(message).format(n=len(turned.left), codes=turned.named))

    def _tell(self, sentence: str) -> None:
        self._told = bool(sentence)
        self.converted.emit(sentence)

    def _text(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _fresh(self) -> bool:
        """Whether a person wrote this just now: not the program, and not by taking something back."""
        if isinstance(self._field, QLineEdit):
            return self._field.isUndoAvailable() and not self._field.isRedoAvailable()
        document = self._field.document()
        return document.isUndoAvailable() and not document.isRedoAvailable()

    def _replace(self, text: str) -> None:
        """Write the text in one step that can be undone; the cursor keeps its distance from the end."""
        if isinstance(self._field, QLineEdit):
            behind = len(self._field.text()) - self._field.cursorPosition()
            self._field.selectAll()
            self._field.insert(text)
            self._field.setCursorPosition(max(len(text) - behind, 0))
            return
        cursor = self._field.textCursor()
        behind = len(self._text()) - cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(max(len(text) - behind, 0))
        self._field.setTextCursor(cursor)
