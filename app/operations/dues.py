"""When an item is due: the rule's answer for a record."""

from functools import lru_cache

from sqlalchemy.orm import Session

from app.models.disclosure import Disclosure
from app.operations import offices
from app.rules import time_limits
from app.rules.calendar import Calendar
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
