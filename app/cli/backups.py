"""Copies of the office's file, and the way back to one."""

from pathlib import Path

from app.cli.answers import Answer, Table
from app.cli.commands import argument, command, option
from app.cli.history import WHEN
from app.cli.kinds import FILE
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import backups as copies

_MADE = N_("已备份并检查：{file}")
_RESTORED = N_("已恢复为 {at} 的备份：{office}，{n} 条公开信息。")
_SET_ASIDE = N_("原来的文件另存为：{file}")


@command
@option("--to", "folder", type=FILE, help=N_("备份到这个文件夹；不写时用设置的文件夹，再不然在数据文件旁边。"))
def backup(place: Workplace, folder: Path | None) -> Answer:
    """Make a proved copy of the file."""
    made = copies.make(place.store, folder or place.backup_folder, place.now)
    return Answer({"file": made}, (_(_MADE).format(file=made),))


@command
def backups(place: Workplace) -> Answer:
    """Tell the copies there are, the newest first."""
    rows = copies.listed(place.path, place.backup_folder)
    shown = [(row.at.strftime(WHEN), row.office, str(row.disclosures), str(row.path)) for row in rows]
    return Answer(rows, (Table((N_("时间"), N_("单位"), N_("公开信息"), N_("文件")), shown),))


@command
@argument("file", type=FILE, required=False)
def restore(place: Workplace, file: Path | None) -> Answer:
    """Put a copy, else the newest one, in place of the file; what stood there is kept beside it."""
    chosen = file or copies.newest(place.path, place.backup_folder).path
    done = copies.restore(place.path, chosen, place.now)
    held = done.backup
    shown = [_(_RESTORED).format(at=held.at.strftime(WHEN), office=held.office, n=held.disclosures)]
    shown += [_(_SET_ASIDE).format(file=done.set_aside)] if done.set_aside else []
    return Answer(done, tuple(shown))
