"""Where the office stands: what went up, what was answered, what waits, what is to be settled."""

from datetime import datetime
from typing import Any

from app.cli.answers import Answer, Table
from app.cli.commands import command
from app.cli.history import WHEN
from app.cli.packages.pack import installed_words
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations.packages import disputes, errands, returned, sending, trust, versions
from app.operations.packages.trust import DeviceRow
from app.rules.packages import Fate

_SENT = N_("上一个报送包：第 {seq} 包。")
_NEVER = N_("还没有报送过。")
_ANSWERED = N_("上级已回执到第 {seq} 包（{at} 读入）：退回 {returned}，冲突 {conflict}。")
_UNANSWERED = N_("还没有读入过回执。")
_WAITING = N_("待报送的记录：{n} 条。")
_RESTORED = N_(
    "本机已经报送到第 {known} 包，数据文件里只记到第 {seq} 包：数据文件可能恢复过旧备份。"
    "请先向上级要一份本单位数据副本。"
)
_ABOVE, _BELOW = N_("上级：{offices}"), N_("下级：{offices}")
_NOBODY = N_("还没有登记密钥")
_HELD = {
    "catalog": N_("现用目录：{held}。"),
    "calendar": N_("节假日安排装到 {held} 年。"),
}
_OPEN = N_("接收时退回 {returned} 条，冲突待处理 {conflict} 条。")
_BACK = N_("上级退回待处理 {returned} 条，冲突 {conflict} 条。")


@command
def status(place: Workplace) -> Answer:
    """Tell all of it in a few lines."""
    keys = errands.keys_folder()
    stands, last = place.ask(sending.standing, keys), place.ask(returned.last_answered)
    devices = [row for row in place.ask(trust.listed) if row.revoked_on is None]
    ours, theirs = place.ask(disputes.counted), place.ask(returned.counted)
    held = place.ask(versions.held)
    shown: list[str | Table] = [_(_SENT).format(seq=stands.seq) if stands.seq else _(_NEVER)]
    shown.append(_answered(last))
    shown += [_(_RESTORED).format(known=stands.chain.seq, seq=stands.seq)] if stands.restored else []
    shown.append(_(_WAITING).format(n=stands.waiting))
    shown += [
        _(_ABOVE).format(offices=_offices(devices, "above")),
        _(_BELOW).format(offices=_offices(devices, "below")),
    ]
    shown += [_(told).format(held=held[key]) for key, told in _HELD.items() if held.get(key)]
    shown += installed_words(place)
    shown += [_(_OPEN).format(**_words(ours)), _(_BACK).format(**_words(theirs))]
    value = {"standing": stands, "last_answered": last, "devices": devices, "held": held}
    return Answer(value | {"disputes": ours, "returned": theirs}, tuple(shown))


def _answered(last: returned.AnsweredRow | None) -> str:
    if last is None:
        return _(_UNANSWERED)
    at: datetime = last.answered_at
    return _(_ANSWERED).format(seq=last.seq, at=at.strftime(WHEN), returned=last.returned, conflict=last.conflict)


def _offices(devices: list[DeviceRow], role: str) -> str:
    names = dict.fromkeys(f"{row.office_name}（{row.office_code}）" for row in devices if row.role == role)
    return "、".join(names) or _(_NOBODY)


def _words(counts: dict[Fate, int]) -> dict[str, Any]:
    return {str(fate): n for fate, n in counts.items()}
