"""Values as text: dates as 2026-11-20, amounts with thousands."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class Pill(NamedTuple):
    """A state in words with its colour: good, soon, late or unknown."""

    state: str
    text: str


def shown(value: object, kind: str = "text") -> str:
    """A value as it stands in a cell or a label; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Pill):
        return value.text
    if kind == "mark":
        return "✓" if value else ""
    if kind in ("number", "money") and isinstance(value, int | float | Decimal):
        return f"{value:,.2f}" if kind == "money" else f"{value:,}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
