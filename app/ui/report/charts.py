"""The charts (图表): how requests ended, who asked, the trend over the years; every bar carries its figure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import report_document
from app.operations.annual_reports import Report
from app.rules.annual_report import Values
from app.rules.report_charts import Chart, charts
from app.ui import theme
from app.ui.report.bar_chart import BarChart
from app.ui.report.part import Part
from app.ui.report.reading import Reading
from app.ui.widgets.buttons import Heading, Label
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_EMPTY = N_("还没有可以画的数字")
_EMPTY_WHY = N_("登记了申请、或在“数据”里填了数字以后，这里画出办理结果、申请人和历年变化。")
_AS_PRINTED = N_("图表随报告导出和打印，样子见“打印预览”。")


class ChartsSection(Part):
    """The charts of the report, one under the other."""

    def __init__(self, context: Context, reading: Reading) -> None:
        super().__init__(context, reading)
        self._years: Mapping[int, Values] = {}
        self.charts: list[BarChart] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.scaled(12))
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.room = QStackedWidget()
        self.room.addWidget(self.empty)
        self.place = scrolled(self._inside)
        self.room.addWidget(self.place)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.room)

    def show_report(self, report: Report) -> None:
        """Read the years before, then draw."""
        work = partial(_years, report=report)
        self.runner.query(self, work, partial(self._draw, report), slot="years")

    def _draw(self, report: Report, years: Mapping[int, Values]) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        values = {key: figure.value for key, figure in report.figures.items()}
        drawn = [chart for _section, chart in charts(report.form.id, values, years, _) if chart.most]
        self.charts = []
        self._column.addWidget(Label(_AS_PRINTED, tone="quiet", wrap=True))
        for chart in drawn:
            self._column.addWidget(self._card(chart))
        self._column.addStretch(1)
        self.room.setCurrentWidget(self.place if drawn else self.empty)

    def _card(self, chart: Chart) -> QFrame:
        card, bars = QFrame(), BarChart(chart)
        card.setProperty("card", True)
        self.charts.append(bars)
        heading, measure = Heading(times=1.1), Label(tone="quiet", wrap=True)
        heading.setText(chart.title)
        heading.setWordWrap(True)
        measure.setText(chart.measure)
        box = QVBoxLayout(card)
        for widget in (heading, measure, bars):
            box.addWidget(widget)
        return card


def _years(session: Session, report: Report) -> Mapping[int, Values]:
    return report_document.years_of(session, report)
