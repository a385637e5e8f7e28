"""Parameter packs (参数包): what an office sets for those below goes down whole, signed, under a rising number."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages.chain import Chain, chain, note_chain
from app.exchange.packages.header import Header, file_name
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.json_lines import line
from app.exchange.packages.keys import device_key
from app.exchange.packages.reading import Parcel
from app.exchange.packages.writing import Writer
from app.i18n import N_, _
from app.models.office import Office
from app.models.package import Arrival, Device, PackPart, Shipment
from app.operations import calendars, offices
from app.operations.calendars import Moved
from app.operations.packages import headers, pack_keys, readable
from app.operations.packages.arriving import check_sender
from app.operations.packages.kinds import DOWN
from app.operations.packages.pack_lines import hashes, lines, part_of
from app.operations.packages.pack_words import Effect, Gone, PackLine, told, year_of
from app.operations.packages.sending import Exported, outbox
from app.operations.packages.sorting import Sorted, Sorter
from app.operations.packages.taking import remove, write
from app.rules.calendar import Calendar
from app.rules.offices import Level
from app.rules.package_parts import PART_NAMES, Part, Turn, Validity, turn, validity
from app.rules.packages import Fate
from app.store.database import Store
from app.store.many import batches

INSTALL = N_("装入“{office}”下发的第 {version} 版参数包")
_NOTHING = N_("选中的部分还没有内容，没有生成参数包。请先导入目录、装入节假日安排等，再下发。")
_NO_BELOW = N_("嘎查村没有下级单位，不用下发参数包。")
_PAST = N_("有效期 {day} 已经过去，没有生成参数包。请填写今天或以后的日期，或者留空。")
RESTORED = N_(
    "本机下发过第 {known} 版参数包，数据文件里只记到第 {seq} 版：数据文件可能恢复过旧备份。"
    "新的参数包将接着编为第 {next} 版；请先核对目录、节假日安排等是不是最新的，再次确认后下发。"
)
_OLDER = N_(
    "这是第 {version} 版参数包，本机已装入第 {installed} 版，不能退回旧版，没有装入。请向“{office}”要最新的参数包。"
)
_REPLACED = N_("第 {version} 版参数包已经装入过，这一份编号相同、内容不同，没有装入。请打电话向“{office}”核实。")
_INSTALLED = N_("第 {version} 版参数包已经装入，不用再装。")
_MIXED = N_("参数包的“{part}”部分与它的清单对不上，没有装入：各部分必须出自同一个包。请让发出单位重新导出。")
_BAD = N_("参数包的清单写得不对，没有装入。请让发出单位重新导出。")
_NOT_WHOLE = N_(
    "参数包里有本机不能采用的内容（“{name}”：{reason}）。参数包要么整个装入，要么不装，没有装入。"
    "双方程序版本不同的，请先升级本机程序；仍不行的，请让发出单位检查后重新导出。"
)
_STALE = N_("看过方案之后，数据又有变化，没有装入。请重新查看方案再装入。")
CHAIN = "{office}-catalog"
"""Under this name the computer remembers its last pack, beside that of its reports."""


@dataclass(frozen=True)
class PackPlan:
    """What installing a pack would change; `digest` stands for every single decision in it."""

    header: Header
    sha256: str
    office: str  # the sender's name
    version: int
    installed: int  # the number of the sender's pack that is installed; 0 for none
    turn: Turn
    valid_until: date | None
    lines: tuple[PackLine, ...]
    moved: tuple[Moved, ...]
    digest: str

    def count(self, effect: Effect) -> int:
        """How many entries meet an effect."""
        return sum(each.effect is effect for each in self.lines)

    @property
    def refused(self) -> PackLine | None:
        """The first entry that cannot stand here, for which the whole pack is refused."""
        return next((each for each in self.lines if each.effect is Effect.REFUSED), None)


@dataclass(frozen=True)
class PackOutcome:
    """What installing a pack did: how many records it touched, and everything open whose last day moved."""

    version: int
    changed: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack that is installed here."""

    version: int
    sender: str
    office: str
    made_at: datetime
    taken_at: datetime
    valid_until: date | None
    parts: tuple[str, ...]

    def validity(self, today: date) -> Validity:
        """How it stands to its last day."""
        return validity(self.valid_until, today)


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A pack this office made; `receiver` is empty for all offices below."""

    version: int
    made_at: datetime
    receiver: str
    parts: tuple[str, ...]
    valid_until: date | None
    records: int
    path: Path
    size: int


def make(
    store: Store,
    keys: Path,
    receiver: str,
    parts: frozenset[str],
    valid_until: date | None,
    now: datetime,
    despite: bool = False,
) -> Exported:
    """Write a pack with whole parts into the outbox, for one office below or, with receiver "", for all of them.

    Its number follows the last one this computer remembers; `despite` goes on although the office's file remembers
    less than that. UserError if nothing is in the parts, the last day is past, or nobody can be below.
    """
    if valid_until is not None and valid_until < now.date():
        raise UserError(_PAST, {"day": valid_until.isoformat()})
    with store.read() as session:
        header = _header(session, keys, receiver, now, despite)
        found = list(lines(session, parts))
        if not found:
            raise UserError(_NOTHING)
        counts: dict[str, int] = {}
        for one in found:
            counts[one["type"]] = counts.get(one["type"], 0) + 1
        until = valid_until.isoformat() if valid_until else ""
        body = {"version": header.seq, "parts": hashes(found), "valid_until": until}
        header = replace(header, counts=counts, body={**body, pack_keys.KEYS: pack_keys.listed(session, keys)})
        header, contents = readable.of_lines(session, header, found)
    folder = outbox(store)
    folder.mkdir(parents=True, exist_ok=True)
    with Writer(folder / file_name(header), device_key(keys)) as bag:
        with bag.records() as put:
            for one in found:
                put(line(one))
        readable.write(bag, contents)
        written = bag.finish(header)
    exported = Exported(written.path, header, written.sha256, written.size, len(found), False)
    store.keep(lambda session: session.add(_shipment(exported)))
    note_chain(keys, CHAIN.format(office=header.sender), Chain(header.seq, written.sha256, header.package_uuid))
    return exported


def _header(session: Session, keys: Path, receiver: str, now: datetime, despite: bool) -> Header:
    office = offices.own(session)
    if office.level is Level.VILLAGE:
        raise UserError(_NO_BELOW)
    known = chain(keys, CHAIN.format(office=office.code))
    last = session.scalar(select(func.max(Shipment.seq)).where(Shipment.kind == PackageKind.CATALOG)) or 0
    if known.seq > last and not despite:
        raise UserError(RESTORED, {"known": known.seq, "seq": last, "next": known.seq + 1})
    kid, version = device_key(keys).public.kid, max(last, known.seq) + 1
    return headers.made(session, PackageKind.CATALOG, receiver, kid, version, now, prev_sha256=known.sha256)


def _shipment(exported: Exported) -> Shipment:
    header = exported.header
    return Shipment(
        **{"package_uuid": header.package_uuid, "kind": header.kind, "receiver": header.receiver},
        **{"kid": header.device, "seq": header.seq, "base_seq": 0, "prev_sha256": header.prev_sha256},
        **{"sha256": exported.sha256, "file": exported.path.name, "size": exported.size, "records": exported.records},
        **{"counts": dict(header.counts), "made_at": header.made_at},
        answer={"parts": sorted(header.body["parts"]), "valid_until": header.body["valid_until"]},
    )


def plan(session: Session, parcel: Parcel, today: date) -> PackPlan:
    """What installing a pack would change here, and what open it would move; the store is only read.

    UserError if it is not for this office, older than the one installed, or not the pack it says it is.
    """
    header = parcel.header
    header.expect(PackageKind.CATALOG)
    device = check_sender(session, header)
    until, parts = _told(header)
    installed, how = _turn(session, parcel, device.office_name)
    walk = _Walk(session, parcel, parts) if how is Turn.NEWER else None
    words: list[PackLine] = []
    if walk is not None:
        words = [*told(session, walk.found, walk.gone, today), *pack_keys.told_of(session, header)]
    return PackPlan(
        header=header,
        sha256=parcel.sha256,
        office=device.office_name,
        version=header.seq,
        installed=installed,
        turn=how,
        valid_until=until,
        lines=tuple(words),
        moved=tuple(calendars.would_move(session, walk.calendar())) if walk is not None else (),
        digest=walk.digest if walk is not None else "",
    )


def _told(header: Header) -> tuple[date | None, Mapping[str, str]]:
    """The last day and the parts that a pack tells of; UserError if they are not written rightly."""
    until, parts = header.body.get("valid_until"), header.body.get("parts")
    if header.body.get("version") != header.seq or not isinstance(until, str) or not isinstance(parts, dict):
        raise UserError(_BAD)
    try:
        return date.fromisoformat(until) if until else None, parts
    except ValueError as error:
        raise UserError(_BAD, details=str(error)) from error


def _turn(session: Session, parcel: Parcel, office: str) -> tuple[int, Turn]:
    """The number installed from the same office, and how this pack follows it; UserError if it does not."""
    header = parcel.header
    of_sender = select(Arrival).where(Arrival.kind == PackageKind.CATALOG, Arrival.sender == header.sender)
    last = session.scalars(of_sender.order_by(Arrival.seq.desc()).limit(1)).first()
    installed = last.seq if last else 0
    how = turn(header.seq, parcel.sha256, installed, last.sha256 if last else "")
    values = {"version": header.seq, "installed": installed, "office": office}
    if how is Turn.OLDER:
        raise UserError(_OLDER, values)
    if how is Turn.REPLACED:
        raise UserError(_REPLACED, values)
    return installed, how


class _Walk:
    """The lines of a pack with their fates, and what of the sender's it no longer holds."""

    def __init__(self, session: Session, parcel: Parcel, parts: Mapping[str, str]) -> None:
        self._session = session
        sorter, self.found = Sorter(session, parcel.header), list[Sorted]()
        for batch in batches(parcel.records()):
            self.found += sorter.sort(batch, frozenset())
        there = hashes(one.line for one in self.found)
        for part in sorted({*parts, *there}):
            if parts.get(part) != there.get(part):
                name = _(PART_NAMES[Part(part)]) if part in set(Part) else part
                raise UserError(_MIXED, {"part": name})
        self.gone = self._gone(parcel.header.sender, frozenset(parts))
        self.digest = self._digest()

    def _gone(self, sender: str, parts: frozenset[str]) -> list[Gone]:
        """What came from the sender before and is in no part any more; offices stay, since records hang on them."""
        there = {one.here or one.uuid for one in self.found} | {one.uuid for one in self.found}
        gone = []
        for kind in reversed([kind for kind in DOWN if kind.table != "office"]):  # what hangs on others goes first
            columns = [kind.cls.uuid, getattr(kind.cls, kind.name or kind.by_key[0])]
            columns += [PackPart.kind] if kind.cls is PackPart else []
            asked = select(*columns).where(kind.cls.owner_code == sender).order_by(kind.cls.uuid)
            for uuid, name, *of_text in self._session.connection().execute(asked):
                part = part_of({"type": kind.table, "fields": {"kind": of_text[0]} if of_text else {}})
                if part in parts and uuid not in there:
                    gone.append(Gone(kind, uuid, str(name), part))
        return gone

    def _digest(self) -> str:
        told = hashlib.sha256()
        for one in self.found:
            told.update(f"{one.uuid} {one.fate} {one.new} {one.here}\n".encode())
        for each in self.gone:
            told.update(f"{each.uuid} gone\n".encode())
        return told.hexdigest()

    def calendar(self) -> Calendar:
        """The calendar this office would count by."""
        years = dict(calendars.calendar(self._session).years)
        for one in self.found:
            if one.table == "calendar_year" and one.fate is Fate.TAKEN:
                years[one.fields["year"]] = year_of(one.fields)
        return Calendar(years)


def install(session: Session, parcel: Parcel, wanted: PackPlan, now: datetime) -> PackOutcome:
    """Carry out exactly the plan in one operation, which can be undone; everything open is counted anew.

    UserError if the pack may not be installed, cannot be taken whole, or the store changed since the plan: then
    nothing is kept.
    """
    header = parcel.header
    header.expect(PackageKind.CATALOG)
    device = check_sender(session, header)
    until, parts = _told(header)
    _installed, how = _turn(session, parcel, device.office_name)
    if how is Turn.SAME:
        raise UserError(_INSTALLED, {"version": header.seq})
    if wanted.refused is not None:
        reason = "".join(detail.text for detail in wanted.refused.details)
        raise UserError(_NOT_WHOLE, {"name": wanted.refused.name, "reason": reason})
    walk = _Walk(session, parcel, parts)
    if parcel.sha256 != wanted.sha256 or walk.digest != wanted.digest:
        raise UserError(_STALE)
    session.add(_arrival(parcel, until, parts, walk, now))
    changed = _write(session, walk)
    pack_keys.take(session, header, now.date())
    return PackOutcome(header.seq, changed, tuple(calendars.recount(session)))


def _write(session: Session, walk: _Walk) -> int:
    own, changed = offices.own_code(session), 0
    session.info["foreign"] = True
    for kind in DOWN:
        taken = [one for one in walk.found if one.kind is kind and one.fate is Fate.TAKEN]
        if taken:
            write(session, kind, taken, own)
        changed += len(taken)
    for each in walk.gone:
        remove(session, each.kind, [each.uuid])
    session.flush()
    session.info["foreign"] = False  # counting anew is this office's own work
    return changed + len(walk.gone)


def _arrival(parcel: Parcel, until: date | None, parts: Mapping[str, str], walk: _Walk, now: datetime) -> Arrival:
    header = parcel.header
    sums = {fate: sum(one.fate is fate for one in walk.found) for fate in Fate}
    said = {"valid_until": until.isoformat() if until else "", "parts": sorted(parts)}
    return Arrival(
        **{"package_uuid": header.package_uuid, "kind": header.kind, "sender": header.sender, "kid": header.device},
        **{"seq": header.seq, "base_seq": header.base_seq, "sha256": parcel.sha256},
        **{"prev_sha256": header.prev_sha256, "made_at": header.made_at, "taken_at": now},
        **{"taken": sums[Fate.TAKEN], "unchanged": sums[Fate.UNCHANGED], "held": {**header.held, **said}},
    )


def installed(session: Session) -> PackRow | None:
    """The pack that was installed last; None if there is none."""
    return next(iter(all_installed(session)), None)


def all_installed(session: Session) -> list[PackRow]:
    """The newest pack of each office above, that installed last first."""
    packs = select(Arrival).where(Arrival.kind == PackageKind.CATALOG).order_by(Arrival.seq.desc())
    newest: dict[str, Arrival] = {}
    for arrival in session.scalars(packs):
        newest.setdefault(arrival.sender, arrival)
    names = dict(session.execute(select(Device.office_code, Device.office_name)).all())
    names |= dict(session.execute(select(Office.code, Office.name)).all())
    found = sorted(newest.values(), key=lambda arrival: arrival.id, reverse=True)
    return [_pack_row(arrival, names.get(arrival.sender, arrival.sender)) for arrival in found]


def _pack_row(arrival: Arrival, office: str) -> PackRow:
    until = arrival.held.get("valid_until", "")
    day = date.fromisoformat(until) if until else None
    parts: Sequence[str] = arrival.held.get("parts", ())
    return PackRow(arrival.seq, arrival.sender, office, arrival.made_at, arrival.taken_at, day, tuple(parts))


def made(session: Session, folder: Path) -> list[MadeRow]:
    """The packs this office made, the newest first; `folder` is the outbox in which their files lie."""
    packs = select(Shipment).where(Shipment.kind == PackageKind.CATALOG).order_by(Shipment.seq.desc())
    return [_made_row(shipment, folder) for shipment in session.scalars(packs)]


def _made_row(shipment: Shipment, folder: Path) -> MadeRow:
    until = shipment.answer.get("valid_until", "")
    return MadeRow(
        version=shipment.seq,
        made_at=shipment.made_at,
        receiver=shipment.receiver,
        parts=tuple(shipment.answer.get("parts", ())),
        valid_until=date.fromisoformat(until) if until else None,
        records=shipment.records,
        path=folder / shipment.file,
        size=shipment.size,
    )


def contents(session: Session) -> dict[Part, int]:
    """How many entries each part would have today."""
    sums = dict.fromkeys(Part, 0)
    for one in lines(session, frozenset(Part)):
        if one["type"] != "catalog_item":
            sums[Part(part_of(one))] += 1
    return sums
