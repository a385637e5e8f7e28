"""A line of text under which what is already known is offered; unlike a choice, anything may be typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme, writing_mode
from app.ui.widgets.buttons import CHIP, Button
from app.ui.widgets.chips import Flow
from app.ui.widgets.fields import FieldSpec, LineField, Option
from app.ui.widgets.pill import elided

OFFERED = 4
LONGEST = 17  # ems of an offer
PADDING = 32  # pixels at 100 % of a chip beside its words
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Escape)


class OfferedField(LineField):
    """Down leads from the line to the offers, Enter takes one, Esc leads back; Tab goes on without them."""

    taken = Signal(str)  # value of the option that a person took

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.offers: list[Button] = []
        self._row = QWidget()
        self._flow = Flow(self._row)
        self.box.addWidget(self._row)
        self._row.hide()
        self.line.textEdited.connect(self._look)
        self.line.installEventFilter(self)

    def set_value(self, value: object) -> None:
        """Show this text and offer nothing."""
        super().set_value(value)
        self.offer(())

    def offer(self, options: Iterable[Option]) -> None:
        """Offer these under the line, the first few; what stands in the line already is no offer."""
        while self._flow.count():
            if widget := self._flow.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()
        known = [each for each in options if each.note or each.label != self.value()]
        self.offers = [self._chip(each) for each in known[:OFFERED]]
        for chip in self.offers:
            self._flow.addWidget(chip)
        self._row.setVisible(bool(self.offers))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the offers; there Enter takes, Up and Esc go back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.line and event.key() == Qt.Key.Key_Down and self.offers:
                writing_mode.focus(self.offers[0])
                return True
            if isinstance(watched, Button) and event.key() in _TAKE:
                watched.click()
                return True
            if isinstance(watched, Button) and event.key() in _BACK:
                writing_mode.focus(self.line)
                return True
        return super().eventFilter(watched, event)

    def _chip(self, option: Option) -> Button:
        chip = Button("", partial(self._take, option), CHIP)
        words = f"{option.label}  {option.note}" if option.note else option.label
        metrics = self.fontMetrics()
        room = min(LONGEST * metrics.height(), self.line.width() - theme.scaled(PADDING))
        chip.put(elided(metrics, words, room))
        chip.setToolTip(words)
        chip.installEventFilter(self)
        return chip

    def _look(self, text: str) -> None:
        if self.spec.find and text.strip():
            self.spec.find(text.strip(), self._show)
        else:
            self.offer(())

    def _show(self, options: Iterable[Option]) -> None:
        """Answers may come when the keyboard has long gone on."""
        if self.line.hasFocus():
            self.offer(options)

    def _take(self, option: Option) -> None:
        writing_mode.focus(self.line)
        self.set_value(option.label)
        self.edited.emit()
        self.taken.emit(option.value)
