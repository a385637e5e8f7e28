"""The page 依申请公开."""

from __future__ import annotations

from app.i18n import N_
from app.operations.annual_reports import FeeFilter
from app.operations.remedies import RemedyFilter
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.requests.demand import DemandSection
from app.ui.requests.fees import FeesSection
from app.ui.requests.listing import RequestsSection
from app.ui.requests.remedies import RemediesSection
from app.ui.requests.templates import TemplatesSection
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("requests", N_("申请"), RequestsSection),
    SectionSpec("fees", N_("信息处理费"), FeesSection),
    SectionSpec("remedies", N_("复议诉讼"), RemediesSection),
    SectionSpec("demand", N_("需求分析"), DemandSection),
    SectionSpec("templates", N_("文书模板"), TemplatesSection),
)


class RequestsPage(Sections):
    """The register of requests, fees, what came afterwards, what is asked for, the office's letters."""

    title = N_("依申请公开")
    help_page = "requests"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key, what stands behind a figure of the report; anything else is for the register."""
        if isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif isinstance(target, RemedyFilter):
            self.choose("remedies").open(target)
        elif isinstance(target, FeeFilter):
            self.choose("fees").open(target.year)
        elif target is not None:
            self.choose("requests").open(target)
