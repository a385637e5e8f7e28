"""How far a notice is (办理): who did what when, and the fields of the step that comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import notices
from app.operations.notice_lists import NoticeDetail
from app.rules.notices import MOVE_NAMES, RETENTION_NAMES, NoticeMove, NoticeState, NoticeStatus, Retention
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.notices.move_forms import ACTS, FIELDS, MoveForm
from app.ui.widgets.buttons import Heading, Label
from app.ui.widgets.shown import shown

if TYPE_CHECKING:
    from datetime import date

    from app.ui.widgets.page import Context

_DONE = N_("{day}　{who}")
_NEXT: Mapping[NoticeStatus, NoticeMove] = {
    NoticeStatus.DRAFT: NoticeMove.REVIEW,
    NoticeStatus.REVIEWED: NoticeMove.PRINT,
    NoticeStatus.PRINTED: NoticeMove.POST,
    NoticeStatus.TAKEN_DOWN: NoticeMove.FILE,
}
_TOLD: Mapping[NoticeState, str] = {
    NoticeState.RUNNING: N_("公示期还没有满，到期后在这里登记取下。"),
    NoticeState.LONG_TERM: N_("长期公示，不设期满日。不再公示时按“登记取下”，写明理由。"),
    NoticeState.OBJECTION: N_("有异议还没有答复，请到“异议”里登记答复。"),
    NoticeState.FILED: N_("已经建档，可以在“档案与查询”里查到。"),
    NoticeState.REVIEWED: N_("已审核。先打印公示单；不用本机打印的，直接登记张贴。"),
}


def next_move(detail: NoticeDetail) -> NoticeMove | None:
    """What a clerk does next with a notice; nothing while its period runs and when it is filed."""
    if detail.row.state is NoticeState.OVER:
        return NoticeMove.TAKE_DOWN
    return _NEXT.get(detail.row.status)


def facts(detail: NoticeDetail) -> Iterator[tuple[str, str]]:
    """What was done with a notice so far."""
    yield N_("审核"), _done(detail.reviewed_on, detail.reviewed_by)
    yield N_("最近打印"), shown(detail.printed_on)
    yield N_("张贴"), _done(detail.row.posted_on, detail.posted_by)
    yield N_("公示栏"), detail.board
    yield N_("取下"), _done(detail.taken_down_on, detail.taken_down_by)
    yield N_("建档"), _done(detail.filed_on, detail.filed_by)
    yield N_("档号"), detail.row.archive_number
    yield N_("保管期限"), _(RETENTION_NAMES[Retention(detail.retention)]) if detail.retention else ""


def _done(day: date | None, who: str) -> str:
    return _(_DONE).format(day=day.isoformat(), who=who) if day else ""


class ProgressSection(QWidget):
    """What was done, and one form at a time: of the next step, or of the one that was asked for."""

    corrected = Signal(str)  # uuid of the corrected draft

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: NoticeDetail | None = None
        self.facts = Facts()
        self.heading = Heading(times=1.1)
        self.quiet = Label(tone="quiet", wrap=True)
        self.forms = {move: MoveForm(context, move) for move in FIELDS}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (self.heading, self.quiet, *self.forms.values(), self.facts):
            box.addWidget(widget)
        box.addStretch(1)
        for move, form in self.forms.items():
            form.asked.connect(partial(self._do, move))

    def show_record(self, detail: NoticeDetail, boards: Sequence[str], retention: str, fresh: bool) -> None:
        """Show a notice; `fresh` says that it is another one than before or stands elsewhere now."""
        self._detail = detail
        self.facts.show_rows(list(facts(detail)))
        self.forms[NoticeMove.POST].offer_boards(boards)
        if fresh:
            for form in self.forms.values():
                form.clear()
            self.forms[NoticeMove.FILE].usual(retention)
            self.show_form(next_move(detail))

    def show_form(self, wanted: NoticeMove | None) -> None:
        """Show the fields of this step, if it has any."""
        for move, form in self.forms.items():
            form.setVisible(move is wanted)
        self.heading.setVisible(wanted in self.forms)
        if wanted in self.forms:
            self.heading.say(MOVE_NAMES[wanted])
        told = _TOLD.get(self._detail.row.state, "") if self._detail and wanted not in self.forms else ""
        self.quiet.setVisible(bool(told))
        self.quiet.say(told)

    def focus_form(self, move: NoticeMove) -> None:
        """Show the fields of a step and go to the first that is empty."""
        self.show_form(move)
        self.forms[move].form.focus()

    def _do(self, move: NoticeMove, values: Mapping[str, Any]) -> None:
        if self._detail is None:
            return
        uuid, today = self._detail.row.uuid, self._context.today()
        runner = self._context.runner
        if move is NoticeMove.CORRECT:
            work = partial(notices.correct, uuid=uuid, reason=values["reason"], today=today)
            runner.change(self, notices.CORRECT, work, self.corrected.emit, {"name": self._detail.draft.title})
        else:
            title, act = ACTS[move]
            runner.change(self, title, lambda session: act(session, [uuid], values, today), values={"n": 1})
