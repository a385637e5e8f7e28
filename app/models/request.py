"""Requests for information (依申请公开): who asks, what, every step of the case, its letters, what comes afterwards."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Owned

OPEN = text("state NOT IN ('replied', 'closed', 'archived')")


class Applicant(Owned):
    """Who asks. All of it is private: no sheet, export or page reads it but through the gate.

    `identity` tells who counts as the same person for the fee: the identity number, or else name and phone.
    """

    __tablename__ = "applicant"

    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(index=True)
    id_kind: Mapped[str] = mapped_column(String(16), default="")
    id_number: Mapped[str] = mapped_column(default="")
    representative: Mapped[str] = mapped_column(default="")  # 法定代表人, 代理人
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    identity: Mapped[str] = mapped_column(index=True)


class Request(Owned):
    """One request; those split from one letter share `letter_uuid`.

    From `state` to `flags` everything is a cache: rules/request_clock.py tells it anew from the channel, the day of
    arrival and the events.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_open", "id", "state", "due_on", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_request_due", "due_on", "id"),
        Index("ix_request_arrived", "arrived_on", "id"),
        # what the annual report counts, without the table
        Index("ix_request_received", "office_code", "received_on", "closed_on", "applicant_kind", "outcome", "channel"),
        Index("ix_request_closed", "office_code", "closed_on", "applicant_kind", "outcome", "extended", "channel"),
        Index("ix_request_applicant", "applicant_uuid", "received_on"),
    )
    search_name = ("title",)
    search_text = ("number", "external_number", "content")

    office_code: Mapped[str]
    number: Mapped[str] = mapped_column(String(40), index=True)
    external_number: Mapped[str] = mapped_column(default="")  # of the region's own system
    letter_uuid: Mapped[str] = mapped_column(String(32), index=True)
    part: Mapped[int] = mapped_column(default=1)
    applicant_uuid: Mapped[str] = mapped_column(ForeignKey("applicant.uuid", deferrable=True, initially="DEFERRED"))
    applicant_kind: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    arrived_on: Mapped[date]
    title: Mapped[str]
    content: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(default="")
    medium: Mapped[str] = mapped_column(String(16), default="")
    route: Mapped[str] = mapped_column(String(16), default="")
    topic: Mapped[str] = mapped_column(default="")
    handler: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(24))
    received_on: Mapped[date | None]
    base_due_on: Mapped[date | None]
    due_on: Mapped[date | None]  # of the reply; none while the clock stands
    due_provisional: Mapped[bool] = mapped_column(default=False)
    next_kind: Mapped[str] = mapped_column(String(24), default="")
    next_on: Mapped[date | None]  # what must happen next, by when
    extended: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str] = mapped_column(String(16), default="")
    closed_on: Mapped[date | None]
    flags: Mapped[str] = mapped_column(default="")
    archived_on: Mapped[date | None]
    proactive: Mapped[str] = mapped_column(
        String(12), default="", index=True
    )  # 转主动公开: suggested, accepted, declined
    proactive_note: Mapped[str] = mapped_column(default="")
    disclosure_uuid: Mapped[str] = mapped_column(String(32), default="")


class RequestParty(Owned):
    """Somebody who asks together with the applicant of a request (共同申请人)."""

    __tablename__ = "request_party"

    request_uuid: Mapped[str] = mapped_column(
        ForeignKey("request.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    applicant_uuid: Mapped[str] = mapped_column(
        ForeignKey("applicant.uuid", deferrable=True, initially="DEFERRED"), index=True
    )


class RequestEvent(Owned):
    """One step of a case, a fact with its day; see rules/request_clock.py for what it does to the clock."""

    __tablename__ = "request_event"
    __table_args__ = (Index("ix_request_event_kind", "kind", "happened_on"),)

    request_uuid: Mapped[str] = mapped_column(
        ForeignKey("request.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    kind: Mapped[str] = mapped_column(String(24))
    happened_on: Mapped[date]
    reached_on: Mapped[date | None]  # when the letter reached whom it was for
    days: Mapped[int | None]  # of an extension, of a correction period
    party_kind: Mapped[str] = mapped_column(String(16), default="")
    party: Mapped[str] = mapped_column(default="")  # who is consulted, to whom it is transferred
    answers_uuid: Mapped[str] = mapped_column(String(32), default="")  # the consultation that is answered
    agrees: Mapped[bool | None]  # what the one consulted says
    outcome: Mapped[str] = mapped_column(String(16), default="")
    basis: Mapped[str] = mapped_column(String(40), default="")
    method: Mapped[str] = mapped_column(String(8), default="")  # 按件, 按量
    quantity: Mapped[int | None]
    amount_fen: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")


class Letter(Owned):
    """A letter of a case (文书) as it was written; its paper and its Word file are made from this whenever wanted."""

    __tablename__ = "letter"

    request_uuid: Mapped[str] = mapped_column(
        ForeignKey("request.uuid", deferrable=True, initially="DEFERRED"), index=True
    )
    event_uuid: Mapped[str] = mapped_column(String(32), default="")
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(default="", index=True)
    title: Mapped[str]
    addressee: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date | None]
    delivery: Mapped[str] = mapped_column(String(16), default="")
    delivered_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(default="")


class LetterTemplate(Owned):
    """A kind of letter in the office's own words, in place of those that come with the program."""

    __tablename__ = "letter_template"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)


class Tariff(Owned):
    """A tariff of the information-processing fee (信息处理费) that the office installed, by the day it begins."""

    __tablename__ = "tariff"

    in_force_on: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    steps: Mapped[dict[str, Any]]


class Remedy(Owned):
    """A reconsideration (行政复议), a suit (行政诉讼) or a complaint (举报投诉), mostly over a request."""

    __tablename__ = "remedy"
    __table_args__ = (Index("ix_remedy_filed", "kind", "filed_on"),)

    office_code: Mapped[str]
    request_uuid: Mapped[str] = mapped_column(String(32), default="", index=True)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(default="")
    filed_on: Mapped[date]
    authority: Mapped[str] = mapped_column(default="")  # 复议机关, 法院
    claim: Mapped[str] = mapped_column(Text, default="")
    after_uuid: Mapped[str] = mapped_column(String(32), default="")  # the reconsideration a suit follows
    result: Mapped[str] = mapped_column(String(12), default="")  # "": not concluded
    decided_on: Mapped[date | None]
    handling: Mapped[str] = mapped_column(Text, default="")


class AnnualReport(Owned):
    """A year's report (年度报告) of an office, or of an office with all below it (`scope`).

    `figures` are those entered by hand, by the key of their cell; `reasons` are why a check or a difference stands, by
    its key; `sections` the text, by section; `frozen` every figure as it was when the report was made final.
    """

    __tablename__ = "annual_report"
    __table_args__ = (Index("ix_annual_report_year", "year", "office_code", "scope", unique=True),)

    office_code: Mapped[str]
    year: Mapped[int]
    scope: Mapped[str] = mapped_column(String(8))
    form: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(8))
    figures: Mapped[dict[str, Any]]
    reasons: Mapped[dict[str, Any]]
    sections: Mapped[dict[str, Any]]
    frozen: Mapped[dict[str, Any]]
    final_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    published_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
