"""What every sheet of paper says about itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Tell = Callable[[int, int], None]
"""Told how many rows of how many are drawn, once a page; it may raise Cancelled."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The office, the title, the number of the sheet and the moment it was printed; subclasses add what they show."""

    office: str
    title: str
    sheet_number: str
    printed_at: datetime
