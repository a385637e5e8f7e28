"""The same thing done to many items: those selected, or all that the filter shows, with their exact number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.operations import disclosure_lists, disclosures
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.rules.disclosures import FIELD_NAMES, ChannelDraft
from app.ui.disclosures.channel_section import ChannelForm, ReasonForm
from app.ui.disclosures.item_finder import ItemFinder
from app.ui.widgets.buttons import Button, Heading, Label, danger, primary, quiet, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.detail import Detail
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.words import say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell
    from app.ui.widgets.page import Context

PAGE = 200
STEP = 100
TEXTS = ("responsible", "document_number", "note")
_TITLE = N_("批量处理")
_SELECTED, _FILTERED = N_("选中的 {n} 条"), N_("筛选出的全部 {n} 条")
_EDIT = (N_("对选中的 {n} 条修改"), N_("对筛选出的 {n} 条修改"))
_SUBMIT = (N_("对选中的 {n} 条提交审核"), N_("对筛选出的 {n} 条提交审核"))
_RECALL = (N_("对选中的 {n} 条收回修改"), N_("对筛选出的 {n} 条收回修改"))
_PUBLISH = (N_("对选中的 {n} 条登记公开渠道"), N_("对筛选出的 {n} 条登记公开渠道"))
_WITHDRAW = (N_("对选中的 {n} 条撤下"), N_("对筛选出的 {n} 条撤下"))
_REMOVE = (N_("对选中的 {n} 条删除"), N_("对筛选出的 {n} 条删除"))
_BLANK_KEEPS = N_("只填要改的字段，空着的字段保持原样。改后可以一次撤销。")
_ALL_OR_NONE = N_("其中有一条不能这样处理时，全部不处理，并说明是哪一种情形。")
_CLOSE = N_("关闭")
_MOVED = N_("这期间台账有变化：原来是 {before} 条，现在是 {now} 条，没有处理。请核对列表后再做。")
_NOTHING_SET = N_("还没有填写要改的字段，没有改动。")
_HEADS = (N_("修改字段"), N_("登记公开渠道"), N_("撤下"), N_("其他"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items: by uuid, or by places in the filtered list; `n` is the number shown on the button."""

    n: int
    wanted: DisclosureFilter
    today: date
    uuids: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()

    def resolved(self, session: Session) -> list[str]:
        """The uuids; UserError if they are no longer as many as the button said."""
        found = list(self.uuids) or list(self._read(session))
        if len(found) != self.n:
            raise UserError(_MOVED, {"before": self.n, "now": len(found)})
        return found

    def _read(self, session: Session) -> Iterator[str]:
        if not self.ranges:
            yield from disclosure_lists.uuids(session, self.wanted, self.today, self.n + 1)
            return
        pages = DisclosurePages(self.wanted, self.today)
        for first, last in self.ranges:
            for index in range(first // PAGE, last // PAGE + 1):
                rows = enumerate(pages.page(session, index, PAGE), index * PAGE)
                yield from (row.uuid for place, row in rows if first <= place <= last)


class BulkPanel(Detail):
    """Asks what to do with the selected or all filtered items, and does it as one operation."""

    closed = Signal()

    def __init__(self, context: Context, finder: ItemFinder) -> None:
        super().__init__()
        self._context, self._finder = context, finder
        self._selection: Scope | None = None
        self._all: Scope | None = None
        self.selected, self.filtered = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        self.form = Form(self._specs())
        self.channel = ChannelForm(context.today, _PUBLISH[0])
        self.reason = ReasonForm(_WITHDRAW[0])
        self.edit_button = primary(_EDIT[0], self.edit, n=0)
        self.submit_button = secondary(_SUBMIT[0], self.submit, n=0)
        self.recall_button = secondary(_RECALL[0], self.recall, n=0)
        self.remove_button = danger(_REMOVE[0], self.remove, n=0)
        self._lay_out()
        self.form.save_asked.connect(self.edit)
        self.channel.asked.connect(self.publish)
        self.reason.asked.connect(self.withdraw)

    def _specs(self) -> list[FieldSpec]:
        def find(text: str, then: Callable[[Any], None]) -> None:
            work = partial(self._finder.found, text=text, today=self._context.today())
            self._context.runner.query(self, work, then, slot="find")

        return [
            FieldSpec("item_key", FIELD_NAMES["item_key"], "choice", N_("输入汉字或拼音首字母查找"), find=find),
            *(FieldSpec(key, FIELD_NAMES[key]) for key in TEXTS),
            FieldSpec("time_limit", FIELD_NAMES["time_limit"]),
            *(FieldSpec(key, FIELD_NAMES[key], "date") for key in ("formed_on", "obtained_on", "event_on")),
        ]

    def _lay_out(self) -> None:
        self._say_heading()
        self._speeches = [
            say(button, button.setText, message, n=0)
            for button, message in ((self.selected, _SELECTED), (self.filtered, _FILTERED))
        ]
        for button in (self.selected, self.filtered):
            self._group.addButton(button)
            button.toggled.connect(lambda _on: self._say_buttons())
            self.add(button)
        self.add(Label(_ALL_OR_NONE, tone="quiet", wrap=True))
        others = QWidget()
        flow = Flow(others)
        for each in (self.submit_button, self.recall_button, self.remove_button):
            flow.addWidget(each)
        for head, widgets in zip(
            _HEADS,
            (
                (Label(_BLANK_KEEPS, tone="quiet", wrap=True), self.form, _right(self.edit_button)),
                (self.channel,),
                (self.reason,),
                (others,),
            ),
            strict=True,
        ):
            self.add(Heading(head, times=1.1))
            for widget in widgets:
                self.add(widget)
        self.add_stretch()
        self.set_actions(quiet(_CLOSE, self.closed.emit))

    def offer(self, selection: Scope | None, everything: Scope) -> None:
        """Offer the selected items, if any, and all that the filter shows."""
        self._selection, self._all = selection, everything
        self.selected.setVisible(selection is not None)
        self._speeches[0].say(_SELECTED, n=f"{selection.n:,}" if selection else 0)
        self._speeches[1].say(_FILTERED, n=f"{everything.n:,}")
        if self._group.checkedButton() is None or selection is None:
            (self.selected if selection else self.filtered).setChecked(True)
        self._say_buttons()

    def scope(self) -> Scope | None:
        """The items that the buttons speak of."""
        return self._selection if self.selected.isChecked() and self._selection else self._all

    def start(self) -> None:
        """Empty the fields and go to the first."""
        self.form.clear(keep_pinned=False)
        self.channel.clear()
        self.reason.form.clear(keep_pinned=False)
        (self.selected if self._selection else self.filtered).setChecked(True)
        self._group.checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self) -> None:
        """Set the fields that are filled in."""
        if self.form.show_problems(()):
            self.form.focus_problem()
            return
        values = {key: value for key, value in self.form.values().items() if value}
        if not values:
            self._context.runner.failed.emit(UserError(_NOTHING_SET))
            return
        self._do(disclosures.BULK_EDIT, partial(disclosures.bulk_edit, values=values, today=self._context.today()))

    def submit(self) -> None:
        """Send them to review."""
        self._do(disclosures.SUBMIT, disclosures.submit)

    def recall(self) -> None:
        """Take them back."""
        self._do(disclosures.RECALL, disclosures.recall)

    def remove(self) -> None:
        """Take them to the recycle bin."""
        self._do(disclosures.REMOVE, disclosures.remove)

    def publish(self, events: Sequence[ChannelDraft]) -> None:
        """Enter where they appeared."""
        self._do(disclosures.PUBLISH, partial(disclosures.publish, events=events, today=self._context.today()))

    def withdraw(self, reason: str) -> None:
        """Take them down."""
        self._do(disclosures.WITHDRAW, partial(disclosures.withdraw, reason=reason, today=self._context.today()))

    def retranslate(self) -> None:
        """Say the heading again."""
        self._say_heading()

    def _say_heading(self) -> None:
        self.set_heading(_(_TITLE))

    def _do(self, title: str, act: Callable[..., int]) -> None:
        scope = self.scope()
        if scope is None or not scope.n:
            return

        def work(session: Session, tell: Tell) -> int:
            uuids = scope.resolved(session)
            for first in range(0, len(uuids), STEP):
                tell(first, len(uuids))
                act(session, uuids=uuids[first : first + STEP])
            return len(uuids)

        self._context.runner.long(self, title, work, lambda _n: self.start(), {"n": scope.n})

    def _say_buttons(self) -> None:
        scope = self.scope()
        n, which = (scope.n if scope else 0), int(scope is self._all)
        shown = f"{n:,}"
        for button, messages in self._buttons():
            button.say(messages[which], n=shown)
            button.setEnabled(n > 0)

    def _buttons(self) -> tuple[tuple[Button, tuple[str, str]], ...]:
        return (
            (self.edit_button, _EDIT),
            (self.submit_button, _SUBMIT),
            (self.recall_button, _RECALL),
            (self.remove_button, _REMOVE),
            (self.channel.button, _PUBLISH),
            (self.reason.button, _WITHDRAW),
        )


def _right(button: Button) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
    return holder
