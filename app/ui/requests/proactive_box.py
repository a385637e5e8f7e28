"""Whether what one person asked for should be published for all (转主动公开): suggested, taken up, or not, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import demand, proactive
from app.operations.demand import Repeated
from app.rules.problems import Problem
from app.rules.requests import PROACTIVE_NAMES, Proactive
from app.ui import theme
from app.ui.widgets.buttons import Heading, Label, primary, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

if TYPE_CHECKING:
    from app.ui.widgets.page import Context

_TITLE = N_("转主动公开")
_ALIKE = N_("共有 {applicants} 个申请人、{n} 件申请问到“{topic}”，其中 {disclosed} 件答复公开，可以考虑转主动公开。")
_NOT_YET = N_("共有 {applicants} 个申请人、{n} 件申请问到“{topic}”，还没有答复公开的；属于可以公开的，才能转主动公开。")
_NOTE = N_("理由或说明")
_SUGGEST, _ACCEPT, _DECLINE = N_("建议转主动公开"), N_("转为主动公开"), N_("审核后不转")
_OPEN = N_("打开公开台账里的这条信息")
_MADE = N_("已在公开台账里建了草稿，请补上目录事项，经五关审核后公开。")
_NO_REASON = N_("请写明审核后不转主动公开的理由。")
_COLOURS = {Proactive.SUGGESTED: "soon", Proactive.ACCEPTED: "good", Proactive.DECLINED: "unknown"}


def state_pill(state: Proactive) -> Pill:
    """What was decided, as a pill; empty where nobody thought of it."""
    return Pill(_COLOURS[state], _(PROACTIVE_NAMES[state])) if state else Pill("unknown", "")


class ProactiveBox(QWidget):
    """The decision on one request; `go` leads to the item made of it."""

    said = Signal(str)
    go = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._uuid, self._number, self._disclosure = "", "", ""
        self._stale = False  # whether it is not known yet who else asked
        self.pill = PillLabel()
        self.alike = Label(tone="soon", wrap=True)
        self.form = Form((FieldSpec("note", _NOTE, "text", lines=2),))
        self.suggest_button = secondary(_SUGGEST, partial(self._decide, Proactive.SUGGESTED))
        self.accept_button = primary(_ACCEPT, partial(self._decide, Proactive.ACCEPTED))
        self.decline_button = secondary(_DECLINE, partial(self._decide, Proactive.DECLINED))
        self.open_button = quiet(_OPEN, lambda: self.go.emit("disclosures", self._disclosure))
        self._lay_out()

    def _lay_out(self) -> None:
        self.deciding = QWidget()
        buttons = Flow(self.deciding, end=True)
        for button in (self.suggest_button, self.decline_button, self.accept_button):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        parts = (Heading(_TITLE, times=1.1), self.pill, self.alike, self.form, self.deciding, self.open_button)
        for widget in parts:
            box.addWidget(widget)
        self.alike.hide()
        self.open_button.hide()

    def show_request(self, uuid: str, number: str, state: Proactive, note: str, disclosure_uuid: str) -> None:
        """Show how a request stands; a note being typed for the same one stays."""
        if uuid != self._uuid:
            self.form.set_values({"note": note})
            self.alike.hide()
        self._uuid, self._number, self._disclosure = uuid, number, disclosure_uuid
        self.pill.set_pill(state_pill(state))
        taken_up = bool(disclosure_uuid)
        self.form.set_read_only(taken_up)
        self.deciding.setVisible(not taken_up)
        self.open_button.setVisible(taken_up)
        self.suggest_button.setVisible(state is not Proactive.SUGGESTED)
        self._stale = True
        if self.isVisible():
            self._look_alike()

    def showEvent(self, event: QShowEvent) -> None:
        """Look who else asked for the same only when it is to be seen, as that reads the whole register."""
        super().showEvent(event)
        if self._stale:
            self._look_alike()

    def _look_alike(self) -> None:
        self._stale = False
        work = partial(demand.alike, request_uuid=self._uuid)
        self._context.runner.query(self, work, self._show_alike, slot="alike")

    def _show_alike(self, found: Repeated | None) -> None:
        self.alike.setVisible(found is not None)
        if found:
            values = {"applicants": found.applicants, "n": found.n, "topic": found.topic}
            self.alike.say(_ALIKE if found.disclosed else _NOT_YET, disclosed=found.disclosed, **values)

    def _decide(self, state: Proactive) -> None:
        note, today = self.form.values()["note"], self._context.today()
        if state is Proactive.DECLINED and not note:
            self.form.show_problems([Problem("note", _NO_REASON)])
            self.form.focus_problem()
            return
        title, work = {
            Proactive.SUGGESTED: (proactive.SUGGEST, proactive.suggest),
            Proactive.ACCEPTED: (proactive.ACCEPT, proactive.accept),
            Proactive.DECLINED: (proactive.DECLINE, proactive.decline),
        }[state]
        done = partial(work, request_uuid=self._uuid, note=note, today=today)
        self._context.runner.change(self, title, done, partial(self._decided, state), {"number": self._number})

    def _decided(self, state: Proactive, _result: object) -> None:
        if state is Proactive.ACCEPTED:
            self.said.emit(_(_MADE))
