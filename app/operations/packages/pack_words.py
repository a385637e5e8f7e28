"""What a parameter pack would change here, in words: part by part, the items of a catalog and the days of a year."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.catalog import CatalogItem
from app.operations import calendars, catalogs
from app.operations.packages.kinds import KINDS, Kind
from app.operations.packages.pack_lines import part_of
from app.operations.packages.sorting import Sorted
from app.rules import catalog as rules
from app.rules.calendar import Calendar, CalendarYear
from app.rules.catalog import Difference, ItemFacts
from app.rules.package_parts import PART_NAMES, Part
from app.rules.packages import Fate

LONGEST = 300
"""So many details of one entry are told; the number of the rest follows."""
_MORE = N_("另有 {n} 处变动。")
_ITEMS = N_("共 {n} 项")
_YEAR = N_("{year} 年")
_OFF = N_("{day}：改为放假")
_WORK = N_("{day}：改为调休上班")
_PLAIN = N_("{day}：改为平常日子")


class Effect(StrEnum):
    """What installing a pack does with one of its entries."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # this office has words of its own, which stay
    GONE = "gone"
    REFUSED = "refused"


EFFECT_NAMES: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.NEW: N_("新增"),
        Effect.CHANGED: N_("修改"),
        Effect.SAME: N_("不变"),
        Effect.KEPT: N_("保留本单位的"),
        Effect.GONE: N_("取消"),
        Effect.REFUSED: N_("不能采用"),
    }
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A change in words, filled in when it is shown."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The change in the language in use."""
        return _(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class PackLine:
    """One entry of a pack, as a person would name it, with what becomes of it."""

    part: str
    effect: Effect
    name: str
    details: tuple[Detail | Difference, ...] = ()

    @property
    def part_name(self) -> str:
        """The part in the language in use."""
        return _(PART_NAMES[Part(self.part)]) if self.part in set(Part) else self.part


@dataclass(frozen=True, slots=True)
class Gone:
    """A record from the same office that its newest pack no longer holds."""

    kind: Kind
    uuid: str
    name: str
    part: str


def told(session: Session, found: Sequence[Sorted], gone: Sequence[Gone], today: date) -> Iterator[PackLine]:
    """Every entry of a pack with what becomes of it; a catalog is one entry with its items."""
    items = defaultdict[str, list[Sorted]](list)
    for one in found:
        if one.table == "catalog_item":
            items[str(one.fields.get("version_uuid", ""))].append(one)
    lost = [each for each in gone if each.kind.table == "catalog_item"]
    for one in found:
        if one.table == "catalog_version":
            yield _catalog(session, one, items[one.uuid], today, lost)
        elif one.table != "catalog_item" or one.reason:
            yield PackLine(part_of(one.line), effect(one), _name(one), tuple(_details(session, one)))
    for each in gone:
        if each.kind.table != "catalog_item":
            name = _(_YEAR).format(year=each.name) if each.kind.table == "calendar_year" else each.name
            yield PackLine(each.part, Effect.GONE, name)


def effect(one: Sorted) -> Effect:
    """What becomes of one line."""
    if one.reason or one.fate in (Fate.RETURNED, Fate.CONFLICT):
        return Effect.REFUSED
    if one.fate is Fate.TAKEN:
        return Effect.NEW if one.new else Effect.CHANGED
    return Effect.KEPT if one.kept else Effect.SAME


def _name(one: Sorted) -> str:
    if one.table == "calendar_year":
        return _(_YEAR).format(year=one.fields.get("year", ""))
    return one.name or str(one.fields.get("key", "")) or one.uuid


def _details(session: Session, one: Sorted) -> Iterator[Detail]:
    if one.reason:
        yield Detail(one.reason, one.values)
    elif one.table == "calendar_year" and one.fate is Fate.TAKEN:
        before = calendars.calendar(session)
        after = year_of(one.fields)
        yield from _days(before, after)
    elif one.table == "tariff" and one.fate is Fate.TAKEN:
        yield Detail(N_("自 {day} 起执行"), {"day": one.fields["in_force_on"]})
    elif one.fate is Fate.TAKEN and not one.new:
        yield from _columns(session, one)


def year_of(fields: Mapping[str, Any]) -> CalendarYear:
    """The arrangement in the fields of a line."""
    off, work = (
        {date.fromisoformat(day): str(name) for day, name in fields.get(key, {}).items()} for key in ("off", "work")
    )
    return CalendarYear(fields["year"], off, work, fields.get("source", ""))


def _days(known: Calendar, after: CalendarYear) -> Iterator[Detail]:
    """The days that are something else than before; a year that was not known is told in sums."""
    before = known.years.get(after.year)
    if before is None:
        yield Detail(N_("放假 {off} 天，调休上班 {work} 天"), {"off": len(after.off), "work": len(after.work)})
        return
    for day in sorted({*before.off, *before.work, *after.off, *after.work}):
        was, now = (day in before.off, day in before.work), (day in after.off, day in after.work)
        if was != now:
            yield Detail(_OFF if now[0] else _WORK if now[1] else _PLAIN, {"day": day.isoformat()})


def _columns(session: Session, one: Sorted) -> Iterator[Detail]:
    """The name before, where it is another; of a text, how long it was and is."""
    kind = KINDS[one.table]
    columns = [getattr(kind.cls, key) for key in (kind.name, *_TEXT.get(one.table, ()))]
    row = session.connection().execute(select(*columns).where(kind.cls.uuid == one.here)).first()
    if row is None:
        return
    if row[0] != one.name:
        yield Detail(N_("名称由“{old}”改为“{new}”"), {"old": row[0], "new": one.name})
    for key, was in zip(_TEXT.get(one.table, ()), row[1:], strict=True):
        if was != one.fields.get(key, ""):
            yield Detail(N_("文字由 {old} 字改为 {new} 字"), {"old": len(was), "new": len(one.fields.get(key, ""))})


_TEXT: Mapping[str, tuple[str, ...]] = {"letter_template": ("body",), "pack_part": ("text",)}


def _catalog(session: Session, version: Sorted, items: Sequence[Sorted], today: date, lost: Sequence[Gone]) -> PackLine:
    """A catalog: new, or with the items that differ from those held; of a first one, only how many it has."""
    refused = [one for one in (version, *items) if effect(one) is Effect.REFUSED]
    if refused:
        reason = Detail(refused[0].reason, refused[0].values)
        return PackLine(Part.CATALOGS, Effect.REFUSED, version.name, (reason,))
    after = {row.key: catalogs.facts_of(row) for row in map(_item_row, items)}
    before = _before(session, version, {fact.domain for fact in after.values()}, today)
    differences = rules.differences(before, after) if before else []
    details: list[Detail | Difference] = [Detail(_ITEMS, {"n": len(items)}), *differences[:LONGEST]]
    if len(differences) > LONGEST:
        details.append(Detail(_MORE, {"n": len(differences) - LONGEST}))
    touched = [one for one in (version, *items) if one.fate is Fate.TAKEN]
    changed = Effect.CHANGED if touched or lost else Effect.SAME
    return PackLine(Part.CATALOGS, Effect.NEW if version.new else changed, version.name, tuple(details))


def _item_row(one: Sorted) -> catalogs.ItemRow:
    return catalogs.item_row(CatalogItem(uuid=one.uuid, **KINDS[one.table].values(one.fields)))


def _before(session: Session, version: Sorted, domains: set[str], today: date) -> dict[str, ItemFacts]:
    """The items of the same catalog as held here; of a new one, those in force for its domains."""
    if not version.new:
        return {item.key: catalogs.facts_of(item) for item in catalogs.items(session, version.here or version.uuid)}
    held = [item for item in catalogs.in_force(session, today) if item.domain in domains]
    return {item.key: catalogs.facts_of(item) for item in held}
