"""Daily copies of the office's file and the way back to one of them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.i18n import N_
from app.store import backup as copies
from app.store.backup import Backup
from app.store.database import Store

_NO_FOLDER = N_("备份文件夹 {folder} 不在。请插好U盘或移动硬盘，或在“设置—备份”中另选文件夹。")
_NONE = N_("没有找到备份。请插好存放备份的U盘，或用“浏览”选择备份文件。")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the copy used, and where the file that stood there before is kept."""

    backup: Backup
    set_aside: Path | None


def folder_beside(store_path: Path) -> Path:
    """The folder of copies beside the office's file."""
    return store_path.parent / "backups"


def make(store: Store, folder: Path | None, now: datetime) -> Path:
    """A proved copy of the file; UserError if the folder's disk is gone or full."""
    return copies.make(store.path, _present(store, folder), now)


def make_daily(store: Store, folder: Path | None, now: datetime) -> Path | None:
    """Today's copy, unless there is one; the oldest are thinned out."""
    return None if store.read_only else copies.make_daily(store.path, _present(store, folder), now)


def _present(store: Store, folder: Path | None) -> Path:
    if folder is None:
        beside = folder_beside(store.path)
        beside.mkdir(exist_ok=True)
        return beside
    if not folder.is_dir():
        raise UserError(_NO_FOLDER, {"folder": str(folder)})
    return folder


def listed(store_path: Path, folder: Path | None) -> list[Backup]:
    """Every copy that can be gone back to, newest first."""
    folders = [folder_beside(store_path), *([folder] if folder else [])]
    return copies.listed([f for f in dict.fromkeys(folders) if f.is_dir()])


def described(path: Path) -> Backup:
    """What a copy holds; UserError if it is not one of ours."""
    return copies.described(path)


def restore(store_path: Path, backup: Path, now: datetime) -> Restored:
    """Put a copy in the place of the file, which must be closed; what stood there is kept beside it."""
    described_backup = copies.described(backup)
    return Restored(described_backup, copies.restore(backup, store_path, now))


def newest(store_path: Path, folder: Path | None) -> Backup:
    """The newest copy; UserError if there is none."""
    found = listed(store_path, folder)
    if not found:
        raise UserError(_NONE)
    return found[0]


def restored_at(store: Store) -> str:
    """When the file was restored, if nobody has confirmed it since."""
    return store.fact("restored")


def confirm_restored(store: Store) -> None:
    """A person looked at the restored file and goes on with it."""
    store.note("restored", "")
