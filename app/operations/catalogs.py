"""The office's standard catalogs (标准目录): versions, what is in force, adopting and withdrawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.catalog import CatalogItem, CatalogVersion
from app.operations.refusals import refuse
from app.rules import catalog as rules
from app.rules.catalog import Difference, ItemFacts, Standing, VersionFacts, VersionStatus
from app.rules.channels import NAMES, Channel

ADOPT = N_("采用目录“{name}”")
WITHDRAW = N_("废止目录“{name}”")
REMOVE = N_("删除目录“{name}”")

_ONLY_DRAFT_GOES = N_("目录“{name}”已经采用过，不能删除。请改用“废止”，并写明理由。")
_ONLY_ADOPTED_ENDS = N_("只有已采用的目录可以废止；未采用的目录可以直接删除。")
_BOXES = {True: "■", False: "□", None: ""}
_NO_REASON = N_("请写明废止的理由。")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of the catalog; `in_force_for` names the domains it governs today."""

    uuid: str
    name: str
    source: str
    status: VersionStatus
    effective_from: date | None
    effective_to: date | None
    rows: int
    unchecked: int
    domains: tuple[str, ...]
    in_force_for: tuple[str, ...]
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a catalog, as lists, forms, sheets and exports show it."""

    uuid: str
    version_uuid: str
    key: str
    number: str
    domain: str
    level1: str
    level2: str
    level3: str
    content: str
    basis: str
    time_limit: str
    publisher: str
    channels: tuple[tuple[str, bool | None, str], ...]
    audience_all: bool | None
    audience_group: str
    mode: str
    levels: tuple[str, ...]
    extra: Mapping[str, str]
    standing: Standing
    seen_on: str

    @property
    def name(self) -> str:
        """The item's finest name."""
        return self.level3 or self.level2 or self.level1

    @property
    def channel_text(self) -> str:
        """The channels to use in words, one after the other; those with an empty box are left out."""
        return "；".join(
            note or NAMES[Channel(channel)] for channel, ticked, note in self.channels if ticked is not False
        )

    @property
    def channel_boxes(self) -> str:
        """Every channel with its box, as the table has it: ■ ticked, □ not; none where the table has none."""
        return "；".join(_BOXES[ticked] + (note or NAMES[Channel(channel)]) for channel, ticked, note in self.channels)


def versions(session: Session, today: date) -> list[VersionRow]:
    """Every version, the newest first."""
    domains = _domains(session)
    governing = rules.in_force(_facts(session, domains), today)
    counts = _counts(session)
    found = session.scalars(select(CatalogVersion).order_by(CatalogVersion.id.desc()))
    return [_version_row(version, domains, governing, counts) for version in found]


def _version_row(
    version: CatalogVersion,
    domains: Mapping[str, Sequence[str]],
    governing: Mapping[str, str],
    counts: Mapping[str, tuple[int, int]],
) -> VersionRow:
    own = tuple(domains.get(version.uuid, ()))
    rows, unchecked = counts.get(version.uuid, (0, 0))
    return VersionRow(
        version.uuid,
        version.name,
        version.source,
        VersionStatus(version.status),
        version.effective_from,
        version.effective_to,
        rows,
        unchecked,
        own,
        tuple(domain for domain in own if governing.get(domain) == version.uuid),
        version.withdrawn_reason,
    )


def _domains(session: Session) -> dict[str, list[str]]:
    """The domains of each version in the order of its rows."""
    order = func.min(CatalogItem.position)
    found = session.execute(
        select(CatalogItem.version_uuid, CatalogItem.domain)
        .group_by(CatalogItem.version_uuid, CatalogItem.domain)
        .order_by(CatalogItem.version_uuid, order)
    )
    domains: dict[str, list[str]] = {}
    for version, domain in found:
        domains.setdefault(version, []).append(domain)
    return domains


def _counts(session: Session) -> dict[str, tuple[int, int]]:
    unchecked = func.count().filter(CatalogItem.standing == Standing.UNCHECKED)
    found = session.execute(
        select(CatalogItem.version_uuid, func.count(), unchecked).group_by(CatalogItem.version_uuid)
    )
    return {version: (rows, doubtful) for version, rows, doubtful in found}


def _facts(session: Session, domains: Mapping[str, Sequence[str]]) -> list[VersionFacts]:
    columns = (CatalogVersion.uuid, CatalogVersion.status, CatalogVersion.effective_from, CatalogVersion.effective_to)
    return [
        VersionFacts(uuid, VersionStatus(status), begin, end, frozenset(domains.get(uuid, ())))
        for uuid, status, begin, end in session.execute(select(*columns))
    ]


def items(session: Session, version_uuid: str) -> list[ItemRow]:
    """The rows of a version in their order."""
    found = select(CatalogItem).where(CatalogItem.version_uuid == version_uuid).order_by(CatalogItem.position)
    return [item_row(item) for item in session.scalars(found)]


def in_force(session: Session, day: date) -> list[ItemRow]:
    """Every item in force on a day, domain by domain."""
    governing = rules.in_force(_facts(session, _domains(session)), day)
    found: list[ItemRow] = []
    for version in dict.fromkeys(governing.values()):
        found += [item for item in items(session, version) if governing[item.domain] == version]
    return found


def at_level(session: Session, day: date, level: str) -> list[ItemRow]:
    """The items in force that bind one level ("county", "township", "village"); for villages the 嘎查村公开事项清单."""
    return [item for item in in_force(session, day) if level in item.levels]


def item_in_force(session: Session, key: str) -> ItemRow | None:
    """The newest wording of an item: of the version adopted last, else of the version imported last."""
    adopted = CatalogVersion.status == VersionStatus.ADOPTED
    found = session.scalar(
        select(CatalogItem)
        .join(CatalogVersion, CatalogVersion.uuid == CatalogItem.version_uuid)
        .where(CatalogItem.key == key)
        .order_by(adopted.desc(), CatalogVersion.effective_from.desc(), CatalogVersion.id.desc())
        .limit(1)
    )
    return item_row(found) if found else None


def item_row(item: CatalogItem) -> ItemRow:
    """The record as a frozen row."""
    values: dict[str, Any] = {name: getattr(item, name) for name in ItemRow.__dataclass_fields__}
    values["channels"] = tuple((channel, required, note) for channel, required, note in item.channels)
    values["levels"] = tuple(item.levels)
    values["standing"] = Standing(item.standing)
    return ItemRow(**values)


def facts_of(item: ItemRow) -> ItemFacts:
    """What a change of catalog is about, as text."""
    audience = "；".join(filter(None, ("全社会" if item.audience_all else "", item.audience_group)))
    return ItemFacts(
        item.domain, item.level1, item.level2, item.level3, item.content, item.basis, item.time_limit,
        item.publisher, item.channel_boxes, audience, item.mode, "、".join(item.levels),
    )  # fmt: skip


def differences(session: Session, old_uuid: str, new_uuid: str) -> list[Difference]:
    """What changed from one version to another, in words."""
    old, new = items(session, old_uuid), items(session, new_uuid)
    return rules.differences({i.key: facts_of(i) for i in old}, {i.key: facts_of(i) for i in new})


def changes_if_adopted(session: Session, uuid: str, today: date) -> list[Difference]:
    """What adopting a version would change in what is in force for its domains."""
    new = items(session, uuid)
    domains = {item.domain for item in new}
    old = [item for item in in_force(session, today) if item.domain in domains]
    return rules.differences({i.key: facts_of(i) for i in old}, {i.key: facts_of(i) for i in new})


def version_of(session: Session, uuid: str) -> CatalogVersion:
    """The record of a version."""
    return session.scalars(select(CatalogVersion).where(CatalogVersion.uuid == uuid)).one()


def adopt(session: Session, uuid: str, effective_from: date | None, today: date) -> None:
    """Put a version in force from a day on, for its domains; the one before ends there by itself."""
    version = version_of(session, uuid)
    rows = session.scalar(select(func.count()).where(CatalogItem.version_uuid == uuid)) or 0
    refuse(rules.adoption_problems(VersionStatus(version.status), rows, effective_from))
    version.status, version.effective_from, version.adopted_on = VersionStatus.ADOPTED, effective_from, today


def withdraw(session: Session, uuid: str, reason: str, today: date) -> None:
    """Take a version out of force; what was disclosed under it stays."""
    version = version_of(session, uuid)
    if version.status != VersionStatus.ADOPTED:
        raise UserError(_ONLY_ADOPTED_ENDS)
    if not reason.strip():
        raise UserError(_NO_REASON)
    version.status, version.effective_to = VersionStatus.WITHDRAWN, today
    version.withdrawn_on, version.withdrawn_reason = today, reason.strip()


def remove(session: Session, uuid: str) -> str:
    """Take a version that was never adopted to the recycle bin; returns its name."""
    version = version_of(session, uuid)
    if version.status != VersionStatus.DRAFT:
        raise UserError(_ONLY_DRAFT_GOES, {"name": version.name})
    for item in session.scalars(select(CatalogItem).where(CatalogItem.version_uuid == uuid)):
        session.delete(item)
    session.delete(version)
    return version.name
