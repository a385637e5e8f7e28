"""Which versions of what comes down an office works with: told in every package that goes up."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.catalog import CatalogVersion
from app.models.office import CalendarYear
from app.models.package import Arrival
from app.rules.catalog import VersionStatus


def held(session: Session) -> dict[str, str]:
    """The adopted catalogs by name, the last calendar year installed, the number of the parameter pack."""
    names = select(CatalogVersion.name).where(CatalogVersion.status == VersionStatus.ADOPTED)
    year = session.scalar(select(func.max(CalendarYear.year)))
    pack = session.scalar(select(func.max(Arrival.seq)).where(Arrival.kind == "catalog"))
    return {
        "catalog": "、".join(session.scalars(names.order_by(CatalogVersion.name))),
        "calendar": str(year or ""),
        "pack": str(pack or ""),
    }
