"""What a notice says, as it was filled in: facts, words in both scripts, the table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.notice_lists import NoticeDetail
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES
from app.rules.notices import NoticeDraft
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.notices.columns import yuan
from app.ui.notices.table_grid import TableGrid
from app.ui.widgets.buttons import Label, quiet
from app.ui.widgets.mongolian_text import MongolianText
from app.ui.widgets.shown import shown
from app.ui.widgets.words import name

COLUMNS_SHOWN = 6  # of Mongolian, before it scrolls
_MONGOLIAN = N_("蒙古文")
_NO_MONGOLIAN = N_("没有蒙古文，打印时蒙古文部分印汉文。")
_LENGTHS = {Unit.DAY: N_("{n}日"), Unit.WORKDAY: N_("{n}个工作日")}
_LONG = N_("长期")
_CORRECTS, _CORRECTED = N_("查看被更正的公示"), N_("查看更正后的公示")
_ROLL = N_("查看发放名册")
_HOUSEHOLDS = N_("{n}户")


def length_words(draft: NoticeDraft) -> str:
    """How long it hangs: 7日, 7个工作日, 长期."""
    return _(_LENGTHS[draft.period_unit]).format(n=draft.period_days) if draft.period_days else _(_LONG)


def facts(detail: NoticeDetail) -> Iterator[tuple[str, str]]:
    """Labels and texts around what a notice says."""
    row, draft = detail.row, detail.draft
    yield N_("嘎查村"), row.village
    yield N_("编号"), row.number
    yield N_("核对码"), row.code
    yield N_("种类"), _(TEMPLATES[row.kind].name)
    yield N_("年份"), str(row.year)
    yield N_("补贴或项目名称"), row.programme
    yield N_("公示期"), length_words(draft)
    yield N_("计划张贴日期"), shown(draft.planned_on)
    yield N_("户数"), _(_HOUSEHOLDS).format(n=f"{row.households:,}") if row.households is not None else ""
    yield N_("金额（元）"), shown(yuan(row.amount_fen), "money")
    yield N_("更正或提前取下的原因"), detail.reason
    yield N_("备注（不印在公示单上）"), draft.note


class ContentSection(QWidget):
    """Shows one notice; links lead to the one it corrects, to the one that corrected it, and to its roll."""

    go = Signal(str)  # uuid of another notice
    roll_asked = Signal(str)  # uuid of a roll

    def __init__(self) -> None:
        super().__init__()
        self._detail: NoticeDetail | None = None
        self.words, self.facts = Facts(), Facts()
        self.mongolian = QPlainTextEdit()
        self.mongolian.setReadOnly(True)
        self.mongolian.setTabChangesFocus(True)
        self.mongolian.setFixedHeight(self.fontMetrics().lineSpacing() * COLUMNS_SHOWN + theme.scaled(16))
        name(self.mongolian, _MONGOLIAN)
        self.column = MongolianText(self.mongolian)
        self.none = Label(_NO_MONGOLIAN, tone="quiet", wrap=True)
        self.grid = TableGrid()
        self.grid.set_read_only(True)
        self.corrects = quiet(_CORRECTS, lambda: self._go("corrects"))
        self.corrected = quiet(_CORRECTED, lambda: self._go("corrected_by"))
        self.roll = quiet(_ROLL, self._go_to_roll)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for button in (self.roll, self.corrects, self.corrected):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        mongolian = Label(_MONGOLIAN, tone="quiet")
        for widget in (self.words, mongolian, self.none, self.column, self.grid, self.facts):
            box.addWidget(widget)
        box.addStretch(1)

    def show_record(self, detail: NoticeDetail) -> None:
        """Show this notice."""
        self._detail, draft = detail, detail.draft
        self.words.show_rows([(N_("正文"), draft.body)])
        self.facts.show_rows(list(facts(detail)))
        text = "\n".join(filter(None, (draft.title_mn, draft.body_mn)))
        self.mongolian.setPlainText(text)
        self.column.setVisible(bool(text))
        self.none.setVisible(not text)
        self.grid.set_table(draft.table)
        self.grid.setVisible(bool(draft.table.rows))
        self.roll.setVisible(bool(detail.rolls))
        self.corrects.setVisible(bool(detail.corrects))
        self.corrected.setVisible(bool(detail.corrected_by))

    def texts(self) -> list[str]:
        """Every fact that is shown."""
        return self.words.texts() + self.facts.texts()

    def _go(self, which: str) -> None:
        if self._detail:
            self.go.emit(getattr(self._detail, which))

    def _go_to_roll(self) -> None:
        if self._detail:
            self.roll_asked.emit(self._detail.rolls[0])
