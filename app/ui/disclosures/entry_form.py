"""The form of one item: typed by keyboard alone, with its due date beside it and a draft that outlives a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import disclosures
from app.operations.disclosure_lists import DisclosureDetail
from app.rules import disclosures as rules
from app.rules.disclosures import FIELD_NAMES, DisclosureDraft
from app.rules.time_limits import parse
from app.ui import theme
from app.ui.disclosures.drafts import DraftKeeper, DraftQuestion, differing
from app.ui.disclosures.due_view import DueLine, Reckoning, day_words, reckoned
from app.ui.disclosures.item_finder import ItemFinder, item_option
from app.ui.widgets.date_field import DateField
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.operations.drafts import DraftRow
    from app.ui.widgets.page import Context

DATES = ("formed_on", "obtained_on", "event_on")
COUNTED = frozenset({*DATES, "item_key", "limit_scope", "time_limit"})
FROM_ITEM = ("time_limit", "responsible")
_HINTS = {
    "item_key": N_("输入汉字或拼音首字母查找"),
    "event_on": N_("时限从某件事算起时填写"),
    "time_limit": N_("不填时按目录事项"),
    "responsible": N_("不填时按目录事项"),
}
_BY_CATALOG = N_("按目录：{value}")
_OTHERWISE = N_("其他情形")


class EntryForm(QWidget):
    """Fills in a new item (`uuid` empty) or corrects one; saves through the runner."""

    saved = Signal(str, bool)  # uuid, whether another one is to be entered next
    dirty_changed = Signal(bool)
    above_asked = Signal(str)  # key of the field

    def __init__(self, context: Context, finder: ItemFinder) -> None:
        super().__init__()
        self._context, self._runner, self._finder = context, context.runner, finder
        self.uuid = ""
        self.dirty = False
        self._open = True
        self._saved: dict[str, Any] = {}
        self._item_values: dict[str, str] = {}
        self._draft: DraftRow | None = None
        self._item_option: Option | None = None
        self._reckoning: Reckoning | None = None
        self.drafts = DraftKeeper(self._runner, self)
        self.question = DraftQuestion()
        self.due_line = DueLine()
        self.form = Form(self._specs())
        self._lay_out()
        self._listen()

    def _specs(self) -> list[FieldSpec]:
        def spec(key: str, kind: str = "line", **more: Any) -> FieldSpec:
            return FieldSpec(key, FIELD_NAMES[key], kind, _HINTS.get(key, ""), pin=True, **more)

        return [
            spec("title", required=True),
            spec("item_key", "choice", find=self._find),
            spec("limit_scope", "choice"),
            spec("formed_on", "date", required=True),
            spec("obtained_on", "date"),
            spec("event_on", "date"),
            spec("document_number"),
            spec("responsible"),
            spec("time_limit"),
            spec("title_mn", script="mn"),
            spec("summary", "text", lines=3),
            spec("note"),
        ]

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (self.question, self.due_line, self.form):
            box.addWidget(widget)
        box.addStretch(1)

    def _listen(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.typed.connect(self._typed)
        self.form.save_asked.connect(self.save)
        self.form.save_next_asked.connect(partial(self.save, True))
        self.form.above_asked.connect(self.above_asked)
        self.question.answered.connect(self._answered)

    def start_new(self, values: Mapping[str, Any] | None = None, draft: DraftRow | None = None) -> None:
        """Show an empty form, with pinned values and these; ask about a draft if there is one."""
        self._begin("")
        self.form.clear()
        self.form.set_values(values or {})
        if values is None:
            self._saved = self.form.values()
        else:
            self._saved = {}
            self._set_dirty(True)  # a copy is unsaved work from its first moment
            self.drafts.keep("", self.form.values())
        self._item_values = {}
        self._ask(draft, {})
        self._count()

    def show_record(self, detail: DisclosureDetail, draft: DraftRow | None, words: Mapping[str, str]) -> None:
        """Show an item; ask about a draft of it if there is one. `words` name the draft's catalog item."""
        self._begin(detail.row.uuid)
        self._open = detail.row.status in rules.OPEN
        item = detail.item
        self._item_option = item_option(item) if item else None
        self._item_values = {key: getattr(item, name) for key, name in _ITEM_FIELDS.items()} if item else {}
        self._show(detail.draft, self._item_option)
        self._saved = self.form.values()
        self.form.show_problems(rules.problems(detail.draft, self._context.today()))
        self._ask(draft, words)
        self._count()

    def values_of(self, draft: DisclosureDraft, option: Option | None) -> dict[str, Any]:
        """A draft as values of the form; `option` names its catalog item."""
        values = asdict(draft)
        values["item_key"] = option if option and option.value == draft.item_key else draft.item_key
        return values

    def draft(self) -> DisclosureDraft:
        """What stands in the form."""
        values = self.form.values()
        return DisclosureDraft(**{field.name: values[field.name] for field in fields(DisclosureDraft)})

    def save(self, another: bool = False) -> None:
        """Register or correct the item; what is wrong is written under its field instead."""
        if not self.question.isHidden():
            return
        draft, today, uuid = self.draft(), self._context.today(), self.uuid
        if self.form.show_problems(rules.problems(draft, today)):
            self.form.focus_problem()
            return
        self.form.tell_draft()
        values = {"name": draft.title}

        def done(new: str | None) -> None:
            self._kept(uuid, new or uuid, another)

        if uuid:
            work = partial(disclosures.edit, uuid=uuid, draft=draft, today=today)
            self._runner.change(self, disclosures.EDIT, work, done, values)
        else:
            self._runner.change(
                self, disclosures.REGISTER, partial(disclosures.register, draft=draft, today=today), done, values
            )

    def give_up(self) -> None:
        """Go back to what is saved; what was typed is thrown away."""
        self.form.clear(keep_pinned=not self.uuid)
        self.form.set_values(self._restored(self._saved))
        self.drafts.drop(self.uuid)
        self._set_dirty(False)
        self._count()

    def leave(self) -> None:
        """Keep what is being typed."""
        if self.dirty and self._draft is None:
            self.form.tell_draft()

    def take(self, key: str, draft: DisclosureDraft, option: Option | None) -> None:
        """Put one field's value of another item here, as if it had been typed."""
        self.form.set_values({key: self.values_of(draft, option)[key]})
        self.form.edited.emit(key)
        self.drafts.keep(self.uuid, self.form.values())

    def _begin(self, uuid: str) -> None:
        self.leave()
        self.uuid = uuid
        self._set_dirty(False)
        self.question.hide()
        self._draft, self._open = None, True
        self.form.set_read_only(False)

    def _show(self, draft: DisclosureDraft, option: Option | None) -> None:
        self._offer_scopes(draft.time_limit)
        self.form.clear(keep_pinned=False)
        self.form.set_values(self.values_of(draft, option))

    def _ask(self, draft: DraftRow | None, words: Mapping[str, str]) -> None:
        if draft is None:
            return
        if not differing(self._saved, draft.fields):
            self.drafts.drop(self.uuid)
            return
        self._draft = draft
        key = str(draft.fields.get("item_key") or "")
        if key in words:
            self._item_option = Option(key, words[key])
        self.form.set_read_only(True)
        self.question.ask(str(self._saved.get("title") or ""), self._saved, draft, words)

    def _answered(self, typed: bool) -> None:
        draft, self._draft = self._draft, None
        self.form.set_read_only(False)
        if draft is None:
            return
        if typed:
            self._offer_scopes(str(draft.fields.get("time_limit") or ""))
            self.form.set_values(self._restored(draft.fields))
            self._set_dirty(True)
            self._count()
        else:
            self.drafts.drop(self.uuid)
        self.form.focus("title")

    def _restored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        option = self._item_option
        known = option is not None and option.value == values.get("item_key")
        return {**values, "item_key": option if known else values.get("item_key")}

    def _kept(self, before: str, uuid: str, another: bool) -> None:
        self.drafts.drop(before)
        if self.uuid == before:
            self._set_dirty(False)
        self.saved.emit(uuid, another)

    def _edited(self, key: str) -> None:
        self._set_dirty(True)
        if key == "item_key":
            self._leave_item()
        if key in COUNTED:
            self._count()

    def _leave_item(self) -> None:
        """Another catalog item: what only came from the one before goes with it."""
        values = self.form.values()
        stale = {key: None for key, value in self._item_values.items() if value and values[key] == value}
        if stale:
            self.form.set_values({**stale, "limit_scope": None})
        self._item_values = {}

    def _typed(self, values: Mapping[str, Any]) -> None:
        if not self.dirty or self._draft is not None:
            return
        self.drafts.keep(self.uuid, values)
        found = rules.problems(self.draft(), self._context.today())
        self.form.show_problems([problem for problem in found if values.get(problem.field)])

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self.dirty:
            self.dirty = dirty
            self.dirty_changed.emit(dirty)

    def _find(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        work = partial(self._finder.found, text=text, today=self._context.today())
        self._runner.query(self, work, then, slot="find")

    def _count(self) -> None:
        work = partial(reckoned, draft=self.draft(), today=self._context.today(), open_=self._open)
        self._runner.query(self, work, self._show_due, slot="due")

    def _show_due(self, reckoning: Reckoning) -> None:
        self._reckoning = reckoning
        values = self.form.values()
        self.due_line.show_due(reckoning if any(values[key] for key in DATES) else None)
        for key in DATES:
            self.form.show_hint(key, day_words(values[key], reckoning.calendar) if values[key] else "")
            field = self.form.field(key)
            assert isinstance(field, DateField)
            field.know(reckoning.calendar)
        for key in FROM_ITEM:
            given = getattr(reckoning.draft, key)
            self.form.show_hint(key, _(_BY_CATALOG).format(value=given) if given and not values[key] else "")
        self._offer_scopes(reckoning.draft.time_limit)

    def _offer_scopes(self, time_limit: str) -> None:
        """A time limit with several rules asks which of them fits."""
        limits = dict.fromkeys(rule.scope for rule in parse(time_limit).rules)
        scopes = list(limits) if len(limits) > 1 else []
        field = self.form.field("limit_scope")
        assert isinstance(field, ChoiceField)
        chosen = field.value()
        field.set_options([Option("", ""), *(Option(scope, _scope_words(scope)) for scope in scopes)])
        if chosen and chosen not in scopes:
            field.set_value(Option(chosen, chosen))
        self.form.show_field("limit_scope", bool(scopes) or bool(chosen))

    def retranslate(self) -> None:
        """Say hints and scopes again in the new language."""
        if self._reckoning:
            self._show_due(self._reckoning)


_ITEM_FIELDS = {"time_limit": "time_limit", "responsible": "publisher"}


def _scope_words(scope: str) -> str:
    return _(_OTHERWISE) if scope in ("", "*") else scope
