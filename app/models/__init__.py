"""Tables of the office's file, one module per subject; no queries, no rules."""

from app.models import catalog, disclosure, journal, local, notice, office, package, payout, printout, request, village
from app.models.base import Base, Owned, Record

__all__ = [
    "Base",
    "Owned",
    "Record",
    "catalog",
    "disclosure",
    "journal",
    "local",
    "notice",
    "office",
    "package",
    "payout",
    "printout",
    "request",
    "village",
]
