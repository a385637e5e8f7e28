"""Taking the starter catalog: which domains, and what it is and is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import N_, _
from app.operations import catalog_imports
from app.ui.widgets.buttons import Label, primary, quiet, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec, TicksField
from app.ui.widgets.fitting import fit
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.operations.catalog_imports import CatalogPlan
    from app.ui.run import Runner

SIZE = (560, 620)
_TITLE = N_("取用起步目录")
_WHAT = N_(
    "起步目录不是国家部委的原文。每一条都标明“见于已公布目录”或“未核对”，"
    "采用前请与本单位已公布的目录逐条比对。下一步先看导入方案，不会直接生效。"
)
_DOMAINS = N_("要取用的领域")
_ALL, _NONE = N_("全选"), N_("全不选")
_CANCEL = N_("取消")
_GO_ON = N_("看导入方案（{n} 个领域）")
_LINE = N_("{domain}（{n} 项）")


class StarterDialog(Dialog):
    """Domains to tick; `chosen` carries those ticked."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, runner: Runner) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        self._all: Sequence[str] = ()
        self.ticks = TicksField(FieldSpec("domains", _DOMAINS, "ticks"))
        self.ticks.edited.connect(self._count)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.ticks)
        name(area, _DOMAINS)
        self.body.addWidget(Label(_WHAT, tone="soon", wrap=True))
        self.body.addWidget(area, 1)
        self.say_left(quiet(_ALL, lambda: self.tick(self._all)))
        self.say_left(quiet(_NONE, lambda: self.tick(())))
        self.go_on = primary(_GO_ON, self.choose, n=0)
        self.set_buttons(secondary(_CANCEL, self.reject), self.go_on)
        self._count()
        runner.query(self, lambda session: catalog_imports.plan_starter(session, date.today()), self._fill)

    def tick(self, domains: Sequence[str]) -> None:
        """Tick these domains and no others."""
        self.ticks.set_value(domains)
        self._count()

    def choose(self) -> None:
        """Go on with the domains ticked."""
        self.accept()
        self.chosen.emit(list(self.ticks.value()))

    def _fill(self, plan: CatalogPlan) -> None:
        counts = Counter(row.domain for row in plan.rows)
        self._all = tuple(counts)
        self.ticks.set_options([(domain, _(_LINE).format(domain=domain, n=n)) for domain, n in counts.items()])
        self.tick(self._all)

    def _count(self) -> None:
        chosen = len(self.ticks.value())
        self.go_on.say(_GO_ON, n=chosen)
        self.go_on.setEnabled(bool(chosen))
