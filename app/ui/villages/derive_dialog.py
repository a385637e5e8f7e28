"""Taking the catalog into the lists of villages: for which of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import N_, _
from app.operations.villages import PlaceRow
from app.ui.villages.choosing import place_name
from app.ui.widgets.buttons import Label, primary, quiet, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, TicksField
from app.ui.widgets.fitting import fit
from app.ui.widgets.words import name

SIZE = (560, 620)
_TITLE = N_("按现行目录生成清单")
_WHAT = N_("取现行目录里的村级事项和嘎查村务公开事项。各嘎查村自己的事项和自己填的主体、渠道不变。下一步先看计划。")
_VILLAGES = N_("要生成清单的嘎查村")
_LINE, _NEW_LINE = N_("{name}（现有 {n} 项）"), N_("{name}（还没有清单）")
_ALL, _NONE, _NEW = N_("全选"), N_("全不选"), N_("只选还没有清单的")
_CANCEL, _GO_ON = N_("取消"), N_("看计划（{n} 个嘎查村）")


class DeriveDialog(Dialog):
    """Villages to tick; `chosen` carries the codes of those ticked."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, villages: Sequence[PlaceRow]) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        codes = [row.code for row in villages]
        without = [row.code for row in villages if not row.matters]
        self.ticks = TicksField(FieldSpec("villages", _VILLAGES, "ticks"))
        self.ticks.set_options([(row.code, _line(row)) for row in villages])
        self.ticks.edited.connect(self._count)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.ticks)
        name(area, _VILLAGES)
        self.body.addWidget(Label(_WHAT, tone="quiet", wrap=True))
        self.body.addWidget(area, 1)
        for words, ticked in ((_ALL, codes), (_NONE, []), (_NEW, without)):
            self.say_left(quiet(words, partial(self.tick, ticked)))
        self.go_on = primary(_GO_ON, self.choose, n=0)
        self.set_buttons(secondary(_CANCEL, self.reject), self.go_on)
        self.tick(without or codes)

    def tick(self, codes: Sequence[str]) -> None:
        """Tick these villages and no others."""
        self.ticks.set_value(codes)
        self._count()

    def choose(self) -> None:
        """Go on with the villages ticked."""
        self.accept()
        self.chosen.emit(list(self.ticks.value()))

    def _count(self) -> None:
        chosen = len(self.ticks.value())
        self.go_on.say(_GO_ON, n=chosen)
        self.go_on.setEnabled(bool(chosen))


def _line(row: PlaceRow) -> str:
    return _(_LINE if row.matters else _NEW_LINE).format(name=place_name(row), n=row.matters)
