"""Who changed what, and when (留痕)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identity


class Operation(Base):
    """One thing a person did: the unit of undo."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    title: Mapped[str]  # a source message; `values` fill its placeholders in the reader's language
    values: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    person_uuid: Mapped[str | None] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(default="")
    undoes: Mapped[int | None] = mapped_column(index=True)
    undone_by: Mapped[int | None]


class Change(Base):
    """One record that an operation touched, as it was before."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_uuid"),)

    seq: Mapped[int] = mapped_column(Identity, primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    record_table: Mapped[str]
    record_uuid: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(8))  # added, changed, removed
    before: Mapped[dict[str, Any]]
