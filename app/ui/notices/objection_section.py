"""Objections to one notice (异议): entering one, answering within its days, and what an upheld one asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import notices
from app.operations.notice_lists import NoticeDetail, ObjectionRow
from app.rules.notices import MOVE_NAMES, NoticeMove, ObjectionDraft, objection_problems
from app.rules.problems import Problem
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.widgets.buttons import Heading, Label, primary
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ui.widgets.page import Context

ROWS_SHOWN = 4
UPHELD, NOT_UPHELD = "yes", "no"
_NONE = N_("没有异议。有人口头或书面提出异议时，在这里登记，到期前答复。")
_ENTER, _ANSWER = N_("登记异议"), N_("登记答复")
_DUE = N_("{day} 前答复")
_LATE = N_("应在 {day} 前答复，已超期")
_UPHELD, _NOT_UPHELD = N_("异议成立"), N_("异议不成立")
_PRIVATE = N_("异议人的姓名和联系方式只在本机看，不会印在公示单上。")
_CORRECT = N_("这份公示有异议成立。请更正后重新张贴，公示期重新计算。")
_NO_DAY = N_("请填写收到日期。")
_NO_ANSWER = N_("请写明答复的内容。")
_NO_RESULT = N_("请选择异议是否成立。")
_NO_ANSWER_DAY = N_("请填写答复日期。")


def answer_pill(row: ObjectionRow) -> Pill:
    """How an objection stands, as a pill."""
    if row.answered_on is not None:
        return Pill("soon", _(_UPHELD)) if row.upheld else Pill("good", _(_NOT_UPHELD))
    day = row.due_on.isoformat() if row.due_on else ""
    return Pill("late", _(_LATE).format(day=day)) if row.overdue else Pill("soon", _(_DUE).format(day=day))


COLUMNS = (
    ColumnSpec("answer", N_("答复"), 150, kind="pill", value=answer_pill),
    ColumnSpec("content", N_("内容"), 0),
)


def facts(row: ObjectionRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of an objection."""
    yield N_("异议内容"), row.content
    yield N_("收到日期"), row.received_on.isoformat()
    yield N_("异议人"), row.name
    yield N_("联系方式"), row.contact
    yield N_("答复内容"), row.answer
    yield N_("答复日期"), row.answered_on.isoformat() if row.answered_on else ""
    yield N_("核查人"), row.checked_by


class EnterForm(QWidget):
    """Enters an objection; `asked` carries the draft."""

    asked = Signal(object)  # ObjectionDraft

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.posted_on = context.today()
        self.form = Form(
            (
                FieldSpec("received_on", N_("收到日期"), "date", required=True),
                FieldSpec("content", N_("异议内容"), "text", required=True, lines=3),
                FieldSpec("name", N_("异议人")),
                FieldSpec("contact", N_("联系方式")),
            )
        )
        self.form.save_asked.connect(self.ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (Heading(_ENTER, times=1.1), Label(_PRIVATE, tone="quiet", wrap=True), self.form):
            box.addWidget(widget)
        box.addWidget(primary(_ENTER, self.ask), 0, Qt.AlignmentFlag.AlignRight)

    def clear(self) -> None:
        """Start again with today."""
        self.form.clear(keep_pinned=False)
        self.form.set_values({"received_on": self._context.today()})

    def ask(self) -> None:
        """Hand the objection on, or say what is wrong."""
        values, today = self.form.values(), self._context.today()
        draft = ObjectionDraft(values["received_on"] or today, values["content"], values["name"], values["contact"])
        found = objection_problems(draft, self.posted_on, today)
        if not values["received_on"]:
            found.append(Problem("received_on", _NO_DAY))
        if self.form.show_problems(found):
            self.form.focus_problem()
        else:
            self.asked.emit(draft)


class AnswerForm(QWidget):
    """Answers an objection; `asked` carries the values."""

    asked = Signal(dict)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        results = ((NOT_UPHELD, _NOT_UPHELD), (UPHELD, _UPHELD))
        self.form = Form(
            (
                FieldSpec("upheld", N_("核查结果"), "choice", required=True, options=results),
                FieldSpec("text", N_("答复内容"), "text", required=True, lines=3),
                FieldSpec("checked_by", N_("核查人（村务监督委员会）")),
                FieldSpec("on", N_("答复日期"), "date", required=True),
            )
        )
        self.form.save_asked.connect(self.ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (Heading(_ANSWER, times=1.1), self.form):
            box.addWidget(widget)
        box.addWidget(primary(_ANSWER, self.ask), 0, Qt.AlignmentFlag.AlignRight)

    def clear(self) -> None:
        """Start again with today."""
        self.form.clear(keep_pinned=False)
        self.form.set_values({"on": self._context.today()})

    def ask(self) -> None:
        """Hand the answer on, or say what is missing."""
        values = self.form.values()
        needed = (("upheld", _NO_RESULT), ("text", _NO_ANSWER), ("on", _NO_ANSWER_DAY))
        if self.form.show_problems([Problem(key, text) for key, text in needed if not values[key]]):
            self.form.focus_problem()
        else:
            self.asked.emit(values)


class AnswerSection(QWidget):
    """One objection with what it says, and the form to answer it while it waits."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._row: ObjectionRow | None = None
        self._title = ""
        self.facts = Facts()
        self.form = AnswerForm(context)
        self.form.asked.connect(self._answer)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.facts)
        box.addWidget(self.form)
        self.show_row(None, "")

    def show_row(self, row: ObjectionRow | None, title: str) -> None:
        """Show this objection to the notice of this title; what is being typed for the same one stays."""
        same = row is not None and self._row is not None and row.uuid == self._row.uuid
        self._row, self._title = row, title
        self.facts.show_rows(list(facts(row)) if row else [])
        self.form.setVisible(row is not None and row.answered_on is None)
        if not same:
            self.form.clear()

    def focus(self) -> None:
        """Go to the first field of the answer."""
        self.form.form.focus("upheld")

    def _answer(self, values: dict[str, Any]) -> None:
        if self._row is None:
            return
        work = partial(
            notices.answer, uuid=self._row.uuid, text=values["text"], upheld=values["upheld"] == UPHELD,
            checked_by=values["checked_by"], on=values["on"], today=self._context.today(),
        )  # fmt: skip
        self._context.runner.change(self, notices.ANSWER, work, values={"name": self._title})


class ObjectionSection(QWidget):
    """The objections to one notice, and the forms to enter and answer them."""

    correct_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: NoticeDetail | None = None
        self.none = Label(_NONE, tone="quiet", wrap=True)
        self.table = SmallTable(COLUMNS)
        self.answer = AnswerSection(context)
        self.upheld = Label(_CORRECT, tone="late", wrap=True)
        self.correct = primary(MOVE_NAMES[NoticeMove.CORRECT], self.correct_asked.emit)
        self.enter = EnterForm(context)
        self.enter.asked.connect(self._enter)
        self.table.current_changed.connect(self._show)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        for widget in (self.none, self.table, self.upheld):
            box.addWidget(widget)
        box.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.answer)
        box.addWidget(self.enter)
        box.addStretch(1)

    def show_record(self, detail: NoticeDetail, fresh: bool) -> None:
        """Show a notice's objections; `fresh` says that it is another notice than before."""
        self._detail = detail
        if fresh:
            self.enter.clear()
        self._show_rows(detail.objections)
        may_correct = NoticeMove.CORRECT in detail.moves and not detail.corrected_by
        upheld = may_correct and any(row.upheld for row in detail.objections)
        self.upheld.setVisible(upheld)
        self.correct.setVisible(upheld)
        self.enter.setVisible(NoticeMove.OBJECT in detail.moves)
        if detail.row.posted_on:
            self.enter.posted_on = detail.row.posted_on

    def focus_form(self) -> None:
        """Go to the fields of a new objection."""
        self.enter.form.focus("content")

    def _show_rows(self, rows: Sequence[ObjectionRow]) -> None:
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        height = theme.scaled(34) * (min(max(len(rows), 1), ROWS_SHOWN) + 1) + theme.scaled(24)
        self.table.setFixedHeight(height)
        if rows:
            self.table.selectRow(0)
        else:
            self._show(None)

    def _show(self, row: ObjectionRow | None) -> None:
        self.answer.setVisible(row is not None)
        self.answer.show_row(row, self._detail.draft.title if self._detail else "")

    def _enter(self, draft: ObjectionDraft) -> None:
        if self._detail is None:
            return
        work = partial(notices.object_, uuid=self._detail.row.uuid, entered=draft, today=self._context.today())
        title = {"name": self._detail.draft.title}
        self._context.runner.change(self, notices.OBJECT, work, lambda _uuid: self.enter.clear(), title)
