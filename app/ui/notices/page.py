"""The page 公示."""

from __future__ import annotations

from app.i18n import N_
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.notices.archive import ArchiveSection
from app.ui.notices.batch import BatchSection
from app.ui.notices.listing import NoticesSection
from app.ui.notices.objections import ObjectionsSection
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("notices", N_("公示"), NoticesSection),
    SectionSpec("batch", N_("批量打印"), BatchSection),
    SectionSpec("objections", N_("异议"), ObjectionsSection),
    SectionSpec("archive", N_("档案与查询"), ArchiveSection),
)


class NoticesPage(Sections):
    """The board's list, printing many at once, objections, the archive with its query log."""

    title = N_("公示")
    help_page = "notices"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key; anything else is for the list of notices."""
        if isinstance(target, str) and target in self._specs:
            self.choose(target)
        else:
            self.choose("notices").open(target)
