"""What becomes of each line of a package: taken, unchanged, returned with a reason, or in conflict."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, insert, select, tuple_, union
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.header import Header
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import written
from app.i18n import N_
from app.models.local import Content
from app.models.package import Carried
from app.operations import offices
from app.operations.gate import Gate, gate
from app.operations.packages.kinds import DOWN, KINDS, PARENTS, UP, Kind, children, content_hash
from app.rules import packages as rules
from app.rules.packages import Fate

MALFORMED = N_("数据包里有一行写得不对（第 {row} 行），没有接收。请让发出单位重新导出。")
NO_KIND = N_("本机程序还不认识这种记录（{type}）。请先升级本机的程序，再请对方重报。")
UNFIT = N_("“{field}”的值本机程序不认识，或不合要求。请对方检查这条记录；双方程序版本不同的，请先升级。")
NOT_THEIRS = N_("这条记录属于 {owner}，不属于报送单位，不能由它报送。")
OUTSIDE = N_("这条记录写的单位是 {office}，不在报送单位管辖范围内。")
NO_PARENT = N_("它所属的记录没有接收，所以这条也没有接收。所属记录接收以后会自动重报。")
NOT_THEIR_PARENT = N_("它所属的记录不是报送单位的，不能由它附加内容。请对方核对后改正再报。")
NO_CONTENT = N_("附件的内容不在包里，这里也没有。请对方重新添加附件后再报。")
CLASH = N_("这里已有另一条同样编号或同样年度的记录，两条不能并存。请对方核对后改正再报。")
OURS = N_("这里有一条本单位自己的同一记录。请与对方核对，确定由谁负责。")
HAS_CHILDREN = N_("对方删除了这条记录，但这里还有附属于它的记录，没有删除。")
CHANGED_BOTH = N_("双方的版本都有修改：可能有两台电脑同时改过，或对方恢复过旧备份。两个版本都保留着，请逐条处理。")
REMOVED_THERE = N_("对方删除了这条记录，这里的版本后来又有修改，没有删除。")
Line = Mapping[str, Any]
FATES = tuple(Fate)
NEW = 4  # the bit of a record that does not stand here yet
_NOTHING: dict[str, Any] = {}
_TEMPORARY = MetaData()
_NEW = Table("package_new", _TEMPORARY, Column("uuid", String(32), primary_key=True), prefixes=["TEMPORARY"])
_GONE = Table("package_gone", _TEMPORARY, Column("uuid", String(32), primary_key=True), prefixes=["TEMPORARY"])
_HUNG = Table("package_hung", _TEMPORARY, Column("uuid", String(32), primary_key=True), prefixes=["TEMPORARY"])


@dataclass(slots=True)
class Sorted:
    """A line with its fate; `new` tells that no record stands here yet."""

    line: Line
    kind: Kind | None
    table: str
    uuid: str
    removed: bool  # whether the owner removed the record
    fields: dict[str, Any] = field(default_factory=dict)
    fate: Fate = Fate.TAKEN
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    new: bool = True
    here: str = ""  # the uuid of the record that stands here, where offices know the same thing by a key
    kept: bool = False  # what this office has of its own stays in its place

    @property
    def name(self) -> str:
        """What the record is called, for people."""
        return str(self.fields.get(self.kind.name, "")) if self.kind and self.kind.name else ""

    @property
    def code(self) -> int:
        """The decision in one byte."""
        return FATES.index(self.fate) | (NEW if self.new else 0)

    def back(self, reason: str, **values: Any) -> None:
        """Return it with a reason."""
        self.fate, self.reason, self.values = Fate.RETURNED, reason, values


class Sorter:
    """Tells the fate of every line of one package, batch by batch, in the order of the file."""

    def __init__(self, session: Session, header: Header) -> None:
        self._session, self._header = session, header
        self._own = offices.own_code(session)
        self._down = header.kind is PackageKind.CATALOG
        self._gate = _as_sent(session) if header.kind is PackageKind.BACKUP_COPY else None
        self._kinds = {kind.table: kind for kind in (DOWN if self._down else UP)}
        self._places = {table: place for place, table in enumerate(self._kinds)}
        self._last: tuple[bool, int, str] = (False, -1, "")
        self._row = 0
        _TEMPORARY.drop_all(session.connection())
        _TEMPORARY.create_all(session.connection())

    def sort(self, lines: Sequence[Line], attachments: frozenset[str]) -> list[Sorted]:
        """The lines with their fates; UserError for a line that is no record line, or does not stand in its place."""
        found = [self._read(line) for line in lines]
        for (table, removed), group in groupby(found, lambda one: (one.table, one.removed)):
            kind, open_ones = self._kinds.get(table), [one for one in group if one.fate is Fate.TAKEN]
            if kind is None or not open_ones:
                continue
            if removed:
                self._removals(kind, open_ones)
            else:
                self._revisions(kind, open_ones, attachments)
        return found

    def decided(self, lines: Sequence[Line], codes: bytes) -> list[Sorted]:
        """The same lines again as a plan sorted them; only while nothing in the store changed since."""
        found = []
        for line, code in zip(lines, codes, strict=True):
            kind, uuid = self._kinds[line["type"]], line["uuid"]
            one = Sorted(line, kind, kind.table, uuid, "deleted" in line, line.get("fields", _NOTHING))
            one.fate, one.new, one.here = FATES[code & 3], bool(code & NEW), uuid
            found.append(one)
        known = [one for one in found if one.kind is not None and one.kind.by_key and not one.new]
        for kind_of, group in groupby(known, lambda one: one.kind):
            ones = list(group)
            held = self._held(kind_of, ones) if kind_of else {}
            for one in ones:
                one.here = held[self._key(kind_of, one)][2] if kind_of else one.uuid
        return found

    def _read(self, line: Line) -> Sorted:
        self._row += 1
        if not _is_line(line):
            raise UserError(MALFORMED, {"row": self._row})
        table, uuid, removed = line["type"], line["uuid"], "deleted" in line
        kind = self._kinds.get(table)
        one = Sorted(line, kind, table, uuid, removed)
        turn = self._places.get(table, len(self._places))
        place = (removed, -turn if removed else turn, uuid)  # what hangs on others is removed first
        if place <= self._last:
            raise UserError(MALFORMED, {"row": self._row})
        self._last = place
        if kind is None:
            one.back(NO_KIND, type=table)
            return one
        self._own_of(one)
        if not removed:
            one.fields = line["fields"]
            if one.fate is Fate.TAKEN and (wrong := kind.unfit(one.fields)):
                one.back(UNFIT, field=wrong)
        return one

    def _own_of(self, one: Sorted) -> None:
        """A package carries only records of its sender or of offices below it; a copy of our own records, ours."""
        owner = one.line["owner"]
        of_us = self._header.kind is PackageKind.BACKUP_COPY
        if not (rules.is_within(owner, self._own) if of_us else self._may_send(owner)):
            one.back(NOT_THEIRS, owner=owner)
            return
        fields = one.line.get("fields", {})
        office = fields.get("code" if one.table == "office" else "office_code", owner)
        if self._header.kind is not PackageKind.CATALOG and not (
            isinstance(office, str) and rules.is_within(office, owner)
        ):
            one.back(OUTSIDE, office=str(office)[:24])

    def _may_send(self, owner: str) -> bool:
        if self._down:  # what comes down is the sender's, or was handed down to it
            return rules.is_within(self._header.sender, owner) and owner != self._own
        return rules.is_within(owner, self._header.sender) and owner != self._own

    def _revisions(self, kind: Kind, found: list[Sorted], attachments: frozenset[str]) -> None:
        held = self._held(kind, found)
        for one in found:
            ours, owner, one.here, here = held.get(self._key(kind, one), (None, "", one.uuid, {}))
            one.new = ours is None
            if ours is None:
                continue
            replaces = one.line["replaces"]
            if self._down and owner:
                replaces = [ours]  # nobody here revises it, and the numbers of packs rise: the newer one holds
            one.fate = rules.fate(ours, content_hash(written(one.fields)), replaces)
            if one.fate is Fate.CONFLICT and kind.by_key and not owner:
                self._ours_by_key(one, here)
            elif one.fate is Fate.CONFLICT:
                one.reason = CHANGED_BOTH
            if one.fate in (Fate.TAKEN, Fate.CONFLICT) and not self._same_owner(one, owner):
                one.fate, one.reason = Fate.CONFLICT, OURS
        self._need_parents(kind, [one for one in found if one.fate is Fate.TAKEN])
        self._need_contents(kind, [one for one in found if one.fate is Fate.TAKEN], attachments)
        self._refuse_clashes(kind, [one for one in found if one.fate is Fate.TAKEN])
        if kind.table in PARENTS or kind.table in _OWNING:
            self._note(_NEW, [one.uuid for one in found if one.fate is Fate.TAKEN and one.new])

    def _ours_by_key(self, one: Sorted, here: Mapping[str, Any]) -> None:
        """What this office entered itself and another now tells it by the same key: a calendar, an office below.

        What comes down takes its place, unless it is one's own to word; what comes up does if nothing gets lost by it.
        """
        if self._header.kind is PackageKind.CATALOG:
            one.kept = one.kind is not None and one.kind.stays
            one.fate = Fate.UNCHANGED if one.kept else Fate.TAKEN
        elif all(one.fields.get(key) for key in here):
            one.fate = Fate.TAKEN
        else:
            one.reason = OURS

    def _same_owner(self, one: Sorted, owner: str) -> bool:
        """Whether the record that stands here is the sender's; what is known by a key may be anybody's."""
        if one.kind is not None and one.kind.by_key:
            return True
        return bool((owner or self._own) == one.line["owner"])

    def _key(self, kind: Kind, one: Sorted) -> Any:
        return tuple(str(one.fields.get(key, "")) for key in kind.by_key) if kind.by_key else one.uuid

    def _held(self, kind: Kind, found: Sequence[Sorted]) -> dict[Any, tuple[str, str, str, dict[str, Any]]]:
        """What stands here of these records, by uuid or by key: the hash of its content, its owner, uuid and fields."""
        names = [column.key for column in kind.columns]
        asked = select(kind.cls.uuid, kind.cls.owner_code, Carried.fields, *kind.columns).outerjoin(
            Carried, Carried.record_uuid == kind.cls.uuid
        )
        if kind.by_key:
            values = [kind.values(one.fields) for one in found]
            keys = [getattr(kind.cls, key) for key in kind.by_key]
            asked = asked.where(tuple_(*keys).in_([tuple(value[key] for key in kind.by_key) for value in values]))
        else:
            asked = asked.where(kind.cls.uuid.in_([one.uuid for one in found]))
        held: dict[Any, tuple[str, str, str, dict[str, Any]]] = {}
        for uuid, owner, carried, *values in self._session.connection().execute(asked):
            fields = kind.fields(dict(zip(names, values, strict=True)), self._gate, carried)
            key = tuple(str(fields.get(key, "")) for key in kind.by_key) if kind.by_key else uuid
            held[key] = content_hash(written(fields)), owner, uuid, fields
        return held

    def _need_parents(self, kind: Kind, found: Sequence[Sorted]) -> None:
        for column, parent in kind.parents.items():
            there = self._there([KINDS[parent]], {one.fields.get(column, "") for one in found})
            for one in found:
                self._hang(one, one.fields.get(column, ""), there)
            hung = {one.fields.get(column, "") for one in found if one.fate is Fate.TAKEN}
            self._note(_HUNG, hung)  # the removal of such a parent would leave it hanging

    def _hang(self, one: Sorted, parent: str, there: Mapping[str, str | None]) -> None:
        """Return what belongs to a record that is not there, or to one of another office."""
        if parent not in there:
            one.back(NO_PARENT)
        elif there[parent] not in (None, one.line["owner"]):
            one.back(NOT_THEIR_PARENT)

    def _need_contents(self, kind: Kind, found: Sequence[Sorted], attachments: frozenset[str]) -> None:
        if not kind.owner_of:
            return
        there = self._there([KINDS[table] for table in _OWNING], {one.fields[kind.owner_of] for one in found})
        kept = {one.fields["sha256"] for one in found} - attachments
        kept = set(self._session.scalars(select(Content.sha256).where(Content.sha256.in_(kept))))
        for one in found:
            self._hang(one, one.fields[kind.owner_of], there)
            if one.fate is Fate.TAKEN and one.fields["sha256"] not in attachments and one.fields["sha256"] not in kept:
                one.back(NO_CONTENT)

    def _there(self, kinds: Iterable[Kind], wanted: set[Any]) -> dict[str, str | None]:
        """Which of these records stand here, with their owners, or come in this package, without."""
        connection = self._session.connection()
        there = dict[str, str | None].fromkeys(connection.scalars(select(_NEW.c.uuid).where(_NEW.c.uuid.in_(wanted))))
        for kind in kinds:
            asked = select(kind.cls.uuid, kind.cls.owner_code).where(kind.cls.uuid.in_(wanted - there.keys()))
            there |= {uuid: owner or self._own for uuid, owner in connection.execute(asked)}
        return there

    def _refuse_clashes(self, kind: Kind, found: Sequence[Sorted]) -> None:
        """Return what would be a second record where the store allows only one."""
        for keys in kind.unique:
            if kind.by_key == keys:
                continue
            seen = dict[tuple[Any, ...], str]()
            columns = [getattr(kind.cls, key) for key in keys]
            wanted = {one.uuid: tuple(kind.values(one.fields)[key] for key in keys) for one in found}
            asked = select(kind.cls.uuid, *columns).where(tuple_(*columns).in_(wanted.values()))
            for uuid, *values in self._session.connection().execute(asked):
                seen[tuple(values)] = uuid
            for one in found:
                if one.fate is Fate.TAKEN and seen.setdefault(wanted[one.uuid], one.uuid) != one.uuid:
                    one.back(CLASH)

    def _removals(self, kind: Kind, found: list[Sorted]) -> None:
        names, uuids = [column.key for column in kind.columns], [one.uuid for one in found]
        asked = select(kind.cls.uuid, kind.cls.owner_code, Carried.fields, *kind.columns).outerjoin(
            Carried, Carried.record_uuid == kind.cls.uuid
        )
        held = dict[str, tuple[str, str]]()
        for uuid, owner, carried, *values in self._session.connection().execute(asked.where(kind.cls.uuid.in_(uuids))):
            fields = kind.fields(dict(zip(names, values, strict=True)), self._gate, carried)
            held[uuid] = content_hash(written(fields)), owner
        for one in found:
            ours, owner = held.get(one.uuid, (None, ""))
            one.new, one.here = ours is None, one.uuid
            one.fate = rules.removal(ours, one.line["replaces"])
            if one.fate is Fate.CONFLICT:
                one.reason = REMOVED_THERE
            if not one.new and one.fate is not Fate.UNCHANGED and not self._same_owner(one, owner):
                one.fate, one.reason = Fate.CONFLICT, OURS
        gone = [one for one in found if one.fate is Fate.TAKEN]
        self._keep_parents(kind, gone)
        self._note(_GONE, [one.uuid for one in gone if one.fate is Fate.TAKEN])

    def _keep_parents(self, kind: Kind, gone: Sequence[Sorted]) -> None:
        """Return the removal of a record on which something hangs that stays."""
        uuids = [one.uuid for one in gone]
        for child, column in children(kind.table):
            parent = getattr(child.cls, column)
            left = select(parent).where(parent.in_(uuids), child.cls.uuid.not_in(select(_GONE.c.uuid)))
            coming = select(_HUNG.c.uuid).where(_HUNG.c.uuid.in_(uuids))
            with_children = set(self._session.connection().scalars(union(left, coming)))
            for one in gone:
                if one.uuid in with_children:
                    one.back(HAS_CHILDREN)

    def _note(self, table: Table, uuids: Collection[str]) -> None:
        if uuids:
            self._session.connection().execute(insert(table).prefix_with("OR IGNORE"), [{"uuid": u} for u in uuids])


_LONGEST_NAME = 32
_OWNING = ("disclosure", "notice", "request", "catalog_exception")
"""What attachments hang on."""


def _as_sent(session: Session) -> Gate | None:
    """How this office's own records went up, with which a copy of them is compared: masked, unless they were sealed."""
    return None if offices.chosen(session)["package_private"] == "sealed" else gate(session)


def _is_line(line: Any) -> bool:
    if not isinstance(line, dict):
        return False
    uuid, replaces = line.get("uuid"), line.get("replaces")
    body = line.get("deleted") is True if "deleted" in line else isinstance(line.get("fields"), dict)
    return (
        body
        and isinstance(uuid, str)
        and 0 < len(uuid) <= _LONGEST_NAME
        and isinstance(line.get("type"), str)
        and type(line.get("rev")) is int
        and isinstance(line.get("owner"), str)
        and line["owner"] != ""
        and isinstance(replaces, list)
        and (not replaces or all(isinstance(one, str) for one in replaces))
    )
