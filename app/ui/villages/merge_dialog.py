"""Merging a village into another (撤并): which one takes its place, and from which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations import villages
from app.operations.villages import PlaceRow
from app.rules.problems import Problem
from app.ui.run import Runner
from app.ui.villages.choosing import named, place_name
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form

SIZE = (620, 320)
_TITLE = N_("“{name}”并入另一个嘎查村")
_WHAT = N_("原来的公示、名册和档案不动，仍按原名查得到；以后用原名导入的数据，登记到并入的嘎查村。")
_INTO, _ON = N_("并入"), N_("撤并日期")
_HINT = N_("嘎查村名称：汉字或拼音")
_MERGE, _CANCEL = N_("并入"), N_("取消")
_NO_VILLAGE, _NO_DAY = N_("请选择并入哪一个嘎查村。"), N_("请填写撤并日期。")


class MergeDialog(Dialog):
    """Asks into which village and on which day; `chosen` carries its code and that day."""

    chosen = Signal(str, object)  # code, date

    def __init__(
        self, parent: QWidget, runner: Runner, place: PlaceRow, others: Sequence[PlaceRow], today: date
    ) -> None:
        super().__init__(parent, _TITLE, name=place_name(place))
        fit(self, *SIZE)
        offered = [_option(row) for row in others]
        self.form = Form(
            (
                FieldSpec(
                    "into",
                    _INTO,
                    "choice",
                    hint=_HINT,
                    required=True,
                    find=lambda text, then: then([_option(row) for row in named(others, text)]),
                ),
                FieldSpec("on", _ON, "date", required=True),
            )
        )
        field = self.form.field("into")
        assert isinstance(field, ChoiceField)
        field.set_options(offered)
        self.form.set_values({"on": today})
        self.form.save_asked.connect(self.merge)
        self.doubts = Label(tone="soon", wrap=True)
        self.doubts.hide()
        self.body.addWidget(Label(_WHAT, tone="quiet", wrap=True))
        self.body.addWidget(self.doubts)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_MERGE, self.merge))
        runner.query(self, partial(villages.merge_doubts, code=place.code), self._warn)

    def merge(self) -> None:
        """Hand both over, or say what is missing."""
        values = self.form.values()
        missing = (("into", _NO_VILLAGE), ("on", _NO_DAY))
        if self.form.show_problems([Problem(key, text) for key, text in missing if not values[key]]):
            self.form.focus_problem()
            return
        self.accept()
        self.chosen.emit(values["into"], values["on"])

    def _warn(self, doubts: Sequence[Problem]) -> None:
        self.doubts.setText("\n".join(problem.text for problem in doubts))
        self.doubts.setVisible(bool(doubts))


def _option(row: PlaceRow) -> Option:
    return Option(row.code, place_name(row), row.code)
