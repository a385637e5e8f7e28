"""Making several requests of one letter (一事一申请): one matter in each line, with the numbers they will get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.operations import request_entry, request_lists, requests
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.operations.request_lists import RequestDetail, RequestRow
    from app.ui.run import Runner
    from app.ui.widgets.page import Page

LINES = 6
_TITLE = N_("拆分申请 {number}")
_WHY = N_("一封来信要几样信息，可以拆成几件分别办理、分别答复：每件沿用来信的申请人、日期和已办的步骤。")
_MATTERS, _ONE_LINE = N_("申请事项"), N_("每行一个事项")
_PREVIEW = N_("拆分后的申请")
_SPLIT, _CANCEL = N_("拆分为 {n} 件"), N_("取消")
COLUMNS = (ColumnSpec("number", N_("申请编号"), 130), ColumnSpec("title", N_("申请事项"), 0))


def ask_split(page: Page, uuid: str) -> None:
    """Ask into which matters a request is to be parted, and part it."""
    work = partial(request_lists.opened, uuid=uuid, today=page.context.today())
    page.runner.query(page, work, partial(_ask, page), slot="split")


def _ask(page: Page, detail: RequestDetail) -> None:
    dialog = SplitDialog(page, page.runner, detail)
    dialog.chosen.connect(partial(_split, page, detail.row))
    dialog.open()


def _split(page: Page, row: RequestRow, titles: list[str]) -> None:
    work = partial(requests.split, uuid=row.uuid, titles=titles, today=page.context.today())
    page.runner.change(page, requests.SPLIT, work, values={"number": row.number})


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the letter as it will be."""

    uuid: str
    number: str
    title: str


class SplitDialog(Dialog):
    """`chosen` carries the matters, once there are at least two; the first keeps the request's number."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, runner: Runner, detail: RequestDetail) -> None:
        super().__init__(parent, _TITLE, number=detail.row.number)
        self._runner, self._row = runner, detail.row
        self.form = Form((FieldSpec("matters", _MATTERS, "text", _ONE_LINE, lines=LINES),))
        self.form.set_values({"matters": detail.row.title})
        self.table = SmallTable(COLUMNS)
        self.split_button = primary(_SPLIT, self._split, n=0)
        self.body.addWidget(Label(_WHY, tone="quiet", wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.table, 1)
        name(self.table, _PREVIEW)
        self.set_buttons(secondary(_CANCEL, self.reject), self.split_button)
        self.form.edited.connect(lambda _key: self._preview())
        self.form.save_asked.connect(self._split)
        self._preview()
        self.form.focus("matters")

    def matters(self) -> list[str]:
        """What each part is about."""
        return [line.strip() for line in str(self.form.values()["matters"]).splitlines() if line.strip()]

    def _preview(self) -> None:
        found = self.matters()
        self.split_button.say(_SPLIT, n=len(found))
        self.split_button.setEnabled(len(found) > 1)
        work = partial(request_entry.upcoming, year=self._row.arrived_on.year, n=max(len(found) - 1, 1))
        self._runner.query(self, work, partial(self._show, found), slot="numbers")

    def _show(self, found: Sequence[str], numbers: Sequence[str]) -> None:
        pairs = zip((self._row.number, *numbers), found, strict=False)
        self.table.set_rows([PartRow(number, number, title) for number, title in pairs])

    def _split(self) -> None:
        found = self.matters()
        if len(found) > 1:
            self.chosen.emit(found)
            self.accept()
