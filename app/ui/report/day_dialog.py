"""On which day a report was submitted, or published."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.rules.problems import Problem
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

SUBMITTED = N_("登记年度报告的报送")
PUBLISHED = N_("登记年度报告的公布")
_DAY, _NOTE, _CANCEL = N_("日期"), N_("登记"), N_("取消")
_EMPTY = N_("留空表示撤销原来登记的日期。")
_AHEAD = N_("日期不能晚于今天。")


class DayDialog(Dialog):
    """Asks for one day; `chosen` carries it, or None where the day that was noted is taken back."""

    chosen = Signal(object)  # date | None

    def __init__(self, parent: QWidget, title: str, noted: date | None, today: date) -> None:
        super().__init__(parent, title)
        self._today = today
        self.form = Form((FieldSpec("on", _DAY, "date"),))
        self.form.set_values({"on": noted or today})
        self.form.save_asked.connect(self.note)
        self.body.addWidget(self.form)
        if noted:
            self.body.addWidget(Label(_EMPTY, tone="quiet", wrap=True))
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_NOTE, self.note))

    def note(self) -> None:
        """Hand the day over, or say what is wrong."""
        day = self.form.values()["on"]
        ahead = [Problem("on", _AHEAD)] if day and day > self._today else []
        if self.form.show_problems(ahead):
            self.form.focus_problem()
            return
        self.accept()
        self.chosen.emit(day)
