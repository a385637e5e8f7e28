"""When an item is due, a notice comes down, an objection must be answered: the rule's answer for a record."""

from functools import lru_cache

from sqlalchemy.orm import Session

from app.models.disclosure import Disclosure
from app.models.notice import Notice, Objection
from app.operations import offices
from app.rules import notices, time_limits
from app.rules.calendar import Calendar, Unit
from app.rules.disclosures import DisclosureDraft

parsed = lru_cache(maxsize=4096)(time_limits.parse)


def choices(session: Session) -> time_limits.Choices:
    """The office's choices that due dates depend on."""
    values = offices.chosen(session)
    month, _dash, day = values["yearly_month_day"].partition("-")
    yearly = (int(month), int(day)) if month else None
    return time_limits.Choices(timely_days=int(values["timely_days"]), yearly=yearly)


def due_of(item: Disclosure | DisclosureDraft, calendar: Calendar, chosen: time_limits.Choices) -> time_limits.Due:
    """The due date of an item, with its reason (《政府信息公开条例》第二十六条 where its own limit says nothing)."""
    facts = time_limits.Facts(item.formed_on, item.obtained_on, item.event_on, item.limit_scope)
    return time_limits.due(parsed(item.time_limit), facts, calendar, chosen)


def hang(notice: Notice, calendar: Calendar) -> None:
    """Write into a posted notice its last day (公示期), and whether a year's calendar is missing for it."""
    if notice.posted_on is not None:
        period = notices.period(notice.posted_on, notice.period_days, Unit(notice.period_unit), calendar)
        notice.last_on, notice.last_provisional = period.last, period.provisional


def answer_by(objection: Objection, days: int, calendar: Calendar) -> None:
    """Write into an objection the day by which it must be answered (choice `objection_days`)."""
    counted = notices.answer_due(objection.received_on, days, calendar)
    objection.due_on, objection.provisional = counted.rolled, counted.provisional
