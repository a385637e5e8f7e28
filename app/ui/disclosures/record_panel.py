"""One item beside the list: its form, why it is due when, channels, review, files, story, and what may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import catalogs, disclosure_lists, disclosures
from app.operations.disclosure_lists import DisclosureDetail
from app.rules.disclosures import MOVE_NAMES, OPEN, DisclosureDraft, Move, Status
from app.ui.disclosures.channel_section import ChannelSection
from app.ui.disclosures.columns import status_pill
from app.ui.disclosures.due_view import DueSection, Reckoning, reckoned
from app.ui.disclosures.entry_form import EntryForm
from app.ui.disclosures.files_section import FilesSection
from app.ui.disclosures.item_finder import ItemFinder, item_option
from app.ui.disclosures.review_section import ReviewSection
from app.ui.disclosures.story_section import StorySection
from app.ui.widgets.buttons import Button, Label, primary, quiet, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.detail import Detail
from app.ui.widgets.fields import Option
from app.ui.widgets.owners import Brought
from app.ui.widgets.pill import PillLabel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.drafts import DraftRow
    from app.ui.widgets.page import Context

CONTENT, DUE, CHANNELS, REVIEW, FILES, STORY = "content", "due", "channels", "review", "files", "story"
TABS = {
    CONTENT: N_("内容"),
    DUE: N_("到期"),
    CHANNELS: N_("渠道"),
    REVIEW: N_("五关审核"),
    FILES: N_("附件"),
    STORY: N_("记录"),
}
_NEW = N_("登记公开信息")
_UNSAVED = N_("有修改没有保存，已作为草稿保留")
_SAVE, _SAVE_NEXT = N_("保存"), N_("保存并再来一条")
_GIVE_UP = N_("放弃修改")
_COPY, _SLIP, _REMOVE = N_("复制本条"), N_("打印审核单"), N_("删除")
_NOTHING = N_("在列表里选一条查看，或按 Ctrl+N 登记新的一条。")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the panel shows of one item; `words` name the catalog item of its draft."""

    detail: DisclosureDetail | None
    draft: DraftRow | None
    words: Mapping[str, str]
    reckoning: Reckoning | None


class RecordPanel(Detail):
    """Shows one item, or the form of a new one."""

    said = Signal(str)
    saved = Signal(str)  # uuid of the item that was saved
    slip_asked = Signal(str)  # uuid whose review slip is to be printed
    reason_asked = Signal(str)  # uuid whose due date is to be explained on paper

    def __init__(self, context: Context, finder: ItemFinder, above: Callable[[str], str]) -> None:
        super().__init__()
        self._context, self._runner, self._above = context, context.runner, above
        self._detail: DisclosureDetail | None = None
        self.uuid: str | None = None  # None: nothing is shown; empty: a new item
        self.entry = EntryForm(context, finder)
        self.due = DueSection(lambda: self.reason_asked.emit(self.uuid or ""))
        self.channels = ChannelSection(context)
        self.review = ReviewSection(context)
        self.files = FilesSection(self._runner)
        self.story = StorySection(self._runner)
        self.status = PillLabel()
        self.unsaved = Label(_UNSAVED, tone="soon", wrap=True)
        self.brought = Brought()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.tabs = ViewRow([View(key, title) for key, title in TABS.items()], may_keep=False)
        self.sections = dict(
            zip(TABS, (self.entry, self.due, self.channels, self.review, self.files, self.story), strict=True)
        )
        self._moves: dict[Move, Button] = {}
        self._own: list[Button] = []
        self._shown = CONTENT
        self._lay_out()
        self._listen()
        self.show_nothing()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = Flow(self._bar)
        bar.addWidget(self.status)
        for move in Move:
            self._moves[move] = secondary(MOVE_NAMES[move], partial(self.move_on, move))
            bar.addWidget(self._moves[move])
        self._own = [
            quiet(_COPY, self.copy),
            quiet(_SLIP, lambda: self.slip_asked.emit(self.uuid or "")),
            quiet(_REMOVE, self.remove),
        ]
        for button in self._own:
            bar.addWidget(button)
        self._stack = QWidget()
        stack = QVBoxLayout(self._stack)
        stack.setContentsMargins(0, 0, 0, 0)
        for section in self.sections.values():
            stack.addWidget(section)
        for widget in (self.nothing, self.brought, self._bar, self.tabs, self.unsaved, self._stack):
            self.add(widget)
        self.add_stretch()
        self.give_up_button = quiet(_GIVE_UP, self.give_up)
        self.save_next_button = secondary(_SAVE_NEXT, partial(self.entry.save, True))
        self.save_button = primary(_SAVE, self.entry.save)
        self.set_actions(self.give_up_button, self.save_next_button, self.save_button)

    def _listen(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.entry.saved.connect(self._saved)
        self.entry.dirty_changed.connect(lambda _dirty: self._enable())
        self.entry.above_asked.connect(self._take_above)
        self.files.said.connect(self.said)

    @property
    def dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.entry.dirty

    def show_nothing(self) -> None:
        """No item is chosen."""
        self.entry.leave()
        self.uuid, self._detail = None, None
        self.set_heading("")
        self._enable()

    def show_record(self, uuid: str, tab: str = "") -> None:
        """Show this item, at the section it was at unless another is named."""
        self.entry.leave()
        self._load(uuid, partial(self._show, tab))

    def reload(self) -> None:
        """Read the item again; what is being typed stays."""
        if self.uuid:
            self._load(self.uuid, partial(self._show, ""))

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """Open an empty form, with these values if any."""
        self.entry.leave()
        if values is None:
            self._load("", self._show_new)
        else:
            self._begin_new()
            self.entry.start_new(values)
            self.entry.form.focus("title")

    def copy(self) -> None:
        """Open a new item with this one's fields."""
        if not self._detail:
            return
        option = item_option(self._detail.item) if self._detail.item else None
        self.new(self.entry.values_of(self._detail.draft, option))

    def begin(self, draft: DisclosureDraft) -> None:
        """Open a new item filled with a draft, such as one for an item of the catalog."""

        def fill(item: catalogs.ItemRow | None) -> None:
            self.new(self.entry.values_of(draft, item_option(item) if item else None))

        self._runner.query(self, partial(catalogs.item_in_force, key=draft.item_key), fill, slot="begin")

    def why(self) -> None:
        """Show why the item is due on its day; for a new one the line above its form says it."""
        if self.uuid:
            self.show_tab(DUE)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.entry.leave()

    def give_up(self) -> None:
        """Throw away what was typed."""
        self.entry.give_up()
        if not self.uuid:
            self.show_nothing()

    def show_tab(self, key: str) -> None:
        """Show this section; the one shown stays if its chip was pressed again."""
        wanted = key or self._shown
        self.tabs.choose(wanted)
        self._shown = wanted
        for name, section in self.sections.items():
            section.setVisible(name == wanted)
        if wanted == STORY and self.uuid:
            self.story.show_record(self.uuid)

    def move_on(self, move: Move) -> None:
        """Do this with the item, or go to the fields it needs."""
        if move is Move.REVIEW:
            self.show_tab(REVIEW)
            self.review.focus_form()
        elif move in (Move.PUBLISH, Move.WITHDRAW):
            self.show_tab(CHANNELS)
            self.channels.focus_move(move)
        elif self.uuid:
            title, work = _AT_ONCE[move]
            self._runner.change(self, title, partial(work, uuids=[self.uuid]), values={"n": 1})

    def remove(self) -> None:
        """Take the item to the recycle bin."""
        if self.uuid:
            work = partial(disclosures.remove, uuids=[self.uuid])
            self._runner.change(self, disclosures.REMOVE, work, values={"n": 1})

    def retranslate(self) -> None:
        """Say again what the record's own words hold."""
        self._set_heading()
        self.entry.retranslate()
        if self._detail:
            self.status.set_pill(status_pill(self._detail.row.status))

    def _load(self, uuid: str, then: Callable[[Loaded], None]) -> None:
        today = self._context.today()

        def work(session: Session) -> Loaded:
            detail = disclosure_lists.opened(session, uuid, today) if uuid else None
            draft = self.entry.drafts.of(session, uuid)
            key = str(draft.fields.get("item_key") or "") if draft else ""
            item = catalogs.item_in_force(session, key) if key else None
            words = {key: item.name} if item else {}
            return Loaded(detail, draft, words, _reckoned(session, detail, today) if detail else None)

        self._runner.query(self, work, then, lambda _error: self.show_nothing() if uuid else None, slot="record")

    def _show(self, tab: str, loaded: Loaded) -> None:
        detail = loaded.detail
        if detail is None:
            return
        fresh = detail.row.uuid != self.uuid
        asking = not fresh and not self.entry.question.isHidden()
        self.uuid, self._detail = detail.row.uuid, detail
        if not asking and (fresh or not self.dirty):
            self.entry.show_record(detail, loaded.draft, loaded.words)
        self.due.show_due(loaded.reckoning)
        self.channels.show_record(detail, fresh)
        self.review.show_record(detail, fresh)
        self.files.show_files(detail.row.uuid, detail.files)
        self.status.set_pill(status_pill(detail.row.status))
        self.tabs.set_counts({CHANNELS: len(detail.events), REVIEW: len(detail.reviews), FILES: len(detail.files)})
        self._set_heading()
        self.show_tab(tab)
        self._enable()

    def _show_new(self, loaded: Loaded) -> None:
        self._begin_new()
        self.entry.start_new(None, loaded.draft)
        if self.entry.question.isHidden():
            self.entry.form.focus()

    def _begin_new(self) -> None:
        self.uuid, self._detail = "", None
        self.show_tab(CONTENT)
        self._set_heading()
        self._enable()

    def _set_heading(self) -> None:
        if self.uuid is None:
            self.set_heading("")
        else:
            self.set_heading(self._detail.draft.title if self._detail else _(_NEW))

    def _enable(self) -> None:
        shown, new = self.uuid is not None, self.uuid == ""
        self.nothing.setVisible(not shown)
        self.brought.show_office(self._detail.brought_by if self._detail else "")
        self._stack.setVisible(shown)
        self._bar.setVisible(shown and not new)
        self.tabs.setVisible(shown and not new)
        self.unsaved.setVisible(shown and self.dirty)
        self.give_up_button.setVisible(shown and (new or self.dirty))
        self.save_next_button.setVisible(shown and (new or self.dirty))
        self.save_button.setVisible(shown and (new or self.dirty))
        moves = self._detail.moves if self._detail else ()
        for move, button in self._moves.items():
            button.setVisible(move in moves)
        status = self._detail.row.status if self._detail else None
        self._own[-1].setVisible(status not in (Status.PUBLISHED, Status.WITHDRAWN))

    def _saved(self, uuid: str, another: bool) -> None:
        if another:
            self._begin_new()
            self.entry.start_new()
            self.entry.form.focus()
        else:
            self.uuid = uuid
            self.show_record(uuid, CONTENT)
        self.saved.emit(uuid)

    def _take_above(self, key: str) -> None:
        uuid = self._above(self.uuid or "")
        if not uuid:
            return

        def then(found: tuple[DisclosureDraft, Option | None]) -> None:
            self.entry.take(key, *found)

        self._runner.query(self, partial(_draft_of, uuid=uuid), then, lambda _error: None, slot="above")


def _reckoned(session: Session, detail: DisclosureDetail, today: date) -> Reckoning:
    return reckoned(session, detail.draft, today, detail.row.status in OPEN)


def _draft_of(session: Session, uuid: str) -> tuple[DisclosureDraft, Option | None]:
    draft = disclosures.draft_of(disclosures.item_of(session, uuid))
    item = catalogs.item_in_force(session, draft.item_key) if draft.item_key else None
    return draft, item_option(item) if item else None


_AT_ONCE: Mapping[Move, tuple[str, Callable[..., int]]] = {
    Move.SUBMIT: (disclosures.SUBMIT, disclosures.submit),
    Move.RECALL: (disclosures.RECALL, disclosures.recall),
    Move.REPUBLISH: (disclosures.REPUBLISH, disclosures.republish),
}
