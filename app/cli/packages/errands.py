"""The errand: what lies on a stick, what was carried, and the way of a package out and in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command, option
from app.cli.history import WHEN
from app.cli.kinds import FILE, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations.packages import errands
from app.operations.packages.errands import KIND_NAMES, ErrandRow, Found, Header, Parcel

_NOTHING = N_("这里没有报送包、回执、参数包或登记卡。")
_WRITTEN = N_("已写到 {folder}，并已读回核对无误，可以拔出：{files}")
_CARD, _SEALED, _VOLUMES = N_("登记卡"), N_("已加密，读入时才能打开"), N_("分卷 {n} 个")
_UNVERIFIED = N_("以上只是文件自己写的内容，还没有核验。用 iltod packages plan 核验。")
_HEADINGS = (N_("文件"), N_("种类"), N_("发出单位"), N_("序号"), N_("生成时间"), N_("大小（字节）"), N_("说明"))
_LOG = (N_("时间"), N_("方向"), N_("介质"), N_("文件"), N_("大小（字节）"), N_("经办人"), N_("结果"), N_("校验码"))

to_option = option("--to", "folder", type=FILE, help=N_("写到这个文件夹或U盘，读回核对；不写时留在数据文件旁边。"))
file_argument = argument("file", type=FILE)


@contextmanager
def brought(place: Workplace, file: Path) -> Iterator[Parcel]:
    """The verified package in a copy of the file; the copy goes afterwards, as the command needs it no more."""
    store = place.store
    copy = errands.bring_in(store, errands.keys_folder(), file, place.now)
    try:
        with errands.opened(store, copy) as parcel:
            yield parcel
    finally:
        errands.put_away(store, copy)


def carried(place: Workplace, path: Path, folder: Path | None) -> tuple[list[Path], list[str]]:
    """Carry what was written to the folder a person named; the files there, and what to tell about it."""
    if folder is None:
        return [], []
    files = [one.path for one in errands.carry_out(place.store, path, folder, place.now)]
    return files, [_(_WRITTEN).format(folder=folder, files="、".join(file.name for file in files))]


def header_value(header: Header) -> dict[str, object]:
    """What a package says of itself, as a machine reads it."""
    names = ("kind", "package_uuid", "sender", "receiver", "seq", "base_seq", "made_at", "counts", "held")
    return {name: getattr(header, name) for name in names}


@command
@argument("folder", type=FILE)
def found(place: Workplace, folder: Path) -> Answer:
    """Tell what lies in a folder; nothing of it is verified."""
    rows = errands.found_on(folder)
    if not rows:
        return Answer([], (_(_NOTHING),))
    value = [
        {
            "file": row.path,
            "size": row.size,
            "sealed": row.sealed,
            "volumes": row.volumes,
            "problem": row.problem,
            "header": header_value(row.header) if row.header else None,
            "card": {"office_code": row.card.office_code, "office_name": row.card.office_name} if row.card else None,
        }
        for row in rows
    ]
    return Answer(value, (Table(_HEADINGS, map(_shown, rows)), _(_UNVERIFIED)))


def _shown(row: Found) -> tuple[str, ...]:
    header, card = row.header, row.card
    kind = _(KIND_NAMES[header.kind]) if header else _(_CARD) if card else ""
    sender = header.sender if header else f"{card.office_name}（{card.office_code}）" if card else ""
    notes = [_(_SEALED) if row.sealed else "", _(_VOLUMES).format(n=row.volumes) if row.volumes else "", row.problem]
    number = str(header.seq) if header else ""
    return row.path.name, kind, sender, number, row.at.strftime(WHEN), str(row.size), "；".join(filter(None, notes))


@command
@option("--limit", type=Whole(1), default=200, help=N_("最多几条，默认200。"))
def log(place: Workplace, limit: int) -> Answer:
    """Tell what was carried out and in, the newest first."""
    rows = place.ask(errands.log, limit)
    return Answer(rows, (Table(_LOG, map(_logged, rows)),))


def _logged(row: ErrandRow) -> tuple[str, ...]:
    way, outcome = _(errands.WAYS[row.way]), _(errands.OUTCOMES.get(row.outcome, row.outcome))
    return row.at.strftime(WHEN), way, row.medium, row.file, str(row.size), row.person, outcome, row.sha256[:16]
