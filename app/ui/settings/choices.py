"""Settings: where law leaves a choice (选择项), each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import N_, _
from app.operations import calendars, offices
from app.operations.offices import ChoiceRow
from app.rules.choices import CHOICES, Choice, choice_problems
from app.ui.settings.moved import MovedList
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.calendars import Moved

_WHAT = N_("法律没有写死的地方由本单位确定。每项下面写着出处；改动后，未公开信息的到期日随之重算。")
_SAVE = N_("保存")
_NOTHING = N_("没有改动。")
_SEVERAL = N_("修改 {n} 项设置")


def _field(choice: Choice) -> FieldSpec:
    if choice.option_names and all(choice.options):
        return FieldSpec(choice.key, choice.label, "choice", options=_options(choice))
    return FieldSpec(choice.key, choice.label, "number" if choice.most else "line")


def _options(choice: Choice) -> list[tuple[str, str]]:
    return list(zip(choice.options, choice.option_names, strict=True))


class ChoicesSection(ScrollingSection):
    """One field for each choice; saving counts the open items' due dates anew."""

    watches = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: dict[str, str] = {}
        self._typed = False
        self.form = Form([_field(choice) for choice in CHOICES.values()])
        self.form.save_asked.connect(self.save)
        self.form.edited.connect(lambda _key: self._note_typed(True))
        self.moved = MovedList()
        self.moved.opened.connect(lambda uuid: self.go.emit("disclosures", uuid))
        self.add(Label(_WHAT, tone="quiet", wrap=True), self.form)
        line = QHBoxLayout()
        self.save_button = primary(_SAVE, self.save)
        line.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_row(line)
        self.add(self.moved)
        self.retranslate()

    def reload(self) -> None:
        """Read the choices."""
        self.runner.query(self, offices.choice_rows, self._take, slot="choices")

    def retranslate(self) -> None:
        """Say the sources again."""
        for choice in CHOICES.values():
            self.form.show_hint(choice.key, _(choice.source))

    def values(self) -> dict[str, str]:
        """What stands in the fields, as it is kept."""
        return {key: "" if value is None else str(value) for key, value in self.form.values().items()}

    def save(self) -> None:
        """Keep what was changed, as one operation, or say what is wrong."""
        values = self.values()
        if self.form.show_problems(problem for key in values for problem in choice_problems(key, values[key])):
            self.form.focus_problem()
            return
        changed = {key: value for key, value in values.items() if value != self._kept.get(key)}
        if not changed:
            self.said.emit(_(_NOTHING))
            return
        title, told = _SEVERAL, {"n": str(len(changed))}
        if len(changed) == 1:
            title, told = offices.CHOOSE, {"label": _(CHOICES[next(iter(changed))].label)}

        def work(session: Session) -> list[Moved]:
            for key, value in changed.items():
                offices.choose(session, key, value)
            session.flush()
            return calendars.recount(session)

        self.runner.change(self, title, work, self._saved, told)

    def _note_typed(self, typed: bool) -> None:
        """What a person typed and did not save yet stays when the file changes elsewhere."""
        self._typed = typed

    def _saved(self, moved: Sequence[Moved]) -> None:
        self._note_typed(False)
        self.moved.show_moved(moved)

    def _take(self, rows: Sequence[ChoiceRow]) -> None:
        self._kept = {row.choice.key: row.value for row in rows}
        if not self._typed:
            self.form.set_values(self._kept)
