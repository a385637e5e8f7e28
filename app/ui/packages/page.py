"""The page 报送."""

from __future__ import annotations

from app.i18n import N_
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.packages.board import BoardTab
from app.ui.packages.packs import PacksTab
from app.ui.packages.receipts import ReceiptsTab
from app.ui.packages.receive import ReceiveTab
from app.ui.packages.send import SendTab
from app.ui.packages.trust import TrustTab
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("send", N_("报送"), SendTab),
    SectionSpec("receive", N_("接收"), ReceiveTab),
    SectionSpec("receipts", N_("回执与退回"), ReceiptsTab),
    SectionSpec("packs", N_("参数下发"), PacksTab),
    SectionSpec("board", N_("报送情况"), BoardTab),
    SectionSpec("trust", N_("信任"), TrustTab),
)


class PackagesPage(Sections):
    """Packages for the level above, what comes from below, receipts, what goes down, and whose keys are trusted."""

    title = N_("报送")
    help_page = "packages"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key, or what a section understands, as ("receipts", uuid)."""
        if isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif isinstance(target, tuple) and target[0] in self._specs:
            self.choose(target[0]).open(target[1])
