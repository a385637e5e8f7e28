"""Bringing a pay-out list in: ask what it does not say, show the plan with its sums, take exactly what was shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from app.i18n import N_, _
from app.operations import payout_plans, payouts, refused_rows
from app.operations.payout_plans import Defaults, PayoutPlan, RollTotal
from app.operations.plans import Fate
from app.rules.payouts import yuan
from app.ui.disclosures.saving import SHEET, Places
from app.ui.payouts.list_dialog import ListDialog
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.plan_dialog import PlanDialog
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell
    from app.ui.widgets.page import Page

    Read = Callable[[Session, Defaults, Tell], PayoutPlan]

SIZE = (940, 680)
SUMS_SHARE, ROWS_SHARE = 2, 3
TABLES = ((N_("表格"), "*.xlsx *.xls *.et *.ods *.csv *.docx *.html *.htm"), (N_("所有文件"), "*"))
_OPEN = N_("选择发放名册")
_READING, _READING_PASTED = N_("读取发放名册 {file}"), N_("读取粘贴的名册")
_PLAN = N_("导入计划：{file}")
_PASTED = N_("粘贴的内容")
_SUMS = N_("将导入 {villages} 个嘎查村、{programmes} 个项目，共 {rows} 行，合计 {total} 元。请与发放文件核对。")
_BY_ROLL = N_("各嘎查村、各项目的合计")
_SAME, _OFF = N_("相符"), N_("表里写 {said} 元")
_AGAIN = N_("改填缺少的内容…")
_NOTHING = N_("没有读到可以导入的行。请先在表格软件里连同列名一起选中并复制；列名可以用“模板”里的。")
_NO_TEXT = N_("剪贴板里没有文字。请先在表格软件里连同列名一起选中并复制，再粘贴。")
_REFUSED_WRITTEN = N_("已把未采纳的 {n} 行存为 {file}，改正后可以再导入。")
_HEADINGS = tuple(column.heading for column in payout_plans.COLUMNS)


def _said(row: RollTotal) -> Pill:
    """Whether the list's own sum is what will be taken; no pill where the list has none."""
    if row.said_fen is None:
        return Pill("unknown", "")
    return Pill("soon", _(_OFF).format(said=yuan(row.said_fen))) if row.off_fen else Pill("good", _(_SAME))


SUMS = (
    ColumnSpec("village", N_("嘎查村"), 150),
    ColumnSpec("programme", N_("补贴项目"), 0, value=lambda row: row.key.programme),
    ColumnSpec("year", N_("年份"), 60, value=lambda row: row.key.year),
    ColumnSpec("batch", N_("批次"), 80, value=lambda row: row.key.batch),
    ColumnSpec("rows", N_("行数"), 70, kind="number"),
    ColumnSpec("total", N_("金额（元）"), 130, align="right", value=lambda row: yuan(row.total_fen)),
    ColumnSpec("said", N_("表里的合计"), 130, kind="pill", value=_said),
)


class Importing(QObject):
    """Leads from a file or the clipboard to rolls; long work shows progress and can be cancelled."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._context, self._runner = page, page.context, page.runner
        self.places = Places()
        self.asking: ListDialog | None = None
        self.dialog: PlanDialog | None = None

    def file(self) -> None:
        """Ask for a file and read it."""
        if path := open_file(self._page, _OPEN, TABLES, self.places.folder):
            self.places.remember(path)
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Ask what the list does not say, then plan its import."""
        today = self._context.today()

        def read(session: Session, defaults: Defaults, tell: Tell) -> PayoutPlan:
            tell(0, 0)
            return payout_plans.plan_file(session, path, defaults, today, tell)

        self._ask(partial(self._plan, _READING, read, path))

    def clipboard(self) -> None:
        """Plan the import of what was copied."""
        self.pasted(QGuiApplication.clipboard().text())

    def pasted(self, text: str) -> None:
        """Ask what the rows that were copied do not say, then plan their import."""
        today = self._context.today()

        def read(session: Session, defaults: Defaults, tell: Tell) -> PayoutPlan:
            tell(0, 0)
            return payout_plans.plan_pasted(session, text, defaults, today)

        if text.strip():
            self._ask(partial(self._plan, _READING_PASTED, read, text))
        else:
            self._runner.failed.emit(UserError(_NO_TEXT))

    def _ask(self, go_on: Callable[[Defaults], None], before: Defaults | None = None) -> None:
        self.asking = dialog = ListDialog(self._page, self._context, before)
        dialog.chosen.connect(go_on)
        dialog.finished.connect(lambda _result: self._asked(dialog))
        dialog.open()

    def _plan(self, title: str, read: Read, source: Path | str, defaults: Defaults) -> None:
        def work(session: Session, tell: Tell) -> PayoutPlan:
            return read(session, defaults, tell)

        again = partial(self._ask, partial(self._plan, title, read, source), defaults)
        values = {"file": source.name} if isinstance(source, Path) else {}
        self._runner.long(self, title, work, partial(self._show, source, again), values, writes=False)

    def _show(self, source: Path | str, again: Callable[[], None], plan: PayoutPlan) -> None:
        if not plan.lines:
            self._runner.failed.emit(UserError(_NOTHING, details="\n".join(plan.notes)))
            return
        self.dialog = dialog = PlanDialog(self._page, _PLAN, plan.lines, file=plan.source or _(_PASTED))
        fit(dialog, *SIZE)
        self._add_sums(dialog, plan)
        for note in plan.notes:
            dialog.body.insertWidget(0, Label(note, tone="soon", wrap=True))
        if any(line.fate is Fate.REFUSED for line in plan.lines):
            dialog.say_left(secondary(_AGAIN, lambda: self._change(dialog, again)))
        dialog.keep_refused.connect(lambda: self._keep(plan, source))
        dialog.accepted.connect(lambda: self._accept(plan))
        dialog.finished.connect(lambda _result: self._closed(dialog))
        dialog.open()

    def _add_sums(self, dialog: PlanDialog, plan: PayoutPlan) -> None:
        """What will be taken by village and programme, to be compared with the paper it was paid by."""
        if not plan.totals:
            return
        villages, programmes = {key.office_code for key in plan.rolls}, {key.programme for key in plan.rolls}
        told: dict[str, Any] = {"villages": len(villages), "programmes": len(programmes), "rows": f"{plan.rows:,}"}
        table = SmallTable(SUMS, plan.totals)
        name(table, _BY_ROLL)
        dialog.body.insertWidget(1, Label(_SUMS, wrap=True, total=yuan(plan.total_fen), **told))
        dialog.body.insertWidget(2, table, SUMS_SHARE)
        dialog.body.setStretchFactor(dialog.table, ROWS_SHARE)

    def _change(self, dialog: PlanDialog, again: Callable[[], None]) -> None:
        dialog.reject()
        again()

    def _asked(self, dialog: ListDialog) -> None:
        if self.asking is dialog:
            self.asking = None

    def _closed(self, dialog: PlanDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _accept(self, plan: PayoutPlan) -> None:
        def work(session: Session, tell: Tell) -> int:
            return payouts.accept(session, plan, tell)

        self._runner.long(self, payouts.IMPORT, work, lambda _n: None, {"n": plan.rows})

    def _keep(self, plan: PayoutPlan, source: Path | str) -> None:
        title = _(refused_rows.TITLE)
        if path := self.places.ask(self._page, title, SHEET[:1], title, self._context.today()):
            self.keep_to(path, plan, source)

    def keep_to(self, path: Path, plan: PayoutPlan, source: Path | str) -> None:
        """Write the rows that were not taken, with their reasons, to this file."""

        def told(n: int) -> None:
            self._page.said.emit(_(_REFUSED_WRITTEN).format(n=n, file=path.name))

        self._runner.query(self, lambda _s: refused_rows.save(path, plan.lines, source, _HEADINGS), told)
