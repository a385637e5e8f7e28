"""The figures (数据): the tables as the law prints them; every figure opens to its records and tells what it is."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations import annual_reports
from app.operations.annual_reports import Behind, Report
from app.rules.annual_report import Table
from app.ui import theme
from app.ui.catalog.menus import menu_button
from app.ui.report.cell_panel import CellPanel
from app.ui.report.form_drawing import Legend
from app.ui.report.form_model import grid_of
from app.ui.report.form_moves import block, laid, typed_figure
from app.ui.report.form_view import FormView
from app.ui.report.part import FINDINGS, Part
from app.ui.report.reading import Reading, editable, findings_by_cell, shown_figures
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context

BROAD = 0.8  # of the width: a table of ten columns needs it whole
_NAME = N_("年度报告的表格")
_PASTE, _COPY, _TABLE = N_("粘贴一块数字"), N_("复制整张表"), N_("表格")
_HINT = N_("方向键走到各栏，回车打开这一栏的记录，直接输入或按 F2 填写，F4 看定义。")
_FINAL = N_("已定稿，数字不再变动。要修改，先“撤回定稿”。")
_NOT_FIGURE = N_("“{cell}”里的“{text}”不是数字。请只填数字，没有的留空。")
_NOTHING_PASTED = N_("没有可以粘贴的数字。请先在表格软件里选中一块数字并复制，再选好左上角的一栏。")
_NO_RECORDS = N_("没有台账支持“{cell}”，它是手工填写的。")
_COPIED = N_("已复制整张表，可以粘贴到表格软件。")


class FiguresSection(Part):
    """The tables of the form as chips, one of them shown, the cell the keyboard is on beside it."""

    def __init__(self, context: Context, reading: Reading) -> None:
        super().__init__(context, reading)
        self._tables: dict[str, Table] = {}
        self._views: list[View] = []
        self._wanted = ""  # the cell to go to once the report is there
        self.tables = ViewRow((), may_keep=False)
        self.hint = Label(_HINT, tone="quiet", wrap=True)
        self.view = FormView(_NAME)
        self.panel = CellPanel()
        self.paste_button = secondary(_PASTE, self.paste)
        self.copy_button = secondary(_COPY, self.copy)
        self.both_button = menu_button(_TABLE, ((_COPY, self.copy), (_PASTE, self.paste)))
        self.add_buttons(self.copy_button, self.paste_button, self.both_button)
        self.set_compact(False)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        column.addWidget(self.view, 1)
        column.addWidget(Folding(Legend(), self.hint))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(6))
        box.addWidget(self.tables)
        self.beside = Beside(left, self.panel, tall=BROAD)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.tables.chosen.connect(lambda key: self.show_table(key or next(iter(self._tables), "")))
        self.view.cell_changed.connect(lambda key: self.panel.show_cell(self.reading.report, key))
        self.view.cell_opened.connect(self.open_records)
        self.view.typed.connect(self.enter)
        self.view.emptied.connect(self.give_up)
        self.view.pasted.connect(self.put_in)
        self.panel.open_asked.connect(lambda: self.open_records(self.view.key()))
        self.panel.edit_asked.connect(self.edit)
        self.panel.back_asked.connect(lambda: self.give_up(self.view.key()))
        self.panel.reason_asked.connect(lambda: self.go.emit(FINDINGS, self.view.key()))

    def set_compact(self, compact: bool) -> None:
        """On a small window one button stands for the two."""
        for button in (self.copy_button, self.paste_button):
            button.setVisible(not compact)
        self.both_button.setVisible(compact)

    def home(self) -> QWidget:
        """The table."""
        return self.view

    def show_report(self, report: Report) -> None:
        """Show the tables of the report's form with its figures."""
        tables = {table.key: table for table in report.form.tables}
        if tables != self._tables:
            self._tables = tables
            self.tables.choose("")
        found = findings_by_cell(report)
        counts = {key: sum(cell in found for cell in table.keys) or None for key, table in tables.items()}
        views = [View(key, table.title, counts[key]) for key, table in tables.items()]
        if views != self._views:
            self._views = views
            self.tables.set_views(views)
        self.view.set_read_only(not editable(report))
        self.paste_button.setEnabled(editable(report))
        self.hint.say(_HINT if editable(report) else _FINAL)
        wanted, self._wanted = self._wanted or self.view.key(), ""
        self.show_table(self._table_of(wanted) or self.tables.current() or next(iter(tables)))
        self.view.go(wanted)
        self.panel.show_cell(report, self.view.key())

    def show_table(self, key: str) -> None:
        """Show this table of the form."""
        report, table = self.reading.report, self._tables.get(key)
        if report is None or table is None:
            return
        self.tables.choose(key)
        grid = grid_of(table)
        figures = shown_figures(report)
        if grid == self.view.form.grid:
            self.view.show_figures(figures)
        else:
            self.view.show_grid(grid, figures)

    def _table_of(self, cell: str) -> str:
        return next((key for key, table in self._tables.items() if cell in table.keys), "")

    def open(self, target: object) -> None:
        """Go to a cell by its key, now or when the report is there."""
        key = str(target)
        self._wanted = key
        if self.reading.report is not None and self.isVisible():
            self.show_report(self.reading.report)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def why(self) -> None:
        """F4: what the figure is, and what it must agree with."""
        self.beside.show_detail()

    def edit(self) -> None:
        """F2: type the figure the keyboard is on."""
        self.beside.show_list()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.edit(self.view.currentIndex())

    def enter(self, key: str, text: str) -> None:
        """Enter a figure that was typed."""
        self._set([(key, text)], empties=True)

    def give_up(self, key: str) -> None:
        """Take an entered figure back: what the registers count stands again."""
        report = self.reading.report
        figure = report.figures.get(key) if report else None
        if report and editable(report) and figure and figure.source == "entered":
            self._set([(key, "")], empties=True)

    def paste(self) -> None:
        """Put what was copied from a spreadsheet into the figures from this one on."""
        self.put_in(QGuiApplication.clipboard().text())

    def put_in(self, text: str) -> None:
        """Put a block of cells into the figures from this one on; an empty cell leaves a figure as it is."""
        here, report = self.view.here(), self.reading.report
        found = list(laid(self.view.form.figures(), here, block(text))) if here and text.strip() else []
        if report and editable(report):
            self._set([(key, each) for key, each in found if each.strip()], empties=False)

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        QGuiApplication.clipboard().setText(self.view.copied())
        self.said.emit(_(_COPIED))

    def open_records(self, key: str) -> None:
        """Lead to the records that a figure counts."""
        asked = self.reading.asked
        work = partial(
            annual_reports.behind, office_code=asked.office_code, year=asked.year, scope=asked.scope, cell=key
        )
        self.runner.query(self, work, partial(self._lead, key), slot="behind")

    def _lead(self, key: str, behind: Behind) -> None:
        report = self.reading.report
        if behind.page:
            self.go.emit(behind.page, behind.target)
        elif report is not None:
            self.said.emit(_(_NO_RECORDS).format(cell=_(report.form.cells[key].label)))
            self.edit()

    def _set(self, typed: list[tuple[str, str]], empties: bool) -> None:
        """Enter these as one operation; what stands there already is no change."""
        report = self.reading.report
        if report is None:
            return
        values: dict[str, Decimal | None] = {}
        for key, text in typed:
            try:
                value = typed_figure(text)
            except ValueError:
                cell = _(report.form.cells[key].label)
                self.runner.failed.emit(UserError(_NOT_FIGURE, {"cell": cell, "text": text.strip()}))
                return
            figure = report.figures.get(key)
            if (value is not None or empties) and (figure is None or figure.value != value):
                values[key] = value
        if values:
            self.reading.change(annual_reports.SET_FIGURES, annual_reports.set_figures, values)
        elif not typed:
            self.runner.failed.emit(UserError(_NOTHING_PASTED))
