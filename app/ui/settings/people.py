"""Settings: who works at this desk (人员)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.errors import UserError
from app.i18n import N_, _
from app.operations import offices
from app.operations.offices import PersonRow
from app.rules.offices import person_problems
from app.rules.problems import Problem
from app.ui import theme
from app.ui.widgets.buttons import Button, Label, danger, primary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.fields import FieldSpec, LineField
from app.ui.widgets.folding import Folding
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

_ADD, _ADD_ONE = N_("添加人员"), N_("添加")
_SET_PIN, _RETIRE = N_("修改口令"), N_("停用")
_HINT = N_("4 至 8 位数字，可以不设")
_NEW_PIN_HINT = N_("4 至 8 位数字；留空取消口令")
_WHAT = N_("口令只用来分清是谁在操作，不加密数据文件。换人办公时，点窗口右上角的姓名。")
_RETIRED_STAYS = N_("停用后姓名仍留在操作记录里。")
_HERE, _ACTIVE, _RETIRED = N_("正在使用"), N_("在用"), N_("已停用")
_YES, _NO = N_("已设"), N_("未设")


def hidden_pin(form: Form) -> Form:
    """The same form, with what is typed as PIN not shown."""
    field = form.field("pin")
    if isinstance(field, LineField):
        field.line.setEchoMode(QLineEdit.EchoMode.Password)
    return form


class PeopleSection(Page):
    """Everybody who works or worked here; the chosen one beside the list, a new one under it."""

    watches = frozenset({"person"})
    help_page = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._row: PersonRow | None = None
        self.table = SmallTable(self._columns())
        self.detail = Detail()
        self.add_form = hidden_pin(
            Form((FieldSpec("name", N_("姓名"), required=True), FieldSpec("pin", N_("口令"), hint=_HINT)))
        )
        self.pin_form = hidden_pin(Form((FieldSpec("pin", N_("新口令"), hint=_NEW_PIN_HINT),)))
        self.stays = Label(_RETIRED_STAYS, tone="quiet", wrap=True)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.add_form.save_asked.connect(self.add_person)
        self.pin_form.save_asked.connect(self.set_pin)
        self._show(None)

    def _columns(self) -> tuple[ColumnSpec, ...]:
        return (
            ColumnSpec("name", N_("姓名"), 0),
            ColumnSpec("has_pin", N_("口令"), 90, value=lambda row: _(_YES) if row.has_pin else _(_NO)),
            ColumnSpec("active", N_("状态"), 130, kind="pill", value=self._pill),
        )

    def _lay_out(self) -> None:
        name(self.table, N_("人员"))
        for widget in (self.add_form, self.pin_form, self.stays):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.new_button = primary(_ADD, self.new)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Folding(Label(_WHAT, tone="quiet", wrap=True), self.new_button))
        self.beside = Beside(self.table, self.detail)
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Read who works here."""
        self.runner.query(self, lambda session: offices.people(session, True), self._take, slot="people")

    def retranslate(self) -> None:
        """Say the detail again."""
        self._show(self._row)

    def new(self) -> None:
        """Ask for a new name."""
        self.table.clearSelection()
        self._show(None)
        self.beside.show_detail()
        self.add_form.focus("name")

    def add_person(self) -> None:
        """Enter somebody, or say what is wrong."""
        values = self.add_form.values()
        if self.add_form.show_problems(person_problems(values["name"], values["pin"])):
            self.add_form.focus_problem()
            return
        work = partial(offices.add_person, name=values["name"], pin=values["pin"])
        self.runner.change(self, offices.ADD_PERSON, work, lambda _uuid: self._added(), failed=self._not_added)

    def set_pin(self) -> None:
        """Give the chosen person another PIN, or none."""
        if self._row is None:
            return
        pin = self.pin_form.values()["pin"]
        if self.pin_form.show_problems(person_problems(self._row.name, pin)):
            self.pin_form.focus_problem()
            return
        work = partial(offices.set_pin, uuid=self._row.uuid, pin=pin)
        self.runner.change(self, offices.SET_PIN, work, lambda _none: self.pin_form.clear(keep_pinned=False))

    def retire(self) -> None:
        """The chosen person no longer works here."""
        if self._row:
            self.runner.change(self, offices.RETIRE, partial(offices.retire, uuid=self._row.uuid))

    def _added(self) -> None:
        self.add_form.clear(keep_pinned=False)
        self.add_form.focus("name")

    def _not_added(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.add_form.show_problems([Problem("name", error.message, error.values)])
            self.add_form.focus_problem()
        else:
            self.runner.failed.emit(error)

    def _take(self, rows: Sequence[PersonRow]) -> None:
        here = self._row.uuid if self._row else ""
        self.table.set_rows(rows)
        self.counted.emit(sum(row.active for row in rows))
        number = next((n for n, row in enumerate(rows) if row.uuid == here), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _show(self, row: PersonRow | None) -> None:
        self._row = row
        active = row is not None and row.active
        self.detail.set_heading(row.name if row else _(_ADD))
        self.add_form.setVisible(row is None)
        self.pin_form.setVisible(active)
        self.pin_form.clear(keep_pinned=False)
        self.stays.setVisible(active)
        self.detail.set_actions(*self._actions(row))

    def _actions(self, row: PersonRow | None) -> Iterator[Button]:
        if row is None:
            yield primary(_ADD_ONE, self.add_person)
        elif row.active:
            yield danger(_RETIRE, self.retire)
            yield primary(_SET_PIN, self.set_pin)

    def _pill(self, row: PersonRow) -> Pill:
        if row.uuid == self.runner.person_uuid:
            return Pill("good", _(_HERE))
        return Pill("good", _(_ACTIVE)) if row.active else Pill("unknown", _(_RETIRED))
