"""Who was paid what (惠民惠农惠牧补贴): rolls by village and programme, their rows, and apart what is private."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned, Record


class PayoutRoll(Owned):
    """The roll of one programme in one village: its figures are the sums of its rows."""

    __tablename__ = "payout_roll"
    __table_args__ = (Index("ix_payout_roll_year", "year", "office_code", "programme", "batch"),)
    search_name = ("programme", "programme_mn")

    office_code: Mapped[str] = mapped_column(index=True)
    programme: Mapped[str]
    programme_mn: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    batch: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    households: Mapped[int]
    total_fen: Mapped[int]
    first_paid_on: Mapped[date | None]
    last_paid_on: Mapped[date | None]
    notice_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)


class Payout(Owned):
    """One row of a roll, with only what a notice may show."""

    __tablename__ = "payout"
    __table_args__ = (Index("ix_payout_roll", "roll_uuid", "position"),)

    roll_uuid: Mapped[str] = mapped_column(
        String(32), ForeignKey("payout_roll.uuid", deferrable=True, initially="DEFERRED")
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(index=True)
    members: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")  # 村民小组
    item: Mapped[str] = mapped_column(default="")
    quantity: Mapped[str] = mapped_column(default="")
    standard: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int]
    paid_on: Mapped[date | None]


class PayoutPrivate(Owned):
    """What is known of a person paid and is never printed: kept apart from the row (《个人信息保护法》第二十八条)."""

    __tablename__ = "payout_private"

    payout_uuid: Mapped[str] = mapped_column(
        String(32), ForeignKey("payout.uuid", deferrable=True, initially="DEFERRED"), unique=True
    )
    id_number: Mapped[str] = mapped_column(String(18), default="", index=True)
    bank_card: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    health: Mapped[str] = mapped_column(default="")


class Unmasking(Record):
    """Somebody looked at or took out what is usually masked: which record, what, and why."""

    __tablename__ = "unmasking"

    record_table: Mapped[str] = mapped_column(String(24))
    record_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)
    what: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(default="")
