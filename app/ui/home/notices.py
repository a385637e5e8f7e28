"""Cards above the heaps of work: what needs a decision before the day's work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.widgets.buttons import Heading, Label, primary, secondary
from app.ui.widgets.chips import Flow

RESTORED = (
    N_("数据文件已从备份恢复"),
    N_("这份数据是 {at} 从备份恢复的。请核对最近登记的内容是否都在，缺少的请补登；核对后按“已核对”。"),
    (N_("已核对"), N_("查看台账")),
)
UNSAVED = (
    N_("有没有保存的输入"),
    N_("“{name}”有 {at} 输入的内容没有保存，可以接着填写。"),
    (N_("接着填写"),),
)
NO_CATALOG = (
    N_("第一步：采用本单位的公开事项目录"),
    N_(
        "目录定下每一类信息该在哪里、多久之内公开。可以先采用随程序提供的起步目录，再逐步换成本单位已公布的目录；"
        "已有目录表格的，直接导入。"
    ),
    (N_("采用起步目录"), N_("导入本单位目录")),
)
NO_CALENDAR = (
    N_("明年的节假日安排还没有装入"),
    N_("到期日算到明年的，先按周一至周五上班计算，显示为“暂定”。国务院办公厅公布安排后，请在设置里装入。"),
    (N_("打开节假日设置"),),
)
EXCEPTIONS = (
    N_("有 {n} 项不予公开事项到了复查时间"),
    N_("《政府信息公开条例》第十八条要求定期评估：情况变化、可以公开的，应当公开。"),
    (N_("逐项复查"),),
)
Words = tuple[str, str, tuple[str, ...]]


class Notice(QWidget):
    """A title, a sentence, and what to do; the first step is the primary one where the card asks for a decision."""

    def __init__(self, words: Words, *steps: Callable[[], object], main: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", True)
        title, sentence, buttons = words
        self._words = words
        self.heading = Heading(title, times=1.1, n=0)
        self.heading.setWordWrap(True)
        self.sentence = Label(sentence, tone="quiet", wrap=True, at="", name="")
        row = QWidget()
        flow = Flow(row)
        self.buttons = [
            (primary if main and not number else secondary)(message, step)
            for number, (message, step) in enumerate(zip(buttons, steps, strict=True))
        ]
        for button in self.buttons:
            flow.addWidget(button)
        box = QVBoxLayout(self)
        for widget in (self.heading, self.sentence, row):
            box.addWidget(widget)
        self.hide()

    def offer(self, needed: bool, n: int = 0, at: str = "", name: str = "") -> None:
        """Show the card if it is needed, with its figures."""
        self.heading.say(self._words[0], n=n)
        self.sentence.say(self._words[1], at=at, name=name)
        self.setVisible(needed)
