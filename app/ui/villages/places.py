"""The townships and villages of this office (嘎查村): the tree as a list, the chosen place beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import village_sheets, villages
from app.operations.notice_lists import NoticeFilter
from app.operations.villages import PlaceRow
from app.rules.offices import CODE_LENGTHS, LEVEL_NAMES, Level
from app.ui import theme
from app.ui.catalog.menus import menu_button
from app.ui.catalog.sections import Section
from app.ui.villages.choosing import named, place_name
from app.ui.villages.importing import PlaceImport
from app.ui.villages.merge_dialog import MergeDialog
from app.ui.villages.place_detail import PlaceDetail
from app.ui.villages.text_filter import TextFilter
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.chips import Filter, FilterRow
from app.ui.widgets.detail import Beside
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

STEP = "\N{IDEOGRAPHIC SPACE}"  # one for each level below the office
_NEW, _MORE, _IMPORT = N_("登记嘎查村"), N_("更多"), N_("导入名单")
_FILE, _PASTE = N_("从文件导入…"), N_("从剪贴板粘贴")
_TEMPLATE, _EXPORT = N_("保存空白模板…"), N_("导出…")
_MERGE, _NOTICES, _MATTERS = N_("并入另一个嘎查村…"), N_("查看公示"), N_("查看公开事项清单")
_EMPTY = N_("还没有嘎查村")
_EMPTY_WHY = N_("公示按嘎查村张贴，监督电话和监督机构印在公示单上。请先导入嘎查村名单；没有表格的，逐个登记。")
_NO_HIT, _NO_HIT_WHY = N_("没有符合条件的嘎查村"), N_("换一个词，或清除筛选条件。")
_SEARCH, _SEARCH_NAME = N_("筛选：汉字、拼音或代码"), N_("筛选嘎查村")
_SUMMARY = N_(
    "苏木乡镇 {townships} 个，嘎查村 {villages} 个；"
    "其中没有监督举报电话的 {silent} 个，没有蒙古文名称的 {nameless} 个。"
)
_GONE = N_("已撤并")


def level_words(row: PlaceRow) -> str | Pill:
    """The level of a place that stands; a pill for one that was merged."""
    return _(LEVEL_NAMES[row.level]) if row.stands else Pill("unknown", _(_GONE))


class PlacesSection(Section):
    """The tree by code; facts, boards and forms stand beside the list."""

    watches = frozenset({"office", "board", "village_matter", "notice"})
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._rows: Sequence[PlaceRow] = ()
        self._row: PlaceRow | None = None
        self.text: QLineEdit = TextFilter(_SEARCH, _SEARCH_NAME)
        self.filters = FilterRow()
        self.sentence = Label(wrap=True)
        self.table = SmallTable(self._columns())
        self.importing = PlaceImport(self)
        self.writing = Writing(self, context, self.said)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _FILE, self.importing.file)
        self.no_hit = Empty(_NO_HIT, _NO_HIT_WHY)
        self.room = QStackedWidget()
        ways = ((_NOTICES, self.show_notices), (_MATTERS, self.show_matters))
        self.detail = PlaceDetail(self.runner, ways, (_MERGE, self.merge))
        self._lay_out()
        self._listen()

    def _columns(self) -> tuple[ColumnSpec, ...]:
        return (
            ColumnSpec("name", N_("名称"), 190, value=self._indented),
            ColumnSpec("level", N_("层级"), 90, kind="pill", value=level_words),
            ColumnSpec("code", N_("代码"), 120),
            ColumnSpec("phone", N_("监督举报电话"), 0),
            ColumnSpec("boards", N_("公示栏"), 66, kind="number", value=lambda row: row.boards or None),
            ColumnSpec("matters", N_("清单事项"), 76, kind="number", value=lambda row: row.matters or None),
            ColumnSpec("notices", N_("公示"), 60, kind="number", value=lambda row: row.notices or None),
        )

    def _lay_out(self) -> None:
        name(self.table, N_("苏木乡镇和嘎查村"))
        for widget in (self.table, self.empty, self.no_hit):
            self.room.addWidget(widget)
        more = menu_button(_MORE, ((_TEMPLATE, self.template), (_EXPORT, self.export)))
        ways = menu_button(_IMPORT, ((_FILE, self.importing.file), (_PASTE, self.importing.clipboard)))
        self.add_buttons(more, ways, primary(_NEW, self.new))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        above = Folding(self.text, self.filters)
        box.addWidget(above)
        box.addWidget(self.sentence)
        self.beside = Beside(self.room, self.detail)
        self.beside.alone.connect(above.setHidden)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.text.textChanged.connect(lambda _text: self._narrow())
        self.text.returnPressed.connect(self._to_list)
        self.filters.changed.connect(lambda _values: self._narrow())
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.detail.edit())
        self.detail.saved.connect(self._saved)
        self.detail.cancelled.connect(self._cancelled)

    def reload(self) -> None:
        """Read the tree."""
        self.runner.query(self, villages.tree, self._take, slot="tree")

    def retranslate(self) -> None:
        """Say the list and the detail again; a form that is being filled in stays."""
        self._offer()
        if not self.detail.typing():
            self._show(self._row)

    def open(self, target: object) -> None:
        """Select the place with this code, or begin an import ("import")."""
        if target == "import":
            self.importing.file()
        elif target:
            self._wanted = str(target)
            self.text.clear()
            self.filters.set_values({})
            self._narrow()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.beside.show_list()
        self.text.setFocus()
        self.text.selectAll()

    def new(self) -> None:
        """Open the empty form; the code begins with that of the township the list is on."""
        above = self._row.code if self._row else self._own_code()
        self.beside.show_detail()
        self.detail.new(above[: CODE_LENGTHS[Level.TOWNSHIP]])

    def merge(self) -> None:
        """Ask into which village the chosen one goes."""
        if row := self._row:
            others = [each for each in self._rows if _may_take(each) and each.code != row.code]
            dialog = MergeDialog(self, self.runner, row, others, self.context.today())
            dialog.chosen.connect(partial(self._merge, row))
            dialog.open()

    def show_notices(self) -> None:
        """Lead to the notices of the chosen place."""
        if self._row:
            self.go.emit("notices", NoticeFilter(office_code=self._row.code))

    def show_matters(self) -> None:
        """Lead to the list of the chosen village."""
        if self._row:
            self.go.emit("matters", self._row.code)

    def template(self) -> None:
        """Write an empty list of villages to fill in."""
        self.writing.template(_(village_sheets.TITLE), village_sheets.write_template)

    def export(self) -> None:
        """Write the villages as a table that can be imported again."""
        self.writing.export(_(village_sheets.TITLE), village_sheets.export)

    def _merge(self, row: PlaceRow, into: str, on: date) -> None:
        work = partial(villages.merge, code=row.code, into=into, on=on)
        self.runner.change(self, villages.MERGE, work, values={"name": row.name})

    def _saved(self, code: str) -> None:
        self._wanted = code
        self.beside.show_list()
        self._select()

    def _cancelled(self) -> None:
        self.beside.show_list()
        self._show(self.table.current())

    def _names(self) -> dict[str, str]:
        return {row.code: place_name(row) for row in self._rows}

    def _own_code(self) -> str:
        return self._rows[0].code if self._rows else ""

    def _indented(self, row: PlaceRow) -> str:
        own = len(self._own_code())
        return STEP * sum(own <= length < len(row.code) for length in CODE_LENGTHS.values()) + place_name(row)

    def _take(self, rows: Sequence[PlaceRow]) -> None:
        self._rows = rows
        self._wanted = self._wanted or (self._row.code if self._row else "")
        self._offer()
        self._say_counts()
        self._narrow()

    def _offer(self) -> None:
        townships = [(row.code, place_name(row)) for row in self._rows if row.level is Level.TOWNSHIP]
        self.filters.set_filters([Filter("township", N_("苏木乡镇"), townships)] if len(townships) > 1 else [])

    def _say_counts(self) -> None:
        here = [row for row in self._rows if _may_take(row)]
        self.sentence.say(
            _SUMMARY,
            townships=sum(row.level is Level.TOWNSHIP and row.stands for row in self._rows),
            villages=len(here),
            silent=sum(not row.phone for row in here),
            nameless=sum(not row.name_mn for row in here),
        )
        self.sentence.setVisible(bool(here))

    def _narrow(self) -> None:
        """Show the places that text and filter admit; what is being typed stays."""
        under = self.filters.values().get("township", "")
        rows = [row for row in named(self._rows, self.text.text().strip()) if row.code.startswith(under)]
        typing = self.detail.typing()
        self.table.blockSignals(typing)
        self.table.set_rows(rows)
        self.table.blockSignals(False)
        nobody = len(self._rows) <= 1
        self.room.setCurrentWidget(self.empty if nobody else self.table if rows else self.no_hit)
        self.counted.emit(sum(map(_may_take, rows)))
        if not typing:
            self._select()

    def _select(self) -> None:
        number = next((n for n, row in enumerate(self.table.rows()) if row.code == self._wanted), -1)
        if number >= 0:
            self.table.selectRow(number)
            self._wanted = ""

    def _to_list(self) -> None:
        self.table.setFocus()
        if self.table.rows() and self.table.current() is None:
            self.table.selectRow(0)

    def _show(self, row: PlaceRow | None) -> None:
        self._row = row
        self.detail.show_place(row, self._names())


def _may_take(row: PlaceRow) -> bool:
    """Whether a place is a village that stands."""
    return row.level is Level.VILLAGE and row.stands
