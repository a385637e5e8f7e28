"""One request beside the register: its steps, its days, what it says, letters, what came afterwards, files, story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import letters, offices, papers, request_lists, requests
from app.operations.letters import Offer
from app.operations.request_lists import RequestDetail, RequestRow
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.request_events import ENDED, EVENT_NAMES, STATE_NAMES, EventKind, Flag
from app.rules.requests import (
    APPLICANT_NAMES,
    MEDIUM_NAMES,
    REQUEST_CHANNEL_NAMES,
    REQUEST_FIELD_NAMES,
    ROUTE_NAMES,
)
from app.ui import theme
from app.ui.disclosures.files_section import FilesSection
from app.ui.disclosures.story_section import Codes, StorySection
from app.ui.requests.case_words import flag_pill, why_words
from app.ui.requests.columns import next_pill, state_pill
from app.ui.requests.content_section import ContentSection
from app.ui.requests.letter_section import LetterSection
from app.ui.requests.progress_section import ProgressSection, likely
from app.ui.requests.remedy_section import RemedySection
from app.ui.requests.timeline import TimeLine
from app.ui.widgets.buttons import CHIP, PRIMARY, SECONDARY, Button, Label, quiet, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.detail import Detail
from app.ui.widgets.owners import Brought
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

PROGRESS, DAYS, CONTENT, LETTERS, REMEDIES, FILES, STORY = (
    "progress", "days", "content", "letters", "remedies", "files", "story",
)  # fmt: skip
TABS = {
    PROGRESS: N_("办理"),
    DAYS: N_("期限"),
    CONTENT: N_("内容"),
    LETTERS: N_("文书"),
    REMEDIES: N_("后续"),
    FILES: N_("附件"),
    STORY: N_("记录"),
}
STORY_NAMES: Mapping[str, str] = {
    **{key: title for key, title in REQUEST_FIELD_NAMES.items() if key not in ("applicant", "together")},
    "state": N_("状态"),
    "received_on": N_("收到申请之日"),
    "due_on": N_("答复期限"),
    "outcome": N_("答复类型"),
    "closed_on": N_("办结日期"),
    "archived_on": N_("归档日期"),
    "proactive_note": N_("转主动公开的审核意见"),
}
STORY_CODES: Codes = {
    "state": STATE_NAMES,
    "outcome": {code: found.name for code, found in {**OLD_OUTCOMES, **OUTCOMES}.items()},
    "applicant_kind": APPLICANT_NAMES,
    "channel": REQUEST_CHANNEL_NAMES,
    "medium": MEDIUM_NAMES,
    "route": ROUTE_NAMES,
}
NARROWEST = 372  # pixels at 100 %: its forms have long buttons
_TAKE_BACK, _EDIT = N_("撤回上一步"), N_("修改")
_MORE, _COPY, _SPLIT, _PRINT, _REMOVE = N_("更多"), N_("复制本条"), N_("拆分…"), N_("打印计时单…"), N_("删除")
_NOTHING = N_("在登记册里选一件申请查看，或按 Ctrl+N 登记新的一件。")
_HEADING = N_("{number}　{title}")
_SIBLING = N_("同一封来信：{number}　{title}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the panel shows of one request."""

    detail: RequestDetail
    chosen: Mapping[str, str]
    offers: Sequence[Offer]


def loaded(session: Session, uuid: str, context: Context) -> Loaded:
    """Read a request with the choices that its clock runs by and the letters it needs now."""
    detail = request_lists.opened(session, uuid, context.today())
    return Loaded(detail, offices.chosen(session), letters.offered(session, uuid))


class CasePanel(Detail):
    """Shows one request and leads it through its steps."""

    said = Signal(str)
    edit_asked = Signal(str)
    copy_asked = Signal(str)
    split_asked = Signal(str)
    other_asked = Signal(str)  # uuid of another part of the same letter
    print_asked = Signal(object)  # Paper
    go = Signal(str, object)  # another page's key and what it is to open there

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setMinimumWidth(theme.scaled(NARROWEST))
        self._context, self._runner = context, context.runner
        self._found: Loaded | None = None
        self.uuid = ""
        self.state, self.next = PillLabel(), PillLabel()
        self.flags = {flag: PillLabel() for flag in Flag}
        self.why_label = Label(tone="quiet", wrap=True)
        self.brought = Brought()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.tabs = ViewRow([View(key, title) for key, title in TABS.items()], may_keep=False)
        self.progress = ProgressSection(context)
        self.days, self.content = TimeLine(), ContentSection()
        self.letters, self.remedies = LetterSection(context), RemedySection(context)
        self.files = FilesSection(self._runner)
        self.story = StorySection(self._runner, STORY_NAMES, codes=STORY_CODES)
        parts = (self.progress, self.days, self.content, self.letters, self.remedies, self.files, self.story)
        self.sections: dict[str, QWidget] = dict(zip(TABS, parts, strict=True))
        self.steps: dict[EventKind, Button] = {}
        self._shown = PROGRESS
        self._stale: set[str] = set()
        self._lay_out()
        self._listen()
        self.show_nothing()

    def _lay_out(self) -> None:
        self._pills, self._links, self._steps = QWidget(), QWidget(), QWidget()
        pills, self._siblings, steps = Flow(self._pills), Flow(self._links), Flow(self._steps)
        for pill in (self.state, self.next, *self.flags.values()):
            pills.addWidget(pill)
        for kind in EventKind:
            self.steps[kind] = secondary(EVENT_NAMES[kind], partial(self.ask_step, kind))
            steps.addWidget(self.steps[kind])
        self.back_button = quiet(_TAKE_BACK, self.take_back)
        self.edit_button = quiet(_EDIT, lambda: self.edit_asked.emit(self.uuid))
        for button in (self.back_button, self.edit_button):
            steps.addWidget(button)
        pills.addWidget(self._menu())
        self._stack = QWidget()
        stack = QVBoxLayout(self._stack)
        stack.setContentsMargins(0, 0, 0, 0)
        for section in self.sections.values():
            stack.addWidget(section)
        for widget in (
            self.nothing, self.brought, self._pills, self.why_label, self._links, self.tabs, self._steps, self._stack,
        ):  # fmt: skip
            self.add(widget)
        self.add_stretch()

    def _menu(self) -> Button:
        """What is not a step, behind one button that stands over every section."""
        button = Button(_MORE, None, CHIP)
        button.setProperty("menu", True)
        menu = QMenu(button)
        button.setMenu(menu)
        asked: tuple[tuple[str, Callable[[], object]], ...] = (
            (_EDIT, lambda: self.edit_asked.emit(self.uuid)),
            (_COPY, lambda: self.copy_asked.emit(self.uuid)),
            (_SPLIT, lambda: self.split_asked.emit(self.uuid)),
            (_PRINT, self.print),
            (_REMOVE, self.remove),
        )
        self.actions_of: dict[str, QAction] = {}
        for message, act in asked:
            action = self.actions_of[message] = QAction(menu)
            action.triggered.connect(lambda _on, act=act: act())
            say(button, action.setText, message)
            menu.addAction(action)
        return button

    def _listen(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.days.print_asked.connect(self.print)
        self.days.settings_asked.connect(lambda: self.go.emit("settings", "choices"))
        self.progress.letter_asked.connect(self.write_letter)
        self.letters.print_asked.connect(self.print_asked)
        self.remedies.go.connect(self.go)
        for section in (self.letters, self.remedies, self.files):
            section.said.connect(self.said)

    @property
    def detail(self) -> RequestDetail | None:
        """What is shown."""
        return self._found.detail if self._found else None

    def show_nothing(self) -> None:
        """No request is chosen."""
        self.uuid, self._found = "", None
        self.set_heading("")
        self._enable()

    def show_record(self, uuid: str, tab: str = "") -> None:
        """Show this request, at the section it was at unless another is named."""
        work = partial(loaded, uuid=uuid, context=self._context)
        self._runner.query(self, work, partial(self._show, tab), lambda _error: self.show_nothing(), slot="record")

    def reload(self) -> None:
        """Read the request again; what is being typed stays."""
        if self.uuid:
            self.show_record(self.uuid)

    def why(self) -> None:
        """Show how its days are counted."""
        if self.uuid:
            self.show_tab(DAYS)

    def show_tab(self, key: str) -> None:
        """Show this section; the one shown stays if its chip was pressed again."""
        wanted = key or self._shown
        self.tabs.choose(wanted)
        self._shown = wanted
        for name, section in self.sections.items():
            section.setVisible(name == wanted)
        self._steps.setVisible(wanted == PROGRESS and bool(self.uuid))  # elsewhere its room is wanted
        if self._found and wanted in self._stale:
            self._stale.discard(wanted)
            self._fill(wanted, self._found)

    def ask_step(self, kind: EventKind) -> None:
        """Go to the fields of a step."""
        self.show_tab(PROGRESS)
        self.progress.focus_form(kind)
        self.bring(self.progress.heading)

    def write_letter(self, offer: Offer) -> None:
        """Begin a letter that the case needs."""
        self.show_tab(LETTERS)
        self.letters.begin(offer.kind, offer.event_uuid)
        self.bring(self.tabs)

    def take_back(self) -> None:
        """Take the last step off again."""
        if self.detail:
            work = partial(requests.take_back, uuid=self.uuid)
            self._runner.change(self, requests.TAKE_BACK, work, values={"number": self.detail.row.number})

    def remove(self) -> None:
        """Take a request registered by mistake to the recycle bin."""
        if self.uuid:
            work = partial(requests.remove, uuids=[self.uuid])
            self._runner.change(self, requests.REMOVE, work, values={"n": 1})

    def print(self) -> None:
        """Put the case with every day on paper."""
        if self.uuid:
            self.print_asked.emit(papers.case_of(self.uuid))

    def retranslate(self) -> None:
        """Say again what the record's own words hold, and what the sections made of them."""
        if self._found:
            self._show_head(self._found.detail)
            self.reload()

    def _show(self, tab: str, found: Loaded) -> None:
        detail = found.detail
        self.uuid, self._found = detail.row.uuid, found
        self._stale = set(TABS)
        self._show_head(detail)
        counts = {LETTERS: len(detail.letters), REMEDIES: len(detail.remedies), FILES: len(detail.files)}
        self.tabs.set_counts(counts)
        self.show_tab(tab)
        self._enable()

    def _fill(self, tab: str, found: Loaded) -> None:
        """Tell a section what is shown, when it comes into sight: all seven at once would slow the list down."""
        detail = found.detail
        fills: Mapping[str, Callable[[], object]] = {
            PROGRESS: lambda: self._fill_progress(found),
            DAYS: lambda: self.days.show_record(detail, found.chosen, self._context.today()),
            CONTENT: lambda: self.content.show_record(detail),
            LETTERS: lambda: self.letters.show_record(detail),
            REMEDIES: lambda: self.remedies.show_record(detail),
            FILES: lambda: self.files.show_files(detail.row.uuid, detail.files),
            STORY: lambda: self.story.show_record(detail.row.uuid),
        }
        fills[tab]()

    def _fill_progress(self, found: Loaded) -> None:
        self.progress.show_record(found.detail, int(found.chosen["correction_days"]))
        self.progress.show_offers(found.offers)

    def _show_head(self, detail: RequestDetail) -> None:
        self.set_heading(_(_HEADING).format(number=detail.row.number, title=detail.row.title))
        self.state.set_pill(state_pill(detail.row))
        self.next.set_pill(next_pill(detail.row))
        for flag, label in self.flags.items():
            label.set_pill(flag_pill(flag))
            label.setVisible(flag in detail.case.flags)
        self.why_label.setText(why_words(detail.case))
        self._show_siblings(detail.siblings)

    def _show_siblings(self, rows: Sequence[RequestRow]) -> None:
        while self._siblings.count():
            if (widget := self._siblings.takeAt(0).widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._siblings.addWidget(
                quiet(_SIBLING, partial(self.other_asked.emit, row.uuid), number=row.number, title=row.title)
            )

    def _enable(self) -> None:
        detail = self.detail
        self.nothing.setVisible(detail is None)
        self.brought.show_office(detail.brought_by if detail else "")
        for widget in (self._pills, self.tabs, self._stack):
            widget.setVisible(detail is not None)
        self._steps.setVisible(detail is not None and self._shown == PROGRESS)
        self._links.setVisible(detail is not None and bool(detail.siblings))
        self.why_label.setVisible(bool(self.why_label.text()) and detail is not None)
        moves = detail.moves if detail else ()
        first = likely(detail, self._context.today()) if detail else None
        for kind, button in self.steps.items():
            button.setVisible(kind in moves)
            _dress(button, PRIMARY if kind is first else SECONDARY)
        events = detail.case.events if detail else ()
        self.back_button.setVisible(bool(events) and not (detail and detail.brought_by))
        self.actions_of[_SPLIT].setVisible(detail is not None and detail.row.state not in ENDED)
        self.actions_of[_REMOVE].setVisible(not events)


def _dress(button: Button, kind: str) -> None:
    """Have it look like this kind of button."""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)
