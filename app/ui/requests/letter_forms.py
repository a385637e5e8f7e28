"""Writing one letter of a case until it goes out, and entering how it arrived."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import letters
from app.operations.letters import LetterDraft
from app.rules.letters import BLANK, DELIVERY_NAMES, LETTER_NAMES, Delivery
from app.rules.problems import Problem
from app.ui.requests.letter_words import Blanks, Words
from app.ui.widgets.buttons import Heading, Label, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.widgets.page import Context

_SAVE, _ISSUE, _CANCEL, _DELIVER = N_("保存草稿"), N_("印发"), N_("取消"), N_("登记送达")
_ISSUE_ON = N_("印发日期")
_NO_DAY = N_("请填写日期。")
_NO_WAY = N_("请选择送达方式。")
_FORM_HINT = N_("每行写“名称：内容”，印出来是表格的一行；内容空着就留给手写。")


def blanks(text: str) -> list[tuple[int, int]]:
    """Where the blanks of a text stand: start and length of each."""
    return [(found.start(), len(BLANK)) for found in re.finditer(BLANK, text)]


class Editor(QWidget):
    """Writes one letter; `kept` carries the draft, `issued` the draft and the day it goes out."""

    kept = Signal(object)
    issued = Signal(object, object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.uuid = ""
        self.draft: LetterDraft | None = None
        self.heading = Heading(times=1.1)
        self.words = Words(blanks)
        self.blanks = Blanks(self.words)
        self.hint = Label(_FORM_HINT, tone="quiet", wrap=True)
        self.day = Form((FieldSpec("on", _ISSUE_ON, "date", required=True),))
        self.words.save_asked.connect(self.save)
        self.day.save_asked.connect(self.issue)
        buttons = QWidget()
        row = Flow(buttons, end=True)
        for button in (secondary(_CANCEL, self.left.emit), secondary(_SAVE, self.save), primary(_ISSUE, self.issue)):
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.hint, self.blanks, self.words, self.day, buttons):
            box.addWidget(widget)

    def write(self, draft: LetterDraft, uuid: str = "") -> None:
        """Start on this letter; `uuid` is that of a draft that is kept already."""
        self.draft, self.uuid = draft, uuid
        self.heading.say(LETTER_NAMES[draft.kind])
        self.hint.setVisible(letters.is_form(draft.kind))
        self.words.form.set_values({"title": draft.title, "addressee": draft.addressee, "body": draft.body})
        self.day.set_values({"on": self._context.today()})
        self.blanks.tell()
        if self.words.count():
            self.words.next()

    def typed(self) -> LetterDraft | None:
        """The letter as it stands in the fields."""
        return replace(self.draft, **self.words.form.values()) if self.draft else None

    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.typed() != self.draft

    def save(self) -> None:
        """Keep it as a draft, blanks and all."""
        if draft := self.typed():
            self.kept.emit(draft)

    def issue(self) -> None:
        """Hand it on to go out, or say what is still open."""
        draft, on = self.typed(), self.day.values()["on"]
        if draft is None:
            return
        if self.words.form.show_problems(letters.problems(draft)):
            self.words.form.focus_problem()
            self.words.next()
        elif self.day.show_problems([] if on else [Problem("on", _NO_DAY)]):
            self.day.focus_problem()
        else:
            self.issued.emit(draft, on)


class DeliveryForm(QWidget):
    """Enters how a letter arrived; `asked` carries the values."""

    asked = Signal(dict)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ways = [(str(way), words) for way, words in DELIVERY_NAMES.items()]
        self.form = Form(
            (
                FieldSpec("delivery", N_("送达方式"), "choice", required=True, options=ways),
                FieldSpec("on", N_("送达日期"), "date", required=True),
                FieldSpec("received_by", N_("签收人")),
            )
        )
        self.form.save_asked.connect(self.ask)
        buttons = QWidget()
        row = Flow(buttons, end=True)
        for button in (secondary(_CANCEL, self.left.emit), primary(_DELIVER, self.ask)):
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (Heading(_DELIVER, times=1.1), self.form, buttons):
            box.addWidget(widget)

    def begin(self) -> None:
        """Start with today."""
        self.form.clear(keep_pinned=False)
        self.form.set_values({"on": self._context.today(), "delivery": str(Delivery.IN_PERSON)})
        self.form.focus("received_by")

    def ask(self) -> None:
        """Hand the values on, or say what is missing."""
        values = self.form.values()
        needed = (("delivery", _NO_WAY), ("on", _NO_DAY))
        if self.form.show_problems([Problem(key, text) for key, text in needed if not values[key]]):
            self.form.focus_problem()
        else:
            self.asked.emit(values)
