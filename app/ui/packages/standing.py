"""Where the office stands with the level above: how much waits, until when, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.packages import sending
from app.operations.packages.shipped import Due, Situation
from app.rules.package_periods import State
from app.ui import theme
from app.ui.widgets.buttons import Heading, Label, quiet
from app.ui.widgets.chips import Flow
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill, shown

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

_WAITS = N_("待报送 {n} 条，上级：{office}")
_AWAITED = N_("已报送，等回执，上级：{office}")
_NOTHING = N_("没有待报送的内容，上级：{office}")
_UNNAMED = N_("单位代码 {code}")
_FRESH = N_("{since} 以来新增、修改、删除的：{kinds}。")
_SENT = N_("已报送、还没有回执的有 {n} 条，下一包会一并带上，不会重复计算；U盘丢了的，再导出一次就行。")
_AGAIN = N_("要重报的 {n} 条。")
_SUMMARY = N_("本级只报各单位的年度数据和年度报告，导出时自动汇总。")
_KIND = N_("{kind} {n}")
_DUE = N_("{period}：请在 {day} 前报送")
_TODAY = N_("{period}：今天到期")
_LATE = N_("{period}：应在 {day} 前报送，已过 {n} 天")
_DONE = N_("{period}：已报送")
_UNCONFIRMED = N_("数据在 {at} 从备份恢复过，还没有人核对，不能报送。")
_NO_KEY = N_("还没有登记上级的登记卡，不能加密报送个人信息。")
_NO_CARD = N_("还没有登记上级的登记卡：可以先报送，但上级的回执要登记后才能读入。")
_UNSEEN = N_("上级没有收到第 {seqs} 包，内容已由后来的包补上，不用再报。")
_CHECK, _ENROL = N_("去核对备份"), N_("去登记")


class StandingCard(QFrame):
    """A heading with how much waits, a pill with the day, and a line for each thing to be known or done first."""

    def __init__(self, go: SignalInstance) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._go = go
        self.heading = Heading(times=1.2)
        self.heading.setWordWrap(True)
        self.due = PillLabel()
        self.fresh, self.sent = Label(wrap=True), Label(tone="quiet", wrap=True)
        self._notes = QWidget()
        self._lines = QVBoxLayout(self._notes)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.scaled(4))
        box = QVBoxLayout(self)
        box.setSpacing(theme.scaled(4))
        for each in (self.heading, self.due, self.fresh, self.sent, self._notes):
            box.addWidget(each)

    @staticmethod
    def blocked(situation: Situation) -> bool:
        """Whether something must be done before a package may go."""
        return bool(situation.unconfirmed) or (situation.sealed and not situation.key_known)

    def show_situation(self, situation: Situation, today: date) -> None:
        """Say all of it."""
        sent = sum(row.sent for row in situation.waiting)
        heading = _WAITS if situation.fresh else _AWAITED if sent else _NOTHING
        self.heading.say(heading, n=f"{situation.fresh:,}", office=_above(situation))
        self.due.set_pill(due_pill(situation.due, today))
        kinds = "、".join(
            _(_KIND).format(kind=_(row.label), n=f"{row.fresh:,}") for row in situation.waiting if row.fresh
        )
        self.fresh.setVisible(bool(kinds))
        self.fresh.say(_FRESH, since=shown(situation.since)[:10], kinds=kinds)
        self.sent.setVisible(bool(sent))
        self.sent.say(_SENT, n=f"{sent:,}")
        self._note(list(self._told(situation)))

    def notes(self) -> list[str]:
        """What is told beside the numbers, in order."""
        found: Iterable[QLabel] = self._notes.findChildren(QLabel)
        return [label.text() for label in found]

    def _told(self, situation: Situation) -> Iterator[QWidget]:
        stands = situation.standing
        if situation.unconfirmed:
            yield _line(
                _UNCONFIRMED, "late", _CHECK, partial(self._go.emit, "settings", "backups"), at=situation.unconfirmed
            )
        if stands.restored:
            yield _line(sending.RESTORED, "late", known=stands.chain.seq, seq=stands.seq)
        if not situation.key_known:
            message, tone = (_NO_KEY, "late") if situation.sealed else (_NO_CARD, "soon")
            yield _line(message, tone, _ENROL, partial(self._go.emit, "trust", None))
        if unseen := [str(row.seq) for row in reversed(situation.packages) if row.fate == "covered"]:
            yield _line(_UNSEEN, "quiet", seqs="、".join(unseen))
        if situation.again:
            yield _line(_AGAIN, "", n=f"{situation.again:,}")
        if situation.summary:
            yield _line(_SUMMARY, "quiet")

    def _note(self, lines: Sequence[QWidget]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(line)
        self._notes.setVisible(bool(lines))


def _above(situation: Situation) -> str:
    """The office above by its name, by its code before its card is here."""
    named = situation.receiver_name != situation.receiver
    return situation.receiver_name if named else _(_UNNAMED).format(code=situation.receiver)


def due_pill(due: Due, today: date) -> Pill:
    """Until when the period is to be handed up."""
    left = (due.on - today).days
    period = _(due.period.message).format(**due.period.values)
    if due.state in (State.SENT, State.LATE):
        return Pill("good", _(_DONE).format(period=period))
    if left < 0:
        return Pill("late", _(_LATE).format(period=period, day=due.on.isoformat(), n=-left))
    state = "soon" if due.period.last < today else "unknown"
    return Pill(state, _(_TODAY if not left else _DUE).format(period=period, day=due.on.isoformat()))


def _line(message: str, tone: str, step: str = "", pressed: Any = None, **values: Any) -> QWidget:
    """A sentence, and the way to its cure."""
    label = Label(message, tone=tone, wrap=True, **values)
    if not step:
        return label
    line = QWidget()
    box = QVBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(label)
    ways = QWidget()
    Flow(ways).addWidget(quiet(step, pressed))
    box.addWidget(ways)
    return line
