"""The kinds of field a form is made of; each has a value, a way to set it, and says when it was changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.buttons import Tick
from app.ui.widgets.mongolian_text import MongolianText
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import say

LARGEST = 2_000_000_000
LINES = 4


class Option(NamedTuple):
    """Something to choose: its value, its words (already in the language in use), and a quieter note."""

    value: str
    label: str
    note: str = ""


Find = Callable[[str, Callable[[Iterable[Option]], None]], None]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: `kind` is line, offered, text, date, choice, ticks or number; `label`, `hint` are marked with N_.

    `options` are (value, message) pairs whose messages are marked with N_. `find(text, then)` looks for options as a
    person types and hands them to `then`, now or later. `pin` offers to keep the value for the next record.
    `script` "mn" says that a line or text is Mongolian: in a window of lines it is then a column of its own.
    `of`, marked with N_, stands for {of} in the label. `make` builds a field of a kind that only one form has.
    """

    key: str
    label: str
    kind: str = "line"
    hint: str = ""
    required: bool = False
    pin: bool = False
    options: Sequence[tuple[str, str]] = ()
    find: Find | None = None
    lines: int = LINES
    script: str = ""
    of: str = ""
    make: Callable[["FieldSpec"], "Field"] | None = None


class Field(QWidget):
    """Base of the kinds. `edited` is emitted for what a person does, not for `set_value`."""

    edited = Signal()
    noted = Signal(str)  # a quiet sentence about what was typed; empty takes it away

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.scaled(4))

    def value(self) -> Any:
        """What stands in the field."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Put this into the field; None empties it."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """The widgets that take the keyboard, in order; the first is the label's buddy."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why what was typed cannot be read, in the language in use; empty if it can."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.setEnabled(not read_only)

    def _note(self, sentence: str) -> None:
        self.noted.emit(sentence)
        if sentence:
            self.edited.emit()


class LineField(Field):
    """One line of text."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        if spec.hint:
            for show in (self.line.setPlaceholderText, self.line.setToolTip):
                say(self.line, show, spec.hint)
        OldCodes(self.line).converted.connect(self._note)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.box.addWidget(MongolianText(self.line) if spec.script == "mn" else self.line)

    def value(self) -> Any:
        """The text without blanks around it."""
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        """Show this text."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def inputs(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def set_read_only(self, read_only: bool) -> None:
        """Read-only text can still be copied."""
        self.line.setReadOnly(read_only)


class NumberField(LineField):
    """A whole number, or None."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line.setValidator(QIntValidator(0, LARGEST, self))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int | None:
        """The number."""
        text = self.line.text().strip()
        return int(text) if text.isdigit() else None


class TextField(Field):
    """Text of several lines; Tab leaves it, Enter starts a new line."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._quiet = False
        if spec.hint:
            say(self.area, self.area.setPlaceholderText, spec.hint)
        OldCodes(self.area).converted.connect(self._note)
        self.area.textChanged.connect(self._changed)
        self._column = MongolianText(self.area) if spec.script == "mn" else None
        self.box.addWidget(self._column or self.area)
        self._size()

    def value(self) -> str:
        """The text without blanks around it."""
        return self.area.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show this text."""
        self._quiet = True
        self.area.setPlainText("" if value is None else str(value))
        self._quiet = False

    def inputs(self) -> list[QWidget]:
        """The text area."""
        return [self.area]

    def set_read_only(self, read_only: bool) -> None:
        """Read-only text can still be copied."""
        self.area.setReadOnly(read_only)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the same number of lines at every size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "area"):
            self._size()

    def _size(self) -> None:
        self.area.setFixedHeight(self.fontMetrics().lineSpacing() * self.spec.lines + theme.scaled(16))
        if self._column is not None:
            self._column.fit()

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class TicksField(Field):
    """A list to tick; the value is the tuple of ticked values in the order of the options."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._ticks: dict[str, QCheckBox] = {}
        self.set_options(spec.options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these (value, message) pairs; ticks on values that stay are kept."""
        ticked = self.value()
        for box in self._ticks.values():
            box.deleteLater()
        self._ticks = {value: self._tick(message) for value, message in options}
        self.set_value(ticked)

    def value(self) -> tuple[str, ...]:
        """The ticked values."""
        return tuple(value for value, box in self._ticks.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick these values only."""
        wanted = set(value or ())
        for key, box in self._ticks.items():
            box.setChecked(key in wanted)

    def inputs(self) -> list[QWidget]:
        """The boxes, from the top."""
        return list(self._ticks.values())

    def _tick(self, message: str) -> QCheckBox:
        box = Tick(message)
        box.clicked.connect(lambda: self.edited.emit())
        self.box.addWidget(box)
        return box


class ChoiceField(Field):
    """One of many: typing looks for it, by characters or pinyin where `find` can.

    The value is that of the option chosen; empty while what is typed names none.
    """

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.combo = QComboBox()
        self._options: list[Option] = []
        self._chosen = ""
        self._typed = ""
        self._build()
        if not spec.find:
            self.set_options([Option(value, _(message)) for value, message in spec.options])

    def _build(self) -> None:
        self.combo.setEditable(self.spec.find is not None)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setMaxVisibleItems(12)
        self.combo.installEventFilter(self)
        self.combo.activated.connect(self._choose)
        self.box.addWidget(self.combo)
        if line := self.combo.lineEdit():
            self.combo.setCompleter(None)  # type: ignore[arg-type]  # None takes Qt's own completer away
            line.textEdited.connect(self._look)
            if self.spec.hint:
                for show in (line.setPlaceholderText, line.setToolTip):
                    say(line, show, self.spec.hint)

    def value(self) -> str:
        """The value chosen, or nothing."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Choose this: an Option (shown as it is, even if not among those offered) or a value among those offered."""
        known = {option.value: option for option in self._options}
        option = value if isinstance(value, Option) else known.get(value or "", Option(value or "", value or ""))
        if option.value and option.value not in known:
            self.set_options([*self._options, option])
        self._chosen = option.value
        self._show(option.label)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer these; what was chosen stays if it is among them."""
        self._options = list(options)
        line = self.combo.lineEdit()
        text = line.text() if line else ""
        self.combo.blockSignals(True)
        self.combo.clear()
        for option in self._options:
            self.combo.addItem(f"{option.label}  {option.note}" if option.note else option.label, option.value)
        self.combo.setCurrentIndex(next((n for n, o in enumerate(self._options) if o.value == self._chosen), -1))
        if line:
            line.setText(text)
        self.combo.blockSignals(False)

    def inputs(self) -> list[QWidget]:
        """The box, or the line in it where one can type."""
        return [self.combo]

    def problem(self) -> str:
        """What is typed must name an option."""
        line = self.combo.lineEdit()
        typed = line.text().strip() if line else ""
        return _("没有找到“{text}”，请从列出的选项中选择。").format(text=typed) if typed and not self._chosen else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel turns the page, not the choice."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Say fixed options again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.spec.options and not self.spec.find:
            self.set_options([Option(value, _(message)) for value, message in self.spec.options])

    def _show(self, label: str) -> None:
        index = next((n for n, o in enumerate(self._options) if o.value == self._chosen), -1)
        self.combo.setCurrentIndex(index)
        self.combo.setToolTip(label if self._chosen else "")  # names of catalogs are longer than any box
        if line := self.combo.lineEdit():
            line.setText(label if self._chosen else "")
            line.setCursorPosition(0)

    def _choose(self, number: int) -> None:
        self._chosen = self._options[number].value
        self._show(self._options[number].label)
        self.edited.emit()

    def _look(self, text: str) -> None:
        self._chosen, self._typed = "", text
        self.edited.emit()
        if self.spec.find and text.strip():
            self.spec.find(text.strip(), self._offer)

    def _offer(self, options: Iterable[Option]) -> None:
        """Show what was found under the line, leaving the keyboard in it."""
        self.set_options(options)
        if self._options and self.combo.hasFocus() and not self._chosen:
            line = self.combo.lineEdit()
            self.combo.showPopup()
            if line:
                line.setFocus()
