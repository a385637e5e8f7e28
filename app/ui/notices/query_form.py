"""Who asks at the counter and what for (查询登记)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.rules.problems import Problem
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

_ENTER = N_("登记这次查询")
_NO_NAME = N_("请填写查询人。")
_ASKED = N_("这份公示登记过 {n} 次查询。")
_NO_NUMBERS = N_("只写姓名和用途，不写证件号码。")


class QueryForm(QWidget):
    """Asks for name and purpose; `asked` carries them."""

    asked = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form((FieldSpec("name", N_("查询人"), required=True), FieldSpec("purpose", N_("用途"))))
        self.form.save_asked.connect(self.ask)
        self.count = Label(_ASKED, tone="quiet", wrap=True, n=0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (Label(_NO_NUMBERS, tone="quiet", wrap=True), self.form):
            box.addWidget(widget)
        box.addWidget(primary(_ENTER, self.ask), 0, Qt.AlignmentFlag.AlignRight)
        box.addWidget(self.count)

    def clear(self) -> None:
        """Start again."""
        self.form.clear(keep_pinned=False)

    def show_asked(self, n: int) -> None:
        """Say how often somebody asked before."""
        self.count.say(_ASKED, n=n)
        self.count.setVisible(n > 0)

    def ask(self) -> None:
        """Hand the values on, or say that the name is missing."""
        values = self.form.values()
        if self.form.show_problems([] if values["name"] else [Problem("name", _NO_NAME)]):
            self.form.focus_problem()
        else:
            self.asked.emit(values)
