"""A due date as a machine reads it."""

from typing import Any

from app.i18n import _
from app.rules.calendar import explained
from app.rules.time_limits import Due


def due_value(due: Due) -> dict[str, Any]:
    """The day with its reason, its article and the day-by-day explanation."""
    return {
        "on": due.on,
        "provisional": due.provisional,
        "hard_on": due.hard_on,
        "rule": due.rule,
        "reason": due.reason.text,
        "law": _(due.law),
        "notes": [note.text for note in due.notes],
        "explained": explained(due.count) if due.count else [],
    }
