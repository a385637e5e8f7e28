"""The plan of an import: what will be taken, what not and why, before anything is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.operations.plans import FATE_NAMES, Fate, PlanLine, counted
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable

STATES = {Fate.TAKEN: "good", Fate.CHANGED: "good", Fate.UNCHANGED: "unknown", Fate.REFUSED: "late"}
WARNED = "warned"
SIZE = (860, 520)
_WARNED = N_("有提醒")
_COUNTS = N_("共 {all} 行：新增 {taken}，更新 {changed}，不变 {unchanged}，未采纳 {refused}。未采纳的行不影响其他行。")
_ACCEPT = N_("导入 {n} 行")
_KEEP = N_("保存未采纳的行…")
_CANCEL = N_("取消")


def _fate(line: PlanLine) -> Pill:
    warned = bool(line.warnings) and line.fate is not Fate.REFUSED
    return Pill("soon" if warned else STATES[line.fate], _(FATE_NAMES[line.fate]))


def _why(line: PlanLine) -> str:
    return "".join(filter(None, (line.reason, *line.warnings)))


COLUMNS = (
    ColumnSpec("row", N_("行"), 64, kind="number"),
    ColumnSpec("fate", N_("处理"), 110, kind="pill", value=_fate),
    ColumnSpec("name", N_("名称"), 260),
    ColumnSpec("reason", N_("说明"), 0, value=_why),
)


class PlanDialog(Dialog):
    """Every row of a file with what will become of it. `accepted` follows the button "import n rows".

    `keep_refused` asks the caller to write the refused rows, with their reasons, to a file.
    """

    keep_refused = Signal()

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[PlanLine], **values: Any) -> None:
        super().__init__(parent, title, **values)
        fit(self, *SIZE)
        self._lines = lines
        counts: dict[str, Any] = counted(lines)
        self.body.addWidget(Label(_COUNTS, wrap=True, all=len(lines), **counts))
        views = [View(fate, FATE_NAMES[fate], counts[fate]) for fate in Fate if counts[fate]]
        if warned := len(self._shown(WARNED)):
            views.append(View(WARNED, _WARNED, warned))
        self.views = ViewRow(views, may_keep=False)
        self.table = SmallTable(COLUMNS, lines)
        self.views.chosen.connect(lambda key: self.table.set_rows(self._shown(key)))
        self.body.addWidget(self.views)
        self.body.addWidget(self.table, 1)
        self._add_buttons(counts)

    def _add_buttons(self, counts: Mapping[str, int]) -> None:
        taken = counts[Fate.TAKEN] + counts[Fate.CHANGED]
        self.accept_button = primary(_ACCEPT, self.accept, n=taken)
        self.accept_button.setEnabled(bool(taken))
        self.keep_button = secondary(_KEEP, self.keep_refused.emit)
        self.say_left(self.keep_button)
        self.keep_button.setVisible(bool(counts[Fate.REFUSED]))
        self.set_buttons(secondary(_CANCEL, self.reject), self.accept_button)

    def _shown(self, key: str) -> list[PlanLine]:
        if key == WARNED:
            return [line for line in self._lines if line.warnings]
        return [line for line in self._lines if not key or line.fate == key]
