"""All objections (异议), those to answer first; each leads to its notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_
from app.operations import notice_lists
from app.operations.notice_lists import NoticeRow, ObjectionRow
from app.ui import theme
from app.ui.notices.columns import short_title, title_words, village_words
from app.ui.notices.objection_section import AnswerSection, answer_pill
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

OPEN, ALL = "open", "all"
VIEWS = {OPEN: N_("待答复"), ALL: N_("全部")}
_NAME = N_("异议列表")
_EMPTY, _NONE_OPEN = N_("没有异议"), N_("没有待答复的异议")
_WHY = N_("村民对张贴的公示提出异议时，在那一份公示的“异议”里登记，这里按答复期限排出来。")
_GO = N_("查看这份公示")
_WHAT = N_("选一件异议，看它的内容并登记答复。")


@dataclass(frozen=True, slots=True)
class Line:
    """An objection with the notice it is about."""

    objection: ObjectionRow
    notice: NoticeRow


COLUMNS = (
    ColumnSpec("answer", N_("答复"), 150, kind="pill", value=lambda line: answer_pill(line.objection)),
    ColumnSpec("received_on", N_("收到日期"), 100, kind="date", value=lambda line: line.objection.received_on),
    ColumnSpec("village", N_("嘎查村"), 110, value=lambda line: village_words(line.notice)),
    ColumnSpec("title", N_("公示"), 0, value=lambda line: short_title(line.notice)),
    ColumnSpec("content", N_("异议内容"), 160, value=lambda line: line.objection.content),
)


def read(session: Session, today: date) -> list[Line]:
    """Every objection with its notice, those due first."""
    found = notice_lists.objections(session, today)
    notices = notice_lists.rows_of(session, list({each.notice_uuid for each in found}), today)
    known = {row.uuid: row for row in notices}
    return [Line(each, known[each.notice_uuid]) for each in found if each.notice_uuid in known]


class ObjectionsSection(Page):
    """The list of objections, and the answer to one beside it."""

    watches = frozenset({"objection", "notice", "calendar_year", "setting"})
    help_page = "notices"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: Sequence[Line] = ()
        self._wanted = ""
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_NONE_OPEN, _WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.what = Label(_WHAT, tone="quiet", wrap=True)
        self.answer = AnswerSection(context)
        self.go_button = primary(_GO, self._go)
        self._lay_out()
        self.views.chosen.connect(lambda key: self.show_view(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _line: self._go())
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _NAME)
        self.room.addWidget(self.table)
        self.room.addWidget(self.empty)
        for widget in (self.what, self.answer):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.detail.set_actions(self.go_button)
        self.views.choose(OPEN)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Read the objections."""
        self.runner.query(self, partial(read, today=self.context.today()), self._take, slot="list")

    def retranslate(self) -> None:
        """Say the objection that is shown again."""
        self._show(self.table.current())

    def show_view(self, key: str) -> None:
        """Show those to answer, or all."""
        self.views.choose(key)
        shown = [line for line in self._lines if key == ALL or line.objection.answered_on is None]
        current = self.table.current()
        self._wanted = current.objection.uuid if current else ""
        self.table.set_rows(shown)
        self.empty.say(_NONE_OPEN if self._lines else _EMPTY, _WHY)
        self.room.setCurrentWidget(self.table if shown else self.empty)
        self.counted.emit(len(shown))
        place = next((n for n, line in enumerate(shown) if line.objection.uuid == self._wanted), -1)
        if place >= 0:
            self.table.selectRow(place)

    def _take(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.views.set_counts({OPEN: sum(line.objection.answered_on is None for line in lines), ALL: len(lines)})
        self.show_view(self.views.current() or ALL)

    def _show(self, line: Line | None) -> None:
        self.what.setVisible(line is None)
        self.answer.setVisible(line is not None)
        self.detail.set_heading(title_words(line.notice) if line else "")
        self.answer.show_row(line.objection if line else None, line.notice.title if line else "")
        self.go_button.setEnabled(line is not None)

    def _go(self) -> None:
        if line := self.table.current():
            self.go.emit("notices", ("objections", line.notice.uuid))
