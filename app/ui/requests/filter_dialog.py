"""Further conditions of the register of requests: days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.i18n import N_
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.operations.request_lists import RequestFilter

DAYS = ("arrived_from", "arrived_to", "closed_from", "closed_to")
_TITLE, _APPLY, _CANCEL = N_("按日期筛选"), N_("筛选"), N_("取消")


class DatesDialog(Dialog):
    """Asks between which days requests came or ended; `chosen` carries the fields of the filter."""

    chosen = Signal(dict)

    def __init__(self, parent: QWidget, wanted: RequestFilter) -> None:
        super().__init__(parent, _TITLE)
        self.form = Form(
            (
                FieldSpec("arrived_from", N_("来件日期从"), "date"),
                FieldSpec("arrived_to", N_("来件日期到"), "date"),
                FieldSpec("closed_from", N_("办结日期从"), "date"),
                FieldSpec("closed_to", N_("办结日期到"), "date"),
            )
        )
        self.form.set_values({key: getattr(wanted, key) for key in DAYS})
        self.form.save_asked.connect(self._apply)
        self.body.addWidget(self.form)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_APPLY, self._apply))

    def _apply(self) -> None:
        if self.form.show_problems(()):
            self.form.focus_problem()
            return
        values: dict[str, Any] = self.form.values()
        self.chosen.emit(values)
        self.accept()
