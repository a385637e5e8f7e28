"""Daily copies of the file, and the way back to one of them."""

import glob
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.i18n import N_
from app.store import files
from app.store.failures import as_sentence

SUFFIX = ".iltod"
KEPT_DAYS = 14
KEPT_MONTHS = 12

_IN_USE = N_("数据文件正被另一个窗口使用，没有恢复，也没有改动。请先关闭其他窗口再恢复。")
_BAD_BACKUP = N_("备份 {file} 没有通过检查，不能用它恢复，现有数据没有改动。请换一份备份。")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy to go back to: when it was made, whose it is, what it holds."""

    path: Path
    at: datetime
    size: int
    office: str
    disclosures: int


def make(path: Path, folder: Path, now: datetime) -> Path:
    """A proved copy of the open file in `folder`; UserError if the disk is full or the copy fails its check."""
    return files.copied(path, folder / f"{path.stem}-{now:%Y%m%d-%H%M%S}{SUFFIX}")


def make_daily(path: Path, folder: Path, now: datetime) -> Path | None:
    """Today's copy, unless there is one; older ones are thinned out."""
    if any(folder.glob(f"{glob.escape(path.stem)}-{now:%Y%m%d}-*{SUFFIX}")):
        return None
    made = make(path, folder, now)
    for old in superfluous(sorted(_daily(path, folder))):
        old.unlink(missing_ok=True)
    return made


def _daily(path: Path, folder: Path) -> list[Path]:
    digits = "[0-9]" * 8 + "-" + "[0-9]" * 6
    return list(folder.glob(f"{glob.escape(path.stem)}-{digits}{SUFFIX}"))


def superfluous(copies: Sequence[Path]) -> list[Path]:
    """Of copies sorted by age, all but those of the last 14 days with a copy and the first of the last 12 months."""
    months: dict[str, Path] = {}
    for copy in copies:
        months.setdefault(copy.stem[-15:-9], copy)
    days = sorted({copy.stem[-15:-7] for copy in copies})[-KEPT_DAYS:]
    kept = {*(copy for copy in copies if copy.stem[-15:-7] in days), *list(months.values())[-KEPT_MONTHS:]}
    return [copy for copy in copies if copy not in kept]


def listed(folders: Sequence[Path]) -> list[Backup]:
    """Every copy that can be read, newest first."""
    found = [_described(path) for folder in folders for path in folder.glob(f"*{SUFFIX}")]
    return sorted((backup for backup in found if backup), key=lambda backup: backup.at, reverse=True)


def described(path: Path) -> Backup:
    """What a copy says of itself; UserError if it is not one of ours."""
    files.examined(path)
    return _described(path) or Backup(path, datetime.fromtimestamp(path.stat().st_mtime), path.stat().st_size, "", 0)


def _described(path: Path) -> Backup | None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (disclosures,) = connection.execute("SELECT count(*) FROM disclosure").fetchone()
            office = connection.execute(
                "SELECT name FROM office JOIN meta ON meta.key = 'office' AND meta.value = office.code"
            ).fetchone()
    except sqlite3.DatabaseError:
        return None
    at = datetime.fromtimestamp(path.stat().st_mtime)
    return Backup(path, at, path.stat().st_size, office[0] if office else "", disclosures)


def restore(backup: Path, target: Path, now: datetime) -> Path | None:
    """Put a copy in place of the closed file; returns where the file that stood there is kept.

    The copy is proved before anything is touched, and replaces the file in one step. Afterwards the file
    says it was restored ("restored" among its facts) until a person confirms it.
    """
    _prove(backup)
    part = target.with_name(target.name + ".part")
    try:
        files.copied(backup, part)
        _note_restored(part, now)
        kept = _set_aside(target, now) if target.exists() else None
        os.replace(part, target)
    except (sqlite3.DatabaseError, OSError) as error:
        raise as_sentence(error) or error from error
    finally:
        files.discard(part)
    return kept


def _note_restored(part: Path, now: datetime) -> None:
    with closing(sqlite3.connect(part)) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO meta(key, value) VALUES ('restored', ?)", (now.isoformat(" ", "seconds"),)
        )
    files.flush(part)


def _prove(backup: Path) -> None:
    files.examined(backup)
    with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            whole = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            whole = False
    if not whole:
        raise UserError(_BAD_BACKUP, {"file": backup.name})


def _set_aside(target: Path, now: datetime) -> Path:
    _fold_log_into(target)
    kept = target.with_name(f"{target.stem}-{now:%Y%m%d-%H%M%S}-before-restore{SUFFIX}")
    shutil.copy2(target, kept)
    for log in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        if log.exists():
            log.replace(kept.with_name(kept.name + log.name[len(target.name) :]))
    return kept


def _fold_log_into(target: Path) -> None:
    """Close the write-ahead log; a damaged file is set aside as it is, one in use is left alone."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.rollback()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise UserError(_IN_USE) from error
    except sqlite3.DatabaseError:
        return
