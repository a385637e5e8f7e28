"""Values as text: dates as 2026-11-20, amounts with thousands."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from app.i18n import N_, _

_KILO, _MEGA = N_("{n} KB"), N_("{n} MB")


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


def size_words(size: int) -> str:
    """A size given in bytes in KB or MB, as people read it."""
    if size < 2**20:
        return _(_KILO).format(n=f"{max(size / 1024, 0.1):.1f}")
    return _(_MEGA).format(n=f"{size / 2**20:.1f}")
