"""How long a notice must hang and why (F4): the strip of days, the sentence, where the length comes from."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.notice_lists import NoticeDetail
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES
from app.rules.notices import NoticeDraft, Period
from app.ui import theme
from app.ui.notices.columns import last_pill
from app.ui.widgets.day_strip import DayStrip
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

_DAYS = {
    Unit.DAY: N_("公示期{n}日，从张贴的第二天算起：{first} 至 {last}。"),
    Unit.WORKDAY: N_("公示期{n}个工作日，从张贴的第二天算起：{first} 至 {last}。"),
}
_LONG = N_("长期公示，不设期满日。")
_UNPOSTED = N_("还没有张贴，下面按计划张贴日期 {day} 试算。")
_UNPLANNED = N_("还没有张贴。登记张贴后，这里逐日说明公示期怎么算。")
_ROLLED = N_("最后一天 {due} 是休息日，顺延到 {last}（《民法典》第二百零三条）。")
_PROVISIONAL = N_("公示期里有一年的节假日安排还没有装入，期满日是暂定的，装入后自动重算。")
_SOURCE = N_("期限的来源：{source}")


def period_words(draft: NoticeDraft, period: Period) -> str:
    """The period as one sentence."""
    if period.last is None:
        return _(_LONG)
    days = (period.first.isoformat(), period.last.isoformat())
    return _(_DAYS[draft.period_unit]).format(n=draft.period_days, first=days[0], last=days[1])


def lines(detail: NoticeDetail) -> Iterator[str]:
    """What stands under the strip."""
    draft, period = detail.draft, detail.period
    if detail.row.posted_on is None and draft.period_days:
        planned = draft.planned_on
        yield _(_UNPOSTED).format(day=planned.isoformat()) if planned else _(_UNPLANNED)
    if period and period.counted and period.counted.due != period.counted.rolled:
        days = (period.counted.due.isoformat(), period.counted.rolled.isoformat())
        yield _(_ROLLED).format(due=days[0], last=days[1])
    if period and period.provisional:
        yield _(_PROVISIONAL)
    yield _(_SOURCE).format(source=_(TEMPLATES[draft.kind].source))


class PeriodSection(QWidget):
    """Explains the period of one notice."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: NoticeDetail | None = None
        self.pill = PillLabel()
        self.strip = DayStrip()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.strip)
        box.addWidget(self.text)
        box.addStretch(1)

    def show_record(self, detail: NoticeDetail) -> None:
        """Explain this notice's period."""
        self._detail = detail
        period = detail.period
        sentence = period_words(detail.draft, period) if period else "" if detail.draft.period_days else _(_LONG)
        self.pill.set_pill(last_pill(detail.row) if detail.row.posted_on else Pill("unknown", ""))
        self.strip.show_count(period.counted if period else None, sentence)
        self.text.setText("\n\n".join(lines(detail)))

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._detail:
            self.show_record(self._detail)
