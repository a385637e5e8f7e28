"""How the days of a case are counted (期限, F4): the sums, every day, what was chosen where law leaves it open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.request_lists import RequestDetail
from app.rules.calendar import DayKind, weekday_name
from app.rules.choices import CHOICES
from app.rules.request_clock import REPLY_DAYS, Case, CaseDay, DayPart
from app.rules.request_events import EventKind, NextStep, PartyKind
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.requests.case_words import extension
from app.ui.requests.day_grid import PART_NAMES, DayGrid, LegendItem, day_told
from app.ui.widgets.buttons import Heading, Label, quiet, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable

GRID, LIST = "grid", "list"
WAYS = {GRID: N_("日历"), LIST: N_("逐日列表")}
ROWS_SHOWN = 12
_NOT_STARTED = N_("期限还没有起算。")
_RUNNING = N_("已计 {used} 个工作日，还剩 {left} 个，答复期限是 {due}。")
_MAYBE = N_("已计 {used} 个工作日，还剩 {left} 个，答复期限暂定 {due}（待节假日安排公布）。")
_LATE = N_("期限 {whole} 个工作日已满，超过 {late} 个工作日。")
_STANDS = N_("已计 {used} 个工作日，期限停止计算。")
_ENDED = N_("共用 {used} 个工作日，期限是 {whole} 个工作日。")
_CONSULTED = N_("征求意见共有 {n} 个工作日不计入期限，几份意见重叠的日子只扣一次。")
_EXTENDED = N_("延期以前的期限是 {base}。")
_PROVISIONAL = N_("{years}年的节假日安排还没有装入，先按周一至周五上班计算；装入后自动重算。")
_CHOSEN, _SETTINGS = N_("本单位的选择"), N_("到设置里改")
_PRINT = N_("打印计时单")


def sums(detail: RequestDetail, today: date) -> str:
    """How much of the time is gone, as one sentence."""
    case, left = detail.case, detail.row.left
    if case.started_on is None:
        return _(_NOT_STARTED)
    whole, gone = REPLY_DAYS + extension(case), case.used_by(today)
    if case.ended:
        return _(_ENDED).format(used=gone, whole=whole)
    if case.due is None:
        return _(_STANDS).format(used=gone)
    if case.due < today and left and case.next_step[0] is NextStep.REPLY:
        return _(_LATE).format(whole=whole, late=-left.working)
    message = _MAYBE if case.provisional else _RUNNING
    return _(message).format(used=gone, left=whole - gone, due=case.due.isoformat())


def notes(case: Case) -> Iterator[str]:
    """What else there is to say of the sums."""
    if not case.ended and case.base_due and case.base_due != case.due:
        yield _(_EXTENDED).format(base=case.base_due.isoformat())
    consulted = [day for day in case.days if day.part is DayPart.CONSULTING and _works(day)]
    if case.consultations:
        yield _(_CONSULTED).format(n=len(consulted))


def _works(day: CaseDay) -> bool:
    return day.kind in (DayKind.WORKDAY, DayKind.MAKE_UP)


def chosen_of(case: Case) -> list[str]:
    """Which choices of the office took part in a case's clock."""
    kinds = {event.kind for event in case.events}
    agency = any(each.event.party_kind == PartyKind.AGENCY for each in case.consultations)
    took = {
        "correction_days": EventKind.CORRECTION_NOTICE in kinds,
        "agency_days": agency,
        "sending_day": bool(case.consultations),
        "opinion_day": bool(case.consultations),
        "reason_suspends": EventKind.REASON_REQUEST in kinds,
        "payment_restart": EventKind.FEE_NOTICE in kinds,
        "late_extension": EventKind.EXTEND in kinds,
    }
    return [key for key, took_part in took.items() if took_part]


def choice_words(key: str, value: str) -> str:
    """The value of a choice in words."""
    choice = CHOICES[key]
    names = dict(zip(choice.options, choice.option_names, strict=False))
    return _(names[value]) if value in names else value


COLUMNS = (
    ColumnSpec("on", N_("日期"), 96, kind="date", value=lambda line: line[0].on),
    ColumnSpec("weekday", N_("星期"), 70, value=lambda line: weekday_name(line[0].on)),
    ColumnSpec("counted", N_("第几天"), 60, kind="number", value=lambda line: line[0].counted),
    ColumnSpec("told", N_("怎么算、办了什么"), 0, value=lambda line: "；".join(day_told(*line))),
)


class TimeLine(QWidget):
    """Explains the clock of one case."""

    print_asked = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._now: tuple[RequestDetail, Mapping[str, str], date] | None = None
        self.sums = Label(wrap=True)
        self.provisional = Label(tone="soon", wrap=True)
        self.ways = ViewRow([View(key, title) for key, title in WAYS.items()], may_keep=False)
        self.grid, self.told = DayGrid(), Label(wrap=True)
        self.legend = {part: LegendItem(part) for part in PART_NAMES}
        self.table = SmallTable(COLUMNS)
        self.chosen = Facts()
        self._chosen_parts = [Heading(_CHOSEN, times=1.1), self.chosen, quiet(_SETTINGS, self.settings_asked.emit)]
        self._lay_out()
        self.ways.chosen.connect(self.show_way)
        self.grid.moved.connect(self.told.setText)
        self.show_way(GRID)

    def _lay_out(self) -> None:
        self._days = QWidget()
        days = QVBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.scaled(8))
        legend = QWidget()
        flow = Flow(legend)
        for item in self.legend.values():
            flow.addWidget(item)
        for widget in (self.grid, self.told, legend):
            days.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (self.sums, self.provisional, self.ways, self._days, self.table, *self._chosen_parts):
            box.addWidget(widget)
        box.setAlignment(self._chosen_parts[-1], Qt.AlignmentFlag.AlignLeft)
        box.addWidget(secondary(_PRINT, self.print_asked.emit), 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def show_record(self, detail: RequestDetail, chosen: Mapping[str, str], today: date) -> None:
        """Explain this case; `chosen` are the office's choices."""
        other = self._now is None or self._now[0].row.uuid != detail.row.uuid
        self._now, case = (detail, chosen, today), detail.case
        self.sums.setText("\n".join([sums(detail, today), *notes(case)]))
        self.provisional.setVisible(case.provisional)
        self.provisional.setText(_(_PROVISIONAL).format(years="、".join(map(str, case.missing_years))))
        self.grid.show_case(case, today, other)
        parts = {day.part for day in case.days}
        for part, item in self.legend.items():
            item.setVisible(part in parts)
        self.table.set_rows([(day, case) for day in case.days])
        self.table.setFixedHeight(self.table.fontMetrics().height() * 2 * ROWS_SHOWN)
        took = chosen_of(case)
        self.chosen.show_rows([(CHOICES[key].label, choice_words(key, chosen[key])) for key in took])
        for widget in self._chosen_parts:
            widget.setVisible(bool(took))

    def show_way(self, key: str) -> None:
        """As weeks or as a list; the way shown stays if its chip was pressed again."""
        wanted = key or (LIST if self.table.isVisibleTo(self) else GRID)
        self.ways.choose(wanted)
        self._days.setVisible(wanted == GRID)
        self.table.setVisible(wanted == LIST)

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._now:
            self.show_record(*self._now)
