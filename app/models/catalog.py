"""Standard catalogs (标准目录) and what is not disclosed (不予公开)."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned


class CatalogVersion(Owned):
    """One version of the office's catalog, with its days of effect."""

    __tablename__ = "catalog_version"
    search_name = ("name",)
    search_text = ("source", "note")

    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    adopted_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    channel_convention: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class CatalogItem(Owned):
    """One row of a catalog: what to disclose, by when, where, to whom (公开事项)."""

    __tablename__ = "catalog_item"
    __table_args__ = (
        Index("ix_catalog_item_version_position", "version_uuid", "position"),
        Index("ix_catalog_item_key", "key"),
    )
    search_name = ("level2", "level1", "level3")
    search_text = ("content", "domain", "basis", "publisher")

    version_uuid: Mapped[str] = mapped_column(ForeignKey("catalog_version.uuid", deferrable=True, initially="DEFERRED"))
    key: Mapped[str]  # the same item in each version
    position: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    domain: Mapped[str]
    level1: Mapped[str]
    level2: Mapped[str] = mapped_column(default="")
    level3: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    time_limit: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    channels: Mapped[list[Any]]  # [[channel, required or null, note], …]
    audience_all: Mapped[bool | None]
    audience_group: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[Any]]
    extra: Mapped[dict[str, Any]]
    standing: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[str] = mapped_column(default="")


class CatalogException(Owned):
    """A matter not disclosed, its ground in law and the day to look at it again (《条例》第十四至十八条)."""

    __tablename__ = "catalog_exception"
    search_name = ("subject",)
    search_text = ("reason", "reviewer")

    subject: Mapped[str]
    ground: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    reviewer: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date]
    review_again_on: Mapped[date]
