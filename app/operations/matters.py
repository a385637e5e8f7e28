"""A village's list kept (嘎查村公开事项清单): derived from the catalog in force, and matters of the village's own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _
from app.models.base import new_uuid
from app.models.village import VillageMatter
from app.operations import catalogs, villages
from app.operations.matter_rows import COLUMNS, FIELD_NAMES, FIELDS, GONE, MatterRow, listed, matter, rows
from app.operations.matter_sheets import LIST_TITLE, PLAN_TITLE, export, export_plan
from app.operations.plans import Fate, PlanLine
from app.operations.refusals import refuse
from app.operations.year_plans import PlanCell, ThemeRow, due_soon, theme_coverage, year_plan
from app.rules.catalog import Mode
from app.rules.channels import NAMES, Channel
from app.rules.offices import CATALOG_LEVELS, Level
from app.rules.problems import Problem
from app.rules.villages import DOMAIN, MatterDraft, cycle_of, matter_problems, theme_of
from app.store.many import add_many, remove_many

__all__ = [
    "ADD",
    "DERIVE",
    "EDIT",
    "FIELD_NAMES",
    "LIST_TITLE",
    "PLAN_TITLE",
    "REMOVE",
    "MatterPlan",
    "MatterRow",
    "PlanCell",
    "ReadyMatter",
    "ThemeRow",
    "add",
    "derive",
    "derive_plan",
    "draft_problems",
    "due_soon",
    "edit",
    "export",
    "export_plan",
    "listed",
    "matter",
    "remove",
    "theme_coverage",
    "year_plan",
]

DERIVE = N_("由目录生成 {n} 个嘎查村的公开事项清单")
ADD = N_("登记公开事项“{name}”")
EDIT = N_("修改公开事项“{name}”")
REMOVE = N_("删除 {n} 个公开事项")
_TWICE = N_("清单里已有公开事项“{name}”，请改用别的名称，或直接修改原来的事项。")
_NO_VILLAGE = N_("还没有嘎查村，不能生成公开事项清单。请先登记或导入嘎查村。")
_NO_CATALOG = N_("现行目录里没有村级事项，不能生成公开事项清单。请先在“标准目录”里导入并采用目录。")
_NOTHING = N_("各嘎查村的清单与现行目录一致，没有改动。")
_LEFT = N_("现行目录里已经没有“{name}”，仍留在“{village}”的清单里；不再公开的请自行删除。")
_LEFT_MORE = N_("还有 {n} 个事项也已不在现行目录里，仍留在清单里。")
_LINE = N_("{village}：{name}")
_CHANGES = N_("有变化的内容：{fields}")
_NEW = N_("目录新增")
_BOARD = "公示栏"  # it stands in records, which are Chinese
_AT_ONCE = 500
LEFT_SHOWN = 50
_FROM_CATALOG = ("name", "content", "basis", "time_limit")
_INSERTED = ("office_code", "item_key", *FIELDS, "position")


@dataclass(frozen=True, slots=True)
class ReadyMatter:
    """A matter to be written: new with an empty uuid, else into the record of this uuid."""

    uuid: str
    office_code: str
    item_key: str
    draft: MatterDraft
    position: int


@dataclass(frozen=True)
class MatterPlan:
    """What deriving the lists would do, matter by matter; `notes` name what is no longer in the catalog."""

    source: str
    ready: tuple[ReadyMatter, ...]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]


def derive_plan(session: Session, office_codes: Sequence[str], today: date) -> MatterPlan:
    """What taking the catalog in force into these villages' lists would do; without codes into all that stand.

    Name, content, basis and limit follow the catalog, and the cycle where the limit changed. What a village said of
    itself stays: theme, owner, channel, the Mongolian name. UserError without a village or without a catalog.
    """
    standing = villages.villages(session)
    told = _told_by_others(session)
    chosen = [row for row in standing if (not office_codes or row.code in office_codes) and row.code not in told]
    if not chosen:
        raise UserError(_NO_VILLAGE)
    items = _items(session, today)
    if not items:
        raise UserError(_NO_CATALOG)
    known = _known(session)
    ready: list[ReadyMatter] = []
    lines: list[PlanLine] = []
    left: list[str] = []
    for village in chosen:
        own = known.get(village.code, {})
        for position, (key, draft) in enumerate(items.items(), 1):
            line, matter = _planned(village, key, draft, own.get(key), position, len(chosen) > 1)
            lines.append(line)
            ready += [matter] if matter else []
        gone = (row.name for key, row in own.items() if key not in items)
        left += [_(_LEFT).format(name=name, village=village.name) for name in gone]
    notes = left[:LEFT_SHOWN]
    notes += [_(_LEFT_MORE).format(n=len(left) - LEFT_SHOWN)] if len(left) > LEFT_SHOWN else []
    return MatterPlan("", tuple(ready), tuple(lines), tuple(notes))


def _told_by_others(session: Session) -> set[str]:
    """The villages whose lists a township keeps and hands up: it alone derives them."""
    asked = select(VillageMatter.office_code).where(VillageMatter.owner_code != "").distinct()
    return set(session.scalars(asked))


def _items(session: Session, today: date) -> dict[str, MatterDraft]:
    """What the catalog in force asks of every village, by key: items of its level, and village affairs as such."""
    level = CATALOG_LEVELS[Level.VILLAGE]
    items = [
        item
        for item in catalogs.in_force(session, today)
        if (level in item.levels or item.domain == DOMAIN) and item.mode != Mode.ON_REQUEST
    ]
    return {item.key: _drafted(item, name) for item, name in zip(items, _told_apart(items), strict=True)}


def _told_apart(items: Sequence[catalogs.ItemRow]) -> list[str]:
    """The items' names; where several domains have one of the same name (政策文件), each with where it belongs."""
    names = [item.name for item in items]
    for above in ("level2", "level1", "domain"):
        times = Counter(names)
        names = [
            f"{item.name}（{group}）"
            if times[name] > 1 and (group := getattr(item, above)) not in ("", item.name)
            else name
            for item, name in zip(items, names, strict=True)
        ]
    return names


def _drafted(item: catalogs.ItemRow, name: str) -> MatterDraft:
    return MatterDraft(
        name=name,
        content=item.content,
        basis=item.basis,
        theme=theme_of(item.name, item.level2, item.level1, item.domain),
        cycle=cycle_of(item.time_limit),
        time_limit=item.time_limit,
        owner=item.publisher,
        channel=_channels(item),
    )


def _channels(item: catalogs.ItemRow) -> str:
    """The channels of an item in words; the board by its short name, since a village has no other."""
    ticked = [(Channel(code), note) for code, required, note in item.channels if required is not False]
    return "；".join(note or (_BOARD if channel is Channel.BOARD else NAMES[channel]) for channel, note in ticked)


def _known(session: Session) -> dict[str, dict[str, MatterRow]]:
    """The matters taken from a catalog earlier, by village and key."""
    known: dict[str, dict[str, MatterRow]] = {}
    for row in rows(session.execute(select(*COLUMNS).where(VillageMatter.item_key != ""))):
        known.setdefault(row.office_code, {})[row.item_key] = row
    return known


def _planned(
    village: villages.PlaceRow, key: str, new: MatterDraft, old: MatterRow | None, position: int, several: bool
) -> tuple[PlanLine, ReadyMatter | None]:
    name = _(_LINE).format(village=village.name, name=new.name) if several else new.name
    if old is None:
        return PlanLine(Fate.TAKEN, position, name, _(_NEW)), ReadyMatter("", village.code, key, new, position)
    before = old.draft
    after = _followed(before, new)
    changed = [field for field in FIELDS if getattr(before, field) != getattr(after, field)]
    if not changed and old.position == position:
        return PlanLine(Fate.UNCHANGED, position, name), None
    reason = _(_CHANGES).format(fields="、".join(_(FIELD_NAMES[field]) for field in changed)) if changed else ""
    fate = Fate.CHANGED if changed else Fate.UNCHANGED
    return PlanLine(fate, position, name, reason), ReadyMatter(old.uuid, village.code, key, after, position)


def _followed(old: MatterDraft, new: MatterDraft) -> MatterDraft:
    """A matter as the catalog words it now, with what the village said of itself."""
    values = {field: getattr(old, field) for field in FIELDS} | {f: getattr(new, f) for f in _FROM_CATALOG}
    if old.time_limit != new.time_limit:
        values["cycle"] = new.cycle
    values["owner"], values["channel"] = old.owner or new.owner, old.channel or new.channel
    return MatterDraft(**values)


def derive(session: Session, plan: MatterPlan, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Carry out exactly the plan; returns how many matters were added or changed. UserError if there is nothing.

    Matters that only moved follow the order of the catalog and are not counted.
    """
    if not plan.ready:
        raise UserError(_NOTHING)
    total = len(plan.ready)
    changed = [ready for ready in plan.ready if ready.uuid]
    new = [ready for ready in plan.ready if not ready.uuid]
    for first in range(0, len(changed), _AT_ONCE):
        tell(first, total)
        _rewrite(session, changed[first : first + _AT_ONCE])
    add_many(session, VillageMatter, _INSERTED, _values(new, len(changed), total, tell))
    tell(total, total)
    return sum(line.fate in (Fate.TAKEN, Fate.CHANGED) for line in plan.lines)


def _rewrite(session: Session, part: Sequence[ReadyMatter]) -> None:
    wanted = {ready.uuid: ready for ready in part}
    for record in session.scalars(select(VillageMatter).where(VillageMatter.uuid.in_(wanted))):
        _fill(record, wanted[record.uuid].draft, wanted[record.uuid].position)
    session.flush()


def _values(
    new: Sequence[ReadyMatter], done: int, total: int, tell: Callable[[int, int], None]
) -> Iterator[tuple[object, ...]]:
    for number, ready in enumerate(new, done):
        if number % 1_000 == 0:
            tell(number, total)
        draft = ready.draft
        yield (ready.office_code, ready.item_key, *(str(getattr(draft, field)) for field in FIELDS), ready.position)


def _fill(record: VillageMatter, draft: MatterDraft, position: int | None = None) -> None:
    for field in FIELDS:
        value = str(getattr(draft, field)).strip()
        if getattr(record, field) != value:
            setattr(record, field, value)
    if position is not None:
        record.position = position


def add(session: Session, office_code: str, draft: MatterDraft) -> str:
    """Enter a matter of a village's own at the end of its list; returns the uuid."""
    refuse(draft_problems(session, office_code, draft))
    villages.place(session, office_code)
    last = session.scalar(select(func.max(VillageMatter.position)).where(VillageMatter.office_code == office_code))
    record = VillageMatter(uuid=new_uuid(), office_code=office_code, item_key="")
    _fill(record, draft, (last or 0) + 1)
    session.add(record)
    session.flush()
    return record.uuid


def draft_problems(session: Session, office_code: str, draft: MatterDraft, uuid: str = "") -> list[Problem]:
    """What keeps a matter from being entered in a list, or with `uuid` that matter from being changed so."""
    found = matter_problems(draft)
    same = (VillageMatter.office_code == office_code, VillageMatter.name == draft.name.strip())
    if session.scalar(select(VillageMatter.uuid).where(*same, VillageMatter.uuid != uuid)):
        found.append(Problem("name", _TWICE, {"name": draft.name.strip()}))
    return found


def edit(session: Session, uuid: str, draft: MatterDraft) -> None:
    """Correct a matter."""
    record = session.scalar(select(VillageMatter).where(VillageMatter.uuid == uuid))
    if record is None:
        raise UserError(GONE)
    same_name = record.name == draft.name.strip()  # a catalog may list two matters of one name
    refuse(matter_problems(draft) if same_name else draft_problems(session, record.office_code, draft, uuid))
    _fill(record, draft)


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take matters to the recycle bin; returns how many."""
    for first in range(0, len(uuids), _AT_ONCE):
        remove_many(session, VillageMatter, VillageMatter.uuid.in_(uuids[first : first + _AT_ONCE]))
    return len(uuids)
