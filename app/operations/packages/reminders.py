"""What of packages waits on the first page: to be handed up, returned, in dispute, about to expire.

What it asks is imported only at an office that uses packages: the first page must not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.package import Device
from app.operations import offices
from app.rules.offices import parent_code
from app.rules.package_parts import Validity
from app.rules.package_periods import State
from app.rules.packages import Fate

if TYPE_CHECKING:
    from app.operations.packages.shipped import Due

SOON = 5
"""So many days before the last one a package that is due is told of."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """What waits; `used` tells whether this office exchanges packages at all."""

    used: bool = False
    due: Due | None = None
    days_left: int = 0
    returned: int = 0
    disputed: int = 0
    expiring: int = 0


def waiting(session: Session, today: date) -> Reminders:
    """What waits on a day; nothing at an office that knows no other's key."""
    if not session.scalar(select(exists().where(Device.revoked_on.is_(None)))):
        return Reminders()
    from app.operations.packages import disputes, packs, returned

    due = _due(session, today)
    back = returned.counted(session)
    packs_ending = [pack.validity(today) for pack in packs.all_installed(session)]
    return Reminders(
        used=True,
        due=due,
        days_left=(due.on - today).days if due else 0,
        returned=sum(back.values()),
        disputed=disputes.counted(session)[Fate.CONFLICT],
        expiring=sum(how in (Validity.SOON, Validity.EXPIRED) for how in packs_ending),
    )


def _due(session: Session, today: date) -> Due | None:
    """The period to be handed up, once its last day is near or past; None where nobody above is known."""
    above = parent_code(offices.own_code(session))
    known = exists().where(Device.office_code == above, Device.role == "above", Device.revoked_on.is_(None))
    if not above or not session.scalar(select(known)):
        return None
    from app.operations.packages import shipped

    due = shipped.due(session, above, today)
    near = (due.on - today).days <= SOON
    return due if due.state in (State.MISSING, State.NOT_DUE) and near else None
