"""Adopting, withdrawing and comparing versions of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations import catalogs
from app.operations.catalogs import VersionRow
from app.rules.catalog import adoption_problems
from app.rules.problems import Problem
from app.ui.catalog.differences import DifferenceList
from app.ui.run import Runner
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form

SIZE = (760, 560)
_CANCEL, _CLOSE = N_("取消"), N_("关闭")
_ADOPT_TITLE, _ADOPT = N_("采用“{name}”"), N_("采用")
_FROM = N_("生效日期")
_FOR = N_("采用后与现行目录相比（只影响本版所含的 {n} 个领域）：")
_UNCHECKED = N_("其中 {n} 项未核对，不是国家部委的原文。采用前请与本单位已公布的目录逐条比对。")
_WITHDRAW_TITLE, _WITHDRAW = N_("废止“{name}”"), N_("废止")
_REASON = N_("废止理由")
_STAYS = N_("已经按这一版公开的信息不变；相同领域由之前采用的版本接着管，没有的就不再有现行目录。")
_NO_REASON = N_("请写明废止的理由。")
_COMPARE_TITLE = N_("与“{name}”比较")
_OTHER = N_("另一版")


class AdoptDialog(Dialog):
    """Shows in words what would change, and asks from which day; `chosen` carries that day."""

    chosen = Signal(object)  # date

    def __init__(self, parent: QWidget, runner: Runner, version: VersionRow, today: date) -> None:
        super().__init__(parent, _ADOPT_TITLE, name=version.name)
        fit(self, *SIZE)
        self._version = version
        self.form = Form((FieldSpec("effective_from", _FROM, "date", required=True),))
        self.form.set_values({"effective_from": today})
        self.form.save_asked.connect(self.adopt)
        self.differences = DifferenceList()
        if version.unchecked:
            self.body.addWidget(Label(_UNCHECKED, tone="soon", wrap=True, n=version.unchecked))
        self.body.addWidget(self.form)
        self.body.addWidget(Label(_FOR, wrap=True, n=len(version.domains)))
        self.body.addWidget(self.differences, 1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_ADOPT, self.adopt))
        work = partial(catalogs.changes_if_adopted, uuid=version.uuid, today=today)
        runner.query(self, work, self.differences.show_differences)

    def adopt(self) -> None:
        """Hand the day over, or say what is wrong."""
        day = self.form.values()["effective_from"]
        if self.form.show_problems(adoption_problems(self._version.status, self._version.rows, day)):
            self.form.focus_problem()
            return
        self.accept()
        self.chosen.emit(day)


class WithdrawDialog(Dialog):
    """Asks for the reason; `chosen` carries it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, version: VersionRow) -> None:
        super().__init__(parent, _WITHDRAW_TITLE, name=version.name)
        fit(self, SIZE[0], SIZE[1] // 2)
        self.form = Form((FieldSpec("reason", _REASON, "text", required=True),))
        self.form.save_asked.connect(self.withdraw)
        self.body.addWidget(Label(_STAYS, tone="quiet", wrap=True))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_WITHDRAW, self.withdraw))

    def withdraw(self) -> None:
        """Hand the reason over, or ask for it."""
        reason = self.form.values()["reason"]
        if self.form.show_problems(() if reason else (Problem("reason", _NO_REASON),)):
            self.form.focus_problem()
            return
        self.accept()
        self.chosen.emit(reason)


class CompareDialog(Dialog):
    """What changed from another version to this one."""

    def __init__(self, parent: QWidget, runner: Runner, version: VersionRow, others: Sequence[VersionRow]) -> None:
        super().__init__(parent, _COMPARE_TITLE, name=version.name)
        fit(self, *SIZE)
        self._runner, self._version = runner, version
        self.form = Form((FieldSpec("other", _OTHER, "choice", options=[(v.uuid, v.name) for v in others]),))
        self.form.set_values({"other": Option(others[0].uuid, others[0].name)})
        self.form.edited.connect(lambda _key: self._compare())
        self.differences = DifferenceList()
        self.body.addWidget(self.form)
        self.body.addWidget(self.differences, 1)
        self.set_buttons(primary(_CLOSE, self.accept))
        self._compare()

    def _compare(self) -> None:
        work = partial(catalogs.differences, old_uuid=self.form.values()["other"], new_uuid=self._version.uuid)
        self._runner.query(self, work, self.differences.show_differences)
