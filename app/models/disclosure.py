"""What the office disclosed of its own accord (主动公开台账)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned

OPEN = text("status IN ('draft', 'in_review', 'returned', 'approved')")
OFF_WEB = text("status = 'published' AND NOT on_web")
WITHDRAWN = text("status = 'withdrawn'")


class Disclosure(Owned):
    """One item disclosed, however many channels carried it."""

    __tablename__ = "disclosure"
    __table_args__ = (
        # what the views of open items ask for, in the order they were entered
        Index(
            "ix_disclosure_open",
            *("id", "status", "due_provisional", "due_on"),
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_disclosure_open_due", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_disclosure_off_web", "id", sqlite_where=OFF_WEB, postgresql_where=OFF_WEB),
        Index("ix_disclosure_withdrawn", "id", sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN),
        Index("ix_disclosure_due", "due_on", "id"),
        Index("ix_disclosure_began", "began_on", "id"),
        Index("ix_disclosure_domain", "domain", "id"),
        Index("ix_disclosure_item", "item_key", "began_on"),
    )
    search_name = ("title", "title_mn")
    search_text = ("document_number", "responsible", "summary", "note")

    office_code: Mapped[str]
    title: Mapped[str]
    title_mn: Mapped[str] = mapped_column(default="")
    item_key: Mapped[str | None]
    domain: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")
    formed_on: Mapped[date | None]
    obtained_on: Mapped[date | None]
    event_on: Mapped[date | None]
    began_on: Mapped[date]  # the first of the three that is known: what the register is sorted by
    time_limit: Mapped[str] = mapped_column(default="")
    limit_scope: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]  # a cache: rules/time_limits.py can always tell it anew
    due_provisional: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str]
    published_on: Mapped[date | None]  # the first channel event
    on_web: Mapped[bool] = mapped_column(default=False)
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ChannelEvent(Owned):
    """One appearance of an item: where, when, under which address."""

    __tablename__ = "channel_event"

    disclosure_uuid: Mapped[str] = mapped_column(
        ForeignKey("disclosure.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    channel: Mapped[str]
    published_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    # that of the item, so that the tally of a year needs no second look (store/migrations/versions/0004)
    office_code: Mapped[str] = mapped_column(default="", server_default="")


class GateReview(Owned):
    """One answer at one of the five gates (政治关、法律关、政策关、保密关、文字关)."""

    __tablename__ = "gate_review"

    disclosure_uuid: Mapped[str] = mapped_column(
        ForeignKey("disclosure.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    gate: Mapped[str]
    passed: Mapped[bool]
    reviewer: Mapped[str]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class Attachment(Owned):
    """A file that belongs to a record; its bytes stand once in `content`."""

    __tablename__ = "attachment"
    search_name = ("name",)

    owner_uuid: Mapped[str] = mapped_column(String(32), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
