"""The reports there are (历年): by year and office, which are missing for the consolidation, years brought in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import annual_reports
from app.operations.annual_reports import OfficeRow, Report, ReportRow
from app.rules.annual_report import SCOPE_NAMES, STATUS_NAMES, ReportStatus, Scope
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.menus import menu_button
from app.ui.report.part import FIGURES, Part
from app.ui.report.reading import Asked, Reading
from app.ui.widgets.buttons import Button, Label, danger, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill, shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ALL, MISSING = "all", "missing"
KINDS = {ALL: N_("全部"), MISSING: N_("本年度缺报")}
_NAME = N_("历年的年度报告")
_OLD, _IMPORT, _FILE, _TEMPLATE = N_("录入往年"), N_("导入"), N_("从文件导入…"), N_("填报模板…")
_OPEN, _REMOVE = N_("打开"), N_("删除填写的内容")
_NO_REPORT, _WRONG = N_("没有报告"), N_("{n} 处")
_NONE = N_("选一行打开它。没有报告的单位，导入它报来的数据，或代它填写。")
_EMPTY = N_("还没有写过年度报告")
_EMPTY_WHY = N_("登记的申请和公开的信息已经算进“数据”。往年的报告可以按当年的格式录入或导入，用来核对结转和比较。")
_NO_HIT = N_("没有缺报的单位"), N_("下级单位都有这一年的报告，或都在本单位的台账里。")
_TREE_ONLY = N_("缺报的单位按“汇总（含下级）”核对：它们在本数据文件里没有记录，也没有导入报告。")


@dataclass(frozen=True, slots=True)
class YearRow:
    """A report of the list, or an office without one."""

    office_code: str
    office: str
    year: int
    scope: str
    status: str  # "": there is none
    findings: int
    submitted_on: date | None
    published_on: date | None


def status_pill(row: YearRow) -> Pill:
    """How far a report is, as a pill."""
    if not row.status:
        return Pill("late", _(_NO_REPORT))
    final = row.status == ReportStatus.FINAL
    return Pill("good" if final else "soon", _(STATUS_NAMES[ReportStatus(row.status)]))


COLUMNS = (
    ColumnSpec("year", N_("年度"), 70, align="right"),
    ColumnSpec("office", N_("单位"), 0),
    ColumnSpec("scope", N_("范围"), 130, value=lambda row: _(SCOPE_NAMES[Scope(row.scope)])),
    ColumnSpec("status", N_("状态"), 110, kind="pill", value=status_pill),
    ColumnSpec(
        "findings", N_("核对有误"), 90, value=lambda row: _(_WRONG).format(n=row.findings) if row.findings else ""
    ),
    ColumnSpec("submitted_on", N_("报送"), 100, kind="date"),
    ColumnSpec("published_on", N_("公布"), 100, kind="date"),
)


def rows_of(rows: Sequence[ReportRow]) -> list[YearRow]:
    """The reports somebody wrote, as the list shows them."""
    return [
        YearRow(
            row.office_code,
            row.office,
            row.year,
            row.scope,
            row.status,
            row.findings,
            row.submitted_on,
            row.published_on,
        )
        for row in rows
    ]


def missing_rows(report: Report, offices: Sequence[OfficeRow], year: int) -> list[YearRow]:
    """The offices below of which nothing is known for the year."""
    names = set(report.missing_units)
    return [
        YearRow(office.code, office.name, year, Scope.OWN, "", 0, None, None)
        for office in offices
        if office.name in names
    ]


class YearsSection(Part):
    """All reports, the chosen one beside them; who is missing of the year that the bar shows."""

    import_asked = Signal()
    template_asked = Signal()

    def __init__(self, context: Context, reading: Reading) -> None:
        super().__init__(context, reading)
        self._rows: Sequence[YearRow] = ()
        self._missing: Sequence[YearRow] = ()
        self._row: YearRow | None = None
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.room = QStackedWidget()
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _OLD, self.begin_old)
        self.no_hit = Empty(*_NO_HIT)
        self.detail = Detail()
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.add_buttons(
            menu_button(_IMPORT, [(_FILE, self.import_asked.emit), (_TEMPLATE, self.template_asked.emit)]),
            secondary(_OLD, self.begin_old),
        )
        self._lay_out()
        self.kinds.chosen.connect(lambda key: self.show_kind(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(self.open_report)
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        for place in (self.table, self.empty, self.no_hit):
            self.room.addWidget(place)
        for widget in (self.pill, self.nothing, self.facts):
            self.detail.add(widget)
        self.detail.add_stretch()
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
        """Read all reports; who is missing is told by the consolidated one."""
        asked = self.reading.asked

        def work(session: Session) -> tuple[list[YearRow], list[YearRow]]:
            own = annual_reports.offices_of(session)
            tree = report if asked.scope == Scope.TREE else annual_reports.opened(
                session, asked.office_code, asked.year, Scope.TREE
            )  # fmt: skip
            return rows_of(annual_reports.reports(session)), missing_rows(tree, own, asked.year)

        self.runner.query(self, work, self._take, slot="years")

    def show_kind(self, kind: str) -> None:
        """Show all reports, or the offices without one."""
        rows = self._missing if kind == MISSING else self._rows
        self.kinds.choose(kind)
        self.table.set_rows(rows)
        other = self.no_hit if kind == MISSING else self.empty
        self.room.setCurrentWidget(self.table if rows else other)
        self.counted.emit(len(rows))

    def begin_old(self) -> None:
        """Go to the newest year that nobody wrote a report for, to enter it in its own format."""
        asked = self.reading.asked
        written = {row.year for row in self._rows if (row.office_code, row.scope) == (asked.office_code, asked.scope)}
        year = next(year for year in range(asked.year - 1, 0, -1) if year not in written)
        self.reading.ask(Asked(asked.office_code, year, asked.scope))
        self.go.emit(FIGURES, "")

    def open_report(self, row: YearRow) -> None:
        """Show this report."""
        self.reading.ask(Asked(row.office_code, row.year, row.scope))
        self.go.emit(FIGURES, "")

    def remove(self) -> None:
        """Take what was written into the chosen report to the recycle bin."""
        if (row := self._row) and row.status:

            def work(session: Session) -> None:
                annual_reports.remove(session, row.office_code, row.year, row.scope)

            self.runner.change(self, annual_reports.REMOVE, work, values={"year": row.year})

    def _take(self, found: tuple[list[YearRow], list[YearRow]]) -> None:
        self._rows, self._missing = found
        self.kinds.set_counts({ALL: len(self._rows), MISSING: len(self._missing)})
        self.show_kind(self.kinds.current() or ALL)

    def _show(self, row: YearRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.office if row else "")
        self.nothing.setVisible(row is None)
        self.pill.set_pill(status_pill(row) if row else Pill("", ""))
        self.facts.show_rows(list(_facts(row)) if row else [])
        self.detail.set_actions(*(self._actions(row) if row else ()))

    def _actions(self, row: YearRow) -> Iterator[Button]:
        if row.status == ReportStatus.DRAFT:
            yield danger(_REMOVE, self.remove)
        yield primary(_OPEN, lambda: self.open_report(row))


def _facts(row: YearRow) -> Iterator[tuple[str, str]]:
    yield N_("年度"), str(row.year)
    yield N_("范围"), _(SCOPE_NAMES[Scope(row.scope)])
    yield N_("报送"), shown(row.submitted_on)
    yield N_("公布"), shown(row.published_on)
    yield N_("核对有误"), _(_WRONG).format(n=row.findings) if row.findings else ""
    yield N_("说明"), "" if row.status else _(_TREE_ONLY)
