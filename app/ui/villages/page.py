"""The page 嘎查村."""

from __future__ import annotations

from functools import partial

from app.i18n import N_
from app.operations import villages
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.villages.agreement import AgreementSection
from app.ui.villages.matters import MattersSection
from app.ui.villages.places import PlacesSection
from app.ui.villages.portal import PortalSection
from app.ui.villages.year_plan import YearPlanSection
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("places", N_("嘎查村名单"), PlacesSection),
    SectionSpec("matters", N_("公开事项清单"), MattersSection),
    SectionSpec("plan", N_("年度公开计划"), YearPlanSection),
    SectionSpec("agreement", N_("对应一致"), AgreementSection),
    SectionSpec("portal", N_("门户专栏"), PortalSection),
)


class VillagesPage(Sections):
    """Villages, what they disclose and when, whether both sides agree, the pages for the portal."""

    title = N_("嘎查村")
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key, a place by its code, a year of the agreement, or a record by its uuid."""
        if isinstance(target, int):
            self.choose("agreement").open(target)
        elif isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif isinstance(target, str) and (target.isdigit() or target == "import"):
            self.choose("places").open(target)
        elif isinstance(target, str) and target:
            self.runner.query(
                self, lambda session: villages.code_of(session, target), partial(self._open_record, target), slot="open"
            )

    def _open_record(self, uuid: str, code: str) -> None:
        """A place, or the place of a board, by its code; else a matter."""
        if code:
            self.choose("places").open(code)
        else:
            self.choose("matters").open(uuid)
