"""What is asked before a notice moves on: who reviews, when it hangs and where, who takes it down, who files it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import notice_lists, notices, villages
from app.rules.notices import MOVE_NAMES, RETENTION_NAMES, NoticeMove
from app.rules.problems import Problem
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

Values = Mapping[str, Any]
Act = Callable[["Session", Sequence[str], Values, date], int]
_REASON = FieldSpec("reason", N_("理由"), "text", lines=2)
FIELDS: Mapping[NoticeMove, tuple[FieldSpec, ...]] = MappingProxyType(
    {
        NoticeMove.REVIEW: (FieldSpec("by", N_("审核人"), required=True),),
        NoticeMove.POST: (
            FieldSpec("on", N_("张贴日期"), "date", required=True),
            FieldSpec("by", N_("张贴人"), required=True),
            FieldSpec("board", N_("公示栏"), "choice", N_("不选时，只有一块公示栏的登记那一块。")),
        ),
        NoticeMove.TAKE_DOWN: (
            FieldSpec("on", N_("取下日期"), "date", required=True),
            FieldSpec("by", N_("取下人"), required=True),
            _REASON,
        ),
        NoticeMove.CORRECT: (FieldSpec("reason", N_("更正的原因"), "text", required=True, lines=2),),
        NoticeMove.FILE: (
            FieldSpec("by", N_("建档人"), required=True),
            FieldSpec("retention", N_("保管期限"), "choice", options=tuple(RETENTION_NAMES.items())),
            FieldSpec("reason", N_("不更正重贴的原因"), "line", N_("有异议成立、又没有更正重贴时填写")),
        ),
    }
)
_MISSING: Mapping[tuple[NoticeMove, str], str] = MappingProxyType(
    {
        (NoticeMove.REVIEW, "by"): N_("请填写审核人。"),
        (NoticeMove.POST, "on"): N_("请填写张贴日期。"),
        (NoticeMove.POST, "by"): N_("请填写张贴人。"),
        (NoticeMove.TAKE_DOWN, "on"): N_("请填写取下日期。"),
        (NoticeMove.TAKE_DOWN, "by"): N_("请填写取下的人。"),
        (NoticeMove.CORRECT, "reason"): N_("请写明更正的原因。"),
        (NoticeMove.FILE, "by"): N_("请填写建档人。"),
    }
)
_SAID: Mapping[NoticeMove, str] = MappingProxyType(
    {
        NoticeMove.REVIEW: N_("审核后才能打印张贴。标题、正文里的空白要先填好，表格里不能有证件号码。"),
        NoticeMove.POST: N_("公示期从张贴的第二天算起，期满日自动算出。"),
        NoticeMove.TAKE_DOWN: N_("公示期没有满就取下的，请写明理由。"),
        NoticeMove.CORRECT: N_("按这一份另起草一份更正公示，编号和公示期重新算；它贴出后，原来的自动登记为取下。"),
        NoticeMove.FILE: N_("建档后编入嘎查村当年的档案号，供群众查询。"),
    }
)


class MoveForm(QWidget):
    """The fields of one move and its button; `asked` carries the values once nothing is missing."""

    asked = Signal(dict)

    def __init__(self, context: Context, move: NoticeMove, message: str = "", n: int = 0) -> None:
        super().__init__()
        self._context, self.kind = context, move
        self.form = Form(FIELDS[move])
        self.form.save_asked.connect(self.ask)
        self.button = primary(message or MOVE_NAMES[move], self.ask, n=n)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(_SAID[move], tone="quiet", wrap=True))
        box.addWidget(self.form)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)

    def clear(self) -> None:
        """Start again with the person at the desk and today."""
        store = self._context.runner.store
        self.form.clear(keep_pinned=False)
        self.form.set_values({"by": store.desk.person if store else "", "on": self._context.today()})

    def usual(self, retention: str) -> None:
        """Propose the office's retention."""
        self.form.set_values({"retention": retention})

    def offer_boards(self, names: Iterable[str]) -> None:
        """Offer these boards."""
        if self.kind is NoticeMove.POST:
            field = self.form.field("board")
            assert isinstance(field, ChoiceField)
            field.set_options([Option("", ""), *(Option(each, each) for each in dict.fromkeys(names))])

    def ask(self) -> None:
        """Hand the values on, or write under the fields what is missing."""
        values = self.form.values()
        own = ((key, text) for (move, key), text in _MISSING.items() if move is self.kind)
        missing = [Problem(key, text) for key, text in own if not values[key]]
        if self.form.show_problems(missing):
            self.form.focus_problem()
        else:
            self.asked.emit(values)


def _review(session: Session, uuids: Sequence[str], values: Values, today: date) -> int:
    return notices.review(session, uuids, values["by"], today)


def _post(session: Session, uuids: Sequence[str], values: Values, today: date) -> int:
    """Each on the board of that name in its own village, or on the only one there is."""
    by_board: dict[str, list[str]] = {}
    for row in notice_lists.rows_of(session, uuids, today):
        by_board.setdefault(_board(session, row.office_code, values["board"]), []).append(row.uuid)
    return sum(
        notices.post(session, those, values["on"], values["by"], today, board) for board, those in by_board.items()
    )


def _board(session: Session, office_code: str, wanted: str) -> str:
    boards = villages.boards(session, office_code)
    named = [board.uuid for board in boards if board.name == wanted]
    return named[0] if named else boards[0].uuid if len(boards) == 1 else ""


def _take_down(session: Session, uuids: Sequence[str], values: Values, today: date) -> int:
    return notices.take_down(session, uuids, values["on"], values["by"], today, values["reason"])


def _file(session: Session, uuids: Sequence[str], values: Values, today: date) -> int:
    return notices.file(session, uuids, values["by"], today, values["retention"], values["reason"])


def _return(session: Session, uuids: Sequence[str], _values: Values, _today: date) -> int:
    return notices.send_back(session, uuids)


ACTS: Mapping[NoticeMove, tuple[str, Act]] = MappingProxyType(
    {
        NoticeMove.REVIEW: (notices.REVIEW, _review),
        NoticeMove.RETURN: (notices.RETURN, _return),
        NoticeMove.POST: (notices.POST, _post),
        NoticeMove.TAKE_DOWN: (notices.TAKE_DOWN, _take_down),
        NoticeMove.FILE: (notices.FILE, _file),
    }
)
