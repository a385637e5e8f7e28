"""The first start: whose file this computer will keep, or where the file already is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import N_
from app.rules import offices
from app.ui import theme
from app.ui.run import Runner, open_store
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.dialogs import open_file, open_folder
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.folding import Folding
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.store.database import Store

TITLE = N_("开始使用")
WIDEST = 620
PATTERNS = ((N_("Iltod 数据文件"), "*.iltod"),)
_WELCOME = N_(
    "先填写本单位，程序会在这台电脑上建立一个数据文件，登记的内容都保存在里面，不需要联网。"
    "以后可在“设置”中修改名称和备份文件夹。"
)
_CODE_HINT = N_("旗县 6 位，苏木乡镇 9 位，嘎查村 12 位数字")
_BACKUP_HINT = N_("建议选U盘或另一块硬盘；留空则备份在数据文件旁边")
_FIELDS = (
    FieldSpec("level", N_("单位层级"), "choice", required=True, options=tuple(offices.LEVEL_NAMES.items())),
    FieldSpec("name", N_("单位名称"), required=True),
    FieldSpec("code", N_("行政区划代码"), hint=_CODE_HINT, required=True),
    FieldSpec("name_mn", N_("蒙古文名称"), script="mn"),
    FieldSpec("backup", N_("备份文件夹"), hint=_BACKUP_HINT),
)


class FirstStartPage(QScrollArea):
    """Makes the office's file, opens one that exists, or takes one from a backup."""

    opened = Signal(object, object)  # path of the file, folder for backups or None

    def __init__(self, runner: Runner, path: Path) -> None:
        super().__init__()
        self._runner, self._path = runner, path
        self.form = Form(_FIELDS)
        self.form.set_values({"level": offices.Level.TOWNSHIP})
        self.form.save_asked.connect(self.establish)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._card())

    def _card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(theme.scaled(WIDEST))
        box = QVBoxLayout(card)
        box.setContentsMargins(*(theme.scaled(24),) * 4)
        box.setSpacing(theme.scaled(16))
        box.addWidget(Label(_WELCOME, wrap=True))
        box.addWidget(self.form)
        box.addWidget(secondary(N_("选择备份文件夹…"), self._choose_folder), 0, Qt.AlignmentFlag.AlignLeft)
        self.create_button = primary(N_("建立数据文件"), self.establish)
        others = QWidget()
        ways = Flow(others)
        ways.addWidget(secondary(N_("打开已有的数据文件…"), self._open_existing))
        ways.addWidget(secondary(N_("从备份恢复…"), self._restore))
        box.addWidget(Folding(others, self.create_button))
        ground = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, WIDEST)  # with an alignment instead, the wrapped text would take its height from the fields
        row.addStretch(1)
        outer = QVBoxLayout(ground)
        outer.addLayout(row)
        outer.addStretch(1)
        return ground

    def draft(self) -> offices.OfficeDraft:
        """The office as it is filled in."""
        values = self.form.values()
        level = offices.Level(values["level"] or offices.Level.TOWNSHIP)
        return offices.OfficeDraft(values["code"], values["name"], level, values["name_mn"])

    def establish(self) -> None:
        """Make the file, or say what is wrong."""
        draft = self.draft()
        if self.form.show_problems(offices.office_problems(draft)):
            self.form.focus_problem()
            return

        def make() -> Store:
            from app.operations.offices import create_store

            return create_store(self._path, draft)

        self._open(self._path, make)

    def _open_existing(self) -> None:
        if path := open_file(self, N_("打开数据文件"), PATTERNS, self._path.parent):
            self._open(path, partial(open_store, path))

    def _restore(self) -> None:
        if backup := open_file(self, N_("选择备份"), PATTERNS):

            def make() -> Store:
                from app.operations import backups

                self._path.parent.mkdir(parents=True, exist_ok=True)
                backups.restore(self._path, backup, datetime.now())
                return open_store(self._path)

            self._open(self._path, make)

    def _choose_folder(self) -> None:
        if folder := open_folder(self, N_("选择备份文件夹")):
            self.form.set_values({"backup": str(folder)})

    def _open(self, path: Path, make: Callable[[], Store]) -> None:
        backup = self.form.values()["backup"]
        self.create_button.setEnabled(False)

        def failed(error: BaseException) -> None:
            self.create_button.setEnabled(True)
            self._runner.failed.emit(error)

        self._runner.open(self, make, lambda: self.opened.emit(path, Path(backup) if backup else None), failed)
