"""The text (文字): each section as it is typed and, beside it, as it will read, with figures placed by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import annual_reports
from app.operations.annual_reports import Report
from app.rules.annual_report import SectionSpec
from app.rules.annual_report_text import BEFORE, GROWTH, Figures, names_of, placed
from app.text import search_keys
from app.ui import theme, writing_mode
from app.ui.catalog.facts import Facts
from app.ui.disclosures.drafts import DraftKeeper
from app.ui.report.part import Part, section_of
from app.ui.report.reading import Asked, Reading, editable, value_of
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.fields import ChoiceField, FieldSpec, Option
from app.ui.widgets.page import Context
from app.ui.widgets.pasting import OldCodes
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FORM = "annual_report"
TYPING_MILLISECONDS, DRAFT_MILLISECONDS = 250, 1_000
OFFERED = 40  # names that a search offers at most
WIDE, LOWEST = 640, 240  # pixels at 100 % of what is read
NAMES = 24  # characters of a name that are seen
_TEXT = N_("本节文字")
_SAVE, _COPY = N_("保存"), N_("照抄上年")
_NAME, _NAME_HINT = N_("插入数字"), N_("插入数字：汉字或拼音")
_HOW = N_("数字写成名称，例如“{example}”，读出来就是当时的数字；“{before}”是上年的，“{growth}”是增减的百分比。")
_ALIKE = N_("与上年的文字有 {n}% 相同（数字不计）。")
_FINAL = N_("已定稿，文字不再变动。要修改，先“撤回定稿”。")
_NO_LAST = N_("上年的报告里没有这一节的文字。")
_COPIED = N_("已照抄上年的文字，请按今年的情况改写。")
_READS_NOTHING = N_("写了文字，这里就是读出来的样子。")
_UNSAVED = N_("有上次没有保存的文字，已放回来。")


@dataclass(frozen=True)
class LastYear:
    """What the report before says: its figures and its text."""

    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)


class ReadOut(Detail):
    """As much room for what is read as for what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(theme.scaled(LOWEST))

    def sizeHint(self) -> QSize:
        """A page of text."""
        return super().sizeHint().expandedTo(QSize(theme.scaled(WIDE), theme.scaled(LOWEST)))


class TextsSection(Part):
    """Sections as chips; what is typed at the left, what it says at the right. What is typed is kept on leaving."""

    def __init__(self, context: Context, reading: Reading) -> None:
        super().__init__(context, reading)
        self._shown: tuple[Asked, str] | None = None  # which text the editor holds
        self._saved = ""  # the text that was shown or saved last
        self._specs: list[SectionSpec] = []
        self._last = LastYear()
        self._keeper = DraftKeeper(self.runner, self, FORM)
        self.sections = ViewRow((), may_keep=False)
        self.hint = Label(wrap=True, tone="quiet")
        self.editor = QPlainTextEdit()
        self.note = QLabel()
        self.names = ChoiceField(FieldSpec("name", _NAME, "choice", hint=_NAME_HINT, find=self._find))
        self.copy_button = secondary(_COPY, self.copy_last)
        self.save_button = primary(_SAVE, self.save)
        self.alike = Label(wrap=True, tone="soon")
        self.reads = QLabel()
        self.facts = Facts()
        self.detail = ReadOut()
        self._typing, self._draft = QTimer(self), QTimer(self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        name(self.editor, _TEXT)
        name(self.names.combo, _NAME)
        self.names.combo.setMinimumContentsLength(NAMES)
        self.editor.setTabChangesFocus(True)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "quiet")
        self.note.hide()
        self.reads.setWordWrap(True)
        self.reads.setTextFormat(Qt.TextFormat.PlainText)
        self.reads.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self.alike, self.reads, self.facts):
            self.detail.add(widget)
        self.detail.add_stretch()
        tools, left = QWidget(), QWidget()
        flow = Flow(tools)
        for tool in (self.names, self.copy_button, self.save_button):
            flow.addWidget(tool)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        column.addWidget(self.editor, 1)
        column.addWidget(self.note)
        column.addWidget(tools)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(6))
        box.addWidget(self.sections)
        box.addWidget(self.hint)
        self.beside = Beside(left, self.detail)
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        for timer, wait, act in (
            (self._typing, TYPING_MILLISECONDS, self._read_out),
            (self._draft, DRAFT_MILLISECONDS, self._keep_draft),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        OldCodes(self.editor).converted.connect(self._say_note)
        self.sections.chosen.connect(lambda key: self.show_section(key or self.key()))
        self.editor.textChanged.connect(self._typed)
        self.names.edited.connect(self._name_chosen)
        self.reading.asked_for.connect(lambda _asked: self.save())
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def key(self) -> str:
        """Which section is shown."""
        return self.sections.current() or (self._shown[1] if self._shown else "")

    def home(self) -> QWidget:
        """The text."""
        return self.editor

    def show_report(self, report: Report) -> None:
        """Show the sections of the report's form; what is being typed stays."""
        specs = [section for section in report.form.sections if section.text]
        if specs != self._specs:
            self._specs = specs
            self.sections.set_views([View(section.key, section.title) for section in specs])
        self.names.set_options(self._options(""))
        asked = self.reading.asked
        work = partial(_last_year, asked=asked)
        self.runner.query(self, work, self._take_last, slot="last")
        if self._shown is None or self._shown[0] != asked or not self._changed():
            self.show_section(self.key() if self.key() in {s.key for s in specs} else specs[0].key)
        else:
            self._read_out()

    def show_section(self, key: str) -> None:
        """Show this section's text; that of the one before is kept."""
        report = self.reading.report
        if report is None or not key:
            return
        if self._shown and self._shown != (self.reading.asked, key):
            self.save()
        self.sections.choose(key)
        self._shown = (self.reading.asked, key)
        spec = self._spec(report, key)
        self.hint.say(spec.hint if editable(report) else _FINAL)
        self._put(report.sections.get(key, ""))
        for widget in (self.save_button, self.copy_button, self.names):
            widget.setEnabled(editable(report))
        self.editor.setReadOnly(not editable(report))
        self._say_note("")
        if editable(report):
            uuid = self._draft_key()
            self.runner.query(self, lambda s: self._keeper.of(s, uuid), self._take_draft, slot="draft")
        self._read_out()

    def open(self, target: object) -> None:
        """Show a section by its key."""
        self.show_section(str(target))

    def place(self) -> None:
        """Put the name of the chosen figure where the caret is."""
        if chosen := self.names.value():
            self.editor.insertPlainText(f"{{{chosen}}}")
            self.names.set_value("")
            writing_mode.focus(self.editor)

    def copy_last(self) -> None:
        """Begin with last year's text; Ctrl+Z in the editor takes it back."""
        text = self._last.sections.get(self.key(), "")
        if not text.strip():
            self._say_note(_(_NO_LAST))
            return
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self._say_note(_(_COPIED))

    def save(self) -> None:
        """Keep the text that stands in the editor."""
        if not self._shown or not self._changed() or self.editor.isReadOnly():
            return
        (asked, key), text = self._shown, self.editor.toPlainText()
        uuid = self._draft_key()
        self._draft.stop()
        self._saved = text

        def work(session: Session) -> None:
            annual_reports.write_section(session, asked.office_code, asked.year, asked.scope, key, text)

        self.runner.change(
            self, annual_reports.WRITE, work, lambda _done: self._keeper.drop(uuid), {"year": asked.year}
        )

    def leave(self) -> None:
        """Keep what was typed."""
        self.save()

    def _changed(self) -> bool:
        return self.editor.toPlainText() != self._saved

    def _put(self, text: str) -> None:
        """Show a saved text; where it stands there already, the caret stays."""
        if self.editor.toPlainText().strip() == text:
            self._saved = self.editor.toPlainText()
            return
        self._saved = text
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.blockSignals(False)

    def _typed(self) -> None:
        self._typing.start()
        self._draft.start()

    def _keep_draft(self) -> None:
        if self._shown and self._changed() and not self.editor.isReadOnly():
            self._keeper.keep(self._draft_key(), {"text": self.editor.toPlainText()})

    def _take_draft(self, draft: object) -> None:
        """What a crash left behind comes back into the editor."""
        fields = getattr(draft, "fields", {})
        text = fields.get("text", "")
        if text and text != self._saved and not self._changed():
            self.editor.setPlainText(text)
            self._say_note(_(_UNSAVED))

    def _draft_key(self) -> str:
        assert self._shown is not None
        asked, key = self._shown
        return f"{asked.office_code}-{asked.year}-{asked.scope}-{key}"[:32]

    def _take_last(self, last: LastYear) -> None:
        self._last = last
        self._read_out()

    def _read_out(self) -> None:
        """Say the text as it will read, and what the checks say of it."""
        report = self.reading.report
        if report is None or self._shown is None:
            return
        key = self._shown[1]
        values = {cell: figure.value for cell, figure in report.figures.items()}
        figures = Figures(values, self._last.values, report.year, report.office)
        spec = self._spec(report, key)
        self.detail.set_heading(_(spec.title))
        self.reads.setText(placed(report.form, self.editor.toPlainText(), figures) or _(_READS_NOTHING))
        self.reads.setEnabled(bool(self.editor.toPlainText().strip()))
        share = report.similar.get(key, 0)
        self.alike.say(_ALIKE, n=share)
        self.alike.setVisible(share > 0)
        mine = [each.text for each in report.findings if section_of(report, each) == key]
        how = _(_HOW).format(example=self._example(report, ""), before=self._example(report, BEFORE),
                             growth=self._example(report, GROWTH))  # fmt: skip
        self.facts.show_rows([(N_("核对结果"), "\n".join(mine)), (N_("怎样放数字"), how)])

    def _example(self, report: Report, what: str) -> str:
        """A name as it is typed, best of a figure that is there."""
        names = report.form.names
        there = (each for each, cell in names.items() if value_of(report, cell))
        example = next(there, next(iter(names), ""))
        return f"{{{what}:{example}}}" if what else f"{{{example}}}"

    def _spec(self, report: Report, key: str) -> SectionSpec:
        return next(section for section in report.form.sections if section.key == key)

    def _say_note(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _name_chosen(self) -> None:
        if self.names.value():
            self.place()

    def _find(self, text: str, then: object) -> None:
        assert callable(then)
        then(self._options(text))

    def _options(self, text: str) -> Iterable[Option]:
        report = self.reading.report
        if report is None:
            return []
        query = search_keys.query(text)
        found = [each for each in names_of(report.form) if query is None or query.hit([each])]
        return [Option(each, each, self._now(report, each)) for each in found[:OFFERED]]

    def _now(self, report: Report, name_: str) -> str:
        figures = Figures({key: each.value for key, each in report.figures.items()}, {}, report.year, report.office)
        text = placed(report.form, f"{{{name_}}}", figures)
        return "" if text.startswith("{") else text


def _last_year(session: Session, asked: Asked) -> LastYear:
    report = annual_reports.opened(session, asked.office_code, asked.year - 1, asked.scope)
    return LastYear({key: figure.value for key, figure in report.figures.items()}, report.sections)
