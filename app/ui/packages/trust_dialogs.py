"""Exporting this computer's card, trusting the card of another, trusting one no longer, making the recovery key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import trust
from app.operations.packages.trust import Card, DeviceRow
from app.rules.offices import LEVEL_NAMES, Level
from app.rules.problems import Problem
from app.ui.catalog.facts import Facts
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.shown import shown

SIZE = (620, 460)
GROUP, ACROSS = 4, 5  # signs of a recovery key in a group, groups in a line
_CANCEL, _CLOSE = N_("取消"), N_("关闭")
_CARD_TITLE, _CARD_NEXT = N_("导出登记卡"), N_("选择U盘…")
_CARD_WHAT = N_(
    "登记卡里有本单位的名称和这台电脑的公开密钥，没有需要保密的内容。请用U盘交给上级或下级单位，由对方登记。"
)
_DEVICE = N_("这台电脑的名称")
_DEVICE_HINT = N_("对方用它分清是哪一台，例如：党政办一号机")
_ENROL_TITLE, _ENROL = N_("登记“{office}”的登记卡"), N_("登记")
_HOW = N_(
    "请用平时联系的号码打电话给对方，不要用随卡一起来的号码。"
    "请对方打开“报送—信任”，读出“本机指纹”的十二个字母和数字，听到什么就写什么。"
)
_TOLD = N_("电话里听到的指纹")
_TOLD_HINT = N_("例如：ABCD-EFGH-JKMN，大小写、空格和横线都可以")
_NOT_TOLD = N_("请写下电话里听到的指纹。")
_REVOKE_TITLE, _REVOKE = N_("停用“{office}”的密钥"), N_("停用")
_STAYS = N_("停用后，用这台电脑的密钥签名的报送包不再接收；以前接收的内容不变。停用的密钥会随下发的参数包通知下级。")
_REASON, _REASON_HINT = N_("停用原因"), N_("例如：电脑报废、电脑丢失、人员调离")
_NO_REASON = N_("请写明停用的原因。")


class CardDialog(Dialog):
    """Asks what this computer is called; `chosen` carries the name, then the caller asks where the card goes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, device: str) -> None:
        super().__init__(parent, _CARD_TITLE)
        fit(self, SIZE[0], SIZE[1] // 2)
        self.form = Form((FieldSpec("device", _DEVICE, hint=_DEVICE_HINT, required=True),))
        self.form.set_values({"device": device})
        self.form.save_asked.connect(self.go_on)
        self.body.addWidget(Label(_CARD_WHAT, tone="quiet", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_CARD_NEXT, self.go_on))
        self.form.focus("device")

    def go_on(self) -> None:
        """Hand the name over."""
        self.accept()
        self.chosen.emit(self.form.values()["device"])


class EnrolDialog(Dialog):
    """Whose card it is, and the fingerprint heard on the telephone; it closes once the card is trusted.

    The card's own fingerprint is not shown: it would be copied instead of heard.
    """

    def __init__(self, parent: QWidget, context: Context, card: Card) -> None:
        super().__init__(parent, _ENROL_TITLE, office=card.office_name)
        fit(self, *SIZE)
        self._context, self._card = context, card
        self.facts = Facts()
        self.facts.show_rows(_card_facts(card))
        spec = FieldSpec("told", _TOLD, hint=_TOLD_HINT, required=True)
        self.form = Form((spec,))
        self.form.save_asked.connect(self.enrol)
        self.body.addWidget(self.facts)
        self.body.addWidget(Label(_HOW, wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_ENROL, self.enrol))
        self.form.focus("told")

    def enrol(self) -> None:
        """Trust the computer, or say under the field why not."""
        told = self.form.values()["told"]
        if self.form.show_problems(() if told else (Problem("told", _NOT_TOLD),)):
            self.form.focus_problem()
            return
        store = self._context.runner.store
        by = store.desk.person if store else ""
        work = partial(trust.enrol, card=self._card, told=told, today=self._context.today(), by=by)
        values = {"office": self._card.office_name}
        self._context.runner.change(self, trust.ENROL, work, lambda _uuid: self.accept(), values, self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.form.show_problems([Problem("told", error.message, error.values)])
            self.form.focus_problem()
        else:
            self._context.runner.failed.emit(error)


class RevokeDialog(Dialog):
    """Asks for the reason; `chosen` carries it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, row: DeviceRow) -> None:
        super().__init__(parent, _REVOKE_TITLE, office=row.office_name)
        fit(self, SIZE[0], SIZE[1] // 2)
        self.form = Form((FieldSpec("reason", _REASON, hint=_REASON_HINT, required=True),))
        self.form.save_asked.connect(self.revoke)
        self.body.addWidget(Label(_STAYS, tone="quiet", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_REVOKE, self.revoke))
        self.form.focus("reason")

    def revoke(self) -> None:
        """Hand the reason over, or ask for it."""
        reason = self.form.values()["reason"]
        if self.form.show_problems(() if reason else (Problem("reason", _NO_REASON),)):
            self.form.focus_problem()
            return
        self.accept()
        self.chosen.emit(reason)


def _card_facts(card: Card) -> list[tuple[str, str]]:
    return [
        (N_("单位"), f"{card.office_name}（{card.office_code}）"),
        (N_("层级"), _(LEVEL_NAMES[Level(card.office_level)])),
        (N_("电脑"), card.device_name),
        (N_("登记卡导出时间"), shown(card.made_at)),
    ]
