"""The table of a notice with its headings in both scripts, its sums, and what may not stay in it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.notices import RollTable
from app.ui import theme, writing_mode
from app.ui.notices.grid_model import cells_of, squared, sums, widened
from app.ui.notices.grid_view import GridView
from app.ui.widgets.buttons import Label, danger, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.shown import shown

T = TypeVar("T")
SHOWN = (3, 12)  # rows at least and at most before the table scrolls
APART = 16  # pixels at 100 % for frame and scroll bar
TOLD = 3  # sentences about cells under the table
NUMBER, SUMMED = "number", "summed"
_ADD, _DROP, _ROWS_OUT, _PASTE = N_("＋ 加一列"), N_("删除这一列"), N_("删除选中的行"), N_("粘贴表格")
_HINT = N_(
    "可以从表格软件复制整块粘贴（Ctrl+V），编号前面的 0 照原样保留。Tab 到下一格，Enter 到下一行，Ctrl+D 照抄上一格。"
)
_NO_TABLE = N_("这份公示没有表格。需要名单时按“加一列”，或从表格软件复制后粘贴，第一行作列名。")
_ROWS = N_("共 {n} 行")
_SUM = N_("“{heading}”合计 {sum}")
_MORE = N_("还有 {n} 处。")
FIELDS = (
    FieldSpec("heading", N_("选中这一列的列名")),
    FieldSpec("heading_mn", N_("蒙古文列名"), script="mn"),
    FieldSpec("marks", N_("这一列"), "ticks", options=((NUMBER, N_("是数字")), (SUMMED, N_("算合计")))),
)


class TableGrid(QWidget):
    """Edits a RollTable; `edited` is emitted for what a person does."""

    edited = Signal()
    left = Signal(bool)  # the keyboard goes on beyond the last cell, or back before the first

    def __init__(self) -> None:
        super().__init__()
        self.view = GridView()
        self.model = self.view.grid
        self.hint = Label(_HINT, tone="quiet", wrap=True)
        self.figures = Label(wrap=True)
        self.wrong = Label(tone="late", wrap=True)
        self.column = Form(FIELDS)
        self.buttons = QWidget()
        flow = Flow(self.buttons)
        self._edits = [secondary(_PASTE, self.paste), secondary(_ADD, self.add_column)]
        self._edits += [danger(_DROP, self.drop_column), danger(_ROWS_OUT, self.drop_rows)]
        for button in self._edits:
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(6))
        for widget in (self.hint, self.buttons, self.view, self.figures, self.wrong, self.column):
            box.addWidget(widget)
        self._listen()
        self._tell()

    def _listen(self) -> None:
        self.model.edited.connect(self._edited)
        self.model.modelReset.connect(self._tell)
        self.view.paste_asked.connect(self.paste)
        self.view.left.connect(self.left)
        self.view.selectionModel().currentColumnChanged.connect(lambda *_places: self._show_column())
        self.column.edited.connect(self._name_column)

    def table(self) -> RollTable:
        """What stands in it, without empty rows."""
        return self.model.table()

    def set_table(self, table: RollTable) -> None:
        """Show this table; nothing is told."""
        self.model.set_table(table)
        self.view.go(len(table.rows), 0)  # where typing or pasting goes on
        self.view.scrollToTop()
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        """Show the table without letting it be changed."""
        self.model.set_read_only(read_only)
        for widget in (self.buttons, self.column):
            widget.setVisible(not read_only)
        self._tell()

    def focus(self) -> None:
        """Go to the first cell; without a table to the button that makes one."""
        if self.model.columnCount():
            self.view.go(0, 0)
            writing_mode.focus(self.view)
        else:
            self._edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """Put what was copied from a spreadsheet into the cells from this one on; a first row of headings is one."""
        block = cells_of(QGuiApplication.clipboard().text())
        if not block:
            return
        table, here = self.model.table(), self.view.currentIndex()
        if not table.headings:
            table = squared(RollTable(tuple(block[0]), rows=tuple(map(tuple, block[1:]))))
            self.model.change(widened(table, max(map(len, block))))
        else:
            known = [cell for cell in block[0] if cell] and set(block[0]) <= {*table.headings, *table.headings_mn, ""}
            self.model.set_cells(max(here.row(), 0), max(here.column(), 0), block[1:] if known else block)
        if not here.isValid():
            self.view.go(0, 0)

    def add_column(self) -> None:
        """Add a column at the end and go to its name."""
        table = self.model.table()
        self.model.change(widened(table, len(table.headings) + 1))
        self.view.go(max(self.view.currentIndex().row(), 0), self.model.columnCount() - 1)
        self.column.focus("heading")

    def drop_column(self) -> None:
        """Take the column out in which the keyboard is."""
        place, table = self.view.currentIndex().column(), self.model.table()
        if 0 <= place < len(table.headings):
            rows = tuple(row[:place] + row[place + 1 :] for row in table.rows)
            lists = {
                field.name: getattr(table, field.name)[:place] + getattr(table, field.name)[place + 1 :]
                for field in fields(table)
                if field.name != "rows"
            }
            self.model.change(RollTable(**lists, rows=rows if len(table.headings) > 1 else ()))
            self.view.go(0, min(place, self.model.columnCount() - 1))

    def drop_rows(self) -> None:
        """Take the rows out of which a cell is selected."""
        chosen, table = self.view.selected_rows(), self.model.table()
        kept = tuple(row for number, row in enumerate(table.rows) if number not in chosen)
        self.model.change(replace(table, rows=kept))

    def changeEvent(self, event: QEvent) -> None:
        """Say figures and sentences again in the new language."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.LanguageChange, kinds.FontChange, kinds.StyleChange) and hasattr(self, "column"):
            self._tell()

    def _edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _fit(self) -> None:
        """As high as its rows, within bounds; columns as broad as what stands in them."""
        rows = min(max(self.model.rowCount(), SHOWN[0]), SHOWN[1])
        header = self.view.horizontalHeader()
        line = self.view.verticalHeader().defaultSectionSize()
        self.view.setFixedHeight(header.sizeHint().height() + rows * line + theme.scaled(APART))
        self.view.fit_columns()

    def _tell(self) -> None:
        table, there = self.model.table(), self.model.columnCount() > 0
        self._fit()
        for widget in (self.view, self.figures, *self._edits[2:]):
            widget.setVisible(there)
        self.hint.say(_HINT if there else _NO_TABLE)
        self.hint.setVisible(not self.model.read_only)
        self.column.setVisible(there and not self.model.read_only)
        parts = [_(_ROWS).format(n=f"{len(table.rows):,}")]
        parts += [_(_SUM).format(heading=heading, sum=shown(sum_, "number")) for heading, sum_ in sums(table)]
        self.figures.setText("   ".join(parts))
        found = self.model.wrong()
        more = [_(_MORE).format(n=len(found) - TOLD)] if len(found) > TOLD else []
        self.wrong.setText("\n".join([*found[:TOLD], *more]))
        self.wrong.setVisible(bool(found))
        self._show_column()

    def _show_column(self) -> None:
        place, table = self.view.currentIndex().column(), self.model.table()
        known = 0 <= place < len(table.headings)
        self.column.setEnabled(known)
        if not known:
            self.column.clear()
            return
        marks = [(NUMBER, table.numbers[place]), (SUMMED, table.summed[place])]
        values = {"heading": table.headings[place], "heading_mn": table.headings_mn[place]}
        own = {key: value for key, value in values.items() if self.column.values()[key] != value}  # the caret stays
        self.column.set_values({**own, "marks": tuple(key for key, marked in marks if marked)})

    def _name_column(self, _key: str) -> None:
        place, table, values = self.view.currentIndex().column(), self.model.table(), self.column.values()
        if not 0 <= place < len(table.headings):
            return
        summed = SUMMED in values["marks"]
        changed = replace(
            table,
            headings=_with(table.headings, place, values["heading"]),
            headings_mn=_with(table.headings_mn, place, values["heading_mn"]),
            numbers=_with(table.numbers, place, summed or NUMBER in values["marks"]),
            summed=_with(table.summed, place, summed),
        )
        self.model.change(changed)


def _with(values: tuple[T, ...], place: int, value: T) -> tuple[T, ...]:
    return (*values[:place], value, *values[place + 1 :])
