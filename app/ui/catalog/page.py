"""The page 标准目录."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import N_
from app.operations import catalogs, exceptions
from app.ui.catalog.coverage import CoverageSection
from app.ui.catalog.exceptions import ExceptionsSection
from app.ui.catalog.items import ItemsSection
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.catalog.versions import VersionsSection
from app.ui.widgets.page import Context

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

SECTIONS = (
    SectionSpec("items", N_("目录事项"), ItemsSection),
    SectionSpec("versions", N_("目录版本"), VersionsSection),
    SectionSpec("exceptions", N_("不予公开"), ExceptionsSection),
    SectionSpec("coverage", N_("覆盖情况"), CoverageSection),
)


def section_of(session: Session, uuid: str, today: date) -> str:
    """Which section shows the record with this uuid."""
    if any(version.uuid == uuid for version in catalogs.versions(session, today)):
        return "versions"
    if any(row.uuid == uuid for row in exceptions.listed(session, today)):
        return "exceptions"
    return "items"


class CatalogPage(Sections):
    """Items, versions, what is not disclosed, what is missing."""

    title = N_("标准目录")
    help_page = "catalog"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key, a record by its uuid, or start an import ("starter", "import")."""
        if isinstance(target, str) and target in self._specs:
            self.choose(target)
        elif isinstance(target, str) and target not in ("starter", "import"):
            today = self.context.today()
            self.runner.query(
                self, lambda s: section_of(s, target, today), lambda key: self.choose(key).open(target), slot="open"
            )
        else:
            self.choose("items").open(target)
