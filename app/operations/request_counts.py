"""What the annual report counts of requests: each cell as conditions on the register, so that it opens to its records.

Received and closed are days of the case; a request that was withdrawn before it counted as received is in no cell.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, or_

from app.models.request import Request
from app.rules.requests import ApplicantKind, RequestChannel

Condition = ColumnElement[bool]


def received_in(year: int) -> Condition:
    """Received in the year (本年新收)."""
    return Request.received_on.between(date(year, 1, 1), date(year, 12, 31))


def carried_into(year: int) -> Condition:
    """Received earlier and still open when the year began (上年结转)."""
    first = date(year, 1, 1)
    return and_(Request.received_on < first, or_(Request.closed_on.is_(None), Request.closed_on >= first))


def closed_in(year: int) -> Condition:
    """Ended in the year (本年度办理结果)."""
    ended = Request.closed_on.between(date(year, 1, 1), date(year, 12, 31))
    return and_(ended, Request.received_on.is_not(None))


def carried_out_of(year: int) -> Condition:
    """Received and still open when the year ended (结转下年度继续办理)."""
    return carried_into(year + 1)


ROWS: Mapping[str, Callable[[int], Condition]] = MappingProxyType(
    {"new": received_in, "carried_in": carried_into, "7": closed_in, "carried_out": carried_out_of}
)
OLD_CHANNELS: Mapping[str, tuple[RequestChannel, ...]] = MappingProxyType(
    {
        "3.1.1": (RequestChannel.IN_PERSON,),
        "3.1.2": (RequestChannel.FAX,),
        "3.1.3": (RequestChannel.INTERNET,),
        "3.1.4": (RequestChannel.SIGNED_MAIL, RequestChannel.ORDINARY_MAIL),
    }
)


def in_table_3(row: str, column: str, year: int) -> list[Condition]:
    """A cell of table 3 of the 2021 format: row "new", "carried_in", an outcome code, "7" or "carried_out".

    `column` is an ApplicantKind, "organisations" for all but persons, or "total".
    """
    found = [ROWS[row](year)] if row in ROWS else [closed_in(year), Request.outcome == row]
    if column == "organisations":
        found.append(Request.applicant_kind != ApplicantKind.PERSON)
    elif column != "total":
        found.append(Request.applicant_kind == column)
    return found


def in_old_table(row: str, year: int) -> list[Condition]:
    """A cell of part 3 of the form of 2018 that requests feed; a parent row holds all below it."""
    if row == "3.1":
        return [received_in(year)]
    if row in OLD_CHANNELS:
        return [received_in(year), Request.channel.in_(OLD_CHANNELS[row])]
    late = or_(Request.extended, Request.flags.contains("overdue"))
    if row in ("3.2.1", "3.2.2"):
        return [closed_in(year), late if row == "3.2.2" else ~late]
    if row in ("3.2", "3.3"):
        return [closed_in(year)]
    return [closed_in(year), or_(Request.outcome == row, Request.outcome.startswith(f"{row}.", autoescape=True))]


def conditions(cell: str, year: int) -> list[Condition]:
    """The requests behind a cell of either format by its key: "3.new.total", "3.3.1.person"; "2018:3.3.4"."""
    if cell.startswith("2018:"):
        return in_old_table(cell.removeprefix("2018:"), year)
    _table, row_and_column = cell.split(".", 1)
    row, column = row_and_column.rsplit(".", 1)
    return in_table_3(row, column, year)
