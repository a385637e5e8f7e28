"""Making a parameter pack, and looking at what one would change before it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from app.i18n import N_, _
from app.operations.packages.pack_opening import Below, PackSituation
from app.operations.packages.pack_words import EFFECT_NAMES, Effect, PackLine
from app.operations.packages.packs import PackPlan
from app.rules.package_parts import PART_NAMES, Turn
from app.rules.problems import Problem
from app.ui.packages.pack_lists import LINES, part_words, valid_words
from app.ui.settings.moved import MovedList
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form
from app.ui.widgets.shown import shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

PLAN_SIZE, MAKE_SIZE, COPY_SIZE = (940, 680), (640, 560), (560, 320)
SHARES = (56, 44)
_MAKE_TITLE, _MAKE = N_("生成参数包"), N_("生成并写到U盘…")
_MAKE_WHY = N_("下级装入时整个装入。每一部分都是现在的全部内容，本单位从上级收到的也一并下发；停用的密钥总会带上。")
_COPY_TITLE, _MAKE_COPY = N_("给下级单位数据副本"), N_("导出并写到U盘…")
_COPY_WHY = N_(
    "下级电脑坏了，或者恢复过旧备份时，把它报送过的记录和附件加密发还给它，它在“接收”里打开。"
    "报送时没有带上的个人信息，副本里也没有。"
)
_NOBODY = N_("还没有登记过下级单位的密钥。请先在“信任”里登记该单位现在所用电脑的登记卡。")
_PART = N_("{part}（{n}）")
_EVERYONE = N_("全部下级")
_CANCEL, _CLOSE = N_("取消"), N_("关闭")
_NO_PART = N_("请至少选一部分。")
_TITLE = N_("“{office}”第 {version} 版参数包")
_FACTS = N_("{at} 生成。签名和全部校验值核对无误。本机现在装的是第 {installed} 版。")
_FIRST = N_("{at} 生成。签名和全部校验值核对无误。本机还没有装过这个单位的参数包。")
_SAME = N_("这一版已经装入")
_SAME_WHY = N_("本机装的就是这一版，不用再装。")
_REFUSED = N_("有 {n} 项本机不能采用。参数包要么整个装入，要么不装，所以不能装入：请先升级本机程序，或请对方重新导出。")
_LIST, _DETAILS = N_("参数包的内容"), N_("改动")
_INSTALL = N_("整个装入")
_NONE = N_("这一项没有更多说明。")
_CHOOSE = N_("选一项，看改了什么。")


class MakePackDialog(Dialog):
    """Asks for parts, receiver and last day; `asked` carries them."""

    asked = Signal(object, str, object)  # frozenset[str], receiver code or "", date | None

    def __init__(self, parent: QWidget, situation: PackSituation, today: date) -> None:
        super().__init__(parent, _MAKE_TITLE)
        fit(self, *MAKE_SIZE)
        self._today = today
        held = [(part, n) for part, n in situation.contents.items() if n]
        parts = [(part.value, _(_PART).format(part=_(PART_NAMES[part]), n=n)) for part, n in held]
        receivers = [("", _EVERYONE), *((below.code, below.name) for below in situation.below)]
        self.form = Form(
            [
                FieldSpec("parts", N_("下发的部分"), "ticks", options=parts),
                FieldSpec("receiver", N_("下发给"), "choice", options=receivers),
                FieldSpec("until", N_("有效期至"), "date", hint=N_("可以不填；到期只提醒下级，不影响使用。")),
            ]
        )
        self.form.set_values({"parts": tuple(value for value, _label in parts), "receiver": "", "until": None})
        self.body.addWidget(Label(_MAKE_WHY, tone="quiet", wrap=True))
        self.body.addWidget(self.form, 1)
        self.make_button = primary(_MAKE, self.make)
        self.set_buttons(secondary(_CANCEL, self.reject), self.make_button)

    def make(self) -> None:
        """Hand over what was chosen."""
        values = self.form.values()
        problems = [] if values["parts"] else [Problem("parts", _NO_PART)]
        if self.form.show_problems(problems):
            self.form.focus_problem()
            return
        self.accept()
        self.asked.emit(frozenset(values["parts"]), values["receiver"], values["until"])


class CopyDialog(Dialog):
    """Asks which office gets its own records back; `asked` carries its code."""

    asked = Signal(str)

    def __init__(self, parent: QWidget, below: Sequence[Below]) -> None:
        super().__init__(parent, _COPY_TITLE)
        fit(self, *COPY_SIZE)
        offices = [(each.code, each.name) for each in below]
        self.form = Form([FieldSpec("office", N_("下级单位"), "choice", options=offices)])
        self.make_button = primary(_MAKE_COPY, self.make)
        self.make_button.setEnabled(bool(offices))
        if offices:
            self.form.set_values({"office": offices[0][0]})
        self.body.addWidget(Label(_COPY_WHY if offices else _NOBODY, tone="quiet", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), self.make_button)

    def make(self) -> None:
        """Hand over the office that was chosen."""
        if office := self.form.values()["office"]:
            self.accept()
            self.asked.emit(office)


class PackPlanDialog(Dialog):
    """What a pack would change, part by part, and which days would move; `install_asked` follows the button."""

    install_asked = Signal()

    def __init__(self, parent: QWidget, plan: PackPlan, today: date) -> None:
        super().__init__(parent, _TITLE, office=plan.office, version=plan.version)
        fit(self, *PLAN_SIZE)
        self.plan = plan
        self.table = SmallTable(LINES, plan.lines)
        self.details = QListWidget()
        self.details.setWordWrap(True)
        self.details.setProperty("card", True)
        self.nothing = Label(_CHOOSE, tone="quiet", wrap=True)
        self.panel = Detail()
        self.moved = MovedList()
        self._lay_out(today)
        self._add_buttons()
        self.table.current_changed.connect(self._show)
        self._show(None)
        if plan.lines:
            self.table.selectRow(0)

    def _lay_out(self, today: date) -> None:
        plan = self.plan
        name(self.table, _LIST)
        name(self.details, _DETAILS)
        facts = _FACTS if plan.installed else _FIRST
        told = {"at": shown(plan.header.made_at), "installed": plan.installed}
        self.body.addWidget(Label(facts, tone="quiet", wrap=True, **told))
        words, tone = valid_words(plan.valid_until, today)
        valid = QLabel(words)
        valid.setWordWrap(True)
        valid.setProperty("tone", tone)
        self.body.addWidget(valid)
        if plan.turn is Turn.SAME:
            self.body.addWidget(Empty(_SAME, _SAME_WHY), 1)
            return
        if plan.refused is not None:
            refused = Label(_REFUSED, tone="late", wrap=True, n=plan.count(Effect.REFUSED))
            self.body.addWidget(refused)
        self._lay_out_lines()
        self.moved.show_moved(plan.moved)
        self.body.addWidget(self.moved, 2)

    def _lay_out_lines(self) -> None:
        """The entries that something happens to come first; a chip for each effect shows the others."""
        counts = {effect: self.plan.count(effect) for effect in Effect}
        self.views = ViewRow([View(e, EFFECT_NAMES[e], counts[e]) for e in Effect if counts[e]], may_keep=False)
        self.views.chosen.connect(lambda key: self.table.set_rows(self._of(key)))
        self.table.set_rows(self._of(""))
        self.body.addWidget(self.views)
        for part in (self.nothing, self.details):
            self.panel.add(part)
        self.body.addWidget(Beside(self.table, self.panel, SHARES), 3)

    def _of(self, key: str) -> Sequence[PackLine]:
        lines = [line for line in self.plan.lines if key in ("", line.effect)]
        return sorted(lines, key=lambda line: (_FIRSTS.index(line.effect), line.part, line.name))

    def _add_buttons(self) -> None:
        if self.plan.turn is Turn.SAME:
            self.install_button = primary(_CLOSE, self.reject)
            self.set_buttons(self.install_button)
            return
        self.install_button = primary(_INSTALL, self._install)
        self.install_button.setEnabled(self.plan.refused is None)
        self.set_buttons(secondary(_CANCEL, self.reject), self.install_button)

    def _install(self) -> None:
        self.accept()
        self.install_asked.emit()

    def _show(self, line: PackLine | None) -> None:
        self.panel.set_heading(f"{part_words(line)} · {line.name}" if line else "")
        texts = [detail.text for detail in line.details] if line else []
        self.details.clear()
        self.details.addItems(texts)
        self.details.setVisible(bool(texts))
        self.nothing.say(_NONE if line else _CHOOSE)
        self.nothing.setVisible(not texts)


_FIRSTS = (Effect.REFUSED, Effect.CHANGED, Effect.GONE, Effect.NEW, Effect.KEPT, Effect.SAME)
