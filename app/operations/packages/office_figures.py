"""What each office of the tree did in a year, counted: what goes to a level that asks for figures."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.models.disclosure import Disclosure
from app.models.local import Tally
from app.models.notice import Notice
from app.models.office import Office
from app.models.package import OfficeFigure
from app.models.payout import PayoutRoll
from app.models.request import Request
from app.operations import offices
from app.operations.request_counts import closed_in, received_in
from app.rules.disclosures import Status

NUMBERS = (
    "disclosures",
    "notices",
    "payout_households",
    "payout_fen",
    "requests_received",
    "requests_closed",
    "requests_in_time",
    "items_due",
    "items_done",
    "items_in_time",
)
"""What is counted of each office and year; "channels" holds besides how many items each channel carried."""
Figures = dict[str, Any]


def refresh(session: Session, today: date) -> int:
    """Count every office of this year and the last, and keep what is new; how many changed.

    What an office below told of itself in figures stays as it came.
    """
    return sum(_refreshed(session, year) for year in (today.year - 1, today.year))


def _refreshed(session: Session, year: int) -> int:
    found, names = counted(session, year), _names(session)
    there = {one.uuid: one for one in session.scalars(select(OfficeFigure).where(OfficeFigure.year == year))}
    changed = 0
    for code, name in names.items():
        uuid, figures = figure_uuid(code, year), found.get(code, _nothing())
        kept = there.get(uuid)
        if kept is None and any(figures.values()):
            session.add(OfficeFigure(uuid=uuid, office_code=code, office_name=name, year=year, figures=figures))
            changed += 1
        elif kept is not None and not kept.owner_code and (kept.figures != figures or kept.office_name != name):
            kept.figures, kept.office_name = figures, name
            changed += 1
    session.flush()
    return changed


def figure_uuid(code: str, year: int) -> str:
    """The name for life of an office's figures of a year: the same wherever they are counted."""
    return hashlib.sha256(f"office_figure {code} {year}".encode()).hexdigest()[:32]


def of_year(session: Session, year: int) -> dict[str, Figures]:
    """The figures of each office of the tree by its code: counted where its records are here, else as it told them."""
    asked = select(OfficeFigure.office_code, OfficeFigure.figures).where(OfficeFigure.year == year)
    return dict(session.execute(asked).all()) | counted(session, year)


def counted(session: Session, year: int) -> dict[str, Figures]:
    """What the registers of this file hold of each office of the tree in a year; offices without any are left out."""
    own = offices.own_code(session)
    found: dict[str, Figures] = defaultdict(_nothing)
    tally = select(Tally.office_code, Tally.channel, Tally.n).where(Tally.year == year, Tally.n > 0)
    for code, channel, n in session.execute(tally.order_by(Tally.office_code, Tally.channel)):
        if channel:
            found[code]["channels"][channel] = n
        else:
            found[code]["disclosures"] = n
    for keys, asked in _asked(year):
        for code, *numbers in session.execute(asked):
            found[code].update(zip(keys, map(int, numbers), strict=True))
    return {code: figures for code, figures in sorted(found.items()) if code.startswith(own)}


def _nothing() -> Figures:
    return {**dict.fromkeys(NUMBERS, 0), "channels": {}}


def _asked(year: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each group of figures with the statement that counts it by office."""
    days = date(year, 1, 1), date(year, 12, 31)
    posted = select(Notice.office_code, func.count()).where(Notice.posted_on.between(*days))
    yield ("notices",), posted.group_by(Notice.office_code)
    paid = select(PayoutRoll.office_code, func.sum(PayoutRoll.households), func.sum(PayoutRoll.total_fen))
    yield ("payout_households", "payout_fen"), paid.where(PayoutRoll.year == year).group_by(PayoutRoll.office_code)
    received, closed = received_in(year), closed_in(year)
    in_time = and_(closed, ~Request.flags.contains("overdue"))
    yield (
        ("requests_received", "requests_closed", "requests_in_time"),
        select(Request.office_code, *(func.count().filter(each) for each in (received, closed, in_time)))
        .where(received | closed)
        .group_by(Request.office_code),
    )
    due = Disclosure.due_on.between(*days)
    yield (
        ("items_due", "items_done", "items_in_time"),
        select(Disclosure.office_code, *DUE_COUNTS).where(due).group_by(Disclosure.office_code),
    )


_PUBLIC: ColumnElement[bool] = Disclosure.status.in_((Status.PUBLISHED, Status.WITHDRAWN))
DUE_COUNTS = (
    func.count(),
    func.count().filter(_PUBLIC),
    func.count().filter(_PUBLIC, Disclosure.published_on <= Disclosure.due_on),
)
"""Of items with a due day: how many there are, are public, and became so in time."""


def _names(session: Session) -> Mapping[str, str]:
    asked = select(Office.code, Office.name).where(Office.code.startswith(offices.own_code(session)))
    return dict(session.execute(asked.order_by(Office.code)).all())
