"""The form of a reconsideration, suit or complaint: entered, corrected, concluded in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import remedies, request_lists
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RemedyRow, RequestFilter, RequestRow
from app.rules.problems import Problem
from app.rules.remedies import (
    REMEDY_FIELD_NAMES,
    REMEDY_NAMES,
    RESULT_NAMES,
    SHORT_NAMES,
    RemedyDraft,
    RemedyKind,
    RemedyResult,
    result_name,
)
from app.ui.widgets.buttons import primary
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.widgets.page import Context

FOUND = 20
REQUEST, AFTER = "request", "after"
_FIND = N_("申请编号、事项或申请人；不涉及本机登记的申请可以留空")
_SAVE = N_("保存")
_AUTHORITY = N_("复议机关、法院或接到投诉的机关")


def _named(row: RequestRow) -> Option:
    return Option(row.uuid, row.number, row.title)


def review_words(row: RemedyRow) -> str:
    """A reconsideration as it is offered to the suit that follows it."""
    return " · ".join(filter(None, (row.filed_on.isoformat(), row.number or row.request, row.authority)))


class RemedyForm(QWidget):
    """The fields of one remedy; `saved` carries its uuid. What is typed is judged against the request it is about."""

    saved = Signal(str)

    def __init__(self, context: Context, request_uuid: str = "", own_request: bool = True) -> None:
        super().__init__()
        self._context = context
        self._uuid, self._request_uuid = "", request_uuid
        self._typed = False  # something that is not kept yet
        self.form = Form(self._specs())
        self.form.show_field(REQUEST, own_request)
        self.save_button = primary(_SAVE, self.save)
        self.form.save_asked.connect(self.save)
        self.form.edited.connect(self._edited)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)
        self.clear()

    def _specs(self) -> tuple[FieldSpec, ...]:
        names = REMEDY_FIELD_NAMES
        kinds = [(str(kind), text) for kind, text in REMEDY_NAMES.items()]
        return (
            FieldSpec("kind", names["kind"], "choice", required=True, options=kinds),
            FieldSpec("filed_on", names["filed_on"], "date", required=True),
            FieldSpec(REQUEST, names[REQUEST], "choice", hint=_FIND, find=self._find),
            FieldSpec(AFTER, names[AFTER], "choice"),
            FieldSpec("authority", names["authority"], hint=_AUTHORITY),
            FieldSpec("number", names["number"]),
            FieldSpec("claim", names["claim"], "text", lines=3),
            FieldSpec("result", names["result"], "choice", options=_results(RemedyKind.REVIEW)),
            FieldSpec("decided_on", names["decided_on"], "date"),
            FieldSpec("handling", names["handling"], "text", lines=3),
        )

    def uuid(self) -> str:
        """The remedy that is being corrected; empty for a new one."""
        return self._uuid

    def clear(self) -> None:
        """Start a new one with today."""
        self._uuid, self._typed = "", False
        self.form.clear(keep_pinned=False)
        self.form.set_values({"kind": str(RemedyKind.REVIEW), "filed_on": self._context.today()})
        self._follow()

    def set_request(self, request_uuid: str) -> None:
        """What is entered from now on is about this request."""
        self._request_uuid = request_uuid

    def show_row(self, row: RemedyRow) -> None:
        """Show a remedy to be corrected or concluded; what is being typed for the same one stays."""
        if self._typed and row.uuid == self._uuid:
            return
        self._uuid, self._typed = row.uuid, False
        values = {name: getattr(row, name) for name in ("kind", "filed_on", "authority", "number", "claim", "result")}
        values |= {"decided_on": row.decided_on, "handling": row.handling}
        values[REQUEST] = Option(row.request_uuid, row.request) if row.request_uuid else ""
        self.form.set_values(values)
        self._follow(row.after_uuid)

    def draft(self) -> RemedyDraft:
        """What stands in the fields."""
        values = self.form.values()
        texts = {name: values[name] for name in ("authority", "number", "claim", "handling")}
        return RemedyDraft(
            kind=RemedyKind(values["kind"] or RemedyKind.REVIEW), filed_on=values["filed_on"],
            request_uuid=values[REQUEST] or self._request_uuid, after_uuid=values[AFTER],
            result=RemedyResult(values["result"]), decided_on=values["decided_on"], **texts,
        )  # fmt: skip

    def save(self) -> None:
        """Judge what was typed, then keep it."""
        self._judge(self._keep)

    def _judge(self, then: Callable[[RemedyDraft, Sequence[Problem]], None]) -> None:
        draft = self.draft()
        work = partial(remedies.problems, draft=draft, today=self._context.today(), uuid=self._uuid)
        self._context.runner.query(self, work, lambda found: then(draft, found), slot="judge")

    def _keep(self, draft: RemedyDraft, found: Sequence[Problem]) -> None:
        if self.form.show_problems(found):
            self.form.focus_problem()
            return
        values, today = {"kind": _(SHORT_NAMES[draft.kind])}, self._context.today()
        runner, uuid, self._typed = self._context.runner, self._uuid, False
        if uuid:
            work = partial(remedies.edit, uuid=uuid, draft=draft, today=today)
            runner.change(self, remedies.EDIT, work, lambda _none: self.saved.emit(uuid), values)
        else:
            runner.change(self, remedies.ADD, partial(remedies.add, draft=draft, today=today), self.saved.emit, values)

    def _edited(self, key: str) -> None:
        self._typed = True
        if key in ("kind", REQUEST):
            self._follow(self.form.values()[AFTER])
        if key in ("kind", REQUEST, AFTER):
            self._judge(self._doubt)

    def _doubt(self, _draft: RemedyDraft, found: Sequence[Problem]) -> None:
        """While it is typed only what deserves a second look is said; what is missing is said on saving."""
        self.form.show_problems([each for each in found if each.warning])

    def _follow(self, after_uuid: str = "") -> None:
        """The results of this kind, and for a suit after reconsideration those it may follow."""
        kind = RemedyKind(self.form.values()["kind"] or RemedyKind.REVIEW)
        field = self.form.field("result")
        assert isinstance(field, ChoiceField)
        field.set_options([Option(value, _(text)) for value, text in _results(kind)])
        field.set_value(field.value())
        self.form.show_field(AFTER, kind is RemedyKind.SUIT_AFTER)
        if kind is RemedyKind.SUIT_AFTER:
            wanted = RemedyFilter(kinds=(RemedyKind.REVIEW,))
            offer = partial(self._offer_reviews, after_uuid)
            self._context.runner.query(self, partial(remedies.listed, wanted=wanted), offer, slot="reviews")
        else:
            self.form.set_values({AFTER: None})

    def _offer_reviews(self, after_uuid: str, rows: Sequence[RemedyRow]) -> None:
        field, request = self.form.field(AFTER), self.draft().request_uuid
        assert isinstance(field, ChoiceField)
        own = [row for row in rows if not request or row.request_uuid == request]
        field.set_options([Option("", ""), *(Option(row.uuid, review_words(row)) for row in own or rows)])
        field.set_value(after_uuid or (own[0].uuid if len(own) == 1 and request else ""))

    def _find(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        today = self._context.today()

        def work(session: Session) -> list[RequestRow]:
            return request_lists.listed(session, RequestFilter(text=text), today, FOUND)

        self._context.runner.query(self, work, lambda rows: then([_named(row) for row in rows]), slot="find")


def _results(kind: RemedyKind) -> list[tuple[str, str]]:
    return [(str(result), result_name(kind, result)) for result in RESULT_NAMES]
