"""What differs between two catalogs, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.i18n import N_
from app.rules.catalog import Difference
from app.ui import theme
from app.ui.widgets.buttons import Label
from app.ui.widgets.words import name

HEIGHT = 120
_READING = N_("正在比较…")
_SAME = N_("两者没有差别。")
_COUNTS = N_("新增 {added} 项，取消 {removed} 项，修改 {changed} 处。")
_LIST = N_("差别")


class DifferenceList(QWidget):
    """How many differences there are, and each as a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = Label(_READING, wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(theme.scaled(HEIGHT))
        self.list.setProperty("card", True)
        name(self.list, _LIST)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.counts)
        box.addWidget(self.list, 1)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show these."""
        kinds = Counter(difference.kind for difference in differences)
        if differences:
            counts = {kind: kinds[kind] for kind in ("added", "removed", "changed")}
            self.counts.say(_COUNTS, **counts)
        else:
            self.counts.say(_SAME)
        self.list.clear()
        self.list.addItems([difference.text for difference in differences])
