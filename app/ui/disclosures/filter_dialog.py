"""Further conditions of the register's filter, and the name of a view to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from app.ui.run import Runner

LOOKED_AT = 200
_TITLE = N_("更多条件")
_APPLY = N_("筛选")
_CANCEL = N_("取消")
_KEEP_TITLE = N_("保存当前筛选")
_KEEP = N_("保存")
DAYS = ("began_from", "began_to", "due_from", "due_to")


def responsible_like(session: Session, text: str, today: date) -> list[str]:
    """Responsible offices in the register that hold this text, from the newest items that do."""
    rows = DisclosurePages(DisclosureFilter(text=text), today).page(session, 0, LOOKED_AT)
    return sorted({row.responsible for row in rows if text.casefold() in row.responsible.casefold()})


class FilterDialog(Dialog):
    """Asks for the responsible office and for days; `chosen` carries the fields of the filter."""

    chosen = Signal(dict)

    def __init__(self, parent: QWidget, runner: Runner, today: date, wanted: DisclosureFilter) -> None:
        super().__init__(parent, _TITLE)
        self._runner, self._today = runner, today
        self.form = Form(
            (
                FieldSpec("responsible", N_("责任科室"), "choice", N_("输入名称中的字"), find=self._find),
                FieldSpec("began_from", N_("形成日期从"), "date"),
                FieldSpec("began_to", N_("形成日期到"), "date"),
                FieldSpec("due_from", N_("到期日从"), "date"),
                FieldSpec("due_to", N_("到期日到"), "date"),
            )
        )
        self.form.set_values({key: getattr(wanted, key) for key in ("responsible", *DAYS)})
        self.form.save_asked.connect(self._apply)
        self.body.addWidget(self.form)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_APPLY, self._apply))

    def _find(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        work = partial(responsible_like, text=text, today=self._today)
        self._runner.query(self, work, lambda found: then([Option(each, each) for each in found]), slot="find")

    def _apply(self) -> None:
        if self.form.show_problems(()):
            self.form.focus_problem()
            return
        values: dict[str, Any] = self.form.values()
        self.chosen.emit(values)
        self.accept()


class KeepViewDialog(Dialog):
    """Asks for the name of the view to keep."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _KEEP_TITLE)
        self.form = Form((FieldSpec("name", N_("视图名称"), required=True),))
        self.form.save_asked.connect(self._keep)
        self.body.addWidget(self.form)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_KEEP, self._keep))

    def _keep(self) -> None:
        if name := self.form.values()["name"]:
            self.named.emit(name)
            self.accept()
