"""Settings: where law leaves a choice (选择项), each with its source, in groups a clerk looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import N_, _
from app.operations import calendars, offices
from app.operations.offices import ChoiceRow
from app.rules.choices import CHOICES, Choice, choice_problems
from app.rules.notice_templates import TEMPLATES, period_key
from app.ui.settings.moved import MovedList
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.calendars import Moved

LIMITS, REQUESTS, PRIVACY, PERIODS, SHEETS = "limits", "requests", "privacy", "periods", "sheets"
GROUP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        LIMITS: N_("期限和审核"),
        REQUESTS: N_("依申请公开和年报"),
        PRIVACY: N_("个人信息"),
        PERIODS: N_("公示期"),
        SHEETS: N_("打印"),
    }
)
_GROUPS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        REQUESTS: (
            *("request_number", "letter_short", "letter_number", "review_authority", "court"),
            *("correction_days", "agency_days", "sending_day"),
            *("opinion_day", "reason_suspends", "late_extension", "payment_restart", "fee_month"),
            *("report_due", "consolidated_due", "similarity"),
        ),
        PRIVACY: ("id_style", "card_style", "phone_style", "address_style"),
        PERIODS: ("objection_days", "retention", *map(period_key, TEMPLATES)),
        SHEETS: ("zh_side", "mark_drafts", "committee_signs"),
    }
)
_WHAT = N_("法律没有写死的地方由本单位确定。每项下面写着出处；改动后，没有办完的事项的期限随之重算。")
_FOR_GOOD = N_("填 0 表示长期公示。")
_SAVE = N_("保存")
_NOTHING = N_("没有改动。")
_SEVERAL = N_("修改 {n} 项设置")


def group_of(key: str) -> str:
    """Under which heading a choice stands; what nobody placed elsewhere stands in the first."""
    return next((group for group, keys in _GROUPS.items() if key in keys), LIMITS)


def _field(choice: Choice) -> FieldSpec:
    if choice.option_names and all(choice.options):
        return FieldSpec(choice.key, choice.label, "choice", options=_options(choice), of=choice.of)
    return FieldSpec(choice.key, choice.label, "number" if choice.most else "line", of=choice.of)


def _options(choice: Choice) -> list[tuple[str, str]]:
    return list(zip(choice.options, choice.option_names, strict=True))


def _form(group: str) -> Form:
    """The fields of a group, in the order in which it names them."""
    keys = _GROUPS.get(group) or [key for key in CHOICES if group_of(key) == group]
    return Form([_field(CHOICES[key]) for key in keys])


def _hint(choice: Choice) -> str:
    """Where a choice comes from, and what 0 means for a period."""
    return _(choice.source) + (_(_FOR_GOOD) if choice.of and choice.least == 0 else "")


class ChoicesSection(ScrollingSection):
    """Chips lead to the groups; saving keeps what was changed in all, and counts due dates anew."""

    watches = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: dict[str, str] = {}
        self._typed = False
        self.groups = ViewRow([View(key, title) for key, title in GROUP_NAMES.items()], may_keep=False)
        self.forms = {group: _form(group) for group in GROUP_NAMES}
        self.moved = MovedList()
        self.save_button = primary(_SAVE, self.save)
        self._lay_out()
        self._listen()
        self.show_group(LIMITS)
        self.retranslate()

    def _lay_out(self) -> None:
        self.add(Label(_WHAT, tone="quiet", wrap=True), self.groups)
        for form in self.forms.values():
            form.hide()
            self.add(form)
        line = QHBoxLayout()
        line.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_row(line)
        self.add(self.moved)

    def _listen(self) -> None:
        self.groups.chosen.connect(lambda key: self.show_group(key or self.group()))
        self.moved.opened.connect(self.go.emit)
        for form in self.forms.values():
            form.save_asked.connect(self.save)
            form.edited.connect(lambda _key: self._note_typed(True))

    def group(self) -> str:
        """Which group is shown."""
        return next((group for group, form in self.forms.items() if form.isVisibleTo(self)), LIMITS)

    def show_group(self, group: str) -> None:
        """Show the choices under this heading."""
        self.groups.choose(group)
        for key, form in self.forms.items():
            form.setVisible(key == group)

    def form_of(self, key: str) -> Form:
        """The form in which a choice stands."""
        return self.forms[group_of(key)]

    def reload(self) -> None:
        """Read the choices."""
        self.runner.query(self, offices.choice_rows, self._take, slot="choices")

    def retranslate(self) -> None:
        """Say the sources again."""
        for key, choice in CHOICES.items():
            self.form_of(key).show_hint(key, _hint(choice))

    def values(self) -> dict[str, str]:
        """What stands in the fields, as it is kept."""
        typed = {key: value for form in self.forms.values() for key, value in form.values().items()}
        return {key: "" if value is None else str(value) for key, value in typed.items()}

    def save(self) -> None:
        """Keep what was changed, as one operation, or say what is wrong."""
        values = self.values()
        if self._show_problems(values):
            return
        changed = {key: value for key, value in values.items() if value != self._kept.get(key)}
        if not changed:
            self.said.emit(_(_NOTHING))
            return
        title, told = _SEVERAL, {"n": str(len(changed))}
        if len(changed) == 1:
            title, told = offices.CHOOSE, {"label": CHOICES[next(iter(changed))].text}

        def work(session: Session) -> list[Moved]:
            for key, value in changed.items():
                offices.choose(session, key, value)
            session.flush()
            return calendars.recount(session)

        self.runner.change(self, title, work, self._saved, told)

    def _show_problems(self, values: Mapping[str, str]) -> bool:
        """Write what is wrong under the fields, and lead to the first group where something is."""
        problems = [problem for key, value in values.items() for problem in choice_problems(key, value)]
        wrong = [group for group, form in self.forms.items() if form.show_problems(problems)]
        if wrong:
            self.show_group(wrong[0])
            self.forms[wrong[0]].focus_problem()
        return bool(wrong)

    def _note_typed(self, typed: bool) -> None:
        """What a person typed and did not save yet stays when the file changes elsewhere."""
        self._typed = typed

    def _saved(self, moved: Sequence[Moved]) -> None:
        self._note_typed(False)
        self.moved.show_moved(moved)

    def _take(self, rows: Sequence[ChoiceRow]) -> None:
        self._kept = {row.choice.key: row.value for row in rows}
        if not self._typed:
            for form in self.forms.values():
                form.set_values(self._kept)
