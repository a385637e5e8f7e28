"""The five gates (五关审核): the answers given so far, and the form of the reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import disclosures
from app.operations.disclosure_lists import DisclosureDetail, ReviewRow
from app.rules.disclosures import GATE_NAMES, MOVE_NAMES, Gate, GateAnswer, Move, review_problems
from app.rules.problems import Problem
from app.ui import theme
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.ui.widgets.page import Context

_PASSED, _NOT_PASSED = N_("通过"), N_("不通过")
_NOTE = N_("意见（不通过时必填）")
_REVIEWER = N_("审核人")
_ALL = N_("五关都通过")
_NONE = N_("还没有审核记录。提交审核后，由审核人逐关给出意见。")
_ANSWER = N_("{gate}：{answer}")
COLUMNS = (
    ColumnSpec("gate", N_("关"), 84, value=lambda row: _(GATE_NAMES[row.gate])),
    ColumnSpec("passed", N_("意见"), 100, kind="pill", value=lambda row: answer_pill(row)),
    ColumnSpec("note", N_("说明"), 0),
    ColumnSpec("reviewer", _REVIEWER, 84),
    ColumnSpec("at", N_("时间"), 140, kind="date"),
)
ROWS_SHOWN = 5


def answer_pill(row: ReviewRow) -> Pill:
    """Passed or not, as a pill."""
    return Pill("good", _(_PASSED)) if row.passed else Pill("late", _(_NOT_PASSED))


class GateLine:
    """One gate: its name, two answers, a note, and what is wrong with it."""

    def __init__(self, gate: Gate, parent: QWidget) -> None:
        self.gate = gate
        self.label = Label(GATE_NAMES[gate])
        self.passed, self.refused = QRadioButton(), QRadioButton()
        self.note = QLineEdit()
        self.wrong = Label(tone="late", wrap=True)
        self._group = QButtonGroup(parent)
        for button, answer in ((self.passed, _PASSED), (self.refused, _NOT_PASSED)):
            say(button, button.setText, answer)
            self._group.addButton(button)
            say(button, partial(self._name, button), answer)
        say(self.note, self.note.setPlaceholderText, _NOTE)
        name(self.note, _NOTE)
        self.wrong.hide()

    def answer(self) -> GateAnswer | None:
        """What the reviewer says here, or nothing yet."""
        if not (self.passed.isChecked() or self.refused.isChecked()):
            return None
        return GateAnswer(self.gate, self.passed.isChecked(), self.note.text().strip())

    def clear(self) -> None:
        """Start again without an answer."""
        self._group.setExclusive(False)
        for button in (self.passed, self.refused):
            button.setChecked(False)
        self._group.setExclusive(True)
        self.note.clear()
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Write what is wrong under the gate."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _name(self, button: QRadioButton, answer: str) -> None:
        button.setAccessibleName(_(_ANSWER).format(gate=_(GATE_NAMES[self.gate]), answer=answer))


class ReviewForm(QWidget):
    """Five gates and the reviewer, who is the person at the desk unless another name is typed."""

    def __init__(self, submit: Callable[[Sequence[GateAnswer], str], object]) -> None:
        super().__init__()
        self._submit = submit
        self.lines = [GateLine(gate, self) for gate in Gate]
        self.reviewer = QLineEdit()
        self.wrong = Label(tone="late", wrap=True)
        self.wrong.hide()
        name(self.reviewer, _REVIEWER)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(3, 1)
        grid.addWidget(secondary(_ALL, self.pass_all), 0, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        for number, line in enumerate(self.lines):
            row = 3 * number + 1
            for column, widget in enumerate((line.label, line.passed, line.refused)):
                grid.addWidget(widget, row, column)
            grid.addWidget(line.note, row + 1, 0, 1, 4)
            grid.addWidget(line.wrong, row + 2, 0, 1, 4)
        last = 3 * len(self.lines) + 1
        label = Label(_REVIEWER)
        label.setBuddy(self.reviewer)
        grid.addWidget(label, last, 0)
        grid.addWidget(self.reviewer, last, 1, 1, 3)
        grid.addWidget(self.wrong, last + 1, 0, 1, 4)
        self.button = primary(MOVE_NAMES[Move.REVIEW], self.submit)
        grid.addWidget(self.button, last + 2, 0, 1, 4, Qt.AlignmentFlag.AlignRight)

    def clear(self, reviewer: str) -> None:
        """Start again, signed by this person."""
        for line in self.lines:
            line.clear()
        self.reviewer.setText(reviewer)
        self.show_problems(())

    def pass_all(self) -> None:
        """Tick every gate as passed; the reviewer still has to submit."""
        for line in self.lines:
            line.passed.setChecked(True)

    def submit(self) -> None:
        """Hand the answers on, or write what is missing under its gate."""
        answers = [answer for line in self.lines if (answer := line.answer())]
        found = review_problems(answers, self.reviewer.text())
        self.show_problems(found)
        if not found:
            self._submit(answers, self.reviewer.text().strip())

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Write each problem under the gate or the name it belongs to, and go to the first."""
        texts = {problem.field: problem.text for problem in problems}
        for line in reversed(self.lines):
            line.show_problem(texts.get(line.gate, ""))
            if line.gate in texts:
                (line.note if line.refused.isChecked() else line.passed).setFocus()
        self.wrong.setText(texts.get("reviewer", ""))
        self.wrong.setVisible("reviewer" in texts)


class ReviewSection(QWidget):
    """The reviews of one item, the form while it waits for one, and the slip on paper."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: DisclosureDetail | None = None
        self.none = Label(_NONE, tone="quiet", wrap=True)
        self.form = ReviewForm(self._review)
        self.table = SmallTable(COLUMNS, ())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        box.addWidget(self.form)
        box.addWidget(self.none)
        box.addWidget(self.table)
        box.addStretch(1)

    def show_record(self, detail: DisclosureDetail, fresh: bool) -> None:
        """Show an item; `fresh` says that it is another one than before, whose form starts empty."""
        self._detail = detail
        self.table.set_rows(detail.reviews)
        self.table.setVisible(bool(detail.reviews))
        self.table.setFixedHeight(theme.scaled(34) * (min(len(detail.reviews), ROWS_SHOWN) + 1) + theme.scaled(24))
        self.none.setVisible(not detail.reviews)
        self.form.setVisible(Move.REVIEW in detail.moves)
        if fresh:
            self.form.clear(self._person())

    def focus_form(self) -> None:
        """Go to the first gate."""
        self.form.lines[0].passed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _person(self) -> str:
        store = self._context.runner.store
        return store.desk.person if store else ""

    def _review(self, answers: Sequence[GateAnswer], reviewer: str) -> None:
        if self._detail is None:
            return
        now = datetime.combine(self._context.today(), datetime.now().time()).replace(microsecond=0)
        work = partial(
            disclosures.review, uuid=self._detail.row.uuid, answers=tuple(answers), reviewer=reviewer, now=now
        )
        values = {"name": self._detail.draft.title}
        self._context.runner.change(self, disclosures.REVIEW, work, lambda _s: self.form.clear(self._person()), values)
