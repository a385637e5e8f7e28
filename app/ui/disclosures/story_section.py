"""What became of an item, in words (留痕)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import catalogs, history
from app.operations.history import FieldChange
from app.rules.disclosures import FIELD_NAMES, STATUS_NAMES
from app.ui import theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Runner

NAMES: Mapping[str, str] = {
    **FIELD_NAMES,
    "status": N_("状态"),
    "published_on": N_("公开日期"),
    "withdrawn_on": N_("撤下日期"),
    "withdrawn_reason": N_("撤下的理由"),
}  # all other fields are written by the program and are no edits
STATES: Mapping[str, str] = {str(status): title for status, title in STATUS_NAMES.items()}
_HEAD = N_("{at} {person} {title}")
_CHANGE = N_("{field}：{old} → {new}")
_EMPTY = N_("（空）")
_NOBODY = N_("（未登录）")
LONGEST = 80
Codes = Mapping[str, Mapping[Any, str]]
"""What the values of a field are called, marked with N_."""
NO_CODES: Codes = {}


def story_words(
    changes: Sequence[FieldChange],
    items: Mapping[str, str],
    names: Mapping[str, str] = NAMES,
    states: Mapping[str, str] = STATES,
    codes: Codes = NO_CODES,
) -> list[tuple[str, list[str]]]:
    """Each operation as a sentence with the fields it changed, newest first; `items` name the catalog's keys.

    `names` are the fields that people fill in, `states` what a status is called, `codes` what the values of other
    fields are called.
    """
    called = {"status": states, **codes}
    told: dict[tuple[datetime, str, str], list[str]] = {}
    for change in changes:
        lines = told.setdefault((change.at, change.person, change.title), [])
        if change.field in names:
            old, new = (_value(change.field, value, items, called) for value in (change.old, change.new))
            lines.append(_(_CHANGE).format(field=_(names[change.field]), old=old, new=new))
    return [
        (_(_HEAD).format(at=f"{at:%Y-%m-%d %H:%M}", person=person or _(_NOBODY), title=title), lines)
        for (at, person, title), lines in told.items()
    ]


def _value(field: str, value: str, items: Mapping[str, str], called: Codes) -> str:
    if not value:
        return _(_EMPTY)
    if value in called.get(field, {}):
        return _(called[field][value])
    text = items.get(value, value) if field == "item_key" else value
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


class StorySection(QWidget):
    """The history of one record."""

    def __init__(
        self,
        runner: Runner,
        names: Mapping[str, str] = NAMES,
        states: Mapping[str, str] = STATES,
        codes: Codes = NO_CODES,
    ) -> None:
        super().__init__()
        self._runner, self._names, self._states, self._codes = runner, names, states, codes
        self._told: tuple[Sequence[FieldChange], Mapping[str, str]] = ((), {})
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.text)
        box.addStretch(1)

    def show_record(self, uuid: str) -> None:
        """Read the story of this record and tell it."""

        def work(session: Session) -> tuple[list[FieldChange], dict[str, str]]:
            changes = history.story(session, uuid)
            keys = {value for change in changes if change.field == "item_key" for value in (change.old, change.new)}
            found = {key: catalogs.item_in_force(session, key) for key in keys if key}
            return changes, {key: item.name for key, item in found.items() if item}

        self._runner.query(self, work, self._tell, slot="story")

    def changeEvent(self, event: QEvent) -> None:
        """Tell it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell(self._told)

    def _tell(self, told: tuple[Sequence[FieldChange], Mapping[str, str]]) -> None:
        self._told = told
        parts = [
            "\n".join([head, *(f"    {line}" for line in lines)])
            for head, lines in story_words(*told, self._names, self._states, self._codes)
        ]
        self.text.setText("\n\n".join(parts))
