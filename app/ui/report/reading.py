"""The report that the page shows: which one, read once for all sections, and the way to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.operations import annual_reports
from app.operations.annual_reports import Figure, Report
from app.rules.annual_report import Finding, ReportStatus, Scope
from app.ui.report.form_model import Shown

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

REPORTING_MONTHS = 3  # January to March: last year's report is written


def proposed_year(today: date) -> int:
    """The year a clerk is at work on: last year from January to March, else the running one."""
    return today.year - 1 if today.month <= REPORTING_MONTHS else today.year


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: of which office, for which year, its own or with all below."""

    office_code: str = ""
    year: int = 0
    scope: str = Scope.OWN


class Reading(QObject):
    """Reads the report that is asked for, in the background, and hands it to everybody who shows a part of it."""

    arrived = Signal(object)  # Report
    asked_for = Signal(object)  # Asked, when another report is asked for

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context, self._runner = context, context.runner
        self.asked = Asked(year=proposed_year(context.today()))
        self.report: Report | None = None

    def ask(self, asked: Asked) -> None:
        """Show this report."""
        self.asked = asked
        self.report = None
        self.asked_for.emit(asked)
        self.read()

    def read(self) -> None:
        """Read what is asked for again."""
        asked = self.asked
        if asked.office_code:
            work = partial(annual_reports.opened, office_code=asked.office_code, year=asked.year, scope=asked.scope)
            self._runner.query(self, work, self._take, slot="report")

    def change(
        self,
        title: str,
        operation: Callable[..., object],
        *args: Any,
        then: Callable[[], object] | None = None,
        **values: Any,
    ) -> None:
        """Do this with the report that is shown, as one operation that can be undone."""
        asked = self.asked

        def work(session: Session) -> None:
            operation(session, asked.office_code, asked.year, asked.scope, *args)

        def done(_result: object) -> None:
            if then:
                then()

        self._runner.change(self, title, work, done, {"year": asked.year, **values})

    def _take(self, report: Report) -> None:
        self.report = report
        self.arrived.emit(report)


def editable(report: Report) -> bool:
    """Whether figures and words of a report may be changed now."""
    return report.status != ReportStatus.FINAL


def differs(figure: Figure) -> bool:
    """Whether a figure that was entered is another one than the registers count."""
    return figure.source == "entered" and figure.counted is not None and figure.counted != figure.value


def shown_figures(report: Report) -> dict[str, Shown]:
    """Every figure of a report as the tables show it."""
    of_cell = findings_by_cell(report)
    return {key: _shown(figure, of_cell.get(key, ()), report.reasons) for key, figure in report.figures.items()}


def _shown(figure: Figure, findings: tuple[Finding, ...], reasons: Mapping[str, str]) -> Shown:
    wrong = any(not each.warning and not reasons.get(each.key) for each in findings)
    return Shown(figure.value, figure.source == "entered", differs(figure), wrong, bool(findings) and not wrong)


def findings_by_cell(report: Report) -> dict[str, tuple[Finding, ...]]:
    """What the checks found, by the cell it points at."""
    found: dict[str, tuple[Finding, ...]] = {}
    for each in report.findings:
        if each.cell:
            found[each.cell] = (*found.get(each.cell, ()), each)
    return found


def value_of(report: Report, key: str) -> Decimal | None:
    """The figure of a cell; None where there is none."""
    figure = report.figures.get(key)
    return figure.value if figure else None
