"""The board of coverage (公示覆盖): which villages posted what of a year's pay-outs, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import papers, payout_sheets, payouts
from app.operations.payouts import Cell, Coverage, CoverageRow, RollRow
from app.rules.payouts import SOURCE
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.payouts.columns import money, status_pill, village_of
from app.ui.payouts.grid import CoverageGrid, village_pill
from app.ui.villages.choosing import YearChoice
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ALL, MISSING, NO_ROLL = "all", "missing", "no_roll"
KINDS = {MISSING: N_("只看没有公示的"), NO_ROLL: N_("没有名册的"), ALL: N_("全部嘎查村")}
_BOARD = payout_sheets.COVERAGE
_AHEAD = N_("{all} 个嘎查村中 {n} 个已全部公示，距 {day} 还有 {left} 天。")
_LAST_DAY = N_("{all} 个嘎查村中 {n} 个已全部公示，今天（{day}）是最后一天。")
_BEHIND = N_("{all} 个嘎查村中 {n} 个已全部公示，{day} 已过 {left} 天。")
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_ROLL, _NOTICE, _MAKE = N_("打开名册"), N_("打开公示"), N_("生成公示")
_NONE = N_("选一格，看这个嘎查村这个项目发了多少、公示到哪一步。")
_NO_CELL = N_("这个嘎查村没有这个项目的名册。没有发放的不用公示；发放了的，请先导入名册。")
_BATCHES = N_("{batch}：{households} 户，{amount}")
_EMPTY = N_("没有可看的嘎查村")
_EMPTY_WHY = N_("先在“嘎查村”里登记各嘎查村，再导入补贴发放名册；这里显示年底前哪些还没有公示。")
_NO_HIT = N_("没有这样的嘎查村")
_NO_HIT_WHY = N_("换上面的条件，可以看其他嘎查村。")


def kind_fits(kind: str, row: CoverageRow) -> bool:
    """Whether a village is one of those a chip asks for."""
    if kind == MISSING:
        return bool(row.missing)
    return kind == ALL or not any(cell.roll_uuid for cell in row.cells)


class CoverageSection(Section):
    """The year above, the grid of villages and programmes, the chosen cell beside it."""

    watches = frozenset({"payout_roll", "notice", "office"})
    help_page = "payouts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._coverage: Coverage | None = None
        self._rolls: Sequence[RollRow] = ()
        self.year = YearChoice(context.today())
        self.sentence = Label(wrap=True)
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.grid = CoverageGrid()
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.no_hit = Empty(_NO_HIT, _NO_HIT_WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.pill = PillLabel()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self._listen()
        self._show(None, -1)

    def _lay_out(self) -> None:
        name(self.grid, _BOARD)
        self.print_button, self.export_button = secondary(_PRINT, self.print), secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.print_button)
        for place in (self.grid, self.empty, self.no_hit):
            self.room.addWidget(place)
        for widget in (self.pill, self.nothing, self.facts):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.kinds.choose(ALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.sentence)
        box.addWidget(Label(SOURCE, tone="quiet", wrap=True))
        box.addWidget(Folding(self.kinds, self.year))
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.year.chosen.connect(lambda _year: self.reload())
        self.kinds.chosen.connect(lambda key: self.show_kind(key or ALL))
        self.grid.cell_changed.connect(self._show)
        self.grid.cell_opened.connect(lambda _row, _number: self.open_cell())

    def reload(self) -> None:
        """Read the year."""
        year = self.year.year()
        self.runner.query(self, lambda s: (payouts.coverage(s, year), payouts.rolls(s, year)), self._take, slot="year")

    def retranslate(self) -> None:
        """Say sentence, grid and detail again."""
        if self._coverage:
            self._say()
            self._show(self.grid.current(), self._number())

    def show_kind(self, kind: str) -> None:
        """Show the villages of this kind, or all."""
        self.kinds.choose(kind)
        coverage = self._coverage
        if coverage is None:
            return
        rows = [row for row in coverage.rows if kind_fits(kind, row)]
        self.grid.show_coverage(coverage, rows)
        self.room.setCurrentWidget(self.grid if rows else self.no_hit if coverage.rows else self.empty)
        self.counted.emit(len(rows))
        self._show(None, -1)

    def open_cell(self) -> None:
        """Open the notice of the cell, else its roll."""
        cell = self.grid.cell()
        if cell and cell.notice_uuid:
            self.go.emit("notices", cell.notice_uuid)
        elif cell and cell.roll_uuid:
            self.go.emit("rolls", cell.roll_uuid)

    def print(self) -> None:
        """Show the board as it will print."""
        self.writing.preview(papers.coverage_of(self.year.year()))

    def export(self) -> None:
        """Write the board as a table."""
        year = self.year.year()

        def write(session: Session, path: Path) -> None:
            payout_sheets.export_coverage(session, year, path)

        self.writing.export(_(_BOARD), write)

    def _take(self, found: tuple[Coverage, Sequence[RollRow]]) -> None:
        here = self.grid.current(), self.grid.currentIndex().column()
        self._coverage, self._rolls = found
        self._say()
        self.show_kind(self.kinds.current() or ALL)
        self._go_back(*here)

    def _go_back(self, row: CoverageRow | None, column: int) -> None:
        """Stay on the cell that was shown."""
        codes = [each.office_code for each in self.grid.rows()]
        if row and row.office_code in codes:
            self.grid.setCurrentIndex(self.grid.model().index(codes.index(row.office_code), column))

    def _say(self) -> None:
        coverage = self._coverage
        assert coverage is not None
        left = (coverage.due_on - self.context.today()).days
        message = _AHEAD if left > 0 else _BEHIND if left else _LAST_DAY
        told = {"all": len(coverage.rows), "n": coverage.complete, "left": abs(left)}
        self.sentence.say(message, day=coverage.due_on.isoformat(), **told)
        self.sentence.set_tone("late" if left < 0 and coverage.complete < len(coverage.rows) else "")
        self.kinds.set_counts({key: sum(kind_fits(key, row) for row in coverage.rows) for key in KINDS})
        for button in (self.print_button, self.export_button):
            button.setEnabled(bool(coverage.rows))

    def _number(self) -> int:
        cell = self.grid.cell()
        row = self.grid.current()
        return row.cells.index(cell) if cell and row else -1

    def _show(self, row: CoverageRow | None, number: int) -> None:
        coverage = self._coverage
        cell = row.cells[number] if row and coverage and 0 <= number < len(row.cells) else None
        self.detail.set_heading(village_of(row) if row else "")
        self.nothing.say(_NO_CELL if cell and not cell.roll_uuid else _NONE)
        self.nothing.setVisible(not (cell and cell.roll_uuid))
        pill = status_pill(cell.status) if cell else village_pill(row) if row else Pill("unknown", "")
        self.pill.set_pill(pill)
        programme = coverage.programmes[number] if cell and coverage else ""
        self.facts.show_rows(list(_facts(programme, self._rolls_of(row, cell, programme))))
        self.detail.set_actions(*(self._actions(cell) if cell and cell.roll_uuid else ()))

    def _rolls_of(self, row: CoverageRow | None, cell: Cell | None, programme: str) -> list[RollRow]:
        """The rolls of a cell: all batches of its village, or the one of a village that was merged into it."""
        if row is None or cell is None:
            return []
        own = [r for r in self._rolls if r.office_code == row.office_code and r.programme == programme]
        return own or [roll for roll in self._rolls if roll.uuid == cell.roll_uuid]

    def _actions(self, cell: Cell) -> Iterator[Button]:
        yield secondary(_ROLL, lambda: self.go.emit("rolls", cell.roll_uuid))
        if cell.notice_uuid:
            yield primary(_NOTICE, lambda: self.go.emit("notices", cell.notice_uuid))
        else:
            yield primary(_MAKE, lambda: self._make(cell))

    def _make(self, cell: Cell) -> None:
        work = partial(payouts.make_notices, uuids=[cell.roll_uuid], today=self.context.today())
        self.runner.change(self, payouts.NOTICES, work, lambda made: self.go.emit("notices", made[0]), {"n": 1})


def _facts(programme: str, rolls: Sequence[RollRow]) -> Iterator[tuple[str, str]]:
    """Labels and texts of a cell; of several batches each stands in a line."""
    yield N_("补贴项目"), programme
    if len(rolls) > 1:
        lines = [
            _(_BATCHES).format(batch=roll.batch or "—", households=f"{roll.households:,}", amount=money(roll.total_fen))
            for roll in rolls
        ]
        yield N_("批次"), "\n".join(lines)
    for roll in rolls[:1] if len(rolls) == 1 else ():
        yield N_("户数"), f"{roll.households:,}"
        yield N_("金额"), money(roll.total_fen)
    yield N_("张贴日期"), "、".join(roll.posted_on.isoformat() for roll in rolls if roll.posted_on)
