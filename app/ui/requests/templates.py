"""The office's letters (文书模板): every kind with its words, the places that may stand in them, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import N_, _
from app.operations import letters
from app.rules.letters import PLACES, LetterTemplate, Look, template_problems
from app.ui import theme
from app.ui.catalog.sections import Section
from app.ui.requests.letter_words import Words
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

_LIST = N_("文书模板列表")
_WHAT = N_("选一种文书，看它的文字；改成本单位的写法后保存，以后起草的文书就用它。")
_OWN, _USUAL = N_("本单位"), N_("自带")
_SAVE, _RESET = N_("保存"), N_("恢复自带的文字")
_PLACES, _INSERT = N_("可以插入的项目"), N_("可以插入的项目：双击或者按回车，插在光标处。")
_NOTE = N_("依据和说明：{note}")
_SAVED = N_("已保存文书模板“{name}”")
_FORM = N_("这是一张表：每行写“名称：内容”，内容空着就留给手写。")
_TEXT = N_("花括号里的项目在起草时自动填写，案卷里没有的留下空白“＿＿”，填好才能印发。")
COLUMNS = (
    ColumnSpec("own", N_("文字"), 80, kind="pill", value=lambda row: own_pill(row)),
    ColumnSpec("name", N_("文书"), 0, value=letters.template_name),
)
PLACES_HIGH = 240  # pixels at 100 %
PLACE_COLUMNS = (
    ColumnSpec("word", N_("项目"), 110),
    ColumnSpec("what", N_("填的是什么"), 0, value=lambda place: _(place.what)),
)


class Place(NamedTuple):
    """A place as it is written, and what stands there (a source message)."""

    word: str
    what: str


def own_pill(row: LetterTemplate) -> Pill:
    """Whose words they are."""
    return Pill("soon", _(_OWN)) if row.own else Pill("unknown", _(_USUAL))


def marked(text: str) -> list[tuple[int, int]]:
    """Where the places of a template stand: start and length of each."""
    return [(found.start(), len(found.group())) for found in re.finditer(r"\{[^{}\n]*\}", text)]


class TemplatesSection(Section):
    """The list of templates, and the words of one beside it."""

    watches = frozenset({"letter_template"})
    help_page = "letters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: LetterTemplate | None = None
        self._typed: dict[str, dict[str, str]] = {}  # by key, what was typed and not saved yet
        self.table = SmallTable(COLUMNS)
        self.detail = Detail()
        self.what = Label(_WHAT, tone="quiet", wrap=True)
        self.note = Label(tone="quiet", wrap=True)
        self.hint = Label(tone="quiet", wrap=True)
        self.words = Words(marked, addressee=False)
        self.insert_heading = Label(_INSERT, tone="quiet", wrap=True)
        self.places = SmallTable(PLACE_COLUMNS, [Place(f"{{{place}}}", what) for place, what in PLACES.items()])
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.words.save_asked.connect(self.save)
        self.places.opened.connect(lambda place: self.words.insert(place.word))
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, _LIST)
        name(self.places, _PLACES)
        self.places.setFixedHeight(theme.scaled(PLACES_HIGH))
        for widget in (self.what, self.note, self.hint, self.words, self.insert_heading, self.places):
            self.detail.add(widget)
        self.detail.add_stretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        self.beside = Beside(self.table, self.detail, (40, 60))
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Read the templates."""
        self.runner.query(self, letters.templates, self._take, slot="list")

    def retranslate(self) -> None:
        """Say the heading and the note again; what is being typed stays."""
        self._say(self._shown)

    def open(self, target: object) -> None:
        """Show the template with this key."""
        rows: Sequence[LetterTemplate] = self.table.rows()
        place = next((n for n, row in enumerate(rows) if row.key == target), -1)
        if place >= 0:
            self.table.selectRow(place)

    def save(self) -> None:
        """Keep the office's own words, or say what is wrong with them."""
        if self._shown is None:
            return
        values = self.words.form.values()
        if self.words.form.show_problems(template_problems(values["title"], values["body"])):
            self.words.form.focus_problem()
            return
        told = {"name": letters.template_name(self._shown)}
        work = partial(letters.set_template, key=self._shown.key, **values)
        then = partial(self._said, _(_SAVED).format(**told))
        self.runner.change(self, letters.TEMPLATE, work, then, told)

    def reset(self) -> None:
        """Go back to the words that come with the program."""
        if self._shown:
            work = partial(letters.reset_template, key=self._shown.key)
            self.runner.change(self, letters.RESET, work, values={"name": letters.template_name(self._shown)})

    def _said(self, words: str, _done: object) -> None:
        self.said.emit(words)

    def _take(self, rows: Sequence[LetterTemplate]) -> None:
        """Show the list anew; what is being typed stays unless its template changed."""
        before = self._shown
        self.table.blockSignals(True)
        self.table.set_rows(rows)
        self.open(before.key if before else "")
        self.table.blockSignals(False)
        self.counted.emit(len(rows))
        current: LetterTemplate | None = self.table.current()
        if current != before:
            self._typed.pop(current.key if current else "", None)
            self._shown = None
            self._show(current)

    def _show(self, row: LetterTemplate | None) -> None:
        if self._shown and self.words.form.values() != {"title": self._shown.title, "body": self._shown.body}:
            self._typed[self._shown.key] = self.words.form.values()
        self._shown = row
        for widget in (self.note, self.hint, self.words, self.insert_heading, self.places):
            widget.setVisible(row is not None)
        self.what.setVisible(row is None)
        self._say(row)
        self.detail.set_actions(*self._buttons(row))
        if row:
            self.words.form.set_values(self._typed.pop(row.key, {"title": row.title, "body": row.body}))

    def _say(self, row: LetterTemplate | None) -> None:
        self.detail.set_heading(letters.template_name(row) if row else "")
        if row:
            self.note.say(_NOTE, note=row.note)
            self.hint.say(_FORM if row.look is Look.FORM else _TEXT)

    def _buttons(self, row: LetterTemplate | None) -> Iterator[Button]:
        if row is None:
            return
        if row.own:
            yield secondary(_RESET, self.reset)
        yield primary(_SAVE, self.save)
