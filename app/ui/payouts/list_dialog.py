"""What a pay-out list does not say of itself: asked before it is read, with what was answered last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations import payouts, villages
from app.operations.payout_plans import Defaults
from app.operations.payouts import RollRow
from app.operations.villages import PlaceRow
from app.ui.villages.choosing import named, place_name
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.fitting import fit
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SIZE = (620, 560)
BACK = 10  # years that are offered
OFFERED = 6  # programmes known from earlier lists
REMEMBERED = ("programme", "programme_mn", "year", "batch", "unit")
_TITLE = N_("名册里没有写的内容")
_WHAT = N_("这里填的只用于表里没有写的行；表里写了的，以表为准。")
_KNOWN = N_("登记过的补贴项目")
_VILLAGE_HINT = N_("整张表只属于一个嘎查村时填写：汉字或拼音")
_PROGRAMME_HINT = N_("例如：草原生态保护补助奖励")
_BATCH_HINT = N_("一年分几次发放时填写，例如：第一批")
_UNIT_HINT = N_("数量的单位，例如：亩、头、人")
_CANCEL, _GO_ON = N_("取消"), N_("读取名册")


class ListDialog(Dialog):
    """Asks for programme, year, batch, day and village; `chosen` carries the Defaults."""

    chosen = Signal(object)  # Defaults

    def __init__(self, parent: QWidget, context: Context, before: Defaults | None = None) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        self._context = context
        self._villages: Sequence[PlaceRow] = ()
        self._rolls: dict[str, RollRow] = {}
        self.known = ViewRow(may_keep=False)
        self.known_words = Label(_KNOWN, tone="quiet")
        self.form = Form(self._fields())
        self._lay_out()
        self.form.save_asked.connect(self.go_on)
        self.known.chosen.connect(self._take_known)
        self.form.set_values(self._remembered() if before is None else _values(before))
        context.runner.query(self, _read, self._fill)

    def _fields(self) -> tuple[FieldSpec, ...]:
        this = self._context.today().year
        years = [(str(year), str(year)) for year in range(this, this - BACK, -1)]
        return (
            FieldSpec("programme", N_("补贴项目"), hint=_PROGRAMME_HINT),
            FieldSpec("programme_mn", N_("项目的蒙古文名称"), script="mn"),
            FieldSpec("year", N_("年份"), "choice", options=years),
            FieldSpec("batch", N_("批次"), hint=_BATCH_HINT),
            FieldSpec("paid_on", N_("发放日期"), "date"),
            FieldSpec("unit", N_("数量单位"), hint=_UNIT_HINT),
            FieldSpec("office_code", N_("嘎查村"), "choice", hint=_VILLAGE_HINT, find=self._find),
        )

    def _lay_out(self) -> None:
        self.body.addWidget(Label(_WHAT, tone="quiet", wrap=True))
        for widget in (self.known_words, self.known):
            widget.hide()
            self.body.addWidget(widget)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_GO_ON, self.go_on))

    def go_on(self) -> None:
        """Hand over what was answered, and remember it for the next list; or say what is wrong."""
        if self.form.show_problems(()):
            self.form.focus_problem()
            return
        self._remember()
        self.accept()
        values = self.form.values()
        self.chosen.emit(Defaults(**{**values, "year": int(values["year"])}))

    def _remembered(self) -> dict[str, object]:
        last = self._context.preferences.current.last
        values: dict[str, object] = {key: last.get(f"payout_{key}", "") for key in REMEMBERED}
        return {**values, "year": values["year"] or str(self._context.today().year)}

    def _remember(self) -> None:
        values = self.form.values()
        answers = {f"payout_{key}": str(values[key] or "") for key in REMEMBERED}
        preferences = self._context.preferences
        preferences.remember(last={**preferences.current.last, **answers})

    def _fill(self, known: tuple[Sequence[PlaceRow], Sequence[RollRow]]) -> None:
        self._villages, rolls = known
        for roll in rolls:
            self._rolls.setdefault(roll.programme, roll)
        offered = [View(programme, programme) for programme in list(self._rolls)[:OFFERED]]
        self.known.set_views(offered)
        for widget in (self.known_words, self.known):
            widget.setVisible(bool(offered))
        if code := self.form.values()["office_code"]:
            self.form.set_values({"office_code": next(iter(self._options(code)), Option(code, code))})

    def _take_known(self, programme: str) -> None:
        """A programme of an earlier list brings its Mongolian name and its unit along."""
        if roll := self._rolls.get(programme):
            self.form.set_values({"programme": programme, "programme_mn": roll.programme_mn, "unit": roll.unit})

    def _find(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        then(self._options(text))

    def _options(self, text: str) -> list[Option]:
        return [Option(row.code, place_name(row), row.code) for row in named(self._villages, text)]


def _read(session: Session) -> tuple[Sequence[PlaceRow], Sequence[RollRow]]:
    return villages.villages(session), payouts.rolls(session)


def _values(defaults: Defaults) -> dict[str, object]:
    values = {key: getattr(defaults, key) for key in (*REMEMBERED, "paid_on", "office_code")}
    return {**values, "year": str(defaults.year)}
