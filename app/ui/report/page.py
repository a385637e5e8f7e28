"""The page 年度报告."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import N_
from app.operations import annual_reports
from app.operations.annual_reports import OfficeRow
from app.rules.annual_report import Scope
from app.ui import theme
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.report.bar import ReportBar
from app.ui.report.charts import ChartsSection
from app.ui.report.day_dialog import PUBLISHED, SUBMITTED, DayDialog
from app.ui.report.figures import FiguresSection
from app.ui.report.findings import FindingsSection
from app.ui.report.outputs import Outputs
from app.ui.report.part import CHARTS, FIGURES, FINDINGS, SECTION_TITLES, TEXTS, YEARS, Part
from app.ui.report.reading import Asked, Reading
from app.ui.report.texts import TextsSection
from app.ui.report.years import YearsSection
from app.ui.widgets.page import Context, Page

WATCHED = ("annual_report", "request", "request_event", "remedy", "disclosure", "tally", "office", "choice")

TIGHT = 400  # pixels at 100 % of height: below this the bar and the chips are folded


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A section of the page: its key, its title marked with N_, and what makes it."""

    key: str
    title: str
    make: Callable[[Context, Reading], Part]


SECTIONS = (
    PartSpec(FIGURES, SECTION_TITLES[FIGURES], FiguresSection),
    PartSpec(FINDINGS, SECTION_TITLES[FINDINGS], FindingsSection),
    PartSpec(TEXTS, SECTION_TITLES[TEXTS], TextsSection),
    PartSpec(CHARTS, SECTION_TITLES[CHARTS], ChartsSection),
    PartSpec(YEARS, SECTION_TITLES[YEARS], YearsSection),
)


class ReportPage(Sections):
    """A report of an office and a year: figures, checks, text, charts; all others that were written."""

    title = N_("年度报告")
    help_page = "report"
    watches = frozenset(WATCHED)

    def __init__(self, context: Context) -> None:
        self.bar = ReportBar(context.today())
        self._shown_parts: dict[str, Part] = {}
        super().__init__(context, [SectionSpec(spec.key, spec.title, partial(self._part, spec)) for spec in SECTIONS])
        self.outputs = Outputs(self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.bar)
        self._listen()

    def _part(self, spec: PartSpec, context: Context) -> Page:
        if not hasattr(self, "reading"):
            self.reading = Reading(context, self)
        part = spec.make(context, self.reading)
        if isinstance(part, YearsSection):
            part.import_asked.connect(lambda: self.outputs.bring_in())
            part.template_asked.connect(self._template)
        return part

    def _listen(self) -> None:
        self.outputs.said.connect(self.said)
        self.reading.arrived.connect(self.bar.show_report)
        self.reading.asked_for.connect(self._show_asked)
        self.bar.asked.connect(self._ask)
        self.bar.final_asked.connect(self.make_final)
        self.bar.reopen_asked.connect(lambda: self.reading.change(annual_reports.REOPEN, annual_reports.reopen))
        self.bar.submit_asked.connect(self.submit)
        self.bar.publish_asked.connect(self.publish)
        self.bar.preview_asked.connect(self.print)
        self.bar.export_asked.connect(self.export)

    def _fit_chips(self) -> None:
        """On a small window, or in large type, the bar and the chips leave the room to the section."""
        tight = self.height() < theme.scaled(TIGHT)
        self.bar.set_compact(tight)
        self.views.setVisible(not tight)
        self.choice.setVisible(tight)
        self.layout().setSpacing(theme.scaled(4 if tight else 8))
        if isinstance(section := self.section(), Part):
            section.set_compact(tight)

    def refresh(self) -> None:
        """Read anew when the page is to be seen."""
        Page.refresh(self)

    def reload(self) -> None:
        """Read which offices report, then the report that is asked for."""
        self.runner.query(self, annual_reports.offices_of, self._take_offices, slot="offices")

    def open(self, target: object) -> None:
        """Show the report (office, year, scope), the one of a year, a section by its key, or a cell by its key."""
        if isinstance(target, tuple):
            office_code, year, scope = target
            self._ask(Asked(office_code, year, scope))
        elif isinstance(target, int):
            self._ask(Asked(self.reading.asked.office_code, target, self.reading.asked.scope))
        elif isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif isinstance(target, str) and target:
            self.choose(FIGURES).open(target)

    def print(self) -> None:
        """Ctrl+P: the report as it will print."""
        if self.reading.report is not None:
            self.leave()
            self.outputs.preview(self.reading.asked)

    def export(self, ending: str) -> None:
        """Write the report to a file of this kind."""
        if self.reading.report is not None:
            self.leave()
            self.outputs.export(self.reading.asked, self.reading.report, ending)

    def make_final(self) -> None:
        """Freeze the figures; what is still open is shown first."""
        report = self.reading.report
        if report is None:
            return
        self.leave()
        if report.open_findings:
            self.choose(FINDINGS)
        today = self.context.today()
        self.reading.change(annual_reports.FINAL, annual_reports.make_final, today)

    def submit(self) -> None:
        """Note on which day it went to the level above."""
        if report := self.reading.report:
            then = partial(self.reading.change, annual_reports.SUBMIT, annual_reports.submitted)
            self._ask_day(SUBMITTED, report.submitted_on, then)

    def publish(self) -> None:
        """Note on which day it was published."""
        if report := self.reading.report:
            then = partial(self.reading.change, annual_reports.PUBLISH, annual_reports.published)
            self._ask_day(PUBLISHED, report.published_on, then)

    def _ask_day(self, title: str, noted: date | None, then: Callable[[date | None], object]) -> None:
        dialog = DayDialog(self, title, noted, self.context.today())
        dialog.chosen.connect(then)
        dialog.open()

    def _template(self) -> None:
        if self.reading.report is not None:
            self.outputs.template(self.reading.report)

    def _ask(self, asked: Asked) -> None:
        self.leave()
        self.reading.ask(asked)

    def _show_asked(self, asked: Asked) -> None:
        self.bar.show_asked(asked)
        self.bar.show_report(None)

    def _take_offices(self, offices: list[OfficeRow]) -> None:
        self.bar.show_offices(offices)
        if self.reading.asked.office_code:
            self.reading.read()
        elif offices:
            asked = self.reading.asked
            self.reading.ask(Asked(offices[0].code, asked.year, Scope.OWN))
