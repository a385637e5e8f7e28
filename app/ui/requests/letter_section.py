"""The letters of one case (文书): what it needs now, each letter with its state, writing, issuing, delivering one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import letter_papers, letters, papers
from app.operations.letters import LetterDraft, Offer
from app.operations.request_lists import LetterRow, RequestDetail
from app.rules.letters import LETTER_NAMES, LetterKind
from app.ui import theme
from app.ui.catalog.menus import menu_button
from app.ui.disclosures.saving import Places
from app.ui.requests.letter_forms import DeliveryForm, Editor
from app.ui.widgets.buttons import QUIET, Button, Heading, Label, danger, primary, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.ui.widgets.page import Context

ROWS_SHOWN = 5
WORD = ((N_("Word 文件"), "*.docx"),)
_DRAFT, _ISSUED, _DELIVERED = N_("草稿"), N_("已印发"), N_("已送达")
_NEEDED = N_("现在需要的文书")
_NOTHING = N_("现在没有要写的文书。登记下一步之后，需要的文书会列在这里。")
_OTHER = N_("其他文书")
_NONE = N_("还没有文书。按上面的按钮起草一份，案卷里已有的内容会自动填好。")
_LETTERS = N_("文书列表")
_EDIT, _PRINT, _WORD, _DELIVER, _REMOVE = N_("修改"), N_("预览和打印"), N_("存为 Word"), N_("登记送达"), N_("删除")
_LOOK = N_("预览")
_ISSUE_ON = N_("印发日期")
_WRITTEN = N_("已存为 {file}")
_ISSUED_SAID = N_("已印发“{name}”，文号 {number}")
_FORM_SAID = N_("已印发“{name}”")
COLUMNS = (
    ColumnSpec("state", N_("状态"), 80, kind="pill", value=lambda row: state_pill(row)),
    ColumnSpec("kind", N_("文书"), 0, value=lambda row: _(LETTER_NAMES[LetterKind(row.kind)])),
    ColumnSpec("number", N_("文号"), 130),
    ColumnSpec("issued_on", _ISSUE_ON, 96, kind="date"),
)


def state_pill(row: LetterRow) -> Pill:
    """A draft, issued, or delivered."""
    if row.delivered_on:
        return Pill("good", _(_DELIVERED))
    return Pill("good", _(_ISSUED)) if row.issued_on else Pill("soon", _(_DRAFT))


class LetterSection(QWidget):
    """What the case needs now as buttons, its letters, and the one that is being written."""

    said = Signal(str)
    print_asked = Signal(object)  # Paper

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._runner = context, context.runner
        self._detail: RequestDetail | None = None
        self._places = Places()
        self.needed = Heading(_NEEDED, times=1.1)
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.offers = QWidget()
        self._offers = QVBoxLayout(self.offers)
        self._offers.setContentsMargins(0, 0, 0, 0)
        self.other = menu_button(
            _OTHER, [(LETTER_NAMES[kind], partial(self.begin, kind)) for kind in LetterKind], QUIET
        )
        self.none = Label(_NONE, tone="quiet", wrap=True)
        self.table = SmallTable(COLUMNS)
        self.commands = QWidget()
        self._commands = Flow(self.commands)
        self.editor, self.delivery = Editor(context), DeliveryForm(context)
        self.overview = QWidget()
        self._lay_out()
        self._listen()
        self._stand(self.overview)

    def _lay_out(self) -> None:
        name(self.table, _LETTERS)
        inside = QVBoxLayout(self.overview)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self.needed, self.nothing, self.offers):
            inside.addWidget(widget)
        inside.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.none, self.table, self.commands):
            inside.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(12))
        for widget in (self.overview, self.editor, self.delivery):
            box.addWidget(widget)
        box.addStretch(1)

    def _listen(self) -> None:
        self.table.current_changed.connect(lambda _row: self._act())
        self.table.opened.connect(lambda row: self.edit() if row.issued_on is None else self.print_letter())
        self.editor.kept.connect(self._keep)
        self.editor.issued.connect(self._issue)
        self.delivery.asked.connect(self._deliver)
        for part in (self.editor, self.delivery):
            part.left.connect(partial(self._stand, self.overview))

    def show_record(self, detail: RequestDetail) -> None:
        """Show the letters of this case; what is being written for the same one stays, for another it is kept."""
        other = self._detail is None or self._detail.row.uuid != detail.row.uuid
        if other:
            self.leave()
        current = self.table.current()
        self._detail = detail
        self.table.set_rows(detail.letters)
        self.table.setVisible(bool(detail.letters))
        self.none.setVisible(not detail.letters)
        self.table.setFixedHeight(theme.scaled(34) * (min(len(detail.letters), ROWS_SHOWN) + 1) + theme.scaled(24))
        if detail.letters:
            wanted = current.uuid if current and not other else detail.letters[-1].uuid
            self.table.selectRow(next((n for n, row in enumerate(detail.letters) if row.uuid == wanted), 0))
        self._act()
        work = partial(letters.offered, request_uuid=detail.row.uuid)
        self._runner.query(self, work, self._offer, lambda _error: self._offer([]), slot="offers")

    def leave(self) -> None:
        """Keep what is being written as a draft."""
        draft = self.editor.typed()
        if draft and self.editor.isVisibleTo(self) and self.editor.changed() and draft.title and draft.body:
            self._keep(draft)
        self._stand(self.overview)

    def begin(self, kind: LetterKind, event_uuid: str = "") -> None:
        """Begin a letter of this kind, filled with what the case knows."""
        if self._detail is None:
            return
        self.leave()
        work = partial(
            letters.begun,
            request_uuid=self._detail.row.uuid, kind=kind, event_uuid=event_uuid, today=self._context.today(),
        )  # fmt: skip
        self._runner.query(self, work, self._write, slot="begin")

    def edit(self) -> None:
        """Go on writing the draft the list is on."""
        if row := self._row():
            self._runner.query(self, partial(letters.draft_of, uuid=row.uuid), partial(self._write, uuid=row.uuid))

    def print_letter(self) -> None:
        """Show the letter as it will print."""
        if row := self._row():
            self.print_asked.emit(papers.letter_of(row.uuid, row.kind))

    def save_word(self) -> None:
        """Write the letter as a Word file where a person says; its name tells kind and number only."""
        row = self._row()
        if row is None or self._detail is None:
            return
        stem = f"{_(LETTER_NAMES[LetterKind(row.kind)])}_{row.number or self._detail.row.number}"
        path = self._places.ask(self, _WORD, WORD, stem, self._context.today())
        if path is None:
            return
        self._runner.query(
            self,
            partial(letter_papers.write_word, uuid=row.uuid, path=path),
            lambda _done: self.said.emit(_(_WRITTEN).format(file=path.name)),
        )

    def deliver(self) -> None:
        """Ask how the letter arrived."""
        if self._row():
            self._stand(self.delivery)
            self.delivery.begin()

    def remove(self) -> None:
        """Take the letter to the recycle bin."""
        if row := self._row():
            self._runner.change(self, letters.REMOVE, partial(letters.remove, uuids=[row.uuid]), values={"n": 1})

    def _row(self) -> LetterRow | None:
        row: LetterRow | None = self.table.current()
        return row

    def _stand(self, part: QWidget) -> None:
        """Show the overview, or what is being filled in."""
        for each in (self.overview, self.editor, self.delivery):
            each.setVisible(each is part)

    def _offer(self, found: Sequence[Offer]) -> None:
        while self._offers.count():
            item = self._offers.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for offer in found:
            button = secondary(LETTER_NAMES[offer.kind], partial(self.begin, offer.kind, offer.event_uuid))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            why = Label(tone="quiet", wrap=True)
            why.setText(offer.why)
            self._offers.addWidget(why)
        self.offers.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _act(self) -> None:
        """What may be done with the letter the list is on."""
        while self._commands.count():
            item = self._commands.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for button in self._buttons(self._row()):
            self._commands.addWidget(button)

    def _buttons(self, row: LetterRow | None) -> Iterator[Button]:
        if row is None:
            return
        if row.issued_on is None:
            yield primary(_EDIT, self.edit)
        yield secondary(_PRINT if row.issued_on else _LOOK, self.print_letter)
        yield secondary(_WORD, self.save_word)
        if row.issued_on is not None:
            yield secondary(_DELIVER, self.deliver)
        yield (danger if row.issued_on else quiet)(_REMOVE, self.remove)

    def _write(self, draft: LetterDraft, uuid: str = "") -> None:
        self._stand(self.editor)
        self.editor.write(draft, uuid)

    def _values(self, draft: LetterDraft) -> dict[str, str]:
        return {"name": _(LETTER_NAMES[draft.kind])}

    def _keep(self, draft: LetterDraft) -> None:
        """Keep what was written, as a new draft or in place of the one that is kept."""
        uuid = self.editor.uuid
        work = partial(letters.edit, uuid=uuid, draft=draft) if uuid else partial(letters.keep, draft=draft)
        title = letters.EDIT if uuid else letters.WRITE
        self._runner.change(self, title, work, lambda _uuid: self._stand(self.overview), self._values(draft))

    def _issue(self, draft: LetterDraft, on: date) -> None:
        work = partial(letters.sent, uuid=self.editor.uuid, draft=draft, on=on, today=self._context.today())
        self._runner.change(self, letters.ISSUE, work, partial(self._tell_issued, draft), self._values(draft))

    def _tell_issued(self, draft: LetterDraft, number: str) -> None:
        self._stand(self.overview)
        told = _ISSUED_SAID if number else _FORM_SAID
        self.said.emit(_(told).format(name=_(LETTER_NAMES[draft.kind]), number=number))

    def _deliver(self, values: dict[str, Any]) -> None:
        if row := self._row():
            work = partial(letters.deliver, uuid=row.uuid, today=self._context.today(), **values)
            told = {"name": _(LETTER_NAMES[LetterKind(row.kind)])}
            self._runner.change(self, letters.DELIVER, work, lambda _done: self._stand(self.overview), told)
