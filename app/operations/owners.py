"""Whose a record is: this office's own, or one below whose package brought it; registers and today keep them apart.

A filter has two fields for it. `owner` is empty for this office's own records, ALL for everybody's, else a code.
`office_code` asks for the records of a place, whoever brought them, and alone outweighs an empty `owner`.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.models.base import Owned
from app.models.office import Office
from app.models.package import Arrival, Device
from app.store.journal import refuse_foreign

__all__ = ["ALL", "OwnerRow", "any_foreign", "below", "brought_by", "mine", "refuse_foreign", "where"]

ALL = "all"
_REPORT = "report"


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """An office below that sent records."""

    code: str
    name: str
    name_mn: str


def below(session: Session) -> list[OwnerRow]:
    """The offices whose packages were taken in, by their codes."""
    sent = select(Arrival.sender).where(Arrival.kind == _REPORT)
    asked = select(Office.code, Office.name, Office.name_mn).where(Office.code.in_(sent)).order_by(Office.code)
    return [OwnerRow(*row) for row in session.execute(asked)]


def any_foreign(session: Session) -> bool:
    """Whether any records of other offices can stand here at all."""
    return bool(session.scalar(select(exists().where(Arrival.kind == _REPORT))))


def mine(cls: type[Owned]) -> ColumnElement[bool]:
    """The condition for this office's own records."""
    return cls.owner_code == ""


def where(cls: type[Owned], owner: str, office_code: str = "") -> list[ColumnElement[bool]]:
    """The conditions of a filter for whose records are shown."""
    if owner == ALL or (office_code and not owner):
        return []
    return [cls.owner_code == owner]


def brought_by(session: Session, record: Any) -> str:
    """The name of the office that brought a record, for people; empty for this office's own."""
    code = getattr(record, "owner_code", "")
    if not code:
        return ""
    name = session.scalar(select(Office.name).where(Office.code == code))
    return name or session.scalar(select(func.max(Device.office_name)).where(Device.office_code == code)) or code
