"""Settings: the office's names (单位)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import N_, _
from app.operations import offices
from app.operations.offices import OfficeRow
from app.rules.offices import LEVEL_NAMES, OfficeDraft, office_problems
from app.ui.catalog.facts import Facts
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context

FIELDS = (FieldSpec("name", N_("单位名称"), required=True), FieldSpec("name_mn", N_("蒙古文名称"), script="mn"))
_SAVE, _SAVED = N_("保存"), N_("单位名称已保存。")
_FIXED = N_("行政区划代码和层级在建立数据文件时确定，不能修改；确需更换时请新建数据文件。")


class OfficeSection(ScrollingSection):
    """Both names can be corrected; code and level stay."""

    watches = frozenset({"office"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._row: OfficeRow | None = None
        self._typed = False
        self.form = Form(FIELDS)
        self.facts = Facts()
        self.add(self.form)
        line = QHBoxLayout()
        self.save_button = primary(_SAVE, self.save)
        line.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_row(line)
        self.add(self.facts, Label(_FIXED, tone="quiet", wrap=True))
        self.form.save_asked.connect(self.save)
        self.form.edited.connect(lambda _key: self._note_typed(True))

    def reload(self) -> None:
        """Read the office."""
        self.runner.query(self, offices.own, self._take, slot="office")

    def retranslate(self) -> None:
        """Say the level again."""
        self._show_facts()

    def save(self) -> None:
        """Keep the names, or say what is wrong."""
        if self._row is None:
            return
        name, name_mn = self.form.values()["name"], self.form.values()["name_mn"]
        if self.form.show_problems(office_problems(OfficeDraft(self._row.code, name, self._row.level, name_mn))):
            self.form.focus_problem()
            return
        work = partial(offices.rename, name=name, name_mn=name_mn)
        self.runner.change(self, offices.RENAME, work, lambda _none: self._saved())

    def _note_typed(self, typed: bool) -> None:
        """What a person typed and did not save yet stays when the file changes elsewhere."""
        self._typed = typed

    def _saved(self) -> None:
        self._note_typed(False)
        self.said.emit(_(_SAVED))

    def _take(self, row: OfficeRow) -> None:
        self._row = row
        if not self._typed:
            self.form.set_values({"name": row.name, "name_mn": row.name_mn})
        self._show_facts()

    def _show_facts(self) -> None:
        if self._row:
            rows = [(N_("行政区划代码"), self._row.code), (N_("单位层级"), _(LEVEL_NAMES[self._row.level]))]
            self.facts.show_rows(rows)
