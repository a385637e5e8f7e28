"""The plan of a year (年度公开计划): what a village must disclose by which day, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.operations import matters, papers
from app.operations.matters import PlanCell, ThemeRow
from app.rules.villages import CYCLE_NAMES, PROGRESS_NAMES, THEME_NAMES, Cycle, Progress
from app.ui.catalog.facts import Facts
from app.ui.villages.beginning import begun, span_words
from app.ui.villages.choosing import YearChoice, place_name
from app.ui.villages.matters import matter_name
from app.ui.villages.village_section import VillageSection
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.rules.notices import NoticeDraft

OPEN, ALL = "open", "all"
KINDS = {
    OPEN: N_("未完成"),
    Progress.LATE: PROGRESS_NAMES[Progress.LATE],
    Progress.DUE: PROGRESS_NAMES[Progress.DUE],
    Progress.DONE: PROGRESS_NAMES[Progress.DONE],
    ALL: N_("全部"),
}
STATES = {
    Progress.DONE: "good",
    Progress.DUE: "soon",
    Progress.LATE: "late",
    Progress.COMING: "unknown",
    Progress.PROVISIONAL: "unknown",
}
_TITLE = N_("年度公开计划")
_PLAN = N_("{village}{year}年度公开计划")
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_BEGIN, _SEE, _MATTER = N_("起草公示"), N_("打开公示"), N_("查看清单事项")
_EMPTY = N_("这个嘎查村还没有公开事项清单")
_EMPTY_WHY = N_("年度计划按清单里各事项的周期排出来。请先到“公开事项清单”按目录生成清单。")
_TO_LIST = N_("去生成清单")
_ONCE = N_("清单里都是随时公开的事项"), N_("随时公开的事项不排日期，发生了就公示。在“公示”里起草。")
_NO_HIT = N_("没有这样的事项"), N_("换一个条件，或看“全部”。")
_NONE = N_("选一行看它为什么该在这时公开，从这里起草公示，或打开已经贴出的公示。")
_THEMES = N_("重点公开（已公开事项/清单事项）：{themes}。")
_THEME = N_("{theme} {posted}/{matters}")
_AT_ONCE = N_("另有随时公开的事项 {n} 项，不排日期，发生了就公示。")
_DAYS = N_("{first} 至 {last}")
_NOT_YET = N_("当年的节假日安排还没有公布，日期是暂定的。")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read of a village's year."""

    cells: Sequence[PlanCell]
    themes: Sequence[ThemeRow]
    at_once: int


def state_pill(cell: PlanCell) -> Pill:
    """How far an occasion is, as a pill."""
    return Pill(STATES[cell.state], _(PROGRESS_NAMES[cell.state]))


COLUMNS = (
    ColumnSpec("due_on", N_("最迟公开日期"), 110, kind="date", value=lambda cell: cell.occasion.due_on),
    ColumnSpec("state", N_("进度"), 120, kind="pill", value=state_pill),
    ColumnSpec("span", N_("时段"), 84, value=lambda cell: span_words(cell.matter.cycle, cell.occasion)),
    ColumnSpec("name", N_("公开事项"), 0, value=lambda cell: matter_name(cell.matter)),
    ColumnSpec("theme", N_("重点领域"), 110, value=lambda cell: _(THEME_NAMES[cell.matter.theme])),
)


def facts(cell: PlanCell) -> Iterator[tuple[str, str]]:
    """Labels and texts of an occasion."""
    matter, occasion = cell.matter, cell.occasion
    yield N_("进度"), _(PROGRESS_NAMES[cell.state])
    yield N_("最迟公开日期"), occasion.due_on.isoformat()
    yield N_("暂定"), _(_NOT_YET) if occasion.provisional else ""
    yield (
        N_("在这段时间里公开"),
        _(_DAYS).format(first=occasion.first.isoformat(), last=occasion.last.isoformat()),
    )
    yield N_("公开周期"), _(CYCLE_NAMES[matter.cycle])
    yield N_("公开时限"), matter.time_limit
    yield N_("公开内容"), matter.content
    yield N_("公开主体"), matter.owner
    yield N_("公开渠道"), matter.channel
    yield N_("公开依据"), matter.basis


class YearPlanSection(VillageSection):
    """A village and a year above, the occasions by due day, the chosen one beside them."""

    watches = frozenset({"office", "village_matter", "notice", "calendar_year"})
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._cell: PlanCell | None = None
        self._plan = Plan((), (), 0)
        self.year = YearChoice(context.today())
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.themes = Label(wrap=True, tone="quiet")
        self.at_once = Label(wrap=True, tone="quiet")
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _TO_LIST, lambda: self.go.emit("matters", ""))
        self.no_hit = Empty(*_NO_HIT)
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self.year.chosen.connect(lambda _year: self.read(self.village.value()))
        self.kinds.chosen.connect(lambda key: self._choose(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(self._go_on)
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _TITLE)
        for each in (self.table, self.empty, self.no_hit):
            self.room.addWidget(each)
        self.line.addWidget(self.year)
        self.kinds.choose(OPEN)
        self.detail.add(self.nothing)
        self.detail.add(self.facts)
        self.detail.add_stretch()
        self.add_buttons(secondary(_EXPORT, self.export), secondary(_PRINT, self.print))
        self.lay_out(self.themes, self.at_once, self.kinds)

    def read(self, code: str) -> None:
        """Read the plan of this village for the year that is shown."""
        year, today = self.year.year(), self.context.today()
        if not code:
            return

        def work(session: Session) -> Plan:
            cells = matters.year_plan(session, code, year, today)
            cells.sort(key=lambda cell: (cell.occasion.due_on, cell.matter.position))
            at_once = sum(row.cycle is Cycle.AT_ONCE for row in matters.listed(session, code))
            return Plan(cells, matters.theme_coverage(session, code, year), at_once)

        self.runner.query(self, work, self._take, slot="plan")

    def open(self, target: object) -> None:
        """Show the plan of the village with this code."""
        if target:
            self.open_village(str(target))

    def retranslate(self) -> None:
        """Say figures and detail again."""
        self._say_themes()
        self._show(self._cell)

    def print(self) -> None:
        """Show the plan as it will print."""
        if code := self.village.value():
            self.writing.preview(papers.village_plan_of(code, self.year.year()))

    def export(self) -> None:
        """Write the plan as a table."""
        if village := self.village.village():
            title = _(_PLAN).format(village=place_name(village), year=self.year.year())
            self.writing.export(title, self._write)

    def export_to(self, path: Path) -> None:
        """Write the plan to this file."""
        self.writing.export_to(path, _(_TITLE), self._write)

    def _write(self, session: Session, path: Path) -> None:
        matters.export_plan(session, self.village.value(), self.year.year(), self.context.today(), path)

    def begin(self) -> None:
        """Begin the notice of the chosen line; the page of notices goes on with it."""
        if cell := self._cell:
            work = partial(begun, cell=cell, today=self.context.today())
            self.runner.query(self, work, self._hand_over, slot="begin")

    def see(self) -> None:
        """Open the notice that fulfils the chosen line."""
        if self._cell and self._cell.notice_uuid:
            self.go.emit("notices", self._cell.notice_uuid)

    def show_matter(self) -> None:
        """Lead to the matter of the chosen line in the village's list."""
        if self._cell:
            self.go.emit("matters", self._cell.matter.uuid)

    def _hand_over(self, draft: NoticeDraft) -> None:
        self.go.emit("notices", draft)

    def _go_on(self, cell: PlanCell) -> None:
        self.see() if cell.notice_uuid else self.begin()

    def _take(self, plan: Plan) -> None:
        self._plan = plan
        states = [cell.state for cell in plan.cells]
        counts = {str(state): states.count(state) for state in (Progress.LATE, Progress.DUE, Progress.DONE)}
        done = counts[str(Progress.DONE)]
        self.kinds.set_counts({**counts, OPEN: len(states) - done, ALL: len(states)})
        self._say_themes()
        self.narrow()

    def _say_themes(self) -> None:
        themes = [
            _(_THEME).format(theme=_(THEME_NAMES[row.theme]), posted=row.posted, matters=row.matters)
            for row in self._plan.themes
            if row.matters
        ]
        self.themes.say(_THEMES, themes="、".join(themes))
        self.themes.setVisible(bool(themes))
        self.at_once.say(_AT_ONCE, n=self._plan.at_once)
        self.at_once.setVisible(bool(self._plan.at_once))

    def _choose(self, key: str) -> None:
        self.kinds.choose(key)
        self.narrow()

    def narrow(self) -> None:
        """Show the lines that chips and text admit."""
        before, key = self._cell, self.kinds.current() or ALL
        cells = [cell for cell in self._plan.cells if _fits(cell, key) and self.admits(cell.matter)]
        self.table.set_rows(cells)
        self.kinds.setVisible(bool(self._plan.cells))
        if cells:
            self.room.setCurrentWidget(self.table)
        elif self._plan.cells:
            self.room.setCurrentWidget(self.no_hit)
        else:
            self.empty.say(*(_ONCE if self._plan.at_once else (_EMPTY, _EMPTY_WHY)))
            self.room.setCurrentWidget(self.empty)
        self.counted.emit(len(cells))
        number = next((n for n, cell in enumerate(cells) if before and _same(cell, before)), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _show(self, cell: PlanCell | None) -> None:
        self._cell = cell
        self.detail.set_heading(matter_name(cell.matter) if cell else "")
        self.nothing.setVisible(cell is None)
        self.facts.show_rows(list(facts(cell)) if cell else [])
        self.detail.set_actions(*(self._actions(cell) if cell else ()))

    def _actions(self, cell: PlanCell) -> Iterator[Button]:
        yield secondary(_MATTER, self.show_matter)
        yield primary(_SEE, self.see) if cell.notice_uuid else primary(_BEGIN, self.begin)


def _fits(cell: PlanCell, key: str) -> bool:
    return key == ALL or key == cell.state or (key == OPEN and cell.state is not Progress.DONE)


def _same(cell: PlanCell, other: PlanCell) -> bool:
    return (cell.matter.uuid, cell.occasion.number) == (other.matter.uuid, other.occasion.number)
