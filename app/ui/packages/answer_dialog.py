"""The receipt (回执) for what was taken in: written, carried to the stick, read back; then the stick may be pulled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.i18n import N_
from app.operations.packages import errands, receipts
from app.ui.packages.whole_file import moment, with_file
from app.ui.widgets.buttons import Heading, Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fitting import fit
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.store.database import Store
    from app.ui.run import Tell

SIZE = (620, 340)
WORK = N_("出回执并写到U盘")
_WHERE = N_("写到：{folder}")
_TITLE = N_("给“{office}”出回执")
_WHAT = N_("回执逐包、逐条告诉对方已接收、重复、退回和冲突的情况；对方读入回执，这一包才算报送完成。")
_LATER, _CLOSE, _MORE = N_("以后再出"), N_("关闭"), N_("再看U盘上的文件…")
_PULL = N_("可以拔出 {medium}")
_WRITTEN = N_("{files} 已写好并逐字节核对无误。请交还对方，请对方在“回执与退回”里读入。")


class AnswerDialog(Dialog):
    """Offers the receipt for one computer, and says when the stick may be pulled; `more_asked` goes back to it."""

    more_asked = Signal()

    def __init__(self, page: Page, keys: Path, kid: str, office: str, folder: Path) -> None:
        super().__init__(page, _TITLE, office=office)
        fit(self, *SIZE)
        self._page, self._keys, self._kid, self._folder = page, keys, kid, folder
        self.pull = Heading(times=1.6)
        self.pull.setWordWrap(True)
        self.pull.set_tone("good")
        self.pull.hide()
        self.words = Label(_WHAT, wrap=True)
        self.where = Label(_WHERE, tone="quiet", wrap=True, folder=str(folder))
        for widget in (self.pull, self.words, self.where):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.more_button = secondary(_MORE, self._more)
        self.more_button.hide()
        self.say_left(self.more_button)
        self.later_button = secondary(_LATER, self.reject)
        self.write_button = primary(WORK, self.write)
        self.set_buttons(self.later_button, self.write_button)

    def write(self) -> None:
        """Write the receipt to the stick, read it back; once it is there, close."""
        if self.pull.text():
            self.accept()
            return
        now = moment(self._page)

        def work(store: Store, tell: Tell) -> list[str]:
            path = receipts.write(store, self._keys, self._kid, now)
            carried = errands.carry_out(store, path, self._folder, now, tell)
            return [each.path.name for each in carried]

        with_file(self._page, WORK, work, self._carried)

    def _carried(self, files: list[str]) -> None:
        self.pull.say(_PULL, medium=str(self._folder))
        self.pull.show()
        self.words.say(_WRITTEN, files="、".join(files))
        self.where.hide()
        self.later_button.hide()
        self.more_button.show()
        self.write_button.say(_CLOSE)
        self.write_button.setFocus()

    def _more(self) -> None:
        self.accept()
        self.more_asked.emit()
