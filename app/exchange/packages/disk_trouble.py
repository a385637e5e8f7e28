"""Why a stick would not take or give a file, in a sentence with a cure."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError
from app.i18n import N_

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
# Windows tells more exactly, but Python makes the same EACCES or EINVAL of most of it.
_GONE_IN_WINDOWS = {21, 31, 55, 433, 483, 1006, 1117, 1167}
_FULL_IN_WINDOWS = {39, 112}
_WRITE_PROTECTED_IN_WINDOWS = {19}

_STICK_FULL = N_("“{folder}”已写满，没有写完，原文件未改动。请清理U盘或换一个U盘再写一次，会接着写。")
_STICK_GONE = N_("“{folder}”找不到了，没有写完，原文件未改动。请检查U盘是否已插好，再写一次，会接着写。")
_STICK_REFUSES = N_("“{folder}”不能写入，原文件未改动。请检查U盘的写保护开关，或换一个文件夹、换一个U盘再试。")
_STICK_FAILED = N_("写“{folder}”时出错，没有写完，原文件未改动。请重新插一次U盘再试；再不行请换一个U盘。")
_SOURCE_LOST = N_("本机的“{file}”读不出来，或正在改动，没有写完。请重新生成报送包，再写一次U盘。")
_HERE_FULL = N_("本机磁盘已满，没有读入，U盘上的文件未改动。请清理磁盘后再试。")
_NOT_READ = N_(
    "“{file}”没有读完，U盘上的文件未改动。请检查U盘是否已插好，再试一次；再不行请在发送方的电脑上重新写一次。"
)
_HERE_REFUSED = N_("“{file}”不能读出，或本机的文件夹不能写入，没有读入。请检查它是否正在别的程序中打开，关闭后再试。")


@contextmanager
def not_written(folder: Path) -> Iterator[None]:
    """Say why a folder of a stick could not be written."""
    try:
        yield
    except OSError as error:
        if is_gone(error):
            message = _STICK_GONE
        elif _is_full(error):
            message = _STICK_FULL
        elif _is_refused(error):
            message = _STICK_REFUSES
        else:
            message = _STICK_FAILED
        raise UserError(message, {"folder": str(folder)}, str(error)) from error


@contextmanager
def not_taken(path: Path) -> Iterator[None]:
    """Say why a file could not be copied off a stick."""
    try:
        yield
    except OSError as error:
        if _is_full(error):
            message = _HERE_FULL
        elif _is_refused(error) and not is_gone(error):
            message = _HERE_REFUSED
        else:
            message = _NOT_READ
        raise UserError(message, {"file": path.name}, str(error)) from error


@contextmanager
def source_lost(source: Path) -> Iterator[None]:
    """Say that this computer's own file could not be read, or ended before its time (EOFError)."""
    try:
        yield
    except (OSError, EOFError) as error:
        raise UserError(_SOURCE_LOST, {"file": source.name}, str(error)) from error


def is_gone(error: OSError) -> bool:
    """Whether a disk was pulled or does not answer any more."""
    return _winerror(error) in _GONE_IN_WINDOWS or error.errno in _GONE


def _is_full(error: OSError) -> bool:
    return error.errno in _FULL or _winerror(error) in _FULL_IN_WINDOWS


def _is_refused(error: OSError) -> bool:
    return error.errno in _REFUSED or _winerror(error) in _WRITE_PROTECTED_IN_WINDOWS


def _winerror(error: OSError) -> int:
    return getattr(error, "winerror", None) or 0
