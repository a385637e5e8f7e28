"""Unsaved typing of the entry form: kept outside the register, and the one question when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import drafts
from app.operations.drafts import DraftRow
from app.rules.disclosures import FIELD_NAMES
from app.ui import theme
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.shown import shown

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from sqlalchemy.orm import Session

    from app.ui.run import Runner

FORM = "disclosure"
_QUESTION = N_("“{name}”有 {at} 输入、没有保存的内容：{fields}。用哪一份？")
_NEW = N_("新登记的信息")
_SAVED = N_("已保存的")
_TYPED = N_("没有保存的")
_USE_TYPED = N_("用没有保存的")
_USE_SAVED = N_("用已保存的")
_THROW = N_("丢弃，重新登记")
_EMPTY = N_("（空）")
LONGEST = 120


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values as a draft keeps them: days as text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def differing(saved: Mapping[str, Any], typed: Mapping[str, Any], names: Mapping[str, str] = FIELD_NAMES) -> list[str]:
    """The fields, of those with a name, in which what was typed differs from what is saved."""
    before = plain(saved)
    return [key for key in names if (typed.get(key) or "") != (before.get(key) or "")]


class DraftKeeper:
    """Keeps, finds and drops the drafts that the person at the desk has in one form."""

    def __init__(self, runner: Runner, asker: QObject, form: str = FORM) -> None:
        self._runner, self._asker, self._form = runner, asker, form

    @property
    def _person(self) -> str:
        return self._runner.person_uuid

    def keep(self, uuid: str, values: Mapping[str, Any]) -> None:
        """Keep what stands in the form of this record (empty: a new one)."""
        fields, now = plain(values), datetime.now().replace(microsecond=0)
        form, person = self._form, self._person

        def work(session: Session) -> None:
            drafts.keep(session, form, uuid, person, fields, now)

        self._runner.keep(self._asker, work)

    def drop(self, uuid: str) -> None:
        """Forget what was typed for this record."""
        form, person = self._form, self._person

        def work(session: Session) -> None:
            drafts.drop(session, form, uuid, person)

        self._runner.keep(self._asker, work)

    def of(self, session: Session, uuid: str) -> DraftRow | None:
        """What was typed for this record and not saved; called on a reading thread."""
        return drafts.kept(session, self._form, uuid, self._person)

    def newest(self, then: Callable[[DraftRow | None], None]) -> None:
        """Find what was typed last and not saved, if anything."""
        form, person = self._form, self._person

        def work(session: Session) -> DraftRow | None:
            found = (row for row in drafts.waiting(session, person) if row.form == form)
            return next(found, None)

        self._runner.query(self._asker, work, then, slot="waiting")


class DraftQuestion(QWidget):
    """Names the record, the time and the fields, shows both versions, and asks which one to go on with."""

    answered = Signal(bool)  # whether to go on with what was typed

    def __init__(self, names: Mapping[str, str] = FIELD_NAMES, new: str = _NEW) -> None:
        super().__init__()
        self._names, self._new = names, new
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        self.sentence = Label(tone="soon", wrap=True)
        self._versions = QWidget()
        self.use_typed = primary(_USE_TYPED, partial(self._answer, True))
        self.use_saved = secondary(_USE_SAVED, partial(self._answer, False))
        box = QVBoxLayout(self)
        box.addWidget(self.sentence)
        box.addWidget(self._versions)
        QGridLayout(self._versions).setContentsMargins(0, 0, 0, 0)
        buttons = QWidget()
        row = Flow(buttons, end=True)
        row.addWidget(self.use_saved)
        row.addWidget(self.use_typed)
        box.addWidget(buttons)
        self.hide()

    def ask(self, name: str, saved: Mapping[str, Any], draft: DraftRow, words: Mapping[str, str]) -> None:
        """Ask about a draft; `words` are what choices stand for (the name of a catalog item's key)."""
        keys = differing(saved, draft.fields, self._names)
        names = "、".join(_(self._names[key]) for key in keys)
        title = name or str(draft.fields.get("title") or "") or _(self._new)
        self.sentence.say(_QUESTION, name=title, at=shown(draft.at), fields=names)
        self.use_saved.say(_USE_SAVED if draft.record_uuid else _THROW)
        self._show(keys, plain(saved), draft.fields, words, bool(draft.record_uuid))
        self.show()
        self.use_typed.setFocus()

    def _show(
        self, keys: list[str], saved: Mapping[str, Any], typed: Mapping[str, Any], words: Mapping[str, str], both: bool
    ) -> None:
        old = self._versions
        self._versions = QWidget()
        grid = QGridLayout(self._versions)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(12))
        versions = ((_SAVED, saved), (_TYPED, typed)) if both else ((_TYPED, typed),)
        for column, (title, values) in enumerate(versions, 1):
            grid.addWidget(Label(title, tone="quiet"), 0, column)
            grid.setColumnStretch(column, 1)
            for line, key in enumerate(keys, 1):
                grid.addWidget(_value(values.get(key), words), line, column)
        for line, key in enumerate(keys, 1):
            grid.addWidget(Label(self._names[key], tone="quiet"), line, 0, Qt.AlignmentFlag.AlignTop)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._versions)
        old.hide()
        old.deleteLater()

    def _answer(self, typed: bool) -> None:
        self.hide()
        self.answered.emit(typed)


def _value(value: object, words: Mapping[str, str]) -> QLabel:
    text = words.get(str(value), str(value)) if value else _(_EMPTY)
    label = QLabel(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
