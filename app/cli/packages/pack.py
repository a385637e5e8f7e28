"""Parameter packs: made for the offices below, planned and installed; and the texts that go down in them."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE, Day, OneOf
from app.cli.packages.errands import brought, carried, file_argument, header_value, to_option
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations.calendars import Moved
from app.operations.packages import errands, pack_keys, pack_texts, packs, sending, trust
from app.operations.packages.errands import PackageKind, Parcel
from app.operations.packages.pack_words import EFFECT_NAMES, Effect, PackLine
from app.operations.packages.packs import PackPlan
from app.rules.package_parts import PART_NAMES, TEXTS, Part, Turn, validity_words

_MADE = N_("已生成第 {version} 版参数包（{parts}），{n} 条记录，{size} 字节：{file}")
_OTHER = N_("“{file}”不是参数包。报送包和数据副本请用 iltod packages accept，回执请用 iltod packages receipt。")
_FROM = N_("“{office}”第 {version} 版参数包，{at} 生成；签名和全部校验码无误。本机装到第 {installed} 版。")
_SAME = N_("这一版已经装入，不用再装。")
_SUMS = N_("新增 {new}，修改 {changed}，取消 {gone}，保留本单位的 {kept}，不变 {same}，不能采用 {refused}。")
_DRY = N_("以上只是方案，没有装入任何内容。")
_DONE = N_("已装入第 {version} 版参数包，改动 {n} 条，可用 iltod undo 撤销。")
_MOVED = N_("到期日因此变动的有 {n} 条：")
_NONE_MOVED = N_("没有到期日因此变动。")
_NOT_YET = N_("还没有装入过上级下发的参数包。")
_INSTALLED = N_("“{office}”第 {version} 版参数包，{at} 装入。")
_NONE_MADE = N_("还没有生成过参数包。")
_LINES = (N_("部分"), N_("处理"), N_("名称"), N_("改动"))
_MOVES = (N_("名称"), N_("原到期日"), N_("新到期日"))
_PACKS = (N_("版本"), N_("生成时间"), N_("内容"), N_("有效期至"), N_("下发给"))
_TEXTS = (N_("部分"), N_("代码"), N_("名称"), N_("字数"), N_("编号"))
_ENTERED, _REMOVED = N_("已添加，随下一个参数包下发。"), N_("已删除；下级装入下一个参数包时也会取消。")
_ANNOUNCED = N_("已登记“{name}”，随下一个参数包告诉下级。")
_WHEN = "%Y-%m-%d %H:%M"


@command
@to_option
@option(
    "--part", "parts", multiple=True, type=OneOf([part.value for part in Part]), help=N_("只下发这些部分，可写多次。")
)
@option("--until", type=Day(), help=N_("有效期至；到期只提醒，不影响使用。"))
@option("--office", default="", help=N_("只发给这个单位（代码）；不写就是全部下级。"))
@option("--despite", is_flag=True, help=N_("数据文件像是恢复过旧备份时，核对无误后照常下发。"))
def make(
    place: Workplace, folder: Path | None, parts: tuple[str, ...], until: date | None, office: str, despite: bool
) -> Answer:
    """Write a pack for the offices below, and carry it to a stick if one is named."""
    wanted = frozenset(parts) or frozenset(part.value for part in Part)
    made = packs.make(place.store, errands.keys_folder(), office, wanted, until, place.now, despite)
    files, told = carried(place, made.path, folder)
    names = parts_words(made.header.body["parts"])
    values = {"version": made.header.seq, "n": made.records, "size": made.size, "file": made.path}
    value = {"file": made.path, "sha256": made.sha256, "version": made.header.seq, "records": made.records}
    value |= {"parts": made.header.body["parts"], "carried": files, "header": header_value(made.header)}
    return Answer(value, (_(_MADE).format(parts=names, **values), *told))


@command
@file_argument
def plan(place: Workplace, file: Path) -> Answer:
    """Verify a pack and tell what installing it would change, and what it would move."""
    with brought(place, file) as parcel:
        found = _planned(place, parcel, file)
    return Answer(_value(found), (*_shown(found), _(_DRY)))


@command
@file_argument
def install(place: Workplace, file: Path) -> Answer:
    """Verify a pack, plan, and install it as a whole; one that is installed already changes nothing."""
    with brought(place, file) as parcel:
        found = _planned(place, parcel, file)
        if found.turn is Turn.SAME:
            return Answer(_value(found) | {"installed": False}, tuple(_shown(found)))
        work = partial(packs.install, parcel=parcel, wanted=found, now=place.now)
        done = place.change(packs.INSTALL, work, {"office": found.office, "version": found.version})
    told = _(_DONE).format(version=done.version, n=done.changed)
    return Answer(_value(found) | {"installed": True, "changed": done.changed}, (*_shown(found), told))


@command
def status(place: Workplace) -> Answer:
    """Tell the packs installed here, and those made."""
    rows, made = place.ask(packs.all_installed), place.ask(packs.made, sending.outbox(place.store))
    value = {"installed": [_installed_value(row, place.today) for row in rows], "made": made}
    shown: list[str | Table] = list(installed_words(place)) or [_(_NOT_YET)]
    lines = [
        (str(m.version), m.made_at.strftime(_WHEN), parts_words(m.parts), _day(m.valid_until), m.receiver) for m in made
    ]
    return Answer(value, (*shown, Table(_PACKS, lines) if lines else _(_NONE_MADE)))


def installed_words(place: Workplace) -> list[str]:
    """Each pack that is installed, with a warning where its last day is near or past."""
    return [
        _(_INSTALLED).format(office=row.office, version=row.version, at=row.taken_at.strftime(_WHEN))
        + validity_words(row.valid_until, place.today)
        for row in place.ask(packs.all_installed)
    ]


@command
@argument("file", type=FILE)
@option("--part", required=True, type=OneOf(sorted(TEXTS)), help=N_("属于哪一部分。"))
@option("--name", default="", help=N_("名称；不写就用文件里的或文件名。"))
def add(place: Workplace, file: Path, part: str, name: str) -> Answer:
    """Take in a text that goes down with the next pack."""
    work = partial(pack_texts.enter, part=Part(part), path=file, name=name)
    uuid = place.change(pack_texts.ENTER, work, {"name": name or file.stem})
    return Answer({"uuid": uuid}, (_(_ENTERED),))


@command
def texts(place: Workplace) -> Answer:
    """Tell the texts that go down."""
    rows = place.ask(pack_texts.listed)
    return Answer(rows, (Table(_TEXTS, ((_part(r.part), r.key, r.name, str(r.length), r.uuid) for r in rows)),))


@command
@argument("uuid", metavar="UUID")
def remove(place: Workplace, uuid: str) -> Answer:
    """Take a text out."""
    names = {row.uuid: row.name for row in place.ask(pack_texts.listed)}
    place.change(pack_texts.REMOVE, partial(pack_texts.remove, uuid=uuid), {"name": names.get(uuid, "")})
    return Answer({"removed": uuid}, (_(_REMOVED),))


@command
@file_argument
@option("--fingerprint", required=True, help=N_("在那台电脑上看到的指纹。"))
def announce(place: Workplace, file: Path, fingerprint: str) -> Answer:
    """Have the next pack tell the offices below of another computer of this office."""
    card = trust.read(file)
    work = partial(pack_keys.announce, card=card, told=fingerprint, today=place.today)
    uuid = place.change(pack_keys.ANNOUNCE, work)
    return Answer({"uuid": uuid}, (_(_ANNOUNCED).format(name=card.device_name),))


def parts_words(parts: Any) -> str:
    """Parts by their names, in their order."""
    return "、".join(_(name) for part, name in PART_NAMES.items() if part in parts)


def _planned(place: Workplace, parcel: Parcel, file: Path) -> PackPlan:
    if parcel.header.kind is not PackageKind.CATALOG:
        raise UserError(_OTHER, {"file": file.name})
    return place.ask(packs.plan, parcel, place.today)


def _value(found: PackPlan) -> dict[str, Any]:
    lines = [
        {"part": line.part, "effect": line.effect, "name": line.name, "details": [d.text for d in line.details]}
        for line in found.lines
    ]
    value = {"office": found.office, "version": found.version, "installed_before": found.installed, "turn": found.turn}
    sums = {effect: found.count(effect) for effect in Effect}
    return value | {"valid_until": found.valid_until, "sums": sums, "lines": lines, "moved": found.moved}


def _shown(found: PackPlan) -> list[str | Table]:
    at = found.header.made_at.strftime(_WHEN)
    told = {"office": found.office, "version": found.version, "at": at, "installed": found.installed}
    shown: list[str | Table] = [_(_FROM).format(**told)]
    if found.turn is Turn.SAME:
        return [*shown, _(_SAME)]
    shown.append(_(_SUMS).format(**{effect: found.count(effect) for effect in Effect}))
    shown.append(Table(_LINES, map(_line, found.lines)))
    return [*shown, *_moved(found.moved)]


def _line(line: PackLine) -> tuple[str, str, str, str]:
    details = "；".join(detail.text for detail in line.details)
    return _part(line.part), _(EFFECT_NAMES[line.effect]), line.name, details


def _moved(moved: tuple[Moved, ...]) -> list[str | Table]:
    if not moved:
        return [_(_NONE_MOVED)]
    return [_(_MOVED).format(n=len(moved)), Table(_MOVES, ((m.title, _day(m.old), _day(m.new)) for m in moved))]


def _part(part: str) -> str:
    return _(PART_NAMES[Part(part)]) if part in set(Part) else part


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _installed_value(row: packs.PackRow, today: date) -> dict[str, Any]:
    value = {"version": row.version, "sender": row.sender, "office": row.office, "made_at": row.made_at}
    return value | {"taken_at": row.taken_at, "valid_until": row.valid_until, "validity": row.validity(today)}
