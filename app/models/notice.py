"""What hangs on the wall (公示): notices, objections to them, and who asked for a filed one."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned, Record

OPEN = text("status != 'filed'")


class Notice(Owned):
    """A notice of one village from draft to archive; `office_code` is the village, `issuer_code` who issues it.

    `table` is the roll of a notice whose rows stand nowhere else: {"headings": [...], "headings_mn": [...],
    "numbers": [...], "rows": [[...]]}. `households` and `amount_fen` are the figures the sheet gives, for comparing.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_open", "id", "status", "last_on", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_notice_office", "office_code", "id"),
        Index("ix_notice_year", "year", "programme"),
    )
    search_name = ("title", "title_mn")
    search_text = ("number", "code", "archive_number")

    office_code: Mapped[str]
    issuer_code: Mapped[str]
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(24), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str]
    title_mn: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(Text, default="")
    body_mn: Mapped[str] = mapped_column(Text, default="")
    table: Mapped[dict[str, Any]]
    matter_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)
    item_key: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    programme: Mapped[str] = mapped_column(default="")
    households: Mapped[int | None]
    amount_fen: Mapped[int | None]
    period_days: Mapped[int]  # 0: long-term
    period_unit: Mapped[str] = mapped_column(String(8))
    planned_on: Mapped[date | None]  # the day the sheet says it will be posted
    status: Mapped[str] = mapped_column(String(12))
    reviewed_by: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    printed_on: Mapped[date | None]
    posted_on: Mapped[date | None]
    posted_by: Mapped[str] = mapped_column(default="")
    board_uuid: Mapped[str] = mapped_column(String(32), default="")
    last_on: Mapped[date | None]  # a cache: rules/notices.py can always tell it anew
    last_provisional: Mapped[bool] = mapped_column(default=False)
    taken_down_on: Mapped[date | None]
    taken_down_by: Mapped[str] = mapped_column(default="")
    filed_on: Mapped[date | None]
    filed_by: Mapped[str] = mapped_column(default="")
    archive_number: Mapped[str] = mapped_column(default="")
    retention: Mapped[str] = mapped_column(String(12), default="")
    corrects_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)
    reason: Mapped[str] = mapped_column(default="")  # why it corrects another, or was taken down early
    note: Mapped[str] = mapped_column(default="")


class Objection(Owned):
    """An objection to a notice and what became of it; who objected never leaves this office on paper."""

    __tablename__ = "objection"

    notice_uuid: Mapped[str] = mapped_column(
        ForeignKey("notice.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    received_on: Mapped[date]
    name: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]  # a cache
    provisional: Mapped[bool] = mapped_column(default=False)
    checked_by: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    upheld: Mapped[bool | None]


class NoticeQuery(Record):
    """Somebody asked at the counter for a filed notice or for what was paid (查询登记)."""

    __tablename__ = "notice_query"

    notice_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)
    asked_on: Mapped[date]
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    shown: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
