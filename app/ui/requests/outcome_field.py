"""How a request is answered (答复类型): groups, the types of the group that is chosen, and the law behind the type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.outcomes import ARTICLE_NAMES, GROUP_NAMES, NOT_CORRECTED, NOT_PAID, Outcome, OutcomeGroup, outcomes_of
from app.ui import theme
from app.ui.widgets.buttons import Button, Label
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.fields import Field, FieldSpec
from app.ui.widgets.words import name
from app.ui.widgets.wrapping import in_lines

LONGEST = 11  # ems of a line, as many as the case panel has at its narrowest
_LAW = N_("依据：{law}")
_NO_LAW = N_("《政府信息公开条例》没有为这种类型写明条款。")
_TYPES = N_("{code}　{name}")


def offered(year: int) -> Mapping[str, Outcome]:
    """What a reply of this year may be; silence of the applicant is a step of its own."""
    return {code: found for code, found in outcomes_of(year).items() if code not in (NOT_CORRECTED, NOT_PAID)}


class _Leaf(QRadioButton):
    """One type; long names stand in several lines."""

    def __init__(self, found: Outcome) -> None:
        super().__init__()
        self.outcome = found
        self._speak()

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language or size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._speak()

    def _speak(self) -> None:
        words = _(_TYPES).format(code=self.outcome.code, name=_(self.outcome.name))
        self.setText(in_lines(words, self.fontMetrics(), LONGEST * self.fontMetrics().height()))


class OutcomeField(Field):
    """Chips for the groups, the types of one group under them; the value is a code. Arrows go from type to type."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._year = 0
        self._leaves: dict[str, _Leaf] = {}
        self.frame = QFrame()
        self.groups = ViewRow((), may_keep=False)
        self.law = Label(tone="quiet", wrap=True)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self._inside = QVBoxLayout(self.frame)
        self._inside.setContentsMargins(*[theme.scaled(4)] * 4)  # else the chips lie over a red frame
        self._inside.setSpacing(theme.scaled(4))
        self._inside.addWidget(self.groups)
        self._inside.addWidget(self.law)
        self.box.addWidget(self.frame)
        name(self.frame, spec.label)
        self.groups.chosen.connect(self._choose_group)
        self._buttons.buttonClicked.connect(lambda _button: self._picked())
        self.set_day(date.today())

    def set_day(self, day: date | None) -> None:
        """Offer what a reply of this day may be: the types of the form its year is reported in."""
        year = (day or date.today()).year
        if self._year and offered(year) == offered(self._year):
            return
        before, self._year = self.value(), year
        for leaf in self._leaves.values():
            self._buttons.removeButton(leaf)
            self._inside.removeWidget(leaf)
            leaf.deleteLater()
        self._leaves = {code: self._leaf(found) for code, found in offered(year).items()}
        groups = dict.fromkeys(leaf.outcome.group for leaf in self._leaves.values())
        self.groups.set_views([View(str(group), GROUP_NAMES[group]) for group in groups])
        chips = [each for each in self.groups.children() if isinstance(each, Button) and each.isCheckable()]
        self.frame.setFocusProxy(chips[-len(groups)])  # those of another year's form are still about to go
        self.set_value(before if before in self._leaves else "")

    def value(self) -> str:
        """The code that is chosen, or nothing."""
        return next((code for code, leaf in self._leaves.items() if leaf.isChecked()), "")

    def outcome(self) -> Outcome | None:
        """The type that is chosen."""
        leaf = self._leaves.get(self.value())
        return leaf.outcome if leaf else None

    def set_value(self, value: Any) -> None:
        """Choose this code; nothing leaves all groups closed."""
        self._buttons.setExclusive(False)
        for code, leaf in self._leaves.items():
            leaf.setChecked(code == value)
        self._buttons.setExclusive(True)
        chosen = self._leaves.get(value or "")
        self._open(str(chosen.outcome.group) if chosen else "")

    def inputs(self) -> list[QWidget]:
        """The whole of it: Tab goes on to the types, Enter to the next field."""
        return [self.frame]

    def _leaf(self, found: Outcome) -> _Leaf:
        leaf = _Leaf(found)
        leaf.hide()
        self._buttons.addButton(leaf)
        self._inside.insertWidget(self._inside.count() - 1, leaf)
        return leaf

    def _choose_group(self, key: str) -> None:
        own = [leaf for leaf in self._leaves.values() if leaf.outcome.group == key]
        for leaf in self._leaves.values():
            if leaf.isChecked() and leaf not in own:
                self.set_value("")
        if len(own) == 1:
            own[0].setChecked(True)
        self._open(key)
        self.edited.emit()

    def _open(self, key: str) -> None:
        self.groups.choose(key)
        for leaf in self._leaves.values():
            leaf.setVisible(leaf.outcome.group == key and bool(key))
        self._tell_law()

    def _picked(self) -> None:
        self._tell_law()
        self.edited.emit()

    def _tell_law(self) -> None:
        found = self.outcome()
        self.law.setVisible(found is not None and found.group is not OutcomeGroup.OLD)
        if found is None:
            return
        articles = [_(ARTICLE_NAMES[each]) for each in found.articles]
        self.law.setText(_(_LAW).format(law="、".join(articles)) if articles else _(_NO_LAW))

    def changeEvent(self, event: QEvent) -> None:
        """Say the law again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell_law()
