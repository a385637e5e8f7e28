"""Where an errand goes to or comes from (U盘): the sticks that are plugged in, or any folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.i18n import N_, _
from app.operations.packages import shipped
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog, open_folder
from app.ui.widgets.empty import Empty
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import size_words
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from app.operations.packages.shipped import Stick
    from app.ui.widgets.page import Context

SIZE = (720, 460)
FOLDER = "packages_folder"  # among what the preferences keep
_LIST = N_("插在电脑上的U盘")
_WHICH = N_("插好U盘，在下面选中它。没有列出来的，点“刷新”；也可以选一个文件夹。")
_NO_STICK = N_("没有找到U盘")
_NO_STICK_WHY = N_("请把U盘插好再点“刷新”。有的U盘和移动硬盘不会列在这里，可以用“选文件夹…”找到它。")
_REFRESH, _FOLDER, _CANCEL = N_("刷新"), N_("选文件夹…"), N_("取消")
_LAST = N_("上次的文件夹")
_FREE, _GIGA = N_("{free} / {total}"), N_("{n} GB")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the list: a stick, or the folder that was chosen last."""

    path: Path
    label: str
    free: str
    filesystem: str


COLUMNS = (
    ColumnSpec("label", N_("名称"), 160),
    ColumnSpec("free", N_("可用 / 总容量"), 150, align="right"),
    ColumnSpec("filesystem", N_("格式"), 80),
    ColumnSpec("path", N_("位置"), 0, value=lambda row: str(row.path)),
)


class StickDialog(Dialog):
    """The sticks, newest look first; `chosen` carries the folder. `go_on` is the verb on the primary button."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, context: Context, title: str, go_on: str) -> None:
        super().__init__(parent, title)
        fit(self, *SIZE)
        self._context = context
        self.table = SmallTable(COLUMNS)
        name(self.table, _LIST)
        self.empty = Empty(_NO_STICK, _NO_STICK_WHY)
        self.room = QStackedWidget()
        for each in (self.table, self.empty):
            self.room.addWidget(each)
        self.body.addWidget(Label(_WHICH, tone="quiet", wrap=True))
        self.body.addWidget(self.room, 1)
        self.folder_button = secondary(_FOLDER, self.choose_folder)
        self.refresh_button = secondary(_REFRESH, self.look)
        self.say_left(self.refresh_button)
        self.say_left(self.folder_button)
        self.go_button = primary(go_on, self.go_on)
        self.set_buttons(secondary(_CANCEL, self.reject), self.go_button)
        self.table.opened.connect(lambda _row: self.go_on())
        self.table.current_changed.connect(lambda row: self.go_button.setEnabled(row is not None))
        self.show_places([])
        self.look()

    def look(self) -> None:
        """Read which sticks there are."""
        last = self._context.preferences.current.last.get(FOLDER, "")
        self._context.runner.query(self, lambda _s: (shipped.sticks(), _still(last)), self._take, slot="sticks")

    def choose_folder(self) -> None:
        """Ask for any folder."""
        last = self._context.preferences.current.last.get(FOLDER)
        if folder := open_folder(self, _FOLDER, Path(last) if last else None):
            self.use(folder)

    def go_on(self) -> None:
        """Go on with the chosen line."""
        if place := self.table.current():
            self.use(place.path)

    def use(self, folder: Path) -> None:
        """Go on with this folder, and offer it next time."""
        last = {**self._context.preferences.current.last, FOLDER: str(folder)}
        self._context.preferences.remember(last=last)
        self.accept()
        self.chosen.emit(folder)

    def show_places(self, places: Sequence[Place]) -> None:
        """Offer these; the first is chosen."""
        self.table.set_rows(places)
        self.room.setCurrentWidget(self.table if places else self.empty)
        self.go_button.setEnabled(bool(places))
        if places:
            self.table.selectRow(0)
        (self.table if places else self.refresh_button).setFocus()

    def _take(self, found: tuple[Sequence[Stick], Path | None]) -> None:
        sticks, last = found
        places = [
            Place(
                stick.path,
                stick.label,
                _(_FREE).format(free=_room(stick.free), total=_room(stick.total)),
                stick.filesystem,
            )
            for stick in sticks
        ]
        if last and last not in [place.path for place in places]:
            places.append(Place(last, _(_LAST), "", ""))
        self.show_places(places)


def _room(size: int) -> str:
    """Bytes as people read them on a stick."""
    return _(_GIGA).format(n=f"{size / 2**30:.1f}") if size >= 2**30 else size_words(size)


def _still(folder: str) -> Path | None:
    """The folder of last time, if it is there."""
    path = Path(folder)
    return path if folder and path.is_dir() else None
