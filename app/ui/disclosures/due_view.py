"""When an item is due and why: a line while it is typed, the strip of days when it is asked for (F4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import calendars, disclosures
from app.rules.calendar import Calendar, DayKind, TimeLeft, time_left, weekday_name
from app.rules.disclosures import DisclosureDraft
from app.rules.time_limits import Due
from app.ui import theme
from app.ui.widgets.buttons import secondary
from app.ui.widgets.day_strip import DayStrip
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

_LEFT = N_("{left} · {day}")
_PROVISIONAL = N_("暂定 {day}（待节假日安排公布）")
_DUE_ON = N_("到期日 {day}")
_NONE = N_("到期日待定")
_LAW = N_("依据：{law}")
_HARD = N_("法律允许的最后一天：{day}。")
_LIMIT = N_("公开时限：{limit}")
_PRINT = N_("打印到期日说明")
_UNSAID = N_("填写形成日期后，这里显示到期日和理由。")
_WORKDAY, _WEEKEND = N_("{weekday}，工作日"), N_("{weekday}，周末")
_HOLIDAY, _MAKE_UP = N_("{weekday}，{name}放假"), N_("{weekday}，{name}调休上班")
_KINDS = {
    DayKind.WORKDAY: _WORKDAY,
    DayKind.WEEKEND: _WEEKEND,
    DayKind.HOLIDAY: _HOLIDAY,
    DayKind.MAKE_UP: _MAKE_UP,
}


def day_words(day: date, calendar: Calendar) -> str:
    """What a day is to the office: 星期三，工作日; 星期四，国庆节放假."""
    return _(_KINDS[calendar.kind(day)]).format(weekday=weekday_name(day), name=_(calendar.name(day)))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A draft completed from its catalog item, its due date, and the calendar used.

    `left` is the time left; None when the item is not open, or no day is known.
    """

    draft: DisclosureDraft
    due: Due
    left: TimeLeft | None
    calendar: Calendar

    @property
    def pill(self) -> Pill:
        """The due date as a pill."""
        if self.due.on is None:
            return Pill("unknown", _(_NONE))
        if self.left is None:
            return Pill("unknown", _(_DUE_ON).format(day=self.due.on.isoformat()))
        if self.due.provisional:
            return Pill(self.left.state, _(_PROVISIONAL).format(day=self.due.on.isoformat()))
        return Pill(self.left.state, _(_LEFT).format(left=self.left.words, day=self.due.on.isoformat()))


def reckoned(session: Session, draft: DisclosureDraft, today: date, open_: bool = True) -> Reckoning:
    """What the form shows while it is typed; no days are left for an item that is public already."""
    completed, due = disclosures.preview(session, draft)
    calendar = calendars.calendar(session)
    left = time_left(today, due.on, calendar) if due.on and open_ else None
    return Reckoning(completed, due, left, calendar)


class DueLine(QWidget):
    """The due date as a pill with the sentence that gives its reason."""

    def __init__(self) -> None:
        super().__init__()
        self.pill = PillLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("tone", "quiet")
        self._reckoning: Reckoning | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(4))
        box.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.sentence)
        self.show_due(None)

    def show_due(self, reckoning: Reckoning | None) -> None:
        """Show this; None while no day is known to count from."""
        self._reckoning = reckoning
        self.pill.set_pill(reckoning.pill if reckoning else Pill("unknown", ""))
        self.sentence.setText(reckoning.due.reason.text if reckoning else _(_UNSAID))

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_due(self._reckoning)


class DueSection(QWidget):
    """The strip of days, the sentence, the article, and what else to look at."""

    def __init__(self, print_reason: Callable[[], object]) -> None:
        super().__init__()
        self.pill = PillLabel()
        self.strip = DayStrip()
        self._lines = [QLabel() for _number in range(4)]
        self._print = secondary(_PRINT, print_reason)
        self._reckoning: Reckoning | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.strip)
        for line in self._lines:
            line.setWordWrap(True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(line)
        box.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def show_due(self, reckoning: Reckoning | None) -> None:
        """Explain this due date."""
        self._reckoning = reckoning
        self.setVisible(reckoning is not None)
        if reckoning is None:
            return
        due = reckoning.due
        self.pill.set_pill(reckoning.pill)
        self.strip.show_count(due.count, due.reason.text)
        texts = [_(_LIMIT).format(limit=reckoning.draft.time_limit) if reckoning.draft.time_limit else ""]
        texts.append(_(_LAW).format(law=_(due.law)))
        texts.append(_(_HARD).format(day=due.hard_on.isoformat()) if due.hard_on and due.hard_on != due.on else "")
        texts.append("\n".join(note.text for note in due.notes))
        for line, text in zip(self._lines, texts, strict=True):
            line.setText(text)
            line.setVisible(bool(text))
        self._print.setEnabled(due.count is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_due(self._reckoning)
