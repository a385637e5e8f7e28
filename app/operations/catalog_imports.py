"""Bringing a catalog in: first a plan that tells what becomes of each row, then exactly that plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.catalog_tables import CatalogReading, CatalogRowRead, read_catalog
from app.exchange.starter_catalog import starter_catalog
from app.exchange.tables import Grid, read_pasted, read_tables
from app.i18n import N_
from app.models.base import new_uuid
from app.models.catalog import CatalogItem, CatalogVersion
from app.operations import catalogs
from app.operations.plans import Fate, PlanLine
from app.rules.catalog import ItemFacts, Standing, VersionStatus, keyed

IMPORT = N_("导入目录“{name}”（{n} 项）")
STARTER_NAME = N_("起步目录（未核对，采用前请与本单位已公布目录比对）")
STARTER_SOURCE = N_("随程序提供：26个试点领域、法定主动公开内容、嘎查村务公开；部分条目见于县级已公布目录")

_NOTHING = N_("没有读到可以采纳的目录事项，没有导入。请看各行的原因，改正原表后再导入。")


@dataclass(frozen=True)
class CatalogPlan:
    """What an import would do: the version it would make, row by row."""

    name: str
    source: str
    rows: tuple[CatalogRowRead, ...]
    keys: tuple[str, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of the rows, in order."""
        return tuple(dict.fromkeys(row.domain for row in self.rows))


def plan_starter(session: Session, today: date, domains: Iterable[str] = ()) -> CatalogPlan:
    """The plan of taking the starter catalog, whole or only some domains."""
    wanted = frozenset(domains)
    rows = tuple(row for row in starter_catalog() if not wanted or row.domain in wanted)
    return _plan(session, today, STARTER_NAME, STARTER_SOURCE, CatalogReading("", (), rows))


def plan_file(session: Session, path: Path, today: date, domain: str = "") -> CatalogPlan:
    """The plan of taking a published table from a file; UserError if the file cannot be read."""
    return plan_grids(session, read_tables(path), path.name, today, domain)


def plan_pasted(session: Session, text: str, today: date, domain: str = "") -> CatalogPlan:
    """The plan of taking a table that was copied from a page or a spreadsheet."""
    return plan_grids(session, read_pasted(text), "", today, domain)


def plan_grids(session: Session, grids: Sequence[Grid], source: str, today: date, domain: str = "") -> CatalogPlan:
    """The plan of taking tables that were read already; `domain` stands for rows that name none."""
    reading = _in_domain(read_catalog(grids), domain.strip())
    name = reading.title or "、".join(reading.domains) or source
    return _plan(session, today, name, source, reading)


def _in_domain(reading: CatalogReading, domain: str) -> CatalogReading:
    """Enter the domain in the rows without one: versions follow each other domain by domain."""
    if not domain:
        return reading
    rows = tuple(replace(row, domain=row.domain or domain) for row in reading.rows)
    warnings = tuple(warning for warning in reading.warnings if warning.field != "domain")
    return replace(reading, rows=rows, warnings=warnings, domains=tuple(dict.fromkeys(row.domain for row in rows)))


def _plan(session: Session, today: date, name: str, source: str, reading: CatalogReading) -> CatalogPlan:
    facts = [_facts(row) for row in reading.rows]
    keys = keyed(facts)
    before = {item.key: catalogs.facts_of(item) for item in catalogs.in_force(session, today)}
    lines = [_line(row, before.get(key), fact) for row, key, fact in zip(reading.rows, keys, facts, strict=True)]
    lines += [PlanLine(Fate.REFUSED, r.number, r.text[:60], r.reason.text) for r in reading.refused]
    notes = tuple(warning.text for warning in reading.warnings)
    return CatalogPlan(name, source, reading.rows, tuple(keys), tuple(sorted(lines, key=lambda line: line.row)), notes)


def _line(row: CatalogRowRead, before: ItemFacts | None, fact: ItemFacts) -> PlanLine:
    fate = Fate.TAKEN if before is None else Fate.UNCHANGED if before == fact else Fate.CHANGED
    return PlanLine(fate, row.source_row, fact.name, warnings=tuple(w.text for w in row.warnings))


def _facts(row: CatalogRowRead) -> ItemFacts:
    return catalogs.facts_of(catalogs.item_row(_item(row, "", "", 0)))


def _item(row: CatalogRowRead, version_uuid: str, key: str, position: int) -> CatalogItem:
    return CatalogItem(
        version_uuid=version_uuid,
        key=key,
        position=position,
        number=row.number,
        domain=row.domain,
        level1=row.level1,
        level2=row.level2,
        level3=row.level3,
        content=row.content,
        basis=row.basis,
        time_limit=row.time_limit,
        publisher=row.publisher,
        channels=[[mark.channel.value, mark.required, mark.note] for mark in row.channels],
        audience_all=row.audience_all,
        audience_group=row.audience_group,
        mode=row.mode or "",
        levels=[level for level in ("city", "county", "township", "village") if level in (row.levels or ())],
        extra=dict(row.extra),
        standing=row.standing or Standing.OWN,
        seen_on=row.seen_on,
    )


def accept(session: Session, plan: CatalogPlan, name: str = "") -> str:
    """Carry out exactly the plan: a new version, not yet adopted, holding every row that was not refused."""
    if not plan.rows:
        raise UserError(_NOTHING)
    version = CatalogVersion(
        uuid=new_uuid(),
        name=(name or plan.name).strip(),
        source=plan.source,
        status=VersionStatus.DRAFT,
        effective_from=None,
        effective_to=None,
        adopted_on=None,
        withdrawn_on=None,
    )
    session.add(version)
    session.add_all(
        _item(row, version.uuid, key, position)
        for position, (row, key) in enumerate(zip(plan.rows, plan.keys, strict=True))
    )
    return version.uuid
