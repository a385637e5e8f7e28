"""Packages between levels (报送包): whose keys are trusted, what was sent and taken in, what is in dispute."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identity, Owned, Record

OPEN = text("settled = ''")


class Device(Record):
    """A computer of another office whose key this office trusts (or no longer does), compared by voice.

    `role` is below (it reports to us), above (we report to it) or recovery (the key locked away for lost devices).
    """

    __tablename__ = "device"

    kid: Mapped[str] = mapped_column(String(64), unique=True)
    office_code: Mapped[str] = mapped_column(index=True)
    office_name: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(String(12))
    alg: Mapped[str] = mapped_column(String(16))
    public: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")  # whom sealed packages are sealed for (age)
    recovery: Mapped[str] = mapped_column(default="")  # the recovery key of that office (age)
    enrolled_on: Mapped[date]
    enrolled_by: Mapped[str] = mapped_column(default="")
    revoked_on: Mapped[date | None]
    revoked_reason: Mapped[str] = mapped_column(default="")


class Arrival(Record):
    """A package that was taken in: enough to know it again, to answer with a receipt, and to see what is missing."""

    __tablename__ = "arrival"
    __table_args__ = (Index("ix_arrival_device", "kid", "kind", "seq"),)

    package_uuid: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    sender: Mapped[str] = mapped_column(index=True)
    kid: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    base_seq: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    prev_sha256: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    taken: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    conflict: Mapped[int] = mapped_column(default=0)
    held: Mapped[dict[str, Any]]  # which versions of catalog, calendar and pack the sender works with
    note: Mapped[str] = mapped_column(default="")  # what the chain of packages told: a gap, a fork


class Dispute(Record):
    """A record of a package that was not taken: returned (退回) with its reason, or in conflict (冲突).

    `theirs` is the record line as it came, so that both versions are kept.
    """

    __tablename__ = "dispute"
    __table_args__ = (Index("ix_dispute_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),)

    arrival_uuid: Mapped[str] = mapped_column(
        ForeignKey("arrival.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    sender: Mapped[str]
    record_table: Mapped[str] = mapped_column(String(24))
    record_uuid: Mapped[str] = mapped_column(String(32), index=True)
    name: Mapped[str] = mapped_column(default="")
    fate: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str]  # a source message; `values` fill its placeholders in the reader's language
    values: Mapped[dict[str, Any]]
    theirs: Mapped[dict[str, Any]]
    settled: Mapped[str] = mapped_column(String(12), default="")  # "", kept (ours), taken (theirs), superseded
    settled_on: Mapped[date | None]
    settled_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Carried(Record):
    """Fields of a record that this program does not know: kept, and sent on with it."""

    __tablename__ = "carried"

    record_uuid: Mapped[str] = mapped_column(String(32), unique=True)
    fields: Mapped[dict[str, Any]]


class OfficeFigure(Owned):
    """What an office did in a year, in numbers: what a level further up is told in place of the records."""

    __tablename__ = "office_figure"
    __table_args__ = (Index("ix_office_figure_year", "year", "office_code"),)

    office_code: Mapped[str]
    office_name: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    figures: Mapped[dict[str, Any]]


class PackPart(Owned):
    """A part of a parameter pack that is text: a report format, a code list, terms, a ledger."""

    __tablename__ = "pack_part"
    __table_args__ = (Index("ix_pack_part_key", "kind", "key", unique=True),)

    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(default="")
    text: Mapped[str]


class Shipment(Base):
    """A package this computer wrote: bookkeeping of this file, which neither travels nor is undone."""

    __tablename__ = "shipment"
    __table_args__ = (Index("ix_shipment_receiver", "receiver", "kind", "seq"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    package_uuid: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    receiver: Mapped[str]
    kid: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    base_seq: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    prev_sha256: Mapped[str] = mapped_column(String(64), default="")
    file: Mapped[str]  # its name in the outbox
    size: Mapped[int]
    records: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]]
    upto: Mapped[int] = mapped_column(default=0)  # the newest entry of the journal that it holds
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[dict[str, Any]]  # what the receipt said of it


class Sent(Base):
    """What became of a record that was sent up: which revision, in which package, and what the receipt said."""

    __tablename__ = "sent"
    __table_args__ = (
        Index("ix_sent_seq", "device", "seq"),
        Index("ix_sent_waiting", "record_uuid", sqlite_where=text("fate IN ('', 'again')")),
    )

    record_uuid: Mapped[str] = mapped_column(String(32), primary_key=True)
    record_table: Mapped[str] = mapped_column(String(24))
    rev: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))  # of its content; empty when its removal was sent
    replaces: Mapped[list[Any]]  # what the receiver may hold of it that this revision takes the place of
    seq: Mapped[int]
    device: Mapped[str] = mapped_column(String(16))  # the beginning of the kid of the computer that sent it
    fate: Mapped[str] = mapped_column(String(12), default="")  # "" waits, taken, unchanged, returned, conflict, again
    reason: Mapped[str] = mapped_column(default="")
    values: Mapped[dict[str, Any]]
    held: Mapped[dict[str, Any]]  # in conflict: what the receiver holds


class SentContent(Base):
    """The bytes of an attachment that went up, so that they travel once."""

    __tablename__ = "sent_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int]


class Errand(Base):
    """What was carried to or from a stick (介质登记)."""

    __tablename__ = "errand"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(8))  # out, in
    medium: Mapped[str] = mapped_column(default="")
    file: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
