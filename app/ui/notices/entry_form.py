"""The fields of a notice: where it hangs and how long, its words in both scripts side by side, its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.notice_templates import TEMPLATES, NoticeKind
from app.rules.notices import RollTable
from app.ui import theme
from app.ui.notices.entry_text import FIELD_NAMES, LONG, TEXTS, UNITS, table_of, table_text
from app.ui.notices.halves import Halves
from app.ui.notices.table_grid import TableGrid
from app.ui.notices.villages_field import VillagesField
from app.ui.widgets.buttons import Heading, Label
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.form import DRAFT_MILLISECONDS, Form

if TYPE_CHECKING:
    from app.operations.matters import MatterRow
    from app.operations.villages import PlaceRow
    from app.rules.problems import Problem

LINES, COLUMNS = 9, 14  # of the text in Chinese and in Mongolian
_PROGRAMME = N_("补贴、项目或救助的名称，没有可不填")
_MATTER = N_("这份公示属于清单里的哪一项")
_TABLE = N_("表格")
_IN_ROLL = N_("这份公示的名单来自补贴发放名册，要改名单请到“补贴发放”里改。")
KINDS = tuple((str(kind), template.name) for kind, template in TEMPLATES.items())


def _spec(key: str, kind: str = "line", hint: str = "", **more: Any) -> FieldSpec:
    return FieldSpec(key, FIELD_NAMES[key], kind, hint, **more)


class EntryForm(QWidget):
    """Several forms that are filled in as one. `edited` names the field; `typed` comes 300 ms after the last key."""

    edited = Signal(str)
    typed = Signal()
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.villages = VillagesField()
        self.head = Form(
            (
                _spec("kind", "choice", required=True, options=KINDS),
                _spec("year", "number", required=True),
                _spec("programme", "line", _PROGRAMME),
                _spec("period_unit", "choice", options=UNITS),
                _spec("period_days", "number"),
                _spec("planned_on", "date"),
                _spec("matter_uuid", "choice"),
                _spec("note"),
            )
        )
        self.zh = Form((_spec("title", required=True), _spec("body", "text", lines=LINES)))
        self.mn = Form(
            (_spec("title_mn", "text", lines=5, script="mn"), _spec("body_mn", "text", lines=COLUMNS, script="mn"))
        )
        self.grid = TableGrid()
        self.in_roll = Label(_IN_ROLL, tone="quiet", wrap=True)
        self.forms = (self.head, self.zh, self.mn)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(DRAFT_MILLISECONDS)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        box.addWidget(Halves(self.head, self.villages, (3, 2)))
        box.addWidget(Halves(self.zh, self.mn))
        for widget in (Heading(_TABLE, times=1.1), self.in_roll, self.grid):
            box.addWidget(widget)
        box.addStretch(1)
        self.in_roll.hide()

    def _listen(self) -> None:
        self.head.next, self.zh.next = self.zh, self.mn
        for form in self.forms:
            form.edited.connect(self._edited)
            form.save_asked.connect(self.save_asked)
        self.villages.edited.connect(lambda: self._edited("office_codes"))
        self.grid.edited.connect(lambda: self._edited("table"))
        self.grid.left.connect(lambda _forward: self.mn.focus("title_mn"))
        self._typing.timeout.connect(self.tell)

    def values(self) -> dict[str, Any]:
        """What stands in the fields; villages parted by commas, the table as text."""
        fields = dict(chain.from_iterable(form.values().items() for form in self.forms))
        return {**fields, "office_codes": ",".join(self.villages.value()), "table": table_text(self.grid.table())}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these; keys that are missing are left alone."""
        for form in self.forms:
            form.set_values(values)
        if "office_codes" in values:
            self.villages.set_value(str(values["office_codes"] or "").split(","))
        if "table" in values:
            self.grid.set_table(table_of(str(values["table"] or "")))
        self.show_period()

    def clear(self) -> None:
        """Empty everything."""
        self._typing.stop()
        for form in self.forms:
            form.clear(keep_pinned=False)
        self.set_values({"office_codes": "", "table": ""})
        self.villages.show_problem("")

    def table(self) -> RollTable:
        """The table as it stands."""
        return self.grid.table()

    def texts(self) -> tuple[str, ...]:
        """Titles and texts as they stand."""
        values = self.values()
        return tuple(values[key] for key in TEXTS)

    def offer(self, places: Sequence[PlaceRow], matters: Sequence[MatterRow]) -> None:
        """Offer these villages, and the matters of the first one's list."""
        self.villages.offer(places)
        self.offer_matters(matters)

    def offer_matters(self, matters: Iterable[MatterRow]) -> None:
        """Offer these matters; one that was chosen stays if it is among them."""
        field = self._choice("matter_uuid")
        field.set_options([Option("", ""), *(Option(each.uuid, each.name) for each in matters)])
        self.head.show_hint("matter_uuid", _(_MATTER))

    def set_in_roll(self, in_roll: bool) -> None:
        """The rows of a pay-out notice stand in its roll and are not typed here."""
        self.in_roll.setVisible(in_roll)
        self.grid.setVisible(not in_roll)

    def set_read_only(self, read_only: bool) -> None:
        """Show everything without letting it be changed."""
        for form in self.forms:
            form.set_read_only(read_only)
        self.grid.set_read_only(read_only)
        self.villages.setEnabled(not read_only)

    def show_problems(self, problems: Iterable[Problem]) -> bool:
        """Write what is wrong where it is; whether something forbids going on."""
        found = list(problems)
        wrong = [form.show_problems(found) for form in self.forms]
        of_villages = [problem.text for problem in found if problem.field == "office_code"]
        self.villages.show_problem("\n".join(of_villages))
        table = any(problem.field == "table" and not problem.warning for problem in found)
        return any(wrong) or bool(of_villages) or table

    def focus_problem(self) -> None:
        """Go to the first thing that is wrong."""
        if not self.villages.wrong.isHidden():
            self.villages.finder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for form in self.forms:
            if form.focus_problem():
                return
        self.grid.focus()

    def show_period(self) -> None:
        """No number of days where it hangs for good; where the usual length comes from."""
        values = self.head.values()
        self.head.show_field("period_days", values["period_unit"] != LONG)
        kind = values["kind"]
        self.head.show_hint("period_unit", _(TEMPLATES[NoticeKind(kind)].source) if kind else "")

    def tell(self) -> None:
        """Emit `typed` now if something was typed since the last time."""
        if self._typing.isActive() or self.sender() is self._typing:
            self._typing.stop()
            self.typed.emit()

    def retranslate(self) -> None:
        """Say the hints again in the new language."""
        self.show_period()
        self.head.show_hint("matter_uuid", _(_MATTER))

    def _edited(self, key: str) -> None:
        if key == "period_unit":
            self.show_period()
        self._typing.start()
        self.edited.emit(key)

    def _choice(self, key: str) -> ChoiceField:
        field = self.head.field(key)
        assert isinstance(field, ChoiceField)
        return field
