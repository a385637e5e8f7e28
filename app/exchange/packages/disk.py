"""Files on a disk that may be pulled: how large, how much room, under way, flushed."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.errors import Cancelled, UserError
from app.exchange.packages.disk_trouble import is_gone
from app.i18n import N_

Told = Callable[[int, int], bool | None]
"""Told how many bytes of how many are done; it stops the errand by returning False or raising Cancelled."""
CHUNK = 1 << 20
SLACK = 1 << 16
"""A file takes up to so many bytes more than it has: the largest cluster of FAT32."""

WAITS = (0.2, 0.5, 1.0)
"""Seconds between the tries to rename a file that a virus scanner may still be reading."""

_NO_FILE = N_("“{file}”不是普通文件，没有处理。请把它移走，或另选一个文件。")
_HELD = N_("“{file}”正被别的程序（常见的是杀毒软件）占用，没有写完。请等一会儿再试。")


class Progress:
    """How far an errand is."""

    def __init__(self, total: int, told: Told | None) -> None:
        self._done, self._total, self._told = 0, total, told

    def add(self, count: int = 0) -> None:
        """So many bytes more; raises Cancelled if nobody wants the rest."""
        self._done += count
        if self._told and self._told(min(self._done, self._total), self._total) is False:
            raise Cancelled


def part_of(path: Path) -> Path:
    """What a file is called while it is written."""
    return path.with_name(path.name + ".part")


def size_of(path: Path) -> int | None:
    """How many bytes a file has; None if there is none. UserError for a folder, a link or a device of that name."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise UserError(_NO_FILE, {"file": path.name})
    return found.st_size


def check_room(folder: Path, needed: int, message: str) -> None:
    """UserError with this message (`folder`, `needed` and `free` in MB) if the disk has less than these bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        values = {"folder": str(folder), "needed": needed // 1_000_000 + 1, "free": free // 1_000_000}
        raise UserError(message, values)


def discard(part: Path) -> None:
    """Take half a file away, if the disk is still there."""
    with suppress(OSError):
        part.unlink()


def put_in_place(part: Path, target: Path, progress: Progress) -> None:
    """Give a file its name and wait until that is on the disk; UserError if another program holds it."""
    for wait in (*WAITS, None):
        try:
            os.replace(part, target)
            break
        except PermissionError as error:
            if is_gone(error):
                raise
            if wait is None:
                raise UserError(_HELD, {"file": target.name}, str(error)) from error
            progress.add()
            time.sleep(wait)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    # Windows has no way to ask for it.
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # Some file systems do not know of it.
                os.fsync(number)
        finally:
            os.close(number)
