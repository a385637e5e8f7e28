"""Registering a request, or correcting one: kept while it is typed, its clock told beside it, saved as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.i18n import N_, _
from app.operations import applicants, request_entry, request_lists, requests
from app.rules import requests as rules
from app.rules.problems import Problem
from app.rules.requests import RequestChannel, RequestDraft
from app.ui.disclosures.drafts import DraftKeeper, DraftQuestion, differing
from app.ui.requests.entry_form import EntryForm
from app.ui.requests.entry_values import FORM, NAMES, draft_of, said, values_of
from app.ui.widgets.buttons import Label, primary, quiet, secondary
from app.ui.widgets.detail import Detail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.applicants import ApplicantRow
    from app.operations.drafts import DraftRow
    from app.operations.request_entry import Expected
    from app.operations.request_lists import RequestDetail
    from app.ui.widgets.page import Context

COUNTED = frozenset({"channel", "arrived_on"})
_NEW, _EDIT = N_("登记申请"), N_("修改申请 {number}")
_BACK, _GIVE_UP = N_("← 返回列表"), N_("放弃修改")
_SAVE, _NEXT = N_("登记"), N_("登记并再来一件")
_SAVE_CHANGES = N_("保存修改")
_UNSAVED = N_("有修改没有保存，已作为草稿保留")
_FIXED = N_("已有办理步骤，申请渠道和提交日期不能改；登记错了的，请先逐步撤回。")
_UNNUMBERED = N_("新登记的申请")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form needs: the record if there is one, its unsaved typing, what was used before."""

    detail: RequestDetail | None
    draft: DraftRow | None
    topics: Sequence[str]
    handlers: Sequence[str]


class EntryPanel(Detail):
    """The form of a new request (`uuid` empty) or of one that is there."""

    saved = Signal(str, bool)  # uuid; whether it was registered just now
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, context.runner
        self.uuid = ""
        self.dirty = False
        self._number = self._letter = ""
        self._saved: dict[str, Any] = {}
        self._draft: DraftRow | None = None
        self._expected: Expected | None = None
        self.drafts = DraftKeeper(self._runner, self, FORM)
        self.question = DraftQuestion(NAMES, _UNNUMBERED)
        self.unsaved = Label(_UNSAVED, tone="soon", wrap=True)
        self.fixed = Label(_FIXED, tone="quiet", wrap=True)
        self.form = EntryForm(self._find)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        for widget in (self.question, self.unsaved, self.fixed, self.form):
            self.add(widget)
        self.give_up_button = quiet(_GIVE_UP, self.give_up)
        self.next_button = secondary(_NEXT, partial(self.save, True))
        self.save_button = primary(_SAVE, self.save)
        self.set_actions(quiet(_BACK, self.close_form), self.give_up_button, self.next_button, self.save_button)
        self.fixed.hide()
        self._set_dirty(False)

    def _listen(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.typed.connect(self._typed)
        self.form.save_asked.connect(self.save)
        self.form.save_next_asked.connect(partial(self.save, True))
        self.question.answered.connect(self._answered)

    def new(self, draft: RequestDraft | None = None) -> None:
        """Open an empty form, or one that begins as this draft."""
        self._load("", partial(self._show_new, draft))

    def show_record(self, uuid: str) -> None:
        """Open a request that is there."""
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

    def save(self, another: bool = False) -> None:
        """Register or correct the request; what is wrong is written under its field instead."""
        if not self.question.isHidden():
            return
        draft, today, uuid = self._drafted(), self._context.today(), self.uuid
        if self.form.show_problems(self._problems(draft)):
            self.form.focus_problem()
            return
        self.form.tell()
        if uuid:
            work = partial(requests.edit, uuid=uuid, draft=draft, today=today)
            then = partial(self._kept, uuid, None)
            self._runner.change(self, requests.EDIT, lambda s: _kept_as(work(s), uuid), then, {"number": self._number})
        else:
            create = partial(requests.register, draft=draft, today=today)
            number = draft.number.strip() or (self._expected.number if self._expected else "")
            then = partial(self._kept, "", draft if another else None)
            self._runner.change(self, requests.REGISTER, create, then, {"number": number})

    def retranslate(self) -> None:
        """Say the heading and the hints again."""
        self._set_heading()
        if self._expected:
            self.form.show_expected(self._expected)

    def _load(self, uuid: str, then: Callable[[Opened], None]) -> None:
        self.leave()
        today = self._context.today()

        def work(session: Session) -> Opened:
            detail = request_lists.opened(session, uuid, today) if uuid else None
            known = request_entry.topics(session), request_entry.handlers(session)
            return Opened(detail, self.drafts.of(session, uuid), *known)

        self._runner.query(self, work, then, slot="open")

    def _begin(self, uuid: str, number: str, letter: str, opened: Opened) -> None:
        self.uuid, self._number, self._letter = uuid, number, letter
        self._draft = None
        self._set_dirty(False)
        self.question.hide()
        self.form.set_read_only(False)
        self.form.clear()
        self.form.offer(opened.topics, opened.handlers)
        self.save_button.say(_SAVE_CHANGES if uuid else _SAVE)
        self.next_button.setVisible(not uuid)
        self._set_heading()

    def _show_new(self, draft: RequestDraft | None, opened: Opened) -> None:
        self._begin("", "", draft.letter_uuid if draft else "", opened)
        self._fix_arrival(False)
        values: Mapping[str, Any] = values_of(draft) if draft else self._usual()
        self.form.set_values({**values, "arrived_on": values["arrived_on"] or self._context.today()})
        if draft:
            self._saved = {}
            self._set_dirty(True)  # a copy is unsaved work from its first moment
            self.drafts.keep("", self.form.values())
        else:
            self._saved = self.form.values()
            self._ask(opened)
        self._count()
        if self.question.isHidden():
            self._go_to_first(draft)

    def _go_to_first(self, draft: RequestDraft | None) -> None:
        if draft and draft.applicant.name:
            self.form.what.focus("title")
        else:
            self.form.how.focus("channel")

    def _usual(self) -> Mapping[str, Any]:
        """What a new request begins with: today, and the person at the desk unless another was pinned."""
        store, handler = self._runner.store, self.form.values()["handler"]
        return {"arrived_on": None, "handler": handler or (store.desk.person if store else "")}

    def _show(self, opened: Opened) -> None:
        if opened.detail is None:
            return
        detail = opened.detail
        self._begin(detail.row.uuid, detail.row.number, detail.row.letter_uuid, opened)
        self.form.set_values(values_of(detail.draft))
        self._fix_arrival(bool(detail.case.events))
        self._saved = self.form.values()
        self.form.show_problems(self._problems(detail.draft))
        self._ask(opened)
        self._count()
        if self.question.isHidden():
            self.form.what.focus("title")

    def _fix_arrival(self, fixed: bool) -> None:
        self.fixed.setVisible(fixed)
        self.form.set_arrival_fixed(fixed)

    def _ask(self, opened: Opened) -> None:
        draft = opened.draft
        if draft is None:
            return
        if not differing(self._saved, draft.fields, NAMES):
            self.drafts.drop(self.uuid)
            return
        self._draft = draft
        self.form.set_read_only(True)
        name = str(self._saved.get("title") or draft.fields.get("title") or "")
        self.question.ask(name, said(self._saved), replace(draft, fields=said(draft.fields)), {})

    def _answered(self, typed: bool) -> None:
        draft, self._draft = self._draft, None
        self.form.set_read_only(False)
        self.form.set_arrival_fixed(not self.fixed.isHidden())
        if draft is None:
            return
        if typed:
            self.form.set_values({**draft.fields, "arrived_on": _day(draft.fields.get("arrived_on"))})
            self._set_dirty(True)
            self._count()
        else:
            self.drafts.drop(self.uuid)
        self.form.what.focus("title")

    def _kept(self, before: str, another: RequestDraft | None, uuid: str) -> None:
        self.drafts.drop(before)
        if self.uuid == before:
            self._set_dirty(False)
        if another is None:
            self.saved.emit(uuid, not before)
        else:
            self.new(_next_of(another))

    def _edited(self, key: str) -> None:
        self._set_dirty(True)
        if key in COUNTED:
            self._count()

    def _typed(self) -> None:
        if not self.dirty or self._draft is not None:
            return
        values = self.form.values()
        self.drafts.keep(self.uuid, values)
        found = self._problems(self._drafted())
        self.form.show_problems([problem for problem in found if values.get(problem.field)])

    def _drafted(self) -> RequestDraft:
        return draft_of(self.form.values(), self._letter)

    def _problems(self, draft: RequestDraft) -> list[Problem]:
        """What concerns those who ask jointly stands on their own cards."""
        return rules.request_problems(replace(draft, together=()), self._context.today())

    def _count(self) -> None:
        values, today = self.form.how.values(), self._context.today()
        channel = RequestChannel(values["channel"] or RequestChannel.IN_PERSON)
        work = partial(request_entry.expected, channel=channel, arrived_on=values["arrived_on"], today=today)
        self._runner.query(self, work, self._show_expected, slot="expected")

    def _show_expected(self, expected: Expected) -> None:
        self._expected = expected
        self.form.show_expected(expected)

    def _find(self, text: str, then: Callable[[Sequence[ApplicantRow]], None]) -> None:
        self._runner.query(self, partial(applicants.matched, text=text), then, slot="applicants")

    def _set_dirty(self, dirty: bool) -> None:
        self.dirty = dirty
        self.unsaved.setVisible(dirty)
        self.give_up_button.setVisible(dirty)

    def _set_heading(self) -> None:
        self.set_heading(_(_EDIT).format(number=self._number) if self.uuid else _(_NEW))


def _kept_as(_done: None, uuid: str) -> str:
    return uuid


def _next_of(draft: RequestDraft) -> RequestDraft:
    """Another one by the same applicant, come the same way on the same day."""
    return replace(draft, number="", external_number="", letter_uuid="", title="", content="", note="")


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
