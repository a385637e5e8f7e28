"""Settings: is everything whole (检查)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.i18n import N_, _
from app.operations import checks
from app.operations.checks import Finding
from app.ui import theme
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.page import Context
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.run import Tell

_WHAT = N_("检查数据文件、记录之间的关联、附件、搜索索引和节假日安排；只看不改，随时可以做。")
_START, _CHECKING = N_("开始检查"), N_("检查数据文件")
_WELL, _ILL = N_("完好"), N_("有问题")


class ChecksSection(ScrollingSection):
    """Looks when it is asked to, and says each finding in a sentence."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.findings: Sequence[Finding] = ()
        self._card = QWidget()
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.scaled(8))
        self._grid.setColumnStretch(1, 1)
        line = QHBoxLayout()
        self.start_button = primary(_START, self.start)
        line.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(Label(_WHAT, tone="quiet", wrap=True))
        self.add_row(line)
        self.add(self._card)

    def start(self) -> None:
        """Look at everything."""
        today = self.context.today()

        def work(session: Session, _tell: Tell) -> list[Finding]:
            return checks.all_of(session, today)

        self.runner.long(self, _CHECKING, work, self._show, writes=False)

    def retranslate(self) -> None:
        """The sentences come in the language in use: look again."""
        if self.findings:
            self.start()

    def _show(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for row, finding in enumerate(findings):
            pill = PillLabel(Pill("good", _(_WELL)) if finding.well else Pill("late", _(_ILL)))
            sentence = QLabel(finding.sentence)
            sentence.setWordWrap(True)
            self._grid.addWidget(pill, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(sentence, row, 1)
