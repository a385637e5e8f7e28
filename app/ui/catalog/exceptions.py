"""What is not disclosed (不予公开): the list, entering a matter, looking at it again (《条例》第十四至十八条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import exceptions
from app.operations.exceptions import ExceptionRow
from app.rules.catalog import GROUND_NAMES, ExceptionDraft, Ground, exception_problems
from app.rules.problems import Problem
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.widgets.buttons import Button, Label, danger, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

FIELDS = (
    FieldSpec("subject", N_("事项名称"), required=True),
    FieldSpec("ground", N_("不公开的依据"), "choice", required=True, options=tuple(GROUND_NAMES.items())),
    FieldSpec("reason", N_("理由"), "text", required=True),
    FieldSpec("reviewer", N_("审查人"), required=True),
    FieldSpec("decided_on", N_("决定日期"), "date", required=True),
)
_NEW, _SAVE, _CANCEL = N_("登记不予公开事项"), N_("登记"), N_("取消")
_REVIEWED, _REMOVE = N_("复查：仍不公开"), N_("删除")
_EMPTY = N_("没有不予公开的事项")
_EMPTY_WHY = N_("依法不公开的事项在这里登记依据、理由和审查人，到期提醒复查（《政府信息公开条例》第十四至十八条）。")
_WHAT = N_("选一条看理由，或登记一条。复查后可以公开的，请删除本条，再登记公开信息。")
_REVIEWER = N_("复查人")
_DUE = N_("应当复查 · {day}")
_AGAIN = N_("{day} 复查")
_NO_GROUND = N_("请选择不公开的依据。")
_NO_DAY = N_("请填写决定日期。")


def again_pill(row: ExceptionRow) -> Pill:
    """When to look at it again, as a pill."""
    day = row.review_again_on.isoformat()
    return Pill("late", _(_DUE).format(day=day)) if row.due else Pill("good", _(_AGAIN).format(day=day))


COLUMNS = (
    ColumnSpec("subject", N_("事项名称"), 230),
    ColumnSpec("ground", N_("不公开的依据"), 220, value=lambda row: _(GROUND_NAMES[row.ground])),
    ColumnSpec("decided_on", N_("决定日期"), 110, kind="date"),
    ColumnSpec("review_again_on", N_("复查日期"), 0, kind="pill", value=again_pill),
)


def facts(row: ExceptionRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a matter."""
    yield N_("不公开的依据"), _(GROUND_NAMES[row.ground])
    yield N_("理由"), row.reason
    yield N_("审查人"), row.reviewer
    yield N_("决定日期"), row.decided_on.isoformat()
    yield N_("复查日期"), row.review_again_on.isoformat()


class ExceptionsSection(Section):
    """Matters not disclosed, those to look at again first; the form stands beside the list."""

    watches = frozenset({"catalog_exception", "setting"})
    help_page = "catalog"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._row: ExceptionRow | None = None
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _NEW, self.new)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.what = Label(_WHAT, tone="quiet", wrap=True)
        self.facts = Facts()
        self.review = Form((FieldSpec("reviewer", _REVIEWER),))
        self.form = Form(FIELDS)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.form.save_asked.connect(self.save)
        self.review.save_asked.connect(self.confirm)
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, N_("不予公开事项"))
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        for widget in (self.what, self.facts, self.review, self.form):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.new_button = primary(_NEW, self.new)
        self.add_buttons(self.new_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Read the list."""
        today = self.context.today()
        self.runner.query(self, lambda session: exceptions.listed(session, today), self._take, slot="list")

    def retranslate(self) -> None:
        """Say the detail again; a form that is being filled in stays."""
        if not self.form.isVisibleTo(self):
            self._show(self._row)

    def open(self, target: object) -> None:
        """Select this matter."""
        self._wanted = str(target)
        self._select()

    def new(self) -> None:
        """Open the empty form beside the list."""
        self._row = None
        self.form.clear(keep_pinned=False)
        self.form.set_values({"reviewer": self._person(), "decided_on": self.context.today()})
        self.detail.set_heading(_(_NEW))
        self._stand(form=True)
        self.detail.set_actions(secondary(_CANCEL, self.cancel), primary(_SAVE, self.save))
        self.beside.show_detail()
        self.form.focus("subject")

    def cancel(self) -> None:
        """Back to the record the list is on."""
        self.beside.show_list()
        self._show(self.table.current())

    def save(self) -> None:
        """Enter the matter, or say what is wrong."""
        values, today = self.form.values(), self.context.today()
        missing = [(key, text) for key, text in (("ground", _NO_GROUND), ("decided_on", _NO_DAY)) if not values[key]]
        ground = Ground(values["ground"] or Ground.STATE_SECRET)
        draft = ExceptionDraft(
            values["subject"], ground, values["reason"], values["reviewer"], values["decided_on"] or today
        )
        problems = [*exception_problems(draft, today), *(Problem(key, text) for key, text in missing)]
        if self.form.show_problems(problems):
            self.form.focus_problem()
            return
        work = partial(exceptions.add, draft=draft, today=today)
        self.runner.change(self, exceptions.ADD, work, self._entered, {"name": draft.subject})

    def confirm(self) -> None:
        """It was looked at again and stays undisclosed."""
        if row := self._row:
            reviewer, today = self.review.values()["reviewer"], self.context.today()
            work = partial(exceptions.confirm, uuid=row.uuid, reviewer=reviewer, today=today)
            self.runner.change(self, exceptions.REVIEWED, work, values={"name": row.subject})

    def remove(self) -> None:
        """The matter can be disclosed now: take it off the list."""
        if row := self._row:
            work = partial(exceptions.remove, uuid=row.uuid)
            self.runner.change(self, exceptions.REMOVE, work, values={"name": row.subject})

    def _entered(self, uuid: str) -> None:
        self._wanted = uuid
        self._show(None)
        self.beside.show_list()

    def _take(self, rows: Sequence[ExceptionRow]) -> None:
        typing = self.form.isVisibleTo(self)
        self._wanted = self._wanted or (self._row.uuid if self._row else "")
        self.table.blockSignals(typing)
        self.table.set_rows(rows)
        self.table.blockSignals(False)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(len(rows))
        if not typing:
            self._select()

    def _select(self) -> None:
        number = next((n for n, row in enumerate(self.table.rows()) if row.uuid == self._wanted), -1)
        if number >= 0:
            self.table.selectRow(number)
            self._wanted = ""

    def _show(self, row: ExceptionRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.subject if row else "")
        self.facts.show_rows(list(facts(row)) if row else [])
        self.review.set_values({"reviewer": self._person()})
        self._stand(form=False)
        self.detail.set_actions(*(self._actions() if row else ()))

    def _stand(self, form: bool) -> None:
        self.form.setVisible(form)
        self.facts.setVisible(not form)
        self.what.setVisible(not form and self._row is None)
        self.review.setVisible(not form and self._row is not None)

    def _actions(self) -> Iterator[Button]:
        yield danger(_REMOVE, self.remove)
        yield primary(_REVIEWED, self.confirm)

    def _person(self) -> str:
        return self.runner.store.desk.person if self.runner.store else ""
