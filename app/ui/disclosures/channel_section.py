"""Where and when an item appeared: the list, entering another appearance, taking the item down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import disclosures
from app.operations.disclosure_lists import DisclosureDetail, EventRow
from app.rules.channels import NAMES, Channel
from app.rules.disclosures import MOVE_NAMES, ChannelDraft, Move, channel_problems
from app.rules.problems import Problem
from app.ui import theme
from app.ui.widgets.buttons import Button, Label, danger, primary
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable

if TYPE_CHECKING:
    from app.ui.widgets.page import Context

COLUMNS = (
    ColumnSpec("channel", N_("渠道"), 140, value=lambda row: Channel(row.channel).label),
    ColumnSpec("published_on", N_("公开日期"), 100, kind="date"),
    ColumnSpec("place", N_("网址或地点"), 0),
)
ROWS_SHOWN = 4
_NONE = N_("还没有公开渠道。审核通过后，在这里登记在哪里、哪一天公开的。")
_WITHDRAWN = N_("已撤下。理由：{reason}")
_NO_CHANNEL = N_("请至少勾选一个渠道。")
_NO_DAY = N_("请填写公开日期。")
_ONE = N_("同一条信息在几个渠道公开，仍计 1 条。")


class ChannelForm(QWidget):
    """Asks in which channels, when and where; `asked` carries the appearances to enter."""

    asked = Signal(list)  # ChannelDrafts

    def __init__(self, today: Callable[[], date], message: str = MOVE_NAMES[Move.PUBLISH], n: int = 0) -> None:
        super().__init__()
        self._today = today
        self.formed_on: date | None = None
        self.form = Form(
            (
                FieldSpec("published_on", N_("公开日期"), "date", required=True),
                FieldSpec("channels", N_("渠道"), "ticks", required=True, options=tuple(NAMES.items())),
                FieldSpec("place", N_("网址或地点")),
            )
        )
        self.form.save_asked.connect(self.ask)
        self.button = primary(message, self.ask, n=n)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(_ONE, tone="quiet", wrap=True))
        box.addWidget(self.form)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.clear()

    def clear(self) -> None:
        """Start again with today."""
        self.form.clear(keep_pinned=False)
        self.form.set_values({"published_on": self._today()})

    def ask(self) -> None:
        """Emit the appearances, or write under the fields what is missing."""
        events = self._events()
        found = [problem for event in events[:1] for problem in channel_problems(event, self.formed_on, self._today())]
        values = self.form.values()
        if not values["channels"]:
            found.append(Problem("channels", _NO_CHANNEL))
        if not values["published_on"]:
            found.append(Problem("published_on", _NO_DAY))
        if self.form.show_problems(found):
            self.form.focus_problem()
        else:
            self.asked.emit(events)

    def _events(self) -> list[ChannelDraft]:
        values = self.form.values()
        day = values["published_on"]
        return [ChannelDraft(channel, day, values["place"]) for channel in values["channels"]] if day else []


class ReasonForm(QWidget):
    """Asks for the reason of taking items down; `asked` carries it."""

    asked = Signal(str)

    def __init__(self, message: str = MOVE_NAMES[Move.WITHDRAW], n: int = 0) -> None:
        super().__init__()
        self.form = Form((FieldSpec("reason", N_("撤下的理由"), required=True),))
        self.form.save_asked.connect(self.ask)
        self.button: Button = danger(message, self.ask, n=n)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)

    def ask(self) -> None:
        """Emit the reason, or say that it is missing."""
        reason = self.form.values()["reason"]
        if reason:
            self.asked.emit(reason)
        else:
            self.form.show_problems([Problem("reason", N_("请写明撤下的理由，理由会留在台账里。"))])
            self.form.focus_problem()


class ChannelSection(QWidget):
    """The appearances of one item, and what may be done with them now."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: DisclosureDetail | None = None
        self.none = Label(_NONE, tone="quiet", wrap=True)
        self.withdrawn = Label(tone="late", wrap=True)
        self.table = SmallTable(COLUMNS, ())
        self.publish = ChannelForm(context.today)
        self.withdraw = ReasonForm()
        self.publish.asked.connect(self._publish)
        self.withdraw.asked.connect(self._withdraw)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        for widget in (self.none, self.withdrawn, self.table, self.publish, self.withdraw):
            box.addWidget(widget)
        box.addStretch(1)

    def show_record(self, detail: DisclosureDetail, fresh: bool) -> None:
        """Show an item; `fresh` says that it is another one than before, whose fields start empty."""
        self._detail = detail
        self._show_events(detail.events)
        self.withdrawn.setVisible(bool(detail.withdrawn_reason))
        self.withdrawn.say(_WITHDRAWN, reason=detail.withdrawn_reason)
        self.publish.setVisible(Move.PUBLISH in detail.moves)
        self.withdraw.setVisible(Move.WITHDRAW in detail.moves)
        self.publish.formed_on = detail.draft.formed_on
        if fresh:
            self._clear()

    def focus_move(self, move: Move) -> None:
        """Go to the fields of a move."""
        form = self.withdraw.form if move is Move.WITHDRAW else self.publish.form
        form.focus("reason" if move is Move.WITHDRAW else "published_on")

    def _show_events(self, events: Sequence[EventRow]) -> None:
        self.table.set_rows(events)
        self.table.setVisible(bool(events))
        self.none.setVisible(not events)
        height = theme.scaled(34) * (min(max(len(events), 1), ROWS_SHOWN) + 1) + theme.scaled(8)
        self.table.setFixedHeight(height)

    def _clear(self, _result: object = None) -> None:
        self.publish.clear()
        self.withdraw.form.clear(keep_pinned=False)

    def _publish(self, events: Sequence[ChannelDraft]) -> None:
        if self._detail:
            work = partial(
                disclosures.publish, uuids=[self._detail.row.uuid], events=events, today=self._context.today()
            )
            self._context.runner.change(self, disclosures.PUBLISH, work, self._clear, {"n": 1})

    def _withdraw(self, reason: str) -> None:
        if self._detail:
            work = partial(
                disclosures.withdraw, uuids=[self._detail.row.uuid], reason=reason, today=self._context.today()
            )
            self._context.runner.change(self, disclosures.WITHDRAW, work, self._clear, {"n": 1})
