"""What is usually masked of one person: shown after a reason was given, for as long as the dialog is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.operations import payouts
from app.operations.gate import UNMASK
from app.rules.privacy import FIELD_NAMES, PrivateField
from app.rules.problems import Problem
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from app.ui.run import Runner

SIZE = (520, 420)
_TITLE = N_("查看全部信息")
_WHY = N_(
    "证件号、卡号、电话、住址和健康状况是个人信息。写明理由后才显示；谁、什么时候、为什么看，都留在“查看记录”里。"
)
_REASON = N_("理由")
_REASON_HINT = N_("例如：本人到窗口核对银行卡号")
_NO_REASON = N_("请写明查看的理由。")
_SHOW, _CANCEL, _CLOSE = N_("显示"), N_("取消"), N_("关闭")
_LINE = N_("{field}：{value}")
_NOTHING = N_("没有登记这个人的证件号、卡号、电话、住址和健康状况。")
_STAYS = N_("看完请关闭。这里的内容不能复制。")


class UnmaskDialog(Dialog):
    """Asks for the reason, then shows what is masked; nothing of it leaves the dialog."""

    def __init__(self, parent: QWidget, context: Context, payout_uuid: str) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        self._runner: Runner = context.runner
        self._uuid = payout_uuid
        self.form = Form((FieldSpec("reason", _REASON, hint=_REASON_HINT, required=True),))
        self.lines: list[Label] = []
        self.why = Label(_WHY, tone="quiet", wrap=True)
        self.body.addWidget(self.why)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.close_button = secondary(_CANCEL, self.reject)
        self.show_button = primary(_SHOW, self.unmask)
        self.set_buttons(self.close_button, self.show_button)
        self.form.save_asked.connect(self.unmask)
        self.form.focus("reason")

    def unmask(self) -> None:
        """Keep that it was looked at, then show it; or ask for the reason."""
        reason = self.form.values()["reason"]
        if self.form.show_problems(() if reason else (Problem("reason", _NO_REASON),)):
            self.form.focus_problem()
            return
        work = partial(payouts.unmasked, uuid=self._uuid, reason=reason, now=datetime.now().replace(microsecond=0))
        what = "、".join(_(FIELD_NAMES[field]) for field in PrivateField)
        self._runner.change(self, UNMASK, work, self._show, {"what": what})

    def _show(self, known: Mapping[PrivateField, str]) -> None:
        """The labels take no mouse, so that nothing of them reaches the clipboard."""
        self.form.hide()
        self.why.say(_STAYS)
        told = [(_LINE, {"field": _(FIELD_NAMES[field]), "value": value}) for field, value in known.items() if value]
        self.lines = [Label(message, wrap=True, **values) for message, values in told or [(_NOTHING, {})]]
        for place, line in enumerate(self.lines):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.body.insertWidget(place, line)
        self.show_button.hide()
        self.close_button.say(_CLOSE)
        self.close_button.setFocus()
