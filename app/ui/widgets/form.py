"""A form: labelled fields in reading order, with what is wrong written under each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from app.i18n import N_
from app.rules.problems import Problem
from app.ui import icons, theme, writing_mode
from app.ui.widgets.buttons import Label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.fields import ChoiceField, Field, FieldSpec, LineField, NumberField, TextField, TicksField
from app.ui.widgets.offered_field import OfferedField
from app.ui.widgets.words import Said, name, say

KINDS: Mapping[str, type[Field]] = {
    "line": LineField,
    "offered": OfferedField,
    "text": TextField,
    "date": DateField,
    "choice": ChoiceField,
    "ticks": TicksField,
    "number": NumberField,
}
DRAFT_MILLISECONDS = 300
LABELS = 0.36  # of the width: longer labels stand above their fields
LONGEST = 320  # pixels at 100 %: longer labels may stand in several lines
_PIN = N_("保留到下一条")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldBox(QWidget):
    """A field with its pin, a line for a hint and a line for its problem."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.pin = QToolButton()
        self.hint = QLabel()
        self.wrong = Label(tone="late", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        if self.field.spec.pin:
            icons.put(self.pin, "pin")
        self.pin.setCheckable(True)
        self.pin.setProperty("own", True)
        if not self.field.spec.pin:  # showing what has no place yet would make it a window of its own
            self.pin.hide()
        self.pin.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        name(self.pin, _PIN, tip=True)
        self.hint.setProperty("tone", "quiet")
        self.hint.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(2))
        box.addLayout(row)
        for below in (self.hint, self.wrong):
            below.hide()
            box.addWidget(below)

    def show_hint(self, text: str) -> None:
        """Write this quietly under the field; an empty text takes it away."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def show_problems(self, texts: Sequence[str], forbids: bool) -> None:
        """Write these sentences under the field and mark it if they forbid going on."""
        self.wrong.setText("\n".join(texts))
        self.wrong.set_tone("late" if forbids else "soon")
        self.wrong.setVisible(bool(texts))
        for each in self.field.inputs():
            each.setAccessibleDescription(" ".join(texts))
            each.setProperty("wrong", forbids)
            each.style().unpolish(each)
            each.style().polish(each)


class Form(QWidget):
    """Fields by key. Tab and Enter walk through them, Enter in the last one asks to save.

    `typed` carries the values 300 ms after the last key, for the draft. Setting values emits nothing.
    """

    save_asked = Signal()  # Ctrl+S, or Enter in the last field
    save_next_asked = Signal()  # Ctrl+Enter
    above_asked = Signal(str)  # Ctrl+D: this field's value from the record above
    edited = Signal(str)  # key of the field a person changed
    typed = Signal(dict)

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next: Form | None = None  # where Enter in the last field leads instead of saving
        self._boxes: dict[str, FieldBox] = {}
        self._order: list[QWidget] = []
        self._labels: list[QLabel] = []
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.setVerticalSpacing(theme.scaled(8))
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MILLISECONDS)
        self._draft.timeout.connect(self.tell_draft)
        for spec in specs:
            self._add(spec)
        self._walk()
        self._listen()

    def values(self) -> dict[str, Any]:
        """What stands in the fields, by key."""
        return {key: box.field.value() for key, box in self._boxes.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these; keys that are missing are left alone, None empties a field."""
        for key, value in values.items():
            if key in self._boxes:
                self._boxes[key].field.set_value(value)
        self.show_problems(())

    def clear(self, keep_pinned: bool = True) -> None:
        """Empty the fields, except those that a person pinned."""
        self._draft.stop()
        pinned = self.pinned() if keep_pinned else frozenset()
        self.set_values({key: None for key in self._boxes if key not in pinned})

    def pinned(self) -> frozenset[str]:
        """The fields whose values stay for the next record."""
        return frozenset(key for key, box in self._boxes.items() if box.pin.isChecked())

    def field(self, key: str) -> Field:
        """The field itself, for what only its kind can do."""
        return self._boxes[key].field

    def show_hint(self, key: str, text: str) -> None:
        """Write a quiet line under a field, such as the due date that follows from it."""
        self._boxes[key].show_hint(text)

    def show_problems(self, problems: Iterable[Problem]) -> bool:
        """Write what is wrong under the fields, with what could not be read; whether something forbids going on."""
        found: dict[str, list[tuple[str, bool]]] = {key: [] for key in self._boxes}
        for key, box in self._boxes.items():
            if text := box.field.problem():
                found[key].append((text, True))
        for problem in problems:
            if problem.field in found and not any(forbids for _text, forbids in found[problem.field]):
                found[problem.field].append((problem.text, not problem.warning))
        for key, lines in found.items():
            self._boxes[key].show_problems([text for text, _forbids in lines], any(forbids for _text, forbids in lines))
        return any(forbids for lines in found.values() for _text, forbids in lines)

    def focus_problem(self) -> bool:
        """Go to the first field whose problem forbids going on; whether there is one."""
        for box in self._boxes.values():
            if any(each.property("wrong") for each in box.field.inputs()):
                writing_mode.focus(box.field.inputs()[0])
                return True
        return False

    def focus(self, key: str = "") -> None:
        """Go to this field; without a key to the first that is empty, else to the first."""
        empty = (k for k, box in self._boxes.items() if not box.field.value())
        wanted = key or next(empty, next(iter(self._boxes)))
        writing_mode.focus(self._boxes[wanted].field.inputs()[0])

    def set_read_only(self, read_only: bool) -> None:
        """Show the fields without letting them be changed."""
        for box in self._boxes.values():
            box.field.set_read_only(read_only)
            box.pin.setEnabled(not read_only)

    def show_field(self, key: str, visible: bool) -> None:
        """Show or hide a field with its label."""
        self._layout.setRowVisible(self._boxes[key], visible)

    def tell_draft(self) -> None:
        """Emit `typed` at once if something was typed since the last time, for example on leaving."""
        if self._draft.isActive() or self.sender() is self._draft:
            self._draft.stop()
            self.typed.emit(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter walks like Tab; in the last field it asks to save; in text of several lines it is a new line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or isinstance(watched, QPlainTextEdit):
            return super().eventFilter(watched, event)
        shown = [each for each in self._order if writing_mode.stop_of(each).isVisibleTo(self) and each.isEnabled()]
        place = shown.index(watched) if watched in shown else -1
        if place == len(shown) - 1 and self.next is not None:
            self.next.focus()
        elif place == len(shown) - 1:
            self.save_asked.emit()
        else:
            writing_mode.stop_of(shown[place + 1]).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _add(self, spec: FieldSpec) -> None:
        field = (spec.make or KINDS[spec.kind])(spec)
        box = FieldBox(field)
        label = QLabel()
        values = {"of": Said(spec.of)} if spec.of else {}
        say(label, lambda text: label.setText(f"{text} *" if spec.required else text), spec.label, **values)
        first = field.inputs()[0] if field.inputs() else field
        label.setBuddy(first)
        for each in field.inputs():
            if not each.accessibleName() and spec.kind != "ticks":
                name(each, spec.label, False, **values)
            each.installEventFilter(self)
        field.edited.connect(lambda: self._edited(spec.key))
        field.noted.connect(box.show_hint)
        self._boxes[spec.key] = box
        self._labels.append(label)
        self._layout.addRow(label, box)

    def _walk(self) -> None:
        self._order = [each for box in self._boxes.values() for each in box.field.inputs()]
        stops = [writing_mode.stop_of(each) for each in self._order]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def changeEvent(self, event: QEvent) -> None:
        """A field that turns with the language keeps its place in the order; labels in large type need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._walk()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._place_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels stand beside the fields where that leaves room to write."""
        super().resizeEvent(event)
        self._place_labels()

    def _place_labels(self) -> None:
        longest = max((each.fontMetrics().horizontalAdvance(each.text()) for each in self._labels), default=0)
        above = longest > LABELS * self.width()
        wrap = QFormLayout.RowWrapPolicy
        self._layout.setRowWrapPolicy(wrap.WrapAllRows if above else wrap.WrapLongRows)
        most = min(self.width(), theme.scaled(LONGEST))  # else a long label itself would make the form so wide
        for each in self._labels:
            each.setMaximumWidth(self.width())  # which Qt's layout exceeds with what a label would like to have
            each.setWordWrap(above and each.fontMetrics().horizontalAdvance(each.text()) > most)

    def _listen(self) -> None:
        for keys, told in (
            ("Ctrl+S", self.save_asked.emit),
            ("Ctrl+Return", self.save_next_asked.emit),
            ("Ctrl+Enter", self.save_next_asked.emit),
            ("Ctrl+D", self._ask_above),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(told)

    def _edited(self, key: str) -> None:
        self._boxes[key].show_problems((), False)
        self._draft.start()
        self.edited.emit(key)

    def _ask_above(self) -> None:
        for key, box in self._boxes.items():
            if any(each.hasFocus() for each in box.field.inputs()):
                self.above_asked.emit(key)
