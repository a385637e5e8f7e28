"""The page 补贴发放."""

from __future__ import annotations

from app.i18n import N_
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.payouts.coverage import CoverageSection
from app.ui.payouts.look_up import LookUpSection
from app.ui.payouts.rolls import RollsSection
from app.ui.payouts.unmaskings import UnmaskingsSection
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("rolls", N_("发放名册"), RollsSection),
    SectionSpec("coverage", N_("公示覆盖"), CoverageSection),
    SectionSpec("look_up", N_("查询"), LookUpSection),
    SectionSpec("unmaskings", N_("查看记录"), UnmaskingsSection),
)


class PayoutsPage(Sections):
    """Rolls, which of them hang on the wall, what somebody was paid, and who looked at what is masked."""

    title = N_("补贴发放")
    help_page = "payouts"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key, or a roll by its uuid, alone or as ("roll", uuid)."""
        if isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif target is not None:
            self.choose("rolls").open(target[1] if isinstance(target, tuple) else target)
