"""A package that comes in: verified, planned, and taken in exactly as planned."""

from functools import partial
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Table
from app.cli.commands import command, option
from app.cli.packages.errands import brought, file_argument, header_value
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations.packages import arriving, errands
from app.operations.packages.arriving import ArrivalPlan, NotTaken
from app.operations.packages.errands import PackageKind, Parcel
from app.operations.packages.record_names import kind_name
from app.rules.packages import FATE_NAMES, LINK_NAMES, TAKEN_IN, Fate, Link

_OTHER_COMMAND = {
    PackageKind.RECEIPT: N_("“{file}”是回执，不是报送包。请用 iltod packages receipt 读入。"),
    PackageKind.CATALOG: N_("“{file}”是下发的参数包。请用 iltod packages pack install 安装。"),
}
_FROM = N_("“{office}”第 {seq} 个报送包，{at} 生成，{n} 条记录，{attachments} 个附件；签名和全部校验码无误。")
_SUMS = N_("已接收 {taken}，重复 {unchanged}，退回 {returned}，冲突 {conflict}。")
_WOULD = N_("接收后会是：可接收 {taken}，重复 {unchanged}，退回 {returned}，冲突 {conflict}。")
_DRY = N_("以上只是方案，没有接收任何内容。")
_TAKEN = N_("已接收，可用 iltod undo 撤销。用 iltod packages answer 给“{office}”出回执。")
_MISSING = N_("没收到的：第 {missing} 包。")
_BY_KIND = (N_("记录种类"), *(FATE_NAMES[fate] for fate in Fate))
_LISTED = (N_("处理"), N_("记录种类"), N_("名称"), N_("原因"), N_("编号"))


@command
@file_argument
def plan(place: Workplace, file: Path) -> Answer:
    """Verify a package and tell what taking it in would do."""
    with brought(place, file) as parcel:
        _expect(parcel, file)
        found = place.ask(arriving.plan, parcel)
    return Answer(_value(found), (*_shown(found, _WOULD), _(_DRY)))


@command
@file_argument
@option("--verified", is_flag=True, help=N_("序号接不上时：已打电话向对方核实，照常接收。"))
def accept(place: Workplace, file: Path, verified: bool) -> Answer:
    """Verify a package, plan, and take it in exactly as planned; one taken in already changes nothing."""
    with brought(place, file) as parcel:
        _expect(parcel, file)
        found = place.ask(arriving.plan, parcel)
        if found.link is Link.REPEATED:
            return Answer(_value(found) | {"accepted": False}, (*_shown(found, ""),))
        keys = errands.keys_folder()
        work = partial(_accepted, parcel=parcel, wanted=found, now=place.now, verified=verified, keys=keys)
        uuid = place.change(arriving.ACCEPT, work, {"office": found.office, "seq": found.header.seq})
    told = _(_TAKEN).format(office=found.office)
    return Answer(_value(found) | {"accepted": True, "arrival": uuid}, (*_shown(found, _SUMS), told))


def _accepted(session: Any, **wanted: Any) -> str:
    return arriving.accept(session, **wanted).uuid


def _expect(parcel: Parcel, file: Path) -> None:
    """UserError that names the right command if this is no package of records."""
    message = _OTHER_COMMAND.get(parcel.header.kind)
    if message:
        raise UserError(message, {"file": file.name})


def _value(found: ArrivalPlan) -> dict[str, Any]:
    listed = [{**_named(one), "uuid": one.uuid, "fate": one.fate} for one in found.listed]
    return {
        "office": found.office,
        "header": header_value(found.header),
        "sha256": found.sha256,
        "link": found.link,
        "missing": found.missing,
        "records": found.records,
        "attachments": found.attachments,
        "sums": {fate: found.total(fate) for fate in Fate},
        "counts": found.counts,
        "listed": listed,
    }


def _named(one: NotTaken) -> dict[str, str]:
    return {"table": one.table, "name": one.name, "reason": _(one.reason).format(**one.values)}


def _shown(found: ArrivalPlan, sums: str) -> list[str | Table]:
    """The plan as a person reads it: whose it is, how it joins, the figures, and everything that is not taken."""
    at, n = found.header.made_at.strftime("%Y-%m-%d %H:%M"), sum(found.header.counts.values())
    values = {"office": found.office, "seq": found.header.seq, "at": at, "n": n, "attachments": found.attachments}
    shown: list[str | Table] = [_(_FROM).format(**values), _(LINK_NAMES[found.link])]
    if found.missing:
        shown.append(_(_MISSING).format(missing="、".join(map(str, found.missing))))
    if found.link not in TAKEN_IN:
        return shown
    shown.append(_(sums).format(**{fate: found.total(fate) for fate in Fate}))
    rows = [
        (kind_name(table), *(str(fates.get(fate, 0)) for fate in Fate)) for table, fates in sorted(found.counts.items())
    ]
    shown.append(Table(_BY_KIND, rows))
    listed = [(_(FATE_NAMES[one.fate]), kind_name(one.table), *_words(one)) for one in found.listed]
    return [*shown, Table(_LISTED, listed)] if listed else shown


def _words(one: NotTaken) -> tuple[str, str, str]:
    told = _named(one)
    return told["name"], told["reason"], one.uuid
