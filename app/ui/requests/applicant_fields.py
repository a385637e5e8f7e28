"""Who asks: the applicant with what proves and reaches them, and those who ask jointly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations.applicants import ApplicantRow
from app.rules.privacy import id_problem
from app.rules.problems import Problem
from app.rules.requests import APPLICANT_NAMES, ID_NAMES, REQUEST_FIELD_NAMES, ApplicantKind, IdKind
from app.ui import theme
from app.ui.requests.entry_values import applicant_values, together_of, together_text
from app.ui.widgets.buttons import Heading, quiet
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.form import Form
from app.ui.widgets.offered_field import OfferedField

KEYS = (
    "applicant", "applicant_kind", "id_kind", "id_number", "representative", "phone", "email", "address", "postcode",
)  # fmt: skip
SHORT = ("applicant", "applicant_kind", "id_kind", "id_number", "phone", "address")
USUAL: Mapping[str, str] = {"applicant_kind": str(ApplicantKind.PERSON), "id_kind": str(IdKind.ID_CARD)}
_KNOWN = N_("输入姓名或名称，来过的申请人会列在下面")
_ADD, _REMOVE = N_("＋ 共同申请人"), N_("移除")
_TOGETHER = N_("共同申请人 {n}")
_NO_NAME = N_("请写上共同申请人的姓名，或者移除这一位。")
_OPTIONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "applicant_kind": [(str(kind), title) for kind, title in APPLICANT_NAMES.items()],
    "id_kind": [(str(kind), title) for kind, title in ID_NAMES.items()],
}
FindApplicants = Callable[[str, Callable[[Sequence[ApplicantRow]], None]], None]


def known_option(row: ApplicantRow) -> Option:
    """A known applicant as an offer: the name, and what tells this one from others of that name."""
    return Option(
        row.uuid, row.draft.name, " · ".join(filter(None, (_(APPLICANT_NAMES[row.draft.kind]), row.draft.phone)))
    )


class ApplicantFields(QWidget):
    """The fields of one applicant; typing a name offers those who asked before and fills in the rest."""

    edited = Signal(str)

    def __init__(self, find: FindApplicants, keys: Sequence[str] = KEYS) -> None:
        super().__init__()
        self._find = find
        self._known: dict[str, ApplicantRow] = {}
        self.form = Form([self._spec(key) for key in keys])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        self.form.edited.connect(self._edited)
        name = self.form.field("applicant")
        assert isinstance(name, OfferedField)
        self.name = name
        self.name.taken.connect(self._take)
        self.clear()

    def values(self) -> dict[str, Any]:
        """What stands in the fields."""
        return self.form.values()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these; keys that are missing are left alone."""
        self.form.set_values(values)
        self._fit_kind()

    def clear(self) -> None:
        """Empty all but the usual kind."""
        self.form.clear(keep_pinned=False)
        self.set_values(USUAL)

    def _spec(self, key: str) -> FieldSpec:
        label = REQUEST_FIELD_NAMES[key]
        if key == "applicant":
            return FieldSpec(key, label, "offered", _KNOWN, required=True, find=self._look)
        if key in _OPTIONS:
            return FieldSpec(key, label, "choice", options=_OPTIONS[key])
        return FieldSpec(key, label)

    def _look(self, text: str, then: Callable[[Iterable[Option]], None]) -> None:
        def show(found: Sequence[ApplicantRow]) -> None:
            self._known = {row.uuid: row for row in found}
            then([known_option(row) for row in found])

        self._find(text, show)

    def _take(self, uuid: str) -> None:
        """Everything known of this applicant."""
        if uuid in self._known:
            self.set_values(applicant_values(self._known[uuid].draft))
            self.edited.emit("applicant")

    def _edited(self, key: str) -> None:
        if key == "applicant_kind":
            self._follow_kind()
        self.edited.emit(key)

    def _follow_kind(self) -> None:
        """An organisation proves itself by its code, unless a number was entered already."""
        values = self.form.values()
        if not values["id_number"]:
            person = values["applicant_kind"] == ApplicantKind.PERSON
            self.form.set_values({"id_kind": str(IdKind.ID_CARD if person else IdKind.CREDIT_CODE)})
        self._fit_kind()

    def _fit_kind(self) -> None:
        values = self.form.values()
        if "representative" in values:
            organisation = values["applicant_kind"] != ApplicantKind.PERSON
            self.form.show_field("representative", organisation or bool(values["representative"]))


class TogetherFields(QWidget):
    """Those who ask jointly: one card for each, added and removed."""

    edited = Signal(str)
    save_asked = Signal()

    def __init__(self, find: FindApplicants) -> None:
        super().__init__()
        self._find = find
        self.cards: list[ApplicantFields] = []
        self._boxes: list[QWidget] = []
        self.next: Form | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.scaled(8))
        self.add_button = quiet(_ADD, self._add)
        self._box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> str:
        """Everybody as one text, as a draft keeps it."""
        return together_text([card.values() for card in self.cards])

    def set_value(self, text: str) -> None:
        """Show these and nobody else, without telling."""
        while self.cards:
            self._drop(self.cards[-1])
        for values in together_of({"together": text}):
            self._put().set_values(values)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        self.setEnabled(not read_only)

    def show_problems(self) -> bool:
        """Write what is wrong under the fields of each; whether something forbids going on."""
        found = [card.form.show_problems(_problems(card.values())) for card in self.cards]
        return any(found)

    def focus_problem(self) -> bool:
        """Go to the first field that forbids going on; whether there is one."""
        return any(card.form.focus_problem() for card in self.cards)

    def _add(self) -> None:
        card = self._put()
        card.form.focus("applicant")
        self.edited.emit("together")

    def _put(self) -> ApplicantFields:
        card, around = ApplicantFields(self._find, SHORT), QWidget()
        box = QVBoxLayout(around)
        box.setContentsMargins(theme.scaled(12), 0, 0, 0)
        box.addWidget(Heading(_TOGETHER, times=1.0, n=len(self.cards) + 1))
        box.addWidget(card)
        box.addWidget(quiet(_REMOVE, partial(self._remove, card)), 0, Qt.AlignmentFlag.AlignLeft)
        self._box.insertWidget(len(self.cards), around)
        around.show()
        self.cards.append(card)
        self._boxes.append(around)
        card.edited.connect(lambda _key: self.edited.emit("together"))
        card.form.save_asked.connect(self._go_on)
        return card

    def _go_on(self) -> None:
        if self.next is not None:
            self.next.focus()
        else:
            self.save_asked.emit()

    def _remove(self, card: ApplicantFields) -> None:
        self._drop(card)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit("together")

    def _drop(self, card: ApplicantFields) -> None:
        number = self.cards.index(card)
        self.cards.pop(number)
        around = self._boxes.pop(number)
        around.hide()
        around.deleteLater()


def _problems(values: Mapping[str, Any]) -> Iterable[Problem]:
    if not values["applicant"]:
        yield Problem("applicant", _NO_NAME)
    wrong = id_problem(values["id_number"]) if values["id_kind"] == IdKind.ID_CARD else None
    if wrong:
        yield wrong._replace(warning=True)
