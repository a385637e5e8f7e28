"""Bookkeeping of this one file, which never travels and is not journaled."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identity


class Meta(Base):
    """A fact about this file: whose it is, where it was restored from."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Draft(Base):
    """What somebody is typing, kept so that nothing is lost when the power goes."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    form: Mapped[str]
    record_uuid: Mapped[str] = mapped_column(String(32), default="")  # empty for a new record
    person_uuid: Mapped[str] = mapped_column(String(32), default="")
    fields: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Content(Base):
    """The bytes of attachments, each stored once under its SHA-256."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Tally(Base):
    """How many items an office disclosed in a year, by channel; channel "" counts each item once (条例年报 "计1条").

    Triggers of the file keep it with every row written, removed or brought back, so that the figures of millions of
    items stand ready; migration 0004 holds them, `operations/checks.py` counts it over.
    """

    __tablename__ = "tally"

    office_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
