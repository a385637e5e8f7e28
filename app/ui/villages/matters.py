"""What a village discloses (公开事项清单): taken from the catalog in force, and its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.operations import matters, papers, villages
from app.operations.matters import MatterPlan, MatterRow
from app.operations.villages import PlaceRow
from app.rules.problems import Problem
from app.rules.villages import CYCLE_NAMES, THEME_NAMES, Cycle, MatterDraft, Theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.menus import Action, menu_button
from app.ui.catalog.source import ItemFilter
from app.ui.villages.choosing import place_name, spoken
from app.ui.villages.derive_dialog import DeriveDialog
from app.ui.villages.importing import show_notes
from app.ui.villages.village_section import VillageSection
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import PRIMARY, Button, Label, danger, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.plan_dialog import PlanDialog
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell

ALL, OWN = "all", "own"
FIELDS = (
    FieldSpec("name", N_("公开事项"), required=True),
    FieldSpec("name_mn", N_("蒙古文名称"), script="mn"),
    FieldSpec("content", N_("公开内容"), "text"),
    FieldSpec("theme", N_("重点领域"), "choice", options=tuple(THEME_NAMES.items())),
    FieldSpec("cycle", N_("公开周期"), "choice", options=tuple(CYCLE_NAMES.items())),
    FieldSpec("time_limit", N_("公开时限"), hint=N_("例如：每季度第一个月10日前")),
    FieldSpec("owner", N_("公开主体")),
    FieldSpec("channel", N_("公开渠道")),
    FieldSpec("basis", N_("公开依据"), "text"),
)
_TITLE, _LIST = N_("公开事项清单"), N_("{village}公开事项清单")
_DERIVE, _HERE, _CHOSEN = N_("按目录生成清单"), N_("只为这个嘎查村"), N_("为几个嘎查村…")
_NEW, _SAVE, _CANCEL = N_("添加事项"), N_("保存"), N_("取消")
_EDIT, _REMOVE, _REMOVE_SEVERAL = N_("修改"), N_("删除"), N_("删除 {n} 项")
_EXPORT, _PRINT, _MORE, _ITEM = N_("导出…"), N_("打印"), N_("更多"), N_("查看目录事项")
_EMPTY = N_("这个嘎查村还没有公开事项清单")
_EMPTY_WHY = N_("清单说明嘎查村公开什么、多久公开一次。先采用目录，再按目录生成；目录里没有的，逐项添加。")
_NO_HIT = N_("没有这样的事项"), N_("换一个词，或看“全部”。")
_NONE = N_("选一个事项看依据和渠道，或添加本嘎查村自己的事项。")
_PLANNING = N_("比对现行目录和清单")
_PLAN = N_("生成清单的计划（{n} 个嘎查村）")
_TAKE = N_("写入清单（{n} 项）")
_FROM_CATALOG, _ITS_OWN = N_("目录事项"), N_("本嘎查村自己的事项")
_COPY = N_("照此另写一项")
_COPIED = N_("照“{name}”新写一项")


def matter_name(row: MatterRow) -> str:
    """What a matter is called in the language in use."""
    return spoken(row.name, row.name_mn)


COLUMNS = (
    ColumnSpec("name", N_("公开事项"), 0, value=matter_name),
    ColumnSpec("cycle", N_("公开周期"), 90, value=lambda row: _(CYCLE_NAMES[row.cycle])),
    ColumnSpec("theme", N_("重点领域"), 130, value=lambda row: _(THEME_NAMES[row.theme])),
    ColumnSpec("owner", N_("公开主体"), 130),
    ColumnSpec("channel", N_("公开渠道"), 130),
)


def facts(row: MatterRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a matter."""
    yield N_("来源"), _(_FROM_CATALOG if row.item_key else _ITS_OWN)
    yield N_("蒙古文名称"), row.name_mn
    yield N_("公开内容"), row.content
    yield N_("公开周期"), _(CYCLE_NAMES[row.cycle])
    yield N_("公开时限"), row.time_limit
    yield N_("重点领域"), _(THEME_NAMES[row.theme])
    yield N_("公开主体"), row.owner
    yield N_("公开渠道"), row.channel
    yield N_("公开依据"), row.basis


class MattersSection(VillageSection):
    """A village's matters by theme; the form stands beside the list."""

    watches = frozenset({"office", "village_matter"})
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._rows: Sequence[MatterRow] = ()
        self._row: MatterRow | None = None
        self._editing = ""
        self._here = ""  # the village whose list is shown
        self.themes = ViewRow([View(ALL, N_("全部"))], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _DERIVE, self.derive_here)
        self.no_hit = Empty(*_NO_HIT)
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.form = Form(FIELDS)
        self.writing = Writing(self, context, self.said)
        self.dialog: PlanDialog | None = None
        self._lay_out()
        self._listen()
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, N_("公开事项清单"))
        for each in (self.table, self.empty, self.no_hit):
            self.room.addWidget(each)
        parts: tuple[QWidget, ...] = (self.nothing, self.facts, self.form)
        for part in parts:
            self.detail.add(part)
        self.detail.add_stretch()
        more = menu_button(_MORE, ((_PRINT, self.print), (_EXPORT, self.export)))
        ways = menu_button(_DERIVE, ((_HERE, self.derive_here), (_CHOSEN, self.ask_villages)), PRIMARY)
        self.add_buttons(more, secondary(_NEW, self.new), ways)
        self.lay_out(self.themes)

    def _listen(self) -> None:
        self.themes.chosen.connect(lambda key: self._choose(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.edit())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._offer_actions())
        self.form.save_asked.connect(self.save)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.cancel)

    def read(self, code: str) -> None:
        """Read the list of this village."""
        self.runner.query(self, lambda session: matters.listed(session, code), partial(self._take, code), slot="list")

    def open(self, target: object) -> None:
        """Show a village by its code, or a matter by its uuid."""
        text = str(target)
        if text.isdigit():
            self.open_village(text)
        elif text:
            self.runner.query(self, lambda s: matters.matter(s, text), self._open_matter, slot="open")

    def retranslate(self) -> None:
        """Say chips and detail again; a form that is being filled in stays."""
        self._offer_themes()
        if not self._typing():
            self._show(self._row)

    def new(self) -> None:
        """Open the empty form for a matter of the village's own."""
        if self._here:
            usual = {"theme": Theme.AFFAIRS, "cycle": Cycle.QUARTERLY}
            self._open_form("", usual, _(_NEW))

    def copy_record(self) -> None:
        """Open a form filled like the matter that is shown."""
        if row := self._row:
            self._open_form("", _values(row), _(_COPIED).format(name=row.name))

    def edit(self) -> None:
        """Open the form with the chosen matter."""
        if row := self._row:
            self._open_form(row.uuid, _values(row), row.name)

    def cancel(self) -> None:
        """Back to the matter the list is on."""
        self.beside.show_list()
        self._stand(form=False)
        self._show(self.table.current())

    def save(self) -> None:
        """Keep the matter, or say what is wrong."""
        values = self.form.values()
        theme, cycle = Theme(values["theme"] or Theme.AFFAIRS), Cycle(values["cycle"] or Cycle.QUARTERLY)
        draft = MatterDraft(**{**values, "theme": theme, "cycle": cycle})
        here, editing = self._here, self._editing

        def problems(session: Session) -> list[Problem]:
            return matters.draft_problems(session, here, draft, editing)

        self.runner.query(self, problems, partial(self._save, draft), slot="problems")

    def remove(self) -> None:
        """Take the selected matters off the list; it can be undone."""
        if uuids := [row.uuid for row in self.table.selected()]:
            self.runner.change(self, matters.REMOVE, partial(matters.remove, uuids=uuids), values={"n": len(uuids)})

    def derive_here(self) -> None:
        """Plan to take the catalog into the list that is shown."""
        if self._here:
            self.plan([self._here])

    def ask_villages(self) -> None:
        """Ask into which villages' lists the catalog is taken."""
        self.runner.query(self, villages.villages, self._ask_villages, slot="ask")

    def plan(self, codes: Sequence[str]) -> None:
        """Show what taking the catalog into these villages' lists would do."""
        today = self.context.today()

        def work(session: Session, tell: Tell) -> MatterPlan:
            tell(0, 0)
            return matters.derive_plan(session, codes, today)

        self.runner.long(self, _PLANNING, work, partial(self._show_plan, len(codes)), writes=False)

    def print(self) -> None:
        """Show the list as it will print."""
        if self._here:
            self.writing.preview(papers.village_list_of(self._here))

    def export(self) -> None:
        """Write the list as a table."""
        if village := self.village.village():
            self.writing.export(_(_LIST).format(village=place_name(village)), self._write)

    def export_to(self, path: Path) -> None:
        """Write the list to this file."""
        self.writing.export_to(path, _(_TITLE), self._write)

    def _write(self, session: Session, path: Path) -> None:
        matters.export(session, self._here, path)

    def _ask_villages(self, rows: Sequence[PlaceRow]) -> None:
        dialog = DeriveDialog(self, rows)
        dialog.chosen.connect(self.plan)
        dialog.open()

    def _show_plan(self, n: int, plan: MatterPlan) -> None:
        self.dialog = dialog = PlanDialog(self, _PLAN, plan.lines, n=n)
        show_notes(dialog, plan.notes)
        dialog.accept_button.say(_TAKE, n=len(plan.ready))
        dialog.accepted.connect(partial(self._derive, n, plan))
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _derive(self, n: int, plan: MatterPlan) -> None:
        def work(session: Session, tell: Tell) -> int:
            return matters.derive(session, plan, tell)

        self.runner.long(self, matters.DERIVE, work, lambda _n: None, {"n": n})

    def _open_matter(self, row: MatterRow) -> None:
        self._wanted = row.uuid
        self.open_village(row.office_code)

    def _save(self, draft: MatterDraft, problems: Sequence[Problem]) -> None:
        if self.form.show_problems(problems):
            self.form.focus_problem()
            return
        values = {"name": draft.name}
        if self._editing:
            work = partial(matters.edit, uuid=self._editing, draft=draft)
            self.runner.change(self, matters.EDIT, work, partial(self._saved, self._editing), values)
        else:
            adding = partial(matters.add, office_code=self._here, draft=draft)
            self.runner.change(self, matters.ADD, adding, lambda uuid: self._saved(uuid, None), values)

    def _saved(self, uuid: str, _none: object) -> None:
        self._wanted = uuid
        self._stand(form=False)
        self.beside.show_list()
        self._select()

    def _open_form(self, uuid: str, values: dict[str, Any], heading: str) -> None:
        self._editing = uuid
        self.form.clear(keep_pinned=False)
        self.form.set_values(values)
        self.detail.set_heading(heading)
        self._stand(form=True)
        self.detail.set_actions(secondary(_CANCEL, self.cancel), primary(_SAVE, self.save))
        self.beside.show_detail()
        self.form.focus("name")

    def _take(self, code: str, rows: Sequence[MatterRow]) -> None:
        if code != self._here:
            self._here, self._row = code, None
            self._stand(form=False)
        self._rows = rows
        self._wanted = self._wanted or (self._row.uuid if self._row else "")
        self._offer_themes()
        self.narrow()

    def _offer_themes(self) -> None:
        """A chip for each theme there is, and one for the village's own matters."""
        themes = [row.theme for row in self._rows]
        views = [View(ALL, N_("全部"), len(themes))]
        views += [View(key, title, themes.count(key)) for key, title in THEME_NAMES.items() if key in themes]
        if own := sum(not row.item_key for row in self._rows):
            views.append(View(OWN, _ITS_OWN, own))
        self.themes.set_views(views)
        if not self.themes.current():
            self.themes.choose(ALL)

    def _choose(self, key: str) -> None:
        self.themes.choose(key)
        self.narrow()

    def narrow(self) -> None:
        """Show the matters that chips and text admit; what is being typed stays."""
        key = self.themes.current() or ALL
        rows = [row for row in self._rows if _fits(row, key) and self.admits(row)]
        typing = self._typing()
        self.table.blockSignals(typing)
        self.table.set_rows(rows)
        self.table.blockSignals(False)
        self.themes.setVisible(bool(self._rows))
        self.room.setCurrentWidget(self.table if rows else self.no_hit if self._rows else self.empty)
        self.counted.emit(len(rows))
        if not typing:
            self._select()

    def _select(self) -> None:
        number = next((n for n, row in enumerate(self.table.rows()) if row.uuid == self._wanted), -1)
        if number >= 0:
            self.table.selectRow(number)
            self._wanted = ""

    def _typing(self) -> bool:
        return self.form.isVisibleTo(self)

    def _show(self, row: MatterRow | None) -> None:
        self._row = row
        self.detail.set_heading(matter_name(row) if row else "")
        self.facts.show_rows(list(facts(row)) if row else [])
        self._stand(form=False)
        self._offer_actions()

    def _stand(self, form: bool) -> None:
        self.form.setVisible(form)
        self.facts.setVisible(not form)
        self.nothing.setVisible(not form and self._row is None)

    def _offer_actions(self) -> None:
        if not self._typing():
            self.detail.set_actions(*(self._actions(self._row) if self._row else ()))

    def _more(self, row: MatterRow) -> list[Action]:
        more: list[Action] = [(_COPY, self.copy_record)]
        if row.item_key:
            more.insert(0, (_ITEM, lambda: self.go.emit("catalog", ItemFilter(text=row.name))))
        return more

    def _actions(self, row: MatterRow) -> Iterator[Button]:
        yield menu_button(_MORE, self._more(row))
        n = len(self.table.selected())
        yield danger(_REMOVE_SEVERAL, self.remove, n=n) if n > 1 else danger(_REMOVE, self.remove)
        yield primary(_EDIT, self.edit)


def _fits(row: MatterRow, key: str) -> bool:
    return key == ALL or row.theme == key or (key == OWN and not row.item_key)


def _values(row: MatterRow) -> dict[str, Any]:
    return {field.key: getattr(row, field.key) for field in FIELDS}
