"""The checks (核对): what does not agree, errors first; each leads to its cell, and a reason can be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import annual_reports
from app.operations.annual_reports import Report
from app.rules.annual_report import Finding
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.report.part import FIGURES, TEXTS, Part, is_open, section_of
from app.ui.report.reading import Reading, editable
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

WRONG, WARNED, EXPLAINED, ALL = "wrong", "warned", "explained", "all"
KINDS = {WRONG: N_("有误"), WARNED: N_("提醒"), EXPLAINED: N_("已说明"), ALL: N_("全部")}
STATES = {WRONG: "late", WARNED: "soon", EXPLAINED: "good"}
_NAME = N_("核对结果")
_EMPTY = N_("核对无误"), N_("表内勾稽、与上年衔接、与台账的比较都没有发现问题。")
_NO_HIT = N_("没有这一类的结果"), N_("换上面的条件，可以看其他结果。")
_NONE = N_("选一行，看是怎么回事，走到那一栏改正，或写明为什么成立。")
_TO_CELL, _TO_TEXT, _KEEP, _TAKE = N_("到这一栏"), N_("去写这一节"), N_("保存理由"), N_("撤回理由")
_WHY = N_("写明理由的，不再妨碍定稿；理由随报告保存。")
REASON = FieldSpec("reason", N_("理由"), "text", lines=3)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the list shows it."""

    finding: Finding
    kind: str
    label: str
    reason: str
    section: str  # of the text it is about


def rows_of(report: Report) -> list[FindingRow]:
    """Errors first, then warnings, then what was explained."""
    order = list(KINDS)
    rows = [_row(report, finding) for finding in report.findings]
    return sorted(rows, key=lambda row: order.index(row.kind))


def _row(report: Report, finding: Finding) -> FindingRow:
    reason = report.reasons.get(finding.key, "")
    kind = EXPLAINED if reason else WRONG if is_open(report, finding) else WARNED
    cell, section = report.form.cells.get(finding.cell), section_of(report, finding)
    label = cell.label if cell else next((each.title for each in report.form.sections if each.key == section), "")
    return FindingRow(finding, kind, _(label) if label else "", reason, section)


COLUMNS = (
    ColumnSpec("kind", N_("结果"), 90, kind="pill", value=lambda row: Pill(STATES[row.kind], _(KINDS[row.kind]))),
    ColumnSpec("label", N_("栏目"), 200),
    ColumnSpec("text", N_("说明"), 0, value=lambda row: row.finding.text),
)


class FindingsSection(Part):
    """The findings, the chosen one beside them with the reason somebody wrote."""

    def __init__(self, context: Context, reading: Reading) -> None:
        super().__init__(context, reading)
        self._rows: Sequence[FindingRow] = ()
        self._row: FindingRow | None = None
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.room = QStackedWidget()
        self.empty, self.no_hit = Empty(*_EMPTY), Empty(*_NO_HIT)
        self.detail = Detail()
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.form = Form((REASON,))
        self.why_sentence = Label(_WHY, tone="quiet", wrap=True)
        self._lay_out()
        self.kinds.chosen.connect(lambda key: self.show_kind(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.to_cell())
        self.form.save_asked.connect(self.keep_reason)
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        for place in (self.table, self.empty, self.no_hit):
            self.room.addWidget(place)
        for widget in (self.pill, self.nothing, self.facts, self.form, self.why_sentence):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.kinds.choose(ALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.kinds)
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def home(self) -> QWidget:
        """The list."""
        return self.table

    def show_report(self, report: Report) -> None:
        """Show what the checks found."""
        self._rows = rows_of(report)
        kinds = [row.kind for row in self._rows]
        self.kinds.set_counts({key: kinds.count(key) for key in STATES} | {ALL: len(kinds)})
        self.counted.emit(len(kinds))
        self.show_kind(self.kinds.current() or ALL)

    def show_kind(self, kind: str) -> None:
        """Show the findings of this kind, or all."""
        self.kinds.choose(kind)
        here = self._row.finding.key if self._row else ""
        rows = [row for row in self._rows if kind in (ALL, row.kind)]
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.no_hit if self._rows else self.empty)
        self.select(here)

    def select(self, key: str) -> None:
        """Go to this finding, or to the first about this cell."""
        rows = self.table.rows()
        number = next((n for n, row in enumerate(rows) if key and key in (row.finding.key, row.finding.cell)), -1)
        if number >= 0:
            self.table.selectRow(number)

    def open(self, target: object) -> None:
        """Show the findings about a cell, or one by its key."""
        self.kinds.choose(ALL)
        if self.reading.report is not None:
            self.show_report(self.reading.report)
        self.select(str(target))
        self.form.focus()

    def to_cell(self) -> None:
        """Lead to the cell, or the text, of the chosen finding."""
        if self._row and self._row.finding.cell:
            self.go.emit(FIGURES, self._row.finding.cell)
        elif self._row and self._row.section:
            self.go.emit(TEXTS, self._row.section)

    def keep_reason(self) -> None:
        """Keep why the finding stands."""
        self._give(self.form.values()["reason"])

    def leave(self) -> None:
        """Keep a reason that was typed."""
        row = self._row
        if row and self._may_write() and self.form.values()["reason"] != row.reason:
            self.keep_reason()

    def _give(self, reason: str) -> None:
        if self._row and reason != self._row.reason:
            self.reading.change(annual_reports.GIVE_REASON, annual_reports.give_reason, self._row.finding.key, reason)

    def _may_write(self) -> bool:
        return self.reading.report is not None and editable(self.reading.report)

    def _show(self, row: FindingRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.finding.text if row else "")
        self.nothing.setVisible(row is None)
        self.pill.set_pill(Pill(STATES[row.kind], _(KINDS[row.kind])) if row else Pill("", ""))
        self.facts.show_rows([(N_("栏目"), row.label)] if row else [])
        self.form.setVisible(row is not None)
        self.why_sentence.setVisible(row is not None)
        self.form.set_values({"reason": row.reason if row else ""})
        self.form.set_read_only(not self._may_write())
        self.detail.set_actions(*(self._actions(row) if row else ()))

    def _actions(self, row: FindingRow) -> list[Button]:
        found = []
        if self._may_write():
            if row.reason:
                found.append(secondary(_TAKE, lambda: self._give("")))
            found.append(secondary(_KEEP, self.keep_reason))
        if row.finding.cell or row.section:
            found.append(primary(_TO_CELL if row.finding.cell else _TO_TEXT, self.to_cell))
        return found
