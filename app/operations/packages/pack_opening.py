"""A parameter pack copied off the stick, verified and planned in one go; and what the page of packs shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.reading import Parcel
from app.i18n import N_
from app.models.package import Device
from app.operations import offices
from app.operations.packages import errands, packs
from app.operations.packages.packs import MadeRow, PackPlan, PackRow
from app.rules.offices import Level
from app.rules.package_parts import Part
from app.store.database import Store

Tell = Callable[[int, int], None]
_NO_PACK = N_("“{file}”不是参数包。报送包和数据副本请在“接收”里打开，回执请在“回执与退回”里读入。")


@dataclass(frozen=True)
class PackOpening:
    """A pack that was copied off the stick, verified and planned; to be closed once nobody needs it."""

    store: Store
    path: Path
    parcel: Parcel
    plan: PackPlan

    def close(self) -> None:
        """Let go of the copy and put it away."""
        self.parcel.close()
        errands.put_away(self.store, self.path)


@dataclass(frozen=True, slots=True)
class Below:
    """An office below whose computer is trusted here."""

    code: str
    name: str


@dataclass(frozen=True)
class PackSituation:
    """Everything the page shows: what is installed, what was made, what would go down, to whom."""

    own: str
    may_make: bool
    installed: tuple[PackRow, ...]
    made: tuple[MadeRow, ...]
    contents: Mapping[Part, int]
    below: tuple[Below, ...]


def situation(session: Session, outbox: Path) -> PackSituation:
    """Where the office stands with packs from above and for those below."""
    office = offices.own(session)
    asked = select(Device.office_code, Device.office_name).where(Device.role == "below", Device.revoked_on.is_(None))
    below = dict(session.execute(asked.order_by(Device.office_code)).all())
    return PackSituation(
        own=office.code,
        may_make=office.level is not Level.VILLAGE,
        installed=tuple(packs.all_installed(session)),
        made=tuple(packs.made(session, outbox)),
        contents=packs.contents(session),
        below=tuple(Below(code, name) for code, name in below.items()),
    )


def opened(store: Store, keys: Path, path: Path, now: datetime, today: date, tell: Tell) -> PackOpening:
    """Copy a pack off the stick, verify and plan it.

    UserError as `errands.bring_in`, `errands.opened` and `packs.plan`, and for what is no pack. Then nothing is kept.
    """

    def told(done: int, total: int) -> bool:
        tell(done, total)
        return True

    copy = errands.bring_in(store, keys, path, now, told)
    parcel = None
    try:
        parcel = errands.opened(store, copy, told)
        if parcel.header.kind is not PackageKind.CATALOG:
            raise UserError(_NO_PACK, {"file": path.name})
        with store.read() as session:
            return PackOpening(store, copy, parcel, packs.plan(session, parcel, today))
    except BaseException:
        if parcel is not None:
            parcel.close()
        errands.put_away(store, copy)
        raise
