"""What SQLite and the disk report, as sentences for people."""

import errno
import shutil
from pathlib import Path

from app.errors import UserError
from app.i18n import N_

_DAMAGED = N_("数据文件已损坏。请用“从备份恢复”换回最近的备份；损坏的文件会另存一份，不会丢弃。")
_SENTENCES = (
    ("is full", N_("磁盘已满，这次没有保存，原有数据完好。请清理磁盘或换一个磁盘后再保存一次。")),
    ("is locked", N_("数据文件正被另一个程序占用，这次没有保存。请稍等几秒再试。")),
    ("readonly", N_("数据文件不能写入，这次没有保存。请检查文件是否只读、U盘是否写保护。")),
    ("disk I/O error", N_("读写磁盘时出错，这次没有保存。请检查磁盘或U盘是否已拔出，然后再试。")),
    ("unable to open", N_("打不开数据文件。请检查它所在的磁盘或文件夹是否还在。")),
    ("malformed", _DAMAGED),
    ("vtable constructor failed", _DAMAGED),
    ("not a database", N_("这不是数据文件，或文件已损坏。请用“从备份恢复”换回最近的备份。")),
)

_MAY_BE_FULL = ("disk I/O error", "unable to open")
_LEAST_ROOM = 64 * 1024
_SIGNS = {
    errno.ENOSPC: "is full",
    errno.EDQUOT: "is full",
    errno.EFBIG: "is full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EIO: "disk I/O error",
}


def as_sentence(error: Exception, path: Path | None = None) -> UserError | None:
    """The sentence for a failure of disk or file; None for what is a mistake of ours.

    SQLite calls a disk without a single free page a reading error; `path` lets it be told by its right name.
    """
    said = _SIGNS.get(error.errno or 0, "") if isinstance(error, OSError) else str(error)
    if path and any(sign in said for sign in _MAY_BE_FULL) and _full(path):
        said = "is full"
    for sign, sentence in _SENTENCES:
        if sign in said:
            return UserError(sentence, details=str(error))
    return None


def _full(path: Path) -> bool:
    return path.parent.is_dir() and shutil.disk_usage(path.parent).free < _LEAST_ROOM
