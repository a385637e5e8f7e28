"""Above the sections: which report is shown, how far it is, by when it is due, and the steps it can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.annual_reports import OfficeRow, Report
from app.rules.annual_report import SCOPE_NAMES, STATUS_NAMES, ReportStatus, Scope
from app.ui import theme
from app.ui.catalog.menus import menu_button
from app.ui.report.reading import Asked, proposed_year
from app.ui.widgets.buttons import SECONDARY, Button, OneLine, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill
from app.ui.widgets.words import name

FIRST_YEAR = 2008  # the regulation is in force since 2008-05-01
LONGEST = 260  # pixels at 100 % of an office's name
SHORT = 160  # and of the scope on a small window
_OFFICE, _YEAR, _SCOPE = N_("单位"), N_("年度"), N_("范围")
_YEAR_OF = N_("{year}年")
_FINAL, _REOPEN, _SUBMIT, _PUBLISH = N_("定稿"), N_("撤回定稿"), N_("登记报送"), N_("登记公布")
_EXPORT, _PREVIEW, _MORE = N_("导出"), N_("打印预览…"), N_("更多")
FILES = {".docx": N_("Word 文档…"), ".pdf": N_("PDF 文件…"), ".xlsx": N_("Excel 表格…"), ".json": N_("JSON 数据…")}
_AHEAD = N_("应在 {day} 前报送并公布，还有 {days} 天。")
_TODAY = N_("今天（{day}）是报送并公布的最后一天。")
_LATE = N_("应在 {day} 前报送并公布，已超过 {days} 天。")
_SUBMITTED, _PUBLISHED = N_("{day} 报送。"), N_("{day} 公布。")
_CLEAN, _OPEN = N_("核对无误。"), N_("核对有误 {n} 处，定稿前要改正或写明理由。")
_DOUBTS = N_("核对有提醒 {n} 处。")
_MISSING = N_("下级缺报 {n} 个：{names}。")
_PAST = N_("没有登记公布日期。")
LONG_PAST = 366  # days after which a report that nobody noted is an old one, not a late one
ANY = (1 << 24) - 1  # Qt's own bound of a width, which is none
NAMED = 5  # offices that are missing are named, of more only so many


class Selection(QComboBox):
    """A choice in the bar; `picked` follows a person's choice only."""

    picked = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        name(self, title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _number: self.picked.emit())
        self.currentTextChanged.connect(self.setToolTip)

    def offer(self, options: Sequence[tuple[object, str]], chosen: object) -> None:
        """Offer these values under their words, this one chosen."""
        self.blockSignals(True)
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.blockSignals(False)
        self.setToolTip(self.currentText())


class Apart(Flow):
    """Lays out like words, but where all stand on one line the last ones stand at its far edge."""

    def __init__(self, parent: QWidget, last: int) -> None:
        super().__init__(parent)
        self._last = last

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget where it belongs."""
        super().setGeometry(rect)
        if len(self._lines(rect.width())) != 1:
            return
        ending = [item for item in self._items[-self._last :] if not item.isEmpty()]
        right = rect.right() - max((item.geometry().right() for item in ending), default=rect.right())
        for item in ending:
            item.setGeometry(item.geometry().translated(right, 0))


class Line(QWidget):
    """Choices, and steps behind them, in as many lines as they need; none is given up where the page is short."""

    def __init__(self, choices: Sequence[QWidget], steps: Sequence[QWidget]) -> None:
        super().__init__()
        self._flow = Apart(self, len(steps))
        for widget in (*choices, *steps):
            self._flow.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As high as its lines at the width it has."""
        return QSize(super().minimumSizeHint().width(), self._flow.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A shorter line makes more of them."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class State(OneLine):
    """How far the report is, on one line; where it is cut its end is in the tip."""

    def show_words(self, words: str, late: bool) -> None:
        """Say this, in the colour of what is late or quietly."""
        self.setProperty("tone", "late" if late else "quiet")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(words)


class ReportBar(QWidget):
    """Asks for a report and for its steps; it knows nothing of how they are done."""

    asked = Signal(object)  # Asked
    final_asked = Signal()
    reopen_asked = Signal()
    submit_asked = Signal()
    publish_asked = Signal()
    export_asked = Signal(str)  # ending of the file
    preview_asked = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._offices: Sequence[OfficeRow] = ()
        self._shown = Asked(year=proposed_year(today))
        self._report: Report | None = None
        self.office, self.year, self.scope = Selection(_OFFICE), Selection(_YEAR), Selection(_SCOPE)
        self.office.setMaximumWidth(theme.scaled(LONGEST))
        self.pill = PillLabel()
        self.state = State()
        self.final_button = primary(_FINAL, self.final_asked.emit)
        self.reopen_button = secondary(_REOPEN, self.reopen_asked.emit)
        self.submit_button = secondary(_SUBMIT, self.submit_asked.emit)
        self.publish_button = secondary(_PUBLISH, self.publish_asked.emit)
        self.export_button = self._export_button()
        self.more_button = self._more_button()
        self._compact = False
        self._lay_out()
        for choice in (self.office, self.year, self.scope):
            choice.picked.connect(self._ask)
        self._offer()
        self.show_report(None)

    def _export_button(self) -> Button:
        files = [(words, partial(self.export_asked.emit, ending)) for ending, words in FILES.items()]
        return menu_button(_EXPORT, [(_PREVIEW, self.preview_asked.emit), *files])

    def _more_button(self) -> Button:
        """All that the other buttons do, for where there is no room for them."""
        button = Button(_MORE, None, SECONDARY)
        button.setProperty("menu", True)
        button.hide()
        menu = QMenu(button)

        def fill() -> None:
            menu.clear()
            for step in self._steps():
                menu.addAction(step.text(), step.click)
            menu.addSeparator()
            self.export_button.menu().aboutToShow.emit()
            menu.addActions(self.export_button.menu().actions())

        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(theme.scaled(8))
        state.addWidget(self.pill)
        state.addWidget(self.state, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(4))
        box.addWidget(Line((self.office, self.year, self.scope), (self.more_button, *self.buttons())))
        box.addLayout(state)

    def buttons(self) -> tuple[Button, ...]:
        """What can be done with a report, the step that comes next last."""
        return (self.export_button, self.reopen_button, self.publish_button, self.submit_button, self.final_button)

    def show_offices(self, offices: Sequence[OfficeRow]) -> None:
        """Offer these offices; the first is this one."""
        self._offices = offices
        codes = [office.code for office in offices]
        if offices and self._shown.office_code not in codes:
            self._shown = Asked(codes[0], self._shown.year, self._shown.scope)
        self._offer()

    def show_asked(self, asked: Asked) -> None:
        """Show which report is asked for."""
        self._shown = asked
        self._offer()

    def shown(self) -> Asked:
        """The report that is chosen."""
        return self._shown

    def show_report(self, report: Report | None) -> None:
        """Say how far this report is."""
        self._report = report
        final = report is not None and report.status == ReportStatus.FINAL
        status = ReportStatus.FINAL if final else ReportStatus.DRAFT
        self.pill.set_pill(Pill("good" if final else "soon", _(STATUS_NAMES[status])) if report else Pill("", ""))
        words = "".join(self._sentences(report)) if report else ""
        self.state.show_words(words, report is not None and self._is_late(report))
        self._show_buttons()
        self.final_button.setEnabled(report is not None)
        self.export_button.setEnabled(report is not None)
        self.more_button.setEnabled(report is not None)

    def set_compact(self, compact: bool) -> None:
        """On a small window one button stands for all of them."""
        if compact != self._compact:
            self._compact = compact
            self.scope.setMaximumWidth(theme.scaled(SHORT) if compact else ANY)
            self._show_buttons()

    def _show_buttons(self) -> None:
        steps = self._steps()
        for button in self.buttons():
            button.setVisible(not self._compact and (button in steps or button is self.export_button))
        self.more_button.setVisible(self._compact)

    def _steps(self) -> tuple[Button, ...]:
        """The steps that the report can take now, the next one first."""
        if self._report is not None and self._report.status == ReportStatus.FINAL:
            return (self.submit_button, self.publish_button, self.reopen_button)
        return (self.final_button,)

    def changeEvent(self, event: QEvent) -> None:
        """Say choices and state in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "final_button"):
            self._offer()
            self.show_report(self._report)

    def _is_late(self, report: Report) -> bool:
        over = (self._today - report.due_on).days
        return 0 < over <= LONG_PAST and not (report.submitted_on and report.published_on)

    def _sentences(self, report: Report) -> Iterator[str]:
        """The due day until it is met, the days of the steps, what keeps the report from being final."""
        left = (report.due_on - self._today).days
        if left < -LONG_PAST and not report.published_on:
            yield _(_PAST)
        elif not (report.submitted_on and report.published_on):
            message = _AHEAD if left > 0 else _LATE if left else _TODAY
            yield _(message).format(day=report.due_on.isoformat(), days=abs(left))
        if report.submitted_on:
            yield _(_SUBMITTED).format(day=report.submitted_on.isoformat())
        if report.published_on:
            yield _(_PUBLISHED).format(day=report.published_on.isoformat())
        wrong, doubts = len(report.open_findings), sum(each.warning for each in report.findings)
        if wrong:
            yield _(_OPEN).format(n=wrong)
        if doubts:
            yield _(_DOUBTS).format(n=doubts)
        if not wrong and not doubts:
            yield _(_CLEAN)
        if report.missing_units:
            names = "、".join(report.missing_units[:NAMED]) + ("…" if len(report.missing_units) > NAMED else "")
            yield _(_MISSING).format(n=len(report.missing_units), names=names)

    def _offer(self) -> None:
        self.office.offer([(office.code, office.name) for office in self._offices], self._shown.office_code)
        years = range(max(self._today.year, self._shown.year), FIRST_YEAR - 1, -1)
        self.year.offer([(year, _(_YEAR_OF).format(year=year)) for year in years], self._shown.year)
        self.scope.offer([(str(scope), _(words)) for scope, words in SCOPE_NAMES.items()], self._shown.scope)

    def _ask(self) -> None:
        self._shown = Asked(
            self.office.currentData() or "", self.year.currentData(), self.scope.currentData() or Scope.OWN
        )
        self.asked.emit(self._shown)
