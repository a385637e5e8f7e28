"""The records behind a figure of the annual report, of whichever register, in one shape."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.operations import fees, remedies
from app.operations.annual_reports import FeeFilter
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RequestFilter, RequestPages

MOST = 200


class RecordRow(NamedTuple):
    """A record: its number, what it is about, the day that counts."""

    number: str
    title: str
    on: date | None


def listed(
    session: Session, target: RequestFilter | DisclosureFilter | RemedyFilter | FeeFilter | None, today: date
) -> list[RecordRow]:
    """The first two hundred records a cell opens to (`annual_reports.behind`)."""
    if isinstance(target, RequestFilter):
        requests = RequestPages(target, today).page(session, 0, MOST)
        return [RecordRow(row.number, row.title, row.received_on) for row in requests]
    if isinstance(target, DisclosureFilter):
        items = DisclosurePages(target, today).page(session, 0, MOST)
        return [RecordRow(row.document_number, row.title, row.published_on) for row in items]
    if isinstance(target, RemedyFilter):
        return [RecordRow(row.number, row.claim, row.filed_on) for row in remedies.listed(session, target)[:MOST]]
    if isinstance(target, FeeFilter):
        rows = fees.ledger(session, target.year, target.office_code, target.owner)[:MOST]
        return [RecordRow(row.number, row.title, row.noticed_on) for row in rows]
    return []
