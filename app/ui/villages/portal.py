"""The pages for the banner's portal (门户专栏): where they go, what is in them and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.operations import notice_lists, portals, villages
from app.ui.disclosures.saving import opened
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, Tick, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.dialogs import open_folder
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell

REMEMBERED = "portal"  # under which the preferences keep the folder
WITH_PDF = "portal_pdf"  # and whether the sheets go with the pages
NOT_YET = ("draft", "to_print", "to_post")  # views of notices that never hung on a board
_WHAT = N_(
    "把贴出过的公示写成一个文件夹的网页，蒙汉两种文字，交给旗县门户网站作嘎查村务公开专栏；不用联网，任何浏览器都能打开。"
)
_IN = N_("写进去：{villages} 个嘎查村，{notices} 份公示。")
_OUT = N_(
    "不写：还没有张贴的公示 {n} 份；已经取下的只写标题和日期；"
    "证件号、银行卡号、手机号和健康情况按“设置—选择项”隐去；地址只写到苏木乡镇。"
)
_NONE = N_("还没有贴出过公示，没有可以写的网页。请先在“公示”里登记张贴。")
_FOLDER, _NO_FOLDER = N_("文件夹：{folder}"), N_("还没有选文件夹。请选一个空文件夹，或上次写的那一个。")
_PDF = N_("每份公示附上 PDF 单子，可以下载")
_CHOOSE, _OPEN, _WRITE = N_("选择文件夹…"), N_("打开文件夹"), N_("写出网页")
_WRITING = N_("写出门户专栏")
_WRITTEN = N_("已写出 {n} 个网页到 {folder}。")


@dataclass(frozen=True, slots=True)
class Content:
    """How much there is to write: villages that stand, notices that hang or hung, and those that did not yet."""

    villages: int
    notices: int
    left_out: int


class PortalSection(ScrollingSection):
    """What the pages are, the folder, and one button."""

    watches = frozenset({"office", "notice", "payout_roll"})
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.inside, self.left_out = Label(wrap=True), Label(tone="quiet", wrap=True)
        self.folder_line, self.written = Label(_NO_FOLDER, wrap=True), Label(tone="good", wrap=True)
        self.with_pdf = Tick(_PDF)
        self.choose_button = secondary(_CHOOSE, self.choose_folder)
        self.open_button = secondary(_OPEN, self.open_written)
        self.write_button = primary(_WRITE, self.write)
        self.with_pdf.setChecked(WITH_PDF in context.preferences.current.last)
        self._some = False
        self._lay_out()

    def _lay_out(self) -> None:
        ways = QWidget()
        flow = Flow(ways)
        for button in (self.write_button, self.choose_button, self.open_button):
            flow.addWidget(button)
        self.add(Label(_WHAT, wrap=True), self.inside, self.left_out, self.folder_line, self.with_pdf, ways)
        self.add(self.written)
        self.written.hide()

    def folder(self) -> Path | None:
        """The folder chosen last."""
        kept = self.context.preferences.current.last.get(REMEMBERED, "")
        return Path(kept) if kept else None

    def reload(self) -> None:
        """Count what there is to write."""
        today = self.context.today()

        def work(session: Session) -> Content:
            counts = notice_lists.view_counts(session, today)
            left_out = sum(counts[view] for view in NOT_YET)
            return Content(len(villages.villages(session)), counts["all"] - left_out, left_out)

        self.runner.query(self, work, self._take, slot="content")

    def choose_folder(self) -> None:
        """Ask for the folder."""
        if folder := open_folder(self, _CHOOSE, self.folder()):
            self.set_folder(folder)

    def set_folder(self, folder: Path) -> None:
        """Write to this folder from now on."""
        self._remember(REMEMBERED, str(folder))
        self.written.hide()
        self._stand()

    def write(self) -> None:
        """Write the pages, with progress; the old ones stay until the new ones are whole."""
        folder = self.folder()
        if folder is None:
            self.choose_folder()
            folder = self.folder()
        if folder is None:
            return
        today, with_pdf = self.context.today(), self.with_pdf.isChecked()
        self._remember(WITH_PDF, "yes" if with_pdf else "")

        def work(session: Session, tell: Tell) -> int:
            return portals.write(session, folder, today, tell, with_pdf)

        self.runner.long(self, _WRITING, work, partial(self._done, folder), writes=False)

    def _remember(self, key: str, value: str) -> None:
        last = {k: v for k, v in self.context.preferences.current.last.items() if k != key}
        self.context.preferences.remember(last={**last, key: value} if value else last)

    def open_written(self) -> None:
        """Show the folder with the computer's own program."""
        if folder := self.folder():
            opened(folder)

    def _done(self, folder: Path, pages: int) -> None:
        self.written.say(_WRITTEN, n=pages, folder=str(folder))
        self.written.show()
        self.said.emit(_(_WRITTEN).format(n=pages, folder=folder.name))
        self._stand()

    def _take(self, content: Content) -> None:
        self._some = bool(content.notices)
        self.inside.say(_IN if self._some else _NONE, villages=content.villages, notices=content.notices)
        self.left_out.say(_OUT, n=content.left_out)
        self._stand()

    def _stand(self) -> None:
        folder = self.folder()
        self.folder_line.say(_FOLDER if folder else _NO_FOLDER, folder=str(folder or ""))
        self.open_button.setEnabled(folder is not None and folder.is_dir())
        self.write_button.setEnabled(self._some)
