"""The first page: what must be done today and in the days after (今天)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.operations import calendars, disclosure_lists, exceptions
from app.operations.disclosure_lists import DisclosureFilter, DisclosureRow

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Section:
    """One heap of work: the view it opens, how many there are, the first few."""

    view: str
    count: int
    rows: tuple[DisclosureRow, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first page shows; `next_year_missing` asks for the next calendar from November on."""

    sections: tuple[Section, ...]
    exceptions_due: int
    counts: dict[str, int]
    next_year_missing: bool


def overview(session: Session, today: date) -> Today:
    """What is overdue, due within a week, provisional, waiting for review, to publish."""
    counts = disclosure_lists.view_counts(session, today)
    views = ("overdue", "due_soon", "provisional", "in_review", "to_publish")
    known = calendars.calendar(session)
    days = calendars.WorkingDays(known, today)
    return Today(
        tuple(_section(session, view, counts[view], today, days) for view in views),
        sum(row.due for row in exceptions.listed(session, today) if row.own),
        counts,
        today.month >= 11 and not known.knows((today + timedelta(365)).replace(month=1, day=1)),
    )


def _section(session: Session, view: str, count: int, today: date, days: calendars.WorkingDays) -> Section:
    if not count:
        return Section(view, 0, ())
    wanted = replace(DisclosureFilter(view=view), order="due")
    rows = disclosure_lists.DisclosurePages(wanted, today).page(session, 0, SHOWN)
    return Section(view, count, tuple(rows))
