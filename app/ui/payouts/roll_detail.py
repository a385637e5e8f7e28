"""A roll beside the list: what it says of all its rows, the rows as they may be shown, and its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea

from app.i18n import N_, _
from app.operations import payouts
from app.operations.payout_rows import RowDraft
from app.operations.payouts import PayoutLine, RollRow
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.menus import menu_button
from app.ui.payouts.columns import LINES, NO_NOTICE, filled, money, programme_of, status_pill, village_of
from app.ui.payouts.row_form import RowForm
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Detail
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.owners import Brought
from app.ui.widgets.paged_table import PAGE, PagedModel
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill
from app.ui.widgets.table_view import TableView
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Runner

ROWS_LOWEST = 240
FIELDS = (
    FieldSpec("programme_mn", N_("项目的蒙古文名称"), script="mn"),
    FieldSpec("unit", N_("数量单位"), hint=N_("例如：亩、头、人")),
)
_NONE = N_("在列表中选一份名册，这里显示它的各行。")
_ROWS = N_("名册各行")
_SHOWN = N_("证件号、卡号、电话和住址按“设置—选择项—个人信息”隐去。")
_MORE, _EDIT, _REMOVE, _EXPORT = N_("更多"), N_("修改名册"), N_("删除名册"), N_("导出名册…")
_EDIT_ROW, _REMOVE_ROWS = N_("修改选中的行"), N_("删除选中的行")
_SAVE, _CANCEL = N_("保存"), N_("取消")
_NOTICE, _MAKE = N_("打开公示"), N_("生成公示")
_DAYS = N_("{first} 至 {last}")
_SUM = N_("{year} 年，{households} 户，合计 {amount}。")


class LineSource:
    """Reads the rows of a roll once (a village's, some thousand at most) and hands them out in pages."""

    def __init__(self, roll: RollRow | None) -> None:
        self._uuid = roll.uuid if roll else ""
        self._lines: Sequence[PayoutLine] = ()

    def count(self, session: Session) -> int:
        """How many rows the roll has now."""
        self._lines = payouts.lines(session, self._uuid) if self._uuid else ()
        return len(self._lines)

    def page(self, _session: Session, index: int, size: int) -> Sequence[PayoutLine]:
        """The rows from index * size on, through the gate."""
        return self._lines[index * size : (index + 1) * size]


def facts(row: RollRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a roll, beside what stands in its heading and its sentence."""
    yield N_("项目的蒙古文名称"), row.programme_mn
    yield N_("数量单位"), row.unit
    yield N_("发放日期"), _days(row)
    yield N_("张贴日期"), row.posted_on.isoformat() if row.posted_on else ""


def _days(row: RollRow) -> str:
    if row.first_paid_on is None or row.last_paid_on is None:
        return ""
    if row.first_paid_on == row.last_paid_on:
        return row.first_paid_on.isoformat()
    return _(_DAYS).format(first=row.first_paid_on.isoformat(), last=row.last_paid_on.isoformat())


class RollDetail(Detail):
    """Shows one roll; a form for the roll or for one of its rows takes the rows' place.

    Enter in the last field saves, Escape leaves the form. Enter on a row asks to correct it, Delete to take it out.
    """

    saved = Signal(str, str, str)  # uuid, Mongolian name of the programme, unit
    row_asked = Signal(str)  # uuid of a row: open its form
    row_saved = Signal(str, object)  # uuid of a row, RowDraft
    rows_removed = Signal(list)  # uuids of rows
    notice_asked = Signal(object)  # RollRow: open its notice, or make it
    remove_asked = Signal(object)  # RollRow
    export_asked = Signal(object)  # RollRow

    def __init__(self, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._row: RollRow | None = None
        self._line = ""  # uuid of the row whose form is open
        self._open: Form | None = None
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.sum = Label(wrap=True)
        self.facts = Facts()
        self.form = Form(FIELDS)
        self.row_form = RowForm()
        self.model = PagedModel(runner, LINES, self)
        self.table = TableView(self.model, compact=True)
        self.masked = Label(_SHOWN, tone="quiet", wrap=True)
        self.brought = Brought()
        self._lay_out()
        self._listen()
        self.show_roll(None)

    def _lay_out(self) -> None:
        name(self.table, _ROWS)
        self.table.setMinimumHeight(theme.scaled(ROWS_LOWEST))
        for form in (self.form, self.row_form):
            form.hide()
        parts = (
            self.brought,
            self.pill,
            self.nothing,
            self.sum,
            self.form,
            self.row_form,
            self.table,
            self.masked,
            self.facts,
        )
        for widget in parts:
            self.add(widget)

    def _listen(self) -> None:
        self.model.arrived.connect(self._hide_empty)
        self.table.opened.connect(self.row_asked)
        self.table.remove_asked.connect(self._remove_rows)
        for form in (self.form, self.row_form):
            form.save_asked.connect(self.save)
            leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), form)
            leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            leave.activated.connect(self.stop)

    def roll(self) -> RollRow | None:
        """The roll that is shown."""
        return self._row

    def show_roll(self, row: RollRow | None) -> None:
        """Show this roll, or what the panel is for; what is being typed for the same roll stays."""
        same = row is not None and self._row is not None and row.uuid == self._row.uuid
        self._row, self._open = row, self._open if same else None
        self.model.reload(LineSource(row)) if same else self.model.set_source(LineSource(row))
        self._say()

    def retranslate(self) -> None:
        """Say it again in the new language."""
        self._say()

    def edit(self) -> None:
        """Open the form for what a roll says of all its rows."""
        if self._row:
            self.form.set_values({"programme_mn": self._row.programme_mn, "unit": self._row.unit})
            self._show_form(self.form, "programme_mn")

    def edit_row(self, uuid: str, draft: RowDraft) -> None:
        """Open the form of one row."""
        self._line = uuid
        self.row_form.show_draft(draft)
        self._show_form(self.row_form, "name")

    def save(self) -> None:
        """Hand the corrections over, or say what is wrong."""
        roll, form = self._row, self._open
        if roll and form is self.row_form:
            if self.row_form.wrong(roll, self._today()):
                self.row_form.focus_problem()
                return
            self.stop()
            self.row_saved.emit(self._line, self.row_form.draft())
        elif roll and form:
            self.stop()
            values = self.form.values()
            self.saved.emit(roll.uuid, values["programme_mn"], values["unit"])

    def stop(self) -> None:
        """Leave the form without saving."""
        self._open = None
        self._say()
        self.table.setFocus()

    def _show_form(self, form: Form, field: str) -> None:
        self._open = form
        self._say()
        form.focus(field)
        if area := self.findChild(QScrollArea):
            area.verticalScrollBar().setValue(0)  # the focus moved it before the form had its place

    def _ask_row(self, uuids: Sequence[str]) -> None:
        if uuids:
            self.row_asked.emit(uuids[0])

    def _remove_rows(self, uuids: Sequence[str]) -> None:
        if uuids:
            self.rows_removed.emit(list(uuids))

    def _say(self) -> None:
        row = self._row
        self.set_heading(f"{village_of(row)} · {programme_of(row)}" if row else "")
        self.pill.set_pill(status_pill(row.status or NO_NOTICE) if row else Pill("unknown", ""))
        if row:
            self.sum.say(_SUM, year=row.year, households=f"{row.households:,}", amount=money(row.total_fen))
        self.facts.show_rows(list(facts(row)) if row else [])
        self.brought.show_office((row.brought_by or row.owner_code) if row else "")
        self.nothing.setVisible(row is None)
        self.sum.setVisible(row is not None)
        for form in (self.form, self.row_form):
            form.setVisible(form is self._open)
        for widget in (self.masked, self.table, self.facts):
            widget.setVisible(row is not None and self._open is None)
        self.set_actions(*(self._steps(row) if row else ()))

    def _steps(self, row: RollRow) -> Iterator[Button]:
        if self._open:
            yield secondary(_CANCEL, self.stop)
            yield primary(_SAVE, self.save)
            return
        if row.owner_code:  # another office keeps it: it can be read, taken along and followed to its notice
            yield secondary(_EXPORT, lambda: self.export_asked.emit(row))
            if row.notice_uuid:
                yield primary(_NOTICE, lambda: self.notice_asked.emit(row))
            return
        more = [
            (_EDIT, self.edit),
            (_EDIT_ROW, lambda: self._ask_row(self.table.selected_uuids())),
            (_REMOVE_ROWS, lambda: self._remove_rows(self.table.selected_uuids())),
            (_EXPORT, lambda: self.export_asked.emit(row)),
            (_REMOVE, lambda: self.remove_asked.emit(row)),
        ]
        yield menu_button(_MORE, more)
        yield primary(_NOTICE if row.notice_uuid else _MAKE, lambda: self.notice_asked.emit(row))

    def _hide_empty(self, first: int, _last: int) -> None:
        """Columns nobody filled leave their room to the others."""
        if first == 0:
            rows = (self.model.row(number) for number in range(min(self.model.rowCount(), PAGE)))
            there = filled(LINES, [row for row in rows if isinstance(row, PayoutLine)])
            for number, column in enumerate(LINES):
                self.table.setColumnHidden(number, column.key not in there)
