"""Drafting a notice: begun from its template, kept while it is typed, saved as one draft for each village chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.i18n import N_, _
from app.operations import matters, notice_lists, notices, villages
from app.rules import notices as rules
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft
from app.rules.problems import Problem
from app.ui.disclosures.drafts import DraftKeeper, DraftQuestion, differing
from app.ui.notices.entry_form import EntryForm
from app.ui.notices.entry_text import FIELD_NAMES, FORM, TEXTS, draft_of, for_village, spoken, values_of
from app.ui.widgets.buttons import Label, primary, quiet, secondary
from app.ui.widgets.detail import Detail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.drafts import DraftRow
    from app.operations.matters import MatterRow
    from app.operations.villages import PlaceRow
    from app.ui.widgets.page import Context

BEGINS = frozenset({"kind", "office_codes", "year", "programme"})
_NEW = N_("起草公示")
_EDIT = N_("修改公示 {number}")
_BACK, _GIVE_UP, _SAVE = N_("← 返回列表"), N_("放弃修改"), N_("保存草稿")
_UNSAVED = N_("有修改没有保存，已作为草稿保留")
_NO_KIND = N_("请选择公示的种类。")
_OTHER_WORDS = N_("文字已经改过，没有换成这一种类的模板。")
_TAKE, _TAKE_BACK = N_("换成模板文字"), N_("换回我写的文字")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form needs: the villages, the record if there is one, its unsaved typing, the matters to choose from."""

    places: Sequence[PlaceRow]
    detail: notice_lists.NoticeDetail | None
    draft: DraftRow | None
    matters: Sequence[MatterRow]


class EntryPanel(Detail):
    """The form of a new notice (`uuid` empty) or of a draft that is there."""

    saved = Signal(list)  # uuids
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, context.runner
        self.uuid = ""
        self.dirty = False
        self._number = ""
        self._base = NoticeDraft()
        self._begun: NoticeDraft | None = None  # what the template gave last
        self._mine: dict[str, Any] = {}  # what a person had written before the template took its place
        self._saved: dict[str, Any] = {}
        self._draft: DraftRow | None = None
        self.drafts = DraftKeeper(self._runner, self, FORM)
        self.question = DraftQuestion(FIELD_NAMES, _NEW)
        self.unsaved = Label(_UNSAVED, tone="soon", wrap=True)
        self.other_words = Label(_OTHER_WORDS, tone="quiet", wrap=True)
        self.take = secondary(_TAKE, self._take_template)
        self.form = EntryForm()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for widget in (self.question, self.unsaved, self.other_words, self.take, self.form):
            self.add(widget)
        self.give_up_button = quiet(_GIVE_UP, self.give_up)
        self.save_button = primary(_SAVE, self.save)
        self.set_actions(quiet(_BACK, self.close_form), self.give_up_button, self.save_button)
        self._offer_template(False)
        self._set_dirty(False)

    def _listen(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.typed.connect(self._typed)
        self.form.save_asked.connect(self.save)
        self.question.answered.connect(self._answered)

    def new(self, draft: NoticeDraft | None = None) -> None:
        """Open an empty form, or one that begins as this draft."""
        self._load("", partial(self._show_new, draft))

    def show_record(self, uuid: str) -> None:
        """Open a draft that is there."""
        self._load(uuid, self._show)

    def leave(self) -> None:
        """Keep what is being typed."""
        if self.dirty and self._draft is None:
            self.form.tell()

    def close_form(self) -> None:
        """Back to the list; what is typed stays as a draft."""
        self.leave()
        self.closed.emit()

    def give_up(self) -> None:
        """Throw away what was typed and go back."""
        self.drafts.drop(self.uuid)
        self._set_dirty(False)
        self.closed.emit()

    def save(self) -> None:
        """Keep one draft for each village; what is wrong is written where it is instead."""
        if not self.question.isHidden():
            return
        values = self.form.values()
        draft = draft_of(values, self._base, self.form.table())
        found = rules.problems(draft)
        if not values["kind"]:
            found.append(Problem("kind", _NO_KIND))
        if self.form.show_problems(found):
            self.form.focus_problem()
            return
        self.form.tell()
        name = {"name": draft.title}
        before = self.uuid
        if before:
            work = partial(notices.edit, uuid=before, draft=draft)
            self._runner.change(self, notices.EDIT, work, lambda _n: self._kept(before, [before]), name)
        else:
            codes = self.form.villages.value()
            create = partial(drafted, draft=draft, codes=codes)
            self._runner.change(self, notices.DRAFT, create, partial(self._kept, before), name)

    def retranslate(self) -> None:
        """Say the heading and the hints again."""
        self._set_heading()
        self.form.retranslate()

    def _load(self, uuid: str, then: Callable[[Opened], None]) -> None:
        self.leave()
        today = self._context.today()

        def work(session: Session) -> Opened:
            detail = notice_lists.opened(session, uuid, today) if uuid else None
            draft = self.drafts.of(session, uuid)
            typed = str(draft.fields.get("office_codes") or "") if draft else ""
            code = detail.draft.office_code if detail else typed.split(",")[0]
            listed = matters.listed(session, code) if code else []
            return Opened(villages.villages(session), detail, draft, listed)

        self._runner.query(self, work, then, slot="open")

    def _begin(self, uuid: str, base: NoticeDraft, number: str) -> None:
        self.uuid, self._base, self._number = uuid, base, number
        self._begun, self._draft = None, None
        self._set_dirty(False)
        self.question.hide()
        self.form.set_read_only(False)
        self.form.clear()
        self.form.villages.set_single(bool(uuid))
        self._offer_template(False)
        self._set_heading()

    def _show_new(self, draft: NoticeDraft | None, opened: Opened) -> None:
        base = draft or NoticeDraft(year=self._context.today().year)
        self._begin("", base, "")
        self.form.offer(opened.places, opened.matters)
        self.form.set_in_roll(False)
        self.form.set_values(values_of(base) if draft else {"year": base.year, "period_unit": "day", "period_days": 7})
        self._saved = {} if draft else self.form.values()
        if draft:
            self._set_dirty(True)  # a copy is unsaved work from its first moment
            self.drafts.keep("", self.form.values())
        else:
            self._ask(opened)
        if draft and draft.office_code:
            self._read_matters()
        if self.question.isHidden():
            self.form.head.focus("kind")

    def _show(self, opened: Opened) -> None:
        if opened.detail is None:
            return
        detail = opened.detail
        self._begin(detail.row.uuid, detail.draft, detail.row.number)
        self.form.offer(opened.places, opened.matters)
        self.form.set_in_roll(bool(detail.rolls))
        self.form.set_values(values_of(detail.draft))
        self._saved = self.form.values()
        self.form.show_problems(rules.problems(detail.draft))
        self._ask(opened)
        if self.question.isHidden():
            self.form.zh.focus("title")

    def _ask(self, opened: Opened) -> None:
        draft = opened.draft
        if draft is None:
            return
        if not differing(self._saved, draft.fields, FIELD_NAMES):
            self.drafts.drop(self.uuid)
            return
        self._draft = draft
        self.form.set_read_only(True)
        versions = (self._saved, draft.fields)
        words = {key: text for each in versions for key, text in spoken(each, opened.places, opened.matters).items()}
        self.question.ask(str(self._saved.get("title") or ""), self._saved, draft, words)

    def _answered(self, typed: bool) -> None:
        draft, self._draft = self._draft, None
        self.form.set_read_only(False)
        if draft is None:
            return
        if typed:
            self.form.set_values({**draft.fields, "planned_on": _day(draft.fields.get("planned_on"))})
            self._set_dirty(True)
        else:
            self.drafts.drop(self.uuid)
        self.form.zh.focus("title")

    def _kept(self, before: str, uuids: list[str]) -> None:
        self.drafts.drop(before)
        if self.uuid == before:
            self._set_dirty(False)
        self.saved.emit(uuids)

    def _edited(self, key: str) -> None:
        self._set_dirty(True)
        if key == "office_codes":
            self._read_matters()
        if key in BEGINS:
            self._ask_template(key)

    def _typed(self) -> None:
        if not self.dirty or self._draft is not None:
            return
        values = self.form.values()
        self.drafts.keep(self.uuid, values)
        found = rules.problems(draft_of(values, self._base, self.form.table()))
        self.form.show_problems([problem for problem in found if values.get(problem.field)])

    def _read_matters(self) -> None:
        codes = self.form.villages.value()
        code = codes[0] if codes else ""

        def show(found: Sequence[MatterRow]) -> None:
            self.form.offer_matters(found)

        self._runner.query(self, lambda session: matters.listed(session, code) if code else [], show, slot="matters")

    def _ask_template(self, key: str) -> None:
        """Begin the words again for this kind and village, unless a person wrote some of them."""
        values, today = self.form.values(), self._context.today()
        if not values["kind"]:
            return
        kind, code = NoticeKind(values["kind"]), (*self.form.villages.value(), "")[0]
        known = {name: values[name] for name in ("year", "programme") if values[name]}
        work = partial(notices.begun, kind=kind, office_code=code, values=known, today=today)
        self._runner.query(self, work, partial(self._take_begun, key), slot="begun")

    def _take_begun(self, key: str, begun: NoticeDraft) -> None:
        before, own = self._begun, self.form.texts()
        untouched = not any(own) or (before is not None and own == _texts(before))
        self._begun = begun
        if untouched:
            self._fill(begun, all_of_it=key == "kind")
        self._offer_template(not untouched and key == "kind")

    def _fill(self, begun: NoticeDraft, all_of_it: bool) -> None:
        values = values_of(begun)
        wanted = set(TEXTS)
        if all_of_it:
            wanted |= {"period_unit", "period_days"}
            if not any(any(row) for row in self.form.table().rows):
                wanted.add("table")
        self.form.set_values({key: values[key] for key in wanted})
        self._typed()

    def _take_template(self) -> None:
        """The words of the template, or back again."""
        if self._mine:
            mine, self._mine = self._mine, {}
            self.form.set_values(mine)
            self.take.say(_TAKE)
        elif self._begun is not None:
            values = self.form.values()
            self._mine = {key: values[key] for key in (*TEXTS, "period_unit", "period_days", "table")}
            self._fill(self._begun, all_of_it=True)
            self.take.say(_TAKE_BACK)
        self._typed()

    def _offer_template(self, offered: bool) -> None:
        self._mine = {}
        self.take.say(_TAKE)
        for widget in (self.other_words, self.take):
            widget.setVisible(offered)

    def _set_dirty(self, dirty: bool) -> None:
        self.dirty = dirty
        self.unsaved.setVisible(dirty)
        self.give_up_button.setVisible(dirty)

    def _set_heading(self) -> None:
        self.set_heading(_(_EDIT).format(number=self._number) if self.uuid else _(_NEW))


def drafted(session: Session, draft: NoticeDraft, codes: Sequence[str]) -> list[str]:
    """Keep one draft for each village, each under its own name and its own matter of the same item; their uuids."""
    places = {place.code: place for place in villages.villages(session)}
    here = places[codes[0]]
    first = _matter(session, draft.office_code, draft.matter_uuid)
    found = []
    for code in codes:
        each = draft if code == codes[0] else for_village(draft, here, places[code])
        found.append(notices.draft(session, _with_matter(session, each, first)))
    return found


def _matter(session: Session, code: str, uuid: str) -> MatterRow | None:
    return next((row for row in matters.listed(session, code) if row.uuid == uuid), None) if uuid else None


def _with_matter(session: Session, draft: NoticeDraft, like: MatterRow | None) -> NoticeDraft:
    if like is None:
        return draft
    for row in matters.listed(session, draft.office_code):
        if (row.item_key and row.item_key == like.item_key) or row.name == like.name:
            return replace(draft, matter_uuid=row.uuid, item_key=row.item_key)
    return replace(draft, matter_uuid="")


def _texts(draft: NoticeDraft) -> tuple[str, ...]:
    return tuple(str(getattr(draft, key)).strip() for key in TEXTS)


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
