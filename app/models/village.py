"""What a village discloses (公开事项清单): the rows taken from the catalog, and its own."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned


class VillageMatter(Owned):
    """A matter a village discloses, with how often, by whom and where; `item_key` is empty for a matter of its own.

    Not in the search index: the same words stand in every village's list, and the catalog they come from is searched.
    """

    __tablename__ = "village_matter"
    __table_args__ = (Index("ix_village_matter_office", "office_code", "position"),)

    office_code: Mapped[str]
    item_key: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    name_mn: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    cycle: Mapped[str]
    time_limit: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
