"""One notice beside the list: what it says, its period, how far it is, objections, files, story, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.operations import attachments, notice_lists, notices, offices, villages
from app.operations.attachments import AttachmentRow
from app.operations.notice_lists import NoticeDetail
from app.rules.notices import MOVE_NAMES, STATE_NAMES, NoticeMove, NoticeStatus
from app.ui.disclosures.files_section import FilesSection
from app.ui.disclosures.story_section import StorySection
from app.ui.notices.columns import last_pill, state_pill, title_words
from app.ui.notices.content_section import ContentSection
from app.ui.notices.entry_text import FIELD_NAMES
from app.ui.notices.objection_section import ObjectionSection
from app.ui.notices.period_section import PeriodSection
from app.ui.notices.progress_section import ProgressSection, next_move
from app.ui.widgets.buttons import PRIMARY, SECONDARY, Button, Label, quiet, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.detail import Detail
from app.ui.widgets.owners import Brought
from app.ui.widgets.pill import PillLabel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

CONTENT, PERIOD, PROGRESS, OBJECTIONS, FILES, STORY = (
    "content", "period", "progress", "objections", "files", "story",
)  # fmt: skip
TABS = {
    PROGRESS: N_("办理"),
    CONTENT: N_("内容"),
    PERIOD: N_("公示期"),
    OBJECTIONS: N_("异议"),
    FILES: N_("照片和附件"),
    STORY: N_("记录"),
}
STORY_NAMES: Mapping[str, str] = {
    **{key: title for key, title in FIELD_NAMES.items() if key not in ("office_codes", "matter_uuid", "table")},
    "status": N_("状态"),
    "posted_on": N_("张贴日期"),
    "taken_down_on": N_("取下日期"),
    "archive_number": N_("档号"),
    "reason": N_("更正或提前取下的原因"),
}
_STATUSES = {**{str(state): title for state, title in STATE_NAMES.items()}, str(NoticeStatus.POSTED): N_("已张贴")}
_COPY, _REMOVE = N_("复制本条"), N_("删除")
_NOTHING = N_("在列表里选一份公示查看，或按 Ctrl+N 起草新的一份。")
_PHOTO = N_("张贴后拍的照片放在这里：先看清没有拍到证件号码，再添加。")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the panel shows of one notice."""

    detail: NoticeDetail
    files: Sequence[AttachmentRow]
    boards: Sequence[str]
    retention: str


def loaded(session: Session, uuid: str, context: Context) -> Loaded:
    """Read a notice with its files, the boards of its village and the usual retention."""
    detail = notice_lists.opened(session, uuid, context.today())
    boards = [board.name for board in villages.boards(session, detail.draft.office_code)]
    return Loaded(detail, attachments.of(session, uuid), boards, offices.chosen(session)["retention"])


class RecordPanel(Detail):
    """Shows one notice and leads it on."""

    said = Signal(str)
    edit_asked = Signal(str)
    copy_asked = Signal(str)
    print_asked = Signal(str)
    other_asked = Signal(str)  # uuid of the notice it corrects, or of the corrected one
    roll_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, context.runner
        self._detail: NoticeDetail | None = None
        self.uuid = ""
        self.state, self.last = PillLabel(), PillLabel()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.tabs = ViewRow([View(key, title) for key, title in TABS.items()], may_keep=False)
        self.content, self.period = ContentSection(), PeriodSection()
        self.progress = ProgressSection(context)
        self.objections = ObjectionSection(context)
        self.files = FilesSection(self._runner)
        self.story = StorySection(self._runner, STORY_NAMES, _STATUSES)
        self.photo = Label(_PHOTO, tone="quiet", wrap=True)
        self.warnings = Label(tone="soon", wrap=True)
        self.brought = Brought()
        parts = (self.progress, self.content, self.period, self.objections, self.files, self.story)
        self.sections: dict[str, QWidget] = dict(zip(TABS, parts, strict=True))
        self._moves: dict[NoticeMove, Button] = {}
        self._shown = PROGRESS
        self._lay_out()
        self._listen()
        self.show_nothing()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = Flow(self._bar)
        for pill in (self.state, self.last):
            bar.addWidget(pill)
        for move in NoticeMove:
            self._moves[move] = secondary(MOVE_NAMES[move], partial(self.move_on, move))
            bar.addWidget(self._moves[move])
        self.copy_button = quiet(_COPY, lambda: self.copy_asked.emit(self.uuid))
        self.remove_button = quiet(_REMOVE, self.remove)
        for button in (self.copy_button, self.remove_button):
            bar.addWidget(button)
        self._stack = QWidget()
        stack = QVBoxLayout(self._stack)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.photo)
        for section in self.sections.values():
            stack.addWidget(section)
        for widget in (self.nothing, self.brought, self._bar, self.warnings, self.tabs, self._stack):
            self.add(widget)
        self.add_stretch()

    def _listen(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.content.go.connect(self.other_asked)
        self.content.roll_asked.connect(self.roll_asked)
        self.progress.corrected.connect(self.edit_asked)
        self.objections.correct_asked.connect(partial(self.move_on, NoticeMove.CORRECT))
        self.files.said.connect(self.said)

    @property
    def detail(self) -> NoticeDetail | None:
        """What is shown."""
        return self._detail

    def show_nothing(self) -> None:
        """No notice is chosen."""
        self.uuid, self._detail = "", None
        self.set_heading("")
        self._enable()

    def show_record(self, uuid: str, tab: str = "") -> None:
        """Show this notice, at the section it was at unless another is named."""
        work = partial(loaded, uuid=uuid, context=self._context)
        self._runner.query(self, work, partial(self._show, tab), lambda _error: self.show_nothing(), slot="record")

    def reload(self) -> None:
        """Read the notice again; what is being typed stays."""
        if self.uuid:
            self.show_record(self.uuid)

    def why(self) -> None:
        """Show how long it hangs and why."""
        if self.uuid:
            self.show_tab(PERIOD)

    def show_tab(self, key: str) -> None:
        """Show this section; the one shown stays if its chip was pressed again."""
        wanted = key or self._shown
        self.tabs.choose(wanted)
        self._shown = wanted
        for name, section in self.sections.items():
            section.setVisible(name == wanted)
        self.photo.setVisible(wanted == FILES)
        if wanted == STORY and self.uuid:
            self.story.show_record(self.uuid)

    def move_on(self, move: NoticeMove) -> None:
        """Do this with the notice, or go to the fields it needs."""
        at_once: dict[NoticeMove, Callable[[], object]] = {
            NoticeMove.EDIT: lambda: self.edit_asked.emit(self.uuid),
            NoticeMove.PRINT: lambda: self.print_asked.emit(self.uuid),
            NoticeMove.RETURN: self._return,
        }
        if move in at_once:
            at_once[move]()
        elif move is NoticeMove.OBJECT:
            self.show_tab(OBJECTIONS)
            self.objections.focus_form()
        else:
            self.show_tab(PROGRESS)
            self.progress.focus_form(move)

    def remove(self) -> None:
        """Take the draft to the recycle bin."""
        if self.uuid:
            work = partial(notices.remove, uuids=[self.uuid])
            self._runner.change(self, notices.REMOVE, work, values={"n": 1})

    def retranslate(self) -> None:
        """Say again what the record's own words hold."""
        if self._detail:
            self._show_pills(self._detail)
            self.content.show_record(self._detail)

    def _return(self) -> None:
        work = partial(notices.send_back, uuids=[self.uuid])
        self._runner.change(self, notices.RETURN, work, values={"n": 1})

    def _show(self, tab: str, found: Loaded) -> None:
        before, detail = self._detail, found.detail
        other = before is None or before.row.uuid != detail.row.uuid
        moved = before is not None and before.row.state != detail.row.state
        self.uuid, self._detail = detail.row.uuid, detail
        self._show_pills(detail)
        self.content.show_record(detail)
        self.period.show_record(detail)
        self.progress.show_record(detail, found.boards, found.retention, other or moved)
        self.objections.show_record(detail, other)
        self.files.show_files(detail.row.uuid, found.files)
        self.tabs.set_counts({OBJECTIONS: len(detail.objections), FILES: len(found.files)})
        self.show_tab(tab)
        self._enable()

    def _show_pills(self, detail: NoticeDetail) -> None:
        self.set_heading(title_words(detail.row))
        self.state.set_pill(state_pill(detail.row))
        self.last.set_pill(last_pill(detail.row))
        self.warnings.setText("\n".join(problem.text for problem in detail.warnings))

    def _enable(self) -> None:
        shown = self._detail is not None
        self.brought.show_office(self._detail.brought_by if self._detail else "")
        self.warnings.setVisible(self._detail is not None and bool(self._detail.warnings))
        self.nothing.setVisible(not shown)
        for widget in (self._bar, self.tabs, self._stack):
            widget.setVisible(shown)
        moves = self._detail.moves if self._detail else ()
        first = next_move(self._detail) if self._detail else None
        for move, button in self._moves.items():
            button.setVisible(move in moves)
            _dress(button, PRIMARY if move is first else SECONDARY)
        self.remove_button.setVisible(self._detail is not None and self._detail.row.status is NoticeStatus.DRAFT)


def _dress(button: Button, kind: str) -> None:
    """Have it look like this kind of button."""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)
