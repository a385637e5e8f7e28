"""The plan of a package (接收方案): how it joins, what becomes of its records, and every one that is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.i18n import N_, _
from app.operations.packages import arrivals
from app.operations.packages.arrivals import LeftRow, Opening
from app.operations.packages.arriving import LISTED, ArrivalPlan
from app.operations.packages.disputes import FieldPair
from app.operations.packages.record_names import kind_name
from app.rules.packages import DOUBTFUL, FATE_NAMES, LINK_NAMES, TAKEN_IN, Fate, Link
from app.ui.packages.side_by_side import SideBySide
from app.ui.widgets.buttons import Heading, Label, Tick, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fitting import fit
from app.ui.widgets.page import Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

SIZE, SHORT = (940, 680), (620, 260)
SHARES = (45, 55)
STATES = {Fate.TAKEN: "good", Fate.UNCHANGED: "unknown", Fate.RETURNED: "late", Fate.CONFLICT: "soon"}
TONES = {Link.NEXT: "good", Link.REPEATED: "quiet", Link.COVERED: "quiet", Link.GAP: "soon"}
_TITLE = N_("“{office}”第 {seq} 个报送包")
_FACTS = N_("{at} 制作，共 {n} 条记录、{files} 个附件。签名和全部校验值核对无误。")
_MISSING = N_("没有收到的包号：{missing}。")
_FATES = {Fate.TAKEN: N_("将接收")}  # nothing is taken in yet
_SUM = N_("合计")
_COUNTS, _LEFT = N_("各种记录怎样处理"), N_("不接收的记录")
_LEFT_WHY = N_("下面的 {n} 条不接收，原因随回执告诉对方；其余的不受影响。冲突的两个版本都保留，接收后逐条处理。")
_MORE = N_("另有 {n} 条没有列出，接收后都能在“待处理”里看到。")
_ALL = N_("没有要退回的记录，也没有冲突。")
_NONE = N_("选一条，看不接收的原因；冲突的，看两个版本哪里不同。")
_VERIFIED = N_("已打电话向对方核实，照常接收")
_ACCEPT, _ACCEPT_NONE, _ANSWER = N_("接收 {n} 条"), N_("登记收到，一条也不接收"), N_("再出一次回执…")
_CANCEL = N_("不接收")
_CLOSE = N_("关闭")


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a kind meet each fate; they add up to the total."""

    kind: str
    taken: int
    unchanged: int
    returned: int
    conflict: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.taken + self.unchanged + self.returned + self.conflict


COUNTS = (
    ColumnSpec("kind", N_("种类"), 0),
    *(ColumnSpec(str(fate), _FATES.get(fate, FATE_NAMES[fate]), 70, kind="number") for fate in Fate),
    ColumnSpec("total", _SUM, 70, kind="number"),
)
LEFT = (
    ColumnSpec("kind", N_("种类"), 80),
    ColumnSpec("name", N_("名称"), 0),
    ColumnSpec("fate", N_("处理"), 90, kind="pill", value=lambda row: Pill(STATES[row.fate], _(FATE_NAMES[row.fate]))),
)


def counts(plan: ArrivalPlan) -> list[Count]:
    """A line for each kind of record, and the sums."""
    lines = [Count(kind_name(table), *(fates.get(fate, 0) for fate in Fate)) for table, fates in plan.counts.items()]
    return [*lines, Count(_(_SUM), *(plan.total(fate) for fate in Fate))] if lines else []


class ArrivalDialog(Dialog):
    """Shows a plan; `accept_asked` carries whether a doubtful package was verified by telephone.

    `answer_asked` asks for the receipt of a package that was taken in before.
    """

    accept_asked = Signal(bool)
    answer_asked = Signal()

    def __init__(self, parent: Page, opening: Opening) -> None:
        plan = opening.plan
        super().__init__(parent, _TITLE, office=plan.office, seq=plan.header.seq)
        fit(self, *(SIZE if plan.link in TAKEN_IN else SHORT))
        self._page, self._opening, self.plan = parent, opening, plan
        self.rows: Sequence[LeftRow] = arrivals.not_taken(opening)
        self.counts = SmallTable(COUNTS, counts(plan))
        self.left = SmallTable(LEFT, self.rows)
        self.versions = SideBySide()
        self.nothing, self.reason = Label(_NONE, tone="quiet", wrap=True), QLabel()
        self.reason.setWordWrap(True)
        self.panel = Detail()
        for part in (self.nothing, self.reason, self.versions):
            self.panel.add(part)
        self.panel.add_stretch()
        self.verified = Tick(_VERIFIED)
        self.chain = Label(wrap=True)
        self._lay_out()
        self._add_buttons()
        self.left.current_changed.connect(self._show)
        self.verified.toggled.connect(self._may_accept)
        self._may_accept()
        self._show(None)
        if self.rows:
            self.left.selectRow(0)

    def _lay_out(self) -> None:
        plan = self.plan
        name(self.counts, _COUNTS)
        name(self.left, _LEFT)
        told = {"at": shown(plan.header.made_at), "n": f"{plan.records or sum(plan.header.counts.values()):,}"}
        self.body.addWidget(Label(_FACTS, tone="quiet", wrap=True, files=plan.attachments, **told))
        self.chain.say(LINK_NAMES[plan.link])
        self.chain.set_tone(TONES.get(plan.link, "late"))
        self.body.addWidget(self.chain)
        if plan.missing:
            self.body.addWidget(Label(_MISSING, wrap=True, missing="、".join(map(str, plan.missing))))
        if plan.link in DOUBTFUL:
            self.body.addWidget(self.verified)
        if plan.link in TAKEN_IN:
            self._lay_out_records()
        else:
            self.body.addStretch(1)

    def _lay_out_records(self) -> None:
        self.body.addWidget(self.counts, 2)
        left = self.plan.total(Fate.RETURNED) + self.plan.total(Fate.CONFLICT)
        if not left:
            self.body.addWidget(Label(_ALL, tone="good", wrap=True))
            return
        self.body.addWidget(Heading(_LEFT, times=1.0))
        self.body.addWidget(Label(_LEFT_WHY, tone="quiet", wrap=True, n=f"{left:,}"))
        self.body.addWidget(Beside(self.left, self.panel, SHARES), 3)
        if left > LISTED:
            self.body.addWidget(Label(_MORE, tone="quiet", wrap=True, n=f"{left - LISTED:,}"))

    def _add_buttons(self) -> None:
        plan = self.plan
        if plan.link in TAKEN_IN:
            n = plan.total(Fate.TAKEN)
            self.accept_button = primary(_ACCEPT if n else _ACCEPT_NONE, self._accept, n=f"{n:,}")
            self.set_buttons(secondary(_CANCEL if n else _CLOSE, self.reject), self.accept_button)
        elif plan.link is Link.REPEATED:
            self.accept_button = primary(_ANSWER, self._answer)
            self.set_buttons(secondary(_CLOSE, self.reject), self.accept_button)
        else:
            self.accept_button = primary(_CLOSE, self.reject)
            self.set_buttons(self.accept_button)

    def _may_accept(self) -> None:
        self.accept_button.setEnabled(self.plan.link not in DOUBTFUL or self.verified.isChecked())

    def _accept(self) -> None:
        self.accept()
        self.accept_asked.emit(self.verified.isChecked())

    def _answer(self) -> None:
        self.accept()
        self.answer_asked.emit()

    def _show(self, row: LeftRow | None) -> None:
        """Why it is not taken; of a conflict both versions."""
        conflict = row is not None and row.fate is Fate.CONFLICT
        self.panel.set_heading(row.name or row.kind if row else "")
        self.nothing.setVisible(row is None)
        self.reason.setText(row.reason if row else "")
        self.reason.setVisible(row is not None)
        self.versions.setVisible(conflict)
        if row is None or not conflict:
            return
        table = next(one.table for one in self.plan.listed if one.uuid == row.uuid)

        def read(pairs: Sequence[FieldPair]) -> None:
            self.versions.show_versions(table, pairs)

        uuid = row.uuid
        self._page.runner.query(
            self, lambda session: arrivals.both_versions(session, self._opening, uuid), read, slot="versions"
        )
