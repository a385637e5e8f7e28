"""The record lines of a parameter pack, part by part: what this office and those above it set for the ones below."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from app.exchange.packages.json_lines import line
from app.models.catalog import CatalogItem, CatalogVersion
from app.models.office import Office
from app.models.package import Carried
from app.operations import calendars, fees, offices
from app.operations.packages.kinds import DOWN, Kind
from app.rules.calendar import CalendarYear
from app.rules.catalog import VersionStatus
from app.rules.fees import Tariff
from app.rules.offices import Level, parent_code
from app.rules.package_parts import Part

PART_OF: Mapping[str, Part] = {
    "office": Part.OFFICES,
    "catalog_version": Part.CATALOGS,
    "catalog_item": Part.CATALOGS,
    "calendar_year": Part.CALENDARS,
    "tariff": Part.TARIFFS,
    "letter_template": Part.LETTERS,
}
Line = Mapping[str, Any]


def part_of(one: Line) -> str:
    """The part a line belongs to; a text says so itself."""
    return str(PART_OF.get(one["type"]) or one.get("fields", {}).get("kind", one["type"]))


def lines(session: Session, parts: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The lines of these parts, in the order of a package."""
    own = offices.own_code(session)
    for kind in DOWN:
        found = [one for one in _of_kind(session, kind, own) if part_of(one) in parts]
        yield from sorted(found, key=lambda one: str(one["uuid"]))


def hashes(found: Iterable[Line]) -> dict[str, str]:
    """The SHA-256 of each part: of its lines in their one way of writing, one after the other."""
    sums: dict[str, Any] = {}
    for one in found:
        sums.setdefault(part_of(one), hashlib.sha256()).update(line(one))
    return {part: digest.hexdigest() for part, digest in sums.items()}


def above(own: str) -> list[str]:
    """The codes of the offices above, whose parts an office passes on as theirs."""
    found = []
    while own := parent_code(own):
        found.append(own)
    return found


def _of_kind(session: Session, kind: Kind, own: str) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in kind.columns]
    asked = (
        select(kind.cls.uuid, kind.cls.owner_code, Carried.fields, *kind.columns)
        .outerjoin(Carried, Carried.record_uuid == kind.cls.uuid)
        .where(kind.cls.owner_code.in_(["", *above(own)]), _goes_down(kind))
    )
    for uuid, owner, carried, *values in session.connection().execute(asked):
        yield _line(kind, uuid, owner or own, kind.fields(dict(zip(keys, values, strict=True)), carried=carried))
    yield from _shipped(session, kind, own)


def _goes_down(kind: Kind) -> ColumnElement[bool]:
    """Drafts of catalogs stay, and so do villages: their township enters them and may have to correct them."""
    if kind.cls is Office:
        return Office.level != Level.VILLAGE
    if kind.cls is CatalogVersion:
        return CatalogVersion.status != VersionStatus.DRAFT
    if kind.cls is CatalogItem:
        adopted = select(CatalogVersion.uuid).where(CatalogVersion.status != VersionStatus.DRAFT)
        return CatalogItem.version_uuid.in_(adopted)
    return true()


def _shipped(session: Session, kind: Kind, own: str) -> Iterator[dict[str, Any]]:
    """What came with this program and no record took the place of: the programs below may be older."""
    if kind.table == "calendar_year":
        installed = set(session.scalars(select(kind.cls.__table__.c.year)))
        for number, year in calendars.shipped().years.items():
            if number not in installed:
                yield _line(kind, _name(kind.table, str(number)), own, kind.fields(_year(year)))
    if kind.table == "tariff":
        for row in fees.tariffs(session):
            if not row.uuid:
                day = row.tariff.in_force_on.isoformat()
                yield _line(kind, _name(kind.table, day), own, kind.fields(_tariff(row.tariff)))


def _name(table: str, key: str) -> str:
    """The uuid of what has no record here: the same in every pack of every office."""
    return hashlib.sha256(f"{table} {key}".encode()).hexdigest()[:32]


def _year(year: CalendarYear) -> dict[str, Any]:
    off = {day.isoformat(): name for day, name in year.off.items()}
    work = {day.isoformat(): name for day, name in year.work.items()}
    return {"year": year.year, "off": off, "work": work, "source": year.source, "issued_on": year.issued_on}


def _tariff(tariff: Tariff) -> dict[str, Any]:
    steps = {name: fees.kept_steps(getattr(tariff, name)) for name in ("items", "pages")}
    return {"in_force_on": tariff.in_force_on, "name": tariff.name, "source": tariff.source, "steps": steps}


def _line(kind: Kind, uuid: str, owner: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    head = {"type": kind.table, "uuid": uuid, "owner": owner, "rev": 1, "at": "", "author": "", "replaces": []}
    return {**head, "fields": dict(fields)}
