"""The versions of the catalog: which govern, and adopting, withdrawing, comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import catalogs
from app.operations.catalogs import VersionRow
from app.rules.catalog import VERSION_STATUS_NAMES, VersionStatus
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.importing import Importing
from app.ui.catalog.menus import Action, menu_button
from app.ui.catalog.sections import Section
from app.ui.catalog.source import ItemFilter
from app.ui.catalog.version_dialogs import AdoptDialog, CompareDialog, WithdrawDialog
from app.ui.catalog.writing import Writing
from app.ui.widgets.buttons import PRIMARY, Button, Label, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_GOVERNS = N_("现行")
_NOT_YET = N_("{day} 起生效")
_OVER = N_("已被新版代替")
_SEP = "、"
_SEE, _COMPARE, _EXPORT = N_("查看事项"), N_("与另一版比较…"), N_("导出…")
_ADOPT, _WITHDRAW, _REMOVE, _MORE = N_("采用…"), N_("废止…"), N_("删除"), N_("更多")
_EMPTY = N_("还没有目录")
_EMPTY_WHY = N_("导入的目录在这里排成一版一版，采用后才生效。请先导入本单位的目录，或取用起步目录。")
_IMPORT, _STARTER = N_("导入目录"), N_("取用起步目录…")
_FILE, _PASTE = N_("从文件导入…"), N_("从剪贴板粘贴")
_NONE = N_("在列表中选一版目录，这里显示它的情况。")
_ROWS = N_("共 {rows} 项，其中未核对 {unchecked} 项")


def status_pill(row: VersionRow, today: date) -> Pill:
    """Where a version stands: 未采用, 现行, not begun, replaced, 已废止."""
    if row.status is not VersionStatus.ADOPTED:
        state = "soon" if row.status is VersionStatus.DRAFT else "unknown"
        return Pill(state, _(VERSION_STATUS_NAMES[row.status]))
    if row.in_force_for:
        return Pill("good", _(_GOVERNS))
    if row.effective_from and row.effective_from > today:
        return Pill("soon", _(_NOT_YET).format(day=row.effective_from.isoformat()))
    return Pill("unknown", _(_OVER))


def facts(row: VersionRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a version."""
    yield N_("状态"), _(VERSION_STATUS_NAMES[row.status])
    yield N_("生效日期"), row.effective_from.isoformat() if row.effective_from else ""
    yield N_("失效日期"), row.effective_to.isoformat() if row.effective_to else ""
    yield N_("废止理由"), row.withdrawn_reason
    yield N_("事项"), _(_ROWS).format(rows=row.rows, unchecked=row.unchecked)
    yield N_("现行领域"), _SEP.join(row.in_force_for)
    yield N_("所含领域"), _SEP.join(row.domains) if row.domains != row.in_force_for else ""
    yield N_("来源"), _(row.source)


class VersionsSection(Section):
    """The list of versions, and what can be done with the chosen one."""

    watches = frozenset({"catalog_version", "catalog_item"})
    help_page = "catalog"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._row: VersionRow | None = None
        self.table = SmallTable(self._columns())
        self.facts = Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.detail = Detail()
        self.importing = Importing(self)
        self.writing = Writing(self, context, self.said)
        self.empty = Empty(_EMPTY, _EMPTY_WHY, _STARTER, self.importing.starter)
        self.room = QStackedWidget()
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda row: self.go.emit("items", ItemFilter(row.uuid)))

    def _columns(self) -> tuple[ColumnSpec, ...]:
        today = self.context.today
        return (
            ColumnSpec("name", N_("目录"), 300, value=lambda row: _(row.name)),
            ColumnSpec("status", N_("状态"), 110, kind="pill", value=lambda row: status_pill(row, today())),
            ColumnSpec("rows", N_("事项"), 70, kind="number"),
            ColumnSpec("unchecked", N_("未核对"), 80, kind="number"),
            ColumnSpec("effective_from", N_("生效日期"), 110, kind="date"),
            ColumnSpec("in_force_for", N_("现行领域"), 0, value=lambda row: _SEP.join(row.in_force_for)),
        )

    def _lay_out(self) -> None:
        name(self.table, N_("目录版本"))
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        self.detail.add(self.nothing)
        self.detail.add(self.facts)
        self.detail.add_stretch()
        ways = ((_FILE, self.importing.file), (_PASTE, self.importing.clipboard), (_STARTER, self.importing.starter))
        self.import_button = menu_button(_IMPORT, ways, PRIMARY)
        self.add_buttons(self.import_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Beside(self.room, self.detail), 1)

    def reload(self) -> None:
        """Read the versions."""
        today = self.context.today()
        self.runner.query(self, lambda session: catalogs.versions(session, today), self._take, slot="versions")

    def retranslate(self) -> None:
        """Say the detail again."""
        self._show(self._row)

    def open(self, target: object) -> None:
        """Select this version."""
        self._wanted = str(target)
        self._select()

    def adopt(self) -> None:
        """Show what would change, then adopt from a day on."""
        row = self._chosen()
        dialog = AdoptDialog(self, self.runner, row, self.context.today())
        dialog.chosen.connect(partial(self._adopt, row))
        dialog.open()

    def withdraw(self) -> None:
        """Ask for the reason, then withdraw."""
        row = self._chosen()
        dialog = WithdrawDialog(self, row)
        dialog.chosen.connect(partial(self._withdraw, row))
        dialog.open()

    def remove(self) -> None:
        """Take a version that was never adopted to the recycle bin."""
        row = self._chosen()
        work = partial(catalogs.remove, uuid=row.uuid)
        self.runner.change(self, catalogs.REMOVE, work, values={"name": row.name})

    def compare(self) -> None:
        """Show what differs from another version."""
        row = self._chosen()
        others = [other for other in self.table.rows() if other.uuid != row.uuid]
        CompareDialog(self, self.runner, row, others).open()

    def export(self) -> None:
        """Write the version's items to a file."""
        row = self._chosen()

        def read(session: Session) -> Sequence[catalogs.ItemRow]:
            return catalogs.items(session, row.uuid)

        self.writing.export(_(row.name), read)

    def _adopt(self, row: VersionRow, day: date) -> None:
        work = partial(catalogs.adopt, uuid=row.uuid, effective_from=day, today=self.context.today())
        self.runner.change(self, catalogs.ADOPT, work, values={"name": row.name})

    def _withdraw(self, row: VersionRow, reason: str) -> None:
        work = partial(catalogs.withdraw, uuid=row.uuid, reason=reason, today=self.context.today())
        self.runner.change(self, catalogs.WITHDRAW, work, values={"name": row.name})

    def _take(self, rows: Sequence[VersionRow]) -> None:
        self._wanted = self._wanted or (self._row.uuid if self._row else "")
        self.table.set_rows(rows)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(len(rows))
        self._select()

    def _select(self) -> None:
        rows = self.table.rows()
        number = next((n for n, row in enumerate(rows) if row.uuid == self._wanted), -1)
        if number >= 0:
            self.table.selectRow(number)
            self._wanted = ""

    def _show(self, row: VersionRow | None) -> None:
        self._row = row
        self.detail.set_heading(_(row.name) if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_actions(*(self._actions(row) if row else ()))

    def _actions(self, row: VersionRow) -> Iterator[Button]:
        more: list[Action] = [(_EXPORT, self.export)]
        if len(self.table.rows()) > 1:
            more.append((_COMPARE, self.compare))
        if row.status is VersionStatus.DRAFT:
            more.append((_REMOVE, self.remove))
        if row.status is VersionStatus.ADOPTED:
            more.append((_WITHDRAW, self.withdraw))
        yield menu_button(_MORE, more)
        yield secondary(_SEE, lambda: self.go.emit("items", ItemFilter(row.uuid)))
        if row.status is VersionStatus.DRAFT:
            yield primary(_ADOPT, self.adopt)

    def _chosen(self) -> VersionRow:
        assert self._row is not None
        return self._row
