"""Settings: what was printed or saved as a file, and printing it again as it was (打印记录)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import printouts
from app.operations.papers import KIND_NAMES, Paper
from app.operations.printouts import WAY_NAMES, PrintoutRow
from app.ui import theme
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.empty import Empty
from app.ui.widgets.folding import Folding
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name, say

TYPING_MILLISECONDS = 200
WHEN = "%Y-%m-%d %H:%M"
_AGAIN = N_("再印一份")
_WHAT = N_("打印过、存过的表。“再印一份”按当时的版式、纸张和时间重画；记录后来有变动的，会说明不同。")
_EMPTY, _EMPTY_WHY = N_("还没有打印过"), N_("打印或存为 PDF 的表会记在这里，以后可以按原样再印一份。")
_NO_HIT, _NO_HIT_WHY = N_("没有符合的打印记录"), N_("请改一改要找的字，或选“全部表”。")
_LOOK, _ALL, _KIND = N_("找名称、内容或表号"), N_("全部表"), N_("表的种类")


def _paper(row: PrintoutRow) -> str:
    turn = _("横向") if row.landscape else _("纵向")
    return f"{row.paper.upper()} {turn}"


COLUMNS = (
    ColumnSpec("printed_at", N_("时间"), 150, value=lambda row: row.printed_at.strftime(WHEN)),
    ColumnSpec("name", N_("表"), 190),
    ColumnSpec("subject", N_("内容"), 0),
    ColumnSpec("layout", N_("文字版式"), 170, value=lambda row: row.layout_name),
    ColumnSpec("paper", N_("纸张"), 90, value=_paper),
    ColumnSpec("pages", N_("页数"), 60),
    ColumnSpec("way", N_("去向"), 90, value=lambda row: _(WAY_NAMES.get(row.way, row.way))),
    ColumnSpec("number", N_("表号"), 170),
    ColumnSpec("person", N_("经办人"), 100),
)


class PrintoutsSection(Page):
    """The record of what was printed, with a filter."""

    help_page = "printing"
    watches = frozenset({"printout"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.room = QStackedWidget()
        self.text, self.kind = QLineEdit(), QComboBox()
        self.again_button = primary(_AGAIN, self.again)
        self._typing = QTimer(self)
        self._lay_out()
        self.retranslate()
        self._listen()

    def reload(self) -> None:
        """Read the record as the filter narrows it."""
        text, kind = self.text.text().strip(), self.kind.currentData() or ""
        self.runner.query(self, lambda session: printouts.listed(session, text, kind), self._show, slot="rows")

    def retranslate(self) -> None:
        """Offer the kinds and say the rows in the language in use."""
        chosen = max(self.kind.currentIndex(), 0)
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(_(_ALL), "")
        for kind, words in KIND_NAMES.items():
            self.kind.addItem(_(words), str(kind))
        self.kind.setCurrentIndex(chosen)
        self.kind.blockSignals(False)
        self.kind.setToolTip(self.kind.currentText())
        self.refresh()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.text.setFocus()
        self.text.selectAll()

    def print(self) -> None:
        """Print the chosen sheet again."""
        self.again()

    def again(self) -> None:
        """Show the chosen sheet, drawn as it was."""
        row: PrintoutRow | None = self.table.current()
        if row is not None:
            uuid = row.uuid
            self.runner.query(
                self, lambda s: printouts.paper_of(s, uuid), lambda paper: self._preview(paper, uuid), slot="again"
            )

    def _lay_out(self) -> None:
        name(self.table, N_("打印记录"))
        name(self.kind, _KIND)
        name(self.text, _LOOK)
        for show in (self.text.setPlaceholderText, self.text.setToolTip):
            say(self.text, show, _LOOK)
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(theme.scaled(160))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(10)
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        filters = QWidget()
        line = QHBoxLayout(filters)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 2)
        line.addWidget(self.kind, 1)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Label(_WHAT, tone="quiet", wrap=True))
        box.addWidget(Folding(filters, self.again_button))
        box.addWidget(self.room, 1)

    def _listen(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.reload)
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self.kind.currentIndexChanged.connect(lambda _index: self.reload())
        self.kind.currentTextChanged.connect(self.kind.setToolTip)
        self.table.current_changed.connect(lambda row: self.again_button.setEnabled(row is not None))
        self.table.opened.connect(lambda _row: self.again())
        self.again_button.setEnabled(False)

    def _show(self, rows: Sequence[PrintoutRow]) -> None:
        self.table.set_rows(rows)
        if self.text.text().strip() or self.kind.currentData():
            self.empty.say(_NO_HIT, _NO_HIT_WHY)
        else:
            self.empty.say(_EMPTY, _EMPTY_WHY)
        self.room.setCurrentWidget(self.table if rows else self.empty)
        self.counted.emit(len(rows))

    def _preview(self, paper: Paper, uuid: str) -> None:
        from app.ui.printing.preview import Preview  # Not needed before something is printed.

        preview = Preview(self, self.context, paper, again=uuid)
        preview.said.connect(self.said)
        preview.open()
