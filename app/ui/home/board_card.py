"""A card on the first page: what waits on the village boards, each line leading to where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.operations.board import Board
from app.operations.notice_lists import NoticeFilter
from app.ui import theme
from app.ui.widgets.buttons import QUIET, Button, Heading, Label

_TITLE = N_("公示栏")
_NOTHING = N_("公示栏上没有等着办的事。")
_OVERDUE = N_("{n} 件异议已过答复期限")
_OBJECTIONS = N_("{n} 件异议等待答复")
_OVER = N_("{n} 份公示期满，等待取下")
_SOON = N_("{n} 份公示 3 日内期满")
_TO_POST = N_("{n} 份公示等待张贴")
_TO_FILE = N_("{n} 份公示等待建档")
_MATTERS = N_("{n} 个嘎查村公开事项 14 日内到期或已过期")
_PAYOUTS = N_("{n} 个嘎查村的本年补贴发放结果还没有公示，距 {day} 还有 {left} 日")


class _Task(NamedTuple):
    """A line: how many, its sentence, and where it leads."""

    n: int
    sentence: str
    page: str
    target: object


class BoardCard(QWidget):
    """What waits on the boards, the late things first."""

    go = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.lines: list[Button] = []
        box = QVBoxLayout(self)
        box.setSpacing(theme.scaled(4))
        box.addWidget(Heading(_TITLE, times=1.1))
        box.addWidget(self.nothing)
        self._rest = QVBoxLayout()
        box.addLayout(self._rest)

    def show_board(self, board: Board) -> None:
        """Show what waits."""
        for line in self.lines:
            self._rest.removeWidget(line)
            line.deleteLater()
        values = {"day": board.payouts_due_on.isoformat(), "left": board.days_left}
        self.lines = [self._line(task, values) for task in _tasks(board) if task.n]
        self.nothing.setVisible(not self.lines)

    def _line(self, task: _Task, values: dict[str, object]) -> Button:
        line = Button(task.sentence, partial(self.go.emit, task.page, task.target), QUIET, n=task.n, **values)
        line.setStyleSheet("text-align: left;")
        self._rest.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        return line


def _tasks(board: Board) -> Iterator[_Task]:
    waiting = board.waiting
    yield _Task(waiting.overdue_objections, _OVERDUE, "notices", NoticeFilter("objection"))
    yield _Task(waiting.objections - waiting.overdue_objections, _OBJECTIONS, "notices", NoticeFilter("objection"))
    yield _Task(waiting.over, _OVER, "notices", NoticeFilter("over"))
    yield _Task(waiting.soon, _SOON, "notices", NoticeFilter("running"))
    yield _Task(board.to_post, _TO_POST, "notices", NoticeFilter("to_post"))
    yield _Task(waiting.to_file, _TO_FILE, "notices", NoticeFilter("to_file"))
    yield _Task(board.matters_due, _MATTERS, "villages", "plan")
    yield _Task(board.unposted_villages, _PAYOUTS, "payouts", "coverage")
