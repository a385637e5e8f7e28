"""A section of the report's page: it shows a part of the report that the bar above asks for."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations.annual_reports import Report
from app.rules.annual_report import Finding
from app.ui.catalog.sections import Section
from app.ui.report.reading import Reading
from app.ui.widgets.page import Context

FIGURES, FINDINGS, TEXTS, CHARTS, YEARS = "figures", "findings", "texts", "charts", "years"
SECTION_TITLES = {
    FIGURES: N_("数据"),
    FINDINGS: N_("核对"),
    TEXTS: N_("文字"),
    CHARTS: N_("图表"),
    YEARS: N_("历年"),
}


class Part(Section):
    """Base: `show_report` is called with the report whenever it was read, once the section is to be seen."""

    help_page = "report"

    def __init__(self, context: Context, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.reading = reading
        self._waiting = reading.report
        reading.arrived.connect(self._arrive)

    def show_report(self, report: Report) -> None:
        """Show this."""
        raise NotImplementedError

    def home(self) -> QWidget | None:
        """Where the keyboard goes when the section that had it gives way to this one."""
        return None

    def set_compact(self, compact: bool) -> None:
        """On a small window, or in large type, give up what can be reached otherwise."""

    def reload(self) -> None:
        """F5: read the report again."""
        self.reading.read()

    def refresh(self) -> None:
        """The page reads for all of its sections."""
        self.stale = False

    def retranslate(self) -> None:
        """Say everything again."""
        if self.reading.report is not None:
            self._arrive(self.reading.report)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while another section was to be seen."""
        super().showEvent(event)
        keyboard = self.window().focusWidget()
        if (keyboard is None or not keyboard.isVisible()) and (home := self.home()):
            home.setFocus()
        if self._waiting is not None:
            self._arrive(self._waiting)

    def _arrive(self, report: Report) -> None:
        self._waiting = None if self.isVisible() else report
        if self.isVisible():
            self.show_report(report)


def is_open(report: Report, finding: Finding) -> bool:
    """Whether a finding keeps the report from being made final."""
    return not finding.warning and not report.reasons.get(finding.key)


def section_of(report: Report, finding: Finding) -> str:
    """The section of the text that a finding is about; empty if it is about figures."""
    _check, _colon, rest = finding.key.partition(":")
    key = rest.partition(":")[0]
    texts = {section.key for section in report.form.sections if section.text}
    return key if not finding.cell and key in texts else ""
