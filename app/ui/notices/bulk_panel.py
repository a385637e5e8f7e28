"""The same step done with many notices: those selected, or all that the filter shows, with their exact number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations import notice_lists
from app.operations.notice_lists import NoticeFilter
from app.rules.notices import MOVE_NAMES, NoticeMove
from app.ui.notices.move_forms import ACTS, MoveForm
from app.ui.widgets.buttons import Heading, Label, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.detail import Detail
from app.ui.widgets.words import say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell
    from app.ui.widgets.page import Context

STEP = 100
_TITLE = N_("批量处理")
_SELECTED, _FILTERED = N_("选中的 {n} 份"), N_("筛选出的全部 {n} 份")
_WORDS: Mapping[NoticeMove, tuple[str, str]] = {
    NoticeMove.REVIEW: (N_("对选中的 {n} 份审核通过"), N_("对筛选出的 {n} 份审核通过")),
    NoticeMove.POST: (N_("对选中的 {n} 份登记张贴"), N_("对筛选出的 {n} 份登记张贴")),
    NoticeMove.TAKE_DOWN: (N_("对选中的 {n} 份登记取下"), N_("对筛选出的 {n} 份登记取下")),
    NoticeMove.FILE: (N_("对选中的 {n} 份建档"), N_("对筛选出的 {n} 份建档")),
}
_PRINT = (N_("打印选中的 {n} 份…"), N_("打印筛选出的 {n} 份…"))
_ALL_OR_NONE = N_("其中有一份不能这样处理时，全部不处理，并说明是哪一种情形。")
_MOVED = N_("这期间列表有变化：原来是 {before} 份，现在是 {now} 份，没有处理。请核对列表后再做。")
_CLOSE = N_("关闭")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which notices: by uuid, or all of a filter; `n` is the number shown on the button."""

    n: int
    wanted: NoticeFilter
    today: date
    uuids: tuple[str, ...] = ()

    def resolved(self, session: Session) -> list[str]:
        """The uuids; UserError if they are no longer as many as the button said."""
        found = list(self.uuids) or [row.uuid for row in notice_lists.listed(session, self.wanted, self.today)]
        if len(found) != self.n:
            raise UserError(_MOVED, {"before": self.n, "now": len(found)})
        return found


class BulkPanel(Detail):
    """Asks what to do with the selected or all filtered notices, and does it as one operation."""

    closed = Signal()
    print_asked = Signal(object)  # Scope

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._selection: Scope | None = None
        self._all: Scope | None = None
        self.selected, self.filtered = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        self.print_button = secondary(_PRINT[0], self._print, n=0)
        self.forms = {move: MoveForm(context, move, words[0]) for move, words in _WORDS.items()}
        self._lay_out()
        for move, form in self.forms.items():
            form.asked.connect(partial(self._do, move))

    def _lay_out(self) -> None:
        self.retranslate()
        self._speeches = [
            say(button, button.setText, message, n=0)
            for button, message in ((self.selected, _SELECTED), (self.filtered, _FILTERED))
        ]
        for button in (self.selected, self.filtered):
            self._group.addButton(button)
            button.toggled.connect(lambda _on: self._say_buttons())
            self.add(button)
        self.add(Label(_ALL_OR_NONE, tone="quiet", wrap=True))
        printing = QWidget()
        Flow(printing).addWidget(self.print_button)
        self.add(printing)
        for move, form in self.forms.items():
            self.add(Heading(MOVE_NAMES[move], times=1.1))
            self.add(form)
        self.add_stretch()
        self.set_actions(quiet(_CLOSE, self.closed.emit))

    def offer(self, selection: Scope | None, everything: Scope) -> None:
        """Offer the selected notices, if any, and all that the filter shows."""
        self._selection, self._all = selection, everything
        self.selected.setVisible(selection is not None)
        self._speeches[0].say(_SELECTED, n=f"{selection.n:,}" if selection else 0)
        self._speeches[1].say(_FILTERED, n=f"{everything.n:,}")
        if self._group.checkedButton() is None or selection is None:
            (self.selected if selection else self.filtered).setChecked(True)
        self._say_buttons()

    def offer_boards(self, names: Sequence[str]) -> None:
        """Offer these boards for posting."""
        self.forms[NoticeMove.POST].offer_boards(names)

    def scope(self) -> Scope | None:
        """The notices that the buttons speak of."""
        return self._selection if self.selected.isChecked() and self._selection else self._all

    def start(self, retention: str) -> None:
        """Empty the fields and go to the first."""
        for form in self.forms.values():
            form.clear()
        self.forms[NoticeMove.FILE].usual(retention)
        (self.selected if self._selection else self.filtered).setChecked(True)
        self._group.checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say the heading again."""
        self.set_heading(_(_TITLE))

    def _print(self) -> None:
        if scope := self.scope():
            self.print_asked.emit(scope)

    def _do(self, move: NoticeMove, values: Mapping[str, Any]) -> None:
        scope, today = self.scope(), self._context.today()
        if scope is None or not scope.n:
            return
        title, act = ACTS[move]

        def work(session: Session, tell: Tell) -> int:
            uuids = scope.resolved(session)
            for first in range(0, len(uuids), STEP):
                tell(first, len(uuids))
                act(session, uuids[first : first + STEP], values, today)
            return len(uuids)

        self._context.runner.long(self, title, work, lambda _n: None, {"n": scope.n})

    def _say_buttons(self) -> None:
        scope = self.scope()
        n, which = (scope.n if scope else 0), int(scope is self._all)
        buttons = [(form.button, _WORDS[move]) for move, form in self.forms.items()]
        for button, messages in [*buttons, (self.print_button, _PRINT)]:
            button.say(messages[which], n=f"{n:,}")
            button.setEnabled(n > 0)
