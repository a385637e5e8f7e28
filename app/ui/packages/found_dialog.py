"""What lies on a stick (U盘上的文件): packages, receipts, packs, cards, each with what can be done with it here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.i18n import N_, _
from app.operations.packages.arrivals import KIND_NAMES
from app.operations.packages.errands import Found
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.empty import Empty
from app.ui.widgets.fitting import fit
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, size_words
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

SIZE = (900, 520)
RECEIVE, RECEIPTS, PACKS, TRUST = "receive", "receipts", "packs", "trust"
_TITLE = N_("U盘上的文件")
_WHERE = N_("{folder}：以下内容还没有核验，打开时逐项核验。")
_LIST = N_("U盘上的报送包、回执、参数包和登记卡")
_EMPTY = N_("这里没有报送包")
_EMPTY_WHY = N_("没有找到文件名以 zwgk 开头的报送包、回执、参数包或登记卡。请换一个U盘或文件夹；分卷要和清单放在一起。")
_CANCEL, _OTHER = N_("关闭"), N_("换一个U盘…")
_OPEN = N_("核验并查看")
_NEW, _TAKEN, _SEALED, _ELSEWHERE, _OURS, _BAD = (
    N_("可以打开"),
    N_("已接收"),
    N_("已加密"),
    N_("在别处读入"),
    N_("不是给本单位的"),
    N_("打不开"),
)
_CARD = N_("登记卡")
_VOLUMES = N_("{name}（{n} 卷）")
_NOT_OURS = N_("它是发给 {receiver} 的，请交给对的单位。")
_BY_US = N_("它是本单位自己写出的，不用接收。")
_AGAIN = N_("已经接收过；打开后可以再出一次回执。")
_SEALED_WHY = N_("核验时用本机的密钥解密。")
GO: Mapping[str, str] = {
    RECEIPTS: N_("到“回执与退回”"),
    PACKS: N_("到“参数下发”"),
    TRUST: N_("到“信任”登记"),
}
WHY: Mapping[str, str] = {
    RECEIPTS: N_("这是回执，在“回执与退回”里读入。"),
    PACKS: N_("这是上级下发的参数包，在“参数下发”里安装。"),
    TRUST: N_("这是登记卡，在“信任”里登记。"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A file in words: `tab` is where it is read, empty where it is of no use here."""

    found: Found
    office: str
    seq: int | None
    kind: str
    state: Pill
    why: str
    tab: str


@dataclass(frozen=True, slots=True)
class Known:
    """What this office knows of packages before they are opened."""

    own: str
    names: Mapping[str, str]  # of offices, by code
    taken: Collection[str]  # packages taken in


COLUMNS = (
    ColumnSpec("office", N_("发出单位"), 0),
    ColumnSpec("seq", N_("包号"), 60, kind="number"),
    ColumnSpec("kind", N_("种类"), 110),
    ColumnSpec("at", N_("日期"), 150, kind="date", value=lambda line: line.found.at),
    ColumnSpec("size", N_("大小"), 80, align="right", value=lambda line: size_words(line.found.size)),
    ColumnSpec("state", N_("状态"), 120, kind="pill"),
)


def line_of(found: Found, known: Known) -> Line:
    """A file as it stands in the list."""
    file = _(_VOLUMES).format(name=found.path.stem, n=found.volumes) if found.volumes else found.path.name
    if found.problem:
        return Line(found, file, None, "", Pill("late", _(_BAD)), found.problem, "")
    if found.card is not None:
        return Line(found, found.card.office_name, None, _(_CARD), Pill("unknown", _(_ELSEWHERE)), _(WHY[TRUST]), TRUST)
    if found.header is None:
        why = _(_SEALED_WHY) if found.sealed else ""
        return Line(found, file, None, "", Pill("soon", _(_SEALED if found.sealed else _NEW)), why, RECEIVE)
    return _of_header(found, known)


def _of_header(found: Found, known: Known) -> Line:
    header = found.header
    assert header is not None
    office, kind = known.names.get(header.sender, header.sender), _(KIND_NAMES[header.kind])
    tab = {"receipt": RECEIPTS, "catalog": PACKS}.get(header.kind, RECEIVE)
    if header.sender == known.own and header.kind != "backup-copy":
        return Line(found, office, header.seq, kind, Pill("unknown", _(_ELSEWHERE)), _(_BY_US), "")
    if header.receiver not in (known.own, ""):
        receiver = known.names.get(header.receiver, header.receiver)
        why = _(_NOT_OURS).format(receiver=receiver)
        return Line(found, office, header.seq, kind, Pill("late", _(_OURS)), why, "")
    if tab != RECEIVE:
        return Line(found, office, header.seq, kind, Pill("unknown", _(_ELSEWHERE)), _(WHY[tab]), tab)
    if header.package_uuid in known.taken:
        return Line(found, office, header.seq, kind, Pill("good", _(_TAKEN)), _(_AGAIN), RECEIVE)
    return Line(found, office, header.seq, kind, Pill("soon", _(_NEW)), "", RECEIVE)


class FoundDialog(Dialog):
    """The files of one folder; `chosen` carries the line to open, `other_asked` asks for another stick."""

    chosen = Signal(object)  # Line
    other_asked = Signal()

    def __init__(self, parent: QWidget, folder: Path, found: Sequence[Found], known: Known) -> None:
        super().__init__(parent, _TITLE)
        fit(self, *SIZE)
        lines = sorted((line_of(one, known) for one in found), key=_first)
        self.table = SmallTable(COLUMNS, lines)
        name(self.table, _LIST)
        self.why = Label(wrap=True)
        self.room = QStackedWidget()
        self.room.addWidget(self.table)
        self.room.addWidget(Empty(_EMPTY, _EMPTY_WHY))
        self.room.setCurrentIndex(0 if lines else 1)
        self.body.addWidget(Label(_WHERE, tone="quiet", wrap=True, folder=str(folder)))
        self.body.addWidget(self.room, 1)
        self.body.addWidget(self.why)
        self.say_left(secondary(_OTHER, self._other))
        self.open_button = primary(_OPEN, self.go_on)
        self.set_buttons(secondary(_CANCEL, self.reject), self.open_button)
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _line: self.go_on())
        self._show(None)
        if lines:
            self.table.selectRow(0)
            self.table.setFocus()

    def go_on(self) -> None:
        """Hand over the chosen line, if it is of any use here."""
        line = self.table.current()
        if line is not None and line.tab:
            self.accept()
            self.chosen.emit(line)

    def _other(self) -> None:
        self.reject()
        self.other_asked.emit()

    def _show(self, line: Line | None) -> None:
        self.why.setText(line.why if line else "")
        self.why.setVisible(bool(line and line.why))
        self.why.set_tone("late" if line and line.state.state == "late" else "quiet")
        self.open_button.setEnabled(bool(line and line.tab))
        self.open_button.say(GO.get(line.tab, _OPEN) if line else _OPEN)


def _first(line: Line) -> tuple[bool, bool]:
    """What can be opened here stands above, and of it what is new."""
    return line.tab != RECEIVE, line.state.state != "soon"
