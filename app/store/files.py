"""What lies on the disk: is it ours, is there room, a copy that is proved whole."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.i18n import N_
from app.store.failures import as_sentence
from app.store.revision import APPLICATION_ID, HEAD, KNOWN

SIGNATURE = b"SQLite format 3\0"
ROOM = 20 * 1024 * 1024

EXISTS = N_("{file} 已经存在，不会覆盖。请换一个文件名，或直接打开它。")
NEWER = N_("这个数据文件由更新版本的程序写成，只能查看，不能修改。请先升级本机的程序。")
_MISSING = N_("找不到数据文件 {file}。请检查磁盘是否接好，或在“从备份恢复”中选一份备份。")
_NOT_OURS = N_("{file} 不是本程序的数据文件，没有打开，也没有改动。请选择以 .iltod 结尾的文件。")
_FULL = N_("磁盘剩余空间不足（还剩 {free} MB，需要 {need} MB），没有写入任何内容。请清理磁盘后再试。")
_BROKEN_COPY = N_("备份 {file} 没有通过检查，已作废。请换一个磁盘再备份一次。")


@dataclass(frozen=True, slots=True)
class State:
    """What a file says of itself before it is opened."""

    revision: str
    newer: bool


def examined(path: Path) -> State:
    """The state of an existing file; UserError if it is missing, not ours, or damaged. Nothing is written."""
    if not path.is_file():
        raise UserError(_MISSING, {"file": path.name})
    try:
        with path.open("rb") as file:
            ours = file.read(16) == SIGNATURE
        state = _state(path) if ours else None
    except (sqlite3.DatabaseError, OSError) as error:
        raise as_sentence(error, path) or UserError(_NOT_OURS, {"file": path.name}, str(error)) from error
    if state is None:
        raise UserError(_NOT_OURS, {"file": path.name})
    return state


def _state(path: Path) -> State | None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return State(found[0], newer=found[0] not in KNOWN) if found else None


def check_free_space(path: Path, need: int = ROOM) -> None:
    """Refuse before anything is touched if the disk has less than `need` bytes free."""
    folder = path.parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < need:
        raise UserError(_FULL, {"free": free // 2**20, "need": need // 2**20})


def copied(source: Path, target: Path) -> Path:
    """A whole copy of an open or closed file, proved by SQLite's own check, under its name only once it is whole."""
    check_free_space(target, source.stat().st_size + ROOM)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            if new.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise UserError(_BROKEN_COPY, {"file": target.name})
        flush(part)
        os.replace(part, target)
    except (sqlite3.DatabaseError, OSError) as error:
        raise as_sentence(error) or error from error
    finally:
        discard(part)
    return target


def discard(part: Path) -> None:
    """Take half a file away, if it is there and the disk lets us."""
    with suppress(OSError):
        part.unlink()


def flush(path: Path) -> None:
    """Wait until the bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def back_up_before_migration(path: Path, revision: str) -> Path:
    """A copy of the file as the older program left it."""
    name = f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}-pre-{HEAD}-from-{revision}.iltod"
    return copied(path, path.parent / "backups" / name)
